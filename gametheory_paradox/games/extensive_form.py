"""Games in extensive form: a tree of moves, with chance and with information sets.

A tree is written down with :class:`Move` and :class:`Chance` and stored as a flat list of nodes in preorder,
so that no depth of tree meets a limit of recursion.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Generic

from gametheory_paradox.errors import InvalidGame, ParadoxError
from gametheory_paradox.games.information import InformationSet, distinct
from gametheory_paradox.games.normal_form import P, Q
from gametheory_paradox.rationals import exact


@dataclass(frozen=True)
class Decision:
    """A node at which a player chooses; ``children`` stand in the order of the set's actions."""

    information_set: int
    children: tuple[int, ...]


@dataclass(frozen=True)
class Lottery(Generic[P]):
    """A node at which chance moves."""

    outcomes: tuple[str, ...]
    probabilities: tuple[P, ...]
    children: tuple[int, ...]


@dataclass(frozen=True)
class Terminal(Generic[P]):
    """A node at which the game ends, with one payoff per player."""

    payoffs: tuple[P, ...]


@dataclass(frozen=True)
class Move:
    """A player's move, for writing down a tree.

    Parameters
    ----------
    player
        Who moves.
    at
        The name of the information set; moves of one player with the same name are one set.
    actions
        What follows each action: a Move, a Chance, or the payoffs (a sequence in the players' order, or a
        mapping from player to payoff).
    """

    player: str
    at: str
    actions: Mapping[str, object]


@dataclass(frozen=True)
class Chance:
    """A move of chance, for writing down a tree: for each outcome its probability and what follows."""

    outcomes: Mapping[str, tuple[object, object]]


