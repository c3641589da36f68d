"""The search for signs that polynomials never have together in a box, to settle a statement about them.

Signs are tried one polynomial after another, in the order in which a checker tries them.  Where they seem
impossible together, a linear program looks for multipliers that show it: numbers first, then products of
distances from the sides of the box, in the least degrees in which the sum has a degree of its own anyway.

Source: handelman1988.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from fractions import Fraction
from itertools import combinations, product
from math import comb, prod

from gametheory_paradox.claims.parameters.bernstein import Box, bernstein_coefficients, strides
from gametheory_paradox.claims.parameters.exclusions import Exclusion, Part, excludes
from gametheory_paradox.claims.parameters.logic import Statement, atoms, simplify
from gametheory_paradox.clock import Clock
from gametheory_paradox.conditions.feasibility import Feasibility
from gametheory_paradox.errors import OutOfTime
from gametheory_paradox.interruption import look
from gametheory_paradox.polynomials import Polynomial
from gametheory_paradox.solvers.linear_program import LinearProgram, Optimum, Row, maximize

MOST_TRIED = 4_000  # patterns of signs
MOST_MISSED = 8  # patterns at which a claim fails, and that nothing excludes
MOST_ENTRIES = 20_000  # of a linear program
ONE = Polynomial.constant(1)

Powers = tuple[int, ...]
ALONE: Powers = ()  # the number 1
Weighed = Sequence[tuple[Polynomial, int, Powers]]
"""Polynomials, each with its sign and the powers of a multiplier; several times with other multipliers."""


def exclusions_for(
    claim: Statement, exception: Statement, feasible: Feasibility, clock: Clock
) -> tuple[Exclusion, ...]:
    """Exclusions that help to show a claim all over a box: all that it takes, or those that turn up in time.

    Parameters
    ----------
    claim, exception
        What should hold, and where nothing is claimed.
    feasible
        What is known of the signs that polynomials have together in the box.
    clock
        When to stop.
    """
    known = _Exclusions(feasible)
    with clock, suppress(OutOfTime):
        _search(known, claim, exception)
    return known.found


def _search(known: "_Exclusions", claim: Statement, exception: Statement) -> None:
    """Collects exclusions, one more polynomial's sign at a time, until the claim holds under those left."""
    missed = 0
    pending: list[tuple[Statement, Statement, dict[Polynomial, int]]] = [(claim, exception, {})]
    for _ in range(MOST_TRIED):
        if not pending:
            break
        look()
        claim_left, exception_left, signs = pending.pop()
        if (claim_left is True and exception_left is False) or known.exclude(signs):
            continue

        left = atoms(claim_left, exception_left)
        if claim_left is False or exception_left is True or not left:
            missed += not known.exclude_part(_failing(signs, claim, exception))
            if missed > MOST_MISSED:
                break  # as far as is known the claim fails at many signs
            continue

        # The signs of one more polynomial.
        for sign in (1, -1):
            fresh = {left[0]: sign}
            pending.append((simplify(claim_left, fresh), simplify(exception_left, fresh), {**signs, **fresh}))


def _failing(
    signs: Mapping[Polynomial, int], claim: Statement, exception: Statement
) -> dict[Polynomial, int]:
    """As few of the signs as leave a claim just as open, each dropped that can be."""
    kept = dict(signs)
    for polynomial in signs:
        look()
        fewer = {p: sign for p, sign in kept.items() if p != polynomial}
        if simplify(claim, fewer) is False or simplify(exception, fewer) is True:
            kept = fewer
    return kept


