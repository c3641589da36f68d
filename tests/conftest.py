"""Hypothesis profiles, and nothing else that is set for all tests.

"ordinary" draws few cases and the same every time; "thorough", which ``make test-all`` takes, draws more of
them, and "long" explores for an hour. ``pytest --hypothesis-profile long`` chooses.
"""

from hypothesis import HealthCheck, settings

SLOW_IS_FINE = [HealthCheck.too_slow]  # exact arithmetic on a busy machine is slow, not unhealthy
ALWAYS_THE_SAME = settings(
    derandomize=True, database=None, deadline=None, suppress_health_check=SLOW_IS_FINE, max_examples=20
)

settings.register_profile("ordinary", ALWAYS_THE_SAME)
settings.register_profile("thorough", ALWAYS_THE_SAME, max_examples=120)
settings.register_profile("long", deadline=None, max_examples=2000, suppress_health_check=SLOW_IS_FINE)
settings.load_profile("ordinary")
