"""The extreme equilibria among the branches of a game with parameters."""

from gametheory_paradox.claims.parameters.branches import Branches


def extremes(branches: Branches) -> Branches:
    """The branches that suffice if only the least and the greatest of something bilinear matter."""
    return branches if branches.extreme is None else branches.extreme
