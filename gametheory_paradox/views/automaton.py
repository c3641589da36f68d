"""An automaton as a picture: a card for each state, what it plays there, and what follows what is done."""

from collections.abc import Iterator

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.families import GameFamily
from gametheory_paradox.families.automata import Done, Transition, played_in, steps_of
from gametheory_paradox.families.stochastic import first_fit
from gametheory_paradox.families.terms import STATE
from gametheory_paradox.games import Automaton, StochasticGame
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.views.canvas import LINE, Canvas, Figure, Ink
from gametheory_paradox.views.notation import MATH, formula
from gametheory_paradox.views.state_cards import (
    NAME,
    ODDS,
    PAD,
    REMARK,
    Arrow,
    CardSheet,
    Words,
    legend_of,
    line_width,
    write_line,
)
from gametheory_paradox.views.style import INK, NAME_SIZE, THIN, player_ink

NOTES = (
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
    writing = _Writing(family, automaton)
    cards = [_Card(writing, name) for name in writing.names]
    begins = [writing.names.index(automaton.begins)]
    legend = legend_of(family.players, [writing.odds(own) for own in writing.form.discounts])
    return CardSheet(cards, list(writing.arrows()), begins, legend=legend, notes=NOTES, title=title).draw()


class _Writing:
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


class _Card:
    """A state of an automaton with all that is written on it, and its size."""

    def __init__(self, writing: _Writing, name: str):
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
