"""The game tree as game theorists draw it, from left to right so that no label meets another."""

from fractions import Fraction
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import Assessment, Decision, ExtensiveForm, Lottery, Profile, Terminal
from gametheory_paradox.forms.trees.views.play import Beliefs, play_of
from gametheory_paradox.forms.trees.views.tree_layout import (
    ACTION,
    FAN,
    LINE,
    MARGIN,
    NOTE,
    RADIUS,
    SET,
    SPACE,
    TreeLayout,
    check_sheet,
)
from gametheory_paradox.models import GameFamily
from gametheory_paradox.paradoxes.definition import AnyForm
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.views.canvas import (
    BAND,
    FAINT,
    INK,
    MEDIUM,
    QUIET,
    THICK,
    THIN,
    TITLE,
    WHITE,
    Canvas,
    Figure,
    Ink,
    Point,
    player_fill,
    player_ink,
    width_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

Mover: TypeAlias = Decision | Lottery[Fraction] | Lottery[RationalFunction]

DASHES = ((4.0, 3.0), (9.0, 3.0), (2.0, 2.0))  # so that lines side by side differ
LEADER = (1.0, 3.0)  # from a leaf to its payoffs

PLAYED = "Thick: what is played."
PLANNED = "Medium: what would be played at a node that is not reached."
JOINED = "A dashed line joins nodes that the mover cannot tell apart."
BELIEVED = "In brackets: the mover's belief that it is at this node."


def draw_tree(
    game: AnyForm | GameFamily,
    profile: Profile | Assessment | None = None,
    *,
    beliefs: Beliefs | None = None,
    title: str = "",
    stacked: bool = False,
) -> Figure:
    """Draws a game in extensive form.

    Each player has a color.  The mover's name stands above its node and what it sees there below; nodes that
    it cannot tell apart are joined by a dashed line; chance is an open circle with its probabilities on the
    branches.  Payoffs stand at the leaves.  With a profile, what is played is drawn thick, and what would be
    played elsewhere medium; probabilities of mixing stand on the branches.  With an assessment, each node of
    an information set also shows how likely it is held.

    Parameters
    ----------
    game
        The game, or the form of a family, whose payoffs are formulas.
    profile
        Everyone's play: a profile, or an assessment, which says what everyone believes too.
    beliefs
        For each information set the probabilities of its nodes, in the order of the game's ``members``.
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
        If the game is not a tree, or the profile or the beliefs are those of another game.
    Unsupported
        If the tree is too large for a picture.

    Examples
    --------
    >>> from gametheory_paradox.forms import Move
    >>> entered = Move("I", "after entry", {"fight": (-1, -1), "yield": (1, 1)})
    >>> tree = Move("E", "entry", {"in": entered, "out": (0, 2)})
    >>> figure = draw_tree(ExtensiveForm.from_tree(["E", "I"], tree))
    """
    return TreeDrawing(game, profile, beliefs, title=title, stacked=stacked).figure()


class Sheet(Protocol):
    """A surface to draw a tree on, measured in points from its upper left corner."""

    def text(
        self, at: Point, text: str, ink: Ink, anchor: Literal["left", "center", "right"] = "left"
    ) -> None:
        """A line of text whose baseline starts, is centered, or ends at a point."""

    def line(
        self, points: "Sequence[Point]", color: str, width: float, dashes: tuple[float, float] | None = None
    ) -> None:
        """A line through points."""

    def dot(self, at: Point, radius: float, fill: str, edge: str, width: float = 1.0) -> None:
        """A filled circle."""

    def box(self, corner: Point, width: float, height: float, fill: str) -> None:
        """A filled rectangle from its upper left corner, behind everything else."""


class TreeDrawing:
    """A tree that is laid out and can be drawn on any sheet of its size."""

    def __init__(
        self,
        game: AnyForm | GameFamily,
        profile: Profile | Assessment | None = None,
        beliefs: Beliefs | None = None,
        *,
        title: str = "",
        stacked: bool = False,
        notes: bool = True,
    ):
        form = game.form if isinstance(game, GameFamily) else game
        order = [p.name for p in game.parameters] if isinstance(game, GameFamily) else []
        if not isinstance(form, ExtensiveForm):
            raise InvalidGame("a game in normal form has no tree; draw its payoff matrix")
        self.form, self.play, self.title = form, play_of(form, profile, beliefs), title
        self.layout = TreeLayout(form, self.play, order, stacked=stacked, room_above=24.0 if title else 0.0)
        self.notes = self._notes() if notes else []
        width = self.layout.payoff_columns[-1] + MARGIN
        wide = [width_of(note, NOTE) for note in self.notes] + [width_of(title, TITLE)]
        self.size = (
            max(width, *(w + 2 * MARGIN for w in wide)),
            self.layout.bottom + MARGIN + LINE * len(self.notes),
        )
        check_sheet(*self.size)

    def figure(self) -> Figure:
        """The tree on a sheet of its own."""
        canvas = Canvas()
        figure = canvas.open(*self.size)
        self.draw_on(canvas)
        return figure

    def places(self) -> dict[str, object]:
        """The place of every node, and over which width branches fan out, in points."""
        at = [[round(x, 1) for x in self.layout.place(node)] for node in range(len(self.form.nodes))]
        return {"places": at, "fan": FAN}

    def draw_on(self, sheet: Sheet) -> None:
        """Draws everything."""
        self.sheet = sheet
        if self.title:
            sheet.text((MARGIN, MARGIN + 13.0), self.title, TITLE)
        self._draw_headings()
        self._join_sets()
        for at, node in enumerate(self.form.nodes):
            if isinstance(node, Terminal):
                self._draw_leaf(at)
            else:
                self._draw_branches(at, node)
                self._draw_node(at, node)
        for number, note in enumerate(self.notes, start=1):
            sheet.text((MARGIN, self.layout.bottom + 2.0 + LINE * number), note, NOTE)

    def _notes(self) -> list[str]:
        shared = any(len(members) > 1 for members in self.form.members)
        played, layout = self.play.profile is not None, self.layout
        off = any(
            isinstance(node, Decision) and not there
            for node, there in zip(self.form.nodes, layout.reached, strict=True)
        )
        notes = {
            f"{PLAYED} {PLANNED}" if off else PLAYED: played,
            JOINED: shared,
            BELIEVED: shared and self.play.beliefs is not None,
        }
        return [note for note, needed in notes.items() if needed]

    def _draw_headings(self) -> None:
        y = self.layout.top - 5.0 - (LINE * (len(self.form.players) - 1) if self.layout.stacked else 0.0)
        for who, name in enumerate(self.form.players):
            down = LINE * who if self.layout.stacked else 0.0
            self.sheet.text((self.layout.payoff_columns[who], y + down), name, self.layout.heading(who))

    def _join_sets(self) -> None:
        for line in self.layout.dashes:
            player = self.form.information_sets[line.information_set].player
            color = player_ink(self.form.players.index(player))
            self.sheet.line(line.points, color, 1.1, DASHES[line.place % len(DASHES)])

    def _draw_branches(self, at: int, node: Mover) -> None:
        x, y = self.layout.place(at)
        for branch, child in enumerate(node.children):
            end_x, end_y = self.layout.place(child)
            color, width = self._pen(at, node, branch)
            self.sheet.line([(x, y), (x + FAN, end_y), (end_x, end_y)], color, width)
            self.sheet.text((x + FAN + 2.0, end_y - 5.5), self.form.labels(at)[branch], ACTION)
            below, ink = self.layout.below_branch(at, branch)
            if below:
                self.sheet.text((x + FAN + 2.0, end_y + 10.5), below, ink)

    def _pen(self, at: int, node: Mover, branch: int) -> tuple[str, float]:
        profile = self.play.profile
        if isinstance(node, Lottery):
            return QUIET, THICK if self.layout.reached[node.children[branch]] and profile else THIN + 0.3
        if profile is None:
            return player_fill(self.form.mover(node)), THIN + 0.5
        if not profile.probabilities[node.information_set][branch]:
            return FAINT, THIN
        return player_fill(self.form.mover(node)), THICK if self.layout.reached[at] else MEDIUM

    def _draw_node(self, at: int, node: Mover) -> None:
        x, y = self.layout.place(at)
        if isinstance(node, Decision):
            fill = player_fill(self.form.mover(node))
            self.sheet.dot((x, y), RADIUS, fill, fill)
        else:
            self.sheet.dot((x, y), RADIUS, WHITE, INK)
        edge = self.layout.label_edge(at)
        self.sheet.text((edge, y - 5.5), *self.layout.mover(at), "right")
        belief, ink = self.layout.belief(at)
        if belief:
            self.sheet.text((edge, y + 10.5), belief, ink, "right")
            edge -= width_of(belief, ink) + SPACE / 2
        if self.layout.seen(at):
            self.sheet.text((edge, y + 10.5), self.layout.seen(at), SET, "right")

    def _draw_leaf(self, at: int) -> None:
        x, y = self.layout.place(at)
        first = self.layout.payoff_columns[0]
        if self.play.profile is not None and self.layout.reached[at]:
            height = self.layout.height(at) - 3.0
            right = self.layout.payoff_columns[-1] + SPACE / 2
            self.sheet.box((first - SPACE, y - height / 2), right - first + SPACE, height, BAND)
        if x < self.layout.columns[-1]:
            self.sheet.line([(x + 4.0, y), (first - SPACE - 2.0, y)], FAINT, 0.8, LEADER)
        self.sheet.dot((x, y), 1.6, INK, INK, 0.0)
        self._draw_payoffs(at, y)

    def _draw_payoffs(self, at: int, y: float) -> None:
        blocks = [[(who, line) for line in lines] for who, lines in enumerate(self.layout.payoffs[at])]
        if self.layout.stacked:
            blocks = [[line for block in blocks for line in block]]
        for block in blocks:
            first = y - LINE * (len(block) - 1) / 2 + 4.0
            for number, (who, (text, ink)) in enumerate(block):
                self.sheet.text((self.layout.payoff_columns[who], first + LINE * number), text, ink)
