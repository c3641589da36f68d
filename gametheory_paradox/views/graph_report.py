"""One self-contained page about a graph model: states and moves, rankings, what lasts, and why."""

import json
from html import escape

from gametheory_paradox.concepts.conflict.evolution import evolution
from gametheory_paradox.concepts.conflict.stability import stability
from gametheory_paradox.detectors import GraphVerdict
from gametheory_paradox.detectors.graph_question import GraphQuestion
from gametheory_paradox.families import GraphModel
from gametheory_paradox.regions.graph_thresholds import graph_thresholds
from gametheory_paradox.table import Table, listed
from gametheory_paradox.views.evolution import draw_evolution
from gametheory_paradox.views.graph_explanation import graph_verdict_said, states_said
from gametheory_paradox.views.page import (
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
from gametheory_paradox.views.report_inputs import claim_section, file_name

FOOTER = "<p>Made with gametheory_paradox. Rankings alone are used; no number stands behind them.</p>"


def graph_report_html(question: GraphQuestion, budget: float | None) -> str:
    """The page as text: with an option, its verdict on top; else the equilibria."""
    model = question.model
    verdict = question.verdict(budget) if question.action else None
    sections = [
        claim_section(model),
        Section("States and moves", _shown(model.table())),
        Section("Who prefers what", bullets([_ranking(model, who) for who in range(len(model.players))])),
        Section("Which states last", _shown(stability(model).table())),
        Section(
            "Why they last, or do not", paragraphs(*map(emphasized, states_said(question).split("\n\n")))
        ),
        Section("For which preferences", _shown(graph_thresholds(question).table())),
        _evolution_section(model),
        _check_section(model, verdict),
    ]
    return render_page(
        title=model.title or "A conflict",
        kicker="A graph model of a conflict",
        lead=model.about,
        answer=_equilibria_answer(question) if verdict is None else _verdict_answer(verdict),
        sections=sections,
        script="live.js",
        footer=FOOTER,
    )


def _verdict_answer(verdict: GraphVerdict) -> str:
    word = f"Option paradox, {verdict.quantifier} comparison: {verdict.name}"
    facts = [
        (side, escape(listed(states)), "")
        for side, states in (
            ("with the moves", verdict.with_option),
            ("without them", verdict.without_option),
        )
        if states
    ]
    return answer_panel(verdict.name, word, emphasized(graph_verdict_said(verdict)), [], facts)


def _equilibria_answer(question: GraphQuestion) -> str:
    found = stability(question.model, question.concept).equilibria[question.concept]
    said = (
        f"These states are stable for everybody: {listed(found)}." if found else "No state is known to last."
    )
    return answer_panel(
        "present" if found else "undecided", f"Equilibria, {question.concept}", escape(said), [], []
    )


def _shown(table: Table) -> str:
    rows = [[escape(str(cell)) for cell in row] for row in table.rows]
    return f"{rows_table(table.columns, rows)}\n<p class='note'>{escape(table.note)}</p>"


def _ranking(model: GraphModel, who: int) -> str:
    order = model.ranking.orders[who]
    said = escape(model.order_said(order))
    return f'<strong class="p{who}">{escape(model.players[who])}</strong>: {said}'


def _evolution_section(model: GraphModel) -> Section:
    """The states that are reached from the status quo, by improvements and by every move."""
    if model.start is None:
        return Section("Where the status quo leads", "")
    shown = []
    for only, caption in ((True, "By moves that are improvements."), (False, "By every move.")):
        path = evolution(model, improvements=only)
        label = f"{caption} States reached: {listed([state for state, _ in path.first])}"
        shown.append(picture(draw_evolution(path, title=" "), label, caption, f"evolution{only:d}-"))
    return Section("Where the status quo leads", "\n".join(shown))


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
