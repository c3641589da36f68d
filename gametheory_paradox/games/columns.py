"""Columns of a game: the payoffs of all players, and after them their values of a measure."""

from collections.abc import Sequence

from gametheory_paradox.errors import InvalidGame

PAYOFF = "payoff"  # the measure of a game that names none


def width_of(players: Sequence[str], measure: str) -> int:
    """Counts the entries of a cell or an end; InvalidGame if a measure is called like the payoff."""
    if measure == PAYOFF:
        raise InvalidGame(f"{PAYOFF!r} is what players maximize, and no name of a measure")
    return 2 * len(players) if measure else len(players)


def column_of(players: Sequence[str], measure: str, player: str) -> int:
    """The place of what is compared for a player."""
    who = players.index(player)
    return len(players) + who if measure else who
