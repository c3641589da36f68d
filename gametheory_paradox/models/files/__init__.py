"""Reading and writing: YAML model files, .nfg, .efg, arrays, other programs' games, JSON documents."""

from gametheory_paradox.first_use import at_first_use

__getattr__, __dir__, __all__ = at_first_use(__name__)
