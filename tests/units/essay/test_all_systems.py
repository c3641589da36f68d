"""The survey: a card per system, each field from the function of its name, nothing undecided dressed up."""

import json
import pickle
import re
from dataclasses import replace
from fractions import Fraction

import pytest

import gametheory_paradox as gp
from gametheory_paradox.clock import Clock
from gametheory_paradox.detectors import direction
from gametheory_paradox.detectors.detection import counts_security
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.essay.all_systems import _families, questions_of
from gametheory_paradox.essay.answer import answer_said, details_said, hinges
from gametheory_paradox.essay.policies import (
    change_by,
    policies_of,
    weighed,
    with_changes,
    with_held,
    with_premises_dropped,
    with_shared,
)
from gametheory_paradox.essay.summary import MISSED, counts_said, leaks_said, systems_table
from gametheory_paradox.essay.survey_page import survey_html
from gametheory_paradox.essay.systems import leaks, policies, premises, systems
from gametheory_paradox.essay.words import (
    carrier_said,
    inequalities_said,
    lines_said,
    nearest_said,
    numbers_said,
    robust_said,
    share_said,
    verdicts_said,
    way_out_said,
    witness_said,
)
from gametheory_paradox.forms.trees.formulas import assessment_branches
from gametheory_paradox.models.files import read_model, template
from gametheory_paradox.paradoxes.question import QUANTIFIERS
from gametheory_paradox.studies.examination import examine
from gametheory_paradox.studies.looking_back import NumbersNeeded
from gametheory_paradox.studies.reach import between, percent
from gametheory_paradox.studies.sensitivity import Nudge, Robustness
from gametheory_paradox.studies.sensitivity.formulas import formulas_of

NAMES = [
    "seed/guarded-posts",
    "seed/trade-restriction/control",
    "seed/power-vacuum/coercers",
    "seed/third-party-expansion",
]


@pytest.fixture(scope="module")
def found():
    return gp.survey(NAMES, draws=300)


@pytest.fixture(scope="module")
def by_name(found):
    return {scenario.name: scenario for scenario in found.scenarios}


def test_there_is_a_card_for_each_system(found):
    assert [(card.system and card.system.id, card.name) for card in found.cards] == [
        ("S3", "seed/trade-restriction"),
        ("S5", "seed/power-vacuum"),
        (None, "seed/guarded-posts"),
        (None, "seed/third-party-expansion"),
    ], "the essay's order, toys last"
    assert [len(card.scenarios) for card in found.cards] == [1, 1, 1, 1]
    assert [[s.name for s in card.controls] for card in found.cards if card.controls] == [
        ["seed/trade-restriction/control"]
    ]
    assert found.finished


def chosen(models):
    return [family.origin for family in _families(models)]


def test_files_folders_and_families_are_models_too(tmp_path, monkeypatch):
    (tmp_path / "more").mkdir()
    for name in ("b.yaml", "more/a.yml", "notes.txt"):
        (tmp_path / name).write_text(template("table"))
    inside = [str(tmp_path / name) for name in ("b.yaml", "more/a.yml")]
    assert chosen(tmp_path) == chosen(str(tmp_path)) == chosen([inside[0], tmp_path]) == inside
    own = read_model(template("tree"))
    assert _families([own, "seed/guarded-posts", own]) == [gp.load("seed/guarded-posts"), own]
    (tmp_path / "empty").mkdir()
    with pytest.raises(InvalidGame, match="there is no model file"):
        _families(tmp_path / "empty")
    monkeypatch.chdir(tmp_path)
    assert chosen("more") == ["more/a.yml"]


@pytest.mark.slow
def test_models_of_ones_own_are_surveyed_as_the_essay_is(tmp_path):
    file = tmp_path / "pressure.yaml"
    file.write_text(template("table", title="Pressure", mover="Ann", other="Bob"))
    found = gp.survey([file], draws=100)
    (card,) = found.cards
    assert (card.system, card.title, card.name) == (None, "Pressure", str(file))
    assert found.answer.startswith(
        "Of 4 options of Ann and Bob in 1 model from outside the catalog, 1 costs its owner payoff at the "
        "baseline: Ann’s press. Of the other 3, "
    )
    words = {entry.label: entry.assessment.word for entry in card.entries}
    assert words["Ann: press"] == "costs"
    for entry in card.entries:
        assert entry.assessment.security is None
        assert gp.verify(entry.assessment.payoff.certificate)
    rows = systems_table(found.balance.entries).rows
    assert rows[0][1:5] == ("Pressure", "Ann’s press", "6 → 1", "not counted")
    assert {row[0] for row in rows} == {""}
    (scenario,) = card.scenarios
    assert scenario.main.reach.extent == "at the baseline"
    assert counts_said(found.cards) == ["Models from outside the catalog: 1 present at the baseline."]
    page = survey_html(found)
    assert "What options do to those who have them" in page
    assert "essay" not in page


