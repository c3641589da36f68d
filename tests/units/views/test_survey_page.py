"""The page of a survey: a card for each system, every game on it, what is open said."""

import re

import pytest
from golden.produce import said

import gametheory_paradox as gp


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    found = gp.survey(
        ["seed/karakoram/two-defenders", "seed/karakoram/two-defenders-control", "seed/third-party-expansion"], draws=100
    )
    path = gp.report(found, tmp_path_factory.mktemp("pages") / "survey.html")
    return path.read_text(encoding="utf-8")


def test_there_is_a_card_for_each_system(page):
    assert re.findall(r"<h2>(.*?)</h2>", page) == [
        gp.load("seed/karakoram/two-defenders").title,
        "Coercion that a third party answers",
    ]
    for name in ("two-defenders", "two-defenders-control"):
        assert f"<code>seed/karakoram/{name}</code>" in page
    assert "(control)" in page


def test_it_is_one_file_that_needs_no_network(page):
    assert page.startswith("<!DOCTYPE html>")
    assert "<svg" in page, "the map near the baseline"
    assert not re.search(r'(?:src|href)="https?:', page)
    assert page.count("<section>") == page.count("</section>") == 2


def test_its_words(page):
    words = said(page)
    assert "2 games at their baselines" in words
    assert "1 controls at their baselines" in words
    assert "of 18 questions about single moves at the baseline, 2 are answered present" in words
    assert "is not a probability" in words
