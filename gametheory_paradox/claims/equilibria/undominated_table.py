"""The table of a tree in which some ends are worth numbers that are known within bounds alone.

Such an end stands for a subgame whose equilibrium is known by a box.  A strategy is in no equilibrium if
another one pays strictly more, whatever is left to the others; bounds that narrow tell that of such numbers,
too.  What is left without these has the equilibria of the whole.  Often no number within bounds is left to
compare: where one player chooses, its best choice alone is.

Source: luce1957 (iterated strict dominance).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from gametheory_paradox.claims.equilibria.enclosed_numbers import Number
from gametheory_paradox.claims.equilibria.equilibrium_cover import EquilibriumCover
from gametheory_paradox.claims.equilibria.tree_table import Table, TreeTable
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games import Profile
from gametheory_paradox.interruption import look

MOST_CELLS = 1_000
NOT_WORTH_A_FRACTION = (
    "what a subgame is worth is known within bounds alone, and these do not tell what is best before it"
)

Left = tuple[tuple[int, ...], ...]  # for each player the numbers of its strategies that are left


@dataclass(frozen=True, repr=False)
class UndominatedTable(TreeTable):
    """The table that is left without strategies that are strictly dominated.

    Parameters
    ----------
    whole
        The table.
    left
        The strategies that are left; if each player has one, there is no table.
    """

    whole: TreeTable
    left: Left
    name = "table of what is undominated"

    def profile(self, mixed: Profile | None) -> Profile:
        """The behavior profile of the tree that belongs to a profile of the table."""
        assert self.whole.table is not None
        sets = self.whole.table.information_sets
        odds = []
        for who, own in enumerate(self.left):
            taken = dict(zip(own, mixed.probabilities[who] if mixed else (Fraction(1),), strict=True))
            odds.append(tuple(taken.get(n, Fraction(0)) for n in range(len(sets[who].actions))))
        return self.whole.profile(Profile(sets, tuple(odds)))

    def plays_apart(self, found: EquilibriumCover) -> bool:
        """False, since it is not looked at."""
        return False


def undominated(found: TreeTable) -> TreeTable:
    """The table itself where everybody who chooses is paid fractions, or what of it is undominated.

    Raises
    ------
    CertificateRejected
        If numbers are left that are known within bounds alone, or the table is large.
    """
    table = found.table
    if table is None or _is_exact(table):
        return found
    if len(table.payoffs) > MOST_CELLS:
        raise CertificateRejected(NOT_WORTH_A_FRACTION)

    left = _undominated(table)
    rest = table.restricted(
        {who: [table.actions[who][number] for number in own] for who, own in enumerate(left)}
    )
    is_single = len(rest.payoffs) == 1
    if not is_single and not _is_exact(rest):
        raise CertificateRejected(NOT_WORTH_A_FRACTION)

    strategies = tuple(tuple(own[n] for n in some) for own, some in zip(found.strategies, left, strict=True))
    cells = zip(product(*map(range, table.shape)), found.paid, strict=True)
    paid = tuple(own for cell, own in cells if all(n in some for n, some in zip(cell, left, strict=True)))
    return UndominatedTable(found.game, None if is_single else rest, strategies, paid, found, left)


def _is_exact(table: Table) -> bool:
    return all(isinstance(paid, Fraction) for cell in table.payoffs for paid in cell)


def _undominated(table: Table) -> Left:
    left: Left = tuple(tuple(range(size)) for size in table.shape)
    before: Left = ()
    while left != before:
        before = left
        for who, own in enumerate(left):
            others = [[0] if n == who else some for n, some in enumerate(left)]
            met = list(product(*others))
            paid = [[table.cell((*cell[:who], n, *cell[who + 1 :]))[who] for cell in met] for n in own]
            kept = (n for n, low in zip(own, paid, strict=True) if not any(_is_above(p, low) for p in paid))
            left = (*left[:who], tuple(kept), *left[who + 1 :])
    return left


def _is_above(row: Sequence[Number], other: Sequence[Number]) -> bool:
    """True if one row pays more everywhere, as far as bounds tell."""
    look()
    try:
        return all(a > b for a, b in zip(row, other, strict=True))
    except CertificateRejected:
        return False
