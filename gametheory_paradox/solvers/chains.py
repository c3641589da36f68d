"""Chains of players: one whose mixture goes along an edge, and others whose mixtures equations determine.

Source: as for :mod:`gametheory_paradox.claims.equilibria.best_conditions`, which says how they do.
"""

from collections.abc import Iterator, Sequence
from itertools import permutations

from gametheory_paradox.claims.equilibria.best_conditions import Condition

MOST_DETERMINED = 3  # players in a chain besides the first

Chain = list[list[int]]


def chains(conditions: Sequence[Condition], sizes: Sequence[int]) -> Iterator[Chain]:
    """Chains after which no condition names two free players, those with few players first."""
    open_ = {player for player, size in enumerate(sizes) if size > 1}
    for count in range(MOST_DETERMINED + 2):
        for players in permutations(sorted(open_), count):
            free = open_.difference(players)
            if all(len(free.intersection(own.players)) < 2 for own in conditions):
                lone = [own for own in conditions if not free.intersection(own.players)]
                chain = _determining(players, lone, sizes)
                if chain is not None:
                    yield chain


def _determining(
    players: Sequence[int], conditions: Sequence[Condition], sizes: Sequence[int]
) -> Chain | None:
    """The players with the places of equations that determine their mixtures in turn; None if too few."""
    if not players:
        return []
    known, used, chain = {players[0]}, set[int](), [[players[0]]]

    for player in players[1:]:
        known.add(player)
        places = [
            place
            for place, own in enumerate(conditions)
            if own.is_equation
            and place not in used
            and player in own.players
            and known.issuperset(own.players)
        ][: sizes[player] - 1]
        if len(places) < sizes[player] - 1:
            return None
        used.update(places)
        chain.append([player, *places])
    return chain
