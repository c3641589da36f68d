"""Writes docs/findings.md from a survey: what every system of the essay comes to, and what stays open."""

from collections import Counter
from pathlib import Path

from golden.model_pages import model_pages

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
from gametheory_paradox.table import Table

FINDINGS = Path(__file__).parents[2] / "docs" / "findings.md"
COLUMNS = (
    "game",
    "asked",
    "at the baseline",
    "share of the ranges",
    "hangs on",
    "survives ± 20 %",
    "way out",
    "carried by",
)
OPENING = """# What the survey finds

*Written by `make findings` from a run of [`gp.survey()`](survey.md); change that, not this page. [How to \
read it](survey.md) \
stands on a page of its own, as does the question [whether it fits what happened](evidence.md).*

Every line is about one question: does having the option leave its owner worse off, when the worst \
equilibrium without it is \
compared with the best one with it? Absent and rare paradoxes stand here with the same right as present \
ones."""


def findings_page(found: Survey) -> str:
    """The page."""
    parts = [OPENING, counted(found)]
    for card in found.cards:
        parts += list(card_told(card))
    return "\n\n".join(parts) + "\n"


def counted(found: Survey) -> str:
    """How many games show what at their baselines, and how the shares are distributed."""
    lines = []
    for what, scenarios in (
        ("games", found.variants),
        ("controls, in which the mechanism is off", found.controls),
    ):
        counts = Counter(scenario.verdict for scenario in scenarios)
        lines.append(
            f"* {len(scenarios)} {what}: {', '.join(f'{n} {name}' for name, n in sorted(counts.items()))}"
            " at the baseline."
        )
    here = [s.name for s in found.variants if s.verdict == "present"]
    there = [s.name for s in found.controls if s.verdict == "present"]
    lines.append(f"* Present at the baseline: {quoted(here)}.")
    if there:
        lines.append(f"* Controls that show it at the baseline all the same: {quoted(there)}.")
    somewhere = [s.name for s in found.controls if any(may_hold(f) for f in s.findings)]
    lines.append(f"* Controls that show it somewhere in the declared ranges: {quoted(somewhere)}.")
    frail = [s.name for s in found.scenarios if any(f.robust is False for f in s.findings)]
    lines.append(
        "* Verdicts that other assumptions within a fifth of the baseline change: "
        f"{', '.join(f'`{n}`' for n in frail)}."
    )
    lines.append(f"* {DECIDED if found.finished else UNDECIDED}")
    return "\n".join(lines)


DECIDED = (
    "Every verdict at a baseline was decided; draws that were not decided make the share of a sample a range."
)
UNDECIDED = "Not everything could be decided; the notes say what."


def may_hold(found: Finding) -> bool:
    """Whether the strong paradox was met, or is proved, somewhere."""
    return found.uncertainty is not None and (
        found.uncertainty.present > 0 or (found.share is not None and found.share[0] > 0)
    )


def quoted(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "none"


def card_told(card: Card) -> list[str]:
    """A system: a table of its games, then what is worth a sentence."""
    page = page_of(card.scenarios[0].name)
    scenarios = (*card.variants, *card.controls)
    rows = [row for scenario in scenarios for row in rows_of(scenario)]
    lines = [f"* {line}" for scenario in scenarios for line in lines_of(scenario)]
    claim = card.scenarios[0].family.claim.replace("*", r"\*")
    return [
        f"## {card.title}",
        f"{claim} ([The model](models/{page}))",
        Table(COLUMNS, rows).markdown(),
        "\n".join(lines),
    ]


def page_of(name: str) -> str:
    """The page in docs/models on which a game stands."""
    return next((file for file, names in model_pages().items() if name in names), f"{name.split('/')[1]}.md")


def rows_of(scenario: Findings) -> list[tuple[str, ...]]:
    name = scenario.name.removeprefix("seed/")
    if not scenario.findings:
        return [(name, "every move", scenario.verdict, "-", "-", "-", "-", "-")]
    return [
        (
            name,
            f.title,
            verdicts_said(f),
            share_said(f),
            influence_said(f),
            robust_said(f),
            way_out_said(f),
            carrier_said(f),
        )
        for f in scenario.findings
    ]


def lines_of(scenario: Findings) -> list[str]:
    name, lines = f"`{scenario.name}`", []
    for found in scenario.findings:
        lines += [f"{name}, {found.title}: {line}" for line in told(found)]
    if scenario.diagnosis is not None:
        rows = scenario.diagnosis.present
        each = "; ".join(
            f"{q.paradox} of {q.mover}'s *{' and '.join(q.action)}* {where_said(q)}".strip()
            for q in (row.question for row in rows)
        )
        asked = len(scenario.diagnosis.answers)
        count = f"{len(rows)} of {asked} questions about single moves are answered *present*"
        lines.append(f"{name}: {count}{f': {each}' if each else ''}.")
    return lines + [f"{name}: {note}." for note in scenario.notes]


def told(found: Finding) -> list[str]:
    """What the table has no room for."""
    lines = []
    if found.witness:
        lines.append(f"would be present with {witness_said(found)}.")
    if found.channels is not None and found.witness is not None:
        lines.append(f"{'there: ' * bool(found.witness)}{found.channels.sentence()}")
    if found.region_map is not None:
        low, high = found.region_map.share
        share = f"exactly {low}" if low == high else f"between {float(low):.4f} and {float(high):.4f}"
        where = " and ".join(found.region_map.over)
        lines.append(
            f"proved over {where} alone, all else at the baseline: "
            f"present on {share if low != high or high else 'nothing'}."
        )
    return lines + [f"{note}." for note in found.notes]
