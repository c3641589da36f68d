"""Columns of tables of games, and names that are not found."""

from collections.abc import Sequence

from gametheory_paradox.errors import InvalidGame, suggestion
from gametheory_paradox.forms.trees.information import InformationSet

# Errors about names that a game does not have: they say which it has
# --------------------------------------------------------------------


def no_such_player(players: Sequence[str], player: object) -> InvalidGame:
    """The error about somebody who does not play."""
    return InvalidGame(
        f"{player!r:.60} is not a player; {suggestion(player, players)}the players are {', '.join(players)}"
    )


def no_such_action(
    everywhere: Sequence[InformationSet], player: str, action: str, at: Sequence[str]
) -> InvalidGame:
    """The error about an action that a player does not have: anywhere, or at sets that it has or has not."""
    sets = {info.name: info for info in everywhere if info.player == player}
    for name in at:
        if not name or name not in sets:
            listed = ", ".join(map(repr, filter(None, sets)))
            listed = listed or "none by name (in normal form a player chooses once)"
            return InvalidGame(
                f"{player} has no information set {name!r}; {suggestion(name, sets)}it has {listed}"
            )
    known = tuple(dict.fromkeys(a for name in at or sets for a in sets[name].actions))
    where, those = (f" at {', '.join(map(repr, at))}", "it has") if at else ("", "its actions are")
    return InvalidGame(
        f"{player} has no action {action!r}{where}; {suggestion(action, known)}"
        f"{those} {', '.join(known) or 'none'}"
    )


def nothing_left(info: InformationSet) -> InvalidGame:
    """The error about a set of whose actions all are taken away."""
    where = f" at {info.name!r}" if info.name else ""
    taken = " and ".join(map(repr, info.actions))
    return InvalidGame(f"without {taken} nothing is left for {info.player} to choose{where}")


def position(names: tuple[str, ...], name: str, what: str) -> int:
    """The position of a name among others; InvalidGame lists those that exist."""
    if name not in names:
        raise InvalidGame(f"{name!r} is not {what}; there are {', '.join(names)}")
    return names.index(name)


# Columns of a game: the payoffs of all players, and after them their values of a measure
# ----------------------------------------------------------------------------

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
