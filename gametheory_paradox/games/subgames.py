"""Subgames: where they begin, and a subgame in which inner ones are replaced by what they are worth.

Source: selten1965.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic

from gametheory_paradox.games.extensive_form import ExtensiveForm
from gametheory_paradox.games.nodes import Decision, Terminal
from gametheory_paradox.games.normal_form import P
from gametheory_paradox.games.subtree import pruned


def subgame_roots(game: ExtensiveForm[Any]) -> list[int]:
    """Finds the nodes at which a subgame begins: no information set reaches across its border."""
    ends = subtree_ends(game)
    size = len(game.nodes)
    first, last = [size] * size, [-1] * size  # how far the information sets of each subtree reach
    roots = []
    for place in range(size - 1, -1, -1):
        node = game.nodes[place]
        if isinstance(node, Decision):
            members = game.members[node.information_set]
            first[place], last[place] = members[0], members[-1]
        if not isinstance(node, Terminal):
            first[place] = min([first[place], *(first[c] for c in node.children)])
            last[place] = max([last[place], *(last[c] for c in node.children)])
            if first[place] >= place and last[place] < ends[place]:
                roots.append(place)
    return roots[::-1]


def subtree_ends(game: ExtensiveForm[Any]) -> list[int]:
    """For each node the position after its last descendant."""
    ends = list(range(1, len(game.nodes) + 1))
    for position in range(len(game.nodes) - 1, -1, -1):
        if children := game.nodes[position].children:
            ends[position] = ends[children[-1]]
    return ends


@dataclass(frozen=True)
class Truncation(Generic[P]):
    """A subgame whose inner subgames have become end nodes.

    Parameters
    ----------
    game
        The tree that is left.
    sets
        For each of its information sets the number of that set in the whole game.
    places
        For each of its nodes the position of that node in the whole game.
    """

    game: ExtensiveForm[P]
    sets: tuple[int, ...]
    places: tuple[int, ...]


def truncated(game: ExtensiveForm[P], root: int, values: Mapping[int, tuple[P, ...]]) -> Truncation[P]:
    """Truncates the subgame at ``root``: inner subgames at the keys of ``values`` become payoffs."""
    cut = pruned(game, lambda place: Terminal(values[place]) if place in values else game.nodes[place], root)
    sets = tuple(game.information_sets[number] for number in cut.sets)
    return Truncation(ExtensiveForm(game.players, sets, cut.nodes), cut.sets, cut.places)
