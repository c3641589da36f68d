"""Two laws: what is saved comes back equal; every certificate handed out is accepted and explained."""

import json
from fractions import Fraction

import numpy as np
import pytest
import xarray
from hypothesis import given, settings
from hypothesis import strategies as st
from witnesses.sampling import ordinarily
from witnesses.stochastic_games import SOURED, souring

import gametheory_paradox as gp
from gametheory_paradox.models import family_from_table
from gametheory_paradox.paradoxes.definitions import DEFINITIONS
from gametheory_paradox.paradoxes.guard_rails import GUARD_RAILS
from gametheory_paradox.paradoxes.question import QUANTIFIERS
from gametheory_paradox.testing import (
    extensive_forms,
    families,
    instances,
    normal_forms,
    perfect_information_games,
)

few = settings(max_examples=ordinarily(4, 12))
each_paradox = pytest.mark.parametrize("paradox", DEFINITIONS)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("saved")


def comes_back(answer, folder):
    """Saves an answer; what is read is equal, shows itself alike, and is saved alike."""
    gp.save(answer, folder / "first.json")
    again = gp.load_result(folder / "first.json")
    assert again.identical(answer) if isinstance(answer, xarray.Dataset) else again == answer
    assert str(again) == str(answer)
    gp.save(again, folder / "second.json")
    assert (folder / "second.json").read_bytes() == (folder / "first.json").read_bytes()
    return again


def is_accepted_and_explained(certificate, folder):
    """A certificate comes back, is accepted, and is explained in words and in LaTeX."""
    again = comes_back(certificate, folder)
    assert gp.verify(again) == gp.verify(certificate)
    assert len(gp.explain(again)) > 60
    assert gp.views.explain_latex(again)


@each_paradox
@given(data=st.data())
@few
def test_a_verdict_comes_back_and_so_does_a_question_that_stays_open(folder, paradox, data):
    game, question = data.draw(instances(paradox))
    question = question.but(quantifier=data.draw(st.sampled_from(QUANTIFIERS)))
    verdict, open_ = gp.detect(game, question), gp.detect(game, question, budget=0)
    again = comes_back(verdict, folder)
    assert (again.game.title, gp.explain(again)) == (verdict.game.title, gp.explain(verdict))
    if verdict.certificate is not None:
        is_accepted_and_explained(verdict.certificate, folder)
        assert gp.views.proved(verdict.certificate).name == verdict.name
    comes_back(open_, folder)
    assert gp.explain(open_)


def test_the_answers_to_the_questions_of_the_catalog_come_back(folder):
    met = set()
    for name in gp.catalog.names()[:: ordinarily(9, 1)]:
        family = gp.load(name)
        if family.question is None or name.startswith("seed/whole"):  # which takes seconds
            continue
        if family.ranking is not None:  # what is said about all payoffs in an order is kept by its proof
            is_accepted_and_explained(gp.detect(family).certificate, folder)
            continue
        verdict = comes_back(gp.detect(family), folder)
        is_accepted_and_explained(verdict.certificate, folder)
        met.add(verdict.name)
    assert met == {"present", "absent", "impossible"}


def table(*payoffs, players=("Ann", "Bob")):
    """A table in which each player has the actions a and b, as many of them as it has rows."""
    actions, level = [], payoffs[0]
    while isinstance(level, list):
        actions.append(["a", "b"][: len(level)])
        level = level[0]
    return gp.NormalForm.from_tables(players, actions, *payoffs)


def guessing(bob):
    """Ann and Bob guess what chance did; neither sees it; a constant sum."""

    def ann(state):
        sees = {guess: (int(guess == state), -int(guess == state)) for guess in "ht"}
        return (
            gp.Move("Ann", "blind", sees)
            if not bob
            else gp.Move("Ann", "blind", {g: seen(state, g) for g in "ht"})
        )

    def seen(state, guess):
        own = {other: 2 * (guess == state) - (other == state) for other in "ht"}
        return gp.Move("Bob", "blind", {other: (worth, -worth) for other, worth in own.items()})

    return gp.ExtensiveForm.from_tree(["Ann", "Bob"], gp.Chance({s: ("1/2", ann(s)) for s in "ht"}))


def then(player, after, *payoffs):
    """A player sees what was done and chooses between a and b."""
    return gp.Move(player, f"after {after}", dict(zip("ab", payoffs, strict=True)))


