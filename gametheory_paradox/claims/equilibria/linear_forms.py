"""Linear forms in monomials, and what sums of conditions on them show.

A monomial is a product of different symbols; () is the constant one.  A system says of forms in monomials
that they are zero or that they are not negative.  Monomials are treated as variables that are not negative
(or positive) and nothing else, so what is shown here holds for the products that they stand for.

Source: farkas1902, motzkin1936 (sums of conditions are all the proof that linear systems need).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Generic, Protocol, Self, TypeAlias, TypeVar

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.table import Record

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
