"""Solution concepts beside the equilibria that ``solve`` lists: one function each, exact where it can be.

Results are frozen and show themselves as tables.  Numerical are the quantal response paths and the dynamics,
and they say so.  Each name loads at first use.
"""

from gametheory_paradox.first_use import at_first_use

__getattr__, __dir__, __all__ = at_first_use(__name__)
