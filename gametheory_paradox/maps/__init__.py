"""Regions of parameters where a claim holds, proved: equilibria as formulas, conditions, maps, ways out."""

from gametheory_paradox.first_use import at_first_use

__getattr__, __dir__, __all__ = at_first_use(__name__)
