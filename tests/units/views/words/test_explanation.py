"""Verdicts in words and in LaTeX, computed from their fields."""

import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from units.cli.command_line import AFTER_SUPPRESS, SEED, answer, ask
from witnesses.paradoxes import ANSWERED, TOLD, answered, guessing
from witnesses.sampling import steps
from witnesses.stochastic_games import SOURED, souring

import gametheory_paradox as gp
from gametheory_paradox.certificates import EQUILIBRIUM_CONCEPTS, MARKOV_PERFECT
from gametheory_paradox.detectors import detect
from gametheory_paradox.detectors.story import SCENES
from gametheory_paradox.forms import Chance, ExtensiveForm, Move, NormalForm, RepeatedGame
from gametheory_paradox.models import family_from_table
from gametheory_paradox.paradoxes.definitions import DEFINITIONS
from gametheory_paradox.paradoxes.guard_rails import GUARD_RAILS
from gametheory_paradox.paradoxes.propositions import SIGNS
from gametheory_paradox.paradoxes.question import QUANTIFIERS, SELECTION_RULES, Question
from gametheory_paradox.views import explain, explain_latex, proved
from gametheory_paradox.views.words.clauses import WORDINGS
from gametheory_paradox.views.words.region_explanation import MOVES, STANDS
from gametheory_paradox.views.words.sentences import COMPARED, CONCEPT_SAID, UNMOVED

KEPT = Path(__file__).parents[3] / "golden" / "certificates"
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
PENALTIES = gp.load("literature/tsebelis-1989/penalties")
FINE = {"mover": "Coercer", "parameter": "p", "low": 3, "high": 9, "target": "Host"}
CASES = {
    "option": (GUIDED, {"mover": "L", "action": "a"}),
    "dominance-trap": (DILEMMA, {"mover": "Ann", "action": "a", "coalition": ["Ann", "Bob"]}),
    "comparative-statics": (FAMILY, {"mover": "Ann", "parameter": "x", "low": 0, "high": 1}),
    "information": (NEWS, TOLD),
    "third-party": (answered(3, 1, 2, 4, 1, 1), ANSWERED),
    "realized": (BLUFF, {"mover": "Government", "action": "large", "benchmark": "complete-information"}),
    "security-insecurity": (
        gp.load("seed/guarded-posts"),
        {"mover": "Pakistan", "action": "guard"},
    ),
    "misperception": (
        RESPONSE,
        {"mover": "Government", "model": RESPONSE.at(rho="1/10"), "inaction": "none"},
    ),
    "dynamic-backfire": (souring(), SOURED),
}
# Null coercion compares no payoffs, so that it is looked at by itself.
CLAUSES = {
    "option": "Having the option “a” leaves L worse off: it gets 2 with it and 3 without.",
    "dominance-trap": "Ann and Bob are caught in a dominance trap by “a”: 'a' is dominant for all",
    "comparative-statics": "changing x from 0 to 1 raises what Ann is paid and lowers what it gets",
    "information": "elling apart s1, a or s1, b from s2, a or s2, b, at “Bob”, leaves Bob worse off",
    "realized": "here “large” is used, Government expects less than the benchmark (complete-information) "
    "gives it: given",
    "security-insecurity": "“guard” raises the security of Pakistan while nobody answers, and lowers it once "
    "all answer: without",
    "misperception": "aking the game for another one leaves Government with less than knowing it would, "
    "and even less than “none” would give it",
    "dynamic-backfire": "“press” pays A more in the period than “keep”, and is worth less from the start, "
    "by way of the states, where all answer: with 'keep' A gets at least 0",
    "third-party": "“coerce” hurts P through what K makes of it, not T: without 'coerce' P gets at least 3",
}


def verdict_of(name, quantifier="strong"):
    game, request = CASES[name]
    return detect(game, name, quantifier=quantifier, **request)


def test_every_paradox_and_concept_has_words():
    assert set(WORDINGS) == set(DEFINITIONS) == {*CASES, "null-coercion"}
    assert set(CONCEPT_SAID) == {*EQUILIBRIUM_CONCEPTS, MARKOV_PERFECT}
    assert set(COMPARED) == {*QUANTIFIERS, *SELECTION_RULES}
    assert set(UNMOVED) == set(QUANTIFIERS)
    assert set(STANDS) == set(MOVES) == set(SIGNS)


