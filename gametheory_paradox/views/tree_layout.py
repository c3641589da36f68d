"""Where everything in the picture of a game tree goes, and what is written there."""

from collections.abc import Sequence
from fractions import Fraction
from typing import TypeAlias

from gametheory_paradox.games import Decision, ExtensiveForm, Lottery, Profile, Terminal
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.views.canvas import Ink, Point, width_of
from gametheory_paradox.views.notation import MATH, Numbers, pieces
from gametheory_paradox.views.style import INK, NAME_SIZE, QUIET, SMALL_SIZE, player_ink

Tree: TypeAlias = ExtensiveForm[Fraction] | ExtensiveForm[RationalFunction]

MARGIN = 12.0
FAN = 26.0  # from a node to where its branches run level
ROW = 25.0  # between two leaves
LINE = 14.0  # between two lines of a payoff
GAP = 8.0
RADIUS = 4.6
WIDEST_PAYOFF = 150.0  # a longer formula goes on in the next line

ACTION = Ink(INK, NAME_SIZE)
SET = Ink(QUIET, SMALL_SIZE, italic=True)
ODDS = Ink(QUIET, SMALL_SIZE + 1)
NOTE = Ink(QUIET, SMALL_SIZE + 0.5, italic=True)


class TreeLayout:
    """The places of a tree's nodes, labels and payoffs, in points.

    Every level of the tree is a column, every leaf a row.  A branch leaves its node, fans out over a fixed width and then
    runs level at the height of the node it leads to; its label stands on the level part, and left of every node stand the
    mover's name, above, and what it sees, below.  So labels cannot meet, however many leaves there are.
    """

    def __init__(self, form: Tree, profile: Profile | None, order: Sequence[str], *, stacked: bool, room_above: float):
        self.form, self.profile, self.order, self.stacked = form, profile, order, stacked
        self.top = MARGIN + room_above + LINE * (len(form.players) if stacked else 1) + 4.0
        self.depth = _depths(form)
        self.reached = _reached(form, profile)
        leaves: dict[int, Sequence[Fraction | RationalFunction]] = {
            at: node.payoffs for at, node in enumerate(form.nodes) if isinstance(node, Terminal)
        }
        odds = [p for node in form.nodes if isinstance(node, Lottery) for p in node.probabilities]
        self.numbers = Numbers(p for leaf in leaves.values() for p in leaf if isinstance(p, Fraction))
        self.odds = Numbers(p for p in odds if isinstance(p, Fraction))
        self.payoffs = {at: [self._payoff(p, who) for who, p in enumerate(leaf)] for at, leaf in leaves.items()}
        self.columns = self._level_columns()
        self.payoff_columns = self._payoff_columns()
        self.rows = self._rows()

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

    def _probability(self, p: Fraction | RationalFunction) -> tuple[str, Ink]:
        if isinstance(p, Fraction):
            return self.odds.text(p), ODDS
        return "".join(pieces(p, self.order, MATH)), Ink(ODDS.color, ODDS.size, math=True)

    def below_branch(self, at: int, branch: int) -> tuple[str, Ink]:
        """What stands under a branch: the probability with which it is taken, where that is neither zero nor one."""
        node = self.form.nodes[at]
        if isinstance(node, Lottery):
            return self._probability(node.probabilities[branch])
        if isinstance(node, Decision) and self.profile is not None:
            p = self.profile.probabilities[node.information_set][branch]
            if 0 < p < 1:
                return Numbers([p]).text(p), ODDS
        return "", ODDS

    def mover(self, at: int) -> tuple[str, Ink, str]:
        """The mover's name, its ink, and the information set's name."""
        node = self.form.nodes[at]
        if isinstance(node, Decision):
            info = self.form.information_sets[node.information_set]
            return info.player, Ink(player_ink(self.form.mover(node)), NAME_SIZE, bold=True), info.name
        return ("chance", Ink(QUIET, NAME_SIZE, italic=True), "") if isinstance(node, Lottery) else ("", ACTION, "")

    def _level_columns(self) -> list[float]:
        """The x of each depth: a column is as wide as its widest branch with the labels of the node it leads to."""
        name, ink, seen = self.mover(0)
        columns = [MARGIN + max(width_of(name, ink), width_of(seen, SET)) + GAP + RADIUS]
        widest = [0.0] * (max(self.depth) + 1)
        for at, node in enumerate(self.form.nodes):
            for branch, child in enumerate(() if isinstance(node, Terminal) else node.children):
                name, ink, seen = self.mover(child)
                above = width_of(self.form.labels(at)[branch], ACTION) + GAP + width_of(name, ink)
                below = width_of(*self.below_branch(at, branch)) + GAP + width_of(seen, SET)
                widest[self.depth[child]] = max(widest[self.depth[child]], above, below)
        for room in widest[1:]:
            columns.append(columns[-1] + FAN + room + GAP + 2 * RADIUS)
        return columns

    def _payoff_columns(self) -> list[float]:
        """The left edge of each player's payoffs, and the right edge of the last."""
        left = self.columns[-1] + 2 * GAP
        if self.stacked:
            widest = max(width_of(*line) for leaf in self.payoffs.values() for p in leaf for line in p)
            names = max(width_of(name, self.heading(who)) for who, name in enumerate(self.form.players))
            return [left] * len(self.form.players) + [left + max(widest, names)]
        edges = [left]
        for who, name in enumerate(self.form.players):
            lines = [line for leaf in self.payoffs.values() for line in leaf[who]]
            widest = max(width_of(name, self.heading(who)), *(width_of(*line) for line in lines))
            edges.append(edges[-1] + widest + 2 * GAP)
        return [*edges[:-1], edges[-1] - 2 * GAP]

    def heading(self, who: int) -> Ink:
        """How a player's name looks above its payoffs."""
        return Ink(player_ink(who), SMALL_SIZE + 1, bold=True)

    def height(self, at: int) -> float:
        """The height of a leaf's row."""
        lines = [len(p) for p in self.payoffs[at]]
        count = sum(lines) if self.stacked else max(lines)
        crowded = at > 0 and self._has_words_below(*self.form.parents[at])
        return max(ROW + (8.0 if crowded else 0.0), count * LINE + (11.0 if count > 1 else 0.0))

    def _has_words_below(self, parent: int, branch: int) -> bool:
        """Whether something is written below a leaf's branch, or below its parent at the same height."""
        node = self.form.nodes[parent]
        alone = not isinstance(node, Terminal) and len(node.children) == 1
        return alone or bool(self.below_branch(parent, branch)[0])

    def _rows(self) -> list[float]:
        """The y of each node: leaves one below another, every other node midway between its first and last child."""
        y, rows = self.top, [0.0] * len(self.form.nodes)
        for at, _ in self.form.terminals():
            rows[at] = y + self.height(at) / 2
            y += self.height(at)
        self.bottom = y
        for at in range(len(self.form.nodes) - 1, -1, -1):
            node = self.form.nodes[at]
            if not isinstance(node, Terminal):
                rows[at] = (rows[node.children[0]] + rows[node.children[-1]]) / 2
        return rows

    def place(self, at: int) -> Point:
        """Where a node is."""
        return self.columns[self.depth[at]], self.rows[at]


def _depths(form: Tree) -> list[int]:
    depth = [0] * len(form.nodes)
    for at in range(1, len(form.nodes)):
        depth[at] = depth[form.parents[at][0]] + 1
    return depth


def _reached(form: Tree, profile: Profile | None) -> list[bool]:
    """Which nodes are reached with positive probability; a probability that is a formula counts as positive."""
    reached = [True] * len(form.nodes)
    if profile is None:
        return reached
    for at in range(1, len(form.nodes)):
        parent, branch = form.parents[at]
        node = form.nodes[parent]
        if isinstance(node, Decision):
            odds: Sequence[Fraction | RationalFunction] = profile.probabilities[node.information_set]
        else:
            assert isinstance(node, Lottery)
            odds = node.probabilities
        reached[at] = reached[parent] and bool(odds[branch])
    return reached
