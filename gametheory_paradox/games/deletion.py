"""Taking actions away: from some information sets, from a player altogether, or from a coalition."""

from collections.abc import Sequence

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.games.game_form import GameForm
from gametheory_paradox.games.names_not_found import no_such_action, no_such_player, nothing_left
from gametheory_paradox.games.normal_form_record import P
from gametheory_paradox.games.scope import Kind, Scope

Names = str | Sequence[str]  # one name, or several


def names_in(names: Names) -> tuple[str, ...]:
    """The names, where one may stand by itself."""
    return (names,) if isinstance(names, str) else tuple(names)


def check_player(game: GameForm[P], player: object) -> None:
    """InvalidGame lists the players, where this is none of them."""
    if player not in game.players:
        raise no_such_player(game.players, player)


def scope_of(game: GameForm[P], mover: str, action: Names, at: Names = (), coalition: Names = ()) -> Scope:
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
    losing = {
        number: info
        for player in members
        for number, info in enumerate(game.information_sets)
        if info.player == player and (not places or info.name in places)
        if not set(actions).isdisjoint(info.actions)
    }
    # Everybody, every set that is named, and every action is among what is lost, and something is left.
    sets = losing.values()
    for name in places:
        if not name or all(info.name != name for info in sets):
            raise no_such_action(game.information_sets, mover, " or ".join(actions), (name,))
    for player in members:
        if all(info.player != player for info in sets):
            raise no_such_action(game.information_sets, player, " or ".join(actions), ())
    for name in actions:
        if all(name not in info.actions for info in sets):
            raise no_such_action(game.information_sets, mover, name, places)
    for info in sets:
        if set(info.actions) <= set(actions):
            raise nothing_left(info)

    kind: Kind = "information_set" if places else "coalition" if allies else "player"
    left = {n: tuple(a for a in losing[n].actions if a not in actions) for n in sorted(losing)}
    return Scope(kind, members, tuple(info.name for info in sets if info.name), left)
