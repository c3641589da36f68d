"""The layout of the picture of a game tree: the place of everything, and the text there."""

from collections.abc import Sequence
from fractions import Fraction

from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms import Decision, Lottery, Terminal
from gametheory_paradox.forms.trees.views.play import Play, Tree
from gametheory_paradox.forms.trees.views.tree_joints import Joints
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.rationals import Numbers, as_decimal
from gametheory_paradox.views.canvas import (
    INK,
    NAME_SIZE,
    QUIET,
    SMALL_SIZE,
    Ink,
    Point,
    player_ink,
    width_of,
)
from gametheory_paradox.views.notation import MATH, pieces

MARGIN = 12.0
FAN = 26.0  # from a node to where its branches run level
ROW, CLOSE_ROW = 25.0, 19.0  # between two leaves, and where there are many of them
MANY_LEAVES = 30
CROWDED_ROW = 35.0  # of a leaf with words below its branch too
LINE = 14.0  # between two lines of a payoff
SPACE = 8.0
RADIUS = 4.6
WIDEST_PAYOFF = 150.0  # a longer formula goes on in the next line
LONGEST_PROBABILITY = 21  # characters; a longer one is rounded and says so

MOST_LEVELS, MOST_ENDS = 60, 300  # of a tree that is drawn
LONGEST_SIDE, LARGEST_AREA = 10_000.0, 10_000_000.0  # of a picture, in points

ACTION = Ink(INK, NAME_SIZE)
SET = Ink(QUIET, SMALL_SIZE, italic=True)
ODDS = Ink(QUIET, SMALL_SIZE + 1)
NOTE = Ink(QUIET, SMALL_SIZE + 0.5, italic=True)


