"""The sheet that pictures are drawn on: its colors, its lines, and its text as SVG."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape
from io import StringIO
from math import hypot
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from gametheory_paradox.table import Record

if TYPE_CHECKING:
    from matplotlib import figure as figures
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes


# Colors, fonts and sizes: the one place where it is decided how pictures and reports look
#
# The players' colors are those of Okabe and Ito, which people with any form of color blindness tell apart;
# text takes a darker ink of the same hue, legible on white and in print, and a lighter one on a dark screen.
# No picture relies on color alone: names, line widths and hatching say the same.
# ----------------------------------------------------------------------------

PLAYER_FILLS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
PLAYER_INKS = ("#00639C", "#B34700", "#00745A", "#A03C78", "#8A5C00", "#20719E", "#000000")
PLAYER_LIGHTS = ("#6CB6E8", "#F2955A", "#4FCBA5", "#E3A3C6", "#F0B94A", "#8CCBF2", "#D5D8DB")

ANSWER_FILLS = {
    "present": "#D9743F",
    "absent": "#D5E3EC",
    "undecided": "#FFFFFF",
    "impossible": "#E4E4E0",
}
HATCH = "////"  # undecided is hatched: it is neither of the two answers, nor a shade between them
HATCH_INK = "#8A8A8A"

INK = "#1F2328"
QUIET = "#6B7075"  # labels that must not compete
FAINT = "#B5B9BD"  # lines that were not chosen
BAND = "#FFF1D6"  # behind an outcome that is reached
WHITE = "#FFFFFF"

FONTS = ("STIXGeneral", "DejaVu Sans")  # both come with matplotlib, so a picture is the same everywhere
MATH_FONT = "stix"

NAME_SIZE = 11.5
TEXT_SIZE = 11.0
SMALL_SIZE = 9.0

THIN, MEDIUM, THICK = 0.9, 1.9, 3.4


def player_fill(number: int) -> str:
    """The color of a player's nodes and lines; the seventh player's successor begins anew."""
    return PLAYER_FILLS[number % len(PLAYER_FILLS)]


def player_ink(number: int) -> str:
    """The color of text about a player."""
    return PLAYER_INKS[number % len(PLAYER_INKS)]


def player_light(number: int) -> str:
    """The color of text about a player on a dark screen."""
    return PLAYER_LIGHTS[number % len(PLAYER_LIGHTS)]


# A sheet to draw on, measured in points from its upper left corner; the only door to matplotlib
#
# Everything is drawn through matplotlib's objects, never through pyplot, so that no picture leaves a trace in
# the program that asked for it.
# ----------------------------------------------------------------------------

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


# A figure as SVG for a page: no header, no stray names, nothing that changes from run to run
# ----------------------------------------------------------------------------

_METADATA = re.compile(r"<metadata>.*?</metadata>\s*", re.DOTALL)
_STYLE = re.compile(r'<defs>\s*<style type="text/css">[^<]*</style>\s*</defs>\s*')
_COMMENT = re.compile(r"<!--.*?-->\s*", re.DOTALL)
_GROUP_NAME = re.compile(r'<g id="[^"]*"')
_PATH = re.compile(r'\bd="[^"]*"')
_LONG_DECIMAL = re.compile(r"(\.\d\d)\d+")
_NAME = re.compile(r'\bid="([^"]+)"')
_REFERENCE = re.compile(r'(xlink:href="#|href="#|url\(#)([^")]+)')


def figure_svg(figure: Figure, label: str, prefix: str) -> str:
    """The figure as an ``<svg>`` element.

    Parameters
    ----------
    figure
        The figure.
    label
        Its content in words, for readers who cannot see it.
    prefix
        Begins every name inside, so that several figures can share a page.
    """
    file = StringIO()
    figure.savefig(file, format="svg", metadata={"Date": None})
    text = file.getvalue()
    text = text[text.index("<svg") :]
    for unwanted in (_METADATA, _STYLE, _COMMENT):
        text = unwanted.sub("", text)
    text = _GROUP_NAME.sub("<g", text)
    text = _PATH.sub(lambda path: " ".join(_LONG_DECIMAL.sub(r"\1", path[0]).split()), text)

    # Names that begin with the prefix, so that several figures share a page.
    names: dict[str, str] = {}
    for name in _NAME.findall(text):
        names.setdefault(name, f"{prefix}{len(names)}")
    text = _NAME.sub(lambda found: f'id="{names[found[1]]}"', text)
    text = _REFERENCE.sub(lambda found: found[1] + names.get(found[2], found[2]), text)
    named = f' aria-label="{escape(label)}"' if label else ""
    said = f'<svg role="img"{named} style="stroke-linejoin:round;stroke-linecap:butt"'
    return re.sub(r">\s+<", "><", text.replace("<svg", said, 1)).strip()
