"""Selection rules as quantifiers: where they apply, what is said elsewhere, how answers are told and kept."""

import re

import pytest
from witnesses.certificates import hunt, indifferent, pressed
from witnesses.paradoxes import ANSWERED, answered
from witnesses.stochastic_games import SOURED, souring

import gametheory_paradox as gp
from gametheory_paradox.detectors import detect
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.paradoxes.definitions import DEFINITIONS
from gametheory_paradox.paradoxes.question import SELECTION_RULES
from gametheory_paradox.testing.paradoxes.security_insecurity import securing
from gametheory_paradox.views.words.explanation import explain, explain_latex

WEAPONS = gp.load("literature/chassang-2009/defensive-weapons")
ARMED = {"mover": "country 1", "parameter": "d", "low": 0, "high": 1}
PEACE = {"mover": "country 1", "action": "peace"}
ENDS = "those that do are strong, best, worst, possible"
REFUSED = {
    "dominance-trap": (
        gp.load("literature/sandler-2003/preempt-or-deter"),
        {"mover": "A", "action": "deter", "coalition": "AB"},
    ),
    "third-party": (answered(1, 1, 1, 1, 1, 1), ANSWERED),
    "realized": (hunt(), {"mover": "Row", "action": "stag", "benchmark": "no-coercion"}),
    "misperception": (pressed(), {"mover": "A", "model": pressed(yields=True)}),
    "security-insecurity": (
        securing(hunt(), "Row", [0, 1, 2, 3]),
        {"mover": "Row", "action": "stag"},
    ),
    "dynamic-backfire": (souring(), SOURED),
    "null-coercion": (
        gp.load("literature/tsebelis-1989/penalties"),
        {"mover": "Coercer", "parameter": "p", "low": 2, "high": 12, "target": "Host", "action": "harbor"},
    ),
}


def test_they_apply_to_these_definitions():
    assert {name for name, definition in DEFINITIONS.items() if definition.selecting} == {
        "option",
        "comparative-statics",
        "information",
    }
    assert set(REFUSED) == {name for name, definition in DEFINITIONS.items() if not definition.selecting}


@pytest.mark.parametrize("rule", SELECTION_RULES)
@pytest.mark.parametrize("name", REFUSED)
def test_elsewhere_the_quantifiers_that_apply_are_named(name, rule):
    game, request = REFUSED[name]
    with pytest.raises(
        Unsupported, match=f"the quantifier {rule} does not apply to the {name} paradox.*; {ENDS}"
    ):
        detect(game, name, quantifier=rule, **request)


@pytest.mark.parametrize("rule", SELECTION_RULES)
def test_they_do_not_apply_over_parameters_or_to_many_games(rule):
    for ask in (
        lambda: gp.chart(WEAPONS, "comparative-statics", over=["V"], quantifier=rule, **ARMED),
        lambda: gp.thresholds(WEAPONS, "comparative-statics", quantifier=rule, **ARMED),
        lambda: gp.chart(WEAPONS, over=["V"], quantifier=rule, **PEACE),
        lambda: gp.prove(WEAPONS, "option", quantifier=rule, **PEACE),
        lambda: gp.escape(WEAPONS, quantifier=rule, **PEACE),
        lambda: gp.solve_batch([[[1, 2], [3, 4]]], [[[1, 2], [3, 4]]], mover=0, action=0, quantifier=rule),
        lambda: gp.diagnose(hunt(), quantifier=rule),
    ):
        with pytest.raises(Unsupported, match=f"the quantifier {rule} does not apply to .*; {ENDS}"):
            ask()


def test_what_is_no_quantifier_at_all_is_told_with_all_there_are():
    there_are = re.escape(
        "there is no quantifier 'risky'; there are strong, best, worst, possible, "
        f"{', '.join(SELECTION_RULES)}"
    )
    for ask in (
        lambda: detect(hunt(), mover="Row", action="stag", quantifier="risky"),
        lambda: detect(WEAPONS, "comparative-statics", quantifier="risky", **ARMED),
        lambda: gp.diagnose(hunt(), quantifier="risky"),
    ):
        with pytest.raises(InvalidGame, match=there_are):
            ask()


def test_where_nothing_is_selected_the_answer_is_undecided_and_says_in_which_game():
    sexes = gp.NormalForm.from_tables(["R", "C"], [["a", "b"]] * 2, [[2, 0], [0, 1]], [[1, 0], [0, 2]])
    found = detect(sexes, mover="R", action="a", quantifier="payoff-dominant")
    assert found.name == "undecided"
    assert found.why == "with 'a': no equilibrium is best for every player at once"
    assert found.certificate is None
    even = WEAPONS.at(V=13, F=10, W=4, S=1)
    assert detect(even, quantifier="risk-dominant", **PEACE).why.startswith(
        "with 'peace': neither strict equilibrium risk dominates"
    )
    tied = detect(indifferent(), mover="Ann", action="a", quantifier="risk-dominant")
    assert (
        tied.why == "with 'a': there are infinitely many equilibria, of which not all extreme ones are known"
    )
    later = detect(
        WEAPONS, "comparative-statics", quantifier="risk-dominant", values={"V": 13, "F": 10}, **ARMED
    )
    assert later.why.startswith("lower: neither strict equilibrium risk dominates the other")


def test_under_ties_what_is_best_for_all_is_selected():
    found = detect(indifferent(), mover="Ann", action="a", quantifier="payoff-dominant")
    assert (found.name, found.why) == ("absent", "without 'a' Ann gets 4, with it 5")
    proofs = found.certificate.data["proof"]
    assert {side: proof["kind"] for side, proof in proofs.items()} == dict.fromkeys(
        ("with", "without"), "payoff-pieces"
    )


def test_answers_are_told_in_words_and_in_formulas():
    found = detect(hunt(), mover="Row", action="hare", quantifier="risk-dominant")
    assert found.name == "present"
    assert found.why == "without 'hare' Row gets 4, with it 2"
    assert dict(found.table().rows)["quantifier"] == "risk-dominant"
    said = explain(found)
    assert "it gets 2 with it and 4 without" in said
    assert (
        "between the risk-dominant equilibrium without the option, the safer one of two or the only one, "
        "and that with it" in said
    )
    assert explain(found.certificate) == said
    stated = explain_latex(found)
    assert stated.startswith("Over the risk-dominant nash equilibria (")
    assert "U_{\\mbox{\\scriptsize without}} - U_{\\mbox{\\scriptsize with}} = 2 > 0" in stated
    fall = detect(WEAPONS, "comparative-statics", quantifier="payoff-dominant", **ARMED)
    assert "Payoffs in the payoff-dominant equilibria are lower: 10; higher: 5. The gap is 5." in explain(
        fall
    )


@pytest.mark.parametrize("rule", SELECTION_RULES)
def test_answers_are_kept_and_come_back(tmp_path, rule):
    sexes = gp.NormalForm.from_tables(["R", "C"], [["a", "b"]] * 2, [[2, 0], [0, 1]], [[1, 0], [0, 2]])
    for number, found in enumerate(
        [
            detect(hunt(), mover="Row", action="hare", quantifier=rule),
            detect(sexes, mover="R", action="a", quantifier="payoff-dominant"),
            detect(WEAPONS, "comparative-statics", quantifier=rule, **ARMED),
        ]
    ):
        path = tmp_path / f"{number}.json"
        gp.save(found, path)
        assert str(gp.load_result(path)) == str(found)