class _Exclusions:
    """The exclusions that were found, each by its signs."""

    def __init__(self, feasible: Feasibility):
        self._feasible = feasible
        self._known: dict[frozenset[tuple[Polynomial, int]], Exclusion | None] = {}

    @property
    def found(self) -> tuple[Exclusion, ...]:
        """All of them."""
        return tuple(exclusion for exclusion in self._known.values() if exclusion)

    def exclude(self, signs: Mapping[Polynomial, int]) -> bool:
        """True if an exclusion, known or found now, shows that no point has all these signs."""
        if any(core <= signs.items() for core, exclusion in self._known.items() if exclusion):
            return True
        numbers = self._feasible.numbers(list(signs))
        core = self._feasible.core([n * sign for n, sign in zip(numbers, signs.values(), strict=True)])
        if core is None:
            return False
        places = dict(zip(numbers, signs, strict=True))
        return self._exclude({places[abs(n)]: 1 if n > 0 else -1 for n in core})

    def exclude_part(self, signs: Mapping[Polynomial, int]) -> bool:
        """The same by multipliers alone, of two of the polynomials or of all."""
        exclusion = part_excluded(signs, self._feasible)
        if exclusion is not None:
            self._known[frozenset((part.polynomial, part.sign) for part in exclusion)] = exclusion
        return exclusion is not None

    def _exclude(self, signs: Mapping[Polynomial, int]) -> bool:
        key = frozenset(signs.items())
        if key not in self._known:
            self._known[key] = exclusion_of(signs, self._feasible.box)
        return self._known[key] is not None


def part_excluded(signs: Mapping[Polynomial, int], feasible: Feasibility) -> Exclusion | None:
    """An exclusion of two of the signs that share a variable, or of all of them; None if none is found."""
    numbers = dict(zip(signs, feasible.numbers(list(signs)), strict=True))
    pairs = [[p, q] for p, q in combinations(signs, 2) if {*p.names} & {*q.names}]
    for part in (*pairs, list(signs)):
        signed = [numbers[p] * signs[p] for p in part]
        if all(p.total_degree < 2 for p in part) or feasible.are_met(signed):
            continue
        if not feasible.multipliers_may_do(signed, MOST_ENTRIES):
            continue
        exclusion = exclusion_of({p: signs[p] for p in part}, feasible.box)
        if exclusion is not None:
            return exclusion
    return None


def exclusion_of(signs: Mapping[Polynomial, int], box: Box) -> Exclusion | None:
    """An exclusion of some signs, if multipliers in these degrees show it; None if none do.

    Parameters
    ----------
    signs
        Polynomials, each with the sign, 1 or -1, that it has.
    box
        The ranges of their variables.

    Examples
    --------
    >>> x, y = Polynomial.variable("x"), Polynomial.variable("y")
    >>> unit = (Fraction(0), Fraction(1))
    >>> (one, other) = exclusion_of({x - y: 1, x * y - x * x: 1}, {"x": unit, "y": unit}) or ()
    >>> exclusion_of({x - y: 1, y: 1}, {"x": unit, "y": unit}) is None
    True
    """
    names = sorted({name for polynomial in signs for name in polynomial.names})
    degrees = tuple(max(polynomial.degree(name) for polynomial in signs) for name in names)
    ends = {name: box[name] for name in names}
    for widened in (False, True):
        weighed = [
            (polynomial, sign, powers)
            for polynomial, sign in signs.items()
            for powers in (_powers(polynomial, names, degrees) if widened else [ALONE])
        ]
        if len(weighed) * prod(degree + 1 for degree in degrees) > MOST_ENTRIES:
            return None
        rows = [
            row
            for polynomial, sign in signs.items()
            for row in (
                _shifted(polynomial, sign, degrees, ends)
                if widened
                else [_coefficients(polynomial, sign, degrees, ends)]
            )
        ]
        weights = _nowhere_positive(rows)
        if weights is not None:
            found = _added_up(weighed, weights, names, degrees, ends)
            return found if excludes(found, box) else None
    return None


def _rests(polynomial: Polynomial, names: Sequence[str], degrees: Sequence[int]) -> list[int]:
    """How many degrees in each variable a polynomial lacks."""
    return [degree - polynomial.degree(name) for name, degree in zip(names, degrees, strict=True)]


