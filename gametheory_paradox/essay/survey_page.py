"""The survey as one self-contained page: the answer, a figure and a table, then each system, folded away."""

import json
import re
from collections.abc import Sequence
from html import escape

from gametheory_paradox.catalog import names
from gametheory_paradox.certificates import Certificate
from gametheory_paradox.essay import Card, Survey
from gametheory_paradox.essay.balance_picture import draw_balance
from gametheory_paradox.essay.summary import counts_said, leaks_said, systems_rows, systems_table
from gametheory_paradox.essay.systems import outcomes, states
from gametheory_paradox.essay.words import SAID, lines_said, nearest_said, verdicts_said
from gametheory_paradox.studies import Findings
from gametheory_paradox.table import listed
from gametheory_paradox.views.notation import prose
from gametheory_paradox.views.pages.page import (
    Section,
    badge,
    bullets,
    embedded,
    folded,
    paragraphs,
    picture,
    render_page,
    rows_table,
    saving,
)
from gametheory_paradox.views.region import draw_region

READING = (
    "Security is the account of harm suffered and quiet gained; the payoff adds trade, revenue, cost and "
    "what is gained at home. A policy is compared with the same model in which the state does not have it. "
    "The baseline is the value at which each number is put: estimated means counted from figures, where they "
    "say too little with a share of them that was chosen; assumed means without a figure. What turns a "
    "verdict first is the nearest change of one number with all others where they are. All years together "
    "are a sum in which later years count for less, so that these amounts do not compare with the others. "
    "Works that attacks stop are trade, and no part of security. Whether a closed border itself keeps "
    "attackers out is left out but for one variant of S3, whose page says how little of that would turn its "
    "verdict."
)
OUTSIDE = (
    "An option is compared with the same model in which its owner does not have it, wherever it has it. The "
    "baseline is the value at which each number is put. What turns a verdict first is the nearest change of "
    "one number with all others where they are."
)
FOOTER = (
    "<p>Made with gametheory_paradox. Shares that are called proved hold for every point of the ranges off "
    "ties; a sample is called a sample. A share of a box of assumptions is not a probability that something "
    "happens, and it follows the ends of the ranges, which somebody chose.</p>"
)
MOST_CARRIED = 2_000_000  # characters of certificates in a page


class PageCertificates:
    """The certificates that a page carries, as the elements that hold them, until no more fit."""

    def __init__(self) -> None:
        self.held: list[str] = []
        self.size = 0

    def link(self, certificate: Certificate | None, words: str) -> str:
        """A link that saves a certificate, and room for what checking it says; nothing where it has none."""
        if certificate is None:
            return ""
        text = json.dumps(certificate.to_data(), ensure_ascii=False, separators=(",", ":"))
        if self.size + len(text) > MOST_CARRIED:
            return '<small class="proof">certificate too large for this page</small>'

        place = f"certificate-{len(self.held)}"
        self.held.append(embedded(place, text, "certificate"))
        self.size += len(text)
        link = saving(f"{place}.json", words, place, "saved")
        room = f'<span class="outcome" data-outcome="{place}" data-brief></span>'
        return f'<small class="proof">{link} {room}</small>'


def survey_html(survey: Survey) -> str:
    """The page as text."""
    carried = PageCertificates()
    essay = _is_of_catalog(survey)
    counted = (
        "Payoff and security"
        if any(e.assessment.security is not None for e in survey.balance.entries)
        else "Payoff"
    )

    heading = "Payoff and security, with each policy and without" if essay else f"{counted}, with and without"
    systems = _systems(survey, carried)  # its certificates come first, should there be too many
    cards = [Section(_heading(card), _card(card, carried), anchor(card)) for card in survey.cards]

    return render_page(
        title="What the policies of states do to them" if essay else "What options do to those who have them",
        kicker=f"Security and payoff of {listed(states())}" if essay else listed(_titles(survey)),
        lead=escape(survey.shortfall),
        answer=_answer(survey),
        sections=[
            Section(heading, _figure(survey)),
            Section("System by system" if essay else "Model by model", systems),
            Section("What the words mean, and what it rests on", _resting(survey)),
            Section("How many games show what", bullets([escape(line) for line in _counted(survey)])),
            *cards,
        ],
        footer="\n".join([FOOTER, *carried.held]),
        script="survey.js",
    )


