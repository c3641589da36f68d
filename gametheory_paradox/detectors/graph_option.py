"""``graph_option``: whether an option, or a move, hurts the one who has it, in a graph model.

The player loses the moves by which it takes the option.  What it can count on with them and without is
compared by its own ranking, by the same four quantifiers as elsewhere: over the equilibria, or over those
equilibria alone to which improvements lead from the status quo.

A guard-rail.  *Under Nash stability the comparison of equilibria is never strong and never worst.*  A move of
one's own only disturbs one's own stability: without it, what was stable for its owner is stable still, and
for the others nothing has changed.  So every equilibrium with it is an equilibrium without it, and the worst
of these is no better than any of those.  From the status quo this fails: fewer moves lead elsewhere.

Sources: fang1993 (stabilities); the theorem and its proof are elementary.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from gametheory_paradox.claims.equilibria.stable_states import NASH, Prefers, is_stable, reach
from gametheory_paradox.clock import Clock
from gametheory_paradox.concepts.conflict.stability import Responses, responses_named, stability_named
from gametheory_paradox.errors import InvalidGame, OutOfTime
from gametheory_paradox.families import GraphModel
from gametheory_paradox.families.open_preferences import DEPENDS, cases_of, patterns
from gametheory_paradox.games.deletion import Names, names_in
from gametheory_paradox.paradoxes.quantifiers import QUANTIFIERS
from gametheory_paradox.subjects import GraphLike, as_graph
from gametheory_paradox.table import Table, Tabular, listed

Over = Literal["equilibria", "reached"]
PRESENT, ABSENT, IMPOSSIBLE, UNDECIDED = "present", "absent", "impossible", "undecided"
GUARD_RAIL = (
    "under Nash stability every equilibrium with a move is one without it: a move of one's own disturbs "
    "nobody else's stability, so the {quantifier} comparison of equilibria cannot fall out so"
)


@dataclass(frozen=True, repr=False)
class GraphVerdict(Tabular):
    """An answer about the option paradox in a graph model.

    Parameters
    ----------
    model, mover
        The graph model, and who loses moves.
    lost
        The moves that are taken away, from state to state.
    concept, quantifier, over
        Which stability, how it is compared, and over which states: "equilibria", or "reached" ones.
    name
        "present", "absent", "impossible", "undecided", or "depends" on preferences that are not known.
    why
        The reason in a sentence.
    with_option, without_option
        The states compared; empty where they are not the same in all rankings.
    depends_on
        Where it depends: in words, comparisons under which it is present; it is where one of the cases holds.
    """

    model: GraphModel
    mover: str
    lost: tuple[tuple[str, str], ...]
    concept: str
    quantifier: str
    over: Over
    name: str
    why: str
    with_option: tuple[str, ...] = ()
    without_option: tuple[str, ...] = ()
    depends_on: tuple[tuple[str, ...], ...] = ()

    @property
    def is_settled(self) -> bool:
        """There is an answer."""
        return self.name != UNDECIDED

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        return {
            "title": self.model.title,
            "mover": self.mover,
            "lost": [list(move) for move in self.lost],
            "concept": self.concept,
            "quantifier": self.quantifier,
            "over": self.over,
            "verdict": self.name,
            "with": list(self.with_option),
            "without": list(self.without_option),
            "depends_on": [list(case) for case in self.depends_on],
            "why": self.why,
        }

    def table(self) -> Table:
        """The answer and what it rests on."""
        rows = [
            ("mover", self.mover),
            ("loses", ", ".join(f"{here} to {there}" for here, there in self.lost)),
            ("quantifier", self.quantifier),
            ("compared", f"{self.concept} {self.over}"),
            ("with it", ", ".join(self.with_option)),
            ("without it", ", ".join(self.without_option)),
            *(("present where", " and ".join(case)) for case in self.depends_on),
            ("why", self.why),
        ]
        return Table(("option paradox", self.name), [row for row in rows if row[1]], title=self.model.title)


def graph_option(
    model: GraphLike,
    *,
    mover: str,
    action: Names = (),
    moves: Sequence[tuple[str, str]] = (),
    concept: str = NASH,
    quantifier: str = "strong",
    over: Over = "equilibria",
    responses: Responses = "sequences",
    budget: float | None = None,
) -> GraphVerdict:
    """Decides whether a player of a graph model is better off without an option, or without some moves.

    Parameters
    ----------
    model
        A graph model, its name in the catalog, or the path of a model file.
    mover
        Who loses it, and by whose ranking states are compared.
    action
        Its options that it can no longer take; with ``not`` before one, that it can no longer give up.
    moves
        Or its moves that are taken away, from state to state.
    concept
        "nash", "general-metarational", "symmetric-metarational" or "sequentially-stable".
    quantifier
        "strong": the worst without it beats the best with it; "best", "worst", "possible".
    over
        "equilibria", or "reached": those to which improvements lead from the status quo, nobody moving twice
        in a row.
    responses
        The others respond by legal "sequences" of moves, or by a "single" one.
    budget
        Seconds; None for no limit.

    Returns
    -------
    Present, absent, impossible by the guard-rail, undecided where nothing is there to compare, or depends.

    Raises
    ------
    InvalidGame
        If a name does not exist, or nothing is taken away.

    Examples
    --------
    >>> verdict = graph_option("conflicts/fang-1993/elmira", mover="Local Government", action="insist")
    >>> verdict.name
    'impossible'
    """
    model, concept = as_graph(model), stability_named(concept)
    if quantifier not in QUANTIFIERS:
        raise InvalidGame(f"there is no quantifier {quantifier!r:.60}; there are {', '.join(QUANTIFIERS)}")
    if over not in ("equilibria", "reached"):
        raise InvalidGame(f"over: expected 'equilibria' or 'reached', got {over!r:.60}")
    if over == "reached" and model.start is None:
        raise InvalidGame("the model names no status quo from which states are reached")
    single = responses_named(responses) == "single"
    lost = _lost(model, mover, names_in(action), moves)
    asked = model, mover, tuple((model.states[a], model.states[b]) for a, b in sorted(lost)), concept
    if over == "equilibria" and concept == NASH and quantifier in ("strong", "worst"):
        why = GUARD_RAIL.format(quantifier=quantifier)
        return GraphVerdict(*asked, quantifier, over, IMPOSSIBLE, why)

    # For every ranking that agrees with what is known, which states are compared and what comes of it.
    compared: dict[tuple[str, tuple[str, ...], tuple[str, ...]], None] = {}
    who, sides = model.player(mover), (model, model.without(mover, lost))

    def statement(prefers: Prefers) -> str:
        with_it, without_it = (_stable(side, concept, over, prefers, single=single) for side in sides)
        name = UNDECIDED
        if with_it and without_it:
            name = PRESENT if _falls(quantifier, who, with_it, without_it, prefers) else ABSENT
        compared.setdefault((name, model.named(with_it), model.named(without_it)))
        return name

    try:
        with Clock(budget):
            found = list(patterns(model, statement))
            names = sorted({own.answer for own in found})
            depends_on = cases_of(model, statement, found, PRESENT) if len(names) > 1 else ()
    except OutOfTime as problem:
        return GraphVerdict(*asked, quantifier, over, UNDECIDED, str(problem))
    shown = next(iter(compared))[1:] if len(compared) == 1 else ((), ())
    if len(names) > 1:
        why = f"it hangs on preferences that are not known: it is {listed(names, 'or')}"
        return GraphVerdict(*asked, quantifier, over, DEPENDS, why, *shown, depends_on)
    return GraphVerdict(*asked, quantifier, over, names[0], _why(names[0], mover, quantifier), *shown)


def _stable(
    model: GraphModel, concept: str, over: Over, prefers: Prefers, *, single: bool
) -> tuple[int, ...]:
    """The states that are compared: those that are stable for all, perhaps only those that are reached."""
    players, places = range(len(model.players)), list(range(len(model.states)))
    if over == "reached" and model.start is not None:
        places = sorted({model.start, *reach(model.moves, players, model.start, prefers)})
    return tuple(
        state
        for state in places
        if all(is_stable(concept, model.moves, (who,), state, prefers, single=single) for who in players)
    )


def _falls(
    quantifier: str, who: int, with_it: Sequence[int], without_it: Sequence[int], prefers: Prefers
) -> bool:
    """The definition: by its own ranking the player is better off without it."""
    if quantifier == "strong":  # the worst without beats the best with
        return all(prefers(who, one, other) for one in without_it for other in with_it)
    if quantifier == "best":
        return any(all(prefers(who, one, other) for other in with_it) for one in without_it)
    if quantifier == "worst":
        return any(all(prefers(who, one, other) for one in without_it) for other in with_it)
    return any(prefers(who, one, other) for one in without_it for other in with_it)


def _why(name: str, mover: str, quantifier: str) -> str:
    if name == UNDECIDED:
        return "no state is stable with it, or none without it: there is nothing to compare"
    better = "is better off" if name == PRESENT else "is not better off"
    return f"{mover} {better} without it, by the {quantifier} comparison"


def _lost(
    model: GraphModel, mover: str, changes: Sequence[str], moves: Sequence[tuple[str, str]]
) -> frozenset[tuple[int, int]]:
    """The moves that are taken away, each of which the mover has."""
    lost = frozenset(move for change in changes for move in model.changing(mover, change))
    own = model.moves[model.player(mover)]
    for here, there in moves:
        pair = model.state(here), model.state(there)
        if pair[1] not in own.get(pair[0], ()):
            raise InvalidGame(f"{mover} has no move from {here!r} to {there!r}")
        lost |= {pair}
    if not lost:
        raise InvalidGame("what is taken away? name an option of the mover, or some of its moves")
    return lost
