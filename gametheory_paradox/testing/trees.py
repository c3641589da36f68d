"""Strategies that draw games in extensive form: with perfect information or information sets, and chance."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import count

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from gametheory_paradox.games import Chance, ExtensiveForm, Move
from gametheory_paradox.testing.numbers import Size, sizes
from gametheory_paradox.testing.tables import ACTIONS, Amounts, few, names, small

Tree = ExtensiveForm[Fraction]
ODDS = ((1, 1), (1, 2), (3, 1), (1, 1, 2))
SOME = st.integers(1, 6)


@st.composite
def perfect_information_games(
    draw: DrawFn,
    *,
    players: Size = few,
    depth: int = 3,
    branches: Size = few,
    chance: bool = True,
    payoffs: Amounts = small,
    root: str | None = None,
) -> Tree:
    """Draws games in extensive form in which everybody sees everything.

    A player may have actions of one name at several nodes.  They shrink to short trees.

    Parameters
    ----------
    players
        How many, or a strategy that draws that.
    depth
        The most moves in a row.
    branches
        How many actions the first move has; later ones have two.
    chance
        Whether chance moves at some nodes.
    payoffs
        Draws each payoff.
    root
        "move" or "chance", what stands at the root; by default either.
    """
    who, numbers = names(draw(sizes(players))), count()
    kinds = ["end", "move", "move", "move", *(["chance"] if chance else [])]

    def grow(left: int, kind: str) -> object:
        if kind == "end":
            return tuple(draw(payoffs) for _ in who)
        below = st.sampled_from(kinds if left > 1 else ["end"])
        if kind == "chance":
            odds = draw(st.sampled_from(ODDS[:3]))
            outcomes = zip(("heads", "tails"), odds, strict=True)
            return Chance(
                {name: (Fraction(p, sum(odds)), grow(left - 1, draw(below))) for name, p in outcomes}
            )
        labels = ACTIONS[: draw(sizes(branches)) if left == depth else 2]
        return Move(
            draw(st.sampled_from(who)),
            f"n{next(numbers)}",
            {label: grow(left - 1, draw(below)) for label in labels},
        )

    first = root or draw(st.sampled_from(["move", "move", "chance"] if chance else ["move"]))
    return ExtensiveForm.from_tree(who, grow(depth, first))


@dataclass(eq=False)
class _Set:
    """An information set of a tree that grows: its player, its size, and the player's own moves before it."""

    player: str
    size: int
    name: str
    moves: list[tuple[str, int]]


@dataclass(eq=False)
class _Node:
    """A node of a tree that grows; ``of`` is its information set or the odds of a move of chance."""

    of: _Set | tuple[int, ...] | None
    above: "_Place | None"
    below: "list[_Node | None]" = field(default_factory=list)


_Place = tuple[_Node, int]


@st.composite
def extensive_forms(
    draw: DrawFn,
    *,
    players: Size = few,
    inner: Size = SOME,
    recall: bool = True,
    chance: bool = True,
    payoffs: Amounts = small,
) -> Tree:
    """Draws games in extensive form in which a player may not see what was done before.

    The tree grows node by node; a new node joins an information set that fits, or starts one.  They shrink to
    few nodes.

    Parameters
    ----------
    players
        How many, or a strategy that draws that; some may never move.
    inner
        How many moves, of players and of chance, the tree has.
    recall
        Whether everybody remembers what it did and saw (perfect recall); without, a set may hold any nodes of
        a player that do not follow each other, and there may be perfect recall by accident.
    chance
        Whether chance moves at some nodes.
    payoffs
        Draws each payoff.
    """
    who = names(draw(sizes(players)))
    root = _Node(None, None, [None])  # a stub above the tree
    free: list[_Place] = [(root, 0)]
    sets: list[_Set] = []

    for left in range(draw(sizes(inner)), 0, -1):
        fitting = [(place, info) for place in free for info in sets if _may_join(place, info, recall)]
        of: _Set | tuple[int, ...]

        if fitting and draw(st.integers(0, 2)) > 0:
            place, of = draw(st.sampled_from(fitting))
        else:
            place = draw(st.sampled_from(free))
            if chance and (sets or left > 1) and draw(st.integers(0, 2)) == 2:  # somebody chooses somewhere
                of = draw(st.sampled_from(ODDS))
            else:
                player, size = draw(st.sampled_from(who)), draw(st.sampled_from([2, 2, 2, 3]))
                of = _Set(player, size, f"{player[0]}{len(sets) + 1}", list(_own_moves(place, player)))
                sets.append(of)

        node = _Node(of, place, [None] * (of.size if isinstance(of, _Set) else len(of)))
        place[0].below[place[1]] = node
        free = [other for other in free if other is not place]
        free.extend((node, number) for number in range(len(node.below)))

    return ExtensiveForm.from_tree(
        who, _written(root.below[0], lambda: tuple(Fraction(draw(payoffs)) for _ in who))
    )


def _own_moves(place: _Place | None, player: str) -> Iterator[tuple[str, int]]:
    """The player's own moves before a place in a growing tree: (name of the set, action), the last first."""
    while place is not None:
        node, way = place
        if isinstance(node.of, _Set) and node.of.player == player:
            yield node.of.name, way
        place = node.above


def _may_join(place: _Place, info: _Set, recall: bool) -> bool:
    moves = list(_own_moves(place, info.player))
    return moves == info.moves if recall else info.name not in [name for name, _ in moves]


def _written(node: _Node | None, end: Callable[[], tuple[Fraction, ...]]) -> object:
    if node is None:
        return end()
    below = [_written(after, end) for after in node.below]
    if isinstance(node.of, _Set):
        return Move(node.of.player, node.of.name, dict(zip(ACTIONS, below, strict=False)))
    assert node.of is not None
    odds = [Fraction(p, sum(node.of)) for p in node.of]
    return Chance({f"o{n}": pair for n, pair in enumerate(zip(odds, below, strict=True))})
