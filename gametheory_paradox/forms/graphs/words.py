"""Graph models in words: an explanation, and a page."""

import json
from collections.abc import Mapping, Sequence
from html import escape

from gametheory_paradox.detectors import GraphVerdict
from gametheory_paradox.forms.graphs.detection import GraphQuestion
from gametheory_paradox.forms.graphs.draw import draw_evolution
from gametheory_paradox.forms.graphs.evolution import Evolution, Temptation, UnilateralMove
from gametheory_paradox.forms.graphs.findings import GraphFindings, StateStory, Ways
from gametheory_paradox.forms.graphs.option import DEPENDS
from gametheory_paradox.forms.graphs.thresholds import StableRankings
from gametheory_paradox.models import GraphModel
from gametheory_paradox.table import Table, listed
from gametheory_paradox.views.pages.page import (
    Section,
    answer_panel,
    bullets,
    download,
    emphasized,
    paragraphs,
    picture,
    render_page,
    rows_table,
)
from gametheory_paradox.views.pages.report_inputs import claim_section, file_name
from gametheory_paradox.views.words.sentences import capitalized

# Answers about graph models in plain English: what happens, and which move is deterred by which response
# ----------------------------------------------------------------------------

STABILITY_SAID: Mapping[str, str] = {
    "nash": "Under Nash stability nobody reckons with responses.",
    "general-metarational": "Under general metarationality the others may respond by any moves.",
    "symmetric-metarational": "Under symmetric metarationality the others may respond by any moves, and a "
    "response that the player can get out of does not count.",
    "sequentially-stable": "Under sequential stability the others respond by moves that are improvements for "
    "those who make them.",
}
PROVED = "The certificate proves it, from the definitions of the stabilities."
UNPROVED = "Nothing is proved."


def states_said(question: GraphQuestion, stories: Sequence[StateStory]) -> str:
    """For each state that is asked about, who would leave it and why, or what deters."""
    whom = "" if question.mover else " for all"
    return "\n\n".join([STABILITY_SAID[question.concept], *(_state_said(own, whom) for own in stories)])


def _state_said(story: StateStory, whom: str) -> str:
    """A state: for whom it is stable, and why."""
    leaving = [who for who, own in story.tempting.items() if not all(t.is_deterred for t in own)]
    content = [who for who, own in story.tempting.items() if not own]
    stays = "hangs on what is not known" if story.hanging else f"is stable{whom}"
    told = [f"State “{story.state}” {f'is left by {listed(leaving)}' if leaving else stays}."]
    told += [_temptation_said(own) for tempting in story.tempting.values() for own in tempting]
    told += [_hanging_said(who, found) for who, found in story.hanging.items()]
    if content:
        verb = "prefers" if len(content) == 1 else "prefer"
        told.append(f"{listed(content)} {verb} no state within reach of a move.")
    if story.stuck:
        told.append(f"{listed(story.stuck)} cannot move.")
    return " ".join(told)


def _hanging_said(who: str, found: StableRankings) -> str:
    """The comparisons on which a player's choice hangs, where it is not known."""
    if found.name == DEPENDS:
        return f"For {who} it is stable where {_cases_said(found.cases)}; which of that holds is not known."
    stays = {"always": "it is stable", "never": "it is not stable"}.get(
        found.name, "it is not decided if it is"
    )
    return f"For {who} {stays}, whatever is not known."


def _cases_said(cases: Sequence[Sequence[str]]) -> str:
    return "; or where ".join(" and ".join(case) for case in cases)


def _temptation_said(temptation: Temptation) -> str:
    move = temptation.move
    begun = f"{move.player} prefers “{move.after}” and can move there"
    if not temptation.is_deterred:
        return f"{begun}; nothing deters it."
    return f"{begun}, but then {_way_said(temptation.response)}, which it does not prefer to “{move.before}”."


def _way_said(way: Sequence[UnilateralMove]) -> str:
    """Moves one after another."""
    return ", then ".join(f"{step.player} moves on to “{step.after}”" for step in way)


def graph_verdict_said(verdict: GraphVerdict, ways: Sequence[Ways]) -> str:
    """A verdict about an option: what is compared, how the conflict comes there, and why it falls out so."""
    moves = listed([f"“{here}” to “{there}”" for here, there in verdict.lost])
    is_said = "depends, for" if verdict.name == DEPENDS else f"is {verdict.name}:"
    told = [f"{verdict.mover} has the moves from {moves}."]
    told.append(f"{capitalized(f'the option paradox {is_said} {verdict.why}')}.")
    if verdict.depends_on:
        told.append(f"It is present exactly where {_cases_said(verdict.depends_on)}.")
    for words, side in zip(("With these moves", "Without them"), ways, strict=True):
        told += [_lasting_said(words, side)] if side.states else []
    proof = UNPROVED if verdict.certificate is None else PROVED
    return " ".join([*told, STABILITY_SAID[verdict.concept], proof])


