"""The compiler, and how functions are handed to it: kept on disk if they are called from Python, else for use inside others."""

from collections.abc import Callable
from importlib import import_module
from typing import Any, TypeAlias

from gametheory_paradox.solvers.vertex_kernel import compiling
from gametheory_paradox.solvers.vertex_kernel.compiling import numba

Array: TypeAlias = Any
Decorator: TypeAlias = Callable[[Callable[..., Any]], Callable[..., Any]]

types: Any = numba.types
ir: Any = import_module("llvmlite.ir")
_OPTIONS = {
    "nogil": True,
    "error_model": "numpy",
}  # threads run side by side, and a division by zero is not looked for

inside: Decorator = numba.njit(no_cpython_wrapper=True, no_cfunc_wrapper=True, **_OPTIONS)
typed: Decorator = import_module("numba.extending").intrinsic  # writes the machine's instructions itself


def kept(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function compiled, and kept on disk where a folder for that can be written."""
    return compiling.kept(function, **_OPTIONS)
