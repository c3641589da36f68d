"""A part of a tree: from a node on, some nodes replaced, its nodes and information sets numbered anew."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Generic, NamedTuple

from gametheory_paradox.games.extensive_form import ExtensiveForm
from gametheory_paradox.games.nodes import Decision, Lottery, Node
from gametheory_paradox.games.normal_form_record import P


class Truncation(NamedTuple, Generic[P]):
    """A part of a tree, such as a subgame whose inner subgames have become end nodes.

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


def part_of(
    game: ExtensiveForm[P],
    root: int,
    node_at: Callable[[int], Node[P]],
    left: Mapping[int, Sequence[str]] = {},
) -> Truncation[P]:
    """The tree from a node on where nodes are replaced; what play can no longer reach is gone.

    Parameters
    ----------
    game, root
        The whole tree, and the position of the node with which the part begins.
    node_at
        For a position in the whole tree the node that stands there, its children and its information set
        numbered as in the whole tree.
    left
        For numbers of information sets the actions that are left; the other sets keep theirs.
    """
    kept: dict[int, Node[P]] = {}  # by position, in preorder
    pending = [root]
    while pending:
        place = pending.pop()
        node = node_at(place)
        if isinstance(node, Decision) and node.information_set in left:
            actions, own = game.information_sets[node.information_set].actions, left[node.information_set]
            children = tuple(c for a, c in zip(actions, node.children, strict=True) if a in own)
            node = Decision(node.information_set, children)
        kept[place] = node
        pending.extend(reversed(node.children))

    # Nodes and information sets are numbered anew, in their old order.
    place_in = {old: new for new, old in enumerate(kept)}
    sets = tuple(sorted({node.information_set for node in kept.values() if isinstance(node, Decision)}))
    set_in = {old: new for new, old in enumerate(sets)}
    nodes: list[Node[P]] = []
    for node in kept.values():
        if isinstance(node, Decision):
            node = Decision(set_in[node.information_set], tuple(place_in[c] for c in node.children))
        elif isinstance(node, Lottery):
            node = Lottery(node.outcomes, node.probabilities, tuple(place_in[c] for c in node.children))
        nodes.append(node)
    kept_sets = tuple(
        replace(info, actions=tuple(a for a in info.actions if a in left.get(number, info.actions)))
        for number, info in ((number, game.information_sets[number]) for number in sets)
    )
    return Truncation(replace(game, information_sets=kept_sets, nodes=tuple(nodes)), sets, tuple(kept))


def restrict_tree(game: ExtensiveForm[P], left: Mapping[int, Sequence[str]]) -> ExtensiveForm[P]:
    """The tree in which some information sets, by number, have only some actions left."""
    return part_of(game, 0, lambda place: game.nodes[place], left).game