@pytest.mark.parametrize("quantifier", QUANTIFIERS)
@pytest.mark.parametrize("name", CASES)
def test_a_paragraph_says_the_answer_and_how_it_is_meant(name, quantifier):
    found = verdict_of(name, quantifier)
    said = explain(found)
    if quantifier == "strong":
        assert CLAUSES[name] in said
    assert ("It is not the case that" in said) == (found.name == "absent")
    assert said.count("\n\n") == (2 if name in SCENES else 1)
    assert re.search(r"The gap is −?[\d/.]+( \(≈ .*\))?\. Play is (a Nash|subgame perfect|a Markov)", said)
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
        "It cannot be that having the option “comply” leaves Target worse off: under perfect information"
    )
    assert "T4: under perfect information" in explain_latex(found)


def test_a_gap_that_nothing_hangs_on_is_explained():
    game = NormalForm.from_tables(
        ["A", "B"], [["x", "y", "z"], ["x", "y"]], [[2, 0], [0, 1], [-1, -1]], [[2, 0], [0, 1], [0, 0]]
    )
    found = detect(game, mover="A", action="z", quantifier="possible")
    assert (found.name, found.comparison.matters) == ("absent", False)
    assert "it gets" in explain(found)
    assert "; but no equilibrium uses the action" in explain(found)


def test_it_follows_the_fields():
    found = verdict_of("option")
    other = replace(
        found,
        comparison=replace(
            found.comparison, without_action=replace(found.comparison.without_action, values=(Fraction(9),))
        ),
    )
    assert "it gets 2 with it and 9 without.\n\nWith the option" in explain(other)
    assert "\n\nThe gap is 7." in explain(other)
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


def test_several_actions_are_named_together():
    game = NormalForm.from_tables(
        ["A", "B"], [["x", "y", "z"], ["l", "r"]], [[2, 0], [3, 1], [1, 5]], [[1, 0], [0, 1], [0, 2]]
    )
    found = detect(game, mover="A", action=["x", "y"])
    assert explain(found).startswith(
        "It is not the case that having the options “x” and “y” leaves A worse off"
    )
    assert explain(found.certificate) == explain(found)
    assert "action taken away: x and y" in explain_latex(found.certificate)
    used = detect(game, "realized", mover="A", action=["x", "y"], benchmark="no-coercion")
    assert "where “x” or “y” is used, A expects less than the benchmark" in explain(used)
    more = detect(answered(3, 1, 2, 4, 1, 1), "third-party", **{**ANSWERED, "action": ["coerce"]})
    assert "“coerce” hurts P through what K makes of it, not T" in explain(more)


def test_the_place_of_an_option_is_named():
    family = gp.load(SEED)
    move = {"mover": "Pakistan", "action": "restrict"}
    at = explain(family, at="after suppress", values={"r_C": 60, "k": 10}, **move)
    assert at.startswith(
        "Having the option “restrict” at the point “after suppress” leaves Pakistan worse off"
    )
    anywhere = detect(family, **move)
    assert "the option “restrict” anywhere" in explain(anywhere)
    both = detect(DILEMMA, mover="Ann", action="a", coalition=["Bob", "Ann"])
    assert explain(both).startswith("Having the option “a” that Ann and Bob share leaves Ann worse off")
    for found in (anywhere, both):
        assert explain(found.certificate) == explain(found)


def test_a_question_is_asked_first():
    game, request = CASES["option"]
    assert explain(game, **request) == explain(game, Question(**request)) == explain(verdict_of("option"))
    assert explain_latex(game, **request) == explain_latex(verdict_of("option"))
    family = gp.load(SEED)  # whose own question it is
    assert explain(family, values={"r_C": 60, "k": 10}) == explain(
        detect(family, values={"r_C": 60, "k": 10}), family=family
    )
    assert "is not decided" in explain(family, budget=0) or "The gap" in explain(family, budget=0)
    for question in ({"question": "option"}, {"mover": "L"}, {"values": {"x": 1}}):
        with pytest.raises(gp.InvalidGame, match="a question is asked of a game or a family"):
            explain(verdict_of("option"), **question)


