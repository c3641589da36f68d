"""The equilibria of any form with parameters that formulas are offered for."""

from dataclasses import replace

from gametheory_paradox.claims.parameters.branches import Branches
from gametheory_paradox.claims.parameters.logic import Factor
from gametheory_paradox.claims.parameters.subgame_branches import subgame_branches
from gametheory_paradox.claims.parameters.table_branches import table_branches
from gametheory_paradox.claims.parameters.tied_branches import tied_branches
from gametheory_paradox.claims.parameters.tree_branches import tree_branches
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.games import ExtensiveForm, NormalForm
from gametheory_paradox.polynomials import RationalFunction


def branches_of(
    form: NormalForm[RationalFunction] | ExtensiveForm[RationalFunction], factor: Factor
) -> Branches:
    """The equilibria as formulas: subgame perfect in a tree, Nash in a two-player table.

    Raises
    ------
    Unsupported
        For other tables, for trees in which more than two players choose in one subgame, or if there are too
        many branches.
    """
    if isinstance(form, ExtensiveForm) and form.has_perfect_information:
        found = tree_branches(form, factor)
        tied = None if found[0].degenerate is False else tied_branches(form, found, factor)
        return replace(found[0], extreme=tied)
    if isinstance(form, ExtensiveForm):
        return subgame_branches(form, factor)
    if len(form.players) != 2:
        raise Unsupported(
            "equilibria as formulas are offered for tables with two players, "
            f"this one has {len(form.players)}"
        )
    return table_branches(form, factor)
