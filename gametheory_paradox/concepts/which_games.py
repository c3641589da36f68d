"""Which games a concept takes: checked once, at the border, with a message that says what would do."""

from fractions import Fraction

from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games import Game, NormalForm

Table2 = tuple[tuple[Fraction, ...], ...]


def as_table(game: Game | GameFamily, concept: str) -> NormalForm[Fraction]:
    """The game in normal form; a family is taken at its baseline.

    Raises
    ------
    Unsupported
        If it is a tree.
    """
    if isinstance(game, GameFamily):
        game = game.at()
    if not isinstance(game, NormalForm):
        raise Unsupported(f"{concept}: offered for games in normal form, this one is a tree")
    return game


def as_bimatrix(game: Game | GameFamily, concept: str) -> NormalForm[Fraction]:
    """The two-player game in normal form.

    Raises
    ------
    Unsupported
        If it is a tree or has another number of players.
    """
    game = as_table(game, concept)
    if len(game.players) != 2:
        raise Unsupported(f"{concept}: offered for two players, this game has {len(game.players)}")
    return game


def number_of(game: NormalForm[Fraction], player: str) -> int:
    """A player's number; InvalidGame lists those that exist."""
    if player not in game.players:
        raise InvalidGame(f"{player!r} is not a player; the players are {', '.join(game.players)}")
    return game.players.index(player)


def own_rows(game: NormalForm[Fraction], who: int) -> Table2:
    """A player's payoffs in a two-player game, one row for each of its own actions."""
    matrix = game.matrix(game.players[who])
    return matrix if who == 0 else tuple(zip(*matrix, strict=True))
