"""The part of a tree that comes after an action."""

from gametheory_paradox.games.extensive_form import ExtensiveForm
from gametheory_paradox.games.nodes import Decision
from gametheory_paradox.games.normal_form_record import P
from gametheory_paradox.games.scope import Scope


def nodes_after(game: ExtensiveForm[P], scope: Scope) -> list[bool]:
    """For every node of a tree whether it comes after an action that the scope takes away."""
    after = [False] * len(game.nodes)
    for place, (parent, branch) in enumerate(game.parents):
        if parent >= 0:
            node = game.nodes[parent]
            taken = (
                isinstance(node, Decision)
                and node.information_set in scope.left
                and game.labels(parent)[branch] not in scope.left[node.information_set]
            )
            after[place] = after[parent] or taken
    return after
