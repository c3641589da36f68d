"""The region map: the values of one or two parameters at which a paradox is present, absent, undecided."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import compress
from typing import Literal

from gametheory_paradox.errors import Unsupported
from gametheory_paradox.games.columns import PAYOFF
from gametheory_paradox.rationals import Numbers
from gametheory_paradox.regions import RegionMap, boundary
from gametheory_paradox.studies.shares import between, percent
from gametheory_paradox.views.canvas import (
    LABEL,
    LINE,
    MARGIN,
    TITLE,
    TITLE_HEIGHT,
    Canvas,
    Figure,
    Ink,
    Point,
    width_of,
)
from gametheory_paradox.views.clauses import within
from gametheory_paradox.views.map_panel import BOUNDARY, WORD, MapPanel, Marks, axes_of, draw_patches
from gametheory_paradox.views.map_patches import Patch, map_patches
from gametheory_paradox.views.notation import MATH, symbol
from gametheory_paradox.views.sentences import capitalized
from gametheory_paradox.views.style import (
    ANSWER_FILLS,
    HATCH,
    INK,
    QUIET,
    SMALL_SIZE,
    WHITE,
)

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
