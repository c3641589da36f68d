"""Dependence of a verdict on the numbers that a model puts in, beyond the order of the payoffs."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from gametheory_paradox.clock import Clock
from gametheory_paradox.detectors import Depends, Inquiry, Undecided, Verdict, detect
from gametheory_paradox.detectors.assessment import SECURITY, counts_security
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.games import PAYOFF, ExtensiveForm
from gametheory_paradox.table import Record

SECONDS = 20.0  # for one question; those that are settled take one or two
SETTLED: Mapping[str, str] = {"present": "no: always", "absent": "no: never"}


@dataclass(frozen=True, repr=False)
class NumbersNeeded(Record):
    """The answer that the order of the payoffs gives to a question.

    Parameters
    ----------
    verdict
        The verdict for every payoff in the order; None where that cannot be asked.
    why
        Why it cannot be asked, or is not decided; else empty.
    concept
        The solution concept, where it is a wider one than was asked about.
    security
        The same about the mover's security, where the payoff was asked about and security is counted.
    """

    verdict: Verdict | None
    why: str = ""
    concept: str = ""
    security: "NumbersNeeded | None" = None

    def to_data(self) -> dict[str, object]:
        """As JSON: the verdict, the comparisons it hangs on, and whose certificate proves it."""
        verdict = self.verdict
        certificate = None if verdict is None else verdict.certificate
        return {
            "said": self.said,
            "verdict": None if verdict is None else verdict.name,
            "depends_on": list(verdict.depends_on) if isinstance(verdict, Depends) else [],
            "concept": None if verdict is None else verdict.question.concept,
            "certificate": certificate and certificate.to_data(),
            "security": self.security and self.security.to_data(),
        }

    def __str__(self) -> str:
        return self.said if self.security is None else f"{self.said}; in security: {self.security.said}"

    @property
    def said(self) -> str:
        """The answer in words, without security."""
        if self.why or self.verdict is None:
            return self.why
        among = f" (of {self.concept} equilibria)" if self.concept else ""
        if isinstance(self.verdict, Depends):
            on = self.verdict.depends_on
            count = "1 comparison" if len(on) == 1 else f"{len(on)} comparisons"
            of_gaps = " of gaps" if any("gap between" in one for one in on) else ""
            return f"hangs on {count}{of_gaps}: {'; '.join(on)}{among}"
        return SETTLED[self.verdict.name] + among


def numbers_needed(inquiry: Inquiry, point: Mapping[str, Fraction], budget: float | None) -> NumbersNeeded:
    """Decides from the order of outcomes at a point whether a question needs numbers, in security too.

    Parameters
    ----------
    inquiry
        The question, about a family.
    point
        Where payoffs are in the order.
    budget
        Seconds that are left; of these at most ``SECONDS`` are taken for each measure.
    """
    own = _of_measure(inquiry, point, budget)
    if not counts_security(inquiry.family) or own.verdict is None or inquiry.question.measure != PAYOFF:
        return own
    return replace(own, security=_of_measure(inquiry.but(measure=SECURITY), point, budget))


def _of_measure(inquiry: Inquiry, point: Mapping[str, Fraction], budget: float | None) -> NumbersNeeded:
    """The answer about the measure that the question compares."""
    if inquiry.sets or inquiry.axes:
        return NumbersNeeded(None, "yes: it asks about a number that changes")

    seconds = SECONDS if budget is None else min(SECONDS, budget)
    family = inquiry.family if inquiry.family.ranking is not None else inquiry.family.by_rank(point)

    with Clock(seconds) as clock:
        try:
            return _answer(inquiry, detect(family, inquiry.question, budget=seconds), clock, seconds)
        except (InvalidGame, Unsupported) as problem:
            hidden = (
                isinstance(inquiry.family.form, ExtensiveForm) and inquiry.question.concept == "sequential"
            )
            if not hidden:
                return NumbersNeeded(None, f"not known: {problem}")

        wider = inquiry.question.but(concept="subgame-perfect")
        try:
            return _answer(inquiry, detect(family, wider, budget=clock.left), clock, seconds)
        except (InvalidGame, Unsupported) as problem:
            return NumbersNeeded(None, f"not known: {problem}")


def _answer(inquiry: Inquiry, verdict: Verdict, clock: Clock, seconds: float) -> NumbersNeeded:
    concept = str(verdict.question.concept)
    wider = "" if concept == inquiry.question.concept else concept
    if isinstance(verdict, Undecided):
        late = f"not decided in {round(seconds)} s" if clock.is_over else f"not known: {verdict.why}"
        return NumbersNeeded(verdict, late, wider)
    return NumbersNeeded(verdict, concept=wider)
