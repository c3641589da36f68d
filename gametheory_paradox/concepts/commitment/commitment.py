"""A leader's first move that the others observe, observe with noise, or do not observe; and what commitment is worth.

From one game in normal form three trees are made, in which the leader moves first and the others choose at
the same time after it, each with a picture of the leader's move: the right one, one that is wrong with some
probability, or none.  The last tree is the game itself again.  The leader's payoffs in its equilibria are
what committing to a mixture, or to an action, is measured against.

Sources: bagwell1995; vandamme1997; vonstengel2010.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod

from gametheory_paradox.concepts.commitment.stackelberg import (
    Commitment,
    strong_stackelberg,
    weak_stackelberg,
)
from gametheory_paradox.concepts.shown import Shown
from gametheory_paradox.concepts.values.payoff_intervals import (
    EquilibriumPayoffs,
    Interval,
    equilibrium_payoffs,
)
from gametheory_paradox.concepts.which_games import as_bimatrix, as_table, number_of, own_rows
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games import Chance, ExtensiveForm, Game, Move, NormalForm
from gametheory_paradox.rationals import exact
from gametheory_paradox.solvers import solve
from gametheory_paradox.table import Table

START, NOTHING = "start", "sees nothing"  # the information sets of the leader, and of those who see nothing
MOST_ENDS = 1_000_000
Pictures = Mapping[
    str, Mapping[str, Fraction]
]  # for each action of the leader the probability of each picture of it
Matrix = Mapping[str, Mapping[str, object]]


def first_move_observed(game: Game | GameFamily, leader: str | None = None) -> ExtensiveForm[Fraction]:
    """The tree in which everybody sees the leader's action before choosing.

    Parameters
    ----------
    game
        A game in normal form with two or more players.
    leader
        Who moves first; the first player unless named.

    Examples
    --------
    >>> game = NormalForm.from_tables(["L", "F"], [["S", "C"], ["S", "C"]], [[5, 3], [6, 4]], [[2, 1], [3, 4]])
    >>> tree = first_move_observed(game)
    >>> [info.name for info in tree.information_sets], [str(p) for p in solve(tree).payoffs[0]]
    (['start', 'sees S', 'sees C'], ['5', '2'])
    """
    return first_move_seen_with_noise(game, leader, noise=0)


def first_move_unobserved(game: Game | GameFamily, leader: str | None = None) -> ExtensiveForm[Fraction]:
    """The tree in which the leader moves first and nobody sees what it does: the game itself, as a tree.

    Parameters
    ----------
    game
        A game in normal form with two or more players.
    leader
        Who moves first; the first player unless named.

    Examples
    --------
    >>> game = NormalForm.from_tables(["L", "F"], [["S", "C"], ["S", "C"]], [[5, 3], [6, 4]], [[2, 1], [3, 4]])
    >>> [[str(p) for p in payoffs] for payoffs in solve(first_move_unobserved(game), concept="nash").payoffs]
    [['4', '4']]
    """
    table, first = _table_and_leader(game, leader)
    return _tree(table, first, None)


def first_move_seen_with_noise(
    game: Game | GameFamily, leader: str | None = None, *, noise: object
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
    >>> game = NormalForm.from_tables(["L", "F"], [["S", "C"], ["S", "C"]], [[5, 3], [6, 4]], [[2, 1], [3, 4]])
    >>> tree = first_move_seen_with_noise(game, noise="1/100")
    >>> sorted(str(own) for own, _ in solve(tree, concept="nash").payoffs)
    ['393/98', '4', '489/98']
    """
    table, first = _table_and_leader(game, leader)
    actions = table.actions[number_of(table, first)]
    pictures = (
        _given(noise, actions, first)
        if isinstance(noise, Mapping)
        else _even(exact(noise, "the noise"), actions)
    )
    return _tree(table, first, pictures)


def _table_and_leader(game: Game | GameFamily, leader: str | None) -> tuple[NormalForm[Fraction], str]:
    table = as_table(game, "a first move")
    first = table.players[0] if leader is None else leader
    number_of(table, first)
    if len(table.players) < 2:
        raise Unsupported("a first move: needs somebody who moves after it, this game has one player")
    return table, first


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
            f"pictures are needed for exactly {', '.join(actions)} of {leader}; got {', '.join(map(str, noise))}"
        )
    found: dict[str, dict[str, Fraction]] = {}
    for action in actions:
        row = noise[action]
        if not isinstance(row, Mapping):
            raise InvalidGame(
                f"the pictures of {action!r} must map each picture to its probability, got {row!r:.60}"
            )
        found[action] = {
            str(picture): exact(p, f"the probability of the picture {picture!r}")
            for picture, p in row.items()
        }
        if any(p < 0 for p in found[action].values()) or sum(found[action].values()) != 1:
            shown = ", ".join(f"{picture} {p}" for picture, p in found[action].items())
            raise InvalidGame(
                f"the probabilities of the pictures of {action!r} are not a distribution: {shown}"
            )
    return found


