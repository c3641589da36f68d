"""A stochastic game as a picture: a card for each state, and arrows where play may go on to another.

The cards stand one below another, in the order of the game.
"""

from collections.abc import Sequence
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
from gametheory_paradox.views.canvas import LINE, Canvas, Figure, Ink, width_of
from gametheory_paradox.views.notation import MATH, formula, pieces
from gametheory_paradox.views.state_cards import (
    ACTION,
    NAME,
    ODDS,
    PAD,
    REMARK,
    WIDEST_LABEL,
    Arrow,
    CardSheet,
    Words,
    legend_of,
    line_width,
    write_line,
)
from gametheory_paradox.views.style import (
    BAND,
    FAINT,
    INK,
    NAME_SIZE,
    SMALL_SIZE,
    THIN,
    player_ink,
)
from gametheory_paradox.views.tree_layout import WIDEST_PAYOFF, exactly

MOST_ODDS = 3  # different odds that an arrow names
MOST_CELLS = 400

NOTES = (
    "In a cell: the payoffs of the period, and where play goes on; what is left over stays.",
    "Arrow from the left: where play begins.",
)
PLAYED = "Shaded: what is played. Faint: where play never comes to. At arrows: odds under play."

Number = Fraction | RationalFunction
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
    writing = _Writing(form, profile, order)
    cards = [_Card(writing, number) for number in range(len(form.states))]
    begins = [number for number, p in enumerate(form.start) if p]
    legend = legend_of(form.players, list(map(writing.odds, form.discounts)))
    notes = NOTES if profile is None else (*NOTES, PLAYED)
    return CardSheet(cards, _arrows(writing), begins, legend=legend, notes=notes, title=title).draw()


def _arrows(writing: "_Writing") -> list[Arrow]:
    """Every step to another state that may be made; faint where it is not made under play."""
    return [
        Arrow(
            here,
            there,
            writing.label(here, there),
            writing.profile is None or bool(writing.chain[here][there]),
        )
        for here, state in enumerate(writing.form.states)
        for there in range(len(writing.form.states))
        if here != there and any(row[there] for row in state.transitions)
    ]


class _Writing:
    """The words, numbers and formulas of a game, and of its play."""

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
        """The other states to which play leads from a state, a line for each."""
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
        """True if a combination of actions is played with certainty or now and then."""
        if self.writing.profile is None or not self.state.movers:
            return False
        numbers = self.writing.form.sets_at[self.number]
        odds = (self.writing.profile.probabilities[number] for number in numbers)
        return all(weights[own] for weights, own in zip(odds, self._combination(row, column), strict=True))

    def draw(self, canvas: Canvas, left: float, width: float) -> None:
        """Draws the card at its height, as wide as all are."""
        corner = (left, self.top)
        canvas.frame(corner, width, self.height, INK if self.played else FAINT, THIN + 0.3 * self.played)
        write_line(canvas, (left + PAD, self.top + PAD + 10.0), self.heading)
        x, y = left + self.left, self.top + self.above
        right = x + self.cell_width * len(self.columns)
        if self.column_labels:
            write_line(canvas, ((x + right) / 2, y - LINE - 5.0), [self._name(1)], "center")
        for column, label in zip(self.columns, self.column_labels, strict=False):
            write_line(canvas, (x + self.cell_width * (column + 0.5), y - 5.0), label, "center")
        if self.state.movers:
            write_line(canvas, (x - PAD, y - 5.0), self._names(), "right")

        for number, (row, height) in enumerate(zip(self.rows, self.heights, strict=True)):
            write_line(canvas, (x - PAD, y + PAD / 2 + 11.0), self.row_labels[number], "right")
            for column in self.columns:
                corner = (x + self.cell_width * column, y)
                if self.is_played(row, column):
                    canvas.box(corner, self.cell_width, height, BAND)
                canvas.frame(corner, self.cell_width, height, FAINT, THIN)
                for place, line in enumerate(self.cells[row, column]):
                    write_line(canvas, (corner[0] + PAD, y + PAD / 2 + 11.0 + LINE * place), line)
            y += height
