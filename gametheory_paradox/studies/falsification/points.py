"""A strategy that draws points of a family: few parameters away from the baseline, at simple fractions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, lcm
from operator import itemgetter
from typing import Literal

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.maps.switches import check_parameters
from gametheory_paradox.models import GameFamily, Parameter
from gametheory_paradox.table import Record

Toward = Literal["baseline", "simple"]
Point = dict[str, Fraction]
DENOMINATORS = (*range(1, 13), 20, 60, 100, 1000)


@dataclass(frozen=True, repr=False)
class Freedom(Record):
    """The points of a family that are drawn, and those of them that are simple.

    Parameters
    ----------
    family
        The family.
    start
        The values of parameters that are not drawn, and with ``toward`` "baseline" those that the others
        shrink to.
    free
        The parameters that are drawn.
    toward
        What is simple: few parameters away from their start, or small fractions for all.
    """

    family: GameFamily
    start: Mapping[str, Fraction]
    free: tuple[Parameter, ...]
    toward: Toward

    @classmethod
    def of(
        cls, family: GameFamily, over: Sequence[str], values: Mapping[str, object], toward: str
    ) -> "Freedom":
        """The freedom in the caller's words; InvalidGame says what does not fit."""
        if toward not in ("baseline", "simple"):
            raise InvalidGame(f"toward: expected 'baseline' or 'simple', got {toward!r:.60}")
        start = family.point(values)
        names = [over] if isinstance(over, str) else list(over)
        check_parameters(family, names)
        if both := [name for name in names if name in values]:
            raise InvalidGame(f"{both[0]!r} is drawn, and has a value besides; name it in one place")
        chosen = names or [name for name in start if name not in values]
        free = tuple(p for p in family.parameters if p.name in chosen and p.low < p.high)
        return cls(family, start, free, "simple" if toward == "simple" else "baseline")

    def moved(self, point: Mapping[str, Fraction]) -> list[str]:
        """The parameters away from their start; none where small fractions alone count."""
        return (
            [p.name for p in self.free if point[p.name] != self.start[p.name]]
            if self.toward == "baseline"
            else []
        )

    def complexity(
        self, point: Mapping[str, Fraction]
    ) -> tuple[int, int, Fraction, list[int], list[Fraction]]:
        """Orders points, the simplest first: parameters moved, common denominator, sizes, which, numbers."""
        moved = self.moved(point)
        counted = [place for place, p in enumerate(self.free) if p.name in moved or self.toward == "simple"]
        values = [point[self.free[place].name] for place in counted]
        common = lcm(*(value.denominator for value in values))
        return (
            len(moved),
            common,
            sum(map(abs, values), Fraction(0)),
            counted,
            [max(v, -2 * v) for v in values],
        )


def points(
    family: GameFamily,
    *,
    over: Sequence[str] = (),
    values: Mapping[str, object] = {},
    toward: str = "baseline",
) -> SearchStrategy[Point]:
    """Draws points of a family: a value for each parameter, within its range.

    All values of a point are multiples of one fraction 1/n, or ends of ranges.  A range too narrow to hold a
    multiple is divided more finely.

    Parameters
    ----------
    family
        The family.
    over
        The names of the parameters that are drawn; by default all but those in ``values``.
    values
        The values of others by name; those that are not named keep their baseline.
    toward
        "baseline": points shrink to the baseline, and draws leave most parameters there.  "simple": all
        parameters are drawn, and shrink to simple fractions.

    Raises
    ------
    InvalidGame
        If a name is unknown or a value out of its range.

    Examples
    --------
    >>> import gametheory_paradox as gp
    >>> from hypothesis import find
    >>> family = gp.load("seed/trade-restriction")
    >>> point = find(points(family), lambda point: point["r_C"] > point["c"])
    >>> len([name for name, value in point.items() if value != family.baseline[name]])
    1
    """
    return drawn_from(Freedom.of(family, over, values, toward))


@st.composite
def drawn_from(draw: DrawFn, freedom: Freedom, most: int | None = None) -> Point:
    """The strategy behind ``points``; ``most`` parameters, or fewer, are away from the baseline."""
    point, free = dict(freedom.start), freedom.free
    if not free:
        return point
    denominator = draw(st.sampled_from(DENOMINATORS))
    if freedom.toward == "simple":
        point.update(draw(_change((parameter,), denominator)) for parameter in free)
    else:  # a change is drawn in one piece, so that Hypothesis can take it out
        changes = st.lists(
            _change(free, denominator), unique_by=itemgetter(0), max_size=len(free) if most is None else most
        )
        point.update(draw(changes))
    return point


@st.composite
def _change(draw: DrawFn, free: Sequence[Parameter], denominator: int) -> tuple[str, Fraction]:
    """A parameter and a value of it."""
    parameter = draw(st.sampled_from(free))
    return parameter.name, draw(_value(parameter, denominator))


@st.composite
def _value(draw: DrawFn, parameter: Parameter, denominator: int) -> Fraction:
    """A multiple of 1/denominator in a range, or an end of it.

    The whole part and thousandths are drawn, which stay near what they stand for while Hypothesis tries
    smaller denominators.
    """
    low, high, scale = parameter.low, parameter.high, 1
    while floor(high * denominator * scale) - ceil(low * denominator * scale) < 1:
        scale *= 10
    first, last = floor(low * scale), floor(high * scale)
    # What lies between the low end and the next whole number is less simple.
    behind = low > 0 and first < low * scale
    whole = draw(st.integers(first + behind, last + behind))
    thousandths = draw(st.integers(0, 999)) if denominator > 1 else 0
    if behind and whole == last + 1:
        whole, thousandths = first, (thousandths + 500) % 1000  # a half is simpler than the end
    part = (2 * thousandths * denominator + 1000) // 2000  # the nearest multiple
    return min(max(Fraction(whole * denominator + part, scale * denominator), low), high)
