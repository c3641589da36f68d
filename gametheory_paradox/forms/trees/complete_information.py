"""Complete information: everybody sees the first move of chance, by whose outcomes information sets split."""

from dataclasses import replace

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms.tables.normal_form_record import P
from gametheory_paradox.forms.trees.extensive_form import ExtensiveForm
from gametheory_paradox.forms.trees.extensive_form_record import Decision, Lottery
from gametheory_paradox.forms.trees.information import InformationSet


def complete_information(game: ExtensiveForm[P]) -> ExtensiveForm[P]:
    """The game in which everybody sees the first move of chance.

    Parameters
    ----------
    game
        A tree that begins with a move of chance.

    Returns
    -------
    The same tree. Of an information set with nodes after several outcomes each outcome makes a set of its
    own, named by the old name, a colon and the outcome; the others are as they were.

    Raises
    ------
    InvalidGame
        If the tree begins otherwise.

    Examples
    --------
    >>> from gametheory_paradox.forms.trees.tree_writer import Chance, Move
    >>> on_heads = Move("Ann", "blind", {"heads": (1,), "tails": (0,)})
    >>> on_tails = Move("Ann", "blind", {"heads": (0,), "tails": (1,)})
    >>> coin = ExtensiveForm.from_tree(["Ann"], Chance({"h": ("1/2", on_heads), "t": ("1/2", on_tails)}))
    >>> [s.name for s in complete_information(coin).information_sets]
    ['blind: h', 'blind: t']
    """
    root, branches = game.nodes[0], first_branches(game)
    if not isinstance(root, Lottery):
        raise InvalidGame(
            "complete information is about a tree that begins with a move of chance; this one does not"
        )

    sets: list[InformationSet] = []
    number: dict[tuple[int, int], int] = {}  # of an old set, and the branch at the root
    for old, (info, members) in enumerate(zip(game.information_sets, game.members, strict=True)):
        met = sorted({branches[node] for node in members})
        for branch in met:
            number[old, branch] = len(sets)
            name = info.name if len(met) == 1 else f"{info.name}: {root.outcomes[branch]}"
            sets.append(InformationSet(info.player, name, info.actions))

    nodes = tuple(
        Decision(number[node.information_set, branch], node.children) if isinstance(node, Decision) else node
        for node, branch in zip(game.nodes, branches, strict=True)
    )
    return replace(game, information_sets=tuple(sets), nodes=nodes)


def first_branches(game: ExtensiveForm[P]) -> list[int]:
    """For every node the branch of the root that leads there; -1 for the root."""
    found = [-1] * len(game.nodes)
    for place, (parent, branch) in enumerate(game.parents):
        if parent >= 0:
            found[place] = branch if parent == 0 else found[parent]
    return found
