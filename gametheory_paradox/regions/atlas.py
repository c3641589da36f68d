"""The atlas of a family: every equilibrium as formulas, with the condition under which it exists.

Complete off zero sets (ties, degenerate games), where ``solve`` takes over point by point.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from gametheory_paradox.claims.branches import Branch, Branches, branches_of, tree_branches
from gametheory_paradox.exact import cancel
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games import Decision, ExtensiveForm
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.regions.conditions import Condition, condition
from gametheory_paradox.regions.factoring import Factoring
from gametheory_paradox.table import Table


@dataclass(frozen=True)
class Leaf:
    """One equilibrium of a family as a function of the parameters.

    Parameters
    ----------
    play
        What happens: the path of play in a tree, the supports in a table.
    strategies
        In a table, for each player the probability of each action used.
    payoffs
        What each player gets.
    condition
        Where it is an equilibrium.
    """

    play: str
    strategies: tuple[tuple[tuple[str, RationalFunction], ...], ...]
    payoffs: tuple[RationalFunction, ...]
    condition: Condition


@dataclass(frozen=True)
class Choice:
    """Where an action is a best choice at an information set of a tree, in the equilibrium of the subgame there."""

    player: str
    information_set: str
    action: str
    condition: Condition


@dataclass(frozen=True)
class Atlas:
    """Every equilibrium of a family, as formulas.

    Parameters
    ----------
    family
        The games.
    leaves
        The equilibria that exist somewhere in the declared box.
    choices
        In a tree, who does what where, and when.
    degenerate
        Where the list may be incomplete on more than zero sets.
    """

    family: GameFamily
    leaves: tuple[Leaf, ...]
    choices: tuple[Choice, ...]
    degenerate: Condition

    def table(self) -> Table:
        """The equilibria: play, payoffs, condition."""
        order = tuple(self.family.box)
        players = self.family.players
        rows = [(leaf.play, *(p.text(order) for p in leaf.payoffs), str(leaf.condition)) for leaf in self.leaves]
        note = "off the parameter values at which an inequality becomes an equality"
        if self.degenerate.cases or not self.degenerate.shortest:
            note += f"; open where the game stays degenerate: {self.degenerate}"
        heads = ("equilibrium", *(f"{player} gets" for player in players), "exists where")
        return Table(heads, tuple(rows), title=f"{self.family.title or 'Family'}: equilibria as formulas", note=note)

    def choices_table(self) -> Table:
        """Who does what where, and when."""
        rows = [(c.player, c.information_set, c.action, str(c.condition)) for c in self.choices]
        return Table(("player", "at", "does", "where"), tuple(rows), title="Choices in the equilibrium of each subgame")

    def __str__(self) -> str:
        return str(self.table()) + (f"\n\n{self.choices_table()}" if self.choices else "")

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return self.table().html() + (self.choices_table().html() if self.choices else "")


def atlas(family: GameFamily) -> Atlas:
    """Finds every equilibrium of a family as formulas with the conditions under which each exists.

    Subgame perfect equilibria of trees with perfect information, by backward induction; Nash equilibria of two-player
    tables, by support pairs.

    Parameters
    ----------
    family
        The games.

    Raises
    ------
    Unsupported
        For other forms, or where there are too many equilibria to list.
    """
    factors, order = Factoring(), tuple(family.box)
    form = family.form
    choices: tuple[Choice, ...] = ()
    if isinstance(form, ExtensiveForm) and form.has_perfect_information:
        by_node = tree_branches(form, factors)
        found, choices = by_node[0], _choices(family, form, by_node)
    else:
        found = branches_of(form, factors)
    leaves = []
    for branch in found.branches:
        where = condition(branch.exists, family.box, order)
        if where.cases or not where.shortest:
            leaves.append(_leaf(form, branch, where))
    return Atlas(family, tuple(leaves), choices, condition(found.degenerate, family.box, order))


def _leaf(form: object, branch: Branch, where: Condition) -> Leaf:
    payoffs = tuple(cancel(p) for p in branch.payoffs)
    if isinstance(form, ExtensiveForm):
        play = " or ".join(", ".join(form.history(end)) or "nothing" for end in branch.ends)
        return Leaf(play, (), payoffs, where)
    supports = branch.supports or ((), ())
    strategies = tuple(
        tuple((action, cancel(p)) for action, p in zip(used, mixture, strict=True))
        for used, mixture in zip(supports, branch.mixtures, strict=True)
    )
    play = " against ".join(" and ".join(_weighted(action, p) for action, p in side) for side in strategies)
    return Leaf(play, strategies, payoffs, where)


def _weighted(action: str, probability: RationalFunction) -> str:
    return action if probability == RationalFunction.constant(1) else f"{action} [{probability}]"


def _choices(family: GameFamily, form: ExtensiveForm[RationalFunction], by_node: Sequence[Branches]) -> tuple[Choice, ...]:
    order, found = tuple(family.box), []
    for position, node in enumerate(form.nodes):
        if not isinstance(node, Decision):
            continue
        info = form.information_sets[node.information_set]
        for action, chosen in zip(info.actions, by_node[position].choices, strict=True):
            found.append(Choice(info.player, info.name, action, condition(chosen, family.box, order)))
    return tuple(found)
