"""Numbers in order, each once; those that their bounds do not tell apart count as one within bounds of all.

So what is compared with all of them, the least and the greatest, is known though two of them may be equal.
"""

from collections.abc import Sequence
from fractions import Fraction

from gametheory_paradox.claims.equilibria.enclosed_numbers import Number, WeightedTerm, number_of, sign
from gametheory_paradox.claims.equilibria.profile_bounds import Interval
from gametheory_paradox.errors import CertificateRejected


def distinct(numbers: Sequence[Number]) -> list[Number]:
    """The numbers, ascending, each once; those that are not told apart as one within the bounds of all."""
    kept = list[Number]()
    for number in numbers:
        for other in list(kept):
            try:
                is_same = sign(number - other) == 0
            except CertificateRejected:
                is_same, number = True, _one_of([number, other])
            if is_same:
                kept.remove(other)
        kept.append(number)
    return sorted(kept)


def _one_of(numbers: Sequence[Number]) -> Number:
    return number_of([WeightedTerm(OneOf(numbers), (Fraction(1), Fraction(0)))])


class OneOf:
    """Numbers that bounds do not tell apart: each is within the bounds of all.

    Parameters
    ----------
    numbers
        The numbers.
    """

    def __init__(self, numbers: Sequence[Number]):
        self.numbers = numbers

    def named_as(self, other: "OneOf") -> tuple[int, ...] | None:
        """The places of the coefficients there, if both are one."""
        return (0, 1) if self is other else None

    def bounds(self, level: int) -> list[Interval]:
        """From the least lower bound to the greatest upper one."""
        ends = [(own, own) if isinstance(own, Fraction) else own.bounds(level) for own in self.numbers]
        return [(min(low for low, _ in ends), max(high for _, high in ends))]
