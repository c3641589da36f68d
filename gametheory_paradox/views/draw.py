"""``draw``: the picture that fits what it is given."""

from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.families import GameFamily
from gametheory_paradox.formats.files import write_whole
from gametheory_paradox.games import ExtensiveForm, Game, NormalForm
from gametheory_paradox.regions import RegionMap
from gametheory_paradox.solvers import Equilibria
from gametheory_paradox.views.matrix import draw_matrix
from gametheory_paradox.views.region import draw_region
from gametheory_paradox.views.svg import figure_svg
from gametheory_paradox.views.tree import draw_tree

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FORMATS = (".png", ".svg", ".pdf")


def draw(thing: Game | GameFamily | Equilibria | RegionMap, path: str | Path | None = None, *, title: str = "") -> "Figure":
    """Draws a game, a family of games, equilibria, or a region map.

    A tree is drawn as a tree and a table as its payoff matrix; a family with its formulas; equilibria on the game they
    belong to (of several in a tree the first); a map over one parameter as a strip, over two as a square.

    Parameters
    ----------
    thing
        What to draw.
    path
        Where to save the picture too, if anywhere; the name ends in .png, .svg or .pdf.
    title
        A line above the picture.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    InvalidGame
        If it is nothing that can be drawn, or the file cannot be written.
    Unsupported
        If a map has more than two parameters.

    Examples
    --------
    >>> from gametheory_paradox.games import NormalForm
    >>> game = NormalForm.from_tables(["L", "F"], [["a", "b"], ["c", "d"]], [[2, 4], [1, 3]], [[1, 0], [0, 2]])
    >>> figure = draw(game, title="A leader and a follower")
    """
    if path is not None and Path(path).suffix.lower() not in FORMATS:
        raise InvalidGame(f"{path}: a picture is saved to a file that ends in {', '.join(FORMATS)}")
    figure = _figure(thing, title)
    setattr(figure, "_repr_png_", partial(_file, figure, ".png", title))  # noqa: B010 (how notebooks show it)
    if path is not None:
        write_whole(path, _file(figure, Path(path).suffix.lower(), title))
    return figure


def _file(figure: "Figure", suffix: str, title: str) -> bytes:
    """The picture as a file that is the same each time: without a date, and without names drawn at random."""
    if suffix == ".svg":
        return f'<?xml version="1.0" encoding="utf-8"?>\n{figure_svg(figure, title, "n")}\n'.encode()
    buffer = BytesIO()
    undated: dict[str, None] = {"CreationDate": None} if suffix == ".pdf" else {}
    figure.savefig(buffer, format=suffix.removeprefix("."), dpi=200, metadata=undated)
    return buffer.getvalue()


def _figure(thing: Game | GameFamily | Equilibria | RegionMap, title: str) -> "Figure":
    if isinstance(thing, RegionMap):
        return draw_region(thing, title=title)
    if isinstance(thing, Equilibria):
        if isinstance(thing.game, NormalForm):
            return draw_matrix(thing.game, thing.profiles, title=title)
        return draw_tree(thing.game, thing.profiles[0] if thing.profiles else None, title=title)
    form = thing.form if isinstance(thing, GameFamily) else thing
    if isinstance(form, ExtensiveForm):
        return draw_tree(thing, title=title)  # type: ignore[arg-type]  # the form says that it is a tree
    if isinstance(form, NormalForm):
        return draw_matrix(thing, title=title)  # type: ignore[arg-type]  # the form says that it is a table
    raise InvalidGame(f"a game, a family, equilibria or a map can be drawn, not {type(thing).__name__}")
