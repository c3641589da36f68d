"""Ways out of a paradox: the nearest change of parameters, and other ones."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from typing import Any, Unpack

from gametheory_paradox.clock import Clock, counting, unhurried
from gametheory_paradox.concepts.first_moves import first_move_observed, moves_hidden, moves_seen
from gametheory_paradox.conditions.condition import Condition, condition
from gametheory_paradox.conditions.proofs.statements import atoms
from gametheory_paradox.detectors import Inquiry, Verdict, inquiry_over_parameters, question_about
from gametheory_paradox.errors import InvalidGame, OutOfTime, Unsupported
from gametheory_paradox.forms import (
    Decision,
    ExtensiveForm,
    NormalForm,
    StochasticGame,
    cells_of,
    check_perfect_recall,
    delete,
    scope_of,
)
from gametheory_paradox.forms.proofs.equilibrium_set import PayoffSet
from gametheory_paradox.maps.rankings import Reversals, reversals
from gametheory_paradox.maps.switches import Ranges, check_names, check_parameters, range_of, share_from
from gametheory_paradox.maps.ways_out.levers import Lever, Point
from gametheory_paradox.maps.ways_out.situation import Situation
from gametheory_paradox.maps.ways_out.ways import Escape, Kind, Status, WayOut
from gametheory_paradox.models import GameFamily, Parameter
from gametheory_paradox.models.terms import played_at_outcomes, with_payoffs
from gametheory_paradox.paradoxes.definition import left_in
from gametheory_paradox.paradoxes.question import Question, QuestionFields, scope_in
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.rationals import exact
from gametheory_paradox.subjects import GameLike, as_family

# Ways out that are no change of a parameter: a payment, an action given up, being seen or unseen
# ----------------------------------------------------------------------------

PAYMENT = "payment"
# A changed form has no other claims.
BARE: Mapping[str, Any] = {"questions": (), "terms": (), "accounts": ()}
OUTCOMES: Mapping[bool | None, Status] = {True: "stays", False: "leaves", None: "open"}  # by presence


def _side_payments(situation: Situation, start: Verdict, before: PayoffSet | None) -> Iterator[WayOut]:
    """For each action of each other player, the least payment by the mover that ends the paradox."""
    mover, form = situation.question.mover, situation.family.form
    for player in situation.family.players:
        actions = dict.fromkeys(a for s in form.information_sets if s.player == player for a in s.actions)
        if player == mover or len(actions) < 2:
            continue

        for action in actions:
            what = f"{mover} pays {player} for {action!r}"
            try:
                family, payment = _with_payment(situation, player, action)
                changed = situation.about(family, {**situation.point, payment.name: Fraction(0)})
                lever = Lever(payment.name, payment.low, payment.high, Fraction(0), Fraction(1))
                yield changed.way("side payment", [lever], what)
            except (InvalidGame, Unsupported) as problem:
                yield WayOut("side payment", what, "open", why=str(problem))


def _with_payment(situation: Situation, player: str, action: str) -> tuple[GameFamily, Parameter]:
    """The family in which the mover pays a player each time it takes an action, and the payment."""
    family, form, name = situation.family, situation.family.form, PAYMENT
    while name in family.box:
        name += "_"
    payer, payee = form.players.index(situation.question.mover), form.players.index(player)
    payment = RationalFunction.variable(name)

    def paid(payoffs: tuple[RationalFunction, ...], times: int) -> tuple[RationalFunction, ...]:
        owed = payment * RationalFunction.constant(times)
        gains = {payer: -owed, payee: owed}
        return tuple(payoff + gains[who] if who in gains else payoff for who, payoff in enumerate(payoffs))

    if isinstance(form, ExtensiveForm):
        taken = _times_taken(form, payee, action)
        times = [taken[place] for place, _ in form.terminals()]
    else:
        times = [int((player, action) in moves) for moves in played_at_outcomes(form)]
    measure = {"measure": form.measure} if form.measure else {}
    changed = with_payoffs(form, map(paid, cells_of(form), times), **measure)
    most = sum((_spread(situation, who) for who in (payer, payee)), Fraction(1))
    parameter = Parameter(name, Fraction(0), most, Fraction(0))
    return replace(family, form=changed, parameters=(*family.parameters, parameter)), parameter


def _times_taken(form: ExtensiveForm[RationalFunction], who: int, action: str) -> list[int]:
    """For each node how often a player has taken an action on the way to it."""
    times = [0] * len(form.nodes)
    for place, (parent, branch) in enumerate(form.parents):
        if parent >= 0:
            above = form.nodes[parent]
            moves = isinstance(above, Decision) and form.mover(above) == who
            times[place] = times[parent] + (moves and form.labels(parent)[branch] == action)
    return times


def _spread(situation: Situation, who: int) -> Fraction:
    """The difference between a player's payoffs at the point: what is at stake for it."""
    own = [cell[who] for cell in cells_of(situation.family.at(situation.point))]
    return max(own) - min(own)