def _is_of_catalog(survey: Survey) -> bool:
    """True unless everything that was looked at comes from outside the catalog."""
    return any(scenario.name in names() for scenario in survey.scenarios) or not survey.scenarios


def _titles(survey: Survey) -> list[str]:
    return [card.title for card in survey.cards]


def anchor(card: Card) -> str:
    """The place of a card on the page."""
    if card.name in names():
        return card.name.rpartition("/")[2]
    return "model-" + re.sub(r"[^a-z0-9]+", "-", card.name.lower()).strip("-")


def _answer(survey: Survey) -> str:
    """The paragraph on top, its first sentence large."""
    first, _, rest = survey.answer.partition(". ")
    more = paragraphs(escape(rest))
    first = escape(first if first.endswith(".") else f"{first}.")
    return f'<div class="answer">\n<p class="sentence">{first}</p>\n{more}\n{_contents(survey)}</div>'


def _resting(survey: Survey) -> str:
    """The key to the table, and what the paragraph on top leaves out."""
    reading = paragraphs(escape(READING if _is_of_catalog(survey) else OUTSIDE))
    return reading + (bullets([escape(line) for line in survey.details]) if survey.details else "")


def _contents(survey: Survey) -> str:
    """Links to every card."""
    links = [f'<a href="#{anchor(card)}">{escape(_heading(card))}</a>' for card in survey.cards]
    return f'<nav class="contents">{" ".join(links)}</nav>\n'


def _heading(card: Card) -> str:
    return card.title if card.system is None else f"{card.system.id} {card.title}"


def _figure(survey: Survey) -> str:
    """A picture of each policy's effects, the one that costs most security on top."""
    if not survey.balance.entries:
        return ""

    label = "; ".join(
        f"{entry.where}, {entry.label}: {entry.assessment.word or 'not settled'}"
        for entry in survey.balance.entries
    )
    outside = (
        "Payoff, and security where it is counted, of its owner without each option (empty) and with it "
        "(full), at the baseline; what costs most stands on top."
    )
    caption = (
        outside
        if not _is_of_catalog(survey)
        else (
            "Payoff and security of the state without the policy (empty) and with it (full), at the "
            "baselines; what costs most security stands on top. Without a search for proof nothing is seen; "
            "without a wrong belief the game is known."
        )
    )

    return picture(draw_balance(survey.balance), label, caption, "balance-")


def _systems(survey: Survey, carried: PageCertificates) -> str:
    """The table of the essay's systems, each row linked to its card and with its certificates."""
    table, cards = systems_table(survey.balance.entries), {card.system: card for card in survey.cards}
    linked = {system.id: anchor(card) for system, card in cards.items() if system is not None}
    linked |= {card.title: anchor(card) for card in survey.cards if card.system is None}

    rows = []
    for row, entry in systems_rows(survey.balance.entries):
        halves = {} if entry is None else entry.assessment.halves
        proofs = [carried.link(half.certificate, "certificate") for half in halves.values()]
        cells = [*(_linked(cell, linked) for cell in row[:2]), *map(_cell, row[2:])]
        for column, proof in enumerate(proofs, start=3):  # payoff, then security
            cells[column] += proof
        rows.append(cells)
    return f"{rows_table(table.columns, rows, 'systems')}\n<p class='note'>{escape(table.note)}</p>"


def _linked(cell: object, anchors: dict[str, str]) -> str:
    name = str(cell or "")
    return f'<a href="#{anchors[name]}">{escape(name)}</a>' if name in anchors else escape(name)


def _cell(cell: object) -> str:
    return escape(str(cell)).replace("\n", "<br>")


