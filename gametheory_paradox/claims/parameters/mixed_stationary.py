"""Stationary equilibria of a stochastic game with parameters in which some mix two actions, as formulas.

At each information set with a mixture the probability of its second action is unknown, and what that gains
over the first is zero: an equation between polynomials, one factor of which is zero, but none of D, which is
positive.  A factor in which one unknown is left, and that not squared, gives it as a quotient, which is put
into the other equations.  An equation in which no unknown is left contradicts the others off a zero set.
Where no equation is of that kind the equilibria may be irrational, and nothing is claimed.
"""

from collections.abc import Iterator, Mapping, Sequence

from gametheory_paradox.claims.parameters.branches import Branch
from gametheory_paradox.claims.parameters.known_signs import keeping_values
from gametheory_paradox.claims.parameters.logic import Statement, every, negation, positive
from gametheory_paradox.claims.parameters.lowest_terms import lowest, primitive_factors
from gametheory_paradox.claims.parameters.state_tests import ONE, Play, StateTests, Supports
from gametheory_paradox.claims.parameters.substitution import beside_powers
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.interruption import look
from gametheory_paradox.polynomials import Polynomial, RationalFunction

MOST_CHOICES = 6  # of all players in all states: formulas of more are long
UNKNOWN = "~"  # begins the name of an unknown, and no parameter's
Odds = Mapping[str, RationalFunction]  # of the second actions, by the names of the unknowns
Equations = Sequence[Sequence[Polynomial]]  # of each the factors with unknowns, one of which is zero


def mixed_branches(tests: StateTests, supports: Supports) -> list[Branch] | None:
    """The equilibria in which just these actions are played; None where they are not found.

    Parameters
    ----------
    tests
        The game, and what deviations gain.
    supports
        For each information set the numbers of the actions that are played, two somewhere.
    """
    choices = sum(len(info.actions) > 1 for info in tests.form.information_sets)
    if choices > MOST_CHOICES or any(len(used) > 2 for used in supports):
        return None
    mixed = _MixedPlay(tests, supports)
    try:
        branches = [known and mixed.branch(known) for known in mixed.solutions(mixed.equations(), {})]
    except Unsupported:  # formulas that are too large
        return None
    return None if None in branches else [own for own in branches if own and own.exists is not False]


class _MixedPlay:
    """Play in which just some actions are used.

    Parameters
    ----------
    tests, supports
        The game, and the actions.
    """

    def __init__(self, tests: StateTests, supports: Supports):
        self.tests, self.supports, self.factor = tests, supports, keeping_values(tests.factor)
        self.play: Play = tuple(
            tuple(zip(used, _mixture(number) if len(used) > 1 else [ONE], strict=True))
            for number, used in enumerate(supports)
        )
        by_discount = {discount: who for who, discount in enumerate(tests.form.discounts)}
        self.determinants = [tests.determinant(who, self.play) for who in by_discount.values()]

    def equations(self) -> Equations:
        """Gains of those who mix by the second action; an empty polynomial if that is zero everywhere."""
        never_zero = {own for determinant in self.determinants for own in self._split(determinant)}
        gained = (
            self.tests.gain(number, used[0], used[1], self.play).numerator
            for number, used in enumerate(self.supports)
            if len(used) > 1
        )
        return [[own for own in self._with_unknowns(one) if own not in never_zero] for one in gained]

    def _with_unknowns(self, polynomial: Polynomial) -> list[Polynomial]:
        """The factors with unknowns, each once; the polynomial if it is zero."""
        return [own for own in dict.fromkeys(self._split(polynomial)) if _unknowns(own) or not own]

    def _split(self, polynomial: Polynomial) -> list[Polynomial]:
        """Factors whose product is the polynomial, all primitive but the first, which is a constant."""
        if not polynomial:
            return [polynomial]
        scale, parts = primitive_factors(polynomial, self.factor)
        return [Polynomial.constant(scale), *parts]

    def solutions(self, left: Equations, known: Odds) -> Iterator[Odds | None]:
        """The odds at which nobody who mixes gains by one of the actions; None: not found."""
        if not left:
            if all(_put(own, known).numerator for own in self.determinants):  # as in StateTests.has_values
                yield known
            return

        for place, factors in enumerate(left):
            look()
            if not factors:
                return  # a contradiction
            roots = [_root(own) for own in factors]
            if None in roots:
                continue  # another equation may give what occurs in this one
            for name, odds in filter(None, roots):
                if self._inside(odds) is not False:
                    put = [self._put(name, odds, own) for own in (*left[:place], *left[place + 1 :])]
                    yield from self.solutions(put, {**known, name: odds})
            return

        yield None

    def _put(self, name: str, odds: RationalFunction, factors: Sequence[Polynomial]) -> list[Polynomial]:
        """An equation with an unknown put in."""
        return [part for own in factors for part in self._with_unknowns(_put(own, {name: odds}).numerator)]

    def _inside(self, odds: RationalFunction) -> Statement:
        """The statement that both actions have a positive probability."""
        shares = (odds, ONE - odds)
        return every(positive([p.numerator, p.denominator], self.tests.sign) for p in shares)

    def branch(self, known: Odds) -> Branch | None:
        """The equilibrium with these odds; None where what is not played pays as much everywhere."""
        sets = self.tests.form.information_sets
        exists = [self._inside(odds) for odds in known.values()]
        for number, used in enumerate(self.supports):
            for other in set(range(len(sets[number].actions))).difference(used):
                parts = self._split(self.tests.gain(number, used[0], other, self.play).numerator)
                put = [_put(own, known) for own in parts]
                if not all(put):
                    return None
                signs = [own for p in put for own in (p.numerator, p.denominator)]
                exists.append(negation(positive(signs, self.tests.sign)))

        payoffs = tuple(
            lowest(_put(paid.numerator, known) / _put(paid.denominator, known), self.factor)
            for paid in self.tests.payoffs(self.play)
        )
        play = tuple(tuple((action, _put(p.numerator, known)) for action, p in own) for own in self.play)
        return self.tests.branch(play, every(exists), payoffs)


def _mixture(number: int) -> list[RationalFunction]:
    """Two unknown probabilities at an information set."""
    second = RationalFunction.variable(f"{UNKNOWN}{number}")
    return [ONE - second, second]


def _unknowns(polynomial: Polynomial) -> list[str]:
    return [name for name in polynomial.names if name.startswith(UNKNOWN)]


def _root(factor: Polynomial) -> tuple[str, RationalFunction] | None:
    """The one unknown of a factor and what it is; None where there are several, or it is squared."""
    name, *others = _unknowns(factor) or ["", ""]
    if others or factor.degree(name) > 1:
        return None
    parts = beside_powers(factor, name)
    return name, RationalFunction(-parts.get(0, Polynomial()), parts[1])


def _put(polynomial: Polynomial, known: Odds) -> RationalFunction:
    """A polynomial with quotients in the place of unknowns."""
    below = Polynomial.constant(1)
    for name, odds in known.items():
        degree, total = polynomial.degree(name), Polynomial()
        for power, own in beside_powers(polynomial, name).items():
            total = total + own * odds.numerator**power * odds.denominator ** (degree - power)
        polynomial, below = total, below * odds.denominator**degree
    return RationalFunction(polynomial, below)
