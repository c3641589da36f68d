"""The clock of whatever runs: how much time is left, and whether the caller called it off.

A verb with a budget starts a clock, inside the clock that already runs if there is one, and never outlasts
that.  A loop that can be long looks at the clock that runs
(:func:`~gametheory_paradox.interruption.look`)::

    for node in nodes:
        look()

``look`` raises OutOfTime once the time is up; the verb catches it and answers with what it knows by then.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import Token

from gametheory_paradox.errors import OutOfTime
from gametheory_paradox.interruption import RUNNING, Limit

SPENT, CANCELLED = "the budget is spent", "it was cancelled"


class Clock:
    """Counts down from a budget in seconds, and asks whether the caller has called the work off.

    As a block it bounds all that runs inside, whatever budgets that has of its own.

    Parameters
    ----------
    seconds
        The budget; None for no more limit than that of the clock around.
    cancelled
        Asked at every look, so a quick function: true once nobody waits for the answer any more.
    now
        Reads the time, in seconds; by default as the clock around does, or else from the system.  A clock
        with a time of its own does not hang on the one around it.

    Examples
    --------
    >>> import gametheory_paradox as gp
    >>> game = gp.load("seed/trade-restriction").at()
    >>> with Clock(cancelled=lambda: True):
    ...     print(gp.detect(game, mover="Pakistan", action="restrict", at="after suppress").name)
    undecided
    """

    def __init__(
        self,
        seconds: float | None = None,
        *,
        cancelled: Callable[[], bool] | None = None,
        now: Callable[[], float] | None = None,
    ):
        around = RUNNING.get()
        given = () if cancelled is None else (cancelled,)
        if not isinstance(around, Clock) or now is not None:
            self._now, self._calls, limits = now or time.monotonic, given, list[float]()
        else:
            self._now, self._calls = around._now, (*around._calls, *given)
            limits = [] if around._end is None else [around._end]
        if seconds is not None:
            limits.append(self._now() + seconds)
        self._end: float | None = min(limits, default=None)
        self._tokens: list[Token[Limit | None]] = []

    @property
    def is_over(self) -> bool:
        """Whether the time is up, or the work was called off."""
        return self.is_cancelled or (self._end is not None and self._now() >= self._end)

    @property
    def is_cancelled(self) -> bool:
        """Whether the work was called off."""
        return any(call() for call in self._calls) if self._calls else False

    @property
    def left(self) -> float | None:
        """The seconds that are left; None if nothing limits them."""
        if self.is_cancelled:
            return 0.0
        return None if self._end is None else max(0.0, self._end - self._now())

    @property
    def why(self) -> str:
        """Why it is over."""
        return CANCELLED if self.is_cancelled else SPENT

    def check(self) -> None:
        """Raises OutOfTime when it is over."""
        if self.is_over:
            raise OutOfTime(self.why)

    def part(self, share: float) -> "Clock":
        """A clock for a share of the time that is left."""
        left = self.left
        return Clock(None if left is None else share * left)

    def __enter__(self) -> "Clock":
        self._tokens.append(RUNNING.set(self))
        return self

    def __exit__(self, *_: object) -> None:
        RUNNING.reset(self._tokens.pop())

    def __reduce__(self) -> tuple[Callable[..., "Clock"], tuple[float | None]]:
        return Clock, (self.left,)  # in another process the time that is left, which this one watches over


@contextmanager
def unhurried() -> Iterator[None]:
    """A block in which no clock runs: what is known by then is put together, however little time is left."""
    token = RUNNING.set(None)
    try:
        yield
    finally:
        RUNNING.reset(token)
