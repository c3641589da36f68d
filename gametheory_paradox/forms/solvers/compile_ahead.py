"""Compiles ahead what is compiled: ``python -m gametheory_paradox.forms.solvers.compile_ahead``.

Without this the first large game of a kind waits for the compiler, once; the code is then kept on disk.
"""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import partial
from math import inf

import numpy as np

from gametheory_paradox.batches import solve_batch
from gametheory_paradox.kernels.compiled import BATCH, CELLS, VERTICES, Kernel


def compile_kernel(kernel: Kernel) -> None:
    """Has a kernel compile what it keeps."""
    kernel.load()


def compile_batch() -> None:
    """Has compiled code find equilibria and gaps in one game."""
    for kernel in BATCH:
        kernel.spent = inf  # so that it pays at once

    # Floats cannot tell the differences of these payoffs from zero, so that the exact stage is compiled too.
    payoffs = (0.3 + 0.1 * (np.arange(18) % 3)).reshape(2, 1, 3, 3)
    solve_batch(*payoffs)
    solve_batch(*payoffs, mover=0, action=0)


# What takes longest goes first.
PARTS: tuple[Callable[[], None], ...] = (
    partial(compile_kernel, CELLS),
    compile_batch,
    partial(compile_kernel, VERTICES),
)


def compile_ahead() -> None:
    """Compiles every part, side by side on the cores that there are."""
    with ProcessPoolExecutor() as pool:
        for part in as_completed([pool.submit(part) for part in PARTS]):
            part.result()


if __name__ == "__main__":
    compile_ahead()
