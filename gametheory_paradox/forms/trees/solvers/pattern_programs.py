"""Programs for patterns of assessments, and trembles that reach them.

Sources: farkas1902, motzkin1936 (contradictions); motzkin1953 (the double description method);
krepswilson1982 (Appendix A: consistency by orders).
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import product, zip_longest
from math import lcm, prod

from gametheory_paradox.errors import ParadoxError
from gametheory_paradox.forms.solvers.equilibria import connected
from gametheory_paradox.forms.solvers.linear_program import (
    Infeasibility,
    LinearProgram,
    Optimum,
    Row,
    Sense,
    maximize,
)
from gametheory_paradox.forms.tables.proofs.profile_cells import ONE, Form, LinearSystem, Monomial, Symbol
from gametheory_paradox.forms.tables.solvers.polytope_clipping import clipped
from gametheory_paradox.forms.trees.assessments import Assessment, Trembles
from gametheory_paradox.forms.trees.proofs.patterns import Sets, Ways

# Linear programs over the products of a pattern: contradictions, inner points, bounds, extreme points
# ----------------------------------------------------------------------------

Multipliers = dict[int, Fraction]
Point = dict[Monomial, Fraction]

MOST_EXTREME = 64  # points of one pattern that are listed
MOST_WIDE = 16  # products in one block whose extreme rays are looked for


def contradiction(system: LinearSystem) -> Multipliers | None:
    """Multipliers that show that no products satisfy a system, where they may be zero; None if some do."""
    obvious = _obvious(system)
    if obvious is not None and system.contradicts(obvious):
        return obvious
    monomials = system.monomials
    answer = maximize(LinearProgram((Fraction(0),) * len(monomials), tuple(rows_of(system, monomials))))
    return _multipliers(answer.farkas) if isinstance(answer, Infeasibility) else None


def positive_point(system: LinearSystem) -> tuple[Point | None, Multipliers]:
    """Positive products that satisfy a system, or None with multipliers that show that there are none."""
    obvious = _obvious(system)
    if obvious is not None:
        return None, obvious
    monomials = system.monomials
    width = len(monomials)
    if not width:
        return {ONE: Fraction(1)}, {}
    rows = list(rows_of(system, monomials, extra=1))

    # The last variable is the least of them: it is to be as large as possible, but at most one.
    rows += [
        Row(tuple(Fraction((c == width) - (c == column)) for c in range(width + 1)), "<=", Fraction(0))
        for column in range(width)
    ]
    rows.append(Row((*(Fraction(0),) * width, Fraction(1)), "<=", Fraction(1)))
    answer = maximize(LinearProgram((*(Fraction(0),) * width, Fraction(1)), tuple(rows)))
    count = len(system.zero) + len(system.nonnegative)
    if isinstance(answer, Infeasibility):
        return None, _multipliers(answer.farkas[:count])

    assert isinstance(answer, Optimum)  # the least is at most one
    if answer.value == 0:
        return None, _multipliers(answer.dual[:count])
    return {ONE: Fraction(1), **dict(zip(monomials, answer.primal, strict=False))}, {}


def lower_bound(system: LinearSystem, form: Form) -> Multipliers | None:
    """Multipliers that show the largest lower bound of a form; None if it has none."""
    monomials = tuple(sorted({*system.monomials, *form} - {ONE}))
    answer = maximize(
        LinearProgram(tuple(-form.get(m, Fraction(0)) for m in monomials), tuple(rows_of(system, monomials)))
    )
    return _multipliers(answer.dual) if isinstance(answer, Optimum) else None


def _obvious(system: LinearSystem) -> Multipliers | None:
    """A contradiction in a single condition: of one sign though it should be zero, or below zero."""
    for number, form in enumerate((*system.zero, *system.nonnegative)):
        signs = {(c > 0) - (c < 0) for c in form.values()}
        if signs == {-1} or (signs == {1} and number < len(system.zero)):
            return {number: Fraction(-signs.pop())}
    return None


def rows_of(system: LinearSystem, monomials: Sequence[Monomial], extra: int = 0) -> list[Row]:
    """A system as rows of a linear program in some monomials, with columns of zeros for further variables."""
    nothing = (Fraction(0),) * extra
    senses: tuple[tuple[Sense, tuple[Form, ...]], ...] = ("=", system.zero), (">=", system.nonnegative)
    return [
        Row((*(form.get(m, Fraction(0)) for m in monomials), *nothing), sense, -form.get(ONE, Fraction(0)))
        for sense, forms in senses
        for form in forms
    ]


def _multipliers(dual: Sequence[Fraction]) -> Multipliers:
    """A program's multipliers, which bound from above, as multipliers of forms, which bound from below."""
    return {number: -factor for number, factor in enumerate(dual) if factor}


