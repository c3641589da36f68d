"""Ways out that are no change of a parameter: paying another player, giving up an action, being seen or unseen."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from gametheory_paradox.claims.equilibria.equilibrium_set import PayoffSet
from gametheory_paradox.concepts.commitment.first_moves import first_move_observed
from gametheory_paradox.concepts.commitment.observed_moves import moves_hidden, moves_seen
from gametheory_paradox.detectors import AnyVerdict, Question
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.families import Form, GameFamily, Parameter
from gametheory_paradox.games import (
    Decision,
    ExtensiveForm,
    NormalForm,
    Scope,
    Terminal,
    check_perfect_recall,
    delete,
    losing_sets,
)
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.regions.pointwise import is_present
from gametheory_paradox.regions.ways_out.asking import Asking
from gametheory_paradox.regions.ways_out.results import STATUSES, Kind, WayOut
from gametheory_paradox.regions.ways_out.sought import Lever

PAYMENT = "payment"


def side_payments(asking: Asking) -> Iterator[WayOut]:
    """For each action of each other player the least payment by the mover, whenever it is taken, that ends the paradox."""
    mover = asking.formulas.question.mover
    for player in asking.family.players:
        actions = dict.fromkeys(
            a for s in asking.family.form.information_sets if s.player == player for a in s.actions
        )
        if player == mover or len(actions) < 2:
            continue
        for action in actions:
            if asking.is_late:
                return
            what = f"{mover} pays {player} for {action!r}"
            try:
                family, name = _with_payment(asking, player, action)
                most = family.box[name][1]
                lever = Lever(name, Fraction(0), most, Fraction(0), Fraction(1))
                yield asking.about(family, {**asking.point, name: Fraction(0)}).way(
                    "side payment", [lever], what
                )
            except (InvalidGame, Unsupported) as problem:
                yield WayOut("side payment", what, "open", why=str(problem))


def _with_payment(asking: Asking, player: str, action: str) -> tuple[GameFamily, str]:
    """The family in which the mover pays a player each time it takes an action, and what the payment is called."""
    family, name = asking.family, PAYMENT
    while name in family.box:
        name += "_"
    form, mover = family.form, asking.formulas.question.mover
    payer, payee = form.players.index(mover), form.players.index(player)
    payment = RationalFunction.variable(name)

    def paid(payoffs: tuple[RationalFunction, ...], times: int) -> tuple[RationalFunction, ...]:
        found = list(payoffs)
        for _ in range(times):
            found[payer], found[payee] = found[payer] - payment, found[payee] + payment
        return tuple(found)

    changed: Form
    if isinstance(form, NormalForm):
        cells = tuple(
            paid(cell, int(profile[payee] == action))
            for profile, cell in zip(form.profiles(), form.payoffs, strict=True)
        )
        changed = NormalForm(form.players, form.actions, cells, title=form.title)
    else:
        nodes = list(form.nodes)
        times = [0] * len(nodes)
        for place, (parent, branch) in enumerate(form.parents):
            if parent >= 0:
                above = form.nodes[parent]
                taken = (
                    isinstance(above, Decision)
                    and form.mover(above) == payee
                    and form.labels(parent)[branch] == action
                )
                times[place] = times[parent] + taken
            node = nodes[place]
            if isinstance(node, Terminal):
                nodes[place] = Terminal(paid(node.payoffs, times[place]))
        changed = ExtensiveForm(form.players, form.information_sets, tuple(nodes), title=form.title)
    most = sum((_spread(asking, who) for who in (payer, payee)), Fraction(1))
    return replace(
        family, form=changed, parameters=(*family.parameters, Parameter(name, Fraction(0), most, Fraction(0)))
    ), name


def _spread(asking: Asking, who: int) -> Fraction:
    """How far a player's payoffs at the point are apart: what is at stake for it."""
    form = asking.family.form
    payoffs = form.payoffs if isinstance(form, NormalForm) else [node.payoffs for _, node in form.terminals()]
    values = [own[who].value(asking.point) for own in payoffs]
    return max(values) - min(values)


def commitments(asking: Asking, start: AnyVerdict, before: PayoffSet | None) -> Iterator[WayOut]:
    """The mover gives up the action in question, or another one of its actions."""
    question, form = asking.formulas.question, asking.family.form
    if isinstance(question, Question) and start.comparison is not None:
        what = f"{' and '.join(question.scope.players)} cannot {question.action!r}{question.where.partition(' of ')[0]}"
        yield WayOut("commitment", what, "leaves", payoffs=(before, start.comparison.payoffs["without"]))
    own = question.action if isinstance(question, Question) else asking.asked.details.get("action")
    for info in form.information_sets:
        if info.player != question.mover or len(info.actions) < 2:
            continue
        for action in info.actions:
            if action == own:
                continue
            if asking.is_late:
                return
            scope = Scope("information_set", (info.player,), (info.name,))
            where = f" at {info.name}" if info.name else ""
            changed = replace(asking.family, form=delete(form, action, scope), question=None)
            yield from _changed(
                asking, "commitment", f"{info.player} cannot {action!r}{where}", changed, before
            )


def _changed(
    asking: Asking, kind: Kind, what: str, family: GameFamily, before: PayoffSet | None
) -> Iterator[WayOut]:
    """What another game says to the same question; nothing where it cannot be asked there."""
    try:
        other = asking.about(family)
        verdict = other.verdict()
        after = other.payoffs()
    except (InvalidGame, Unsupported):
        return
    present = is_present(verdict, asking.formulas.least)
    status = STATUSES[1] if present is None else STATUSES[2] if present else STATUSES[0]
    why = verdict.why if present is None else "" if verdict.certificate else "not certified"
    yield WayOut(kind, what, status, verdict=verdict, payoffs=(before, after), why=why)


def seen_or_unseen(asking: Asking, before: PayoffSet | None) -> Iterator[WayOut]:
    """The others see the mover's move, or do not."""
    question, form = asking.formulas.question, asking.family.form
    mover = question.mover
    if isinstance(form, NormalForm):
        yield from _leading(asking, before)
        return
    losing = losing_sets(form, question.scope, question.action) if isinstance(question, Question) else ()
    places = [
        form.information_sets[number].name
        for number in losing
        if form.information_sets[number].player == mover
    ]
    where = f" at {', '.join(places)}" if places else ""
    for word, changed in (
        ("see", moves_seen(form, mover, places)),
        ("do not see", moves_hidden(form, mover, places)),
    ):
        if changed is form or asking.is_late:
            continue
        try:
            check_perfect_recall(changed)
        except InvalidGame:
            continue  # somebody would forget what it knew
        family = replace(asking.family, form=changed, question=None)
        yield from _changed(
            asking, "information", f"the others {word} what {mover} does{where}", family, before
        )


def _leading(asking: Asking, before: PayoffSet | None) -> Iterator[WayOut]:
    """Of a table: the mover moves first, seen by the others; the game is the tree with numbers."""
    question = asking.formulas.question
    if not isinstance(question, Question) or question.scope.kind == "coalition":
        return
    tree = first_move_observed(asking.family.at(asking.point), question.mover)
    family = replace(asking.family, form=tree.map(RationalFunction.constant), question=None, terms=())
    asked = replace(asking.asked, concept=None)
    yield from _changed(
        replace(asking, asked=asked),
        "information",
        f"the others see what {question.mover} does first",
        family,
        before,
    )
