"""The page in a real browser: opened from disk, moved, cut, tampered with, printed."""

import json
import re

import pytest
from architecture.source_tree import none_of
from units.views.browser import browser_and_driver, needs_axe
from units.views.pages.test_live_data import HOLD_UP, hold_up

from gametheory_paradox.models import family_from_table
from gametheory_paradox.models.files import read_model
from gametheory_paradox.studies.examination import examine
from gametheory_paradox.views.pages.page import framed
from gametheory_paradox.views.pages.report import report_html
from gametheory_paradox.views.pages.widget import module

pytestmark = pytest.mark.skipif(browser_and_driver() is None, reason="no browser")

NASTY = "</script><script>document.title='gone'</script><!--"


def page_about(family, **asked):
    return report_html(examine(family, sides=("equilibria", "thresholds", "map"), **asked))


def fence():
    """A ranked family in which it hangs on what is not known whether the option to drop hurts."""
    return read_model(
        """
        format: 1
        players: [North, South]
        tree:
          player: North
          actions:
            keep: {player: South, information_set: kept, actions: {keep: end, drop: end}}
            drop: {player: South, information_set: dropped, actions: {keep: end, drop: end}}
        preferences:
          North: ['keep, keep', 'drop, keep', 'drop, drop', 'keep, drop']
          South: {known: ['drop, keep > drop, drop']}
        question: {mover: South, action: drop, at: [kept]}
        """
    )


@pytest.fixture(scope="module")
def html():
    return page_about(hold_up(), over=["gain", "grabbed"], **HOLD_UP)


@pytest.fixture
def page(browser, html, tmp_path):
    browser.emulate()
    return opened(browser, html, tmp_path)


def opened(browser, html, folder):
    file = folder / "report.html"
    file.write_text(html, encoding="utf-8")
    browser.complaints(), browser.requests()
    browser.open(file)
    return browser


def answer(page):
    return page.run("return document.querySelector('.answer.now').dataset.answer")


def test_it_opens_from_disk_and_asks_for_nothing(page):
    assert answer(page) == "present"
    asked = page.requests()
    assert asked
    assert all(url.startswith("file:") for url in asked), asked
    assert page.complaints() == []


@pytest.mark.slow
def test_in_the_frame_of_a_notebook_it_moves_and_checks_itself(browser, html, tmp_path):
    (tmp_path / "report.html").write_text(html, encoding="utf-8")
    cell = tmp_path / "cell.html"
    cell.write_text(f"<!DOCTYPE html>{framed(tmp_path / 'report.html')._repr_html_()}", encoding="utf-8")
    browser.emulate()
    browser.complaints(), browser.requests()
    browser.post("/url", url=cell.as_uri())
    browser.post("/frame", id=0)
    browser.post("/execute/async", script="GametheoryChecked.finally(arguments[0])", args=[])
    assert "accepted" in browser.text(".answer .checked")
    browser.type("input[data-parameter=grabbed]", "\ue011")  # the key Home: the least of its range
    assert answer(browser) == "absent"
    browser.post("/frame", id=None)
    assert browser.complaints() == []


NOTEBOOK = """
const done = arguments[0], state = JSON.parse(document.getElementById("state").textContent), followers = [];
window.model = {
  get: name => state[name],
  set: (name, value) => { state[name] = value; },
  save_changes: () => { window.sent = state.values; },
  on: (_, follow) => followers.push(follow),
  off: () => {},
  come: values => { state.values = values; followers.forEach(follow => follow()); },
};
const file = new Blob([document.getElementById("module").textContent], { type: "text/javascript" });
import(URL.createObjectURL(file)).then(own => {
  const el = document.getElementById("cell");
  own.default.render({ model, el });
  window.root = el.shadowRoot;
  window.shown = () => root.querySelector(".answer.now").dataset.answer;
  done("");
}).catch(problem => done(`${problem.stack}`));
"""


