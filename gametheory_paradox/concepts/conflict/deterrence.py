"""Deterrence: which move a player would like to make, and the responses that keep it from doing so."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gametheory_paradox.claims.equilibria.stable_states import (
    NASH,
    SEQUENTIAL,
    SYMMETRIC,
    Prefers,
    improvements,
    reach,
    steps,
)
from gametheory_paradox.concepts.conflict.evolution import UnilateralMove
from gametheory_paradox.families import GraphModel
from gametheory_paradox.table import Record


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
