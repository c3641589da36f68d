"""A tree as a record: nodes, information sets, and places in it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import ClassVar, Generic, TypeAlias

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms.columns import column_of, width_of
from gametheory_paradox.forms.tables.normal_form_record import P, Q
from gametheory_paradox.forms.trees.information import InformationSet, distinct
from gametheory_paradox.table import Record

# The record of a tree, and its nodes
# ------------------------------------

# The nodes of a tree: where a player chooses, where chance moves, where the game ends
# ----------------------------------------------------------------------------


@dataclass(frozen=True, repr=False)
class Decision(Record):
    """A node at which a player chooses; ``children`` stand in the order of the set's actions."""

    information_set: int
    children: tuple[int, ...]


@dataclass(frozen=True, repr=False)
class Lottery(Record, Generic[P]):
    """A node at which chance moves."""

    outcomes: tuple[str, ...]
    probabilities: tuple[P, ...]
    children: tuple[int, ...]

    def map(self, change: Callable[[P], Q]) -> "Lottery[Q]":
        """The same node with every probability changed."""
        return Lottery(self.outcomes, tuple(map(change, self.probabilities)), self.children)


@dataclass(frozen=True, repr=False)
class Terminal(Record, Generic[P]):
    """A node at which the game ends: one payoff per player, then the values of a measure if one is named."""

    payoffs: tuple[P, ...]
    children: ClassVar[tuple[int, ...]] = ()

    def map(self, change: Callable[[P], Q]) -> "Terminal[Q]":
        """The same node with every payoff changed."""
        return Terminal(tuple(map(change, self.payoffs)))


Node: TypeAlias = Decision | Lottery[P] | Terminal[P]


# The record of a game in extensive form: a tree of moves, with chance and with information sets
# ----------------------------------------------------------------------------


@dataclass(frozen=True, repr=False)
class ExtensiveFormRecord(Generic[P]):
    """The information sets and nodes of a tree, checked; ``ExtensiveForm`` says what each field means."""

    players: tuple[str, ...]
    information_sets: tuple[InformationSet, ...]
    nodes: "tuple[Decision | Lottery[P] | Terminal[P], ...]"
    title: str = field(default="", compare=False)
    measure: str = ""

    def __post_init__(self) -> None:
        distinct(self.players, "a player")
        if not self.players:
            raise InvalidGame("a game needs at least one player")
        for player in self.players:
            names = tuple(s.name for s in self.information_sets if s.player == player)
            distinct(names, f"an information set of {player}")
        for info in self.information_sets:
            if info.player not in self.players:
                raise InvalidGame(f"the set {info.name!r} belongs to {info.player!r}, who is not a player")
        self._check_tree()
        if not self.has_perfect_information:
            self.check_memory()

    def check_memory(self) -> None:
        """Refuse a path that meets an information set twice, which takes a set of several nodes."""
        raise NotImplementedError

    def _check_tree(self) -> None:
        pending, width = [0], width_of(self.players, self.measure)
        for position, node in enumerate(self.nodes):
            if not pending or pending.pop() != position:
                raise InvalidGame(f"node {position}: the nodes are not one tree in preorder")
            if isinstance(node, Terminal):
                if len(node.payoffs) != width:
                    also = f" and as many values of {self.measure}" if self.measure else ""
                    expected = f"{len(self.players)} players need as many payoffs{also}"
                    raise InvalidGame(f"node {position}: {expected}, got {len(node.payoffs)}")
                continue

            if isinstance(node, Decision):
                if not 0 <= node.information_set < len(self.information_sets):
                    raise InvalidGame(f"node {position}: there is no information set {node.information_set}")
                labels = self.information_sets[node.information_set].actions
            else:
                self._check_chance(position, node)
                labels = node.outcomes

            if len(node.children) != len(labels):
                raise InvalidGame(f"node {position}: {len(labels)} branches, {len(node.children)} children")
            pending.extend(reversed(node.children))

        if pending:
            raise InvalidGame(f"node {pending[-1]} is missing")
        for info, nodes in zip(self.information_sets, self.members, strict=True):
            if not nodes:
                raise InvalidGame(f"{info.player}'s information set {info.name!r} has no node in the tree")

    def _check_chance(self, position: int, node: Lottery[P]) -> None:
        distinct(node.outcomes, f"an outcome of chance at node {position}")
        if not node.outcomes or len(node.probabilities) != len(node.outcomes):
            given = f"{len(node.outcomes)} outcomes of chance, {len(node.probabilities)} probabilities"
            raise InvalidGame(f"node {position}: {given}")
        numbers: list[Fraction] = [p for p in node.probabilities if isinstance(p, Fraction)]
        if len(numbers) == len(node.probabilities):
            for outcome, p in zip(node.outcomes, numbers, strict=True):
                if p < 0:
                    raise InvalidGame(f"the probability of {outcome!r} is negative: {p}")
            if (total := sum(numbers, Fraction(0))) != 1:
                raise InvalidGame(f"the probabilities of {', '.join(node.outcomes)} sum to {total}, not to 1")

    def column(self, player: str) -> int:
        """The place at an end of what is compared for a player: its payoff, or its value of the measure."""
        return column_of(self.players, self.measure, player)

    @cached_property
    def members(self) -> tuple[tuple[int, ...], ...]:
        """For each information set the nodes in it."""
        found: list[list[int]] = [[] for _ in self.information_sets]
        for position, node in enumerate(self.nodes):
            if isinstance(node, Decision):
                found[node.information_set].append(position)
        return tuple(map(tuple, found))

    @property
    def has_perfect_information(self) -> bool:
        """True if every information set is a single node."""
        return all(len(nodes) == 1 for nodes in self.members)

    def mover(self, node: Decision) -> int:
        """The number of the player who chooses at a decision node."""
        return self.players.index(self.information_sets[node.information_set].player)


