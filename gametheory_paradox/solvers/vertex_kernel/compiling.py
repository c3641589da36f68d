"""How functions are compiled."""

from collections.abc import Callable
from importlib import import_module
from typing import Any, TypeAlias

Decorator: TypeAlias = Callable[[Callable[..., Any]], Callable[..., Any]]

numba: Any = import_module("numba")  # imported thus, it has no types: those differ from version to version

inside: Decorator = numba.njit  # for functions that compiled ones call
typed: Decorator = import_module("numba.extending").intrinsic  # for functions that say how they are compiled


def kept(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function compiled, and kept on disk where a folder for that can be written."""
    try:
        return numba.njit(cache=True)(function)  # type: ignore[no-any-return]  # what is compiled has no type
    except RuntimeError:
        return inside(function)
