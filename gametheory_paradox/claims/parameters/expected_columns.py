"""Expected payoffs of a table with formulas under mixtures with formulas."""

from collections.abc import Sequence
from itertools import product

from gametheory_paradox.claims.parameters.branches import Payoffs
from gametheory_paradox.games import NormalForm
from gametheory_paradox.polynomials import RationalFunction

Mixture = Sequence[tuple[int, RationalFunction]]  # numbers of actions that are used, and their probabilities


def expected_columns(table: NormalForm[RationalFunction], mixtures: Sequence[Mixture]) -> Payoffs:
    """Expectations of a table's cells under one mixture for each player."""
    total = [RationalFunction.constant(0)] * len(table.payoffs[0])
    for combination in product(*mixtures):
        weight = RationalFunction.constant(1)
        for _, probability in combination:
            weight = weight * probability
        for column, entry in enumerate(table.cell([number for number, _ in combination])):
            total[column] = total[column] + weight * entry
    return tuple(total)
