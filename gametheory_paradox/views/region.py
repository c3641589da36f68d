"""The region map: for which values of one or two parameters the paradox is present, absent, or not decided."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from gametheory_paradox.errors import Unsupported
from gametheory_paradox.families import Parameter
from gametheory_paradox.regions.boundary import Curve, boundary
from gametheory_paradox.regions.region_map import RegionMap
from gametheory_paradox.views.axis import Axis
from gametheory_paradox.views.canvas import Canvas, Ink, Point, width_of, wrapped
from gametheory_paradox.views.map_panel import BOUNDARY, TICK, MapPanel, Marks
from gametheory_paradox.views.map_patches import CHARTED, Charted, Patch, map_patches
from gametheory_paradox.views.notation import MATH, Numbers, percent, symbol
from gametheory_paradox.views.style import (
    ANSWER_FILLS,
    HATCH,
    INK,
    NAME_SIZE,
    QUIET,
    SMALL_SIZE,
    TEXT_SIZE,
    WHITE,
)

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MARGIN = 14.0
SIDE = 300.0  # of the square in which two parameters are charted
STRIP = 46.0  # the height of the strip for one
LINE = 15.0
SWATCH = 11.0

LABEL = Ink(INK, TEXT_SIZE)
NAME = Ink(INK, TEXT_SIZE + 1.5, math=True)
VALUES = Ink(QUIET, SMALL_SIZE + 1.0, math=True)


def draw_region(
    region_map: RegionMap,
    *,
    point: Mapping[str, Fraction] | None = None,
    word: str = "baseline",
    title: str = "",
    marks: Marks | None = None,
) -> "Figure":
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
        What the mark is called.
    title
        A line above the map.
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
    check_drawable(region_map.over)
    declared = {p.name: p for p in region_map.family.parameters}
    baseline = region_map.family.baseline
    if point is None and all(baseline[name] == value for name, value in region_map.at.items()):
        point = baseline
    axes = [
        _axis(declared[name], region_map.box[name]) if name in declared else Axis(name, *region_map.box[name])
        for name in region_map.over
    ]
    if marks is None:
        known = point is not None and all(name in point for name in region_map.over)
        marks = Marks(((word, tuple(point[name] for name in region_map.over)),) if point and known else ())
    drawing = _Drawing(map_patches(region_map), axes, boundary(region_map), region_map.share)
    return drawing.draw(
        title, marks, [f"{symbol(n, MATH)} = {_math_number(v)}" for n, v in region_map.at.items()]
    )


def _axis(parameter: Parameter, ends: tuple[Fraction, Fraction]) -> Axis:
    return Axis(parameter.name, *ends, parameter.meaning, parameter.unit)


def check_drawable(over: Sequence[str]) -> None:
    """Unsupported if there are more parameters than a picture can show."""
    if len(over) > 2:
        asked = f"a picture shows one or two parameters, this map has {len(over)} ({', '.join(over)})"
        raise Unsupported(f"{asked}; chart one or two of them")


def _math_number(value: Fraction) -> str:
    return Numbers([value]).text(value).replace("−", "-").replace("≈", "\\approx ")


class _Drawing:
    def __init__(
        self,
        patches: Sequence[Patch],
        axes: Sequence[Axis],
        curves: Sequence[Curve],
        present: tuple[Fraction, Fraction],
    ):
        self.patches, self.axes, self.curves = patches, axes, curves
        self.legend = legend_of(present)
        self.canvas = Canvas()
        self.flat = len(axes) == 1
        self.height = STRIP if self.flat else SIDE
        self.labels = [wrapped(axis.said, SIDE - self._label_indent(axis), LABEL) or [""] for axis in axes]
        self.ticks = [Numbers(axis.ticks()) for axis in axes]
        widest = 0.0 if self.flat else max(width_of(self.ticks[1].text(t), TICK) for t in axes[1].ticks())
        self.x = MARGIN + (widest + 8.0 if widest else 10.0)
        self.y = 0.0  # known once the lines above the map are

    def draw(self, title: str, marks: Marks, fixed: Sequence[str]) -> "Figure":
        points = [(word, place) for word, place in marks.points if self._is_inside(place)]
        above = LINE * bool(points) if self.flat else LINE * len(self.labels[1]) + 4.0
        self.y = MARGIN + (26.0 if title else 0.0) + above
        notes = _wrapped_values(fixed, SIDE)
        below = self.y + self.height + 30.0 + LINE * len(self.labels[0])
        lines = len(self.legend) + bool(self.curves)
        bottom = below + LINE * (lines + len(notes)) + 8.0
        texts = [self.x + SWATCH + 8.0 + width_of(words, LABEL) for _, words in self.legend]
        texts += [MARGIN + width_of(title, Ink(INK, NAME_SIZE + 2.5, bold=True)), self.x + SIDE + 12.0]
        figure = self.canvas.open(max(texts) + MARGIN, bottom + MARGIN / 2)
        if title:
            self.canvas.text((MARGIN, MARGIN + 13.0), title, Ink(INK, NAME_SIZE + 2.5, bold=True))
        if self.flat:
            self._draw_strip(Marks(tuple(points), marks.arrow))
        else:
            panel = MapPanel(self.canvas, self.axes, (self.x, self.y), SIDE)
            panel.draw_cells(self.patches)
            panel.draw_boundary(self.curves)
            panel.draw_frame()
            self._draw_label(
                self.axes[1], self.labels[1], (self.x, self.y - 8.0 - LINE * (len(self.labels[1]) - 1))
            )
            panel.draw_marks(Marks(tuple(points), marks.arrow))
        self._draw_label(self.axes[0], self.labels[0], (self.x, self.y + self.height + 17.0 + LINE))
        draw_legend(self.canvas, (self.x, below + 8.0), self.legend, bool(self.curves))
        for number, note in enumerate(notes):
            self.canvas.text((self.x, below + 8.0 + LINE * (lines + number) + 8.0), note, VALUES)
        return figure

    def _is_inside(self, place: Sequence[Fraction]) -> bool:
        return all(axis.low <= value <= axis.high for axis, value in zip(self.axes, place, strict=True))

    def _across(self, value: Fraction) -> float:
        return self.x + SIDE * self.axes[0].share(value)

    def _draw_strip(self, marks: Marks) -> None:
        x, y, right, bottom = self.x, self.y, self.x + SIDE, self.y + STRIP
        self.canvas.box((x, y), SIDE, STRIP, WHITE)
        for answer in reversed(CHARTED):
            ends = [
                [self._across(corner[0]) for corner in patch.corners]
                for patch in self.patches
                if patch.answer == answer
            ]
            shapes = [[(low, y), (high, y), (high, bottom), (low, bottom)] for low, high in ends]
            if shapes:
                self.canvas.patches(shapes, ANSWER_FILLS[answer], HATCH if answer == "undecided" else None)
        self.canvas.line([(x, y), (right, y), (right, bottom), (x, bottom), (x, y)], INK, 0.9)
        for tick in self.axes[0].ticks():
            at = self._across(tick)
            self.canvas.line([(at, bottom), (at, bottom + 4.0)], INK, 0.8)
            self.canvas.text((at, bottom + 14.0), self.ticks[0].text(tick), TICK, "center")
        ink = Ink(INK, SMALL_SIZE + 1.0, bold=True)
        for word, place in marks.points:
            at = self._across(place[0])
            self.canvas.line([(at, y - 3.0), (at, bottom)], INK, 1.4)
            self.canvas.text((at, y - 6.0), word, ink, _inward(at - x, width_of(word, ink)))
        if marks.arrow:
            middle = y + STRIP / 2
            MapPanel(self.canvas, self.axes, (x, y), SIDE).draw_arrow(
                *((self._across(end[0]), middle) for end in marks.arrow)
            )

    def _label_indent(self, axis: Axis) -> float:
        return width_of(symbol(axis.name, MATH), NAME) + 8.0

    def _draw_label(self, axis: Axis, lines: Sequence[str], at: Point) -> None:
        self.canvas.text(at, symbol(axis.name, MATH), NAME)
        for number, line in enumerate(lines):
            self.canvas.text((at[0] + self._label_indent(axis), at[1] + LINE * number), line, LABEL)


def draw_legend(
    canvas: Canvas, corner: Point, legend: Sequence[tuple[Charted, str]], has_boundary: bool
) -> None:
    """A swatch and words for each answer, and a line for the boundary; the corner is at the first line of text."""
    x, y = corner
    for number, (answer, words) in enumerate(legend):
        top = y + LINE * number
        swatch = [(x, top - 9.0), (x + SWATCH, top - 9.0), (x + SWATCH, top + 2.0), (x, top + 2.0)]
        canvas.patches([swatch], ANSWER_FILLS[answer], HATCH * 2 if answer == "undecided" else None)
        canvas.text((x + SWATCH + 8.0, top), words, LABEL)
    if has_boundary:
        top = y + LINE * len(legend)
        canvas.line([(x, top - 3.5), (x + SWATCH, top - 3.5)], INK, BOUNDARY)
        canvas.text((x + SWATCH + 8.0, top), "where the answer changes", LABEL)


def _inward(x: float, width: float) -> Literal["left", "center", "right"]:
    return "left" if x < width / 2 else "right" if x > SIDE - width / 2 else "center"


def legend_of(present: tuple[Fraction, Fraction]) -> list[tuple[Charted, str]]:
    """The proved shares of the box, in words."""
    absent = (1 - present[1], 1 - present[0])
    lines: list[tuple[Charted, str]] = [
        ("present", f"present: {share_said(present)} of the box"),
        ("absent", f"absent: {share_said(absent)} of the box"),
    ]
    undecided = present[1] - present[0]
    if undecided:
        lines.append(("undecided", f"not decided: {percent(undecided)} of the box"))
    return lines


def share_said(share: tuple[Fraction, Fraction]) -> str:
    """A share between proved bounds, rounded outward: "31.25%", or "31.25% to 31.26%"."""
    low, high = percent(share[0], down=True), percent(share[1])
    exact = share[0] == share[1] and low == high
    if share[0] == share[1] and not exact:
        return f"≈{float(share[0] * 100):.2f}%"
    return low if exact or low == high else f"{low} to {high}"


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
