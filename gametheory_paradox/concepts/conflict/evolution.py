"""The evolution of a conflict from its status quo: the states that are reached, step by step.

At every step one player moves, and nobody moves twice in a row.  Either every move counts, or only those that
are improvements for the one who makes them.

Sources: li2005 (status quo analysis).
"""

from dataclasses import dataclass

from gametheory_paradox.claims.equilibria.stable_states import steps
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.families import GraphModel
from gametheory_paradox.families.open_preferences import OpenComparison, preferences_in
from gametheory_paradox.subjects import GraphLike, as_graph
from gametheory_paradox.table import Record, Table, Tabular


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