ALONE = table([[2], [1]], [[0], [3]])
OPPOSED = table([[1, 0], [0, 1]], [[0, 1], [1, 0]])
AGAIN = gp.RepeatedGame.of(OPPOSED, (Fraction(1, 2),) * 2, Fraction(1))
ANY = table([[2, 4], [1, 3]], [[1, 0], [0, 2]])
WATCHED = table([[[2]], [[1]]], [[[0]], [[3]]], [[[1]], [[2]]], players=("Ann", "Bob", "Cat"))
IDLE = table(*([[[2], [0]], [[1], [3]]] for _ in range(3)), players=("Ann", "Bob", "Cat"))
FIRST = gp.ExtensiveForm.from_tree(
    ["Ann", "Bob", "Cat"],
    gp.Move(
        "Ann",
        "start",
        {"a": then("Bob", "a", (3, 1, 0), (0, 0, 1)), "b": then("Cat", "b", (1, 2, 3), (2, 0, 0))},
    ),
)
GROWING = family_from_table(["Ann", "Bob"], [["a", "b"], ["c"]], [[("x", 0)], [(1, 2)]], {"x": (0, 2, 0)})
GROWING_OPPOSED = family_from_table(
    ["Ann", "Bob"], [["a", "b"]] * 2, [[("x", "-x"), (0, 0)], [(0, 0), (1, -1)]], {"x": (0, 2, 0)}
)
LOST, TRAP = {"mover": "Ann", "action": "a"}, {"mover": "Ann", "action": "a", "coalition": ["Ann", "Bob"]}
TOLD = {"mover": "Ann", "at": "blind", "parts": [["h"], ["t"]]}
RAISED = {"mover": "Ann", "parameter": "x", "low": 0, "high": 1}
ANSWERED = {**LOST, "third": "Cat", "target": "Bob"}
USED = {**LOST, "benchmark": "no-coercion"}
RAILED = {
    ("T1", "option"): (ALONE, LOST),
    ("T2", "option"): (OPPOSED, LOST),
    ("T4", "option"): (FIRST, LOST),
    ("T1", "information"): (guessing(bob=False), TOLD),
    ("T2", "information"): (guessing(bob=True), TOLD),
    ("T1", "comparative-statics"): (GROWING, RAISED),
    ("T2", "comparative-statics"): (GROWING_OPPOSED, RAISED),
    ("T1", "third-party"): (WATCHED, ANSWERED),
    ("T7", "third-party"): (IDLE, ANSWERED),
    ("T4", "third-party"): (FIRST, ANSWERED),
    ("T1", "realized"): (ALONE, USED),
    ("T2", "realized"): (OPPOSED, USED),
    ("T4", "realized"): (FIRST, USED),
    ("T1", "misperception"): (ALONE, {"mover": "Ann", "model": ALONE}),
    ("T2", "misperception"): (OPPOSED, {"mover": "Ann", "model": OPPOSED}),
    ("T5", "misperception"): (ANY, {"mover": "Ann", "model": ANY}),
    ("T6", "dominance-trap"): (OPPOSED, TRAP),
    ("T9", "dynamic-backfire"): (AGAIN, {"mover": "Ann", "action": "a", "instead": "b"}),
}


@pytest.mark.parametrize("rail", GUARD_RAILS, ids=lambda rail: f"{rail.name}-{rail.paradox}")
def test_what_a_guard_rail_rules_out_comes_back(folder, rail):
    game, asked = RAILED[rail.name, rail.paradox]
    verdict = gp.detect(game, rail.paradox, **asked)
    assert isinstance(verdict, gp.Impossible)
    assert verdict.why == f"{rail.name}: {rail.says}"
    again = comes_back(verdict, folder)
    assert gp.explain(again) == gp.explain(verdict)
    is_accepted_and_explained(verdict.certificate, folder)


STATES = [[f"{state}, {row}" for row in "TB"] for state in ("state 1", "state 2")]
CHARTED = {  # for each paradox with a statement about parameters a family, the parameters, and the question
    "option": ("seed/trade-restriction", ["r_C", "k"], {}),
    "dominance-trap": (
        "literature/sandler-2003/preempt-or-deter",
        ["b"],
        {"mover": "A", "action": "deter", "coalition": ["A", "B"]},
    ),
    "comparative-statics": (
        "literature/chassang-2009/defensive-weapons",
        ["V"],
        {"mover": "country 1", "parameter": "d", "low": 0, "high": 1, "quantifier": "best"},
    ),
    "information": (
        "literature/osborne-2004/more-information/uninformed",
        ["epsilon"],
        {"mover": "Column", "at": "start", "parts": STATES, "concept": "subgame-perfect"},
    ),
    "third-party": (
        "seed/trade-restriction",
        ["r_C", "k"],
        {
            "mover": "Pakistan",
            "action": "restrict",
            "at": "after suppress",
            "third": "IS-K",
            "target": "Taliban",
        },
    ),
    "security-insecurity": (
        "seed/guarded-posts",
        ["h_c"],
        {"mover": "Pakistan", "action": "guard"},
    ),
    "dynamic-backfire": (souring(), ["d"], SOURED),
    "null-coercion": (
        "literature/tsebelis-1989/penalties",
        ["r"],
        {"mover": "Coercer", "target": "Host", "parameter": "p", "low": 2, "high": 12},
    ),
}


