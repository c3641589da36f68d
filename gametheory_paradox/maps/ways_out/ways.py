"""Ways out of a paradox, the cheapest first: the answer of ``escape``."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from gametheory_paradox.conditions.condition import Condition
from gametheory_paradox.detectors import Verdict
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms.columns import PAYOFF
from gametheory_paradox.forms.proofs.equilibrium_set import PayoffSet
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import close_fraction
from gametheory_paradox.maps.cells import chart
from gametheory_paradox.maps.region_map import RegionMap
from gametheory_paradox.maps.ways_out.levers import Lever
from gametheory_paradox.models import GameFamily
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.rationals import as_decimal
from gametheory_paradox.table import Record, Table, Tabular

Kind = Literal["levers", "side payment", "commitment", "information"]
KINDS: tuple[Kind, ...] = ("levers", "side payment", "commitment", "information")
Status = Literal["leaves", "stays", "open"]
UNDECIDED, SECONDS = "0.005", 20.0  # of the map around a point
JUST_BEYOND = "just beyond: at that value itself nothing is claimed; past it and close to it, it is as said"
STATUSES: tuple[Status, ...] = ("leaves", "open", "stays")


@dataclass(frozen=True, repr=False)
class Witness(Record):
    """A point next to the surface, and the verdict there, with its certificate.

    Parameters
    ----------
    values
        The parameters that differ from the point that was asked about.
    verdict
        The verdict of ``detect`` there.
    cost
        The cost of going there.
    """

    values: Mapping[str, Fraction]
    verdict: Verdict
    cost: Fraction

    def __str__(self) -> str:
        where = ", ".join(f"{name} = {value}" for name, value in self.values.items())
        return f"{self.verdict.name} at {where or 'the point itself'}"

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        return {"values": _texts(self.values), "cost": str(self.cost), "verdict": self.verdict.to_data()}


@dataclass(frozen=True, repr=False)
class WayOut(Record):
    """One way out of a paradox.

    Parameters
    ----------
    kind, what
        The kind of change, and the change.
    status
        "leaves" if the paradox is gone; "stays" if it is there still, or for all values; "open" if that is
        not settled.
    cost
        Proved bounds of the least cost; equal where it is exact; the upper one is None where no way is known,
        both where there is none, or where nothing is priced.  Of a side payment: the least amount.
    surface
        The exact point at which the paradox ends, by the parameters that change; None where it has irrational
        coordinates, or the way leads over no surface.
    binding
        The equations that hold there.
    before, beyond
        Points on either side, each with a certified verdict; None where none was found.
    verdict
        The verdict of ``detect`` once this is done; None where the question can no longer be asked, or
        nothing leads out.
    payoffs
        The mover's payoffs over all equilibria before and after; None where they are not known.
    why
        What is missing, or what else there is to say.
    levers
        The parameters that could be changed: the bounds of the cost are about these.
    is_attained
        True where the surface itself leaves the paradox; False where only what lies beyond it does.
    """

    kind: Kind
    what: str
    status: Status
    cost: tuple[Fraction | None, Fraction | None] = (None, None)
    surface: Mapping[str, Fraction] | None = None
    binding: tuple[str, ...] = ()
    before: Witness | None = None
    beyond: Witness | None = None
    verdict: Verdict | None = None
    payoffs: tuple[PayoffSet | None, PayoffSet | None] = (None, None)
    why: str = ""
    levers: tuple[str, ...] = ()
    is_attained: bool = True

    @property
    def is_certified(self) -> bool:
        """Verdicts with certificates stand on both sides: next to the surface, or before and after."""
        if self.kind in ("commitment", "information"):
            return self.status == "leaves" and self.why == ""
        return self.before is not None and self.beyond is not None

    @property
    def end(self) -> Mapping[str, Fraction]:
        """The levers where they meet the surface, or next to it; empty if none is changed or known."""
        if self.kind != "levers":
            return {}
        return self.surface or (self.beyond.values if self.beyond else {})

    def order(self) -> tuple[int, int, Fraction, Fraction]:
        """Its place among others: by what it does, its kind and its cost."""
        low, high = (Fraction(0) if end is None else end for end in self.cost)
        return STATUSES.index(self.status), KINDS.index(self.kind), high, low

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        return {
            "kind": self.kind,
            "what": self.what,
            "levers": list(self.levers),
            "status": self.status,
            "cost": [None if end is None else str(end) for end in self.cost],
            "surface": None if self.surface is None else _texts(self.surface),
            "attained": self.is_attained,
            "binding": list(self.binding),
            "before": self.before.to_data() if self.before else None,
            "beyond": self.beyond.to_data() if self.beyond else None,
            "verdict": self.verdict.name if self.verdict is not None else None,
            "mover gets": [
                None if own is None else [str(value) for value in own.values] for own in self.payoffs
            ],
            "why": self.why,
        }


@dataclass(frozen=True, repr=False)
class Escape(Tabular):
    """Ways out of a paradox from a point where it is present.

    Parameters
    ----------
    family, question
        The games, and what is asked.
    point
        The value of every parameter to which the question does not itself give values.
    start
        The verdict there, with its certificate.
    levers
        What can be changed.
    rows
        What was tried: the ways out, the cheapest first; after them what does not lead out, which the table
        leaves to a note.  None where the paradox is not present.
    toward
        Where the paradox is not present: how far it is.
    present
        Where it is present, in the levers alone; None where there is no short formula.
    least
        The bound that the gap between payoffs must exceed.
    notes
        What was not looked at.
    """

    family: GameFamily
    question: Question
    point: Mapping[str, Fraction]
    start: Verdict
    levers: tuple[Lever, ...]
    rows: tuple[WayOut, ...] = ()
    toward: WayOut | None = None
    present: Condition | None = None
    least: Fraction = Fraction(0)
    notes: tuple[str, ...] = ()

    @property
    def best(self) -> WayOut | None:
        """The cheapest change of levers that leaves the paradox, else the first other way; None if none."""
        return next((row for row in self.rows if row.status == "leaves"), None)

    @property
    def ways(self) -> tuple[WayOut, ...]:
        """The ways out, or the one way in."""
        return self.rows if self.toward is None else (self.toward,)

    @property
    def is_settled(self) -> bool:
        """Nothing is left open."""
        return self.start.name != "undecided" and all(row.status != "open" for row in self.ways)

    def surroundings(self) -> tuple[RegionMap, Mapping[str, Fraction], Mapping[str, Fraction]]:
        """A map around the point, with both ends of the cheapest change of one or two levers.

        A change of one lever is shown on a map of it and the next one, or of it alone if there is no other.

        Raises
        ------
        Unsupported
            If no way is known that changes at most two levers.
        """
        end = next((row.end for row in self.ways if 0 < len(row.end) <= 2), None)
        if end is None:
            raise Unsupported("a picture shows a change of one or two levers, and no such way is known")

        over = [*end, *(lever.name for lever in self.levers if lever.name not in end)][:2]
        start = {name: self.point[name] for name in over}
        others = {name: value for name, value in self.point.items() if name not in over}
        region_map = chart(
            self.family,
            self.question,
            over=over,
            least=self.least,
            values=others,
            undecided=UNDECIDED,
            budget=SECONDS,
        )

        return region_map, start, {**start, **end}

    def to_data(self) -> dict[str, object]:
        """As JSON, in the shape the command line prints."""
        return {
            **self.question.to_data(),
            "least": str(self.least),
            "point": _texts(self.point),
            "verdict": self.start.name,
            "why": self.start.why,
            "levers": [
                {
                    "name": lever.name,
                    "range": [str(lever.low), str(lever.high)],
                    "cost of a unit": str(lever.cost),
                }
                for lever in self.levers
            ],
            "present where": None if self.present is None else str(self.present),
            "ways out": [row.to_data() for row in self.rows],
            "toward": self.toward.to_data() if self.toward else None,
            "notes": list(self.notes),
        }

    def table(self) -> Table:
        """The ways out, or in one row why there is nothing to leave."""
        out = self.toward is None
        cells = [
            (
                row.what,
                _cost_said(row),
                " and ".join(row.binding) or None,
                _surface_said(row),
                " to ".join(map(_payoffs_said, row.payoffs))
                if row.status == "leaves" and any(row.payoffs)
                else None,
                _outcome_said(row, out=out),
            )
            for row in self.ways
            if not out or row.status != "stays"
        ]
        if out and not cells:
            said = "none was found" if self.start.name == "present" else "nothing to leave"
            cells = [(said, None, None, None, None, self.start.name)]

        title = f"{self.family.title or 'Family'}: ways out of the {self.question}"
        measure = self.question.measure
        gets = "mover gets" if measure == PAYOFF else f"mover's {measure}"
        heads = ("way out" if out else "way in", "costs", "surface", "at", gets, "then")
        return Table(heads, tuple(cells), title=title, note="\n".join(self._lines()))

    def _lines(self) -> list[str]:
        """Notes: the point, where the paradox is present, what changes cost, and what was not looked at."""
        lines = [f"at {self.family.moved(self.point) or 'the baseline'}: {self.start.name}, {self.start.why}"]
        if stays := [row for row in self.rows if row.status == "stays"]:
            tried = (f"{row.what} ({_outcome_said(row, out=True)})" for row in stays)
            lines.append(f"no way out: {'; '.join(tried)}")

        if any(row.surface and not row.is_attained for row in self.ways):
            lines.append(JUST_BEYOND)
        if self.levers and self.present is not None:
            lines.append(f"present in the levers where {self.present}")
        if self.levers:
            declared = {name: high - low for name, (low, high) in self.family.box.items()}
            shares = all(lever.cost * declared[lever.name] == 1 for lever in self.levers)
            each = ", ".join(f"{lever.name} {_number(lever.cost)}" for lever in self.levers)
            share = "a change costs its share of the declared range"
            lines.append(share if shares else f"a change by one unit costs: {each}")

        if any(row.kind == "side payment" for row in self.rows):
            lines.append(f"a payment costs its amount, each time, in {self.question.mover}'s payoff")
        return [*lines, *self.notes]


def _texts(values: Mapping[str, Fraction]) -> dict[str, str]:
    return {name: str(value) for name, value in values.items()}


def _cost_said(row: WayOut) -> str | None:
    low, high = row.cost
    if low is None:
        return None
    if high is None:
        return f"at least {_number(low)}"
    ends = as_decimal(low, digits=6), as_decimal(high, digits=6)
    return _number(low) if low == high else f"≈ {ends[0]}" if ends[0] == ends[1] else " to ".join(ends)


def _number(value: Fraction) -> str:
    return str(value) if len(str(value)) <= 9 else f"≈ {as_decimal(value, digits=6)}"


def _surface_said(row: WayOut) -> str | None:
    if row.surface is not None:
        values = ", ".join(f"{name} = {_number(value)}" for name, value in row.surface.items())
        return f"{'' if row.is_attained else 'just beyond '}{values or 'the point itself'}"
    if row.beyond is not None and row.kind in ("levers", "side payment"):
        return ", ".join(
            f"{name} ≈ {as_decimal(value, digits=8)}" for name, value in row.beyond.values.items()
        )
    return None


def _payoffs_said(payoffs: PayoffSet | None) -> str:
    if payoffs is None:
        return "?"
    return (
        f"{payoffs.low}…{payoffs.high}"
        if payoffs.infinite
        else " or ".join(_number(close_fraction(p)) for p in payoffs.values)
    )


def _outcome_said(row: WayOut, *, out: bool) -> str:
    """The state of things afterwards."""
    if row.status == "leaves":
        reaches = "leaves" if out else "reaches it"
        return f"{reaches}, certified" if row.is_certified else f"{reaches}, {row.why or 'not certified'}"
    if row.status == "stays":
        return row.why or ("no values do" if row.kind in ("levers", "side payment") else "present")
    return f"open: {row.why}"
