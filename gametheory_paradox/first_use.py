"""Folders whose names load from their files at first use, so that an answer loads no more than it needs."""

import sys
from collections.abc import Iterable
from importlib import import_module
from types import ModuleType


class Room(ModuleType):
    """A folder whose names load at first use.

    A file hides no function that is called after it: ``regions.atlas`` is the function.
    """

    _homes: dict[str, str]

    def __getattr__(self, name: str) -> object:
        """Load a name from its file."""
        if name not in self._homes:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        value = getattr(import_module(f"{self.__name__}.{self._homes[name]}"), name)
        setattr(self, name, value)
        return value

    def __setattr__(self, name: str, value: object) -> None:
        """Keep what is loaded; a file that is imported stays behind the name that it holds."""
        if not (isinstance(value, ModuleType) and name in self.__dict__.get("_homes", ())):
            super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        """The names that are offered."""
        return sorted(self.__dict__["__all__"])


def at_first_use(folder: str, homes: Iterable[tuple[str, Iterable[str]]]) -> None:
    """Makes a folder load its names when they are first used.

    Parameters
    ----------
    folder
        Its full name.
    homes
        Its files, each with the names in it that the folder offers.
    """
    room = sys.modules[folder]
    room.__dict__["_homes"] = {name: home for home, names in homes for name in names}
    room.__class__ = Room
