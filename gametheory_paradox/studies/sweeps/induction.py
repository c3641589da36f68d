"""Backward induction at many points, on formulas in integers.

Source: selten1965, kuhn1953 (backward induction).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from math import gcd, lcm, prod

import numpy as np

from gametheory_paradox.forms import Decision, ExtensiveForm, Lottery
from gametheory_paradox.polynomials import Polynomial, RationalFunction
from gametheory_paradox.studies.sweeps.grid import FITS, Array, Block, Grid
from gametheory_paradox.table import Record

# Backward induction with intervals on whole arrays of trees, in integers
#
# At every node each player has the interval of what it gets in any subgame perfect equilibrium of the subgame
# there, as in :mod:`gametheory_paradox.forms.trees.proofs.plans_under_ties`.  Without ties the intervals
# are points and the equilibrium is unique. At a tie between actions of which each gives the mover one certain
# payoff, the mover may choose any of them, whatever is played below: pure plans attain both ends of every
# player's interval.  Of other ties nothing is said.
# ------------------------------------------------------------------------


@dataclass(frozen=True, repr=False)
class Value(Record):
    """The payoffs of the players at a node.

    Parameters
    ----------
    low, high
        The ends of each player's interval, multiplied by the total weights of the lotteries named.
    lotteries
        How often the values are multiplied by the total weight of each kind of lottery.
    tie
        Where some tie occurs at the node or below.
    clear
        Where pure plans attain both ends for every player.
    """

    low: tuple[Array, ...]
    high: tuple[Array, ...]
    lotteries: Mapping[int, int]
    tie: Array
    clear: Array


@dataclass(frozen=True, repr=False)
class Weights(Record):
    """The probabilities of a kind of lottery in integers, over their total."""

    parts: Sequence[Array]
    total: Array


def induced(
    form: ExtensiveForm[RationalFunction],
    ends: Mapping[int, tuple[Array, ...]],
    kinds: Mapping[int, int],
    weights: Sequence[Weights],
) -> Value:
    """The value of a tree.

    Parameters
    ----------
    form
        The tree.
    ends
        For each end node what each player gets, an integer for every game.
    kinds
        For each lottery its kind.
    weights
        For each kind its probabilities.
    """
    found: dict[int, Value] = {}
    no, yes = np.zeros((), np.bool_), np.ones((), np.bool_)
    for position in range(len(form.nodes) - 1, -1, -1):
        node = form.nodes[position]
        if isinstance(node, Decision):
            children = aligned([found.pop(child) for child in node.children], weights)
            found[position] = _choice(form.mover(node), children)
        elif isinstance(node, Lottery):
            children = aligned([found.pop(child) for child in node.children], weights)
            found[position] = _average(kinds[position], weights[kinds[position]], children)
        else:
            found[position] = Value(ends[position], ends[position], {}, no, yes)
    return found[0]


def aligned(values: Sequence[Value], weights: Sequence[Weights]) -> list[Value]:
    """The same values, all multiplied by the same total weights."""
    if all(value.lotteries == values[0].lotteries for value in values):
        return list(values)
    names = {kind for value in values for kind in value.lotteries}
    most = {kind: max(value.lotteries.get(kind, 0) for value in values) for kind in names}
    return [_multiplied(value, most, weights) for value in values]


def total(lotteries: Mapping[int, int], weights: Sequence[Weights], start: Array) -> Array:
    """A number multiplied by the total weights of lotteries."""
    for kind, times_ in lotteries.items():
        for _ in range(times_):
            start = times(start, weights[kind].total)
    return start


def times(first: Array, second: Array) -> Array:
    """The product, in machine integers where they provably hold it."""
    if first.dtype == object or second.dtype == object or _size(first) * _size(second) >= FITS:
        return np.asarray(first.astype(object) * second.astype(object))
    return np.asarray(first * second)


def plus(first: Array, second: Array) -> Array:
    """The sum, in machine integers where they provably hold it."""
    if first.dtype == object or second.dtype == object or _size(first) + _size(second) >= FITS:
        return np.asarray(first.astype(object) + second.astype(object))
    return np.asarray(first + second)


def _size(values: Array) -> int:
    return max(abs(int(values.max())), abs(int(values.min())))


def _multiplied(value: Value, most: Mapping[int, int], weights: Sequence[Weights]) -> Value:
    missing = {kind: count - value.lotteries.get(kind, 0) for kind, count in most.items()}
    low = tuple(total(missing, weights, end) for end in value.low)
    high = low if value.high is value.low else tuple(total(missing, weights, end) for end in value.high)
    return Value(low, high, most, value.tie, value.clear)


def _choice(mover: int, children: Sequence[Value]) -> Value:
    if len(children) == 1:
        return children[0]

    # The mover is sure of so much; a child that may give as much may be chosen.
    secured = reduce(np.maximum, [child.low[mover] for child in children])
    possible = [np.asarray(child.high[mover] >= secured) for child in children]
    several = np.asarray(sum(p.astype(np.int8) for p in possible) > 1)
    low = [
        _over(possible, [child.low[who] for child in children], np.minimum, several)
        for who in range(len(children[0].low))
    ]
    low[mover] = secured
    below = all(child.high is child.low for child in children)

    if below and not several.any():
        high = tuple(low)
    else:
        high = tuple(
            _over(possible, [child.high[who] for child in children], np.maximum, several)
            for who in range(len(low))
        )

    clear = reduce(np.logical_and, [child.clear for child in children])
    if not below:
        for p, child in zip(possible, children, strict=True):
            clear = clear & ~(several & p & (child.low[mover] != child.high[mover]))
    tie = reduce(np.logical_or, [child.tie for child in children], several)
    ends = tuple(low)
    same = below and not several.any()
    return Value(ends, ends if same else high, children[0].lotteries, tie, clear)


def _over(possible: Sequence[Array], ends: Sequence[Array], extreme: np.ufunc, several: Array) -> Array:
    """The extreme of the ends that are possible."""
    found, seen = ends[0], possible[0]
    ties = bool(several.any())
    for p, end in zip(possible[1:], ends[1:], strict=True):
        if ties:
            end = np.where(p & seen, extreme(found, end), end)
            seen = seen | p
        found = np.where(p, end, found)
    return np.asarray(found)


def _average(kind: int, odds: Weights, children: Sequence[Value]) -> Value:
    players = range(len(children[0].low))

    def expected(ends: Sequence[tuple[Array, ...]]) -> tuple[Array, ...]:
        return tuple(
            reduce(plus, [times(w, own[who]) for w, own in zip(odds.parts, ends, strict=True)])
            for who in players
        )

    low = expected([child.low for child in children])
    same = all(child.high is child.low for child in children)
    high = low if same else expected([child.high for child in children])
    lotteries = dict(children[0].lotteries)
    lotteries[kind] = lotteries.get(kind, 0) + 1
    tie = reduce(np.logical_or, [child.tie for child in children])
    return Value(low, high, lotteries, tie, reduce(np.logical_and, [child.clear for child in children]))


# Formulas in integers: on a grid, polynomials become integers once their denominators are cleared
# ----------------------------------------------------------------------------

ONE = Polynomial.constant(1)
Terms = tuple[tuple[int, tuple[int, ...]], ...]  # coefficient, and the power of each axis's numerator


@dataclass(frozen=True, repr=False)
class IntegerPolynomials(Record):
    """The same positive multiple of some polynomials, at every point of a grid an integer.

    Parameters
    ----------
    terms
        For each polynomial its terms in the numerators of the axes.
    bound
        No value, and no sum of some of its terms, is larger in size.
    """

    terms: tuple[Terms, ...]
    bound: int

    @classmethod
    def of(cls, polynomials: Sequence[Polynomial], grid: Grid) -> "IntegerPolynomials":
        """The polynomials, in which nothing but the grid's parameters occurs."""
        names = [axis.name for axis in grid.axes]
        highest = [max((p.degree(name) for p in polynomials), default=0) for name in names]
        scaled: list[list[tuple[Fraction, tuple[int, ...]]]] = []
        for polynomial in polynomials:
            own = []
            for monomial, coefficient in polynomial.terms.items():
                powers = dict(monomial)
                used = tuple(powers.get(name, 0) for name in names)
                rest = zip(grid.axes, highest, used, strict=True)
                own.append(
                    (coefficient * prod(axis.denominator ** (top - power) for axis, top, power in rest), used)
                )
            scaled.append(sorted(own, key=lambda term: (sum(map(bool, term[1])), term[1])))  # few axes first
        values = [coefficient for own in scaled for coefficient, _ in own]
        size = Fraction(gcd(*(v.numerator for v in values)) or 1, lcm(*(v.denominator for v in values)))
        terms = tuple(tuple((int(coefficient / size), used) for coefficient, used in own) for own in scaled)
        largest = [axis.largest for axis in grid.axes]

        def bound(own: Terms) -> int:
            return sum(
                abs(coefficient) * prod(top**power for top, power in zip(largest, used, strict=True))
                for coefficient, used in own
            )

        return cls(terms, max(map(bound, terms), default=0))

    def at(self, grid: Grid, block: Block) -> list[Array]:
        """Their values in a block, each along its own axes: machine integers if all fit, else Python's."""
        kind = np.int64 if self.bound < FITS else object
        numerators = grid.integers(block)
        powers: dict[tuple[int, int], Array] = {}
        found = []

        for own in self.terms:
            total = np.zeros((1,) * len(numerators), kind)
            for coefficient, used in own:
                term = np.full((1,) * len(numerators), coefficient, kind)
                for axis, power in enumerate(used):
                    if power:
                        key = axis, power
                        if key not in powers:
                            powers[key] = numerators[axis].astype(kind, copy=False) ** power
                        term = term * powers[key]
                total = total + term
            found.append(total)

        return found


