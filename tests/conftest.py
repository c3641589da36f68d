"""Hypothesis profiles: "ordinary" is quick and the same every time, "long" is for an hour of exploring.

``pytest --hypothesis-profile long`` chooses; nothing else is set for all tests.
"""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "ordinary",
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],  # exact arithmetic on a busy machine is slow, not unhealthy
)
settings.register_profile(
    "long", deadline=None, max_examples=2000, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ordinary")
