"""Arguments of ``detect`` for each paradox, what it refuses, and how its answers are shown and kept."""

import json
from fractions import Fraction

import pytest
from witnesses.certificates import lazy_trap, pressed
from witnesses.paradoxes import ANSWERED, TOLD, TRAPPED, answered, guessing
from witnesses.stochastic_games import SOURED, souring

import gametheory_paradox as gp
from gametheory_paradox.detectors import detect
from gametheory_paradox.detectors.wordings import ends_said
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import NormalForm
from gametheory_paradox.forms.proofs.equilibrium_set import PayoffSet
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.models import family_from_table
from gametheory_paradox.paradoxes.definitions import DEFINITIONS
from gametheory_paradox.paradoxes.question import ASKS
from gametheory_paradox.testing.paradoxes.security_insecurity import securing

DILEMMA = NormalForm.from_tables(
    ["Ann", "Bob"], [["a", "b"]] * 2, [[1, 3], [0, 2]], [[1, 0], [3, 2]], title="Dilemma"
)
FAMILY = family_from_table(
    ["Ann", "Bob"],
    [["a", "b"]] * 2,
    [[("1 + x", 1), (3, 0)], [(0, 3), (2, 2)]],
    {"x": (0, 2, 0), "y": (0, 1, 0)},
)
NEWS = guessing(*({s: [[0, 1], [1, 0]] for s in ("s1", "s2")} for _ in range(2)))
COERCION = answered(3, 1, 2, 4, 1, 1)
SHIFT = {"mover": "Ann", "parameter": "x", "low": 0, "high": 1}
CASES = {
    "dominance-trap": (DILEMMA, TRAPPED),
    "comparative-statics": (FAMILY, SHIFT),
    "information": (NEWS, TOLD),
    "third-party": (COERCION, ANSWERED),
    "realized": (DILEMMA, {"mover": "Ann", "action": "a", "benchmark": "no-coercion"}),
    "misperception": (pressed(), {"mover": "A", "model": pressed(yields=True), "inaction": "wait"}),
    "security-insecurity": (
        securing(DILEMMA, "Ann", [Fraction(-n) for n in range(4)]),
        {"mover": "Ann", "action": "a"},
    ),
    "dynamic-backfire": (souring(), SOURED),
}
SIDES = ("with", "without", "with_infinite", "without_infinite")
cases = pytest.mark.parametrize("name", CASES)


def test_every_paradox_that_compares_variants_has_a_case():
    assert list(DEFINITIONS) == ["option", *CASES, "null-coercion"]


@cases
def test_what_is_missing_and_what_is_too_much_is_told(name):
    game, request = CASES[name]
    for needed in ASKS[name][0]:
        with pytest.raises(InvalidGame, match=f"the {name} paradox asks for .*; missing: {needed}"):
            detect(game, name, **{key: value for key, value in request.items() if key != needed})
    with pytest.raises(InvalidGame, match=f"the {name} paradox asks for .*; not asked for: wind"):
        detect(game, name, **request, wind="east")


def test_the_option_paradox_asks_for_an_action():
    with pytest.raises(
        InvalidGame, match="the option paradox asks for action, and perhaps at, coalition; missing: action"
    ):
        detect(DILEMMA, mover="Ann")
    with pytest.raises(InvalidGame, match="not asked for: third"):
        detect(DILEMMA, mover="Ann", action="a", third="Bob")


@cases
def test_names_quantifiers_and_concepts_are_checked(name):
    game, request = CASES[name]
    offered = r"there is no quantifier 'most'; did you mean 'worst'\? there are strong, best, worst, possible"
    with pytest.raises(InvalidGame, match=offered):
        detect(game, name, **request, quantifier="most")
    with pytest.raises(InvalidGame, match="'Zoe' is not a player"):
        detect(game, name, **{**request, "mover": "Zoe"})
    with pytest.raises(Unsupported, match="the concept 'vibes' is not offered"):
        detect(game, name, **request, concept="vibes")


@cases
def test_an_answer_is_shown_with_what_was_asked_and_compared(name):
    game, request = CASES[name]
    found = detect(game, name, quantifier="possible", **request)
    text = str(found)
    assert text == repr(found)
    for words in (
        f"{name} paradox",
        found.name,
        request["mover"],
        "possible",
        str(found.comparison.gap),
        "payoffs" if found.question.measure == "payoff" else found.question.measure,
    ):
        assert words in text
    assert "<table" in found._repr_html_()
    assert found.question.paradox == name


