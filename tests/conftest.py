"""Hypothesis profiles, how tests are collected, and which run in one process; nothing else is set for all.

"ordinary" draws few cases and the same every time; "thorough", which ``make test-all`` takes, draws more of
them, and "long" explores for an hour. ``pytest --hypothesis-profile long`` chooses.
"""

import gc
import re
from collections import Counter

import pytest
from hypothesis import HealthCheck, settings

SLOW_IS_FINE = [HealthCheck.too_slow]  # exact arithmetic on a busy machine is slow, not unhealthy
ALWAYS_THE_SAME = settings(
    derandomize=True, database=None, deadline=None, suppress_health_check=SLOW_IS_FINE, max_examples=8
)

settings.register_profile("ordinary", ALWAYS_THE_SAME)
settings.register_profile("thorough", ALWAYS_THE_SAME, max_examples=120)
settings.register_profile("long", deadline=None, max_examples=2000, suppress_health_check=SLOW_IS_FINE)
settings.load_profile("ordinary")

# Files that one process runs together: their tests compile the same kernels, read the same sources, or change
# the same certificates, which two processes would otherwise do twice.
TOGETHER = {
    "batches": re.compile(r"batch|sweep"),
    "solvers": re.compile(r"/solvers/|/kernels/|two_player|many_players"),
    "sources": re.compile(r"/architecture/"),
    "answers": re.compile(r"/laws/test_(data|displays)"),
    "certificates": re.compile(r"/(laws|oracles|golden)/.*(certificates|checker)"),
}

# Units whose cases are ideas of their own (a message, a rule, a proof) and quick: the ordinary suite runs all
# of them, but for tests marked "sampled", whose cases take long.
EVERY_CASE = re.compile(
    r"/units/(test_|(certificates|concepts|conditions|detectors|exact|forms|models|paradoxes)/(?!.*(solvers|views)/))"
)


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """What is collected stays until the end, so that it is never looked through for what could be freed."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Of the cases of other tests the ordinary suite takes the first and each sixth after it."""
    cases = Counter()
    for item in items:
        test = item.nodeid.split("[")[0]
        whole = EVERY_CASE.search(test) and not item.get_closest_marker("sampled")
        if not whole and not item.get_closest_marker("slow"):
            if cases[test] % 6:
                item.add_marker(pytest.mark.slow)
            cases[test] += 1


def pytest_terminal_summary(terminalreporter):
    """What was skipped: a line for each reason, where pytest's own summary has one for each test."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = Counter(report.longrepr[2].removeprefix("Skipped: ") for report in skipped)
    for reason, tests in reasons.most_common():
        terminalreporter.write_line(f"skipped: {reason} ({tests})")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """With several processes one of them runs all tests of a file, and of files that share much."""
    from xdist.scheduler import LoadScopeScheduling

    class Together(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            file = nodeid.split("::")[0]
            return next((name for name, pattern in TOGETHER.items() if pattern.search(file)), file)

    return Together(config, log)
