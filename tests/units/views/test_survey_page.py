"""The page of a survey: a card for each system, every game on it, what is open said."""

import re
from dataclasses import replace

import pytest
from golden.produce import said

import gametheory_paradox as gp


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    found = gp.survey(
        ["seed/guarded-posts", "seed/third-party-expansion", "seed/trade-restriction/control"], draws=100
    )
    first = found.cards[0].scenarios[0]
    near = gp.chart(first.family, over=["h_p", "g_c"], mover="Pakistan", action="guard")
    first = replace(
        first,
        findings=(replace(first.findings[0], region_map=near, notes=("nothing <more> was looked at",)),),
    )
    found = replace(found, cards=(replace(found.cards[0], scenarios=(first,)), *found.cards[1:]))
    path = gp.report(found, tmp_path_factory.mktemp("pages") / "survey.html")
    return path.read_text(encoding="utf-8")


def test_there_is_a_card_for_each_system(page):
    assert re.findall(r"<h2>(.*?)</h2>", page) == [
        "Guards that move the attack elsewhere",
        "Coercion that a third party answers",
        gp.load("seed/trade-restriction/control").title,
    ]
    for name in ("guarded-posts", "third-party-expansion", "trade-restriction/control"):
        assert f"<code>seed/{name}</code>" in page
    assert "(control)" in page


def test_it_is_one_file_that_needs_no_network(page):
    assert page.startswith("<!DOCTYPE html>")
    assert "<svg" in page, "the map near the baseline"
    assert not re.search(r'(?:src|href)="https?:', page)
    assert page.count("<section>") == page.count("</section>") == 3


def test_its_words(page):
    words = said(page)
    assert "2 games at the baseline" in words
    assert "1 control at the baseline" in words
    assert "of 18 questions about single moves at the baseline, 2 are answered present" in words
    assert "is not a probability" in words
    assert "nothing <more> was looked at." in words
    assert "h_p from 2 to 3/2" in words
