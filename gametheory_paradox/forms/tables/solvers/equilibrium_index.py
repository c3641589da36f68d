"""The index of each component of Nash equilibria of a two-player game: whole numbers that sum to one.

An equilibrium that uses k actions of each player and is the only one with its supports has index (-1)^(k+1)
times the signs of the determinants of the two payoff matrices on these supports, payoffs positive.  A
component's index is the sum over the equilibria near it of any nondegenerate game near this one.  The game is
perturbed as its best-response polytopes are: a constraint's right-hand side 1 + ε·r stands for payoffs
divided by it.  A component of index other than zero persists, in that every game near has an equilibrium near
it.

Sources: shapley1974 (index of an equilibrium), govindan1997 (index of a component).
"""

from collections.abc import Sequence
from fractions import Fraction

from gametheory_paradox.clock import Clock
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.exact.factors import sign_of_determinant
from gametheory_paradox.forms import NormalForm
from gametheory_paradox.forms.solvers.equilibria import Equilibria
from gametheory_paradox.forms.tables.proofs.two_player_proofs import (
    IntegerMatrix,
    best_response_constraints,
    mixture,
)
from gametheory_paradox.forms.tables.solvers.vertex_enumeration import VertexEquilibria, vertex_lists


def component_indices(game: NormalForm[Fraction], equilibria: Equilibria) -> tuple[int, ...]:
    """Finds the index of each component of equilibria; they sum to one.

    Parameters
    ----------
    game
        A two-player game.
    equilibria
        All its Nash equilibria.

    Returns
    -------
    One whole number per component, in their order.

    Raises
    ------
    Unsupported
        If the game has not two players, or the equilibria are not proved to be all.

    Examples
    --------
    >>> from gametheory_paradox.forms.solvers import solve
    >>> actions = [["a", "b"], ["c", "d"]]
    >>> chicken = NormalForm.from_tables(["R", "C"], actions, [[0, 3], [1, 2]], [[0, 1], [3, 2]])
    >>> component_indices(chicken, solve(chicken))
    (1, 1, -1)
    """
    known = (
        equilibria.concept == "nash" and equilibria.completeness.status == "proved" and not equilibria.boxes
    )
    if len(game.players) != 2 or not known:
        raise Unsupported(
            "the index of a component needs all Nash equilibria of a two-player game, exact and proved to be "
            "all"
        )

    if isinstance(equilibria, VertexEquilibria):
        first, second = equilibria.vertices
    else:
        first, second, _ = vertex_lists(game, Clock(None))

    component = {
        equilibria.profiles[number].probabilities: position
        for position, members in enumerate(equilibria.components)
        for number in members
    }
    indices = [0] * len(equilibria.components)
    pairs = _perturbed_equilibria(game.shape, first.tight(), second.tight())
    xs, ys = first.coordinates([a for a, _, _ in pairs]), second.coordinates([b for _, b, _ in pairs])
    constraints = [best_response_constraints(game, mixing) for mixing in (0, 1)]
    for x, y, (_, _, labels) in zip(xs, ys, pairs, strict=True):
        near = component[mixture(x), mixture(y)]
        indices[near] += _index(game.shape, constraints, labels)

    return tuple(indices)


def _perturbed_equilibria(
    shape: Sequence[int], first: Sequence[int], second: Sequence[int]
) -> list[tuple[int, int, int]]:
    """The pairs of simple vertices, not origins, that have each label once, and the labels of the first."""
    m, n = shape
    every, origin = (1 << m + n) - 1, (1 << m) - 1
    partner = {every ^ ((tight >> n) | (tight & (1 << n) - 1) << m): b for b, tight in enumerate(second)}
    return [
        (a, partner[tight], tight) for a, tight in enumerate(first) if tight in partner and tight != origin
    ]


def _index(shape: Sequence[int], constraints: Sequence[IntegerMatrix], labels: int) -> int:
    """The index of the perturbed equilibrium whose first vertex has these labels."""
    m, n = shape
    rows = [i for i in range(m) if not labels >> i & 1]
    columns = [j for j in range(n) if labels >> m + j & 1]
    theirs = [[constraints[0][j][i] for i in rows] for j in columns]
    ours = [[constraints[1][i][j] for j in columns] for i in rows]
    signs = sign_of_determinant(theirs) * sign_of_determinant(ours)
    return signs if len(rows) % 2 else -signs
