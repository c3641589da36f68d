"""Games that come from elsewhere: payoff matrices, and games of nashpy, pygambit and QuantEcon.

Games of other programs are told by what they offer, so that none of these programs is loaded here.
"""

from fractions import Fraction
from typing import Any

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import NormalForm
from gametheory_paradox.models import GameFamily
from gametheory_paradox.models.files.arrays import as_array, payoff_matrices
from gametheory_paradox.models.files.efg import read_efg
from gametheory_paradox.models.files.nfg import read_nfg

EXPECTED = (
    "expected a game, a family, the name of a game in the catalog, the path of a file, payoff matrices (one "
    "for each player), or a game of nashpy, pygambit or QuantEcon"
)
ONE_MATRIX = (
    "one matrix says what one player gets; give each player's: A and B, or A and -A where one gains what the "
    "other loses, or A and its transpose where both are in the same place"
)

MOST_AXES = 64


def from_elsewhere(game: Any, *matrices: object) -> NormalForm[Fraction] | GameFamily:
    """Reads payoff matrices, or a game of nashpy, pygambit or QuantEcon.

    Parameters
    ----------
    game
        Such a game, the first player's matrix, or the matrices of all players in a list.
    matrices
        The matrices of the other players.

    Returns
    -------
    A table; of a game of pygambit a family without parameters, which has its names and may be a tree.

    Raises
    ------
    InvalidGame
        If it is none of these, or shapes do not fit.

    Sources
    -------
    knight2018

    Examples
    --------
    >>> from_elsewhere(([[0.1, 1]], [[Fraction(1, 3), 0]])).payoffs
    ((Fraction(1, 10), Fraction(1, 3)), (Fraction(1, 1), Fraction(0, 1)))
    """
    if matrices:
        return payoff_matrices(game, *matrices)
    if hasattr(game, "payoff_matrices"):
        return payoff_matrices(*game.payoff_matrices)
    if hasattr(game, "to_efg") and hasattr(game, "to_nfg"):
        return _from_pygambit(game)
    if hasattr(game, "payoff_profile_array"):
        profiles = game.payoff_profile_array  # the last axis counts the players
        return payoff_matrices(*(profiles[..., who] for who in range(profiles.shape[-1])))

    if not isinstance(game, list | tuple) and not hasattr(game, "tolist"):
        raise InvalidGame(f"{EXPECTED}; got {game!r:.60}")
    axes = _axes(game)
    if axes < 3:
        raise InvalidGame(ONE_MATRIX if axes == 2 else f"{EXPECTED}; got {game!r:.60}")
    return payoff_matrices(*game)


def _axes(array: Any) -> int:
    """The depth of nesting, as the first parts are nested; what holds itself is nested for ever."""
    axes = 0
    while axes < MOST_AXES:
        array = as_array(array)
        is_nested = isinstance(array, list | tuple) or bool(getattr(array, "shape", ()))
        if not is_nested or not len(array):
            break
        axes, array = axes + 1, array[0]
    return axes


def _from_pygambit(game: Any) -> GameFamily:
    """The game as pygambit writes it; version 16 says what form it has, from 17 on trees alone have moves."""
    is_tree = getattr(game, "is_tree", hasattr(game, "append_move"))
    text = game.to_efg() if is_tree else game.to_nfg()
    return (read_efg if is_tree else read_nfg)(text, "a game of pygambit")
