"""The game tree as a TikZ picture, for a paper."""

from collections.abc import Sequence
from typing import Literal

from gametheory_paradox.forms import Assessment, Profile
from gametheory_paradox.forms.trees.views.play import Beliefs
from gametheory_paradox.forms.trees.views.tree import DASHES, LEADER, TreeDrawing
from gametheory_paradox.models import GameFamily
from gametheory_paradox.paradoxes.definition import AnyForm
from gametheory_paradox.table import LATEX_SYMBOLS, latex_text
from gametheory_paradox.views.canvas import (
    BAND,
    FAINT,
    INK,
    MEDIUM,
    PLAYER_FILLS,
    PLAYER_INKS,
    QUIET,
    THICK,
    WHITE,
    Ink,
    Point,
)

SCALE = 0.93  # TeX points per point of the layout: Computer Modern runs wider than the layout's Times
LINE_SCALE = 0.75
LETTER_SCALE = 0.8  # rounded down to whole TeX points; every installation has letters of up to ten

PARTS = ("outcomes that are reached", "information sets", "branches", "nodes", "labels and payoffs")
BOXES, SETS, BRANCHES, NODES, LABELS = PARTS  # what lies behind first
ANCHORS = {"left": "base west", "center": "base", "right": "base east"}
COLORS = {BAND: "band", FAINT: "faint", QUIET: "quiet", INK: "ink", WHITE: "white"}
COLORS |= {color: f"player{number}ink" for number, color in enumerate(PLAYER_INKS, start=1)}
COLORS |= {color: f"player{number}" for number, color in enumerate(PLAYER_FILLS, start=1)}


def tikz(
    game: AnyForm | GameFamily,
    profile: Profile | Assessment | None = None,
    *,
    beliefs: Beliefs | None = None,
    title: str = "",
    stacked: bool = False,
) -> str:
    r"""Writes a game in extensive form as a TikZ picture.

    It is the tree that :func:`draw` draws, as one ``tikzpicture`` that stands by itself: it needs
    ``\usepackage{tikz}`` and nothing else, and its colors and styles are named at its beginning, where they
    can be changed.  Special characters are escaped; letters that are neither Latin nor Greek need XeLaTeX or
    LuaLaTeX with a font that has them.

    Parameters
    ----------
    game
        The game, or the form of a family, whose payoffs are formulas.
    profile
        Everyone's play: a profile, or an assessment, which says what everyone believes too.
    beliefs
        For each information set the probabilities of its nodes, in the order of the game's ``members``.
    title
        A line above the tree; a paper's caption usually says it better.
    stacked
        Each leaf's payoffs one below another rather than one column per player.

    Returns
    -------
    str
        The picture, ending in a newline.

    Raises
    ------
    InvalidGame
        If the game is not a tree, or the profile or the beliefs are those of another game.
    Unsupported
        If the tree is too large for a picture.

    Examples
    --------
    >>> from gametheory_paradox.forms import ExtensiveForm, Move
    >>> entered = Move("I", "after entry", {"fight": (-1, -1), "yield": (1, 1)})
    >>> tree = Move("E", "entry", {"in": entered, "out": (0, 2)})
    >>> print(tikz(ExtensiveForm.from_tree(["E", "I"], tree)).splitlines()[0])
    \begin{tikzpicture}[x=0.93pt, y=-0.93pt, line join=round, line cap=round]
    """
    drawing = TreeDrawing(game, profile, beliefs, title=title, stacked=stacked, notes=False)
    sheet = TikzSheet()
    drawing.draw_on(sheet)
    return sheet.picture()


