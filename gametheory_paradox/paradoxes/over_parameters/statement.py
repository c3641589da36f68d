"""Statements of paradoxes over parameters: which branches are compared."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from gametheory_paradox.conditions.proofs.signs import Box
from gametheory_paradox.conditions.proofs.statements import Factor, Statement, every, negation, positive, some
from gametheory_paradox.forms.formulas.branches import Branch, Branches
from gametheory_paradox.forms.formulas.defined import Form
from gametheory_paradox.paradoxes.quantifiers import AnyQuantifier
from gametheory_paradox.paradoxes.question import Question, check_no_selection
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.table import Record

# A paradox over parameters: games with formulas to compare, and where the paradox is present
# ----------------------------------------------------------------------------


class ParametricComparison(NamedTuple):
    """The parts from which a statement about parameters is made.

    Parameters
    ----------
    form, question
        The game, and what is asked.
    branches
        The equilibria of the games that are compared, as formulas.
    factor
        Splits polynomials.
    least
        The gap must exceed it.
    """

    form: Form
    question: Question
    branches: Mapping[str, Branches]
    factor: Factor
    least: Fraction


@dataclass(frozen=True, repr=False)
class ParametricDefinition(Record):
    """A paradox as a statement about the parameters of a game.

    Parameters
    ----------
    variants
        The games that are compared, with the parameters that are left.
    statement
        Where the paradox is present with a gap of more than the bound; and where nothing is claimed.
    has_gap
        Whether there is a gap to bound.
    axes
        The ranges that the question itself charts, before any other parameter's; None: it charts none.
    beliefs
        Whether equilibria with beliefs are compared also where information is not perfect.
    """

    variants: Callable[[Form, Question], Mapping[str, Form]]
    statement: Callable[[ParametricComparison], tuple[Statement, Statement]]
    has_gap: bool = True
    axes: Callable[[Question], Box] | None = None
    beliefs: bool = True


# Two lists of branches compared under a quantifier, as a statement about the parameters
# ----------------------------------------------------------------------------

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
