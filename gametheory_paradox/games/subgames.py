"""Subgames: where they begin, and a subgame in which inner ones are replaced by what they are worth.

Source: selten1965.
"""

from collections.abc import Mapping
from typing import Any

from gametheory_paradox.games.extensive_form import ExtensiveForm
from gametheory_paradox.games.nodes import Decision, Terminal
from gametheory_paradox.games.normal_form_record import P
from gametheory_paradox.games.truncation import Truncation, part_of


def subgame_roots(game: ExtensiveForm[Any]) -> list[int]:
    """Finds the nodes at which a subgame begins: no information set reaches across its border."""
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
            if first[place] >= place and last[place] < game.ends[place]:
                roots.append(place)
    return roots[::-1]


def truncated(game: ExtensiveForm[P], root: int, values: Mapping[int, tuple[P, ...]]) -> Truncation[P]:
    """Truncates the subgame at ``root``: inner subgames at the keys of ``values`` become payoffs."""
    return part_of(game, root, lambda at: Terminal(values[at]) if at in values else game.nodes[at])
