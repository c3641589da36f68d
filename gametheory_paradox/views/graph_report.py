"""One self-contained page about a graph model: states and moves, rankings, what lasts, and why."""

import json
from html import escape

from gametheory_paradox.concepts.conflict.evolution import Evolution
from gametheory_paradox.detectors import GraphVerdict
from gametheory_paradox.families import GraphModel
from gametheory_paradox.studies.graph_findings import GraphFindings
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
