"""Equilibria over one parameter: the mover's payoff in each, with the action and without it, and how probable the action is."""

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from gametheory_paradox.detectors import Question
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.regions.bifurcation import Bifurcation, Stretch
from gametheory_paradox.views.axis import Axis
from gametheory_paradox.views.canvas import Canvas, Ink, Point, width_of, wrapped
from gametheory_paradox.views.notation import MATH, Numbers, symbol
from gametheory_paradox.views.style import (
    HATCH,
    INK,
    NAME_SIZE,
    PLAYER_FILLS,
    QUIET,
    SMALL_SIZE,
    TEXT_SIZE,
    WHITE,
)

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MARGIN = 14.0
WIDTH = 340.0
PAYOFFS, ODDS = 200.0, 64.0  # the heights of the two fields
LINE = 15.0
DOTS = 48  # points of a curve
BAND = "#F6DCCB"  # behind stretches on which the paradox is present: the fill of the answer, lighter

TICK = Ink(QUIET, SMALL_SIZE + 0.5)
LABEL = Ink(INK, TEXT_SIZE)
NAME = Ink(INK, TEXT_SIZE + 1.5, math=True)
VALUE = Ink(INK, SMALL_SIZE + 0.5, bold=True)
TITLE = Ink(INK, NAME_SIZE + 2.5, bold=True)
WITH, WITHOUT = PLAYER_FILLS[0], INK


def draw_bifurcation(found: Bifurcation, *, title: str = "") -> "Figure":
    """Draws every equilibrium over a range of one parameter.

    Above, the mover's payoff: solid in the equilibria with the action, dashed in those without it.  Below,
    the probability of the action in the equilibria with it.  Shaded is where the paradox is present, hatched
    where the list of equilibria may be incomplete; thin lines stand where the verdict changes, with the exact
    value.

    Parameters
    ----------
    found
        What is drawn.
    title
        A line above the picture.
    """
    return _Drawing(found).draw(title)


