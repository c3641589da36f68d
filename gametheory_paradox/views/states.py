"""A stochastic game as a picture: a card for each state, and arrows where play may go on to another.

The cards stand one below another, in the order of the game.  Between two that are neighbors arrows run
straight; longer ones run in lanes beside the cards, down on the right and up on the left, each in a lane of
its own with its label, so that no label meets another.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games import Profile, State, StochasticGame
from gametheory_paradox.games.state_values import chain_of, reached_states, state_values
from gametheory_paradox.paradoxes.definition import AnyForm
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.rationals import Numbers
from gametheory_paradox.table import Record
from gametheory_paradox.views.canvas import LINE, TITLE, TITLE_HEIGHT, Canvas, Figure, Ink, Point, width_of
from gametheory_paradox.views.notation import MATH, formula, pieces
from gametheory_paradox.views.style import (
    BAND,
    FAINT,
    INK,
    NAME_SIZE,
    QUIET,
    SMALL_SIZE,
    THIN,
    player_ink,
)
from gametheory_paradox.views.tree_layout import WIDEST_PAYOFF, check_sheet, exactly

MARGIN = 14.0
PAD = 8.0
GAP = 10.0  # between two pieces of a line
BETWEEN = 30.0  # from a card to the next, where no label needs more
PORT = 15.0  # between two arrows at the side of a card
STUB = 26.0  # the arrow from nowhere into the states in which play begins
HEAD = 6.5
ARROW = 1.2  # the width of its line
FIRST_PORT, FIRST_LANE = 26.0, 14.0  # from a card's upper edge to its first arrow; from its side to a lane
MOST_ODDS = 3  # different odds that an arrow names
WIDEST_LABEL = 130.0
MOST_CELLS = 400

NAME = Ink(INK, NAME_SIZE + 1.0, bold=True)
ACTION = Ink(INK, NAME_SIZE)
REMARK = Ink(QUIET, SMALL_SIZE + 0.5, italic=True)
NOTE = REMARK
ODDS = Ink(QUIET, SMALL_SIZE + 0.5)

Number = Fraction | RationalFunction
Words = list[tuple[str, Ink]]  # pieces of a line, each in its ink
Game = StochasticGame[Any]  # of numbers, or of formulas


def draw_states(game: AnyForm | GameFamily, profile: Profile | None = None, *, title: str = "") -> Figure:
    """Draws a stochastic game: who moves in each state, what that pays, and where it leads.

    In each cell stand the payoffs of the period, in the players' colors and order, and below them where play
    goes on; what is left over stays.  An arrow names the odds with which play goes on, or several where they
    hang on what is done.  With a profile the combinations that are played are shaded, mixtures stand beside
    the actions, arrows carry the odds under play, and each card says what the state is worth to everybody.

    Parameters
    ----------
    game
        The game, or a family, whose payoffs and odds are formulas.
    profile
        Everyone's stationary play.
    title
        A line above the picture.

    Returns
    -------
    matplotlib.figure.Figure
        Save it with ``figure.savefig("states.svg")``.

    Raises
    ------
    InvalidGame
        If the game has no states, the profile is that of another game, or the odds are formulas.
    Unsupported
        If the game is too large for a picture.

    Examples
    --------
    >>> one, half = Fraction(1), Fraction(1, 2)
    >>> calm = State("calm", (("keep", "press"),), ((2 * one,), (3 * one,)), ((one, 0 * one), (half, half)))
    >>> war = State("war", ((),), ((-one,),), ((0 * one, one),))
    >>> figure = draw_states(StochasticGame(("A",), (calm, war), (one, 0 * one), (half,)))
    """
    form = game.form if isinstance(game, GameFamily) else game
    if not isinstance(form, StochasticGame):
        raise InvalidGame("a game that is not played in periods has no states; draw its tree or its matrix")
    if profile is not None and profile.information_sets != form.information_sets:
        raise InvalidGame("the profile belongs to another game: its states and actions are not those drawn")
    if profile is not None and isinstance(game, GameFamily):
        raise InvalidGame("play is drawn where odds are numbers; take the family at a point")
    if (cells := sum(len(state.payoffs) for state in form.states)) > MOST_CELLS:
        raise Unsupported(
            f"a picture has at most {MOST_CELLS} combinations of actions, this game has {cells:,}"
        )
    order = [p.name for p in game.parameters] if isinstance(game, GameFamily) else []
    return _Drawing(form, profile, order, title).draw()


class _Writing:
    """How the numbers and formulas of a game are written, and how its play is."""

    def __init__(self, form: Game, profile: Profile | None, order: Sequence[str]):
        self.form, self.profile, self.order = form, profile, order
        cells = [cell for state in form.states for cell in state.payoffs]
        self.numbers = Numbers(p for cell in cells for p in cell if isinstance(p, Fraction))
        if profile is not None:
            self.chain = chain_of(form, profile).transitions
            self.reached = set(reached_states(form, profile))
            self.worth = state_values(form, profile)
            self.worths = Numbers(p for row in self.worth for p in row)

    def payoffs(self, cell: Sequence[Number]) -> list[Words]:
        """The payoffs of a cell: numbers in one line, formulas each in lines of its own."""
        own = list(enumerate(cell[: len(self.form.players)]))
        numbers = [(self.numbers.text(p), who) for who, p in own if isinstance(p, Fraction)]
        if numbers:
            return [[(text, Ink(player_ink(who), NAME_SIZE + 0.5)) for text, who in numbers]]
        lines: list[Words] = []
        for who, payoff in own:
            ink, text = Ink(player_ink(who), NAME_SIZE + 0.5, math=True), ""
            for piece in pieces(payoff, self.order, MATH):
                if text and width_of(text + piece, ink) > WIDEST_PAYOFF:
                    lines.append([(text, ink)])
                    text = "\\quad "
                text += piece
            lines.append([(text, ink)])
        return lines

    def odds(self, p: Number) -> tuple[str, Ink]:
        """A probability in small print."""
        if isinstance(p, Fraction):
            return exactly(p), ODDS
        return formula(p, self.order, MATH), Ink(ODDS.color, ODDS.size + 0.5, math=True)

    def leads(self, number: int, row: Sequence[Number]) -> list[Words]:
        """Where play goes on from a state, a line for each other state."""
        others = [(there, p) for there, p in enumerate(row) if there != number and p]
        if not others and self.form.is_absorbing(number):
            return []
        names = [self.form.states[there].name for there, _ in others]
        said: list[Words] = [
            [(f"→ {name}", ODDS), *([] if p == 1 else [self.odds(p)])]
            for name, (_, p) in zip(names, others, strict=True)
        ]
        return said or [[("stays", ODDS)]]

    def label(self, here: int, there: int) -> Words:
        """The odds on the arrow between two states; none where they are too many or too long."""
        if self.profile is not None:
            p = self.chain[here][there]
            return [self.odds(p)] if p else []
        rows = self.form.states[here].transitions
        different = list(dict.fromkeys(row[there] for row in rows if row[there]))
        if len(different) > MOST_ODDS:
            return []
        if all(isinstance(p, Fraction) for p in different):
            different.sort()
        said = [word for p in different for word in (("or", REMARK), self.odds(p))][1:]
        return said if line_width(said) <= WIDEST_LABEL else []


def line_width(words: Words) -> float:
    """The width of a line of pieces."""
    return sum(width_of(*word) for word in words) + GAP * max(0, len(words) - 1)


class _Card:
    """A state with all that is written on it, and its size.

    Rows are the actions of the first mover, with those of a third and further ones; columns the second's.
    """

    def __init__(self, writing: _Writing, number: int):
        self.writing, self.number = writing, number
        self.state: State[Any] = writing.form.states[number]
        self.played = number in writing.reached if writing.profile is not None else True
        self.heading = self._heading()

        shape = self.state.shape
        self.rows = list(product(*map(range, shape[:1] + shape[2:])))
        self.columns = range(shape[1]) if len(shape) > 1 else range(1)
        self.row_labels = [self._row_label(row) for row in self.rows]
        self.column_labels = [self._action(1, own) for own in self.columns] if len(shape) > 1 else []
        self.cells = {(row, column): self._cell(row, column) for row in self.rows for column in self.columns}

        # All cells are as wide as the widest, and each row as high as its highest.
        wide = [line_width(line) for cell in self.cells.values() for line in cell]
        self.cell_width = max([*wide, *map(line_width, self.column_labels)]) + 2 * PAD
        self.left = PAD + max(map(line_width, [self._names(), *self.row_labels])) + PAD
        self.above = PAD + LINE * (1 + min(2, len(shape))) + (0.0 if shape else PAD / 2)
        self.heights = [
            max(len(self.cells[row, column]) for column in self.columns) * LINE + PAD for row in self.rows
        ]
        self.width = max(
            self.left + self.cell_width * len(self.columns) + PAD, line_width(self.heading) + 2 * PAD
        )
        self.height = self.above + sum(self.heights) + PAD
        self.top = 0.0

    def _heading(self) -> Words:
        """The name, and what else there is to say of the state as a whole."""
        writing, words = self.writing, [(self.state.name, NAME)]
        if writing.form.is_absorbing(self.number):
            words.append(("never left", REMARK))
        if self.state.at_once:
            words.append(("another one follows at once", REMARK))
        if writing.profile is None:
            return words
        if stays := writing.chain[self.number][self.number] % 1:
            words.append((f"stays {exactly(stays)}", REMARK))
        worth = writing.worth[self.number][: len(writing.form.players)]
        said = [
            (writing.worths.text(p), Ink(player_ink(who), SMALL_SIZE + 0.5)) for who, p in enumerate(worth)
        ]
        return [*words, ("worth", REMARK), *said]

    def _action(self, mover: int, own: int) -> Words:
        """An action of a mover, with its probability where it is mixed."""
        words = [(self.state.actions[self.state.movers[mover]][own], ACTION)]
        if self.writing.profile is not None:
            number = self.writing.form.sets_at[self.number][mover]
            p = self.writing.profile.probabilities[number][own]
            words += [(exactly(p), ODDS)] if 0 < p < 1 else []
        return words

    def _row_label(self, row: Sequence[int]) -> Words:
        movers = [mover for mover in range(len(self.state.movers)) if mover != 1]
        return [word for mover, own in zip(movers, row, strict=True) for word in self._action(mover, own)]

    def _names(self) -> Words:
        """Whose actions the rows are."""
        return [self._name(mover) for mover in range(len(self.state.movers)) if mover != 1]

    def _name(self, mover: int) -> tuple[str, Ink]:
        who = self.state.movers[mover]
        return self.writing.form.players[who], Ink(player_ink(who), NAME_SIZE, bold=True)

    def _combination(self, row: Sequence[int], column: int) -> tuple[int, ...]:
        """The numbers of all movers' actions, in their order."""
        return (*row[:1], *([column] if len(self.state.shape) > 1 else []), *row[1:])

    def _cell(self, row: Sequence[int], column: int) -> list[Words]:
        place = self.state.place(self._combination(row, column))
        paid = self.writing.payoffs(self.state.payoffs[place])
        return [*paid, *self.writing.leads(self.number, self.state.transitions[place])]

    def is_played(self, row: Sequence[int], column: int) -> bool:
        """Whether a combination of actions is played with certainty or now and then."""
        if self.writing.profile is None or not self.state.movers:
            return False
        numbers = self.writing.form.sets_at[self.number]
        odds = (self.writing.profile.probabilities[number] for number in numbers)
        return all(weights[own] for weights, own in zip(odds, self._combination(row, column), strict=True))

    def draw(self, canvas: Canvas, left: float, width: float) -> None:
        """Draws the card at its height, as wide as all are."""
        corner = (left, self.top)
        canvas.frame(corner, width, self.height, INK if self.played else FAINT, THIN + 0.3 * self.played)
        _write(canvas, (left + PAD, self.top + PAD + 10.0), self.heading)
        x, y = left + self.left, self.top + self.above
        right = x + self.cell_width * len(self.columns)
        if self.column_labels:
            _write(canvas, ((x + right) / 2, y - LINE - 5.0), [self._name(1)], "center")
        for column, label in zip(self.columns, self.column_labels, strict=False):
            _write(canvas, (x + self.cell_width * (column + 0.5), y - 5.0), label, "center")
        if self.state.movers:
            _write(canvas, (x - PAD, y - 5.0), self._names(), "right")

        for number, (row, height) in enumerate(zip(self.rows, self.heights, strict=True)):
            _write(canvas, (x - PAD, y + PAD / 2 + 11.0), self.row_labels[number], "right")
            for column in self.columns:
                corner = (x + self.cell_width * column, y)
                if self.is_played(row, column):
                    canvas.box(corner, self.cell_width, height, BAND)
                canvas.frame(corner, self.cell_width, height, FAINT, THIN)
                for place, line in enumerate(self.cells[row, column]):
                    _write(canvas, (corner[0] + PAD, y + PAD / 2 + 11.0 + LINE * place), line)
            y += height