def _lasting_said(words: str, side: Ways) -> str:
    """The states that last, and the ways to them from the status quo."""
    named = listed([f"“{state}”" for state in side.states])
    if not side.start:
        return f"{words} the equilibria are {named}."
    led = "; or ".join(map(_way_said, side.ways)) or "nobody moves"
    begun = f"{words} the conflict begins in “{side.start}”: {led}."
    return f"{begun} What lasts of what is reached is {named}."


# One self-contained page about a graph model: states and moves, rankings, what lasts, and why
# ----------------------------------------------------------------------------

FOOTER = "<p>Made with gametheory_paradox. Rankings alone are used; no number stands behind them.</p>"


def graph_report_html(findings: GraphFindings) -> str:
    """The page as text: with an option, its verdict on top; else the equilibria."""
    model, verdict = findings.question.model, findings.verdict
    why = states_said(findings.question, findings.stories).split("\n\n")
    sections = [
        claim_section(model),
        Section("States and moves", _shown(model.table())),
        Section("Who prefers what", bullets([_ranking(model, who) for who in range(len(model.players))])),
        Section("Which states last", _shown(findings.stability.table())),
        Section("Why they last, or do not", paragraphs(*map(emphasized, why))),
        Section("For which preferences", _shown(findings.thresholds.table())),
        Section("Where the status quo leads", "\n".join(map(_path, findings.paths))),
        _check_section(model, verdict),
    ]

    return render_page(
        title=model.title or "A conflict",
        kicker="A graph model of a conflict",
        lead=escape(model.about),
        answer=_equilibria_answer(findings) if verdict is None else _verdict_answer(findings, verdict),
        sections=sections,
        script="live.js",
        footer=FOOTER,
    )


def _verdict_answer(findings: GraphFindings, verdict: GraphVerdict) -> str:
    word = f"Option paradox, {verdict.quantifier} comparison: {verdict.name}"
    facts = [
        (side, escape(listed(states)), "")
        for side, states in (
            ("with the moves", verdict.with_option),
            ("without them", verdict.without_option),
        )
        if states
    ]
    return answer_panel(verdict.name, word, emphasized(graph_verdict_said(verdict, findings.ways)), [], facts)


def _equilibria_answer(findings: GraphFindings) -> str:
    concept = findings.question.concept
    found = findings.stability.equilibria[concept]
    said = (
        f"These states are stable for everybody: {listed(found)}." if found else "No state is known to last."
    )
    answer = "present" if found else "undecided"
    return answer_panel(answer, f"Equilibria, {concept}", escape(said), [], [])


def _shown(table: Table) -> str:
    rows = [[escape(str(cell)) for cell in row] for row in table.rows]
    return f"{rows_table(table.columns, rows)}\n<p class='note'>{escape(table.note)}</p>"


def _ranking(model: GraphModel, who: int) -> str:
    order = model.ranking.orders[who]
    said = escape(model.order_said(order))
    return f'<strong class="p{who}">{escape(model.players[who])}</strong>: {said}'


def _path(path: Evolution) -> str:
    """The states that are reached from the status quo, as a picture."""
    caption = "By moves that are improvements." if path.improvements else "By every move."
    label = f"{caption} States reached: {listed([state for state, _ in path.first])}"
    return picture(draw_evolution(path, title=" "), label, caption, f"evolution{path.improvements:d}-")


def _check_section(model: GraphModel, verdict: GraphVerdict | None) -> Section:
    """The certificate to save, and how to check it."""
    if verdict is None or verdict.certificate is None:
        return Section("Check it yourself", "")
    name = f"{file_name(model.title or 'conflict')}-verdict.json"
    text = json.dumps(verdict.certificate.to_data(), ensure_ascii=False, indent=1) + "\n"
    opening = (
        "The certificate holds the states, the moves, the rankings and the answer. The checker evaluates the "
        "definitions anew and refuses it if anything does not follow. Save it, then run:"
    )
    link = download(name, text, "Certificate of the answer", "certificate-0", is_main=True)
    command = f"<pre>gametheory-paradox verify {escape(name)}</pre>"
    return Section("Check it yourself", f"{paragraphs(opening)}\n{link}\n{command}")
