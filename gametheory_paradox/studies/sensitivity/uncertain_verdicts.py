"""The probability of an answer under distributions of parameters."""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from importlib import import_module
from itertools import starmap
from typing import TYPE_CHECKING, Any, Unpack

from gametheory_paradox.clock import Clock
from gametheory_paradox.detectors import Inquiry, inquiry_about
from gametheory_paradox.errors import InvalidGame, OutOfTime, Unsupported
from gametheory_paradox.interruption import look
from gametheory_paradox.maps import chart
from gametheory_paradox.maps.region_map import RegionMap
from gametheory_paradox.maps.switches import check_cells, check_parameters, share_from
from gametheory_paradox.models import Distribution, GameFamily, Uniform, Values, read_distribution
from gametheory_paradox.paradoxes.question import Question, QuestionFields
from gametheory_paradox.rationals import as_decimal, exact
from gametheory_paradox.studies.reach import between
from gametheory_paradox.studies.sensitivity.formulas import Formulas, formulas_in_time
from gametheory_paradox.studies.sensitivity.indices import Indices
from gametheory_paradox.studies.sensitivity.pointwise import Pointwise
from gametheory_paradox.studies.sensitivity.robustness import (
    Robustness,
    Tornado,
    robustness_of,
    stretched,
    tornado_of,
)
from gametheory_paradox.subjects import GameLike, as_family
from gametheory_paradox.table import Table, Tabular

if TYPE_CHECKING:
    from gametheory_paradox.studies.sensitivity.many_points import Column, ManyVerdicts


# The probability of a paradox when its parameters are not known, and what it hangs on
# ----------------------------------------------------------------------------

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


# The probability of a paradox when the parameters are not known: draws and proved bounds
# ----------------------------------------------------------------------------

LEAST_DRAWS = 100
MOST_DRAWS = 10_000_000
MOST_CHARTED = 10
PER_GAME = 1 / 60  # of the budget
AROUND = 1 / 2  # of the budget, at most, for what is found around the baseline
OF_ONE = 1 / 2  # of that, at most, for one parameter at a time
WIDTHS = (Fraction(1, 2), Fraction(2))  # of the ranges, about the baseline
SHARE_OF_DRAWS = 0.6  # of the seconds that are left
GIVEN = "samples were given, which may depend on each other"
Samples = Sequence[Mapping[str, object]] | Mapping[str, Sequence[object]]


