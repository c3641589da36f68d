"""The factors of polynomials that maps remember; they stand in :mod:`gametheory_paradox.exact.factoring`."""

from gametheory_paradox.exact.factoring import Factoring

__all__ = ["Factoring"]