def test_every_paradox_with_a_statement_about_parameters_is_charted():
    assert set(CHARTED) == {name for name, row in DEFINITIONS.items() if not isinstance(row.stated, str)}


@pytest.mark.parametrize("paradox", CHARTED)
def test_maps_proofs_thresholds_and_draws_come_back(folder, paradox):
    name, over, asked = CHARTED[paradox]
    family = gp.load(name) if isinstance(name, str) else name
    regions = comes_back(gp.chart(family, paradox, over=over, undecided="1/10", **asked), folder)
    assert regions.family.origin == (name if isinstance(name, str) else "")
    assert list(regions) == list(gp.chart(family, paradox, over=over, undecided="1/10", **asked))
    is_accepted_and_explained(regions.certificate, folder)
    comes_back(gp.thresholds(family, paradox, **asked), folder)

    others = {p.name: p.baseline for p in family.parameters if p.name not in (*over, asked.get("parameter"))}
    comes_back(gp.uncertainty(family, paradox, draws=100, values=others, **asked), folder)

    # Of two claims that deny each other one at least is refuted; and a question that stays open.
    names = set()
    for absent in (False, True):
        answer = comes_back(gp.prove(family, paradox, absent=absent, values=others, **asked), folder)
        names.add(answer.name)
        if answer.name == "proved":
            is_accepted_and_explained(answer.certificate, folder)
    assert "refuted" in names
    comes_back(gp.prove(family, paradox, values=others, budget=0, **asked), folder)


PENALTIES = "literature/tsebelis-1989/penalties"


def test_a_question_and_a_condition_come_back(folder):
    family = gp.load("seed/trade-restriction")
    comes_back(family.question, folder)
    comes_back(gp.Question("option", mover="A", action=["a", "b"], at="s"), folder)
    comes_back(gp.thresholds(family).present, folder)


def test_a_proof_about_a_paradox_comes_back(folder):
    family = gp.load("literature/myerson-2007/restraint")
    proved = comes_back(gp.prove(family, assuming=["d > k", "V > r_N"]), folder)
    assert proved.name == "proved"
    is_accepted_and_explained(proved.certificate, folder)


@pytest.mark.parametrize(
    ("claim", "answer"),
    [
        ("payoff(Coercer) <= 100", "proved"),
        ("payoff(Coercer) rises with r", None),
        ("payoff(Coercer) <= -6", "refuted"),
    ],
)
def test_claims_about_payoffs_come_back(folder, claim, answer):
    found = comes_back(gp.prove(gp.load(PENALTIES), claim), folder)
    assert answer in (None, found.name)
    if found.name == "proved":
        is_accepted_and_explained(found.certificate, folder)


@pytest.mark.parametrize("budget", [None, 0])
@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("seed/trade-restriction", {}),
        ("seed/third-party-expansion", {"mover": "Pakistan", "action": "coerce"}),
        ("literature/dobss-2008/security", {"mover": "leader", "action": "a"}),
        (
            "literature/sandler-2003/preempt-or-deter",
            {"mover": "A", "parameter": "b", "low": 4, "high": 3, "values": {"c": 3}},
        ),
    ],
)
def test_channels_come_back(folder, name, asked, budget):
    split = comes_back(gp.channels(gp.load(name), budget=budget, **asked), folder)
    if split.certificate is not None:
        is_accepted_and_explained(split.certificate, folder)


@pytest.mark.slow
def test_ways_out_and_surveys_come_back_with_every_certificate_in_them(folder):
    family = gp.load("seed/trade-restriction")
    escape = comes_back(gp.escape(family, values={"r_C": 60, "k": 10}, levers=["c", "k"]), folder)
    verdicts = [
        escape.start,
        *(point.verdict for row in escape.rows for point in (row.before, row.beyond) if point),
    ]
    assert len(verdicts) > 3
    for verdict in verdicts:
        is_accepted_and_explained(verdict.certificate, folder)
    survey = comes_back(gp.survey(["seed/third-party-expansion"], draws=100), folder)
    for finding in survey.cards[0].scenarios[0].findings:
        is_accepted_and_explained(finding.channels.certificate, folder)


