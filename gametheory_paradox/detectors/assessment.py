"""What an option, or a change, does to payoff and to security together, in a word."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias, Unpack

from gametheory_paradox.claims.equilibria.equilibrium_set import PayoffSet
from gametheory_paradox.detectors.equilibrium_solver import EquilibriumSolver
from gametheory_paradox.detectors.inquiry import Inquiry, Subject, inquiry_about
from gametheory_paradox.detectors.memory import remembering
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games.columns import PAYOFF
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.paradoxes.question_fields import QuestionFields
from gametheory_paradox.solvers.deadline import Deadline

SECURITY = "security"  # the account of harm suffered and quiet gained
SIDES: Mapping[str, tuple[str, str]] = {  # the variants without and with what is asked about
    "option": ("without", "with"),
    "third-party": ("without", "with"),
    "comparative-statics": ("lower", "higher"),
    "information": ("uninformed", "informed"),
}
WORDS: Mapping[tuple[int, int], str] = {  # by what it does to payoff and to security
    (1, 1): "works",
    (1, -1): "pays, costs security",
    (-1, 1): "protects at a price",
    (-1, -1): "backfires",
    (0, 0): "changes nothing",
    (1, 0): "pays",
    (-1, 0): "costs",
    (0, 1): "protects",
    (0, -1): "costs security",
}
Half: TypeAlias = tuple[PayoffSet, PayoffSet] | None


@dataclass(frozen=True)
class Assessment:
    """What something does to payoff and to security, by the strong comparison of each.

    Parameters
    ----------
    payoff, security
        The mover's payoffs, and its security, over all equilibria without it and with it; None where they
        are not known.
    """

    payoff: Half
    security: Half

    @property
    def word(self) -> str | None:
        """Both answers in a word; None where one of them is not settled."""
        first, second = map(_direction, (self.payoff, self.security))
        return None if first is None or second is None else WORDS[first, second]

    def to_data(self) -> object:
        """The word; where there is none, the ranges of both."""
        if self.word is not None:
            return self.word
        return {PAYOFF: _ranges(self.payoff), SECURITY: _ranges(self.security)}

    def __str__(self) -> str:
        if self.word is not None:
            return self.word
        halves = ((PAYOFF, self.payoff), (SECURITY, self.security))
        return "; ".join(f"{name} {_said(half)}" for name, half in halves)


def assess(
    game: Subject,
    question: Question | str | None = None,
    *,
    values: Mapping[str, object] = {},
    budget: float | None = None,
    **fields: Unpack[QuestionFields],
) -> Assessment | None:
    """What something does to the mover's payoff and to its security; None where no security is counted.

    Parameters
    ----------
    game, question, fields
        What is asked about a family, as for ``detect``, whatever measure it names; the paradoxes of ``SIDES``
        have an answer.
    values
        Values of the family's parameters; by default their baseline.
    budget
        Seconds for both halves; None for no limit.
    """
    inquiry, deadline = inquiry_about(game, question, fields), Deadline(budget)
    if not isinstance(game, GameFamily) or inquiry.question.paradox not in SIDES:
        return None
    if not any(account.name == SECURITY for account in game.accounts):
        return None
    with remembering():  # both halves are about the same equilibria
        payoff, security = (
            _half(inquiry.but(measure=measure), values, deadline) for measure in (PAYOFF, SECURITY)
        )
    return Assessment(payoff, security)


def _half(inquiry: Inquiry, values: Mapping[str, object], deadline: Deadline) -> Half:
    game, question = inquiry.at(values)
    assert inquiry.definition.variants is not None  # of every paradox of SIDES
    variants = inquiry.definition.variants(game, question)
    solving, compared = EquilibriumSolver(str(question.concept), question.mover, deadline), []
    for side in SIDES[question.paradox]:
        known = solving(variants[side])
        if isinstance(known, str):
            return None
        compared.append(known.equilibria.payoffs(question.mover))
    before, after = compared
    return before, after


def _direction(half: Half) -> int | None:
    """Up (1), down (-1) or unmoved (0) in every equilibrium; None if it is none of these, or not known."""
    if half is None:
        return None
    before, after = half
    if after.low > before.high:
        return 1
    if after.high < before.low:
        return -1
    return 0 if before.low == before.high == after.low == after.high else None


def _ranges(half: Half) -> dict[str, list[str]] | None:
    if half is None:
        return None
    sides = zip(("without", "with"), half, strict=True)
    return {name: [str(own.low), str(own.high)] for name, own in sides}


def _said(half: Half) -> str:
    if half is None:
        return "not known"
    return " without and ".join(f"{own.low} to {own.high}" for own in half) + " with it"
