"""Average payoffs of equilibria of a repeated game of two: both polygons among the payoffs of the stage."""

from collections.abc import Sequence
from fractions import Fraction

from gametheory_paradox.forms import RepeatedGame
from gametheory_paradox.forms.states.proofs.payoff_polygons import PayoffPolygon
from gametheory_paradox.forms.states.solvers.payoff_polygons import RepeatedPayoffs
from gametheory_paradox.views.axis import Axis
from gametheory_paradox.views.canvas import (
    INK,
    LABEL,
    LINE,
    MARGIN,
    PLAYER_FILLS,
    TICK,
    TITLE,
    TITLE_HEIGHT,
    WHITE,
    Canvas,
    Figure,
    Point,
    width_of,
)

SIDE = 300.0  # of the field
DOT = 3.2
INNER = "#BBD9EA"  # a lighter blue, behind the dots
MOST_NAMED = 16  # cells whose actions are written beside their dots


def draw_payoff_set(found: RepeatedPayoffs, *, title: str = "") -> Figure:
    """Draws the outer and the inner polygon of average payoffs, and what the cells of the stage pay.

    Parameters
    ----------
    found
        The polygons of a repeated game.
    title
        A line above the picture.
    """
    return _Drawing(found).draw(title)


class _Drawing:
    def __init__(self, found: RepeatedPayoffs):
        assert isinstance(found.game, RepeatedGame)
        self.found, self.stage, self.canvas = found, found.game.stage, Canvas()
        paid = [(cell[0], cell[1]) for cell in self.stage.payoffs]
        self.axes = [
            Axis.around(player, [own[who] for own in paid]) for who, player in enumerate(self.stage.players)
        ]
        self.x, self.y = MARGIN + self.axes[1].widest + 12.0, 0.0

    def draw(self, title: str) -> Figure:
        """From top to bottom: title, the second player, the field, the first player, the legend."""
        self.y = MARGIN + TITLE_HEIGHT * bool(title) + LINE + 6.0
        legend = self._legend()
        widest = max(SIDE, width_of(title, TITLE), *(width_of(text, LABEL) + 32.0 for _, text in legend))
        below = self.y + SIDE + 22.0 + LINE * (2 + len(legend))
        figure = self.canvas.open(self.x + widest + MARGIN + 30.0, below + MARGIN / 2)

        self.canvas.title(title, MARGIN)
        first, second = self.stage.players
        self.canvas.text((self.x, self.y - 10.0), f"{second} gets on average", LABEL)
        self.canvas.box((self.x, self.y), SIDE, SIDE, WHITE)
        self._polygons()
        self._cells()
        self.canvas.frame((self.x, self.y), SIDE, SIDE)
        self.axes[0].draw_below(self.canvas, self.x, self.y + SIDE, SIDE)
        self.axes[1].draw_beside(self.canvas, self.x, self.y + SIDE, SIDE)
        under = f"{first} gets on average"
        self.canvas.text((self.x + SIDE - width_of(under, LABEL), self.y + SIDE + 30.0), under, LABEL)
        self._draw_legend(self.y + SIDE + 34.0 + LINE, legend)
        return figure

    def _polygons(self) -> None:
        inner, outer = (self._places(own) for own in (self.found.inner, self.found.outer))
        if len(inner) > 2:
            self.canvas.patches([inner], INNER)
        if len(inner) > 1:
            self.canvas.line([*inner, inner[0]], PLAYER_FILLS[0], 2.0)
        if len(outer) > 1 and inner != outer:
            self.canvas.line([*outer, outer[0]], INK, 1.1, (4.5, 2.5))
        for point in inner if len(inner) == 1 else ():
            self.canvas.dot(point, 2 * DOT, INNER, PLAYER_FILLS[0], 1.6)

    def _cells(self) -> None:
        named: dict[Point, list[str]] = {}
        for actions, cell in zip(self.stage.profiles(), self.stage.payoffs, strict=True):
            named.setdefault(self._place(cell), []).append(", ".join(actions))
        for place, names in named.items():
            self.canvas.dot(place, DOT, WHITE, INK)
            words = "; ".join(names)
            if len(self.stage.payoffs) > MOST_NAMED:
                continue
            if place[0] + 8.0 + width_of(words, TICK) < self.x + SIDE:
                self.canvas.text((place[0] + 6.0, place[1] - 5.0), words, TICK)
            else:  # it would run over the frame
                self.canvas.text((place[0] - 6.0, place[1] - 5.0), words, TICK, "right")

    def _places(self, polygon: PayoffPolygon) -> list[Point]:
        return list(map(self._place, polygon.corners))

    def _place(self, paid: Sequence[Fraction]) -> Point:
        x, y = (axis.share(own) for axis, own in zip(self.axes, paid, strict=False))
        return self.x + SIDE * x, self.y + SIDE * (1.0 - y)

    def _legend(self) -> list[tuple[str, str]]:
        lines = [("inner", "paid by an equilibrium in pure actions, with a draw that all see")]
        if not self.found.inner.corners:
            lines = []
        if self.found.inner != self.found.outer:
            lines.append(("outer", "outside, nothing is paid by one"))
        if not self.found.outer.corners:
            lines = [("outer", "no equilibrium is in pure actions")]
        return [*lines, ("cell", "payoffs of the stage")]

    def _draw_legend(self, y: float, legend: Sequence[tuple[str, str]]) -> None:
        for number, (kind, words) in enumerate(legend):
            top, left, right = y + LINE * number, self.x, self.x + 22.0
            if kind == "inner":
                self.canvas.area((left, top - 9.0), 22.0, 11.0, INNER)
                self.canvas.frame((left, top - 9.0), 22.0, 11.0, PLAYER_FILLS[0], 1.4)
            elif kind == "outer":
                self.canvas.line([(left, top - 3.5), (right, top - 3.5)], INK, 1.1, (4.5, 2.5))
            else:
                self.canvas.dot(((left + right) / 2, top - 3.5), DOT, WHITE, INK)
            self.canvas.text((right + 8.0, top), words, LABEL)
