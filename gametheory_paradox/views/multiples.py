"""Small multiples: maps of the same two parameters in a row, each at other values of the rest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.regions import Curve, RegionMap, boundary
from gametheory_paradox.views.axis import Axis
from gametheory_paradox.views.canvas import (
    LABEL,
    LINE,
    MARGIN,
    NAME,
    TICK,
    TITLE,
    TITLE_HEIGHT,
    Canvas,
    Figure,
    Point,
    width_of,
)
from gametheory_paradox.views.map_panel import MapPanel, Marks, axes_of
from gametheory_paradox.views.map_patches import map_patches
from gametheory_paradox.views.region import draw_legend, share_said, value_said

GUTTER = 22.0
SIDE = 158.0
MOST = 8
IN_A_ROW = 4


def draw_multiples(
    maps: Sequence[RegionMap], *, title: str = "", marks: Sequence[Marks | None] = ()
) -> Figure:
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

    def draw(self, title: str) -> Figure:
        canvas, axes, curves = Canvas(), axes_of(self.maps[0]), [boundary(m) for m in self.maps]
        legend = [("present", "present"), ("absent", "absent")]
        if any(m.undecided for m in self.maps):
            legend.append(("undecided", "not decided"))

        # Columns and rows, each map with its numbers beside it and its values and share above.
        beside = max(width_of(axes[1].text(tick), TICK) for tick in axes[1].ticks(4))
        columns, rows = min(len(self.maps), IN_A_ROW), -(-len(self.maps) // IN_A_ROW)
        left, top = MARGIN + beside + 12.0, MARGIN + TITLE_HEIGHT * bool(title) + LINE + 12.0
        step, height = SIDE + beside + GUTTER, SIDE + 54.0
        below = top + height * rows
        width = max(
            left + columns * step - beside - GUTTER + MARGIN,
            MARGIN + width_of(title, TITLE) + MARGIN,
            *(left + 40.0 + width_of(axis.said, LABEL) + MARGIN for axis in axes),
        )
        figure = canvas.open(width, below + LINE * (len(legend) + 4) + 4.0)

        canvas.title(title, MARGIN)
        for number, one in enumerate(self.maps):
            row, column = divmod(number, IN_A_ROW)
            panel = MapPanel(canvas, axes, (left + column * step, top + row * height + 16.0), SIDE)
            self._draw_map(panel, one, curves[number], self.marks[number])
        self._draw_labels(canvas, axes, (left, below + 4.0))
        draw_legend(canvas, (left, below + 10.0 + 2 * LINE), legend, any(curves))
        return figure

    def _draw_map(
        self, panel: MapPanel, region_map: RegionMap, curves: Sequence[Curve], marks: Marks | None
    ) -> None:
        panel.draw_cells(map_patches(region_map))
        panel.draw_boundary(curves)
        panel.draw_frame(4)
        if marks:
            panel.draw_marks(marks)
        x, y = panel.corner
        panel.canvas.text((x, y - 19.0), self._differences(region_map.values), NAME)
        panel.canvas.text((x, y - 5.0), f"present: {share_said(region_map.share)}", TICK)

    def _differences(self, values: Mapping[str, Fraction]) -> str:
        """The values in which a map differs from the others."""
        names = [name for name in values if len({m.values.get(name) for m in self.maps}) > 1]
        return ",\\;".join(value_said(name, values[name]) for name in names) or "\\;"

    def _draw_labels(self, canvas: Canvas, axes: Sequence[Axis], corner: Point) -> None:
        x, y = corner
        for number, (axis, arrow) in enumerate(zip(axes, ("→", "↑"), strict=True)):
            canvas.text((x, y + LINE * number), arrow, LABEL)
            axis.draw_words(canvas, (x + 16.0, y + LINE * number), [axis.said])
