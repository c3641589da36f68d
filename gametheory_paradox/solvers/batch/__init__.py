"""Many small games at once."""

from gametheory_paradox.solvers.batch.batch_equilibria import BatchEquilibria, BatchVerdicts, VerdictCode
from gametheory_paradox.solvers.batch.solve_batch import solve_batch, solve_blocks

__all__ = ["BatchEquilibria", "BatchVerdicts", "VerdictCode", "solve_batch", "solve_blocks"]
