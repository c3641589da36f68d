"""Games as data, one in a file, and the figures and quantities that they rest on."""

import os
from collections.abc import Mapping
from difflib import get_close_matches
from fractions import Fraction
from functools import cache, partial
from pathlib import Path
from typing import TypeVar

from gametheory_paradox.catalog.facts import Figure, figures, quantities
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import NormalForm, StochasticGame
from gametheory_paradox.models import GameFamily, GraphModel
from gametheory_paradox.models.files import load_family, read_graph, read_model
from gametheory_paradox.models.files import load_graph as load_graph_file
from gametheory_paradox.models.files.reading import is_graph_file
from gametheory_paradox.models.files.yaml_nodes import decode
from gametheory_paradox.models.quantities import Quantity, quantity_named, values_of
from gametheory_paradox.table import Table, listed

__all__ = [
    "Figure",
    "Quantity",
    "at_quantities",
    "at_shared_numbers",
    "conflicts",
    "figures",
    "game_named",
    "games",
    "graphs",
    "is_graph",
    "load",
    "load_graph",
    "names",
    "quantities",
]

Model = TypeVar("Model", GameFamily, GraphModel)

WHERE_LISTED = "gp.games(), or the command list, shows them all"
_FOLDER = Path(__file__).parent
_GRAPHS = "conflicts/"


def names() -> list[str]:
    """The name of every game in the catalog, ascending.

    Examples
    --------
    >>> all("/" in name for name in names())
    True
    """
    return sorted(name for name in _files() if not name.startswith(_GRAPHS))


def graphs() -> list[str]:
    """The name of every graph model in the catalog, ascending."""
    return sorted(name for name in _files() if name.startswith(_GRAPHS))


def conflicts(word: str = "") -> Table:
    """Lists the graph models of the catalog with their titles, players and sizes.

    Parameters
    ----------
    word
        Only those in whose name, title or description it stands; by default all.

    Raises
    ------
    InvalidGame
        If it stands in none.
    """
    found = _speaking_of(word, {name: load_graph(name) for name in graphs()})
    rows = [
        (name, model.title, ", ".join(model.players), sum(map(len, model.options)), len(model.states))
        for name, model in found.items()
    ]
    if not rows:
        raise InvalidGame(
            f"no graph model of the catalog speaks of {word!r:.60}; there are {listed(graphs())}"
        )
    return Table(("name", "title", "players", "options", "states"), rows)


def games(word: str = "") -> Table:
    """Lists the games of the catalog with their titles, players and questions.

    Parameters
    ----------
    word
        Only those in whose name, title or description it stands; by default all.

    Raises
    ------
    InvalidGame
        If it stands in none.

    Examples
    --------
    >>> for row in games("beer").records():
    ...     print(row["name"], "-", row["title"])
    literature/cho-1987/beer-quiche - Beer and quiche
    """
    found = _speaking_of(word, {name: game_named(name) for name in names()})
    rows = [
        (name, family.title, _form(family), ", ".join(family.players), len(family.parameters), _asked(family))
        for name, family in found.items()
    ]
    if not rows:
        raise InvalidGame(f"no game of the catalog speaks of {word!r:.60}; {WHERE_LISTED}")
    return Table(("name", "title", "form", "players", "parameters", "asks about"), rows)


def _speaking_of(word: str, models: Mapping[str, Model]) -> dict[str, Model]:
    """Those in whose name, title or description a word stands."""
    return {
        name: model
        for name, model in models.items()
        if word.lower() in f"{name} {model.title} {model.about}".lower()
    }


def _form(family: GameFamily) -> str:
    form = family.form
    if isinstance(form, StochasticGame):
        return f"{len(form.states)} states"
    return f"{'×'.join(map(str, form.shape))} table" if isinstance(form, NormalForm) else "tree"


def _asked(family: GameFamily) -> str | None:
    """The paradoxes that the game asks about itself."""
    return ", ".join(dict.fromkeys(question.paradox for question in family.questions)) or None


