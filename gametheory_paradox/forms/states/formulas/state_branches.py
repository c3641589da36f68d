"""Stationary equilibria as formulas, pure and mixed, on a box of parameters.

Source: filarvrieze1997.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations

from gametheory_paradox.conditions.proofs.arrangement import lowest, primitive_factors
from gametheory_paradox.conditions.proofs.signs import (
    Box,
    KnownSigns,
    keeping_values,
    may_be,
    point_said,
    point_where,
    sign_on_box,
)
from gametheory_paradox.conditions.proofs.statements import (
    Factor,
    Statement,
    beside_powers,
    every,
    negation,
    positive,
    some,
)
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import StochasticGame
from gametheory_paradox.forms.formulas.branches import Branch, Branches, check_odds
from gametheory_paradox.forms.states.formulas.state_tests import ONE, Play, StateTests, Supports, certain
from gametheory_paradox.forms.states.stochastic_game import lasting
from gametheory_paradox.interruption import look
from gametheory_paradox.polynomials import Polynomial, RationalFunction

# Stationary equilibria of a stochastic game with parameters in which some mix two actions, as formulas
#
# At each information set with a mixture the probability of its second action is unknown, and what that gains
# over the first is zero: an equation between polynomials, one factor of which is zero, but none of D, which
# is positive.  A factor in which one unknown is left, and that not squared, gives it as a quotient, which is
# put into the other equations.  An equation in which no unknown is left contradicts the others off a zero
# set. Where no equation is of that kind the equilibria may be irrational, and nothing is claimed.
# ----------------------------------------------------------------------------

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


# The stationary Markov perfect equilibria of a stochastic game with parameters, as formulas
#
# Pure ones exist where no one-shot deviation gains.  Of the others those are listed whose mixtures follow one
# after another; where different ones may be, nothing is claimed
# (:mod:`gametheory_paradox.forms.states.formulas.state_tests`).
# ----------------------------------------------------------------------------

MOST_SUPPORTS = 10_000
FEW = 100  # Bernstein coefficients of a polynomial: more take longer than what their sign saves
MOST_ANYWHERE = 1_000  # where parameters may have any values, so that next to nothing is dropped
Offered = Callable[[int], Iterable[tuple[int, ...]]]


def state_branches(tests: StateTests, most: int = MOST_SUPPORTS) -> Branches:
    """The Markov perfect equilibria; degenerate is where there may be others.

    Parameters
    ----------
    tests
        The game, and how its deviations are found.
    most
        How many combinations of supports may be left.

    Raises
    ------
    Unsupported
        If too many combinations of supports are left.

    Examples
    --------
    >>> from gametheory_paradox.forms import State, StochasticGame
    >>> from gametheory_paradox.polynomials import RationalFunction
    >>> d, p = RationalFunction.variable("d"), RationalFunction.constant
    >>> calm = State("calm", (("keep", "press"),), ((p(2),), (p(3),)), ((p(1), p(0)), (p(0), p(1))))
    >>> war = State("war", ((),), ((p(0),),), ((p(0), p(1)),))
    >>> game = StochasticGame(("A",), (calm, war), (p(1), p(0)), (d,))
    >>> for branch in state_branches(StateTests(game, lambda polynomial: (polynomial,))).branches:
    ...     print(branch.supports[0], branch.payoffs[0], branch.exists)
    ('keep',) 2/(1 - d) sign: factors (1 - 3*d); positive no
    ('press',) 3 sign: factors (1 - 3*d); positive yes
    """
    found, open_ = list[Branch](), list[Statement]()
    for supports in supports_left(tests, _nonempty, most):
        if (holds := tests.holds(supports)) is False:
            continue
        if all(len(used) == 1 for used in supports):
            found.append(tests.branch(certain(supports), holds))
        elif tests.may_mix(supports):
            mixed = mixed_branches(tests, supports)
            found += mixed or []
            open_.append(mixed is None and holds)

    return Branches(tuple(found), some(open_))


def stationary_branches(form: StochasticGame[RationalFunction], factor: Factor, box: Box | None) -> Branches:
    """Those of a game whose parameters are in a box, where one is given."""
    if box is None:
        return state_branches(StateTests(form, factor), MOST_ANYWHERE)
    return state_branches(StateTests(form, factor, KnownSigns(factor, box, few=FEW)))


def supports_left(tests: StateTests, offered: Offered, most: int = MOST_SUPPORTS) -> Iterator[Supports]:
    """The combinations of supports in which no action that is used gives less than another everywhere.

    Parameters
    ----------
    tests
        The game, and what deviations gain.
    offered
        The supports that count at an information set, from the number of its actions.
    most
        How many may be left.

    Raises
    ------
    Unsupported
        If there are too many.
    """
    for number, supports in enumerate(_continued((), tests, offered)):
        if number == most:
            raise Unsupported(
                f"more than {most:,} combinations of supports in all states may be those of an equilibrium; "
                "formulas stop there: ask at a point"
            )
        yield supports


def _continued(begun: Supports, tests: StateTests, offered: Offered) -> Iterator[Supports]:
    """Those that begin with supports of the first information sets."""
    look()
    sizes = [len(info.actions) for info in tests.form.information_sets]
    rest = (tuple(range(size)) for size in sizes[len(begun) :])
    if tests.excludes((*begun, *rest), range(len(begun))):
        return
    if len(begun) == len(sizes):
        yield begun
        return
    for used in offered(sizes[len(begun)]):
        yield from _continued((*begun, used), tests, offered)


def _nonempty(size: int) -> Iterator[tuple[int, ...]]:
    """The sets of actions that may be left, smallest first."""
    return chain.from_iterable(combinations(range(size), many) for many in range(1, size + 1))


# The check that a stochastic game with parameters is one all over a box, and its formulas
# ----------------------------------------------------------------------------


def formulas_of_states(
    form: StochasticGame[RationalFunction], columns: list[str]
) -> Iterator[tuple[RationalFunction, object]]:
    """Every discount factor, probability, payoff and value of a measure, and where it stands."""
    names = [state.name for state in form.states]
    for player, discount in zip(form.players, form.discounts, strict=True):
        yield discount, f"the discount factor of {player}"
    for name, p in zip(names, form.start, strict=True):
        yield p, f"the probability of starting in {name!r}"
    for state in form.states:
        for played, cell, row in zip(state.combinations(), state.payoffs, state.transitions, strict=True):
            where = ", ".join((state.name, *played))
            for what, entry in zip(columns, cell, strict=True):
                yield entry, f"{what} at {where}"
            for name, p in zip(names, row, strict=True):
                yield p, f"the probability of {name!r} after {where}"


def check_states(form: StochasticGame[RationalFunction], box: Box) -> None:
    """Check transitions, start and discount factors on the box."""
    names = [state.name for state in form.states]
    check_odds(names, form.start, "the start", box)
    for state in form.states:
        for played, row in zip(state.combinations(), state.transitions, strict=True):
            check_odds(names, row, f"after {', '.join((state.name, *played))}", box)
    for player, discount in zip(form.players, form.discounts, strict=True):
        check_discount(form, discount, f"the discount factor of {player}", box)


def check_discount(
    form: StochasticGame[RationalFunction], discount: RationalFunction, where: str, box: Box
) -> None:
    """Check that a discount factor is at least 0, and below 1 unless every profile ends.

    Raises
    ------
    InvalidGame
        If that is not so, or is not shown; where a corner of the box shows that it is not, with that.
    """
    one = RationalFunction.constant(1)
    if sign_on_box(discount.sign_polynomial, box) not in (0, 1):
        raise InvalidGame(f"{where}, {discount}, {may_be('negative', discount, box)}")

    rest = one - discount
    if sign_on_box(rest.sign_polynomial, box, closed=True) == 1:
        return
    if sign_on_box(rest.sign_polynomial, box) not in (0, 1):
        raise InvalidGame(f"{where}, {discount}, {may_be('above 1', rest, box)}; it must be below 1")

    why = lasting(
        form,
        lambda p: sign_on_box(p.sign_polynomial, box, closed=True) == 1,
        lambda p: not p.numerator,
    )
    if why:
        reached = point_said(point_where(lambda left: not left, rest, box) or {})
        raise InvalidGame(f"{where}, {discount}, may be 1{reached}, where every profile must end, but {why}")