@dataclass(frozen=True, repr=False)
class IntegerQuotients(Record):
    """Quotients of polynomials over one denominator that is positive everywhere on the grid.

    Parameters
    ----------
    polynomials
        The numerators, and last the denominator.
    """

    polynomials: IntegerPolynomials

    @classmethod
    def of(cls, functions: Sequence[RationalFunction], grid: Grid) -> "IntegerQuotients":
        """The functions, whose denominators do not vanish on the declared box."""
        denominators = list(dict.fromkeys(f.denominator for f in functions if not f.denominator.is_constant))
        common = prod(denominators, start=ONE)
        sign = common.value({axis.name: axis.value(0) for axis in grid.axes})
        if sign < 0:
            common = -common
        numerators = []
        for f in functions:
            factor = prod((d for d in denominators if d != f.denominator), start=ONE)
            numerators.append(f.numerator * (factor if sign > 0 else -factor))
        return cls(IntegerPolynomials.of([*numerators, common], grid))

    @property
    def bound(self) -> int:
        """No value is larger in size."""
        return self.polynomials.bound

    def at(self, grid: Grid, block: Block) -> tuple[list[Array], Array]:
        """The numerators and the denominator in a block."""
        *numerators, denominator = self.polynomials.at(grid, block)
        return numerators, denominator
