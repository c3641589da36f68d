"""A way out of a paradox: the map around the point, and an arrow from the point to the surface."""

from typing import TYPE_CHECKING

from gametheory_paradox.regions import Escape
from gametheory_paradox.views.map_panel import marks_of
from gametheory_paradox.views.region import draw_region

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def draw_escape(escape: Escape, *, title: str = "") -> "Figure":
    """Draws the cheapest change of one or two levers that leaves the paradox, or that leads into it.

    A way that changes a single lever is drawn on a map of it and the next lever, or on a strip where there is
    no other.

    Parameters
    ----------
    escape
        The ways out.
    title
        A line above the map.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    Unsupported
        If no way is known that changes at most two levers.
    """
    region_map, start, end = escape.surroundings()
    word = "now" if len(region_map.over) == 1 else ""  # in a square the arrow would run over a word
    return draw_region(region_map, title=title, marks=marks_of(region_map, {word: start}, (start, end)))
