"""Displays of games: a table as its payoff matrix, a tree as an outline, or as a picture."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, product
from math import prod
from typing import Any

from gametheory_paradox.forms.columns import PAYOFF
from gametheory_paradox.forms.tables.normal_form_record import NormalFormRecord, P
from gametheory_paradox.forms.trees.extensive_form_record import Terminal, TreePlaces
from gametheory_paradox.rationals import Numbers
from gametheory_paradox.table import Cell, Document, Record, Table, Tabular, listed, picture_of

MOST_ACTIONS = 12  # of a player that a game shows of itself
MOST_GRIDS = 6
FIRST, SECOND = 0, 1  # the players whose actions are rows and columns
MOST_NODES = 60  # that a tree shows of itself
MOST_SETS = 6  # whose nodes it says are not told apart
INDENT = "  "


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


class PayoffMatrix(NormalFormRecord[P], Document):
    """A table of payoffs that shows itself as its matrix, a best response marked with an asterisk.

    Numbers are decimals where all of them are short ones, else fractions; formulas are written out.
    """

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
        values: list[Any] = [
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


class TreeOutline(TreePlaces[P], Tabular):
    """A tree that shows itself as its outline, or in a notebook as a picture where something draws."""

    def outline(self, write: Callable[[Any], str] = str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """For each node its line, and the payoffs where the game ends there.

        Parameters
        ----------
        write
            How a formula is written; numbers are written alike in all of the game.
        """
        ends = [node.payoffs for node in self.nodes if isinstance(node, Terminal)]
        numbers = Numbers(payoff for payoffs in ends for payoff in payoffs if isinstance(payoff, Fraction))

        def written(value: Any) -> str:
            return numbers.text(value) if isinstance(value, Fraction) else write(value)

        depths: dict[int, int] = {-1: -1}
        for position, node in enumerate(self.nodes):
            parent, branch = self.parents[position]
            depths[position] = depths[parent] + 1
            said = [self._branch_said(parent, branch, write)] if position else []
            said += [self._mover_said(node)] if node.children else []
            payoffs = tuple(map(written, node.payoffs)) if isinstance(node, Terminal) else ()
            yield INDENT * depths[position] + ": ".join(said), payoffs

    def _branch_said(self, parent: int, branch: int, write: Callable[[Any], str]) -> str:
        label, odds = self.labels(parent)[branch], getattr(self.nodes[parent], "probabilities", None)
        return label if odds is None else f"{label} ({write(odds[branch])})"

    def _mover_said(self, node: Any) -> str:
        number = getattr(node, "information_set", None)
        if number is None:
            return "chance"
        info = self.information_sets[number]
        return f"{info.player} at {info.name}"

    def table(self) -> Table:
        """The outline of the first nodes, and which nodes a mover cannot tell apart."""
        of_measure = [f"{player}'s {self.measure}" for player in self.players if self.measure]
        heads = ("tree", *self.players, *of_measure)
        rows: list[tuple[Cell, ...]] = [
            (text, *(payoffs or ("",) * (len(heads) - 1)))
            for text, payoffs in islice(self.outline(), MOST_NODES)
        ]
        notes = [
            f"{info.player} cannot tell apart the {len(nodes)} nodes at {info.name}."
            for info, nodes in zip(self.information_sets, self.members, strict=True)
            if len(nodes) > 1
        ]

        if len(notes) > MOST_SETS:
            notes[MOST_SETS:] = [f"So it is with {len(notes) - MOST_SETS} more information sets."]
        if len(self.nodes) > MOST_NODES:
            notes.append(f"The first {MOST_NODES} of {len(self.nodes):,} nodes.")
        align = "l" + "r" * (len(heads) - 1)
        return Table(heads, rows, title=self.title, note="\n".join(notes), align=align)

    def _repr_svg_(self) -> str | None:
        return picture_of(self)

    def _repr_html_(self) -> str:
        return self._repr_svg_() or super()._repr_html_()
