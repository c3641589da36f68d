"""Hypothesis strategies and checks for users' own tests.

Strategies draw games of every form, families, and games built so that a paradox is there; checks say in one
line whether what the package answered holds.  The strategies, and Hypothesis with them, load at first use.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gametheory_paradox.studies.falsify.points import points
    from gametheory_paradox.testing.checks import check_equilibria, check_verdict
    from gametheory_paradox.testing.families import bayesian_games, families, signaling_games
    from gametheory_paradox.testing.games import (
        continua,
        degenerate_normal_forms,
        extensive_forms,
        normal_forms,
        payoffs,
        perfect_information_games,
    )
    from gametheory_paradox.testing.paradoxes import instances
    from gametheory_paradox.testing.profiles import profile

_HOMES = {
    "studies.falsify.points": ("points",),
    "testing.checks": ("check_equilibria", "check_verdict"),
    "testing.families": ("bayesian_games", "families", "signaling_games"),
    "testing.games": (
        *("continua", "degenerate_normal_forms", "extensive_forms", "normal_forms", "payoffs"),
        "perfect_information_games",
    ),
    "testing.paradoxes": ("instances",),
    "testing.profiles": ("profile",),
}
_HOME = {name: f"gametheory_paradox.{home}" for home, names in _HOMES.items() for name in names}

__all__ = [
    "bayesian_games",
    "check_equilibria",
    "check_verdict",
    "continua",
    "degenerate_normal_forms",
    "extensive_forms",
    "families",
    "instances",
    "normal_forms",
    "payoffs",
    "perfect_information_games",
    "points",
    "profile",
    "signaling_games",
]


def __getattr__(name: str) -> object:
    """Load a strategy when it is first used."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
