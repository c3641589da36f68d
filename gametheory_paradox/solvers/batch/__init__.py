"""Many small games at once."""

from gametheory_paradox.solvers.batch.batch_equilibria import Answer, BatchEquilibria, BatchVerdicts
from gametheory_paradox.solvers.batch.solve_batch import solve_batch, solve_blocks

__all__ = ["Answer", "BatchEquilibria", "BatchVerdicts", "solve_batch", "solve_blocks"]
