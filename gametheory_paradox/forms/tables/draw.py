"""The payoff matrix, rows the first player's actions and columns the second's: picture, tables, HTML."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from html import escape
from typing import TypeAlias

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import NormalForm, Profile
from gametheory_paradox.forms.outlines import PayoffEntry, PayoffGrid
from gametheory_paradox.models import GameFamily
from gametheory_paradox.paradoxes.definition import AnyForm
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.rationals import Numbers
from gametheory_paradox.table import Table, listed
from gametheory_paradox.views.canvas import (
    BAND,
    FAINT,
    INK,
    LINE,
    NAME_SIZE,
    QUIET,
    SMALL_SIZE,
    TITLE,
    TITLE_HEIGHT,
    Canvas,
    Figure,
    Ink,
    Point,
    player_ink,
    width_of,
)
from gametheory_paradox.views.notation import HTML, MATH, TEXT, Notation, formula

MARGIN = 12.0
PAD = 9.0
APART = 26.0  # between two grids
WIDEST = 640.0  # grids stand side by side up to this width

ACTION = Ink(INK, NAME_SIZE)
ODDS = Ink(QUIET, SMALL_SIZE)
NOTE = Ink(QUIET, SMALL_SIZE + 0.5, italic=True)


Matrix: TypeAlias = NormalForm[Fraction] | NormalForm[RationalFunction]


def draw_matrix(game: AnyForm | GameFamily, profiles: Sequence[Profile] = (), *, title: str = "") -> Figure:
    """Draws a game in normal form as its payoff matrix.

    Payoffs have their players' colors; with two players the row player's stands lower left in its cell, the
    column player's upper right.  A payoff that is a best response is underlined.  Of the given profiles the
    pure ones have their cell shaded; a single mixed one shows its probabilities beside the actions.  Further
    players' actions make further matrices.

    Parameters
    ----------
    game
        The game, or a family, whose payoffs are formulas.
    profiles
        Profiles to mark, say the equilibria.
    title
        A line above the matrix.

    Returns
    -------
    matplotlib.figure.Figure
        Save it with ``figure.savefig("matrix.svg")``.

    Raises
    ------
    InvalidGame
        If the game is a tree, or a profile belongs to another game.

    Examples
    --------
    >>> from gametheory_paradox.forms import NormalForm
    >>> first, second = [[2, 4], [1, 3]], [[1, 0], [0, 2]]
    >>> game = NormalForm.from_tables(["L", "F"], [["a", "b"], ["c", "d"]], first, second)
    >>> figure = draw_matrix(game)
    """
    form, order = table_form(game, profiles)
    return _Drawing(
        form, list(payoff_grids(form, order, MATH, profiles)), profiles, symbolic=bool(order)
    ).draw(title)


def table_form(game: AnyForm | GameFamily, profiles: Sequence[Profile] = ()) -> tuple[Matrix, list[str]]:
    """The normal form and the order of its parameters; InvalidGame for a tree, or profiles of other games."""
    form = game.form if isinstance(game, GameFamily) else game
    if not isinstance(form, NormalForm):
        raise InvalidGame("a game in extensive form has no payoff matrix of its own; draw its tree")
    if any(profile.information_sets != form.information_sets for profile in profiles):
        raise InvalidGame("a profile belongs to another game: its actions are not those of the matrix")
    return form, [p.name for p in game.parameters] if isinstance(game, GameFamily) else []


def payoff_grids(
    form: Matrix, order: Sequence[str], notation: Notation, profiles: Sequence[Profile] = ()
) -> Iterator[PayoffGrid]:
    """Every grid of the game in some notation; the cells of pure profiles are marked."""
    pure = (profile.probabilities for profile in profiles if profile.is_pure)
    played = [tuple(own.index(1) for own in odds) for odds in pure]
    return form.grids(lambda value: formula(value, order, notation), played)


def payoff_tables(game: AnyForm | GameFamily) -> tuple[Table, ...]:
    r"""The payoff matrix as tables, a best response marked with an asterisk.

    With more than two players there is one table per combination of the others' actions.

    Examples
    --------
    >>> from gametheory_paradox.forms import NormalForm
    >>> first, second = [[2, 4], [1, 3]], [[1, 0], [0, 2]]
    >>> game = NormalForm.from_tables(["L", "F"], [["a", "b"], ["c", "d"]], first, second)
    >>> print(payoff_tables(game)[0])
    L \ F  c       d
    -----  ------  -----
    a      2*, 1*  4*, 0
    b      1, 0    3, 2*
    <BLANKLINE>
    Payoffs: L, F.  * a best response
    """
    form, order = table_form(game)
    return form.payoff_tables(lambda value: formula(value, order, TEXT))


def matrix_html(game: AnyForm | GameFamily, profiles: Sequence[Profile] = ()) -> str:
    """The payoff matrix for a page, payoffs in their players' colors and best responses underlined.

    With more than two players there is one table per combination of the others' actions.
    """
    form, order = table_form(game, profiles)
    grids = "\n".join(_grid_html(form, grid) for grid in payoff_grids(form, order, HTML, profiles))
    return f'<div class="matrices">\n{grids}\n</div>'


def _grid_html(form: Matrix, grid: PayoffGrid) -> str:
    names = [f'<span class="p{who}">{escape(name)}</span>' for who, name in enumerate(form.players)]
    columns = form.actions[1] if len(form.players) > 1 else ("payoff",)
    head = "".join(f'<th scope="col">{escape(action)}</th>' for action in columns)
    body = ""
    for i, row in enumerate(grid.cells):
        cells = "".join(_cell_html(cell, (i, j) in grid.marked) for j, cell in enumerate(row))
        body += f'<tr><th scope="row">{escape(form.actions[0][i])}</th>{cells}</tr>\n'

    above = ""
    if len(names) > 1:
        above = f'<tr><td></td><th scope="colgroup" colspan="{len(columns)}">{names[1]}</th></tr>\n'
    others = [f"{name} plays {escape(action)}" for name, action in zip(names[2:], grid.others, strict=True)]
    caption = f"<caption>{listed(others)}</caption>\n" if others else ""
    return (
        f'<table class="matrix">\n{caption}<thead>{above}'
        f'<tr><th scope="col">{names[0]}</th>{head}</tr></thead>\n'
        f"<tbody>\n{body}</tbody>\n</table>"
    )


def _cell_html(cell: Sequence[PayoffEntry], marked: bool) -> str:
    payoffs = [
        f'<span class="p{who}">{f"<u>{entry.text}</u>" if entry.best else entry.text}</span>'
        for who, entry in enumerate(cell)
    ]
    kind = ' class="equilibrium"' if marked else ""
    return f"<td{kind}>{', '.join(payoffs)}</td>"


class _Drawing:
    def __init__(
        self, form: Matrix, grids: Sequence[PayoffGrid], profiles: Sequence[Profile], *, symbolic: bool
    ):
        self.form, self.grids, self.symbolic = form, grids, symbolic
        self.canvas = Canvas()
        self.mixed = profiles[0] if len(profiles) == 1 and not profiles[0].is_pure else None
        self.staggered = len(form.players) == 2
        self.columns = form.actions[1] if len(form.players) > 1 else ("payoff",)

        # All cells are as wide as the widest, and as the widest heading of a column.
        entries = [self._row_width(cell) for grid in grids for row in grid.cells for cell in row]
        self.cell_width = max(*entries, *self._label_widths(1, self.columns)) + 2 * PAD
        self.cell_height = 44.0 if self.staggered else 30.0
        labels = self._label_widths(0, form.actions[0])
        self.left = width_of(form.players[0], self._name(0)) + max(labels) + 3 * PAD
        self.above = (
            LINE * (2 if len(form.players) > 1 else 1) + (LINE + 4.0 if grids[0].others else 0.0) + PAD / 2
        )
        self.width = self.left + self.cell_width * len(self.columns)
        self.height = self.above + self.cell_height * len(form.actions[0])

    def _name(self, who: int) -> Ink:
        return Ink(player_ink(who), NAME_SIZE, bold=True)

    def _payoff(self, who: int) -> Ink:
        return Ink(player_ink(who), NAME_SIZE + 1.0, math=self.symbolic)

    def _label_widths(self, who: int, actions: Sequence[str]) -> list[float]:
        return [
            width_of(action, ACTION) + width_of(self._odds(who, number), ODDS)
            for number, action in enumerate(actions)
        ]

    def _row_width(self, cell: Sequence[PayoffEntry]) -> float:
        return sum(width_of(entry.text, self._payoff(who)) for who, entry in enumerate(cell)) + PAD * (
            len(cell) - 1
        )

    def _odds(self, who: int, action: int) -> str:
        """The probability of an action in the mixed profile that is shown, with a space before it."""
        if self.mixed is None or who >= len(self.form.players):
            return ""
        return f"  {Numbers(self.mixed.probabilities[who]).text(self.mixed.probabilities[who][action])}"

    def draw(self, title: str) -> Figure:
        across = max(1, min(len(self.grids), int(WIDEST // (self.width + APART))))
        down = -(-len(self.grids) // across)
        notes = self._notes()
        top = MARGIN + TITLE_HEIGHT * bool(title)
        texts = [width_of(title, TITLE), *(width_of(note, NOTE) for note in notes)]
        width = max(across * self.width + (across - 1) * APART, *texts) + 2 * MARGIN
        bottom = top + down * self.height + (down - 1) * APART
        figure = self.canvas.open(width, bottom + LINE * len(notes) + MARGIN)

        self.canvas.title(title, MARGIN)
        for number, grid in enumerate(self.grids):
            row, column = divmod(number, across)
            self._draw_grid(grid, (MARGIN + column * (self.width + APART), top + row * (self.height + APART)))
        for number, note in enumerate(notes, start=1):
            self.canvas.text((MARGIN, bottom + 2.0 + LINE * number), note, NOTE)
        return figure

    def _notes(self) -> list[str]:
        marks = []
        if not self.symbolic:
            marks.append("Underlined: a best response.")
        if any(grid.marked for grid in self.grids):
            marks.append("Shaded: what is played.")
        if self.mixed is not None:
            marks.append("Beside the actions: their probabilities.")
        return [" ".join(marks)] if marks else []

    def _draw_grid(self, grid: PayoffGrid, corner: Point) -> None:
        x, y = corner[0] + self.left, corner[1] + self.above
        right, bottom = x + self.cell_width * len(self.columns), corner[1] + self.height
        if grid.others:
            self._draw_others(grid, (x, corner[1] + 10.0))
        if len(self.form.players) > 1:
            self.canvas.text(
                ((x + right) / 2, y - LINE - PAD / 2 - 4.0), self.form.players[1], self._name(1), "center"
            )
        self.canvas.text((corner[0], (y + bottom) / 2 + 4.0), self.form.players[0], self._name(0))

        for j, action in enumerate(self.columns):
            self._label(
                action, self._odds(1, j), (x + self.cell_width * (j + 0.5), y - PAD / 2 - 2.0), "center"
            )
        for i, action in enumerate(self.form.actions[0]):
            middle = y + self.cell_height * (i + 0.5) + 4.0
            self._label(action, self._odds(0, i), (x - PAD, middle), "right")
            for j, cell in enumerate(grid.cells[i]):
                place = (x + self.cell_width * j, y + self.cell_height * i)
                self._draw_cell(cell, place, (i, j) in grid.marked)

        for i in range(len(self.form.actions[0]) + 1):
            self.canvas.line([(x, y + self.cell_height * i), (right, y + self.cell_height * i)], FAINT, 0.9)
        for j in range(len(self.columns) + 1):
            self.canvas.line([(x + self.cell_width * j, y), (x + self.cell_width * j, bottom)], FAINT, 0.9)

    def _draw_others(self, grid: PayoffGrid, at: Point) -> None:
        x = at[0]
        for who, action in enumerate(grid.others, start=2):
            for text, ink in ((self.form.players[who], self._name(who)), (action, ACTION)):
                self.canvas.text((x, at[1]), text, ink)
                x += width_of(text, ink) + PAD / 2
            x += PAD

    def _label(self, action: str, odds: str, at: Point, anchor: str) -> None:
        total = width_of(action, ACTION) + (width_of(odds, ODDS) + 5.0 if odds else 0.0)
        start = at[0] - (total / 2 if anchor == "center" else total)
        self.canvas.text((start, at[1]), action, ACTION)
        if odds:
            self.canvas.text((start + width_of(action, ACTION) + 5.0, at[1]), odds.strip(), ODDS)

    def _draw_cell(self, cell: Sequence[PayoffEntry], corner: Point, marked: bool) -> None:
        x, y = corner
        if marked:
            self.canvas.box(corner, self.cell_width, self.cell_height, BAND)
        if self.staggered:
            self._draw_entry(cell[0], 0, (x + PAD, y + self.cell_height - PAD))
            wide = width_of(cell[1].text, self._payoff(1))
            self._draw_entry(cell[1], 1, (x + self.cell_width - PAD - wide, y + PAD + 9.0))
            return
        x += (self.cell_width - self._row_width(cell)) / 2
        for who, entry in enumerate(cell):
            self._draw_entry(entry, who, (x, y + self.cell_height / 2 + 4.5))
            x += width_of(entry.text, self._payoff(who)) + PAD

    def _draw_entry(self, entry: PayoffEntry, who: int, at: Point) -> None:
        ink = self._payoff(who)
        self.canvas.text(at, entry.text, ink)
        if entry.best:
            self.canvas.line(
                [(at[0], at[1] + 3.2), (at[0] + width_of(entry.text, ink), at[1] + 3.2)], ink.color, 1.2
            )
