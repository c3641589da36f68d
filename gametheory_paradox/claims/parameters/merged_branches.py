"""Branches of a subgame that nobody who moves before it needs to tell apart."""

from collections.abc import Sequence

from gametheory_paradox.claims.parameters.branches import Branch
from gametheory_paradox.claims.parameters.logic import some


def merged(branches: Sequence[Branch]) -> list[Branch]:
    """Branches as one that differ neither in payoffs nor in a measure: earlier movers mind neither."""
    kept: list[Branch] = []
    for branch in branches:
        for position, other in enumerate(kept):
            if other.payoffs == branch.payoffs:
                ends = tuple(sorted({*other.ends, *branch.ends}))
                kept[position] = Branch(other.payoffs, some([other.exists, branch.exists]), ends)
                break
        else:
            kept.append(branch)
    return kept
