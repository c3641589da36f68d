"""The choice of the next step of a cutting near sets of equilibria with curved borders, exact.

Where players tie, sets of equilibria have borders such as 2yz = 1, and a search that cuts where gains change
most leaves small cells along them open.  Here cells are cut where conditions change their form: where a
factor of one vanishes, or its slope.  What is left is soon a cell in which the equilibria are one connected
piece, or in which equations determine one mixture after the other, down to a form in two variables without a
root or with a single one.

Sources: neumaier1990 (branch and bound), coxlittleoshea2015 (elimination).
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from fractions import Fraction
from itertools import combinations, pairwise, permutations
from operator import le

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.exact.proofs.algebraic import Form, sign_changes, value
from gametheory_paradox.exact.roots import real_roots
from gametheory_paradox.forms.tables.proofs.condition_curves import (
    MOST_VERTICES,
    BestConditions,
    Condition,
    Curve,
    Fibre,
    UsedActions,
    boxes_without_gain,
    projected,
)
from gametheory_paradox.forms.tables.proofs.curved_pieces import Interval, check_piece
from gametheory_paradox.forms.tables.proofs.every_nash_of_many import Step, Walk
from gametheory_paradox.forms.tables.proofs.profile_cells import Cell, ProfileCell, used_in
from gametheory_paradox.forms.tables.solvers.cell_search import (
    cut_step,
    edge_length,
    excluding_step,
    freeing_cut,
    halving_cut,
    relations_of,
    unique_step,
    weak_step,
)
from gametheory_paradox.forms.tables.solvers.curved_points import points_on_piece
from gametheory_paradox.polynomials import Polynomial

_LONG = Fraction(1, 32)  # edges shorter than this are not cut where a slope vanishes
_HALVINGS = 12  # of an edge, to find about where a form changes its sign

Chain = tuple[tuple[int, ...], ...]
Place = tuple[int, int]


def next_step_near_pieces(walk: Walk, shortest: Fraction) -> Step | None:
    """Choose a step for the cell that is next in a walk; None where it is left open, as no step is known.

    Parameters
    ----------
    walk
        A walk with cells left; isolating boxes that the step needs are added to it.
    shortest
        The length of an edge from which it is not cut, unless a condition changes its sign with that player's
        mixture alone.
    """
    cell = walk.stack[-1]
    relations = relations_of(cell)
    excluding = excluding_step(cell, relations)
    if excluding:
        return excluding
    if cell.is_all_equilibria():
        return ("a",)
    step = weak_step(cell, relations) or _without_gain(cell, relations)
    if step:
        return step

    best = BestConditions.of(cell)
    step = _curved(cell, best) or _eliminating(cell, best) or unique_step(walk, cell)
    if step:
        return step
    compared = BestConditions.compared(cell)
    return (
        _factor_cut(compared)
        or _root_cut(cell, best, shortest)
        or _cut_of_two(cell, best)
        or freeing_cut(cell, relations, shortest)
        or _bend_cut(cell, compared)
        or halving_cut(walk.whole, cell, relations, shortest)
    )


def hold_together(whole: Cell, first: ProfileCell, second: ProfileCell) -> bool:
    """True if what is best in two cells is shown to meet where they have vertices in common.

    Parameters
    ----------
    whole
        The cell of all profiles.
    first, second
        Two cells.
    """
    common = tuple(tuple([v for v in own if v in other]) for own, other in zip(first, second, strict=True))
    if not all(common):
        return False
    played = [used_in((*own, *other)) for own, other in zip(first, second, strict=True)]
    conditions = BestConditions.of(whole.at(common), played).conditions
    return next(_connections(conditions, ()), None) is not None


def _without_gain(cell: Cell, relations: Sequence[tuple[int, int, int]]) -> Step | None:
    for who, worse, better in relations:
        own = cell.values[who]
        if own[worse] != own[better] and all(map(le, own[worse], own[better])):
            with suppress(CertificateRejected):  # in too many parts
                boxes_without_gain(cell, who, cell.gains(who, better, worse))
                return "z", who, worse, better
    return None


def _curved(cell: Cell, best: BestConditions) -> Step | None:
    """The step that takes what is best in a cell for one piece."""
    for fibres, curve in _connections(best.conditions, ()):
        points = points_on_piece(cell.sizes, best.conditions, fibres, curve)
        try:
            check_piece(cell, best, fibres, curve, points)
        except CertificateRejected:  # a single point
            continue
        return "c", fibres, curve, points
    return None


def _connections(
    conditions: Sequence[Condition], taken: tuple[Fibre, ...]
) -> Iterator[tuple[tuple[Fibre, ...], Interval]]:
    """Ways to show that a set is connected: players taken out of the conditions, then perhaps a curve."""
    if not conditions:
        yield taken, ()
        return
    sizes = _sizes(conditions)
    if any(not condition.players for condition in conditions):
        return

    for who, size in sizes.items():
        equations = sum(own.is_equation for own in conditions if who in own.players)
        for ends in permutations(range(size), equations + 1) if equations < 2 else ():
            try:
                left = projected(conditions, (who, *ends))
            except CertificateRejected:
                continue
            yield from _connections(left, (*taken, (who, *ends)))

    for who, chain, curve in _curves(conditions):
        for place in _places(curve):
            if curve.is_interval_with(*place):
                yield taken, (who, chain, *place)


def _eliminating(cell: Cell, best: BestConditions) -> Step | None:
    """The step that leaves nothing of what is best in a cell, or a single mixture of one player."""
    used = UsedActions(cell, best.choosing)
    for who, chain, curve in _curves(used.conditions(best.conditions), used):
        if curve.is_empty:
            return "e", who, chain
        for form in (*curve.equations, *curve.inequalities):
            for part, parts in rational_roots(form):
                if curve.is_only(part, parts):
                    return "e", who, chain, part, parts
    return None


def _root_cut(cell: Cell, best: BestConditions, shortest: Fraction) -> Step | None:
    """A cut where a condition along a curve has a rational root."""
    for who, _, curve in _curves(best.conditions):
        if edge_length(cell.simplices[who], 0, 1) < shortest:
            continue  # or there would be no end, near an irrational point
        for form in (*curve.equations, *curve.inequalities):
            for part, parts in rational_roots(form):
                if 0 < part < parts:
                    return cut_step(who, 0, 1, Fraction(part, parts))
    return None


def _sizes(conditions: Sequence[Condition]) -> dict[int, int]:
    return {who: size for own in conditions for who, size in zip(own.players, own.sizes, strict=True)}


def _curves(
    conditions: Sequence[Condition], used: UsedActions | None = None
) -> Iterator[tuple[int, Chain, Curve]]:
    """The curves along a player with two vertices on which equations determine all other mixtures."""
    sizes = _sizes(conditions)
    for who, size in sizes.items():
        for chain in _chains(conditions, sizes, {who}, ()) if size == 2 else ():
            try:
                yield who, chain, Curve.along(conditions, who, chain, used)
            except CertificateRejected:
                continue


def _chains(
    conditions: Sequence[Condition], sizes: dict[int, int], known: set[int], chain: Chain
) -> Iterator[Chain]:
    left = set(sizes).difference(known)
    if _are_between(conditions, sizes, left):
        yield (*chain, *((who,) for who in sorted(left)))
    for who in sorted(left):
        if sizes[who] > MOST_VERTICES:
            continue
        equations = [
            place
            for place, own in enumerate(conditions)
            if own.is_equation and who in own.players and {*known, who}.issuperset(own.players)
        ]
        for used in combinations(equations, sizes[who] - 1):
            yield from _chains(conditions, sizes, {*known, who}, (*chain, (who, *used)))


def _are_between(conditions: Sequence[Condition], sizes: dict[int, int], left: set[int]) -> bool:
    """True if players have two vertices each and only inequalities, which name one of them."""
    return all(sizes[who] == 2 for who in left) and not any(
        own.is_equation or len(left.intersection(own.players)) > 1
        for own in conditions
        if not left.isdisjoint(own.players)
    )


def _places(curve: Curve) -> list[Place]:
    """Points of an edge at which all inequalities may hold: its ends, its middle, and beside their roots."""
    roots = sorted({root for form in curve.inequalities if (root := _sign_change(form)) is not None})
    borders = [Fraction(0), *roots, Fraction(1)]
    places = [Fraction(0), Fraction(1), Fraction(1, 2), *((a + b) / 2 for a, b in pairwise(borders))]
    return [place.as_integer_ratio() for place in dict.fromkeys(places)]


def _sign_change(form: Form) -> Fraction | None:
    """About where a form changes its sign, if its coefficients change theirs once."""
    if sign_changes(form) != 1:
        return None
    falls = next(number for number in form if number) > 0
    low, high = Fraction(0), Fraction(1)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if (value(form, *middle.as_integer_ratio()) > 0) == falls:
            low = middle
        else:
            high = middle
    return low


def rational_roots(form: Form) -> Iterator[Place]:
    """The rational roots of a form, as parts of the way."""
    polynomial = Polynomial({((("t", power),) if power else ()): number for power, number in enumerate(form)})
    for root in real_roots(polynomial, "t", low=Fraction(0)):  # of t / s
        if root.is_rational:
            yield root.low.numerator, root.low.numerator + root.low.denominator
    if not form[-1]:
        yield 1, 1


def _factor_cut(conditions: Sequence[Condition]) -> Step | None:
    """A cut where a factor of a condition vanishes that depends on one player's mixture alone."""
    for condition in conditions:
        for who in condition.players:
            factored = condition.factored(who)
            edge = _crossed(factored[0]) if factored else None
            if edge:
                return cut_step(who, *edge)
    return None