def test_a_name_brings_what_stands_under_it_and_no_name_all_systems():
    under = [name for name in gp.catalog.names() if f"{name}/".startswith("seed/engagement/")]
    assert chosen(["seed/engagement"]) == under
    assert {"seed/engagement", "seed/engagement/control"} <= {*under}
    assert chosen("seed/engagement/control") == ["seed/engagement/control"]
    apart = {policy.game for policy in policies() if policy.apart}
    seed = [name for name in gp.catalog.names() if name.startswith("seed/")]
    assert chosen(None) == [name for name in seed if name not in apart]


def test_what_is_present_at_the_baseline_is_proved_and_split(by_name):
    (finding,) = by_name["seed/guarded-posts"].findings
    assert tuple(finding.verdicts) == QUANTIFIERS
    assert {verdict.name for verdict in finding.verdicts.values()} == {"present"}
    for verdict in finding.verdicts.values():
        assert gp.verify(verdict.certificate).verdict == "present"
    assert finding.witness == {}
    assert finding.share == (Fraction(29, 54), Fraction(29, 54))
    assert finding.region_map is None, "the bounds are exact, so that no second map is needed"
    assert finding.carrier == ("TTP", (-2, -2))
    assert finding.robust is False
    assert verdicts_said(finding) == "present (costs 3/2)"
    assert share_said(finding).startswith("54 %, proved; ranges half as wide: ")
    assert [part.endswith(" % of draws") for part in share_said(finding).split("; ")] == [False, True, True]
    assert "h_p > h_g + c" in inequalities_said(finding)
    assert nearest_said(finding).endswith(": from 2 to 1.5 payoff, −25 %")
    assert (carrier_said(finding), witness_said(finding)) == ("TTP: −2", "present at the baseline")
    assert finding.influence[0] in {p.name for p in gp.load("seed/guarded-posts").parameters}
    assert robust_said(finding).startswith("no: ")
    assert finding.ways_out.best.binding == ("h_g + c = h_p",)
    assert way_out_said(finding) == "h_p from 2 to 3/2"


def test_where_others_have_the_action_it_is_taken_from_all_as_well(by_name):
    alone, together = by_name["seed/power-vacuum/coercers"].findings
    assert (alone.question.coalition, together.question.coalition) == ((), ("Pakistan", "West"))
    assert together.title == "Pakistan: press, together with West"
    assert together.channels is None
    assert (alone.verdict.name, together.verdict.name) == ("absent", "absent")


def test_a_witness_shows_the_paradox_and_every_moved_parameter_is_needed(by_name):
    _, together = by_name["seed/power-vacuum/coercers"].findings
    family, move = (
        gp.load("seed/power-vacuum/coercers"),
        {"mover": "Pakistan", "action": "press", "coalition": together.question.coalition},
    )
    assert together.witness
    assert gp.detect(family.at(together.witness), **move).name == "present"
    for name in together.witness:
        rest = {other: value for other, value in together.witness.items() if other != name}
        assert gp.detect(family.at(rest), **move).name == "absent"
    assert witness_said(together).count(" instead of ") == len(together.witness)


def test_a_control_is_proved_to_be_empty(by_name):
    scenario = by_name["seed/trade-restriction/control"]
    (finding,) = scenario.findings
    assert scenario.control
    assert (scenario.verdict, finding.share, finding.witness) == ("absent", (0, 0), None)
    assert share_said(finding).startswith("0 %, proved")
    assert nearest_said(finding) == "no single parameter within its range"
    assert inequalities_said(finding) == "never"
    assert (carrier_said(finding), way_out_said(finding)) == ("no loss", "-")


