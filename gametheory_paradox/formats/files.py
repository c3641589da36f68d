"""Files: their formats by the ends of their names, and writing that leaves nothing half-written behind."""

import json
import os
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol, runtime_checkable

from gametheory_paradox.errors import InvalidGame, ModelSyntaxError
from gametheory_paradox.families import GameFamily
from gametheory_paradox.formats.composition import Lookup
from gametheory_paradox.formats.efg import read_efg, write_efg
from gametheory_paradox.formats.nfg import read_nfg, write_nfg
from gametheory_paradox.formats.read_model import read_model
from gametheory_paradox.formats.write_model import write_model
from gametheory_paradox.formats.yaml_nodes import decode
from gametheory_paradox.games import ExtensiveForm, Game, NormalForm
from gametheory_paradox.polynomials import RationalFunction

_MODELS = (".yaml", ".yml")
_GAMBIT: dict[str, Callable[[str, str], GameFamily]] = {".nfg": read_nfg, ".efg": read_efg}

Document = dict[str, object]


@runtime_checkable
class Saveable(Protocol):
    """An object that writes itself as JSON: its ``to_data`` holds its ``kind``, by which it is read again."""

    def to_data(self) -> Document:
        """The object as JSON."""


def load_family(path: str | Path, lookup: Lookup | None = None) -> GameFamily:
    """Reads the family of games in a model file (.yaml, .yml) or a Gambit file (.nfg, .efg).

    Parameters
    ----------
    path
        The file.
    lookup
        Gives the game that a name stands for, where a model file puts games together.

    Raises
    ------
    InvalidGame
        If the file is not there or its name ends in something else.
    ModelSyntaxError
        If it cannot be read; with file, line and column.
    """
    path = Path(path)
    kind = path.suffix.lower()
    if kind == ".json":
        raise InvalidGame(
            f"{path}: this is no game; what save() wrote to a .json file is read by load_result()"
        )
    if kind not in (*_MODELS, *_GAMBIT):
        raise InvalidGame(
            f"{path}: a game is read from a file that ends in {', '.join((*_MODELS, *_GAMBIT))}"
        )
    text = decode(_bytes(path), str(path))
    return read_model(text, str(path), lookup) if kind in _MODELS else _GAMBIT[kind](text, str(path))


def load_document(path: str | Path, kinds: Mapping[str, Callable[[Document], object]]) -> object:
    """Reads what ``save`` wrote to a .json file.

    Parameters
    ----------
    path
        The file.
    kinds
        For each ``kind`` of document, what rebuilds the object from it.

    Raises
    ------
    InvalidGame
        If the file is not there, or is of a kind that is not known.
    ModelSyntaxError
        If it cannot be read.
    """
    document = read_document(path)
    kind = document.get("kind")
    if not isinstance(kind, str) or kind not in kinds:
        known = ", ".join(kinds) or "none"
        raise InvalidGame(f"{path}: expected a document whose kind is one of {known}; got {kind!r:.60}")
    return kinds[kind](document)


def read_document(path: str | Path) -> Document:
    """The JSON object in a file."""
    file = str(path)
    text = decode(_bytes(Path(path)), file)
    try:
        found = json.loads(text, object_pairs_hook=_no_repeated_key, parse_constant=_no_constant)
    except json.JSONDecodeError as problem:
        message = f"not JSON: {problem.msg}"
        raise ModelSyntaxError(message, file=file, line=problem.lineno, column=problem.colno) from None
    except RecursionError:
        raise ModelSyntaxError("nested too deep", file=file) from None
    except ValueError as problem:  # a repeated key, NaN, an integer of more than 4,300 digits
        raise ModelSyntaxError(str(problem), file=file) from None
    if not isinstance(found, dict):
        raise ModelSyntaxError("expected an object in braces", file=file, line=1, column=1)
    return found


def save(thing: GameFamily | Game | Saveable, path: str | Path) -> None:
    """Writes a family, a game, or anything that has ``to_data`` to a file, whole or not at all.

    Families and games become model files and must end in .yaml or .yml (a game reads back as a family without
    parameters).  A game, and a family without parameters, also goes to Gambit's .nfg if it is a table, to
    .efg if it is a tree.  Everything else becomes JSON and must end in .json.

    Raises
    ------
    InvalidGame
        If the name ends in something else, a family with parameters is to go to Gambit's formats, or the file
        cannot be written.
    """
    path = Path(path)
    if isinstance(thing, GameFamily | NormalForm | ExtensiveForm):
        if path.suffix.lower() in _GAMBIT:
            return write_whole(path, _for_gambit(thing, path))
        _check_suffix(path, (*_MODELS, *_GAMBIT), "a game")
        if not isinstance(thing, GameFamily):
            thing = GameFamily(thing.map(RationalFunction.constant), title=thing.title)
        return write_whole(path, write_model(thing))

    if not isinstance(thing, Saveable):
        raise InvalidGame(f"{type(thing).__name__} cannot be saved: it is no game and has no to_data()")
    _check_suffix(path, (".json",), type(thing).__name__)
    return write_whole(path, json.dumps(thing.to_data(), indent=1, ensure_ascii=False) + "\n")


def _for_gambit(thing: GameFamily | Game, path: Path) -> str:
    """The text of a Gambit file; its numbers are given, so a family must have no parameters."""
    if isinstance(thing, GameFamily):
        if thing.parameters:
            names = ", ".join(thing.box)
            raise InvalidGame(
                f"{path}: Gambit's files hold one game, and this family has the parameters {names}; "
                "take it at a point: family.at(…)"
            )
        thing = thing.at()
    if isinstance(thing, NormalForm):
        _check_suffix(path, (".nfg", *_MODELS), "a table")
        return write_nfg(thing)
    _check_suffix(path, (".efg", *_MODELS), "a tree")
    return write_efg(thing)


def write_whole(path: str | Path, content: str | bytes) -> None:
    """Writes a file under a temporary name in its folder, then renames it; text is written as UTF-8."""
    path = Path(path)
    data = content.encode() if isinstance(content, str) else content
    temporary = path.with_name(f".{path.name[:100]}.{secrets.token_hex(6)}.tmp")
    try:
        try:
            with open(temporary, "xb") as file:
                file.write(data)
            os.replace(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as problem:
        raise InvalidGame(f"{path}: cannot be written: {problem.strerror or problem}") from problem


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise InvalidGame(f"there is no file {str(path)!r}") from None
    except (OSError, ValueError) as problem:
        raise InvalidGame(
            f"{path}: cannot be read: {getattr(problem, 'strerror', None) or problem}"
        ) from problem


def _check_suffix(path: Path, suffixes: tuple[str, ...], what: str) -> None:
    if path.suffix.lower() not in suffixes:
        raise InvalidGame(f"{path}: {what} is saved to a file that ends in {' or '.join(suffixes)}")


def _no_repeated_key(pairs: list[tuple[str, object]]) -> Document:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"the key {next(k for k in keys if keys.count(k) > 1)!r} stands twice in one object")
    return found


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is not a number")
