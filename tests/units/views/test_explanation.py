"""Verdicts in words and in LaTeX, computed from their fields."""

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from gametheory_paradox.views.map_explanation import _percent
from units.cli.command_line import AFTER_SUPPRESS, SEED, answer, ask
from witnesses.certificates import maps
from witnesses.paradoxes import ANSWERED, TOLD, answered, guessing

import gametheory_paradox as gp
from gametheory_paradox.certificates import EQUILIBRIUM_CONCEPTS
from gametheory_paradox.detectors import DETECTORS, detect
from gametheory_paradox.families import family_from_table
from gametheory_paradox.games import NormalForm
from gametheory_paradox.paradoxes.question import QUANTIFIERS
from gametheory_paradox.views import explain, explain_latex
from gametheory_paradox.views.sentences import CONCEPT_SAID

DILEMMA = NormalForm.from_tables(["Ann", "Bob"], [["a", "b"]] * 2, [[1, 3], [0, 2]], [[1, 0], [3, 2]])
GUIDED = NormalForm.from_tables(["L", "F"], [["a", "b"], ["c", "d"]], [[2, 4], [1, 3]], [[1, 0], [0, 2]])
NEWS = guessing(*({s: [[0, 1], [1, 0]] for s in ("s1", "s2")} for _ in range(2)))
FAMILY = family_from_table(
    ["Ann", "Bob"],
    [["a", "b"]] * 2,
    [[("1 + x", 1), (3, 0)], [(0, 3), (2, 2)]],
    {"x": (0, 2, 0), "y": (0, 1, 0)},
)
BLUFF, RESPONSE = gp.load("literature/spaniel-2016/overreaction"), gp.load("seed/proactive-response")
HARM = ["harm at a post", "harm at a guarded post", "harm in a city"]
CASES = {
    "option": (GUIDED, {"mover": "L", "action": "a"}),
    "dominance-trap": (DILEMMA, {"mover": "Ann", "action": "a", "coalition": ["Ann", "Bob"]}),
    "comparative-statics": (FAMILY, {"mover": "Ann", "parameter": "x", "low": 0, "high": 1, "at": {"y": 1}}),
    "information": (NEWS, TOLD),
    "third-party": (answered(3, 1, 2, 4, 1, 1), ANSWERED),
    "realized": (BLUFF, {"mover": "Government", "action": "large", "benchmark": "complete-information"}),
    "security-insecurity": (
        gp.load("seed/guarded-posts"),
        {"mover": "Pakistan", "action": "guard", "index": HARM},
    ),
    "misperception": (
        RESPONSE,
        {"mover": "Government", "model": RESPONSE.at(rho="1/10"), "inaction": "none"},
    ),
}
CLAUSES = {
    "option": "Having the option “a” leaves L worse off: it gets 2 with it and 3 without.",
    "dominance-trap": "Ann and Bob are caught in a dominance trap by “a”: 'a' is dominant for all",
    "comparative-statics": (
        "changing x from 0 to 1 (at y = 1) raises what Ann is paid and lowers what it gets"
    ),
    "information": "elling apart s1, a or s1, b from s2, a or s2, b, at “Bob”, leaves Bob worse off",
    "realized": (
        "here “large” is used, Government expects less than the benchmark (complete-information) "
        "gives it: given"
    ),
    "security-insecurity": (
        "“guard” makes Pakistan more secure while the others stay put, and less once they answer: without"
    ),
    "misperception": (
        "aking the game for another one leaves Government with less than knowing it would, "
        "and even less than “none” would give it"
    ),
    "third-party": "“coerce” hurts P through what K makes of it, not T: without 'coerce' P gets at least 3",
}


def verdict_of(name, quantifier="strong"):
    game, request = CASES[name]
    return detect(game, name, quantifier=quantifier, **request)


def test_every_paradox_and_concept_has_words():
    # Null coercion compares no payoffs; its words are looked at in units/detectors/test_null_coercion.py.
    assert {*CASES, "null-coercion"} == {*CLAUSES, "null-coercion"} == {row.name for row in DETECTORS}
    assert set(CONCEPT_SAID) == set(EQUILIBRIUM_CONCEPTS)


