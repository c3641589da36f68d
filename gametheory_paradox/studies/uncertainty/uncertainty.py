"""How probable a paradox is when the parameters are not known: draws, proved bounds, and what the verdict hangs on."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.families import Distribution, GameFamily, Uniform, Values, read_distribution
from gametheory_paradox.rationals import exact
from gametheory_paradox.regions.chart import chart
from gametheory_paradox.regions.region_map import RegionMap
from gametheory_paradox.studies.uncertainty.asking import Asking, asking
from gametheory_paradox.studies.uncertainty.formulas import Formulas
from gametheory_paradox.studies.uncertainty.results import Indices, Uncertainty
from gametheory_paradox.studies.uncertainty.robustness import robustness_of
from gametheory_paradox.studies.uncertainty.tornado import tornado_of

if TYPE_CHECKING:
    from gametheory_paradox.studies.uncertainty.answers import Answers
    from gametheory_paradox.studies.uncertainty.many_points import Column

LEAST_DRAWS = 100
MOST_DRAWS = 10_000_000
MOST_CHARTED = 10
PER_GAME = 1 / 60  # of the budget
Samples = Sequence[Mapping[str, object]] | Mapping[str, Sequence[object]]


def uncertainty(
    family: GameFamily,
    paradox: str = "option",
    *,
    mover: str,
    action: str | None = None,
    at: str | Sequence[str] = (),
    coalition: Sequence[str] = (),
    quantifier: str = "strong",
    concept: str | None = None,
    values: Mapping[str, object] = {},
    around: Mapping[str, object] = {},
    distributions: Mapping[str, object] = {},
    samples: Samples | None = None,
    n: int = 10_000,
    confidence: object = "0.95",
    robust: object = "0.2",
    gap: object = "0.01",
    cells: int | None = 2_000,
    seed: int = 0,
    budget: float | None = 60.0,
    **details: object,
) -> Uncertainty:
    """Finds how probable a paradox is when the parameters are drawn at random, and on which of them that hangs.

    Every parameter with a range is drawn independently, from the distribution given here, else the one in the
    model file, else uniformly; draws are exact fractions, and so the verdict at each is exact.  Where all
    distributions are uniform and equilibria come as formulas, the certified map over all of them bounds the
    probability by proof.  Sobol's indices, the tornado and the robustness of the baseline's verdict come with
    it.

    Parameters
    ----------
    family
        The games.
    paradox, mover, action, at, coalition, quantifier, concept, details
        What is asked, as for ``detect``; a parameter whose change is asked about (comparative statics, null
        coercion) is not drawn, and ``at`` does not name values of the others.
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
    n
        How many draws.
    confidence
        Of the interval (Clopper-Pearson).
    robust
        The share by which assumed parameters are made lower and higher.
    gap, cells
        When the proved bounds are good enough: the share that may stay undecided, the most cells.
    seed
        Of the draws; the same seed gives the same result.
    budget
        Seconds in all, of which no game takes more than a sixtieth; None for no limit.

    Returns ------- The probability with its interval; ``share`` holds proved bounds or None; ``finished``
    says whether all draws were looked at.

    Raises
    ------
    InvalidGame
        If a name is unknown, a distribution leaves its declared range, a sample lacks a parameter, or n is
        too small.
    Unsupported
        If the paradox or the concept is not offered for this form of game.

    Sources
    -------
    clopperpearson1934 (the interval), sobol2001 and saltelli2010 (the indices)

    Examples
    --------
    >>> from gametheory_paradox.families import family_from_table
    >>> family = family_from_table(["L", "F"], [["a", "b"], ["c", "d"]],
    ...     [[(2, 1), (4, 0)], [(1, 0), ("x + 1", 2)]], {"x": (0, 4, 2)})
    >>> found = uncertainty(family, mover="L", action="a", n=1000)
    >>> found.share, found.interval[0] < found.share[0] < found.interval[1]
    ((Fraction(1, 2), Fraction(1, 2)), True)
    >>> [(str(switch), switch.after) for switch in found.tornado.rows[0].switches]
    [('1', 'present'), ('3', 'absent')]
    """
    started = time.monotonic()
    arguments = {
        "mover": mover,
        "action": action,
        "at": at,
        "quantifier": quantifier,
        "concept": concept,
        **details,
    }
    if coalition or paradox == "option":
        arguments["coalition"] = coalition
    asked = asking(family, paradox, arguments, None if budget is None else budget * PER_GAME)
    _check_unset(asked, values=values, around=around, distributions=distributions)
    point = _left(asked, values)
    drawn = _distributions(asked, values, distributions, given=samples is not None)
    sampled = None if samples is None else _samples(family, samples, list(drawn))
    level, share = exact(confidence, "the confidence"), exact(robust, "the share of robustness")
    _check(n, level, share, cells, len(drawn))
    work = _Work(asked, point, asked.formulas(), None if budget is None else started + budget)
    middle = _left(asked, {**around, **values})
    tornado = tornado_of(asked, middle, drawn)  # it also checks the question
    assumed = [p.name for p in family.parameters if p.standing == "assumed" and p.name in drawn]
    robustness = robustness_of(asked, middle, assumed, share, work.verdicts)
    bounds, notes = (
        (None, ["no proved bounds: samples were given"]) if sampled else work.bounds(drawn, gap, cells)
    )
    columns, size, answers = work.draws(drawn if sampled is None else {}, sampled or {}, n, seed)
    present, absent, undecided = _many().counted(answers)
    looked_at = present + absent + undecided
    if looked_at < size:
        notes.append(f"the time was up after {looked_at:,} of {size:,} draws")
    indices = Indices((), "samples were given, which may depend on each other")
    if sampled is None:
        indices = work.indices(
            drawn, n, seed, quick=work.formulas is not None and 20 * answers.pointwise <= size
        )
    if indices.note:
        notes.append(f"indices: {indices.note}")
    return Uncertainty(
        family=family,
        told=asked.told,
        distributions=drawn if sampled is None else {},
        fixed={name: value for name, value in point.items() if name not in columns},
        n=looked_at,
        present=present,
        absent=absent,
        undecided=undecided,
        confidence=level,
        interval=_many().proportion_interval(present, present + undecided, looked_at, level)
        if looked_at
        else (0.0, 1.0),
        bounds=bounds,
        indices=indices,
        tornado=tornado,
        robustness=robustness,
        notes=tuple(notes),
        pointwise=min(answers.pointwise, looked_at),
        seed=seed,
        seconds=round(time.monotonic() - started, 3),
        finished=looked_at == size,
    )


def _many() -> Any:
    """What works on many points, and numpy and scipy with it, loaded at first use."""
    return import_module("gametheory_paradox.studies.uncertainty.influence")


def _left(asked: Asking, values: Mapping[str, object]) -> dict[str, Fraction]:
    """A point of the parameters to which the question does not itself give values."""
    return {name: value for name, value in asked.family.point(values).items() if name not in asked.sets}


def _check_unset(asked: Asking, **said: Mapping[str, object]) -> None:
    """Refuse values for the parameter whose change is asked about."""
    for where, given in said.items():
        if taken := [name for name in given if name in asked.sets]:
            raise InvalidGame(
                f"{where}: {taken[0]!r} is the parameter that changes, and has no value of its own"
            )


def _distributions(
    asked: Asking, values: Mapping[str, object], distributions: Mapping[str, object], *, given: bool
) -> dict[str, Distribution]:
    """How each parameter that varies is drawn."""
    if given and distributions:
        raise InvalidGame("either samples or distributions, not both: samples say how the parameters vary")
    family = asked.family
    known = {p.name: p for p in family.parameters}
    for name in distributions:
        if name not in known:
            raise InvalidGame(
                f"{name!r} is not a parameter of this family; it has {', '.join(known) or 'none'}"
            )
        if name in values:
            raise InvalidGame(f"{name!r} has both a value and a distribution; leave one out")
    found: dict[str, Distribution] = {}
    for name, p in known.items():
        if name in asked.sets:
            continue
        if name in distributions:
            found[name] = read_distribution(distributions[name], p.low, p.high, p.baseline, repr(name))
        elif p.low < p.high and name not in values:
            found[name] = (
                p.distribution if p.distribution is not None and not given else Uniform(p.low, p.high)
            )
    if not found:
        raise InvalidGame("no parameter of this family varies, so there is nothing uncertain")
    return found


def _samples(family: GameFamily, samples: Samples, wanted: Sequence[str]) -> dict[str, list[Fraction]]:
    """The samples by name, checked against the declared ranges."""
    if isinstance(samples, Mapping):
        lengths = {len(column) for column in samples.values()}
        if len(lengths) > 1:
            raise InvalidGame(
                f"the samples have columns of different lengths: {', '.join(map(str, sorted(lengths)))}"
            )
        samples = [dict(zip(samples, row, strict=True)) for row in zip(*samples.values(), strict=True)]
    if not samples:
        raise InvalidGame("there are no samples; give at least one row of values by name")
    columns: dict[str, list[Fraction]] = {name: [] for name in wanted}
    for number, row in enumerate(samples, start=1):
        if missing := [name for name in wanted if name not in row]:
            raise InvalidGame(
                f"sample {number} has no value for {', '.join(map(repr, missing))}; each row needs {', '.join(wanted)}"
            )
        try:
            point = family.point(row)
        except InvalidGame as problem:
            raise InvalidGame(f"sample {number}: {problem}") from problem
        for name in wanted:
            columns[name].append(point[name])
    return columns


def _check(n: int, level: Fraction, share: Fraction, cells: int | None, count: int) -> None:
    if isinstance(n, bool) or not isinstance(n, int) or not LEAST_DRAWS <= n <= MOST_DRAWS:
        raise InvalidGame(f"n = {n!r}: expected a whole number of draws from {LEAST_DRAWS} to {MOST_DRAWS:,}")
    if not 0 < level < 1:
        raise InvalidGame(f"the confidence lies between 0 and 1, such as 0.95; got {level}")
    if not 0 <= share <= 1:
        raise InvalidGame(f"the share of robustness lies from 0 to 1, such as 0.2; got {share}")
    if cells is not None and cells < 1:
        raise InvalidGame(f"cells = {cells}: expected at least 1, or None for no limit")


@dataclass(frozen=True)
class _Work:
    """The parts of the answer that take time."""

    asking: Asking
    point: Mapping[str, Fraction]
    formulas: Formulas | None
    deadline: float | None

    def left(self, part: float) -> float | None:
        """A part of the seconds that are left; None for no limit."""
        return None if self.deadline is None else max(0.0, (self.deadline - time.monotonic()) * part)

    def answers(self, columns: "Mapping[str, Column]", size: int, part: float = 1.0) -> "Answers":
        """Verdicts and gaps at columns of values, within a part of the seconds that are left."""
        seconds = self.left(part)
        many = import_module("gametheory_paradox.studies.uncertainty.answers")
        end = None if seconds is None else time.monotonic() + seconds
        found: Answers = many.answers(
            self.asking, self.formulas, _many().points_of(columns, self.point, size), end
        )
        return found

    def verdicts(self, points: Sequence[dict[str, Fraction]]) -> list[str]:
        """The verdicts at a few points; what is not reached in time is undecided."""
        columns = _many().given({name: [point[name] for point in points] for name in self.point})
        names = {1: "present", 0: "absent"}
        return [names.get(int(mark), "undecided") for mark in self.answers(columns, len(points), 0.2).marks]

    def bounds(
        self, drawn: Mapping[str, Distribution], gap: object, cells: int | None
    ) -> tuple[RegionMap | None, list[str]]:
        """The map over all that varies, where its share is the probability; otherwise why there is none."""
        if not all(isinstance(own, Uniform) for own in drawn.values()):
            return None, ["no proved bounds: not every distribution is uniform"]
        if len(drawn) > MOST_CHARTED:
            return None, [f"no proved bounds: {len(drawn)} parameters vary, a map has at most {MOST_CHARTED}"]
        if self.asking.stated is not None and self.asking.stated.axes:
            return None, [
                "no proved bounds: the paradox is asked over a range of a parameter, of which a map has pairs of levels"
            ]
        try:
            found = chart(
                self.asking.family,
                self.asking.paradox,
                over=list(drawn),
                box={name: own.ends for name, own in drawn.items()},
                values={name: value for name, value in self.point.items() if name not in drawn},
                gap=gap,
                cells=cells,
                budget=self.left(0.4),
                **self.asking.arguments,
            )
        except Unsupported as problem:
            return None, [f"no proved bounds: {problem}"]
        return found, [] if found.finished else [
            "the proved bounds are as good as the limits of the map allow"
        ]

    def draws(
        self, drawn: Mapping[str, Distribution], sampled: Mapping[str, Sequence[Fraction]], n: int, seed: int
    ) -> "tuple[Mapping[str, Column], int, Answers]":
        """The draws and what was found at them."""
        columns = _many().given(sampled) if sampled else _many().drawn(drawn, n, seed)
        size = len(next(iter(sampled.values()))) if sampled else n
        return columns, size, self.answers(columns, size, 0.6)

    def indices(self, drawn: Mapping[str, Distribution], n: int, seed: int, *, quick: bool) -> Indices:
        """Sobol's indices, from about as many draws where each costs a game, from many more where formulas answer."""
        varying = {
            name: own for name, own in drawn.items() if not (isinstance(own, Values) and len(own.values) == 1)
        }
        base = n if quick else n // (len(varying) + 2)
        answer: Callable[[Mapping[str, Column], int], Answers] = partial(self.answers, part=1.0)
        found: Indices = _many().sobol_indices(varying, answer, base, seed)
        return found
