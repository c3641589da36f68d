"""The search for boxes that hold one equilibrium, or a piece of them.

Pieces are settled by chains, whose sources stand in
:mod:`gametheory_paradox.forms.tables.proofs.settled_boxes`.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from math import ceil, floor, lcm

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms.solvers.integer_systems import UniqueSolution, solve_integers
from gametheory_paradox.forms.tables.proofs.condition_curves import BestConditions, Condition
from gametheory_paradox.forms.tables.proofs.every_nash_of_many import Step, Walk
from gametheory_paradox.forms.tables.proofs.isolation import IsolatingBox, check_box
from gametheory_paradox.forms.tables.proofs.profile_cells import Cell, Mixture, ProfileCell, corners
from gametheory_paradox.forms.tables.proofs.settled_boxes import cell_along, settled
from gametheory_paradox.forms.tables.solvers.curved_points import Chain, chains
from gametheory_paradox.interruption import look

# Isolating boxes, proposed: solutions of the indifference equations of supports, rounded outwards
#
# A solution that is a rational point is written as such: exactly where at most two players mix, which makes
# the equations linear; else where the numbers found are close to fractions with small denominators that solve
# the equations.
# ----------------------------------------------------------------------------

Supports = tuple[tuple[int, ...], ...]
Floats = Sequence[Sequence[float]]

_PARTS = 10**12  # probabilities are written in these
GRAIN = 1 << 20  # a region's borders in these
_DIGITS = 1 << 12  # how precise the inverse Jacobian needs to be
_MOST_BITS = 500  # of numbers that are still taken for floating-point ones
_MARGIN = 0.02  # how far inside its region a solution should be, of the region's size

# A number this near to a fraction with at most these parts may well be the fraction.
_TOLERANCE, _MOST_PARTS = 1e-12, 1e4


def box_near(whole: Cell, simplices: ProfileCell, supports: Supports) -> IsolatingBox | None:
    """A box around the solution to which Newton's method leads from a cell's middle; None if to none near.

    Parameters
    ----------
    whole
        The cell of all profiles.
    simplices
        The cell; the box's region contains it.
    supports
        For each player the actions used in it.
    """
    middle = [_mean(simplex, support) for simplex, support in zip(simplices, supports, strict=True)]
    region = region_around(simplices, supports, middle)
    system = _System(whole, supports, region)
    solution = system.solved(middle)
    if solution is None:
        return None
    wider = region_around(simplices, supports, solution)
    if wider != region:
        region, system = wider, _System(whole, supports, wider)
    inverse = inverse_of(system.jacobian(system.weights(solution)))
    return None if inverse is None else box(whole, supports, region, solution, inverse, system.scales)


def box(
    whole: Cell,
    supports: Supports,
    region: Sequence[Mixture],
    solution: Floats,
    inverse: Floats,
    scales: Sequence[int],
    contraction: float = 0.9,
) -> IsolatingBox:
    """The box around an approximate solution.

    Parameters
    ----------
    whole, supports, region
        As in an isolating box.
    solution
        For each player the probabilities of its used actions.
    inverse
        The inverse of the Jacobian at the solution, for weights of the region's vertices.
    scales
        What the equations are to be divided by for that, one number per column.
    contraction
        How large the contraction factor on the region may be.
    """
    # Where payoffs are large the scales are beyond floating point.
    shift = max(0, max(scales, default=1).bit_length() - _MOST_BITS)
    rows = [[p / max(1, scale >> shift) for p, scale in zip(row, scales, strict=True)] for row in inverse]
    scale = max(1, ceil(_DIGITS / min((max(map(abs, row)) for row in rows), default=1.0)))
    rounded = tuple([tuple([round(p * scale) for p in row]) for row in rows])
    scale <<= shift
    center = exact_solution(whole, supports, solution)
    if center is not None:
        return IsolatingBox(supports, tuple(region), center, Fraction(0), rounded, scale)
    parts = [[round(p * _PARTS) for p in odds[1:]] for odds in solution]
    approximate = tuple((_PARTS - sum(own), *own) for own in parts)
    stretch = max(sum(lows) / lows[-1] for lows in region)
    radius = ceil(4 * stretch / (1 - contraction)) + 1
    return IsolatingBox(supports, tuple(region), approximate, Fraction(radius, _PARTS), rounded, scale)


def region_around(simplices: ProfileCell, supports: Supports, solution: Floats) -> tuple[Mixture, ...]:
    """The least region that contains a cell, and an approximate solution well inside."""
    return tuple(map(_region_of, simplices, supports, solution))


def _region_of(simplex: Sequence[Mixture], support: Sequence[int], odds: Sequence[float]) -> Mixture:
    """One player's part of a region, in 2^20ths: its lower bounds, lowered where the solution needs it."""
    if len(support) == 1:
        return 0, 1
    lows = [
        min(floor(Fraction(vertex[action] * GRAIN, sum(vertex))) for vertex in simplex) for action in support
    ]
    size = max(GRAIN - sum(lows), GRAIN >> 12)
    lowered = [min(low, floor(p * GRAIN - _MARGIN * size)) for low, p in zip(lows, odds, strict=True)]
    return (*lowered, GRAIN - sum(lowered))


