"""The outline of a tree: a line for each node, indented under the one it comes from, payoffs in columns."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import islice
from typing import Any

from gametheory_paradox.games.information import InformationSet
from gametheory_paradox.rationals import Numbers
from gametheory_paradox.table import Cell, Table, Tabular, picture_of

MOST_NODES = 60  # that a tree shows of itself
MOST_SETS = 6  # whose nodes it says are not told apart
INDENT = "  "


class TreeOutline(Tabular):
    """A tree that shows itself as its outline, or in a notebook as a picture where something draws."""

    players: tuple[str, ...]
    information_sets: tuple[InformationSet, ...]
    nodes: tuple[Any, ...]
    members: tuple[tuple[int, ...], ...]
    parents: tuple[tuple[int, int], ...]
    title: str
    measure: str

    def labels(self, position: int) -> tuple[str, ...]:
        """The names of a node's branches."""
        raise NotImplementedError

    def outline(self, write: Callable[[Any], str] = str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """For each node its line, and the payoffs where the game ends there.

        Parameters
        ----------
        write
            How a formula is written; numbers are written alike in all of the game.
        """
        ends = [node.payoffs for node in self.nodes if not node.children]
        numbers = Numbers(payoff for payoffs in ends for payoff in payoffs if isinstance(payoff, Fraction))

        def written(value: Any) -> str:
            return numbers.text(value) if isinstance(value, Fraction) else write(value)

        depths: dict[int, int] = {-1: -1}
        for position, node in enumerate(self.nodes):
            parent, branch = self.parents[position]
            depths[position] = depths[parent] + 1
            said = [self._branch_said(parent, branch, write)] if position else []
            said += [self._mover_said(node)] if node.children else []
            payoffs = () if node.children else tuple(map(written, node.payoffs))
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
