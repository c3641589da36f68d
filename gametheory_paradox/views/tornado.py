"""The tornado: for each parameter the gap and the verdict at the ends of its range."""

from collections.abc import Sequence
from fractions import Fraction

from gametheory_paradox.detectors.wordings import quantity_of
from gametheory_paradox.forms.columns import PAYOFF
from gametheory_paradox.maps.switches import Switch
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.rationals import Numbers, as_decimal
from gametheory_paradox.studies.sensitivity import Swing, Tornado
from gametheory_paradox.views.axis import Axis
from gametheory_paradox.views.canvas import (
    ANSWER_FILLS,
    FAINT,
    HATCH,
    INK,
    LABEL,
    LINE,
    MARGIN,
    NAME,
    QUIET,
    SMALL_SIZE,
    TEXT_SIZE,
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
from gametheory_paradox.views.words.clauses import WORDINGS

WIDTH = 330.0  # of the bars' field
ROW = 27.0
BAR = 9.0  # of either end; the lower end's is above
END = 3.6  # the radius of the sign at an end

AT_LOW, AT_HIGH = "#C9D3DA", "#6F8A9C"  # one light, one dark, in gray too

VALUE = Ink(INK, SMALL_SIZE)
HEAD = Ink(QUIET, SMALL_SIZE + 0.5, italic=True)
SMALL_NAME = Ink(INK, TEXT_SIZE, math=True)

CHANGES, WITHOUT_EFFECT = "verdict changes at", "without effect on their own:"
SIGNS = (("present", "present", 0.0), ("absent", "absent", 75.0), ("undecided", "not decided", 150.0))


def draw_tornado(tornado: Tornado, *, title: str = "") -> Figure:
    """Draws a tornado: one bar per parameter whose ends change something, the widest on top.

    Light is what the lower end does, dark what the upper end does; each carries the verdict and the value
    there.  The column on the right says where in between the verdict changes.

    Parameters
    ----------
    tornado
        The swings, one row per parameter.
    title
        A line above the picture.
    """
    shown = [
        row for row in tornado.rows if row.width or row.switches or len({*row.verdicts, tornado.verdict}) > 1
    ]
    still = [row.name for row in tornado.rows if row not in shown]
    return _Drawing(tornado, shown or list(tornado.rows), still if shown else []).draw(title)


class _Drawing:
    def __init__(self, tornado: Tornado, rows: Sequence[Swing], still: Sequence[str]):
        self.tornado, self.rows, self.still = tornado, rows, still
        self.canvas = Canvas()
        gaps = [gap for row in rows for gap in (*row.gaps, tornado.gap) if gap is not None] or [Fraction(0)]
        low, high = min(*gaps, Fraction(0)), max(*gaps, Fraction(0))
        room = (high - low or Fraction(1)) * Fraction(14, 100)
        self.axis = Axis("gap", low - room, high + room)
        self.numbers = Numbers(value for row in rows for value in row.values)
        self.changes = [_changes_said(row.switches) for row in rows]
        self.x = MARGIN + max(width_of(symbol(row.name, MATH), NAME) for row in rows) + 12.0
        self.y = 0.0

    def draw(self, title: str) -> Figure:
        # From top to bottom: title, the bars with what changes beside them, the axis, the legend.
        right, notes = self.x + WIDTH + 14.0, self._notes()
        self.y = MARGIN + TITLE_HEIGHT * bool(title) + 18.0
        bottom = self.y + ROW * len(self.rows) + 6.0
        width = max(
            right + max(width_of(CHANGES, HEAD), *(width_of(text, LABEL) for text in self.changes)),
            *(self.x + 20.0 + width_of(text, LABEL) for text in notes),
            MARGIN + width_of(title, TITLE),
        )
        figure = self.canvas.open(width + MARGIN, bottom + 40.0 + LINE * (len(notes) + 2) + MARGIN / 2)

        self.canvas.title(title, MARGIN)
        self.canvas.text((right, self.y - 6.0), CHANGES, HEAD)
        self._draw_axis(bottom)
        for number, (row, text) in enumerate(zip(self.rows, self.changes, strict=True)):
            middle = self.y + ROW * (number + 0.5) + 3.0
            self._draw_row(row, middle)
            self.canvas.text((right, middle + 3.8), text, LABEL)
        self._draw_legend(bottom + 36.0 + LINE, notes)
        return figure

    def _at(self, gap: Fraction) -> float:
        return self.x + WIDTH * self.axis.share(gap)

    def _draw_axis(self, bottom: float) -> None:
        zero = self._at(Fraction(0))
        self.canvas.line([(zero, self.y - 2.0), (zero, bottom)], FAINT, 1.0, (3.0, 2.5))
        if self.tornado.gap is not None:
            at = self._at(self.tornado.gap)
            self.canvas.line([(at, self.y - 2.0), (at, bottom)], INK, 1.1)
        self.canvas.line([(self.x, bottom), (self.x + WIDTH, bottom)], INK, 0.9)
        self.axis.draw_below(self.canvas, self.x, bottom, WIDTH)
        self.canvas.text((self.x, bottom + 29.0), _gap_said(self.tornado.question), LABEL)

    def _draw_row(self, row: Swing, middle: float) -> None:
        self.canvas.text((self.x - 10.0, middle + 4.0), symbol(row.name, MATH), NAME, "right")
        start = self.tornado.gap
        for side, (gap, verdict, value) in enumerate(zip(row.gaps, row.verdicts, row.values, strict=True)):
            if gap is None:
                continue
            at, level = self._at(gap), middle + (side - 0.5) * (BAR + 1.0)
            if start is not None and gap != start:
                left, right = sorted((self._at(start), at))
                self.canvas.area((left, level - BAR / 2), right - left, BAR, AT_HIGH if side else AT_LOW)
            sign(self.canvas, (at, level), verdict)
            leftward = start is not None and gap < start
            edge = at - END - 3.0 if leftward else at + END + 3.0
            self.canvas.text(
                (edge, level + 3.2), self.numbers.text(value), VALUE, "right" if leftward else "left"
            )

    def _notes(self) -> list[str]:
        gap = "unknown" if self.tornado.gap is None else Numbers([self.tornado.gap]).text(self.tornado.gap)
        notes = [f"line: the parameters as they stand, {self.tornado.verdict}, gap {gap}; dashes: gap 0"]
        return notes + [WITHOUT_EFFECT] * bool(self.still)

    def _draw_legend(self, y: float, notes: Sequence[str]) -> None:
        x = self.x
        for fill, words, place in ((AT_LOW, "at the lower end", 0.0), (AT_HIGH, "at the upper end", 150.0)):
            self.canvas.area((x + place, y - 9.0), 11.0, 10.0, fill)
            self.canvas.text((x + place + 18.0, y), words, LABEL)
        for verdict, words, place in SIGNS:
            sign(self.canvas, (x + place + 5.0, y + LINE - 3.5), verdict)
            self.canvas.text((x + place + 18.0, y + LINE), words, LABEL)
        for number, note in enumerate(notes):
            self.canvas.text((x, y + LINE * (number + 2)), note, LABEL)
        if self.still:
            names = ",\\;".join(symbol(name, MATH) for name in self.still)
            indent = width_of(WITHOUT_EFFECT, LABEL) + 6.0
            self.canvas.text((x + indent, y + LINE * (len(notes) + 1)), names, SMALL_NAME)


def sign(canvas: Canvas, at: Point, verdict: str) -> None:
    """A verdict as a sign: filled, empty, or a hatched square."""
    if verdict in ("present", "absent", "impossible"):
        canvas.dot(at, END, ANSWER_FILLS["present"] if verdict == "present" else WHITE, INK, 1.0)
        return
    (x, y), r = at, END + 0.6
    corners = [(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)]
    canvas.patches([corners], WHITE, HATCH * 3)
    canvas.line([*corners, corners[0]], FAINT, 0.8)


def _gap_said(question: Question) -> str:
    wording = WORDINGS[question.paradox]
    if not wording.payoffs or not wording.of_mover:
        return "gap between the compared payoffs"
    before, after = wording.sides
    again = "what it gets" if question.measure == PAYOFF else f"its {question.measure}"
    return f"gap: {quantity_of(question)} {before}, less {again} {after}"


def _changes_said(switches: Sequence[Switch] | None) -> str:
    if switches is None:
        return "?"
    numbers = Numbers(s.low for s in switches if s.is_exact)
    return (
        ", ".join(numbers.text(s.low) if s.is_exact else f"≈{as_decimal(s.low, digits=4)}" for s in switches)
        or "–"
    )