def exact_solution(whole: Cell, supports: Supports, solution: Floats) -> tuple[Mixture, ...] | None:
    """The solution near an approximate one if it is found to be rational."""
    mixers = [who for who, support in enumerate(supports) if len(support) > 1]
    center = [_fractions(odds) for odds in solution]
    found = tuple([weights for weights in center if weights])
    if len(mixers) == 2:  # then it is rational
        return found if len(found) == len(center) else _linear_solution(whole, supports, mixers)
    if len(found) < len(center):
        return None

    weights = (dict(zip(support, own, strict=True)) for support, own in zip(supports, found, strict=True))
    point = (
        tuple(own.get(a, 0) for a in range(size)) for size, own in zip(whole.sizes, weights, strict=True)
    )
    values = whole.at(tuple((vertex,) for vertex in point)).values
    equal = all(
        len({values[who][action][0] for action in support}) == 1 for who, support in enumerate(supports)
    )
    return found if equal else None


def _linear_solution(whole: Cell, supports: Supports, mixers: Sequence[int]) -> tuple[Mixture, ...] | None:
    cell = whole
    for who, support in enumerate(supports):
        cell = cell.restricted(who, support)
    found: list[Mixture] = [(1,) for _ in supports]
    for who, other in (mixers, mixers[::-1]):
        first, *rest = supports[who]
        rows = [cell.gains(who, action, first) for action in rest]
        size = len(supports[other])
        solved = (
            solve_integers([*rows, [1] * size], [0] * (size - 1) + [1]) if len(rows) == size - 1 else None
        )
        if not isinstance(solved, UniqueSolution):
            return None
        found[other] = solved.numerators
    return tuple(found)


def _fractions(odds: Sequence[float]) -> Mixture | None:
    """Probabilities as fractions with a common denominator, if they are near such fractions."""
    parts = []
    for p in odds[1:]:
        fraction = _simplest(p)
        if fraction is None:
            return None
        parts.append(fraction)
    total = lcm(*(f.denominator for f in parts))
    weights = [int(f * total) for f in parts]
    return (total - sum(weights), *weights)


def _simplest(number: float) -> Fraction | None:
    """The first fraction of the continued fraction that is near enough."""
    numerator, denominator, before, before_denominator = 1, 0, 0, 1
    rest = number
    while True:
        look()
        whole = floor(rest)
        numerator, before = whole * numerator + before, numerator
        denominator, before_denominator = whole * denominator + before_denominator, denominator
        if denominator > _MOST_PARTS:
            return None
        if abs(numerator / denominator - number) < _TOLERANCE:
            return Fraction(numerator, denominator)
        rest = 1 / (rest - whole)


def _mean(simplex: Sequence[Mixture], support: Sequence[int]) -> list[float]:
    return [sum(vertex[action] / sum(vertex) for vertex in simplex) / len(simplex) for action in support]