def uncertainty(
    family: GameLike,
    question: Question | str | None = None,
    *,
    values: Mapping[str, object] = {},
    around: Mapping[str, object] = {},
    distributions: Mapping[str, object] = {},
    samples: Samples | None = None,
    draws: int = 10_000,
    confidence: object = "0.95",
    robust: object = "0.2",
    undecided: object = "0.01",
    cells: int | None = 2_000,
    seed: int = 0,
    budget: float | None = 60.0,
    budget_per_game: float | None = None,
    **fields: Unpack[QuestionFields],
) -> Uncertainty:
    """Finds how probable a paradox is when the parameters are drawn at random, and what that hangs on.

    Every parameter with a range is drawn independently, from the distribution given here, else the one in the
    model file, else uniformly; draws are exact fractions, and so the verdict at each is exact.  Where all
    distributions are uniform and equilibria come as formulas, the certified map over all of them bounds the
    probability by proof.  Sobol's indices, the tornado and the robustness of the baseline's verdict come with
    it.

    Parameters
    ----------
    family
        The games: a family, or what ``as_game`` reads as one.
    question, fields
        What is asked, as for ``detect``; a parameter whose change is asked about (comparative statics, null
        coercion) is not drawn.
    values
        Values of parameters that do not vary.
    around
        Values of others at which the tornado and the robustness stand; by default the baseline.
    distributions
        For some of the others how they are drawn: "uniform", "triangular" (its peak at the baseline), or
        {"uniform": [low, high]}, {"triangular": [low, peak, high]}, {"normal": [mean, deviation]} (what lies
        within the range is kept), {"values": [3, 4, 5]}, {"values": {3: "1/2", 4: "1/2"}}.
    samples
        Instead of draws: rows of values by name, or lists of values by name; they may depend on each other.
    draws
        How many.
    confidence
        Of the interval (Clopper-Pearson).
    robust
        The share by which parameters that are not measured are made lower and higher.
    undecided, cells
        When the proved bounds are good enough: the share that may stay undecided, the most cells.
    seed
        Of the draws; the same seed gives the same result.
    budget
        Seconds for the whole call; None for no limit.
    budget_per_game
        Seconds for each point that is asked about alone; by default a sixtieth of the budget.

    Returns
    -------
    The probability with its interval; ``share`` holds proved bounds or None; ``finished`` says whether all
    draws were looked at.

    Raises
    ------
    InvalidGame
        If a name is unknown, a distribution leaves its declared range, a sample lacks a parameter, or there
        are too few draws.
    Unsupported
        If the paradox or the concept is not offered for this form of game.

    Sources
    -------
    clopperpearson1934 (the interval), sobol2001 and saltelli2010 (the indices)

    Examples
    --------
    >>> from gametheory_paradox.models import family_from_table
    >>> family = family_from_table(["L", "F"], [["a", "b"], ["c", "d"]],
    ...     [[(2, 1), (4, 0)], [(1, 0), ("x + 1", 2)]], {"x": (0, 4, 2)})
    >>> found = uncertainty(family, mover="L", action="a", draws=1000)
    >>> found.share, found.interval[0] < found.share[0] < found.interval[1]
    ((Fraction(1, 2), Fraction(1, 2)), True)
    >>> [(str(switch), switch.after) for switch in found.tornado.rows[0].switches]
    [('1', 'present'), ('3', 'absent')]
    """
    started, family = time.monotonic(), as_family(family)
    inquiry = inquiry_about(family, question, fields)
    _check_mappings(around=around, distributions=distributions)
    inquiry.check_unset(values=values, around=around, distributions=distributions)
    middle = inquiry.others({**around, **values})
    own = _distributions(inquiry, values, distributions, given=samples is not None)
    sampled = None if samples is None else _samples(family, samples, list(own))
    level, share = exact(confidence, "the confidence"), share_from(robust, "robust")
    _check(draws, level, cells)
    with Clock(budget) as clock:
        work = _Work.of(inquiry, values, clock, budget_per_game)
        tornado, robustness = work.around(middle, own, share)

        # Proved bounds, draws, and which parameter matters.
        if sampled is None:
            size, columns = draws, _many().drawn(own, draws, seed)
            bounds, notes = work.bounds(family, own, undecided, cells)
        else:
            size, columns = len(next(iter(sampled.values()))), _many().given(sampled)
            bounds, notes = None, ["no proved bounds: samples were given"]
        met = work.at(columns, size, SHARE_OF_DRAWS)
        estimate: dict[str, Any] = _many().estimate(met, level)
        indices = work.indices(own, draws, seed, met) if sampled is None else Indices((), GIVEN)
        looked_at = estimate["draws"]
        late = f"{clock.ended('the time was up')} after {looked_at:,} of {size:,} draws"
        return Uncertainty(
            family=family,
            question=inquiry.question,
            distributions=own if sampled is None else {},
            fixed={name: value for name, value in work.point.items() if name not in columns},
            **estimate,
            confidence=level,
            bounds=bounds,
            widths=work.widths(own, draws, seed) if sampled is None else {},
            indices=indices,
            tornado=tornado,
            robustness=robustness,
            notes=(*notes, *([late] if looked_at < size else []), *work.refusals, *indices.notes),
            seed=seed,
            seconds=round(time.monotonic() - started, 3),
            finished=looked_at == size,
        )


def _many() -> Any:
    """The module that works on many points, and numpy and scipy with it, loaded at first use."""
    return import_module("gametheory_paradox.studies.sensitivity.influence")


