"""Linear programs against brute force, against another program, and every answer's certificate."""

from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest
import scipy.optimize
from hypothesis import strategies as st
from witnesses.sampling import always, cases, seen

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms.solvers import linear_program as solver
from gametheory_paradox.forms.solvers.linear_program import (
    Infeasibility,
    LinearProgram,
    Optimum,
    Row,
    Unboundedness,
    confirms,
    linear_program,
    maximize,
)

SENSES = ("<=", "=", ">=")
NUMBERS = st.one_of(st.integers(-2, 2).map(Fraction), st.fractions(-5, 5, max_denominator=4))


@st.composite
def programs(draw, most_variables=3, most_rows=4, free=True, numbers=NUMBERS):
    size = draw(st.integers(1, most_variables))
    vector = st.tuples(*[numbers] * size)
    rows = draw(st.lists(st.builds(Row, vector, st.sampled_from(SENSES), numbers), max_size=most_rows))
    unsigned = draw(st.sets(st.integers(0, size - 1))) if free else set()
    return LinearProgram(draw(vector), tuple(rows), frozenset(unsigned))


@pytest.fixture(params=["from a proposal", "by integers alone"])
def ways(request, monkeypatch):
    """Both ways to solve a program: a proposal in floating point is asked for, or not."""
    limit = 0 if request.param == "from a proposal" else 10**9
    monkeypatch.setattr(solver, "SMALL", limit)
    monkeypatch.setattr(solver, "LARGE", limit)


def solved(matrix, right_side):
    """The only solution of a square system, by elimination in fractions; None if there is not exactly one."""
    rows = [[*row, b] for row, b in zip(matrix, right_side, strict=True)]
    for column in range(len(rows)):
        chosen = next((r for r in range(column, len(rows)) if rows[r][column]), None)
        if chosen is None:
            return None
        rows[column], rows[chosen] = rows[chosen], rows[column]
        rows[column] = [entry / rows[column][column] for entry in rows[column]]
        for r, row in enumerate(rows):
            if r != column:
                rows[r] = [a - row[column] * b for a, b in zip(row, rows[column], strict=True)]
    return [row[-1] for row in rows]


def dot(left, right):
    return sum(a * b for a, b in zip(left, right, strict=True))


def fits(program, point):
    checks = {"<=": lambda a, b: a <= b, "=": lambda a, b: a == b, ">=": lambda a, b: a >= b}
    return min(point) >= 0 and all(
        checks[row.sense](dot(row.coefficients, point), row.bound) for row in program.rows
    )


def vertices(program):
    """All vertices of the feasible set when no variable is free: as many tight conditions as variables."""
    size = len(program.objective)
    axes = [([Fraction(i == j) for i in range(size)], Fraction(0)) for j in range(size)]
    conditions = axes + [(row.coefficients, row.bound) for row in program.rows]
    points = (solved(*zip(*chosen, strict=True)) for chosen in combinations(conditions, size))
    return [point for point in points if point is not None and fits(program, point)]


def grows(program):
    """Whether the objective grows along some direction that all conditions allow."""
    rows = tuple(replace(row, bound=Fraction(0)) for row in program.rows)
    one = Row((Fraction(1),) * len(program.objective), "=", Fraction(1))
    return any(
        dot(program.objective, ray) > 0 for ray in vertices(LinearProgram(program.objective, (*rows, one)))
    )


@pytest.mark.usefixtures("ways")
@cases(7, 2500)
def test_the_answer_is_that_of_brute_force_over_all_vertices(count):
    @always(count, programs(free=False))
    def law(program):
        corners, answer = vertices(program), maximize(program)
        assert confirms(program, answer)
        if not corners:  # the feasible set lies in x ≥ 0, so it has a vertex unless it is empty
            assert isinstance(answer, Infeasibility)
        elif grows(program):
            assert isinstance(answer, Unboundedness)
        else:
            assert isinstance(answer, Optimum)
            assert answer.value == max(dot(program.objective, corner) for corner in corners)


@pytest.mark.usefixtures("ways")
@cases(3, 1000)
def test_the_answer_is_that_of_another_program(count):
    @always(count, programs(5, 6))
    def law(program):
        answer, other = maximize(program), highs(program)
        assert confirms(program, answer)
        if isinstance(answer, Optimum):
            assert abs(-other.fun - answer.value) < 1e-6
        else:
            # It now and then takes a program that is unbounded for an infeasible one; the point and the ray
            # are checked above.
            assert other.status in {Infeasibility: (2, 4), Unboundedness: (2, 3, 4)}[type(answer)]


