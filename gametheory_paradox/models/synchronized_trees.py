"""Several trees played side by side, in which a decision that several of them ask for is made once.

Each tree stands at a node of its own, and the first that can go on does.  One that comes to a shared decision
waits there until every tree that can still come to it has; then the decision is made once, and all of them go
on with it.  So the order of moves within each tree is kept, and trees that share nothing are played one after
the other.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import Decision, ExtensiveForm, InformationSet, Lottery, Terminal
from gametheory_paradox.models.terms import CHANCE
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.table import Record

MOST_NODES = 50_000

Tree: TypeAlias = ExtensiveForm[RationalFunction]
Choice: TypeAlias = tuple[str, frozenset[str]]  # who decides between what; equal choices are one decision
Sight: TypeAlias = Mapping[str, Collection[str]] | None  # None: everybody sees everything
Places: TypeAlias = tuple[int, ...]  # where each tree stands
Payoffs: TypeAlias = tuple[RationalFunction, ...]
PayoffRule: TypeAlias = "Callable[[Places, tuple[PriorMove, ...]], Payoffs]"


@dataclass(frozen=True, repr=False)
class PriorMove(Record):
    """A move on the way to a node: whose, which, in which trees, at which information set (-1 for chance)."""

    player: str
    move: str
    parts: frozenset[int]
    at: int


def choice_at(tree: Tree, node: int) -> Choice | None:
    """The decision at a node; None at an end."""
    own = tree.nodes[node]
    if isinstance(own, Terminal):
        return None
    if isinstance(own, Lottery):
        return CHANCE, frozenset(own.outcomes)
    info = tree.information_sets[own.information_set]
    return info.player, frozenset(info.actions)


def choices_below(tree: Tree) -> list[frozenset[Choice]]:
    """For each node the decisions that can still come, its own among them."""
    found: list[frozenset[Choice]] = [frozenset()] * len(tree.nodes)
    for place in range(len(tree.nodes) - 1, -1, -1):
        node, own = tree.nodes[place], choice_at(tree, place)
        if own is not None:
            found[place] = frozenset({own}).union(*(found[child] for child in node.children))
    return found


class SynchronizedTrees:
    """Plays trees side by side and writes down the tree of all that can happen.

    Parameters
    ----------
    trees, names
        The trees, and what to call each where information sets of two have one name.
    players
        Everybody, in order.
    sees
        For each player those whose moves in other trees it sees.
    pays
        The payoffs where each tree stands at the given end and the given moves were made.
    """

    def __init__(
        self,
        trees: Sequence[Tree],
        names: Sequence[str],
        players: tuple[str, ...],
        sees: Sight,
        pays: PayoffRule,
    ):
        self.trees, self.names, self.players, self.sees, self.pays = trees, names, players, sees, pays
        self.coming = [choices_below(tree) for tree in trees]
        self.sets: dict[tuple[object, ...], int] = {}
        self.described: list[_SetDescription] = []

    def write(self) -> Tree:
        """The tree of all that can happen."""
        # For each node its information set, its odds, or its payoffs.
        made: list[int | Lottery[RationalFunction] | Payoffs] = []
        children: list[list[int]] = []
        stack: list[tuple[Places, tuple[PriorMove, ...], int]] = [((0,) * len(self.trees), (), -1)]
        while stack:
            places, way, parent = stack.pop()
            here = len(made)
            if here == MOST_NODES:
                raise Unsupported(
                    f"the parts together have more than {MOST_NODES:,} nodes; leave out some of their moves"
                )
            children.append([])
            if parent >= 0:
                children[parent].append(here)

            together = self._next(places)
            if not together:
                made.append(self.pays(places, way))
                continue

            first = self.trees[together[0]].nodes[places[together[0]]]
            if isinstance(first, Lottery):
                self._check_odds(first, places, together)
                made.append(first)
                number, player, labels = -1, CHANCE, first.outcomes
            else:
                number = self._information_set(places, way, together)
                made.append(number)
                player, labels = self.described[number].player, self.described[number].actions

            for label in reversed(labels):
                then = (*way, PriorMove(player, label, frozenset(together), number))
                stack.append((self._after(places, together, label), then, here))

        nodes = tuple(_node(kind, tuple(below)) for kind, below in zip(made, children, strict=True))
        return ExtensiveForm(self.players, self._named(), nodes)

    def _next(self, places: Places) -> tuple[int, ...]:
        """The trees that go on, the first of them earliest; none at the end."""
        waiting: dict[Choice, None] = {}
        for tree, place in zip(self.trees, places, strict=True):
            asked = choice_at(tree, place)
            if asked is None:
                continue
            concerned = [n for n, at in enumerate(places) if asked in self.coming[n][at]]
            if all(choice_at(self.trees[n], places[n]) == asked for n in concerned):
                return tuple(concerned)
            waiting[asked] = None

        if waiting:
            decisions = "; ".join(f"{who} between {_listed(moves)}" for who, moves in waiting)
            raise InvalidGame(
                "the parts come to the decisions they share in different orders, and each waits for another: "
                f"{decisions}; rename the moves that are not the same decision"
            )
        return ()

    def _check_odds(
        self, first: Lottery[RationalFunction], places: Places, together: tuple[int, ...]
    ) -> None:
        odds = dict(zip(first.outcomes, first.probabilities, strict=True))
        for part in together[1:]:
            other = self.trees[part].nodes[places[part]]
            assert isinstance(other, Lottery)
            if dict(zip(other.outcomes, other.probabilities, strict=True)) != odds:
                raise InvalidGame(
                    f"chance draws {_listed(odds)} with different probabilities in "
                    f"{self.names[together[0]]} and {self.names[part]}; "
                    "if these are two draws, give their outcomes different names"
                )

    def _after(self, places: Places, together: tuple[int, ...], label: str) -> Places:
        after = list(places)
        for part in together:
            node = self.trees[part].nodes[places[part]]
            after[part] = node.children[self.trees[part].labels(places[part]).index(label)]
        return tuple(after)

    def _information_set(self, places: Places, way: tuple[PriorMove, ...], together: tuple[int, ...]) -> int:
        """The number of the set: its mover knows what it knows in each tree, and some other moves."""
        nodes = [self.trees[part].nodes[places[part]] for part in together]
        own = tuple(node.information_set for node in nodes if isinstance(node, Decision))
        infos = [
            self.trees[part].information_sets[number] for part, number in zip(together, own, strict=True)
        ]
        player = infos[0].player

        known = [done for done in way if self._is_known(done, player, frozenset(together))]
        told = tuple((done.player, done.move, done.at if done.player == player else -1) for done in known)
        key = (player, together, own, told)
        if key not in self.sets:
            self.sets[key] = len(self.described)
            name = "; ".join(dict.fromkeys(info.name for info in infos))
            after = ", ".join(done.move for done in known)
            self.described.append(
                _SetDescription(player, infos[0].actions, name, after, self.names[together[0]])
            )
        return self.sets[key]

    def _is_known(self, done: PriorMove, player: str, together: frozenset[int]) -> bool:
        if done.player == player:
            return not done.parts <= together  # nobody forgets, but for what a tree hides from its own movers
        return done.parts.isdisjoint(together) and (
            self.sees is None or done.player in self.sees.get(player, ())
        )

    def _named(self) -> tuple[InformationSet, ...]:
        """The information sets, each with the shortest name that no other set of its player has."""
        spellings = [one.spellings() for one in self.described]
        level = [0] * len(spellings)
        while True:
            taken: dict[tuple[str, str], list[int]] = {}
            for number, one in enumerate(self.described):
                taken.setdefault((one.player, spellings[number][level[number]]), []).append(number)
            same = [
                n
                for numbers in taken.values()
                for n in self._to_tell_apart(numbers)
                if level[n] + 1 < len(spellings[n])
            ]
            if not same:
                break
            for number in same:
                level[number] += 1

        found: list[InformationSet] = []
        for (player, name), numbers in taken.items():
            for count, number in enumerate(numbers, start=1):
                unique = name if len(numbers) == 1 else f"{name} ({count})"
                found.append(InformationSet(player, unique, self.described[number].actions))
        order = [number for numbers in taken.values() for number in numbers]
        return tuple(found[order.index(number)] for number in range(len(order)))

    def _to_tell_apart(self, numbers: list[int]) -> list[int]:
        """Of the sets with one name those that need a longer one: not the only one after no known move."""
        plain = [n for n in numbers if not self.described[n].after]
        if len(numbers) == 1:
            return []
        return [n for n in numbers if n not in plain] if len(plain) == 1 else numbers


@dataclass(frozen=True)
class _SetDescription:
    """An information set before it is named."""

    player: str
    actions: tuple[str, ...]
    name: str
    after: str
    part: str

    def spellings(self) -> tuple[str, ...]:
        """The names it may have, the shortest first."""
        longer = f"{self.name}, after {self.after}" if self.after else self.name
        return tuple(dict.fromkeys((self.name, longer, f"{longer} ({self.part})")))


def _node(
    kind: "int | Lottery[RationalFunction] | Payoffs", below: tuple[int, ...]
) -> "Decision | Lottery[RationalFunction] | Terminal[RationalFunction]":
    if isinstance(kind, int):
        return Decision(kind, below)
    if isinstance(kind, Lottery):
        return Lottery(kind.outcomes, kind.probabilities, below)
    return Terminal(kind)


def _listed(names: Iterable[str]) -> str:
    return " and ".join(sorted(names))
