"""The extreme equilibria among the branches of a game with parameters."""

from gametheory_paradox.claims.parameters.branches import Branches


def extremes(branches: Branches) -> Branches:
    """What is enough to know where only the least and the greatest of something bilinear matters."""
    return branches if branches.extreme is None else branches.extreme
