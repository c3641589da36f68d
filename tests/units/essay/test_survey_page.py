"""The page of a survey: a card for each system, every game on it, what is open said."""

import re
from dataclasses import replace

import pytest
from golden.produce import said

import gametheory_paradox as gp
from gametheory_paradox.essay.balance_picture import cost_in_security, draw_balance
from gametheory_paradox.essay.summary import named


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    found = gp.survey(
        ["seed/guarded-posts", "seed/third-party-expansion", "seed/trade-restriction/control"], draws=100
    )
    place = [card.name for card in found.cards].index("seed/guarded-posts")
    first = found.cards[place].scenarios[0]
    near = gp.chart(first.family, over=["h_p", "g_c"], mover="Pakistan", action="guard")
    first = replace(
        first,
        findings=(replace(first.findings[0], region_map=near, notes=("nothing <more> was looked at",)),),
    )
    cards = list(found.cards)
    cards[place] = replace(cards[place], scenarios=(first,))
    found = replace(found, cards=tuple(cards))
    path = gp.report(found, tmp_path_factory.mktemp("pages") / "survey.html")
    return path.read_text(encoding="utf-8")


def test_the_answer_comes_first_and_every_system_of_the_essay_has_a_row(page):
    words = said(page)
    assert words.index("None of the games surveyed") < words.index("System by system")
    for number in range(1, 16):
        assert f"| S{number} |" in words


def test_there_is_a_card_for_each_system_in_the_essays_order_with_links(page):
    titles = [
        f"S3 {gp.load('seed/trade-restriction/control').title}",
        "Guards that move the attack elsewhere",
        "Coercion that a third party answers",
    ]
    cards = re.findall(r'<section id="([^"]+)">\n<h2>(.*?)</h2>', page)
    assert [title for _, title in cards] == titles
    for place, title in cards:
        assert f'<a href="#{place}">{title}</a>' in page
    for name in ("guarded-posts", "third-party-expansion", "trade-restriction/control"):
        assert f"<code>seed/{name}</code>" in page
    assert "(control)" in page


def test_details_fold_away_and_numbers_stand_by_their_meaning(page):
    assert page.count("<details>") == page.count("</details>") > 5
    p = gp.load("seed/guarded-posts").parameters[0]
    assert f'<th scope="row">{p.meaning}</th>' in page
    assert '<th scope="row"></th>' not in page  # a row that goes on about the one above


def test_it_is_one_file_that_needs_no_network(page):
    assert page.startswith("<!DOCTYPE html>")
    assert "<svg" in page, "the map near the baseline"
    assert not re.search(r'(?:src|href)="https?:', page)
    assert page.count("<section") == page.count("</section>")


def test_its_words(page):
    words = said(page)
    assert "Toys: 2 present at the baseline." in words
    assert "Controls, in which the mechanism is off: 1 absent at the baseline." in words
    assert "2 of 18 questions about single moves are answered present" in words
    assert "is not a probability" in words
    assert "nothing <more> was looked at." in words
    assert "h_p from 2 to 3/2" in words


def test_the_figure_shows_each_policy_the_costliest_on_top():
    sheet = gp.essay.balance(["seed/trade-restriction", "seed/karakoram/two-defenders"])
    figure = draw_balance(sheet, title="Policies")
    texts = [text.get_text() for text in figure.axes[0].texts]
    ranked = sorted(sheet.entries, key=cost_in_security, reverse=True)
    assert [text for text in texts if re.match(r"S\d+ ", text)] == [
        f"{entry.system.id}  {named(entry)}".replace("  ", " ") for entry in ranked
    ]
    assert {"payoff", "security", "Policies", *(entry.assessment.word for entry in ranked)} <= set(texts)
    width = figure.get_figwidth() * 72
    for text in figure.axes[0].texts:
        box = text.get_window_extent()
        assert 0 <= box.x0 * 72 / figure.dpi <= box.x1 * 72 / figure.dpi <= width, text.get_text()


def test_sums_of_all_years_stand_below_on_a_scale_of_their_own():
    sheet = gp.essay.balance(["seed/development", "seed/trade-restriction"])
    texts = [text.get_text() for text in draw_balance(sheet).axes[0].texts]
    below = texts.index("payoff, all years together")
    assert texts.index("payoff") < below
    places = {kind: [n for n, text in enumerate(texts) if text.startswith(kind)] for kind in ("S3 ", "S12 ")}
    assert max(places["S3 "]) < below < min(places["S12 "])
