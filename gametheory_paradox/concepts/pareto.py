"""Efficiency: the outcomes that cannot be improved for one player without harming another, and ranks.

An outcome Pareto dominates another if it gives every player at least as much and some player more.  The first
rank are the outcomes that no other of the same list dominates, the second those that only the first rank
dominates, and so on.  An outcome is *efficient* in a game if no lottery over the cells dominates it, which a
linear program decides.

Payoff dominance compares equilibria: one payoff dominates another if it gives *every* player strictly more.
(The quantifier of that name, in ``forms.proofs.listed_equilibria``, is content with an equilibrium that gives
nobody less than any other.)

Sources: harsanyi1988 (payoff dominance); osborne1994.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.concepts.forms import as_table
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import NormalForm
from gametheory_paradox.forms.solvers import Equilibria
from gametheory_paradox.forms.solvers.linear_program import LinearProgram, Optimum, Row, maximize
from gametheory_paradox.rationals import exact
from gametheory_paradox.subjects import GameLike
from gametheory_paradox.table import Cell, Table, Tabular

Payoffs = tuple[Fraction, ...]


def pareto_dominates(first: Sequence[Fraction], second: Sequence[Fraction]) -> bool:
    """Tests whether everyone gets at least as much and someone more.

    Examples
    --------
    >>> pareto_dominates([2, 1], [1, 1]), pareto_dominates([2, 0], [1, 1])
    (True, False)
    """
    return tuple(first) != tuple(second) and all(a >= b for a, b in zip(first, second, strict=True))


@dataclass(frozen=True, repr=False)
class ParetoRanking(Tabular):
    """Outcomes in ranks: 1 is undominated within the list.

    Parameters
    ----------
    players, names, outcomes
        Who gets what: for each outcome its name and everyone's payoff.
    ranks
        For each outcome its rank.
    """

    players: tuple[str, ...]
    names: tuple[str, ...]
    outcomes: tuple[Payoffs, ...]
    ranks: tuple[int, ...]

    @property
    def undominated(self) -> tuple[int, ...]:
        """The numbers of the outcomes of rank 1."""
        return tuple(number for number, rank in enumerate(self.ranks) if rank == 1)

    def table(self) -> Table:
        """One row per outcome, the best ranks first."""
        order = sorted(range(len(self.ranks)), key=self.ranks.__getitem__)
        rows: list[list[Cell]] = [
            [self.names[number], self.ranks[number], *self.outcomes[number]] for number in order
        ]
        return Table(
            ("outcome", "rank", *(f"{player} gets" for player in self.players)), rows, title="Pareto ranking"
        )


def rank_cells(game: GameLike) -> ParetoRanking:
    """Ranks the cells of a game in normal form.

    Examples
    --------
    >>> dilemma = NormalForm.from_tables(["R", "C"], [["c", "d"]] * 2, [[2, 0], [3, 1]], [[2, 3], [0, 1]])
    >>> rank_cells(dilemma).ranks
    (1, 1, 1, 2)
    """
    game = as_table(game, "Pareto ranking of cells")
    return _ranked(game.players, tuple(", ".join(profile) for profile in game.profiles()), game.payoffs)


def rank_equilibria(equilibria: Equilibria) -> ParetoRanking:
    """Ranks the equilibria of a game by their payoffs; of infinitely many, those that are listed.

    Examples
    --------
    >>> from gametheory_paradox.forms.solvers import solve
    >>> stag = NormalForm.from_tables(["R", "C"], [["s", "h"]] * 2, [[4, 0], [3, 2]], [[4, 3], [0, 2]])
    >>> rank_equilibria(solve(stag)).ranks
    (1, 3, 2)
    """
    names = tuple(f"equilibrium {number}" for number in range(1, len(equilibria) + 1))
    return _ranked(equilibria.game.players, names, equilibria.payoffs)


def payoff_dominant(equilibria: Equilibria) -> int | None:
    """Finds the number of the equilibrium that gives every player strictly more than each other one does.

    None if there is none.  Within a subset payoffs in between are averages of the extreme ones, so comparing
    these suffices.

    Parameters
    ----------
    equilibria
        The equilibria; the answer is about these, so all should be on the list (``listed``).

    Sources
    -------
    harsanyi1988

    Examples
    --------
    >>> from gametheory_paradox.forms.solvers import solve
    >>> stag = NormalForm.from_tables(["R", "C"], [["s", "h"]] * 2, [[4, 0], [3, 2]], [[4, 3], [0, 2]])
    >>> payoff_dominant(solve(stag))
    0
    """
    for number, mine in enumerate(equilibria.payoffs):
        others = (*equilibria.payoffs[:number], *equilibria.payoffs[number + 1 :])
        if all(a > b for theirs in others for a, b in zip(mine, theirs, strict=True)):
            return number
    return None


@dataclass(frozen=True, repr=False)
class Efficiency(Tabular):
    """An outcome judged: whether a lottery over the cells is better for someone and worse for nobody.

    Parameters
    ----------
    game, payoffs
        The game and the outcome that is judged.
    efficient
        The answer.
    lottery
        Probabilities of cells that give as much to everyone, with the largest sum of what is gained.
    weights
        If efficient, positive weights of the players for which no cell has a larger weighted sum than the
        outcome.
    """

    game: NormalForm[Fraction]
    payoffs: Payoffs
    efficient: bool
    lottery: Mapping[tuple[str, ...], Fraction]
    weights: Payoffs | None

    @property
    def improved(self) -> Payoffs:
        """The expected payoffs of the lottery."""
        cells = dict(zip(self.game.profiles(), self.game.payoffs, strict=True))
        return tuple(
            sum((p * cells[profile][who] for profile, p in self.lottery.items()), Fraction(0))
            for who in range(len(self.game.players))
        )

    def table(self) -> Table:
        """One row per player."""
        rows = tuple(zip(self.game.players, self.payoffs, self.improved, strict=True))
        by = ", ".join(f"{' '.join(profile)} {p}" for profile, p in self.lottery.items())
        return Table(
            ("player", "gets", "could get"),
            rows,
            title=f"{self.game.title or 'Game'}: an {'' if self.efficient else 'in'}efficient outcome",
            note="No lottery over the cells is better." if self.efficient else f"Better: {by}.",
        )


def efficiency(game: GameLike, payoffs: Sequence[object]) -> Efficiency:
    """Decides whether an outcome is efficient when lotteries over the cells are possible.

    Parameters
    ----------
    game
        A game in normal form.
    payoffs
        One per player; some lottery over the cells must give everyone as much.

    Raises
    ------
    InvalidGame
        If the outcome is out of reach, or has the wrong number of payoffs.

    Sources
    -------
    osborne1994

    Examples
    --------
    >>> chicken = NormalForm.from_tables(["R", "C"], [["dare", "yield"], ["dare", "yield"]],
    ...     [[0, 7], [2, 3]], [[0, 2], [7, 3]])
    >>> found = efficiency(chicken, [3, 3])
    >>> found.efficient, list(map(str, found.improved))
    (False, ['6', '3'])
    """
    game = as_table(game, "efficiency")
    wanted = tuple(exact(payoff, "a payoff") for payoff in payoffs)
    if len(wanted) != len(game.players):
        raise InvalidGame(f"an outcome needs {len(game.players)} payoffs, got {len(wanted)}")

    # The lottery that gives everyone as much, with the largest sum of payoffs.
    one = (Fraction(1),) * len(game.payoffs)
    columns = zip(*game.payoffs, strict=True)
    rows = [Row(column, ">=", payoff) for column, payoff in zip(columns, wanted, strict=True)]
    objective = tuple(sum(cell, Fraction(0)) for cell in game.payoffs)
    found = maximize(LinearProgram(objective, (*rows, Row(one, "=", Fraction(1)))))
    if not isinstance(found, Optimum):
        raise InvalidGame(
            f"no lottery over the cells gives everyone as much as {', '.join(map(str, wanted))}"
        )

    lottery = {profile: p for profile, p in zip(game.profiles(), found.primal, strict=True) if p}
    efficient = found.value == sum(wanted)
    weights = tuple(1 - m for m in found.dual[:-1]) if efficient else None  # multipliers of ≥ are ≤ 0
    return Efficiency(game, wanted, efficient, lottery, weights)


def _ranked(players: tuple[str, ...], names: tuple[str, ...], outcomes: tuple[Payoffs, ...]) -> ParetoRanking:
    ranks, left, rank = [0] * len(outcomes), set(range(len(outcomes))), 0
    while left:
        rank += 1
        best = {n for n in left if not any(pareto_dominates(outcomes[other], outcomes[n]) for other in left)}
        for number in best:
            ranks[number] = rank
        left -= best
    return ParetoRanking(players, names, outcomes, tuple(ranks))
