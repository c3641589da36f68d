"""Selection among several equilibria, by a rule that is named.

*Payoff dominance* selects the equilibria than which no other gives anybody more: every player's greatest
equilibrium payoff at once.  *Risk dominance*, by Harsanyi and Selten, compares two strict equilibria of a
table of two players with two actions each, and selects the one with the larger product of what the players
lose who alone leave it.  Of any game it selects an equilibrium that is the only one.

Where there are infinitely many equilibria of a two-player table, the extreme ones tell whether one is payoff
dominant.  Let (x, y) attain both players' greatest payoffs.  It lies in a maximal Nash subset, the product of
the convex hulls of some extreme mixtures, in which player 1's payoff hangs on y alone, linearly: so player 1
gets its greatest at each vertex y' that has weight in y, and player 2 at each vertex x' that has weight in x.
The extreme equilibrium (x', y') attains both.  A measure, linear in each mixture, is the same at (x, y) if it
is the same at all of these.

Under ties in a tree in which all is seen, pieces cover what all equilibria pay.  An equilibrium that gives
every player its greatest payoff lies where a piece attains all of these at once, which is at corners.

Sources: harsanyi1988 (lemma 5.4.2 for risk dominance); vonstengel2002 (maximal Nash subsets).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.claims.equilibria.enclosed_numbers import Number
from gametheory_paradox.claims.equilibria.equilibrium_set import EquilibriumSet, PayoffSet
from gametheory_paradox.claims.equilibria.listed_equilibria import outcomes
from gametheory_paradox.games import Game, NormalForm
from gametheory_paradox.table import Record

Payoffs = tuple[Number, ...]


def selected_payoff(found: EquilibriumSet, rule: str, player: str) -> PayoffSet | str:
    """A player's payoff there alone; a text says why the rule selects none."""
    selected = selected_payoffs(found, rule)
    if isinstance(selected, str):
        return selected
    return PayoffSet((selected[found.game.column(player)],), infinite=False)


def selected_payoffs(found: EquilibriumSet, rule: str) -> Payoffs | str:
    """Everybody's payoffs in the equilibria that a rule selects; a text says why it selects none."""
    if found.infinite and found.ties is not None and rule == "payoff-dominant":
        return found.ties.best_for_all()
    if found.infinite and not found.spanning:
        return "there are infinitely many equilibria, of which not all extreme ones are known"
    payoffs = outcomes(found)
    if rule == "payoff-dominant":
        return _best_in_payoffs(payoffs, len(found.game.players))
    if len(payoffs) == 1:
        return payoffs[0]
    return _less_risky(found.game)


def _best_in_payoffs(entries: Sequence[Payoffs], players: int) -> Payoffs | str:
    """The entries of the equilibria that are best for all in payoffs; they must not differ in a measure."""
    best = best_for_all([own[:players] for own in entries])
    if best is None:
        return "no equilibrium is best for every player at once"
    selected = {own for own in entries if own[:players] == best}
    if len(selected) > 1:
        return "equilibria that are best for every player at once differ in the measure"
    return selected.pop()


def best_for_all(payoffs: Sequence[Payoffs]) -> Payoffs | None:
    """The payoffs that are nobody's less than any others of the list; None if there are none such.

    Examples
    --------
    >>> best_for_all([(4, 4), (2, 2), (4, 3)]), best_for_all([(2, 1), (1, 2)])
    ((4, 4), None)
    """
    greatest = tuple(max(own) for own in zip(*payoffs, strict=True))
    return greatest if greatest in payoffs else None


@dataclass(frozen=True, repr=False)
class StrictEquilibrium(Record):
    """A strict equilibrium of a table of two players with two actions each.

    Parameters
    ----------
    place
        The number of each player's action.
    payoffs, losses
        What each player gets, and what it loses if it alone takes its other action.
    """

    place: tuple[int, int]
    payoffs: Payoffs
    losses: tuple[Fraction, Fraction]

    @property
    def product(self) -> Fraction:
        """The product of the losses."""
        return self.losses[0] * self.losses[1]


def strict_equilibria(game: NormalForm[Fraction]) -> list[StrictEquilibrium]:
    """The strict equilibria of a table of two players with two actions each: at most two."""
    found = []
    for i, j in ((0, 0), (0, 1), (1, 0), (1, 1)):
        here = game.cell((i, j))
        losses = here[0] - game.cell((1 - i, j))[0], here[1] - game.cell((i, 1 - j))[1]
        if min(losses) > 0:
            found.append(StrictEquilibrium((i, j), tuple(here), losses))
    return found


def _less_risky(game: Game) -> Payoffs | str:
    if not isinstance(game, NormalForm) or game.shape != (2, 2):
        return (
            "risk dominance is told of several equilibria only in a table "
            "of two players with two actions each"
        )

    strict = strict_equilibria(game)
    if len(strict) < 2:
        return (
            "risk dominance compares two strict equilibria, "
            f"and of several equilibria {len(strict) or 'none'} is strict"
        )

    first, second = strict
    if first.product == second.product:
        return (
            "neither strict equilibrium risk dominates the other: "
            f"both products of losses are {first.product}"
        )
    return max(strict, key=lambda one: one.product).payoffs
