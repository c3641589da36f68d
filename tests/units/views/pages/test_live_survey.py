"""The survey's page in a real browser: filtered, sorted, unfolded, checked, tampered with."""

import re

import pytest
from architecture.source_tree import none_of
from units.views.browser import browser_and_driver, needs_axe
from units.views.pages.test_live_page import fence, opened, tampered

import gametheory_paradox as gp
from gametheory_paradox.essay.all_systems import Survey
from gametheory_paradox.essay.policies import balance
from gametheory_paradox.essay.summary import Card
from gametheory_paradox.essay.survey_page import survey_html
from gametheory_paradox.studies.examination import examine

pytestmark = pytest.mark.skipif(browser_and_driver() is None, reason="no browser")

SYSTEM, TOY = "seed/trade-restriction", "seed/guarded-posts"
ROWS = "[...document.querySelectorAll('.systems tbody tr')].filter(row => !row.hidden)"
CARDS = "[...document.querySelectorAll('section[id]')].filter(card => !card.hidden).map(card => card.id)"


@pytest.fixture(scope="module")
def html():
    control, toy = (examine(gp.load(n), sides=("quantifiers",)) for n in (f"{SYSTEM}/control", TOY))
    entries = balance([SYSTEM, "seed/karakoram/two-defenders"]).entries
    return survey_html(Survey((Card(SYSTEM, (control,), entries), Card(TOY, (toy,)))))


@pytest.fixture
def page(browser, html, tmp_path):
    browser.emulate()
    return opened(browser, html, tmp_path)


def column(page, name):
    """The cells of the rows that are left, without what stands small below."""
    cells = page.run(f"return {ROWS}.map(row => row.querySelector('[data-label=\"{name}\"]').innerText)")
    return [cell.split("\n")[0] for cell in cells]


def choose(page, field, beginning):
    page.run(
        f"const list = document.querySelector('{field}');"
        f"list.value = [...list.options].find(one => one.value.startsWith('{beginning}')).value;"
        "list.dispatchEvent(new Event('change'))"
    )


@pytest.mark.slow
def test_it_asks_for_nothing_and_complains_of_nothing(page):
    asked = page.requests()
    assert asked
    assert all(url.startswith("file:") for url in asked), asked
    assert page.complaints() == []


def test_rows_and_cards_are_filtered_by_text(page):
    assert len(column(page, "policy")) > 15
    page.type("#filter-text", "pakistan CLOSURE")
    assert column(page, "policy") == ["Pakistan’s border closure"]
    assert page.run(f"return {CARDS}") == []
    assert re.fullmatch(r"Shown: 1 of \d+ rows, 0 of \d+ questions\.", page.text(".filter-status"))
    page.click(".reset")
    assert len(page.run(f"return {CARDS}")) == 2
    assert page.text(".filter-status") == ""


@pytest.mark.slow
def test_rows_are_filtered_by_word_and_questions_by_verdict(page):
    choose(page, "#filter-word", "pays, costs security")
    assert column(page, "in a word") == ["pays, costs security"]
    page.click(".reset")

    choose(page, "#filter-verdict", "absent")
    shown = page.run(
        "return [...document.querySelectorAll('section[id]:not([hidden]) li:not([hidden]) > .badge')]"
        ".map(own => own.textContent)"
    )
    assert set(shown) == {"absent"}
    assert page.run(f"return {CARDS}") == ["trade-restriction"]
    page.run("document.querySelector('.contents a[href=\"#trade-restriction\"]').click()")
    assert len(page.run(f"return {CARDS}")) == 1, "a link to a card that is shown changes nothing"
    page.run("document.querySelector('.contents a[hidden]').click()")
    assert len(page.run(f"return {CARDS}")) == 2, "a link to one that is left out brings all back"


