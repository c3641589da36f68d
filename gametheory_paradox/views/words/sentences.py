"""Answers and what they rest on in plain English, computed from their fields."""

from collections.abc import Mapping
from fractions import Fraction

from gametheory_paradox.detectors import Depends, Impossible, Present, Undecided, Verdict
from gametheory_paradox.detectors.wordings import FORGETFUL
from gametheory_paradox.forms import RepeatedGame
from gametheory_paradox.forms.columns import PAYOFF
from gametheory_paradox.forms.proofs.equilibrium_set import PayoffSet
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import Number
from gametheory_paradox.paradoxes.question import AnyQuantifier, Question
from gametheory_paradox.rationals import as_decimal, short_decimal
from gametheory_paradox.table import listed
from gametheory_paradox.views.words.clauses import WORDINGS, clause_of

CONCEPT_SAID = {
    "subgame-perfect": "Play is subgame perfect: everyone plans what is best for itself at every point of "
    "the game, reached or not, and knows that the others do.",
    "nash": "Play is a Nash equilibrium: nobody can gain by changing its own plan while the others keep "
    "theirs.",
    "perfect-bayesian": "Play is a weak perfect Bayesian equilibrium: at every point everyone plans what is "
    "best given its beliefs, and beliefs follow from the plans wherever these lead.",
    "markov-perfect": "Play is a Markov perfect equilibrium: in every state, reached or not, everyone does "
    "what is best for all periods to come, given what all do in each state.",
    "sequential": "Play is a sequential equilibrium: at every point everyone plans what is best given its "
    "beliefs, and beliefs are the limit of what follows from plans with ever rarer mistakes.",
}
COMPARED: Mapping[AnyQuantifier, str] = {  # which equilibria of two games, before and after
    "strong": "the strictest one: the worst equilibrium {before} against the best one {after}",
    "best": "between the best equilibrium {before} and the best one {after}",
    "worst": "between the worst equilibrium {before} and the worst one {after}",
    "possible": "the most lenient one: the best equilibrium {before} against the worst one {after}",
    "payoff-dominant": "between the payoff-dominant equilibrium {before}, than which none gives anybody "
    "more, and that {after}",
    "risk-dominant": "between the risk-dominant equilibrium {before}, the safer one of two or the only one, "
    "and that {after}",
}
UNMOVED: Mapping[AnyQuantifier, str] = {  # which equilibria a change leaves as they are
    "strong": "every equilibrium",
    "best": "an equilibrium that is best for the mover",
    "worst": "an equilibrium that is worst for the mover",
    "possible": "some equilibrium",
}


def comparison_said(question: Question) -> str:
    """The equilibria that a question compares, in a sentence."""
    sides = WORDINGS[question.paradox].sides
    if not sides:
        return f"It is asked of {UNMOVED[question.quantifier]}."
    before, after = sides
    return f"The comparison is {COMPARED[question.quantifier].format(before=before, after=after)}."


def answer_said(verdict: Verdict) -> str:
    """The answer to a question at a point in a sentence, its first letter small."""
    clause = clause_of(verdict.question, verdict.game)
    if isinstance(verdict, Impossible):
        return f"it cannot be that {clause}: {verdict.why.partition(': ')[2]}."
    if isinstance(verdict, Depends):
        return f"whether {clause} does not follow from the order of the outcomes: {verdict.why}."
    if isinstance(verdict, Undecided):
        return f"whether {clause} is not decided: {verdict.why}."
    denied = "" if isinstance(verdict, Present) else "it is not the case that "
    told = _reason(verdict)
    if isinstance(verdict.game, RepeatedGame) and FORGETFUL not in told:
        told += f" ({FORGETFUL})"
    return f"{denied}{clause}: {told}."


def _reason(verdict: Verdict) -> str:
    """The payoffs on both sides where these tell the answer, else what the detector says."""
    wording, claim = WORDINGS[verdict.question.paradox], verdict.comparison
    if claim is None or not wording.payoffs_said:
        return verdict.why
    before, after = (payoffs_said(claim.payoffs[name]) for name in wording.payoffs)
    measure = verdict.question.measure
    it = "it gets" if measure == PAYOFF else f"its {measure} is"
    told = wording.payoffs_said.format(it=it, before=before, after=after)
    by_the_gap = (claim.gap > 0) == isinstance(verdict, Present)
    return told if by_the_gap else f"{told}. {capitalized(verdict.why)}"


def number(value: Number) -> str:
    """A number for running text: exact, with a decimal beside it where the exact form is a long fraction."""
    if not isinstance(value, Fraction):
        return f"≈ {as_decimal(float(value), digits=4)}".replace("-", "−")
    decimal = short_decimal(value, 4)
    if decimal is not None:
        return decimal.replace("-", "−")
    exact = str(value).replace("-", "−")
    rounded = as_decimal(value, digits=4).replace("-", "−")
    return f"{exact} (≈ {rounded})" if len(exact) <= 15 else f"≈ {rounded}"


def payoffs_said(payoffs: PayoffSet) -> str:
    """A player's payoffs over all equilibria."""
    if payoffs.low == payoffs.high:
        return number(payoffs.low)
    if payoffs.infinite:
        return f"between {number(payoffs.low)} and {number(payoffs.high)}"
    return listed([number(p) for p in payoffs.values], "or")


def capitalized(sentence: str) -> str:
    """A sentence with its first letter made a capital."""
    return sentence[:1].upper() + sentence[1:]
