"""Actions left where some are taken away, and the games in which only these are left.

They are taken away at information sets, from a player or from a coalition.
"""

from collections.abc import Mapping, Sequence

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.games.game_form import GameForm
from gametheory_paradox.games.names_not_found import no_such_action, no_such_player, nothing_left
from gametheory_paradox.games.normal_form import NormalForm
from gametheory_paradox.games.normal_form_record import P
from gametheory_paradox.games.stochastic_game import StochasticGame, restrict_states
from gametheory_paradox.games.truncation import restrict_tree

Words = tuple[str, ...]


def check_player(game: GameForm[P], player: object) -> None:
    """InvalidGame lists the players, where this is none of them."""
    if player not in game.players:
        raise no_such_player(game.players, player)


def actions_left(game: GameForm[P], mover: str, actions: Words, at: Words, allies: Words) -> dict[int, Words]:
    """For the numbers of the information sets that lose something, in the game's order, what is left there.

    Parameters
    ----------
    game, mover
        The game, and whose payoff is measured.
    actions
        What is taken away.
    at
        The information sets that lose what they have of it; none means every set of the mover that has some.
    allies
        A coalition who lose it everywhere; must contain the mover, if there is one.

    Raises
    ------
    InvalidGame
        If a name is unknown, a set lacks the action, or nothing would be left to choose.
    """
    if not actions:
        raise InvalidGame("which action is taken away? name at least one")
    if at and allies:
        raise InvalidGame("an action is taken away at information sets or from a coalition, not both")
    for player in (mover, *allies):
        check_player(game, player)
    if allies and mover not in allies:
        raise InvalidGame(f"the coalition {', '.join(allies)} must contain the mover, {mover}")

    losing = {
        number: info
        for number, info in enumerate(game.information_sets)
        if info.player in (mover, *allies) and (not at or info.name in at)
        if not set(actions).isdisjoint(info.actions)
    }
    # Everybody, every set that is named, and every action is among what is lost, and something is left.
    sets = losing.values()
    for name in at:
        if not name or all(info.name != name for info in sets):
            raise no_such_action(game.information_sets, mover, " or ".join(actions), (name,))
    for player in (mover, *allies):
        if all(info.player != player for info in sets):
            raise no_such_action(game.information_sets, player, " or ".join(actions), ())
    for name in actions:
        if all(name not in info.actions for info in sets):
            raise no_such_action(game.information_sets, mover, name, at)
    for info in sets:
        if set(info.actions) <= set(actions):
            raise nothing_left(info)
    return {n: tuple(a for a in info.actions if a not in actions) for n, info in losing.items()}


def restrict(game: GameForm[P], left: Mapping[int, Sequence[str]]) -> GameForm[P]:
    """The game in which only some actions are left; sets of a tree that play can no longer reach are gone.

    Parameters
    ----------
    game
        The game.
    left
        For numbers of information sets the actions that are left; the other sets keep theirs.
    """
    if isinstance(game, NormalForm):
        return game.restricted(left)
    if isinstance(game, StochasticGame):
        return restrict_states(game, left)
    return restrict_tree(game, left)
