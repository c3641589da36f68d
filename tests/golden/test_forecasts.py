"""The page about evidence: what came of every forecast in a model file, by one rule, misses first."""

import re
from fractions import Fraction
from pathlib import Path

import pytest

import gametheory_paradox as gp

PAGE = (Path(__file__).parents[2] / "docs" / "evidence.md").read_text(encoding="utf-8")
ROW = re.compile(
    r"^\| (miss|cannot tell|fit|hit) \| (S\d+) \[(.+?)\]\(.+?\) \| (.+?) \| (up|down|unchanged) \| (.+) \|$",
    re.MULTILINE,
)
ROWS = ROW.findall(PAGE)
OUTCOMES = ("miss", "cannot tell", "fit", "hit")
CITED = re.compile(r"(?:in (\d+) days )?\(`([a-z0-9_-]+)`\)")
FIGURES = {row.id: row.value for row in gp.catalog.figures()}
KNOWN = re.compile(r"\bknown\b")


def forecasts():
    """Every forecast of a model of the essay, with its system's page."""
    names = [name for name in gp.catalog.names() if name.startswith("seed/")]
    return [(name.removeprefix("seed/"), own) for name in names for own in gp.load(name).forecasts]


def rates(figures):
    """The plain numbers among the figures that a row cites, as they come, by the day where it gives days."""
    found = []
    for days, name in CITED.findall(figures):
        value = FIGURES[name].replace(",", "")
        if re.fullmatch(r"\d+(\.\d+)?", value):
            found.append(Fraction(value) / int(days or 1))
    return found


def change(before, after):
    """Up, down, or unchanged: what moves by less than a fifth."""
    if abs(after - before) < before / 5:
        return "unchanged"
    return "up" if after > before else "down"


def outcome(sign, figures):
    """What the two counts that a row cites first make of a forecast."""
    before, after, *_ = rates(figures)
    if change(before, after) != sign:
        return "miss"
    return "fit" if KNOWN.search(figures) else "hit"


def test_what_came_of_every_forecast_stands_on_the_page():
    assert sorted((model, sign, told) for told, _, model, _, sign, _ in ROWS) == sorted(
        (model, own.sign, own.outcome) for model, own in forecasts()
    )
    assert len({system for _, system, *_ in ROWS}) >= 10


def test_misses_come_first_and_every_outcome_cites_a_figure():
    places = [OUTCOMES.index(told) for told, *_ in ROWS]
    assert places == sorted(places)
    assert all(CITED.search(figures) for *_, figures in ROWS)


@pytest.mark.parametrize("row", [row for row in ROWS if row[0] != "cannot tell"], ids=lambda row: row[2])
def test_an_outcome_is_what_the_figures_make_of_the_forecast(row):
    told, _, _, _, sign, figures = row
    assert told == outcome(sign, figures)
    assert figures.startswith(f"{change(*rates(figures)[:2])}: ")


def test_a_row_says_that_figures_were_known_where_the_model_file_does():
    files = sorted((model, own.sign, bool(KNOWN.search(own.because))) for model, own in forecasts())
    assert files == sorted(
        (model, sign, bool(KNOWN.search(figures))) for _, _, model, _, sign, figures in ROWS
    )


def test_a_change_is_a_fifth_at_least():
    cases = [(100, 119), (100, 120), (100, 81), (100, 80), (697, 834)]
    changes = [change(Fraction(before), Fraction(after)) for before, after in cases]
    assert changes == ["unchanged", "up", "unchanged", "down", "unchanged"]


def test_what_agrees_is_a_hit_only_if_nothing_was_known():
    figures = "8 in 99 days (`isk_un_2023-08-01`), then 6 in 92 days (`isk_un_2024-08`)."
    assert rates(figures) == [Fraction(8, 99), Fraction(6, 92)]
    assert outcome("unchanged", figures) == "hit"
    assert outcome("unchanged", f"{figures} The first was known.") == "fit"
    assert outcome("up", figures) == "miss"
    assert rates("200-700 (`strength_etim_2022`)") == []
