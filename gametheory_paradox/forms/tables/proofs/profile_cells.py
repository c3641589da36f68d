"""Cells of mixtures of many players: how they are cut, and what is ruled out in each.

Source: farkas1902, motzkin1936 (sums of conditions are all the proof that linear systems need).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from math import gcd, lcm, prod
from operator import itemgetter, mul, sub
from typing import Any, Generic, Protocol, Self, TypeAlias, TypeVar

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import NormalForm
from gametheory_paradox.table import Record

# Cells of mixed profiles, and what every action gives at their vertices
#
# A cell is a product of simplices, one per player, each the hull of a few mixtures written as integer
# vectors, of which only the direction counts.  What an action gives against the others is multilinear in
# their mixtures. So on a cell its least and greatest value are attained at tuples of vertices, and so are
# those of every difference or weighted sum of such values: signs on a whole cell are found in integers,
# without rounding.
# -----------------------------------------------------------------------

MOST_BITS = 4_000

Mixture = tuple[int, ...]
Simplex = tuple[Mixture, ...]
ProfileCell = tuple[Simplex, ...]
# One number per tuple of the other players' vertices, the last player's changing fastest.
Row = tuple[int, ...]


class Cell:
    """A cell, with what each action gives at every tuple of the others' vertices.

    Each player's payoffs are multiplied by a positive number of its own, and each value by the sums of the
    vertices it is taken at: only signs, and those of differences between the actions of one player, mean
    anything.

    Parameters
    ----------
    simplices
        For each player the vertices of its simplex.
    values
        For each player and each of its actions the values at the others' vertices.
    """

    __slots__ = ("simplices", "sizes", "values")

    def __init__(self, simplices: ProfileCell, values: Sequence[Sequence[Row]]):
        self.simplices, self.values = simplices, values
        self.sizes = tuple(map(len, simplices))

    @classmethod
    def whole(cls, game: NormalForm[Fraction]) -> "Cell":
        """The cell of all profiles."""
        simplices = tuple(
            tuple(tuple(int(a == b) for b in range(size)) for a in range(size)) for size in game.shape
        )
        values = []
        for who, payoffs in enumerate(zip(*game.payoffs, strict=True)):
            ratios = [payoff.as_integer_ratio() for payoff in payoffs]
            scale = lcm(*{denominator for _, denominator in ratios})
            numbers = tuple([numerator * (scale // denominator) for numerator, denominator in ratios])
            values.append([pick(numbers) for pick in _own_values(game.shape, who)])
        return cls(simplices, values)

    @property
    def is_point(self) -> bool:
        """True if it is a single profile."""
        return max(self.sizes) == 1

    def played(self, who: int) -> list[int]:
        """The actions that some mixture of a player's simplex uses."""
        return used_in(self.simplices[who])

    def gains(self, who: int, better: int, worse: int) -> Row:
        """Gains of one action over another."""
        own = self.values[who]
        return tuple(map(sub, own[better], own[worse]))

    def restricted(self, who: int, kept: Sequence[int]) -> "Cell":
        """The cell with a player confined to some of its vertices, given in ascending order."""
        simplex, values = self.simplices[who], list(self.values)
        for player, rows in enumerate(values):
            if player != who:
                values[player] = list(map(_picked(self.sizes, player, who, tuple(kept)), rows))
        return Cell(
            (*self.simplices[:who], tuple([simplex[v] for v in kept]), *self.simplices[who + 1 :]), values
        )

    def face(self, who: int, action: int) -> "Cell | None":
        """The part in which a player does not use an action; None if there is none."""
        kept = [number for number, vertex in enumerate(self.simplices[who]) if not vertex[action]]
        if len(kept) == self.sizes[who]:
            return self
        return self.restricted(who, kept) if kept else None

    def cut(self, who: int, first: int, second: int, part: int, parts: int) -> tuple["Cell", "Cell"]:
        """Both sides of a cut through an edge, ``part``/``parts`` of the way from its first vertex on.

        Raises
        ------
        CertificateRejected
            If the numbers become too long.
        """
        simplex = self.simplices[who]
        weight, other_weight = _weights(sum(simplex[first]), sum(simplex[second]), part, parts)
        middle = between(simplex[first], simplex[second], part, parts)
        values: tuple[list[Sequence[Row]], list[Sequence[Row]]] = [], []

        for player, rows in enumerate(self.values):
            if player == who:
                values[0].append(rows)
                values[1].append(rows)
                continue
            start, end, first_half, second_half = _ends(self.sizes, player, who, first, second)
            extended = [
                (*row, *[weight * a + other_weight * b for a, b in zip(start(row), end(row), strict=True)])
                for row in rows
            ]
            values[0].append(list(map(first_half, extended)))
            values[1].append(list(map(second_half, extended)))

        before, after = self.simplices[:who], self.simplices[who + 1 :]
        ends = [(*simplex[:vertex], middle, *simplex[vertex + 1 :]) for vertex in (first, second)]
        return Cell((*before, ends[0], *after), values[0]), Cell((*before, ends[1], *after), values[1])

    def at(self, simplices: ProfileCell) -> "Cell":
        """Another cell, whose vertices are given by the weights of this cell's."""
        values = []
        for who, rows in enumerate(self.values):
            others = [vectors for other, vectors in enumerate(simplices) if other != who]
            values.append([_transformed(row, others) for row in rows])
        return Cell(simplices, values)

    def is_all_equilibria(self) -> bool:
        """True if all the cell's profiles are equilibria: what is played is best at all vertex tuples."""
        for who, rows in enumerate(self.values):
            best = tuple(map(max, *rows)) if len(rows) > 1 else rows[0]
            if any(rows[action] != best for action in self.played(who)):
                return False
        return True


