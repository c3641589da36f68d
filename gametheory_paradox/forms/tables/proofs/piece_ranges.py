"""Ranges of payoffs over pieces of equilibria, whose ends lie on edges.

Source: collinsakritas1976 (roots in bounds).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, partial, reduce
from itertools import combinations, product
from math import lcm, prod
from typing import TypeAlias

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.exact.proofs.algebraic import (
    Form,
    Root,
    added,
    check_work,
    coprime,
    roots_inside,
    slope,
    times,
    without_common,
)
from gametheory_paradox.exact.proofs.root_values import value_at
from gametheory_paradox.forms import NormalForm, Profile, expected_payoffs
from gametheory_paradox.forms.profiles import Behavior
from gametheory_paradox.forms.tables.proofs.condition_curves import (
    MOST_VERTICES,
    Condition,
    Curve,
    Mixtures,
    zero_weights,
)
from gametheory_paradox.forms.tables.proofs.curved_pieces import CurvedPiece
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import Number, ends_of
from gametheory_paradox.forms.tables.proofs.profile_bounds import Interval
from gametheory_paradox.forms.tables.proofs.profile_cells import normalized, used_in
from gametheory_paradox.interruption import look
from gametheory_paradox.table import Record

# The least and the greatest payoff on a curved piece, exactly: at the knots of its edges
#
# One player goes along its edge; equations determine the mixtures of others, one after the other, as along a
# curve.  All further players are *free*: no condition names two of them.  What is paid is linear in each
# player's mixture.  So at any point of the curve the least is paid where each free player is at a corner of
# the mixtures that satisfy its conditions: there it uses k + 1 vertices, and k of its conditions are zero.
# This makes finitely many curves, the *edges* of the piece.
#
# On an edge all mixtures are forms, and what is paid is a quotient of two forms.  Its least value at the
# points of the piece is at a *knot*: at an end, or where a condition or the slope of the quotient is zero.
# Weights that make conditions zero are divided by what divides all of them.  So they are nowhere zero
# together, and every knot at which the conditions hold is a point of the piece.
# ----------------------------------------------------------------------------

MOST_EDGES = 64  # of a piece


@dataclass(frozen=True, repr=False)
class Edge(Record):
    """A curve on which all mixtures are forms.

    Parameters
    ----------
    mixtures
        Of players with several vertices.
    equations, inequalities
        What is zero, and what is not negative, where it belongs to the piece.
    top, bottom
        What is paid is their quotient; where all conditions hold the second is positive.
    """

    mixtures: Mixtures
    equations: Sequence[Form]
    inequalities: Sequence[Form]
    top: Form
    bottom: Form

    @property
    def forms(self) -> list[Form]:
        """The forms that are zero at knots."""
        return [*self.equations, *self.inequalities, _slope(self.top, self.bottom)]

    def knots(self) -> Iterator[Root]:
        """The knots that belong to the piece."""
        ends = [Root((), Fraction(end), Fraction(end)) for end in (0, 1)]
        for knot in (*ends, *(root for form in coprime(self.forms) for root in roots_inside(form))):
            look()
            belongs = all(knot.sign(form) >= 0 for form in self.inequalities)
            if belongs and not any(map(knot.sign, self.equations)):
                yield knot

    def paid_at(self, knot: Root) -> Number:
        """The payoff at a knot that belongs to the piece."""
        return value_at(knot, self.top, self.bottom)


@dataclass(frozen=True, repr=False)
class PieceForms(Record):
    """Payoffs on a piece, and its conditions.

    Parameters
    ----------
    paid, scale
        What is paid times a number, by its values at tuples of vertices, and that number.
    conditions
        The conditions.
    sizes
        How many vertices each player has.
    """

    paid: Condition
    scale: int
    conditions: Sequence[Condition]
    sizes: Sequence[int]


def ends_on_edges(forms: PieceForms, chain: Sequence[Sequence[int]]) -> tuple[Number, Number]:
    """The least and the greatest that is paid on a piece; both are paid somewhere on it.

    Raises
    ------
    CertificateRejected
        As ``knots_on_edges`` does, or if two numbers are not told apart.
    """
    numbers = [edge.paid_at(knot) for edge, knot in knots_on_edges(forms, chain)]
    return min(numbers), max(numbers)


def knots_on_edges(forms: PieceForms, chain: Sequence[Sequence[int]]) -> list[tuple[Edge, Root]]:
    """All knots of all edges that belong to a piece; CertificateRejected if there are none, or no edges."""
    knots = [(edge, knot) for edge in edges_of(forms, chain) for knot in edge.knots()]
    if not knots:
        raise CertificateRejected("no knot of an edge belongs to a curved piece")
    return knots


def edges_of(forms: PieceForms, chain: Sequence[Sequence[int]]) -> list[Edge]:
    """The edges of a piece.

    Parameters
    ----------
    forms
        What is paid, and the conditions.
    chain
        The player that goes along its edge; then each of those whose mixtures are determined, with the places
        of its equations among the conditions in which no free player occurs.  Empty if all are free.

    Raises
    ------
    CertificateRejected
        If the equations do not determine the mixtures from end to end, or are not there; or a condition names
        two free players, or one with more vertices than three; or if there are too many edges, or their knots
        would take too long.
    """
    sizes, fixed = forms.sizes, {player for player, *_ in chain}
    free = {player for player, size in enumerate(sizes) if size > 1} - fixed
    if any(len(free.intersection(own.players)) > 1 for own in forms.conditions):
        raise CertificateRejected("a condition of a curved piece names two free players")
    others = [own for own in forms.conditions if free.intersection(own.players)]
    lone = [own for own in forms.conditions if not free.intersection(own.players)]
    try:
        curve = _curve(lone, sizes, chain)
    except IndexError:
        raise CertificateRejected("a chain names a player or a condition that is not there") from None

    ends = {player: list(_ends(player, sizes[player], others, curve.mixtures)) for player in free}
    if prod(map(len, ends.values())) > MOST_EDGES:
        raise CertificateRejected(f"a curved piece has more than {MOST_EDGES} edges")

    edges = [
        _edge(forms, curve, others, dict(zip(ends, taken, strict=True))) for taken in product(*ends.values())
    ]
    check_work([form for edge in edges for form in edge.forms])
    return edges


def _curve(conditions: Sequence[Condition], sizes: Sequence[int], chain: Sequence[Sequence[int]]) -> Curve:
    """The mixtures that are not free, and the conditions left on them."""
    match [list(entry) for entry in chain]:
        case [[who]] if sizes[who] == 2 and not conditions:
            return Curve({who: ((1, 0), (0, 1))}, (), ())
        case [[who], *determined] if all(places for _, *places in determined):
            return Curve.along(conditions, who, determined)
        case [] if not conditions:
            return Curve({}, (), ())
    raise CertificateRejected("the equations of a curve do not determine a mixture")


def _ends(
    player: int, size: int, conditions: Sequence[Condition], mixtures: Mixtures
) -> Iterator[Sequence[Form]]:
    """The mixtures that may be corners of those that satisfy a free player's conditions.

    At a corner there are as many conditions zero as vertices are used but one.
    """
    own = [condition.along(mixtures, player) for condition in conditions if player in condition.players]
    if own and size > MOST_VERTICES:
        raise CertificateRejected("a free player of a curved piece has more vertices than three")
    for used in range(1, min(size, len(own) + 1) + 1):
        for vertices in combinations(range(size), used):
            for rows in combinations(own, used - 1):
                weights = without_common(zero_weights([[row[v] for v in vertices] for row in rows]))
                if any(map(any, weights)):
                    placed = dict(zip(vertices, weights, strict=True))
                    nothing = (0,) * len(weights[0])
                    for sign in (1, -1) if rows else (1,):
                        yield [tuple([sign * c for c in placed.get(v, nothing)]) for v in range(size)]


def _edge(forms: PieceForms, curve: Curve, others: Sequence[Condition], taken: Mixtures) -> Edge:
    """The edge on which the free players have some mixtures."""
    mixtures = {**curve.mixtures, **taken}
    left = [(own.is_equation, own.along(mixtures)[0]) for own in others]
    totals = [added(mixtures[player]) for player in forms.paid.players]
    return Edge(
        mixtures=mixtures,
        equations=[*curve.equations, *(form for is_equation, form in left if is_equation)],
        inequalities=[
            *curve.inequalities,
            *(form for is_equation, form in left if not is_equation),
            *(form for weights in taken.values() for form in weights),
        ],
        top=forms.paid.along(mixtures)[0],
        bottom=reduce(times, totals, (forms.scale,)),
    )


def _slope(top: Form, bottom: Form) -> Form:
    """A form with the sign of the slope of a quotient; empty if that has no slope at all."""
    if len(top) == 1:
        return ()
    rise, fall = times(slope(top), bottom), times(top, slope(bottom))
    return tuple([a - b for a, b in zip(rise, fall, strict=True)])[:-1]  # the last ones are the same


# Payoffs on a curved piece: their ends, or bounds of them at the vertices of the piece's cell
# ----------------------------------------------------------------------------

Table: TypeAlias = NormalForm[Fraction]


@dataclass(frozen=True, repr=False)
class PieceRange(Record):
    """Between which numbers all lies that is paid on a piece.

    Parameters
    ----------
    low, high
        The numbers: fractions, unless they are the ends.
    is_exact
        Whether they are the ends, each paid somewhere on the piece.
    """

    low: Number
    high: Number
    is_exact: bool = False

    @property
    def bounds(self) -> Interval:
        """Fractions between which all lies."""
        return ends_of(self.low)[0], ends_of(self.high)[1]


def range_on(
    game: Table, column: int, piece: CurvedPiece, choosing: Sequence[int] | None = None
) -> PieceRange:
    """The ends of what is paid in a column of the game on a curved piece, or bounds.

    Parameters
    ----------
    game, column, piece
        A table, one of its columns, and a piece of its equilibria.
    choosing
        The numbers of the table's players who choose for the one who is paid, whom anything pays the same
        that they use: the player itself, unless the column is a measure.

    Raises
    ------
    CertificateRejected
        If the piece's chain does not show where the payoffs end.
    """
    if choosing is None:
        choosing = (column,) if column < len(game.players) else ()
    if piece.chain is not None:
        low, high = ends_on_edges(forms_on(game, column, piece, choosing), piece.chain)
        return PieceRange(low, high, is_exact=True)
    return PieceRange(*_range_at_vertices(game, column, piece, choosing))


def forms_on(game: Table, column: int, piece: CurvedPiece, choosing: Sequence[int]) -> PieceForms:
    """Payoffs on a piece, and its conditions.

    Where the players who choose for the one who is paid take their first used actions, it gets on a piece
    what it gets.  What this action of a player pays more than another one is a condition, unless the vertices
    leave nothing open; the conditions come in the order of the players and of their actions.
    """
    mixed = [list(map(normalized, simplex)) for simplex in piece.simplices]
    places, sizes = list(product(*map(range, map(len, mixed)))), list(map(len, mixed))
    used, paid = list(map(used_in, piece.simplices)), cache(partial(_paid, game))

    def gives(column: int, taken: Mapping[int, int]) -> list[Fraction]:
        """Payoffs in a column, at tuples of vertices, where some players take one action."""
        ends = list(mixed)
        for who, action in taken.items():
            pure = tuple(Fraction(a == action) for a in range(game.shape[who]))
            ends[who] = [pure] * len(mixed[who])
        return [paid(tuple(own[v] for own, v in zip(ends, place, strict=True)))[column] for place in places]

    def condition(numbers: Sequence[Fraction], is_equation: bool) -> tuple[Condition, int]:
        """Numbers without the players whose mixtures do not matter, times a whole number."""
        scale = lcm(*(number.denominator for number in numbers))
        whole = tuple([int(number * scale) for number in numbers])
        return Condition.of(range(len(sizes)), sizes, whole, is_equation), scale

    conditions = []
    for who, (first, *rest) in enumerate(used):
        for action in range(game.shape[who]):
            pairs = zip(gives(who, {who: first}), gives(who, {who: action}), strict=True)
            gains = [a - b for a, b in pairs]
            if any(gains) if action in rest else min(gains) < 0:
                conditions.append(condition(gains, action in rest)[0])
    return PieceForms(
        *condition(gives(column, {who: used[who][0] for who in choosing}), False), conditions, sizes
    )


def _paid(game: Table, odds: Behavior) -> tuple[Fraction, ...]:
    return expected_payoffs(game, Profile(game.information_sets, odds))


def _range_at_vertices(
    game: Table, column: int, piece: CurvedPiece, choosing: Sequence[int]
) -> tuple[Fraction, Fraction]:
    mixed = [list(map(normalized, simplex)) for simplex in piece.simplices]
    ranges = []
    for taken in product(*(mixed[who] for who in choosing)):
        own = dict(zip(choosing, taken, strict=True))
        given = product(*([own[who]] if who in own else mixtures for who, mixtures in enumerate(mixed)))
        payoffs = [expected_payoffs(game, Profile(game.information_sets, odds))[column] for odds in given]
        ranges.append((min(payoffs), max(payoffs)))
    lows, highs = zip(*ranges, strict=True)
    return max(lows), min(highs)  # on the piece all that they use gives the same
