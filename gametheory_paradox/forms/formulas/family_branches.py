"""The equilibria of any form with parameters that formulas are offered for."""

from dataclasses import replace

from gametheory_paradox.conditions.proofs.signs import Box
from gametheory_paradox.conditions.proofs.statements import Factor
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms import ExtensiveForm, StochasticGame
from gametheory_paradox.forms.formulas.branches import Branches
from gametheory_paradox.forms.formulas.defined import Form
from gametheory_paradox.forms.states.formulas.state_branches import stationary_branches
from gametheory_paradox.forms.tables.formulas.support_branches import chooser_branches
from gametheory_paradox.forms.tables.formulas.table_branches import table_branches
from gametheory_paradox.forms.trees.formulas.assessment_branches import belief_branches
from gametheory_paradox.forms.trees.formulas.tied_branches import tied_branches
from gametheory_paradox.forms.trees.formulas.tree_branches import subgame_branches, tree_branches

WITH_BELIEFS = ("sequential", "perfect-bayesian")


def concepts_with_formulas(form: Form) -> tuple[str, ...]:
    """The concepts whose equilibria are found as formulas in a form, the usual one first."""
    if isinstance(form, StochasticGame):
        return ("markov-perfect",)
    return ("subgame-perfect", *WITH_BELIEFS) if isinstance(form, ExtensiveForm) else ("nash",)


def concept_with_formulas(form: Form, concept: str | None, *, beliefs: bool) -> str:
    """The concept, if its equilibria are found as formulas; Unsupported lists those that are.

    Parameters
    ----------
    form, concept
        A table, a tree or a stochastic game, and what is asked for.
    beliefs
        Whether equilibria with beliefs are asked for also where information is not perfect.
    """
    offered = concepts_with_formulas(form)
    if not beliefs and not (isinstance(form, ExtensiveForm) and form.has_perfect_information):
        offered = offered[:1]
    if concept not in offered:
        known = ", ".join(offered)
        raise Unsupported(f"maps here are offered for {known} equilibria, not for {concept}")
    return concept


def branches_of(form: Form, factor: Factor, concept: str = "", box: Box | None = None) -> Branches:
    """The equilibria as formulas.

    Parameters
    ----------
    form
        A table, a tree or a stochastic game.
    factor
        Splits polynomials.
    concept
        One of ``concepts_with_formulas``; by default the first.  With perfect information everybody's beliefs
        are certain, so that the concepts with beliefs are subgame perfection.
    box
        The ranges of all parameters, where more is not asked for: with it fewer equilibria of stochastic
        games have to be listed.

    Raises
    ------
    Unsupported
        If more than two players choose in one subgame or table, what is dominated left out; or if there are
        too many branches, supports or patterns of beliefs.
    """
    if isinstance(form, StochasticGame):
        return stationary_branches(form, factor, box)
    if not isinstance(form, ExtensiveForm):
        return table_branches(form, factor) if len(form.players) == 2 else chooser_branches(form, factor)
    if form.has_perfect_information:
        found = tree_branches(form, factor)
        tied = None if found[0].degenerate is False else tied_branches(form, found, factor)
        return replace(found[0], extreme=tied)
    if concept in WITH_BELIEFS:
        return belief_branches(form, factor, consistent=concept == "sequential")
    return subgame_branches(form, factor)
