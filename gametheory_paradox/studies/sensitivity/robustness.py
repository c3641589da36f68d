"""Robustness: how far parameters stretch before an answer changes."""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product

from gametheory_paradox.clock import counting
from gametheory_paradox.detectors import Inquiry
from gametheory_paradox.errors import OutOfTime, Unsupported
from gametheory_paradox.exact.factors import Factoring
from gametheory_paradox.interruption import look
from gametheory_paradox.maps.switches import Switch, switches
from gametheory_paradox.models import Distribution, GameFamily, Parameter
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.rationals import as_decimal
from gametheory_paradox.studies.sensitivity.formulas import check_stated
from gametheory_paradox.studies.sensitivity.pointwise import Pointwise
from gametheory_paradox.table import Record, Table, Tabular

# Robustness: a verdict held against other values of whatever is not measured
# ----------------------------------------------------------------------------

MOST_CORNERS = 1024
UNDECIDED = "undecided"


@dataclass(frozen=True, repr=False)
class Nudge(Record):
    """One parameter a little lower and a little higher, the others where they are.

    Parameters
    ----------
    name
        The parameter.
    values
        The two values; equal where the parameter has no room or its baseline is zero.
    verdicts
        The verdict at each.
    """

    name: str
    values: tuple[Fraction, Fraction]
    verdicts: tuple[str, str]


@dataclass(frozen=True, repr=False)
class Robustness(Tabular):
    """A verdict held against parameters that are a given share lower or higher: all that are not measured.

    Parameters
    ----------
    verdict
        The verdict where nothing is changed.
    share
        How much lower and higher.
    rows
        One parameter at a time.
    corners
        How many combinations of lower and higher values of all of them were looked at: all, or none where
        they are too many.
    surviving, undecided
        At how many of these the verdict is the same, and how many are not decided.
    """

    verdict: str
    share: Fraction
    rows: tuple[Nudge, ...]
    corners: int
    surviving: int
    undecided: int = 0

    @property
    def one_at_a_time(self) -> bool:
        """True if the verdict is the same with each parameter changed alone."""
        return all(verdict == self.verdict for row in self.rows for verdict in row.verdicts)

    @property
    def survives(self) -> bool | None:
        """True if the verdict is the same wherever it was looked at.

        None where that is not known: where some verdict is undecided, or the corners were too many, and no
        other verdict was met.
        """
        alone = [verdict for row in self.rows for verdict in row.verdicts if verdict != self.verdict]
        if any(verdict != UNDECIDED for verdict in alone) or self.surviving + self.undecided < self.corners:
            return None if self.verdict == UNDECIDED else False
        return True if self.corners and not (alone or self.undecided or self.verdict == UNDECIDED) else None

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        return {
            "verdict": self.verdict,
            "share": str(self.share),
            "survives": self.survives,
            "rows": [
                {"parameter": r.name, "values": [str(v) for v in r.values], "verdicts": list(r.verdicts)}
                for r in self.rows
            ],
            "corners": self.corners,
            "surviving": self.surviving,
            "corners_undecided": self.undecided,
        }

    def table(self) -> Table:
        """One row per parameter."""
        rows = [
            (
                row.name,
                *(f"{value}: {verdict}" for value, verdict in zip(row.values, row.verdicts, strict=True)),
            )
            for row in self.rows
        ]

        said = {
            True: "the verdict survives",
            False: "the verdict does not survive",
            None: "whether it survives is not known",
        }

        corners = (
            f"{self.surviving} of {self.corners} corners agree"
            if self.corners
            else "the corners are too many to look at"
        )
        open_ = f", {self.undecided} are undecided" if self.undecided else ""
        note = f"{self.verdict} as it is; all at once: {corners}{open_}; {said[self.survives]}"

        return Table(
            ("parameter", "lower", "higher"),
            tuple(rows),
            title=f"All that is not measured, ± {as_decimal(self.share * 100)}%",
            note=note,
        )


def robustness_of(
    pointwise: Pointwise,
    point: Mapping[str, Fraction],
    varying: Container[str],
    share: Fraction,
    verdicts: Callable[[Sequence[dict[str, Fraction]]], list[str]],
) -> Robustness:
    """The verdict at a point held against verdicts around it.

    Parameters
    ----------
    pointwise, point
        The question and where it is asked.
    varying
        The parameters that vary, of which those that are not measured are changed.
    share
        How much lower and higher they are made, within their declared ranges.
    verdicts
        Finds the verdicts at many points.
    """
    family = pointwise.inquiry.family
    names = [p.name for p in family.parameters if p.standing != "measured" and p.name in varying]

    # One parameter at a time.
    nudged = {name: _nudged(family, name, point[name], share) for name in names}
    rows = []
    with counting("parameters", len(names)) as count:
        verdict = pointwise(point).plain
        for name, (low, high) in nudged.items():
            below, above = (pointwise({**point, name: value}).plain for value in (low, high))
            rows.append(Nudge(name, (low, high), (below, above)))
            count(len(rows))

    # Every corner of all at once.
    moving = [name for name, (low, high) in nudged.items() if low < high]
    met: list[str] = []
    if 2 ** len(moving) <= MOST_CORNERS:
        corners = product(*(nudged[name] for name in moving))
        met = verdicts([{**point, **dict(zip(moving, corner, strict=True))} for corner in corners])
    undecided = met.count(UNDECIDED) if verdict != UNDECIDED else 0
    return Robustness(verdict, share, tuple(rows), len(met), met.count(verdict), undecided)


def _nudged(family: GameFamily, name: str, value: Fraction, share: Fraction) -> tuple[Fraction, Fraction]:
    low, high = family.box[name]
    step = abs(value) * share
    return max(low, value - step), min(high, value + step)


# Ranges drawn out or in: how much a share owes to where the ranges end
# ----------------------------------------------------------------------


def stretched(family: GameFamily, factor: Fraction, names: Container[str]) -> GameFamily:
    """The family with ranges that are so many times as wide, about the baseline.

    No range crosses zero, or one for what lies between zero and one, that did not.

    Parameters
    ----------
    family, names
        The games, and the parameters whose ranges change.
    factor
        Below one the ranges are drawn in.

    Raises
    ------
    InvalidGame
        If the games make no sense everywhere in such ranges.
    """
    drawn = [_drawn(p, factor) if p.name in names else p for p in family.parameters]
    return replace(family, parameters=tuple(drawn))


def _drawn(parameter: Parameter, factor: Fraction) -> Parameter:
    low, high = (
        parameter.baseline + factor * (end - parameter.baseline) for end in (parameter.low, parameter.high)
    )
    if parameter.low >= 0:
        low = max(low, min(parameter.low, Fraction(1, 100)))
        high = min(high, max(parameter.high, Fraction(99, 100))) if parameter.high <= 1 else high
    if parameter.high <= 0:
        high = min(high, max(parameter.high, -Fraction(1, 100)))
    return replace(parameter, low=low, high=high, distribution=None)


# The tornado: each parameter on its own between the ends of its range, the others where they are
# ----------------------------------------------------------------------------


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
