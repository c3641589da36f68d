"""What a survey finds out about one game of the catalog."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.detectors import Channels
from gametheory_paradox.detectors.verdict import AnyVerdict, Present
from gametheory_paradox.families import GameFamily
from gametheory_paradox.regions.region_map import RegionMap
from gametheory_paradox.regions.ways_out import Escape
from gametheory_paradox.studies.diagnose import Diagnosis
from gametheory_paradox.studies.uncertainty import Uncertainty

Interval = tuple[Fraction, Fraction]


@dataclass(frozen=True, repr=False)
class Finding:
    """What is found about one move.

    Parameters
    ----------
    mover, action, at, coalition
        Whose payoff is measured, which action is there or not, at which information sets, and who else loses
        it.
    verdicts
        The answer at the baseline under every quantifier, the strong one first.
    doubt
        How probable the strong paradox is within the declared ranges, on which parameter that hangs, and
        whether the verdict at the baseline survives other assumptions; None where nothing varies or nothing
        could be said.
    near
        Where the proved bounds of that are wide, or there are none: a map over the two most influential
        parameters, the others at their baseline; None where maps are not offered, or not needed.
    witness
        The parameters that were moved away from their baseline, and where to, so that the strong paradox is
        present; empty if it is present at the baseline; None if no such point was met.
    channels
        Whose reaction carries what the action costs: at the baseline, or else at the witness; None where it
        was not asked.
    ways_out
        The smallest changes of the parameters that leave the paradox; None where it is not present, or that
        was not offered.
    wider
        Whether ``doubt``, ``near`` and ``ways_out`` are about subgame-perfect equilibria and the rest about
        sequential ones, which are some of them: where the strong paradox is present for those it is for
        these.
    notes
        What was not done, or not decided, and why.
    """

    mover: str
    action: str
    at: tuple[str, ...]
    coalition: tuple[str, ...]
    verdicts: Mapping[str, AnyVerdict]
    doubt: Uncertainty | None
    near: RegionMap | None
    witness: Mapping[str, Fraction] | None
    channels: Channels | None
    ways_out: Escape | None = None
    wider: bool = False
    notes: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """What is asked, in words."""
        where = f" at {', '.join(self.at)}" if self.at else ""
        others = [player for player in self.coalition if player != self.mover]
        return f"{self.mover}: {self.action}{where}" + (
            f", together with {' and '.join(others)}" if others else ""
        )

    @property
    def verdict(self) -> str:
        """The answer at the baseline when the worst equilibrium without is compared with the best with."""
        return next(iter(self.verdicts.values())).name

    @property
    def share(self) -> Interval | None:
        """Proved bounds of the share of the box in which the strong paradox is present; None where there are none."""
        return None if self.doubt is None else self.doubt.share

    @property
    def influence(self) -> tuple[str, str] | None:
        """The parameter that matters most, and by which measure; None where none does."""
        if self.doubt is None:
            return None
        if self.doubt.most_influential is not None:
            return self.doubt.most_influential, "Sobol's total index of the verdict"
        swings = [row for row in self.doubt.tornado.rows if row.width]
        return (
            (max(swings, key=lambda row: row.width or 0).name, "range of the gap when it alone varies")
            if swings
            else None
        )

    @property
    def robust(self) -> bool | None:
        """Whether the verdict survives if every assumed baseline is a fifth lower or higher; None where that is not known."""
        return None if self.doubt is None else self.doubt.robustness.survives

    @property
    def carrier(self) -> tuple[str, Interval] | None:
        """The player whose reaction costs the mover most, and how much; None where no reaction costs anything."""
        if self.channels is None or self.channels.split is None:
            return None
        costing = {
            player: part for player, part in self.channels.reactions.items() if part[1] <= 0 and part[0] < 0
        }
        return min(costing.items(), key=lambda item: item[1]) if costing else None

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        doubt, near = self.doubt, self.near
        return {
            "mover": self.mover,
            "action": self.action,
            "at": list(self.at),
            "coalition": list(self.coalition),
            "verdicts": {name: found.to_data() for name, found in self.verdicts.items()},
            "uncertainty": None if doubt is None else doubt.to_data(),
            "share_proved": None if self.share is None else [str(end) for end in self.share],
            "near_the_baseline": None
            if near is None
            else {"at": {n: str(v) for n, v in near.at.items()}, **near.to_data()},
            "influence": None
            if self.influence is None
            else dict(zip(("parameter", "measure"), self.influence, strict=True)),
            "robust": self.robust,
            "witness": None
            if self.witness is None
            else {name: str(value) for name, value in self.witness.items()},
            "channels": None if self.channels is None else self.channels.to_data(),
            "ways_out": None if self.ways_out is None else self.ways_out.to_data(),
            "shares_of_subgame_perfect": self.wider,
            "notes": list(self.notes),
        }


@dataclass(frozen=True, repr=False)
class Scenario:
    """What is found about one game of the catalog.

    Parameters
    ----------
    name, family
        What the catalog calls it, and the game.
    concept
        Equilibria in which sense.
    diagnosis
        Every move asked about at the baseline; None if there are too many.
    findings
        The game's own question; then, where other players have the same action, the same for all of them at
        once.  None where the game asks nothing.
    seconds
        How long it took.
    notes
        What was not done, and why.
    """

    name: str
    family: GameFamily
    concept: str
    diagnosis: Diagnosis | None
    findings: tuple[Finding, ...]
    seconds: float
    notes: tuple[str, ...] = ()

    @property
    def control(self) -> bool:
        """Whether it is a game in which the mechanism is off."""
        return self.name.endswith("control")

    @property
    def verdict(self) -> str:
        """The answer to its own question; if it asks none, whether anything is present."""
        if self.findings:
            return self.findings[0].verdict
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
            "verdict": self.verdict,
            "findings": [found.to_data() for found in self.findings],
            "diagnosed": None
            if diagnosis is None
            else {"questions": len(diagnosis.rows), "present": _present(diagnosis)},
            "seconds": self.seconds,
            "notes": list(self.notes),
        }

    def __repr__(self) -> str:
        return f"{self.name}: {self.verdict}"


def _present(diagnosis: Diagnosis) -> list[dict[str, object]]:
    return [row.to_data() for row in diagnosis.present]
