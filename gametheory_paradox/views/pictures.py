"""``draw``: the picture that fits a game, equilibria, or an answer over parameters."""

from collections.abc import Mapping, Sequence
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TypeAlias
from zlib import crc32

from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import (
    Assessment,
    ExtensiveForm,
    Game,
    NormalForm,
    Profile,
    RepeatedGame,
    StochasticGame,
)
from gametheory_paradox.forms.graphs.draw import draw_evolution
from gametheory_paradox.forms.graphs.evolution import Evolution
from gametheory_paradox.forms.solvers import Equilibria
from gametheory_paradox.forms.states.solvers.payoff_polygons import RepeatedPayoffs
from gametheory_paradox.forms.states.views.payoff_set import draw_payoff_set
from gametheory_paradox.forms.states.views.states import draw_automaton, draw_states
from gametheory_paradox.forms.tables.draw import draw_matrix
from gametheory_paradox.forms.trees.views.play import Beliefs, profile_of
from gametheory_paradox.forms.trees.views.tree import draw_tree
from gametheory_paradox.maps import Bifurcation, Escape, RegionMap, SustainedPlay
from gametheory_paradox.models import GameFamily
from gametheory_paradox.models.files.documents import write_whole
from gametheory_paradox.studies import OrdinalGames, Tornado, Uncertainty
from gametheory_paradox.subjects import as_game
from gametheory_paradox.views.canvas import Figure, figure_svg
from gametheory_paradox.views.multiples import draw_bifurcation, draw_multiples
from gametheory_paradox.views.periodic_table import draw_periodic_table
from gametheory_paradox.views.region import draw_region, marks_of
from gametheory_paradox.views.tornado import draw_tornado

OverParameters: TypeAlias = (
    RegionMap | Bifurcation | Tornado | Uncertainty | Escape | OrdinalGames | Evolution | SustainedPlay
)
Thing: TypeAlias = Game | GameFamily | str | Path | Equilibria | OverParameters | Sequence[RegionMap]
Place: TypeAlias = Mapping[str, object]
MOST_NODES = 200  # of a tree that a notebook shows as a picture
PIXELS_PER_INCH = 96  # of a screen, as pages count them
FORMATS = (".png", ".svg", ".pdf")


def draw(
    thing: Thing,
    path: str | Path | None = None,
    *,
    profile: Profile | Assessment | None = None,
    beliefs: Beliefs | None = None,
    title: str = "",
    stacked: bool = False,
    mark: Sequence[Place] | Mapping[str, Place] | None = None,
    arrow: tuple[Place, Place] | None = None,
) -> Figure:
    """Draws a game, a family of games, equilibria, or an answer over parameters.

    A tree is drawn as a tree and a table as its payoff matrix, of a repeated game the stage; a stochastic
    game as cards for its states with arrows where play goes on; a family with its formulas; equilibria on
    the game they belong to (of several in a tree or over time the first); a map over one parameter as a
    strip, over two as a square, a list of maps side by side; a bifurcation as curves; uncertainty as its
    tornado; a way out of a paradox as an arrow on a map; the ordinal 2×2 games as a periodic table; the
    evolution of a conflict as its states in columns, step by step; play that is sustained as the states of
    its automaton.  In a tree what is played is thick, and
    beliefs stand in brackets at the nodes of an information set.

    Parameters
    ----------
    thing
        A game, a family, or the name or path of one, equilibria, a map or a list of maps, a
        bifurcation, an uncertainty, a way out, the ordinal 2×2 games, an evolution, sustained play.
    path
        A file to save the picture in besides; its name ends in .png, .svg or .pdf.
    profile
        Everyone's play: a profile, or an assessment, which says what everyone believes too.
    beliefs
        In a tree, for each information set the probabilities of its nodes, in the order of the game's
        ``members``.
    title
        A line above the picture.
    stacked
        In a tree, each leaf's payoffs one below another rather than one column per player.
    mark
        On a map, points to mark instead of the baseline: values by name, in a list or each under a word to
        stand beside it.
    arrow
        On a map, the two points between which an arrow runs.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    InvalidGame
        If it is nothing that can be drawn, the profile or the beliefs are not those of its game, a marked
        point lies outside the map, or the file cannot be written.
    Unsupported
        If a map has more than two parameters, or a tree is too large for a picture.

    Examples
    --------
    >>> from gametheory_paradox.forms import NormalForm
    >>> first, second = [[2, 4], [1, 3]], [[1, 0], [0, 2]]
    >>> game = NormalForm.from_tables(["L", "F"], [["a", "b"], ["c", "d"]], first, second)
    >>> figure = draw(game, title="A leader and a follower")
    """
    thing = as_game(thing) if isinstance(thing, str | Path) else thing
    if path is not None and Path(path).suffix.lower() not in FORMATS:
        raise InvalidGame(f"{path}: a picture is saved to a file that ends in {', '.join(FORMATS)}")
    is_played = isinstance(thing, NormalForm | ExtensiveForm | StochasticGame | GameFamily | Equilibria)
    if not is_played and (profile is not None or beliefs is not None):
        raise InvalidGame("a profile and beliefs are drawn into a game; a region map has none")
    is_map = isinstance(thing, RegionMap | list | tuple)
    if not is_map and (mark is not None or arrow is not None):
        raise InvalidGame("points and arrows are drawn on maps")

    if isinstance(thing, NormalForm | ExtensiveForm | StochasticGame | GameFamily | Equilibria):
        figure = _game(thing, profile, beliefs, title, stacked)
    else:
        figure = _over_parameters(thing, title, mark, arrow)
    setattr(figure, "_repr_png_", partial(_shown, figure, title))  # noqa: B010 (how notebooks show it)
    if path is not None:
        write_whole(path, _file(figure, Path(path).suffix.lower(), title))
    return figure


