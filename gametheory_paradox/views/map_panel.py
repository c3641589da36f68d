"""A map of two parameters as a square on a sheet: cells, the exact boundary, marked points and an arrow."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import hypot

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.rationals import exact
from gametheory_paradox.regions import Curve, RegionMap
from gametheory_paradox.table import Record
from gametheory_paradox.views.axis import Axis
from gametheory_paradox.views.canvas import Canvas, Ink, Point, width_of
from gametheory_paradox.views.map_patches import ANSWERS, Patch
from gametheory_paradox.views.style import ANSWER_FILLS, HATCH, INK, SMALL_SIZE, WHITE

WORD = Ink(INK, SMALL_SIZE + 1.0, bold=True)
BOUNDARY = 1.3  # the width of the line between present and absent
HEAD = 9.0  # the length of an arrow's head

Place = tuple[Fraction, ...]


@dataclass(frozen=True, repr=False)
class Marks(Record):
    """Points and an arrow on top of a map.

    Parameters
    ----------
    points
        Places in the charted parameters, each with a word or "".
    arrow
        From which place to which; None for none.
    """

    points: tuple[tuple[str, Place], ...] = ()
    arrow: tuple[Place, Place] | None = None


def marks_of(
    region_map: RegionMap,
    mark: Sequence[Mapping[str, object]] | Mapping[str, Mapping[str, object]] | None,
    arrow: tuple[Mapping[str, object], Mapping[str, object]] | None,
) -> Marks | None:
    """The marks that a caller asks for; None if nothing was said.

    Raises
    ------
    InvalidGame
        If a name is unknown or a point lies outside the map.
    """
    if mark is None and arrow is None:
        return None
    listed = [*mark.items()] if isinstance(mark, Mapping) else [("", point) for point in mark or ()]
    points = tuple((word, _place(region_map, point)) for word, point in listed)
    return Marks(
        points, None if arrow is None else (_place(region_map, arrow[0]), _place(region_map, arrow[1]))
    )


def _place(region_map: RegionMap, point: Mapping[str, object]) -> Place:
    if not isinstance(point, Mapping):
        raise InvalidGame(
            f"a point to mark is values by name, such as {{{region_map.over[0]!r}: 1}}; got {point!r:.60}"
        )

    # The levels of a penalty that are charted are parameters of no family.
    family = region_map.family
    levels = {name: exact(point[name], name) for name in region_map.over if name in point.keys() - family.box}
    whole = {**family.point({name: value for name, value in point.items() if name not in levels}), **levels}

    for name in region_map.over:
        low, high = region_map.box[name]
        if name not in whole:
            raise InvalidGame(f"the point to mark has no value of {name!r}, which is charted")
        if not low <= whole[name] <= high:
            raise InvalidGame(
                f"the point to mark lies outside the map: {name} = {whole[name]}, "
                f"charted from {low} to {high}"
            )
    return tuple(whole[name] for name in region_map.over)


def axes_of(region_map: RegionMap) -> list[Axis]:
    """The scales of the charted parameters; a second level of a penalty is declared nowhere."""
    declared = {p.name: p for p in region_map.family.parameters}
    axes = []
    for name in region_map.over:
        words = (declared[name].meaning, declared[name].unit) if name in declared else ()
        axes.append(Axis(name, *region_map.box[name], *words))
    return axes


def draw_patches(
    canvas: Canvas, patches: Sequence[Patch], placed: Callable[[Patch], Sequence[Point]]
) -> None:
    """The patches of a map by answer, undecided ones hatched, each where it is placed."""
    for answer in reversed(ANSWERS):
        shapes = [placed(patch) for patch in patches if patch.answer == answer]
        if shapes:
            canvas.patches(shapes, ANSWER_FILLS[answer], HATCH if answer == "undecided" else None)


class MapPanel:
    """A square at a place on a sheet.

    Parameters
    ----------
    canvas
        The sheet.
    axes
        The two parameters.
    corner, side
        The upper left corner and the length of a side, in points.
    """

    def __init__(self, canvas: Canvas, axes: Sequence[Axis], corner: Point, side: float):
        self.canvas, self.axes, self.corner, self.side = canvas, axes, corner, side

    def at(self, values: Sequence[Fraction]) -> Point:
        """The place of values on the sheet."""
        return self._of_shares((self.axes[0].share(values[0]), self.axes[1].share(values[1])))

    def _of_shares(self, shares: Point) -> Point:
        return self.corner[0] + self.side * shares[0], self.corner[1] + self.side * (1.0 - shares[1])

    def draw_cells(self, patches: Sequence[Patch]) -> None:
        """The cells by answer, undecided ones hatched."""
        self.canvas.box(self.corner, self.side, self.side, WHITE)
        draw_patches(self.canvas, patches, lambda patch: list(map(self.at, patch.corners)))

    def draw_boundary(self, curves: Sequence[Curve]) -> None:
        """The lines along which the verdict changes."""
        for curve in curves:
            self.canvas.line([self._of_shares(place) for place in curve.places], INK, BOUNDARY)

    def draw_frame(self, most: int = 6) -> None:
        """The frame with round numbers along it."""
        (x, y), side = self.corner, self.side
        self.canvas.frame(self.corner, side, side)
        self.axes[0].draw_below(self.canvas, x, y + side, side, most)
        self.axes[1].draw_beside(self.canvas, x, y + side, side, most)

    def draw_marks(self, marks: Marks) -> None:
        """Points with their words, and an arrow."""
        if marks.arrow:
            self.draw_arrow(*map(self.at, marks.arrow))
        for word, place in marks.points:
            x, y = self.at(place)
            self.canvas.dot((x, y), 4.0, INK, WHITE, 1.2)
            leftward = x + 8.0 + width_of(word, WORD) > self.corner[0] + self.side
            self.canvas.text(
                (x - 8.0 if leftward else x + 8.0, y + 3.4), word, WORD, "right" if leftward else "left"
            )

    def draw_arrow(self, start: Point, end: Point) -> None:
        """An arrow between two points of the sheet."""
        length = hypot(end[0] - start[0], end[1] - start[1])
        if length < 1.0:
            return
        self.canvas.arrow([start, end], INK, 2.0, min(HEAD, 0.7 * length), rim=4.2)
