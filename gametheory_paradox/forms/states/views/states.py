"""Pictures of states, and of automata."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from typing import Any

from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import Automaton, Profile, State, StochasticGame
from gametheory_paradox.forms.states.models.stochastic import first_fit
from gametheory_paradox.forms.states.models.unfolding import Done, Transition, played_in, steps_of
from gametheory_paradox.forms.states.state_values import chain_of, reached_states, state_values
from gametheory_paradox.forms.states.views.state_cards import (
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
from gametheory_paradox.forms.trees.views.tree_layout import WIDEST_PAYOFF, exactly
from gametheory_paradox.models import GameFamily
from gametheory_paradox.models.terms import STATE
from gametheory_paradox.paradoxes.definition import AnyForm
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.rationals import Numbers
from gametheory_paradox.views.canvas import (
    BAND,
    FAINT,
    INK,
    LINE,
    NAME_SIZE,
    SMALL_SIZE,
    THIN,
    Canvas,
    Figure,
    Ink,
    player_ink,
    width_of,
)
from gametheory_paradox.views.notation import MATH, formula, pieces

# A stochastic game as a picture: a card for each state, and arrows where play may go on to another
#
# The cards stand one below another, in the order of the game.
# ----------------------------------------------------------------------------

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


# An automaton as a picture: a card for each state, what it plays there, and what follows what is done
# ----------------------------------------------------------------------------

AUTOMATON_NOTES = (
    "In a card: what everybody does, and which state follows what is done; the first line that fits counts.",
    "Arrow from the left: where play begins. Faint arrow: only when somebody departs from what is played.",
)

SURE = RationalFunction.constant(1)


def draw_automaton(family: GameFamily, automaton: Automaton, *, title: str = "") -> Figure:
    """Draws an automaton: what is played in each of its states, and what follows what is done.

    An arrow names the odds with which a state follows, and how many periods late others notice.

    Parameters
    ----------
    family
        The games that it plays.
    automaton
        The automaton.
    title
        A line above the picture.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    InvalidGame
        If it does not fit the games, or these are played once.
    Unsupported
        If it is too large for a picture.
    """
    writing = _AutomatonWriting(family, automaton)
    cards = [_AutomatonCard(writing, name) for name in writing.names]
    begins = [writing.names.index(automaton.begins)]
    legend = legend_of(family.players, [writing.odds(own) for own in writing.form.discounts])
    return CardSheet(
        cards, list(writing.arrows()), begins, legend=legend, notes=AUTOMATON_NOTES, title=title
    ).draw()


class _AutomatonWriting:
    """The words and formulas of an automaton's play."""

    def __init__(self, family: GameFamily, automaton: Automaton):
        if not isinstance(family.form, StochasticGame):
            raise InvalidGame("an automaton plays games in periods, and this is a game that is played once")
        self.form, self.order = family.form, list(family.box)
        self.players, self.names = family.players, list(automaton.states)
        self.played = {name: played_in(automaton, name, self.form) for name in self.names}
        self.steps = {name: steps_of(automaton, name, self.form, self.order) for name in self.names}

    def odds(self, p: RationalFunction) -> tuple[str, Ink]:
        """A probability, or a discount factor, in small print."""
        return formula(p, self.order, MATH), Ink(ODDS.color, ODDS.size + 0.5, math=True)

    def arrows(self) -> Iterator[Arrow]:
        """Each step to another state; faint where it follows a departure alone."""
        for here, name in enumerate(self.names):
            kept = [first_fit(self.steps[name], done) for done in self.played[name]]
            for there, other in enumerate(self.names):
                leading = [step for step in self.steps[name] if other in step.to]
                if leading and here != there:
                    said = list(dict.fromkeys(self.label(step, other) for step in leading))
                    words = [word for own in said for word in own]
                    yield Arrow(here, there, words, any(step in kept for step in leading))

    def label(self, step: Transition, other: str) -> tuple[tuple[str, Ink], ...]:
        """The odds with which a state follows, and how late it does."""
        late = ((f"{step.after} late", REMARK),) if step.after else ()
        return (*self.unless_sure(step.to[other]), *late)

    def unless_sure(self, p: RationalFunction) -> Words:
        """A probability below 1."""
        return [] if p == SURE else [self.odds(p)]

    def actions(self, done: Done) -> Words:
        """The actions taken, each in the color of its player."""
        in_state = [(f"in {done[STATE]}", REMARK)] if self.names_state(done) else []
        inks = {player: Ink(player_ink(who), NAME_SIZE) for who, player in enumerate(self.players)}
        acts = [(f"{player}: {done[player]}", ink) for player, ink in inks.items() if player in done]
        return in_state + acts

    def names_state(self, done: Done) -> bool:
        """True if the state of the game is said, of several."""
        return STATE in done and STATE not in self.players and len(self.form.states) > 1

    def plays(self, name: str) -> list[Words]:
        """Everybody's actions; a line for each state of the game."""
        return [self.actions(done) for done in self.played[name] if len(done) > (STATE in done)]

    def follows(self, name: str, step: Transition) -> Words:
        """A line of what follows."""
        if step.when:
            words = [("after", REMARK), *self.actions(step.when)]
        else:
            words = [("whatever is done" if len(self.steps[name]) == 1 else "otherwise", REMARK)]
        for other, p in step.to.items():
            words.append((f"→ {other}" if other != name else "stays", ODDS))
            words += self.unless_sure(p)
        if step.after:
            words.append((f"noticed {step.after} period{'s' * (step.after > 1)} late", REMARK))
        return words


class _AutomatonCard:
    """A state of an automaton with all that is written on it, and its size."""

    def __init__(self, writing: _AutomatonWriting, name: str):
        steps = writing.steps[name]
        absorbing = all(set(step.to) == {name} for step in steps)
        self.lines: list[Words] = [[(name, NAME), *([("never left", REMARK)] * absorbing)]]
        self.lines += writing.plays(name)
        self.lines += [writing.follows(name, step) for step in steps]
        self.width = max(map(line_width, self.lines)) + 2 * PAD
        self.height = LINE * len(self.lines) + 2 * PAD
        self.top = 0.0

    def draw(self, canvas: Canvas, left: float, width: float) -> None:
        """Draws the card at its height, as wide as all are."""
        canvas.frame((left, self.top), width, self.height, INK, THIN + 0.3)
        for number, line in enumerate(self.lines):
            write_line(canvas, (left + PAD, self.top + PAD + 10.0 + LINE * number), line)
