"""Joints between the nodes of one information set: dashed lines that meet no label and no other node.

Successive nodes of a set at one depth are joined straight down their column.  Where another node stands in
between, the line steps aside into a lane just left of the column, where it crosses nothing but level
branches.  Nodes of different depths are joined through an alley between two rows: from the shallower node
straight down (or up) to the edge of everything that follows it, level to the column of the deeper node, and
down to that.  Nothing is drawn at that edge right of the shallower node, so a few points of room there are
enough.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from gametheory_paradox.forms import Terminal
from gametheory_paradox.forms.trees.views.play import Tree
from gametheory_paradox.table import Record
from gametheory_paradox.views.canvas import Point

SLOT = 6.0  # between two lines in one alley
# Between an alley's edges and the nearest line in it; labels stand above their branches.
ALLEY_TOP, ALLEY_FOOT = 4.0, 8.0
LANE = 5.0  # between two lanes beside a column
FIRST_LANE = 10.0  # from a column to its nearest lane
CHAMFER = 5.0  # how much of a corner is cut
STEP = 12.0  # how far below or above a node its line has reached its lane


@dataclass(frozen=True, repr=False)
class Joint(Record):
    """Two successive nodes of an information set, the upper one first."""

    information_set: int
    upper: int
    lower: int
    shallow: int
    deep: int


@dataclass(frozen=True, repr=False)
class DashedLine(Record):
    """A joint as it is drawn.

    Parameters
    ----------
    information_set
        The set whose nodes it joins.
    place
        Its number among the lines that run side by side, counted from the nearest; zero for one that runs
        alone.
    points
        The points at which it bends, its ends included, from top to bottom.
    """

    information_set: int
    place: int
    points: list[Point]


class Joints:
    """The joints of a tree, the room they need, and the paths of their lines.

    Parameters
    ----------
    form
        The tree.
    depth
        For each node its depth.
    """

    def __init__(self, form: Tree, depth: Sequence[int]):
        self.depth = depth
        self._all: list[Joint] = []
        for number, members in enumerate(form.members):
            for upper, lower in pairwise(members):  # preorder goes down the page
                shallow, deep = (upper, lower) if depth[upper] <= depth[lower] else (lower, upper)
                self._all.append(Joint(number, upper, lower, shallow, deep))
        self._slots = self._assign_slots(form)
        self._slot_rows: dict[Joint, float] = {}
        self._lanes: dict[tuple[int, int], int] = {}
        self._aside: set[Joint] = set()

    def _assign_slots(self, form: Tree) -> dict[int, list[Joint]]:
        """For each alley, known by the number of leaves above it, its joints from top to bottom."""
        first, beyond = _leaf_ranges(form)
        slots: dict[int, list[Joint]] = {}
        for joint in self._all:
            if self.depth[joint.upper] != self.depth[joint.lower]:
                alley = beyond[joint.shallow] if joint.shallow == joint.upper else first[joint.shallow]
                slots.setdefault(alley, []).append(joint)
        for joints in slots.values():  # the deeper a line begins, the nearer it stays to where it begins
            joints.sort(
                key=lambda j: (
                    (0, -self.depth[j.shallow]) if j.shallow == j.upper else (1, self.depth[j.shallow])
                )
            )
        return slots

    def room(self, alley: int) -> float:
        """The height of the alley below so many leaves."""
        lines = len(self._slots.get(alley, ()))
        return ALLEY_TOP + SLOT * (lines - 1) + ALLEY_FOOT if lines else 0.0

    def open_alley(self, alley: int, top: float) -> None:
        """Says where an alley begins."""
        for number, joint in enumerate(self._slots.get(alley, ())):
            self._slot_rows[joint] = top + ALLEY_TOP + SLOT * number

    def gutters(self, rows: Sequence[float]) -> list[float]:
        """The room, for each depth, of the lanes beside its column, once the height of each node is known."""
        columns: list[list[float]] = [[] for _ in range(max(self.depth) + 1)]
        for at, row in enumerate(rows):
            columns[self.depth[at]].append(row)

        # From where to where each set needs a lane at a depth.
        needs: dict[tuple[int, int], tuple[float, float]] = {}
        for joint in self._all:
            top, bottom = self._span(joint, rows)
            column = columns[self.depth[joint.deep]]
            if bisect_right(column, top) < bisect_left(column, bottom):  # another node stands in the way
                self._aside.add(joint)
                key = (self.depth[joint.deep], joint.information_set)
                known = needs.get(key, (top, bottom))
                needs[key] = (min(known[0], top), max(known[1], bottom))

        lanes = self._assign_lanes(needs)
        return [FIRST_LANE + LANE * (count - 1) if count else 0.0 for count in map(len, lanes)]

    def _span(self, joint: Joint, rows: Sequence[float]) -> tuple[float, float]:
        """From where to where the line runs along the column of the deeper node."""
        slot = self._slot_rows.get(joint)
        if slot is None:
            return rows[joint.upper], rows[joint.lower]
        return (slot, rows[joint.deep]) if joint.deep == joint.lower else (rows[joint.deep], slot)

    def _assign_lanes(
        self, needs: dict[tuple[int, int], tuple[float, float]]
    ) -> list[list[list[tuple[float, float]]]]:
        """Gives each joint the nearest free lane, short ones first; returns for each depth its lanes."""
        lanes: list[list[list[tuple[float, float]]]] = [[] for _ in range(max(self.depth) + 1)]
        for key, (top, bottom) in sorted(needs.items(), key=lambda need: (need[1][1] - need[1][0], need[1])):
            own = lanes[key[0]]
            free = (
                n for n, lane in enumerate(own) if all(bottom < start or end < top for start, end in lane)
            )
            number = next(free, len(own))
            if number == len(own):
                own.append([])
            own[number].append((top, bottom))
            self._lanes[key] = number
        return lanes

    def lines(self, columns: Sequence[float], rows: Sequence[float]) -> list[DashedLine]:
        """The line of each joint."""
        places = [(number, lane) for (_, number), lane in self._lanes.items()]
        places += [
            (joint.information_set, slot)
            for joints in self._slots.values()
            for slot, joint in enumerate(joints)
        ]
        outermost = {number: max(place for other, place in places if other == number) for number, _ in places}
        return [
            DashedLine(
                joint.information_set,
                outermost.get(joint.information_set, 0),
                self._path(joint, columns, rows),
            )
            for joint in self._all
        ]

    def _path(self, joint: Joint, columns: Sequence[float], rows: Sequence[float]) -> list[Point]:
        x, end = columns[self.depth[joint.deep]], rows[joint.deep]
        lane = x
        if joint in self._aside:
            lane -= FIRST_LANE + LANE * self._lanes[self.depth[joint.deep], joint.information_set]

        # Through an alley between rows to the deeper column, where the nodes are at different depths.
        slot = self._slot_rows.get(joint)
        if slot is None:
            start, path = rows[joint.shallow], [(x, rows[joint.shallow])]
        else:
            left, begin = columns[self.depth[joint.shallow]], rows[joint.shallow]
            near, far = (CHAMFER if begin < slot else -CHAMFER), (CHAMFER if slot < end else -CHAMFER)
            path = [
                (left, begin),
                (left, slot - near),
                (left + CHAMFER, slot),
                (lane - CHAMFER, slot),
                (lane, slot + far),
            ]
            start = slot + far

        # Along the column, or in a lane beside it.
        if lane < x:
            step = min(STEP, abs(end - start) / 2) * (1 if start < end else -1)
            if slot is None:
                path.append((lane, start + step))
            path.append((lane, end - step))
        path.append((x, end))
        return path if joint.shallow == joint.upper else path[::-1]


def _leaf_ranges(form: Tree) -> tuple[list[int], list[int]]:
    """For each node the number of leaves before those that follow it, and before the first beyond these."""
    first, beyond, leaves = [0] * len(form.nodes), [0] * len(form.nodes), 0
    for at, node in enumerate(form.nodes):
        first[at] = leaves
        leaves += isinstance(node, Terminal)
        beyond[at] = leaves
    for at in range(len(form.nodes) - 1, 0, -1):  # children come after their parent
        parent = form.parents[at][0]
        beyond[parent] = max(beyond[parent], beyond[at])
    return first, beyond
