"""The figures shipped with the catalog: every id that a seed game cites is there, and none is idle."""

import re
from functools import cache
from pathlib import Path

import yaml

from gametheory_paradox import catalog

FOLDER = Path(catalog.__file__).parent
SEED = sorted((FOLDER / "seed").rglob("*.yaml"))
TOKEN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[_-][A-Za-z0-9]+)*")
ROWS = {row.id: row for row in catalog.figures()}


@cache
def entries(path):
    """The parameters as they stand in the file, before any default is filled in."""
    return yaml.safe_load(path.read_text(encoding="utf-8")).get("parameters") or {}


@cache
def names():
    return {name for path in SEED for name in entries(path)}


def cited(text):
    """The ids that a source cites: words that are ids, or have an underscore and name no parameter."""
    return {word for word in TOKEN.findall(text) if word in ROWS or ("_" in word and word not in names())}


def faults(parameters):
    """What is wrong with how parameters say where they stand."""
    found = []
    for name, entry in parameters.items():
        if entry.get("standing") not in ("measured", "estimated", "assumed"):
            found.append(f"{name} does not say whether it is measured, estimated or assumed")
        if not entry.get("source"):
            found.append(f"{name} names no source")
        missing = sorted(cited(entry.get("source", "")) - set(ROWS))
        if missing:
            found.append(f"{name} cites {', '.join(missing)}, not among the rows of catalog/figures.csv")
        elif entry.get("standing") in ("measured", "estimated") and not cited(entry.get("source", "")):
            found.append(f"{name} is {entry['standing']} and cites no figure")
    return found


def test_every_seed_parameter_says_where_it_stands_and_cites_figures_that_exist():
    assert len(SEED) > 40
    found = {path.relative_to(FOLDER).as_posix(): faults(entries(path)) for path in SEED}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_faults_are_found():
    assert faults({"k": {"standing": "assumed", "source": "No figure; k = 1 and r_C; see amu_3y."}}) == []
    assert faults({"k": {"source": "amu_3y"}}) == [
        "k does not say whether it is measured, estimated or assumed"
    ]
    assert faults({"k": {"standing": "assumed"}}) == ["k names no source"]
    assert faults({"k": {"standing": "measured", "source": "a guess"}}) == [
        "k is measured and cites no figure"
    ]
    assert faults({"k": {"standing": "measured", "source": "amu_4y, closure_2025-13"}}) == [
        "k cites amu_4y, closure_2025-13, not among the rows of catalog/figures.csv"
    ]
    assert cited("aynak and closure_2025-10.") == {"aynak", "closure_2025-10"}


def test_every_figure_is_cited_by_some_seed_game_or_on_the_page_about_evidence():
    used = {word for path in SEED for entry in entries(path).values() for word in cited(entry["source"])}
    page = Path(__file__).parents[3] / "docs" / "evidence.md"
    used |= set(re.findall(r"`([^`\n]+)`", page.read_text(encoding="utf-8")))
    assert set(ROWS) - used == set()


def test_every_figure_says_what_it_counts_and_where_it_was_read():
    assert list(ROWS) == sorted(ROWS)
    assert len(ROWS) == len(catalog.figures()) > 40
    for row in ROWS.values():
        assert row.quantity
        assert row.value
        assert row.period
        assert row.publisher
        assert "memory" not in " ".join(vars(row).values())
        assert row.url.startswith("http"), row.id