def test_as_a_widget_it_tells_its_numbers_and_takes_others(browser, html, tmp_path):
    """What a notebook calls, with a model like a notebook's."""
    state = {"page": html, "height": 500, "values": {"gain": "1", "grabbed": "3", "loss": "1/2"}}
    cell = tmp_path / "cell.html"
    told, script = (f"<script type=text/plain id={name}>" for name in ("state", "module"))
    held = json.dumps(state).replace("<", "\\u003c")
    cell.write_text(
        f"<!DOCTYPE html><body><div id=cell></div>{told}{held}</script>{script}{module()}</script>",
        encoding="utf-8",
    )
    browser.emulate()
    browser.visit(cell)
    browser.complaints()
    assert browser.post("/execute/async", script=NOTEBOOK, args=[]) == ""
    field = "root.querySelector('[data-exact={}]').value"
    assert browser.run(f"return [shown(), {field.format('loss')}]") == ["present", "1/2"]
    assert "accepted" in browser.later("root.querySelector('.checked')?.innerText")

    # A slider tells what it is moved to; numbers that come move the sliders.
    browser.run(
        "const slide = root.querySelector('input[data-parameter=grabbed]'); slide.value = 0;"
        "slide.dispatchEvent(new Event('input'))"
    )
    browser.settle()
    assert browser.run("return [shown(), sent]") == ["absent", {"gain": "1", "grabbed": "0", "loss": "1/2"}]
    browser.run("model.come({ gain: '1', grabbed: '7/2', loss: '1' })")
    assert browser.run(f"return [shown(), {field.format('grabbed')}]") == ["present", "7/2"]

    # A picture answers inside, and the styles of the page stay there.
    browser.run("root.querySelector('.cut-target').dispatchEvent(new MouseEvent('click'))")
    assert browser.run("return root.querySelector('.cut-story').innerText").startswith("Without ")
    assert browser.run("return getComputedStyle(document.body).maxWidth") == "none"
    assert browser.run("return getComputedStyle(root.querySelector('main')).maxWidth") != "none"
    assert browser.complaints() == []


@needs_axe
@pytest.mark.slow
@pytest.mark.parametrize("screen", [{}, {"scheme": "dark"}, {"width": 390}], ids=["light", "dark", "phone"])
def test_nothing_stands_in_a_readers_way(page, screen):
    page.emulate(**screen)
    page.click("button[data-cut='1:0']")
    none_of(page.barriers())


@needs_axe
@pytest.mark.slow
def test_what_stands_in_a_readers_way_is_seen(page):
    page.run("document.querySelector('[data-exact=gain]').removeAttribute('aria-label')")
    page.run("document.querySelector('.lead, p').style.color = '#ddd'")
    found = " ".join(page.barriers())
    assert "label: <input" in found
    assert "color-contrast: <p" in found


def test_a_slider_moves_the_verdict_at_once(page):
    page.click(".way-down a")
    assert abs(page.run("return document.querySelector('#what-if').getBoundingClientRect().top")) < 100
    before = page.run("return document.querySelector('.path-now').getAttribute('d')")
    page.type("input[data-parameter=grabbed]", "\ue011")  # the key Home: the least of its range
    assert answer(page) == "absent"
    assert "fails" in page.text(".live-bar")
    assert page.run("return document.querySelector('[data-exact=grabbed]').value") == "0"
    drawn = page.run(
        "return [...document.querySelectorAll('.path-now')].map(path => path.getAttribute('d')).join()"
    )
    assert before not in drawn
    page.click(".reset-all")
    assert answer(page) == "present"


@pytest.mark.slow
def test_a_number_is_taken_exactly_or_refused(page):
    field = "[data-exact=gain]"
    page.run(f"document.querySelector('{field}').select()")
    page.type(field, "5/2")
    assert "5/2 > 0" in page.text(".decides").replace("2.5", "5/2")
    assert page.run("return document.querySelector('.map-point .on').getAttribute('cx') > 0")
    page.run(f"document.querySelector('{field}').select()")
    page.type(field, "7")
    assert page.run(f"return document.querySelector('{field}').getAttribute('aria-invalid')") == "true"
    assert "2.5" in page.run("return document.querySelector('input[data-parameter=gain]').ariaValueText")


@pytest.mark.slow
def test_a_branch_is_cut_and_its_story_told(page):
    page.click("button[data-cut='1:0']")
    assert page.run("return document.querySelector('button.cut[aria-pressed=true]').textContent") == "grab"
    told = page.text(".cut-story")
    assert "Without “grab” (A, later)" in told
    assert "Better off: A (0 → 1) and B (0 → 1)" in told
    assert "hurt by its own option" in told
    page.click("button[data-cut='1:0']")
    assert page.text(".cut-story") == ""


