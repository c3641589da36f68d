"""The game tree as game theorists draw it, from left to right so that no label meets another."""

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games import Decision, ExtensiveForm, Lottery, Profile, Terminal
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.views.canvas import Canvas, Ink, Point, width_of
from gametheory_paradox.views.style import (
    BAND,
    FAINT,
    INK,
    MEDIUM,
    NAME_SIZE,
    QUIET,
    THICK,
    THIN,
    WHITE,
    player_fill,
)
from gametheory_paradox.views.tree_layout import (
    ACTION,
    FAN,
    GAP,
    LINE,
    MARGIN,
    NOTE,
    RADIUS,
    SET,
    Tree,
    TreeLayout,
)

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def draw_tree(game: Tree | GameFamily, profile: Profile | None = None, *, title: str = "", stacked: bool = False) -> "Figure":
    """Draws a game in extensive form.

    Each player has a color.  The mover's name stands above its node and what it sees there below; nodes that it cannot tell
    apart are joined by a dashed line; chance is an open circle with its probabilities on the branches.  Payoffs stand at the
    leaves.  With a profile, what is played is drawn thick, and what would be played elsewhere medium.

    Parameters
    ----------
    game
        The game, or the form of a family, whose payoffs are formulas.
    profile
        What everyone does.
    title
        A line above the tree.
    stacked
        Each leaf's payoffs one below another, for a narrow column, rather than one column per player.

    Returns
    -------
    matplotlib.figure.Figure
        Save it with ``figure.savefig("tree.svg")``.

    Raises
    ------
    InvalidGame
        If the game is not a tree, or the profile belongs to another game.

    Examples
    --------
    >>> from gametheory_paradox.games import Move
    >>> tree = Move("E", "entry", {"in": Move("I", "after entry", {"fight": (-1, -1), "yield": (1, 1)}), "out": (0, 2)})
    >>> figure = draw_tree(ExtensiveForm.from_tree(["E", "I"], tree))
    """
    form = game.form if isinstance(game, GameFamily) else game
    order = [p.name for p in game.parameters] if isinstance(game, GameFamily) else []
    if not isinstance(form, ExtensiveForm):
        raise InvalidGame("a game in normal form has no tree; draw its payoff matrix")
    if profile is not None and profile.information_sets != form.information_sets:
        raise InvalidGame("the profile belongs to another game: its information sets are not those of the tree")
    return _Drawing(TreeLayout(form, profile, order, stacked=stacked, room_above=24.0 if title else 0.0)).draw(title)


