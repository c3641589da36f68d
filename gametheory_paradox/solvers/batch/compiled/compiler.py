"""The compiler, and how functions are handed to it: kept on disk if they are called from Python, else for use inside others."""

from collections.abc import Callable
from importlib import import_module
from typing import Any, TypeAlias

_numba: Any = import_module("numba")  # imported thus, it has no types: those differ from version to version

Array: TypeAlias = Any
Decorator: TypeAlias = Callable[[Callable[..., Any]], Callable[..., Any]]

types: Any = _numba.types
ir: Any = import_module("llvmlite.ir")
_OPTIONS = {"nogil": True, "error_model": "numpy"}  # threads run side by side, and a division by zero is not looked for

inside: Decorator = _numba.njit(no_cpython_wrapper=True, no_cfunc_wrapper=True, **_OPTIONS)
typed: Decorator = import_module("numba.extending").intrinsic  # writes the machine's instructions itself


def kept(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function compiled, and kept on disk where a folder for that can be written."""
    compiled: Callable[..., Any]
    try:
        compiled = _numba.njit(cache=True, **_OPTIONS)(function)
    except RuntimeError:
        compiled = _numba.njit(**_OPTIONS)(function)
    return compiled
