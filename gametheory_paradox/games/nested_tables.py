"""Payoffs written as nested sequences, one for each player, read cell by cell."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.rationals import exact


def nested_entries(
    players: Sequence[str], shape: tuple[int, ...], tables: Sequence[Sequence[object]]
) -> list[list[Fraction]]:
    """For each player its payoffs, the last player's action changing fastest."""
    if len(tables) != len(players):
        raise InvalidGame(f"{len(players)} players need {len(players)} payoff tables, got {len(tables)}")
    return [
        list(_entries(table, shape, f"the payoffs of {player}"))
        for player, table in zip(players, tables, strict=True)
    ]


def _entries(table: object, shape: tuple[int, ...], what: str) -> Iterator[Fraction]:
    if not shape:
        yield exact(table, what)
        return
    if isinstance(table, str | bytes) or not isinstance(table, Iterable):
        raise InvalidGame(f"{what}: expected {shape[0]} entries, got {table!r}")
    rows = list(table)
    if len(rows) != shape[0]:
        raise InvalidGame(f"{what}: expected {shape[0]} entries, got {len(rows)}")
    for number, row in enumerate(rows, start=1):
        yield from _entries(row, shape[1:], f"{what}, entry {number}")
