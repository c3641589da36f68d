"""The compiler: functions that Python calls are kept on disk, others are for use inside those."""

from collections.abc import Callable, Sequence
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


@typed
def borrowed(typing: Any, value: Any) -> Any:
    """An argument: an array, or a tuple of arrays, whose owner lives as long as the call.

    Whoever hands on an array counts references to its memory, which took a third of the time and more where
    games are small.  To what is borrowed none are counted, so a function must never borrow what it has made.
    """

    def generate(context: Any, builder: Any, signature: Any, args: Sequence[Any]) -> Any:
        return _without_owner(context, builder, value, args[0])

    return value(value), generate


def _without_owner(context: Any, builder: Any, kind: Any, value: Any) -> Any:
    if isinstance(kind, types.Array):
        array = context.make_array(kind)(context, builder, value)
        array.meminfo = ir.Constant(array.meminfo.type, None)
        return array._getvalue()
    if isinstance(kind, types.BaseTuple):
        members = [
            _without_owner(context, builder, own, builder.extract_value(value, place))
            for place, own in enumerate(kind.types)
        ]
        return context.make_tuple(builder, kind, members)
    return value


def kept(function: Function) -> Function:
    """The function compiled, and kept on disk where a folder for that can be written."""
    try:
        compiled: Function = numba.njit(function, cache=True, **_OPTIONS)
    except RuntimeError:
        compiled = numba.njit(function, **_OPTIONS)
    discard_outdated(compiled)
    return compiled
