"""Least-cost changes of what one controls that leave a paradox."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Unpack

from gametheory_paradox.claims.parameters.logic import atoms
from gametheory_paradox.clock import Clock, counting, unhurried
from gametheory_paradox.conditions.condition import Condition, condition
from gametheory_paradox.detectors import Inquiry, Verdict, inquiry_over_parameters, question_about
from gametheory_paradox.errors import InvalidGame, OutOfTime, Unsupported
from gametheory_paradox.families import GameFamily
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.paradoxes.question_fields import QuestionFields
from gametheory_paradox.rationals import exact
from gametheory_paradox.regions.ranges import Ranges, check_names, check_parameters, range_of, share_from
from gametheory_paradox.regions.reversals import Reversals, reversals
from gametheory_paradox.regions.ways_out.levers import Lever, Point
from gametheory_paradox.regions.ways_out.other_ways import OTHER_WAYS
from gametheory_paradox.regions.ways_out.situation import Situation
from gametheory_paradox.regions.ways_out.ways import Escape, WayOut
from gametheory_paradox.subjects import GameLike, as_family

MOST_POLYNOMIALS = 12  # of a condition that is written out beside the answer


def escape(
    family: GameLike,
    question: Question | str | None = None,
    *,
    levers: Sequence[str] = (),
    costs: Mapping[str, object] = {},
    values: Mapping[str, object] = {},
    box: Mapping[str, tuple[object, object]] = {},
    others: Sequence[str] = tuple(OTHER_WAYS),
    least: object = 0,
    precision: object = "0.01",
    budget: float | None = 30.0,
    **fields: Unpack[QuestionFields],
) -> Escape | Reversals:
    """Finds the least-cost change of the parameters one controls that leaves a paradox, and other ways out.

    A change costs the sum of what the changes of the levers cost (a weighted L1 distance).  Where the
    conditions are affine in the levers the least cost is exact, by linear programs over the cases; so it is
    for every lever alone, by isolating roots.  Elsewhere cells on which the paradox is proved present bound
    it from below, and a way out from above.  Distances are to regions with volume: single points at which a
    tie or a degenerate game ends the paradox are no way out.

    Parameters
    ----------
    family
        The games: a family, or what ``as_game`` reads as one.
    question, fields
        What is asked, as for ``detect``.
    levers
        The parameters that can be changed, within their declared ranges.
    costs
        What a change of a lever by one unit costs; by default the change counts as its share of the declared
        range.
    values
        The point, where it is not the baseline.
    box
        Narrower ranges of levers.
    others
        What else is tried: "side payment", "commitment", "information".
    least
        The bound that the gap must exceed for the paradox to be there.
    precision
        How far apart bounds of the cost may be, as a share of it, where it is not exact.
    budget
        Seconds for the whole answer; None for no limit.

    Returns
    -------
    The ways out, the cheapest first, each certified on both sides of the switching surface; where the paradox
    is not present, how far it is.  Where payoffs are ranked nothing has a size: then the single preferences
    that turn the verdict, as ``reversals`` finds them.

    Raises
    ------
    InvalidGame
        If a name is unknown, a cost is not positive, the point or a range leaves the declared one, or levers
        are named where payoffs are ranked.
    Unsupported
        If equilibria as formulas are not offered for this form of game, or the paradox is asked over a range
        of a parameter.

    Examples
    --------
    >>> from gametheory_paradox.families import family_from_table
    >>> family = family_from_table(["A", "B"], [["arm", "not"]] * 2,
    ...     [[("1 - c", "1 - c"), (3, 0)], [(0, 3), (2, 2)]], {"c": (0, 2, 0)})
    >>> out = escape(family, "dominance-trap", mover="A", action="arm", coalition=["A", "B"], levers=["c"])
    >>> out.best.binding, str(out.best.cost[0])
    (('1 = c',), '1/2')
    """
    clock = Clock(budget)
    family = as_family(family)
    if family.ranking is not None:
        if levers or costs or box or exact(least, "least"):
            raise InvalidGame("payoffs are ranked: there are no levers, costs, ranges or sizes of gaps")
        return reversals(family, question, values=values, budget=budget, **fields)
    inquiry = inquiry_over_parameters(family, question, fields, least)
    asked = question_about(family, question, fields)
    if inquiry.axes:
        raise Unsupported(
            f"the {asked.paradox} paradox is asked over a range of a parameter, not at a point; "
            "ask thresholds or prove"
        )
    if isinstance(others, str) or not isinstance(others, Iterable):
        raise InvalidGame(f"others: expected a list of {', '.join(OTHER_WAYS)}; got {others!r:.60}")
    if unknown := [name for name in others if name not in OTHER_WAYS]:
        raise InvalidGame(f"there is no other way {unknown[0]!r:.60}; there are {', '.join(OTHER_WAYS)}")
    point = inquiry.others(values)
    chosen = _levers(inquiry, levers, costs, box, point)
    situation = Situation(inquiry, asked, point, clock, share_from(precision, "precision"))
    fixed = {name: value for name, value in point.items() if name not in levers}
    with unhurried():
        inquiry.variants(fixed, {lever.name: (lever.low, lever.high) for lever in chosen})

    # Whether there is anything to leave.
    with clock:
        start = situation.verdict()
        answer, there = Escape(family, inquiry.question, point, start, chosen, least=inquiry.least), None
        with suppress(OutOfTime):
            answer = replace(answer, present=_present(situation, chosen))
            there = situation.is_present(start)
            if there is False:
                entering = replace(situation, leaving=False)
                answer = replace(answer, toward=entering.way("levers", chosen) if chosen else None)

        rows: list[WayOut] = []
        with suppress(OutOfTime), counting("ways") as count:
            for row in _ways_out(situation, chosen, start, others) if there else ():
                rows.append(row)
                count(len(rows))
        late = f"{clock.ended('the time was up')} before everything was looked at"
        notes = (late,) if clock.is_over else ()
        return replace(answer, rows=tuple(sorted(rows, key=WayOut.order)), notes=notes)


def _ways_out(
    situation: Situation, levers: Sequence[Lever], start: Verdict, others: Sequence[str]
) -> Iterator[WayOut]:
    """All ways out, those by levers first."""
    yield from _by_levers(situation, levers)
    before = situation.payoffs()
    for name in others:
        yield from OTHER_WAYS[name](situation, start, before)


def _levers(
    inquiry: Inquiry, names: Sequence[str], costs: Mapping[str, object], box: Ranges, point: Point
) -> tuple[Lever, ...]:
    check_names(names, "levers")
    check_parameters(inquiry.family, (*names, *costs, *box))
    if stray := [name for name in (*costs, *box) if name not in names]:
        raise InvalidGame(f"{stray[0]!r} is given a cost or a range, but is not among the levers")
    if own := [name for name in names if name in inquiry.sets]:
        raise InvalidGame(f"{own[0]!r} is the parameter whose change is asked about, and no lever")
    if len(set(names)) < len(names):
        raise InvalidGame("a lever is named twice")
    return tuple(_lever(inquiry.family, name, costs, box, point) for name in names)


def _lever(family: GameFamily, name: str, costs: Mapping[str, object], box: Ranges, point: Point) -> Lever:
    declared, (low, high) = family.box[name], range_of(family, name, box)
    if low == high:
        raise InvalidGame(f"{name!r} has a single value, {low}, and cannot be changed")
    cost = exact(costs[name], f"the cost of {name!r}") if name in costs else 1 / (declared[1] - declared[0])
    if cost <= 0:
        raise InvalidGame(f"the cost of changing {name!r} by one unit must be positive, got {cost}")
    if not low <= point[name] <= high:
        raise InvalidGame(f"{name} = {point[name]} lies outside the range {low} to {high} of the lever")
    return Lever(name, low, high, point[name], cost)


def _present(situation: Situation, levers: Sequence[Lever]) -> Condition | None:
    """The condition under which the paradox is present, in the levers alone; None where that is not short."""
    if not levers:
        return None
    present, open_ = situation.statement([lever.name for lever in levers])
    if open_ is not False or len(atoms(present)) > MOST_POLYNOMIALS:
        return None
    box = {lever.name: (lever.low, lever.high) for lever in levers}
    found = condition(present, box, tuple(situation.family.box))
    return found if found.shortest else None


def _by_levers(situation: Situation, levers: Sequence[Lever]) -> Iterator[WayOut]:
    """All levers together, and each alone where that is another way."""
    if levers:
        together = situation.way("levers", levers)
        yield together
        for lever in levers if len(levers) > 1 else ():
            if lever.name != together.what:
                yield situation.way("levers", [lever])
