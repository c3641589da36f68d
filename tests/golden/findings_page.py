"""Writes docs/findings.md from a survey: the same answer, figure and tables as on the survey's own page."""

import re
from pathlib import Path

from golden.model_pages import folded, model_pages

from gametheory_paradox.essay import Card, Survey
from gametheory_paradox.essay.balance_picture import draw_balance
from gametheory_paradox.essay.summary import counts_said, leaks_said, systems_table
from gametheory_paradox.essay.survey_page import READING
from gametheory_paradox.essay.words import SAID, lines_said
from gametheory_paradox.studies import Findings
from gametheory_paradox.table import Table

DOCS = Path(__file__).parents[2] / "docs"
FINDINGS, PICTURE = DOCS / "findings.md", DOCS / "images" / "balance.png"
COLUMNS = ("game", "asked", *(head for head, _ in SAID))
OPENING = """# What the survey finds

*Written by `make findings` from a run of [`gp.survey()`](survey.md); change that, not this page. [How to \
read it](survey.md) stands on a page of its own, as does the question [whether it fits what \
happened](evidence.md).*"""
FIGURE = (
    "![Payoff and security of the state without each policy (empty) and with it (full), of a belief or a "
    "proof as the table says; what costs most security stands on top, sums of all years below on a scale of "
    "their own](images/balance.png)"
)
DECIDED = (
    "Every verdict at a baseline was decided; draws that were not decided make the share of a sample a range."
)
UNDECIDED = "Not everything could be decided; the notes say what."


def write_findings(found: Survey) -> None:
    """The page and its figure."""
    FINDINGS.write_text(findings_page(found), encoding="utf-8")
    draw_balance(found.balance).savefig(PICTURE, dpi=150)


def findings_page(found: Survey) -> str:
    """The page."""
    counted = [*counts_said(found.cards), *leaks_said(found.cards), DECIDED if found.finished else UNDECIDED]
    parts = [OPENING, found.answer, FIGURE, linked(systems_table(found.balance.entries), found), READING]
    parts += ["\n".join(f"* {plain(line)}" for line in (*found.details, *counted)), contents(found)]
    for card in found.cards:
        parts += card_told(card)
    return "\n\n".join(parts) + "\n"


def linked(table: Table, found: Survey) -> str:
    """The table of the systems, their numbers linked to what stands below."""
    headings = {card.system.id: anchor(heading(card)) for card in found.cards if card.system is not None}
    return re.sub(
        r"^\| (S\d+) \|",
        lambda row: f"| [{row[1]}](#{headings[row[1]]}) |" if row[1] in headings else row[0],
        table.markdown(),
        flags=re.MULTILINE,
    )


def contents(found: Survey) -> str:
    return " · ".join(f"[{heading(card)}](#{anchor(heading(card))})" for card in found.cards)


def heading(card: Card) -> str:
    return card.title if card.system is None else f"{card.system.id} {card.title}"


def anchor(title: str) -> str:
    """The place of a heading, as Markdown's readers make it."""
    return re.sub(r"[^a-z0-9 -]", "", title.lower()).replace(" ", "-")


def card_told(card: Card) -> list[str]:
    """A system: its claim, a table of its games, and what is worth a sentence folded away."""
    page, scenarios = page_of(card.scenarios[0].name), (*card.variants, *card.controls)
    rows = [row for scenario in scenarios for row in rows_of(scenario)]
    lines = [f"* `{s.name}`: {plain(line)}" for s in scenarios for line in lines_said(s)]
    claim = plain(card.scenarios[0].family.claim)
    return [
        f"## {heading(card)}",
        f"{claim} ([The model](models/{page}))",
        Table(COLUMNS, rows).markdown(),
        folded("What else was found", "\n".join(lines)),
    ]


def page_of(name: str) -> str:
    """The page in docs/models on which a game stands."""
    return next((file for file, names in model_pages().items() if name in names), f"{name.split('/')[1]}.md")


def rows_of(scenario: Findings) -> list[tuple[str, ...]]:
    name = scenario.name.removeprefix("seed/")
    if not scenario.findings:
        return [(name, "every move", scenario.verdict, *["-"] * (len(SAID) - 1))]
    return [(name, found.title, *(say(found) for _, say in SAID)) for found in scenario.findings]


def plain(text: str) -> str:
    """Text with the signs of its formulas kept from being read as Markdown."""
    return re.sub(r"([*_<>|])", r"\\\1", text)
