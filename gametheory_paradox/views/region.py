"""The region map: for which values of one or two parameters the paradox is present, absent, or not decided."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from gametheory_paradox.errors import Unsupported
from gametheory_paradox.families import Parameter
from gametheory_paradox.regions.region_map import RegionMap
from gametheory_paradox.views.axis import Axis
from gametheory_paradox.views.canvas import Canvas, Ink, Point, width_of
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

TICK = Ink(QUIET, SMALL_SIZE + 0.5)
LABEL = Ink(INK, TEXT_SIZE)
NAME = Ink(INK, TEXT_SIZE + 1.5, math=True)
VALUES = Ink(QUIET, SMALL_SIZE + 1.0, math=True)


def draw_region(
    region_map: RegionMap, *, point: Mapping[str, Fraction] | None = None, word: str = "baseline", title: str = ""
) -> "Figure":
    """Draws a map of one parameter as a strip, of two as a square.

    Cells are colored where the answer is proved for the whole cell and hatched where nothing is claimed; the legend gives
    the proved shares.

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
    mark = tuple(point[name] for name in region_map.over) if point and all(name in point for name in region_map.over) else None
    drawing = _Drawing(map_patches(region_map), axes, region_map.share, (region_map.absent, 1 - region_map.present))
    return drawing.draw(title, mark, word, [f"{symbol(n, MATH)} = {_math_number(v)}" for n, v in region_map.at.items()])


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
        present: tuple[Fraction, Fraction],
        absent: tuple[Fraction, Fraction],
    ):
        self.patches, self.axes = patches, axes
        self.legend = _legend(present, absent)
        self.canvas = Canvas()
        self.flat = len(axes) == 1
        self.height = STRIP if self.flat else SIDE
        self.labels = [_wrapped(axis.said, SIDE - self._label_indent(axis), LABEL) or [""] for axis in axes]
        self.ticks = [Numbers(axis.ticks()) for axis in axes]
        widest = 0.0 if self.flat else max(width_of(self.ticks[1].text(t), TICK) for t in axes[1].ticks())
        self.x = MARGIN + (widest + 8.0 if widest else 10.0)
        self.y = 0.0  # known once the lines above the map are

    def draw(self, title: str, mark: Sequence[Fraction] | None, word: str, fixed: Sequence[str]) -> "Figure":
        if mark and not all(axis.low <= value <= axis.high for axis, value in zip(self.axes, mark, strict=True)):
            mark = None
        above = LINE * bool(mark) if self.flat else LINE * len(self.labels[1]) + 4.0
        self.y = MARGIN + (26.0 if title else 0.0) + above
        notes = _wrapped_values(fixed, SIDE)
        below = self.y + self.height + 30.0 + LINE * len(self.labels[0])
        bottom = below + LINE * (len(self.legend) + len(notes)) + 8.0
        texts = [self.x + SWATCH + 8.0 + width_of(words, LABEL) for _, words in self.legend]
        texts += [MARGIN + width_of(title, Ink(INK, NAME_SIZE + 2.5, bold=True)), self.x + SIDE + 12.0]
        figure = self.canvas.open(max(texts) + MARGIN, bottom + MARGIN / 2)
        if title:
            self.canvas.text((MARGIN, MARGIN + 13.0), title, Ink(INK, NAME_SIZE + 2.5, bold=True))
        self._draw_patches()
        self._draw_axes()
        if mark:
            self._draw_mark(mark, word)
        self._draw_legend(below + 8.0)
        for number, note in enumerate(notes):
            self.canvas.text((self.x, below + 8.0 + LINE * (len(self.legend) + number) + 8.0), note, VALUES)
        return figure

    def _at(self, values: Sequence[Fraction]) -> Point:
        across = self.x + SIDE * self.axes[0].share(values[0])
        return across, self.y if self.flat else self.y + SIDE * (1.0 - self.axes[1].share(values[1]))

    def _shape(self, patch: Patch) -> list[Point]:
        if not self.flat:
            return [self._at(corner) for corner in patch.corners]
        left, right = (self._at(corner)[0] for corner in patch.corners)
        return [(left, self.y), (right, self.y), (right, self.y + STRIP), (left, self.y + STRIP)]

    def _draw_patches(self) -> None:
        self.canvas.box((self.x, self.y), SIDE, self.height, WHITE)
        for answer in reversed(CHARTED):
            shapes = [self._shape(patch) for patch in self.patches if patch.answer == answer]
            if shapes:
                hatch = HATCH if answer == "undecided" else None
                self.canvas.patches(shapes, ANSWER_FILLS[answer], hatch)

    def _draw_axes(self) -> None:
        x, y, right, bottom = self.x, self.y, self.x + SIDE, self.y + self.height
        self.canvas.line([(x, y), (right, y), (right, bottom), (x, bottom), (x, y)], INK, 0.9)
        for tick in self.axes[0].ticks():
            at = x + SIDE * self.axes[0].share(tick)
            self.canvas.line([(at, bottom), (at, bottom + 4.0)], INK, 0.8)
            self.canvas.text((at, bottom + 14.0), self.ticks[0].text(tick), TICK, "center")
        self._draw_label(self.axes[0], self.labels[0], (x, bottom + 17.0 + LINE))
        if self.flat:
            return
        for tick in self.axes[1].ticks():
            at = bottom - SIDE * self.axes[1].share(tick)
            self.canvas.line([(x - 4.0, at), (x, at)], INK, 0.8)
            self.canvas.text((x - 7.0, at + 3.2), self.ticks[1].text(tick), TICK, "right")
        self._draw_label(self.axes[1], self.labels[1], (x, y - 8.0 - LINE * (len(self.labels[1]) - 1)))

    def _label_indent(self, axis: Axis) -> float:
        return width_of(symbol(axis.name, MATH), NAME) + 8.0

    def _draw_label(self, axis: Axis, lines: Sequence[str], at: Point) -> None:
        self.canvas.text(at, symbol(axis.name, MATH), NAME)
        for number, line in enumerate(lines):
            self.canvas.text((at[0] + self._label_indent(axis), at[1] + LINE * number), line, LABEL)

    def _draw_mark(self, mark: Sequence[Fraction], word: str) -> None:
        (x, y), ink = self._at(mark), Ink(INK, SMALL_SIZE + 1.0, bold=True)
        if self.flat:
            self.canvas.line([(x, y - 3.0), (x, y + STRIP)], INK, 1.4)
            self.canvas.text((x, y - 6.0), word, ink, _inward(x - self.x, width_of(word, ink)))
            return
        self.canvas.dot((x, y), 4.0, INK, WHITE, 1.2)
        leftward = x + 8.0 + width_of(word, ink) > self.x + SIDE
        self.canvas.text((x - 8.0 if leftward else x + 8.0, y + 3.4), word, ink, "right" if leftward else "left")

    def _draw_legend(self, y: float) -> None:
        for number, (answer, words) in enumerate(self.legend):
            top = y + LINE * number
            undecided = answer == "undecided"
            self.canvas.patches(
                [[(self.x, top - 9.0), (self.x + SWATCH, top - 9.0), (self.x + SWATCH, top + 2.0), (self.x, top + 2.0)]],
                ANSWER_FILLS[answer],
                HATCH * 2 if undecided else None,
            )
            self.canvas.text((self.x + SWATCH + 8.0, top), words, LABEL)


def _inward(x: float, width: float) -> Literal["left", "center", "right"]:
    return "left" if x < width / 2 else "right" if x > SIDE - width / 2 else "center"


def _legend(present: tuple[Fraction, Fraction], absent: tuple[Fraction, Fraction]) -> list[tuple[Charted, str]]:
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


def _wrapped(text: str, width: float, ink: Ink) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        grown = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(grown, ink) <= width:
            lines[-1] = grown
        else:
            lines.append(word)
    return lines


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
