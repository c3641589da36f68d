"""The evolution of a conflict: its states in columns, one for each step, and the moves between them."""

from collections.abc import Mapping, Sequence
from math import hypot
from typing import NamedTuple

from gametheory_paradox.forms.graphs.evolution import Evolution
from gametheory_paradox.views.canvas import (
    BAND,
    LABEL,
    LINE,
    MARGIN,
    QUIET,
    SMALL_SIZE,
    TITLE,
    TITLE_HEIGHT,
    WHITE,
    Canvas,
    Figure,
    Ink,
    Point,
    player_fill,
    width_of,
)

HEIGHT, PADDING = 22.0, 9.0  # of a state's box; what it leaves beside its name
ROW, COLUMN = 62.0, 96.0  # between boxes in a column, and between columns
BOW = 0.13  # how far a move bends to one side, as a share of its length, so that moves back and forth differ
HEAD = 6.5  # the length of an arrow's head
PARTS = 48  # straight pieces of a bent line
DASHES: tuple[tuple[float, float] | None, ...] = (None, (6.0, 2.6), (1.6, 2.2), (9.0, 2.2), (3.2, 1.6))
HEADING = Ink(QUIET, SMALL_SIZE + 0.5, italic=True)
MOVES, IMPROVEMENTS, ENDS = "every move", "moves that are improvements", "thick: no such move leads on"


class Box(NamedTuple):
    """A state on the sheet: its middle and its width."""

    x: float
    y: float
    width: float

    def holds(self, at: Point) -> bool:
        """Tests whether a point lies inside, or on the edge."""
        return abs(at[0] - self.x) <= self.width / 2 + 1.5 and abs(at[1] - self.y) <= HEIGHT / 2 + 1.5


def draw_evolution(evolution: Evolution, *, title: str = "") -> Figure:
    """Draws the states that are reached from a status quo, a column for each step.

    Every player's moves have a color and a dash of their own.  States from which no move leads on have a
    thick frame; the status quo is shaded.

    Parameters
    ----------
    evolution
        The states and the moves.
    title
        A line above the picture; by default the model's title.
    """
    title = title or evolution.model.title
    top = MARGIN + TITLE_HEIGHT * bool(title) + 30.0
    boxes = _boxes(evolution, top)
    bottom = max(box.y for box in boxes.values()) + HEIGHT / 2 + 34.0
    movers = [who for who in evolution.model.players if any(step.player == who for step in evolution.steps)]
    kind = IMPROVEMENTS if evolution.improvements else MOVES
    said = [f"{kind}, nobody twice in a row; {ENDS}"]
    said += [f"not known to be an improvement: {step}" for step in evolution.open_moves]

    canvas, right = Canvas(), max(box.x + box.width / 2 for box in boxes.values())
    width = max(
        right + 40.0,
        MARGIN + width_of(title, TITLE),
        *(MARGIN + width_of(line, LABEL) for line in said),
        *(MARGIN + 44.0 + width_of(who, LABEL) for who in movers),
    )
    figure = canvas.open(width + MARGIN, bottom + LINE * (len(movers) + len(said)) + MARGIN)
    canvas.title(title, MARGIN)
    for number in sorted(set(dict(evolution.first).values())):
        middle = next(boxes[state].x for state, at in evolution.first if at == number)
        canvas.text((middle, top - 8.0), f"step {number}" if number else "status quo", HEADING, "center")
    for step in evolution.steps:
        who = evolution.model.players.index(step.player)
        _arrow(canvas, boxes[step.before], boxes[step.after], who)
    for state, box in boxes.items():
        _state(canvas, state, box, ends=state in evolution.ends, starts=state == evolution.start)
    _legend(canvas, bottom, [evolution.model.players.index(who) for who in movers], movers, said)
    return figure


def _boxes(evolution: Evolution, top: float) -> Mapping[str, Box]:
    """Each state's place: in the column of its first step, columns centered on each other."""
    columns: dict[int, list[str]] = {}
    for state, number in evolution.first:
        columns.setdefault(number, []).append(state)
    tallest = max(map(len, columns.values()))
    boxes, left = dict[str, Box](), MARGIN + 20.0
    for number in sorted(columns):
        states = columns[number]
        widest = max(width_of(state, LABEL) for state in states) + 2 * PADDING
        first = top + 22.0 + (tallest - len(states)) * ROW / 2
        for row, state in enumerate(states):
            width = width_of(state, LABEL) + 2 * PADDING
            boxes[state] = Box(left + widest / 2, first + row * ROW, width)
        left += widest + COLUMN
    return boxes


def _arrow(canvas: Canvas, before: Box, after: Box, who: int) -> None:
    """A move: a line that bends to its left, from the edge of one box to that of the other."""
    along = after.x - before.x, after.y - before.y
    bend = (
        (before.x + after.x) / 2 + along[1] * BOW * 2,
        (before.y + after.y) / 2 - along[0] * BOW * 2,
    )
    points = [
        (
            (1 - t) ** 2 * before.x + 2 * t * (1 - t) * bend[0] + t**2 * after.x,
            (1 - t) ** 2 * before.y + 2 * t * (1 - t) * bend[1] + t**2 * after.y,
        )
        for t in (part / PARTS for part in range(PARTS + 1))
    ]

    # Only the part that the disks of both states leave visible.
    seen = [at for at in points if not before.holds(at) and not after.holds(at)]
    tip = seen[-1]
    shaft = [at for at in seen if hypot(tip[0] - at[0], tip[1] - at[1]) >= HEAD] or seen[:1]
    canvas.arrow([*shaft, tip], player_fill(who), 1.4, HEAD, dashes=DASHES[who % len(DASHES)])


def _state(canvas: Canvas, name: str, box: Box, *, ends: bool, starts: bool) -> None:
    left, top = box.x - box.width / 2, box.y - HEIGHT / 2
    canvas.area((left, top), box.width, HEIGHT, BAND if starts else WHITE)
    canvas.frame((left, top), box.width, HEIGHT, thickness=2.4 if ends else 0.9)
    canvas.text((box.x, box.y + 4.0), name, LABEL, "center")


def _legend(
    canvas: Canvas, y: float, numbers: Sequence[int], movers: Sequence[str], said: Sequence[str]
) -> None:
    """Whose moves are drawn how, and what else is to be said."""
    for row, (who, name) in enumerate(zip(numbers, movers, strict=True)):
        at = y + LINE * row
        canvas.line(
            [(MARGIN, at - 4.0), (MARGIN + 34.0, at - 4.0)], player_fill(who), 1.4, DASHES[who % len(DASHES)]
        )
        canvas.text((MARGIN + 44.0, at), name, LABEL)
    for row, line in enumerate(said, start=len(movers)):
        canvas.text((MARGIN, y + LINE * row), line, LABEL)