def game_svg(game: object) -> str | None:
    """A game as an ``<svg>`` element for a notebook; None for what is no game, or too large for a picture."""
    large = isinstance(game, ExtensiveForm) and len(game.nodes) > MOST_NODES
    if large or isinstance(game, RepeatedGame) or not isinstance(game, ExtensiveForm | StochasticGame):
        return None
    try:
        figure = _game(game, None, None, game.title, stacked=False)
    except Unsupported:
        return None
    name = f"n{crc32(str(game).encode()):08x}-"  # so that several pictures share a page
    return figure_svg(figure, game.title or "The game", name)


def _file(figure: Figure, suffix: str, title: str) -> bytes:
    """The picture as a file that is the same each time: without a date, and without names drawn at random."""
    if suffix == ".svg":
        return f'<?xml version="1.0" encoding="utf-8"?>\n{figure_svg(figure, title, "n")}\n'.encode()
    buffer = BytesIO()
    undated: dict[str, None] = {"CreationDate": None} if suffix == ".pdf" else {}
    figure.savefig(buffer, format=suffix.removeprefix("."), dpi=200, metadata=undated)
    return buffer.getvalue()


def _shown(figure: Figure, title: str) -> tuple[bytes, dict[str, int]]:
    """The picture as a notebook takes it: sharp, and as wide as it is on a page."""
    return _file(figure, ".png", title), {"width": round(figure.get_figwidth() * PIXELS_PER_INCH)}


def _over_parameters(
    thing: OverParameters | Sequence[RegionMap],
    title: str,
    mark: Sequence[Place] | Mapping[str, Place] | None,
    arrow: tuple[Place, Place] | None,
) -> Figure:
    if isinstance(thing, RegionMap):
        return draw_region(thing, title=title, marks=marks_of(thing, mark, arrow))
    if isinstance(thing, Escape):
        return _escape(thing, title)
    if isinstance(thing, Bifurcation):
        return draw_bifurcation(thing, title=title)
    if isinstance(thing, OrdinalGames):
        return draw_periodic_table(thing, title=title)
    if isinstance(thing, SustainedPlay):
        return draw_automaton(thing.family, thing.automaton, title=title)
    if isinstance(thing, Evolution):
        return draw_evolution(thing, title=title)
    if isinstance(thing, Tornado | Uncertainty):
        return draw_tornado(thing.tornado if isinstance(thing, Uncertainty) else thing, title=title)
    if not isinstance(thing, list | tuple) or not all(isinstance(item, RegionMap) for item in thing):
        raise InvalidGame(f"a game, a family, equilibria or a map can be drawn, not {type(thing).__name__}")
    if not thing:
        raise InvalidGame("the list of maps is empty")

    return draw_multiples(thing, title=title, marks=[marks_of(item, mark, arrow) for item in thing])


def _escape(escape: Escape, title: str) -> Figure:
    """The map around a point, with an arrow for the cheapest change of one or two levers."""
    region_map, start, end = escape.surroundings()
    word = "now" if len(region_map.over) == 1 else ""  # in a square the arrow would run over a word
    return draw_region(region_map, title=title, marks=marks_of(region_map, {word: start}, (start, end)))


def _game(
    thing: Game | GameFamily | Equilibria,
    given: Profile | Assessment | None,
    beliefs: Beliefs | None,
    title: str,
    stacked: bool,
) -> Figure:
    game = thing.game if isinstance(thing, Equilibria) else thing
    form = game.form if isinstance(game, GameFamily) else game
    if isinstance(thing, RepeatedPayoffs):
        return draw_payoff_set(thing, title=title)
    if isinstance(form, RepeatedGame):
        return draw_matrix(form.stage, title=title)

    if isinstance(form, ExtensiveForm | StochasticGame) and isinstance(thing, Equilibria) and given is None:
        given = (thing.assessments or thing.profiles or (None,))[0]
    if isinstance(form, StochasticGame) and beliefs is None:
        return draw_states(game, profile_of(given), title=title)
    if isinstance(form, ExtensiveForm):
        return draw_tree(game, given, beliefs=beliefs, title=title, stacked=stacked)
    if beliefs is not None:
        raise InvalidGame("beliefs are drawn into a tree; elsewhere there are no nodes to be told apart")

    profiles: Sequence[Profile] = thing.profiles if isinstance(thing, Equilibria) else ()
    profile = profile_of(given)
    return draw_matrix(game, profiles if profile is None else [profile], title=title)
