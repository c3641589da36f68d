"""The fields of a proof, and how they are read; whatever is malformed is rejected."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games.normal_form import NormalForm
from gametheory_paradox.games.profiles import Game

Data = Mapping[str, object]


def sequence_in(data: object, length: int | None = None) -> Sequence[object]:
    """A list, of a given length if one is given."""
    if not isinstance(data, list | tuple) or (length is not None and len(data) != length):
        wanted = "a list" if length is None else f"a list of {length}"
        raise CertificateRejected(f"expected {wanted} in a proof, got {data!r:.60}")
    return data


def integer_in(data: object) -> int:
    """A whole number."""
    if isinstance(data, bool) or not isinstance(data, int):
        raise CertificateRejected(f"expected a whole number in a proof, got {data!r:.60}")
    return data


def two_player_table(game: Game) -> NormalForm[Fraction]:
    """The game, which must be a table of two players."""
    if not isinstance(game, NormalForm) or len(game.players) != 2:
        raise CertificateRejected("this proof needs a table with two players")
    return game