def load(name: str | Path) -> GameFamily:
    """The family of games that a name stands for; a game without parameters is a family of one.

    Parameters
    ----------
    name
        A name in the catalog, or the path of a model file (.yaml, .yml), or a Gambit game (.nfg, .efg).

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
    if not isinstance(name, str | Path):
        raise InvalidGame(f"expected a name in the catalog or a path, got {name!r:.60}")
    if isinstance(name, Path) or _is_path(name):
        return load_family(name, game_named, quantities)
    return game_named(name)


def load_graph(name: str | Path) -> GraphModel:
    """The graph model that a name in the catalog or the path of a model file stands for.

    Raises
    ------
    InvalidGame
        If there is no such model or file; the message lists the names that come near.
    ModelSyntaxError
        If the file cannot be read; with file, line and column.

    Examples
    --------
    >>> load_graph("conflicts/fang-1993/elmira").states
    ('1', '2', '3', '4', '5', '6', '7', '8', '9')
    """
    if isinstance(name, Path) or _is_path(name):
        return load_graph_file(name)
    if name not in _files():
        near = get_close_matches(name, graphs(), 3, 0.4) or graphs()
        raise InvalidGame(f"the catalog has no graph model {name!r:.60}; near it are {', '.join(near)}")
    return read_graph(decode(_files()[name].read_bytes(), name), name)


def is_graph(name: str | Path) -> bool:
    """Tests whether a name in the catalog, or the path of a file that is there, stands for a graph model."""
    if isinstance(name, Path) or _is_path(name):
        return is_graph_file(name)
    return name in graphs()


def game_named(name: str) -> GameFamily:
    """The game of the catalog of that name, and no file; what a model file may refer to.

    Raises
    ------
    InvalidGame
        If there is no such game; the message lists the names that come near.
    """
    return _load(name, ())


def at_quantities(game: GameFamily | str | Path, values: Mapping[str, object]) -> dict[str, Fraction]:
    """The parameters of a game that change where quantities of the catalog have other values.

    Every quantity whose formula names one of these is computed anew, and with it every parameter that refers
    to it; a parameter with a baseline of its own stays.

    Parameters
    ----------
    game
        A family, or what ``load`` takes.
    values
        For each quantity its value: a number, or text such as "4.45".

    Returns
    -------
    For each parameter that changes its new value, as ``GameFamily.at`` takes it.

    Raises
    ------
    InvalidGame
        If a name is unknown; the message names one that comes near.

    Examples
    --------
    >>> at_quantities("seed/trade-restriction", {"harm_per_attack": "4.45"})
    {'V': Fraction(55, 1), 'h': Fraction(9, 1)}
    """
    family = game if isinstance(game, GameFamily) else load(game)
    found = values_of(quantities(), values)
    return {
        p.name: found[p.quantity]
        for p in family.parameters
        if p.quantity in found and not p.because and found[p.quantity] != p.baseline
    }


def at_shared_numbers(family: GameFamily) -> dict[str, Fraction]:
    """The parameters that a game puts elsewhere than the catalog's quantities, at these; within their ranges.

    Raises
    ------
    InvalidGame
        If the catalog has no such quantity.

    Examples
    --------
    >>> at_shared_numbers(load("seed/power-vacuum"))
    {'r_N': Fraction(60, 1)}
    """
    table = quantities()
    apart = {p: quantity_named(p.quantity, table).value for p in family.parameters if p.because}
    return {p.name: value for p, value in apart.items() if p.low <= value <= p.high}


def _is_path(name: str) -> bool:
    """True if a text names a file rather than a game in the catalog; names in the catalog have no dots."""
    if os.path.isfile(name):
        return True
    looks_like_one = (
        "." in os.path.basename(name) or name.startswith((os.sep, ".", "~")) or os.path.isdir(name)
    )
    return looks_like_one and name not in _files()


@cache  # families do not change, and neither do the files that are installed
def _load(name: str, inside: tuple[str, ...]) -> GameFamily:
    """A game, while those that it is a part of are being read."""
    if name in inside:
        raise InvalidGame(f"the game {name!r} is put together from itself, by way of {', '.join(inside)}")
    found = _files().get(name)
    if found is None:
        near = get_close_matches(name, names(), 3, 0.4)
        rest = f"near it are {', '.join(near)}" if near else WHERE_LISTED
        raise InvalidGame(f"the catalog has no game {name!r:.60}; {rest}")
    lookup = partial(_load, inside=(*inside, name))
    return read_model(decode(found.read_bytes(), name), name, lookup, quantities)


@cache
def _files() -> dict[str, Path]:
    # A name is looked up in this list and never made into a path, so that none can lead out of the catalog.
    # Games lie in folders; beside these stands the table of quantities.
    return {
        path.relative_to(_FOLDER).with_suffix("").as_posix(): path for path in _FOLDER.glob("*/**/*.yaml")
    }
