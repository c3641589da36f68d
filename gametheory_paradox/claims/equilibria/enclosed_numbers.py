"""Numbers that hang on mixtures known only by a box: payoffs where everybody mixes irrationally.

An isolating box holds exactly one solution of the indifference equations of its supports, and its contraction
gives a smaller box around the same solution, as often as is wanted.  A number is a sum of products of these
probabilities with rational coefficients; its bounds narrow with the boxes until a comparison is strict.

Two numbers are equal where they are the same polynomial in the same solution, since then their difference is
the polynomial zero.  Two solutions, in one game or in two, are the same one under other names if players and
actions can be named so that both solve the same equations, and one's box lies in the region in which the
other is the only solution.  Where neither strictness nor equality shows, the comparison is refused.

Sources: krawczyk1969, moore1977.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import permutations, product
from math import factorial, gcd, lcm, prod
from typing import TypeAlias

from gametheory_paradox.claims.equilibria.isolation import IsolatingBox, narrowed
from gametheory_paradox.claims.equilibria.profile_bounds import Interval, interval_to_data
from gametheory_paradox.claims.equilibria.profile_cells import Cell
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games import NormalForm

MOST_LEVELS = 24  # how often a box is narrowed before two numbers count as not told apart
MOST_NAMINGS = 2_000  # of players and actions together, that are tried
SHARE = 10  # of its width by which bounds may be rounded outwards where they are written

Tensor = tuple[int, ...]
Naming = tuple[tuple[int, ...], ...]  # for each tuple of used actions of one point that of another


class EquilibriumPoint:
    """The one solution in a box of the indifference equations of its supports.

    Parameters
    ----------
    game
        The table.
    box
        A box that was checked, around an equilibrium of the table.
    """

    def __init__(self, game: NormalForm[Fraction], box: IsolatingBox):
        self.game, self.box = game, box
        self.mixing = [who for who, support in enumerate(box.supports) if len(support) > 1]
        self._boxes = [box]
        self._alike: dict[EquilibriumPoint, tuple[int, ...] | None] = {}

    @cached_property
    def _whole(self) -> Cell:
        return Cell.whole(self.game)

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """How many actions each of those who mix uses."""
        return tuple(len(self.box.supports[who]) for who in self.mixing)

    @cached_property
    def equations(self) -> tuple[Tensor, ...]:
        """For each of those who mix what each used action gives more than the used ones do on average.

        At every tuple of used actions, in coprime integers, so that it is the same in any unit.
        """
        supports = self.box.supports
        found = []
        for who in self.mixing:
            paid = {cell: self.game.cell(cell)[who] for cell in product(*supports)}
            gains = []
            for cell, own in paid.items():
                whole = sum(paid[(*cell[:who], a, *cell[who + 1 :])] for a in supports[who])
                gains.append(own * len(supports[who]) - whole)
            found.append(_coprime(gains))
        return tuple(found)

    def bounds(self, level: int) -> list[list[Interval]]:
        """Bounds of the probability of each used action of those who mix, narrower at each level.

        Raises
        ------
        CertificateRejected
            If the box cannot be narrowed so often.
        """
        while len(self._boxes) <= level:
            self._boxes.append(narrowed(self._whole, self._boxes[-1]))
        box = self._boxes[level]
        found = []
        for who in self.mixing:
            ends = [box.reach(who, n) for n in range(len(box.supports[who]))]
            found.append([(Fraction(max(low, 0), total), Fraction(high, total)) for low, high, total in ends])
        return found

    def named_as(self, other: "EquilibriumPoint") -> tuple[int, ...] | None:
        """The places in another point's tuples of used actions of those of this one.

        None unless both are shown to be one solution.
        """
        if self is other:
            return tuple(range(prod(self.sizes)))
        if other not in self._alike:
            self._alike[other] = next(self._namings(other), None)
        return self._alike[other]

    def _namings(self, other: "EquilibriumPoint") -> Iterator[tuple[int, ...]]:
        """The ways to name players and actions that make both one solution of the same equations.

        Where there are very many ways, only the names as they are.
        """
        if sorted(map(sorted, self.equations)) != sorted(map(sorted, other.equations)):
            return
        if prod(map(factorial, (len(self.sizes), *self.sizes))) > MOST_NAMINGS:
            if (self.sizes, self.equations) == (other.sizes, other.equations):
                same = tuple(tuple(range(size)) for size in self.sizes)
                if self._surrounds(other, range(len(same)), same):
                    yield tuple(range(prod(self.sizes)))
            return
        tuples = list(product(*map(range, self.sizes)))
        strides = [prod(other.sizes[place + 1 :]) for place in range(len(other.sizes))]
        for players in permutations(range(len(self.sizes))):  # of whom there each of those who mix is
            if any(other.sizes[there] != size for there, size in zip(players, self.sizes, strict=True)):
                continue
            for actions in product(*(permutations(range(size)) for size in self.sizes)):
                named = [[actions[who][a] for who, a in enumerate(cell)] for cell in tuples]
                places = tuple(
                    sum(strides[there] * a for there, a in zip(players, cell, strict=True)) for cell in named
                )
                same = all(
                    own == tuple(other.equations[there][place] for place in places)
                    for own, there in zip(self.equations, players, strict=True)
                )
                if same and self._surrounds(other, players, actions):
                    yield places

    def _surrounds(self, other: "EquilibriumPoint", players: Sequence[int], actions: Naming) -> bool:
        """True if another point's box, so named, lies in the region in which this is the only solution."""
        odds = other.bounds(0)
        for who, there, named in zip(self.mixing, players, actions, strict=True):
            lows = self.box.region[who]
            ends = [odds[there][a][0] for a in named]
            if any(low > end * sum(lows) for low, end in zip(lows, ends, strict=False)):
                return False
        return True


