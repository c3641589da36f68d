"""Real roots of a polynomial in one variable: rational ones exactly, others in intervals that hold just one.

Factors first.  An irreducible factor of degree two or more has no rational root, so no end of an interval is
ever a root. The number of sign changes among its Bernstein coefficients on an interval is at least the number
of roots inside, and differs from it by an even number: none means no root, one means exactly one, and
otherwise the interval is halved.

Sources: lanereisenfeld1981 (the bound by sign changes), collinsakritas1976 (that halving ends).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm

from flint import fmpz_poly

from gametheory_paradox.conditions.proofs.signs import Bernstein
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.exact.proofs.algebraic import sign_changes
from gametheory_paradox.polynomials import Polynomial
from gametheory_paradox.table import Record


@dataclass(frozen=True, repr=False)
class RealRoot(Record):
    """A real root: the only one that its minimal polynomial has from ``low`` to ``high``.

    Parameters
    ----------
    minimal
        The irreducible primitive polynomial of which it is a root.
    low, high
        Rational bounds: both the root itself where it is rational, otherwise the root lies strictly between
        them.
    multiplicity
        How often it is a root of the polynomial that was solved.
    """

    minimal: Polynomial
    low: Fraction
    high: Fraction
    multiplicity: int = 1

    @property
    def is_rational(self) -> bool:
        """Tests whether ``low`` and ``high`` are the root itself."""
        return self.low == self.high

    def refine(self, width: Fraction) -> "RealRoot":
        """The same root with bounds at most ``width`` apart.

        Raises
        ------
        InvalidGame
            If the width is not positive.

        Examples
        --------
        >>> x = Polynomial.variable("x")
        >>> root = real_roots(x**2 - Polynomial.constant(2))[1].refine(Fraction(1, 10))
        >>> root.low, root.high
        (Fraction(11, 8), Fraction(23, 16))
        """
        if width <= 0:
            raise InvalidGame(f"the width of a root's bounds must be positive, got {width}")
        numbers, low, high = _coefficients(self.minimal), self.low, self.high
        below = _sign_at(numbers, low)
        while high - low > width:
            middle = (low + high) / 2
            low, high = (middle, high) if _sign_at(numbers, middle) == below else (low, middle)
        return replace(self, low=low, high=high)


def real_roots(
    polynomial: Polynomial,
    name: str | None = None,
    *,
    low: Fraction | None = None,
    high: Fraction | None = None,
) -> tuple[RealRoot, ...]:
    """Finds all real roots of a polynomial in one variable, ascending, each once.

    Parameters
    ----------
    polynomial
        Not zero everywhere.
    name
        Its variable; may be left out where one occurs.
    low, high
        Only roots from ``low`` to ``high``, both included; no bound where left out.

    Returns
    -------
    The roots with their multiplicities; their bounds do not overlap or touch, so that between two neighbours
    there is a rational number.  The list is complete.

    Raises
    ------
    InvalidGame
        If the polynomial is zero everywhere, has other variables, or the bounds are reversed.

    Sources
    -------
    lanereisenfeld1981, collinsakritas1976

    Examples
    --------
    >>> x = Polynomial.variable("x")
    >>> one, two = Polynomial.constant(1), Polynomial.constant(2)
    >>> roots = real_roots((x * two - one) ** 3 * (x**2 - two))
    >>> [(root.multiplicity, str(root.low), str(root.high)) for root in roots if root.is_rational]
    [(3, '1/2', '1/2')]
    >>> len(roots)
    3
    """
    name = _variable(polynomial, name)
    if low is not None and high is not None and low > high:
        raise InvalidGame(f"the bounds for {name!r} are reversed: from {low} to {high}")

    roots: list[RealRoot] = []
    for part, multiplicity in fmpz_poly(_coefficients(polynomial)).factor()[1]:
        numbers = [int(number) for number in part]
        minimal = Polynomial(
            {((name, power),) if power else (): number for power, number in enumerate(numbers)}
        )
        largest = max(map(abs, numbers)) // numbers[-1] + 2
        bound = Fraction(1 << largest.bit_length())  # above Cauchy's: no root is larger
        start = -bound if low is None else max(low, -bound)
        end = bound if high is None else min(high, bound)
        found = _rational(numbers, start, end) if len(numbers) == 2 else _isolated(minimal, name, start, end)
        roots.extend(RealRoot(minimal, lower, upper, int(multiplicity)) for lower, upper in found)
    return _separated(roots)


def distinct_roots(
    polynomials: Iterable[Polynomial], name: str, low: Fraction, high: Fraction
) -> tuple[RealRoot, ...]:
    """The real roots in a range of any of several polynomials, ascending, each once; as of their product.

    Parameters
    ----------
    polynomials
        In one variable, none zero everywhere.
    name, low, high
        The variable and its range.

    Raises
    ------
    InvalidGame
        As ``real_roots`` does.

    Examples
    --------
    >>> x = Polynomial.variable("x")
    >>> one, two = Polynomial.constant(1), Polynomial.constant(2)
    >>> roots = distinct_roots([x - one, x**2 - two, (x - one) * (x - two)], "x", Fraction(0), Fraction(9))
    >>> [str(root.minimal) for root in roots]
    ['x - 1', 'x^2 - 2', 'x - 2']
    """
    known: dict[Polynomial, list[RealRoot]] = {}
    for polynomial in dict.fromkeys(polynomials):
        own: dict[Polynomial, list[RealRoot]] = {}
        for root in real_roots(polynomial, name, low=low, high=high):
            own.setdefault(root.minimal, []).append(replace(root, multiplicity=1))
        known = own | known
    return _separated([root for roots in known.values() for root in roots])


def _variable(polynomial: Polynomial, name: str | None) -> str:
    if not polynomial:
        raise InvalidGame(
            "the polynomial is zero everywhere: each number is a root; expected one that is not"
        )
    names = polynomial.names if name is None else tuple({*polynomial.names, name})
    if len(names) > 1:
        wanted = "" if name is None else f" {name!r}"
        raise InvalidGame(
            f"real roots need a polynomial in one variable{wanted}, got {polynomial}; fix the others first"
        )
    return names[0] if names else ""


def _coefficients(polynomial: Polynomial) -> list[int]:
    """The coefficients of a positive multiple, as integers, the constant first."""
    scale = lcm(*(value.denominator for value in polynomial.terms.values()))
    numbers = [0] * (polynomial.total_degree + 1)
    for monomial, value in polynomial.terms.items():
        numbers[sum(power for _, power in monomial)] = int(value * scale)
    return numbers


def _sign_at(numbers: list[int], point: Fraction) -> int:
    total, scale = 0, 1
    for number in reversed(numbers):
        total = total * point.numerator + number * scale
        scale *= point.denominator
    return (total > 0) - (total < 0)


def _rational(numbers: list[int], low: Fraction, high: Fraction) -> list[tuple[Fraction, Fraction]]:
    root = Fraction(-numbers[0], numbers[1])
    return [(root, root)] if low <= root <= high else []


def _isolated(
    minimal: Polynomial, name: str, low: Fraction, high: Fraction
) -> list[tuple[Fraction, Fraction]]:
    """Intervals with one root each, together all roots of an irreducible polynomial of degree two or more."""
    if low >= high:
        return []
    found, pending = [], [(low, high, Bernstein.of(minimal, {name: (low, high)}))]
    while pending:
        start, end, cell = pending.pop()
        changes = sign_changes(cell.coefficients)
        if changes == 1:
            found.append((start, end))
        elif changes > 1:
            middle = (start + end) / 2
            lower, upper = cell.halves(0)
            pending += [(start, middle, lower), (middle, end, upper)]
    return found


def _separated(roots: list[RealRoot]) -> tuple[RealRoot, ...]:
    """The roots in ascending order, bounds narrowed until no two of them touch."""
    while True:
        roots.sort(key=lambda root: root.low)
        touching = {
            place for i in range(len(roots) - 1) if roots[i].high >= roots[i + 1].low for place in (i, i + 1)
        }
        if not touching:
            return tuple(roots)
        for place in touching:
            root = roots[place]
            if not root.is_rational:
                roots[place] = root.refine((root.high - root.low) / 4)
