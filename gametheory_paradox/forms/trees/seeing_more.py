"""Trees in which somebody sees more: an information set that is split, a state of the world that is seen."""

from collections.abc import Sequence
from dataclasses import replace

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms.tables.normal_form_record import P
from gametheory_paradox.forms.trees.extensive_form import ExtensiveForm
from gametheory_paradox.forms.trees.extensive_form_record import Decision, Lottery
from gametheory_paradox.forms.trees.information import InformationSet

# Complete information: everybody sees the first move of chance, by whose outcomes information sets split
# ----------------------------------------------------------------------------


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


# Letting a player see more: an information set split into several, everything else as before
# ----------------------------------------------------------------------------


def split_information_set(
    game: ExtensiveForm[P], player: str, name: str, parts: Sequence[Sequence[str]]
) -> ExtensiveForm[P]:
    """The game in which a player tells apart nodes that it could not tell apart before.

    Parameters
    ----------
    game
        A tree.
    player, name
        Whose information set is split, and which.
    parts
        The histories in each part, in words (actions and outcomes from the start, joined by commas); every
        node of the set is in exactly one.

    Raises
    ------
    InvalidGame
        If there is no such set, or the parts are not a partition of its nodes into two or more.

    Examples
    --------
    >>> from gametheory_paradox.forms.trees.tree_writer import Chance, Move
    >>> on_heads = Move("Ann", "blind", {"heads": (1,), "tails": (0,)})
    >>> on_tails = Move("Ann", "blind", {"heads": (0,), "tails": (1,)})
    >>> coin = ExtensiveForm.from_tree(["Ann"], Chance({"h": ("1/2", on_heads), "t": ("1/2", on_tails)}))
    >>> [s.name for s in split_information_set(coin, "Ann", "blind", [["h"], ["t"]]).information_sets]
    ['blind: h', 'blind: t']
    """
    numbers = [n for n, s in enumerate(game.information_sets) if (s.player, s.name) == (player, name)]
    if not numbers:
        known = ", ".join(repr(s.name) for s in game.information_sets if s.player == player) or "none"
        raise InvalidGame(f"{player} has no information set {name!r:.60}; it has {known}")

    number = numbers[0]
    histories = _histories(game, number)
    listed = [history for part in parts for history in part]
    if len(parts) < 2 or not all(parts) or sorted(listed) != sorted(histories):
        raise InvalidGame(
            f"the parts of {name!r} must put each of {'; '.join(histories)} into exactly one of two or more"
        )

    old = game.information_sets[number]
    fresh = tuple(InformationSet(player, f"{name}: {' or '.join(part)}", old.actions) for part in parts)
    sets = (*game.information_sets[:number], *fresh, *game.information_sets[number + 1 :])
    part_of = {history: n for n, part in enumerate(parts) for history in part}
    moved = dict(zip(game.members[number], (number + part_of[h] for h in histories), strict=True))
    shift = len(parts) - 1
    nodes = tuple(
        Decision(
            moved.get(place, node.information_set + shift * (node.information_set > number)), node.children
        )
        if isinstance(node, Decision)
        else node
        for place, node in enumerate(game.nodes)
    )

    return replace(game, information_sets=sets, nodes=nodes)


MOST_TEXT = 1_000_000  # characters of all histories of a set: deep trees have histories that nobody can write


def _histories(game: ExtensiveForm[P], number: int) -> tuple[str, ...]:
    """The histories of a set's nodes in words, unique within the set."""
    length = [0] * len(game.nodes)
    for place, (parent, branch) in enumerate(game.parents):
        if parent >= 0:
            length[place] = length[parent] + len(game.labels(parent)[branch]) + 2
    if sum(length[node] for node in game.members[number]) > MOST_TEXT:
        raise InvalidGame(
            f"the histories of {game.information_sets[number].name!r} are too long to be written"
        )
    words = tuple(", ".join(game.history(node)) or "the start" for node in game.members[number])
    return words if len(set(words)) == len(words) else tuple(f"node {node}" for node in game.members[number])