def test_a_game_without_a_question_is_diagnosed(by_name):
    scenario = by_name["seed/third-party-expansion"]
    assert (scenario.findings, scenario.verdict) == ((), "present")
    assert len(scenario.diagnosis.present) == 2


@pytest.fixture
def few_patterns(monkeypatch):
    """Trees with hidden moves count as too large for formulas of equilibria with beliefs."""
    formulas_of.cache_clear()
    monkeypatch.setattr(assessment_branches, "MOST_PATTERNS", 10)
    yield
    formulas_of.cache_clear()


@pytest.mark.slow
def test_hidden_moves_are_solved_and_charted_for_sequential_equilibria():
    # Over the eight parameters of the highway a proof in cells leaves much open.
    for name, width in {
        "seed/karakoram": Fraction(3, 4),
        "seed/trade-restriction/unseen": Fraction(1, 100),
    }.items():
        (scenario,) = gp.survey(gp.load(name), draws=100).scenarios  # a name stands for its variants as well
        (finding,) = scenario.findings
        assert scenario.concept == finding.verdict.question.concept == "sequential"
        assert not finding.wider
        assert finding.share[1] - finding.share[0] < width
        assert "subgame-perfect" not in share_said(finding)


@pytest.mark.slow
@pytest.mark.usefixtures("few_patterns")
def test_hidden_moves_with_too_many_patterns_are_charted_for_subgame_perfect_equilibria():
    (scenario,) = gp.survey(["seed/karakoram/control"], draws=100).scenarios
    (finding,) = scenario.findings
    assert scenario.concept == "sequential"
    assert finding.verdict.question.concept == "sequential"
    assert finding.wider
    assert finding.share[0] == 0
    assert finding.share[1] < Fraction(1, 100)
    assert "proved (subgame-perfect)" in share_said(finding)


@pytest.mark.slow
@pytest.mark.usefixtures("few_patterns")
def test_without_formulas_a_sample_is_called_one():
    (scenario,) = gp.survey(["seed/trade-restriction/unseen"], draws=100).scenarios
    (finding,) = scenario.findings
    assert not finding.wider
    assert finding.share is None
    assert finding.uncertainty.draws == 100
    assert "sample of 100" in share_said(finding)


def test_it_is_data_and_a_table_and_goes_between_processes(found):
    data = json.loads(json.dumps(found.to_data()))
    assert [system["name"] for system in data["systems"]] == [card.name for card in found.cards]
    table = found.table()
    assert len(table.rows) == sum(max(1, len(scenario.findings)) for scenario in found.scenarios)
    assert pickle.loads(pickle.dumps(found)).to_data() == found.to_data()
    assert "Survey" in str(found)
    assert str(found).startswith(found.answer)
    assert "<table" in found._repr_html_()


@pytest.mark.slow
def test_workers_change_nothing():
    names = ["seed/proactive-response", "seed/third-party-expansion"]
    said = [str(gp.survey(names, draws=100, workers=workers)) for workers in (1, 2)]
    assert said[0] == said[1]


def test_progress_is_told_after_each_game():
    met = []
    with Clock(progress=lambda own: met.append((own.done, own.total, own.unit, own.note.split(":")[0]))):
        gp.survey(["seed/third-party-expansion"], draws=100)
    assert met == [(1, 1, "games", "seed/third-party-expansion")]


@pytest.mark.parametrize("workers", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_a_survey_that_is_called_off_keeps_the_games_that_it_has_seen(workers):
    names, seen = ["seed/third-party-expansion", "seed/proactive-response"], []
    families = [gp.load(name) for name in names]
    whole = gp.survey(families[:1], draws=100)
    with Clock(progress=lambda own: seen.append(own.done), cancelled=lambda: bool(seen)):
        kept = gp.survey(families, draws=100, workers=workers)
    assert not kept.finished
    assert [str(own) for own in kept.cards] == [str(own) for own in whole.cards]
    assert kept.table().rows == whole.table().rows
    assert kept.left_out == (names[1],)
    assert kept.parts()[0] == kept.shortfall
    assert kept.shortfall.startswith("Called off after 1 of 2 games")
    assert kept.shortfall in survey_html(kept)
    assert kept.to_data()["left_out"] == [names[1]]
    assert not whole.shortfall


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        ({"models": ["seed/nothing"]}, "the catalog has no game 'seed/nothing'"),
        ({"models": []}, "models: expected at least one game"),
        ({"draws": 0}, "draws: expected a whole number"),
        ({"draws": True}, "draws: expected a whole number"),
        ({"workers": 1.5}, "workers: expected a whole number"),
    ],
)
def test_what_cannot_be_meant_is_refused(request_, message):
    with pytest.raises(InvalidGame, match=message):
        gp.survey(**request_)


