"""The games of the catalog that tests ask everything about."""

import pytest

from gametheory_paradox import catalog

# Hundreds of moves to ask about; units/catalog/test_the_whole.py asks about the few that matter.
TOGETHER = "seed/whole"


def single_games():
    """The names of all games but those that are put together, and the part that is there for them alone."""
    return [name for name in catalog.names() if name.split("/")[:2] != TOGETHER.split("/")]


SMALL = (
    "trade-restriction",
    "trade-restriction/control",
    "third-party-expansion",
    "guarded-posts",
    "proactive-response",
)


def slow_if_large(names):
    """The names as parameters; the essay's larger systems are for the slow suite."""
    large = [name.startswith("seed/") and name.removeprefix("seed/") not in SMALL for name in names]
    return [
        pytest.param(n, marks=[pytest.mark.slow] * is_large) for n, is_large in zip(names, large, strict=True)
    ]
