"""The essay: its systems examined in the same way, and what its states' policies do to them."""

from gametheory_paradox.first_use import at_first_use

__getattr__, __dir__, __all__ = at_first_use(__name__)
