"""The page about evidence: what came of every forecast in a model file, misses first."""

import re
from pathlib import Path

import gametheory_paradox as gp

PAGE = (Path(__file__).parents[2] / "docs" / "evidence.md").read_text(encoding="utf-8")
ROW = re.compile(
    r"^\| (miss|cannot tell|hit) \| (S\d+) \[(.+?)\]\(.+?\) \| (.+?) \| (up|down|unchanged) \| (.+) \|$",
    re.MULTILINE,
)
OUTCOMES = ("miss", "cannot tell", "hit")


def forecasts():
    """Every forecast of a model of the essay: its system's page and its sign."""
    names = [name for name in gp.catalog.names() if name.startswith("seed/")]
    return [(name.removeprefix("seed/"), own.sign) for name in names for own in gp.load(name).forecasts]


def test_what_came_of_every_forecast_stands_on_the_page():
    rows = ROW.findall(PAGE)
    assert sorted((model, sign) for _, _, model, _, sign, _ in rows) == sorted(forecasts())
    assert len({system for _, system, *_ in rows}) >= 10


def test_misses_come_first_and_every_outcome_cites_a_figure():
    rows = ROW.findall(PAGE)
    places = [OUTCOMES.index(outcome) for outcome, *_ in rows]
    assert places == sorted(places)
    assert all(re.search(r"\(`[a-z0-9_-]+`\)", figures) for *_, figures in rows)
