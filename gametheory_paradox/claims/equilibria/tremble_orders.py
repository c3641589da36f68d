"""Orders of trembles that put beliefs on chosen nodes: whether there are some, by elimination.

The conditions are those of :meth:`gametheory_paradox.claims.equilibria.patterns.Ways.orders`.  One unknown
after the other is eliminated: each of its lower bounds is at most each of its upper ones.

Sources: krepswilson1982 (consistency); motzkin1936 (elimination).
"""

from collections.abc import Iterable
from fractions import Fraction
from math import gcd, lcm

from gametheory_paradox.claims.equilibria.linear_forms import (
    ONE,
    Form,
    LinearSystem,
    Monomial,
    Reduction,
    collected,
)

MOST_ROWS = 400  # of inequalities that elimination may write down

Row = tuple[tuple[Monomial, Fraction], ...]


def have_solution(system: LinearSystem) -> bool | None:
    """True if numbers of at least zero satisfy a system; None where elimination takes too many rows.

    Examples
    --------
    >>> x, one = ((0, 0),), Fraction(1)
    >>> at_most_two = {ONE: 2 * one, x: -one}
    >>> [have_solution(LinearSystem(({x: one, ONE: -value * one},), (at_most_two,))) for value in (1, 3)]
    [True, False]
    """
    reduction = Reduction(system.zero)
    if any(map(reduction.of, system.zero)):
        return False
    unknowns: list[Form] = [{monomial: Fraction(1)} for monomial in system.monomials]
    rows = _rows(reduction.of(form) for form in (*system.nonnegative, *unknowns))

    while rows is not None and len(rows) <= MOST_ROWS:
        left = {monomial for row in rows for monomial, _ in row} - {ONE}
        if not left:
            return True
        rows = min((_without(monomial, rows) for monomial in sorted(left)), key=_many)
    return None if rows is not None else False


def _many(rows: set[Row] | None) -> int:
    return -1 if rows is None else len(rows)


def _without(monomial: Monomial, rows: Iterable[Row]) -> set[Row] | None:
    """Inequalities that are left when one unknown is eliminated; None if they contradict each other."""
    forms = [dict(row) for row in rows]
    above = [form for form in forms if form.get(monomial, 0) > 0]
    below = [form for form in forms if form.get(monomial, 0) < 0]
    kept = [form for form in forms if monomial not in form]
    for low in above:
        for high in below:
            up, down = -high[monomial], low[monomial]
            kept.append(
                collected([*((m, c * up) for m, c in low.items()), *((m, c * down) for m, c in high.items())])
            )
    return _rows(kept)


def _rows(forms: Iterable[Form]) -> set[Row] | None:
    """Forms that are not negative, each once and in lowest terms; None if one is a negative number."""
    kept = set()
    for form in forms:
        if form.keys() <= {ONE}:
            if form.get(ONE, 0) < 0:
                return None
            continue
        scale = Fraction(
            lcm(*(c.denominator for c in form.values())), gcd(*(c.numerator for c in form.values()))
        )
        kept.add(tuple(sorted((monomial, c * scale) for monomial, c in form.items())))
    return kept
