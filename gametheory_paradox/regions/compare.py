"""Two models side by side: for every move, the verdict, the payoffs and the share of the box in each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from gametheory_paradox.detectors import OptionVerdict, detect
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.families import Form, GameFamily
from gametheory_paradox.games import NormalForm
from gametheory_paradox.regions.chart import chart
from gametheory_paradox.regions.region_map import RegionMap
from gametheory_paradox.table import Table

CHART_BUDGET = 10.0  # seconds per model and move


@dataclass(frozen=True)
class Move:
    """An action of a player that can be taken away, and where ("" for everywhere)."""

    mover: str
    action: str
    at: str = ""

    def __str__(self) -> str:
        return f"{self.mover}: {self.action}" + (f", {self.at}" if self.at else "")

    __repr__ = __str__


@dataclass(frozen=True)
class Compared:
    """One move in two models.

    Parameters
    ----------
    move
        The move.
    verdicts
        The verdict on it at each model's baseline; None where a model does not have it.
    maps
        The map of each model; None where none was made.
    """

    move: Move
    verdicts: tuple[OptionVerdict | None, OptionVerdict | None]
    maps: tuple[RegionMap | None, RegionMap | None]

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        sides = zip(self.verdicts, self.maps, strict=True)
        return {
            "mover": self.move.mover,
            "action": self.move.action,
            "at": self.move.at or None,
            "models": [
                None
                if verdict is None
                else {**verdict.to_data(), "share": None if found is None else [str(b) for b in found.share]}
                for verdict, found in sides
            ],
        }


@dataclass(frozen=True)
class Comparison:
    """Two models side by side.

    Parameters
    ----------
    families
        The two models.
    over
        The charted parameters.
    rows
        One per move.
    quantifier, values
        Which equilibria are compared, and which parameters were set.
    """

    families: tuple[GameFamily, GameFamily]
    over: tuple[str, ...]
    rows: tuple[Compared, ...]
    quantifier: str = "strong"
    values: Mapping[str, object] = field(default_factory=dict)

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        return {
            "models": [family.origin or family.title for family in self.families],
            "over": list(self.over),
            "rows": [row.to_data() for row in self.rows],
        }

    def table(self) -> Table:
        """Verdict, payoffs without and with the action, gap and proved share for each move and model."""
        first, second = (family.title or family.origin or "model" for family in self.families)
        lines: list[tuple[str, ...]] = []
        for row in self.rows:
            for name, verdict, found in zip((first, second), row.verdicts, row.maps, strict=True):
                lines.append((str(row.move), name, *_described(verdict), _share(found)))
        heads = ("move", "model", "verdict", "payoffs with", "without", "gap", "share of the box")
        note = f"{self.quantifier} paradox"
        if self.over:
            note += f"; share of the box over {', '.join(self.over)} (where they vary)"
        if self.values:
            note += "; " + ", ".join(f"{name} = {value}" for name, value in self.values.items())
        return Table(heads, tuple(lines), title=f"{first} / {second}", note=note)

    def __str__(self) -> str:
        return str(self.table())

    def _repr_html_(self) -> str:
        return self.table().html()


def compare(
    first: GameFamily,
    second: GameFamily,
    *,
    mover: str | None = None,
    action: str | None = None,
    at: str | None = None,
    over: Sequence[str] = (),
    gap: object = "0.01",
    values: Mapping[str, object] = {},
    quantifier: str = "strong",
    concept: str | None = None,
    budget: float | None = CHART_BUDGET,
) -> Comparison:
    """Puts verdicts, payoffs and shares of two models side by side, move by move.

    Parameters
    ----------
    first, second
        The models, such as a scenario and its control.
    mover, action, at
        Which moves; by default every action of every player at every information set.
    over
        The parameters to chart in both; none means no maps.  A model in which one of them has a single value
        is charted over the others.
    gap
        The share of the box that may stay undecided.
    values
        Values of parameters, in each model that has them; by default their baseline.
    quantifier, concept
        As for ``detect``.
    budget
        Seconds per model and move.

    Raises
    ------
    InvalidGame
        If no model has such a move, a charted parameter varies in neither, or a value is for a parameter of
        neither.
    """
    moves = [
        m for m in dict.fromkeys([*_moves(first.form), *_moves(second.form)]) if _wanted(m, mover, action, at)
    ]
    if not moves:
        raise InvalidGame(
            f"neither model has the move {mover or 'any player'}: {action or 'any action'} {at or ''}".rstrip()
        )
    for name in over:
        if not any(_varies(family, name) for family in (first, second)):
            raise InvalidGame(f"{name!r} varies in neither model")
    if unknown := [name for name in values if name not in {**first.box, **second.box}]:
        raise InvalidGame(f"{unknown[0]!r} is a parameter of neither model")
    asked = _Request(tuple(over), gap, dict(values), quantifier, concept, budget)
    rows = tuple(Compared(move, *_sides(first, second, move, asked)) for move in moves)
    return Comparison((first, second), tuple(over), rows, quantifier, dict(values))


@dataclass(frozen=True)
class _Request:
    over: tuple[str, ...]
    gap: object
    values: Mapping[str, object]
    quantifier: str
    concept: str | None
    budget: float | None


def _varies(family: GameFamily, name: str) -> bool:
    return name in family.box and family.box[name][0] < family.box[name][1]


def _moves(form: Form) -> list[Move]:
    at = "" if isinstance(form, NormalForm) else None
    return [
        Move(s.player, action, s.name if at is None else "")
        for s in form.information_sets
        if len(s.actions) > 1
        for action in s.actions
    ]


def _wanted(move: Move, mover: str | None, action: str | None, at: str | None) -> bool:
    return mover in (None, move.mover) and action in (None, move.action) and at in (None, move.at)


def _sides(
    first: GameFamily, second: GameFamily, move: Move, asked: _Request
) -> tuple[tuple[OptionVerdict | None, OptionVerdict | None], tuple[RegionMap | None, RegionMap | None]]:
    one, other = (_side(family, move, asked) for family in (first, second))
    return (one[0], other[0]), (one[1], other[1])


def _side(family: GameFamily, move: Move, asked: _Request) -> tuple[OptionVerdict | None, RegionMap | None]:
    if move not in _moves(family.form):
        return None, None
    values = {name: value for name, value in asked.values.items() if name in family.box}
    where = [move.at] if move.at else []
    verdict = detect(
        family.at(values),
        mover=move.mover,
        action=move.action,
        at=where,
        quantifier=asked.quantifier,
        concept=asked.concept,
        budget=asked.budget,
    )
    over = [name for name in asked.over if _varies(family, name)]
    if not over:
        return verdict, None
    try:
        found = chart(
            family,
            over=over,
            mover=move.mover,
            action=move.action,
            at=where,
            quantifier=asked.quantifier,
            concept=asked.concept,
            values={name: value for name, value in values.items() if name not in over},
            gap=asked.gap,
            budget=asked.budget,
        )
    except Unsupported:  # this form has verdicts but no formulas
        return verdict, None
    return verdict, found


def _described(verdict: OptionVerdict | None) -> tuple[str, str, str, str]:
    if verdict is None:
        return "no such move", "", "", ""
    found = verdict.comparison
    if found is None:
        return verdict.name, "", "", ""
    with_, without = (", ".join(map(str, side.values)) for side in (found.with_action, found.without_action))
    return verdict.name, with_, without, str(found.gap)


def _share(found: RegionMap | None) -> str:
    if found is None:
        return ""
    low, high = found.share
    return _percent(low) if low == high else f"{_percent(low)} to {_percent(high)}"


def _percent(share: Fraction) -> str:
    return f"{float(share):.2%}"
