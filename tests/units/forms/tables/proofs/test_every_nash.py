"""A closed list of vertices proves itself complete: brute force's is accepted, every change refused."""

from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from math import lcm

import pytest
from hypothesis import strategies as st
from witnesses.brute_force import Table
from witnesses.games import tables, wide
from witnesses.sampling import always, cases

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import NormalForm
from gametheory_paradox.forms.proofs.nash import is_nash
from gametheory_paradox.forms.tables.proofs.two_player_proofs import (
    Vertex,
    best_response_constraints,
    corners,
    extreme_equilibria,
    mixture,
)


def solved(rows, right):
    """The solution of square linear equations for several right-hand sides, or None."""
    size = len(rows)
    lines = [[*map(Fraction, row), *map(Fraction, r)] for row, r in zip(rows, right, strict=True)]
    for column in range(size):
        pivot = next((i for i in range(column, size) if lines[i][column]), None)
        if pivot is None:
            return None
        lines[column], lines[pivot] = lines[pivot], lines[column]
        lines[column] = [v / lines[column][column] for v in lines[column]]
        for i in range(size):
            if i != column and lines[i][column]:
                lines[i] = [a - lines[i][column] * b for a, b in zip(lines[i], lines[column], strict=True)]
    return [line[size:] for line in lines]


def vertices_by_brute_force(constraints, perturbation):
    """Every vertex of {x ≥ 0, constraints · x ≤ 1 + ε·perturbation}, by all subsets of tight inequalities."""
    size = len(constraints[0])
    inequalities = [([Fraction(i == j) for j in range(size)], (0, 0)) for i in range(size)]
    inequalities += [(row, (1, r)) for row, r in zip(constraints, perturbation, strict=True)]
    found = []
    for chosen in combinations(range(len(inequalities)), size):
        solution = solved([inequalities[n][0] for n in chosen], [inequalities[n][1] for n in chosen])
        if solution is None:
            continue
        inside = all(
            (
                1 - sum(m * s for m, (s, _) in zip(row, solution, strict=True)),
                r - sum(m * e for m, (_, e) in zip(row, solution, strict=True)),
            )
            >= (0, 0)
            for row, r in zip(constraints, perturbation, strict=True)
        )
        if inside and all(tuple(x) >= (0, 0) for x in solution):
            denominator = lcm(*(v.denominator for x in solution for v in x))
            found.append(
                Vertex(
                    denominator,
                    tuple(int(s * denominator) for s, _ in solution),
                    tuple(int(e * denominator) for _, e in solution),
                )
            )
    return found


PERTURBATIONS = [17, 101, 3, 58]


def listed(game):
    """For each player the constraints of its polytope, a perturbation, and all vertices."""
    found = []
    for mixing in (0, 1):
        constraints = best_response_constraints(game, mixing)
        perturbation = PERTURBATIONS[: len(constraints)]
        found.append((constraints, perturbation, vertices_by_brute_force(constraints, perturbation)))
    return found


@cases(42, 2000)
def test_the_constraints_have_the_best_responses_of_the_game(count):
    points = st.lists(st.integers(0, 3), min_size=3, max_size=3).filter(any)

    @always(count, st.one_of(tables(), tables(wide)), st.integers(0, 1), points)
    def law(game, mixing, weights):
        constraints = best_response_constraints(game, mixing)
        weights = (
            weights[: game.shape[mixing]] if any(weights[: game.shape[mixing]]) else [1] * game.shape[mixing]
        )
        table = game.matrix(game.players[1 - mixing])
        lines = table if mixing else tuple(zip(*table, strict=True))
        truth = [sum(w * v for w, v in zip(weights, line, strict=True)) for line in lines]
        mine = [sum(w * v for w, v in zip(weights, row, strict=True)) for row in constraints]
        assert [n for n, v in enumerate(mine) if v == max(mine)] == [
            n for n, v in enumerate(truth) if v == max(truth)
        ]
        assert all(entry >= 0 for row in constraints for entry in row)
        assert all(any(column) for column in zip(*constraints, strict=True))


def test_payoffs_are_scaled_to_integers_and_shifted_per_action():
    game = NormalForm.from_tables(
        ["A", "B"], [["a", "b"], ["x", "y", "z"]], [[0] * 3] * 2, [["1/2", "1/3", 1], [5, 5, 5]]
    )
    assert best_response_constraints(game, 0) == [[1, 1], [0, 1], [4, 1]]
    assert best_response_constraints(game, 1) == [[1, 1, 1], [1, 1, 1]]


@cases(11, 1500)
def test_a_complete_list_gives_exactly_the_extreme_equilibria(count):
    @always(count, st.one_of(tables(), tables(wide)))
    def law(game):
        sides = listed(game)
        try:
            first, second = (corners(*side) for side in sides)
        except CertificateRejected as problem:
            assert "not a vertex" in str(problem)  # noqa: PT017 - the perturbation happened to leave a vertex degenerate
            return
        found = extreme_equilibria(game, first, second)
        truth = Table.of(game)
        assert set(truth_of(found)) <= set(truth.equilibria())
        assert len(set(truth_of(found))) == len(found.profiles)
        for who, player in enumerate(game.players):
            payoffs, expected = found.payoffs(player), truth.payoffs(who)
            assert (payoffs.values, payoffs.infinite) == (expected.values, expected.infinite)
        assert all(is_nash(game, profile) for profile in found.profiles)
        assert found.spanning


