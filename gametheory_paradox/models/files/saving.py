"""Games written to files: model files, and what other programs read."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import ExtensiveForm, Game, NormalForm, StochasticGame
from gametheory_paradox.forms.graphs.files import write_graph
from gametheory_paradox.models import GameFamily, GraphModel
from gametheory_paradox.models.files.documents import write_whole
from gametheory_paradox.models.files.efg import write_efg
from gametheory_paradox.models.files.nfg import write_nfg
from gametheory_paradox.models.files.ranking_entries import Lookup
from gametheory_paradox.models.files.reading import MODELS, OTHER_PROGRAMS
from gametheory_paradox.models.files.writing import write_model
from gametheory_paradox.polynomials import RationalFunction

_WRITE: dict[str, Callable[[Any], str]] = {".nfg": write_nfg, ".efg": write_efg}


def save(game: GameFamily | GraphModel | Game, path: str | Path, lookup: Lookup | None = None) -> None:
    """Writes a family, a game or a graph model to a file, whole or not at all.

    Model files end in .yaml or .yml; a game reads back as a family without parameters.  Without parameters a
    table also goes to Gambit's .nfg, a tree to .efg.

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
        if path.suffix.lower() not in MODELS:
            raise InvalidGame(f"{path}: a graph model is saved to a file that ends in {' or '.join(MODELS)}")
        return write_whole(path, write_graph(game))
    if not isinstance(game, GameFamily):
        raise InvalidGame(f"{path}: expected a game or a family of games, got a {type(game).__name__}")

    kind = path.suffix.lower()
    if kind in OTHER_PROGRAMS and game.parameters:
        raise InvalidGame(
            f"{path}: {kind} files hold no parameters; take the family at a point: family.at(…)"
        )
    if kind in OTHER_PROGRAMS and isinstance(game.form, OTHER_PROGRAMS[kind]):
        return write_whole(path, _WRITE[kind](game.at()))

    endings = [*MODELS, *(name for name, form in OTHER_PROGRAMS.items() if isinstance(game.form, form))]
    if kind not in MODELS:
        raise InvalidGame(f"{path}: this game is saved to a file that ends in {' or '.join(endings)}")
    return write_whole(path, write_model(game, lookup))
