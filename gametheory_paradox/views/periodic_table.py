"""The strict ordinal 2×2 games as a periodic table: each cell a game, colored by what its options do."""

from gametheory_paradox.catalog.facts import symmetric_games
from gametheory_paradox.studies.ordinal_games import DEPENDS, NEVER, UNDECIDED, OrdinalGames
from gametheory_paradox.views.canvas import (
    ANSWER_FILLS,
    HATCH,
    INK,
    LABEL,
    LINE,
    MARGIN,
    TICK,
    TITLE_HEIGHT,
    WHITE,
    Canvas,
    Figure,
    width_of,
)

SIDE = 30.0  # of a cell
SWATCH = 22.0
FILLS = {
    "strong": ANSWER_FILLS["present"],
    "best and worst": "#E39A75",
    "best": "#E39A75",
    "worst": "#EDBFA7",
    "possible": "#F6E0D4",
    NEVER: ANSWER_FILLS["absent"],
    DEPENDS: WHITE,
    UNDECIDED: ANSWER_FILLS["impossible"],
}
WORDS = {
    "strong": "an option hurts its owner in every equilibrium (strong)",
    "best and worst": "it hurts by the best and by the worst equilibrium",
    "best": "it hurts by the best equilibrium",
    "worst": "it hurts by the worst equilibrium",
    "possible": "it hurts in some equilibria (possible)",
    NEVER: "no option hurts its owner",
    DEPENDS: "it depends on the numbers",
    UNDECIDED: "not decided",
}
TRAP = "a dominance trap"


def draw_periodic_table(games: OrdinalGames, *, title: str = "") -> Figure:
    """Draws all games: Row's order runs across, Column's upward, symmetric games on the diagonal.

    The left half of a cell is about Row's options, the right half about Column's, each colored by the
    strongest of what these do to their owner; a dot is a dominance trap.

    Parameters
    ----------
    games
        What was decided.
    title
        A line above the picture.
    """
    canvas, names = Canvas(), games.orders
    beside, grades = max(width_of(_named(name), LABEL) for name in names), [*games.counted()]
    left, top = MARGIN + beside + 8.0, MARGIN + TITLE_HEIGHT * bool(title) + 4.0
    side = SIDE * len(names)
    below = top + side + LINE * 2 + 4.0
    words = max(width_of(WORDS[grade], LABEL) for grade in grades)
    width = max(left + side, left + SWATCH + 8.0 + words, MARGIN + width_of(title, LABEL) * 1.4) + MARGIN
    figure = canvas.open(width, below + LINE * (len(grades) + 3))

    canvas.title(title, MARGIN)
    traps = {game.orders for game in games.games if game.trap}
    for across, row in enumerate(names):
        for up, column in enumerate(names):
            corner = left + SIDE * across, top + SIDE * (len(names) - 1 - up)
            halves = games.grade(row, column), games.grade(column, row)
            _draw_cell(canvas, corner, halves, is_trap=(row, column) in traps or (column, row) in traps)
    _draw_names(canvas, (left, top), names)
    _draw_legend(canvas, (left, below + LINE), grades)
    return figure


def _draw_cell(
    canvas: Canvas, corner: tuple[float, float], halves: tuple[str, str], *, is_trap: bool
) -> None:
    """A game: Row's half, Column's half, and a dot for a trap."""
    x, y = corner
    for half, grade in enumerate(halves):
        hatch = HATCH * 2 if grade == DEPENDS else None
        canvas.area((x + SIDE / 2 * half, y), SIDE / 2, SIDE, FILLS[grade], hatch)
    canvas.frame(corner, SIDE, SIDE)
    if is_trap:
        canvas.dot((x + SIDE / 2, y + SIDE / 2), 4.0, INK, INK)


def _draw_names(canvas: Canvas, corner: tuple[float, float], names: list[str]) -> None:
    """The orders: Column's beside the rows, Row's below, in short and in the same sequence."""
    x, y = corner
    for number, name in enumerate(names):
        beside = x - 8.0, y + SIDE * (len(names) - number - 0.5) + 3.8
        canvas.text(beside, _named(name), LABEL, "right")
        canvas.text(
            (x + SIDE * (number + 0.5), y + SIDE * len(names) + 13.0),
            symmetric_games()[name].short,
            LABEL,
            "center",
        )
    canvas.text(
        (x, y + SIDE * len(names) + 13.0 + LINE),
        "Across: Row’s order (left halves); upward: Column’s (right halves)",
        TICK,
    )


def _named(name: str) -> str:
    return f"{name} ({symmetric_games()[name].short})"


def _draw_legend(canvas: Canvas, corner: tuple[float, float], grades: list[str]) -> None:
    """A swatch and words for each answer there is, and the dot."""
    x, y = corner[0], corner[1] + LINE
    for number, grade in enumerate(grades):
        top = y + LINE * number
        canvas.area((x, top - 9.0), SWATCH, 11.0, FILLS[grade], HATCH * 2 if grade == DEPENDS else None)
        canvas.text((x + SWATCH + 8.0, top), WORDS[grade], LABEL)
    top = y + LINE * len(grades)
    canvas.dot((x + SWATCH / 2, top - 3.6), 4.0, INK, INK)
    canvas.text((x + SWATCH + 8.0, top), TRAP, LABEL)
