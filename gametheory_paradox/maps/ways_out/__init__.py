"""Ways out of a paradox: the cheapest change of what one controls, and other moves that end it."""

from gametheory_paradox.first_use import at_first_use

__getattr__, __dir__, __all__ = at_first_use(__name__)
