"""Stable states of a conflict in which moves lead from state to state: the four definitions.

A *legal sequence* of moves by some players is one in which nobody moves twice in a row.  An *improvement* of
a coalition from a state is a state that it brings about by a legal sequence of its own and that every member
prefers; of one player, a single move.  For a coalition a state is

* *Nash* stable if it has no improvement from there;
* *general metarational* if after every improvement the others can go on, by a legal sequence, to a state that
  some member does not prefer to where it began: a *sanction*;
* *symmetric metarational* if moreover the coalition cannot get out of that sanction by moves of its own: all
  that it can bring about from there some member does not prefer either;
* *sequentially stable* if every improvement meets a sanction in which each single move is an improvement for
  the one who makes it.

Sources: fang1993 (definitions for one player); kilgour2001 (coalitions).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

Moves: TypeAlias = Sequence[Mapping[int, Sequence[int]]]
"""For each player, from a state the states to which it can move."""

Prefers: TypeAlias = Callable[[int, int, int], bool]
"""Tests whether a player prefers the first of two states to the second."""

Coalition: TypeAlias = tuple[int, ...]


def reach(
    moves: Moves, movers: Sequence[int], state: int, prefers: Prefers | None = None, *, single: bool = False
) -> list[int]:
    """The states that some players bring about by legal sequences of at least one move.

    Parameters
    ----------
    moves, movers, state
        The moves of all players, those who move here, and where they begin.
    prefers
        Each single move must be an improvement for the one who makes it; without it any move will do.
    single
        Only sequences of one move.
    """
    ends: dict[tuple[int, int], None] = {}  # a state, and who moved last
    pending: list[tuple[int, int | None]] = [(state, None)]
    while pending:
        here, last = pending.pop()
        for who, there in steps(moves, movers, here, last, prefers):
            if (there, who) not in ends:
                ends[there, who] = None
                if not single:
                    pending.append((there, who))
    return sorted({there for there, _ in ends})


def steps(
    moves: Moves, movers: Sequence[int], here: int, last: int | None, prefers: Prefers | None
) -> Iterator[tuple[int, int]]:
    """The players who can move and the states they can move to, the one who moved last left out."""
    for who in movers:
        for there in moves[who].get(here, ()) if who != last else ():
            if prefers is None or prefers(who, there, here):
                yield who, there


def improvements(moves: Moves, coalition: Coalition, state: int, prefers: Prefers) -> Iterator[int]:
    """The states that a coalition can bring about and that every member prefers."""
    for there in reach(moves, coalition, state):
        if all(prefers(who, there, state) for who in coalition):
            yield there


def is_stable(
    concept: str,
    moves: Moves,
    coalition: Coalition,
    state: int,
    prefers: Prefers,
    *,
    single: bool = False,
) -> bool:
    """Tests whether a state is stable for a coalition, or for one player.

    Parameters
    ----------
    concept
        One of STABILITIES.
    moves
        The moves of all players.
    coalition, state
        The players by number, and the state.
    prefers
        The players' preferences.
    single
        The others respond by one move, not by legal sequences of moves.

    Examples
    --------
    >>> dilemma = [{0: [2], 2: [0], 1: [3], 3: [1]}, {0: [1], 1: [0], 2: [3], 3: [2]}]
    >>> worth = [(3, 1, 4, 2), (3, 4, 1, 2)]  # both cooperate, the second defects, the first does, both do
    >>> better = lambda who, one, other: worth[who][one] > worth[who][other]
    >>> [[state for state in range(4) if all(is_stable(concept, dilemma, (who,), state, better)
    ...     for who in (0, 1))] for concept in STABILITIES]
    [[3], [0, 3], [0, 3], [0, 3]]
    """
    others = [who for who in range(len(moves)) if who not in coalition]

    def is_no_better(there: int) -> bool:
        return any(not prefers(who, there, state) for who in coalition)

    def sanctions(there: int) -> Iterator[int]:
        own = prefers if concept == SEQUENTIAL else None
        return (end for end in reach(moves, others, there, own, single=single) if is_no_better(end))

    def deters(end: int) -> bool:
        return concept != SYMMETRIC or all(map(is_no_better, reach(moves, coalition, end)))

    found = improvements(moves, coalition, state, prefers)
    if concept == NASH:
        return not any(True for _ in found)
    return all(any(map(deters, sanctions(there))) for there in found)


NASH, GENERAL = "nash", "general-metarational"
SYMMETRIC, SEQUENTIAL = "symmetric-metarational", "sequentially-stable"
STABILITIES = (NASH, GENERAL, SYMMETRIC, SEQUENTIAL)