# Places in a tree: what leads to each node and what comes after it, and so whether a path forgets
# ----------------------------------------------------------------------------

MOST_SHOWN = 6  # moves of a history that a message writes out


class TreePlaces(ExtensiveFormRecord[P]):
    """A tree that knows of each node where it stands."""

    def check_memory(self) -> None:
        """Refuse absent-mindedness: a path that meets one information set twice."""
        for info, nodes in zip(self.information_sets, self.members, strict=True):
            for node, later in pairwise(nodes):
                if later < self.ends[node]:
                    raise InvalidGame(
                        f"{info.player} comes to the information set {info.name!r} twice on one path, the "
                        f"second time by ({', '.join(self.history(later)[-MOST_SHOWN:])}): this is "
                        "absent-mindedness; give its later nodes an information set of their own"
                    )

    @cached_property
    def parents(self) -> tuple[tuple[int, int], ...]:
        """For each node its parent and which branch of it leads here; the root has (-1, -1)."""
        found = [(-1, -1)] * len(self.nodes)
        for position, node in enumerate(self.nodes):
            for branch, child in enumerate(node.children):
                found[child] = (position, branch)
        return tuple(found)

    @cached_property
    def ends(self) -> tuple[int, ...]:
        """For each node the position after its last descendant."""
        ends = list(range(1, len(self.nodes) + 1))
        for position in range(len(self.nodes) - 1, -1, -1):
            if children := self.nodes[position].children:
                ends[position] = ends[children[-1]]
        return tuple(ends)

    def history(self, position: int) -> tuple[str, ...]:
        """The actions and outcomes that lead to a node, from the root on."""
        labels: list[str] = []
        while position:
            position, branch = self.parents[position]
            labels.append(self.labels(position)[branch])
        return tuple(reversed(labels))

    def labels(self, position: int) -> tuple[str, ...]:
        """The names of a node's branches."""
        node = self.nodes[position]
        if isinstance(node, Decision):
            return self.information_sets[node.information_set].actions
        return node.outcomes if isinstance(node, Lottery) else ()