def highs(program):
    sides = {"<=": 1, ">=": -1}
    above = [
        ([float(a * sides[r.sense]) for a in r.coefficients], float(r.bound * sides[r.sense]))
        for r in program.rows
        if r.sense != "="
    ]
    equal = [([float(a) for a in r.coefficients], float(r.bound)) for r in program.rows if r.sense == "="]
    bounds = [(None if j in program.free else 0, None) for j in range(len(program.objective))]
    objective = [-float(c) for c in program.objective]
    parts = [list(zip(*side, strict=True)) or (None, None) for side in (above, equal)]
    return scipy.optimize.linprog(objective, *parts[0], *parts[1], bounds=bounds)


@pytest.mark.slow
def test_all_three_answers_are_drawn_often():
    @seen(300, programs())
    def found(program):
        return type(maximize(program))

    assert min(found[Optimum], found[Infeasibility], found[Unboundedness]) >= 30


@cases(8, 600)
def test_a_changed_certificate_is_rejected(count):
    @always(count, programs(), st.data())
    def law(program, data):
        answer = maximize(program)
        field = data.draw(st.sampled_from([name for name in vars(answer) if getattr(answer, name)]))
        value = getattr(answer, field)
        if isinstance(value, tuple):
            place, change = (
                data.draw(st.integers(0, len(value) - 1)),
                data.draw(st.sampled_from([Fraction(1), Fraction(-1, 7)])),
            )
            forged = replace(answer, **{field: (*value[:place], value[place] + change, *value[place + 1 :])})
        else:
            forged = replace(
                answer, **{field: value + data.draw(st.sampled_from([Fraction(1), Fraction(-1, 7)]))}
            )
        # Another proof of the same: another point, multiplier or ray that does as well.
        if confirms(program, forged):
            assert field != "value"
            assert type(forged) is type(answer)
            assert getattr(forged, "value", None) == getattr(answer, "value", None)


def test_certificates_of_the_wrong_length_prove_nothing():
    program = linear_program([1, 1], [([1, 2], "<=", 4), ([1, 0], "<=", 1)])
    answer = maximize(program)
    assert answer.value == Fraction(5, 2)
    assert not confirms(program, replace(answer, primal=answer.primal[:1]))
    assert not confirms(program, replace(answer, dual=answer.dual[:1]))
    assert not confirms(program, Infeasibility(()))


def test_a_proof_of_infeasibility_needs_a_contradiction():
    program = linear_program([1], [([1], "<=", 1), ([1], ">=", 2)])
    assert maximize(program) == Infeasibility((Fraction(1), Fraction(-1)))
    assert not confirms(
        linear_program([1], [([1], "<=", 2), ([1], ">=", 2)]), Infeasibility((Fraction(1), Fraction(-1)))
    )


def test_a_ray_starts_at_a_feasible_point():
    program = linear_program([1, 0], [([1, -1], "<=", -3)])
    answer = maximize(program)
    assert isinstance(answer, Unboundedness)
    assert confirms(program, answer)
    assert not confirms(program, replace(answer, point=(Fraction(0), Fraction(0))))


def test_beales_example_does_not_cycle():
    # The textbook program on which the rule of the largest coefficient cycles.
    objective = ["3/4", -150, "1/50", -6]
    rows = [(["1/4", -60, "-1/25", 9], "<=", 0), (["1/2", -90, "-1/50", 3], "<=", 0), ([0, 0, 1, 0], "<=", 1)]
    assert maximize(linear_program(objective, rows)).value == Fraction(1, 20)


@pytest.mark.usefixtures("ways")
def test_numbers_beyond_floating_point_are_no_problem():
    huge = 10**400
    assert maximize(linear_program([1], [([huge], "<=", huge * 3)])).value == 3


@pytest.mark.parametrize("size", [30])
def test_a_larger_program_is_solved_and_proved(size):
    rows = [[(i * i + 3 * i * j + j * j * j) % 17 for j in range(size)] for i in range(size)]
    program = linear_program([1] * size, [(row, "<=", 10 + n) for n, row in enumerate(rows)])
    answer = maximize(program)
    assert isinstance(answer, Optimum)
    assert confirms(program, answer)


@pytest.mark.parametrize(
    ("build", "said"),
    [
        (
            lambda: linear_program([1, 2], [([1], "<=", 1)]),
            "row 1 of the linear program needs 2 coefficients, got 1",
        ),
        (
            lambda: linear_program([1], [([1], "<", 1)]),
            "row 1 of the linear program: a sense is <=, = or >=, got '<'",
        ),
        (lambda: linear_program([1], [], free=[1]), "the linear program has 1 variables; free are [1]"),
        (lambda: linear_program(["x"], []), "an objective coefficient: expected a number"),
    ],
)
def test_what_is_not_a_program_is_refused(build, said):
    with pytest.raises(InvalidGame, match="^" + said.replace("[", r"\[").replace("]", r"\]")):
        build()