def test_shares_are_rounded_away_from_what_is_claimed():
    assert percent(Fraction(1, 3)) == "33 %"
    assert (percent(Fraction(1, 3), "lower"), percent(Fraction(1, 3), "upper")) == ("33 %", "34 %")
    assert (percent(Fraction(21, 10**4)), percent(Fraction(9987, 10**4))) == ("0.21 %", "99.9 %")
    assert between(Fraction(1, 3), Fraction(2, 3)) == "33 to 67 %"
    assert between(Fraction(0), Fraction(0)) == "0 %"


def test_what_is_undecided_is_not_called_changed():
    row = Nudge("x", (Fraction(1), Fraction(2)), ("absent", "absent"))
    sure = Robustness("absent", Fraction(1, 5), (row,), 4, 4)
    assert sure.survives is True
    assert replace(sure, surviving=3, undecided=1).survives is None
    assert replace(sure, surviving=2, undecided=1).survives is False
    assert replace(sure, rows=(replace(row, verdicts=("absent", "undecided")),)).survives is None
    assert replace(sure, rows=(replace(row, verdicts=("absent", "present")),)).survives is False
    assert replace(sure, corners=0, surviving=0).survives is None
    assert replace(sure, verdict="undecided").survives is None


@pytest.mark.slow
def test_a_survey_answers_for_the_states_it_is_about():
    found = gp.survey(["seed/trade-restriction/control", "seed/deportation"], draws=100)
    (entry,) = found.balance.entries
    assert (entry.system.id, entry.assessment.word) == ("S4", "pays, costs security")
    lead = "At the baselines 1 of 1 policy of Pakistan costs its own state security. It pays otherwise: "
    assert found.answer.startswith(f"{lead}Pakistan’s deportations (S4).")
    assert set(entry.changes) == {"payoff", "security"}
    home, recruits = (own for own in premises() if own.is_motive or own.quantity == "harm_of_recruits")
    assert (
        f"on one assumption: {recruits.about} ({recruits.evidence}; without it S4 loses none)."
        in found.answer
    )
    assert f"That S4 pays is put in ({home.about}; {home.evidence})." in found.answer
    without = "Pakistan’s deportations (S4) 0 instead of −9."
    assert f"Security without the assumption {recruits.about}: {without}" in found.details
    assert f"Security without {home.about}: {without}" in found.details
    data = found.to_data()
    assert (data["answer"], data["details"]) == (found.answer, [*found.details])
    assert [card["system"] for card in data["systems"]] == ["S3", "S4"]
    assert [row["assessment"] for card in data["systems"] for row in card["policies"]] == [
        entry.assessment.word
    ]


def test_every_system_of_the_essay_has_a_row(found):
    table = systems_table(found.balance.entries)
    assert [row[0] for row in table.rows] == [system.id for system in systems()]
    for system, row in zip(systems(), table.rows, strict=True):
        if not system.is_modeled:
            assert row[2] == "not yet modeled"


