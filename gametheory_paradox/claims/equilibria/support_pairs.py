"""Every Nash equilibrium of a nondegenerate two-player game, by pairs of supports of equal size.

For supports I and J of equal size the mixture on J against which all actions in I give the same solves linear
equations.  If they have one solution, it is half of an equilibrium where it is positive and no other action
gives more; one that gives as much makes the game degenerate.  If they contradict each other there is none
with these supports.  Several solutions need no look of their own: where I are best replies to one of them, a
vertex of the polytope of all such mixtures on J uses fewer actions than it has best replies, and is the one
solution for its support and as many of these.
"""

from collections.abc import Sequence
from fractions import Fraction

from gametheory_paradox.claims.equilibria.equilibrium_set import EquilibriumSet
from gametheory_paradox.claims.equilibria.proof_fields import Data, two_player_table
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games.normal_form import NormalForm
from gametheory_paradox.games.profiles import Game, Profile
from gametheory_paradox.games.supports import Support, pairs_of_supports
from gametheory_paradox.interruption import look

Matrix = Sequence[Sequence[Fraction]]


def equilibria_by_supports(game: NormalForm[Fraction]) -> tuple[tuple[Profile, ...], bool]:
    """The equilibria with supports of equal size, and whether they are all: the game is nondegenerate."""
    pairs = pairs_of_supports(game.shape)
    m, n = game.shape
    mine = [[game.cell((i, j))[0] for j in range(n)] for i in range(m)]
    theirs = [[game.cell((i, j))[1] for i in range(m)] for j in range(n)]
    found, degenerate = [], False
    for rows, columns in pairs:
        look()
        second, tied = _half(mine, rows, columns)
        first, also_tied = _half(theirs, columns, rows)
        degenerate = degenerate or tied or also_tied
        if first and second:
            found.append(Profile(game.information_sets, (first, second)))
    return tuple(found), not degenerate


def _half(matrix: Matrix, rows: Support, columns: Support) -> tuple[tuple[Fraction, ...], bool]:
    """The one mixture on ``columns`` to which ``rows`` are best replies, () if none; and whether more are."""
    zero, one = Fraction(0), Fraction(1)
    indifference = [[*(matrix[i][j] for j in columns), -one, zero] for i in rows]
    solution = _solution([*indifference, [*(one for _ in columns), zero, one]])
    if solution is None:
        return (), False

    others = [own for i, own in enumerate(matrix) if i not in rows]
    *weights, value = solution
    slacks = [value - sum(p * own[j] for p, j in zip(weights, columns, strict=True)) for own in others]
    if min(weights) <= 0 or min(slacks, default=zero) < 0:
        return (), False
    odds = dict(zip(columns, weights, strict=True))
    return tuple(odds.get(j, zero) for j in range(len(matrix[0]))), 0 in slacks


def _solution(equations: list[list[Fraction]]) -> list[Fraction] | None:
    """The solution of as many equations as unknowns, if there is exactly one."""
    size = len(equations)
    for column in range(size):
        pivot = next((row for row in range(column, size) if equations[row][column]), None)
        if pivot is None:
            return None
        equations[column], equations[pivot] = equations[pivot], equations[column]
        head = equations[column] = [entry / equations[column][column] for entry in equations[column]]
        for row in range(size):
            if row != column and (factor := equations[row][column]):
                equations[row] = [a - factor * b for a, b in zip(equations[row], head, strict=True)]
    return [row[-1] for row in equations]


def by_supports(game: Game, player: str, data: Data) -> EquilibriumSet:
    """All equilibria of a nondegenerate table, by pairs of supports."""
    table = two_player_table(game)
    profiles, nondegenerate = equilibria_by_supports(table)
    if not nondegenerate:
        raise CertificateRejected(
            "the game is degenerate: supports of equal size do not give every equilibrium"
        )
    return EquilibriumSet(table, profiles, infinite=False, spanning=True)
