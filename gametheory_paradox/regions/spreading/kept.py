"""Parts of a map in a folder, so that a run that was stopped goes on where it stopped.

Each part that was cut is one file, whose name says which part it is and how it was to be cut, and whose first
line is a digest of the map, the name and the rest.  A file appears whole or not at all.  One that is not what
was written, or that was written under another name or for another map, counts as missing.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.regions.one_run import StoreFolder
from gametheory_paradox.regions.spreading.part import Part

ANY_FORMAT = "gametheory-paradox chart "
FORMAT = f"{ANY_FORMAT}4"
ABOUT, LOCK, PART, HALF = "chart.json", "lock", ".part", ".partial"


class KeptParts(StoreFolder):
    """The folder.

    Parameters
    ----------
    path
        Where it is; made if it does not exist.
    about
        What makes two maps the same: names of things and their digests.

    Raises
    ------
    InvalidGame
        If the folder holds something else or another map, or cannot be written.
    """

    holds = "chart"
    lock = LOCK

    def __init__(self, path: str | Path, about: Mapping[str, str]):
        super().__init__(path)
        self._own = {"format": FORMAT, **about}
        if not self.is_there:
            self.check_place()
        elif not self.path.is_dir():
            raise InvalidGame(f"the store {str(self.path)!r} is a file; give the name of a folder")
        else:
            self._check()

    def __enter__(self) -> Self:
        """Make the folder if need be, and keep other runs out."""
        try:
            self.path.mkdir(exist_ok=True)
        except OSError as problem:
            raise self.unwritable(problem.strerror) from problem

        super().__enter__()
        if not (self.path / ABOUT).exists():
            with self.writing():
                self._write(ABOUT, json.dumps(self._own, indent=2))
        return self

    def get(self, part: Part) -> str | None:
        """The answer about a part, if it is there."""
        name = _name(part)
        try:
            digest, _, answer = (self.path / name).read_text("ascii").partition("\n")
        except (OSError, UnicodeDecodeError):
            return None
        return answer if digest == self._signed(name, answer) else None

    def put(self, part: Part, answer: str) -> None:
        """Keep the answer about a part."""
        name = _name(part)
        with self.writing():
            self._write(name, f"{self._signed(name, answer)}\n{answer}")

    def _signed(self, name: str, answer: str) -> str:
        """The digest of an answer as what it is: that of this map about the part of this name."""
        return _digest(json.dumps([self._own, name, answer]))

    def _write(self, name: str, text: str) -> None:
        half = self.path / f"{name}{HALF}"
        half.write_text(text, "ascii")
        os.replace(half, self.path / name)

    def _check(self) -> None:
        try:
            known = json.loads((self.path / ABOUT).read_text("ascii"))
        except FileNotFoundError:
            known = None
            if all(file.name == LOCK or file.suffix == HALF for file in self.path.iterdir()):
                return  # empty, or a run was stopped while it made it
        except (OSError, ValueError):
            known = None

        written = known.get("format") if isinstance(known, dict) else None
        if not str(written).startswith(ANY_FORMAT):
            raise InvalidGame(
                f"{str(self.path)!r} is not the store of a chart, or is damaged; give another path"
            )
        if written != FORMAT:
            raise InvalidGame(
                f"{str(self.path)!r} is the store of a chart in another format; give another path"
            )

        self.check_same(known, self._own)


def _name(part: Part) -> str:
    return _digest(json.dumps([part.number, part.outline, part.least.hex()]))[:32] + PART


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
