"""The payoff matrix of a table: a grid for each combination of the actions of all beyond the first two."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, product
from math import prod
from typing import Any

from gametheory_paradox.games.columns import PAYOFF
from gametheory_paradox.rationals import Numbers
from gametheory_paradox.table import Document, Record, Table, listed

MOST_ACTIONS = 12  # of a player that a game shows of itself
MOST_GRIDS = 6
FIRST, SECOND = 0, 1  # the players whose actions are rows and columns


@dataclass(frozen=True, repr=False)
class PayoffEntry(Record):
    """One player's payoff in one cell as it is written, and whether it is that of a best response."""

    text: str
    best: bool


@dataclass(frozen=True, repr=False)
class PayoffGrid(Record):
    """The payoffs of the first two players' actions while the others' stay the same.

    Parameters
    ----------
    others
        The action of every player from the third on.
    cells
        For each action of the first player, for each of the second, one entry per player.
    marked
        The cells, as (row, column), that are played for certain in a profile to be shown.
    """

    others: tuple[str, ...]
    cells: tuple[tuple[tuple[PayoffEntry, ...], ...], ...]
    marked: frozenset[tuple[int, int]]


class PayoffMatrix(Document):
    """A table of payoffs that shows itself as its matrix, a best response marked with an asterisk.

    Numbers are decimals where all of them are short ones, else fractions; formulas are written out.
    """

    players: tuple[str, ...]
    actions: tuple[tuple[str, ...], ...]
    payoffs: tuple[tuple[Any, ...], ...]
    title: str
    measure: str

    def cell(self, indices: Sequence[int]) -> tuple[Any, ...]:
        """Every player's payoff at the profile of action numbers."""
        raise NotImplementedError

    def grids(
        self,
        write: Callable[[Any], str] = str,
        played: Sequence[tuple[int, ...]] = (),
        most: int | None = None,
    ) -> Iterator[PayoffGrid]:
        """Every grid of the game, the last player's action changing fastest.

        Parameters
        ----------
        write
            How a formula is written; numbers are written alike in all of the game.
        played
            Profiles of action numbers that are marked.
        most
            Of how many actions of each of the first two players.
        """
        numbers = Numbers(p for cell in self.payoffs for p in cell if isinstance(p, Fraction))
        rows, columns = (range(len(own))[:most] for own in (*self.actions, ("",))[:2])

        def entry(place: tuple[int, ...], who: int, payoff: Any) -> PayoffEntry:
            text = numbers.text(payoff) if isinstance(payoff, Fraction) else write(payoff)
            return PayoffEntry(text, who < len(self.players) and self._is_best(place, who))

        def entries(*place: int) -> tuple[PayoffEntry, ...]:
            own = place[: len(self.players)]
            return tuple(entry(own, who, payoff) for who, payoff in enumerate(self.cell(own)))

        for others in product(*(range(len(own)) for own in self.actions[2:])):
            cells = tuple(tuple(entries(row, column, *others) for column in columns) for row in rows)
            marked = {(p[FIRST], p[SECOND] if len(p) > 1 else 0) for p in played if p[2:] == others}
            names = tuple(self.actions[2 + who][action] for who, action in enumerate(others))
            yield PayoffGrid(names, cells, frozenset(marked))

    def _is_best(self, place: tuple[int, ...], who: int) -> bool:
        """Tests whether no other action pays more against the same actions of the others; of numbers."""
        values = [
            self.cell((*place[:who], action, *place[who + 1 :]))[who]
            for action in range(len(self.actions[who]))
        ]
        return all(isinstance(value, Fraction) for value in values) and values[place[who]] == max(values)

    def others_said(self, grid: PayoffGrid) -> str:
        """In words, what the players beyond the first two do in a grid: "C plays left and D plays up"."""
        pairs = zip(self.players[2:], grid.others, strict=True)
        return listed([f"{who} plays {action}" for who, action in pairs])

    def payoff_tables(self, write: Callable[[Any], str] = str, most: int | None = None) -> tuple[Table, ...]:
        """The payoff matrix as tables, one per combination of the actions of all beyond the first two.

        Parameters
        ----------
        write
            How a formula is written.
        most
            How many actions of each player are written out; all, where left out.
        """
        columns = list(self.actions[SECOND][:most] if len(self.players) > 1 else (PAYOFF,))
        more = [len(own) - len(own[:most]) for own in (*self.actions, ())[:2]]
        tables = []
        for grid in islice(self.grids(write, most=most), None if most is None else MOST_GRIDS):
            written = [[", ".join(e.text + "*" * e.best for e in cell) for cell in row] for row in grid.cells]
            rows = [[action, *row] for action, row in zip(self.actions[FIRST], written, strict=False)]
            if more[SECOND]:
                rows = [[*row, "…"] for row in rows]
            if more[FIRST]:
                rows.append(["…"] * len(rows[0]))
            heads = [" \\ ".join(self.players[:2]), *columns, *["…"] * bool(more[SECOND])]
            tables.append(Table(heads, rows, self.others_said(grid), self._note(grid)))
        return tuple(tables)

    def _note(self, grid: PayoffGrid) -> str:
        of = f"; then {self.measure}, likewise" if self.measure else ""
        best = any(entry.best for row in grid.cells for cell in row for entry in cell)
        return f"Payoffs: {', '.join(self.players)}{of}.{'  * a best response' if best else ''}"

    def parts(self) -> list[Table | str]:
        """The title, the payoffs, and how much is not written out of a large game."""
        grids = len(self.payoffs) // prod(len(own) for own in self.actions[:2])
        is_cut = grids > MOST_GRIDS or any(len(own) > MOST_ACTIONS for own in self.actions[:2])
        sizes = "×".join(str(len(own)) for own in self.actions)
        cut = f"The first of {len(self.payoffs):,} cells ({sizes} actions)."
        return [
            *[self.title] * bool(self.title),
            *self.payoff_tables(most=MOST_ACTIONS),
            *[cut] * is_cut,
        ]
