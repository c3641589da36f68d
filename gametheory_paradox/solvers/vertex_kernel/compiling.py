"""How functions are compiled."""

from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, TypeAlias

Decorator: TypeAlias = Callable[[Callable[..., Any]], Callable[..., Any]]

numba: Any = import_module("numba")  # imported thus, it has no types: those differ from version to version

inside: Decorator = numba.njit  # for functions that compiled ones call
typed: Decorator = import_module("numba.extending").intrinsic  # for functions that say how they are compiled


def kept(function: Callable[..., Any], **options: Any) -> Callable[..., Any]:
    """The function compiled, and kept on disk where a folder for that can be written."""
    try:
        compiled: Any = numba.njit(cache=True, **options)(function)
    except RuntimeError:
        return numba.njit(**options)(function)  # type: ignore[no-any-return]  # what is compiled has no type
    _forget_outdated(Path(compiled.stats.cache_path), function)
    return compiled  # type: ignore[no-any-return]


def _forget_outdated(folder: Path, function: Callable[..., Any]) -> None:
    """Remove what was compiled before a solver's file was changed: the compiler looks at the function's own file only."""
    changed = max(source.stat().st_mtime for source in Path(__file__).parents[1].rglob("*.py"))
    for file in folder.glob(f"{function.__module__.rpartition('.')[2]}.{function.__name__}-*.nb[ci]"):
        with suppress(FileNotFoundError):  # another process does the same
            if file.stat().st_mtime < changed:
                file.unlink()
