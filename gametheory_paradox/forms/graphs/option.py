"""The option paradox in a graph of states: a player is better off without some of its moves.

What it can count on with the moves and without is compared by its own ranking, with the quantifiers of the
option paradox: over the states that are stable for all, or over those of them alone to which improvements
lead from the status quo.

A guard-rail.  *Under Nash stability the comparison of equilibria is never strong and never worst.*  A move of
one's own only disturbs one's own stability: without it, what was stable for its owner is stable still, and
for the others nothing has changed.  So every equilibrium with it is an equilibrium without it, and the worst
of these is no better than any of those.  From the status quo this fails: fewer moves lead elsewhere.

Sources: fang1993 (stabilities); the theorem and its proof are elementary.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from gametheory_paradox.forms.graphs.stable_states import NASH, Moves, Prefers, is_stable, reach
from gametheory_paradox.table import Record

Responses = Literal["sequences", "single"]
States: TypeAlias = tuple[int, ...]
PRESENT, ABSENT, IMPOSSIBLE, UNDECIDED = "present", "absent", "impossible", "undecided"
DEPENDS = "depends"  # on what of the rankings is not known
GUARD_RAIL = "moves disturb their owner alone"
GUARD_RAIL_SAID = (
    "under Nash stability every equilibrium with a move is one without it: a move of one's own disturbs "
    "nobody else's stability, so the {quantifier} comparison of equilibria cannot fall out so"
)


@dataclass(frozen=True, repr=False)
class GraphOption(Record):
    """The question whether a player is better off without some moves; players and states by number.

    Parameters
    ----------
    moves
        The moves of all players.
    start
        The status quo: compared are the equilibria that are reached from there by improvements, nobody moving
        twice in a row.  None where all equilibria are compared.
    mover, lost
        Who loses moves, and these, from state to state.
    concept, quantifier
        Which stability, and how states are compared.
    responses
        The others respond by legal "sequences" of moves, or by a "single" one.
    """

    moves: Moves
    start: int | None
    mover: int
    lost: frozenset[tuple[int, int]]
    concept: str
    quantifier: str
    responses: Responses

    @property
    def is_ruled_out(self) -> bool:
        """The guard-rail covers it."""
        return self.start is None and self.concept == NASH and self.quantifier in ("strong", "worst")

    @property
    def moves_left(self) -> Moves:
        """The moves of all players, without those that are lost."""
        own = {
            here: tuple(end for end in ends if (here, end) not in self.lost)
            for here, ends in self.moves[self.mover].items()
        }
        return [own if who == self.mover else other for who, other in enumerate(self.moves)]

    def compared(self, states: Sequence[int], prefers: Prefers) -> tuple[States, States]:
        """The states that are compared: with the moves, and without them."""
        with_moves, without_moves = (
            self._lasting(moves, states, prefers) for moves in (self.moves, self.moves_left)
        )
        return with_moves, without_moves

    def _lasting(self, moves: Moves, states: Sequence[int], prefers: Prefers) -> States:
        """The states that are stable for all, perhaps only those that are reached."""
        players = range(len(moves))
        if self.start is not None:
            states = sorted({self.start, *reach(moves, players, self.start, prefers)})
        single = self.responses == "single"
        return tuple(
            state
            for state in states
            if all(is_stable(self.concept, moves, (who,), state, prefers, single=single) for who in players)
        )

    def answer(self, with_moves: States, without_moves: States, prefers: Prefers) -> str:
        """The definition: present where the player is better off without them; undecided if nothing lasts."""
        if not with_moves or not without_moves:
            return UNDECIDED
        return PRESENT if self._falls(with_moves, without_moves, prefers) else ABSENT

    def _falls(self, with_moves: States, without_moves: States, prefers: Prefers) -> bool:
        """Tests whether the player is better off without the moves, by its own ranking."""

        def better(one: int, other: int) -> bool:
            return prefers(self.mover, one, other)

        if self.quantifier == "strong":  # the worst without beats the best with
            return all(better(one, other) for one in without_moves for other in with_moves)
        if self.quantifier == "best":
            return any(all(better(one, other) for other in with_moves) for one in without_moves)
        if self.quantifier == "worst":
            return any(all(better(one, other) for one in without_moves) for other in with_moves)
        return any(better(one, other) for one in without_moves for other in with_moves)
