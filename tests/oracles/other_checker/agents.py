"""The table of a tree's agents: each set with a choice decides alone, paid as if its player led there."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import prod
from typing import Any

from .strategies import Strategies
from .ways import members, own_choices, recalls, values, ways

MOST_CELLS, MOST_ADDED = 20_000, 4_000_000


class Agents:
    """The agents of everybody in a tree."""

    def __init__(self, game: dict[str, Any]) -> None:
        self.game, self.before, self.nodes = game, ways(game), members(game)
        self.playing = [s for s, (_, _, actions) in enumerate(game["sets"]) if len(actions) > 1]
        self.all = [range(len(actions)) for _, _, actions in game["sets"]]

    @property
    def is_small(self) -> bool:
        cells = prod(len(own) for own in self.all)
        ends = sum("payoffs" in node for node in self.game["nodes"])
        return cells <= MOST_CELLS and cells * ends <= MOST_ADDED

    def table(self) -> dict[str, Any]:
        cells = {}
        for cell in product(*(self.all[s] for s in self.playing)):
            taken = dict.fromkeys(range(len(self.game["sets"])), 0) | dict(
                zip(self.playing, cell, strict=True)
            )
            cells[cell] = [self.gets(s, taken) for s in self.playing]
        names = [str(k) for k, _ in enumerate(self.playing, 1)]
        sets = [(k, "", self.game["sets"][s][2]) for k, s in enumerate(self.playing)]
        return {"form": "normal", "players": names, "sets": sets, "cells": cells}

    def gets(self, s: int, taken: dict[int, int]) -> Fraction:
        """What is behind a set's nodes for its player, each as likely as the others and chance make it."""
        player, total = self.game["sets"][s][0], Fraction(0)
        for top in self.nodes[s]:
            waiting = [(top, self.odds(self.before[top], player, taken))]
            while waiting:
                place, weight = waiting.pop()
                node = self.game["nodes"][place]
                if "payoffs" in node:
                    total += weight * node["payoffs"][player]
                elif "set" in node:
                    waiting.append((node["children"][taken[node["set"]]], weight))
                else:
                    waiting.extend(
                        (c, weight * p) for c, p in zip(node["children"], node["chances"], strict=True)
                    )
        return total

    def paid(self, player: int) -> tuple[dict[tuple[int, ...], Fraction], list[int]]:
        """What a player is paid in each cell, and which agents are its own."""
        cells = {}
        for cell in product(*(self.all[s] for s in self.playing)):
            taken = dict(zip(self.playing, cell, strict=True))
            profile = {
                (owner, name): {a: Fraction(k == taken.get(s, 0)) for k, a in enumerate(actions)}
                for s, (owner, name, actions) in enumerate(self.game["sets"])
            }
            cells[cell] = values(self.game, profile)[0][player]
        return cells, [k for k, s in enumerate(self.playing) if self.game["sets"][s][0] == player]

    def odds(self, way: Any, player: int, taken: dict[int, int]) -> Fraction:
        found = Fraction(1)
        for place, branch in way:
            node = self.game["nodes"][place]
            if "set" not in node:
                found *= node["chances"][branch]
            elif self.game["sets"][node["set"]][0] != player and taken[node["set"]] != branch:
                return Fraction(0)
        return found

    def profile(self, mixtures: Any) -> dict[Any, dict[str, Fraction]]:
        """The behavior; the first action at sets that their player's own choices exclude."""
        mixed = dict(zip(self.playing, mixtures, strict=True))
        found = {}
        for s, (player, name, actions) in enumerate(self.game["sets"]):
            way = own_choices(self.game, self.before[self.nodes[s][0]], player)
            leads = all(mixed[other][action] for other, action in way if other in mixed)
            odds = mixed[s] if leads and s in mixed else [Fraction(a == 0) for a in range(len(actions))]
            found[player, name] = dict(zip(actions, odds, strict=True))
        return found

    def one_way(self, pieces: Any, known: Any) -> bool:
        """Whether in some piece two corners, or on a curved one two points, are played differently."""
        for points in [*(list(product(*piece)) for piece in pieces), *known]:
            played = [self.profile(point) for point in points]
            if any(own != played[0] for own in played):
                return True
        return False


def deciders(game: dict[str, Any]) -> Agents | Strategies:
    """Who decides in the table of a tree: agents where three choose, unless that is too large."""
    choosing = {player for player, _, actions in game["sets"] if len(actions) > 1}
    if len(choosing) > 2 and all(recalls(game, player) for player in range(len(game["players"]))):
        agents = Agents(game)
        if agents.is_small:
            return agents
    return Strategies(game)
