"""Parts of a tree: subgames, what is cut off, and who remembers what.

Source: selten1965.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Generic, NamedTuple

from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms.columns import position
from gametheory_paradox.forms.profiles import Behavior, Profile
from gametheory_paradox.forms.tables.normal_form_record import P
from gametheory_paradox.forms.trees.assessments import odds_at
from gametheory_paradox.forms.trees.extensive_form import ExtensiveForm
from gametheory_paradox.forms.trees.extensive_form_record import MOST_SHOWN, Decision, Lottery, Node, Terminal
from gametheory_paradox.forms.trees.information import InformationSet
from gametheory_paradox.table import Record

# The part of a tree that comes after an action
# ----------------------------------------------


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


# A part of a tree: from a node on, some nodes replaced, its nodes and information sets numbered anew
# ----------------------------------------------------------------------------


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


# Perfect recall: what a player has done so far, and whether it always remembers it
#
# A player's *own history* at a node is the list of the information sets it has chosen at on the way there,
# each with the action it took.  A player has perfect recall if the nodes of each of its sets have the same
# own history (kuhn1953).
# ----------------------------------------------------------------------------


@dataclass(frozen=True, repr=False)
class OwnHistories(Record):
    """A player's own histories in a tree, numbered from the empty one, 0, each after the one it extends.

    Under perfect recall they are the player's sequences (vonstengel1996).

    Parameters
    ----------
    moves
        For each own history the number of the one before, and the information set and the number of the
        action that extend it; (-1, -1, -1) for the empty one.
    at
        For each node of the tree the number of the own history there.
    after
        For each own history: {information set where the player may choose next: number of the own history
        that the first action there leads to}; those of the other actions follow in order.

    Sources: kuhn1953; vonstengel1996.
    """

    moves: tuple[tuple[int, int, int], ...]
    at: tuple[int, ...]
    after: tuple[Mapping[int, int], ...]


def own_histories(game: ExtensiveForm[P], player: str) -> OwnHistories:
    """The history of a player's own actions on the way to each node.

    Parameters
    ----------
    game
        The tree, with or without perfect recall.
    player
        One of its players.

    Raises
    ------
    InvalidGame
        If there is no such player.
    """
    position(game.players, player, "a player")
    moves, after = [(-1, -1, -1)], [dict[int, int]()]
    at = [0] * len(game.nodes)
    own = [info.player == player for info in game.information_sets]

    for place, node in enumerate(game.nodes if any(own) else ()):  # children come after their parent
        here = at[place]
        if isinstance(node, Decision) and own[node.information_set]:
            number = node.information_set
            if number not in after[here]:
                after[here][number] = len(moves)
                moves += [(here, number, action) for action in range(len(node.children))]
                after += [{} for _ in node.children]
            for action, child in enumerate(node.children):
                at[child] = after[here][number] + action
        else:
            for child in node.children:
                at[child] = here

    return OwnHistories(tuple(moves), tuple(at), tuple(after))


def has_perfect_recall(game: ExtensiveForm[P], player: str | None = None) -> bool:
    """Tests for perfect recall: a player, or without a name everyone, remembers all it has done and seen.

    Parameters
    ----------
    game
        The tree.
    player
        Whom to ask about.

    Raises
    ------
    InvalidGame
        If there is no such player.

    Sources: kuhn1953.

    Examples
    --------
    >>> from gametheory_paradox.forms.trees.tree_writer import Move
    >>> late = {"a": (1,), "b": (0,)}
    >>> tree = Move("Ann", "early", {"left": Move("Ann", "late", late), "right": Move("Ann", "late", late)})
    >>> has_perfect_recall(ExtensiveForm.from_tree(["Ann"], tree))
    False
    """
    return not any(_forgotten(game, player))


def check_perfect_recall(game: ExtensiveForm[P], player: str | None = None) -> None:
    """Refuse a tree in which a player, or without a name anyone, forgets what it has done or seen.

    Raises
    ------
    Unsupported
        If so; the message names the player, the information set and two histories it cannot tell apart though
        its own moves differ: in what it did at one set, or in the sets it was at.
    InvalidGame
        If there is no such player.

    Sources: kuhn1953.

    Examples
    --------
    >>> from gametheory_paradox.forms.trees.tree_writer import Move
    >>> late = {"a": (1,), "b": (0,)}
    >>> tree = Move("Ann", "early", {"left": Move("Ann", "late", late), "right": Move("Ann", "late", late)})
    >>> check_perfect_recall(ExtensiveForm.from_tree(["Ann"], tree))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    gametheory_paradox.errors.Unsupported: Ann does not remember its own moves at 'late': its last was ...
    """
    for info, one, other in _forgotten(game, player):
        own = own_histories(game, info.player)
        same = own.moves[own.at[one]][1] == own.moves[own.at[other]][1]
        raise Unsupported(
            f"{info.player} does not remember its own moves at {info.name!r}: its last was "
            f"{_last_move(game, info.player, one)}, but {_last_move(game, info.player, other)}; "
            f"this is imperfect recall of what it {'did' if same else 'knew'}, "
            "and perfect recall is needed here"
        )


def excludes(game: ExtensiveForm[P], odds: Behavior, number: int, root: int = 0) -> bool:
    """Tests whether a player's own choices from a node on never lead to one of its information sets.

    Parameters
    ----------
    game, odds
        The tree, and what everybody does at each information set.
    number, root
        The number of the set, and the node.
    """
    player = game.information_sets[number].player

    def is_excluded(place: int) -> bool:
        while place != root:
            place, branch = game.parents[place]
            node = game.nodes[place]
            if isinstance(node, Decision):
                info = game.information_sets[node.information_set]
                if info.player == player and not odds[node.information_set][branch]:
                    return True
        return False

    return all(map(is_excluded, game.members[number]))


def off_own_path(game: ExtensiveForm[P], odds: Behavior) -> list[int]:
    """The numbers of the information sets to which their player's own choices never lead.

    Parameters
    ----------
    game, odds
        The tree, and what everybody does at each information set.
    """
    left: list[frozenset[str]] = [frozenset()] * len(game.nodes)  # whose own choices do not lead to a node
    for place, node in enumerate(game.nodes):
        for branch, child in enumerate(node.children):
            left[child] = left[place]
            if isinstance(node, Decision) and not odds[node.information_set][branch]:
                left[child] |= {game.information_sets[node.information_set].player}

    sets = enumerate(zip(game.information_sets, game.members, strict=True))
    return [number for number, (info, places) in sets if all(info.player in left[place] for place in places)]


def _forgotten(game: ExtensiveForm[P], player: str | None) -> Iterator[tuple[InformationSet, int, int]]:
    """Sets of a player, or of anyone, each with a pair of nodes before which its last own move differs.

    It is enough to look at the last move: where histories differ in an earlier one, the nodes of a later,
    common move do so too, and somewhere on the way back the difference is in the last move.
    """
    unsure = dict.fromkeys(
        info.player for info, nodes in zip(game.information_sets, game.members, strict=True) if len(nodes) > 1
    )
    for who in unsure if player is None else (player,):
        own = own_histories(game, who)
        for info, nodes in zip(game.information_sets, game.members, strict=True):
            for node in nodes if info.player == who else ():
                if own.moves[own.at[node]][1:] != own.moves[own.at[nodes[0]]][1:]:
                    yield info, nodes[0], node


def _last_move(game: ExtensiveForm[P], player: str, place: int) -> str:
    history = game.history(place)
    written = (
        [*history[: MOST_SHOWN // 2], "…", *history[-MOST_SHOWN // 2 :]]
        if len(history) > MOST_SHOWN
        else history
    )
    own = own_histories(game, player)
    _, number, action = own.moves[own.at[place]]
    info = game.information_sets[number]
    move = f"{info.actions[action]!r} at {info.name!r}" if number >= 0 else "nothing"
    return f"{move} on the history ({', '.join(written)})"


# Subgames: where they begin, and a subgame in which inner ones are replaced by what they are worth
# ----------------------------------------------------------------------------

PERFECT = ("subgame-perfect", "sequential")  # concepts of which an equilibrium is one in every subgame


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


def play_comes_to(game: ExtensiveForm[Fraction], profile: Profile, number: int, concept: str) -> bool:
    """True if an equilibrium says what is done at an information set, since play comes to it.

    Parameters
    ----------
    game, profile
        The game, and what everybody does.
    number
        The number of the information set.
    concept
        The solution concept: of a perfect one play counts that begins where the smallest subgame around the
        set does, of any other play from the start.
    """
    members = game.members[number]
    pending = [_root_around(game, number) if concept in PERFECT else 0]
    while pending:
        place = pending.pop()
        node = game.nodes[place]
        if place in members:
            return True
        if isinstance(node, Terminal):
            continue
        pending += [child for p, child in zip(odds_at(node, profile), node.children, strict=True) if p]
    return False


def is_excluded_by_own_choices(
    game: ExtensiveForm[Fraction], profile: Profile, number: int, concept: str
) -> bool:
    """True if whatever a player does at one of its sets is a part of an equilibrium, as it never leads there.

    Parameters
    ----------
    game, profile, number
        The game, what everybody does, and the number of the information set.
    concept
        The solution concept: of Nash equilibria the player's choices from the start count, of subgame perfect
        ones those in the smallest subgame around the set.  Of others none do: they say what is best there.
    """
    if concept not in ("nash", "subgame-perfect"):
        return False
    root = _root_around(game, number) if concept == "subgame-perfect" else 0
    return excludes(game, profile.probabilities, number, root)


def _root_around(game: ExtensiveForm[Any], number: int) -> int:
    """The root of the smallest subgame around an information set."""
    members = game.members[number]
    around = (at for at in subgame_roots(game) if at <= members[0] and members[-1] < game.ends[at])
    return max(around, default=0)
