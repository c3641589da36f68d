"""Settings of Hypothesis, for a quick look and for a long one."""

from hypothesis import HealthCheck, settings

from gametheory_paradox.errors import InvalidGame

_SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large)  # exact arithmetic takes its time

PROFILES: dict[str, settings] = {
    "quick": settings(
        max_examples=50, derandomize=True, database=None, deadline=None, suppress_health_check=_SLOW
    ),
    "long": settings(max_examples=5000, deadline=None, suppress_health_check=_SLOW),
}


def profile(name: str) -> settings:
    """The settings of a name, to put on a test; nothing else changes.

    *quick* draws the same 50 examples each time and keeps none; *long* draws 5,000 new ones and remembers
    those that fail. Neither has a deadline.  Hypothesis's own way makes one of them everybody's:
    ``settings.register_profile("quick", profile("quick"))``.

    Raises
    ------
    InvalidGame
        If there is no profile of that name.

    Examples
    --------
    >>> from hypothesis import given
    >>> from gametheory_paradox.testing import check_equilibria, normal_forms
    >>> from gametheory_paradox import solve
    >>> @profile("quick")
    ... @given(normal_forms(players=2))
    ... def test_what_the_solver_finds_holds(game):
    ...     check_equilibria(solve(game))
    >>> test_what_the_solver_finds_holds()
    """
    if name not in PROFILES:
        raise InvalidGame(f"there is no profile {name!r:.60}; there are {', '.join(PROFILES)}")
    return PROFILES[name]
