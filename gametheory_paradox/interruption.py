"""The point in a long loop at which the clock that runs may stop it.

Where no clock runs, looking does nothing, so that a certificate is checked to its end.
"""

from contextvars import ContextVar
from typing import Protocol


class Limit(Protocol):
    """A bound of the time for all that runs inside it."""

    def check(self) -> None:
        """Raises OutOfTime when it is over."""


RUNNING: ContextVar[Limit | None] = ContextVar("clock", default=None)


def look() -> None:
    """Raises OutOfTime when the clock that runs is over; call it in every loop that can be long."""
    clock = RUNNING.get()
    if clock is not None:
        clock.check()
