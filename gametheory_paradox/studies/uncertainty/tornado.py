"""The tornado: each parameter on its own between the ends of its range, the others where they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.clock import counting
from gametheory_paradox.detectors import Inquiry
from gametheory_paradox.errors import OutOfTime, Unsupported
from gametheory_paradox.exact.factoring import Factoring
from gametheory_paradox.families import Distribution, GameFamily
from gametheory_paradox.interruption import look
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.regions.switches import Switch, switches
from gametheory_paradox.studies.uncertainty.formulas import check_stated
from gametheory_paradox.studies.uncertainty.pointwise import Pointwise
from gametheory_paradox.table import Record, Table, Tabular


@dataclass(frozen=True, repr=False)
class Swing(Record):
    """One parameter between the ends of its range.

    Parameters
    ----------
    name
        The parameter.
    values
        The lower end, the upper end.
    verdicts
        The verdict at each.
    gaps
        The gap between the compared payoffs at each; None where there is none.
    switches
        Where the verdict changes in between, proved; None where no formulas are offered.
    why
        Why none are.
    """

    name: str
    values: tuple[Fraction, Fraction]
    verdicts: tuple[str, str]
    gaps: tuple[Fraction | None, Fraction | None]
    switches: tuple[Switch, ...] | None
    why: str = ""

    @property
    def width(self) -> Fraction | None:
        """The distance of the gaps at the two ends."""
        low, high = self.gaps
        return None if low is None or high is None else abs(high - low)

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        return {
            "parameter": self.name,
            "values": [str(value) for value in self.values],
            "verdicts": list(self.verdicts),
            "gaps": [None if gap is None else str(gap) for gap in self.gaps],
            "switches": None
            if self.switches is None
            else [
                {"low": str(s.low), "high": str(s.high), "before": s.before, "after": s.after}
                for s in self.switches
            ],
        }


@dataclass(frozen=True, repr=False)
class Tornado(Tabular):
    """Every parameter between the ends of its range, the widest swing of the gap first.

    Parameters
    ----------
    family, point
        The games, and the values of the parameters that stay.
    question
        What is asked.
    verdict, gap
        What is found at those values.
    rows
        The parameters.
    """

    family: GameFamily
    point: Mapping[str, Fraction]
    question: Question
    verdict: str
    gap: Fraction | None
    rows: tuple[Swing, ...]

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        return {
            "point": {name: str(value) for name, value in self.point.items()},
            "verdict": self.verdict,
            "gap": None if self.gap is None else str(self.gap),
            "rows": [row.to_data() for row in self.rows],
        }

    def table(self) -> Table:
        """One row per parameter."""
        rows = [
            (
                row.name,
                str(self.point[row.name]),
                *(
                    f"{value}: {verdict}, gap {_said(gap)}"
                    for value, verdict, gap in zip(row.values, row.verdicts, row.gaps, strict=True)
                ),
                _switches_said(row.switches),
            )
            for row in self.rows
        ]

        note = f"at the values that stay: {self.verdict}, gap {_said(self.gap)}"
        if any(row.switches and not all(switch.is_exact for switch in row.switches) for row in self.rows):
            note += "; values after ≈ are irrational, and proved to so many digits"
        heads = ("parameter", "stays at", "lower end", "upper end", "verdict changes at")

        return Table(
            heads,
            tuple(rows),
            title=f"{self.family.title or 'Family'}: {self.question}, one parameter at a time",
            note=note,
        )


def _said(gap: Fraction | None) -> str:
    return "unknown" if gap is None else str(gap)


def _switches_said(switches: tuple[Switch, ...] | None) -> str:
    if switches is None:
        return "not offered"
    return (
        ", ".join(f"{'' if s.is_exact else '≈ '}{s} ({s.before} to {s.after})" for s in switches) or "nowhere"
    )


def tornado_of(
    pointwise: Pointwise, point: Mapping[str, Fraction], distributions: Mapping[str, Distribution]
) -> Tornado:
    """The swings of the parameters that have a distribution, about a point."""
    inquiry, rows = pointwise.inquiry, list[Swing]()
    middle = pointwise(point)
    verdicts = {
        name: tuple(pointwise({**point, name: end}) for end in own.ends)
        for name, own in distributions.items()
    }

    # Where it changes in between takes longer, so that the ends come first.
    with counting("parameters", len(distributions)) as count:
        for name, (low, high) in verdicts.items():
            ends = distributions[name].ends
            try:
                changes, why = switches_along(inquiry, name, ends, point), ""
            except (OutOfTime, Unsupported) as problem:
                changes, why = None, str(problem)
            rows.append(Swing(name, ends, (low.name, high.name), (low.gap, high.gap), changes, why))
            count(len(rows))
    rows.sort(key=lambda row: -1 if row.width is None else row.width, reverse=True)
    return Tornado(inquiry.family, dict(point), inquiry.question, middle.name, middle.gap, tuple(rows))


def switches_along(
    inquiry: Inquiry, name: str, ends: tuple[Fraction, Fraction], point: Mapping[str, Fraction]
) -> tuple[Switch, ...]:
    """The changes of the verdict along a range of one parameter.

    Raises
    ------
    Unsupported
        If no formulas are offered along it.
    """
    if ends[0] == ends[1]:
        return ()
    look()
    check_stated(inquiry)
    fixed = {other: value for other, value in point.items() if other != name}
    return switches(*inquiry.statement(fixed, Factoring(), {name: ends}), name, *ends)[1]
