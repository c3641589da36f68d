"""Numbers in order, each once; those that their bounds do not tell apart count as one within bounds of all.

So what is compared with all of them, the least and the greatest, is known though two of them may be equal.
"""

from collections.abc import Sequence

from gametheory_paradox.claims.equilibria.enclosed_numbers import Number, one_of, sign
from gametheory_paradox.errors import CertificateRejected


def distinct(numbers: Sequence[Number]) -> list[Number]:
    """The numbers, ascending, each once; those that are not told apart as one within the bounds of all."""
    kept = list[Number]()
    for number in numbers:
        for other in list(kept):
            try:
                is_same = sign(number - other) == 0
            except CertificateRejected:
                is_same, number = True, one_of([number, other])
            if is_same:
                kept.remove(other)
        kept.append(number)
    return sorted(kept)