def test_the_command_line_says_the_same():
    asked = (*AFTER_SUPPRESS, "--set", "r_C=60", "--set", "k=10")
    point, move = {"r_C": 60, "k": 10}, {"mover": "Pakistan", "action": "restrict", "at": "after suppress"}
    found = gp.detect(gp.load(SEED), values=point, **move)
    said = explain(found, family=gp.load(SEED))
    assert answer("explain", SEED, *asked) == {
        "verdict": "present",
        "text": said,
        "latex": explain_latex(found),
        "story": gp.detectors.story_of(found).to_data(),
    }
    assert ask("explain", SEED, *asked).out.split() == said.split()


# --- From certificates
# -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("quantifier", QUANTIFIERS)
@pytest.mark.parametrize("name", CASES)
def test_a_certificate_is_explained_as_its_verdict_is(name, quantifier):
    found = verdict_of(name, quantifier)
    assert explain(found.certificate) == explain(found)
    # Certificates hold a model, and not what it is called.
    told, again = (
        re.sub(r"(model): [^;]*(;|\) (?:let|the))", r"\1: …\2", explain_latex(one))
        for one in (found, found.certificate)
    )
    assert told == again


@pytest.mark.parametrize("name", CASES)
def test_a_certificate_that_proves_nothing_is_not_explained(name):
    forged = gp.Certificate({**verdict_of(name).certificate.data, "gap": "1000"})
    for tell in (explain, explain_latex):
        with pytest.raises(gp.CertificateRejected, match="'gap' should be"):
            tell(forged)


LONE = NormalForm.from_tables(["A", "B"], [["x", "y"], ["z"]], [[2], [1]], [[0], [0]])
BLIND = Chance({f"w{k}": ("1/2", Move("A", "blind", dict.fromkeys(("x", "y"), (k, 0)))) for k in (0, 1)})
THREE = tuple((Fraction(a), Fraction(b), Fraction(0)) for a, b in ((2, 1), (4, 0), (1, 0), (3, 2)))
OPPOSED = NormalForm.from_tables(["A", "B"], [["x", "y"]] * 2, [[1, 0], [0, 2]], [[-1, 0], [0, -2]])
IMPOSSIBLE = {
    "dynamic-backfire": (
        RepeatedGame.of(OPPOSED, (Fraction(1, 2),) * 2, Fraction(1)),
        {"mover": "A", "action": "x", "instead": "y"},
    ),
    "option": (gp.load("literature/myerson-2007/restraint"), {"mover": "Target", "action": "comply"}),
    "dominance-trap": (OPPOSED, {"mover": "A", "action": "x", "coalition": ["A", "B"]}),
    "comparative-statics": (
        family_from_table(["A", "B"], [["x", "y"], ["z"]], [[("t", 0)], [(0, 0)]], {"t": (0, 1, 0)}),
        {"mover": "A", "parameter": "t", "low": 0, "high": 1},
    ),
    "information": (
        ExtensiveForm.from_tree(["A", "B"], BLIND),
        {"mover": "A", "at": "blind", "parts": [["w0"], ["w1"]]},
    ),
    "third-party": (
        NormalForm(("A", "B", "C"), (("x", "y"), ("l", "r"), ("z",)), THREE),
        {"mover": "A", "action": "x", "third": "C", "target": "B"},
    ),
    "realized": (LONE, {"mover": "A", "action": "x", "benchmark": "no-coercion"}),
    "misperception": (RESPONSE, {"mover": "Government", "model": RESPONSE.at()}),
}


