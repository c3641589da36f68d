"""The table of a tree's reduced strategies, and what its equilibria are in the tree."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import prod
from typing import Any

from .games import width
from .reading import TOO_LARGE, need
from .ways import members, own_choices, recalls, ways

Strategy = dict[int, int]  # the sets that are decided, in the order in which they are


class Strategies:
    """The reduced strategies of everybody in a tree."""

    def __init__(self, game: dict[str, Any]) -> None:
        self.game = game
        self.before, self.nodes = ways(game), members(game)
        self.all = [self.of(player) for player in range(len(game["players"]))]
        self.playing = [player for player, own in enumerate(self.all) if len(own) > 1]

    def reached(self, s: int, strategy: Strategy) -> bool:
        """Whether a player's decisions so far lead to one of its sets, as far as it is concerned."""
        player = self.game["sets"][s][0]
        return any(
            all(
                strategy.get(other) == action
                for other, action in own_choices(self.game, self.before[node], player)
            )
            for node in self.nodes[s]
        )

    def of(self, player: int) -> list[Strategy]:
        own = [s for s, (owner, _, _) in enumerate(self.game["sets"]) if owner == player]
        found: list[Strategy] = []

        def decide(strategy: Strategy) -> None:
            need(len(found) < TOO_LARGE, "there are too many strategies")
            free = next((s for s in own if s not in strategy and self.reached(s, strategy)), None)
            if free is None:
                found.append(strategy)
                return
            for action in range(len(self.game["sets"][free][2])):
                decide({**strategy, free: action})

        decide({})
        return found

    def names(self, player: int) -> list[str]:
        words = [
            "; ".join(self.game["sets"][s][2][a] for s, a in strategy.items()) or "nothing to choose"
            for strategy in self.all[player]
        ]
        return words if len(set(words)) == len(words) else [f"{k}: {w}" for k, w in enumerate(words, 1)]

    def table(self) -> dict[str, Any]:
        """The normal form of those with at least two strategies."""
        sizes = [len(self.all[player]) for player in self.playing]
        need(prod(sizes) * len(self.game["nodes"]) <= 20 * TOO_LARGE, "the table is too large")
        cells = {}
        for cell in product(*map(range, sizes)):
            taken = {player: own[0] for player, own in enumerate(self.all)}
            taken |= {player: self.all[player][k] for player, k in zip(self.playing, cell, strict=True)}
            cells[cell] = [self.expected(taken)[player] for player in self.playing]
        sets = [(i, "", self.names(player)) for i, player in enumerate(self.playing)]
        return {
            "form": "normal",
            "players": [self.game["players"][p] for p in self.playing],
            "sets": sets,
            "cells": cells,
        }

    def expected(self, taken: dict[int, Strategy]) -> list[Fraction]:
        total, waiting = [Fraction(0)] * width(self.game), [(0, Fraction(1))]
        while waiting:
            place, weight = waiting.pop()
            node = self.game["nodes"][place]
            if "payoffs" in node:
                total = [t + weight * p for t, p in zip(total, node["payoffs"], strict=True)]
            elif "set" in node:
                action = taken[self.game["sets"][node["set"]][0]][node["set"]]
                waiting.append((node["children"][action], weight))
            else:
                waiting.extend(
                    (c, weight * p) for c, p in zip(node["children"], node["chances"], strict=True) if p
                )
        return total

    def profile(self, mixtures: Any) -> dict[Any, dict[str, Fraction]]:
        """What an equilibrium of the table is in the tree."""
        found = {}
        weights = {player: list(mixture) for player, mixture in zip(self.playing, mixtures, strict=True)}
        for player in self.playing:
            pure = max(weights[player]) == 1
            need(pure or recalls(self.game, player), "a player without perfect recall mixes")
        for s, (player, name, actions) in enumerate(self.game["sets"]):
            mixture = weights.get(player, [Fraction(1)])
            taken = [Fraction(0)] * len(actions)
            for weight, strategy in zip(mixture, self.all[player], strict=True):
                if s in strategy:
                    taken[strategy[s]] += weight
            total = sum(taken)
            odds = [t / total for t in taken] if total else [Fraction(a == 0) for a in range(len(actions))]
            found[player, name] = dict(zip(actions, odds, strict=True))
        return found

    def paid(self, player: int) -> tuple[dict[tuple[int, ...], Fraction], list[int]]:
        """What a player is paid in each cell, and its place in the table, if it has one."""
        cells = {}
        for cell in product(*(range(len(self.all[own])) for own in self.playing)):
            taken = {own: strategies[0] for own, strategies in enumerate(self.all)}
            taken |= {own: self.all[own][k] for own, k in zip(self.playing, cell, strict=True)}
            cells[cell] = self.expected(taken)[player]
        return cells, [k for k, own in enumerate(self.playing) if own == player]

    def one_way(self, *_: Any) -> bool:
        """Whether different mixtures of strategies are always different behavior."""
        return all(
            len(own)
            == 1 + sum(len(actions) - 1 for owner, _, actions in self.game["sets"] if owner == player)
            for player, own in enumerate(self.all)
        )
