"""Consistency of comparisons of strength, by an exact linear program.

Each is a sum of gaps, or of levels, with weights, and holds where that is positive.  All such sums can be
scaled together, so they can all be positive if and only if the least of them can be, where the values and
this least sum add up to at most one.

Sources: bland1977 (a rule by which the simplex method ends).
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from gametheory_paradox.interruption import look

ZERO, ONE = Fraction(0), Fraction(1)


def can_be_positive(sums: Sequence[Mapping[str, Fraction]]) -> bool:
    """True where some positive values make every one of some weighted sums positive.

    Parameters
    ----------
    sums
        For each the weights by name.

    Examples
    --------
    >>> can_be_positive([{"x": Fraction(1), "y": Fraction(-2)}, {"y": Fraction(3), "x": Fraction(-1)}])
    True
    >>> can_be_positive([{"x": Fraction(1), "y": Fraction(-2)}, {"y": Fraction(1), "x": Fraction(-1)}])
    False
    """
    names = list(dict.fromkeys(name for own in sums for name in own))

    # The variables are the values and the least sum, which is to be large; the last row bounds them all.
    rows = [[*(-own.get(name, ZERO) for name in names), ONE, ZERO] for own in sums]
    rows.append([*(ONE for _ in names), ONE, ONE])
    for place, row in enumerate(rows):
        row[-1:-1] = [ONE if place == other else ZERO for other in range(len(rows))]
    gains = [ZERO] * len(names) + [ONE] + [ZERO] * (len(rows) + 1)
    basis = list(range(len(names) + 1, len(names) + 1 + len(rows)))
    while (entering := next((n for n, gain in enumerate(gains[:-1]) if gain > 0), None)) is not None:
        look()
        bounds = [(row[-1] / row[entering], basis[n], n) for n, row in enumerate(rows) if row[entering] > 0]
        _, _, leaving = min(bounds)
        basis[leaving] = entering
        pivot = [value / rows[leaving][entering] for value in rows[leaving]]
        rows = [pivot if n == leaving else _less(row, row[entering], pivot) for n, row in enumerate(rows)]
        gains = _less(gains, gains[entering], pivot)
    return gains[-1] < 0


def _less(row: Sequence[Fraction], times: Fraction, other: Sequence[Fraction]) -> list[Fraction]:
    """A row less a multiple of another."""
    return [a - times * b for a, b in zip(row, other, strict=True)]
