"""Verdicts: present, absent, impossible or undecided, and the unit of what is lost."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import ClassVar

from gametheory_paradox.certificates import Certificate
from gametheory_paradox.certificates.verdicts import comparison_to_data
from gametheory_paradox.detectors.wordings import payoffs_called
from gametheory_paradox.errors import CertificateRejected, Unsupported
from gametheory_paradox.forms import PAYOFF, Game
from gametheory_paradox.forms.proofs.equilibrium_set import PayoffSet, number_to_data
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import Number
from gametheory_paradox.models import GameFamily
from gametheory_paradox.models.accounts import accounts_in
from gametheory_paradox.models.terms import payoffs_at_outcomes
from gametheory_paradox.paradoxes.definition import Claim
from gametheory_paradox.paradoxes.question import Question, said, scope_in
from gametheory_paradox.table import Record, Table, Tabular

# Verdicts: present, absent, impossible or undecided, always with the reason; two of them in a word
# ----------------------------------------------------------------------------

# The payoffs without and with what is asked about, or before and after.
SIDES: Mapping[str, tuple[str, str]] = {
    "option": ("without", "with"),
    "comparative-statics": ("lower", "higher"),
    "information": ("uninformed", "informed"),
    "misperception": ("knowing the game", "real"),
}
SIDES_SAID: Mapping[str, tuple[str, str]] = {  # the same in words that follow a number
    "option": ("without", "with it"),
    "comparative-statics": ("before the change", "after it"),
    "information": ("not seeing more", "seeing more"),
    "misperception": ("knowing the game", "by its model"),
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


@dataclass(frozen=True, repr=False)
class Verdict(Tabular):
    """An answer about a paradox in a game.

    Parameters
    ----------
    game
        The game that is asked about; where a parameter changes, the game before the change.
    question
        What was asked.
    why
        The reason in a sentence.
    comparison
        The payoffs that were compared; None where they are not known or not needed.
    certificate
        The proof; None where nothing is proved.
    assessment
        What becomes of payoff and security together, each half with a certificate of its own; None where that
        was not looked at.
    moved
        The values of a family's parameters that are not at their baseline, in words.

    Examples
    --------
    >>> from gametheory_paradox.detectors import detect
    >>> verdict = detect([[[2, 4], [1, 3]], [[1, 0], [0, 2]]], mover="1", action="1")
    >>> verdict.present, verdict.with_action.high, verdict.without_action.low, verdict.gap
    (True, Fraction(2, 1), Fraction(3, 1), Fraction(1, 1))
    """

    game: Game
    question: Question
    why: str
    comparison: Claim | None = None
    certificate: Certificate | None = None
    assessment: "Effect | None" = field(default=None, compare=False)
    moved: str = field(default="", compare=False)

    name: ClassVar[str] = ""

    def __bool__(self) -> bool:
        raise Unsupported(
            f"this verdict is {self.name!r}: a verdict is one of five answers, and neither true nor false; "
            "ask .present, which is True, False, or None where it is undecided or depends"
        )

    @property
    def present(self) -> bool | None:
        """True where the paradox is there, False where it is absent or impossible, else None."""
        return None if isinstance(self, Undecided | Depends) else isinstance(self, Present)

    @property
    def with_action(self) -> PayoffSet | None:
        """The mover's payoff with the action; None where that is not known or something else is compared."""
        return None if self.comparison is None else self.comparison.payoffs.get("with")

    @property
    def without_action(self) -> PayoffSet | None:
        """The mover's payoff without it; None where that is not known or something else is compared."""
        return None if self.comparison is None else self.comparison.payoffs.get("without")

    @property
    def gap(self) -> Number | None:
        """The payoff difference that was compared; None where nothing was."""
        return None if self.comparison is None else self.comparison.gap

    def _roots(self) -> dict[str, object]:
        """As JSON, polynomials of which payoffs are roots, if there are such; empty for fractions."""
        compared = {} if self.comparison is None else self.comparison.payoffs
        roots = {
            name: [[] if isinstance(p, Fraction) else list(map(str, p.root_of or ())) for p in own.values]
            for name, own in compared.items()
        }
        return {"root_of": roots} if any(map(any, roots.values())) else {}

    def to_data(self) -> dict[str, object]:
        """As JSON, in the shape the command line prints."""
        question = self.question
        shown: dict[str, object] = {}
        for side, payoffs in (("with", self.with_action), ("without", self.without_action)):
            shown[side] = None if payoffs is None else [number_to_data(p) for p in payoffs.values]
            shown[f"{side}_infinite"] = None if payoffs is None else payoffs.infinite

        action: dict[str, object] = {}
        if question.action and question.paradox != "null-coercion":  # there it is the target's
            named = question.action[0] if len(question.action) == 1 else list(question.action)
            scope = scope_in(self.game, question)
            places = {"players": list(scope.players), "information_sets": list(scope.information_sets)}
            action = {"action": named, "scope": {"kind": scope.kind, **places}}

        return {
            **question.to_data(),
            **action,
            "verdict": self.name,
            **shown,
            **comparison_to_data(self.comparison),
            **self._roots(),
            "assessment": None if self.assessment is None else self.assessment.to_data(),
            "why": self.why,
        }

    def table(self) -> Table:
        """The answer and what it rests on."""
        question = self.question
        rows = [("mover", question.mover), *said(question), ("quantifier", question.quantifier)]
        if self.comparison is not None:
            for name, payoffs in self.comparison.payoffs.items():
                rows.append((payoffs_called(question, name), str(payoffs)))
            rows.append(("gap", str(self.comparison.gap)))
        if self.assessment is not None:
            rows.append(("all in all", str(self.assessment)))
        rows.append(("why", self.why))
        return Table((f"{question.paradox} paradox", self.name), tuple(rows), title=self.game.title)


