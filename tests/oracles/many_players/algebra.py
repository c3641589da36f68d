"""The equilibria of a table with given supports by algebra alone: Gröbner bases and real roots.

Shares nothing with the package but the library for polynomials.  The indifference equations of the supports
generate an ideal. Where it has finitely many zeros, the polynomials modulo the ideal are a vector space,
spanned by the monomials that no leading monomial of the basis divides; if the powers of a weighted sum u of
the unknowns span it too, u satisfies one polynomial and each unknown is a polynomial in u (cox, little and
o'shea 2015, chapters 2 to 5).  The real roots are enclosed, and signs are read off enclosures of three
hundred bits; what these do not tell from zero is taken to be zero.
"""

from itertools import combinations, product
from math import lcm, prod

from flint import Ordering, arb, ctx, fmpq, fmpq_mat, fmpz_mpoly_ctx, fmpz_mpoly_vec, fmpz_poly

BITS = 300


class Degenerate(Exception):
    """There are infinitely many solutions, or one counts more than once."""


def supports_of(shape):
    """All combinations of supports."""
    sides = [[c for size in range(1, n + 1) for c in combinations(range(n), size)] for n in shape]
    return product(*sides)


def equilibria_with(shape, payoffs, supports):
    """The equilibria that use just these actions, as enclosures: one list of probabilities per player.

    Raises Degenerate where the method does not apply.
    """
    unknowns = [(who, action) for who, used in enumerate(supports) for action in used[1:]]
    ring = fmpz_mpoly_ctx.get([f"x{i}" for i in range(max(1, len(unknowns)))], Ordering.degrevlex)
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
            if all(p > 0 for p in used) and not any(gain > 0 for gain in outside):
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
    quotient = _Quotient(basis, size)
    unknowns = [quotient.of(tuple(int(i == j) for j in range(size))) for i in range(size)]
    powers = [quotient.of((0,) * size)]
    while len(powers) <= len(quotient.monomials):  # of u, the sum of the unknowns with weights 1, 2, ...
        parts = [quotient.times(i, powers[-1]) for i in range(size)]
        powers.append(
            [
                sum(((i + 1) * own for i, own in enumerate(column)), fmpq(0))
                for column in zip(*parts, strict=True)
            ]
        )
    spanning = fmpq_mat([list(column) for column in zip(*powers[:-1], strict=True)])
    if spanning.det() == 0:
        raise Degenerate
    *lower, polynomial = (_solved(spanning, vector) for vector in (*unknowns, powers[-1]))
    for root, multiplicity in _real_roots(_integers([*(-c for c in polynomial), fmpq(1)])):
        if multiplicity > 1:
            raise Degenerate
        yield [sum((arb(c) * root**k for k, c in enumerate(own)), arb(0)) for own in lower]


class _Quotient:
    """Polynomials modulo an ideal with finitely many zeros, as vectors over its standard monomials."""

    def __init__(self, basis, size):
        self.size, self._tails, self._known = size, {}, {}
        for p in basis:
            (head, lead), *tail = [
                (tuple(map(int, monomial)), int(coefficient)) for monomial, coefficient in p.terms()
            ]
            self._tails[head] = [(monomial, fmpq(-coefficient, lead)) for monomial, coefficient in tail]
        if not all(any(sum(head) == head[i] for head in self._tails) for i in range(size)):
            raise Degenerate
        found, self.monomials = {(0,) * size}, []
        while found:
            monomial = min(found)
            found.remove(monomial)
            self.monomials.append(monomial)
            found |= {larger for i in range(size) if self._is_standard(larger := _raised(monomial, i, 1))}
        self._places = {monomial: place for place, monomial in enumerate(self.monomials)}

    def _is_standard(self, monomial):
        return not any(all(a <= b for a, b in zip(head, monomial, strict=True)) for head in self._tails)

    def of(self, monomial):
        """A monomial as a vector."""
        if monomial not in self._known:
            vector = [fmpq(0)] * len(self.monomials)
            if monomial in self._places:
                vector[self._places[monomial]] = fmpq(1)
            elif monomial in self._tails:  # the basis is reduced: its tails are in the span
                for other, coefficient in self._tails[monomial]:
                    vector[self._places[other]] = coefficient
            else:
                smaller = ((i, _raised(monomial, i, -1)) for i in range(self.size) if monomial[i])
                i, other = next((i, other) for i, other in smaller if not self._is_standard(other))
                vector = self.times(i, self.of(other))
            self._known[monomial] = vector
        return self._known[monomial]

    def times(self, i, vector):
        """An unknown times a vector."""
        total = [fmpq(0)] * len(vector)
        for place, coefficient in enumerate(vector):
            if coefficient != 0:
                product_ = self.of(_raised(self.monomials[place], i, 1))
                total = [a + coefficient * b for a, b in zip(total, product_, strict=True)]
        return total


def _raised(monomial, i, by):
    return (*monomial[:i], monomial[i] + by, *monomial[i + 1 :])


def _solved(matrix, vector):
    return [row[0] for row in matrix.solve(fmpq_mat([[entry] for entry in vector])).tolist()]


def _integers(coefficients):
    scale = lcm(*(int(c.q) for c in coefficients))
    return fmpz_poly([int(c.p) * (scale // int(c.q)) for c in coefficients])


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
