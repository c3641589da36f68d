"""Formulas in integers: on a grid, polynomials become integers once their denominators are cleared."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm, prod

import numpy as np

from gametheory_paradox.polynomials import Polynomial, RationalFunction
from gametheory_paradox.studies.sweeps.grid import FITS, Array, Block, Grid
from gametheory_paradox.table import Record

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
