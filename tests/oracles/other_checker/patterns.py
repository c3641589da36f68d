"""All perfect Bayesian, or sequential, equilibria of a tree: a walk through its patterns."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import Any

from .assessments import Assessments
from .reading import Rejected, a_list, a_text, an_integer, fields, need
from .systems import Pattern, Tree
from .ways import recalls, values

MOST_LISTED, MOST_STEPS, MOST_BEFORE, MOST_CHOICES = 2_000, 100_000, 200_000, 12


def by_patterns(game: dict[str, Any], proof: Any, column: int, *, consistent: bool) -> dict[str, Any]:
    _, entries, steps = fields(proof, "kind", "assessments", "steps")
    need(
        all(recalls(game, player) for player in range(len(game["players"]))), "the proof needs perfect recall"
    )
    if consistent:
        need(
            all(p > 0 for node in game["nodes"] for p in node.get("chances", [])),
            "chance gives something probability zero",
        )
    tree = Tree(game, consistent=consistent)
    need(sum(map(len, tree.before)) <= MOST_BEFORE, "the tree is too large")
    need(
        0 < len(a_list(entries)) <= MOST_LISTED and len(a_list(steps)) <= MOST_STEPS, "the proof is too large"
    )
    reader = Assessments(game, consistent=consistent)
    listed = [reader.read(entry) for entry in entries]
    need(all(one not in listed[:k] for k, one in enumerate(listed)), "an assessment is listed twice")
    paid = [values(game, profile)[0][column] for profile, _ in listed]
    walk = Walk(tree, listed, column, (min(paid), max(paid)))
    for step in steps:
        walk.take(step)
    need(not walk.waiting, "the walk ends before its last pattern")
    profiles: list[Any] = []
    for profile, _ in listed:
        profiles += [profile] if profile not in profiles else []
    return {
        "profiles": profiles,
        "infinite": walk.bounded,
        "spanning": not walk.bounded,
        "counted": not walk.bounded,
    }


class Walk:
    """The patterns that are still to be looked at, the next one last."""

    def __init__(self, tree: Tree, listed: list[Any], column: int, ends: tuple[Fraction, Fraction]) -> None:
        self.tree, self.listed, self.column, self.ends = tree, listed, column, ends
        self.waiting = [Pattern(tree, {}, {})]
        self.bounded = False
        choices = [sum("set" in tree.game["nodes"][place] for place, _ in way) for way in tree.before]
        depth = [max(choices[node] for node in nodes) for nodes in tree.nodes]
        self.order = sorted(range(len(tree.nodes)), key=lambda s: (-depth[s], s))

    def take(self, step: Any) -> None:
        need(bool(self.waiting), "the walk goes on after its last pattern")
        need(type(step) is list and bool(step), "a step has a name")
        pattern, name, rest = self.waiting.pop(), a_text(step[0]), step[1:]
        choice = self.next_choice(pattern)
        if name == "b":
            need(not rest and choice is not None, "nothing is to be chosen")
            self.waiting += reversed(self.possibilities(pattern, *choice))
        elif name == "r":
            s, multipliers = a_list(rest, 2)
            need(0 <= an_integer(s) < len(self.tree.nodes), "there is no such set")
            need({s, *self.tree.sets_below[s]} <= set(pattern.used), "what is used is not chosen yet")
            need(
                pattern.at_one_set(s).bound({}, multipliers) > 0, "the multipliers do not show it impossible"
            )
        elif name == "k":
            need(
                self.tree.consistent and len(pattern.used) == len(self.tree.nodes),
                "orders are not chosen yet",
            )
            need(
                pattern.of_orders().bound({}, a_list(rest, 1)[0]) > 0,
                "the multipliers do not show it impossible",
            )
        else:
            need(
                name in ("e", "o", "s") and choice is None,
                "something is to be chosen, or there is no such step",
            )
            self.settle(name, pattern, a_list(rest, 1)[0])

    def settle(self, name: str, pattern: Pattern, data: Any) -> None:
        players = len(self.tree.game["players"])
        first = self.column - self.column % players if name == "s" else 0
        whole = pattern.whole(range(first, first + players))
        if name == "e":
            rest = whole.system.rest({}, data)
            need(bool(rest) and min(rest.values()) > 0, "the multipliers do not show it impossible")
        elif name == "o":
            need(0 <= an_integer(data) < len(self.listed), "no such assessment is listed")
            found = whole.assessment()
            if found is None:
                raise Rejected("the equations leave more than one assessment")
            need(self.is_listed(found, *self.listed[data]), "the assessment is another one")
        else:
            paid = whole.paid[self.column % players]
            low, high = a_list(a_list(data, players)[self.column % players], 2)
            least = whole.system.bound(paid, low)
            most = -whole.system.bound({m: -c for m, c in paid.items()}, high)
            need(self.ends[0] <= least and most <= self.ends[1], "a payoff may be out of the bounds")
            self.bounded = True

    def is_listed(self, found: Any, profile: Any, belief: Any) -> bool:
        odds, beliefs = found
        for s, (player, name, actions) in enumerate(self.tree.game["sets"]):
            if [profile[player, name][a] for a in actions] != odds[s]:
                return False
            if belief[s] != [beliefs[s].get(node, Fraction(0)) for node in self.tree.nodes[s]]:
                return False
        return True

    def next_choice(self, pattern: Pattern) -> tuple[str, int] | None:
        for s in self.order:
            if s not in pattern.used:
                return "used", s
        for s in self.order:
            if s not in pattern.believed:
                return "believed", s
        return None

    def possibilities(self, pattern: Pattern, what: str, s: int) -> list[Pattern]:
        items = list(range(len(self.tree.game["sets"][s][2]))) if what == "used" else self.tree.nodes[s]
        need(len(items) <= MOST_CHOICES, "there are too many possibilities")
        subsets = [some for size in range(1, len(items) + 1) for some in combinations(items, size)]
        if what == "believed":
            return [Pattern(self.tree, pattern.used, {**pattern.believed, s: some}) for some in subsets]
        found = [Pattern(self.tree, {**pattern.used, s: some}, {}) for some in subsets]
        for one in found:
            if len(one.used) == len(self.tree.nodes):
                arrived = {t: one.arrived(t) for t in range(len(self.tree.nodes))}
                one.believed = {t: nodes for t, nodes in arrived.items() if nodes}
        return found