class TreeLayout:
    """The places of a tree's nodes, labels, payoffs and dashed lines, in points.

    Every level of the tree is a column, every leaf a row.  A branch leaves its node, fans out over a fixed
    width and then runs level at the height of the node it leads to; its label stands on the level part, and
    left of every node stand the mover's name, above, and what it sees and believes, below.  So labels cannot
    meet, however many leaves there are.

    Raises
    ------
    Unsupported
        If the tree has too many levels or ends for a picture.
    """

    def __init__(self, form: Tree, play: Play, order: Sequence[str], *, stacked: bool, room_above: float):
        self.form, self.play, self.order, self.stacked = form, play, order, stacked
        self.depth = _depths(form)
        _check_size(form, max(self.depth) + 1)
        self.top = MARGIN + room_above + LINE * (len(form.players) if stacked else 1) + 4.0
        self.reached = _reached(form, play)

        # The words.
        leaves: dict[int, Sequence[Fraction | RationalFunction]] = {
            at: node.payoffs for at, node in enumerate(form.nodes) if isinstance(node, Terminal)
        }
        self.beliefs = {} if play.beliefs is None else _beliefs(form, play.beliefs)
        self.numbers = Numbers(p for leaf in leaves.values() for p in leaf if isinstance(p, Fraction))
        self.payoffs = {
            at: [self._payoff(p, who) for who, p in enumerate(leaf)] for at, leaf in leaves.items()
        }

        # Their places: rows first, which say how much room the dashed lines need between columns.
        joints = Joints(form, self.depth)
        self.rows = self._rows(joints)
        self._label_edges = [
            max(RADIUS + SPACE / 2, gutter + SPACE / 2) for gutter in joints.gutters(self.rows)
        ]
        self.columns = self._level_columns()
        self.payoff_columns = self._payoff_columns()
        self.dashes = joints.lines(self.columns, self.rows)

    def _payoff(self, payoff: Fraction | RationalFunction, who: int) -> list[tuple[str, Ink]]:
        """The payoff's lines, each with its ink."""
        color = player_ink(who)
        if isinstance(payoff, Fraction):
            return [(self.numbers.text(payoff), Ink(color, NAME_SIZE))]
        ink, lines = Ink(color, NAME_SIZE + 0.5, math=True), [""]
        for piece in pieces(payoff, self.order, MATH):
            if lines[-1] and width_of(lines[-1] + piece, ink) > WIDEST_PAYOFF:
                lines.append("\\quad ")
            lines[-1] += piece
        return [(line, ink) for line in lines]

    def below_branch(self, at: int, branch: int) -> tuple[str, Ink]:
        """The text under a branch: chance's probability, or a player's where that is neither zero nor one."""
        node = self.form.nodes[at]
        if isinstance(node, Lottery):
            p = node.probabilities[branch]
            if isinstance(p, Fraction):
                return exactly(p), ODDS
            return "".join(pieces(p, self.order, MATH)), Ink(ODDS.color, ODDS.size, math=True)
        if isinstance(node, Decision) and self.play.profile is not None:
            own = self.play.profile.probabilities[node.information_set][branch]
            if 0 < own < 1:
                return exactly(own), Ink(player_ink(self.form.mover(node)), ODDS.size)
        return "", ODDS

    def mover(self, at: int) -> tuple[str, Ink]:
        """The mover's name and its ink."""
        node = self.form.nodes[at]
        if isinstance(node, Decision):
            player = self.form.information_sets[node.information_set].player
            return player, Ink(player_ink(self.form.mover(node)), NAME_SIZE, bold=True)
        return ("chance", Ink(QUIET, NAME_SIZE, italic=True)) if isinstance(node, Lottery) else ("", ACTION)

    def seen(self, at: int) -> str:
        """The name of a node's information set."""
        node = self.form.nodes[at]
        return self.form.information_sets[node.information_set].name if isinstance(node, Decision) else ""

    def belief(self, at: int) -> tuple[str, Ink]:
        """The mover's belief that it is at this node, in brackets, where it cannot tell."""
        return self.beliefs.get(at, ""), Ink(self.mover(at)[1].color, ODDS.size)

    def label_edge(self, at: int) -> float:
        """The x at which what stands left of a node ends."""
        return self.columns[self.depth[at]] - self._label_edges[self.depth[at]]

    def _label_widths(self, at: int) -> tuple[float, float]:
        """The widths of the labels left of a node, above and below its branch."""
        below = [width for width in (width_of(self.seen(at), SET), width_of(*self.belief(at))) if width]
        return width_of(*self.mover(at)), sum(below) + SPACE / 2 * (len(below) - 1)

    def _level_columns(self) -> list[float]:
        """The x of each depth: a column is as wide as its widest branch with the labels of the next node."""
        columns = [MARGIN + max(self._label_widths(0)) + SPACE / 2 + self._label_edges[0]]
        widest = [0.0] * len(self._label_edges)
        for at, node in enumerate(self.form.nodes):
            for branch, child in enumerate(() if isinstance(node, Terminal) else node.children):
                name, seen = self._label_widths(child)
                above = width_of(self.form.labels(at)[branch], ACTION) + SPACE + name
                below = width_of(*self.below_branch(at, branch)) + SPACE + seen
                widest[self.depth[child]] = max(widest[self.depth[child]], above, below)
        for room, edge in zip(widest[1:], self._label_edges[1:], strict=True):
            columns.append(columns[-1] + FAN + room + SPACE / 2 + RADIUS + edge)
        return columns

    def _payoff_columns(self) -> list[float]:
        """The left edge of each player's payoffs, and the right edge of the last."""
        left = self.columns[-1] + 2 * SPACE
        if self.stacked:
            widest = max(width_of(*line) for leaf in self.payoffs.values() for p in leaf for line in p)
            names = max(width_of(name, self.heading(who)) for who, name in enumerate(self.form.players))
            return [left] * len(self.form.players) + [left + max(widest, names)]
        edges = [left]
        for who, name in enumerate(self.form.players):
            lines = [line for leaf in self.payoffs.values() for line in leaf[who]]
            widest = max(width_of(name, self.heading(who)), *(width_of(*line) for line in lines))
            edges.append(edges[-1] + widest + 2 * SPACE)
        return [*edges[:-1], edges[-1] - 2 * SPACE]

    def heading(self, who: int) -> Ink:
        """The ink of a player's name above its payoffs."""
        return Ink(player_ink(who), SMALL_SIZE + 1, bold=True)

    def height(self, at: int) -> float:
        """The height of a leaf's row."""
        lines = [len(p) for p in self.payoffs[at]]
        count = sum(lines) if self.stacked else max(lines)
        crowded = at > 0 and self._has_words_below(*self.form.parents[at])
        row = CROWDED_ROW if crowded else CLOSE_ROW if len(self.payoffs) > MANY_LEAVES else ROW
        return max(row, count * LINE + (11.0 if count > 1 else 0.0))

    def _has_words_below(self, parent: int, branch: int) -> bool:
        """True if something is written below a leaf's branch, or below its parent at the same height."""
        node = self.form.nodes[parent]
        alone = not isinstance(node, Terminal) and len(node.children) == 1
        return alone or bool(self.below_branch(parent, branch)[0])

    def _rows(self, joints: Joints) -> list[float]:
        """The y of each node: leaves one below another, any other midway between its first and last child."""
        y, rows = self.top, [0.0] * len(self.form.nodes)
        for number, (at, _) in enumerate(self.form.terminals()):
            joints.open_alley(number, y)
            y += joints.room(number)
            rows[at] = y + self.height(at) / 2
            y += self.height(at)
        joints.open_alley(len(self.payoffs), y)
        self.bottom = y + joints.room(len(self.payoffs))
        for at in range(len(self.form.nodes) - 1, -1, -1):
            node = self.form.nodes[at]
            if not isinstance(node, Terminal):
                rows[at] = (rows[node.children[0]] + rows[node.children[-1]]) / 2
        return rows

    def place(self, at: int) -> Point:
        """The place of a node."""
        return self.columns[self.depth[at]], self.rows[at]


