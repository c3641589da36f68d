"""Samples of the space of assumptions: equilibria and verdicts at every point of a grid."""

from gametheory_paradox.studies.sweeps.block_answers import Code, HowDecided
from gametheory_paradox.studies.sweeps.summary import summary, summary_tables, write_points
from gametheory_paradox.studies.sweeps.sweep import sweep

__all__ = ["Code", "HowDecided", "summary", "summary_tables", "sweep", "write_points"]
