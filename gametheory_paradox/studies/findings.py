"""Findings: everything that was found about a model, question by question."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.catalog import names as catalog_names
from gametheory_paradox.detectors import Channels, Present, Verdict
from gametheory_paradox.forms import PAYOFF, Game
from gametheory_paradox.forms.solvers import Equilibria
from gametheory_paradox.maps import Escape, Proof, RegionMap, Thresholds
from gametheory_paradox.models import GameFamily
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.studies.diagnosis import Diagnosis, row_to_data
from gametheory_paradox.studies.looking_back import LookingBack, NumbersNeeded
from gametheory_paradox.studies.nearest import Changes
from gametheory_paradox.studies.reach import Reach
from gametheory_paradox.studies.sensitivity import Uncertainty
from gametheory_paradox.table import Display

Interval = tuple[Fraction, Fraction]

MOST_NAMED = 3  # values off the baseline that stand in every sentence; a table has all of them


@dataclass(frozen=True, repr=False)
class Finding(Display):
    """The answers to one question about a model.

    Parameters
    ----------
    question
        The question.
    verdicts
        The verdict at the point under each quantifier that was asked about, the question's own first.
    equilibria
        The equilibria at the point of each game that is compared, by the name of the variant, such as "with"
        and "without" an option; those for which there is no method are left out.
    thresholds
        Where the paradox is present, as formulas; None where none are offered.
    proof
        That it is present nowhere in the declared ranges, where no draw shows it and no formulas say so; None
        where that was not asked, or not proved.
    uncertainty
        How probable the paradox is within the declared ranges, on which parameter that hangs, and whether the
        verdict at the point survives other assumptions; None where nothing varies or nothing could be said.
    region_map
        A map over one or two parameters, the others at the point; None where maps are not offered, or none is
        needed.
    witness
        The parameters that were moved away from the point, and where to, so that the paradox is present;
        empty if it is present at the point; None if no such point was met.
    channels
        Whose reaction carries what the action costs: at the point, or else at the witness.
    ways_out
        The least-cost changes of the parameters that leave the paradox; None where it is not present, or none
        are offered.
    changes
        The nearest changes of the verdict, along one parameter at a time; None where that was not looked at.
    reach
        Where in the declared ranges the paradox is present; None where that was not looked at.
    numbers
        Whether the verdict needs numbers, or follows from the order of the payoffs; None where that was not
        looked at.
    wider
        Whether uncertainty, map and ways out are about subgame-perfect equilibria and the rest about
        sequential ones, which are some of them: where the strong paradox is present for those it is for
        these.
    notes
        What was not done, or not decided, and why.
    """

    question: Question
    verdicts: Mapping[str, Verdict]
    equilibria: Mapping[str, Equilibria]
    thresholds: Thresholds | None
    proof: Proof | None
    uncertainty: Uncertainty | None
    region_map: RegionMap | None
    witness: Mapping[str, Fraction] | None
    channels: Channels | None
    ways_out: Escape | None
    changes: Changes | None
    reach: Reach | None
    numbers: NumbersNeeded | None
    wider: bool
    notes: tuple[str, ...]

    @property
    def title(self) -> str:
        """The question in a few words."""
        asked = self.question
        where = f" at {', '.join(asked.at)}" if asked.at else ""
        others = [player for player in asked.coalition if player != asked.mover]
        together = f", together with {' and '.join(others)}" if others else ""
        instead = f", instead of {asked.details['instead']}" if asked.details.get("instead") else ""
        measure = "" if asked.measure == PAYOFF else f", in {asked.measure}"
        what = " and ".join(asked.action) or asked.paradox
        return f"{asked.mover}: {what}{where}{together}{instead}{measure}"

    @property
    def verdict(self) -> Verdict:
        """The verdict under the question's own quantifier."""
        return self.verdicts[self.question.quantifier]

    @property
    def share(self) -> Interval | None:
        """Proved bounds of the share of the box in which the paradox is present; None without any."""
        if self.uncertainty is not None and self.is_never:
            return Fraction(0), Fraction(0)
        return None if self.uncertainty is None else self.uncertainty.share

    @property
    def is_never(self) -> bool:
        """True if it is proved that the paradox is present nowhere: the inequalities leave nothing open."""
        return self.proof is not None or (self.thresholds is not None and self.thresholds.is_never)

    @property
    def influence(self) -> tuple[str, str] | None:
        """The parameter that matters most, and by which measure; None where none does."""
        if self.uncertainty is None:
            return None
        if self.uncertainty.most_influential is not None:
            return self.uncertainty.most_influential, "Sobol's total index of the verdict"
        widest = max(self.uncertainty.tornado.rows, key=lambda row: row.width or 0, default=None)
        return (widest.name, "range of the gap when it alone varies") if widest and widest.width else None

    @property
    def robust(self) -> bool | None:
        """True if the verdict survives a fifth more or less of what is not measured; None if not known."""
        return None if self.uncertainty is None else self.uncertainty.robustness.survives

    @property
    def carrier(self) -> tuple[str, Interval] | None:
        """The player whose reaction costs the mover most, and how much; None where none costs anything."""
        if self.channels is None or self.channels.split is None:
            return None
        costing = {p: part for p, part in self.channels.reactions.items() if part[1] <= 0 and part[0] < 0}
        return min(costing.items(), key=lambda item: item[1]) if costing else None

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        share, influence, witness = self.share, self.influence, self.witness
        parts = {
            "uncertainty": self.uncertainty,
            "map": self.region_map,
            "channels": self.channels,
            "ways_out": self.ways_out,
        }

        return {
            **self.question.to_data(),
            "verdicts": {name: verdict.to_data() for name, verdict in self.verdicts.items()},
            "equilibria": {name: solved.to_data() for name, solved in self.equilibria.items()},
            "thresholds": None if self.thresholds is None else str(self.thresholds.present),
            "proof": None if self.proof is None else self.proof.to_data(),
            **{name: None if part is None else part.to_data() for name, part in parts.items()},
            "share_proved": None if share is None else [str(end) for end in share],
            "influence": influence and dict(zip(("parameter", "measure"), influence, strict=True)),
            "robust": self.robust,
            "changes": self.changes and self.changes.to_data(),
            "reach": self.reach and self.reach.to_data(),
            "needs_numbers": self.numbers and self.numbers.to_data(),
            "witness": None if witness is None else {name: str(value) for name, value in witness.items()},
            "shares_of_subgame_perfect": self.wider,
            "notes": list(self.notes),
        }

    def __str__(self) -> str:
        return f"{self.title}: {self.verdict.name}"


