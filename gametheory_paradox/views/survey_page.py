"""The survey as one self-contained page: a table of all systems, then one card for each."""

from collections import Counter
from html import escape

from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.studies import Card, Finding, Findings, Survey
from gametheory_paradox.studies.diagnose import where_said
from gametheory_paradox.studies.survey.words import (
    carrier_said,
    influence_said,
    robust_said,
    share_said,
    verdicts_said,
    way_out_said,
    witness_said,
)
from gametheory_paradox.views.notation import listed, prose
from gametheory_paradox.views.page import (
    Section,
    badge,
    bullets,
    paragraphs,
    picture,
    render_page,
    rows_table,
)
from gametheory_paradox.views.region import draw_region

COLUMNS = (
    "Game",
    "Asked",
    "At the baseline",
    "Share of the ranges",
    "Hangs on",
    "Survives ± 20 %",
    "Way out",
    "Carried by",
)
LEAD = (
    "For each system: does having an option leave its owner worse off, in how much of the plausible ranges, "
    "on which assumption that hangs, whose reaction carries the loss, and what the control says, in which "
    "the mechanism is off."
)
FOOTER = (
    "<p>Made with gametheory_paradox. Shares that are called proved hold for every point of the ranges off "
    "ties; a sample is called a sample. A share of a box of assumptions is not a probability that something "
    "happens.</p>"
)


def survey_html(survey: Survey) -> str:
    """The page as text."""
    return render_page(
        title="Survey of the systems",
        kicker="Can an option hurt the one who has it?",
        lead=LEAD,
        answer=_answer(survey),
        sections=[
            Section(card.title, _card(card, f"map-{number}-")) for number, card in enumerate(survey.cards)
        ],
        footer=FOOTER,
    )


def _answer(survey: Survey) -> str:
    """The games counted by verdict, controls apart."""
    lines = []
    for kind, games in (("game", survey.variants), ("control", survey.controls)):
        counts = Counter(findings.verdict for findings in games)
        shown = listed([f"{count} {badge(name)}" for name, count in counts.items()])
        lines += [f"{_counted(len(games), kind)} at the baseline: {shown}."] if games else []
    if not survey.finished:
        lines.append("Not everything could be decided; each card says what.")
    more = "".join(f"<p>{line}</p>" for line in lines)
    systems = _counted(len(survey.cards), "system")
    return f'<div class="answer">\n<p class="sentence">{systems}</p>\n{more}</div>'


def _counted(number: int, kind: str) -> str:
    return f"{number} {kind}" if number == 1 else f"{number} {kind}s"


def _card(card: Card, prefix: str) -> str:
    first, games = card.scenarios[0], (*card.variants, *card.controls)
    family, names = first.family, list(first.family.box)
    claim = f"<strong>The claim.</strong> {prose(family.claim, names)}" if family.claim else ""
    expected = prose(family.prediction, names)
    expected = f"<strong>What was expected.</strong> {expected}" if expected else ""
    parts = [
        paragraphs(claim, expected),
        rows_table(COLUMNS, [row for findings in games for row in _rows(findings)]),
        bullets([line for findings in games for line in _lines(findings)]),
        _map(first, prefix),
    ]
    return "\n".join(part for part in parts if part)


def _rows(findings: Findings) -> list[list[str]]:
    name = f"<code>{escape(findings.name)}</code>{' (control)' * findings.control}"
    if not findings.findings:
        return [[name, "every move", badge(findings.verdict), *[""] * 5]]
    return [
        [
            name,
            escape(finding.title),
            f"{badge(finding.verdict.name)} {escape(_after(finding))}".strip(),
            *(
                escape(words(finding))
                for words in (share_said, influence_said, robust_said, way_out_said, carrier_said)
            ),
        ]
        for finding in findings.findings
    ]


def _after(finding: Finding) -> str:
    """The verdict's words beyond the badge."""
    return verdicts_said(finding).removeprefix(finding.verdict.name).lstrip("; ")


def _lines(findings: Findings) -> list[str]:
    """Sentences about a game: witnesses, reactions, other moves, what was not decided."""
    name, lines = f"<code>{escape(findings.name)}</code>", []
    for finding in findings.findings:
        if finding.witness:
            lines.append(f"{name}: {escape(finding.title)} would hurt with {escape(witness_said(finding))}.")
        if finding.channels is not None and finding.witness is not None:
            there = "there: " if finding.witness else ""
            lines.append(f"{name}: {there}{escape(finding.channels.sentence())}")
        lines += [f"{name}: {escape(note)}." for note in finding.notes]
    if findings.diagnosis is not None:
        present = findings.diagnosis.present
        rows = "; ".join(escape(f"{row.question.paradox}: {_move_said(row.question)}") for row in present)
        asked = f"of {len(findings.diagnosis.rows)} questions about single moves at the baseline"
        which = f" ({rows})" if rows else ""
        lines.append(f"{name}: {asked}, {len(present)} are answered <em>present</em>{which}.")
    return lines + [f"{name}: {escape(note)}." for note in findings.notes]


def _move_said(question: Question) -> str:
    return f"{question.mover}, {' and '.join(question.action)} {where_said(question)}".strip()


def _map(findings: Findings, prefix: str) -> str:
    """The map near the baseline, where there is one."""
    finding = next(iter(findings.findings), None)
    if finding is None or finding.region_map is None:
        return ""
    region_map = finding.region_map
    low, high = region_map.share
    share = f"exactly {low}" if low == high else f"{float(low):.3f} to {float(high):.3f}"
    label = f"Map over {listed(region_map.over)}: present on {share} of the square."
    others = "the two parameters that matter most, all others at their baseline"
    caption = escape(f"{finding.title}: {others}. {label}")
    drawn = draw_region(region_map, point=findings.family.baseline)
    return picture(drawn, label, caption, prefix)