@dataclass(frozen=True)
class Term:
    """A polynomial in the probabilities at a point.

    Parameters
    ----------
    point
        The point.
    coefficients
        For each tuple of used actions of those who mix (the last one's changes fastest) the factor of the
        product of their probabilities.
    """

    point: EquilibriumPoint
    coefficients: tuple[Fraction, ...]

    def bounds(self, level: int) -> Interval:
        """Bounds of its value; the products sum to one, so that only differences of coefficients count."""
        least = min(self.coefficients)
        low = high = Fraction(0)
        for coefficient, odds in zip(self.coefficients, product(*self.point.bounds(level)), strict=True):
            below = above = coefficient - least
            for lower, upper in odds:
                below, above = below * lower, above * upper
            low, high = low + below, high + above
        return least + low, least + high

    @property
    def constant(self) -> Fraction | None:
        """Its value where it is the same at all mixtures."""
        first = self.coefficients[0]
        return first if all(own == first for own in self.coefficients) else None


class EnclosedNumber:
    """A real number in bounds that narrow: a sum of polynomials, each in the probabilities at a point.

    It is compared with fractions and its like, and subtracted from them; comparisons that no bounds and no
    equality settle raise CertificateRejected.

    Parameters
    ----------
    terms
        At least one, at different points, none of them the same at all mixtures.
    """

    def __init__(self, terms: Sequence[Term]):
        self.terms = tuple(terms)

    def bounds(self, level: int = 0) -> Interval:
        """Rational bounds, narrower at each level."""
        ends = [term.bounds(level) for term in self.terms]
        return sum((low for low, _ in ends), Fraction(0)), sum((high for _, high in ends), Fraction(0))

    def __neg__(self) -> "EnclosedNumber":
        return EnclosedNumber([Term(t.point, tuple(-c for c in t.coefficients)) for t in self.terms])

    def __add__(self, other: "Number | int") -> "Number":
        if isinstance(other, EnclosedNumber):
            return number_of([*self.terms, *other.terms])
        return number_of(self.terms, Fraction(other))

    __radd__ = __add__

    def __sub__(self, other: "Number | int") -> "Number":
        return self + -other

    def __rsub__(self, other: "Number | int") -> "Number":
        return -self + other

    @cached_property
    def _sign(self) -> int:
        for level in range(MOST_LEVELS):
            low, high = self.bounds(level)
            if low > 0 or high < 0:
                return 1 if low > 0 else -1
        raise CertificateRejected("two payoffs in irrational equilibria, or their equality, are not settled")

    def __lt__(self, other: "Number | int") -> bool:
        return sign(self - other) < 0

    def __le__(self, other: "Number | int") -> bool:
        return sign(self - other) <= 0

    def __gt__(self, other: "Number | int") -> bool:
        return sign(self - other) > 0

    def __ge__(self, other: "Number | int") -> bool:
        return sign(self - other) >= 0

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, EnclosedNumber | Fraction | int):
            return NotImplemented
        return sign(self - other) == 0

    def __hash__(self) -> int:
        return hash(EnclosedNumber)  # equal numbers may be written differently

    def __float__(self) -> float:
        return float(close_fraction(self))

    def __str__(self) -> str:
        return f"≈{float(self):.6g}"

    __repr__ = __str__


