"""Trees of a first move that the others observe, observe with noise, or do not observe.

From one game in normal form three trees are made, in which the leader moves first and the others choose at
the same time after it, each with a picture of the leader's move: the right one, one that is wrong with some
probability, or none.  The last tree is the game itself again.

Sources: bagwell1995; vandamme1997.
"""

from collections.abc import Mapping
from fractions import Fraction
from itertools import product
from math import prod

from gametheory_paradox.concepts.commitment.stackelberg import leader_of
from gametheory_paradox.concepts.forms import as_table, player_number
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.games import Chance, ExtensiveForm, Move, NormalForm
from gametheory_paradox.games.tree_writer import simultaneous
from gametheory_paradox.rationals import exact
from gametheory_paradox.subjects import GameLike

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
    >>> from gametheory_paradox.solvers import solve
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
    >>> from gametheory_paradox.solvers import solve
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
    >>> from gametheory_paradox.solvers import solve
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
