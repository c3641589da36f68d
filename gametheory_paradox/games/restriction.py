"""Games in which only some actions are left."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from gametheory_paradox.games.game_form import GameForm
from gametheory_paradox.games.normal_form import NormalForm
from gametheory_paradox.games.stochastic_game import StochasticGame, restrict_states
from gametheory_paradox.games.truncation import restrict_tree

G = TypeVar("G", bound=GameForm[Any])


def restrict(game: G, left: Mapping[int, Sequence[str]]) -> G:
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
        return restrict_states(game, left)  # type: ignore[return-value]
    return restrict_tree(game, left)  # type: ignore[return-value]
