"""All equilibria of a two-player table: proofs by vertices, by dominance and by supports.

Sources: mangasarian1964 (extreme equilibria), vonstengel2002 (labels, polytopes, degenerate games),
balinski1961 (connectedness); luce1957; bernheim1984, pearce1984.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import lcm
from operator import mul

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import Game, NormalForm, Profile, number_from_data
from gametheory_paradox.forms.proofs.equilibrium_set import EquilibriumSet
from gametheory_paradox.forms.proofs.proof_fields import Data, two_player_table
from gametheory_paradox.forms.records import integer_in, list_in
from gametheory_paradox.forms.tables.normal_form_record import Support, pairs_of_supports
from gametheory_paradox.interruption import look
from gametheory_paradox.table import Record

# Every Nash equilibrium of a two-player game in normal form, from the list of vertices of two polytopes
#
# For player 1's mixtures let P = {x ≥ 0 : Σ_i x_i M_ji ≤ 1 for every action j of player 2}, where M_j is
# player 2's payoff for j, shifted per action of player 1 so that its entries are ≥ 0 and not all 0 (which
# changes no best response).  A vertex of P carries the labels of its tight inequalities: own action i where
# x_i = 0, the other's action j where the j-th inequality is tight, which means that j is a best response to
# x.  With Q for player 2's mixtures in the same way, the extreme equilibria are exactly the pairs of vertices
# that together carry every label, except the pair of the two origins; every equilibrium is a convex
# combination of them inside a maximal Nash subset.
#
# That a list of vertices is complete needs no search.  Perturb the right-hand sides to 1 + ε·r_j with ε
# infinitesimal, and check for every listed point: each slack is lexicographically ≥ 0 and exactly d (the
# dimension) are zero; the label sets are distinct; and every "label set minus one label" occurs an even
# number of times.  The last says that with a vertex the other end of each of its edges is listed; the graph
# of a polytope is connected; the origin is listed; so all are.
# ----------------------------------------------------------------------------

IntegerMatrix = list[list[int]]
NONE = Fraction(0)
Corner = tuple[tuple[int, ...], int]  # a vertex when the perturbation is gone: up to scale, and its labels


@dataclass(frozen=True, repr=False)
class Vertex(Record):
    """A vertex of a perturbed polytope: its coordinates are (standard + ε·shifted) / denominator."""

    denominator: int
    standard: tuple[int, ...]
    shifted: tuple[int, ...]


def best_response_constraints(game: NormalForm[Fraction], mixing: int) -> IntegerMatrix:
    """The integer matrix M of the polytope of ``mixing``'s mixtures, one row per action of the other."""
    payoffs = [cell[1 - mixing].as_integer_ratio() for cell in game.payoffs]
    scale = lcm(*[bottom for _, bottom in payoffs])
    whole = [top * (scale // bottom) for top, bottom in payoffs]
    m, n = game.shape
    columns = []
    for own in range((m, n)[mixing]):  # one per own action: shift so that the least entry is zero
        entries = whole[own::n] if mixing else whole[own * n : (own + 1) * n]
        least = min(entries)
        shifted = [entry - least for entry in entries]
        columns.append(shifted if any(shifted) else [1] * len(entries))
    return [list(constraint) for constraint in zip(*columns, strict=True)]


def corners(
    constraints: IntegerMatrix, perturbation: Sequence[int], vertices: Sequence[Vertex]
) -> list[Corner]:
    """Check that the vertices are all, and return each without the perturbation, with its labels as bits.

    Label i: the own action i is unused.  Label d + j: the other's action j is a best response.  Corners with
    the same labels coincide, since the labels that were tight before determine the point.

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
    found = []

    for vertex in vertices:
        look()
        tight, labels = _tight(vertex, constraints, perturbation)
        if tight.bit_count() != dimension:
            raise CertificateRejected("a listed point is not a vertex of the perturbed polytope")
        if tight in seen:
            raise CertificateRejected("a vertex is listed twice")
        seen.add(tight)
        # Each edge has two ends: a set of labels that is left over lacks one.
        unmatched ^= {tight ^ (1 << label) for label in range(tight.bit_length()) if tight >> label & 1}
        found.append((vertex.standard, labels))

    if unmatched:
        raise CertificateRejected("the list of vertices is not closed: the other end of an edge is missing")
    if (1 << dimension) - 1 not in seen:
        raise CertificateRejected("the list of vertices lacks the origin")
    return found


def _tight(vertex: Vertex, constraints: IntegerMatrix, perturbation: Sequence[int]) -> tuple[int, int]:
    """The labels of a point with and without the perturbation; rejects a point outside the polytope."""
    denominator, standard, shifted = vertex.denominator, vertex.standard, vertex.shifted
    if denominator <= 0 or not len(standard) == len(shifted) == len(constraints[0]):
        raise CertificateRejected("a vertex is malformed")

    slacks = [*standard, *(denominator - sum(map(mul, row, standard)) for row in constraints)]
    bounds = [denominator * r for r in perturbation]
    tight = labels = 0
    for label, slack in enumerate(slacks):
        if slack > 0:
            continue  # whatever it changes by per ε
        j = label - len(standard)
        change = shifted[label] if j < 0 else bounds[j] - sum(map(mul, constraints[j], shifted))
        if slack < 0 or change < 0:
            raise CertificateRejected("a listed point lies outside the polytope")
        labels |= 1 << label
        tight |= (change == 0) << label

    return tight, labels


def match(game: NormalForm[Fraction], first: Sequence[int], second: Sequence[int]) -> list[tuple[int, int]]:
    """The extreme equilibria: the pairs of corners, one of each polytope, that together carry every label.

    Of corners with the same labels the first is taken.  The labels of the second polytope have player 2's
    actions first.
    """
    m, n = game.shape
    every, origin = (1 << (m + n)) - 1, (1 << m) - 1
    own = {labels: a for a, labels in reversed(list(enumerate(first)))}
    theirs = {
        (labels >> n) | (labels & ((1 << n) - 1)) << m: b for b, labels in reversed(list(enumerate(second)))
    }
    degenerate = [labels for labels in theirs if labels.bit_count() > n]
    pairs = []

    for labels, a in own.items():
        look()
        if labels == origin:
            continue
        missing = every ^ labels
        # Where there are n labels missing, a corner that is not degenerate carries just these.
        among = theirs if labels.bit_count() > m else (*degenerate, missing)
        pairs += [(a, theirs[other]) for other in among if other in theirs and missing & ~other == 0]

    return sorted(pairs)


def extreme_equilibria(
    game: NormalForm[Fraction], first: Sequence[Corner], second: Sequence[Corner]
) -> EquilibriumSet:
    """The set of all equilibria that two complete lists of corners determine."""
    pairs = match(game, [labels for _, labels in first], [labels for _, labels in second])
    left = {a: mixture(first[a][0]) for a in {a for a, _ in pairs}}
    right = {b: mixture(second[b][0]) for b in {b for _, b in pairs}}
    profiles = tuple(Profile(game.information_sets, (left[a], right[b])) for a, b in pairs)
    infinite = not len(left) == len(pairs) == len(right)
    return EquilibriumSet(game, profiles, infinite=infinite, spanning=True)


def mixture(coordinates: Sequence[int]) -> tuple[Fraction, ...]:
    """The probabilities in these proportions."""
    total = sum(coordinates)
    return tuple([Fraction(x, total) if x else NONE for x in coordinates])


def by_vertices(game: Game, player: str, data: Data) -> EquilibriumSet:
    """All equilibria, by the vertices of both best-response polytopes."""
    table = two_player_table(game)
    perturbations, vertices = list_in(data.get("perturbations"), 2), list_in(data.get("vertices"), 2)
    sides: list[list[Corner]] = []
    for mixing in (0, 1):
        listed = [_vertex(vertex) for vertex in list_in(vertices[mixing])]
        perturbation = [integer_in(r) for r in list_in(perturbations[mixing])]
        sides.append(corners(best_response_constraints(table, mixing), perturbation, listed))
    return extreme_equilibria(table, *sides)


def _vertex(data: object) -> Vertex:
    denominator, standard, shifted = list_in(data, 3)
    both = (tuple(map(integer_in, list_in(numbers))) for numbers in (standard, shifted))
    return Vertex(integer_in(denominator), *both)


# Iterated elimination of strictly dominated actions: what survives contains every Nash equilibrium
#
# Each step names an action and a mixture of the same player's surviving actions that gives strictly more
# against every combination of the others' surviving actions.  If one profile survives, it is the only
# equilibrium.
# ----------------------------------------------------------------------------

MOST_LOOKS = 20_000_000  # at payoffs


@dataclass(frozen=True, repr=False)
class Elimination(Record):
    """One step: the numbers of a player and of its eliminated action, and the mixture that beats it."""

    player: int
    action: int
    by: tuple[tuple[int, Fraction], ...]


def dominates(game: NormalForm[Fraction], step: Elimination, surviving: Sequence[Sequence[int]]) -> bool:
    """True if the mixture beats the action against every combination of the others' surviving actions."""
    others = [[step.action] if who == step.player else list(actions) for who, actions in enumerate(surviving)]
    for combination in product(*others):
        look()
        gain = -game.cell(combination)[step.player]
        for action, weight in step.by:
            replaced = [*combination[: step.player], action, *combination[step.player + 1 :]]
            gain += weight * game.cell(replaced)[step.player]
        if gain <= 0:
            return False
    return True


def surviving_actions(game: NormalForm[Fraction], steps: Sequence[Elimination]) -> list[list[int]]:
    """Check every step and return which action numbers survive them.

    Raises
    ------
    CertificateRejected
        If a step eliminates what is gone, mixes what is gone, or does not dominate.
    """
    surviving = [list(range(size)) for size in game.shape]
    if sum(len(step.by) + 1 for step in steps) * len(game.payoffs) > MOST_LOOKS:
        raise CertificateRejected("the eliminations are too many to check")

    for step in steps:
        if not 0 <= step.player < len(surviving) or step.action not in surviving[step.player]:
            raise CertificateRejected("an elimination names an action that is not there")

        own = surviving[step.player]
        weights = [w for _, w in step.by]
        if (
            any(a not in own or a == step.action for a, _ in step.by)
            or any(w < 0 for w in weights)
            or sum(weights) != 1
        ):
            raise CertificateRejected("an elimination's mixture is not one of surviving other actions")
        if not dominates(game, step, surviving):
            raise CertificateRejected("an eliminated action is not strictly dominated")
        own.remove(step.action)

    return surviving


def only_equilibrium(game: NormalForm[Fraction], steps: Sequence[Elimination]) -> EquilibriumSet:
    """The one profile that survives; rejected if more do."""
    surviving = surviving_actions(game, steps)
    if any(len(actions) != 1 for actions in surviving):
        raise CertificateRejected("more than one profile survives the eliminations")
    odds = (tuple(Fraction(a in own) for a in range(n)) for own, n in zip(surviving, game.shape, strict=True))
    profile = Profile(game.information_sets, tuple(odds))
    return EquilibriumSet(game, (profile,), infinite=False, spanning=True)


def by_dominance(game: Game, player: str, data: Data) -> EquilibriumSet:
    """The one equilibrium, by iterated strict dominance."""
    if not isinstance(game, NormalForm):
        raise CertificateRejected("iterated dominance needs a table")
    steps = [_elimination(game, step) for step in list_in(data.get("steps"))]
    return only_equilibrium(game, steps)


def _elimination(game: NormalForm[Fraction], data: object) -> Elimination:
    if (
        not isinstance(data, Mapping)
        or set(data) != {"player", "action", "by"}
        or not isinstance(data["by"], Mapping)
    ):
        raise CertificateRejected("an elimination is malformed")
    player, action, by = data.get("player"), data.get("action"), data["by"]
    if player not in game.players:
        raise CertificateRejected(f"an elimination names {player!r:.60}, who is not a player")
    who = game.players.index(player)
    if action not in game.actions[who] or any(name not in game.actions[who] for name in by):
        raise CertificateRejected(f"an elimination names an action that {player} does not have")
    mixture = tuple((game.actions[who].index(name), number_from_data(weight)) for name, weight in by.items())
    return Elimination(who, game.actions[who].index(action), mixture)


# Every Nash equilibrium of a nondegenerate two-player game, by pairs of supports of equal size
#
# For supports I and J of equal size the mixture on J against which all actions in I give the same solves
# linear equations.  If they have one solution, it is half of an equilibrium where it is positive and no other
# action gives more; one that gives as much makes the game degenerate.  If they contradict each other there is
# none with these supports.  Several solutions need no look of their own: where I are best replies to one of
# them, a vertex of the polytope of all such mixtures on J uses fewer actions than it has best replies, and is
# the one solution for its support and as many of these.
# ----------------------------------------------------------------------------

Matrix = Sequence[Sequence[Fraction]]


def equilibria_by_supports(game: NormalForm[Fraction]) -> tuple[tuple[Profile, ...], bool]:
    """The equilibria with supports of equal size, and whether they are all: the game is nondegenerate."""
    pairs = pairs_of_supports(game.shape)
    m, n = game.shape
    mine = [[game.cell((i, j))[0] for j in range(n)] for i in range(m)]
    theirs = [[game.cell((i, j))[1] for i in range(m)] for j in range(n)]
    found, degenerate = [], False
    for rows, columns in pairs:
        look()
        second, tied = _half(mine, rows, columns)
        first, also_tied = _half(theirs, columns, rows)
        degenerate = degenerate or tied or also_tied
        if first and second:
            found.append(Profile(game.information_sets, (first, second)))
    return tuple(found), not degenerate


def _half(matrix: Matrix, rows: Support, columns: Support) -> tuple[tuple[Fraction, ...], bool]:
    """The one mixture on ``columns`` to which ``rows`` are best replies, () if none; and whether more are."""
    zero, one = Fraction(0), Fraction(1)
    indifference = [[*(matrix[i][j] for j in columns), -one, zero] for i in rows]
    solution = _solution([*indifference, [*(one for _ in columns), zero, one]])
    if solution is None:
        return (), False

    others = [own for i, own in enumerate(matrix) if i not in rows]
    *weights, value = solution
    slacks = [value - sum(p * own[j] for p, j in zip(weights, columns, strict=True)) for own in others]
    if min(weights) <= 0 or min(slacks, default=zero) < 0:
        return (), False
    odds = dict(zip(columns, weights, strict=True))
    return tuple(odds.get(j, zero) for j in range(len(matrix[0]))), 0 in slacks


def _solution(equations: list[list[Fraction]]) -> list[Fraction] | None:
    """The solution of as many equations as unknowns, if there is exactly one."""
    size = len(equations)
    for column in range(size):
        pivot = next((row for row in range(column, size) if equations[row][column]), None)
        if pivot is None:
            return None
        equations[column], equations[pivot] = equations[pivot], equations[column]
        head = equations[column] = [entry / equations[column][column] for entry in equations[column]]
        for row in range(size):
            if row != column and (factor := equations[row][column]):
                equations[row] = [a - factor * b for a, b in zip(equations[row], head, strict=True)]
    return [row[-1] for row in equations]


def by_supports(game: Game, player: str, data: Data) -> EquilibriumSet:
    """All equilibria of a nondegenerate table, by pairs of supports."""
    table = two_player_table(game)
    profiles, nondegenerate = equilibria_by_supports(table)
    if not nondegenerate:
        raise CertificateRejected(
            "the game is degenerate: supports of equal size do not give every equilibrium"
        )
    return EquilibriumSet(table, profiles, infinite=False, spanning=True)
