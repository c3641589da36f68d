"""How functions are compiled: without checks for division by zero, which does not occur, and not callable one by one."""

from collections.abc import Callable
from typing import Any

from gametheory_paradox.solvers.vertex_kernel import compiling
from gametheory_paradox.solvers.vertex_kernel.compiling import Decorator, numba

inside: Decorator = numba.njit(error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True)


def kept(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function compiled, and kept on disk where a folder for that can be written."""
    return compiling.kept(function, error_model="numpy")