@dataclass(frozen=True)
class ExtensiveForm(Generic[P]):
    """A game in extensive form.

    Parameters
    ----------
    players
        Their names.
    information_sets
        Where they choose.
    nodes
        The tree in preorder: the first node is the root, children come after their parent.
    title
        What the game is called; not part of what it is.

    Raises
    ------
    InvalidGame
        If a name is missing or repeated, the nodes are not one tree, or probabilities do not sum to one.

    Examples
    --------
    >>> tree = Move("E", "entry", {"in": Move("I", "after entry", {"fight": (-1, -1), "yield": (1, 1)}), "out": (0, 2)})
    >>> game = ExtensiveForm.from_tree(["E", "I"], tree)
    >>> [s.name for s in game.information_sets], game.has_perfect_information
    (['entry', 'after entry'], True)
    """

    players: tuple[str, ...]
    information_sets: tuple[InformationSet, ...]
    nodes: "tuple[Decision | Lottery[P] | Terminal[P], ...]"
    title: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        distinct(self.players, "a player")
        if not self.players:
            raise InvalidGame("a game needs at least one player")
        for player in self.players:
            distinct(
                tuple(s.name for s in self.information_sets if s.player == player),
                f"an information set of {player}",
            )
        for info in self.information_sets:
            if info.player not in self.players:
                raise InvalidGame(
                    f"the information set {info.name!r} belongs to {info.player!r}, who is not a player"
                )
        self._check_tree()

    def _check_tree(self) -> None:
        if not self.nodes:
            raise InvalidGame("a tree needs at least one node")
        pending, used = [0], set()
        for position, node in enumerate(self.nodes):
            if not pending or pending.pop() != position:
                raise InvalidGame(f"node {position}: the nodes are not one tree in preorder")
            if isinstance(node, Terminal):
                if len(node.payoffs) != len(self.players):
                    expected = f"{len(self.players)} players need as many payoffs"
                    raise InvalidGame(f"node {position}: {expected}, got {len(node.payoffs)}")
                continue
            if isinstance(node, Decision):
                if not 0 <= node.information_set < len(self.information_sets):
                    raise InvalidGame(
                        f"node {position}: there is no information set number {node.information_set}"
                    )
                used.add(node.information_set)
                labels = self.information_sets[node.information_set].actions
            else:
                labels = node.outcomes
                self._check_chance(position, node)
            if len(node.children) != len(labels):
                raise InvalidGame(
                    f"node {position}: {len(labels)} branches but {len(node.children)} children"
                )
            pending.extend(reversed(node.children))
        if pending:
            raise InvalidGame(f"node {pending[-1]} is missing")
        self._check_memory()
        for number, info in enumerate(self.information_sets):
            if number not in used:
                raise InvalidGame(f"{info.player}'s information set {info.name!r} has no node in the tree")

    def _check_memory(self) -> None:
        """Refuse absent-mindedness: a path that meets one information set twice."""
        on_path: dict[int, int] = {}  # the sets met on the way to the current node
        pending = [0]
        while pending:
            place = pending.pop()
            if place < 0:  # everything below the decision node ~place is done
                node = self.nodes[~place]
                assert isinstance(node, Decision)
                del on_path[node.information_set]
                continue
            node = self.nodes[place]
            if isinstance(node, Terminal):
                continue
            if isinstance(node, Decision):
                info = self.information_sets[node.information_set]
                if node.information_set in on_path:
                    raise InvalidGame(
                        f"{info.player} comes to the information set {info.name!r} twice on one path"
                    )
                on_path[node.information_set] = place
                pending.append(~place)
            pending.extend(node.children)

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
            total = sum(numbers, Fraction(0))
            if total != 1:
                raise InvalidGame(f"the probabilities of {', '.join(node.outcomes)} sum to {total}, not to 1")

    def __repr__(self) -> str:
        named = f" {self.title!r}" if self.title else ""
        size = f"{len(self.information_sets)} information sets, {len(self.nodes)} nodes"
        return f"<ExtensiveForm{named}: {', '.join(self.players)}; {size}>"

    @classmethod
    def from_tree(
        cls,
        players: Sequence[str],
        tree: object,
        *,
        title: str = "",
        number: Callable[[object, str], Q] = exact,  # type: ignore[assignment]
    ) -> "ExtensiveForm[Q]":
        """The game written down with Move, Chance and payoffs; ``number`` reads each payoff and probability."""
        return _Writer(tuple(players), number).write(tree, title)

    @cached_property
    def parents(self) -> tuple[tuple[int, int], ...]:
        """For each node its parent and which branch of it leads here; the root has (-1, -1)."""
        found = [(-1, -1)] * len(self.nodes)
        for position, node in enumerate(self.nodes):
            if not isinstance(node, Terminal):
                for branch, child in enumerate(node.children):
                    found[child] = (position, branch)
        return tuple(found)

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
        """Whether every information set is a single node."""
        return all(len(nodes) == 1 for nodes in self.members)

    def mover(self, node: Decision) -> int:
        """The number of the player who chooses at a decision node."""
        return self.players.index(self.information_sets[node.information_set].player)

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

    def terminals(self) -> Iterator[tuple[int, Terminal[P]]]:
        """The end nodes with their positions."""
        for position, node in enumerate(self.nodes):
            if isinstance(node, Terminal):
                yield position, node

    def map(self, change: Callable[[P], Q]) -> "ExtensiveForm[Q]":
        """The same game with every payoff and every probability changed."""
        nodes: list[Decision | Lottery[Q] | Terminal[Q]] = []
        for node in self.nodes:
            if isinstance(node, Terminal):
                nodes.append(Terminal(tuple(map(change, node.payoffs))))
            elif isinstance(node, Lottery):
                nodes.append(Lottery(node.outcomes, tuple(map(change, node.probabilities)), node.children))
            else:
                nodes.append(node)
        return ExtensiveForm(self.players, self.information_sets, tuple(nodes), title=self.title)


