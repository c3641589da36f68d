"""The part of a tree that comes after an action."""

from collections.abc import Mapping, Sequence

from gametheory_paradox.games.extensive_form import ExtensiveForm
from gametheory_paradox.games.nodes import Decision
from gametheory_paradox.games.normal_form_record import P


def nodes_after(game: ExtensiveForm[P], left: Mapping[int, Sequence[str]]) -> list[bool]:
    """For every node of a tree whether it comes after an action that is not left where it was."""
    after = [False] * len(game.nodes)
    for place, (parent, branch) in enumerate(game.parents):
        if parent >= 0:
            node = game.nodes[parent]
            taken = (
                isinstance(node, Decision)
                and node.information_set in left
                and game.labels(parent)[branch] not in left[node.information_set]
            )
            after[place] = after[parent] or taken
    return after