def test_kinds_of_games_are_counted_apart_and_a_control_that_leaks_is_told(found, by_name):
    said = "\n".join(counts_said(found.cards))
    assert "Controls, in which the mechanism is off: 1 absent at the baseline." in said
    assert "Variants: 1 absent at the baseline." in said
    assert "Toys: 2 present at the baseline." in said
    assert leaks_said(found.cards) == []
    (card,) = (card for card in found.cards if card.controls)
    (control,) = card.controls
    (finding,) = control.findings
    leaking = replace(
        finding, uncertainty=replace(finding.uncertainty, bounds=None, present=30, interval=(1 / 16, 1 / 8))
    )
    (line,) = leaks_said([replace(card, scenarios=(replace(control, findings=(leaking,)),))])
    assert line.startswith(
        "The control trade-restriction/control shows it all the same (Pakistan: restrict at "
    )
    assert line.endswith("somewhere in its ranges, 6.2 to 13 % of them in a sample.")
    game = replace(control, family=gp.load("seed/trade-restriction"), findings=(leaking,))
    (line,) = leaks_said([replace(card, scenarios=(game, replace(control, findings=(leaking,))))])
    assert f"in a sample; in the game itself {share_said(leaking).partition(';')[0]}." in line
    open_ = replace(leaking, uncertainty=replace(leaking.uncertainty, present=0), thresholds=None)
    (line,) = leaks_said([replace(card, scenarios=(replace(control, findings=(open_,)),))])
    assert "is not proved to be free of it (Pakistan: restrict at after suppress): 6.2 to 13 % of" in line
    for (name, asked), leak in leaks().items():
        other = gp.load(name)
        titled = {replace(leaking, question=question).title: question for question in questions_of(other)}
        shown = replace(control, family=other, findings=(replace(leaking, question=titled[asked]),))
        assert shown.control
        (line,) = leaks_said([replace(card, scenarios=(shown,))])
        assert line.endswith(f" in a sample; {leak.mechanism}.")
        unseen = replace(open_, question=titled[asked])
        (line,) = leaks_said([replace(card, scenarios=(replace(shown, findings=(unseen,)),))])
        assert (f"shows it all the same ({asked}): with {leak.at}; " in line) == bool(leak.at)


@pytest.mark.parametrize(("name", "asked"), [key for key, leak in leaks().items() if leak.at])
def test_where_a_control_is_said_to_leak_it_does(found, name, asked):
    family, values = gp.load(name), dict(part.split(" = ") for part in leaks()[name, asked].at.split(", "))
    finding = found.cards[0].scenarios[0].findings[0]
    (question,) = (own for own in questions_of(family) if replace(finding, question=own).title == asked)
    verdict = gp.detect(family, question, values=values)
    assert (verdict.name, gp.verify(verdict.certificate).verdict) == ("present", "present")


def test_what_must_be_believed_is_told(by_name):
    lines = lines_said(by_name["seed/guarded-posts"])
    assert any(
        "it must be believed that" in line and "stays above 1.5 (it is put at 2)" in line for line in lines
    )
    assert any("questions about single moves are answered present" in line for line in lines)


def test_the_paragraph_says_what_it_hangs_on_and_how_sure_it_is():
    assert answer_said([]).startswith("None of the games surveyed")
    family = gp.load("seed/trade-restriction")
    entries = [with_changes(weighed(family, policy)) for policy in policies_of(family)]
    said, details = answer_said(entries), " ".join(details_said(entries))
    costing = [entry for entry in entries if direction(entry.assessment.security) == -1]
    assert costing
    for entry in costing:
        assert f"{entry.policy.state}’s " in said
        assert f"{entry.policy.short} (S3)" in said
        assert hinges(entries)[0].changes[0].parameter.meaning in details
    assumed = sum(p.standing == "assumed" for p in family.parameters)
    assert f"of {len(family.parameters)} numbers put in none is measured." in said
    assert f"Of the {len(family.parameters)} numbers that the models put in" in details
    assert f"{assumed} are assumed" in details


# The first screen is read by people who have a minute.
@pytest.mark.slow
def test_the_paragraph_of_the_whole_essay_is_short_and_names_what_costs_security():
    own = [(policy, weighed(gp.load(policy.game), policy)) for policy in policies() if not policy.apart]
    entries = [with_shared(with_held(with_premises_dropped(entry))) for _, entry in own]
    said = answer_said(entries)
    assert len(said.split()) < 200
    costing = [entry for entry in entries if direction(entry.assessment.security) == -1]
    assert len(costing) > 5
    for entry in costing:
        (told,) = re.findall(rf"{re.escape(entry.policy.short)} \(([^)]*)\)", said)
        assert entry.system.id in told.split(", ")
    for premise in premises():
        assert premise.about in said


