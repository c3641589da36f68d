"""Answers of ``falsify``: the game that breaks a claim, or how far a search went that met none."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, ClassVar, Literal

from gametheory_paradox.certificates import Certificate
from gametheory_paradox.detectors import Verdict
from gametheory_paradox.forms import ExtensiveForm, NormalForm, StochasticGame, game_hash
from gametheory_paradox.table import Table, Tabular

Stop = Literal["draws", "seconds", "interrupted", "exhausted", "filtered"]

WHY: dict[Stop, str] = {
    "draws": "every example that was asked for was looked at; there may be others that break the claim",
    "seconds": "the time was spent; there may be examples that break the claim",
    "interrupted": "it was interrupted; there may be examples that break the claim",
    "exhausted": "every example that can be drawn was looked at; what cannot be drawn was not",
    "filtered": "the strategy rejects too much of what it draws; there may be examples that break the claim",
}


@dataclass(frozen=True, repr=False)
class Counterexample(Tabular):
    """A game that breaks a claim, the simplest that was found.

    Parameters
    ----------
    claim
        The claim in words.
    game
        The game; what was drawn, if the claim was about something else.
    point
        The values of all parameters; None where no family was searched.
    changed
        Those that are not at the family's baseline.
    size
        By how much the claim is broken; None where that is not known.
    verdict
        The verdict that breaks it, for a conjecture about a paradox.
    draws, undecided
        How many examples were looked at in all, and how many of these were undecided.
    code
        Python that makes the game again, and asks again for the verdict.
    """

    claim: str
    game: Any
    point: Mapping[str, Fraction] | None
    changed: Mapping[str, Fraction]
    size: Fraction | None
    verdict: Verdict | None
    draws: int = 0
    undecided: int = 0
    code: str = field(default="", compare=False)

    name: ClassVar[str] = "broken"

    @property
    def certificate(self) -> Certificate | None:
        """The proof; None where the claim is a function or a guard-rail was all there was to say."""
        return None if self.verdict is None else self.verdict.certificate

    def to_data(self) -> dict[str, object]:
        """As JSON, in the shape the command line prints."""
        hashed = (
            game_hash(self.game)
            if isinstance(self.game, NormalForm | ExtensiveForm | StochasticGame)
            else None
        )

        return {
            "claim": self.claim,
            "answer": self.name,
            "game": hashed,
            "point": None if self.point is None else {name: str(value) for name, value in self.point.items()},
            "changed": {name: str(value) for name, value in self.changed.items()},
            "size": None if self.size is None else str(self.size),
            "verdict": None if self.verdict is None else self.verdict.to_data(),
            "certificate": None if self.certificate is None else self.certificate.to_data(),
            "draws": self.draws,
            "undecided": self.undecided,
            "code": self.code,
        }

    def table(self) -> Table:
        """The game that breaks the claim."""
        rows: list[tuple[str, str]] = [("claim", self.claim)]
        if self.point is not None:
            moved = ", ".join(f"{name} = {value}" for name, value in self.changed.items())
            rows.append(("broken at", f"{moved}; else the baseline" if moved else "the baseline"))
        if self.size is not None:
            rows.append(("by", str(self.size)))
        if self.verdict is not None:
            rows.append((self.verdict.name, self.verdict.why))
        rows.append(("looked at", _looked_at(self.draws, self.undecided)))
        return Table(("answer", self.name), rows)

    def parts(self) -> list[Table | str]:
        """The counterexample, and Python that shows it."""
        return [self.table(), self.code]

    def _repr_html_(self) -> str:
        return f"{self.table().html()}{Table(('as Python',), [(self.code,)]).html()}"


@dataclass(frozen=True, repr=False)
class NoCounterexample(Tabular):
    """No game that breaks the claim was found; this is no proof that there is none.

    Parameters
    ----------
    claim
        The claim in words.
    stop
        Why the search ended: "draws" or "seconds" were spent, it was "interrupted", all that can be drawn was
        looked at ("exhausted"), or a strategy rejected most of what it drew ("filtered").
    draws, undecided
        How many examples were looked at, and how many of these were undecided.
    closest
        The largest size met, zero or less, where sizes are known: how near the search came.
    """

    claim: str
    stop: Stop
    draws: int
    undecided: int
    closest: Fraction | None = None

    name: ClassVar[str] = "unbroken"

    @property
    def why(self) -> str:
        """Why the search ended, in a sentence."""
        return WHY[self.stop]

    def to_data(self) -> dict[str, object]:
        """As JSON, in the shape the command line prints."""
        return {
            "claim": self.claim,
            "answer": self.name,
            "stop": self.stop,
            "why": self.why,
            "draws": self.draws,
            "undecided": self.undecided,
            "closest": None if self.closest is None else str(self.closest),
        }

    def table(self) -> Table:
        """The extent of the search."""
        rows = [
            ("claim", self.claim),
            ("looked at", _looked_at(self.draws, self.undecided)),
            ("why", self.why),
        ]
        return Table(("answer", self.name), rows)


def _looked_at(draws: int, undecided: int) -> str:
    examples = "1 example" if draws == 1 else f"{draws} examples"
    return examples + (f", {undecided} of them undecided" if undecided else "")
