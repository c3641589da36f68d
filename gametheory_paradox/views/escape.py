"""A way out of a paradox: the map around the point, and an arrow from the point to the surface."""

from typing import TYPE_CHECKING, Any

from gametheory_paradox.errors import Unsupported
from gametheory_paradox.regions import Escape, RegionMap, WayOut, chart
from gametheory_paradox.views.map_panel import marks_of
from gametheory_paradox.views.region import draw_region

if TYPE_CHECKING:
    from matplotlib.figure import Figure

GAP, SECONDS = "0.005", 20.0  # of the map


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
    rows = [
        row for row in (*escape.rows, *([escape.toward] if escape.toward else [])) if _end(row) is not None
    ]
    drawable = next((row for row in rows if len(_end(row) or ()) <= 2), None)
    if drawable is None:
        raise Unsupported("a picture shows a change of one or two levers, and no such way is known")
    end = _end(drawable) or {}
    others = [lever.name for lever in escape.levers if lever.name not in end]
    over = [*end, *others][:2] if len(end) < 2 else [*end]
    arrow = (
        {name: escape.point[name] for name in over},
        {**{name: escape.point[name] for name in over}, **end},
    )
    region_map, word = (
        _map(escape, over),
        "now" if len(over) == 1 else "",
    )  # in a square the arrow would run over a word
    return draw_region(region_map, title=title, marks=marks_of(region_map, {word: arrow[0]}, arrow))


def _end(row: WayOut) -> dict[str, object] | None:
    """Where a change of levers meets the surface, or a point next to it."""
    if row.kind != "levers":
        return None
    return dict(row.surface) if row.surface else dict(row.beyond.values) if row.beyond else None


def _map(escape: Escape, over: list[str]) -> RegionMap:
    asked = escape.asked
    details: dict[str, Any] = dict(asked.details)
    kept = [name for name in escape.point if name not in over and name != details.get("parameter")]
    action, at = (details.pop(name, None) for name in ("action", "at"))
    return chart(
        escape.family,
        escape.question.paradox,
        over=over,
        mover=asked.mover,
        action=action if isinstance(action, str) else None,
        at=at if isinstance(at, str) else asked.names("at"),
        coalition=asked.names("coalition"),
        quantifier=asked.quantifier,
        concept=asked.concept,
        least=escape.least,
        values={name: escape.point[name] for name in kept},
        gap=GAP,
        budget=SECONDS,
        **{name: value for name, value in details.items() if name != "coalition"},
    )
