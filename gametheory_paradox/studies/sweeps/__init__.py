"""Samples of the space of assumptions: equilibria and verdicts at every point of a grid."""

from typing import TYPE_CHECKING

from gametheory_paradox.first_use import at_first_use

if TYPE_CHECKING:
    from gametheory_paradox.studies.sweeps.block_answers import PointStatus, VerdictCode
    from gametheory_paradox.studies.sweeps.dataset import sweep_from_data, sweep_to_data
    from gametheory_paradox.studies.sweeps.summary import summary, summary_tables, write_points
    from gametheory_paradox.studies.sweeps.sweep import sweep

_HOMES = {
    "block_answers": ("PointStatus", "VerdictCode"),
    "dataset": ("sweep_from_data", "sweep_to_data"),
    "summary": ("summary", "summary_tables", "write_points"),
    "sweep": ("sweep",),
}

__all__ = [
    "PointStatus",
    "VerdictCode",
    "summary",
    "summary_tables",
    "sweep",
    "sweep_from_data",
    "sweep_to_data",
    "write_points",
]

at_first_use(__name__, _HOMES.items())
