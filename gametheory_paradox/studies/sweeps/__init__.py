"""Samples of the space of assumptions: equilibria and verdicts at every point of a grid."""

from gametheory_paradox.solvers.batch import VerdictCode
from gametheory_paradox.studies.sweeps.block_answers import PointStatus
from gametheory_paradox.studies.sweeps.summary import summary, summary_tables, write_points
from gametheory_paradox.studies.sweeps.sweep import sweep

__all__ = ["PointStatus", "VerdictCode", "summary", "summary_tables", "sweep", "write_points"]
