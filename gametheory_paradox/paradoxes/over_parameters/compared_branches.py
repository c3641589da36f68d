"""Two lists of branches compared under a quantifier, as a statement about the parameters."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial

from gametheory_paradox.claims.parameters.branches import Branch, Branches
from gametheory_paradox.claims.parameters.logic import Factor, Statement, every, negation, positive, some
from gametheory_paradox.paradoxes.no_selection import check_no_selection
from gametheory_paradox.paradoxes.quantifiers import AnyQuantifier
from gametheory_paradox.polynomials import RationalFunction

Better = Callable[[Branch, Branch], Statement]


def compared(before: Branches, after: Branches, quantifier: AnyQuantifier, better: Better) -> Statement:
    """The statement that equilibria before are better than those after, as the quantifier compares.

    Parameters
    ----------
    before, after
        The equilibria as formulas.
    quantifier
        Which are compared.
    better
        Where the first of two branches, one before, is better than the second, one after.

    Raises
    ------
    Unsupported
        If the quantifier is a selection rule.
    """
    check_no_selection(quantifier, "what is stated of all parameters")
    pairs = [(a, b) for a in after.branches for b in before.branches]
    if quantifier == "strong":
        return every(some(where_both(a, b, partial(better, b, a))) for a, b in pairs)
    if quantifier == "best":
        return some(
            every([b.exists, *(some([negation(a.exists), better(b, a)]) for a in after.branches)])
            for b in before.branches
        )
    if quantifier == "worst":
        return some(
            every([a.exists, *(some([negation(b.exists), better(b, a)]) for b in before.branches)])
            for a in after.branches
        )
    return some(every([a.exists, b.exists, better(b, a)]) for a, b in pairs)


def where_both(after: Branch, before: Branch, then: Callable[[], Statement]) -> Iterator[Statement]:
    """The alternatives of "where both exist, something holds", which is found last, if need be."""
    yield negation(after.exists)
    yield negation(before.exists)
    yield then()


def exceeds(more: RationalFunction, less: RationalFunction, least: Fraction, factor: Factor) -> Statement:
    """The statement that a formula exceeds another by more than ``least``; false if by exactly that."""
    gain = more - less - RationalFunction.constant(least)
    return positive([gain.numerator, gain.denominator], factor)


def gains(who: int, least: Fraction, factor: Factor) -> Better:
    """True if a player gets more by more than ``least``."""
    return lambda more, less: exceeds(more.payoffs[who], less.payoffs[who], least, factor)
