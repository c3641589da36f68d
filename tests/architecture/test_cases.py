"""Laws assert what depends on their number of cases in one of the two suites, and not in both."""

import ast
import operator
from pathlib import Path

import pytest
from witnesses.sampling import cases

TESTS = Path(__file__).parents[1]
COMPARED = {ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge}


def counts_of(law):
    """The numbers of cases that a law looks at in the ordinary and in the slow suite, by its ``cases``."""
    for mark in law.decorator_list:
        if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "cases":
            ordinary, slow = cases(*map(ast.literal_eval, mark.args)).args[1]
            return ordinary, slow.values[0]
    return ()


def bounds_on_count(law):
    """The bounds of a law on its number of cases: comparisons of ``count`` with a number."""
    for part in ast.walk(law):
        if isinstance(part, ast.Compare) and ast.unparse(part.left) == "count":
            (kind,), (bound,) = part.ops, part.comparators
            if isinstance(bound, ast.Constant):
                yield lambda count, kind=kind, bound=bound: COMPARED[type(kind)](count, bound.value)


def laws():
    for file in sorted(TESTS.rglob("test_*.py")):
        for part in ast.parse(file.read_text("utf-8")).body:
            if isinstance(part, ast.FunctionDef) and counts_of(part) and [*bounds_on_count(part)]:
                yield pytest.param(part, id=f"{file.stem}::{part.name}")


LAWS = list(laws())


@pytest.mark.parametrize("law", LAWS)
def test_a_bound_on_the_number_of_cases_tells_the_suites_apart(law):
    ordinary, slow = counts_of(law)
    assert all(holds(ordinary) != holds(slow) for holds in bounds_on_count(law))


def test_such_bounds_are_found():
    assert len(LAWS) > 20
