"""The balance: both columns of every policy, proved, and the essay's own table among its rows."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest

import gametheory_paradox as gp
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.essay.policies import numbers_of, policies_of, range_said, weighed
from gametheory_paradox.essay.systems import Policy, policies, states, system_of, systems
from gametheory_paradox.models import family_from_table, with_accounts

PRESSURE = {"V": 110, "c": 28, "r_C": 10, "r_N": 60, "h": 17, "k": 30, "d": 12, "l": 6}
AT_THE_TIME = [  # payoff with and without, security with and without, at the baselines as they stood
    ("seed/trade-restriction", "Pakistan", PRESSURE, (15, 0, -17, 0), "pays, costs security"),
    (
        "seed/deportation",
        "Pakistan",
        {"V": 110, "b": 30, "r_D": 10, "y": 5, "c_D": 8, "e_R": 9, "k": 30, "a_R": 12, "n": "1/2"},
        (23, 0, -9, 0),
        "pays, costs security",
    ),
    ("seed/power-vacuum", "Pakistan", PRESSURE, (15, 0, -17, 0), "pays, costs security"),
    # Where one border was counted twice it was 53 and -43: see seed/whole/two-months.
    ("seed/whole", "Pakistan", {}, (38, 0, -26, 0), "pays, costs security"),
    (
        "seed/engagement",
        "China",
        {"a_C": 15, "f_M": 3, "D": 30, "lam": "1/2", "k_E": "5/2", "z": "15/2", "s_E": "3/2"},
        (-18, -15, -3, -15),
        "protects at a price",
    ),
    (
        "seed/karakoram/two-defenders",
        "China",
        {"H_C": 12, "H_p": 9, "e": "1/2", "f_C": 4, "f_P": 4, "t": "1/4"},
        (-7, -6, -3, -6),
        "protects at a price",
    ),
    (
        "seed/private-security/unasked",
        "China",
        {
            "H_C": "36/5",
            "H_P": "36/5",
            "W_C": 100,
            "W_P": 100,
            "a": "2/5",
            "e": "1/2",
            "f": 40,
            "G": 15,
            "sigma": 5,
            "j": "1/10",
            "t": "1/4",
        },
        (Fraction(-1983, 25), Fraction(-268, 5), Fraction(-108, 25), Fraction(-18, 5)),
        "backfires",
    ),
]


@pytest.mark.slow
def test_the_essays_table_comes_out_of_one_call_with_certificates_for_both_columns():
    rows = [row for row in AT_THE_TIME if row[0] != "seed/whole"]
    table = {(game, state): (*numbers, word) for game, state, _, numbers, word in rows}
    table["seed/whole/two-months", "Pakistan"] = (53, 0, -43, 0, "pays, costs security")
    found = gp.essay.balance(dict.fromkeys(game for game, _ in table), values={"r_N": 60})
    kept = [entry for entry in found.entries if (entry.policy.game, entry.policy.state) in table]
    assert len(kept) == len(table) == 7
    for entry in kept:
        *numbers, word = table[entry.policy.game, entry.policy.state]
        assert numbers_of(entry.assessment) == tuple(str(n).replace("-", "−") for n in numbers)
        assert entry.assessment.word == word
        assert all(gp.verify(half.certificate).verdict for half in entry.assessment.halves.values())


def test_a_value_is_for_the_games_that_have_it_and_an_error_where_none_has():
    games = ["seed/trade-restriction", "seed/karakoram/two-defenders"]
    words = [entry.assessment.word for entry in gp.essay.balance(games, values={"r_N": 40}).entries]
    assert words == ["changes nothing", "works", "protects at a price"]
    with pytest.raises(InvalidGame, match="'r_M' is not a parameter of any of these games; did you mean"):
        gp.essay.balance(games, values={"r_M": 40})


@pytest.mark.slow
def test_another_reading_is_weighed_only_where_it_is_named():
    (apart,) = (policy for policy in policies() if policy.apart)
    assert policies_of(gp.load(apart.game)) == (apart,)
    rows = gp.essay.balance(budget=0).entries
    assert [entry.policy for entry in rows] == [policy for policy in policies() if not policy.apart]


@pytest.mark.parametrize(("game", "state", "values", "numbers", "word"), AT_THE_TIME)
def test_the_essays_own_question_is_answered_with_a_certificate_for_each_column(
    game, state, values, numbers, word
):
    family = gp.load(game)
    policy = next(own for own in policies_of(family) if (own.state, own.paradox) == (state, "option"))
    entry = weighed(family, policy, values=values)
    assert numbers_of(entry.assessment) == tuple(str(n).replace("-", "−") for n in numbers)
    assert entry.assessment.word == word
    claimed = [gp.verify(half.certificate) for half in entry.assessment.halves.values()]
    falls = [after < before for after, before in zip(numbers[::2], numbers[1::2], strict=True)]
    assert [own.verdict for own in claimed] == ["present" if fall else "absent" for fall in falls]


def test_the_table_of_policies_fits_the_catalog_and_the_essay():
    assert [system.id for system in systems()] == [f"S{number}" for number in range(1, 16)]
    assert states() == tuple(dict.fromkeys(policy.state for policy in policies()))
    assert len(states()) == 2
    order = [system.id for policy in policies() if (system := system_of(policy.game))]
    assert order == sorted(order, key=lambda name: int(name[1:])), "in the essay's order"
    assert len(order) == len(policies()), "every one belongs to a system"
    for policy in policies():
        family = gp.load(policy.game)
        has = {
            action
            for info in family.form.information_sets
            if info.player == policy.state
            for action in info.actions
        }
        assert set(policy.actions) <= has, policy
        assert bool(policy.actions) == (policy.paradox == "option"), policy
        question = policy.question(family)
        assert (question.mover, question.paradox) == (policy.state, policy.paradox), policy
        assert any(account.name == "security" for account in family.accounts), policy
        assert set(policy.at) <= {info.name for info in family.form.information_sets}, policy
        assert policy.about, policy
    assert system_of("seed/guarded-posts") is None


@pytest.fixture(scope="module")
def sheet():
    return gp.essay.balance(["seed/trade-restriction", "seed/karakoram/two-defenders"])


def test_several_states_of_a_game_have_a_line_each(sheet):
    assert [(entry.where, entry.policy.state) for entry in sheet.entries] == [
        ("S3 trade-restriction", "Pakistan"),
        ("S7 karakoram/two-defenders", "Pakistan"),
        ("S7 karakoram/two-defenders", "China"),
    ]
    assert sheet.settled
    assert len(sheet.table().rows) == 3


def test_it_is_data_with_its_certificates(sheet):
    data = json.loads(json.dumps(sheet.to_data()))
    first = data["rows"][0]
    assert (first["system"], first["mover"], first["action"]) == ("S3", "Pakistan", ["restrict"])
    assert first["assessment"] == sheet.entries[0].assessment.word
    for row in data["rows"]:
        assert [gp.verify(row[half]["certificate"]).kind for half in ("payoff", "security")] == [
            "verdict"
        ] * 2
    names = list(sheet.certificates())
    assert len(names) == len(set(names)) == 6
    assert names[0] == "s3-trade-restriction-pakistan-restrict-payoff.json"


def alone(payoffs=("x", 0, 1), security=(-1, 0, 0)):
    rows = [[payoff] for payoff in payoffs]
    bare = family_from_table(["P"], [["close", "open", "wait"]], rows, {"x": (0, 9, 4)})
    return with_accounts(bare, {"security": {"meaning": "harm", "values": {"P": list(security)}}})


BELIEVED = (-218, -109, -165, Fraction(-165, 2))  # a campaign that takes the grievance for 1/2, or knows it
SEEN = (Fraction(363, 17), Fraction(165, 7), Fraction(1287, 119), Fraction(935, 63))  # proof, or none


@pytest.mark.parametrize(
    ("game", "paradox", "numbers", "said"),
    [
        ("seed/militarisation", "misperception", BELIEVED, "believing, knowing"),
        ("seed/unable-or-unwilling", "information", SEEN, "seeing, not seeing"),
    ],
)
def test_what_a_state_believes_or_sees_is_weighed_like_what_it_does(game, paradox, numbers, said):
    found = gp.essay.balance([game])
    (entry,) = (own for own in found.entries if own.policy.paradox == paradox)
    assert numbers_of(entry.assessment) == tuple(str(n).replace("-", "−") for n in numbers)
    assert entry.assessment.word == "backfires"
    claimed = [gp.verify(half.certificate) for half in entry.assessment.halves.values()]
    assert [own.verdict for own in claimed] == ["present", "present"]
    (row,) = (row for row in found.table().rows if row[2] == paradox)
    assert row[-1] == said
    assert entry.to_data()["paradox"] == paradox
    assert entry.label == f"Pakistan: {paradox}"


def test_a_game_that_asks_nothing_of_the_kind_has_no_such_policy():
    family = gp.load("seed/trade-restriction")
    policy = Policy("seed/trade-restriction", "Pakistan", paradox="information")
    with pytest.raises(InvalidGame, match="asks no question about information of Pakistan"):
        policy.question(family)


def test_of_another_game_its_own_questions_about_sight_and_belief_are_weighed_too():
    family = replace(
        gp.load("seed/militarisation/control"), questions=gp.load("seed/militarisation").questions
    )
    own = [(policy.state, policy.name) for policy in policies_of(family)]
    assert own[-1] == ("Pakistan", "misperception")
    assert ("Pakistan", "campaign") in own


def test_of_another_game_every_action_is_weighed():
    found = gp.essay.balance([alone()])
    assert [entry.policy.actions for entry in found.entries] == [("close",), ("open",), ("wait",)]
    assert [entry.assessment.word for entry in found.entries] == [
        "pays, costs security",
        "changes nothing",
        "changes nothing",
    ]
    assert gp.essay.balance([alone()], values={"x": "1/2"}).entries[0].assessment.word == "changes nothing"


def test_a_game_that_counts_no_security_is_refused():
    bare = family_from_table(["P"], [["close", "open"]], [["x"], [0]], {"x": (0, 9, 4)})
    with pytest.raises(InvalidGame, match="declares no account of security"):
        gp.essay.balance([bare])


def test_ranges_and_what_is_not_known():
    undecided = gp.essay.balance(["seed/karakoram/two-defenders"], budget=0)
    assert not undecided.settled
    assert numbers_of(undecided.entries[0].assessment) == ("not known",) * 4
    assert undecided.certificates() == {}
    side = gp.essay.balance(["seed/inclusive-government"]).entries[0].assessment.payoff.comparison.with_action
    assert range_said(side) == (f"{side.low}" if side.low == side.high else f"{side.low} to {side.high}")
