"""A limit of time for a search."""

import time

from gametheory_paradox.errors import ParadoxError


class OutOfTime(ParadoxError):
    """The budget of a search is spent; caught by the solver, which returns what it has."""


class Deadline:
    """Counts down from a budget in seconds; None never ends.

    Parameters
    ----------
    seconds
        The budget.
    """

    def __init__(self, seconds: float | None):
        self.end = None if seconds is None else time.monotonic() + seconds

    @property
    def is_over(self) -> bool:
        """Whether the budget is spent."""
        return self.end is not None and time.monotonic() >= self.end

    @property
    def left(self) -> float | None:
        """The seconds that are left; None if it never ends."""
        return None if self.end is None else max(0.0, self.end - time.monotonic())

    def check(self) -> None:
        """Raise OutOfTime when the budget is spent."""
        if self.is_over:
            raise OutOfTime("the budget is spent")
