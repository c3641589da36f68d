"""First moves: observed, seen with noise, or unobserved.

Sources: bagwell1995; vandamme1997.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import prod

from gametheory_paradox.concepts.forms import as_table, player_number
from gametheory_paradox.concepts.stackelberg import leader_of
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import Chance, Decision, ExtensiveForm, InformationSet, Move, NormalForm
from gametheory_paradox.forms.tables.normal_form_record import P
from gametheory_paradox.forms.trees.tree_writer import simultaneous
from gametheory_paradox.rationals import exact
from gametheory_paradox.subjects import GameLike

# Trees of a first move that the others observe, observe with noise, or do not observe
#
# From one game in normal form three trees are made, in which the leader moves first and the others choose at
# the same time after it, each with a picture of the leader's move: the right one, one that is wrong with some
# probability, or none.  The last tree is the game itself again.
# ----------------------------------------------------------------------------

START = "start"  # the information set of the leader
NOTHING = {"nothing": Fraction(1)}  # the only picture of those who see nothing
MOST_ENDS = 1_000_000
Pictures = Mapping[str, Mapping[str, Fraction]]  # by the leader's action, the probability of each picture
Matrix = Mapping[str, Mapping[str, object]]


def first_move_observed(game: GameLike, leader: str | None = None) -> ExtensiveForm[Fraction]:
    """The tree in which everybody sees the leader's action before choosing.

    Parameters
    ----------
    game
        A game in normal form with two or more players.
    leader
        Who moves first; the first player unless named.

    Examples
    --------
    >>> from gametheory_paradox.forms.solvers import solve
    >>> game = NormalForm.from_tables(["L", "F"], [["S", "C"]] * 2, [[5, 3], [6, 4]], [[2, 1], [3, 4]])
    >>> tree = first_move_observed(game)
    >>> [info.name for info in tree.information_sets], [str(p) for p in solve(tree).payoffs[0]]
    (['start', 'sees S', 'sees C'], ['5', '2'])
    """
    return first_move_seen_with_noise(game, leader, noise=0)


def first_move_unobserved(game: GameLike, leader: str | None = None) -> ExtensiveForm[Fraction]:
    """The tree in which the leader moves first and nobody sees what it does: the game itself, as a tree.

    Parameters
    ----------
    game
        A game in normal form with two or more players.
    leader
        Who moves first; the first player unless named.

    Examples
    --------
    >>> from gametheory_paradox.forms.solvers import solve
    >>> game = NormalForm.from_tables(["L", "F"], [["S", "C"]] * 2, [[5, 3], [6, 4]], [[2, 1], [3, 4]])
    >>> [[str(p) for p in payoffs] for payoffs in solve(first_move_unobserved(game), concept="nash").payoffs]
    [['4', '4']]
    """
    table, first, actions = _first_mover(game, leader)
    return _tree(table, first, dict.fromkeys(actions, NOTHING))


def first_move_seen_with_noise(
    game: GameLike, leader: str | None = None, *, noise: object
) -> ExtensiveForm[Fraction]:
    """The tree in which each of the others gets a picture of the leader's action that may be wrong.

    Given the leader's action, the pictures of different players are independent.  A picture of probability
    zero has no branch, and where only one is possible chance does not move.

    Parameters
    ----------
    game
        A game in normal form with two or more players.
    leader
        Who moves first; the first player unless named.
    noise
        The probability of a wrong picture, spread evenly over the wrong ones; or for each action of the
        leader a mapping from picture to its probability.

    Raises
    ------
    InvalidGame
        If probabilities are missing, negative, or do not sum to one.

    Sources
    -------
    bagwell1995

    Examples
    --------
    >>> from gametheory_paradox.forms.solvers import solve
    >>> game = NormalForm.from_tables(["L", "F"], [["S", "C"]] * 2, [[5, 3], [6, 4]], [[2, 1], [3, 4]])
    >>> tree = first_move_seen_with_noise(game, noise="1/100")
    >>> sorted(str(own) for own, _ in solve(tree, concept="nash").payoffs)
    ['393/98', '4', '489/98']
    """
    table, first, actions = _first_mover(game, leader)
    if isinstance(noise, Mapping):
        return _tree(table, first, _given(noise, actions, first))
    return _tree(table, first, _even(exact(noise, "the noise"), actions))


def _first_mover(game: GameLike, leader: str | None) -> tuple[NormalForm[Fraction], str, tuple[str, ...]]:
    """The table, the leader and the leader's actions."""
    table = as_table(game, "a first move")
    first = leader_of(table, leader)
    if len(table.players) < 2:
        raise Unsupported("a first move: needs somebody who moves after it, this game has one player")
    return table, first, table.actions[player_number(table.players, first)]