@cases
def test_an_answer_as_data_is_its_certificate_with_a_reason(name):
    game, request = CASES[name]
    found = detect(game, name, quantifier="best", **request)
    data = json.loads(json.dumps(found.to_data()))
    certificate = json.loads(json.dumps(found.certificate.to_data()))
    assert set(certificate) - set(data) == {"format", "kind", "game", "proof"}
    shared = {key: value for key, value in data.items() if key in certificate}
    assert set(data) - set(shared) <= {"why", "assessment", "action", "scope", *SIDES}
    assert shared.items() <= certificate.items()
    assert data["why"] == found.why


@cases
def test_a_spent_budget_leaves_the_question_undecided(name):
    game, request = CASES[name]
    found = detect(game, name, budget=0, **request)
    if found.name == "undecided":
        assert "budget" in found.why
        assert (found.comparison, found.certificate) == (None, None)
        assert [found.to_data()[field] for field in ("payoffs", "infinite", "gap")] == [None] * 3
        assert "gap" not in str(found)
    else:
        # What needs no search is answered all the same.
        assert found.name == detect(game, name, **request).name


def test_an_incomplete_list_is_never_an_answer(monkeypatch):
    def search(game, *, concept, budget):
        return solve(game, concept=concept, method="lemke_howson", budget=budget)

    monkeypatch.setattr("gametheory_paradox.detectors.memory.solve", search)
    assert detect(DILEMMA, "dominance-trap", **TRAPPED).name == "undecided"
    assert detect(FAMILY, "comparative-statics", **SHIFT).name == "undecided"


def test_infinitely_many_equilibria_are_told():
    found = detect(lazy_trap(), "dominance-trap", mover="A", action="a", coalition=["A", "B"])
    assert "infinitely many equilibria" in str(found)


@cases
def test_a_certificate_is_saved_and_read(tmp_path, name):
    game, request = CASES[name]
    found = detect(game, name, **request)
    gp.save(found.certificate, tmp_path / "c.json")
    assert gp.verify(gp.read_certificate(tmp_path / "c.json")).verdict == found.name


@pytest.mark.parametrize("name", ["realized", "misperception"])
def test_paradoxes_that_no_signs_tell_have_no_formulas(name):
    asked = {"action": "a", "benchmark": 0} if name == "realized" else {"model": DILEMMA}
    for ask in (
        lambda: gp.chart(FAMILY, name, over=["x"], mover="Ann", **asked),
        lambda: gp.thresholds(FAMILY, name, mover="Ann", **asked),
    ):
        with pytest.raises(Unsupported, match=rf"are not offered for the {name} paradox \(.*\); ask detect"):
            ask()


def test_comparative_statics_are_about_families():
    with pytest.raises(
        InvalidGame, match="is asked about a family, with a parameter that changes; this is one game"
    ):
        detect(DILEMMA, "comparative-statics", **SHIFT)
    with pytest.raises(InvalidGame, match="values: 'x' is the parameter that changes"):
        detect(FAMILY, "comparative-statics", **SHIFT, values={"x": 1})
    with pytest.raises(InvalidGame):
        detect(FAMILY, "comparative-statics", **{**SHIFT, "high": 3})
    with pytest.raises(InvalidGame):
        detect(FAMILY, "comparative-statics", **{**SHIFT, "parameter": "z"})
    rows = dict(detect(FAMILY, "comparative-statics", **SHIFT, values={"y": "1/2"}).table().rows)
    assert (rows["parameter"], rows["from"], rows["to"]) == ("x", "0", "1")


def test_the_ends_that_each_quantifier_compares_in_words():
    before, after = PayoffSet((1, 2), infinite=False), PayoffSet((3, 4), infinite=False)
    said = {q: ends_said(q, before, after) for q in ("strong", "best", "worst", "possible")}
    assert said == {
        "strong": ("at least 1", "at most 4"),
        "best": ("at best 2", "at best 4"),
        "worst": ("at worst 1", "at worst 3"),
        "possible": ("at best 2", "at worst 3"),
    }
