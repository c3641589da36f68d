"""The payoff that a selection rule picks among all equilibria."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from .proofs import expected
from .reading import need


def selected(game: dict[str, Any], found: dict[str, Any], rule: str, player: int) -> list[Fraction]:
    if rule == "payoff-dominant" and found["infinite"] and "points" in found:
        return [best_under_ties(game, found)[player]]
    need(
        found["spanning"] or not found["infinite"], "not every equilibrium is known, so that none is selected"
    )
    listed = found["profiles"]
    paid = [list(expected(game, profile)) for k, profile in enumerate(listed) if profile not in listed[:k]]
    if rule == "risk-dominant" and len(paid) > 1:
        need(
            [len(actions) for *_, actions in game["sets"]] == [2, 2] and "cells" in game,
            "risk dominance needs a 2x2 table",
        )
        weights = {}
        for cell, own in game["cells"].items():
            by = (
                own[0] - game["cells"][1 - cell[0], cell[1]][0],
                own[1] - game["cells"][cell[0], 1 - cell[1]][1],
            )
            if by[0] > 0 and by[1] > 0:
                weights[cell] = by[0] * by[1]
        need(len(set(weights.values())) == 2, "no strict equilibrium risk dominates another")
        paid = [list(game["cells"][max(weights, key=weights.__getitem__)])]
    best = [
        one
        for one in paid
        if all(mine >= theirs for other in paid for mine, theirs in zip(one, other, strict=True))
    ]
    need(bool(best), "no equilibrium is best for all")
    return [best[0][player]]


def best_under_ties(game: dict[str, Any], found: dict[str, Any]) -> list[Fraction]:
    """What a listed plan pays that gives everybody the most that any point of the pieces does."""
    most = [max(column) for column in zip(*found["points"](), strict=True)]
    paid = [list(expected(game, profile)) for profile in found["profiles"]]
    need(most in [own[: len(most)] for own in paid], "no listed plan is best for all")
    return most
