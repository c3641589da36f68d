"""Files: their formats by the ends of their names, and writing that leaves nothing half-written behind."""

import gc
import json
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from gametheory_paradox.errors import InvalidGame, ModelSyntaxError, ParadoxError
from gametheory_paradox.families import GameFamily, GraphModel
from gametheory_paradox.formats.composition import Lookup
from gametheory_paradox.formats.efg import read_efg, write_efg
from gametheory_paradox.formats.gam import read_gam, write_gam
from gametheory_paradox.formats.graphs import read_graph, write_graph
from gametheory_paradox.formats.nfg import read_nfg, write_nfg
from gametheory_paradox.formats.parameters import QuantityTable
from gametheory_paradox.formats.read_model import read_model
from gametheory_paradox.formats.write_model import write_model
from gametheory_paradox.formats.yaml_nodes import decode, read_nodes
from gametheory_paradox.games import ExtensiveForm, Game, NormalForm, StochasticGame
from gametheory_paradox.polynomials import RationalFunction

_MODELS = (".yaml", ".yml")


class _Format(NamedTuple):
    form: type
    read: Callable[[str, str], GameFamily]
    write: Callable[[Any], str]


_OTHERS = {  # formats of other programs, without parameters
    ".nfg": _Format(NormalForm, read_nfg, write_nfg),
    ".efg": _Format(ExtensiveForm, read_efg, write_efg),
    ".gam": _Format(NormalForm, read_gam, write_gam),
}

MODEL_ENDINGS = (*_MODELS, *_OTHERS)
"""How the names of model files end."""

Document = dict[str, object]


def load_family(
    path: str | Path, lookup: Lookup | None = None, quantities: QuantityTable | None = None
) -> GameFamily:
    """The family of games in a model file (.yaml, .yml), a Gambit file (.nfg, .efg) or GameTracer's (.gam).

    Parameters
    ----------
    path
        The file.
    lookup
        Gives the game that a name stands for, where a model file puts games together.
    quantities
        Gives the quantities that parameters of a model file may refer to.

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
    if kind not in MODEL_ENDINGS:
        raise InvalidGame(f"{path}: a game is read from a file that ends in {', '.join(MODEL_ENDINGS)}")
    text = decode(_bytes(path), str(path))
    with _no_cycles():
        if kind in _MODELS:
            return read_model(text, str(path), lookup, quantities)
        return _OTHERS[kind].read(text, str(path))


@contextmanager
def _no_cycles() -> Iterator[None]:
    """Nothing is searched for cycles of references meanwhile: what is read has none, and is much at once."""
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()


def load_graph(path: str | Path) -> GraphModel:
    """The graph model in a model file.

    Raises
    ------
    InvalidGame
        If the file is not there or its name ends in something else.
    ModelSyntaxError
        If it cannot be read; with file, line and column.
    """
    path = Path(path)
    if path.suffix.lower() not in _MODELS:
        raise InvalidGame(f"{path}: a graph model is read from a file that ends in {' or '.join(_MODELS)}")
    return read_graph(decode(_bytes(path), str(path)), str(path))


def is_graph_file(path: str | Path) -> bool:
    """Tests whether a file that is there is a model file with a graph; what is wrong with it is not told."""
    path = Path(path)
    if path.suffix.lower() not in _MODELS:
        return False
    try:
        text = decode(_bytes(path), str(path))
        return "graph" in text and "graph" in read_nodes(text, str(path)).entries
    except ParadoxError:
        return False


def read_document(path: str | Path) -> Document:
    """The JSON object in a file whose name ends in .json."""
    file = str(path)
    if Path(path).suffix.lower() != ".json":
        raise InvalidGame(
            f"{file}: an answer is read from a file that ends in .json; games are read by load()"
        )
    text = decode(_bytes(Path(path)), file)
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


def save(game: GameFamily | GraphModel | Game, path: str | Path, lookup: Lookup | None = None) -> None:
    """Writes a family, a game or a graph model to a file, whole or not at all.

    Model files end in .yaml or .yml; a game reads back as a family without parameters.  Without parameters a
    table also goes to Gambit's .nfg and to GameTracer's .gam, a tree to .efg.

    Parameters
    ----------
    game, path
        A family, a game or a graph model, and the file.
    lookup
        Gives the game that a name stands for, where a question is about a model of the game.

    Raises
    ------
    InvalidGame
        If it is no game, the name ends in something else, or the file cannot be written.
    """
    path = Path(path)
    if isinstance(game, NormalForm | ExtensiveForm | StochasticGame):
        game = GameFamily(game.map(RationalFunction.constant), title=game.title)
    if isinstance(game, GraphModel):
        if path.suffix.lower() not in _MODELS:
            raise InvalidGame(f"{path}: a graph model is saved to a file that ends in {' or '.join(_MODELS)}")
        return write_whole(path, write_graph(game))
    if not isinstance(game, GameFamily):
        raise InvalidGame(f"{path}: expected a game or a family of games, got a {type(game).__name__}")
    kind = path.suffix.lower()
    if kind in _OTHERS and game.parameters:
        raise InvalidGame(
            f"{path}: {kind} files hold no parameters; take the family at a point: family.at(…)"
        )
    if kind in _OTHERS and isinstance(game.form, _OTHERS[kind].form):
        return write_whole(path, _OTHERS[kind].write(game.at()))
    endings = [*_MODELS, *(name for name, row in _OTHERS.items() if isinstance(game.form, row.form))]
    if kind not in _MODELS:
        raise InvalidGame(f"{path}: this game is saved to a file that ends in {' or '.join(endings)}")
    return write_whole(path, write_model(game, lookup))


def write_document(document: Document, path: str | Path) -> None:
    """Writes a JSON object to a file whose name ends in .json, whole or not at all."""
    path = Path(path)
    if path.suffix.lower() != ".json":
        raise InvalidGame(f"{path}: what is no game is saved to a file that ends in .json")
    write_whole(path, json.dumps(document, indent=1, ensure_ascii=False) + "\n")


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


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise InvalidGame(f"there is no file {str(path)!r}") from None
    except (OSError, ValueError) as problem:
        raise InvalidGame(
            f"{path}: cannot be read: {getattr(problem, 'strerror', None) or problem}"
        ) from problem


def _no_repeated_key(pairs: list[tuple[str, object]]) -> Document:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"the key {next(k for k in keys if keys.count(k) > 1)!r} stands twice in one object")
    return found


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is not a number")
