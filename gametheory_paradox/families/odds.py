"""Probabilities that a builder was given."""

from collections.abc import Iterable, Mapping, Sequence

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.exact.bounded_arithmetic import add_up
from gametheory_paradox.families.build import read_entry
from gametheory_paradox.polynomials import RationalFunction


def read_odds(table: Mapping[str, object], what: str, names: Sequence[str]) -> dict[str, RationalFunction]:
    """The probabilities in a mapping, numbers or formulas in ``names``, which sum to 1.

    Raises
    ------
    InvalidGame
        If one cannot be read, or with their sum.
    """
    odds = {name: read_entry(value, f"{what}: that of {name}", names) for name, value in table.items()}
    check_sum(odds.values(), what)
    return odds


def check_sum(odds: Iterable[RationalFunction], what: str) -> None:
    """Refuse probabilities that do not sum to 1; that none is negative is checked where the game is made."""
    if (total := add_up(odds, what)) != RationalFunction.constant(1):
        raise InvalidGame(f"{what} must sum to 1, they sum to {total}")
