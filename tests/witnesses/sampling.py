"""Laws on many random cases, the same ones each time: some in the ordinary suite, more in the slow one."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

CHECKS = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]


LONGER = 10  # times as many cases are looked at under the profile "long" as in the slow suite


def cases(ordinary: int, long: int):
    """Parametrizes a test by the number of cases it looks at: in the ordinary suite, and under "long"."""
    return pytest.mark.parametrize("count", [ordinary, slowly(max(ordinary, long // LONGER))])


def steps(ordinary: int, slow: int = 1):
    """Parametrizes a test by a step: the slow suite looks at (nearly) every case, the ordinary at some."""
    return pytest.mark.parametrize("step", [ordinary, slowly(slow)])


def ordinarily(few: int, many: int) -> int:
    """How many cases a test looks at: few in the ordinary suite, more under the other profiles."""
    return few if _draws_as("ordinary") else many


def slowly(*row):
    """A row of a parametrized test that belongs to the slow suite."""
    return pytest.param(*row, marks=pytest.mark.slow)


def always(count: int, *strategies):
    """Runs a law at once on ``count`` cases, more under "long"; shrinks the one that breaks it."""
    if _draws_as("long"):
        count *= LONGER

    def decorate(law):
        run = settings(
            max_examples=count, derandomize=True, database=None, deadline=None, suppress_health_check=CHECKS
        )
        run(given(*strategies)(law))()

    return decorate


def seen(count: int, *strategies):
    """Counts how a description of ``count`` random cases falls out."""

    def decorate(describe):
        found = Counter()

        def note(case):
            found[describe(*case)] += 1

        generate = settings(
            max_examples=count,
            derandomize=True,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=CHECKS,
        )
        generate(given(st.tuples(*strategies))(note))()
        return found

    return decorate


def _draws_as(profile: str) -> bool:
    """Tells whether a profile is loaded, by its number of cases: Hypothesis did not always name it."""
    return settings().max_examples == settings.get_profile(profile).max_examples
