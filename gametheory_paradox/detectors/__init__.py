"""The search for paradoxes: one loop for all, which writes certificates that the trusted part can check."""

from gametheory_paradox.first_use import at_first_use

__getattr__, __dir__, __all__ = at_first_use(__name__)