@dataclass(frozen=True, repr=False)
class Present(Verdict):
    """The paradox is there; the certificate proves it."""

    name: ClassVar[str] = "present"


@dataclass(frozen=True, repr=False)
class Absent(Verdict):
    """The paradox is not there; the certificate proves it."""

    name: ClassVar[str] = "absent"


@dataclass(frozen=True, repr=False)
class Impossible(Verdict):
    """The structure of the game rules the paradox out; the certificate names the guard-rail."""

    name: ClassVar[str] = "impossible"


@dataclass(frozen=True, repr=False)
class Depends(Verdict):
    """Present for some payoffs in an order, absent for others; the certificate says exactly where, off ties.

    Parameters
    ----------
    certificate
        The proof of where; None where that is not known.
    depends_on
        The comparisons on which it depends, in the words of the outcomes.
    witnesses
        The gaps and levels for which it is present, and absent, each with the verdict there.
    scales
        What the gaps and levels are on which it depends, in words.
    """

    depends_on: tuple[str, ...] = ()
    witnesses: tuple[tuple[Mapping[str, Fraction], Verdict], ...] = ()
    scales: Mapping[str, str] = field(default_factory=dict)

    name: ClassVar[str] = "depends"

    def to_data(self) -> dict[str, object]:
        """As JSON, with the comparisons, and a payoff for each answer with its certificate."""
        shown = {
            verdict.name: {
                "values": {name: str(value) for name, value in point.items()},
                "certificate": verdict.certificate and verdict.certificate.to_data(),
            }
            for point, verdict in self.witnesses
        }
        return {
            **super().to_data(),
            "depends_on": list(self.depends_on),
            "witnesses": shown,
            "scales": dict(self.scales),
        }

    def table(self) -> Table:
        """The answer, and what it depends on."""
        table = super().table()
        rows = [("depends on", said) for said in self.depends_on]
        for point, verdict in self.witnesses:
            where = ", ".join(f"{name} = {point[name]}" for name in self.scales)
            rows.append((f"{verdict.name} at", where))
        rows += [(name, meaning) for name, meaning in self.scales.items()]
        return replace(table, rows=(*table.rows, *rows))


@dataclass(frozen=True, repr=False)
class Undecided(Verdict):
    """Not settled; the reason says what is missing."""

    name: ClassVar[str] = "undecided"