def _counted(survey: Survey) -> list[str]:
    open_ = [] if survey.finished else ["Not everything could be decided; each system says what."]
    return [*counts_said(survey.cards), *leaks_said(survey.cards), *open_]


def _card(card: Card, carried: PageCertificates) -> str:
    """A system: its claim, its games in a table, and the rest folded away."""
    first, games = card.scenarios[0], (*card.variants, *card.controls)
    family, symbols = first.family, list(first.family.box)
    claim = f"<strong>The claim.</strong> {prose(family.claim, symbols)}" if family.claim else ""
    implied = prose(family.prediction, symbols)
    implied = f"<strong>What the model implies, derived by hand.</strong> {implied}" if implied else ""
    other = prose(outcomes().get(first.name, ""), symbols)
    other = f"<strong>What came out otherwise.</strong> {other}" if other else ""
    columns = ("Game", "Asked", *(head.capitalize() for head, _ in SAID))
    rows = [row for findings in games for row in _rows(findings)]
    details = [
        f"<h3>{escape(findings.name)}</h3>\n{bullets([escape(line) for line in lines_said(findings)])}"
        for findings in games
    ]
    parts = [
        paragraphs(claim, implied, other),
        _short(games, carried),
        folded("The questions in full", rows_table(columns, rows, "questions")),
        folded("What else was found", "\n".join(details)),
        folded("Map of the two numbers that matter most", _map(first, f"{anchor(card)}-")),
        folded("The numbers by meaning", _parameters(first)),
    ]

    return "\n".join(part for part in parts if part)


def _short(games: Sequence[Findings], carried: PageCertificates) -> str:
    """A line for each question: the verdict, what would change it first, and its certificate."""
    lines = []
    for findings in games:
        name = f"<code>{escape(findings.name)}</code>{' (control)' * findings.control}"
        for finding in findings.findings:
            said = f"{badge(finding.verdict.name)} {escape(_after(verdicts_said(finding)))}".strip()
            proof = carried.link(finding.verdict.certificate, "certificate")
            lines.append(
                f"{name}, {escape(finding.title)}: {said}; nearest change: "
                f"{escape(nearest_said(finding))} {proof}".rstrip()
            )
        if not findings.findings:
            lines.append(f"{name}, every move: {badge(findings.verdict)}")
    return bullets(lines)


def _after(said: str) -> str:
    """A verdict's words beyond the badge."""
    return re.sub(r"^\w+[; ]*", "", said)


def _rows(findings: Findings) -> list[list[str]]:
    name = f"<code>{escape(findings.name)}</code>{' (control)' * findings.control}"
    if not findings.findings:
        return [[name, "every move", badge(findings.verdict), *[""] * (len(SAID) - 1)]]
    return [
        [name, escape(finding.title), *(escape(say(finding)) for _, say in SAID)]
        for finding in findings.findings
    ]


def _parameters(findings: Findings) -> str:
    """Every number of the main game, its meaning first."""
    rows = [
        [
            escape(p.meaning or p.name),
            f"<code>{escape(p.name)}</code>",
            escape(f"{p.baseline} ({p.low} to {p.high}) {p.unit}".replace("-", "−")),
            escape(p.standing),
            escape(p.source),
        ]
        for p in findings.family.parameters
    ]
    heads = ("Meaning", "Symbol", "Baseline and range", "Standing", "Where it comes from")
    return rows_table(heads, rows) if rows else ""


def _map(findings: Findings, prefix: str) -> str:
    """The map near the baseline, where there is one."""
    finding = next(iter(findings.findings), None)
    if finding is None or finding.region_map is None:
        return ""
    region_map, meanings = (
        finding.region_map,
        {p.name: p.meaning or p.name for p in findings.family.parameters},
    )
    over = " and ".join(f"{meanings[name]} ({name})" for name in region_map.over)
    label = f"Map over {over}."
    drawn = draw_region(region_map, point=findings.family.baseline)
    return picture(drawn, label, escape(f"{finding.title}: {label} All else at its baseline."), prefix)
