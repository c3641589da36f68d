"""Iterated dominance, strict or weak, and rationalizable actions.

Sources: luce1957 (iterated dominance); gilboa1990 (order); moulin1979 (all weakly dominated actions of all
players at once); bernheim1984; pearce1984; osborne1994 (lemma 60.1: never a best response is strictly
dominated).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, product
from typing import Literal

from gametheory_paradox.concepts.forms import as_table, player_number
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import NormalForm, mixture_in_words
from gametheory_paradox.forms.columns import position
from gametheory_paradox.forms.solvers.linear_program import LinearProgram, Optimum, Row, maximize
from gametheory_paradox.forms.tables.proofs.two_player_proofs import Elimination
from gametheory_paradox.subjects import GameLike
from gametheory_paradox.table import Table, Tabular

# Iterated elimination of actions dominated by actions or mixtures: its order is the certificate
#
# Strictly: some mixture of the player's other surviving actions gives more against every combination of the
# others' surviving actions.  What survives does not depend on the order, and no Nash equilibrium is lost.
# Weakly: it gives as much everywhere and more somewhere.  What survives then *does* depend on the order, and
# equilibria can be lost, so the order is part of the answer.
#
# Whether a mixture dominates is a linear program: give the action's payoff plus ε everywhere, ε as large as
# possible; or as much everywhere, with the sum of what is gained as large as possible.
# ----------------------------------------------------------------------------

Kind = Literal["strict", "weak"]
Surviving = list[list[int]]


@dataclass(frozen=True, repr=False)
class IteratedDominance(Tabular):
    """The survivors of iterated dominance, and the eliminations of the rest.

    Parameters
    ----------
    game, kind
        The game, and whether dominance is *strict* or *weak*.
    rounds
        The eliminations, round by round; within a round all are judged against what survived the rounds
        before.
    surviving
        For each player the numbers of the actions that survive.
    """

    game: NormalForm[Fraction]
    kind: Kind
    rounds: tuple[tuple[Elimination, ...], ...]
    surviving: tuple[tuple[int, ...], ...]

    @property
    def steps(self) -> tuple[Elimination, ...]:
        """The eliminations in order."""
        return tuple(step for round_ in self.rounds for step in round_)

    @property
    def actions(self) -> dict[str, tuple[str, ...]]:
        """For each player the actions that survive."""
        game = self.game
        return {
            p: tuple(game.actions[who][a] for a in self.surviving[who]) for who, p in enumerate(game.players)
        }

    @property
    def reduced(self) -> NormalForm[Fraction]:
        """The game with the surviving actions only."""
        return self.game.restricted(dict(enumerate(self.actions.values())))

    def to_data(self) -> list[dict[str, object]]:
        """The eliminations as JSON, as a certificate of iterated strict dominance writes them."""
        found: list[dict[str, object]] = []
        for step in self.steps:
            names = self.game.actions[step.player]
            by = {names[action]: str(weight) for action, weight in step.by}
            found.append({"player": self.game.players[step.player], "action": names[step.action], "by": by})
        return found

    def table(self) -> Table:
        """One row per elimination."""
        rows = []
        for number, round_ in enumerate(self.rounds, start=1):
            for step in round_:
                names = self.game.actions[step.player]
                better = mixture_in_words([names[a] for a, _ in step.by], [w for _, w in step.by])
                rows.append((number, self.game.players[step.player], names[step.action], better))
        left = "; ".join(f"{player}: {', '.join(actions)}" for player, actions in self.actions.items())
        order = "" if self.kind == "strict" else "  Another order may leave other actions."
        return Table(
            ("round", "player", "eliminated", "dominated by"),
            tuple(rows),
            title=f"{self.game.title or 'Game'}: iterated {self.kind} dominance",
            note=f"What survives: {left}.{order}",
        )


def iterated_strict_dominance(game: GameLike) -> IteratedDominance:
    """Finds what survives the iterated elimination of actions strictly dominated by actions or mixtures.

    Parameters
    ----------
    game
        A game in normal form with any number of players.

    Returns
    -------
    The survivors and the eliminations, one action a round, which
    ``tables.proofs.two_player_proofs.surviving_actions`` checks.

    Sources
    -------
    luce1957; gilboa1990 (what survives does not depend on the order)

    Examples
    --------
    >>> game = NormalForm.from_tables(["R", "C"], [["a", "b", "c"], ["d", "e"]],
    ...     [[3, 0], [0, 3], [1, 1]], [[1, 0], [0, 1], [2, 3]])
    >>> print(iterated_strict_dominance(game))
    Game: iterated strict dominance
    <BLANKLINE>
    round  player  eliminated  dominated by
    -----  ------  ----------  ------------
    1      R       c           a 1/2, b 1/2
    <BLANKLINE>
    What survives: R: a, b; C: d, e.
    """
    game = as_table(game, "iterated strict dominance")
    surviving = [list(range(size)) for size in game.shape]
    rounds = iter(lambda: tuple(islice(_dominated(game, surviving, "strict"), 1)), ())
    return _eliminated(game, "strict", surviving, rounds)


def iterated_weak_dominance(
    game: GameLike, *, order: Sequence[tuple[str, str]] | None = None
) -> IteratedDominance:
    """Finds what survives the iterated elimination of weakly dominated actions, in an order that matters.

    Parameters
    ----------
    game
        A game in normal form with any number of players.
    order
        Which action of which player goes first, second, and so on; without it, all weakly dominated actions
        of all players go at once in every round.

    Returns
    -------
    The survivors and the eliminations.  With an order, only those it names.

    Raises
    ------
    InvalidGame
        If an action in the order is gone, or is not weakly dominated when its turn comes.

    Sources
    -------
    moulin1979; gilboa1990

    Examples
    --------
    >>> game = NormalForm.from_tables(["R", "C"], [["a", "b", "c"], ["d", "e"]],
    ...     [[1, 1], [0, 0], [0, 1]], [[2, 2], [1, 0], [0, 1]])
    >>> iterated_weak_dominance(game).actions
    {'R': ('a',), 'C': ('d', 'e')}
    >>> iterated_weak_dominance(game, order=[("R", "c"), ("C", "e"), ("R", "b")]).actions
    {'R': ('a',), 'C': ('d',)}
    """
    game = as_table(game, "iterated weak dominance")
    surviving = [list(range(size)) for size in game.shape]
    if order is None:
        return _eliminated(
            game, "weak", surviving, iter(lambda: tuple(_dominated(game, surviving, "weak")), ())
        )
    steps = ((_named(game, surviving, player, action),) for player, action in order)
    return _eliminated(game, "weak", surviving, steps)


def _eliminated(
    game: NormalForm[Fraction],
    kind: Kind,
    surviving: Surviving,
    rounds: Iterator[tuple[Elimination, ...]],
) -> IteratedDominance:
    """The game left after the rounds, each of which is found when those before have been carried out."""
    done = []
    for round_ in rounds:
        done.append(round_)
        for step in round_:
            surviving[step.player].remove(step.action)
    return IteratedDominance(game, kind, tuple(done), tuple(map(tuple, surviving)))


def _named(game: NormalForm[Fraction], surviving: Surviving, player: str, action: str) -> Elimination:
    who = player_number(game.players, player)
    number = position(game.actions[who], action, f"an action of {player}")
    if number not in surviving[who]:
        raise InvalidGame(f"{player}'s action {action!r} is already eliminated when the order comes to it")
    step = dominator(game, surviving, who, number, "weak")
    if step is None:
        raise InvalidGame(f"{player}'s action {action!r} is not weakly dominated when the order comes to it")
    return step


def _dominated(game: NormalForm[Fraction], surviving: Surviving, kind: Kind) -> Iterator[Elimination]:
    for who, own in enumerate(surviving):
        for action in own:
            if step := dominator(game, surviving, who, action, kind):
                yield step


def dominator(
    game: NormalForm[Fraction], surviving: Surviving, who: int, action: int, kind: Kind
) -> Elimination | None:
    """A mixture of surviving actions that dominates a player's action, pure where one does; else None."""
    payoffs = {own: payoffs_against(game, surviving, who, own) for own in surviving[who]}
    others = [own for own in surviving[who] if own != action]
    for other in others:
        gains = [better - worse for better, worse in zip(payoffs[other], payoffs[action], strict=True)]
        if min(gains) > 0 or (kind == "weak" and min(gains) == 0 < max(gains)):
            return Elimination(who, action, ((other, Fraction(1)),))
    if len(others) < 2:
        return None
    answer = maximize(_mixing(payoffs, others, action, kind))
    # No mixture gives as much everywhere, or none gives more.
    if not isinstance(answer, Optimum) or answer.value <= 0:
        return None
    return Elimination(who, action, tuple((o, w) for o, w in zip(others, answer.primal, strict=False) if w))


