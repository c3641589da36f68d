"""The search behind ``falsify``: Hypothesis draws, climbs toward larger violations, and shrinks.

Sources: maciver2019, loscher2017.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor, lcm
from tempfile import TemporaryDirectory
from typing import Generic, TypeVar

import hypothesis
from hypothesis import HealthCheck, Phase, Verbosity, configuration
from hypothesis import strategies as st
from hypothesis.errors import Flaky, Unsatisfiable
from hypothesis.strategies import DrawFn, SearchStrategy

from gametheory_paradox.clock import Clock, Count
from gametheory_paradox.errors import InvalidGame, OutOfTime
from gametheory_paradox.studies.falsification.claims import ClaimResult
from gametheory_paradox.studies.falsification.outcome import Stop
from gametheory_paradox.studies.falsification.points import Freedom, Point, drawn_from
from gametheory_paradox.table import Record

E = TypeVar("E")
LARGEST = Fraction(10**300)  # what a float still holds
SMALL = 12  # numerators and denominators of the simple fractions that are tried last


class _OutOfTime(BaseException):
    """Ends Hypothesis's search at once; of the kind that it lets through."""


class _Violation(Exception):
    """The claim is broken."""


@dataclass(repr=False)
class Search(Record, Generic[E]):
    """A search that goes on.

    Parameters
    ----------
    judge
        What the claim says of an example.
    least
        Violations up to this size do not count.
    seed, draws, clock
        Where Hypothesis starts, how many examples it draws at most, and when to stop.
    count
        Told how many examples were looked at.
    key
        By what an example that was looked at is known again; None: each counts anew.
    """

    judge: Callable[[E], ClaimResult]
    least: Fraction
    seed: int
    draws: int
    clock: Clock
    count: Count
    key: Callable[[E], Hashable] | None = None
    known: dict[Hashable, ClaimResult] = field(default_factory=dict)
    tried: int = 0
    undecided: int = 0
    closest: Fraction | None = None
    found: list[tuple[E, ClaimResult]] = field(default_factory=list)
    trouble: BaseException | None = None

    def look(self, example: E) -> ClaimResult:
        """Judges an example, and notes the result unless the time ended while it was asked."""
        if self.clock.is_over:
            raise _OutOfTime
        key = self.tried if self.key is None else self.key(example)
        if key not in self.known:
            self.known[key] = self._judged(example)
            self.tried += 1
            self.undecided += self.known[key].broken is None
            self.count(min(self.tried, self.draws), self._noted)
        reading = self.known[key]
        if reading.broken:
            self.found.append((example, reading))
        if reading.size is not None and (self.closest is None or reading.size > self.closest):
            self.closest = reading.size
        return reading

    def _noted(self) -> str:
        """A word on what was found so far."""
        return "broken, looking for a simpler one" if self.found else ""

    def _judged(self, example: E) -> ClaimResult:
        try:
            with self.clock:
                reading = self.judge(example).beyond(self.least)
        except OutOfTime:
            raise _OutOfTime from None
        if self.clock.is_over:  # the claim itself may have been cut short
            raise _OutOfTime
        return reading

    def run(self, strategy: SearchStrategy[E]) -> Stop:
        """Draws until the claim is broken, and shrinks that; the last entry of ``found`` is the simplest."""
        drawn = completed = 0

        @st.composite
        def counted(draw: DrawFn) -> E:
            nonlocal drawn
            drawn += 1
            return draw(strategy)

        @hypothesis.seed(self.seed)
        @hypothesis.settings(
            max_examples=self.draws,
            database=None,
            deadline=None,
            derandomize=False,
            phases=(Phase.generate, Phase.target, Phase.shrink),
            print_blob=False,
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
            verbosity=Verbosity.quiet,
        )
        @hypothesis.given(counted())
        def explore(example: E) -> None:
            nonlocal completed
            completed += 1
            try:
                reading = self.look(example)
            except Exception as problem:  # the claim's own: told as it is, not shrunk
                self.trouble = problem
                raise _OutOfTime from None
            if reading.size is not None:
                hypothesis.target(
                    float(max(-LARGEST, min(LARGEST, reading.size))), label="size of the violation"
                )
            if reading.broken:
                raise _Violation

        try:
            with _nothing_left_behind():
                explore()
        except _Violation:
            return "draws"
        except _OutOfTime:
            if self.trouble is not None:
                raise self.trouble from None
            return "interrupted" if Clock().is_cancelled else "seconds"
        except Flaky:
            raise InvalidGame(
                "the claim answers differently when it is asked about the same game again"
            ) from None
        except Unsatisfiable:
            if not completed:
                raise InvalidGame("the strategy draws nothing: everything is rejected") from None
        if completed >= self.draws:
            return "draws"
        return "exhausted" if drawn == completed else "filtered"


