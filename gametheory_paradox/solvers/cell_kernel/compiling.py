"""How functions are compiled: without checks for division by zero, which does not occur, and not callable one by one."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from gametheory_paradox.solvers.vertex_kernel.compiling import Decorator, numba

inside: Decorator = numba.njit(error_model="numpy", no_cpython_wrapper=True, no_cfunc_wrapper=True)


def kept(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function compiled, and kept on disk where a folder for that can be written."""
    try:
        compiled: Any = numba.njit(cache=True, error_model="numpy")(function)
    except RuntimeError:
        return numba.njit(error_model="numpy")(function)  # type: ignore[no-any-return]  # compiled, it has no type
    _forget(Path(compiled.stats.cache_path), function)
    return compiled  # type: ignore[no-any-return]  # compiled, it has no type


def _forget(folder: Path, function: Callable[..., Any]) -> None:
    """Remove what was compiled before a file beside this one was changed: the compiler looks at the function's own file only."""
    changed = max(source.stat().st_mtime for source in Path(__file__).parent.glob("*.py"))
    for file in folder.glob(f"{function.__module__.rpartition('.')[2]}.{function.__name__}-*.nb[ci]"):
        if file.stat().st_mtime < changed:
            file.unlink(missing_ok=True)
