"""The walk over the vertices of a polytope in compiled code: with 64-bit integers, where they do not suffice with 128-bit ones.

Loading the compiler takes up to a second, compiling for the first time ten and more; the compiled code is then kept on disk,
beside this file where that can be written.  So the plain walk goes first, until it has cost as much as loading would.
"""

import time
from importlib import import_module
from pathlib import Path
from types import ModuleType

import numpy as np
import numpy.typing as npt

from gametheory_paradox.claims.every_nash import IntegerMatrix, Vertex
from gametheory_paradox.solvers.deadline import Deadline
from gametheory_paradox.solvers.vertex_walk import VertexList, Walk, perturbations

MOST_LABELS = 63  # a set of labels is one word
MOST_BYTES = 1 << 31  # of vertices, per polytope

_WORD = 1 << 64
Integers = npt.NDArray[np.int64]


class Unfit(Exception):
    """A polytope with too many labels, or with numbers that grow beyond 128 bits."""


class _Door:
    """What is loaded, and what the plain walk has cost so far."""

    kernel: ModuleType | None = None
    missing = False
    waited = 0.0


def kernel() -> ModuleType | None:
    """The compiled functions, and the compiler with them, loaded at first use; None where the compiler is not installed."""
    if _Door.kernel is None and not _Door.missing:
        try:
            _Door.kernel = import_module("gametheory_paradox.solvers.vertex_kernel.compiled")
        except ImportError:
            _Door.missing = True
    return _Door.kernel
