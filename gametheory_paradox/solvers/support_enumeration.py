"""Every Nash equilibrium of a nondegenerate two-player game, support pair by support pair.

For each pair of supports of equal size the indifference conditions have one solution, by Cramer's rule; it is an equilibrium
when it is positive and no other action gives more.  Simple and slow: the independent second opinion on
``vertex_enumeration``.  In a degenerate game it says so and is partial.

Source: vonstengel2007 (algorithm 3.4).
"""

from fractions import Fraction

from gametheory_paradox.claims.support_pairs import equilibria_by_supports
from gametheory_paradox.games import NormalForm
from gametheory_paradox.solvers.deadline import Deadline
from gametheory_paradox.solvers.equilibria import Completeness, Equilibria, singletons


def support_enumeration(game: NormalForm[Fraction], deadline: Deadline) -> Equilibria:
    """Finds the equilibria with supports of equal size; all there are, unless the game is degenerate.

    Parameters
    ----------
    game
        A two-player game.
    deadline
        Not consulted: the number of support pairs is limited instead.
    """
    profiles, nondegenerate = equilibria_by_supports(game)
    if nondegenerate:
        completeness = Completeness("proved", "the game is nondegenerate and every pair of equal-sized supports was solved")
        proof = {"kind": "supports"}
    else:
        completeness = Completeness(
            "partial", "the game is degenerate: equilibria with supports of unequal size were not examined"
        )
        proof = None
    single = singletons(len(profiles))
    return Equilibria(game, "nash", "support_enumeration", profiles, single, single, completeness, proof)
