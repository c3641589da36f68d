"""The payoffs at equilibria of two players that are known by their vertices, by Cramer's rule."""

from fractions import Fraction

from gametheory_paradox.kernels.batch.subsets import BASES, FIRST, LARGEST, MEMBERS, PLACE, SECOND, SIZE
from gametheory_paradox.kernels.batch.vertex_payoffs import OccurringVertices, quotient


def test_every_basis_has_its_number():
    assert BASES == 6 * 6 + 4 * 4 + 1
    assert [int(PLACE[a, b]) for a, b in zip(FIRST, SECOND, strict=True)] == list(range(BASES))
    for basis in range(BASES):
        assert int(FIRST[basis]).bit_count() == int(SECOND[basis]).bit_count() == SIZE[basis] >= 2
    assert MEMBERS[0b1010].tolist() == [1, 3, 0, 2]


def test_the_payoff_at_a_mixture():
    def payoff(rows):
        return Fraction(*quotient(rows))

    assert payoff([[7]]) == 7
    assert payoff([[3, 0], [0, 2]]) == Fraction(6, 5)
    assert payoff([[1, 0, 0], [0, 2, 0], [0, 0, 3]]) == Fraction(6, 11)
    assert payoff([[(k + 1) * (k == j) for j in range(4)] for k in range(4)]) == Fraction(12, 25)
    # Both are |A| / (1ᵀ adj A 1).
    assert payoff([[4, 1, 9], [2, 8, 0], [5, 3, 6]]) == payoff([[4, 2, 5], [1, 8, 3], [9, 0, 6]])


def test_vertices_spell_out_their_words():
    # Player 1's second action, answered best by player 0's actions 0 and 2, and the mixture of the first two
    # of either.
    word = 1 << 1 | 1 << LARGEST + int(PLACE[0b011, 0b011])
    vertices = OccurringVertices(used=(0, word), pure=((0, 0, 0, 0), (0, 0b101, 0, 0)))
    assert vertices.payoffs(0, [[0.5, 0.0], [0.0, 1.0], [0.25, 0.0]]) == [0, Fraction(1, 3)]
    assert vertices.ends(0, [[0.5, 0.0], [0.0, 1.0], [0.25, 0.0]]) == (0, 1 / 3)
