"""Compiled code that is kept on disk, wherever the compiler keeps it."""

import os
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from inspect import getfile
from pathlib import Path


def kept_code(neighbour: Callable[..., object], pattern: str) -> Iterator[Path]:
    """Finds files of compiled code.

    Parameters
    ----------
    neighbour
        Any function of the folder whose code it is.
    pattern
        Of the files' names.

    Returns
    -------
    The files, in the folder that the compiler chooses: beside the source, unless NUMBA_CACHE_DIR is set or that
    place cannot be written.  Only then is the compiler loaded and asked.
    """
    beside = Path(getfile(neighbour)).parent
    usual = "NUMBA_CACHE_DIR" not in os.environ and os.access(beside, os.W_OK)
    folder = beside / "__pycache__" if usual else _chosen(neighbour)
    return iter(()) if folder is None else folder.glob(pattern)


@cache
def _chosen(neighbour: Callable[..., object]) -> Path | None:
    """The folder of the compiler's choice; None where there is no compiler, or no place that it can write."""
    try:
        return Path(import_module("numba").njit(cache=True)(neighbour).stats.cache_path)
    except (ImportError, RuntimeError):
        return None