@pytest.mark.parametrize("quantifier", QUANTIFIERS)
@pytest.mark.parametrize("name", CASES)
def test_a_paragraph_says_the_answer_and_how_it_is_meant(name, quantifier):
    found = verdict_of(name, quantifier)
    said = explain(found)
    if quantifier == "strong":
        assert CLAUSES[name] in said
    assert ("It is not the case that" in said) == (found.name == "absent")
    assert re.search(r"The gap is −?[\d/.]+( \(≈ .*\))?\. Play is (a Nash|subgame perfect)", said)
    assert "The comparison is " in said
    assert said.endswith("The certificate proves it, by exact arithmetic alone.")


@pytest.mark.parametrize("quantifier", QUANTIFIERS)
@pytest.mark.parametrize("name", CASES)
def test_a_statement_holds_every_payoff_and_the_gap(name, quantifier):
    found = verdict_of(name, quantifier)
    said = explain_latex(found)
    assert said.count("{") - said.count(r"\{") == said.count("}") - said.count(r"\}")
    assert said.count(r"\[") == said.count(r"\]") == len(found.comparison.payoffs) + 1
    for label, payoffs in found.comparison.payoffs.items():
        assert f"U_{{\\mbox{{\\scriptsize {label}}}}}" in said
        assert all(str(value) in said for value in payoffs.values)
    ends = {
        "strong": ("min", "max"),
        "best": ("max", "max"),
        "worst": ("min", "min"),
        "possible": ("max", "min"),
    }
    if name not in ("dominance-trap", "realized", "misperception"):
        assert re.search(
            rf"^\\\[ \\{ends[quantifier][0]} U_.* - \\{ends[quantifier][1]} U_.* = {found.comparison.gap}",
            said,
            re.M,
        )
    assert f"the {name} paradox is \\emph{{{found.name}}} ({quantifier} comparison)" in said


@pytest.mark.parametrize("name", CASES)
def test_what_is_undecided_is_said_so(name):
    one = verdict_of(name)
    found = gp.Undecided(one.game, one.question, "there was no time")
    said = explain(found)
    assert said.startswith("Whether ")
    assert "is not decided: there was no time." in said
    assert "The gap" not in said
    assert said.endswith("Nothing is proved.")
    assert explain_latex(found).endswith("is \\emph{undecided} (strong comparison): there was no time.")


def test_what_is_impossible_names_the_theorem():
    found = detect(gp.load("literature/myerson-2007/restraint"), mover="Target", action="comply")
    assert found.name == "impossible"
    assert explain(found).startswith(
        "Having the option “comply” cannot leave Target worse off, whatever the numbers: under perfect"
    )
    assert "T4: under perfect information" in explain_latex(found)


def test_a_gap_that_nothing_hangs_on_is_explained():
    game = NormalForm.from_tables(
        ["A", "B"], [["x", "y", "z"], ["x", "y"]], [[2, 0], [0, 1], [-1, -1]], [[2, 0], [0, 1], [0, 0]]
    )
    found = detect(game, mover="A", action="z", quantifier="possible")
    assert (found.name, found.comparison.matters) == ("absent", False)
    assert "; but no equilibrium uses the action" in explain(found)


def test_it_follows_the_fields():
    found = verdict_of("option")
    other = replace(
        found,
        comparison=replace(
            found.comparison, without_action=replace(found.comparison.without_action, values=(9,))
        ),
    )
    assert "it gets 2 with it and 9 without. The gap is 7." in explain(other)
    assert "= 7 > 0" in explain_latex(other)


def test_names_are_told_as_they_are_and_escaped_in_latex():
    game = NormalForm.from_tables(
        ["L&<em>", "F"], [["a_1%", "<b>"], ["c", "d"]], [[2, 4], [1, 3]], [[1, 0], [0, 2]]
    )
    found = detect(game, mover="L&<em>", action="a_1%")
    assert "Having the option “a_1%” leaves L&<em> worse off" in explain(found)
    assert r"mover: L\&\textless{}em\textgreater{}; action taken away: a\_1\%" in explain_latex(found)


def test_infinitely_many_equilibria_are_bounds():
    game = NormalForm.from_tables(["L", "F"], [["a", "b"], ["c", "d"]], [[2, 4], [1, 3]], [[1, 1], [0, 2]])
    found = detect(game, mover="L", action="b")
    assert found.comparison.with_action.infinite
    assert r"\subset [2, 4] \mbox{ with both ends}" in explain_latex(found)
    assert "between 2 and 4" in explain(found)


