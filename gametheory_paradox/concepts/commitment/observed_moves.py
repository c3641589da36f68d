"""A player's moves in a tree, seen or unseen by the others, whose information sets are split or joined."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import replace

from gametheory_paradox.games import Decision, ExtensiveForm, InformationSet
from gametheory_paradox.games.normal_form_record import P


def moves_seen(game: ExtensiveForm[P], player: str, sets: Iterable[str] = ()) -> ExtensiveForm[P]:
    """The tree in which the others tell apart what a player did before them, and know what they knew.

    Parameters
    ----------
    game
        A tree.
    player, sets
        Whose moves, and at which of its information sets; none means all.

    Returns
    -------
    The game itself where all of this is seen already.

    Examples
    --------
    >>> from gametheory_paradox.games import Move
    >>> below = [Move("F", "blind", {"l": (a, a), "r": (a, 1)}) for a in (0, 2)]
    >>> game = ExtensiveForm.from_tree(["L", "F"], Move("L", "start", {"up": below[0], "down": below[1]}))
    >>> [s.name for s in moves_seen(game, "L").information_sets]
    ['start', 'blind: up', 'blind: down']
    """
    paths, wanted = _paths(game), frozenset(sets)

    # For each node its old set and what the player did on the way, which together name its new set.
    places: dict[int, tuple[int, tuple[str, ...]]] = {}
    for number, info in enumerate(game.information_sets):
        for node in game.members[number]:
            done = [a for who, where, a in paths[node] if who == player and (not wanted or where in wanted)]
            places[node] = number, tuple(done) if info.player != player else ()

    ways: dict[int, set[tuple[str, ...]]] = {}
    for number, way in places.values():
        ways.setdefault(number, set()).add(way)
    names: dict[Hashable, str] = {}
    for number, way in dict.fromkeys(places.values()):
        name = game.information_sets[number].name
        names[number, way] = f"{name}: {', '.join(way) or 'nothing'}" if len(ways[number]) > 1 else name
    return _regrouped(game, places, names)


def moves_hidden(game: ExtensiveForm[P], player: str, sets: Iterable[str] = ()) -> ExtensiveForm[P]:
    """The tree in which the others cannot tell apart what differs only in what a player did before them.

    Information sets of one of the others are joined where they offer the same actions and have nodes whose
    histories are the same but for the player's moves.

    Parameters
    ----------
    game
        A tree.
    player, sets
        Whose moves, and at which of its information sets; none means all.

    Returns
    -------
    The game itself where nothing of this is seen.

    Examples
    --------
    >>> from gametheory_paradox.games import Move
    >>> below = [Move("F", f"sees {a}", {"l": (0, 0), "r": (1, 1)}) for a in ("up", "down")]
    >>> game = ExtensiveForm.from_tree(["L", "F"], Move("L", "start", {"up": below[0], "down": below[1]}))
    >>> [s.name for s in moves_hidden(game, "L").information_sets]
    ['start', 'sees up or sees down']
    """
    paths, wanted = _paths(game), frozenset(sets)
    joined = list(range(len(game.information_sets)))

    def first(number: int) -> int:
        while joined[number] != number:
            number = joined[number]
        return number

    # Sets are joined that have nodes whose histories are the same once the player's moves are masked.
    known: dict[Hashable, int] = {}
    for number, info in enumerate(game.information_sets):
        if info.player == player:
            continue
        for node in game.members[number]:
            masked = tuple(
                (who, "" if who == player and (not wanted or where in wanted) else a)
                for who, where, a in paths[node]
            )
            other = known.setdefault((info.player, info.actions, masked), number)
            joined[max(first(other), first(number))] = min(first(other), first(number))

    places = {node: first(number) for number, nodes in enumerate(game.members) for node in nodes}
    names: dict[Hashable, str] = {}
    for number, info in enumerate(game.information_sets):
        whole = first(number)
        names[whole] = f"{names[whole]} or {info.name}" if whole in names else info.name
    return _regrouped(game, places, names)


def _paths(game: ExtensiveForm[P]) -> list[tuple[tuple[str, str, str], ...]]:
    """For each node who did what where on the way to it; chance is nobody, nowhere."""
    found: list[tuple[tuple[str, str, str], ...]] = [()] * len(game.nodes)
    for place, (parent, branch) in enumerate(game.parents):
        if parent >= 0:
            node, label = game.nodes[parent], game.labels(parent)[branch]
            info = game.information_sets[node.information_set] if isinstance(node, Decision) else None
            found[place] = (*found[parent], (info.player, info.name, label) if info else ("", "", label))
    return found


def _regrouped(
    game: ExtensiveForm[P], places: Mapping[int, Hashable], names: Mapping[Hashable, str]
) -> ExtensiveForm[P]:
    """The tree whose information sets are the given groups of nodes."""
    numbers: dict[Hashable, int] = {}
    sets: list[InformationSet] = []
    nodes = list(game.nodes)
    for place, node in enumerate(game.nodes):
        if isinstance(node, Decision):
            group = places[place]
            if group not in numbers:
                numbers[group] = len(sets)
                old = game.information_sets[node.information_set]
                sets.append(InformationSet(old.player, names[group], old.actions))
            nodes[place] = Decision(numbers[group], node.children)

    if len(sets) == len(game.information_sets):
        return game
    return replace(game, information_sets=tuple(sets), nodes=tuple(nodes))
