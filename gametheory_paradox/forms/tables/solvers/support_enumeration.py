"""Every Nash equilibrium of a nondegenerate two-player game, support pair by support pair.

For each pair of supports of equal size the indifference conditions have one solution, by Cramer's rule; it is
an equilibrium when it is positive and no other action gives more.  Simple and slow: the independent second
opinion on ``vertex_enumeration``.  In a degenerate game it says so and is partial.

Source: vonstengel2007 (algorithm 3.4).
"""

from collections.abc import Mapping
from fractions import Fraction

from gametheory_paradox.clock import Clock
from gametheory_paradox.forms import NormalForm
from gametheory_paradox.forms.solvers.equilibria import Completeness, Equilibria, isolated
from gametheory_paradox.forms.tables.proofs.two_player_proofs import equilibria_by_supports
from gametheory_paradox.forms.tables.solvers.vertex_enumeration import vertex_enumeration


def support_enumeration(game: NormalForm[Fraction], clock: Clock) -> Equilibria:
    """Finds the equilibria with supports of equal size; all there are, unless the game is degenerate.

    Parameters
    ----------
    game
        A two-player game.
    clock
        When to give up looking whether the game is degenerate.
    """
    profiles, nondegenerate = equilibria_by_supports(game)

    # Where some indifference equations have many solutions, but none of them is a mixture against which that
    # many actions are best, the game is nondegenerate all the same: the vertices of the best-response
    # polytopes tell.
    proof = {"kind": "supports"} if nondegenerate else _proof_by_vertices(game, clock)

    why = "the game is degenerate: equilibria with supports of unequal size were not examined"
    completeness = Completeness("partial", why)
    if proof is not None:
        why = "the game is nondegenerate and every pair of equal-sized supports was solved"
        completeness = Completeness("proved", why)
    return isolated(game, "nash", "support_enumeration", profiles, completeness, proof)


def _proof_by_vertices(game: NormalForm[Fraction], clock: Clock) -> Mapping[str, object] | None:
    """The proof by vertices, if no vertex carries more labels than its polytope has dimensions."""
    equilibria = vertex_enumeration(game, clock)
    lists = zip(game.shape, equilibria.vertices, strict=True)
    simple = all(labels.bit_count() == size for size, listed in lists for labels in listed.labels())
    return equilibria.proof if simple else None