def _powers(polynomial: Polynomial, names: Sequence[str], degrees: Sequence[int]) -> Iterator[Powers]:
    """The multipliers that bring a polynomial to some degrees: powers of the distances from lower ends.

    The distances from upper ends make up for the rest.
    """
    return product(*(range(rest + 1) for rest in _rests(polynomial, names, degrees)))


def _multiplier(
    polynomial: Polynomial, powers: Powers, names: Sequence[str], degrees: Sequence[int], ends: Box
) -> Polynomial:
    """A multiplier of a polynomial, by its powers; the number 1 if there are none."""
    found = ONE
    rests = _rests(polynomial, names, degrees)
    for name, power, rest in zip(names, powers, rests, strict=False):
        above, below = _distances(name, ends)
        found = found * above**power * below ** (rest - power)
    return found


def _distances(name: str, ends: Box) -> tuple[Polynomial, Polynomial]:
    """How far a variable is above the lower end of its range and below the upper one, as shares of it."""
    low, high = ends[name]
    scale, start = Polynomial.constant(1 / (high - low)), Polynomial.constant(low / (high - low))
    above = Polynomial.variable(name) * scale - start
    return above, ONE - above


def _coefficients(polynomial: Polynomial, sign: int, degrees: tuple[int, ...], ends: Box) -> list[Fraction]:
    """The Bernstein coefficients, in some degrees, of a signed polynomial."""
    numbers, scale = bernstein_coefficients(polynomial * Polynomial.constant(sign), ends, degrees)
    return [Fraction(number, scale) for number in numbers]


def _shifted(
    polynomial: Polynomial, sign: int, degrees: tuple[int, ...], ends: Box
) -> Iterator[list[Fraction]]:
    """The Bernstein coefficients, in some degrees, of a signed polynomial times each of its multipliers.

    A multiplier is a term of the Bernstein basis but for its factor, so that it shifts the coefficients.
    """
    own = tuple(polynomial.degree(name) for name in ends)
    numbers = _coefficients(polynomial, sign, own, ends)
    steps, indices = strides(degrees), list(product(*(range(degree + 1) for degree in own)))
    for powers in _powers(polynomial, list(ends), degrees):
        look()
        row = [Fraction(0)] * prod(degree + 1 for degree in degrees)
        for index, number in zip(indices, numbers, strict=True):
            if number:
                at = [i + power for i, power in zip(index, powers, strict=True)]
                place = sum(step * k for step, k in zip(steps, at, strict=True))
                row[place] = number * Fraction(prod(map(comb, own, index)), prod(map(comb, degrees, at)))
        yield row


def _nowhere_positive(rows: Sequence[Sequence[Fraction]]) -> Sequence[Fraction] | None:
    """Weights of rows, not all zero, whose sum has no positive entry; None if there are none."""
    conditions = [Row(column, "<=", Fraction(0)) for column in dict.fromkeys(zip(*rows, strict=True))]
    conditions.append(Row((Fraction(1),) * len(rows), "<=", Fraction(1)))
    answer = maximize(LinearProgram((Fraction(1),) * len(rows), tuple(conditions)))
    return answer.primal if isinstance(answer, Optimum) and answer.value > 0 else None


def _added_up(
    weighed: Weighed,
    weights: Sequence[Fraction],
    names: Sequence[str],
    degrees: Sequence[int],
    ends: Box,
) -> Exclusion:
    """The exclusion in which the multipliers of each polynomial are added up."""
    multipliers: dict[tuple[Polynomial, int], Polynomial] = {}
    for (polynomial, sign, powers), weight in zip(weighed, weights, strict=True):
        if weight:
            multiplier = _multiplier(polynomial, powers, names, degrees, ends)
            so_far = multipliers.get((polynomial, sign), Polynomial())
            multipliers[polynomial, sign] = so_far + multiplier * Polynomial.constant(weight)
    return tuple(Part(polynomial, sign, own) for (polynomial, sign), own in multipliers.items())
