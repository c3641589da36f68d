"""Part of a tree: what is left of it where actions go, and what comes after an action."""

from collections.abc import Mapping, Sequence

from gametheory_paradox.games.deletion import Names, Scope, losing_sets, names_in
from gametheory_paradox.games.extensive_form import ExtensiveForm
from gametheory_paradox.games.nodes import Decision, Node
from gametheory_paradox.games.normal_form import P
from gametheory_paradox.games.subgames import part_of


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


def restrict_tree(game: ExtensiveForm[P], left: Mapping[int, Sequence[str]]) -> ExtensiveForm[P]:
    """The tree in which only some actions are left at some sets; what play can no longer reach is gone."""

    def node_at(place: int) -> Node[P]:
        node = game.nodes[place]
        if not isinstance(node, Decision) or node.information_set not in left:
            return node
        branches = zip(game.labels(place), node.children, strict=True)
        kept = left[node.information_set]
        return Decision(node.information_set, tuple(child for action, child in branches if action in kept))

    return part_of(game, 0, node_at, left).game
