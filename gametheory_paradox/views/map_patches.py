"""A region map as polygons: each cell whole, or cut by the planes between which nothing is claimed."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from gametheory_paradox.claims.parameters.volumes import Halfspace
from gametheory_paradox.regions.region_map import MapCell, RegionMap
from gametheory_paradox.table import Record

Corner: TypeAlias = tuple[Fraction, ...]
ANSWERS = ("present", "absent", "undecided")

_UNIT: dict[int, tuple[tuple[int, ...], ...]] = {1: ((0,), (1,)), 2: ((0, 0), (1, 0), (1, 1), (0, 1))}


@dataclass(frozen=True, repr=False)
class Patch(Record):
    """A part of the map with one answer.

    Parameters
    ----------
    corners
        Of a polygon in the charted parameters' own units; with one parameter the two ends of an interval.
    answer
        The verdict there.
    """

    corners: tuple[Corner, ...]
    answer: str


def map_patches(region_map: RegionMap) -> list[Patch]:
    """The patches of a map of one or two parameters."""
    return [patch for cell in region_map for patch in _of_cell(cell, region_map.over)]


def _of_cell(cell: MapCell, over: Sequence[str]) -> list[Patch]:
    unit = [tuple(map(Fraction, corner)) for corner in _UNIT[len(over)]]
    parts = [(cell.verdict, unit)]
    if cell.verdict == "split":
        parts = [(verdict, _within(unit, where)) for verdict, where in cell.parts]
    ends = [cell.box[name] for name in over]

    def placed(corner: Corner) -> Corner:
        return tuple(low + (high - low) * t for t, (low, high) in zip(corner, ends, strict=True))

    return [
        Patch(tuple(map(placed, corners)), answer) for answer, corners in parts if len(corners) > len(over)
    ]


def _within(corners: list[Corner], halfspaces: Sequence[Halfspace]) -> list[Corner]:
    """The part of a convex polygon, or of an interval, where all inequalities hold; empty without area."""
    for slopes, bound in halfspaces:
        corners = _clipped(corners, slopes, bound)
    return corners


def _clipped(corners: Sequence[Corner], slopes: Sequence[int], bound: int) -> list[Corner]:
    """The part where Σ slopes·t ≤ bound."""
    heights = [
        sum((s * t for s, t in zip(slopes, corner, strict=True)), Fraction(0)) - bound for corner in corners
    ]
    kept: list[Corner] = []
    for number, (corner, height) in enumerate(zip(corners, heights, strict=True)):
        if height <= 0:
            kept.append(corner)
        following = (number + 1) % len(corners)
        if len(corners) == 2 and following == 0:
            continue  # an interval has one edge, not two
        if height * heights[following] < 0:
            share = height / (height - heights[following])
            kept.append(tuple(a + (b - a) * share for a, b in zip(corner, corners[following], strict=True)))
    return kept
