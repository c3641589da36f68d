"""The names of ordinal 2×2 games: the twelve symmetric ones, and pairs of their orders with a name.

Sources: robinson2005, bruns2015 (symmetric games); poundstone1992 (a game of two orders).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from gametheory_paradox.catalog.facts import rows_of
from gametheory_paradox.table import Record


@dataclass(frozen=True, repr=False)
class SymmetricGame(Record):
    """A symmetric 2×2 game in which no outcome is as good as another.

    Parameters
    ----------
    name, short
        What it is called, and in two letters.
    order
        Its outcomes from the best on: R both play C, P both play D, T one's own D against C, S one's own C
        against D.
    """

    name: str
    short: str
    order: str


@cache
def symmetric_games() -> Mapping[str, SymmetricGame]:
    """The twelve symmetric games by name; two that stand side by side differ by one exchange of ranks.

    Examples
    --------
    >>> symmetric_games()["Deadlock"].order
    'TPRS'
    """
    return {row["name"]: SymmetricGame(**row) for row in rows_of("ordinal_games.csv")}


@cache
def pair_names() -> Mapping[frozenset[str], str]:
    """Names of games in which the players have the orders of two symmetric games."""
    return {frozenset((row["first"], row["second"])): row["name"] for row in rows_of("ordinal_pairs.csv")}
