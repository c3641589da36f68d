"""Robustness: a verdict held against other values of whatever is not measured."""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from gametheory_paradox.clock import counting
from gametheory_paradox.families import GameFamily
from gametheory_paradox.rationals import as_decimal
from gametheory_paradox.studies.uncertainty.pointwise import Pointwise
from gametheory_paradox.table import Record, Table, Tabular

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
