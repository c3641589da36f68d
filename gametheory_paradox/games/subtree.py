"""Part of a tree: what is left of it where actions go, and what comes after an action."""

from collections.abc import Mapping, Sequence

from gametheory_paradox.games.deletion import Names, Scope, losing_sets, names_in
from gametheory_paradox.games.extensive_form import ExtensiveForm
from gametheory_paradox.games.information import InformationSet
from gametheory_paradox.games.nodes import Decision, Lottery, Terminal
from gametheory_paradox.games.normal_form import P


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
    order: list[tuple[int, tuple[int, ...]]] = []  # old position, old positions of the children that stay
    stack = [0]
    while stack:
        position = stack.pop()
        node = game.nodes[position]
        below: tuple[int, ...] = ()
        if isinstance(node, Decision):
            below = node.children
            if node.information_set in left:
                labels, kept = game.information_sets[node.information_set].actions, left[node.information_set]
                below = tuple(c for a, c in zip(labels, below, strict=True) if a in kept)
        elif isinstance(node, Lottery):
            below = node.children
        order.append((position, below))
        stack.extend(reversed(below))
    new_position = {old: new for new, (old, _) in enumerate(order)}
    reached = sorted({n.information_set for old, _ in order if isinstance(n := game.nodes[old], Decision)})
    new_set = {old: new for new, old in enumerate(reached)}
    nodes: list[Decision | Lottery[P] | Terminal[P]] = []
    for old, below in order:
        node = game.nodes[old]
        moved = tuple(new_position[c] for c in below)
        if isinstance(node, Decision):
            nodes.append(Decision(new_set[node.information_set], moved))
        elif isinstance(node, Lottery):
            nodes.append(Lottery(node.outcomes, node.probabilities, moved))
        else:
            nodes.append(node)
    sets = tuple(
        InformationSet(s.player, s.name, tuple(a for a in s.actions if a in left.get(old, s.actions)))
        for old, s in enumerate(game.information_sets)
        if old in new_set
    )
    return ExtensiveForm(game.players, sets, tuple(nodes), title=game.title)
