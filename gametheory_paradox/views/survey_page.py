"""The survey as one self-contained page: a table of all systems, then one card for each."""

from collections import Counter
from fractions import Fraction
from html import escape

from gametheory_paradox.studies import Card, Finding, Scenario, Survey
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
from gametheory_paradox.views.style import ANSWER_FILLS, Answer

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
    "For each system: does having an option leave its owner worse off, in how much of the plausible ranges, on which assumption "
    "that hangs, whose reaction carries the loss, and what the control says, in which the mechanism is off."
)


def survey_html(found: Survey) -> str:
    """The page as text."""
    return render_page(
        title="Survey of the systems",
        kicker="Can an option hurt the one who has it?",
        lead=LEAD,
        answer=_answer(found),
        sections=[
            Section(card.title, _card(card, f"map-{number}-")) for number, card in enumerate(found.cards)
        ],
        footer=(
            "<p>Made with gametheory_paradox. Shares that are called proved hold for every point of the ranges off ties; a "
            "sample is called a sample. A share of a box of assumptions is not a probability that something happens.</p>"
        ),
    )


def _answer(found: Survey) -> str:
    """How many of the games show what, controls apart."""
    lines = []
    for what, scenarios in (("game", found.variants), ("control", found.controls)):
        counts = Counter(scenario.verdict for scenario in scenarios)
        told = listed([f"{count} {_badge(name)}" for name, count in counts.items()])
        lines += [f"{_counted(len(scenarios), what)} at the baseline: {told}."] if scenarios else []
    open_ = "" if found.finished else "Not everything could be decided; each card says what."
    more = "".join(f"<p>{line}</p>" for line in (*lines, open_) if line)
    return (
        f'<div class="answer">\n<p class="sentence">{_counted(len(found.cards), "system")}</p>\n{more}</div>'
    )


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _card(card: Card, prefix: str) -> str:
    first = card.scenarios[0]
    names = list(first.family.box)
    claim = f"<strong>The claim.</strong> {prose(first.family.claim, names)}" if first.family.claim else ""
    expected = (
        f"<strong>What was expected.</strong> {prose(first.family.prediction, names)}"
        if first.family.prediction
        else ""
    )
    rows = [row for scenario in (*card.variants, *card.controls) for row in _rows(scenario)]
    parts = [
        paragraphs(claim, expected),
        rows_table(COLUMNS, rows),
        bullets([line for scenario in (*card.variants, *card.controls) for line in _lines(scenario)]),
        _map(first, prefix),
    ]
    return "\n".join(part for part in parts if part)


def _rows(scenario: Scenario) -> list[list[str]]:
    kind = " (control)" if scenario.control else ""
    name = f"<code>{escape(scenario.name)}</code>{kind}"
    if not scenario.findings:
        return [[name, "every move", _badge(scenario.verdict), "", "", "", "", ""]]
    return [
        [
            name,
            escape(found.told),
            f"{_badge(found.verdict)} {escape(_after(found))}".strip(),
            escape(share_said(found)),
            escape(influence_said(found)),
            escape(robust_said(found)),
            escape(way_out_said(found)),
            escape(carrier_said(found)),
        ]
        for found in scenario.findings
    ]


def _after(found: Finding) -> str:
    """What the verdict's words say beyond the badge."""
    return verdicts_said(found).removeprefix(found.verdict).lstrip("; ")


def _lines(scenario: Scenario) -> list[str]:
    """What is worth a sentence about a game: witnesses, other moves, what was not decided."""
    name, lines = f"<code>{escape(scenario.name)}</code>", []
    for found in scenario.findings:
        if found.witness:
            lines.append(f"{name}: {escape(found.told)} would hurt with {escape(witness_said(found))}.")
        if found.channels is not None and found.witness is not None:
            lines.append(f"{name}: {'there: ' * bool(found.witness)}{escape(found.channels.sentence())}")
        lines += [f"{name}: {escape(note)}." for note in found.notes]
    if scenario.diagnosis is not None:
        rows = scenario.diagnosis.present
        told = [
            escape(f"{row.asked.paradox}: {row.asked.mover}, {row.asked.action} {row.asked.where}".strip())
            for row in rows
        ]
        asked = f"of {len(scenario.diagnosis.rows)} questions about single moves at the baseline"
        lines.append(
            f"{name}: {asked}, {len(rows)} are answered <em>present</em>"
            + (f" ({'; '.join(told)})." if told else ".")
        )
    return lines + [f"{name}: {escape(note)}." for note in scenario.notes]


def _map(scenario: Scenario, prefix: str) -> str:
    """The map near the baseline, where there is one."""
    found = next(iter(scenario.findings), None)
    if found is None or found.near is None:
        return ""
    region_map = found.near
    low, high = region_map.share
    share = f"exactly {low}" if low == high else f"{float(low):.3f} to {float(high):.3f}"
    label = f"Map over {listed(region_map.over)}: present on {share} of the square."
    caption = f"{escape(found.told)}: the two parameters that matter most, all others at their baseline. {escape(label)}"
    baseline: dict[str, Fraction] = scenario.family.baseline
    return picture(draw_region(region_map, point=baseline), label, caption, prefix)


def _badge(name: str) -> str:
    answers: dict[str, Answer] = {answer: answer for answer in ANSWER_FILLS}
    return badge(answers[name])
