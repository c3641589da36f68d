"""The probability of a paradox where the parameters are not known: influence, tornado, robustness."""

from gametheory_paradox.first_use import at_first_use

__getattr__, __dir__, __all__ = at_first_use(__name__)
