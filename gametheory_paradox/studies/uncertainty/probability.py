"""The probability of a paradox when its parameters are not known, and what it hangs on."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import starmap

from gametheory_paradox.families import Distribution, GameFamily, Uniform
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.rationals import as_decimal
from gametheory_paradox.regions.region_map import RegionMap
from gametheory_paradox.studies.shares import between
from gametheory_paradox.studies.uncertainty.indices import Indices
from gametheory_paradox.studies.uncertainty.robustness import Robustness
from gametheory_paradox.studies.uncertainty.tornado import Tornado
from gametheory_paradox.table import Table, Tabular

SHORT = 100  # the largest denominator of a share that is written as a fraction


@dataclass(frozen=True, repr=False)
class Uncertainty(Tabular):
    """The probability of a paradox when the parameters are drawn at random, and what it hangs on.

    Parameters
    ----------
    family, question
        The games, and what is asked.
    distributions
        How the parameters that vary are drawn, independently of each other; empty if samples were given.
    fixed
        The values of the others.
    draws
        How many draws were looked at.
    present, absent, undecided
        How many of them show the paradox, do not, and are not decided.
    confidence, interval
        Bounds that contain the probability with this confidence: undecided draws count as absent in the lower
        and as present in the upper.
    bounds
        The certified map over all parameters that vary, if all are uniform: its share is the probability,
        within proved bounds.
    widths
        The share of draws that show the paradox where every range is half and twice as wide, by that factor:
        undecided ones counted as absent, and as present. Empty where no formulas answer.
    indices, tornado, robustness
        Which parameter matters; each on its own; whether the verdict at the baseline survives other
        assumptions.
    notes
        What was not done, and why.
    pointwise
        At how many of the draws no formula answered but ``detect``.
    seed
        Of the draws.
    seconds
        How long it took.
    finished
        Whether as many draws were looked at as were asked for.
    """

    family: GameFamily
    question: Question
    distributions: Mapping[str, Distribution]
    fixed: Mapping[str, Fraction]
    draws: int
    present: int
    absent: int
    undecided: int
    confidence: Fraction
    interval: tuple[float, float]
    bounds: RegionMap | None
    widths: Mapping[Fraction, tuple[Fraction, Fraction]]
    indices: Indices
    tornado: Tornado
    robustness: Robustness
    notes: tuple[str, ...]
    pointwise: int
    seed: int
    seconds: float
    finished: bool

    @property
    def estimate(self) -> tuple[Fraction, Fraction]:
        """The share of draws that show the paradox: undecided ones counted as absent, and as present."""
        if not self.draws:
            return Fraction(0), Fraction(1)
        return Fraction(self.present, self.draws), Fraction(self.present + self.undecided, self.draws)

    @property
    def share(self) -> tuple[Fraction, Fraction] | None:
        """Proved bounds of the probability; None where there are none."""
        return None if self.bounds is None else self.bounds.share

    @property
    def most_influential(self) -> str | None:
        """The parameter on which the verdict hangs most."""
        return self.indices.most_influential

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        return {
            **self.question.to_data(),
            "distributions": {name: str(own) for name, own in self.distributions.items()},
            "fixed": {name: str(value) for name, value in self.fixed.items()},
            "draws": self.draws,
            "present": self.present,
            "absent": self.absent,
            "undecided": self.undecided,
            "estimate": [str(bound) for bound in self.estimate],
            "confidence": str(self.confidence),
            "interval": list(self.interval),
            "proved": None if self.share is None else [str(bound) for bound in self.share],
            "widths": {str(factor): [str(end) for end in share] for factor, share in self.widths.items()},
            "most_influential": self.most_influential,
            "indices": [
                {
                    "parameter": row.name,
                    "first": row.first,
                    "total": row.total,
                    "error": row.error,
                    "first_of_gap": row.first_of_gap,
                    "total_of_gap": row.total_of_gap,
                }
                for row in self.indices.rows
            ],
            "tornado": self.tornado.to_data(),
            "robustness": self.robustness.to_data(),
            "notes": list(self.notes),
            "pointwise": self.pointwise,
            "seed": self.seed,
            "finished": self.finished,
        }

    def table(self) -> Table:
        """The probability and what it rests on."""
        low, high = self.estimate
        rows = [
            ("estimate", between(low, high)),
            (f"{as_decimal(self.confidence * 100, digits=4)}% confidence", between(*self.interval)),
        ]
        if self.share is not None:
            low_, high_ = self.share
            short = low_ == high_ and low_.denominator <= SHORT
            rows.append(("proved", f"exactly {low_}" if short else between(low_, high_)))

        said = {Fraction(1, 2): "ranges half as wide", Fraction(2): "ranges twice as wide"}
        rows += [(said[factor], between(*share)) for factor, share in self.widths.items()]
        counts = f"{self.present:,} present, {self.absent:,} absent, {self.undecided:,} undecided"
        rows += [
            ("draws", f"{self.draws:,}: {counts}"),
            ("most influential", self.most_influential or "-"),
            ("at the baseline", self.tornado.verdict),
            ("drawn", self._drawn_said()),
            ("fixed", ", ".join(starmap(self.family.value_said, self.fixed.items())) or "-"),
        ]

        return Table(
            ("probability", "of the paradox"),
            rows,
            title=f"{self.family.title or 'Family'}: {self.question}",
            note="; ".join(self.notes),
        )

    def _drawn_said(self) -> str:
        if not self.distributions:
            return "samples as given"
        box = self.family.box
        plain = [name for name, own in self.distributions.items() if own == Uniform(*box[name])]
        said = [f"{name} {own}" for name, own in self.distributions.items() if name not in plain]
        return "; ".join(said + [f"{', '.join(plain)} uniform over the declared range"] * bool(plain))

    def parts(self) -> list[Table | str]:
        """Everything: the probability, the indices, the tornado, the robustness."""
        more = [self.indices.table()] if self.indices.rows else []
        return [self.table(), *more, self.tornado.table(), self.robustness.table()]
