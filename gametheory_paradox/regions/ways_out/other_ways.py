"""Ways out that are no change of a parameter: a payment, an action given up, being seen or unseen."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from gametheory_paradox.claims.equilibria.equilibrium_set import PayoffSet
from gametheory_paradox.concepts.commitment.first_moves import first_move_observed
from gametheory_paradox.concepts.commitment.observed_moves import moves_hidden, moves_seen
from gametheory_paradox.detectors import Verdict
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.families import GameFamily, Parameter
from gametheory_paradox.families.terms import played_at_outcomes, with_payoffs
from gametheory_paradox.games import (
    Decision,
    ExtensiveForm,
    NormalForm,
    StochasticGame,
    cells_of,
    check_perfect_recall,
    delete,
    scope_of,
)
from gametheory_paradox.paradoxes.action_taken_away import left_in
from gametheory_paradox.paradoxes.question import scope_in
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.regions.ways_out.levers import Lever
from gametheory_paradox.regions.ways_out.situation import Situation
from gametheory_paradox.regions.ways_out.ways import Kind, Status, WayOut

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
