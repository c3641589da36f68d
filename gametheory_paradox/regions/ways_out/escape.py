"""The smallest change of what one controls that leaves a paradox."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from gametheory_paradox.claims.parameters.logic import atoms
from gametheory_paradox.detectors import AnyVerdict
from gametheory_paradox.detectors.as_formulas import AsFormulas, as_formulas, asked_with
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.families import GameFamily
from gametheory_paradox.rationals import exact
from gametheory_paradox.regions.conditions import Condition, condition
from gametheory_paradox.regions.pointwise import is_present
from gametheory_paradox.regions.ways_out.asking import Asking
from gametheory_paradox.regions.ways_out.other_ways import commitments, seen_or_unseen, side_payments
from gametheory_paradox.regions.ways_out.results import KINDS, Escape, WayOut
from gametheory_paradox.regions.ways_out.sought import Lever

OTHERS = KINDS[1:]
MOST_POLYNOMIALS = 12  # of a condition that is written out beside the answer


def escape(
    family: GameFamily,
    paradox: str = "option",
    *,
    mover: str,
    levers: Sequence[str] = (),
    costs: Mapping[str, object] = {},
    values: Mapping[str, object] = {},
    box: Mapping[str, tuple[object, object]] = {},
    others: Sequence[str] = OTHERS,
    action: str | None = None,
    at: str | Sequence[str] = (),
    coalition: Sequence[str] = (),
    quantifier: str = "strong",
    concept: str | None = None,
    least: object = 0,
    gap: object = "0.01",
    budget: float | None = 30.0,
    **details: object,
) -> Escape:
    """Finds the smallest change of the parameters one controls that leaves a paradox, and other ways out.

    A change costs the sum of what the changes of the levers cost (a weighted L1 distance).  Where the
    conditions are affine in the levers the least cost is exact, by linear programs over the cases; so it is
    for every lever alone, by isolating roots. Elsewhere cells on which the paradox is proved present bound it
    from below, and a way out from above.  Distances are to regions with volume: single points at which a tie
    or a degenerate game ends the paradox are no way out.

    Parameters
    ----------
    family, paradox, mover, action, at, coalition, quantifier, concept, least, details
        What is asked, as for ``chart``.
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
    gap
        How far apart bounds of the cost may be, as a share of it, where it is not exact.
    budget
        Seconds; None for no limit.

    Returns ------- The ways out, the cheapest first, each certified on both sides of the switching surface;
    where the paradox is not present, how far it is.

    Raises
    ------
    InvalidGame
        If a name is unknown, a cost is not positive, or the point or a range leaves the declared one.
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
    started = time.monotonic()
    said = asked_with(
        mover=mover,
        action=action,
        at=at,
        coalition=coalition,
        quantifier=quantifier,
        concept=concept,
        details=details,
    )
    formulas = as_formulas(family, paradox, said, least)
    if formulas.axes:
        raise Unsupported(
            f"the {paradox} paradox is asked over a range of a parameter, not at a point; ask thresholds or prove"
        )
    share = exact(gap, "the gap")
    if not 0 <= share <= 1:
        raise InvalidGame(f"the gap is a share of the cost, from 0 to 1; got {share}")
    if unknown := [name for name in others if name not in OTHERS]:
        raise InvalidGame(f"there is no other way {unknown[0]!r:.60}; there are {', '.join(OTHERS)}")
    point = family.point(values)
    chosen = _levers(family, formulas, levers, costs, box, point)
    end = None if budget is None else started + budget
    asking = Asking(family, formulas, said, point, gap=share, end=end)
    formulas.check_defined(
        family.form,
        {n: v for n, v in point.items() if n not in levers},
        {one.name: (one.low, one.high) for one in chosen},
    )
    start = asking.verdict()
    there = is_present(start, formulas.least)
    found = Escape(
        family,
        formulas.question,
        point,
        start,
        chosen,
        present=_present(asking, chosen),
        least=formulas.least,
        asked=said,
    )
    if there is None:
        return found
    if not there:
        toward = replace(asking, leaving=False).way("levers", chosen) if chosen else None
        return replace(found, toward=toward)
    rows = [*_by_levers(asking, chosen), *_otherwise(asking, start, others)]
    notes = ("the time was up before everything was looked at",) if asking.is_late else ()
    return replace(found, rows=tuple(sorted(rows, key=WayOut.order)), notes=notes)


def _levers(
    family: GameFamily,
    formulas: AsFormulas,
    names: Sequence[str],
    costs: Mapping[str, object],
    box: Mapping[str, tuple[object, object]],
    point: Mapping[str, Fraction],
) -> tuple[Lever, ...]:
    if isinstance(names, str):
        raise InvalidGame(f"levers: expected a list of parameters, got the text {names!r:.60}")
    known = ", ".join(family.box) or "none"
    for name in (*names, *costs, *box):
        if name not in family.box:
            raise InvalidGame(f"{name!r} is not a parameter of this family; it has {known}")
        if name not in names:
            raise InvalidGame(f"{name!r} is given a cost or a range, but is not among the levers")
        if name in formulas.sets:
            raise InvalidGame(f"{name!r} is the parameter whose change is asked about, and no lever")
    if len(set(names)) < len(names):
        raise InvalidGame("a lever is named twice")
    found = []
    for name in names:
        low, high = family.box[name]
        if low == high:
            raise InvalidGame(f"{name!r} has a single value, {low}, and cannot be changed")
        cost = exact(costs[name], f"the cost of {name!r}") if name in costs else 1 / (high - low)
        if cost <= 0:
            raise InvalidGame(f"the cost of changing {name!r} by one unit must be positive, got {cost}")
        if name in box:
            ends = (
                exact(box[name][0], f"the lower end of {name!r}"),
                exact(box[name][1], f"the upper end of {name!r}"),
            )
            if not low <= ends[0] < ends[1] <= high:
                raise InvalidGame(
                    f"the range {ends[0]} to {ends[1]} of {name!r} is empty or leaves the declared {low} to {high}"
                )
            low, high = ends
        if not low <= point[name] <= high:
            raise InvalidGame(f"{name} = {point[name]} lies outside the range {low} to {high} of the lever")
        found.append(Lever(name, low, high, point[name], cost))
    return tuple(found)


def _present(asking: Asking, levers: Sequence[Lever]) -> Condition | None:
    """Where the paradox is present, in the levers alone; None where that is not short."""
    if not levers:
        return None
    present, open_ = asking.statement([lever.name for lever in levers])
    if open_ is not False or len(atoms(present)) > MOST_POLYNOMIALS:
        return None
    found = condition(
        present, {lever.name: (lever.low, lever.high) for lever in levers}, tuple(asking.family.box)
    )
    return found if found.shortest else None


def _by_levers(asking: Asking, levers: Sequence[Lever]) -> list[WayOut]:
    """All levers together, and each alone where that is another way."""
    rows = [asking.way("levers", levers)] if levers else []
    together = rows[0].what if rows else ""
    for lever in levers if len(levers) > 1 else ():
        if lever.name != together and not asking.is_late:
            rows.append(asking.way("levers", [lever]))
    return rows


def _otherwise(asking: Asking, start: AnyVerdict, others: Sequence[str]) -> list[WayOut]:
    before = asking.payoffs()
    rows: list[WayOut] = []
    if "side payment" in others:
        rows += side_payments(asking)
    if "commitment" in others:
        rows += commitments(asking, start, before)
    if "information" in others:
        rows += seen_or_unseen(asking, before)
    return rows
