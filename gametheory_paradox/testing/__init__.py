"""Hypothesis strategies and checks for users' own tests.

Strategies draw games of every form, families, and games built so that a paradox is there; checks say in one
line whether what the package answered holds.  The strategies, and Hypothesis with them, load at first use.
"""

from gametheory_paradox.first_use import at_first_use

__getattr__, __dir__, __all__ = at_first_use(__name__)