class _System:
    """The equations of some supports over a region, in floating point."""

    def __init__(self, whole: Cell, supports: Supports, region: Sequence[Mixture]):
        self.region, self.sizes = region, list(map(len, supports))
        simplices = [
            corners(size, used, lows) for size, used, lows in zip(whole.sizes, supports, region, strict=True)
        ]
        cell = whole.at(tuple(simplices))
        exact = [(who, cell.gains(who, a, used[0])) for who, used in enumerate(supports) for a in used[1:]]
        self.scales = [max(1, *map(abs, gain)) for _, gain in exact]
        self.gains = [
            (who, [g / scale for g in gain]) for (who, gain), scale in zip(exact, self.scales, strict=True)
        ]

    def weights(self, solution: Floats) -> list[list[float]]:
        """A profile in terms of the region's vertices."""
        return [
            [(p * sum(lows) - low) / lows[-1] for p, low in zip(odds, lows, strict=False)]
            for lows, odds in zip(self.region, solution, strict=True)
        ]

    def solved(self, start: Floats) -> list[list[float]] | None:
        """The end of Newton's method; None if it is no point in the region or near it."""
        weights = self.weights(start)
        for _ in range(12):
            inverse = inverse_of(self.jacobian(weights))
            if inverse is None:
                return None

            values = [self._contracted(gain, who, weights, who)[0] for who, gain in self.gains]
            step = [sum(p * f for p, f in zip(row, values, strict=True)) for row in inverse]
            moves = iter(step)
            for own in weights:
                own[1:] = [weight - next(moves) for weight in own[1:]]
                own[0] = 1 - sum(own[1:])

            largest = max(map(abs, step), default=0.0)
            if largest > 2:
                return None
            if largest < 1e-14:
                break

        if largest > 1e-9 or min(map(min, weights)) < -1:
            return None

        return [
            [(low + lows[-1] * y) / sum(lows) for low, y in zip(lows, own, strict=False)]
            for lows, own in zip(self.region, weights, strict=True)
        ]

    def jacobian(self, weights: Floats) -> list[list[float]]:
        rows = []
        for who, gain in self.gains:
            row: list[float] = []
            for moved, size in enumerate(self.sizes):
                if moved == who:
                    row.extend([0.0] * (size - 1))
                elif size > 1:
                    ends = self._contracted(gain, who, weights, moved)
                    row.extend(end - ends[0] for end in ends[1:])
            rows.append(row)
        return rows

    def _contracted(self, gain: Sequence[float], who: int, weights: Floats, kept: int) -> Sequence[float]:
        """A gain at the mixtures of the others; one of them may be kept, and stays at its vertices."""
        after = 1
        for other in range(len(self.sizes) - 1, -1, -1):
            if other == who:
                continue
            size = self.sizes[other]
            if other == kept:
                after = size
                continue
            block, own = size * after, weights[other]
            gain = [
                sum(own[v] * gain[start + v * after + k] for v in range(size))
                for start in range(0, len(gain), block)
                for k in range(after)
            ]
        return gain


def inverse_of(matrix: Sequence[Sequence[float]], *, least: float = 1e-9) -> list[list[float]] | None:
    """The inverse of a square matrix by elimination with row exchanges; None if a pivot is too small."""
    size = len(matrix)
    rows = [[*row, *(float(i == j) for j in range(size))] for i, row in enumerate(matrix)]
    for column in range(size):
        pivot = max(range(column, size), key=lambda r: abs(rows[r][column]))
        if abs(rows[pivot][column]) < least:
            return None
        rows[column], rows[pivot] = rows[pivot], rows[column]
        lead = rows[column][column]
        rows[column] = [x / lead for x in rows[column]]
        for other in range(size):
            factor = rows[other][column]
            if other != column and factor:
                rows[other] = [x - factor * y for x, y in zip(rows[other], rows[column], strict=True)]
    return [row[size:] for row in rows]


# Chains for boxes of which bounds do not tell whether they hold an equilibrium: tried until one tells
# ----------------------------------------------------------------------------


def with_settled_boxes(walk: Walk, steps: Sequence[Step]) -> Walk:
    """The walk to the end, with chains for the boxes that they settle."""
    found = walk.found()
    if found.open_cells or not found.unsettled:
        return walk
    boxes = [_with_chain(walk.whole, box) for box in walk.boxes]
    if boxes == walk.boxes:
        return walk

    again = Walk(walk.game)
    for box in boxes:
        again.add(box)
    again.follow(steps)
    with suppress(CertificateRejected):  # whether they are points of pieces may be too long to tell
        again.found()
        return again
    return walk


def _with_chain(whole: Cell, box: IsolatingBox) -> IsolatingBox:
    """The box with a chain, if bounds do not tell what it holds and a chain does."""
    if box.chain or check_box(whole, box) != "unsettled":
        return box
    for chain in _chains_in(whole, box):
        chained = replace(box, chain=tuple(map(tuple, chain)))
        with suppress(CertificateRejected):  # which something that almost ties calls forth, too
            if settled(whole, chained).solution:
                return chained
    return box


def _chains_in(whole: Cell, box: IsolatingBox) -> Iterator[Chain]:
    """The chains in which all mixtures are determined by one player's, within its bounds."""
    sizes = list(map(len, box.supports))
    for who in (who for who, size in enumerate(sizes) if size == 2):
        conditions: Sequence[Condition] = ()
        with suppress(CertificateRejected):  # as its bounds may reach zero
            conditions = BestConditions.of(cell_along(whole, box, who)).conditions
        for chain in chains(conditions, sizes):
            if chain[:1] == [[who]] and len(chain) == sum(size > 1 for size in sizes):
                yield chain
