"""A paradox over parameters: games with formulas to compare, and where the paradox is present."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from gametheory_paradox.claims.parameters.bernstein import Box
from gametheory_paradox.claims.parameters.branches import Branches
from gametheory_paradox.claims.parameters.defined import Form
from gametheory_paradox.claims.parameters.logic import Factor, Statement
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.table import Record


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
