"""The fields of a proof, and the form of game that a proof needs."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games.normal_form import NormalForm
from gametheory_paradox.games.profiles import Game

Data = Mapping[str, object]


def counts_in(data: Sequence[Any], count: int) -> Sequence[int]:
    """The numbers in a step of a cutting; refused unless they are ``count``, whole and not negative."""
    if len(data) != count or not set(map(type, data)) <= {int} or min(data, default=0) < 0:
        raise CertificateRejected("a step of the cutting is malformed")
    return data


def two_player_table(game: Game) -> NormalForm[Fraction]:
    """The game, which must be a table of two players."""
    if not isinstance(game, NormalForm) or len(game.players) != 2:
        raise CertificateRejected("this proof needs a table with two players")
    return game
