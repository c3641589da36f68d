"""Subgames: where they begin, and a subgame in which inner ones are replaced by what they are worth.

Source: selten1965.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic

from gametheory_paradox.games.extensive_form import ExtensiveForm
from gametheory_paradox.games.nodes import Decision, Lottery, Terminal
from gametheory_paradox.games.normal_form import P


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
        if isinstance(node, Decision | Lottery):
            first[place] = min([first[place], *(first[c] for c in node.children)])
            last[place] = max([last[place], *(last[c] for c in node.children)])
            if first[place] >= place and last[place] < ends[place]:
                roots.append(place)
    return roots[::-1]


def subtree_ends(game: ExtensiveForm[Any]) -> list[int]:
    """For each node the position after its last descendant."""
    ends = list(range(1, len(game.nodes) + 1))
    for position in range(len(game.nodes) - 1, -1, -1):
        node = game.nodes[position]
        if isinstance(node, Decision | Lottery) and node.children:
            ends[position] = ends[node.children[-1]]
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
    places: list[int] = []
    pending = [root]
    while pending:
        place = pending.pop()
        places.append(place)
        node = game.nodes[place]
        if place not in values and not isinstance(node, Terminal):
            pending.extend(reversed(node.children))
    number = {place: n for n, place in enumerate(places)}
    kept = [game.nodes[place] for place in places if place not in values]
    sets = tuple(sorted({node.information_set for node in kept if isinstance(node, Decision)}))
    new = {number: n for n, number in enumerate(sets)}
    nodes: list[Decision | Lottery[P] | Terminal[P]] = []
    for place in places:
        node = game.nodes[place]
        if place in values:
            nodes.append(Terminal(values[place]))
        elif isinstance(node, Decision):
            nodes.append(Decision(new[node.information_set], tuple(number[c] for c in node.children)))
        elif isinstance(node, Lottery):
            nodes.append(Lottery(node.outcomes, node.probabilities, tuple(number[c] for c in node.children)))
        else:
            nodes.append(node)
    kept_sets = tuple(game.information_sets[s] for s in sets)
    return Truncation(ExtensiveForm(game.players, kept_sets, tuple(nodes)), sets, tuple(places))
