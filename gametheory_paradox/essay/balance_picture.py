"""The balance of policies as a picture: payoff and security without and with each, what costs most on top."""

from collections.abc import Sequence
from fractions import Fraction

from gametheory_paradox.detectors import Verdict, direction
from gametheory_paradox.detectors.verdict import sides_of
from gametheory_paradox.essay.policies import Balance, Entry
from gametheory_paradox.essay.summary import named
from gametheory_paradox.forms import StochasticGame
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import close_fraction
from gametheory_paradox.views.axis import Axis
from gametheory_paradox.views.canvas import (
    ANSWER_FILLS,
    FAINT,
    INK,
    LABEL,
    LINE,
    MARGIN,
    PLAYER_FILLS,
    QUIET,
    SMALL_SIZE,
    TITLE,
    TITLE_HEIGHT,
    WHITE,
    Canvas,
    Figure,
    Ink,
    width_of,
)

FIELD = 190.0  # the width of either column
BETWEEN = 26.0
ROW = 21.0
DOT = 3.9
HEADS, BELOW = 20.0, 60.0  # room above the lines, and below them for an axis and the next heads
COLORS = {1: PLAYER_FILLS[0], -1: ANSWER_FILLS["present"], 0: FAINT, None: FAINT}
HEAD = Ink(INK, SMALL_SIZE + 2.0, bold=True)
LEGEND: Sequence[tuple[str, str, float]] = (  # words, fill and place
    ("without the policy", WHITE, 0.0),
    ("with it, for worse", COLORS[-1], 150.0),
    ("with it, for better", COLORS[1], 275.0),
    ("the same, or not settled", FAINT, 405.0),
)
WORD = Ink(QUIET, SMALL_SIZE + 1.0, italic=True)


def draw_balance(balance: Balance, *, title: str = "") -> Figure:
    """Draws payoff and security of a state without each of its policies (empty) and with it (full).

    Parameters
    ----------
    balance
        The entries; the one that costs its state most security stands on top, those of all years together
        below the others, on a scale of their own.
    title
        A line above the picture.
    """
    return _Drawing(balance).draw(title)


def cost_in_security(entry: Entry) -> Fraction:
    """The least loss of security by a policy: the worst without it, less the best with it.

    Where no security is counted, what it costs in payoff.
    """
    sides = sides_of(entry.assessment.weighed)
    return Fraction(0) if sides is None else close_fraction(sides[0].low - sides[1].high)


class _Block:
    """Entries on one scale: those of a month, or those of all years together."""

    def __init__(self, entries: Sequence[Entry], suffix: str):
        self.entries, self.suffix = entries, suffix
        halves = [half for entry in entries for half in entry.assessment.halves.values()]
        compared = [side for half in halves for side in sides_of(half) or ()]
        ends = [close_fraction(end) for side in compared for end in (side.low, side.high)]
        low, high = min(*ends, Fraction(0)), max(*ends, Fraction(0))
        room = (high - low or Fraction(1)) * Fraction(5, 100)
        self.axis = Axis("", low - room, high + room)
        self.height = ROW * len(entries) + 4.0


class _Drawing:
    def __init__(self, balance: Balance):
        entries = sorted(balance.entries, key=lambda entry: -cost_in_security(entry))
        at_once = [entry for entry in entries if not isinstance(entry.family.form, StochasticGame)]
        over_time = [entry for entry in entries if isinstance(entry.family.form, StochasticGame)]
        parts = (at_once, ""), (over_time, ", all years together" if at_once else "")
        self.blocks = [_Block(own, suffix) for own, suffix in parts if own]
        self.entries = [*at_once, *over_time]
        self.canvas = Canvas()
        self.several = len({entry.policy.game for entry in entries if entry.system is None}) > 1
        self.x = MARGIN + max(width_of(self._label(entry), LABEL) for entry in entries) + 14.0

    def draw(self, title: str) -> Figure:
        # From top to bottom: title; of each block heads, a line for each entry and two axes; the legend.
        top = MARGIN + TITLE_HEIGHT * bool(title) + HEADS
        names = max((list(entry.assessment.halves) for entry in self.entries), key=len)
        columns = [self.x + (FIELD + BETWEEN) * number for number in range(len(names))]
        right = columns[-1] + FIELD + 14.0
        widest = max(width_of(_word(entry), WORD) for entry in self.entries)
        legend = self.x + LEGEND[-1][2] + 9.0 + width_of(LEGEND[-1][0], LABEL)
        width = max(right + widest, MARGIN + width_of(title, TITLE), legend) + MARGIN
        bottom = top + sum(block.height + BELOW for block in self.blocks) - BELOW
        figure = self.canvas.open(width, bottom + 50.0 + LINE)

        self.canvas.title(title, MARGIN)
        for block in self.blocks:
            for column, name in zip(columns, names, strict=False):
                self._draw_field(block, column, top, name)
            for number, entry in enumerate(block.entries):
                middle = top + ROW * (number + 0.5) + 2.0
                self.canvas.text((MARGIN, middle + 3.8), self._label(entry), LABEL)
                for column, half in zip(columns, entry.assessment.halves.values(), strict=False):
                    self._draw_half(block.axis, column, middle, half)
                self.canvas.text((right, middle + 3.6), _word(entry), WORD)
            top += block.height + BELOW
        self._draw_legend(bottom + 34.0 + LINE)
        return figure

    def _label(self, entry: Entry) -> str:
        return f"{_number(entry, self.several)}  {named(entry)}"

    def _draw_field(self, block: _Block, left: float, top: float, name: str) -> None:
        bottom = top + block.height
        self.canvas.text((left, top - 8.0), name + block.suffix, HEAD)
        for number in range(0, len(block.entries), 2):  # bands lead the eye from label to word
            self.canvas.box((left, top + ROW * number + 2.0), FIELD, ROW, "#F6F6F3")
        zero = left + FIELD * block.axis.share(Fraction(0))
        self.canvas.line([(zero, top), (zero, bottom)], FAINT, 1.0, (3.0, 2.5))
        self.canvas.line([(left, bottom), (left + FIELD, bottom)], INK, 0.9)
        block.axis.draw_below(self.canvas, left, bottom, FIELD)

    def _draw_half(self, axis: Axis, left: float, y: float, half: Verdict) -> None:
        sides, color = sides_of(half), COLORS[direction(half)]
        if sides is None:
            self.canvas.text((left + FIELD / 2, y + 3.6), "not known", WORD, "center")
            return
        without, with_ = (
            [left + FIELD * axis.share(close_fraction(end)) for end in (s.low, s.high)] for s in sides
        )
        for low, high in (without, with_):
            if low < high:
                self.canvas.line([(low, y), (high, y)], color, 4.0)
        self.canvas.line([(without[0], y), (with_[0], y)], color, 2.2)
        self.canvas.dot((without[0], y), DOT, WHITE, color if direction(half) else QUIET, 1.3)
        self.canvas.dot((with_[0], y), DOT - 0.6 * (direction(half) == 0), color, color, 1.3)

    def _draw_legend(self, y: float) -> None:
        for text, fill, place in LEGEND:
            self.canvas.dot((self.x + place, y - 3.6), DOT, fill, QUIET if fill == WHITE else fill, 1.3)
            self.canvas.text((self.x + place + 9.0, y), text, LABEL)


def _number(entry: Entry, several: bool) -> str:
    """The number of a system; of several other models their titles."""
    title = f"{entry.family.title}:" if several else ""
    return title if entry.system is None else entry.system.id


def _word(entry: Entry) -> str:
    return entry.assessment.word or "not settled"
