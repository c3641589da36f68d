"""Volumes: the unit cube cut into simplices, these by planes until each lies on one side of all."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import permutations
from math import factorial
from typing import Any

from .reading import need

MOST = 200_000
Plane = tuple[list[Fraction], Fraction, Fraction]  # slopes, and two bounds between which nothing is known
Pattern = tuple[int, ...]  # 1 where slopes·t is above the second bound, −1 where below the first, 0 between


def by_simplices(planes: list[Plane], truth: Callable[[Pattern], Any]) -> list[Fraction]:
    """The volumes of the parts of the unit cube where the signs make something true, and false.

    `truth` says what the signs of the first few planes settle, or None; with all signs given, None is
    neither.
    """
    axes = [k for k in range(len(planes[0][0])) if any(rise[k] for rise, _, _ in planes)]
    flat = [([rise[k] for k in axes], low, high) for rise, low, high in planes]
    share, count = [Fraction(0), Fraction(0)], 0
    waiting: list[Any] = [(corners, Fraction(1, factorial(len(axes))), ()) for corners in kuhn(len(axes))]
    while waiting:
        corners, volume, signs = waiting.pop()
        settled = truth(signs)
        if settled is not None or len(signs) == len(flat):
            if settled is not None:
                share[0 if settled else 1] += volume
            continue
        count += 1
        need(count <= MOST, "a cell is cut into too many pieces")
        rise, low, high = flat[len(signs)]
        heights = [
            sum((a * t for a, t in zip(rise, corner, strict=True) if a), Fraction(0)) for corner in corners
        ]
        least, greatest = min(heights), max(heights)
        if least >= high or greatest <= low or (least >= low and greatest <= high):
            waiting.append((corners, volume, (*signs, 1 if least >= high else -1 if greatest <= low else 0)))
            continue
        level = low if least < low < greatest else high
        down, up = heights.index(least), heights.index(greatest)
        share_below = (level - least) / (greatest - least)
        middle = [p + share_below * (q - p) for p, q in zip(corners[down], corners[up], strict=True)]
        for gone, part in ((up, share_below), (down, 1 - share_below)):
            waiting.append(([*corners[:gone], middle, *corners[gone + 1 :]], volume * part, signs))
    return share


def kuhn(n: int) -> list[list[list[Fraction]]]:
    """The simplices of the unit cube, one for each order of its axes."""
    found = []
    for order in permutations(range(n)):
        corners = [[Fraction(0)] * n]
        for axis in order:
            corners.append([t if k != axis else Fraction(1) for k, t in enumerate(corners[-1])])
        found.append(corners)
    return found