class _Drawing:
    def __init__(self, found: Bifurcation):
        self.found, self.canvas = found, Canvas()
        parameter = next(p for p in found.family.parameters if p.name == found.over)
        self.across = Axis(found.over, found.low, found.high, parameter.meaning, parameter.unit)
        self.curves = [
            (kind, points)
            for s in found.stretches
            for kind, own in (("with", s.has), ("without", s.lacks))
            for f in own
            if (points := _points(s, f, found.over))
        ]
        heights = [y for _, points in self.curves for _, y in points] or [0.0, 1.0]
        low, high = Fraction(min(heights)), Fraction(max(heights))
        room = (high - low) * Fraction(8, 100) or Fraction(1)
        self.up = Axis("payoff", low - room, high + room)
        self.up_ticks, self.across_ticks = Numbers(self.up.ticks()), Numbers(self.across.ticks())
        self.has_odds = any(s.odds for s in found.stretches)
        widest = max(width_of(self.up_ticks.text(tick), TICK) for tick in self.up.ticks())
        self.x, self.y = MARGIN + widest + 12.0, 0.0

    def draw(self, title: str) -> "Figure":
        asked = self.found.question
        self.y = MARGIN + (26.0 if title else 0.0) + LINE + 20.0
        below = self.y + PAYOFFS
        lower = below + 34.0 if self.has_odds else below
        end = lower + ODDS if self.has_odds else below
        legend = self._legend()
        name = symbol(self.found.over, MATH)
        indent = width_of(name, NAME) + 8.0
        said = wrapped(self.across.said, WIDTH - indent, LABEL) or [""]
        texts = [
            *(width_of(words, LABEL) + 40.0 for _, words in legend),
            WIDTH,
            width_of(title, TITLE),
        ]
        figure = self.canvas.open(
            self.x + max(texts) + MARGIN, end + 32.0 + LINE * (len(said) + len(legend)) + MARGIN / 2
        )
        if title:
            self.canvas.text((MARGIN, MARGIN + 13.0), title, TITLE)
        self.canvas.text((self.x, self.y - 22.0), self.found.measure, LABEL)
        self._draw_field(self.y, PAYOFFS)
        for kind, points in self.curves:
            places = [self._in_field(x, self.up.share(Fraction(y)), self.y, PAYOFFS) for x, y in points]
            if kind == "with":
                self.canvas.line(places, WITH, 2.6)
            else:
                self.canvas.line(places, WITHOUT, 1.3, (4.5, 2.5))
        self._draw_ticks(
            self.y, PAYOFFS, [(self.up.share(t), self.up_ticks.text(t)) for t in self.up.ticks()]
        )
        if self.has_odds and isinstance(asked, Question):
            self.canvas.text((self.x, lower - 8.0), f"probability of {asked.action!r}{asked.where}", LABEL)
            self._draw_field(lower, ODDS)
            for stretch in self.found.stretches:
                for odds in stretch.odds:
                    points = _points(stretch, odds, self.found.over)
                    self.canvas.line(
                        [self._in_field(x, 0.06 + 0.88 * y, lower, ODDS) for x, y in points], WITH, 2.6
                    )
            self._draw_ticks(lower, ODDS, [(0.06, "0"), (0.94, "1")])
        self._draw_switches(end)
        for tick in self.across.ticks():
            at = self.x + WIDTH * self.across.share(tick)
            self.canvas.line([(at, end), (at, end + 4.0)], INK, 0.8)
            self.canvas.text((at, end + 14.0), self.across_ticks.text(tick), TICK, "center")
        self.canvas.text((self.x, end + 32.0), name, NAME)
        for number, line in enumerate(said):
            self.canvas.text((self.x + indent, end + 32.0 + LINE * number), line, LABEL)
        self._draw_legend(end + 38.0 + LINE * len(said), legend)
        return figure

    def _in_field(self, x: float, share: float, top: float, height: float) -> Point:
        return self.x + WIDTH * self.across.share(Fraction(x)), top + height * (1.0 - share)

    def _draw_field(self, top: float, height: float) -> None:
        self.canvas.box((self.x, top), WIDTH, height, WHITE)
        for stretch in self.found.stretches:
            if stretch.verdict == "absent" and not stretch.is_open:
                continue
            left, right = (self.x + WIDTH * self.across.share(end) for end in (stretch.low, stretch.high))
            corners = [(left, top), (right, top), (right, top + height), (left, top + height)]
            undecided = stretch.is_open or stretch.verdict == "undecided"
            self.canvas.patches([corners], WHITE if undecided else BAND, HATCH if undecided else None)
        right, bottom = self.x + WIDTH, top + height
        self.canvas.line(
            [(self.x, top), (right, top), (right, bottom), (self.x, bottom), (self.x, top)], INK, 0.9
        )

    def _draw_ticks(self, top: float, height: float, ticks: Sequence[tuple[float, str]]) -> None:
        for share, text in ticks:
            y = top + height * (1.0 - share)
            self.canvas.line([(self.x - 4.0, y), (self.x, y)], INK, 0.8)
            self.canvas.text((self.x - 7.0, y + 3.2), text, TICK, "right")

    def _draw_switches(self, bottom: float) -> None:
        free = -1e9  # to the right of the last value that was written
        for switch in self.found.switches:
            at = self.x + WIDTH * self.across.share((switch.low + switch.high) / 2)
            self.canvas.line([(at, self.y - 4.0), (at, self.y + PAYOFFS)], INK, 0.9)
            if self.has_odds:
                self.canvas.line([(at, bottom - ODDS), (at, bottom)], INK, 0.9)
            written = (
                Numbers([switch.low]).text(switch.low) if switch.is_exact else f"≈{float(switch.low):.4g}"
            )
            half = width_of(written, VALUE) / 2
            if at - half > free:
                self.canvas.text((at, self.y - 7.0), written, VALUE, "center")
                free = at + half + 4.0

    def _legend(self) -> list[tuple[str, str]]:
        asked, (after, before) = self.found.question, self.found.sides
        lines = [
            ("with", f"equilibria {after}"),
            ("without", f"equilibria {before}"),
            ("band", f"the {asked.quantifier} {asked.paradox} paradox is present"),
        ]
        if any(s.is_open or s.verdict == "undecided" for s in self.found.stretches):
            lines.append(("open", "not decided: there may be other equilibria"))
        return lines

    def _draw_legend(self, y: float, legend: Sequence[tuple[str, str]]) -> None:
        for number, (kind, words) in enumerate(legend):
            top, left, right = y + LINE * number, self.x, self.x + 24.0
            corners = [(left, top - 9.0), (right, top - 9.0), (right, top + 2.0), (left, top + 2.0)]
            if kind == "with":
                self.canvas.line([(left, top - 3.5), (right, top - 3.5)], WITH, 2.6)
            elif kind == "without":
                self.canvas.line([(left, top - 3.5), (right, top - 3.5)], WITHOUT, 1.3, (4.5, 2.5))
            else:
                self.canvas.patches(
                    [corners], BAND if kind == "band" else WHITE, None if kind == "band" else HATCH * 2
                )
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