def test_every_paradox_that_a_theorem_can_rule_out_is_among_these():
    assert set(IMPOSSIBLE) == {rail.paradox for rail in GUARD_RAILS}


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_the_certificate_of_what_is_impossible_names_the_theorem(name):
    game, request = IMPOSSIBLE[name]
    found = detect(game, name, **request)
    assert found.name == "impossible"
    clause, _, theorem = explain(found).partition(": ")
    assert clause.startswith("It cannot be that ")
    assert theorem.startswith(found.why.partition(": ")[2])
    assert explain(found.certificate) == explain(found)
    told, again = (
        re.sub(r"(model): [^;]*(;|\) (?:let|the))", r"\1: …\2", explain_latex(one))
        for one in (found, found.certificate)
    )
    assert told == again
    assert found.why in told


def test_null_coercion_is_explained_and_so_is_its_certificate():
    for quantifier in QUANTIFIERS:
        found = detect(PENALTIES, "null-coercion", quantifier=quantifier, **FINE)
        said = explain(found)
        assert said.startswith("The penalty p, from 3 to 9, is incurred, hurts Host, and changes neither")
        assert f"It is asked of {UNMOVED[quantifier]}." in said
        assert explain(found.certificate) == said
        assert explain_latex(found.certificate) == explain_latex(found)
        assert "the null-coercion paradox is \\emph{present}" in explain_latex(found)


MAPS = {
    "option": (gp.load(SEED), {"over": ["r_C", "k"], "undecided": "0.2"}),
    "dominance-trap": (
        FAMILY,
        {"mover": "Ann", "action": "a", "coalition": ["Ann", "Bob"], "over": ["x"]},
    ),
    "comparative-statics": (FAMILY, {**CASES["comparative-statics"][1], "over": ["y"]}),
    "security-insecurity": (
        gp.load("seed/guarded-posts"),
        {**CASES["security-insecurity"][1], "over": ["h_p"]},
    ),
    "null-coercion": (PENALTIES, {**FINE, "over": ["c"], "undecided": "0.5", "budget": 5}),
}


@pytest.mark.parametrize("name", MAPS)
def test_a_map_of_every_paradox_is_explained(name):
    family, request = MAPS[name]
    found = gp.chart(family, name, **request)
    said, stated = explain(found), explain_latex(found)
    assert (said, stated) == (explain(found.certificate), explain_latex(found.certificate))
    low, high = found.share
    share = f"on {low} (about" if low == high else "on at least "
    assert share in said or f"on exactly {float(100 * low):g}%" in said
    assert ("Nothing is claimed on" in said) == (found.undecided > 0)
    for parameter in found.over:
        assert f"{parameter} " in said
    assert said.endswith("off surfaces that fill no volume.")
    assert f"the {name} paradox (strong comparison) is present on a share $s$" in stated
    assert f"\\[ {low} \\le s \\le {high}. \\]" in stated


def test_a_map_says_where_it_is_and_what_the_gap_exceeds():
    move = {"mover": "Pakistan", "action": "restrict", "at": "after suppress"}
    found = gp.chart(gp.load(SEED), over=["r_C", "c"], values={"k": 10}, least=2, **move)
    said, stated = explain(found), explain_latex(found)
    assert said.startswith("Over r_C from 0 to 120 and c from 0 to 81 (V = 110, r_N = 60, h = 17, k = 10,")
    assert "“restrict” at the point “after suppress” leaves Pakistan worse off, by more than 2, on " in said
    assert r"\in [0, 120] \times [0, 81]" in stated
    assert "is present by more than 2 on a share" in stated
    levels = explain(gp.chart(PENALTIES, "null-coercion", over=["c"], undecided="0.5", budget=5, **FINE))
    assert "p from 3 to 9, p' (another value of p) from 3 to 9 and c from" in levels
    with pytest.raises(gp.CertificateRejected):
        explain(gp.Certificate({**found.certificate.data, "undecided": "1"}))
    three = explain(gp.chart(gp.load(SEED), over=["d", "r_C", "c"], undecided="0.5", **move))
    assert three.startswith("Over d from 0 to 60, r_C from 0 to 120 and c from 0 to 81 (V = 110, r_N = 60,")