@dataclass(frozen=True, repr=False)
class Effect(Record):
    """The effect of something on payoff and on security, by the strong comparison of each.

    Parameters
    ----------
    payoff, security
        The verdicts about the mover's payoff and about its security, each with its certificate.  The latter
        is None where the game counts no security: the word is then about the payoff alone.
    """

    payoff: Verdict
    security: Verdict | None

    @property
    def weighed(self) -> Verdict:
        """The verdict that a survey weighs: about security, or about the payoff where none is counted."""
        return self.payoff if self.security is None else self.security

    @property
    def word(self) -> str | None:
        """Both answers in a word; None where one of them is not settled."""
        first = direction(self.payoff)
        second = 0 if self.security is None else direction(self.security)
        return None if first is None or second is None else WORDS[first, second]

    @property
    def halves(self) -> Mapping[str, Verdict]:
        """Both verdicts by what they compare."""
        halves = {PAYOFF: self.payoff}
        return halves if self.security is None else {**halves, self.security.question.measure: self.security}

    def to_data(self) -> object:
        """The word; where there is none, the ranges of both."""
        if self.word is not None:
            return self.word
        return {name: ranges_to_data(half) for name, half in self.halves.items()}

    def halves_to_data(self) -> dict[str, object]:
        """Both halves: the ranges and the certificate of each."""
        return {
            name: {
                "ranges": ranges_to_data(half),
                "certificate": half.certificate and half.certificate.to_data(),
            }
            for name, half in self.halves.items()
        }

    def __str__(self) -> str:
        return self.word or "; ".join(f"{name} {_said(half)}" for name, half in self.halves.items())


def sides_of(half: Verdict) -> tuple[PayoffSet, PayoffSet] | None:
    """Values compared without and with something, or before and after; None where they are not known."""
    if half.comparison is None:
        return None
    before, after = (half.comparison.payoffs[name] for name in SIDES[half.question.paradox])
    return before, after


def direction(half: Verdict) -> int | None:
    """Up (1), down (-1) or unmoved (0) in every equilibrium; None if it is none of these, or not known."""
    sides = sides_of(half)
    if sides is None:
        return None
    before, after = sides
    try:
        if after.low > before.high:
            return 1
        if after.high < before.low:
            return -1
        return 0 if before.low == before.high == after.low == after.high else None
    except CertificateRejected:  # irrational payoffs that are not told apart
        return None


def ranges_to_data(half: Verdict) -> dict[str, list[str | dict[str, str]]] | None:
    """The range without and the range with, as JSON."""
    sides = sides_of(half)
    if sides is None:
        return None
    ends = zip(("without", "with"), sides, strict=True)
    return {name: [number_to_data(own.low), number_to_data(own.high)] for name, own in ends}


def _said(half: Verdict) -> str:
    sides = sides_of(half)
    if sides is None:
        return f"not known ({half.why})"
    ranges = (f"{own.low} to {own.high}" for own in sides)
    words = SIDES_SAID[half.question.paradox]
    return " and ".join(f"{ends} {word}" for ends, word in zip(ranges, words, strict=True))


def is_present(verdict: Verdict, least: Fraction) -> bool | None:
    """True if the paradox is there with a gap of more than ``least``; None where that is not decided."""
    if isinstance(verdict, Undecided):
        return None
    try:
        return verdict.name == "present" and (verdict.gap is None or verdict.gap > least)
    except CertificateRejected:  # an irrational gap that is not told from the bound
        return None


# Units of what is compared and of what players get, as far as a model says them
# ----------------------------------------------------------------------------


def unit_of(family: GameFamily, question: Question) -> str:
    """The unit of what is compared: of the payoffs, or of the accounts that the measure adds up.

    Examples
    --------
    >>> import gametheory_paradox as gp
    >>> family = gp.load("seed/trade-restriction")
    >>> unit_of(family, family.question)
    'million USD a month'
    """
    if question.measure == PAYOFF:
        return payoff_unit(family, question.mover)
    units = {account.unit for account in accounts_in(question.measure, family.accounts)}
    return units.pop() if len(units) == 1 else ""


def payoff_unit(family: GameFamily, player: str) -> str:
    """The unit of a player's payoffs, where every term of them is a parameter in that unit; else nothing."""
    who, named = family.players.index(player), {p.name: p.unit for p in family.parameters}
    units: set[str] = set()
    for payoff in (cell[who] for cell in payoffs_at_outcomes(family.form)):
        if not payoff.denominator.is_constant:
            return ""
        for monomial in payoff.numerator.terms:
            units.add(named[monomial[0][0]] if len(monomial) == 1 and monomial[0][1] == 1 else "")
    return units.pop() if len(units) == 1 else ""
