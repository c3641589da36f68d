"""Families of games in files: which format, by the end of the name, and reading them."""

from importlib import import_module
from pathlib import Path
from types import MappingProxyType

from gametheory_paradox.cycles import no_cycles
from gametheory_paradox.errors import InvalidGame, ParadoxError
from gametheory_paradox.families import GameFamily
from gametheory_paradox.formats.composition import Lookup
from gametheory_paradox.formats.files import read_text
from gametheory_paradox.formats.parameters import QuantityTable
from gametheory_paradox.formats.read_model import read_model
from gametheory_paradox.formats.yaml_nodes import read_nodes
from gametheory_paradox.games import ExtensiveForm, NormalForm

MODELS = (".yaml", ".yml")
MOST_BYTES_ELSEWHERE = 100_000_000  # of a game of another program, which a tree of two million nodes takes
OTHER_PROGRAMS = MappingProxyType({".nfg": NormalForm, ".efg": ExtensiveForm})
"""How the names of other programs' files end, which hold no parameters, and the form of game in them."""

MODEL_ENDINGS = (*MODELS, *OTHER_PROGRAMS)
"""How the names of model files end."""


def load_family(
    path: str | Path, lookup: Lookup | None = None, quantities: QuantityTable | None = None
) -> GameFamily:
    """The family of games in a model file (.yaml, .yml) or a Gambit file (.nfg, .efg).

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

    with no_cycles:
        if kind in MODELS:
            return read_model(read_text(path), str(path), lookup, quantities)
        text = read_text(path, MOST_BYTES_ELSEWHERE)
        program = kind.removeprefix(".")  # its reader is loaded now; a model file does without
        read = getattr(import_module(f"gametheory_paradox.formats.{program}"), f"read_{program}")
        found: GameFamily = read(text, str(path))
        return found


def is_graph_file(path: str | Path) -> bool:
    """Tests whether a file that is there is a model file with a graph; what is wrong with it is not told."""
    path = Path(path)
    if path.suffix.lower() not in MODELS:
        return False
    try:
        text = read_text(path)
        return "graph" in text and "graph" in read_nodes(text, str(path)).entries
    except ParadoxError:
        return False