def extreme_points(
    system: LinearSystem, scales: Sequence[frozenset[Monomial]]
) -> list[tuple[Point, ...]] | None:
    """The extreme points of the closure of a system's solutions; None if there are too many.

    Products that no condition or scale connects vary independently: each block of connected ones has its
    extreme rays.

    Parameters
    ----------
    system
        Conditions on products.
    scales
        Sets of products of which only the proportions count, as those of the weights to which a set's beliefs
        are proportional.

    Returns
    -------
    For each extreme point some points, of which each is infinitely more likely than the next: a scale is to
    be read off the first one in which it is not zero.
    """
    sequences: list[list[tuple[Point, ...]]] = []
    for block in _blocks(system, scales):
        if len(block) > MOST_WIDE:
            return None

        own = _rays(system, block)
        if ONE in block:
            own = [{m: v / ray[ONE] for m, v in ray.items()} for ray in own if ray[ONE]]
        inside = [scale for scale in scales if not scale.isdisjoint(block)]
        found = _in_order(own, inside, first=ONE in block or not inside)
        if found is None:
            return None
        sequences.append(found)
        if prod(max(1, len(own)) for own in sequences) > MOST_EXTREME:
            return None

    choices = (zip_longest(*choice, fillvalue={}) for choice in product(*sequences))
    return [tuple(map(_merged, points)) or (_merged(()),) for points in choices]


def _merged(parts: Sequence[Point]) -> Point:
    return {ONE: Fraction(1), **{m: v for part in parts for m, v in part.items()}}


def _in_order(
    rays: Sequence[Point], scales: Sequence[frozenset[Monomial]], *, first: bool
) -> list[tuple[Point, ...]] | None:
    """The shortest lists of rays in which no scale is always zero; None if there are too many.

    ``first``: whether the first ray of a list may be one in which every scale is zero.
    """
    found: list[tuple[Point, ...]] = []
    pending: list[tuple[tuple[Point, ...], list[frozenset[Monomial]]]] = [((), list(scales))]
    while pending:
        before, missing = pending.pop()
        if before and not missing:
            found.append(before)
        for ray in rays if missing or not before else ():
            left = [scale for scale in missing if not any(ray.get(m) for m in scale)]
            if len(left) < len(missing) or (first and not before):
                pending.append(((*before, ray), left))
        if len(found) + len(pending) > MOST_EXTREME:
            return None
    return found


def _blocks(system: LinearSystem, scales: Sequence[frozenset[Monomial]]) -> list[list[Monomial]]:
    """The products of a system, those that a condition or a scale connects together."""
    groups = (*system.zero, *system.nonnegative, *map(sorted, scales))
    monomials = sorted({monomial for group in groups for monomial in group})
    number = {monomial: place for place, monomial in enumerate(monomials)}
    blocks = connected(len(monomials), [[number[monomial] for monomial in group] for group in groups])
    return [[monomials[place] for place in block] for block in blocks]


def _rays(system: LinearSystem, block: Sequence[Monomial]) -> list[Point]:
    inequalities = []
    for number, form in enumerate((*system.zero, *system.nonnegative)):
        if next(iter(form)) in block:
            scale = lcm(*(c.denominator for c in form.values()))
            row = [int(form.get(monomial, Fraction(0)) * scale) for monomial in block]
            inequalities.append(row)
            if number < len(system.zero):
                inequalities.append([-entry for entry in row])
    units = [tuple(int(i == j) for j in range(len(block))) for i in range(len(block))]
    return [dict(zip(block, map(Fraction, ray), strict=True)) for ray in clipped(units, inequalities)]


# Trembles that show an assessment consistent: orders by a linear program, coefficients by solving products
#
# The beliefs say how the products of coefficients to the nodes of a set compare.  Taking logarithms this is a
# linear system with whole coefficients, which elimination solves; where a solution would need roots, none is
# found.
# ----------------------------------------------------------------------------

Exponents = dict[Symbol, Fraction]


class _NotInFractions(ParadoxError):
    """The products have no solution in fractions, or none that was found."""


def trembles_for(ways: Ways[Fraction], assessment: Assessment) -> Trembles | None:
    """Trembles whose limit an assessment is; None if there are none, or none in fractions were found."""
    game = ways.game
    supports = tuple(tuple(a for a, p in enumerate(odds) if p) for odds in assessment.profile.probabilities)
    orders = _orders(ways, assessment, supports)
    if orders is None:
        return None

    try:
        coefficients = _coefficients(ways, assessment, supports)
    except _NotInFractions:
        return None

    sets = range(len(game.information_sets))
    sizes = [len(info.actions) for info in game.information_sets]

    return Trembles(
        tuple(tuple(orders.get((s, a), 0) for a in range(sizes[s])) for s in sets),
        tuple(
            tuple(
                assessment.profile.probabilities[s][a] or coefficients.get((s, a), Fraction(1))
                for a in range(sizes[s])
            )
            for s in sets
        ),
    )


