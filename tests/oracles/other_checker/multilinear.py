"""Payoffs of actions against mixtures."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import lcm, prod
from typing import Any

from .reading import need


class Multilinear:
    """What actions give, each player's payoffs times the least common multiple of their denominators."""

    def __init__(self, game: dict[str, Any]) -> None:
        self.shape = [len(actions) for _, _, actions in game["sets"]]
        scales = [
            lcm(*(row[i].denominator for row in game["cells"].values())) for i in range(len(self.shape))
        ]
        self.cells = {
            cell: [p * s for p, s in zip(row, scales, strict=True)] for cell, row in game["cells"].items()
        }

    def gives(self, who: int, action: int, profile: Any) -> Any:
        """At the profile, in which the player's own mixture is not looked at."""
        total = Fraction(0)
        for others in product(*(range(n) if i != who else [action] for i, n in enumerate(self.shape))):
            weight = prod((profile[i][a] for i, a in enumerate(others) if i != who), start=Fraction(1))
            if weight:
                total += weight * self.cells[others][who]
        return total

    def tuples(self, cell: Any, *without: int) -> Any:
        """All tuples of vertices, of each player left out the first alone."""
        return product(*(simplex[:1] if i in without else simplex for i, simplex in enumerate(cell)))

    def gains(self, cell: Any, who: int, better: int, worse: int) -> list[Any]:
        return [(self.gives(who, better, t) - self.gives(who, worse, t), t) for t in self.tuples(cell, who)]

    def has(self, who: int, *actions: int) -> None:
        need(
            who < len(self.shape) and max(actions) < self.shape[who],
            "a step names an action that is not there",
        )

    def all_equilibria(self, cell: Any) -> bool:
        for who, simplex in enumerate(cell):
            used = [a for a in range(self.shape[who]) if any(vertex[a] for vertex in simplex)]
            for profile in self.tuples(cell, who):
                values = [self.gives(who, a, profile) for a in range(self.shape[who])]
                if any(values[a] < max(values) for a in used):
                    return False
        return True