def test_a_column_is_sorted_by_its_head_by_keyboard_too(page):
    first = column(page, "policy")
    head = ".systems thead th:nth-child(4)"
    page.type(f"{head} button", "\ue007")  # the key Enter
    assert page.run(f"return document.querySelector('{head}').ariaSort") == "ascending"
    changes = [text for text in column(page, "payoff") if "→" in text]
    assert changes == ["−6 → −7", "−6.75 → −6.25", "0 → 15"]
    names = page.run(
        "return [...document.querySelectorAll('.systems tbody tr')].slice(0, 2).map(r => r.innerText)"
    )
    assert all(name.startswith("S7") for name in names), "each row names its system once they are moved"

    page.type(f"{head} button", "\ue007")
    assert page.run(f"return document.querySelector('{head}').ariaSort") == "descending"
    assert column(page, "payoff")[0] == "0 → 15"
    page.type(f"{head} button", "\ue007")
    assert page.run(f"return document.querySelector('{head}').ariaSort") is None
    assert column(page, "policy") == first


@pytest.mark.slow
def test_all_is_unfolded_and_folded(page):
    closed = "return [...document.querySelectorAll('details')].filter(own => !own.open).length"
    assert page.run(closed) > 3
    page.click(".fold")
    assert page.run(closed) == 0
    assert page.text(".fold") == "Fold all"
    page.click(".fold")
    assert page.run(closed) > 3


def test_each_row_is_checked_and_tampering_is_seen(page, html, tmp_path):
    assert re.search(
        r"Checked in your browser: accepted \(\d+ ms, all \d+ certificates\)", page.text(".checked")
    )
    told = page.run("return [...document.querySelectorAll('[data-outcome]')].map(own => own.innerText)")
    assert len(told) > 7
    assert all(re.fullmatch(r"accepted \(\d+ ms\)", text) for text in told)

    # A payoff in the certificate of a row, here the first.
    changed = tampered(html, "certificate-0", r'("payoffs":\[\s*\[?"-?)(\d)', r"\g<1>7\2")
    opened(page, changed, tmp_path)
    assert page.text("[data-outcome=certificate-0]").startswith("rejected: ")
    assert "Checked in your browser: rejected" in page.text(".checked")

    # A number of a row, and the verdict of a question.
    changed = html.replace("0 → 15<", "0 → 16<", 1)
    assert "rejected: the page says 0 → 16, the certificate 0 → 15" in opened(page, changed, tmp_path).text(
        ".checked"
    )
    changed = re.sub(r'(<span class="badge) present">present', r'\1 absent">absent', html, count=1)
    assert "rejected: the page says absent, the certificate present" in opened(page, changed, tmp_path).text(
        ".checked"
    )


def test_what_depends_is_not_checked_and_is_no_contradiction(browser, tmp_path):
    ranked = examine(fence(), sides=("by-rank",))
    page = opened(browser, survey_html(Survey((Card(TOY, (ranked,)),))), tmp_path)
    assert page.run("return document.querySelector('.badge').textContent") == "depends"
    assert page.text("[data-outcome]").startswith("not checked: ")
    assert page.text(".checked").startswith("Not checked in your browser: ")


@pytest.mark.slow
def test_a_certificate_of_a_kind_that_the_checker_does_not_know_is_not_checked(page, html, tmp_path):
    changed = tampered(html, "certificate-0", r'"concept":"[a-z-]+"', '"concept":"sequential"')
    assert changed != html
    assert not opened(page, changed, tmp_path).text("[data-outcome=certificate-0]").startswith("accepted")


@needs_axe
@pytest.mark.slow
def test_nothing_stands_in_a_readers_way(page):
    page.click(".fold")
    none_of(page.barriers())


@pytest.mark.slow
def test_it_is_printed_unfolded_without_what_can_be_pressed(page):
    assert page.printed().startswith(b"%PDF")
    page.emulate(media="print")
    assert page.run("return document.querySelector('.fold').offsetHeight") == 0
    page.emulate()
    assert page.run("return [...document.querySelectorAll('details')].some(own => own.open)") is False
