"""Games with parameters: formulas, ranges, units, sources, accounts, forecasts; in model files: ``files``."""

from gametheory_paradox.first_use import at_first_use

__getattr__, __dir__, __all__ = at_first_use(__name__)
