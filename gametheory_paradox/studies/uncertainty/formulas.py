"""A question about a paradox as formulas in all parameters: where it is present, and which payoffs are compared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Any

from gametheory_paradox.claims.parameters.logic import Statement, atoms, simplify, some
from gametheory_paradox.detectors import Question
from gametheory_paradox.detectors.as_formulas import AsFormulas, comparison_as_formulas, option_as_formulas
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.exact.factoring import Factoring
from gametheory_paradox.families import Form
from gametheory_paradox.paradoxes.question import QUANTIFIERS, Quantifier
from gametheory_paradox.paradoxes.statements import STATEMENTS
from gametheory_paradox.polynomials import Polynomial
from gametheory_paradox.regions.measured import Measured, measured


@dataclass(frozen=True)
class Formulas:
    """A question as formulas in all parameters.

    Parameters
    ----------
    quantifier
        Which equilibria are compared.
    claim, exception
        Where the paradox is present, and where that is left open.
    sides
        The equilibria that are compared, and whose payoffs in them.
    by_gap
        Whether the paradox is present exactly where the gap between the payoffs is positive.
    """

    quantifier: Quantifier
    claim: Statement
    exception: Statement
    sides: Measured
    by_gap: bool

    @cached_property
    def incomplete(self) -> Statement:
        """Where there may be equilibria that no formula gives, so that the gap is not known."""
        return some([self.exception, self.sides.before.degenerate, self.sides.after.degenerate])

    def present_at(self, point: Mapping[str, Fraction]) -> bool | None:
        """Whether the paradox is present at a point; None where the formulas leave that open, or more than a gap counts."""
        signs = {p: 1 if value > 0 else -1 for p in self._polynomials if (value := p.value(point))}
        if not self.by_gap or simplify(self.exception, signs) is not False:
            return None
        (mover,), ends = self.sides.players, []
        for side in (self.sides.before, self.sides.after):
            there = [simplify(branch.exists, signs) for branch in side.branches]
            if not all(isinstance(exists, bool) for exists in there) or True not in there:
                return None
            paid = [
                b.payoffs[mover].value(point)
                for b, exists in zip(side.branches, there, strict=True)
                if exists
            ]
            ends.append((min(paid), max(paid)))
        return bool(gap_of_ends(self.quantifier, *ends) > 0)

    @cached_property
    def _polynomials(self) -> Sequence[Polynomial]:
        """On whose signs it hangs which equilibria there are."""
        sides = self.sides.before, self.sides.after
        return atoms(self.exception, *(branch.exists for side in sides for branch in side.branches))


def gap_of_ends(quantifier: Quantifier, before: tuple[Any, Any], after: tuple[Any, Any]) -> Any:
    """The gap between the ends of what is got before (without the action) and after (with it)."""
    without = before[1] if quantifier in ("best", "possible") else before[0]
    return without - (after[1] if quantifier in ("strong", "best") else after[0])


def one_of_four(quantifier: str) -> Quantifier:
    """The quantifier; rules that select an equilibrium are not asked about here."""
    return next(known for known in QUANTIFIERS if known == quantifier)


@lru_cache(maxsize=2)  # a survey asks for the same option again
def _option(question: Question, form: Form) -> Formulas:
    (claim, exception), has, lacks = option_as_formulas(question, form, Factoring())
    quantifier, mover = one_of_four(question.quantifier), form.players.index(question.mover)
    return Formulas(
        quantifier, claim, exception, Measured(lacks, has, (mover,)), by_gap=quantifier != "possible"
    )


def formulas_of(asked: AsFormulas, form: Form) -> Formulas | None:
    """The question as formulas; None where they are not offered, or no payoffs are compared.

    Parameters
    ----------
    asked
        The question.
    form
        The game, with all parameters.
    """
    question = asked.question
    try:
        if isinstance(question, Question):
            return _option(question, form)
        factor, quantifier = Factoring(), one_of_four(question.quantifier)
        request, found = comparison_as_formulas(question, form, {}, factor)
        claim, exception = STATEMENTS[question.paradox].statement(form, request, found, factor, asked.least)
    except Unsupported:
        return None
    sides = measured(form, request, found)
    by_gap = question.paradox == "information" and quantifier != "possible"
    return None if sides is None else Formulas(quantifier, claim, exception, sides, by_gap)
