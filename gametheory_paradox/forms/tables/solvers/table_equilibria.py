"""All equilibria of a table, by the method that fits it: what the tables of a tree are solved with."""

from fractions import Fraction

from gametheory_paradox.clock import Clock
from gametheory_paradox.forms import NormalForm
from gametheory_paradox.forms.solvers.equilibria import Equilibria
from gametheory_paradox.forms.tables.solvers.cell_enumeration import cell_enumeration
from gametheory_paradox.forms.tables.solvers.pure_equilibria import eliminate, pure_equilibria
from gametheory_paradox.forms.tables.solvers.vertex_enumeration import vertex_enumeration


def table_equilibria(table: NormalForm[Fraction], clock: Clock) -> Equilibria:
    """Finds all equilibria of a table: by vertices for two players, by dominance or by cells for others.

    Parameters
    ----------
    table
        The table.
    clock
        When to give up.
    """
    if len(table.players) == 2:
        return vertex_enumeration(table, clock)
    _, surviving = eliminate(table, clock)
    if all(len(actions) == 1 for actions in surviving):
        return pure_equilibria(table, clock)  # with a much shorter proof
    return cell_enumeration(table, clock)