def test_what_a_policy_does_at_the_numbers_of_the_other_models_stands_beside():
    family = gp.load("seed/power-vacuum")
    (entry,) = (with_shared(weighed(family, policy)) for policy in policies_of(family))
    again = gp.detect(family, entry.shared.assessment.payoff.question, values={"r_N": 60})
    assert entry.shared.assessment.payoff == again
    (row,) = (row for row in systems_table([entry]).rows if row[0] == "S5")
    word, beside, missed = row[5].splitlines()
    assert (word, row[3], missed) == ("backfires", "0 → −15", MISSED)
    assert beside == (
        "with r_N at 60, as in other models: pays, costs security (payoff 0 → 15, security 0 → −17)"
    )
    said = "With a number that other models take, S5 is “pays, costs security” with r_N at 60."
    assert said in details_said([entry])
    paragraph = answer_said([entry])
    assert "It costs it only at a number that other models put elsewhere: Pakistan’s pressure on" in paragraph
    alone = replace(entry, shared=None)
    assert "It costs payoff too: Pakistan’s pressure on Kabul (S5)." in answer_said([alone])


def test_a_control_whose_number_is_out_of_range_elsewhere_has_none_beside():
    family = gp.load("seed/trade-restriction/control")
    entry = weighed(family, policies_of(gp.load("seed/trade-restriction"))[0])
    assert family.parameters[2].because
    assert with_shared(entry) == entry


def test_the_paragraph_counts_what_came_of_forecasts():
    games = ("seed/deportation", "seed/power-vacuum")
    entries = [weighed(gp.load(game), policy) for game in games for policy in policies_of(gp.load(game))]
    assert (
        "Of 3 forecasts that these models make of what was counted, none came true unseen, 1 agreed with "
        "what was known and 2 missed."
    ) in details_said(entries)


def test_only_what_is_settled_is_called_proved():
    said = [
        answer_said([weighed(family, policy) for policy in policies_of(family)])
        for family in map(gp.load, ("seed/trade-restriction", "seed/inclusive-government"))
    ]
    assert "Each verdict is proved for its model; " in said[0]
    assert "Each settled verdict is proved for its model; " in said[1]


@pytest.mark.slow
def test_what_is_believed_or_seen_has_a_row_in_words_of_its_own_and_its_numbers_count():
    family = gp.load("seed/militarisation")
    entries = [with_changes(weighed(family, policy)) for policy in policies_of(family)]
    option, belief = [row for row in systems_table(entries).rows if "Pakistan’s" in row[2]]
    assert option[3:6] == ("−109 → −109", "−82.5 → −82.5", f"changes nothing\n{MISSED}")
    assert belief[:3] == ("", "", "Pakistan’s campaign planned in a wrong belief")
    compared = "knowing −109 → believing −218", "knowing −82.5 → believing −165"
    assert belief[3:6] == (*compared, f"backfires\n{MISSED}")
    assert "(rho): from 1.5 to ≈ 1 " in belief[6]
    assert "a nearer one is not excluded" in belief[6]
    assert "It costs payoff too: Pakistan’s campaign planned in a wrong belief (S8)." in answer_said(entries)
    said = " ".join(details_said(entries))
    assert "For these verdicts to stand it must be believed, of the single numbers that turn one of " in said
    assert "of them soonest: in S8, that " in said
    assert f"Of the {len(family.parameters) + 1} numbers that the models put in" in said, (
        "rho as it is believed"
    )


@pytest.mark.slow
def test_a_premise_is_what_a_policy_costs_or_brings_less_without():
    home, isk, recruits = premises()
    assert home.parameters(gp.load("seed/trade-restriction"), "Pakistan") == ("r_C", "r_N")
    assert isk.parameters(gp.load("seed/deportation"), "Pakistan") == ()
    left, entries = {}, []
    for game in ("trade-restriction", "deportation", "power-vacuum", "whole", "engagement", "corridor"):
        family = gp.load(f"seed/{game}")
        for entry in map(with_premises_dropped, (weighed(family, policy) for policy in policies_of(family))):
            entries.append(entry)
            if entry.left_without:
                steps = ", ".join(entry.policy.actions)
                left[f"{game}: {steps}"] = {own: str(change) for own, change in entry.left_without.items()}
            for premise, change in entry.left_without.items():
                dropped = dict.fromkeys(premise.parameters(family, entry.policy.state), 0)
                again = weighed(family, entry.policy, values=dropped)
                assert change == change_by(again.assessment.security)
                assert abs(change) < abs(change_by(entry.assessment.security))
    assert left == {
        "corridor: link": {isk: "0"},  # a gain
        "trade-restriction: restrict": {home: "0", isk: "0"},
        "deportation: deport at once, deport": {home: "0", recruits: "0"},
        "power-vacuum: press": {home: "0", isk: "0"},
        "whole: deport at once, deport, restrict": {home: "0", isk: "-9", recruits: "-17"},
        "whole: restrict": {home: "0", isk: "0"},
        "whole: deport at once, deport": {home: "0", recruits: "0"},
    }
    said = answer_said(entries)
    assert "without it S3 and S5 lose none, S2 gains none)" in said
    assert "without it S4 loses none)" in said
    assert "That S3, S4 and S15 pay is put in" in said  # S5 is done for the same, and does not pay
    details = " ".join(details_said(entries))
    assert "Pakistan’s link to the corridor (S2) 0 instead of +13.6" in details
    assert "Pakistan’s whole pressure (S15) −9 instead of −26" in details
    assert "What S2 costs hangs on none of these harms." in details


