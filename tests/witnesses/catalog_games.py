"""The games of the catalog that tests ask everything about."""

import pytest

from gametheory_paradox import catalog
from gametheory_paradox.forms import StochasticGame

# Hundreds of moves to ask about; units/catalog/test_the_whole.py asks about the few that matter.
TOGETHER = "seed/whole"


def is_over_time(name):
    """Does the game go on in periods?

    Formulas in all parameters take long there; literature/test_systems_over_time.py and
    literature/test_stochastic_games_in_the_literature.py ask about these games.
    """
    return isinstance(catalog.load(name).form, StochasticGame)


def single_games():
    """All games with numbers but those that are put together, and those that go on in time."""
    return [
        name
        for name in catalog.names()
        if not is_ranked(name) and name.split("/")[:2] != TOGETHER.split("/") and not is_over_time(name)
    ]


def is_ranked(name):
    """Is of its payoffs the order alone known?"""
    return name.endswith("/ranked")


SMALL = (
    "trade-restriction",
    "trade-restriction/control",
    "third-party-expansion",
    "guarded-posts",
    "proactive-response",
)


def is_large(name):
    """Is it one of the essay's larger systems?"""
    return name.startswith("seed/") and name.removeprefix("seed/") not in SMALL


def slow_but_for_some(names, every=6):
    """The names as parameters; the ordinary suite takes every so many-th of those that are not large."""
    known = single_games()
    small = [name for name in names if name in known and not is_large(name)][::every]
    return [n if n in small else pytest.param(n, marks=pytest.mark.slow) for n in names]
