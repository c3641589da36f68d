"""Games in which only some actions are left."""

from collections.abc import Mapping, Sequence

from gametheory_paradox.games.game_form import GameForm
from gametheory_paradox.games.normal_form import NormalForm
from gametheory_paradox.games.normal_form_record import P
from gametheory_paradox.games.stochastic_game import StochasticGame, restrict_states
from gametheory_paradox.games.truncation import restrict_tree


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
