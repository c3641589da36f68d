"""Samples of the space of assumptions: equilibria and verdicts at every point of a grid."""

from gametheory_paradox.first_use import at_first_use

__getattr__, __dir__, __all__ = at_first_use(__name__)
