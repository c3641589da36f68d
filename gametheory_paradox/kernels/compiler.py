"""The compiler: functions that Python calls are kept on disk, others are for use inside those."""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any, TypeAlias, TypeVar

from gametheory_paradox.kernels.compiled import discard_outdated

Array: TypeAlias = Any  # in compiled functions arrays have no static type; docstrings say shape and kind
Function = TypeVar("Function", bound=Callable[..., Any])

numba: Any = import_module("numba")  # imported thus, it has no types: those differ from version to version
types: Any = numba.types
ir: Any = import_module("llvmlite.ir")
cgutils: Any = import_module("numba.core.cgutils")

# Threads run side by side, and a division by zero is not looked for.
_OPTIONS = {"nogil": True, "error_model": "numpy"}
# The decorator of functions that write the machine's instructions themselves.
typed: Callable[[Callable[..., Any]], Callable[..., Any]] = import_module("numba.extending").intrinsic

_INSIDE: Any = partial(numba.njit, no_cpython_wrapper=True, no_cfunc_wrapper=True, **_OPTIONS)


def inside(function: Function) -> Function:
    """The function compiled, for use inside others."""
    compiled: Function = _INSIDE(function)
    return compiled


def inlined(function: Function) -> Function:
    """The same, put in the place of each call: a named tuple is dear to hand on, member by member."""
    compiled: Function = _INSIDE(function, forceinline=True)
    return compiled


def kept(function: Function) -> Function:
    """The function compiled, and kept on disk where a folder for that can be written."""
    try:
        compiled: Function = numba.njit(function, cache=True, **_OPTIONS)
    except RuntimeError:
        compiled = numba.njit(function, **_OPTIONS)
    discard_outdated(compiled)
    return compiled
