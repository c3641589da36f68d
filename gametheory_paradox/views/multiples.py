"""Small multiples: maps of the same two parameters in a row, each at other values of the rest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.regions.boundary import boundary
from gametheory_paradox.regions.region_map import RegionMap
from gametheory_paradox.views.axis import Axis
from gametheory_paradox.views.canvas import Canvas, Ink, Point, width_of
from gametheory_paradox.views.map_panel import MapPanel, Marks
from gametheory_paradox.views.map_patches import map_patches
from gametheory_paradox.views.notation import MATH, Numbers, symbol
from gametheory_paradox.views.region import draw_legend, share_said
from gametheory_paradox.views.style import INK, NAME_SIZE, QUIET, SMALL_SIZE, TEXT_SIZE

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MARGIN, GUTTER, LINE = 14.0, 22.0, 15.0
SIDE = 158.0
MOST = 8
IN_A_ROW = 4

LABEL = Ink(INK, TEXT_SIZE)
NAME = Ink(INK, TEXT_SIZE + 1.5, math=True)
SHARE = Ink(QUIET, SMALL_SIZE + 0.5)
TITLE = Ink(INK, NAME_SIZE + 2.5, bold=True)


def draw_multiples(
    maps: Sequence[RegionMap], *, title: str = "", marks: Sequence[Marks | None] = ()
) -> "Figure":
    """Draws maps of the same two parameters side by side, at the same scale.

    Above each stand the values in which it differs from the others, and the proved share in which the paradox
    is present.

    Parameters
    ----------
    maps
        Two to eight maps of one family over the same two parameters and ranges.
    title
        A line above the picture.
    marks
        For each map points and an arrow to draw on it, or None.

    Raises
    ------
    InvalidGame
        If they are not such maps.
    """
    first = maps[0]
    if not 1 < len(maps) <= MOST:
        raise InvalidGame(f"from two to {MOST} maps stand side by side, got {len(maps)}")
    if (
        any(m.over != first.over or m.box != first.box or m.question != first.question for m in maps)
        or len(first.over) != 2
    ):
        raise InvalidGame(
            "maps side by side must ask the same question over the same two parameters and ranges"
        )
    return _Drawing(maps, list(marks) or [None] * len(maps)).draw(title)


@dataclass
class _Drawing:
    maps: Sequence[RegionMap]
    marks: Sequence[Marks | None]

    def draw(self, title: str) -> "Figure":
        first, canvas = self.maps[0], Canvas()
        declared = {p.name: p for p in first.family.parameters}
        axes = [Axis(n, *first.box[n], declared[n].meaning, declared[n].unit) for n in first.over]
        curves = [boundary(m) for m in self.maps]
        numbers = Numbers(axes[1].ticks(4))
        gap = max(width_of(numbers.text(t), SHARE) for t in axes[1].ticks(4)) + GUTTER
        columns, rows = min(len(self.maps), IN_A_ROW), -(-len(self.maps) // IN_A_ROW)
        left, top = MARGIN + gap - GUTTER + 12.0, MARGIN + (26.0 if title else 0.0) + LINE + 12.0
        height = SIDE + 54.0
        legend = [("present", "present"), ("absent", "absent")]
        legend += [("undecided", "not decided")] if any(m.undecided for m in self.maps) else []
        below = top + height * rows
        width = left + columns * SIDE + (columns - 1) * gap + MARGIN
        said = [f"{axis.said}" for axis in axes]
        width = max(
            width,
            MARGIN + width_of(title, TITLE) + MARGIN,
            *(left + 40.0 + width_of(text, LABEL) + MARGIN for text in said),
        )
        figure = canvas.open(width, below + LINE * (len(legend) + 4) + 4.0)
        if title:
            canvas.text((MARGIN, MARGIN + 13.0), title, TITLE)
        for number, one in enumerate(self.maps):
            corner = (left + (number % IN_A_ROW) * (SIDE + gap), top + (number // IN_A_ROW) * height + 16.0)
            self._draw_map(MapPanel(canvas, axes, corner, SIDE), one, number, curves[number])
        self._draw_labels(canvas, axes, (left, below + 4.0))
        draw_legend(canvas, (left, below + 10.0 + 2 * LINE), legend, any(curves))  # type: ignore[arg-type]  # answers, as named
        return figure

    def _draw_map(self, panel: MapPanel, one: RegionMap, number: int, curves: Sequence[object]) -> None:
        panel.draw_cells(map_patches(one))
        panel.draw_boundary(curves)  # type: ignore[arg-type]
        panel.draw_frame(4)
        marks = self.marks[number]
        if marks:
            panel.draw_marks(marks)
        x, y = panel.corner
        panel.canvas.text((x, y - 19.0), self._differences(one.at), NAME)
        panel.canvas.text((x, y - 5.0), f"present: {share_said(one.share)}", SHARE)

    def _differences(self, at: Mapping[str, Fraction]) -> str:
        names = [name for name in at if len({m.at.get(name) for m in self.maps}) > 1]
        return (
            ",\\;".join(
                f"{symbol(n, MATH)} = {Numbers([at[n]]).text(at[n]).replace('−', '-')}" for n in names
            )
            or "\\;"
        )

    def _draw_labels(self, canvas: Canvas, axes: Sequence[Axis], corner: Point) -> None:
        x, y = corner
        for number, (axis, arrow) in enumerate(zip(axes, ("→", "↑"), strict=True)):
            name = symbol(axis.name, MATH)
            canvas.text((x, y + LINE * number), arrow, LABEL)
            canvas.text((x + 16.0, y + LINE * number), name, NAME)
            canvas.text((x + 24.0 + width_of(name, NAME), y + LINE * number), axis.said, LABEL)
