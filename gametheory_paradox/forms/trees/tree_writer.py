"""Trees as a person writes them down, flattened into nodes in preorder."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Generic

from gametheory_paradox.errors import InvalidGame, ParadoxError
from gametheory_paradox.forms.columns import width_of
from gametheory_paradox.forms.tables.normal_form_record import Q
from gametheory_paradox.forms.trees.extensive_form_record import Decision, Lottery, Terminal
from gametheory_paradox.forms.trees.information import InformationSet
from gametheory_paradox.table import Record


@dataclass(frozen=True, repr=False)
class Move(Record):
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


@dataclass(frozen=True, repr=False)
class Chance(Record):
    """A move of chance, for writing down a tree: for each outcome its probability and what follows."""

    outcomes: Mapping[str, tuple[object, object]]


def simultaneous(
    players: Sequence[str],
    at: Sequence[str],
    actions: Sequence[Sequence[str]],
    after: Mapping[tuple[str, ...], object],
) -> object:
    """The moves of players who all choose at once: one after the other, and nobody sees the others' choice.

    Parameters
    ----------
    players, at, actions
        Who chooses, at which information set, between what.
    after
        What follows each combination of actions.
    """
    for who in reversed(range(len(players))):
        after = {
            before: Move(players[who], at[who], {own: after[*before, own] for own in actions[who]})
            for before in product(*actions[:who])
        }
    return after[()]


class TreeWriter(Generic[Q]):
    """Flattens a tree of Move and Chance into nodes, without recursion."""

    def __init__(self, players: tuple[str, ...], number: Callable[[object, str], Q], measure: str = ""):
        self.players, self.number, self.measure = players, number, measure
        self.sets: dict[tuple[str, str], int] = {}
        self.information_sets: list[InformationSet] = []
        self.items: list[object] = []
        self.origins: list[tuple[int, str]] = []  # for each node its parent and the branch that leads here

    def write(self, tree: object) -> "tuple[Decision | Lottery[Q] | Terminal[Q], ...]":
        """The nodes in preorder; the information sets are then known."""
        children: list[list[int]] = []
        open_items: set[int] = set()
        stack: list[tuple[object, int, str]] = [(tree, -1, "")]

        while stack:
            item, parent, label = stack.pop()
            if isinstance(item, _EndMark):
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
                stack.append((_EndMark(id(item)), here, ""))
                stack.extend((after, here, name) for name, after in reversed(below))

        return tuple(self._node(here, tuple(below)) for here, below in enumerate(children))

    def _where(self, here: int) -> str:
        labels = []
        while here > 0:
            here, label = self.origins[here]
            labels.append(str(label))
        return "after " + ", ".join(reversed(labels)) if labels else "at the root"

    def _below(self, item: object, here: int) -> list[tuple[str, object]]:
        """The names of the branches, each with what follows it."""
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
                f"{self._where(here)}: {move.player}'s information set {move.at!r} offers "
                f"{', '.join(actions)} here but {', '.join(known_actions)} elsewhere; "
                "a set's nodes offer the same actions in the same order"
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
        if len(item) != width_of(self.players, self.measure):
            also = f" and as many values of {self.measure}" if self.measure else ""
            needed = f"{len(self.players)} players need as many payoffs{also}"
            raise InvalidGame(f"{self._where(here)}: {needed}, got {len(item)}")
        kinds = ("payoff", self.measure) if self.measure else ("payoff",)
        names = (f"the {kind} of {who}" for kind in kinds for who in self.players)
        return tuple(self._read(p, here, name) for name, p in zip(names, item, strict=True))


@dataclass(frozen=True)
class _EndMark:
    """Marks on the stack that everything below an item has been written."""

    identity: int
