"""Evolution of a graph model: which states follow which, and what deters a move.

Source: li2005 (status quo analysis).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms.graphs.open_preferences import OpenComparison, preferences_in
from gametheory_paradox.forms.graphs.stable_states import (
    NASH,
    SEQUENTIAL,
    SYMMETRIC,
    Prefers,
    improvements,
    reach,
    steps,
)
from gametheory_paradox.models import GraphModel
from gametheory_paradox.subjects import GraphLike, as_graph
from gametheory_paradox.table import Record, Table, Tabular

# The evolution of a conflict from its status quo: the states that are reached, step by step
#
# At every step one player moves, and nobody moves twice in a row.  Either every move counts, or only those
# that are improvements for the one who makes them.
# ----------------------------------------------------------------------------


@dataclass(frozen=True, repr=False)
class UnilateralMove(Record):
    """A move on the way from the status quo.

    Parameters
    ----------
    number
        The earliest step at which it can be made.
    player, before, after
        Who makes it, from which state to which.
    """

    number: int
    player: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.player} from {self.before} to {self.after}"


@dataclass(frozen=True, repr=False)
class Evolution(Tabular):
    """The states reached from a status quo.

    Parameters
    ----------
    model, start
        The graph model, and where it begins.
    improvements
        Only moves count that are improvements for those who make them.
    first
        For each state that is reached the number of steps that it takes at least.
    steps
        The moves on the way.
    open_moves
        Moves of which it is not known whether they are improvements; they are not among the steps.
    """

    model: GraphModel
    start: str
    improvements: bool
    first: tuple[tuple[str, int], ...]
    steps: tuple[UnilateralMove, ...]
    open_moves: tuple[UnilateralMove, ...] = ()

    @property
    def ends(self) -> tuple[str, ...]:
        """The states reached from which no such move leads on."""
        left = {step.before for step in (*self.steps, *self.open_moves)}
        return tuple(state for state, _ in self.first if state not in left)

    def to_data(self) -> dict[str, object]:
        """As JSON: for each state its first step, and the moves."""
        return {
            "title": self.model.title,
            "start": self.start,
            "improvements": self.improvements,
            "first": dict(self.first),
            "steps": [step.to_data() for step in self.steps],
            "open_moves": [step.to_data() for step in self.open_moves],
            "ends": list(self.ends),
        }

    def table(self) -> Table:
        """A row for each state that is reached."""
        rows = []
        for state, number in self.first:
            by = [f"{s.player} from {s.before}" for s in self.steps if (s.after, s.number) == (state, number)]
            onward = ", ".join(f"{s.player} to {s.after}" for s in self.steps if s.before == state)
            rows.append((state, number, ", ".join(by), onward))
        kind = "improvements" if self.improvements else "moves"
        ends = f"it can end in {', '.join(self.ends)}" if self.ends else "none of these is an end"
        note = f"From {self.start} by {kind}, nobody twice in a row; {ends}."
        if self.open_moves:
            said = ", ".join(map(str, self.open_moves))
            note += f"  Not known to be improvements, or not to be: {said}."
        return Table(("state", "step", "by", "leads on"), rows, title=self.model.title, note=note)


def evolution(model: GraphLike, *, start: str | None = None, improvements: bool = True) -> Evolution:
    """Follows a conflict from its status quo: which states are reached, by whom, in how many steps.

    Parameters
    ----------
    model
        A graph model, its name in the catalog, or the path of a model file.
    start
        The state in which it begins; by default the model's status quo.
    improvements
        Only moves count that are improvements for the one who makes them; otherwise all moves.

    Raises
    ------
    InvalidGame
        If there is no such state, or the model names no status quo.

    Sources
    -------
    li2005

    Examples
    --------
    >>> path = evolution("conflicts/fang-1993/elmira")
    >>> path.first, path.ends
    ((('1', 0), ('5', 1)), ('5',))
    """
    model = as_graph(model)
    begin = model.start if start is None else model.state(start)
    if begin is None:
        raise InvalidGame("the model names no status quo: give start, the state in which it begins")

    prefers = preferences_in(model, model.ranking.orders)
    reached, made, unknown = {begin: 0}, dict[UnilateralMove, None](), dict[UnilateralMove, None]()
    front: list[tuple[int, int | None]] = [(begin, None)]
    seen, number = set(front), 0

    while front:
        number += 1
        after: list[tuple[int, int | None]] = []

        for here, last in front:
            for who, there in steps(model.moves, range(len(model.players)), here, last, None):
                step = UnilateralMove(number, model.players[who], model.states[here], model.states[there])
                try:
                    counts = not improvements or prefers(who, there, here)
                except OpenComparison:
                    unknown.setdefault(step)
                    continue
                if counts:
                    made.setdefault(step)
                    reached.setdefault(there, number)
                    after.append((there, who))

        front = [own for own in dict.fromkeys(after) if own not in seen]
        seen |= set(front)

    first = tuple((model.states[state], at) for state, at in reached.items())
    return Evolution(model, model.states[begin], improvements, first, _earliest(made), _earliest(unknown))


def _earliest(steps: "dict[UnilateralMove, None]") -> tuple[UnilateralMove, ...]:
    """Each move once, at its earliest step."""
    once: dict[tuple[str, str, str], UnilateralMove] = {}
    for step in steps:
        once.setdefault((step.player, step.before, step.after), step)
    return tuple(once.values())


# Deterrence: which move a player would like to make, and the responses that keep it from doing so
# ----------------------------------------------------------------------------


@dataclass(frozen=True, repr=False)
class Temptation(Record):
    """A move that a player prefers to staying, and what follows it.

    Parameters
    ----------
    move
        The move.
    response
        Moves of the others that lead on to a state that the player does not prefer to the one it left, in a
        shortest sequence; none where nothing deters it.
    """

    move: UnilateralMove
    response: tuple[UnilateralMove, ...]

    @property
    def is_deterred(self) -> bool:
        """The others can answer it."""
        return bool(self.response)


def temptations(
    model: GraphModel, concept: str, player: int, state: int, prefers: Prefers, *, single: bool = False
) -> tuple[Temptation, ...]:
    """The moves that a player prefers to staying, each with the response that deters it under a stability.

    Parameters
    ----------
    model, concept
        The graph model, and which stability.
    player, state
        Who would move, from which state.
    prefers
        The players' preferences.
    single
        The others respond by one move, not by legal sequences of moves.
    """
    others = [who for who in range(len(model.players)) if who != player]
    own = prefers if concept == SEQUENTIAL else None

    def deters(end: int) -> bool:
        escapes = reach(model.moves, (player,), end) if concept == SYMMETRIC else ()
        return not any(prefers(player, reached, state) for reached in (end, *escapes))

    found = []
    for there in improvements(model.moves, (player,), state, prefers):
        move = UnilateralMove(1, model.players[player], model.states[state], model.states[there])
        way = () if concept == NASH else shortest_way(model, others, there, deters, own, single=single)
        found.append(Temptation(move, way))
    return tuple(found)


def shortest_way(
    model: GraphModel,
    movers: Sequence[int],
    state: int,
    is_end: Callable[[int], bool],
    prefers: Prefers | None,
    *,
    single: bool = False,
) -> tuple[UnilateralMove, ...]:
    """A shortest legal sequence of moves to an end.

    Parameters
    ----------
    model, movers, state
        The graph model, who moves, and where they begin.
    is_end
        Tests whether a state is one.
    prefers
        Each move must be an improvement for the one who makes it; without it any move will do.
    single
        Only sequences of one move.

    Returns
    -------
    Its moves; none where there is no such sequence.
    """
    front: list[tuple[int, int | None, tuple[UnilateralMove, ...]]] = [(state, None, ())]
    seen = set[tuple[int, int]]()
    while front:
        here, last, way = front.pop(0)
        if way and is_end(here):
            return way
        for who, end in [] if way and single else steps(model.moves, movers, here, last, prefers):
            if (end, who) not in seen:
                seen.add((end, who))
                step = UnilateralMove(len(way) + 1, model.players[who], model.states[here], model.states[end])
                front.append((end, who, (*way, step)))
    return ()