@contextmanager
def _nothing_left_behind() -> Iterator[None]:
    """Hypothesis's notes on loaded modules go to a folder that is deleted, not beside the user's work."""
    before = configuration.storage_directory(intent_to_write=False).home_directory
    with TemporaryDirectory() as folder:
        configuration.set_hypothesis_home_dir(folder)
        try:
            yield
        finally:
            configuration.set_hypothesis_home_dir(before)


def values_of(point: Point) -> tuple[Fraction, ...]:
    """The values of a point, by which it is known again."""
    return tuple(point.values())


def search_points(search: Search[Point], freedom: Freedom) -> Stop:
    """Searches the points of a family; the last entry of ``found`` is the simplest that was found.

    Hypothesis shrinks first, and then looks for points with fewer parameters away from their start, as long
    as there are.  At last no simpler point is left among those that differ from it in one parameter, or in
    which another parameter is moved in the place of one, at a small simple fraction.
    """
    stop = search.run(drawn_from(freedom))
    while stop in ("draws", "exhausted", "filtered") and search.found:
        moved = freedom.moved(_simplest(search, freedom)[0])
        if not moved:
            break
        stop = search.run(drawn_from(freedom, len(moved) - 1))
        if len(freedom.moved(_simplest(search, freedom)[0])) == len(moved):
            break

    # From the simplest point to simpler ones nearby, until there is none.
    if search.found:
        search.found.append(_simplest(search, freedom))
        with suppress(_OutOfTime):
            while any(search.look(near).broken for near in _simpler(freedom, search.found[-1][0])):
                pass
    return stop


def _simplest(search: Search[Point], freedom: Freedom) -> tuple[Point, ClaimResult]:
    return min(search.found, key=lambda entry: freedom.complexity(entry[0]))


def _simpler(freedom: Freedom, point: Point) -> Iterator[Point]:
    """Simpler points near a point, the simplest first."""
    start, here = freedom.start, freedom.complexity(point)
    back, moved = freedom.toward == "baseline", freedom.moved(point)
    largest = lcm(*(point[name].denominator for name in moved))
    small = {p.name: _small(p.low, p.high, min(largest, SMALL)) for p in freedom.free}
    near: list[Point] = []

    for name in moved or list(small):
        home = {**point, name: start[name]}
        near += [home] if back else []
        near += [{**point, name: value} for value in (*small[name], *_around(point[name]))]
        for other in small if back else ():
            if other not in moved:
                near += [{**home, other: value} for value in small[other]]

    box = freedom.family.box
    ranked = [
        (key, place)
        for place, candidate in enumerate(near)
        if (key := freedom.complexity(candidate)) < here
        and all(box[n][0] <= v <= box[n][1] for n, v in candidate.items())
    ]
    yield from (near[place] for _, place in sorted(ranked))


def _around(value: Fraction) -> Iterator[Fraction]:
    """Simpler fractions next to a number, on both sides, and the number one nearer to zero."""
    yield value - (1 if value > 0 else -1)
    for denominator in range(1, SMALL + 1):
        yield Fraction(floor(value * denominator), denominator)
        yield Fraction(ceil(value * denominator), denominator)


def _small(low: Fraction, high: Fraction, largest: int) -> list[Fraction]:
    """The simple fractions of a range that are not large, with denominators up to some."""
    found = {
        Fraction(number, denominator)
        for denominator in range(1, largest + 1)
        for number in range(-SMALL, SMALL + 1)
    }
    return [value for value in sorted(found) if low <= value <= high]
