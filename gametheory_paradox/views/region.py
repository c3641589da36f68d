"""Pictures of maps: panels, and the patches of each verdict."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import compress
from math import hypot
from typing import Literal, TypeAlias

from gametheory_paradox.conditions.proofs.volumes import Halfspace
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms.columns import PAYOFF
from gametheory_paradox.maps import Curve, boundary
from gametheory_paradox.maps.region_map import MapCell, RegionMap
from gametheory_paradox.rationals import Numbers, exact
from gametheory_paradox.studies.reach import between, percent
from gametheory_paradox.table import Record
from gametheory_paradox.views.axis import Axis
from gametheory_paradox.views.canvas import (
    ANSWER_FILLS,
    HATCH,
    INK,
    LABEL,
    LINE,
    MARGIN,
    QUIET,
    SMALL_SIZE,
    TITLE,
    TITLE_HEIGHT,
    WHITE,
    Canvas,
    Figure,
    Ink,
    Point,
    width_of,
)
from gametheory_paradox.views.notation import MATH, symbol
from gametheory_paradox.views.words.clauses import within
from gametheory_paradox.views.words.sentences import capitalized

# A region map as polygons: each cell whole, or cut by the planes between which nothing is claimed
# ----------------------------------------------------------------------------

Corner: TypeAlias = tuple[Fraction, ...]
ANSWERS = ("present", "absent", "undecided")

_UNIT: dict[int, tuple[tuple[int, ...], ...]] = {1: ((0,), (1,)), 2: ((0, 0), (1, 0), (1, 1), (0, 1))}


@dataclass(frozen=True, repr=False)
class Patch(Record):
    """A part of the map with one answer.

    Parameters
    ----------
    corners
        Of a polygon in the charted parameters' own units; with one parameter the two ends of an interval.
    answer
        The verdict there.
    """

    corners: tuple[Corner, ...]
    answer: str


def map_patches(region_map: RegionMap) -> list[Patch]:
    """The patches of a map of one or two parameters."""
    return [patch for cell in region_map for patch in _of_cell(cell, region_map.over)]


def _of_cell(cell: MapCell, over: Sequence[str]) -> list[Patch]:
    unit = [tuple(map(Fraction, corner)) for corner in _UNIT[len(over)]]
    parts = [(cell.verdict, unit)]
    if cell.verdict == "split":
        parts = [(verdict, _within(unit, where)) for verdict, where in cell.parts]
    ends = [cell.box[name] for name in over]

    def placed(corner: Corner) -> Corner:
        return tuple(low + (high - low) * t for t, (low, high) in zip(corner, ends, strict=True))

    return [
        Patch(tuple(map(placed, corners)), answer) for answer, corners in parts if len(corners) > len(over)
    ]


def _within(corners: list[Corner], halfspaces: Sequence[Halfspace]) -> list[Corner]:
    """The part of a convex polygon, or of an interval, where all inequalities hold; empty without area."""
    for slopes, bound in halfspaces:
        corners = _clipped(corners, slopes, bound)
    return corners


def _clipped(corners: Sequence[Corner], slopes: Sequence[int], bound: int) -> list[Corner]:
    """The part where Σ slopes·t ≤ bound."""
    heights = [
        sum((s * t for s, t in zip(slopes, corner, strict=True)), Fraction(0)) - bound for corner in corners
    ]
    kept: list[Corner] = []
    for number, (corner, height) in enumerate(zip(corners, heights, strict=True)):
        if height <= 0:
            kept.append(corner)
        following = (number + 1) % len(corners)
        if len(corners) == 2 and following == 0:
            continue  # an interval has one edge, not two
        if height * heights[following] < 0:
            share = height / (height - heights[following])
            kept.append(tuple(a + (b - a) * share for a, b in zip(corner, corners[following], strict=True)))
    return kept


# A map of two parameters as a square on a sheet: cells, the exact boundary, marked points and an arrow
# ----------------------------------------------------------------------------

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


# The region map: the values of one or two parameters at which a paradox is present, absent, undecided
# ----------------------------------------------------------------------------

SIDE = 300.0  # of the square in which two parameters are charted
STRIP = 46.0  # the height of the strip for one
SWATCH = 11.0

VALUES = Ink(QUIET, SMALL_SIZE + 1.0, math=True)


def draw_region(
    region_map: RegionMap,
    *,
    point: Mapping[str, Fraction] | None = None,
    word: str = "baseline",
    title: str = "",
    marks: Marks | None = None,
) -> Figure:
    """Draws a map of one parameter as a strip, of two as a square.

    Cells are colored where the answer is proved for the whole cell and hatched where nothing is claimed; the
    legend gives the proved shares.  In a square, lines run where the verdict changes, along zero sets of the
    polynomials involved.

    Parameters
    ----------
    region_map
        The map.
    point
        The values to mark; by default the baseline, where the parameters that are not charted are at theirs.
    word
        The word beside the mark.
    title
        A line above the map; by default the measure, where it is not the payoff that is compared.
    marks
        Points and an arrow to draw instead of the baseline.

    Returns
    -------
    matplotlib.figure.Figure
        Save it with ``figure.savefig("map.svg")``.

    Raises
    ------
    Unsupported
        If the map has more than two parameters.
    """
    return region_drawing(region_map, point=point, word=word, title=title, marks=marks).draw()


def region_drawing(
    region_map: RegionMap,
    *,
    point: Mapping[str, Fraction] | None = None,
    word: str = "baseline",
    title: str = "",
    marks: Marks | None = None,
) -> "RegionDrawing":
    """The same picture laid out, before it is drawn."""
    check_drawable(region_map.over)
    baseline = region_map.family.baseline
    if point is None and all(baseline[name] == value for name, value in region_map.values.items()):
        point = baseline
    if marks is None:
        known = point is not None and all(name in point for name in region_map.over)
        marks = Marks(((word, tuple(point[name] for name in region_map.over)),) if point and known else ())
    question = region_map.question
    measured = f"{capitalized(question.paradox)} paradox{within(question)}"
    return RegionDrawing(region_map, marks, title or measured * (question.measure != PAYOFF))


def check_drawable(over: Sequence[str]) -> None:
    """Unsupported if there are more parameters than a picture can show."""
    if len(over) > 2 and not isinstance(over, str):  # a text is refused where a list is read
        asked = f"a picture shows one or two parameters, this map has {len(over)} ({', '.join(over)})"
        raise Unsupported(f"{asked}; chart one or two of them")


def value_said(name: str, value: Fraction, baseline: Fraction | None = None) -> str:
    """A parameter and its value as a formula; where it is not the baseline, that stands behind it."""
    mark = "" if baseline in (None, value) else f"\\;\\mathrm{{(baseline\\ {_in_math(baseline)})}}"
    return f"{symbol(name, MATH)} = {_in_math(value)}{mark}"


def _in_math(value: Fraction) -> str:
    return Numbers([value]).text(value).replace("−", "-").replace("≈", "\\approx ")


class RegionDrawing:
    """A map that is laid out and can be drawn."""

    def __init__(self, region_map: RegionMap, marks: Marks, title: str):
        self.map, self.title = region_map, title
        self.axes, self.patches = axes_of(region_map), map_patches(region_map)
        self.curves, self.legend = boundary(region_map), legend_of(region_map.share)
        baseline = region_map.family.baseline
        values = [value_said(n, value, baseline.get(n)) for n, value in region_map.values.items()]
        self.notes = _wrapped_values(values, SIDE)
        inside = (
            all(axis.low <= value <= axis.high for axis, value in zip(self.axes, place, strict=True))
            for _, place in marks.points
        )

        self.marks = Marks(tuple(compress(marks.points, inside)), marks.arrow)
        self.canvas = Canvas()
        self.flat = len(self.axes) == 1
        self.height = STRIP if self.flat else SIDE
        self.labels = [axis.words(SIDE) for axis in self.axes]
        self.x = MARGIN + (10.0 if self.flat else self.axes[1].widest + 8.0)
        above = LINE * bool(self.marks.points) if self.flat else LINE * len(self.labels[1]) + 4.0
        self.y = MARGIN + TITLE_HEIGHT * bool(title) + above

    def places(self) -> dict[str, object]:
        """The charted parameters and their ranges, the frame of the map, and the values of the others."""
        frame = [round(number, 1) for number in (self.x, self.y, SIDE, self.height)]
        box = [[str(end) for end in self.map.box[name]] for name in self.map.over]
        values = {name: str(value) for name, value in self.map.values.items()}
        return {"map": {"over": list(self.map.over), "box": box, "frame": frame, "values": values}}

    def draw(self) -> Figure:
        """The map on a sheet of its own."""
        # From top to bottom: title, what stands above the map, the map, its label, the legend, other values.
        title = self.title
        legend = self.y + self.height + 30.0 + LINE * len(self.labels[0])
        others = legend + LINE * (len(self.legend) + bool(self.curves))
        texts = [self.x + SWATCH + 8.0 + width_of(words, LABEL) for _, words in self.legend]
        texts += [MARGIN + width_of(title, TITLE), self.x + SIDE + 12.0]
        figure = self.canvas.open(max(texts) + MARGIN, others + LINE * len(self.notes) + 8.0 + MARGIN / 2)

        self.canvas.title(title, MARGIN)
        if self.flat:
            self._draw_strip()
        else:
            self._draw_square()
        below = (self.x, self.y + self.height + 17.0 + LINE)
        self.axes[0].draw_words(self.canvas, below, self.labels[0])
        draw_legend(self.canvas, (self.x, legend + 8.0), self.legend, bool(self.curves))
        for number, note in enumerate(self.notes):
            self.canvas.text((self.x, others + LINE * number + 16.0), note, VALUES)
        return figure

    def _across(self, value: Fraction) -> float:
        return self.x + SIDE * self.axes[0].share(value)

    def _draw_square(self) -> None:
        panel = MapPanel(self.canvas, self.axes, (self.x, self.y), SIDE)
        panel.draw_cells(self.patches)
        panel.draw_boundary(self.curves)
        panel.draw_frame()
        lines = self.labels[1]
        self.axes[1].draw_words(self.canvas, (self.x, self.y - 8.0 - LINE * (len(lines) - 1)), lines)
        panel.draw_marks(self.marks)

    def _in_strip(self, patch: Patch) -> list[Point]:
        low, high = (self._across(corner[0]) for corner in patch.corners)
        return [(low, self.y), (high, self.y), (high, self.y + STRIP), (low, self.y + STRIP)]

    def _draw_strip(self) -> None:
        x, y, bottom = self.x, self.y, self.y + STRIP
        self.canvas.box((x, y), SIDE, STRIP, WHITE)
        draw_patches(self.canvas, self.patches, self._in_strip)
        self.canvas.frame((x, y), SIDE, STRIP)
        self.axes[0].draw_below(self.canvas, x, bottom, SIDE)

        for word, place in self.marks.points:
            at = self._across(place[0])
            self.canvas.line([(at, y - 3.0), (at, bottom)], INK, 1.4)
            self.canvas.text((at, y - 6.0), word, WORD, _inward(at - x, width_of(word, WORD)))
        if self.marks.arrow:
            start, end = ((self._across(place[0]), y + STRIP / 2) for place in self.marks.arrow)
            MapPanel(self.canvas, self.axes, (x, y), SIDE).draw_arrow(start, end)


def draw_legend(canvas: Canvas, corner: Point, legend: Sequence[tuple[str, str]], has_boundary: bool) -> None:
    """A swatch and words for each answer, and a line for the boundary, from the first line of text down."""
    x, y = corner
    for number, (answer, words) in enumerate(legend):
        top = y + LINE * number
        hatch = HATCH * 2 if answer == "undecided" else None
        canvas.area((x, top - 9.0), SWATCH, 11.0, ANSWER_FILLS[answer], hatch)
        canvas.text((x + SWATCH + 8.0, top), words, LABEL)
    if has_boundary:
        top = y + LINE * len(legend)
        canvas.line([(x, top - 3.5), (x + SWATCH, top - 3.5)], INK, BOUNDARY)
        canvas.text((x + SWATCH + 8.0, top), "where the answer changes", LABEL)


def _inward(x: float, width: float) -> Literal["left", "center", "right"]:
    return "left" if x < width / 2 else "right" if x > SIDE - width / 2 else "center"


def legend_of(present: tuple[Fraction, Fraction]) -> list[tuple[str, str]]:
    """The proved shares of the box, in words."""
    absent, undecided = (1 - present[1], 1 - present[0]), present[1] - present[0]
    lines = [
        ("present", f"present: {share_said(present)} of the box"),
        ("absent", f"absent: {share_said(absent)} of the box"),
    ]
    if undecided:
        lines.append(("undecided", f"not decided: {percent(undecided, 'upper')} of the box"))
    return lines


def share_said(share: tuple[Fraction, Fraction]) -> str:
    """A share between proved bounds with two digits, rounded outward: "25 %", or "31 to 32 %"."""
    return between(*share)


def _wrapped_values(values: Sequence[str], width: float) -> list[str]:
    """Values of the parameters that are not charted, as lines of mathtext."""
    lines: list[str] = []
    for number, value in enumerate(values):
        piece = value + (",\\;" if number < len(values) - 1 else "")
        if lines and width_of(lines[-1] + piece, VALUES) <= width:
            lines[-1] += piece
        else:
            lines.append(piece if lines else f"\\mathrm{{The\\ others:}}\\;\\;{piece}")
    return lines