class TikzSheet:
    """A sheet that writes down, as TikZ commands, what is drawn on it."""

    def __init__(self) -> None:
        self._parts: dict[str, list[str]] = {part: [] for part in PARTS}
        self._colors: set[str] = set()
        self._styles: dict[str, str] = {}

    def text(
        self, at: Point, text: str, ink: Ink, anchor: Literal["left", "center", "right"] = "left"
    ) -> None:
        """A line of text whose baseline starts, is centered, or ends at a point."""
        written = f"${_latex_formula(text)}$" if ink.math else latex_text(text)
        if written:
            style = self._text_style(ink, ANCHORS[anchor])
            self._draw(LABELS, f"\\node[{style}, {self._color(ink.color)}] at {_point(at)} {{{written}}}")

    def line(
        self, points: Sequence[Point], color: str, width: float, dashes: tuple[float, float] | None = None
    ) -> None:
        """A line through points."""
        thick = f"line width={_number(width * LINE_SCALE)}pt"
        path = " -- ".join(map(_point, points))
        if dashes is not None:
            on, off = (_number(length * LINE_SCALE) for length in dashes)
            name = "leader" if dashes == LEADER else f"information set {DASHES.index(dashes) + 1}"
            style = self._style(name, f"{thick}, line cap=butt, dash pattern=on {on}pt off {off}pt")
        else:
            usual = "branch" if color != FAINT else "not played"
            style = self._style({THICK: "played", MEDIUM: "planned"}.get(width, usual), thick)
        part = BRANCHES if dashes in (None, LEADER) else SETS
        self._draw(part, f"\\draw[{style}, {self._color(color)}] {path}")

    def dot(self, at: Point, radius: float, fill: str, edge: str, width: float = 1.0) -> None:
        """A filled circle."""
        pen = f"draw={self._color(edge)}, line width={_number(width * LINE_SCALE)}pt, " if width else ""
        size = _number(radius * LINE_SCALE)
        self._draw(NODES, f"\\path[{pen}fill={self._color(fill)}] {_point(at)} circle[radius={size}pt]")

    def box(self, corner: Point, width: float, height: float, fill: str) -> None:
        """A filled rectangle from its upper left corner, behind everything else."""
        other = (corner[0] + width, corner[1] + height)
        self._draw(BOXES, f"\\fill[{self._color(fill)}] {_point(corner)} rectangle {_point(other)}")

    def picture(self) -> str:
        """Everything that was drawn, what lies behind first."""
        lines = [
            f"\\definecolor{{{name}}}{{HTML}}{{{color.removeprefix('#')}}}"
            for color, name in COLORS.items()
            if name in self._colors - {"white"}
        ]
        lines += [f"\\tikzset{{{name}/.style={{{style}}}}}" for name, style in self._styles.items()]
        for part, commands in self._parts.items():
            lines += [f"% {part}", *commands] if commands else []
        begin = f"\\begin{{tikzpicture}}[x={SCALE}pt, y=-{SCALE}pt, line join=round, line cap=round]"
        return "\n".join([begin, *(f"  {line}" for line in lines), "\\end{tikzpicture}", ""])

    def _draw(self, part: str, command: str) -> None:
        self._parts[part].append(f"{command};")

    def _color(self, color: str) -> str:
        self._colors.add(COLORS[color])
        return COLORS[color]

    def _style(self, name: str, definition: str) -> str:
        self._styles.setdefault(name, definition)
        return name

    def _text_style(self, ink: Ink, anchor: str) -> str:
        size = min(10, int(ink.size * LETTER_SCALE))
        shape = "\\bfseries" * ink.bold + "\\itshape" * ink.italic
        kind = {"\\bfseries": "name", "\\itshape": "aside"}.get(shape, "label")
        font = f"\\fontsize{{{size}}}{{{size + 2}}}\\selectfont{shape}"
        name = f"{kind} {size} {anchor.split()[-1]}"
        return self._style(name, f"anchor={anchor}, inner sep=0pt, outer sep=0pt, font={font}")


def _latex_formula(formula: str) -> str:
    """A formula of a picture with its Greek letters spelled out and other foreign letters as text."""
    return "".join(
        c if c.isascii() else f"{{{LATEX_SYMBOLS[c]}}}" if c in LATEX_SYMBOLS else f"\\mbox{{{c}}}"
        for c in formula
    )


def _point(at: Point) -> str:
    return f"({_number(at[0])},{_number(at[1])})"


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
