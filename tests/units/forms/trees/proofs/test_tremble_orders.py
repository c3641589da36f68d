"""Elimination of orders of trembles says what a linear program says."""

from fractions import Fraction
from random import Random

from gametheory_paradox.forms.tables.proofs.profile_cells import ONE, LinearSystem
from gametheory_paradox.forms.trees.proofs import sequential_rationality as tremble_orders
from gametheory_paradox.forms.trees.proofs.sequential_rationality import have_solution
from gametheory_paradox.forms.trees.solvers.pattern_programs import contradiction


def drawn(random):
    def form():
        symbols = random.sample(range(4), 2)
        terms = {((0, a),): Fraction(random.choice((-2, -1, 1, 2))) for a in symbols}
        return {**terms, ONE: Fraction(random.randint(-2, 2) or 1)}

    return LinearSystem(
        tuple(form() for _ in range(random.randint(0, 2))), tuple(form() for _ in range(random.randint(1, 4)))
    )


def test_elimination_agrees_with_linear_programs():
    random, answers = Random(3), set()
    for _ in range(150):
        system = drawn(random)
        found = have_solution(system)
        assert found == (contradiction(system) is None)
        answers.add(found)
    assert answers == {True, False}


def test_where_it_takes_too_many_rows_nothing_is_said(monkeypatch):
    monkeypatch.setattr(tremble_orders, "MOST_ROWS", 2)
    rows = tuple({((0, a),): Fraction(1), ONE: Fraction(-1)} for a in range(3))
    assert have_solution(LinearSystem((), rows)) is None
