r"""Every Nash equilibrium of a two-player game in normal form, from the closed list of vertices of two polytopes.

For player 1's mixtures let P = {x ≥ 0 : Σ_i x_i M_ji ≤ 1 for every action j of player 2}, where M_j is player 2's payoff for
j, shifted per action of player 1 so that its entries are ≥ 0 and not all 0 (which changes no best response).  A vertex of P
carries the labels of its tight inequalities: own action i where x_i = 0, the other's action j where the j-th inequality is
tight, which means that j is a best response to x.  With Q for player 2's mixtures in the same way, the extreme equilibria
are exactly the pairs of vertices that together carry every label, except the pair of the two origins; every equilibrium is
a convex combination of them inside a maximal Nash subset.

That a list of vertices is complete needs no search.  Perturb the right-hand sides to 1 + ε·r_j with ε infinitesimal, and
check for every listed point: each slack is lexicographically ≥ 0 and exactly d (the dimension) are zero; the label sets
are distinct; and every "label set minus one label" occurs an even number of times.  The last says that with a vertex the
other end of each of its edges is listed; the graph of a polytope is connected; the origin is listed; so all are.

Sources: mangasarian1964 (extreme equilibria), vonstengel2002 (labels, polytopes, degenerate games), balinski1961 (connectedness).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from gametheory_paradox.claims.equilibrium_set import EquilibriumSet
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games import NormalForm, Profile

IntegerMatrix = list[list[int]]


@dataclass(frozen=True)
class Vertex:
    """A vertex of a perturbed polytope: its coordinates are (standard + ε·shifted) / denominator."""

    denominator: int
    standard: tuple[int, ...]
    shifted: tuple[int, ...]


@dataclass(frozen=True)
class Corner:
    """A vertex without the perturbation: a point up to scale, and its labels as bits."""

    coordinates: tuple[Fraction, ...]
    labels: int


def best_response_constraints(game: NormalForm[Fraction], mixing: int) -> IntegerMatrix:
    """The integer matrix M of the polytope of player ``mixing``'s mixtures: one row per action of the other player."""
    other = 1 - mixing
    table = game.matrix(game.players[other])
    rows = [list(row) for row in table] if mixing == 0 else [list(column) for column in zip(*table, strict=True)]
    scale = lcm(*(p.denominator for row in rows for p in row))
    columns = []
    for row in rows:  # one per own action: shift so that the least entry is zero
        least = min(row)
        shifted = [int((p - least) * scale) for p in row]
        columns.append(shifted if any(shifted) else [1] * len(row))
    return [list(constraint) for constraint in zip(*columns, strict=True)]


def corners(constraints: IntegerMatrix, perturbation: Sequence[int], vertices: Sequence[Vertex]) -> list[Corner]:
    """Check that the vertices are all, and return those of the unperturbed polytope, the origin left out.

    Labels: bit i for the own action i unused, bit d + j for the other's action j a best response.

    Raises
    ------
    CertificateRejected
        If a point is not a vertex, is listed twice, or a neighbor is missing.
    """
    dimension = len(constraints[0])
    if len(perturbation) != len(constraints):
        raise CertificateRejected("the perturbation has the wrong length")
    seen: set[int] = set()
    unmatched: set[int] = set()
    found: dict[tuple[Fraction, ...], int] = {}
    for vertex in vertices:
        tight, labels = _tight(vertex, constraints, perturbation)
        if tight.bit_count() != dimension:
            raise CertificateRejected("a listed point is not a vertex of the perturbed polytope")
        if tight in seen:
            raise CertificateRejected("a vertex is listed twice")
        seen.add(tight)
        rest = tight
        while rest:
            label = rest & -rest
            rest ^= label
            unmatched ^= {tight ^ label}
        point = tuple(Fraction(s, vertex.denominator) for s in vertex.standard)
        found[point] = labels
    if unmatched:
        raise CertificateRejected("the list of vertices is not closed: the other end of an edge is missing")
    if (1 << dimension) - 1 not in seen:
        raise CertificateRejected("the list of vertices lacks the origin")
    return [Corner(point, labels) for point, labels in found.items() if any(point)]


def _tight(vertex: Vertex, constraints: IntegerMatrix, perturbation: Sequence[int]) -> tuple[int, int]:
    """The labels of a point with and without the perturbation; rejects a point outside the polytope."""
    if vertex.denominator <= 0 or not len(vertex.standard) == len(vertex.shifted) == len(constraints[0]):
        raise CertificateRejected("a vertex is malformed")
    slacks = list(zip(vertex.standard, vertex.shifted, strict=True))
    for row, r in zip(constraints, perturbation, strict=True):
        standard = vertex.denominator - sum(m * x for m, x in zip(row, vertex.standard, strict=True))
        shifted = vertex.denominator * r - sum(m * x for m, x in zip(row, vertex.shifted, strict=True))
        slacks.append((standard, shifted))
    tight = labels = 0
    for label, (standard, shifted) in enumerate(slacks):
        if standard < 0 or (standard == 0 and shifted < 0):
            raise CertificateRejected("a listed point lies outside the polytope")
        if standard == 0:
            labels |= 1 << label
            if shifted == 0:
                tight |= 1 << label
    return tight, labels


def match(game: NormalForm[Fraction], first: Sequence[Corner], second: Sequence[Corner]) -> list[tuple[int, int]]:
    """The extreme equilibria: the pairs of corners, one of each polytope, that together carry every label."""
    m, n = game.shape
    every = (1 << (m + n)) - 1
    # In the second polytope the own actions are player 2's: bring its labels into the order of the first.
    turned = [(c.labels >> n) | ((c.labels & ((1 << n) - 1)) << m) for c in second]
    return [(a, b) for a, x in enumerate(first) for b, labels in enumerate(turned) if x.labels | labels == every]


def extreme_equilibria(
    game: NormalForm[Fraction], first: Sequence[Corner], second: Sequence[Corner]
) -> tuple[EquilibriumSet, list[tuple[int, int]]]:
    """The set of all equilibria that two complete lists of corners determine, and which corners pair up."""
    pairs = match(game, first, second)
    mixtures = [[_mixture(c) for c in side] for side in (first, second)]
    profiles = tuple(Profile(game.information_sets, (mixtures[0][a], mixtures[1][b])) for a, b in pairs)
    shared = len({a for a, _ in pairs}) < len(pairs) or len({b for _, b in pairs}) < len(pairs)
    return EquilibriumSet(game, profiles, infinite=shared, spanning=True), pairs


def _mixture(corner: Corner) -> tuple[Fraction, ...]:
    total = sum(corner.coordinates)
    return tuple(x / total for x in corner.coordinates)
