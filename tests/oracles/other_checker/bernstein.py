"""Bernstein coefficients: degrees and a flat list of integers, the last axis fastest."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import comb, lcm, prod
from typing import Any

from .polynomials import Poly
from .reading import TOO_LARGE, need

Bernstein = tuple[tuple[int, ...], list[int]]


def along(degrees: tuple[int, ...], values: list[Any], axis: int, matrix: list[list[Any]]) -> list[Any]:
    """Applies a square matrix to every line of the array along the axis."""
    step, size = prod(d + 1 for d in degrees[axis + 1 :]), degrees[axis] + 1
    result = [0] * len(values)
    for start in range(0, len(values), step * size):
        for offset in range(start, start + step):
            line = values[offset : offset + step * size : step]
            result[offset : offset + step * size : step] = [
                sum(weight * entry for weight, entry in zip(row, line, strict=True) if weight)
                for row in matrix
            ]
    return result


def bernstein(p: Poly, box: list[tuple[Fraction, Fraction]]) -> Bernstein:
    """The coefficients on a box, up to a positive factor."""
    degrees = tuple(max((monomial[k] for monomial in p), default=0) for k in range(len(box)))
    need(prod(d + 1 for d in degrees) <= TOO_LARGE, "a polynomial is too large")
    common = lcm(*(Fraction(c).denominator for c in p.values()))
    values: list[Any] = [
        int(p.get(monomial, 0) * common) for monomial in product(*(range(d + 1) for d in degrees))
    ]
    for axis, (low, high) in enumerate(box):
        d = degrees[axis]
        if d and (low, high) != (0, 1):  # x = low + (high − low) t
            shift = [
                [comb(j, k) * low ** (j - k) * (high - low) ** k if j >= k else 0 for j in range(d + 1)]
                for k in range(d + 1)
            ]
            values = along(degrees, values, axis, shift)
        if d:  # t^k = Σ_i C(i,k)/C(d,k) B_i, here times what makes all of these whole
            whole = lcm(*(comb(d, k) for k in range(d + 1)))
            convert = [
                [comb(i, k) * (whole // comb(d, k)) if i >= k else 0 for k in range(d + 1)]
                for i in range(d + 1)
            ]
            values = along(degrees, values, axis, convert)
    scale = lcm(*(Fraction(v).denominator for v in values))
    return degrees, [int(v * scale) for v in values]


def half(poly: Bernstein, axis: int, upper: bool) -> Bernstein:
    """The coefficients on a half of the cell, up to a positive factor."""
    degrees, values = poly
    d = degrees[axis]
    matrix = [[comb(i, r) << (d - i) for r in range(i + 1)] + [0] * (d - i) for i in range(d + 1)]
    if upper:
        matrix = [row[::-1] for row in matrix[::-1]]
    return degrees, along(degrees, values, axis, matrix)


def sign_inside(poly: Bernstein) -> int:
    """1 or −1 where the coefficients prove it in the interior of the cell, else 0."""
    least, greatest = min(poly[1]), max(poly[1])
    return (1 if greatest > 0 else 0) if least >= 0 else (-1 if greatest <= 0 else 0)


def halves_until(poly: Bernstein, settled: Any, depth: int = 24) -> bool:
    """Whether cutting the cell into halves settles every piece."""
    if settled(poly[1]):
        return True
    if depth == 0 or not any(poly[0]):
        return False
    axes = [k for k, d in enumerate(poly[0]) if d]
    axis = axes[depth % len(axes)]
    return all(halves_until(half(poly, axis, upper), settled, depth - 1) for upper in (False, True))
