"""The stable states of a graph model: Nash, general and symmetric metarational, sequentially stable.

The definitions stand in :mod:`~gametheory_paradox.forms.graphs.stable_states`.  Where preferences are
known in part, a state is stable in all strict rankings that agree with what is known, in none, or it depends.

Sources: fang1993 (the definitions, and equilibria: states that are stable for all); kilgour2001 (coalitions).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import get_args

from gametheory_paradox.errors import InvalidGame, no_such
from gametheory_paradox.forms.graphs.open_preferences import answer
from gametheory_paradox.forms.graphs.option import Responses
from gametheory_paradox.forms.graphs.stable_states import STABILITIES, Coalition, Prefers, is_stable
from gametheory_paradox.models import GraphModel
from gametheory_paradox.subjects import GraphLike, as_graph
from gametheory_paradox.table import Record, Table, Tabular, listed

MOST_IN_COALITIONS = 8  # players, all of whose coalitions are looked at


@dataclass(frozen=True, repr=False)
class StateStability(Record):
    """A state and a stability: who would leave.

    Parameters
    ----------
    state, concept
        The state, and which stability.
    left_by
        The coalitions, by their members, for which it is stable in no ranking that agrees with what is known.
    perhaps_left_by
        Those for which that depends on preferences that are not known.
    """

    state: str
    concept: str
    left_by: tuple[tuple[str, ...], ...]
    perhaps_left_by: tuple[tuple[str, ...], ...] = ()

    @property
    def equilibrium(self) -> bool | None:
        """Stable for all; None where that depends on preferences that are not known."""
        return False if self.left_by else None if self.perhaps_left_by else True

    @property
    def in_words(self) -> str:
        """Stable, or who would leave."""
        surely = ", ".join(map(_joined, self.left_by))
        perhaps = ", ".join(f"perhaps {_joined(own)}" for own in self.perhaps_left_by)
        return f"left by {', '.join(filter(None, (surely, perhaps)))}" if surely or perhaps else "stable"


@dataclass(frozen=True, repr=False)
class Stability(Tabular):
    """The states of a graph model and the stabilities of each.

    Parameters
    ----------
    model
        The graph model.
    rows
        For each state and each stability that was asked for, who would leave.
    coalitions
        Coalitions were looked at, and not single players alone.
    responses
        The others respond by legal *sequences* of moves, or by a *single* one.
    """

    model: GraphModel
    rows: tuple[StateStability, ...]
    coalitions: bool = False
    responses: Responses = "sequences"

    @property
    def concepts(self) -> tuple[str, ...]:
        """The stabilities that were asked for."""
        return tuple(dict.fromkeys(row.concept for row in self.rows))

    @property
    def equilibria(self) -> Mapping[str, tuple[str, ...]]:
        """For each stability the states that are stable for all, whatever is not known."""
        return {
            concept: tuple(row.state for row in self.rows if row.concept == concept and row.equilibrium)
            for concept in self.concepts
        }

    @property
    def is_settled(self) -> bool:
        """Nothing depends on preferences that are not known."""
        return all(row.equilibrium is not None for row in self.rows)

    def to_data(self) -> dict[str, object]:
        """As JSON: the equilibria, and for each state and stability who would leave."""
        states: dict[str, dict[str, object]] = {}
        for row in self.rows:
            states.setdefault(row.state, {})[row.concept] = {
                "equilibrium": row.equilibrium,
                "left_by": [list(own) for own in row.left_by],
                "perhaps_left_by": [list(own) for own in row.perhaps_left_by],
            }
        return {
            "title": self.model.title,
            "players": list(self.model.players),
            "coalitions": self.coalitions,
            "responses": self.responses,
            "equilibria": {concept: list(states) for concept, states in self.equilibria.items()},
            "states": states,
        }

    def table(self) -> Table:
        """A row for each state, a column for each stability."""
        cells = {(row.state, row.concept): row.in_words for row in self.rows}
        rows = [(state, *(cells[state, concept] for concept in self.concepts)) for state in self.model.states]
        whom = "every coalition" if self.coalitions else "every player"
        how = "legal sequences of moves" if self.responses == "sequences" else "one move"
        found = "; ".join(
            f"{concept}: {listed(states) or 'none'}" for concept, states in self.equilibria.items()
        )
        note = f"Stable for {whom}, where the others respond by {how}: {found}."
        return Table(("state", *self.concepts), rows, title=self.model.title, note=note)


def stability(
    model: GraphLike,
    concept: str | None = None,
    *,
    coalitions: bool = False,
    responses: Responses = "sequences",
) -> Stability:
    """Finds for every state of a graph model for whom it is stable, and the equilibria.

    Parameters
    ----------
    model
        A graph model, its name in the catalog, or the path of a model file.
    concept
        "nash", "general-metarational", "symmetric-metarational" or "sequentially-stable"; by default all
        four.
    coalitions
        Look at every coalition, and not at single players alone.
    responses
        "sequences": the others respond by legal sequences of moves, in which nobody moves twice in a row; or
        "single": by one move.

    Returns
    -------
    For each state and stability who would leave; complete, by the definitions.

    Raises
    ------
    InvalidGame
        If there is no such stability or way to respond, or too many players for coalitions.

    Sources
    -------
    fang1993 (the book's definitions); kilgour2001 (coalitions)

    Examples
    --------
    >>> elmira = stability("conflicts/fang-1993/elmira")
    >>> elmira.equilibria["nash"], elmira.equilibria["general-metarational"]
    (('5', '8', '9'), ('1', '4', '5', '8', '9'))
    >>> stability("conflicts/fang-1993/elmira", "nash", coalitions=True).equilibria
    {'nash': ('8', '9')}
    """
    model, concepts = as_graph(model), STABILITIES if concept is None else (stability_named(concept),)
    single = responses_named(responses) == "single"
    players = range(len(model.players))
    if coalitions and len(players) > MOST_IN_COALITIONS:
        raise InvalidGame(f"coalitions are looked at of {MOST_IN_COALITIONS} players at most")

    sizes = range(1, len(players) + 1) if coalitions else (1,)
    groups = [group for size in sizes for group in combinations(players, size)]
    rows = []
    for state, name in enumerate(model.states):
        for own in concepts:
            answers = {group: stable_for(model, own, group, state, single=single) for group in groups}
            left, perhaps = (
                tuple(
                    tuple(model.players[who] for who in group) for group in groups if answers[group] == said
                )
                for said in ("no", "depends")
            )
            rows.append(StateStability(name, own, left, perhaps))

    return Stability(model, tuple(rows), coalitions, responses)


def stable_for(model: GraphModel, concept: str, group: Coalition, state: int, *, single: bool = False) -> str:
    """True if a state is stable for a coalition: "yes", "no", or "depends" on what is not known."""

    def statement(prefers: Prefers) -> str:
        return "yes" if is_stable(concept, model.moves, group, state, prefers, single=single) else "no"

    return answer(model, statement)


def stability_named(name: str) -> str:
    """The stability of that name; InvalidGame lists those that exist."""
    if name not in STABILITIES:
        raise no_such("stability", name, STABILITIES)
    return name


def responses_named(name: str) -> Responses:
    """The way to respond of that name."""
    known: tuple[Responses, ...] = get_args(Responses)
    for responses in known:
        if responses == name:
            return responses
    raise InvalidGame(f"responses: expected 'sequences' or 'single', got {name!r:.60}")


def _joined(group: tuple[str, ...]) -> str:
    return " + ".join(group)