class _Drawing:
    def __init__(self, layout: TreeLayout):
        self.layout, self.form, self.profile = layout, layout.form, layout.profile
        self.canvas = Canvas()

    def draw(self, title: str) -> "Figure":
        notes = self._notes()
        width = self.layout.payoff_columns[-1] + MARGIN
        width = max([width, *(width_of(note, NOTE) + 2 * MARGIN for note in notes)])
        figure = self.canvas.open(width, self.layout.bottom + MARGIN + LINE * len(notes))
        if title:
            self.canvas.text((MARGIN, MARGIN + 13.0), title, Ink(INK, NAME_SIZE + 2.5, bold=True))
        self._draw_headings()
        for at, node in enumerate(self.form.nodes):
            if isinstance(node, Terminal):
                self._draw_leaf(at)
            else:
                self._draw_branches(at, node)
                self._draw_node(at)
        self._join_sets()
        for number, note in enumerate(notes, start=1):
            self.canvas.text((MARGIN, self.layout.bottom + 2.0 + LINE * number), note, NOTE)
        return figure

    def _notes(self) -> list[str]:
        notes = []
        if self.profile is not None:
            notes.append("Thick: what is played. Medium: what would be played at a node that is not reached.")
        if any(len(members) > 1 for members in self.form.members):
            notes.append("A dashed line joins nodes that the mover cannot tell apart.")
        return notes

    def _draw_headings(self) -> None:
        y = self.layout.top - 5.0 - (LINE * (len(self.form.players) - 1) if self.layout.stacked else 0.0)
        for who, name in enumerate(self.form.players):
            down = LINE * who if self.layout.stacked else 0.0
            self.canvas.text((self.layout.payoff_columns[who], y + down), name, self.layout.heading(who))

    def _draw_branches(self, at: int, node: Decision | Lottery[Fraction] | Lottery[RationalFunction]) -> None:
        x, y = self.layout.place(at)
        for branch, child in enumerate(node.children):
            end_x, end_y = self.layout.place(child)
            color, width = self._pen(at, node, branch)
            self.canvas.line([(x, y), (x + FAN, end_y), (end_x, end_y)], color, width)
            self.canvas.text((x + FAN + 2.0, end_y - 5.5), self.form.labels(at)[branch], ACTION)
            below, ink = self.layout.below_branch(at, branch)
            self.canvas.text((x + FAN + 2.0, end_y + 10.5), below, ink)

    def _pen(self, at: int, node: Decision | Lottery[Fraction] | Lottery[RationalFunction], branch: int) -> tuple[str, float]:
        if isinstance(node, Lottery):
            return QUIET, THICK if self.layout.reached[node.children[branch]] and self.profile else THIN + 0.3
        if self.profile is None:
            return player_fill(self.form.mover(node)), THIN + 0.5
        if not self.profile.probabilities[node.information_set][branch]:
            return FAINT, THIN
        return player_fill(self.form.mover(node)), THICK if self.layout.reached[at] else MEDIUM

    def _draw_node(self, at: int) -> None:
        (x, y), (name, ink, seen) = self.layout.place(at), self.layout.mover(at)
        node = self.form.nodes[at]
        if isinstance(node, Decision):
            fill = player_fill(self.form.mover(node))
            self.canvas.dot((x, y), RADIUS, fill, fill)
        else:
            self.canvas.dot((x, y), RADIUS, WHITE, INK)
        left = x - RADIUS - GAP / 2
        self.canvas.text((left, y - 5.5), name, ink, "right")
        self.canvas.text((left, y + 10.5), seen, SET, "right")

    def _draw_leaf(self, at: int) -> None:
        x, y = self.layout.place(at)
        first = self.layout.payoff_columns[0]
        if self.profile is not None and self.layout.reached[at]:
            height = self.layout.height(at) - 3.0
            right = self.layout.payoff_columns[-1] + GAP / 2
            self.canvas.box((first - GAP, y - height / 2), right - first + GAP, height, BAND)
        if x < self.layout.columns[-1]:
            self.canvas.line([(x + 4.0, y), (first - GAP - 2.0, y)], FAINT, 0.8, dashes=(1.0, 3.0))
        self.canvas.dot((x, y), 1.6, INK, INK, 0.0)
        self._draw_payoffs(at, y)

    def _draw_payoffs(self, at: int, y: float) -> None:
        blocks = [[(who, line) for line in lines] for who, lines in enumerate(self.layout.payoffs[at])]
        if self.layout.stacked:
            blocks = [[line for block in blocks for line in block]]
        for block in blocks:
            first = y - LINE * (len(block) - 1) / 2 + 4.0
            for number, (who, (text, ink)) in enumerate(block):
                self.canvas.text((self.layout.payoff_columns[who], first + LINE * number), text, ink)

    def _join_sets(self) -> None:
        """Joins the nodes of each information set; where other nodes are in its way, its line runs beside them."""
        lanes: dict[float, int] = {}  # how many lines already run beside a column
        for members in self.form.members:
            places = [self.layout.place(at) for at in members]
            in_the_way = any(map(self._is_between, places, places[1:]))
            x = places[0][0]
            lane = x + 9.0 + 4.5 * lanes.get(x, 0)
            if in_the_way:
                lanes[x] = lanes.get(x, 0) + 1
            for start, end in pairwise(places):
                path = [start, end]
                if in_the_way and start[0] == end[0]:
                    path = [start, (lane, start[1] + 12.0), (lane, end[1] - 12.0), end]
                self.canvas.line(path, INK, 1.1, dashes=(4.0, 3.0))

    def _is_between(self, start: Point, end: Point) -> bool:
        """Whether another decision node stands on the straight line between two nodes of one column."""
        return start[0] == end[0] and any(
            self.layout.columns[self.layout.depth[at]] == start[0] and start[1] < self.layout.rows[at] < end[1]
            for at, node in enumerate(self.form.nodes)
            if not isinstance(node, Terminal)
        )
