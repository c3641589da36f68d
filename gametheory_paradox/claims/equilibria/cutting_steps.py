"""The numbers in a step of a cutting of the space of mixtures."""

from collections.abc import Sequence
from typing import Any

from gametheory_paradox.errors import CertificateRejected


def counts_in(data: Sequence[Any], count: int) -> Sequence[int]:
    """The numbers in a step of a cutting; refused unless they are ``count``, whole and not negative."""
    if len(data) != count or not set(map(type, data)) <= {int} or min(data, default=0) < 0:
        raise CertificateRejected("a step of the cutting is malformed")
    return data
