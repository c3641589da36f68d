"""Games as data: one in a file, whose path is its name and its citation."""

import os
from difflib import get_close_matches
from functools import cache, partial
from pathlib import Path

from gametheory_paradox.catalog.facts import Figure, figures
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.families import GameFamily
from gametheory_paradox.formats.files import load_family
from gametheory_paradox.formats.read_model import read_model
from gametheory_paradox.formats.yaml_nodes import decode

__all__ = ["Figure", "figures", "load", "names"]

_FOLDER = Path(__file__).parent


def names() -> list[str]:
    """The name of every game in the catalog, ascending.

    Examples
    --------
    >>> all("/" in name for name in names())
    True
    """
    return sorted(_files())


def load(name: str | Path) -> GameFamily:
    """The family of games that a name stands for; a game without parameters is a family of one.

    Parameters
    ----------
    name
        A name in the catalog, or the path of a model file (.yaml, .yml) or of a Gambit game (.nfg, .efg).

    Raises
    ------
    InvalidGame
        If there is no such game or file, or it makes no sense; the message lists the names that come near.
    ModelSyntaxError
        If the file cannot be read; with file, line and column.

    Examples
    --------
    >>> load("literature/myerson-2007/restraint").players
    ('Target', 'Coercer')
    """
    if isinstance(name, Path) or _is_path(name):
        return load_family(name, partial(_load, inside=()))
    return _load(name, ())


def _is_path(name: str) -> bool:
    """Whether a text names a file rather than a game in the catalog; names in the catalog have no dots."""
    if os.path.isfile(name):
        return True
    looks_like_one = (
        "." in os.path.basename(name) or name.startswith((os.sep, ".", "~")) or os.path.isdir(name)
    )
    return looks_like_one and name not in names()


@cache  # families do not change, and neither do the files that are installed
def _load(name: str, inside: tuple[str, ...]) -> GameFamily:
    """A game, while those that it is a part of are being read."""
    if name in inside:
        raise InvalidGame(f"the game {name!r} is put together from itself, by way of {', '.join(inside)}")
    found = _files().get(name)
    if found is None:
        near = get_close_matches(name, names(), 3, 0.4) or names()
        raise InvalidGame(f"the catalog has no game {name!r:.60}; near it are {', '.join(near[:5])}")
    return read_model(decode(found.read_bytes(), name), name, partial(_load, inside=(*inside, name)))


@cache
def _files() -> dict[str, Path]:
    # A name is looked up in this list and never made into a path, so that none can lead out of the catalog.
    return {path.relative_to(_FOLDER).with_suffix("").as_posix(): path for path in _FOLDER.rglob("*.yaml")}
