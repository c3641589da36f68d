"""Conjectures that a paradox never, or always, occurs; and claims as Python functions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Unpack

from gametheory_paradox.detectors import Undecided, Verdict, inquiry_about, verdict_at
from gametheory_paradox.detectors.inquiry import Subject
from gametheory_paradox.detectors.keywords import question_from
from gametheory_paradox.detectors.wordings import title_of
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.paradoxes.definitions import DEFINITIONS
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.paradoxes.question_fields import QuestionFields
from gametheory_paradox.rationals import exact

Claim = Callable[[Any], object]


@dataclass(frozen=True)
class ClaimResult:
    """What a claim says of one game.

    Parameters
    ----------
    broken
        Whether the game breaks it; None where that is not decided.
    size
        By how much it is broken; zero or less where it holds; None where that is not known.
    verdict
        The verdict that this rests on, for a conjecture about a paradox.
    """

    broken: bool | None
    size: Fraction | None = None
    verdict: Verdict | None = None

    def beyond(self, least: Fraction) -> "ClaimResult":
        """The reading where violations up to a size do not count."""
        if not self.broken or not least or (self.size is not None and self.size > least):
            return self
        return ClaimResult(False, None if self.size is None else self.size - least, self.verdict)


@dataclass(frozen=True)
class Conjecture:
    """That a paradox never, or always, occurs.  Made by :func:`never` and :func:`always`.

    Parameters
    ----------
    question
        Which paradox, of whose move.
    occurs
        Whether it always or never does.
    """

    question: Question
    occurs: bool

    def __str__(self) -> str:
        when, says = "always" if self.occurs else "never", DEFINITIONS[self.question.paradox].says
        return f"{when}: {says}; {title_of(self.question)}"

    @property
    def sets(self) -> tuple[str, ...]:
        """The parameters to which the question itself gives values."""
        name = self.question.details.get("parameter")
        return (name,) if isinstance(name, str) else ()

    def about(self, subject: Subject, values: Mapping[str, object] = {}) -> ClaimResult:
        """What it says of a game, or of a family where parameters have these values."""
        return self.read(verdict_at(inquiry_about(subject, self.question, {}), values))

    def read(self, verdict: Verdict) -> ClaimResult:
        """A verdict as a reading: the violation is as large as the gap, or as far from one."""
        if isinstance(verdict, Undecided):
            return ClaimResult(None, None, verdict)
        broken = (verdict.name == "present") != self.occurs
        if verdict.gap is None:
            return ClaimResult(broken, None, verdict)
        size = -verdict.gap if self.occurs else verdict.gap
        return ClaimResult(broken, max(size, Fraction(0)) if broken else min(size, Fraction(0)), verdict)


def never(question: Question | str | None = None, **fields: Unpack[QuestionFields]) -> Conjecture:
    """The conjecture that a paradox never occurs, for :func:`falsify`.

    Parameters
    ----------
    question, fields
        What ``detect`` is to be asked: a Question, or the name of a paradox and fields of a question.

    Raises
    ------
    InvalidGame
        If there is no such paradox, or something is missing or not asked for.

    Examples
    --------
    >>> str(never("option", mover="Pakistan", action="restrict")).split("; ")
    ['never: having an action leaves its owner worse off than not having it',
     'strong option paradox of Pakistan (action taken away: restrict)']
    """
    return Conjecture(question_from(None, question, fields), False)


def always(question: Question | str | None = None, **fields: Unpack[QuestionFields]) -> Conjecture:
    """The conjecture that a paradox always occurs, for :func:`falsify`; as :func:`never`."""
    return Conjecture(question_from(None, question, fields), True)


def claim_said(claim: Conjecture | Claim) -> str:
    """A claim in words: of a function the first line of its docstring, or its name."""
    if isinstance(claim, Conjecture):
        return str(claim)
    lines = (claim.__doc__ or "").strip().splitlines()
    return lines[0] if lines else getattr(claim, "__name__", repr(claim))


def reading_of(claim: Claim, game: object) -> ClaimResult:
    """A function's answer as a reading: a truth value, None, or a number, negative where it is broken."""
    answer, named = claim(game), f"{claim_said(claim)!r:.60}"
    if answer is None:
        return ClaimResult(None)
    if isinstance(answer, bool) or type(answer).__name__ in ("bool_", "bool"):  # numpy's, too
        return ClaimResult(not answer)
    if isinstance(answer, str | bytes):
        raise InvalidGame(
            f"the claim {named} should answer a truth value, a number or None; it answered {answer!r:.60}"
        )
    margin = exact(answer, f"what the claim {named} answers")
    return ClaimResult(margin < 0, -margin)