def _write(canvas: Canvas, at: Point, words: Words, anchor: str = "left") -> None:
    """A line of pieces."""
    x = at[0] - line_width(words) * {"left": 0.0, "center": 0.5, "right": 1.0}[anchor]
    for text, ink in words:
        canvas.text((x, at[1]), text, ink)
        x += width_of(text, ink) + GAP


@dataclass(frozen=True, repr=False)
class _Arrow(Record):
    """An arrow between two states, its label, and how likely it is under play."""

    start: int
    end: int
    label: Words
    used: bool

    @property
    def span(self) -> int:
        """How many cards down or up it leads."""
        return abs(self.end - self.start)

    def meets(self, other: "_Arrow") -> bool:
        """Whether two arrows run beside a common gap between cards."""
        return max(min(self.start, self.end), min(other.start, other.end)) < min(
            max(self.start, self.end), max(other.start, other.end)
        )


_Lane = list[_Arrow]


class _Drawing:
    """All cards and arrows, laid out from top to bottom."""

    def __init__(self, form: Game, profile: Profile | None, order: Sequence[str], title: str):
        self.form, self.title = form, title
        self.writing = _Writing(form, profile, order)
        self.cards = [_Card(self.writing, number) for number in range(len(form.states))]
        self.arrows = list(self._arrows())
        self.down, self.up = (self._lanes(direction) for direction in (1, -1))
        self._place()

    def _arrows(self) -> Iterator[_Arrow]:
        """Every step to another state that may be made; faint where it is not made under play."""
        for here, state in enumerate(self.form.states):
            for there in range(len(self.form.states)):
                if here != there and any(row[there] for row in state.transitions):
                    used = self.writing.profile is None or bool(self.writing.chain[here][there])
                    yield _Arrow(here, there, self.writing.label(here, there), used)

    def _lanes(self, direction: int) -> list[_Lane]:
        """The arrows that run beside the cards on one side, the shortest nearest to them."""
        own = [arrow for arrow in self.arrows if (arrow.end - arrow.start) * direction > 1]
        lanes: list[_Lane] = []
        for arrow in sorted(own, key=lambda arrow: (arrow.span, arrow.start)):
            free = (lane for lane in lanes if not any(arrow.meets(other) for other in lane))
            if (lane := next(free, None)) is None:
                lanes.append([arrow])
            else:
                lane.append(arrow)
        return lanes

    def _ports(self, number: int, lanes: list[_Lane], direction: int) -> list[_Arrow]:
        """The arrows at one side of a card from top to bottom, so that they cross as little as may be."""
        arriving = [arrow for lane in lanes for arrow in lane if arrow.end == number]
        leaving = [arrow for lane in lanes for arrow in lane if arrow.start == number]
        return [*arriving, *leaving[::-1]][::direction]

    def _place(self) -> None:
        """Where everything stands."""
        straight = [line_width(arrow.label) for arrow in self.arrows if arrow.span == 1]
        legend, notes = line_width(self._legend()), [width_of(note, NOTE) for note in self._notes()]
        self.card_width = max([card.width for card in self.cards] + [2.7 * (w + GAP) for w in straight])
        beginning = STUB + GAP
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
        _write(self.canvas, (MARGIN, self.cards[0].top - PAD - 3.0), self._legend())
        for number, card in enumerate(self.cards):
            card.draw(self.canvas, self.left, self.card_width)
            if self.form.start[number]:
                y = card.top + PAD + 6.0
                self.canvas.arrow([(self.left - STUB, y), (self.left, y)], INK, ARROW, HEAD)

        for arrow in self.arrows:
            if arrow.span == 1:
                self._draw_straight(arrow)
        self._draw_lanes(self.down, 1, self.left + self.card_width)
        self._draw_lanes(self.up, -1, self.left - STUB - GAP)
        for number, note in enumerate(self._notes(), start=1):
            self.canvas.text((MARGIN, self.bottom + LINE * number), note, NOTE)
        return figure

    def _legend(self) -> Words:
        """The players in their colors, and how much they care for what is to come."""
        names = [
            (name, Ink(player_ink(who), NAME_SIZE, bold=True)) for who, name in enumerate(self.form.players)
        ]
        discounts = list(map(self.writing.odds, self.form.discounts))
        if len(set(discounts)) == 1:
            return [*names, ("discount factor", REMARK), discounts[0]]
        each = [word for pair in zip(names, discounts, strict=True) for word in pair]
        return [*each, ("(discount factors)", REMARK)]

    def _notes(self) -> list[str]:
        notes = [
            "In a cell: the payoffs of the period, and where play goes on; what is left over stays.",
            "Arrow from the left: where play begins.",
        ]
        if self.writing.profile is not None:
            notes.append(
                "Shaded: what is played. Faint: where play never comes to. At arrows: odds under play."
            )
        return notes

    def _draw_straight(self, arrow: _Arrow) -> None:
        """From a card to its neighbor: down at the left, up at the right, the label to its right."""
        upper, lower = sorted((arrow.start, arrow.end))
        ends = [self.cards[upper].top + self.cards[upper].height, self.cards[lower].top]
        x = self.left + self.card_width * (0.22 if arrow.end > arrow.start else 0.6)
        points = [(x, y) for y in (ends if arrow.end > arrow.start else ends[::-1])]
        self.canvas.arrow(points, _color(arrow), ARROW, HEAD)
        _write(self.canvas, (x + GAP, sum(ends) / 2 + 3.5), arrow.label)

    def _draw_lanes(self, lanes: list[_Lane], direction: int, side: float) -> None:
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
                at = (x + direction * GAP / 2, start + (11.5 if direction > 0 else -4.0))
                _write(self.canvas, at, arrow.label, "left" if direction > 0 else "right")
            x += direction * (_lane_width(lane) - FIRST_LANE)


def _lane_width(lane: _Lane) -> float:
    return FIRST_LANE + max(line_width(arrow.label) + GAP if arrow.label else 0.0 for arrow in lane)


def _color(arrow: _Arrow) -> str:
    return INK if arrow.used else FAINT