def test_the_command_line_says_the_same():
    asked = (*AFTER_SUPPRESS, "--set", "r_C=60", "--set", "k=10")
    found = gp.detect(
        gp.load(SEED).at(r_C=60, k=10), mover="Pakistan", action="restrict", at="after suppress"
    )
    assert answer("explain", SEED, *asked) == {
        "verdict": "present",
        "text": explain(found),
        "latex": explain_latex(found),
    }
    assert " ".join(ask("explain", SEED, *asked).out.split()) == explain(found)


# --- From certificates
# -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("quantifier", QUANTIFIERS)
@pytest.mark.parametrize("name", CASES)
def test_a_certificate_is_explained_as_its_verdict_is(name, quantifier):
    found = verdict_of(name, quantifier)
    for tell in (explain, explain_latex):
        told, asked = tell(found.certificate), tell(found)
        if name in (
            "comparative-statics",
            "security-insecurity",
        ):  # names of parameters and terms are not in it
            assert (
                told.partition(found.why)[2] == asked.partition(found.why)[2] != "" or tell is explain_latex
            )
            assert str(found.comparison.gap).removeprefix("-") in told
        else:
            assert told == re.sub(r"model: [^;)]*", "model: a game of its own", asked)


def test_a_certificate_says_of_a_change_what_it_holds():
    found = verdict_of("comparative-statics")
    assert "It is not the case that going over to the other game raises what Ann is paid" in explain(
        found.certificate
    )
    assert found.certificate.data["details"]["other"]["hash"] in explain_latex(found.certificate)


@pytest.mark.parametrize("name", CASES)
def test_a_certificate_that_proves_nothing_is_not_explained(name):
    forged = gp.Certificate({**verdict_of(name).certificate.data, "gap": "1000"})
    for tell in (explain, explain_latex):
        with pytest.raises(gp.CertificateRejected, match="'gap' should be"):
            tell(forged)


def test_the_certificate_of_what_is_impossible_names_the_theorem():
    found = detect(gp.load("literature/myerson-2007/restraint"), mover="Target", action="comply")
    assert explain(found.certificate) == explain(found)
    assert explain_latex(found.certificate) == explain_latex(found)


def test_the_certificate_of_a_map_is_explained():
    found = gp.Certificate(maps()["trade, three"])
    said, stated = explain(found), explain_latex(found)
    assert "Over d from 0 to 60, r_C from 0 to 120 and c from 0 to 60 (V = 110, r_N = 60," in said
    assert "“restrict” at the point “after suppress” leaves Pakistan worse off on" in said
    assert said.endswith("off surfaces that fill no volume.")
    assert r"\in [0, 60] \times [0, 120] \times [0, 60]" in stated
    assert "on 8995/123992 (about 7.25 %) of the range" in explain(gp.Certificate(maps()["trade"]))
    assert "on exactly 0 % of the range" in explain(gp.Certificate(maps()["chance"]))
    with pytest.raises(gp.CertificateRejected):
        explain(gp.Certificate({**maps()["trade, three"], "undecided": "1"}))


@pytest.mark.parametrize(
    ("share", "down", "up"), [("1/3", "33.33 %", "33.34 %"), ("1/2", "50 %", "50 %"), ("1", "100 %", "100 %")]
)
def test_shares_are_rounded_so_that_they_stay_bounds(share, down, up):
    assert (_percent(Fraction(share)), _percent(Fraction(share), up=True)) == (down, up)


def test_a_split_into_channels_is_explained_and_so_is_its_certificate():
    found = gp.channels(gp.load("seed/third-party-expansion"), mover="Pakistan", action="coerce")
    assert (
        explain(found)
        == explain(found.certificate)
        == f"{found.sentence()} The certificate proves it, by exact arithmetic alone."
    )
    assert explain_latex(found) == explain_latex(found.certificate)
    assert r"\underbrace{-4}_{\mbox{\scriptsize reaction of IS-K}}" in explain_latex(found)
    undecided = gp.channels(found.game, mover="Pakistan", action="coerce", budget=0)
    assert explain(undecided).endswith("Nothing is proved.")
    assert "the change is not split: " in explain_latex(undecided)
