"""Part of a tree: what is left of it where actions go, and what comes after an action."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Generic, NamedTuple

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

    def kept(place: int) -> "Decision | Lottery[P] | Terminal[P]":
        node = game.nodes[place]
        if not isinstance(node, Decision) or node.information_set not in left:
            return node
        pairs = zip(game.labels(place), node.children, strict=True)
        return Decision(node.information_set, tuple(c for a, c in pairs if a in left[node.information_set]))

    def remaining(number: int) -> InformationSet:
        info = game.information_sets[number]
        return replace(info, actions=tuple(a for a in info.actions if a in left.get(number, info.actions)))

    cut = pruned(game, kept)
    sets = tuple(map(remaining, cut.sets))
    return ExtensiveForm(game.players, sets, cut.nodes, title=game.title)


class Pruned(NamedTuple, Generic[P]):
    """What is left of a tree.

    nodes
        Its nodes in preorder.
    places
        For each of them the position of the node in the whole tree.
    sets
        For each information set that is left its number in the whole tree.
    """

    nodes: "tuple[Decision | Lottery[P] | Terminal[P], ...]"
    places: tuple[int, ...]
    sets: tuple[int, ...]


def pruned(
    game: ExtensiveForm[P], kept: "Callable[[int], Decision | Lottery[P] | Terminal[P]]", root: int = 0
) -> Pruned[P]:
    """The nodes that are left of a tree below a root, numbered anew, and so their information sets.

    Parameters
    ----------
    game
        The tree.
    kept
        For the position of a node what stands there now: its children are among those of the old node, by
        their old positions, and its information set has its old number.
    root
        The position of the node at which the rest begins.
    """
    places, nodes, pending = [], [], [root]
    while pending:
        place = pending.pop()
        node = kept(place)
        places.append(place)
        nodes.append(node)
        pending.extend(reversed(node.children))

    position = {old: new for new, old in enumerate(places)}
    sets = sorted({node.information_set for node in nodes if isinstance(node, Decision)})
    number = {old: new for new, old in enumerate(sets)}

    def moved(node: "Decision | Lottery[P] | Terminal[P]") -> "Decision | Lottery[P] | Terminal[P]":
        if isinstance(node, Terminal):
            return node
        children = tuple(position[child] for child in node.children)
        if isinstance(node, Decision):
            return Decision(number[node.information_set], children)
        return Lottery(node.outcomes, node.probabilities, children)

    return Pruned(tuple(map(moved, nodes)), tuple(places), tuple(sets))
