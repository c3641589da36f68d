"""A sheet to draw on, measured in points from its upper left corner; the only door to matplotlib.

Everything is drawn through matplotlib's objects, never through pyplot, so that no picture leaves a trace in
the program that asked for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import hypot
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from gametheory_paradox.table import Record
from gametheory_paradox.views.style import (
    FONTS,
    HATCH_INK,
    INK,
    MATH_FONT,
    NAME_SIZE,
    QUIET,
    SMALL_SIZE,
    TEXT_SIZE,
    WHITE,
)

if TYPE_CHECKING:
    from matplotlib import figure as figures
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

Figure: TypeAlias = "figures.Figure"
Point: TypeAlias = tuple[float, float]
POINTS_PER_INCH = 72.0


@cache
def matplotlib() -> SimpleNamespace:
    """Loads matplotlib, at the first picture and not before: it takes half a second."""
    from matplotlib import collections, figure, font_manager, lines, patches
    from matplotlib.backends import backend_agg

    return SimpleNamespace(
        agg=backend_agg,
        collections=collections,
        figure=figure,
        fonts=font_manager,
        lines=lines,
        patches=patches,
    )


@dataclass(frozen=True, repr=False)
class Ink(Record):
    """The color, size and shape of a text."""

    color: str = INK
    size: float = TEXT_SIZE
    bold: bool = False
    italic: bool = False
    math: bool = False  # the text is mathtext, written by views.notation and nobody else


TITLE = Ink(INK, NAME_SIZE + 2.5, bold=True)
TICK = Ink(QUIET, SMALL_SIZE + 0.5)  # the numbers along an axis
LABEL = Ink(INK, TEXT_SIZE)
NAME = Ink(INK, TEXT_SIZE + 1.5, math=True)  # of a parameter
TITLE_HEIGHT = 26.0
MARGIN = 14.0  # around a picture over parameters
LINE = 15.0  # from a line of text to the next


class Canvas:
    """A sheet that is measured before it is drawn: lay out with ``width_of``, then ``open`` it and draw."""

    def __init__(self) -> None:
        self._axes: Axes | None = None

    def open(self, width: float, height: float) -> Figure:
        """The figure of the given size in points, drawn on from now on."""
        library = matplotlib()
        figure: Figure = library.figure.Figure(
            figsize=(width / POINTS_PER_INCH, height / POINTS_PER_INCH), facecolor=WHITE
        )
        library.agg.FigureCanvasAgg(figure)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_xlim(0, width)
        axes.set_ylim(height, 0)
        axes.axis("off")
        self._axes = axes
        return figure

    @property
    def axes(self) -> "Axes":
        """The open sheet."""
        assert self._axes is not None, "open the canvas before drawing"
        return self._axes

    def text(
        self, at: Point, text: str, ink: Ink, anchor: Literal["left", "center", "right"] = "left"
    ) -> None:
        """A line of text whose baseline starts, is centered, or ends at a point."""
        self.axes.text(
            *at,
            f"${text}$" if ink.math else _one_line(text),
            fontproperties=_font(ink),
            color=ink.color,
            ha=anchor,
            va="baseline",
            parse_math=ink.math,
            clip_on=False,
        )

    def title(self, text: str, margin: float) -> None:
        """A title in the upper left corner; nothing where it is empty."""
        if text:
            self.text((margin, margin + 13.0), text, TITLE)

    def line(
        self, points: Sequence[Point], color: str, width: float, dashes: tuple[float, float] | None = None
    ) -> None:
        """A line through points."""
        style = (0, dashes) if dashes else "solid"
        xs, ys = zip(*points, strict=True)
        ends = "butt" if dashes else "round"
        line = matplotlib().lines.Line2D(
            xs,
            ys,
            color=color,
            linewidth=width,
            linestyle=style,
            solid_capstyle=ends,
            solid_joinstyle="round",
        )
        self._add(line)

    def dot(self, at: Point, radius: float, fill: str, edge: str, width: float = 1.0) -> None:
        """A filled circle."""
        self._add(
            matplotlib().patches.Circle(at, radius, facecolor=fill, edgecolor=edge, linewidth=width, zorder=4)
        )

    def polygon(self, corners: Sequence[Point], fill: str) -> None:
        """A filled polygon in front of lines."""
        self._add(
            matplotlib().patches.Polygon(
                list(corners), closed=True, facecolor=fill, edgecolor="none", zorder=5
            )
        )

    def arrow(
        self,
        points: Sequence[Point],
        color: str,
        width: float,
        head: float,
        *,
        dashes: tuple[float, float] | None = None,
        rim: float = 0.0,
    ) -> None:
        """A line through points that ends in a head of the given length; a white rim sets it off."""
        (x, y), (end_x, end_y) = points[-2:]
        length = hypot(end_x - x, end_y - y)
        along = ((end_x - x) / length, (end_y - y) / length)
        neck = (end_x - head * along[0], end_y - head * along[1])
        wing = (-along[1] * head * 0.42, along[0] * head * 0.42)
        if rim:
            self.line([*points[:-1], neck], WHITE, rim)
        self.line([*points[:-1], neck], color, width, dashes)
        sides = [(neck[0] + sign * wing[0], neck[1] + sign * wing[1]) for sign in (1, -1)]
        self.polygon([(end_x, end_y), *sides], color)

    def box(self, corner: Point, width: float, height: float, fill: str) -> None:
        """A filled rectangle from its upper left corner, behind everything else."""
        self._add(
            matplotlib().patches.Rectangle(corner, width, height, facecolor=fill, edgecolor="none", zorder=0)
        )

    def area(self, corner: Point, width: float, height: float, fill: str, hatch: str | None = None) -> None:
        """A filled rectangle from its upper left corner, in front of boxes and behind lines."""
        self.patches([_corners(corner, width, height)], fill, hatch)

    def frame(
        self, corner: Point, width: float, height: float, color: str = INK, thickness: float = 0.9
    ) -> None:
        """The outline of a rectangle."""
        corners = _corners(corner, width, height)
        self.line([*corners, corners[0]], color, thickness)

    def patches(self, shapes: Sequence[Sequence[Point]], fill: str, hatch: str | None = None) -> None:
        """Many filled polygons of one color, without seams between neighbors."""
        polygons = matplotlib().collections.PolyCollection(
            [list(shape) for shape in shapes],
            facecolors=fill,
            edgecolors=HATCH_INK if hatch else fill,  # the color of the edge is that of the hatching
            linewidths=0.0 if hatch else 0.7,
            hatch=hatch,
            zorder=1,
        )
        self._add(polygons)

    def _add(self, artist: "Artist") -> None:
        artist.set_clip_on(False)  # nothing leaves the sheet, and clipping doubles the size of a drawing
        self.axes.add_artist(artist)


def _corners(corner: Point, width: float, height: float) -> list[Point]:
    (left, top), right, bottom = corner, corner[0] + width, corner[1] + height
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def width_of(text: str, ink: Ink) -> float:
    """The width of a text, in points."""
    return _extent(_one_line(text), ink)[0]


def wrapped(text: str, width: float, ink: Ink) -> list[str]:
    """A text in lines of at most so many points, broken between words."""
    lines: list[str] = []
    for word in text.split():
        grown = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(grown, ink) <= width:
            lines[-1] = grown
        else:
            lines.append(word)
    return lines


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _font(ink: Ink) -> object:
    return matplotlib().fonts.FontProperties(
        family=list(FONTS),
        size=ink.size,
        weight="bold" if ink.bold else "normal",
        style="italic" if ink.italic else "normal",
        math_fontfamily=MATH_FONT,
    )


@lru_cache(maxsize=4096)
def _extent(text: str, ink: Ink) -> tuple[float, float, float]:
    """Width, height and descent in points."""
    if not text:
        return (0.0, 0.0, 0.0)
    width, height, descent = _measure().get_text_width_height_descent(
        f"${text}$" if ink.math else text, _font(ink), ink.math
    )
    return float(width), float(height), float(descent)


@cache
def _measure() -> Any:  # matplotlib leaves this method without types
    library = matplotlib()
    return library.agg.FigureCanvasAgg(library.figure.Figure(dpi=POINTS_PER_INCH)).get_renderer()
