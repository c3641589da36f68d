"""The compiler: functions that Python calls are kept on disk, others are for use inside those."""

from collections.abc import Callable
from importlib import import_module
from typing import Any, TypeAlias

from gametheory_paradox.kernels.compiled import discard_outdated

Array: TypeAlias = Any  # in compiled functions arrays have no static type; docstrings say shape and kind
Decorator: TypeAlias = Callable[[Callable[..., Any]], Callable[..., Any]]

numba: Any = import_module("numba")  # imported thus, it has no types: those differ from version to version
types: Any = numba.types
ir: Any = import_module("llvmlite.ir")

# Threads run side by side, and a division by zero is not looked for.
_OPTIONS = {"nogil": True, "error_model": "numpy"}

inside: Decorator = numba.njit(no_cpython_wrapper=True, no_cfunc_wrapper=True, **_OPTIONS)
inlined: Decorator = numba.njit(forceinline=True, no_cpython_wrapper=True, no_cfunc_wrapper=True, **_OPTIONS)
typed: Decorator = import_module("numba.extending").intrinsic  # writes the machine's instructions itself


def kept(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function compiled, and kept on disk where a folder for that can be written."""
    try:
        compiled = numba.njit(cache=True, **_OPTIONS)(function)
    except RuntimeError:
        compiled = numba.njit(**_OPTIONS)(function)
    discard_outdated(compiled)
    return compiled  # type: ignore[no-any-return]  # what is compiled has no type