def test_every_question_of_a_model_is_looked_at():
    family = gp.load("seed/militarisation")
    asked = questions_of(family)
    assert [question.paradox for question in asked] == ["option", "misperception"]
    found = gp.studies.examine(family, sides=["quantifiers"])
    assert [finding.verdict.name for finding in found.findings] == ["impossible", "present"]
    assert found.findings[1].verdict.assessment.word == "backfires"
    (only,) = gp.studies.examine(family, "misperception", sides=["quantifiers"]).findings
    assert only.verdict == found.findings[1].verdict


@pytest.mark.parametrize("models", [5, [5]])
def test_what_is_no_model_is_refused(models):
    with pytest.raises(InvalidGame, match="expected a game, a family, the name of a game"):
        gp.survey(models)


def test_whether_a_costly_option_would_protect_if_nobody_answered_is_told():
    names = ("seed/trade-restriction", "seed/private-security/unasked")
    entries = [with_held(weighed(own, policy)) for own in map(gp.load, names) for policy in policies_of(own)]
    assert [entry.held.name for entry in entries] == ["absent", "present"]
    assert "S9 would protect if nobody answered: the paradox itself." in answer_said(entries)
    assert "S3 would not protect even if nobody answered." in details_said(entries)
    assert entries[1].to_data()["held"]["verdict"] == "present"


def test_comparisons_on_which_a_verdict_hangs_are_counted_in_a_table_and_told_below(by_name):
    (finding,) = by_name["seed/power-vacuum/coercers"].findings[:1]
    told = " (of subgame-perfect equilibria); in security: no: never"
    hanging = NumbersNeeded(None, f"hangs on 2 comparisons of gaps: A's gap (x); B's gap{told}")
    found = replace(finding, numbers=hanging)
    assert numbers_said(found) == (
        "hangs on 2 comparisons of gaps (of subgame-perfect equilibria); "
        "in security: no: never in the baseline's order"
    )
    shown = replace(by_name["seed/power-vacuum/coercers"], findings=(found,))
    assert any(
        "whether it needs the numbers: hangs on 2 comparisons of gaps: A's" in x for x in lines_said(shown)
    )


@pytest.mark.slow
def test_a_control_that_no_draw_shows_and_no_formulas_settle_is_proved_free():
    found = examine(
        gp.load("seed/private-security/control"), sides=["thresholds", "uncertainty"], draws=100, budget=None
    ).main
    assert found.thresholds is None
    assert found.is_never
    assert (inequalities_said(found), found.share) == ("never", (0, 0))
    assert gp.verify(found.proof.certificate).verdict == "holds"


OPEN_OVER_TIME = ("cooperation", "development", "militarisation/stock")
OPEN = {"seed/collective-action/alike/control", "seed/collective-action/control", "seed/whole/control"}


@pytest.mark.slow
def test_every_control_is_free_in_security_too_or_its_leak_is_named():
    named, seen = {name for name, _ in leaks()}, []
    for name in gp.catalog.names():
        if not name.endswith("control") or not name.startswith("seed/") or name in OPEN:
            continue
        family = gp.load(name)
        if any(f"seed/{own}/" in name for own in OPEN_OVER_TIME) or not counts_security(family):
            continue
        question = questions_of(family)[0]
        if question.paradox != "option":
            continue
        wide = "subgame-perfect" if question.concept == "sequential" else question.concept
        asked = question.but(measure="security", concept=wide)
        found = gp.prove(family, asked, absent=True, budget=20)
        seen.append(found.name)
        assert found.name == "proved" or name in named, name
    assert seen.count("proved") > 12