def test_without_a_picture_what_is_played_stands_step_by_step(browser, tmp_path):
    """A table of three players is not drawn: its steps are told, and their actions can be cut."""
    matched = [[[(int(x == "a"), int(x == y), int(y == z)) for z in "ab"] for y in "ab"] for x in "ab"]
    table = family_from_table(["A", "B", "C"], [["a", "b"]] * 3, matched, {})
    page = opened(browser, page_about(table, mover="A", action="a"), tmp_path)
    assert page.text(".steps").split("\n")[::2] == ["A plays “a”", "B plays “a”", "C plays “a”"]
    page.click(".steps button[data-cut='0:0']")
    assert page.text(".steps").split("\n")[::2] == ["A plays “b”", "B plays “b”", "C plays “b”"]
    focused = (
        "return [document.activeElement.dataset.cut, document.activeElement.getAttribute('aria-pressed')]"
    )
    assert page.run(focused) == ["0:0", "true"]
    assert page.run("return document.querySelector(\".steps button[data-cut='0:1']\").disabled")
    assert page.complaints() == []


def test_a_name_cannot_leave_its_place(browser, tmp_path):
    rows = [[(1, 1), (0, 0)], [(0, 0), (2, 1)]]
    table = family_from_table([NASTY, "B"], [[NASTY, "b"], ["c", "d"]], rows, {})
    page = opened(browser, page_about(table, mover="B", action="c"), tmp_path)
    assert page.run("return document.title") == "A game"
    assert page.complaints() == []
    page.click("table.matrix tbody th button")
    assert "B (1 → 1)" not in page.text(".cut-story")
    assert NASTY in page.text(".cut-story")


@pytest.mark.slow
def test_it_is_printed_without_what_can_be_pressed(page):
    assert page.printed().startswith(b"%PDF")
    page.emulate(media="print")
    assert page.run("return document.querySelector('.sliders').offsetHeight") == 0
    page.emulate()


def tampered(html, place, pattern, instead):
    """The page with something changed in one of its scripts of data."""
    start = html.index(f'id="{place}"')
    end = html.index("</script>", start)
    changed = re.sub(pattern, instead, html[start:end], count=1)
    assert changed != html[start:end]
    return html[:start] + changed + html[end:]


def test_it_checks_itself_and_sees_tampering(page, html, tmp_path):
    assert re.search(r"Checked in your browser: accepted \(\d+ ms", page.text(".checked"))
    assert page.run("return document.querySelectorAll('.outcome .accepted').length") > 1

    # A payoff in the certificate.
    changed = tampered(html, "certificate-0", r'("payoffs": \[\s*"-?)(\d)', r"\g<1>7\2")
    told = opened(page, changed, tmp_path).text(".checked")
    assert "Checked in your browser: rejected: the game's hash" in told
    red = page.run("return getComputedStyle(document.querySelector('.checked .rejected')).backgroundColor")
    assert red == "rgb(176, 0, 32)"

    # A payoff of the game that the sliders move.
    changed = tampered(html, "live-data", r'\["1", \[\[0, 1\]\]\]', '["2", [[0, 1]]]')
    told = opened(page, changed, tmp_path).text(".checked")
    assert "rejected: the game that this page solves is not the one in the certificate" in told

    # The answer on top.
    changed = html.replace('data-verdict="present"', 'data-verdict="absent"')
    assert "rejected: the page says absent" in opened(page, changed, tmp_path).text(".checked")


@pytest.mark.slow
def test_what_depends_is_not_checked_and_is_no_contradiction(browser, tmp_path):
    html = report_html(examine(fence(), sides=("by-rank",)))
    assert opened(browser, html, tmp_path).text(".checked").startswith("Not checked in your browser: ")
    changed = html.replace('data-verdict="depends"', 'data-verdict="absent"')
    told = opened(browser, changed, tmp_path).text(".checked")
    assert "rejected: the page says absent, the certificate present" in told


def test_nothing_is_scrolled_sideways_on_a_telephone(page):
    page.emulate(width=375)
    assert page.run("return document.documentElement.scrollWidth") <= 375
    page.run("document.documentElement.style.fontSize = '200%'")  # as a reader may ask for
    assert page.run("return document.documentElement.scrollWidth") <= 375


def test_dark_mode_changes_the_paper(page):
    light = page.run("return getComputedStyle(document.body).backgroundColor")
    page.emulate(scheme="dark")
    assert page.run("return getComputedStyle(document.body).backgroundColor") != light