def used_in(mixtures: Sequence[Mixture]) -> list[int]:
    """The actions that some of a player's mixtures use."""
    return [action for action, weights in enumerate(zip(*mixtures, strict=True)) if any(weights)]


def corners(actions: int, support: Sequence[int], lows: Mixture) -> Simplex:
    """The simplex whose vertices put given weights on a support, and the last one on one of its actions."""
    found = []
    for raised in support:
        corner = [0] * actions
        for action, low in zip(support, lows, strict=False):
            corner[action] = low
        corner[raised] += lows[-1]
        found.append(tuple(corner))
    return tuple(found)


def normalized(vertex: Mixture) -> tuple[Fraction, ...]:
    """The mixture as probabilities."""
    total = sum(vertex)
    return tuple(
        [Fraction(value, total) if value and value != total else Fraction(value > 0) for value in vertex]
    )


def reduced(vertex: Mixture) -> Mixture:
    """The mixture in coprime integers."""
    divisor = gcd(*vertex)
    return vertex if divisor == 1 else tuple([value // divisor for value in vertex])


Picker = Callable[[Row], Row]


def _picker(places: Sequence[int]) -> Picker:
    """The function that picks some places out of a row."""
    return itemgetter(*places) if len(places) > 1 else itemgetter(slice(places[0], places[0] + 1))


@lru_cache(maxsize=1 << 14)
def places(sizes: tuple[int, ...], who: int, other: int, vertices: tuple[int, ...]) -> tuple[int, ...]:
    """The places in a row of one player at which some vertices of another occur."""
    inner = prod(size for player, size in enumerate(sizes) if player > other and player != who)
    total = prod(size for player, size in enumerate(sizes) if player != who)
    return tuple(place for place in range(total) if place // inner % sizes[other] in vertices)


@lru_cache(maxsize=1 << 14)
def _picked(sizes: tuple[int, ...], who: int, other: int, vertices: tuple[int, ...]) -> Picker:
    return _picker(places(sizes, who, other, vertices))


@lru_cache(maxsize=1 << 14)
def _ends(
    sizes: tuple[int, ...], who: int, other: int, first: int, second: int
) -> tuple[Picker, Picker, Picker, Picker]:
    """The pickers of a row's values at two vertices, and of the two rows that a cut leaves."""
    total = prod(size for player, size in enumerate(sizes) if player != who)
    ends = [places(sizes, who, other, (vertex,)) for vertex in (first, second)]
    changed = []
    for end in ends:
        order = list(range(total))
        for number, place in enumerate(end):
            order[place] = total + number
        changed.append(_picker(order))
    return _picker(ends[0]), _picker(ends[1]), changed[0], changed[1]


@lru_cache(maxsize=1 << 10)
def _own_values(shape: tuple[int, ...], who: int) -> list[Picker]:
    """For each action of a player what picks its payoffs from the list of all."""
    inner, total = prod(shape[who + 1 :]), prod(shape)
    return [
        _picker([place for place in range(total) if place // inner % shape[who] == action])
        for action in range(shape[who])
    ]


def _weights(first: int, second: int, part: int, parts: int) -> tuple[int, int]:
    """The weights of two vectors with these sums for a point ``part``/``parts`` of the way between them."""
    weight, other_weight = (parts - part) * second, part * first
    divisor = gcd(weight, other_weight)
    return weight // divisor, other_weight // divisor


def between(first: Mixture, second: Mixture, part: int, parts: int) -> Mixture:
    """The mixture ``part``/``parts`` of the way from one to another.

    Raises
    ------
    CertificateRejected
        If its numbers become too long.
    """
    weight, other_weight = _weights(sum(first), sum(second), part, parts)
    middle = tuple([weight * a + other_weight * b for a, b in zip(first, second, strict=True)])
    if sum(middle).bit_length() > MOST_BITS:
        raise CertificateRejected(f"a vertex of a cell has numbers of more than {MOST_BITS} bits")
    return middle


def _transformed(row: Row, axes: Sequence[Simplex]) -> Row:
    """A flat tensor with every axis replaced by its products with some vectors."""
    values: Sequence[int] = row
    for vectors in reversed(axes):  # the last axis becomes the first, so that each is the last in its turn
        size = len(vectors[0])
        chunks = [values[start : start + size] for start in range(0, len(values), size)]
        values = [sum(map(mul, vector, chunk)) for vector in vectors for chunk in chunks]
    return tuple(values)


def covered(
    simplices: Sequence[Simplex], supports: Sequence[Sequence[int]], region: Sequence[Mixture]
) -> bool:
    """True if simplices lie in those that have these lowest weights, and use no other actions."""
    for simplex, support, lows in zip(simplices, supports, region, strict=True):
        whole = sum(lows)
        for vertex in simplex:
            total = sum(vertex)
            if sum([vertex[action] for action in support]) != total:
                return False
            if any(vertex[action] * whole < low * total for action, low in zip(support, lows, strict=False)):
                return False
    return True


# The numbers in a step of a cutting of the space of mixtures
# ------------------------------------------------------------


def counts_in(data: Sequence[Any], count: int) -> Sequence[int]:
    """The numbers in a step of a cutting; refused unless they are ``count``, whole and not negative."""
    if len(data) != count or not set(map(type, data)) <= {int} or min(data, default=0) < 0:
        raise CertificateRejected("a step of the cutting is malformed")
    return data


# Linear forms in monomials, and what sums of conditions on them show
#
# A monomial is a product of different symbols; () is the constant one.  A system says of forms in monomials
# that they are zero or that they are not negative.  Monomials are treated as variables that are not negative
# (or positive) and nothing else, so what is shown here holds for the products that they stand for.
# --------------------------------------------------------------------

Symbol: TypeAlias = tuple[int, int]
Monomial: TypeAlias = tuple[Symbol, ...]  # ascending
Form: TypeAlias = Mapping[Monomial, Fraction]


class Scalar(Protocol):
    """Coefficients of a form: Fractions, or the RationalFunctions of a family."""

    def __add__(self, other: Self, /) -> Self: ...
    def __mul__(self, other: Self, /) -> Self: ...
    def __truediv__(self, other: Self, /) -> Self: ...
    def __neg__(self) -> Self: ...


N = TypeVar("N", bound=Scalar)

ONE: Monomial = ()
LONG_BITS = 200  # a number of so many bits takes about twice as long as a short one


class Effort:
    """Counts operations on numbers, so that no proof, whatever is in it, takes too long to check.

    Parameters
    ----------
    most
        How many there may be; None for any number.
    weight
        What one counts for: more where the numbers are long.
    """

    def __init__(self, most: int | None = None, weight: int = 1):
        self.most, self.weight, self.spent = most, weight, 0

    def spend(self, operations: int) -> None:
        """Count some; CertificateRejected if there are too many."""
        self.spent += operations * self.weight
        if self.most is not None and self.spent > self.most:
            raise CertificateRejected(f"the proof takes more than {self.most:,} operations to check")


def times(monomial: Monomial, symbol: Symbol) -> Monomial:
    """A monomial with one more symbol."""
    return tuple(sorted((*monomial, symbol)))


def combination(parts: Sequence[tuple[N, Mapping[Monomial, N]]]) -> dict[Monomial, N]:
    """A sum of multiples of forms."""
    return collected(
        (monomial, factor * c) for factor, form in parts if factor for monomial, c in form.items()
    )


def difference(one: Mapping[Monomial, N], other: Mapping[Monomial, N]) -> dict[Monomial, N]:
    """One form minus another."""
    return collected((*one.items(), *((monomial, -c) for monomial, c in other.items())))


def collected(terms: Iterable[tuple[Monomial, N]]) -> dict[Monomial, N]:
    """The form with these terms; those that cancel are left out."""
    total: dict[Monomial, N] = {}
    for monomial, c in terms:
        total[monomial] = total[monomial] + c if monomial in total else c
    return {monomial: c for monomial, c in total.items() if c}


@dataclass(frozen=True, repr=False)
class LinearSystem(Record):
    """Forms that are zero, and forms that are not negative.

    Parameters
    ----------
    zero
        Forms that are zero.
    nonnegative
        Forms that are not negative.
    """

    zero: tuple[Form, ...]
    nonnegative: tuple[Form, ...]

    @property
    def monomials(self) -> tuple[Monomial, ...]:
        """All monomials but the constant, ascending."""
        found = {monomial for form in (*self.zero, *self.nonnegative) for monomial in form}
        return tuple(sorted(found - {ONE}))

    @cached_property
    def size(self) -> int:
        """The number of terms."""
        return sum(1 + len(form) for form in (*self.zero, *self.nonnegative))

    def remainder(self, form: Form, multipliers: Mapping[int, Fraction]) -> dict[Monomial, Fraction] | None:
        """A form minus a sum of the system's, the zero ones first; None if a multiplier's sign is wrong.

        The form is at least its remainder, for every solution.
        """
        every = (*self.zero, *self.nonnegative)
        if any(not 0 <= number < len(every) for number in multipliers):
            return None
        if any(factor < 0 and number >= len(self.zero) for number, factor in multipliers.items()):
            return None
        return combination(
            [(Fraction(1), form), *((-factor, every[number]) for number, factor in multipliers.items())]
        )

    def lower_bound(self, form: Form, multipliers: Mapping[int, Fraction]) -> Fraction | None:
        """The bound of a form that multipliers show; None if they show none."""
        left = self.remainder(form, multipliers)
        if left is None or any(c < 0 for monomial, c in left.items() if monomial != ONE):
            return None
        return left.get(ONE, Fraction(0))

    def contradicts_positive(self, multipliers: Mapping[int, Fraction]) -> bool:
        """True if multipliers show that no solution has all monomials positive."""
        left = self.remainder({}, multipliers)  # zero is at least what is left
        return bool(left) and left is not None and all(c > 0 for c in left.values())

    def contradicts(self, multipliers: Mapping[int, Fraction]) -> bool:
        """True if multipliers show that no solution has all monomials non-negative."""
        bound = self.lower_bound({}, multipliers)
        return bound is not None and bound > 0


class Reduction(Generic[N]):
    """The equations of a system solved for some monomials, so that any form can be written in the others.

    Parameters
    ----------
    zero
        The equations.
    effort
        Counts the operations, where they are limited.
    tidy
        Shortens a coefficient without changing its value.
    """

    def __init__(
        self,
        zero: Sequence[Mapping[Monomial, N]],
        effort: Effort | None = None,
        tidy: Callable[[N], N] | None = None,
    ):
        self._solved: dict[Monomial, dict[Monomial, N]] = {}
        self._effort, self._tidy = effort or Effort(), tidy
        for form in zero:
            self.add(form)

    def add(self, form: Mapping[Monomial, N]) -> dict[Monomial, N]:
        """Take in one more equation and return what it adds: nothing, a number that must be zero, or more."""
        fresh = self.of(form)
        leader = max(fresh, default=ONE)
        if leader == ONE:  # 0 = 0, or a contradiction, which the bounds find
            return fresh

        # Solved for its leader, which is then put into all that was solved before.
        left = dict(fresh)
        scale = -left.pop(leader)
        expression = self._tidied({monomial: c / scale for monomial, c in left.items()})
        self._effort.spend(1 + len(self._solved) // 8 + len(left))
        for other, known in self._solved.items():
            if leader in known:
                self._effort.spend(len(known) + len(expression))
                factor = known.pop(leader)
                scaled = ((monomial, factor * c) for monomial, c in expression.items())
                self._solved[other] = self._tidied(collected((*known.items(), *scaled)))

        self._solved[leader] = expression
        return fresh

    def of(self, form: Mapping[Monomial, N]) -> dict[Monomial, N]:
        """A form written in the monomials that are not solved for."""
        return self._tidied(collected(self._terms(form)))

    def copy(self) -> "Reduction[N]":
        """The same equations, to which others can be added."""
        other = Reduction[N]((), self._effort, self._tidy)
        other._solved = {leader: dict(known) for leader, known in self._solved.items()}
        return other

    def _terms(self, form: Mapping[Monomial, N]) -> Iterator[tuple[Monomial, N]]:
        for monomial, c in form.items():
            if (known := self._solved.get(monomial)) is None:
                yield monomial, c
            else:
                yield from ((other, c * v) for other, v in known.items())

    def _tidied(self, form: dict[Monomial, N]) -> dict[Monomial, N]:
        tidy = self._tidy
        return form if tidy is None else {monomial: tidy(c) for monomial, c in form.items()}

    def ratio(self, one: Mapping[Monomial, N], other: Mapping[Monomial, N]) -> N | None:
        """The number v for which the equations say one = v · other; None if they say no such thing."""
        left, right = self.of(one), self.of(other)
        if not right or set(left) != set(right):
            return None
        quotients = {left[monomial] / right[monomial] for monomial in right}
        return quotients.pop() if len(quotients) == 1 else None