def _orders(ways: Ways[Fraction], assessment: Assessment, supports: Sets) -> dict[Symbol, int] | None:
    """Whole orders of the unused actions, of the least sum before they are made whole."""
    unused = [
        (s, a)
        for s, info in enumerate(ways.game.information_sets)
        for a in range(len(info.actions))
        if a not in supports[s]
    ]

    reached = ways.reached(supports)
    believed = {
        number: tuple(p for p, belief in zip(members, beliefs, strict=True) if belief)
        for number, (members, beliefs) in enumerate(zip(ways.game.members, assessment.beliefs, strict=True))
        if not reached.intersection(members)
    }
    system = ways.orders(supports, believed)
    monomials = sorted({*system.monomials, *((symbol,) for symbol in unused)} - {()})
    answer = maximize(LinearProgram((Fraction(-1),) * len(monomials), tuple(rows_of(system, monomials))))
    if not isinstance(answer, Optimum):
        return None

    values = dict(zip(monomials, answer.primal, strict=True))
    scale = lcm(*(v.denominator for v in answer.primal), 1)
    return {symbol: int((values[(symbol,)] + 1) * scale) for symbol in unused}


def _coefficients(ways: Ways[Fraction], assessment: Assessment, supports: Sets) -> dict[Symbol, Fraction]:
    """Coefficients of the unused actions that give the beliefs; those that nothing determines are one.

    Raises _NotInFractions.
    """
    reached = ways.reached(supports)
    solved: dict[Symbol, tuple[Exponents, Fraction]] = {}
    for members, beliefs in zip(ways.game.members, assessment.beliefs, strict=True):
        believed = [(p, belief) for p, belief in zip(members, beliefs, strict=True) if belief]
        if reached.intersection(members):
            continue
        first, believed_first = believed[0]
        base, base_factor = _product(ways, assessment, supports, first)
        for place, belief in believed[1:]:
            exponents, factor = _product(ways, assessment, supports, place)
            # product of symbols ** exponents = (belief / factor) / (believed_first / base_factor)
            ratio = belief * base_factor / (factor * believed_first)
            _add(solved, _sum(exponents, Fraction(-1), base), ratio)
    return {symbol: value for symbol, (_, value) in solved.items()}  # the free symbols are one


def _product(
    ways: Ways[Fraction], assessment: Assessment, supports: Sets, place: int
) -> tuple[Exponents, Fraction]:
    """The unused actions on the way to a node, each once, and the probability of everything else on it."""
    factor = ways.odds[place]
    exponents: Exponents = {}
    for s, a in ways.paths[place]:
        if a in supports[s]:
            factor *= assessment.profile.probabilities[s][a]
        else:
            exponents[s, a] = Fraction(1)
    return exponents, factor


def _add(solved: dict[Symbol, tuple[Exponents, Fraction]], exponents: Exponents, value: Fraction) -> None:
    """Takes in an equation between products, solved for one symbol; raises _NotInFractions."""
    left = exponents
    for symbol, (others, known) in solved.items():
        e = left.pop(symbol, Fraction(0))
        value /= _power(known, e)
        left = _sum(left, e, others)
    leader = next((symbol for symbol, e in left.items() if abs(e) == 1), None)
    if leader is None:
        if left or value != 1:
            raise _NotInFractions
        return

    # The symbol is replaced in what was solved before.
    e = left.pop(leader)
    expression, constant = {symbol: -f / e for symbol, f in left.items()}, value ** int(e)
    for symbol, (others, known) in list(solved.items()):
        g = others.pop(leader, Fraction(0))
        solved[symbol] = _sum(others, g, expression), known * _power(constant, g)
    solved[leader] = expression, constant


def _sum(one: Exponents, factor: Fraction, other: Exponents) -> Exponents:
    """Exponents plus a multiple of others, without zeros."""
    every = dict.fromkeys([*one, *other])
    total = {s: one.get(s, Fraction(0)) + factor * other.get(s, Fraction(0)) for s in every}
    return {symbol: e for symbol, e in total.items() if e}


def _power(base: Fraction, exponent: Fraction) -> Fraction:
    if exponent.denominator != 1:
        raise _NotInFractions
    return base ** int(exponent)
