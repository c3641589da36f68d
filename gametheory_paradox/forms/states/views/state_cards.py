"""Cards one below another, with arrows between them: the picture of states and where play goes on.

Between two cards that are neighbors arrows run straight; longer ones run in lanes beside the cards, down on
the right and up on the left, each in a lane of its own with its label, so that no label meets another.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from gametheory_paradox.forms.trees.views.tree_layout import check_sheet
from gametheory_paradox.table import Record
from gametheory_paradox.views.canvas import (
    FAINT,
    INK,
    LINE,
    NAME_SIZE,
    QUIET,
    SMALL_SIZE,
    TITLE,
    TITLE_HEIGHT,
    Canvas,
    Figure,
    Ink,
    Point,
    player_ink,
    width_of,
)

MARGIN = 14.0
PAD = 8.0
SPACE = 10.0  # between two pieces of a line
BETWEEN = 30.0  # from a card to the next, where no label needs more
PORT = 15.0  # between two arrows at the side of a card
STUB = 26.0  # the arrow from nowhere into the states in which play begins
HEAD = 6.5
ARROW = 1.2  # the width of its line
FIRST_PORT, FIRST_LANE = 26.0, 14.0  # from a card's upper edge to its first arrow; from its side to a lane

NAME = Ink(INK, NAME_SIZE + 1.0, bold=True)
ACTION = Ink(INK, NAME_SIZE)
REMARK = Ink(QUIET, SMALL_SIZE + 0.5, italic=True)
NOTE = REMARK
ODDS = Ink(QUIET, SMALL_SIZE + 0.5)
WIDEST_LABEL = 130.0

Words = list[tuple[str, Ink]]  # pieces of a line, each in its ink


def line_width(words: Words) -> float:
    """The width of a line of pieces."""
    return sum(width_of(*word) for word in words) + SPACE * max(0, len(words) - 1)


def write_line(canvas: Canvas, at: Point, words: Words, anchor: str = "left") -> None:
    """A line of pieces."""
    x = at[0] - line_width(words) * {"left": 0.0, "center": 0.5, "right": 1.0}[anchor]
    for text, ink in words:
        canvas.text((x, at[1]), text, ink)
        x += width_of(text, ink) + SPACE


class Card(Protocol):
    """A card that stands for a state: its size, where it begins, and how it is drawn."""

    width: float
    height: float
    top: float

    def draw(self, canvas: Canvas, left: float, width: float) -> None:
        """Draws the card at its height, as wide as all are."""


@dataclass(frozen=True, repr=False)
class Arrow(Record):
    """An arrow between two states, its label, and how likely it is under play."""

    start: int
    end: int
    label: Words
    used: bool

    @property
    def span(self) -> int:
        """The number of cards down or up that it leads."""
        return abs(self.end - self.start)

    def meets(self, other: "Arrow") -> bool:
        """True if two arrows run beside a common alley between cards."""
        return max(min(self.start, self.end), min(other.start, other.end)) < min(
            max(self.start, self.end), max(other.start, other.end)
        )


Lane = list[Arrow]


class CardSheet:
    """All cards and arrows, laid out from top to bottom.

    Parameters
    ----------
    cards, arrows
        The cards from top to bottom, and the arrows between them.
    begins
        The numbers of those in which play begins.
    legend
        A line above the cards.
    notes
        Lines below them.
    title
        A line above the picture.
    """

    def __init__(
        self,
        cards: Sequence[Card],
        arrows: Sequence[Arrow],
        begins: Collection[int],
        *,
        legend: Words,
        notes: Sequence[str],
        title: str,
    ):
        self.cards, self.arrows, self.begins = cards, arrows, begins
        self.legend, self.notes, self.title = legend, notes, title
        self.down, self.up = (self._lanes(direction) for direction in (1, -1))
        self._place()

    def _lanes(self, direction: int) -> list[Lane]:
        """The arrows that run beside the cards on one side, the shortest nearest to them."""
        own = [arrow for arrow in self.arrows if (arrow.end - arrow.start) * direction > 1]
        lanes: list[Lane] = []
        for arrow in sorted(own, key=lambda arrow: (arrow.span, arrow.start)):
            free = (lane for lane in lanes if not any(arrow.meets(other) for other in lane))
            if (lane := next(free, None)) is None:
                lanes.append([arrow])
            else:
                lane.append(arrow)
        return lanes

    def _ports(self, number: int, lanes: list[Lane], direction: int) -> list[Arrow]:
        """The arrows at one side of a card from top to bottom, so that they cross as little as may be."""
        arriving = [arrow for lane in lanes for arrow in lane if arrow.end == number]
        leaving = [arrow for lane in lanes for arrow in lane if arrow.start == number]
        return [*arriving, *leaving[::-1]][::direction]

    def _place(self) -> None:
        """Computes the places of everything."""
        straight = [line_width(arrow.label) for arrow in self.arrows if arrow.span == 1]
        legend, notes = line_width(self.legend), [width_of(note, NOTE) for note in self.notes]
        self.card_width = max([card.width for card in self.cards] + [2.7 * (w + SPACE) for w in straight])
        beginning = STUB + SPACE
        left = MARGIN + beginning + sum(map(_lane_width, self.up))
        right = MARGIN + sum(map(_lane_width, self.down))
        self.left = left
        self.width = max(left + self.card_width + right, *(w + 2 * MARGIN for w in (legend, *notes)))
        self.width = max(self.width, width_of(self.title, TITLE) + 2 * MARGIN)

        y = MARGIN + TITLE_HEIGHT * bool(self.title) + LINE + PAD
        for number, card in enumerate(self.cards):
            ports = max(len(self._ports(number, lanes, 1)) for lanes in (self.down, self.up))
            card.top, card.height = y, max(card.height, FIRST_PORT + PORT * ports)
            y += card.height + BETWEEN
        self.bottom = y - BETWEEN + PAD
        self.height = self.bottom + LINE * len(notes) + MARGIN
        check_sheet(self.width, self.height)

    def draw(self) -> Figure:
        """The picture."""
        self.canvas = Canvas()
        figure = self.canvas.open(self.width, self.height)
        self.canvas.title(self.title, MARGIN)
        write_line(self.canvas, (MARGIN, self.cards[0].top - PAD - 3.0), self.legend)
        for number, card in enumerate(self.cards):
            card.draw(self.canvas, self.left, self.card_width)
            if number in self.begins:
                y = card.top + PAD + 6.0
                self.canvas.arrow([(self.left - STUB, y), (self.left, y)], INK, ARROW, HEAD)

        for arrow in self.arrows:
            if arrow.span == 1:
                self._draw_straight(arrow)
        self._draw_lanes(self.down, 1, self.left + self.card_width)
        self._draw_lanes(self.up, -1, self.left - STUB - SPACE)
        for number, note in enumerate(self.notes, start=1):
            self.canvas.text((MARGIN, self.bottom + LINE * number), note, NOTE)
        return figure

    def _draw_straight(self, arrow: Arrow) -> None:
        """From a card to its neighbor: down at the left, up at the right, the label to its right."""
        upper, lower = sorted((arrow.start, arrow.end))
        ends = [self.cards[upper].top + self.cards[upper].height, self.cards[lower].top]
        x = self.left + self.card_width * (0.22 if arrow.end > arrow.start else 0.6)
        points = [(x, y) for y in (ends if arrow.end > arrow.start else ends[::-1])]
        self.canvas.arrow(points, _color(arrow), ARROW, HEAD)
        write_line(self.canvas, (x + SPACE, sum(ends) / 2 + 3.5), arrow.label)

    def _draw_lanes(self, lanes: list[Lane], direction: int, side: float) -> None:
        """Arrows beside the cards: out, along the lane, and back; the label where it leaves."""
        edge, x = self.left + (self.card_width if direction > 0 else 0.0), side
        for lane in lanes:
            x += direction * FIRST_LANE
            for arrow in lane:
                ports = self._ports(arrow.start, lanes, direction), self._ports(arrow.end, lanes, direction)
                start, end = (
                    self.cards[number].top + FIRST_PORT + PORT * own.index(arrow)
                    for number, own in zip((arrow.start, arrow.end), ports, strict=True)
                )
                path = [(edge, start), (x, start), (x, end), (edge, end)]
                self.canvas.arrow(path, _color(arrow), ARROW, HEAD)
                at = (x + direction * SPACE / 2, start + (11.5 if direction > 0 else -4.0))
                write_line(self.canvas, at, arrow.label, "left" if direction > 0 else "right")
            x += direction * (_lane_width(lane) - FIRST_LANE)


def _lane_width(lane: Lane) -> float:
    return FIRST_LANE + max(line_width(arrow.label) + SPACE if arrow.label else 0.0 for arrow in lane)


def _color(arrow: Arrow) -> str:
    return INK if arrow.used else FAINT


def legend_of(players: Sequence[str], discounts: Sequence[tuple[str, Ink]]) -> Words:
    """The players in their colors, and how much each cares for what is to come."""
    names = [(name, Ink(player_ink(who), NAME_SIZE, bold=True)) for who, name in enumerate(players)]
    if len(set(discounts)) == 1:
        return [*names, ("discount factor", REMARK), discounts[0]]
    each = [word for pair in zip(names, discounts, strict=True) for word in pair]
    return [*each, ("(discount factors)", REMARK)]