def truth_of(found):
    return [profile.probabilities for profile in found.profiles]


GAME = NormalForm.from_tables(
    ["A", "B"],
    [["a", "b", "c"], ["x", "y", "z"]],
    [[3, 1, 0], [0, 2, 4], [2, 2, 1]],
    [[1, 3, 0], [2, 0, 2], [4, 1, 3]],
)
DEGENERATE = NormalForm.from_tables(["A", "B"], [["a", "b"], ["x", "y"]], [[1, 1], [1, 0]], [[1, 1], [0, 1]])


def changes(vertices):
    """Lists that differ from a complete one."""
    for n, vertex in enumerate(vertices):
        yield "left out", vertices[:n] + vertices[n + 1 :]
        yield "listed twice", [*vertices, vertex]
        yield "listed three times", [*vertices, vertex, vertex]
        for other in range(n):
            yield "two left out", [v for k, v in enumerate(vertices) if k not in (n, other)]
        for field in ("standard", "shifted"):
            values = getattr(vertex, field)
            for k in range(len(values)):
                for step in (1, -1):
                    moved = (*values[:k], values[k] + step, *values[k + 1 :])
                    yield (
                        f"{field} moved",
                        [*vertices[:n], replace(vertex, **{field: moved}), *vertices[n + 1 :]],
                    )
            yield (
                f"{field} shorter",
                [*vertices[:n], replace(vertex, **{field: values[:-1]}), *vertices[n + 1 :]],
            )
            yield (
                f"{field} longer",
                [*vertices[:n], replace(vertex, **{field: (*values, 0)}), *vertices[n + 1 :]],
            )
        for denominator in (
            0,
            -vertex.denominator,
            *([vertex.denominator + 1] if any(vertex.standard) else []),
        ):
            yield "denominator", [*vertices[:n], replace(vertex, denominator=denominator), *vertices[n + 1 :]]
        doubled = Vertex(
            2 * vertex.denominator,
            tuple(2 * v for v in vertex.standard),
            tuple(2 * v for v in vertex.shifted),
        )
        yield "listed twice in other numbers", [*vertices, doubled]
    yield "nothing", []


@pytest.mark.parametrize("game", [GAME, DEGENERATE], ids=["generic", "degenerate"])
@pytest.mark.parametrize("side", [0, 1])
def test_a_list_that_is_changed_is_refused(game, side):
    constraints, perturbation, vertices = listed(game)[side]
    assert len(corners(constraints, perturbation, vertices)) == len(vertices)
    for what, changed in changes(vertices):
        assert is_refused(constraints, perturbation, changed), what


def is_refused(constraints, perturbation, vertices):
    try:
        corners(constraints, perturbation, vertices)
    except CertificateRejected:
        return True
    return False


def test_a_vertex_in_other_numbers_is_the_same_vertex():
    constraints, perturbation, vertices = listed(GAME)[0]
    tripled = [
        Vertex(3 * v.denominator, tuple(3 * s for s in v.standard), tuple(3 * e for e in v.shifted))
        for v in vertices
    ]
    assert {mixture(c[0]) for c in corners(constraints, perturbation, tripled) if any(c[0])} == {
        mixture(c[0]) for c in corners(constraints, perturbation, vertices) if any(c[0])
    }


def test_the_order_of_the_list_makes_no_difference():
    first, second = listed(GAME)
    backwards = [(constraints, r, vertices[::-1]) for constraints, r, vertices in (first, second)]
    one = extreme_equilibria(GAME, corners(*first), corners(*second))
    other = extreme_equilibria(GAME, *(corners(*side) for side in backwards))
    assert set(truth_of(one)) == set(truth_of(other))


@pytest.mark.parametrize("perturbation", [[], [1], [1, 2, 3, 4], [0, 0], [1, 1]])
def test_a_perturbation_of_the_wrong_length_or_without_effect_is_refused(perturbation):
    twins = NormalForm.from_tables(["A", "B"], [["a", "b"], ["x", "y"]], [[1, 2], [3, 4]], [[1, 1], [2, 2]])
    constraints = best_response_constraints(twins, 0)
    vertices = vertices_by_brute_force(constraints, (perturbation * 2)[:2] or [1, 2])
    with pytest.raises(CertificateRejected):
        corners(constraints, perturbation, vertices)


def test_points_that_are_closed_without_the_origin_are_no_list():
    game = NormalForm.from_tables(["A", "B"], [["a", "b"], ["x", "y"]], [[1, 0], [0, 1]], [[1, 0], [0, 1]])
    constraints = best_response_constraints(game, 0)
    with pytest.raises(CertificateRejected, match="lacks the origin"):
        corners(constraints, [1, 2], [])


def test_infinitely_many_equilibria_are_seen():
    found = extreme_equilibria(DEGENERATE, *(corners(*side) for side in listed(DEGENERATE)))
    assert found.infinite
    assert found.payoffs("A").values == (1, 1)
