"""The programs that this package is measured against: their versions, and games in their form."""

import io
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any


def installed(package: str) -> str | None:
    """The version of a package, or None."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def versions(*packages: str) -> str:
    """The installed ones of these packages with their versions."""
    return ", ".join(f"{name} {found}" for name in packages if (found := installed(name)))


def gambit() -> Any:
    """Gambit's Python package, of version 16 or 17."""
    return import_module("pygambit")


def gambit_table(*payoffs: Any) -> Any:
    """A table in Gambit's form, from one array of payoffs per player.

    Since version 17 a class of its own makes tables.
    """
    numpy, pygambit = import_module("numpy"), gambit()
    maker = getattr(pygambit, "StrategicGame", None) or pygambit.Game
    return maker.from_arrays(*map(numpy.array, payoffs))


def gambit_tree(text: str) -> Any:
    """A tree in Gambit's form, from the text of an .efg file.

    Before version 16.3 the class of games read it.
    """
    read = getattr(gambit(), "read_efg", None)
    return read(io.StringIO(text)) if read else gambit().Game.parse_game(text)