def _tree(game: NormalForm[Fraction], leader: str, pictures: Pictures | None) -> ExtensiveForm[Fraction]:
    first, others = number_of(game, leader), [player for player in game.players if player != leader]
    most = max(sum(1 for p in row.values() if p) for row in pictures.values()) if pictures else 1
    if (ends := prod(game.shape) * most ** len(others)) > MOST_ENDS:
        raise Unsupported(f"a first move: the tree would have up to {ends:,} ends, more than {MOST_ENDS:,}")
    after: dict[str, object] = {}
    for action in game.actions[first]:
        if pictures is None:
            after[action] = _answers(game, first, action, [NOTHING] * len(others))
            continue
        outcomes: dict[str, tuple[object, object]] = {}
        for seen in product(
            *([(picture, p) for picture, p in pictures[action].items() if p] for _ in others)
        ):
            names = [f"sees {picture}" for picture, _ in seen]
            label = (
                names[0]
                if len(names) == 1
                else ", ".join(f"{who} {name}" for who, name in zip(others, names, strict=True))
            )
            outcomes[label] = (
                prod((p for _, p in seen), start=Fraction(1)),
                _answers(game, first, action, names),
            )
        after[action] = Chance(outcomes) if len(outcomes) > 1 else next(then for _, then in outcomes.values())
    return ExtensiveForm.from_tree(game.players, Move(leader, START, after), title=game.title)


def _answers(game: NormalForm[Fraction], first: int, action: str, at: list[str]) -> object:
    """The others' moves after an action of the leader, each at its own information set and not seeing one another's."""
    others = [who for who in range(len(game.players)) if who != first]
    cells = zip(game.profiles(), game.payoffs, strict=True)
    after: dict[tuple[str, ...], object] = {
        (*profile[:first], *profile[first + 1 :]): cell for profile, cell in cells if profile[first] == action
    }
    for place in reversed(range(len(others))):
        own = game.actions[others[place]]
        after = {
            before: Move(
                game.players[others[place]], at[place], {answer: after[*before, answer] for answer in own}
            )
            for before in product(*(game.actions[who] for who in others[:place]))
        }
    return after[()]


@dataclass(frozen=True)
class ValueOfCommitment(Shown):
    """What a leader can get by committing itself, against what it gets without.

    Parameters
    ----------
    game, leader
        The game, and who commits.
    strong, weak
        Commitment to a mixture, with ties broken for and against the leader.
    pure
        What committing to an action gives, with ties broken against and for the leader.
    nash
        The leader's payoffs over the equilibria of the game without commitment.
    """

    game: NormalForm[Fraction]
    leader: str
    strong: Commitment
    weak: Commitment
    pure: Interval
    nash: EquilibriumPayoffs

    @property
    def value(self) -> Interval:
        """The strong value minus the best, and minus the worst, that an equilibrium gives."""
        return self.strong.value - self.nash.high, self.strong.value - self.nash.low

    @property
    def weak_value(self) -> Interval:
        """The same with the weak value."""
        return self.weak.value - self.nash.high, self.weak.value - self.nash.low

    @property
    def pure_value(self) -> Interval:
        """The worst that committing to an action gives minus the best equilibrium, and the best minus the worst."""
        return self.pure[0] - self.nash.high, self.pure[1] - self.nash.low

    def table(self) -> Table:
        """One row for each way to play."""
        rows = (
            ("commitment to a mixture", self.weak.value, self.strong.value),
            ("commitment to an action", *self.pure),
            ("none: equilibria", self.nash.low, self.nash.high),
        )
        low, high = self.value
        worth = str(low) if low == high else f"between {low} and {high}"
        note = f"Commitment is worth {worth}.  Equilibria: {self.nash.completeness.status}, {self.nash.completeness.why}"
        title = f"{self.game.title or 'Game'}: what commitment gives {self.leader}"
        return Table(("", "at least", "at most"), rows, title=title, note=note)


def value_of_commitment(
    game: Game | GameFamily, leader: str | None = None, *, budget: float | None = None
) -> ValueOfCommitment:
    """Finds what commitment is worth to a leader: the Stackelberg values against all equilibria of the game without it.

    Parameters
    ----------
    game
        A two-player game in normal form.
    leader
        Who commits; the first player unless named.
    budget
        Seconds after which the search for equilibria stops.

    Returns
    -------
    Exact numbers; the equilibria's payoffs are complete where ``nash.completeness`` is proved.

    Sources
    -------
    vonstengel2010

    Examples
    --------
    >>> game = NormalForm.from_tables(["L", "F"], [["a", "b"], ["c", "d"]], [[2, 4], [1, 3]], [[1, 0], [0, 2]])
    >>> found = value_of_commitment(game)
    >>> [str(end) for end in found.value], [str(end) for end in found.pure_value]
    (['5/3', '5/3'], ['1', '1'])
    """
    table = as_bimatrix(game, "the value of commitment")
    first = table.players[0] if leader is None else leader
    who = number_of(table, first)
    nash = equilibrium_payoffs(solve(table, concept="nash", budget=budget), first)
    ours, theirs = own_rows(table, who), tuple(zip(*own_rows(table, 1 - who), strict=True))
    ends = []
    for own, answers in zip(ours, theirs, strict=True):
        got = [payoff for payoff, answer in zip(own, answers, strict=True) if answer == max(answers)]
        ends.append((min(got), max(got)))
    pure = max(low for low, _ in ends), max(high for _, high in ends)
    return ValueOfCommitment(
        table, first, strong_stackelberg(table, first), weak_stackelberg(table, first), pure, nash
    )
