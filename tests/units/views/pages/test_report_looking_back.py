"""A report about a game in periods: it says which play its verdict is about, and what looking back can do."""

from fractions import Fraction

from units.views.pages.test_report import Page, page_of

import gametheory_paradox as gp
from gametheory_paradox.models.files import read_model, template
from gametheory_paradox.studies.examination import REPORT, examine

PRESSING = {"mover": "Coercer", "action": "press"}
FORGETFUL = "(Markov perfect: play that does not look back)"
REPEATED = read_model(template("repeated"))
THREE = """format: 1
players: [A, B, C]
repeated:
  discount: 1/2
  stage:
    actions: {A: [x, y], B: [x, y], C: [x, y]}
terms:
  - {player: A, value: 1, when: {A: x}}
"""


def test_a_verdict_about_a_repeated_game_says_that_play_does_not_look_back():
    verdict = gp.detect(REPEATED, **PRESSING)
    assert FORGETFUL in verdict.why
    assert FORGETFUL in gp.explain(REPEATED, **PRESSING)
    assert FORGETFUL in gp.explain(verdict.certificate)
    assert "look back" not in gp.detect("seed/cooperation").why


def test_the_report_shows_both_polygons_and_the_patience_that_an_automaton_needs():
    found = examine(REPEATED, sides=REPORT, **PRESSING)
    back = found.looking_back
    assert back.payoffs == gp.solve(REPEATED)
    assert [str(own) for own in back.automata[0].intervals] == ["1/2 to 99/100"]
    page = page_of(REPEATED, **PRESSING)
    text = Page(page).text
    assert FORGETFUL in text
    assert "Trust and distrust It is subgame perfect for d from 1/2 to 99/100, ends included" in " ".join(
        text.split()
    )
    assert "On average in a period everybody gets: Coercer 6 and Target 3." in text
    assert "back-" in page
    assert "automaton0-" in page


def test_where_nobody_looks_back_the_report_says_nothing_of_it():
    assert examine("seed/guarded-posts", sides=REPORT).looking_back is None
    assert "Play that looks back" not in page_of("seed/guarded-posts")
    assert examine(read_model(THREE), sides=["looking-back"], mover="A", action="x").looking_back is None


def test_what_is_found_is_data_and_is_saved(tmp_path):
    found = examine(REPEATED, sides=["looking-back"], **PRESSING)
    data = found.to_data()["looking_back"]
    assert data["automata"][0]["parameter"] == "d"
    assert data["payoffs"]["inner"] == data["payoffs"]["outer"]
    gp.save(found, tmp_path / "found.json")
    assert gp.load_result(tmp_path / "found.json").looking_back == found.looking_back
    assert Fraction(data["payoffs"]["outer"][0][0]) >= 3