def _even(noise: Fraction, actions: tuple[str, ...]) -> Pictures:
    if not 0 <= noise <= 1:
        raise InvalidGame(f"the noise is the probability of a wrong picture, between 0 and 1; got {noise}")
    if len(actions) == 1:
        return {actions[0]: {actions[0]: Fraction(1)}}  # there is no wrong picture
    wrong = noise / (len(actions) - 1)
    return {
        action: {picture: 1 - noise if picture == action else wrong for picture in actions}
        for action in actions
    }


def _given(noise: Matrix, actions: tuple[str, ...], leader: str) -> Pictures:
    if set(noise) != set(actions):
        raise InvalidGame(
            f"pictures are needed for exactly {', '.join(actions)} of {leader}; "
            f"got {', '.join(map(str, noise))}"
        )

    for action in actions:
        if not isinstance(noise[action], Mapping):
            raise InvalidGame(
                f"the pictures of {action!r} must map each picture to its probability, "
                f"got {noise[action]!r:.60}"
            )
    what, picture = "the probabilities of the pictures of", "the probability of the picture"
    return {action: _distribution(noise[action], f"{what} {action!r}", picture) for action in actions}


def _tree(game: NormalForm[Fraction], leader: str, pictures: Pictures) -> ExtensiveForm[Fraction]:
    first, others = player_number(game.players, leader), [who for who in game.players if who != leader]
    most = max(sum(1 for p in row.values() if p) for row in pictures.values())
    if (ends := prod(game.shape) * most ** len(others)) > MOST_ENDS:
        raise Unsupported(f"a first move: the tree would have up to {ends:,} ends, more than {MOST_ENDS:,}")

    after: dict[str, object] = {}
    for action in game.actions[first]:
        # Chance gives each of the others a picture; where only one combination is possible, it does not move.
        outcomes: dict[str, tuple[object, object]] = {}
        possible = [(picture, p) for picture, p in pictures[action].items() if p]
        for seen in product(possible, repeat=len(others)):
            names = [f"sees {picture}" for picture, _ in seen]
            several = (f"{who} {name}" for who, name in zip(others, names, strict=True))
            label = names[0] if len(names) == 1 else ", ".join(several)
            then = _answers(game, first, action, names)
            outcomes[label] = prod((p for _, p in seen), start=Fraction(1)), then
        after[action] = Chance(outcomes) if len(outcomes) > 1 else then
    tree = Move(leader, START, after)
    return ExtensiveForm.from_tree(game.players, tree, title=game.title, measure=game.measure)


def _answers(game: NormalForm[Fraction], first: int, action: str, at: list[str]) -> object:
    """The others' simultaneous moves after an action of the leader, each at its own information set."""
    others = [who for who in range(len(game.players)) if who != first]
    cells = zip(game.profiles(), game.payoffs, strict=True)
    after = {
        (*profile[:first], *profile[first + 1 :]): cell for profile, cell in cells if profile[first] == action
    }
    players, actions = [game.players[who] for who in others], [game.actions[who] for who in others]
    return simultaneous(players, at, actions, after)


def _distribution(odds: Mapping[str, object], what: str, of: str) -> dict[str, Fraction]:
    """The probabilities in a mapping; ``what`` they are and ``of`` whom each is, for the error message."""
    read = {str(signal): exact(p, f"{of} {signal!r}") for signal, p in odds.items()}
    if any(p < 0 for p in read.values()) or sum(read.values()) != 1:
        raise InvalidGame(
            f"{what} are not a distribution: {', '.join(f'{signal} {p}' for signal, p in read.items())}"
        )
    return read


# A player's moves in a tree, seen or unseen by the others, whose information sets are split or joined
# ----------------------------------------------------------------------------


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
    >>> from gametheory_paradox.forms import Move
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
    >>> from gametheory_paradox.forms import Move
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