class _Writer(Generic[Q]):
    """Flattens a tree of Move and Chance into nodes, without recursion."""

    def __init__(self, players: tuple[str, ...], number: Callable[[object, str], Q]):
        self.players, self.number = players, number
        self.sets: dict[tuple[str, str], int] = {}
        self.information_sets: list[InformationSet] = []
        self.items: list[object] = []
        self.origins: list[tuple[int, str]] = []  # for each node its parent and the branch that leads here

    def write(self, tree: object, title: str) -> ExtensiveForm[Q]:
        children: list[list[int]] = []
        open_items: set[int] = set()
        stack: list[tuple[object, int, str]] = [(tree, -1, "")]
        while stack:
            item, parent, label = stack.pop()
            if isinstance(item, _Leave):
                open_items.discard(item.identity)
                continue
            here = len(self.items)
            self.items.append(item)
            self.origins.append((parent, label))
            children.append([])
            if parent >= 0:
                children[parent].append(here)
            below = self._below(item, here)
            if below:
                if id(item) in open_items:
                    raise InvalidGame(f"{self._where(here)}: the tree contains itself")
                open_items.add(id(item))
                stack.append((_Leave(id(item)), here, ""))
                stack.extend((after, here, name) for name, after in reversed(below))
        nodes = tuple(self._node(here, tuple(below)) for here, below in enumerate(children))
        return ExtensiveForm(self.players, tuple(self.information_sets), nodes, title=title)

    def _where(self, here: int) -> str:
        labels = []
        while here > 0:
            here, label = self.origins[here]
            labels.append(str(label))
        return "after " + ", ".join(reversed(labels)) if labels else "at the root"

    def _below(self, item: object, here: int) -> list[tuple[str, object]]:
        """What follows each branch."""
        if isinstance(item, Move):
            if not isinstance(item.actions, Mapping):
                raise InvalidGame(
                    f"{self._where(here)}: the actions of {item.player} must map names to what follows"
                )
            return list(item.actions.items())
        if isinstance(item, Chance):
            outcomes = item.outcomes
            if not isinstance(outcomes, Mapping) or any(
                not isinstance(o, tuple) or len(o) != 2 for o in outcomes.values()
            ):
                raise InvalidGame(
                    f"{self._where(here)}: chance must map outcomes to (probability, what follows)"
                )
            if not outcomes:
                raise InvalidGame(f"{self._where(here)}: chance needs at least one outcome")
            return [(name, after) for name, (_, after) in outcomes.items()]
        return []

    def _node(self, here: int, below: tuple[int, ...]) -> "Decision | Lottery[Q] | Terminal[Q]":
        item = self.items[here]
        if isinstance(item, Move):
            return Decision(self._information_set(item, here), below)
        if isinstance(item, Chance):
            odds = tuple(
                self._read(p, here, f"the probability of {o!r}") for o, (p, _) in item.outcomes.items()
            )
            return Lottery(tuple(item.outcomes), odds, below)
        return Terminal(self._payoffs(item, here))

    def _read(self, value: object, here: int, what: str) -> Q:
        try:
            return self.number(value, what)
        except ParadoxError as problem:
            raise InvalidGame(f"{self._where(here)}: {problem}") from problem

    def _information_set(self, move: Move, here: int) -> int:
        if move.player not in self.players:
            known = ", ".join(self.players)
            raise InvalidGame(
                f"{self._where(here)}: {move.player!r} is not a player; the players are {known}"
            )
        key, actions = (move.player, move.at), tuple(move.actions)
        if key not in self.sets:
            self.sets[key] = len(self.information_sets)
            self.information_sets.append(InformationSet(move.player, move.at, actions))
        known_actions = self.information_sets[self.sets[key]].actions
        if known_actions != actions:
            raise InvalidGame(
                f"{self._where(here)}: {move.player}'s information set {move.at!r} offers {', '.join(actions)} here "
                f"but {', '.join(known_actions)} elsewhere; a set's nodes offer the same actions in the same order"
            )
        return self.sets[key]

    def _payoffs(self, item: object, here: int) -> tuple[Q, ...]:
        if isinstance(item, Mapping):
            if set(item) != set(self.players):
                expected, got = ", ".join(self.players), ", ".join(map(str, item))
                raise InvalidGame(
                    f"{self._where(here)}: payoffs are needed for exactly {expected}; got {got}"
                )
            item = [item[player] for player in self.players]
        if isinstance(item, str | bytes) or not isinstance(item, Sequence):
            raise InvalidGame(f"{self._where(here)}: expected a move or payoffs, got {item!r}")
        if len(item) != len(self.players):
            raise InvalidGame(
                f"{self._where(here)}: {len(self.players)} players need as many payoffs, got {len(item)}"
            )
        return tuple(
            self._read(p, here, f"the payoff of {who}") for who, p in zip(self.players, item, strict=True)
        )


@dataclass(frozen=True)
class _Leave:
    """Marks on the stack that everything below an item has been written."""

    identity: int
