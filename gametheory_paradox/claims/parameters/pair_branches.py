"""The equilibria, as formulas, of a table of any number of players in which two have a choice."""

from collections.abc import Sequence
from dataclasses import replace

from gametheory_paradox.claims.parameters.branches import Branch, Branches, Odds
from gametheory_paradox.claims.parameters.expected_columns import Mixture, expected_columns
from gametheory_paradox.claims.parameters.logic import Factor
from gametheory_paradox.claims.parameters.table_branches import table_branches
from gametheory_paradox.games import NormalForm
from gametheory_paradox.polynomials import RationalFunction

Table = NormalForm[RationalFunction]
ONE = RationalFunction.constant(1)


def pair_branches(table: Table, factor: Factor) -> Branches:
    """The branches of a table, with a mixture for each player, from those of the table of the two.

    Raises
    ------
    Unsupported
        If there are too many supports.
    """
    both = choosing(table)
    found = table_branches(_of_pair(table, both), factor)

    def of_all(branch: Branch) -> Branch:
        assert branch.supports is not None  # it is a table's
        supports = [actions[:1] for actions in table.actions]
        mixtures: list[Odds] = [(ONE,) for _ in table.players]
        for side, who in enumerate(both):
            supports[who], mixtures[who] = branch.supports[side], branch.mixtures[side]
        whole = replace(branch, supports=tuple(supports), mixtures=tuple(mixtures))
        return replace(whole, payoffs=expected_columns(table, strategies_used(table, whole)))

    extreme = found.extreme and Branches(tuple(map(of_all, found.extreme.branches)), False)
    return Branches(tuple(map(of_all, found.branches)), found.degenerate, extreme=extreme)


def choosing(table: Table) -> Sequence[int]:
    """The numbers of the players with more than one action."""
    return [who for who, actions in enumerate(table.actions) if len(actions) > 1]


def strategies_used(table: Table, branch: Branch) -> list[Mixture]:
    """The numbers of the actions that each player of a table uses in a branch, with their probabilities."""
    assert branch.supports is not None
    return [
        list(zip(map(actions.index, support), odds, strict=True))
        for actions, support, odds in zip(table.actions, branch.supports, branch.mixtures, strict=True)
    ]


def _of_pair(table: Table, both: Sequence[int]) -> Table:
    """The table of the two who choose."""
    cells = tuple(tuple(cell[who] for who in both) for cell in table.payoffs)
    return NormalForm(
        tuple(table.players[who] for who in both), tuple(table.actions[who] for who in both), cells
    )
