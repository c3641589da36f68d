"""Files: text, JSON documents, and writing that leaves nothing half-written behind."""

import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gametheory_paradox.errors import InvalidGame, ModelSyntaxError
from gametheory_paradox.models.files.yaml_nodes import MAX_BYTES, decode

Document = dict[str, object]
LARGEST_DOCUMENT = 64_000_000  # bytes, which a certificate may have too


def read_text(path: str | Path, most: int = MAX_BYTES) -> str:
    """The text of a file, in UTF-8, of at most so many bytes.

    Raises
    ------
    InvalidGame
        If the file is not there or cannot be read.
    ModelSyntaxError
        If it is no text, or too long.
    """
    try:
        data = Path(path).read_bytes()
    except FileNotFoundError:
        raise InvalidGame(f"there is no file {str(path)!r}") from None
    except (OSError, ValueError) as problem:
        raise InvalidGame(
            f"{path}: cannot be read: {getattr(problem, 'strerror', None) or problem}"
        ) from problem
    return decode(data, str(path), most)


def read_document(path: str | Path) -> Document:
    """The JSON object in a file whose name ends in .json."""
    file = str(path)
    if Path(path).suffix.lower() != ".json":
        raise InvalidGame(
            f"{file}: an answer is read from a file that ends in .json; games are read by load()"
        )

    text = read_text(path, LARGEST_DOCUMENT)
    try:
        found = json.loads(text, object_pairs_hook=_no_repeated_key, parse_constant=_no_constant)
    except json.JSONDecodeError as problem:
        raise ModelSyntaxError(
            f"not JSON: {problem.msg}", file=file, line=problem.lineno, column=problem.colno
        ) from None
    except RecursionError:
        raise ModelSyntaxError("nested too deep", file=file) from None
    except ValueError as problem:  # a repeated key, NaN, an integer of more than 4,300 digits
        raise ModelSyntaxError(str(problem), file=file) from None

    if not isinstance(found, dict):
        raise ModelSyntaxError("expected an object in braces", file=file, line=1, column=1)
    return found


def write_document(document: Document, path: str | Path) -> None:
    """Writes a JSON object to a file whose name ends in .json, whole or not at all."""
    path = Path(path)
    if path.suffix.lower() != ".json":
        raise InvalidGame(f"{path}: what is no game is saved to a file that ends in .json")
    content = (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode()
    if len(content) > LARGEST_DOCUMENT:
        raise InvalidGame(
            f"{path}: this would take {len(content):,} bytes, and no more than {LARGEST_DOCUMENT:,} are "
            "read again; a sweep is kept in parts by sweep(store=…)"
        )
    write_whole(path, content)


def write_whole(path: str | Path, content: str | bytes) -> None:
    """Writes a file, whole or not at all; text is written as UTF-8."""
    data = content.encode() if isinstance(content, str) else content
    with whole_file(path) as temporary:
        temporary.write_bytes(data)


@contextmanager
def whole_file(path: str | Path) -> Iterator[Path]:
    """A temporary name in a file's folder, for the block to write, which then becomes the file.

    Raises
    ------
    InvalidGame
        If the file cannot be written; nothing is left of it.
    """
    path = Path(path)
    temporary = path.with_name(f".{path.name[:100]}.{secrets.token_hex(6)}.tmp")
    try:
        try:
            yield temporary
            os.replace(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as problem:
        raise InvalidGame(f"{path}: cannot be written: {problem.strerror or problem}") from problem


def _no_repeated_key(pairs: list[tuple[str, object]]) -> Document:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"the key {next(k for k in keys if keys.count(k) > 1)!r} stands twice in one object")
    return found


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is not a number")
