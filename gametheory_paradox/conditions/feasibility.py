"""Joint feasibility of signs: whether some polynomials can all be positive somewhere in a box.

A point may show that they can, multipliers that they cannot.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property, reduce
from importlib import import_module
from math import prod
from operator import and_, or_
from typing import TYPE_CHECKING, Any

from gametheory_paradox.conditions.proofs.signs import Bernstein, Box, sign_of_terms, sign_on_box
from gametheory_paradox.forms.solvers.linear_program import Answer, LinearProgram, Optimum, Row, maximize
from gametheory_paradox.forms.tables.proofs.profile_cells import Reduction
from gametheory_paradox.interruption import look
from gametheory_paradox.polynomials import Monomial, Polynomial

if TYPE_CHECKING:
    from gametheory_paradox.conditions.joint_positivity import Multiplier, ScaledBox, Terms

# Bernstein coefficients, of all groups about which more is asked than points and earlier answers say.
MOST_TERMS = 12_000_000
MOST_CORNERS = 250  # Bernstein coefficients that are computed exactly
SIGN_CELLS = 200
FINE = 1_000  # denominators of multipliers


class Feasibility:
    """Remembers which polynomials may all be positive at once.

    Those that share no variable do not hinder each other.  Polynomials are numbered from 1 on: the number
    means that the polynomial is positive, its opposite that it is negative.

    Parameters
    ----------
    box
        The ranges of all variables.
    """

    def __init__(self, box: Box):
        self.box = box
        self._numbers: dict[Polynomial, int] = {}
        self._polynomials: list[Polynomial] = [Polynomial()]
        self._terms: list[Terms | None] = [None]
        self._bit = {name: 1 << place for place, name in enumerate(box)}
        self._names = [0]  # of each polynomial its variables, as bits
        self._differences: dict[int, tuple[str, str]] = {}  # of two variables that have the same range
        # At which points a polynomial is positive, or negative, for certain, as bits.
        self._where: dict[int, int] = {}
        self._signs: dict[int, int | None] = {}
        self._known: dict[frozenset[int], bool] = {}
        self._cores: dict[int, list[frozenset[int]]] = {}  # which cannot all be positive, by each member
        self.effort = 0  # how many Bernstein coefficients were looked at

    @cached_property
    def _scaled(self) -> "ScaledBox":
        return _numeric().ScaledBox(self.box)  # type: ignore[no-any-return]

    def numbers(self, polynomials: Sequence[Polynomial]) -> list[int]:
        """The numbers of some polynomials."""
        fresh = [p for p in dict.fromkeys(polynomials) if p not in self._numbers]
        if fresh:
            terms = [self._scaled.terms(p) for p in fresh]
            for p, own, (above, below) in zip(fresh, terms, self._scaled.positive_at(terms), strict=True):
                number = self._numbers[p] = len(self._polynomials)
                self._polynomials.append(p)
                self._terms.append(own)
                self._names.append(sum(self._bit[name] for name in p.names))
                if (pair := self._difference(p)) is not None:
                    self._differences[number], self._differences[-number] = pair, pair[::-1]
                self._where[number], self._where[-number] = above, below
        return [self._numbers[p] for p in polynomials]

    def signed(self, signs: Mapping[Polynomial, int]) -> list[int]:
        """The numbers of polynomials with these signs."""
        return [n * sign for n, sign in zip(self.numbers(list(signs)), signs.values(), strict=True)]

    def sign(self, number: int) -> int | None:
        """1 or -1 where a polynomial has that sign all over the box, off a zero set."""
        if number not in self._signs:
            self._signs[number] = self._sign(number)
        return self._signs[number]

    def sign_of(self, polynomial: Polynomial) -> int | None:
        """1 or -1 where a polynomial has that sign all over the box, off a zero set; None if not known."""
        return self.sign(self.numbers([polynomial])[0])

    def plain_sign(self, polynomial: Polynomial) -> int | None:
        """The sign of a polynomial all over the box where its terms or Bernstein coefficients show it."""
        told = sign_of_terms(polynomial, self.box)
        return told or _numeric().sign_of(self._scaled.terms(polynomial), self._scaled)

    def _sign(self, number: int) -> int | None:
        if told := sign_of_terms(self._polynomials[number], self.box):
            return told
        above, below = bool(self._where[number]), bool(self._where[-number])
        if above and below:
            return None
        for sign, seen in ((1, above), (-1, below)):
            if seen and not self.together([-sign * number]):
                return sign
        p = self._polynomials[number]
        cells = SIGN_CELLS if prod(p.degree(name) + 1 for name in p.names) <= MOST_CORNERS else 0
        sign_found = sign_on_box(p, self.box, cells=cells) if cells else None
        return sign_found or None

    def together(self, numbers: Iterable[int]) -> bool:
        """The polynomials may have these signs at one point.  False is a proof."""
        return all(self._may_be(part) for part in self._connected(numbers))

    def are_met(self, numbers: Iterable[int]) -> bool:
        """The polynomials have these signs at a point that was looked at."""
        return reduce(and_, (self._where[number] for number in numbers)) != 0

    def multipliers(self, numbers: Iterable[int], most: int) -> "list[Multiplier]":
        """Multipliers that show, but for rounding, that not all have these signs; none if there are none."""
        signed = [terms if n > 0 else terms.negated for n in numbers if (terms := self._terms[abs(n)])]
        return _numeric().multipliers(signed, self._scaled, most)  # type: ignore[no-any-return]

    def exclude(self, numbers: Iterable[int]) -> None:
        """Keeps that not all polynomials have these signs, which was shown elsewhere."""
        core = frozenset(numbers)
        for number in core:
            self._cores.setdefault(number, []).append(core)
        self._known = {part: may for part, may in self._known.items() if not may or not core <= part}

    def core(self, numbers: Iterable[int]) -> frozenset[int] | None:
        """A few of the numbers that show that not all polynomials may have these signs; None if all may."""
        for part in self._connected(numbers):
            if not self._may_be(part):
                cores = (core for n in part for core in self._cores.get(n, ()) if core <= part)
                return min(cores, key=len, default=part)
        return None

    def _connected(self, numbers: Iterable[int]) -> Iterator[frozenset[int]]:
        left = list(dict.fromkeys(numbers))
        while left:
            part = [left.pop()]
            names = self._names[abs(part[0])]
            grown = True
            while grown:
                fresh = [n for n in left if names & self._names[abs(n)]]
                left = [n for n in left if not names & self._names[abs(n)]]
                part += fresh
                names = reduce(or_, (self._names[abs(n)] for n in fresh), names)
                grown = bool(fresh)
            yield frozenset(part)

    def _may_be(self, part: frozenset[int]) -> bool:
        if part not in self._known:
            points = reduce(and_, (self._where[number] for number in part))
            self._known[part] = points != 0 or not (
                self._has_core(part) or self._has_circle(part) or self._is_refuted(sorted(part))
            )
        return self._known[part]

    def _difference(self, polynomial: Polynomial) -> tuple[str, str] | None:
        """The two variables of which it is the difference, up to a factor, if they have the same range."""
        terms = polynomial.terms
        if len(terms) != 2 or () in terms or polynomial.total_degree != 1 or sum(terms.values()) != 0:
            return None
        greater, lesser = sorted(terms, key=lambda monomial: -terms[monomial])
        pair = greater[0][0], lesser[0][0]
        return pair if self.box[pair[0]] == self.box[pair[1]] else None

    def _has_circle(self, part: frozenset[int]) -> bool:
        """Differences of variables, each greater than the next, lead round; these are kept."""
        above: dict[str, list[int]] = {}
        for number in part:
            if number in self._differences:
                above.setdefault(self._differences[number][0], []).append(number)
        circle = _circle(above, self._differences)
        for number in circle:
            self._cores.setdefault(number, []).append(circle)
        return bool(circle)

    def _has_core(self, part: frozenset[int]) -> bool:
        return any(core <= part for number in part for core in self._cores.get(number, ()))

    def _is_refuted(self, part: Sequence[int]) -> bool:
        """Multipliers show that the polynomials cannot all have these signs; those that matter are kept."""
        look()
        if self.effort >= MOST_TERMS or all(number in self._differences for number in part):
            return False  # differences that lead nowhere round go together
        own = [terms if n > 0 else terms.negated for n in part if (terms := self._terms[abs(n)]) is not None]
        found = _numeric().alternative(own, self._scaled)
        self.effort += found.effort
        if found.possible:
            return False

        core = frozenset(n for n, m in zip(part, found.multipliers, strict=False) if m)
        if found.possible is None:
            curved = any(self._polynomials[abs(n)].total_degree > 1 for n in part)
            scaled = [m / terms.scale for m, terms in zip(found.multipliers, own, strict=False)]
            if curved and not scaled:
                return False
            signed = [self._polynomials[n] if n > 0 else -self._polynomials[-n] for n in part]
            if not scaled or not proves(scaled, signed, self.box):
                if curved or may_all_be_positive(signed, self.box):
                    return False
                core = frozenset(part)

        # What was learned, by each polynomial that takes part.
        for number in core:
            self._cores.setdefault(number, []).append(core)
        return True


def _circle(above: Mapping[str, Sequence[int]], ends: Mapping[int, tuple[str, str]]) -> frozenset[int]:
    """Numbers of differences of variables that lead back to where they begin; none if there are no such."""
    done = set[str]()
    for start in above:
        path: list[int] = []
        pending = [iter(above[start])] if start not in done else []
        on_path = [start]

        # Depth first: a variable that is met again on the path closes a circle.
        while pending:
            number = next(pending[-1], None)
            if number is None:
                pending.pop()
                done.add(on_path.pop())
                path = path[:-1]
                continue
            below = ends[number][1]
            if below in on_path:
                return frozenset([*path[on_path.index(below) :], number])
            if below not in done:
                path.append(number)
                on_path.append(below)
                pending.append(iter(above.get(below, ())))

    return frozenset()


def _numeric() -> Any:
    """The module that needs numpy, loaded at first use."""
    return import_module("gametheory_paradox.conditions.joint_positivity")


def proves(multipliers: Sequence[float], polynomials: Sequence[Polynomial], box: Box) -> bool:
    """Multipliers near the given ones prove, exactly, that the polynomials are nowhere all positive.

    Examples
    --------
    >>> x = Polynomial.variable("x")
    >>> one, box = Polynomial.constant(1), {"x": (Fraction(0), Fraction(2))}
    >>> proves([0.5, 0.5], [x - one, one - x], box)
    True
    """
    support = [n for n, m in enumerate(multipliers) if m]
    if not support:
        return False
    own = [polynomials[n] for n in support]
    if relation_without_plus(own):
        return True
    sizes = [Fraction(multipliers[n] / max(multipliers)).limit_denominator(FINE) for n in support]
    weighted = (p * Polynomial.constant(size) for p, size in zip(own, sizes, strict=True))
    total = sum(weighted, Polynomial())
    if prod(total.degree(name) + 1 for name in total.names) > MOST_CORNERS:
        return False
    return Bernstein.of(total, {name: box[name] for name in total.names}).sign in (-1, 0)


def relation_without_plus(polynomials: Sequence[Polynomial]) -> bool:
    """Positive multiples of the polynomials, unique up to scale, sum to a constant that is zero or less.

    Examples
    --------
    >>> x, y = Polynomial.variable("x"), Polynomial.variable("y")
    >>> relation_without_plus([x - y, y, -x])
    True
    """
    unknowns = [((0, number),) for number in range(len(polynomials))]  # the multipliers
    monomials = {m for p in polynomials for m in p.terms if m}
    equations = Reduction(
        [
            {u: p.terms[m] for u, p in zip(unknowns, polynomials, strict=True) if m in p.terms}
            for m in monomials
        ]
    )
    weights = [equations.of({unknown: Fraction(1)}) for unknown in unknowns]
    free = {unknown for weight in weights for unknown in weight}
    if len(free) != 1:
        return False

    scale = free.pop()
    sizes = [weight.get(scale, Fraction(0)) for weight in weights]
    constants = [p.terms.get((), Fraction(0)) for p in polynomials]
    total = sum((size * c for size, c in zip(sizes, constants, strict=True)), Fraction(0))
    return min(sizes) > 0 and total <= 0


def may_all_be_positive(polynomials: Sequence[Polynomial], box: Box) -> bool:
    """There may be a point of the box at which all are positive.

    Every monomial becomes a variable between its bounds on the box; then the least polynomial is made as
    large as possible. False is a proof; True is one only if all are affine.

    Examples
    --------
    >>> x = Polynomial.variable("x")
    >>> may_all_be_positive([x, -x], {"x": (Fraction(-1), Fraction(1))})
    False
    """
    answer, _ = _most_positive(polynomials, box)
    return not isinstance(answer, Optimum) or answer.value > 0


def affine_point(polynomials: Sequence[Polynomial], box: Box) -> dict[str, Fraction] | None:
    """The point of the interior of a box at which the least of some affine polynomials is largest.

    None where they are nowhere all positive, or one is not affine.

    Examples
    --------
    >>> x, one = Polynomial.variable("x"), Polynomial.constant(1)
    >>> affine_point([x + x - one], {"x": (Fraction(0), Fraction(1))})
    {'x': Fraction(2, 3)}
    """
    if any(p.total_degree > 1 for p in polynomials):
        return None
    sides = [p for name, ends in box.items() for p in _within(name, ends)]
    answer, monomials = _most_positive([*polynomials, *sides], box)
    if not isinstance(answer, Optimum) or answer.value <= 0:
        return None
    above = {m[0][0]: value for m, value in zip(monomials, answer.primal, strict=False)}
    return {name: low + above[name] for name, (low, _) in box.items()}


def _within(name: str, ends: tuple[Fraction, Fraction]) -> tuple[Polynomial, Polynomial]:
    """The distances of a variable from both ends of its range."""
    low, high = map(Polynomial.constant, ends)
    return Polynomial.variable(name) - low, high - Polynomial.variable(name)


def _most_positive(polynomials: Sequence[Polynomial], box: Box) -> tuple[Answer, list[Monomial]]:
    """The linear program that makes the least polynomial large, each monomial a variable, and its answer."""
    monomials = sorted({m for p in polynomials for m in p.terms if m})
    bounds = [_bounds(m, box) for m in monomials]

    # A variable is the monomial less its lower bound, so that it is ≥ 0; the last is the least polynomial's
    # value.
    lows = {(): Fraction(1)} | {m: low for m, (low, _) in zip(monomials, bounds, strict=True)}
    rows = [
        Row(
            (*(-p.terms.get(m, Fraction(0)) for m in monomials), Fraction(1)),
            "<=",
            sum((c * lows[m] for m, c in p.terms.items()), Fraction(0)),
        )
        for p in polynomials
    ]

    size = len(monomials)
    *units, least = (tuple(Fraction(n == k) for k in range(size + 1)) for n in range(size + 1))
    rows += [Row(unit, "<=", high - low) for unit, (low, high) in zip(units, bounds, strict=True)]
    rows.append(Row(least, "<=", Fraction(1)))
    return maximize(LinearProgram(least, tuple(rows), frozenset([size]))), monomials


def _bounds(monomial: Monomial, box: Box) -> tuple[Fraction, Fraction]:
    low = high = Fraction(1)
    for name, power in monomial:
        ends = sorted(end**power for end in box[name])
        if power % 2 == 0 and box[name][0] < 0 < box[name][1]:
            ends[0] = Fraction(0)
        products = [a * b for a in (low, high) for b in ends]
        low, high = min(products), max(products)
    return low, high