def _distributions(
    inquiry: Inquiry, values: Mapping[str, object], distributions: Mapping[str, object], *, given: bool
) -> dict[str, Distribution]:
    """The distribution of each parameter that varies."""
    if given and distributions:
        raise InvalidGame("either samples or distributions, not both: samples say how the parameters vary")
    check_parameters(inquiry.family, distributions)
    if both := [name for name in distributions if name in values]:
        raise InvalidGame(f"{both[0]!r} has both a value and a distribution; leave one out")
    varying: dict[str, Distribution] = {}
    for name, p in ((p.name, p) for p in inquiry.family.parameters):
        if name in distributions:
            varying[name] = read_distribution(distributions[name], p.low, p.high, p.baseline, repr(name))
        elif p.low < p.high and name not in values and name not in inquiry.sets:
            own = p.distribution if p.distribution is not None and not given else Uniform(p.low, p.high)
            varying[name] = own
    if not varying:
        raise InvalidGame("no parameter of this family varies, so there is nothing uncertain")
    return varying


def _samples(family: GameFamily, samples: Samples, wanted: Sequence[str]) -> dict[str, list[Fraction]]:
    """The samples by name, checked against the declared ranges."""
    if isinstance(samples, Mapping):
        lengths = {len(column) for column in samples.values()}
        if len(lengths) > 1:
            raise InvalidGame(
                f"the samples have columns of different lengths: {', '.join(map(str, sorted(lengths)))}"
            )
        samples = [dict(zip(samples, row, strict=True)) for row in zip(*samples.values(), strict=True)]

    if isinstance(samples, str) or not isinstance(samples, Iterable):
        raise InvalidGame(f"samples: expected rows or columns of values by name, got {samples!r:.60}")
    if not samples:
        raise InvalidGame("there are no samples; give at least one row of values by name")

    columns: dict[str, list[Fraction]] = {name: [] for name in wanted}
    for number, row in enumerate(samples, start=1):
        if not isinstance(row, Mapping):
            raise InvalidGame(f"sample {number}: expected {{parameter: value}}, got {row!r:.60}")
        if missing := [name for name in wanted if name not in row]:
            lacking, needed = ", ".join(map(repr, missing)), ", ".join(wanted)
            raise InvalidGame(f"sample {number} has no value for {lacking}; each row needs {needed}")
        try:
            point = family.point(row)
        except InvalidGame as problem:
            raise InvalidGame(f"sample {number}: {problem}") from problem
        for name in wanted:
            columns[name].append(point[name])

    return columns


def _check_mappings(**named: object) -> None:
    for what, given in named.items():
        if not isinstance(given, Mapping):
            raise InvalidGame(f"{what}: expected a mapping by parameter, got {given!r:.60}")


def _check(draws: int, level: Fraction, cells: int | None) -> None:
    if isinstance(draws, bool) or not isinstance(draws, int) or not LEAST_DRAWS <= draws <= MOST_DRAWS:
        raise InvalidGame(
            f"draws = {draws!r}: expected a whole number of draws from {LEAST_DRAWS} to {MOST_DRAWS:,}"
        )
    if not 0 < level < 1:
        raise InvalidGame(f"the confidence lies between 0 and 1, such as 0.95; got {level}")
    check_cells(cells)


