"""Payoffs read from nested tables of numbers, one table per player."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.rationals import exact


def cells_of(
    players: Sequence[str], actions: Sequence[Sequence[str]], tables: Sequence[Sequence[object]]
) -> tuple[tuple[Fraction, ...], ...]:
    """For each profile of actions one payoff per player, from one nested table per player."""
    if len(tables) != len(players):
        raise InvalidGame(f"{len(players)} players need {len(players)} payoff tables, got {len(tables)}")
    shape = tuple(len(names) for names in actions)
    columns = [
        _entries(table, shape, f"the payoffs of {player}")
        for player, table in zip(players, tables, strict=True)
    ]
    return tuple(zip(*columns, strict=True))


def _entries(table: object, shape: tuple[int, ...], what: str) -> Iterator[Fraction]:
    """A player's payoffs in a nested table, the last player's action changing fastest."""
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
