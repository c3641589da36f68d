"""Many small tables at once, on arrays."""

from gametheory_paradox.batches.batch_equilibria import BatchEquilibria, BatchVerdicts, VerdictCode
from gametheory_paradox.batches.solve_batch import solve_batch, solve_blocks

__all__ = ["BatchEquilibria", "BatchVerdicts", "VerdictCode", "solve_batch", "solve_blocks"]
