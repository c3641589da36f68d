"""The fields of a proof, and the form of game that a proof needs."""

from collections.abc import Mapping
from fractions import Fraction

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import Game, NormalForm

Data = Mapping[str, object]


def two_player_table(game: Game) -> NormalForm[Fraction]:
    """The game, which must be a table of two players."""
    if not isinstance(game, NormalForm) or len(game.players) != 2:
        raise CertificateRejected("this proof needs a table with two players")
    return game