@dataclass(frozen=True, repr=False)
class Findings(Display):
    """Everything that was found about a model.

    Parameters
    ----------
    family, point, game
        The model, the values of its parameters, and the game at those values.
    concept
        Equilibria in which sense.
    diagnosis
        Every move asked about at the point; None if it was not wanted, or there are too many.
    findings
        The answers to each question, the main one first.
    seconds
        How long it took.
    notes
        What was not done, and why.
    looking_back
        Of a game in periods, what play that looks back can pay, and the patience that it needs; None of
        others, or where that was not looked at.
    """

    family: GameFamily
    point: Mapping[str, Fraction]
    game: Game
    concept: str
    diagnosis: Diagnosis | None
    findings: tuple[Finding, ...]
    seconds: float
    notes: tuple[str, ...]
    looking_back: LookingBack | None = None

    @property
    def main(self) -> Finding:
        """The answers to the main question."""
        return self.findings[0]

    @property
    def name(self) -> str:
        """The name in the catalog, or the file."""
        return self.family.origin

    @property
    def control(self) -> bool:
        """True if it is a game of the catalog in which the mechanism is off."""
        return self.name in catalog_names() and self.name.endswith("control")

    @property
    def where(self) -> str:
        """The point in words, such as "at the baseline", or the values that are not there."""
        if not self.family.parameters:
            return "in this game"
        if self.family.ranking is not None:
            return "by the ranking"
        moved = self.family.moved(self.point)
        if moved.count(" = ") > MOST_NAMED:
            return "at the chosen values"
        return f"at {moved}" if moved else "at the baseline"

    @property
    def verdict(self) -> str:
        """The answer to the main question; if there is none, whether any move is a paradox."""
        if self.findings:
            return self.main.verdict.name
        if self.diagnosis is None:
            return "undecided"
        return Present.name if self.diagnosis.present else "absent"

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        diagnosis = self.diagnosis

        return {
            "name": self.name,
            "title": self.family.title,
            "control": self.control,
            "concept": self.concept,
            "point": {name: str(value) for name, value in self.point.items()},
            "verdict": self.verdict,
            "findings": [finding.to_data() for finding in self.findings],
            "diagnosed": diagnosis
            and {
                "questions": len(diagnosis.answers),
                "present": [row_to_data(row) for row in diagnosis.present],
                "somewhere": [
                    {**own.question.to_data(), "reach": own.to_data()} for own in diagnosis.somewhere
                ],
            },
            "looking_back": self.looking_back and self.looking_back.to_data(),
            "seconds": self.seconds,
            "notes": list(self.notes),
        }

    def __str__(self) -> str:
        return f"{self.name or self.family.title or 'Game'}: {self.verdict}"