@pytest.mark.slow
def test_other_answers_come_back(folder):
    family, control = gp.load("seed/trade-restriction"), gp.load("seed/trade-restriction/control")
    comes_back(gp.compare(family, control, family.question, over=["c"]), folder)
    comes_back(gp.diagnose(ANY), folder)
    comes_back(gp.atlas(family), folder)
    comes_back(gp.maps.bifurcation(family, over="r_C"), folder)
    broken = comes_back(gp.falsify(family, over=["V", "r_C", "k"], draws=100), folder)
    is_accepted_and_explained(broken.certificate, folder)
    comes_back(gp.falsify(family, gp.studies.never(family.question), over=["w"], draws=10), folder)


COORDINATION = family_from_table(
    ["R", "C"],
    [["r0", "r1"], ["c0", "c1"]],
    [[("x", 1), (0, 0)], [(0, 0), (1, "y")]],
    {"x": (0, 4, 2), "y": (0, 4, 1)},
)
SWEPT = {
    "together": ("seed/trade-restriction", {"r_C": (0, 120, 13), "k": [5, 15, "35/2"]}, {}),
    "alone": ("seed/guarded-posts", {"h_c": [4, "11/2"]}, {"mover": "Pakistan", "action": "guard"}),
    "open": ("seed/trade-restriction/unseen", {"k": [5, 15, 30]}, {"pointwise": 1}),
    "equilibria alone": (COORDINATION, {"x": [0, "1/3", 4], "y": [0, 1]}, {"what": ["equilibria"]}),
}


@pytest.mark.parametrize("name", SWEPT)
def test_sweeps_come_back_and_so_do_their_parts(folder, name):
    family, grid, asked = SWEPT[name]
    found = gp.sweep(gp.load(family) if isinstance(family, str) else family, grid, **asked)
    again = comes_back(found, folder)
    assert again.dtypes == found.dtypes
    assert gp.studies.sweeps.summary(again) == gp.studies.sweeps.summary(found)
    assert np.isnan(again.get("gap", np.array(0))).any() == (name == "open")
    comes_back(found.isel({next(iter(grid)): 0}), folder)


def test_a_sweep_that_is_stored_comes_back(folder):
    family, grid, _ = SWEPT["together"]
    found = gp.sweep(gp.load(family), grid, store=folder / "kept.zarr")
    gp.save(found, folder / "kept.json")
    again = gp.load_result(folder / "kept.json")
    assert again.identical(found)
    assert int((again.verdict == 1).sum()) == 24


@given(game=st.one_of(normal_forms(), extensive_forms(), perfect_information_games()))
@few
def test_games_and_their_equilibria_come_back(folder, game):
    gp.save(game, folder / "game.yaml")
    again = gp.load(folder / "game.yaml")
    assert (again.parameters, again.at()) == ((), game)
    equilibria = gp.solve(game)
    gp.save(equilibria, folder / "equilibria.json")
    assert gp.load_result(folder / "equilibria.json") == equilibria


@pytest.mark.parametrize("concept", ["perfect-bayesian", "sequential"])
def test_assessments_come_back_with_their_beliefs(folder, concept):
    equilibria = gp.solve(gp.load("literature/selten-1975/horse"), concept=concept)
    assert comes_back(equilibria, folder).assessments == equilibria.assessments != ()


@given(family=families())
@few
def test_families_come_back(folder, family):
    gp.save(family, folder / "family.yaml")
    assert gp.load(folder / "family.yaml") == family


def test_a_saved_sweep_in_which_a_code_stands_for_nothing_is_refused(folder):
    model = gp.load("seed/engagement")
    first = model.parameters[0]
    gp.save(gp.sweep(model, {first.name: (first.low, first.high, 3)}), folder / "sweep.json")
    document = json.loads((folder / "sweep.json").read_text("utf-8"))
    for name in ("verdict", "settled"):
        answers = {**document["answers"], name: {**document["answers"][name], "values": "1 1 9"}}
        (folder / "changed.json").write_text(json.dumps({**document, "answers": answers}), "utf-8")
        with pytest.raises(gp.InvalidGame, match="stands for nothing"):
            gp.load_result(folder / "changed.json")
