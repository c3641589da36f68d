"""Tables of facts in the catalog: figures, and the ordinal 2×2 games."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from gametheory_paradox.models.files.quantities import read_quantities
from gametheory_paradox.models.quantities import Quantity
from gametheory_paradox.table import Record

# Facts behind the catalog's parameters: figures as published, and the quantities that they are read as
# ----------------------------------------------------------------------------

_HERE = Path(__file__).parent


@dataclass(frozen=True, repr=False)
class Figure(Record):
    """A published figure that a model file cites by its id.

    Parameters
    ----------
    id
        What model files call it.
    quantity, value, unit, period
        What was counted, the figure as printed (a range or a date where the source gives one), in what, and
        for when.
    source_title, publisher, year, url
        Who counted, who published it, when, and where it was read; empty where unknown.
    how_obtained, note
        How it came into the table; and what else the source says, or what to be careful about.
    """

    id: str
    quantity: str
    value: str
    unit: str
    period: str
    source_title: str
    publisher: str
    year: str
    url: str
    how_obtained: str
    note: str


def figures() -> tuple[Figure, ...]:
    """The figures that the catalog's games cite, by id.

    Returns
    -------
    One row for each, ascending. None was checked against a primary document: most are press reports of the
    named source.

    Examples
    --------
    >>> next(f.value for f in figures() if f.id == "amu_end")
    '2025-06-17'
    """
    return tuple(Figure(**row) for row in rows_of("figures.csv"))


@cache
def quantities() -> Mapping[str, Quantity]:
    """The quantities that the catalog's games refer to, by name, each before those that follow from it.

    Examples
    --------
    >>> quantities()["harm_per_attack"].value
    Fraction(89, 10)
    """
    file = _HERE / "quantities.yaml"
    return MappingProxyType(read_quantities(file.read_text(encoding="utf-8"), file.name))


def rows_of(name: str) -> Iterator[dict[str, Any]]:
    """The rows of a table that stands beside the games, each by the names in its head."""
    return csv.DictReader((_HERE / name).read_text(encoding="utf-8").splitlines())


# The names of ordinal 2×2 games: the twelve symmetric ones, and pairs of their orders with a name
#
# Sources: robinson2005, bruns2015 (symmetric games); poundstone1992 (a game of two orders).
# ----------------------------------------------------------------------------


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
