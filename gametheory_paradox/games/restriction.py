"""Games in which only some actions are left."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from gametheory_paradox.games.game_form import GameForm
from gametheory_paradox.games.normal_form import NormalForm
from gametheory_paradox.games.scope import Scope
from gametheory_paradox.games.stochastic_game import StochasticGame, restrict_states
from gametheory_paradox.games.truncation import restrict_tree

G = TypeVar("G", bound=GameForm[Any])


def delete(game: G, scope: Scope) -> G:
    """The game without what a scope takes away; sets of a tree that play can no longer reach go with them.

    Examples
    --------
    >>> from gametheory_paradox.games.deletion import scope_of
    >>> leader, follower = [[2, 4], [1, 3]], [[1, 0], [0, 2]]
    >>> game = NormalForm.from_tables(["L", "F"], [["a", "b"], ["c", "d"]], leader, follower)
    >>> delete(game, scope_of(game, "L", "a")).actions
    (('b',), ('c', 'd'))
    """
    return restrict(game, scope.left)


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
