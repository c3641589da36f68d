"""Answers about graph models in plain English: what happens, and which move is deterred by which response."""

from collections.abc import Mapping, Sequence

from gametheory_paradox.concepts.conflict.deterrence import Temptation, shortest_way, temptations
from gametheory_paradox.concepts.conflict.evolution import Step
from gametheory_paradox.detectors import GraphVerdict
from gametheory_paradox.detectors.graph_question import GraphQuestion
from gametheory_paradox.families import GraphModel
from gametheory_paradox.families.open_preferences import DEPENDS, OpenComparison, preferences_in
from gametheory_paradox.regions.stable_rankings import stable_rankings
from gametheory_paradox.table import listed
from gametheory_paradox.views.sentences import capitalized

STABILITY_SAID: Mapping[str, str] = {
    "nash": "Under Nash stability nobody reckons with responses.",
    "general-metarational": "Under general metarationality the others may respond by any moves.",
    "symmetric-metarational": "Under symmetric metarationality the others may respond by any moves, and a "
    "response that the player can get out of does not count.",
    "sequentially-stable": "Under sequential stability the others respond by moves that are improvements for "
    "those who make them.",
}


def states_said(question: GraphQuestion) -> str:
    """For each state that is asked about, who would leave it and why, or what deters."""
    model = question.model
    told = [state_said(question, state) for state in question.at or model.states]
    return "\n\n".join([STABILITY_SAID[question.concept], *told])


def state_said(question: GraphQuestion, state: str) -> str:
    """A state: for whom it is stable, and why."""
    model, place = question.model, question.model.state(state)
    players = [question.mover] if question.mover else model.players
    movers = [who for who in players if model.moves[model.player(who)].get(place)]
    found = {who: _temptations(question, who, place) for who in movers}
    leaving = [who for who, own in found.items() if own and not all(t.is_deterred for t in own)]
    content = [who for who, own in found.items() if own == ()]
    stuck = [who for who in players if who not in movers]

    whom = "" if question.mover else " for all"
    stable = f"is stable{whom}" if None not in found.values() else "hangs on what is not known"
    told = [f"State “{state}” {f'is left by {listed(leaving)}' if leaving else stable}."]
    told += [_temptation_said(own) for who in movers for own in found[who] or ()]
    told += [_open_said(question, who, state) for who in movers if found[who] is None]
    if content:
        told.append(f"{listed(content)} {_verb(content, 'prefers')} no state within reach of a move.")
    if stuck:
        told.append(f"{listed(stuck)} cannot move.")
    return " ".join(told)


def _verb(names: Sequence[str], verb: str) -> str:
    return verb if len(names) == 1 else verb.removesuffix("s")


def _temptations(question: GraphQuestion, who: str, place: int) -> tuple[Temptation, ...] | None:
    """The moves that a player prefers to staying; None where that hangs on what is not known."""
    model = question.model
    prefers = preferences_in(model, model.ranking.orders)
    try:
        return temptations(model, question.concept, model.player(who), place, prefers)
    except OpenComparison:
        return None


def _open_said(question: GraphQuestion, who: str, state: str) -> str:
    """Where it is not known what a player does: the comparisons that it hangs on."""
    known = stable_rankings(question.model, state, question.concept, coalition=[who])
    if known.name == DEPENDS:
        cases = "; or where ".join(" and ".join(case) for case in known.cases)
        return f"For {who} it is stable where {cases}; which of that holds is not known."
    stays = {"always": "it is stable", "never": "it is not stable"}.get(
        known.name, "it is not decided whether"
    )
    return f"For {who} {stays}, whatever is not known."


def _temptation_said(temptation: Temptation) -> str:
    move = temptation.move
    begun = f"{move.player} prefers “{move.after}” and can move there"
    if not temptation.is_deterred:
        return f"{begun}; nothing deters it."
    return f"{begun}, but then {way_said(temptation.response)}, which it does not prefer to “{move.before}”."


def way_said(way: Sequence[Step]) -> str:
    """Moves one after another."""
    return ", then ".join(f"{step.player} moves on to “{step.after}”" for step in way)


def graph_verdict_said(verdict: GraphVerdict) -> str:
    """A verdict about an option: what is compared, how the conflict comes there, and why it falls out so."""
    model, mover = verdict.model, verdict.mover
    moves = listed([f"“{here}” to “{there}”" for here, there in verdict.lost])
    told = [f"{mover} has the moves from {moves}.", f"{capitalized(_answer_said(verdict))}."]
    if verdict.depends_on:
        cases = "; or where ".join(" and ".join(case) for case in verdict.depends_on)
        told.append(f"It is present exactly where {cases}.")
    sides = {"With these moves": (model, verdict.with_option)}
    lacking = model.without(mover, [(model.state(a), model.state(b)) for a, b in verdict.lost])
    sides["Without them"] = (lacking, verdict.without_option)
    for words, (side, states) in sides.items():
        if states:
            told.append(_lasting_said(words, side, states, verdict))
    told.append(STABILITY_SAID[verdict.concept])
    told.append("Nothing is proved." if verdict.certificate is None else PROVED)
    return " ".join(told)


def _answer_said(verdict: GraphVerdict) -> str:
    """The answer and its reason."""
    if verdict.name == DEPENDS:
        return f"the option paradox depends, for {verdict.why}"
    return f"the option paradox is {verdict.name}: {verdict.why}"


PROVED = "The certificate proves it, from the definitions of the stabilities."


def _lasting_said(words: str, model: GraphModel, states: Sequence[str], verdict: GraphVerdict) -> str:
    """Which states last, and how they are reached from the status quo."""
    named = listed([f"“{state}”" for state in states])
    if verdict.over == "equilibria" or model.start is None:
        return f"{words} the equilibria are {named}."
    ways = [way for state in states if (way := _way_to(model, state))]
    begun = f"{words} the conflict begins in “{model.states[model.start]}”"
    led = "; or ".join(map(way_said, ways)) if ways else "nobody moves"
    return f"{begun}: {led}. What lasts of what is reached is {named}."


def _way_to(model: GraphModel, state: str) -> Sequence[Step] | None:
    """The shortest way by improvements from the status quo; None where it is that, or is not known."""
    prefers, end = preferences_in(model, model.ranking.orders), model.state(state)
    if model.start is None or end == model.start:
        return None
    try:
        return shortest_way(model, range(len(model.players)), model.start, lambda own: own == end, prefers)
    except OpenComparison:
        return None
