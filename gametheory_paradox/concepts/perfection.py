"""Perfect equilibria of two-player tables: those in which neither player's mixture is weakly dominated.

With two players that is the same as standing up to small mistakes.  A linear program looks for a mixture
that gives as much against every action of the other player, and more in sum.

Source: selten1975.
"""

from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.concepts.dominance import payoffs_against
from gametheory_paradox.concepts.forms import as_bimatrix
from gametheory_paradox.forms import NormalForm, mixture_in_words
from gametheory_paradox.forms.solvers.equilibria import Equilibria
from gametheory_paradox.forms.solvers.linear_program import LinearProgram, Optimum, Row, maximize
from gametheory_paradox.table import Table, Tabular

Mixture = tuple[Fraction, ...]


@dataclass(frozen=True, repr=False)
class PerfectEquilibria(Tabular):
    """Equilibria of a two-player table, judged by perfection; those between listed ones are not judged.

    Parameters
    ----------
    equilibria
        The equilibria.
    dominators
        For each listed one and each player, a mixture that weakly dominates what the player does, else None.
    """

    equilibria: Equilibria
    dominators: tuple[tuple[Mixture | None, ...], ...]

    @property
    def perfect(self) -> tuple[int, ...]:
        """The numbers of the listed equilibria that are perfect."""
        return tuple(number for number, found in enumerate(self.dominators) if found == (None, None))

    def table(self) -> Table:
        """One row per equilibrium."""
        game = as_bimatrix(self.equilibria.game, "perfect equilibrium")
        rows = []
        for number, found in enumerate(self.dominators, start=1):
            verdict = "not perfect" if any(found) else "perfect"
            players = zip(game.players, game.actions, found, strict=True)
            better = [f"{player}: {mixture_in_words(names, by)}" for player, names, by in players if by]
            rows.append((number, verdict, "; ".join(better)))
        title = f"{game.title or 'Game'}: perfect equilibria"
        return Table(("equilibrium", "verdict", "dominated by"), tuple(rows), title=title)


def perfect_equilibria(equilibria: Equilibria) -> PerfectEquilibria:
    """Finds which listed Nash equilibria of a two-player table stand up to small mistakes.

    Parameters
    ----------
    equilibria
        Equilibria of a two-player table.

    Raises
    ------
    Unsupported
        If the game is a tree or has another number of players.

    Sources
    -------
    selten1975

    Examples
    --------
    >>> from gametheory_paradox.forms.solvers import solve
    >>> same = [[1, 0], [0, 0]]
    >>> game = NormalForm.from_tables(["A", "B"], [["a", "b"], ["x", "y"]], same, same)
    >>> print(perfect_equilibria(solve(game)))
    Game: perfect equilibria
    <BLANKLINE>
    equilibrium  verdict      dominated by
    -----------  -----------  ------------
    1            perfect
    2            not perfect  A: a; B: x
    """
    game = as_bimatrix(equilibria.game, "perfect equilibrium")
    dominators = [
        tuple(_dominator(game, who, own) for who, own in enumerate(profile.probabilities))
        for profile in equilibria.profiles
    ]
    return PerfectEquilibria(equilibria, tuple(dominators))


def _dominator(game: NormalForm[Fraction], who: int, mixture: Mixture) -> Mixture | None:
    """A mixture that gives a player as much against every action of the other, and more in sum; else None."""
    everything = [list(range(size)) for size in game.shape]
    payoffs = [payoffs_against(game, everything, who, action) for action in everything[who]]
    rows = [Row((Fraction(1),) * len(mixture), "=", Fraction(1))]
    for against in zip(*payoffs, strict=True):
        least = sum((p * payoff for p, payoff in zip(mixture, against, strict=True)), Fraction(0))
        rows.append(Row(against, ">=", least))
    best = maximize(LinearProgram(tuple(sum(own, Fraction(0)) for own in payoffs), tuple(rows)))
    now = sum((row.bound for row in rows[1:]), Fraction(0))
    return best.primal if isinstance(best, Optimum) and best.value > now else None