def check_sheet(width: float, height: float) -> None:
    """Refuses a picture that no page and no program shows."""
    if max(width, height) > LONGEST_SIDE or width * height > LARGEST_AREA:
        limits = (
            f"at most {round(LONGEST_SIDE):,} points either way and {round(LARGEST_AREA):,} square points"
        )
        raise Unsupported(
            f"the picture would be {round(width):,} by {round(height):,} points, and a picture has "
            f"{limits}; "
            "draw a smaller game, or give its players, information sets and actions shorter names"
        )


def _check_size(form: Tree, levels: int) -> None:
    ends = sum(1 for _ in form.terminals())
    if levels > MOST_LEVELS or ends > MOST_ENDS:
        limits = f"at most {MOST_LEVELS} levels and {MOST_ENDS} ends"
        raise Unsupported(
            f"a tree that is drawn has {limits}, this one has {levels:,} and {ends:,}; draw a smaller one"
        )


def exactly(p: Fraction) -> str:
    """A probability as a fraction, or where that is long as a decimal that says so."""
    written = str(p)
    return written if len(written) <= LONGEST_PROBABILITY else f"≈{as_decimal(p, digits=4)}".replace("-", "−")


def _beliefs(form: Tree, beliefs: Sequence[Sequence[Fraction]]) -> dict[int, str]:
    """For each node that its mover cannot tell from another what is believed of it."""
    return {
        at: f"[{exactly(p)}]"
        for members, own in zip(form.members, beliefs, strict=True)
        for at, p in zip(members, own, strict=True)
        if len(members) > 1
    }


def _depths(form: Tree) -> list[int]:
    depth = [0] * len(form.nodes)
    for at in range(1, len(form.nodes)):
        depth[at] = depth[form.parents[at][0]] + 1
    return depth


def _reached(form: Tree, play: Play) -> list[bool]:
    """True for the nodes reached with positive probability; a probability that is a formula is positive."""
    reached = [True] * len(form.nodes)
    if play.profile is None:
        return reached
    for at in range(1, len(form.nodes)):
        parent, branch = form.parents[at]
        node = form.nodes[parent]
        if isinstance(node, Decision):
            odds: Sequence[Fraction | RationalFunction] = play.profile.probabilities[node.information_set]
        else:
            assert isinstance(node, Lottery)
            odds = node.probabilities
        reached[at] = reached[parent] and bool(odds[branch])
    return reached