Number: TypeAlias = Fraction | EnclosedNumber


def number_of(terms: Sequence[Term], constant: Fraction = Fraction(0)) -> Number:
    """A sum of polynomials and a constant; a fraction where all of it cancels."""
    merged: list[Term] = []
    for term in terms:
        for number, other in enumerate(merged):
            places = other.point.named_as(term.point)
            if places is not None:
                added = (term.coefficients[place] for place in places)
                both = (a + b for a, b in zip(other.coefficients, added, strict=True))
                merged[number] = Term(other.point, tuple(both))
                break
        else:
            merged.append(term)
    constants = [term.constant for term in merged]
    constant += sum((value for value in constants if value is not None), Fraction(0))
    left = [term for term, value in zip(merged, constants, strict=True) if value is None]
    if not left:
        return constant
    shifted = Term(left[0].point, tuple(own + constant for own in left[0].coefficients))
    return EnclosedNumber([shifted, *left[1:]])


def sign(number: Number | int) -> int:
    """The sign of a number, as -1, 0 or 1.

    Raises
    ------
    CertificateRejected
        If neither bounds nor equality settle it.
    """
    return number._sign if isinstance(number, EnclosedNumber) else (number > 0) - (number < 0)


def close_fraction(number: Number) -> Fraction:
    """The number, or a fraction nearer to it than one 2^60th of its size, if its box narrows so far."""
    if isinstance(number, Fraction):
        return number
    low, high = number.bounds()
    with suppress(CertificateRejected):  # where the box cannot be narrowed so often
        for level in range(1, MOST_LEVELS):
            if (high - low) * (1 << 60) <= min(abs(low), abs(high)):
                break
            low, high = number.bounds(level)
    return (low + high) / 2


def number_to_data(number: Number, *, signed: bool = False) -> str | dict[str, str]:
    """As JSON: a fraction, or bounds in decimals, rounded outwards.

    Parameters
    ----------
    number
        The number.
    signed
        Whether the bounds are to show its sign.
    """
    if isinstance(number, Fraction):
        return str(number)
    level, (low, high) = 0, _rounded(number.bounds())
    while signed and low <= 0 <= high:
        level += 1
        low, high = _rounded(number.bounds(level))
    return interval_to_data((low, high))


def _rounded(interval: Interval) -> Interval:
    """Bounds in decimals, wider by a tenth at most on each side."""
    low, high = interval
    parts = 1
    while (high - low) * parts < SHARE:
        parts *= 10
    return Fraction(low * parts // 1, parts), Fraction(-(-high * parts // 1), parts)


def _coprime(numbers: Sequence[Fraction]) -> Tensor:
    """A positive multiple in coprime integers."""
    scale = lcm(*(number.denominator for number in numbers))
    whole = [int(number * scale) for number in numbers]
    divisor = gcd(*whole) or 1
    return tuple(number // divisor for number in whole)