@dataclass(frozen=True)
class _Work:
    """The parts of the answer that take time."""

    pointwise: Pointwise
    point: Mapping[str, Fraction]
    clock: Clock

    @classmethod
    def of(cls, inquiry: Inquiry, values: Mapping[str, object], clock: Clock, each: float | None) -> "_Work":
        """The work on a question; where nothing is said of it, each game takes a share of the budget."""
        if each is None:
            each = clock.part(PER_GAME).left
        return cls(Pointwise(inquiry, each), inquiry.others(values), clock)

    @property
    def refusals(self) -> list[str]:
        """Notes on points at which the question cannot be asked."""
        return [f"undecided {where}: {why}" for why, where in self.pointwise.refusals.items()]

    @cached_property
    def formulas(self) -> Formulas | None:
        """The question as formulas; None where they are not offered."""
        return formulas_in_time(self.pointwise.inquiry)

    def at(self, columns: "Mapping[str, Column]", size: int, part: float = 1.0) -> "ManyVerdicts":
        """Verdicts and gaps at columns of values, within a part of the seconds that are left."""
        points, clock = _many().points_of(columns, self.point, size), self.clock.part(part)
        met: ManyVerdicts = _many().many_verdicts(self.pointwise, self.formulas, points, clock)
        return met

    def verdicts(self, points: Sequence[dict[str, Fraction]]) -> list[str]:
        """The verdicts at a few points; what is not reached in time is undecided."""
        columns = _many().given({name: [point[name] for point in points] for name in self.point})
        names = {1: "present", 0: "absent"}
        return [names.get(int(mark), "undecided") for mark in self.at(columns, len(points), 0.2).marks]

    def around(
        self, middle: Mapping[str, Fraction], drawn: Mapping[str, Distribution], share: Fraction
    ) -> tuple[Tornado, Robustness]:
        """The findings around a point, in a part of the time: corners take none from the draws."""
        with self.clock.part(AROUND):
            with Clock().part(OF_ONE):
                tornado = tornado_of(self.pointwise, middle, drawn)
            robustness = robustness_of(self.pointwise, middle, drawn, share, self.verdicts)
        return replace(tornado, family=self.pointwise.inquiry.family), robustness

    def bounds(
        self, family: GameFamily, drawn: Mapping[str, Distribution], undecided: object, cells: int | None
    ) -> tuple[RegionMap | None, list[str]]:
        """The map over all that varies, where its share is the probability; otherwise why there is none."""
        inquiry = self.pointwise.inquiry
        if not all(isinstance(own, Uniform) for own in drawn.values()):
            return None, ["no proved bounds: not every distribution is uniform"]
        if len(drawn) > MOST_CHARTED:
            return None, [f"no proved bounds: {len(drawn)} parameters vary, a map has at most {MOST_CHARTED}"]

        try:
            if inquiry.axes:
                raise Unsupported("over a range of a parameter a map has pairs of levels")
            charted = chart(
                family,
                inquiry.question,
                over=list(drawn),
                box={name: own.ends for name, own in drawn.items()},
                values={name: value for name, value in self.point.items() if name not in drawn},
                undecided=undecided,
                cells=cells,
                budget=self.clock.part(0.4).left,
            )
        except Unsupported as problem:
            return None, [f"no proved bounds: {problem}"]

        limited = ["the proved bounds are as good as the limits of the map allow"]
        return charted, [] if charted.finished else limited

    def widths(
        self, drawn: Mapping[str, Distribution], draws: int, seed: int
    ) -> dict[Fraction, tuple[Fraction, Fraction]]:
        """The share of draws that show the paradox where ranges are half and twice as wide, by formulas."""
        if self.formulas is None or not all(isinstance(own, Uniform) for own in drawn.values()):
            return {}

        shares = dict[Fraction, tuple[Fraction, Fraction]]()
        for factor in WIDTHS:
            try:
                look()
                family = stretched(self.pointwise.inquiry.family, factor, drawn)
            except (InvalidGame, OutOfTime):  # of probabilities or divisors that are none so far out
                continue

            ends = {name: Uniform(*family.box[name]) for name in drawn}
            points = _many().points_of(_many().drawn(ends, draws, seed), self.point, draws)
            pointwise = Pointwise(self.pointwise.inquiry.about(family), self.pointwise.budget)
            met = _many().many_verdicts(pointwise, self.formulas, points, self.clock.part(0.5))
            counted = _many().estimate(met, Fraction(1, 2))
            if counted["draws"] == draws:
                present, undecided = counted["present"], counted["undecided"]
                shares[factor] = Fraction(present, draws), Fraction(present + undecided, draws)

        return shares

    def indices(
        self, drawn: Mapping[str, Distribution], draws: int, seed: int, met: "ManyVerdicts"
    ) -> Indices:
        """Sobol's indices, from about as many draws where each costs a game; by formulas from more."""
        varying = {
            name: own for name, own in drawn.items() if not (isinstance(own, Values) and len(own.values) == 1)
        }
        quick = self.formulas is not None and 20 * met.pointwise <= draws
        base = draws if quick else draws // (len(varying) + 2)
        try:
            indices: Indices = _many().sobol_indices(varying, self.at, base, seed)
        except OutOfTime:
            return Indices((), "not computed: the time was up")
        return indices