def _commitments(situation: Situation, start: Verdict, before: PayoffSet | None) -> Iterator[WayOut]:
    """The mover gives up the action in question, or another one of its actions."""
    question, form = situation.question, situation.family.form
    if question.paradox == "option" and start.comparison is not None:
        where = f" at {', '.join(question.at)}" if question.at else ""
        players, actions = scope_in(form, question).players, map(repr, question.action)
        what = f"{' and '.join(players)} cannot {' or '.join(actions)}{where}"
        yield WayOut("commitment", what, "leaves", payoffs=(before, start.comparison.payoffs["without"]))

    for info in form.information_sets:
        if info.player != question.mover or len(info.actions) < 2:
            continue
        for action in info.actions:
            if action in question.action:
                continue
            scope = scope_of(form, info.player, action, info.name or ())
            where = f" at {info.name}" if info.name else ""
            family = replace(situation.family, form=delete(form, scope), **BARE)
            yield from _changed(
                situation, "commitment", f"{info.player} cannot {action!r}{where}", family, before
            )


def _changed(
    situation: Situation, kind: Kind, what: str, family: GameFamily, before: PayoffSet | None
) -> Iterator[WayOut]:
    """The way out by changing the game; none where the question cannot be asked there."""
    try:
        changed = situation.about(family)
        verdict, after = changed.verdict(), changed.payoffs()
    except (InvalidGame, Unsupported):
        return
    present = situation.is_present(verdict)
    why = verdict.why if present is None else "" if verdict.certificate else "not certified"
    yield WayOut(kind, what, OUTCOMES[present], verdict=verdict, payoffs=(before, after), why=why)


def _seen_or_unseen(situation: Situation, start: Verdict, before: PayoffSet | None) -> Iterator[WayOut]:
    """The others see the mover's move, or do not."""
    question, form = situation.question, situation.family.form
    mover = question.mover
    if isinstance(form, StochasticGame):
        return  # the others see the state, and what was done by that alone
    if isinstance(form, NormalForm):
        yield from _leading(situation, before)
        return

    option = question.paradox == "option"
    losing = left_in(form, question) if option else ()
    sets = [form.information_sets[number] for number in losing]
    places = [info.name for info in sets if info.player == mover]
    where = f" at {', '.join(places)}" if places else ""
    seen, hidden = moves_seen(form, mover, places), moves_hidden(form, mover, places)
    for word, changed in (("see", seen), ("do not see", hidden)):
        if changed is form:
            continue
        try:
            check_perfect_recall(changed)
        except InvalidGame:
            continue  # somebody would forget what it knew
        family = replace(situation.family, form=changed, **BARE)
        what = f"the others {word} what {mover} does{where}"
        yield from _changed(situation, "information", what, family, before)


def _leading(situation: Situation, before: PayoffSet | None) -> Iterator[WayOut]:
    """Of a table: the mover moves first, seen by the others; the game is the tree with numbers."""
    question = situation.question
    if question.paradox != "option" or question.coalition:
        return
    tree = first_move_observed(situation.family.at(situation.point), question.mover)
    family = replace(situation.family, form=tree.map(RationalFunction.constant), **BARE)
    anywhere = replace(situation, asked=situation.asked.but(concept=None))
    what = f"the others see what {question.mover} does first"
    yield from _changed(anywhere, "information", what, family, before)


OTHER_WAYS: Mapping[str, Callable[[Situation, Verdict, PayoffSet | None], Iterator[WayOut]]] = {
    "side payment": _side_payments,
    "commitment": _commitments,
    "information": _seen_or_unseen,
}
"""The ways out that are no change of a lever: from the situation, the verdict and the payoffs there."""


# Least-cost changes of what one controls that leave a paradox
# -------------------------------------------------------------

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
    >>> from gametheory_paradox.models import family_from_table
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
