"""Perfect equilibria of two-player tables, against replies to a totally mixed choice of the other."""

from fractions import Fraction
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gametheory_paradox.concepts import first_move_unobserved, perfect_equilibria
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms import NormalForm
from gametheory_paradox.forms.solvers import solve

ZERO, ONE = Fraction(0), Fraction(1)
SAME = [[1, 0, -9], [0, 0, -7], [-9, -7, -7]]
MYERSON = NormalForm.from_tables(["A", "B"], [["a", "b", "c"], ["x", "y", "z"]], SAME, SAME)


def plain_is_undominated(rows, mixture):
    """Whether a mixture of rows is best against some totally mixed choice between two columns."""
    slopes = [(row[1] - row[0], row[0]) for row in rows]  # at q: row[0] + q (row[1] - row[0])
    points = {ZERO, ONE}
    for (a, b), (c, d) in combinations(slopes, 2):
        if a != c:
            points.add((d - b) / (a - c))
    inside = sorted(p for p in points if 0 <= p <= 1)
    inside = [p for p in inside if 0 < p < 1] + [(p + q) / 2 for p, q in pairwise(inside)]
    used = [r for r, p in enumerate(mixture) if p]
    for q in inside:
        values = [b + q * a for a, b in slopes]
        if all(values[r] == max(values) for r in used):
            return True
    return False


def plain_two_columns(columns, mixture):
    """Whether a mixture of two columns is best against some totally mixed choice of rows."""
    gains = [a - b for a, b in columns]  # of the first column over the second
    if mixture[0] and mixture[1]:
        return not any(gains) or (min(gains) < 0 < max(gains))
    if mixture[1]:
        gains = [-gain for gain in gains]
    return not any(gains) or max(gains) > 0


@given(st.lists(st.tuples(*[st.integers(-1, 1)] * 4), min_size=2, max_size=3))
def test_an_equilibrium_is_perfect_where_both_answer_a_totally_mixed_choice(rows):
    names = [[f"a{n}" for n in range(len(rows))], ["l", "r"]]
    game = NormalForm.from_tables(
        ["A", "B"], names, [[p, s] for p, _, s, _ in rows], [[q, t] for _, q, _, t in rows]
    )
    found = perfect_equilibria(solve(game))
    for number, profile in enumerate(found.equilibria.profiles):
        own, other = profile.probabilities
        first = plain_is_undominated([(Fraction(p), Fraction(s)) for p, _, s, _ in rows], own)
        second = plain_two_columns([(q, t) for _, q, _, t in rows], other)
        assert (number in found.perfect) == (first and second)


def test_of_three_pure_equilibria_two_are_perfect():  # figure 2 of myerson1978
    found = perfect_equilibria(solve(MYERSON))
    kept = [found.equilibria.profiles[n].probabilities[0] for n in found.perfect]
    assert sorted(kept) == [(0, 1, 0), (1, 0, 0)]
    assert len(found.equilibria) == 3
    assert [row["verdict"] for row in found.records()].count("not perfect") == 1


def test_trees_are_refused():
    with pytest.raises(Unsupported, match="offered for games in normal form, this one is a tree"):
        perfect_equilibria(solve(first_move_unobserved(MYERSON)))
