"""Perfect recall: what a player has done so far, and whether it always remembers it.

A player's *own history* at a node is the list of the information sets it has chosen at on the way there, each
with the action it took.  A player has perfect recall if the nodes of each of its sets have the same own
history (kuhn1953).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gametheory_paradox.errors import Unsupported
from gametheory_paradox.games.extensive_form import ExtensiveForm
from gametheory_paradox.games.information import InformationSet
from gametheory_paradox.games.names_not_found import position
from gametheory_paradox.games.nodes import Decision
from gametheory_paradox.games.normal_form_record import P
from gametheory_paradox.games.profiles import Behavior
from gametheory_paradox.games.tree_places import MOST_SHOWN
from gametheory_paradox.table import Record


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
    >>> from gametheory_paradox.games.tree_writer import Move
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
    >>> from gametheory_paradox.games.tree_writer import Move
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
