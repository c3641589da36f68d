"""Taking actions away: from some information sets, from a player altogether, or from a coalition."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

from gametheory_paradox.errors import InvalidGame, suggestion
from gametheory_paradox.games.game_form import GameForm
from gametheory_paradox.games.information import InformationSet
from gametheory_paradox.games.normal_form_record import P
from gametheory_paradox.table import Record

Kind = Literal["information_set", "player", "coalition"]
Names = str | Sequence[str]  # one name, or several


def names_in(names: Names) -> tuple[str, ...]:
    """The names, where one may stand by itself."""
    return (names,) if isinstance(names, str) else tuple(names)


@dataclass(frozen=True, repr=False)
class Scope(Record):
    """Where actions are taken away.

    Parameters
    ----------
    kind
        At named information sets of one player, at all of a player's, or at all of every member's of a
        coalition.
    players
        Whose actions they are; the first is the mover whose payoff is measured.
    information_sets
        The names of the sets that lose one, player by player; empty in normal form.
    """

    kind: Kind
    players: tuple[str, ...]
    information_sets: tuple[str, ...]


def check_player(game: GameForm[P], player: object) -> None:
    """InvalidGame lists the players, where this is none of them."""
    if player not in game.players:
        raise InvalidGame(
            f"{player!r:.60} is not a player; {suggestion(player, game.players)}"
            f"the players are {', '.join(game.players)}"
        )


def scope_of(
    game: GameForm[P],
    mover: str,
    action: Names,
    at: Names = (),
    coalition: Names = (),
) -> Scope:
    """The scope of a deletion, its names checked against a game.

    Parameters
    ----------
    game
        The game.
    mover
        Whose payoff is measured.
    action
        What is taken away: one action or several.
    at
        The information sets that lose what they have of it; none means every set of the mover that has some.
    coalition
        The players who lose it everywhere; must contain the mover.

    Raises
    ------
    InvalidGame
        If a name is unknown, a set lacks the action, or nothing would be left to choose.
    """
    actions, places, allies = names_in(action), names_in(at), names_in(coalition)
    if not actions:
        raise InvalidGame("which action is taken away? name at least one")
    if places and allies:
        raise InvalidGame("an action is taken away at information sets or from a coalition, not both")
    for player in (mover, *allies):
        check_player(game, player)
    if allies and mover not in allies:
        raise InvalidGame(f"the coalition {', '.join(allies)} must contain the mover, {mover}")

    members = (mover, *(p for p in game.players if p in allies and p != mover))
    losing = _losing(game, members, actions, places)
    for name in actions:
        if not any(name in info.actions for info in losing):
            raise _no_such_action(game, mover, name, places)
    for info in losing:
        if set(info.actions) <= set(actions):
            where = f" at {info.name!r}" if info.name else ""
            taken = " and ".join(map(repr, info.actions))
            raise InvalidGame(f"without {taken} nothing is left for {info.player} to choose{where}")

    kind: Kind = "information_set" if places else "coalition" if allies else "player"
    return Scope(kind, members, tuple(info.name for info in losing if info.name))


def _losing(
    game: GameForm[P],
    members: Sequence[str],
    actions: Sequence[str],
    at: Sequence[str],
) -> list[InformationSet]:
    """The information sets that lose something: at least one of each member, and each that is named."""
    own = [info for player in members for info in game.information_sets if info.player == player]
    known = {info.name: info for info in own if info.name}
    listed = ", ".join(map(repr, known)) or "none by name (in normal form a player chooses once)"
    for name in at:
        if name not in known:
            raise InvalidGame(
                f"{members[0]} has no information set {name!r}; {suggestion(name, known)}it has {listed}"
            )

    # Everybody, and every set that is named, has some of the actions; each action is had somewhere.
    having = [info for info in own if not set(actions).isdisjoint(info.actions)]
    losing = [info for info in having if not at or info.name in at]
    for player, name in product(members, at or ("",)):
        if not any(info.player == player and (not name or info.name == name) for info in losing):
            raise _no_such_action(game, player, " or ".join(actions), (name,) if name else ())
    return losing


def _no_such_action(game: GameForm[P], player: str, action: str, at: Sequence[str]) -> InvalidGame:
    own = [info for info in game.information_sets if info.player == player and (not at or info.name in at)]
    known = tuple(dict.fromkeys(name for info in own for name in info.actions))
    where, those = (f" at {', '.join(map(repr, at))}", "it has") if at else ("", "its actions are")
    return InvalidGame(
        f"{player} has no action {action!r}{where}; {suggestion(action, known)}"
        f"{those} {', '.join(known) or 'none'}"
    )


def losing_sets(game: GameForm[P], scope: Scope, action: Names) -> tuple[int, ...]:
    """The numbers of the information sets that lose an action under the scope."""
    actions = set(names_in(action))
    return tuple(
        number
        for number, info in enumerate(game.information_sets)
        if info.player in scope.players
        and not actions.isdisjoint(info.actions)
        and (scope.kind != "information_set" or info.name in scope.information_sets)
    )
