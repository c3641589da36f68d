"""Folders whose names load from their files at first use, so that an answer loads no more than it needs.

What a folder offers stands once, in its ``__init__.pyi``, where type checkers read it too.
"""

import ast
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path


def at_first_use(folder: str) -> tuple[Callable[[str], object], Callable[[], list[str]], list[str]]:
    """The ``__getattr__``, ``__dir__`` and ``__all__`` of a folder, from the imports in its ``__init__.pyi``.

    Parameters
    ----------
    folder
        Its full name, while it is being imported.
    """
    module = sys.modules[folder]
    stub = Path(str(module.__file__)).with_suffix(".pyi")
    homes = {}
    for line in ast.parse(stub.read_text(encoding="utf-8")).body:
        if isinstance(line, ast.ImportFrom):
            home = "." * line.level + (line.module or "")
            homes.update({alias.name: home for alias in line.names})

    def load(name: str) -> object:
        """A name from its file."""
        if name not in homes:
            raise AttributeError(f"module {folder!r} has no attribute {name!r}")
        home = homes[name]
        if home == ".":  # a folder within this one
            return import_module(f".{name}", folder)
        value = getattr(import_module(home, folder), name)
        setattr(module, name, value)
        return value

    listed = sorted(homes)
    return load, listed.copy, [name for name in listed if homes[name] != "."]