@pytest.mark.parametrize(
    ("least", "said"),
    [(0, "on 1/3 (about 33.33%) of"), ("1/4", ", on exactly 25% of"), (2, ", on exactly 0% of")],
)
def test_shares_of_maps_are_exact_or_say_that_they_are_rounded(least, said):
    family = family_from_table(
        ["L", "F"], [["a", "b"], ["c", "d"]], [[(2, 1), (4, 0)], [(1, 0), ("3 - t", 2)]], {"t": (0, 3, 1)}
    )
    found = gp.chart(family, mover="L", action="a", over=["t"], least=least)
    assert said in explain(found)


TRAP = {"mover": "Ann", "action": "a", "coalition": ["Ann", "Bob"]}


@pytest.mark.parametrize(
    ("claim", "request_", "said", "stated"),
    [
        (
            "dominance-trap",
            {**TRAP, "assuming": ["x < 1"]},
            "wherever x < 1, everywhere Ann and Bob are caught in a dominance trap by “a”.",
            "\\[ x < 1, \\]",
        ),
        (
            "dominance-trap",
            {**TRAP, "assuming": ["x > 1"], "absent": True},
            "nowhere is it so that Ann and Bob are caught in a dominance trap by “a”.",
            "the dominance-trap paradox (strong comparison) is nowhere present.",
        ),
        (
            "payoff(Ann) >= x",
            {},
            "what Ann gets is at least x in every equilibrium.",
            "what Ann gets is at least $x$ in every equilibrium.",
        ),
        (
            "probability(Ann, a) > 1/2",
            {"some": True},
            "the probability of Ann’s “a” is more than 1/2 in some equilibrium.",
            "the probability of Ann’s “a” is more than $1/2$ in some equilibrium.",
        ),
        (
            "payoff(Ann) rises with x",
            {},
            "what Ann gets rises with x, whichever equilibria are played.",
            "what Ann gets rises with x, whichever equilibria are played.",
        ),
    ],
)
def test_a_proposition_is_explained(claim, request_, said, stated):
    found = gp.prove(FAMILY, claim, **request_)
    assert found.name == "proved"
    assert said in explain(found)
    assert explain(found).startswith("Over x from 0 to 2")
    assert explain(found).endswith("off surfaces that fill no volume.")
    assert stated in explain_latex(found)
    assert (explain(found.certificate), explain_latex(found.certificate)) == (
        explain(found),
        explain_latex(found),
    )


def test_what_is_not_proved_everywhere_is_explained_too():
    refuted = gp.prove(FAMILY, "dominance-trap", **TRAP)
    assert refuted.name == "refuted"
    assert "refuted; at: x = " in explain(refuted)
    assert "There: It is not the case that Ann and Bob are caught in a dominance trap" in explain(refuted)
    bound = gp.prove(FAMILY, "payoff(Ann) >= 2")
    assert "payoffs there: (" in explain(bound)
    assert explain(bound).endswith("Nothing is proved.")


@steps(63)
def test_every_kept_certificate_is_explained(step):
    files = sorted(KEPT.glob("*.json"))
    assert len(files) > 100
    for file in files[::step]:
        answer_ = proved(gp.read_certificate(file))
        said, stated = explain(answer_), explain_latex(answer_)
        assert said.count("The certificate proves it") == 1, file
        assert stated.count("{") - stated.count(r"\{") == stated.count("}") - stated.count(r"\}"), file
        assert not re.search(r"\[\[|None|Fraction", said + stated), f"{file}: something is written as data"


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


def test_values_off_the_baseline_are_marked_in_what_is_said():
    family = gp.load(SEED)
    point, marked = {"r_C": 60, "k": 10}, "at r_C = 60 (baseline 10), k = 10 (baseline 30)"
    verdict, split = detect(family, values=point), gp.channels(family, values=point)
    charted = gp.chart(family, over=["r_C"], values={"k": 10})
    assert all(f"This is {marked}; what else" in explain(found) for found in (verdict, split))
    assert "This is at k = 10 (baseline 30); what else" in explain(charted)
    assert all(found.table().title.endswith(marked) for found in (verdict, split))
    assert "k = 10 (baseline 30), d = 12," in str(charted)
    still = detect(family), gp.channels(family), gp.chart(family, over=["r_C"])
    assert not any("baseline" in text for found in still for text in (explain(found), str(found)))
