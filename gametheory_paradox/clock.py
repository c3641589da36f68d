"""The clock of whatever runs: how much time is left, how far it is, and whether the caller called it off.

A verb with a budget starts a clock, inside the clock that already runs if there is one, and never outlasts
that.  A loop that can be long looks at the clock that runs
(:func:`~gametheory_paradox.interruption.look`)::

    for node in nodes:
        look()

``look`` raises OutOfTime once the time is up; the verb catches it and answers with what it knows by then.

A loop over games, cells or points counts them, and the clock that runs tells its caller::

    with counting("games", len(games)) as count:
        for number, game in enumerate(games, start=1):
            ...
            count(number)

What is counted within another count is not told: of a survey the games, not the cells of each map.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import Token
from dataclasses import dataclass
from math import inf, nan
from numbers import Real

from gametheory_paradox.errors import InvalidGame, OutOfTime
from gametheory_paradox.interruption import RUNNING, Limit
from gametheory_paradox.table import Record

SPENT, CANCELLED = "the budget is spent", "it was interrupted"


@dataclass(frozen=True, repr=False)
class Progress(Record):
    """The state of work that is under way.

    Parameters
    ----------
    done
        How many of the units are done.
    total
        How many there are; None where nobody knows.
    unit
        What is counted, in the plural.
    note
        What else is known by now, in a few words; empty for nothing.
    left
        The seconds that the clock still gives; None for no limit.
    """

    done: int
    total: int | None
    unit: str
    note: str = ""
    left: float | None = None


class Clock:
    """Counts down from a budget in seconds, and asks whether the caller has called the work off.

    As a block it bounds all that runs inside, whatever budgets that has of its own.

    Parameters
    ----------
    seconds
        The budget; None for no more limit than that of the clock around.
    cancelled
        Asked at every look, so a quick function: true once nobody waits for the answer any more.
    progress
        Called with the Progress each time that a unit is done, so a quick function; in place of that of the
        clock around.
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
        progress: Callable[[Progress], object] | None = None,
        now: Callable[[], float] | None = None,
    ):
        around = RUNNING.get()
        given = () if cancelled is None else (cancelled,)
        if not isinstance(around, Clock) or now is not None:
            self._now, self._calls, limits = now or time.monotonic, given, list[float]()
            self._progress = progress
        else:
            self._now, self._calls = around._now, (*around._calls, *given)
            self._progress = around._progress if progress is None else progress
            limits = [] if around._end is None else [around._end]
        if seconds is not None and (number := _checked(seconds)) < inf:
            limits.append(self._now() + number)
        self._end: float | None = min(limits, default=None)
        self._tokens: list[Token[Limit | None]] = []

    @property
    def is_over(self) -> bool:
        """True if the time is up, or the work was called off."""
        return self.is_cancelled or (self._end is not None and self._now() >= self._end)

    @property
    def is_cancelled(self) -> bool:
        """True if the work was called off."""
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

    def ended(self, spent: str = "the budget ended") -> str:
        """Why it is over, where a sentence goes on with what it ended before."""
        return CANCELLED if self.is_cancelled else spent

    def check(self) -> None:
        """Raises OutOfTime when it is over."""
        if self.is_over:
            raise OutOfTime(self.why)

    @property
    def is_watched(self) -> bool:
        """True if somebody is told how far the work is."""
        return self._progress not in (None, _nobody)

    def tell(self, progress: Progress) -> None:
        """Tells whoever watches."""
        if self._progress is not None:
            self._progress(progress)

    def part(self, share: float) -> "Clock":
        """A clock for a share of the time that is left."""
        left = self.left
        return Clock(None if left is None else share * left)

    def extended(self, given: float | None) -> "Clock":
        """A clock with half as much again as was given: to put together what is known by the end.

        Parameters
        ----------
        given
            The seconds that were left at the start; None for no limit.
        """
        return Clock(None if given is None else given / 2 + (self.left or 0), now=self._now)

    def __enter__(self) -> "Clock":
        self._tokens.append(RUNNING.set(self))
        return self

    def __exit__(self, *_: object) -> None:
        RUNNING.reset(self._tokens.pop())

    def __reduce__(self) -> tuple[Callable[..., "Clock"], tuple[float | None]]:
        return Clock, (self.left,)  # in another process the time that is left, which this one watches over


def _checked(seconds: object) -> float:
    """A budget in seconds; InvalidGame unless it is a number that is not negative."""
    try:
        number = float(seconds) if isinstance(seconds, Real) and not isinstance(seconds, bool) else nan
    except OverflowError:  # an integer beyond all floats
        number = inf
    if number >= 0:
        return number
    raise InvalidGame(
        f"a budget is a number of seconds, 0 or more, or None for no limit; got {seconds!r:.60}"
    )


def _nobody(progress: Progress) -> None:
    """Whoever is told of what is counted within another count."""


class Count:
    """A count of units of work; silent where nobody listens."""

    def __init__(self, clock: Clock | None, unit: str, total: int | None):
        self._clock, self._unit, self._total = clock, unit, total

    def __call__(self, done: int, note: Callable[[], str] | None = None) -> None:
        """Tells how many units are done, and what the note says by then."""
        if self._clock is not None:
            self._clock.tell(
                Progress(done, self._total, self._unit, note() if note else "", self._clock.left)
            )


@contextmanager
def counting(unit: str, total: int | None = None) -> Iterator[Count]:
    """A block that counts its work; what is counted within it tells nobody.

    Parameters
    ----------
    unit
        What is counted, in the plural.
    total
        How many there are; None where that is not known.

    Examples
    --------
    >>> with Clock(progress=lambda own: print(own.done, "of", own.total, own.unit)):
    ...     with counting("games", 2) as count:
    ...         count(1)
    ...         with counting("cells") as inner:
    ...             inner(1)
    ...         count(2)
    1 of 2 games
    2 of 2 games
    """
    clock = RUNNING.get()
    if not isinstance(clock, Clock) or not clock.is_watched:
        yield Count(None, unit, total)
        return
    with Clock(progress=_nobody):
        yield Count(clock, unit, total)


@contextmanager
def in_time(seconds: float | None, needed: str) -> Iterator[Clock]:
    """A block of which a part is no answer: a clock that ends it says what was missing and what to do.

    Parameters
    ----------
    seconds
        The budget; None for no more limit than that of the clock around.
    needed
        What an answer needs, which was not there by then.

    Raises
    ------
    OutOfTime
        If the clock is over before the block is.
    """
    with Clock(seconds) as clock:
        try:
            yield clock
        except OutOfTime as problem:
            raise OutOfTime(f"{clock.ended()} before {needed}; give it more time") from problem


@contextmanager
def unhurried() -> Iterator[None]:
    """A block in which no clock runs: what is known by then is put together, however little time is left."""
    token = RUNNING.set(None)
    try:
        yield
    finally:
        RUNNING.reset(token)
