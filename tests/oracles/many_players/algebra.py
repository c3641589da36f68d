"""The equilibria of a table with given supports by algebra alone: a Gröbner basis, and the real roots of its last polynomial.

Shares nothing with the package but the library for polynomials.  The indifference equations of the supports generate an ideal;
in lexicographic order its basis is, as a rule, one polynomial in the last unknown and one equation that gives each other
unknown as a polynomial in the last (cox, little and o'shea 2015, chapter 3).  Its real roots are enclosed, and signs are read off
enclosures of three hundred bits.
"""

from itertools import combinations, product
from math import prod

from flint import Ordering, arb, ctx, fmpz_mpoly_ctx, fmpz_mpoly_vec, fmpz_poly

BITS = 300


class Degenerate(Exception):
    """There are infinitely many solutions, or a tie, or the basis has another form."""


def supports_of(shape):
    """All combinations of supports."""
    sides = [[c for size in range(1, n + 1) for c in combinations(range(n), size)] for n in shape]
    return product(*sides)


def equilibria_with(shape, payoffs, supports):
    """The equilibria that use just these actions, as enclosures: one list of probabilities per player.

    Raises Degenerate where the method does not apply.
    """
    unknowns = [(who, action) for who, used in enumerate(supports) for action in used[1:]]
    ring = fmpz_mpoly_ctx.get([f"x{i}" for i in range(max(1, len(unknowns)))], Ordering.lex)
    odds = _odds(ring, shape, supports, unknowns)
    values = [_values(ring, shape, payoffs, who, odds) for who in range(len(shape))]
    equations = [values[who][action] - values[who][supports[who][0]] for who, action in unknowns]
    previous, ctx.prec = ctx.prec, BITS
    try:
        found = []
        for point in _solutions(ring, equations, len(unknowns)):
            enclosed = [[_at(p, point) for p in own] for own in odds]
            used = [enclosed[who][action] for who, own in enumerate(supports) for action in own]
            outside = [
                _at(values[who][action] - values[who][own[0]], point)
                for who, own in enumerate(supports)
                for action in range(shape[who])
                if action not in own
            ]
            if any(p < 0 for p in used) or any(gain > 0 for gain in outside):
                continue
            if not (all(p > 0 for p in used) and all(gain < 0 for gain in outside)):
                raise Degenerate
            found.append(enclosed)
        return found
    finally:
        ctx.prec = previous


def _odds(ring, shape, supports, unknowns):
    one, gens = ring.constant(1), dict(zip(unknowns, ring.gens(), strict=False))
    found = []
    for who, (size, used) in enumerate(zip(shape, supports, strict=True)):
        own = [ring.constant(0)] * size
        for action in used[1:]:
            own[action] = gens[who, action]
        own[used[0]] = one - sum(own, ring.constant(0))
        found.append(own)
    return found


def _values(ring, shape, payoffs, who, odds):
    """What each action gives."""
    found = [ring.constant(0)] * shape[who]
    for place, profile in enumerate(product(*map(range, shape))):
        payoff = ring.constant(payoffs[place * len(shape) + who])
        found[profile[who]] += prod((odds[j][a] for j, a in enumerate(profile) if j != who), start=payoff)
    return found


def _basis(ring, equations):
    kept = [p for p in equations if p != 0]
    return list(fmpz_mpoly_vec(kept, ring).buchberger_naive().autoreduction()) if kept else []


def _solutions(ring, equations, size):
    """All real solutions as enclosures of the unknowns."""
    if size == 0:
        yield []
        return
    if any(p == 0 for p in equations):
        raise Degenerate
    basis = _basis(ring, equations)
    if any(p.is_constant() for p in basis):
        return
    last, *others = sorted(basis, key=lambda p: [sum(m[i] for m in p.monoms()) for i in range(size)])
    if len(basis) != size or any(any(m[: size - 1]) for m in last.monoms()):
        raise Degenerate
    leading = {}
    for p in others:
        heads = [i for i in range(size - 1) if any(m[i] for m in p.monoms())]
        if len(heads) != 1 or max(m[heads[0]] for m in p.monoms()) != 1:
            raise Degenerate
        if any(m[heads[0]] and m[size - 1] for m in p.monoms()):
            raise Degenerate
        leading[heads[0]] = p
    if set(leading) != set(range(size - 1)):
        raise Degenerate
    coefficients = [0] * (1 + max(m[-1] for m in last.monoms()))
    for monomial, coefficient in last.terms():
        coefficients[monomial[-1]] = int(coefficient)
    polynomial = fmpz_poly(coefficients)
    for root, multiplicity in _real_roots(polynomial):
        if multiplicity > 1:
            raise Degenerate
        point = [None] * size
        point[-1] = root
        for i, p in leading.items():
            head, rest = 0, arb(0)
            for monomial, coefficient in p.terms():
                if monomial[i]:
                    head = int(coefficient)
                else:
                    rest += int(coefficient) * root ** int(monomial[-1])
            point[i] = -rest / head
        yield point


def _real_roots(polynomial):
    for root, multiplicity in polynomial.complex_roots():
        if root.imag.is_zero():  # of real roots the imaginary part is zero exactly
            yield root.real, multiplicity


def _at(polynomial, point):
    total = arb(0)
    for monomial, coefficient in polynomial.terms():
        value = arb(int(coefficient))
        for x, exponent in zip(point, monomial, strict=False):
            value *= x ** int(exponent)
        total += value
    return total
