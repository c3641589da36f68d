"""Samples of the space of assumptions: equilibria and verdicts at every point of a grid."""

from gametheory_paradox.regions.sweeps.found import Code, Settled
from gametheory_paradox.regions.sweeps.sweep import sweep

__all__ = ["Code", "Settled", "sweep"]
