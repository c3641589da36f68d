"""The part of a tree that comes after an action."""

from gametheory_paradox.games.deletion import Names, Scope, losing_sets, names_in
from gametheory_paradox.games.extensive_form import ExtensiveForm
from gametheory_paradox.games.nodes import Decision
from gametheory_paradox.games.normal_form_record import P


def nodes_after(game: ExtensiveForm[P], scope: Scope, action: Names) -> list[bool]:
    """For every node of a tree whether it comes after an action at a set that loses it under the scope."""
    losing, actions = losing_sets(game, scope, action), names_in(action)
    after = [False] * len(game.nodes)
    for place, (parent, branch) in enumerate(game.parents):
        if parent >= 0:
            node = game.nodes[parent]
            taken = (
                isinstance(node, Decision)
                and node.information_set in losing
                and game.labels(parent)[branch] in actions
            )
            after[place] = after[parent] or taken
    return after
