"""The equilibria, as formulas, of a table of any number of players in which two at most choose.

Where more do, actions are left out first that another one strictly dominates for all values of the
parameters, again and again: none of them is used in an equilibrium, and no equilibrium is lost.

Source: luce1957.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

from gametheory_paradox.claims.parameters.branches import Branch, Branches, Odds
from gametheory_paradox.claims.parameters.expected_columns import Mixture, expected_columns
from gametheory_paradox.claims.parameters.logic import Factor, positive
from gametheory_paradox.claims.parameters.table_branches import table_branches
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.games import NormalForm
from gametheory_paradox.games.restriction import restrict_table
from gametheory_paradox.interruption import look
from gametheory_paradox.polynomials import RationalFunction

Table = NormalForm[RationalFunction]
ONE, NOTHING = RationalFunction.constant(1), RationalFunction.constant(0)


def chooser_branches(table: Table, factor: Factor) -> Branches:
    """The branches of a table, with a mixture for each player, from those of the table of its choosers.

    Raises
    ------
    Unsupported
        If more than two players choose among what is not dominated, or there are too many supports.
    """
    left = table if len(_choosing(table)) <= 2 else undominated(table, factor)
    choosing = _choosing(left)
    if len(choosing) > 2:
        names = ", ".join(left.players[who] for who in choosing)
        raise Unsupported(
            "equilibria as formulas are offered where at most two players choose in a table or a subgame, "
            f"dominated actions left out; here {names} do"
        )
    found = table_branches(_choosers(left, choosing), factor)

    def of_all(branch: Branch) -> Branch:
        assert branch.supports is not None  # it is a table's
        supports = [actions[:1] for actions in left.actions]
        mixtures: list[Odds] = [(ONE,) for _ in left.players]
        for side, who in enumerate(choosing):
            supports[who], mixtures[who] = branch.supports[side], branch.mixtures[side]
        whole = replace(branch, supports=tuple(supports), mixtures=tuple(mixtures))
        return replace(whole, payoffs=expected_columns(table, strategies_used(table, whole)))

    extreme = found.extreme and Branches(tuple(map(of_all, found.extreme.branches)), False)
    return Branches(tuple(map(of_all, found.branches)), found.degenerate, extreme=extreme)


def strategies_used(table: Table, branch: Branch) -> list[Mixture]:
    """The numbers of the actions that each player of a table uses in a branch, with their probabilities."""
    assert branch.supports is not None
    return [
        list(zip(map(actions.index, support), odds, strict=True))
        for actions, support, odds in zip(table.actions, branch.supports, branch.mixtures, strict=True)
    ]


def undominated(table: Table, factor: Factor) -> Table:
    """What is left of a table once actions are taken away that others dominate for all values.

    Parameters
    ----------
    table, factor
        The table, and what splits polynomials, and may know their signs.
    """
    for who, actions in enumerate(table.actions):
        cells = list(zip(table.profiles(), table.payoffs, strict=True))
        rows = {name: [cell[who] for profile, cell in cells if profile[who] == name] for name in actions}
        for worse, better in permutations(actions, 2):
            look()
            if all(_exceeds(*pair, factor) for pair in zip(rows[better], rows[worse], strict=True)):
                kept = [name for name in actions if name != worse]
                return undominated(restrict_table(table, {who: kept}), factor)
    return table


def _exceeds(greater: RationalFunction, lesser: RationalFunction, factor: Factor) -> bool:
    """True where a formula is known to be greater than another for all values of the parameters."""
    gain = greater - lesser
    return positive([gain.numerator, gain.denominator], factor) is True


def _choosing(table: Table) -> Sequence[int]:
    return [who for who, actions in enumerate(table.actions) if len(actions) > 1]


def _choosers(table: Table, choosing: Sequence[int]) -> Table:
    """The table of those who choose; one alone, or nobody, faces a player with one action and no stake."""
    idle = 2 - len(choosing)
    names = (*(table.players[who] for who in choosing), *(f"nobody {n}" for n in range(idle)))
    actions = (*(table.actions[who] for who in choosing), *((("nothing",),) * idle))
    nothing = (NOTHING,) * idle
    cells = tuple((*(cell[who] for who in choosing), *nothing) for cell in table.payoffs)
    return NormalForm(names, actions, cells)
