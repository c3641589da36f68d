"""Subjects of questions: a game, a family of games, or what stands for one, such as a name or matrices."""

from importlib import import_module
from pathlib import Path
from typing import TypeAlias

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games import ExtensiveForm, Game, NormalForm, StochasticGame

Subject: TypeAlias = Game | GameFamily
GameLike: TypeAlias = object  # a subject, or anything that ``as_game`` reads as one


def as_game(game: GameLike, *matrices: object) -> Subject:
    """Reads the game or the family that something stands for; a game or a family is itself.

    Every function of the package that takes a game takes all of these, by way of this one.

    Parameters
    ----------
    game
        A game or a family; the name of a game in the catalog or the path of a file, as for ``load``; payoff
        matrices in a list or a tuple, one for each player; a game of nashpy, pygambit or QuantEcon.
    matrices
        The payoffs of the other players, where ``game`` is the matrix of the first.  A number in a list is
        the one that is printed, so that 0.1 is 1/10; one in a numpy array is its exact binary value, and the
        game's title says so where these differ.

    Raises
    ------
    InvalidGame
        If it stands for no game; the message says what would.
    ModelSyntaxError
        If a file cannot be read; with file, line and column.

    Examples
    --------
    >>> as_game([[2, 0], [0, 1]], [[1, 0], [0, 2]]).cell([0, 0])
    (Fraction(2, 1), Fraction(1, 1))
    >>> as_game("literature/myerson-2007/restraint").players
    ('Target', 'Coercer')
    """
    if isinstance(game, GameFamily | NormalForm | ExtensiveForm | StochasticGame) and not matrices:
        return game
    if isinstance(game, str | Path) and not matrices:
        family: GameFamily = import_module("gametheory_paradox.catalog").load(game)
        return family
    read: Subject = import_module("gametheory_paradox.formats.elsewhere").from_elsewhere(game, *matrices)
    return read


def as_family(game: GameLike) -> GameFamily:
    """Reads the family that something stands for, as ``as_game`` does; InvalidGame if it is one game."""
    family = as_game(game)
    if not isinstance(family, GameFamily):
        raise InvalidGame(f"this is asked about a family with parameters, got a {type(family).__name__}")
    return family