def payoffs_against(
    game: NormalForm[Fraction], surviving: Sequence[Sequence[int]], who: int, action: int
) -> list[Fraction]:
    """An action's payoffs against each combination of the others' surviving actions."""
    choices = [[action] if player == who else list(actions) for player, actions in enumerate(surviving)]
    return [game.cell(combination)[who] for combination in product(*choices)]


def _mixing(payoffs: dict[int, list[Fraction]], others: list[int], action: int, kind: Kind) -> LinearProgram:
    """The program for the best dominating mixture: the others' weights, then the margin ε (0 if weak)."""
    margin = (Fraction(int(kind == "strict")),)
    rows = [
        Row((*(payoffs[other][place] for other in others), -margin[0]), ">=", worse)
        for place, worse in enumerate(payoffs[action])
    ]
    rows.append(Row((*(Fraction(1) for _ in others), Fraction(0)), "=", Fraction(1)))
    if kind == "strict":
        return LinearProgram((*(Fraction(0) for _ in others), *margin), tuple(rows), frozenset([len(others)]))
    gains = tuple(sum(payoffs[other], -sum(payoffs[action], Fraction(0))) for other in others)
    return LinearProgram((*gains, *margin), tuple(rows))


# Rationalizable actions: best responses to some belief about what rationalizable others do
#
# With two players this is what survives iterated strict dominance.  With three and more it is so when a
# player may believe that the others' choices are correlated, which is the notion used here; with independent
# beliefs fewer actions may survive.
# ----------------------------------------------------------------------------