def _cut_of_two(cell: Cell, best: BestConditions) -> Step | None:
    """A cut where an inequality changes its sign at the end of a short edge, if two edges alone matter."""
    sizes = _sizes(best.conditions)
    if list(sizes.values()) != [2, 2] or any(own.is_equation for own in best.conditions):
        return None
    if any(edge_length(cell.simplices[who], 0, 1) >= _LONG for who in sizes):
        return None
    who, other = sizes
    for condition in best.conditions:
        for row in condition.by_vertex(other) if condition.players == (who, other) else ():
            edge = _crossed(row)
            if edge:
                return cut_step(who, *edge)
    return None


def _bend_cut(cell: Cell, conditions: Sequence[Condition]) -> Step | None:
    """A cut where the slope of a condition on two mixtures vanishes, else where it does on the border."""
    two = [condition for condition in conditions if len(condition.players) == 2]
    for differences in (True, False):
        for condition in two:
            for who, other in permutations(condition.players):
                rows = condition.by_vertex(who)
                if differences:
                    pairs = combinations(rows, 2)
                    rows = [tuple([a - b for a, b in zip(*pair, strict=True)]) for pair in pairs]
                for edge in filter(None, map(_crossed, rows)):
                    if edge_length(cell.simplices[other], *edge[:2]) >= _LONG:
                        return cut_step(other, *edge)
    return None


def _crossed(row: Sequence[int]) -> tuple[int, int, Fraction] | None:
    """Two vertices between which a sign changes, and where."""
    high, low = max(row), min(row)
    return (row.index(high), row.index(low), Fraction(high, high - low)) if high > 0 > low else None
