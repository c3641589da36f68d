"""Equilibria over one parameter: the mover's payoff on both sides, and the probability of the action."""

from collections.abc import Sequence
from fractions import Fraction

from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.rationals import Numbers, as_decimal
from gametheory_paradox.regions.bifurcation import Bifurcation, Stretch
from gametheory_paradox.views.axis import Axis
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
from gametheory_paradox.views.style import (
    HATCH,
    INK,
    PLAYER_FILLS,
    SMALL_SIZE,
    WHITE,
)

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
    return _Drawing(bifurcation).draw(title)


class _Drawing:
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