Belief = Mapping[tuple[str, ...], Fraction]


@dataclass(frozen=True, repr=False)
class RationalizableActions(Tabular):
    """The rationalizable actions, each with a belief to which it is a best response.

    Parameters
    ----------
    game
        The game.
    elimination
        Why the other actions are not rationalizable.
    beliefs
        For each player and each of its rationalizable actions, the probabilities of the others'
        rationalizable combinations.
    """

    game: NormalForm[Fraction]
    elimination: IteratedDominance
    beliefs: Mapping[str, Mapping[str, Belief]]

    @property
    def actions(self) -> dict[str, tuple[str, ...]]:
        """For each player its rationalizable actions."""
        return self.elimination.actions

    def table(self) -> Table:
        """One row per rationalizable action."""
        rows = [
            (player, action, "; ".join(f"{' '.join(others)}: {p}" for others, p in belief.items()))
            for player, actions in self.beliefs.items()
            for action, belief in actions.items()
        ]
        return Table(
            ("player", "action", "best response to"),
            tuple(rows),
            title=f"{self.game.title or 'Game'}: rationalizable actions",
            note="" if len(self.game.players) == 2 else "Beliefs may be correlated across the others.",
        )


def rationalizable(game: GameLike) -> RationalizableActions:
    """Finds the rationalizable actions and, for each, a belief that makes it a best response.

    Parameters
    ----------
    game
        A game in normal form; with three and more players beliefs may be correlated.

    Sources
    -------
    bernheim1984; pearce1984

    Examples
    --------
    >>> game = NormalForm.from_tables(["R", "C"], [["a", "b", "c"], ["d", "e"]],
    ...     [[3, 0], [0, 3], [1, 1]], [[1, 0], [0, 1], [2, 3]])
    >>> rationalizable(game).actions
    {'R': ('a', 'b'), 'C': ('d', 'e')}
    """
    game = as_table(game, "rationalizability")
    elimination = iterated_strict_dominance(game)
    surviving = elimination.surviving
    beliefs = {
        player: {game.actions[who][own]: _belief(elimination, who, own) for own in surviving[who]}
        for who, player in enumerate(game.players)
    }
    return RationalizableActions(game, elimination, beliefs)


def _belief(elimination: IteratedDominance, who: int, action: int) -> Belief:
    """Probabilities of the others' combinations for which an undominated action is best."""
    game, surviving = elimination.game, elimination.surviving
    others = [[game.actions[p][a] for a in actions] for p, actions in enumerate(surviving) if p != who]
    combinations = list(product(*others))
    here = payoffs_against(game, surviving, who, action)
    rows = [Row(tuple(Fraction(1) for _ in combinations), "=", Fraction(1))]
    for other in surviving[who]:
        if other != action:
            there = payoffs_against(game, surviving, who, other)
            rows.append(Row(tuple(h - t for h, t in zip(here, there, strict=True)), ">=", Fraction(0)))
    answer = maximize(LinearProgram(tuple(Fraction(0) for _ in combinations), tuple(rows)))
    assert isinstance(answer, Optimum)
    return {others: p for others, p in zip(combinations, answer.primal, strict=True) if p}
