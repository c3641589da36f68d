"""Trembles that show an assessment consistent: orders by a linear program, coefficients by solving products.

The beliefs say how the products of coefficients to the nodes of a set compare.  Taking logarithms this is a
linear system with whole coefficients, which elimination solves; where a solution would need roots, none is
found.

Source: krepswilson1982 (Appendix A: consistency by orders).
"""

from fractions import Fraction
from math import lcm

from gametheory_paradox.claims.equilibria.linear_forms import Symbol
from gametheory_paradox.claims.equilibria.patterns import Sets, Ways
from gametheory_paradox.errors import ParadoxError
from gametheory_paradox.games.assessments import Assessment, Trembles
from gametheory_paradox.solvers.linear_program import LinearProgram, Optimum, maximize
from gametheory_paradox.solvers.pattern_programs import rows_of

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
