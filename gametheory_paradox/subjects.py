"""Subjects of questions: a game, a family of games, a graph model, or what stands for one."""

from importlib import import_module
from pathlib import Path
from typing import TypeAlias

from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import ExtensiveForm, Game, NormalForm, StochasticGame
from gametheory_paradox.models import GameFamily, GraphModel

Subject: TypeAlias = Game | GameFamily
GameLike: TypeAlias = object  # a subject, or anything that ``as_game`` reads as one
GraphLike: TypeAlias = GraphModel | str | Path


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
    Unsupported
        If it is a graph model, which ``as_graph`` reads.

    Examples
    --------
    >>> as_game([[2, 0], [0, 1]], [[1, 0], [0, 2]]).cell([0, 0])
    (Fraction(2, 1), Fraction(1, 1))
    >>> as_game("literature/myerson-2007/restraint").players
    ('Target', 'Coercer')
    """
    if isinstance(game, GameFamily | NormalForm | ExtensiveForm | StochasticGame) and not matrices:
        return game
    if isinstance(game, GraphModel):
        raise Unsupported(
            "this is offered for games with payoffs; of a graph model ask detect, explain, thresholds, "
            "report, stability, evolution, graph_option or stable_rankings"
        )
    if isinstance(game, str | Path) and not matrices:
        family: GameFamily = import_module("gametheory_paradox.catalog").load(game)
        return family
    read: Subject = import_module("gametheory_paradox.models.files.elsewhere").from_elsewhere(game, *matrices)
    return read


def as_subject(game: GameLike) -> Subject | GraphModel:
    """Reads what something stands for: a graph model where it is one, else as ``as_game`` does."""
    if isinstance(game, str | Path) and import_module("gametheory_paradox.catalog").is_graph(game):
        return as_graph(game)
    return game if isinstance(game, GraphModel) else as_game(game)


def as_family(game: GameLike) -> GameFamily:
    """Reads the family that something stands for, as ``as_game`` does; InvalidGame if it is one game."""
    family = as_game(game)
    if not isinstance(family, GameFamily):
        raise InvalidGame(f"this is asked about a family with parameters, got a {type(family).__name__}")
    return family


def as_graph(model: GraphLike) -> GraphModel:
    """Reads the graph model that something stands for; a graph model is itself.

    Every function about graph models takes all of these, by way of this one.

    Parameters
    ----------
    model
        A graph model, its name in the catalog, or the path of a model file with ``graph:``.

    Raises
    ------
    InvalidGame
        If it stands for no graph model.
    ModelSyntaxError
        If a file cannot be read; with file, line and column.

    Examples
    --------
    >>> as_graph("conflicts/fang-1993/elmira").players
    ('MoE', 'Uniroyal', 'Local Government')
    """
    if isinstance(model, GraphModel):
        return model
    if not isinstance(model, str | Path):
        raise InvalidGame(
            f"this is asked about a graph model, or the name or path of one, got a {type(model).__name__}"
        )
    read: GraphModel = import_module("gametheory_paradox.catalog").load_graph(model)
    return read
