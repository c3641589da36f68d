"""Small multiples of maps, and bifurcations along one parameter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.maps import Curve, RegionMap, boundary
from gametheory_paradox.maps.one_parameter import Bifurcation, Stretch
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.rationals import Numbers, as_decimal
from gametheory_paradox.views.axis import Axis
from gametheory_paradox.views.canvas import (
    HATCH,
    INK,
    LABEL,
    LINE,
    MARGIN,
    NAME,
    PLAYER_FILLS,
    SMALL_SIZE,
    TICK,
    TITLE,
    TITLE_HEIGHT,
    WHITE,
    Canvas,
    Figure,
    Ink,
    Point,
    width_of,
)
from gametheory_paradox.views.region import (
    MapPanel,
    Marks,
    axes_of,
    draw_legend,
    map_patches,
    share_said,
    value_said,
)

# Small multiples: maps of the same two parameters in a row, each at other values of the rest
# ----------------------------------------------------------------------------

GUTTER = 22.0
SIDE = 158.0
MOST = 8
IN_A_ROW = 4


def draw_multiples(
    maps: Sequence[RegionMap], *, title: str = "", marks: Sequence[Marks | None] = ()
) -> Figure:
    """Draws maps of the same two parameters side by side, at the same scale.

    Above each stand the values in which it differs from the others, and the proved share in which the paradox
    is present.

    Parameters
    ----------
    maps
        Two to eight maps of one family over the same two parameters and ranges.
    title
        A line above the picture.
    marks
        For each map points and an arrow to draw on it, or None.

    Raises
    ------
    InvalidGame
        If they are not such maps.
    """
    first = maps[0]
    if not 1 < len(maps) <= MOST:
        raise InvalidGame(f"from two to {MOST} maps stand side by side, got {len(maps)}")
    if (
        any(m.over != first.over or m.box != first.box or m.question != first.question for m in maps)
        or len(first.over) != 2
    ):
        raise InvalidGame(
            "maps side by side must ask the same question over the same two parameters and ranges"
        )
    return _Multiples(maps, list(marks) or [None] * len(maps)).draw(title)


@dataclass
class _Multiples:
    maps: Sequence[RegionMap]
    marks: Sequence[Marks | None]

    def draw(self, title: str) -> Figure:
        canvas, axes, curves = Canvas(), axes_of(self.maps[0]), [boundary(m) for m in self.maps]
        legend = [("present", "present"), ("absent", "absent")]
        if any(m.undecided for m in self.maps):
            legend.append(("undecided", "not decided"))

        # Columns and rows, each map with its numbers beside it and its values and share above.
        beside = max(width_of(axes[1].text(tick), TICK) for tick in axes[1].ticks(4))
        columns, rows = min(len(self.maps), IN_A_ROW), -(-len(self.maps) // IN_A_ROW)
        left, top = MARGIN + beside + 12.0, MARGIN + TITLE_HEIGHT * bool(title) + LINE + 12.0
        step, height = SIDE + beside + GUTTER, SIDE + 54.0
        below = top + height * rows
        width = max(
            left + columns * step - beside - GUTTER + MARGIN,
            MARGIN + width_of(title, TITLE) + MARGIN,
            *(left + 40.0 + width_of(axis.said, LABEL) + MARGIN for axis in axes),
        )
        figure = canvas.open(width, below + LINE * (len(legend) + 4) + 4.0)

        canvas.title(title, MARGIN)
        for number, one in enumerate(self.maps):
            row, column = divmod(number, IN_A_ROW)
            panel = MapPanel(canvas, axes, (left + column * step, top + row * height + 16.0), SIDE)
            self._draw_map(panel, one, curves[number], self.marks[number])
        self._draw_labels(canvas, axes, (left, below + 4.0))
        draw_legend(canvas, (left, below + 10.0 + 2 * LINE), legend, any(curves))
        return figure

    def _draw_map(
        self, panel: MapPanel, region_map: RegionMap, curves: Sequence[Curve], marks: Marks | None
    ) -> None:
        panel.draw_cells(map_patches(region_map))
        panel.draw_boundary(curves)
        panel.draw_frame(4)
        if marks:
            panel.draw_marks(marks)
        x, y = panel.corner
        panel.canvas.text((x, y - 19.0), self._differences(region_map.values), NAME)
        panel.canvas.text((x, y - 5.0), f"present: {share_said(region_map.share)}", TICK)

    def _differences(self, values: Mapping[str, Fraction]) -> str:
        """The values in which a map differs from the others."""
        names = [name for name in values if len({m.values.get(name) for m in self.maps}) > 1]
        return ",\\;".join(value_said(name, values[name]) for name in names) or "\\;"

    def _draw_labels(self, canvas: Canvas, axes: Sequence[Axis], corner: Point) -> None:
        x, y = corner
        for number, (axis, arrow) in enumerate(zip(axes, ("→", "↑"), strict=True)):
            canvas.text((x, y + LINE * number), arrow, LABEL)
            axis.draw_words(canvas, (x + 16.0, y + LINE * number), [axis.said])


# Equilibria over one parameter: the mover's payoff on both sides, and the probability of the action
# ----------------------------------------------------------------------------

WIDTH = 340.0
PAYOFFS, ODDS = 200.0, 64.0  # the heights of the two fields
DOTS = 48  # points of a curve
BAND = "#F6DCCB"  # behind stretches on which the paradox is present: the fill of the answer, lighter

VALUE = Ink(INK, SMALL_SIZE + 0.5, bold=True)
PROBABILITY = Axis("probability", Fraction(-3, 44), Fraction(47, 44))  # with room above and below
WITH, WITHOUT = PLAYER_FILLS[0], INK


def draw_bifurcation(bifurcation: Bifurcation, *, title: str = "") -> Figure:
    """Draws every equilibrium over a range of one parameter.

    Above, the mover's payoff: solid in the equilibria with the action, dashed in those without it.  Below,
    the probability of the action in the equilibria with it.  Shaded is where the paradox is present, hatched
    where the list of equilibria may be incomplete; thin lines stand where the verdict changes, with the exact
    value.

    Parameters
    ----------
    bifurcation
        The equilibria, over the range of a parameter.
    title
        A line above the picture.
    """
    return _Bifurcation(bifurcation).draw(title)


class _Bifurcation:
    def __init__(self, bifurcation: Bifurcation):
        self.bifurcation, self.stretches, self.canvas = bifurcation, bifurcation.stretches, Canvas()
        over = bifurcation.over
        parameter = next(p for p in bifurcation.family.parameters if p.name == over)
        self.across = Axis(over, bifurcation.low, bifurcation.high, parameter.meaning, parameter.unit)
        self.curves = [
            (kind, points)
            for stretch in self.stretches
            for kind, own in (("with", stretch.has), ("without", stretch.lacks))
            for payoff in own
            if (points := _points(stretch, payoff, over))
        ]

        heights = [y for _, points in self.curves for _, y in points] or [0.0, 1.0]
        self.up = Axis.around(bifurcation.question.measure, [Fraction(min(heights)), Fraction(max(heights))])
        self.odds = [_points(stretch, odds, over) for stretch in self.stretches for odds in stretch.odds]
        self.x, self.y = MARGIN + self.up.widest + 12.0, 0.0

    def draw(self, title: str) -> Figure:
        # From top to bottom: title, what is measured, payoffs, probabilities, the parameter, the legend.
        self.y = MARGIN + TITLE_HEIGHT * bool(title) + LINE + 20.0
        end = self.y + PAYOFFS + (34.0 + ODDS if self.odds else 0.0)
        words, legend = self.across.words(WIDTH), self._legend()
        widest = max(WIDTH, width_of(title, TITLE), *(width_of(text, LABEL) + 40.0 for _, text in legend))
        below = end + 32.0 + LINE * (len(words) + len(legend))
        figure = self.canvas.open(self.x + widest + MARGIN, below + MARGIN / 2)

        self.canvas.title(title, MARGIN)
        self.canvas.text((self.x, self.y - 22.0), self.bifurcation.measure, LABEL)
        self._draw_payoffs()
        if self.odds:
            self._draw_odds(end - ODDS)
        self._draw_switches(end)
        self.across.draw_below(self.canvas, self.x, end, WIDTH)
        self.across.draw_words(self.canvas, (self.x, end + 32.0), words)
        self._draw_legend(end + 38.0 + LINE * len(words), legend)
        return figure

    def _draw_payoffs(self) -> None:
        self._draw_field(self.y, PAYOFFS)
        for kind, points in self.curves:
            self._draw_curve(kind, self._places(points, self.up, self.y, PAYOFFS))
        self.up.draw_beside(self.canvas, self.x, self.y + PAYOFFS, PAYOFFS)

    def _draw_odds(self, top: float) -> None:
        question = self.bifurcation.question
        where = f" at {', '.join(question.at)}" if question.at else ""
        words = f"probability of {' or '.join(map(repr, question.action))}{where}"
        self.canvas.text((self.x, top - 8.0), words, LABEL)
        self._draw_field(top, ODDS)
        for points in self.odds:
            self._draw_curve("with", self._places(points, PROBABILITY, top, ODDS))
        PROBABILITY.draw_beside(self.canvas, self.x, top + ODDS, ODDS, 3)

    def _draw_curve(self, kind: str, places: list[Point]) -> None:
        if kind == "with":
            self.canvas.line(places, WITH, 2.6)
        else:
            self.canvas.line(places, WITHOUT, 1.3, (4.5, 2.5))

    def _places(self, points: Sequence[Point], up: Axis, top: float, height: float) -> list[Point]:
        return [(self._across(Fraction(x)), top + height * (1.0 - up.share(Fraction(y)))) for x, y in points]

    def _across(self, value: Fraction) -> float:
        return self.x + WIDTH * self.across.share(value)

    def _draw_field(self, top: float, height: float) -> None:
        """A field with a band where the paradox is present, hatched where that is not decided."""
        self.canvas.box((self.x, top), WIDTH, height, WHITE)
        for stretch in self.stretches:
            left, right = self._across(stretch.low), self._across(stretch.high)
            if stretch.is_open or stretch.verdict == "undecided":
                self.canvas.area((left, top), right - left, height, WHITE, HATCH)
            elif stretch.verdict == "present":
                self.canvas.area((left, top), right - left, height, BAND)
        self.canvas.frame((self.x, top), WIDTH, height)

    def _draw_switches(self, bottom: float) -> None:
        free = -1e9  # to the right of the last value that was written
        for switch in self.bifurcation.switches:
            x = self._across((switch.low + switch.high) / 2)
            self.canvas.line([(x, self.y - 4.0), (x, self.y + PAYOFFS)], INK, 0.9)
            if self.odds:
                self.canvas.line([(x, bottom - ODDS), (x, bottom)], INK, 0.9)
            written = f"≈{as_decimal(switch.low, digits=4)}"
            if switch.is_exact:
                written = Numbers([switch.low]).text(switch.low)
            half = width_of(written, VALUE) / 2
            if x - half > free:
                self.canvas.text((x, self.y - 7.0), written, VALUE, "center")
                free = x + half + 4.0

    def _legend(self) -> list[tuple[str, str]]:
        question, (after, before) = self.bifurcation.question, self.bifurcation.sides
        lines = [
            ("with", f"equilibria {after}"),
            ("without", f"equilibria {before}"),
            ("band", f"the {question.quantifier} {question.paradox} paradox is present"),
        ]
        if any(s.is_open or s.verdict == "undecided" for s in self.stretches):
            lines.append(("open", "not decided: there may be other equilibria"))
        return lines

    def _draw_legend(self, y: float, legend: Sequence[tuple[str, str]]) -> None:
        for number, (kind, words) in enumerate(legend):
            top, left, right = y + LINE * number, self.x, self.x + 24.0
            if kind in ("with", "without"):
                self._draw_curve(kind, [(left, top - 3.5), (right, top - 3.5)])
            else:
                fill, hatch = (BAND, None) if kind == "band" else (WHITE, HATCH * 2)
                self.canvas.area((left, top - 9.0), 24.0, 11.0, fill, hatch)
            self.canvas.text((right + 8.0, top), words, LABEL)


def _points(stretch: Stretch, function: RationalFunction, name: str) -> list[Point]:
    """A curve as points; one with a straight graph as its ends."""
    straight = function.denominator.is_constant and function.numerator.total_degree <= 1
    count = 1 if straight else DOTS
    points = []
    for number in range(count + 1):
        x = stretch.low + (stretch.high - stretch.low) * Fraction(number, count)
        try:
            points.append((float(x), float(function.value({name: x}))))
        except ZeroDivisionError:  # it runs off at the end of the stretch
            continue
    return points
