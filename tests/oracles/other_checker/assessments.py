"""Strategies with beliefs: read, checked to be rational, and beliefs to follow from play or trembles."""

from __future__ import annotations

from fractions import Fraction
from math import prod
from typing import Any

from .reading import a_list, an_integer, fields, need, rational
from .ways import labels, likelihood, members, odds_at, own_choices, ways


class Assessments:
    """What a tree's assessments are made of."""

    def __init__(self, game: dict[str, Any], *, consistent: bool) -> None:
        self.game, self.consistent = game, consistent
        self.before, self.nodes = ways(game), members(game)
        self.called, self.words = names_of_sets(game), [self.histories(s) for s in range(len(game["sets"]))]

    def histories(self, s: int) -> list[str]:
        words = [
            ", ".join(labels(self.game, place)[branch] for place, branch in self.before[node]) or "the start"
            for node in self.nodes[s]
        ]
        return words if len(set(words)) == len(words) else [f"node {node}" for node in self.nodes[s]]

    def read(self, data: Any) -> tuple[Any, list[list[Fraction]]]:
        """The profile and the beliefs, after they are checked to be an equilibrium."""
        profile, beliefs, *rest = fields(
            data, "profile", "beliefs", *(["trembles"] if self.consistent else [])
        )
        odds = read_profile(self.game, profile)
        entries = fields(beliefs, *self.called)
        belief = [
            [rational(p) for p in fields(entry, *words)]
            for entry, words in zip(entries, self.words, strict=True)
        ]
        for one in belief:
            need(min(one) >= 0 and sum(one) == 1, "beliefs are >= 0 and sum to one")
        if self.consistent:
            self.check_trembles(odds, belief, a_list(rest[0], len(self.nodes)))
        else:
            self.check_beliefs(odds, belief)
        for s in range(len(self.game["sets"])):
            self.check_rational(odds, belief, s)
        return odds, belief

    def check_beliefs(self, odds: Any, belief: Any) -> None:
        likely = likelihood(self.game, odds)
        for nodes, one in zip(self.nodes, belief, strict=True):
            total = sum(likely[node] for node in nodes)
            if total:
                need(one == [likely[node] / total for node in nodes], "a belief does not follow from play")

    def check_trembles(self, odds: Any, belief: Any, entries: list[Any]) -> None:
        for node in self.game["nodes"]:
            need(all(p > 0 for p in node.get("chances", [])), "chance gives something probability zero")
        scaled: list[list[tuple[int, Fraction]]] = []
        for (player, name, actions), entry in zip(self.game["sets"], entries, strict=True):
            pairs = [a_list(pair, 2) for pair in a_list(entry, len(actions))]
            here = [(an_integer(k), rational(c)) for k, c in pairs]
            need(all(0 <= k <= 1_000_000 and c > 0 for k, c in here), "a tremble is not [k, c]")
            least = sum(c for k, c in here if k == 0)
            need(least > 0, "no action of a set stays likely")
            limit = [c / least if k == 0 else Fraction(0) for k, c in here]
            need(limit == [odds[player, name][a] for a in actions], "trembles tend to something else")
            scaled.append([(k, c / least) for k, c in here])
        for nodes, one in zip(self.nodes, belief, strict=True):
            rank, weight = [], []
            for node in nodes:
                steps = [(self.game["nodes"][place], branch) for place, branch in self.before[node]]
                rank.append(sum(scaled[n["set"]][b][0] for n, b in steps if "set" in n))
                weight.append(
                    prod(
                        (scaled[n["set"]][b][1] if "set" in n else n["chances"][b] for n, b in steps),
                        start=Fraction(1),
                    )
                )
            total = sum(w for w, r in zip(weight, rank, strict=True) if r == min(rank))
            right = [w / total if r == min(rank) else Fraction(0) for w, r in zip(weight, rank, strict=True)]
            need(one == right, "a belief does not follow from the trembles")

    def check_rational(self, odds: Any, belief: Any, s: int) -> None:
        """No continuation at a set gives its player more under its beliefs: own later sets from the end."""
        player = self.game["sets"][s][0]
        arrival = dict(zip(self.nodes[s], belief[s], strict=True))
        for place, node in enumerate(self.game["nodes"]):
            if place in arrival or not self.before[place]:
                continue
            above, branch = self.before[place][-1]
            if above in arrival:
                up = self.game["nodes"][above]
                own = "set" in up and self.game["sets"][up["set"]][0] == player
                arrival[place] = arrival[above] * (1 if own else odds_at(self.game, odds, up)[branch])
            assert node is not None
        own_sets = sorted(
            {self.game["nodes"][p]["set"] for p in arrival if self.owned(p, player)},
            key=lambda t: -len(own_choices(self.game, self.before[self.nodes[t][0]], player)),
        )
        chosen: dict[int, int] = {}
        for t in own_sets:  # those later in the player's memory first
            gains = [
                sum(
                    (
                        arrival[n] * self.best(self.game["nodes"][n]["children"][a], odds, player, chosen)
                        for n in self.nodes[t]
                        if n in arrival
                    ),
                    Fraction(0),
                )
                for a in range(len(self.game["sets"][t][2]))
            ]
            chosen[t] = gains.index(max(gains))
        most = sum((arrival[n] * self.best(n, odds, player, chosen) for n in self.nodes[s]), Fraction(0))
        gets = sum((arrival[n] * self.best(n, odds, player, {}) for n in self.nodes[s]), Fraction(0))
        need(gets == most, "a continuation gives more")

    def owned(self, place: int, player: int) -> bool:
        node = self.game["nodes"][place]
        return "set" in node and self.game["sets"][node["set"]][0] == player

    def best(self, place: int, odds: Any, player: int, chosen: dict[int, int]) -> Fraction:
        """What a player expects at a node, by its chosen actions where it has chosen, else by the profile."""
        node = self.game["nodes"][place]
        if "payoffs" in node:
            return node["payoffs"][player]
        if "set" in node and node["set"] in chosen:
            return self.best(node["children"][chosen[node["set"]]], odds, player, chosen)
        pairs = zip(odds_at(self.game, odds, node), node["children"], strict=True)
        return sum((p * self.best(child, odds, player, chosen) for p, child in pairs if p), Fraction(0))


def names_of_sets(game: dict[str, Any]) -> list[str]:
    """What each set is called."""
    plain = [name for _, name, _ in game["sets"]]
    called = [
        f"{game['players'][player]}: {name}" if plain.count(name) > 1 else name
        for player, name, _ in game["sets"]
    ]
    if len(set(called)) < len(called):
        called = [f"{game['players'][player]}: {name}" for player, name, _ in game["sets"]]
    return called if len(set(called)) == len(called) else [f"set {s}" for s in range(len(called))]


def read_profile(game: dict[str, Any], data: Any) -> dict[Any, dict[str, Fraction]]:
    need(type(data) is dict and set(data) <= set(game["players"]), "a profile is made of the players' plans")
    need(all(type(mine) is dict for mine in data.values()), "a plan is an object")
    need(sum(map(len, data.values())) == len(game["sets"]), "a profile has a plan for each information set")
    profile = {}
    for player, name, actions in game["sets"]:
        mine = data.get(game["players"][player])
        need(type(mine) is dict and name in mine, "a profile has a plan for each information set")
        weights = [rational(p) for p in fields(mine[name], *actions)]
        need(min(weights) >= 0 and sum(weights) == 1, "probabilities are >= 0 and sum to one")
        profile[player, name] = dict(zip(actions, weights, strict=True))
    return profile
