"""The equilibria, as formulas, of a table of any number of players.

Where more than two choose, actions are left out first that another one strictly dominates for all values of
the parameters, again and again: none of them is used in an equilibrium, and no equilibrium is lost.  If two
at most choose among what is left, all equilibria are formulas; else those in which two at most mix.

Source: luce1957.
"""

from itertools import permutations

from gametheory_paradox.conditions.proofs.statements import Factor, positive
from gametheory_paradox.forms.formulas.branches import Branches
from gametheory_paradox.forms.tables.formulas.support_branches import support_branches
from gametheory_paradox.forms.tables.formulas.table_branches import (
    Table,
    choosing,
    lone_branches,
    pair_branches,
)
from gametheory_paradox.interruption import look
from gametheory_paradox.polynomials import RationalFunction


def chooser_branches(table: Table, factor: Factor) -> Branches:
    """The branches of a table, with a mixture for each player, from what is not dominated in it.

    Raises
    ------
    Unsupported
        If there are too many supports, or too many branches.
    """
    if len(choosing(table)) > 2:
        table = undominated(table, factor)
    who = choosing(table)
    if len(who) <= 1:
        return lone_branches(table, who[0] if who else 0, factor)
    return (pair_branches if len(who) == 2 else support_branches)(table, factor)


def undominated(table: Table, factor: Factor) -> Table:
    """The table that is left once actions are taken away that others dominate for all values.

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
                return undominated(table.restricted({who: kept}), factor)
    return table


def _exceeds(greater: RationalFunction, lesser: RationalFunction, factor: Factor) -> bool:
    """True where a formula is known to be greater than another for all values of the parameters."""
    gain = greater - lesser
    return positive([gain.numerator, gain.denominator], factor) is True
