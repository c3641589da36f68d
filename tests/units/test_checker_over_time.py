"""The one-file checker of verdicts over time: alone, beside ``verify``, and on what is not its own."""

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from laws.both_checkers import judged, verified
from laws.tampering import rehashed
from units.test_checker import code_lines
from witnesses.certificates import data_of, over_time, solutions, verdicts
from witnesses.sampling import ordinarily
from witnesses.stochastic_games import random_game, stepwise
from witnesses.taken_away import altered, several, wrong_fields, wrong_games, wrong_steps

from gametheory_paradox import catalog, checker, checker_over_time
from gametheory_paradox.detectors import detect
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import game_to_data, hashed_game
from gametheory_paradox.forms.states.proofs.state_cells import StateCell, StateTables
from gametheory_paradox.forms.states.proofs.state_determinants import outdone

SOURCE = Path(checker_over_time.__file__)
MOST_LINES = 300


def judges(data):
    return judged(data, checker_over_time)


def test_it_can_be_read_in_one_sitting():
    assert 200 < len(code_lines(SOURCE.read_text("utf-8"))) <= MOST_LINES


def test_it_runs_where_nothing_is_installed(tmp_path):
    shutil.copy(SOURCE, tmp_path / "checker.py")
    data = several()["plain"]
    for name, content in {
        "right": data,
        "wrong": {**data, "gap": "2"},
        "foreign": verdicts()["commitment, strong"],
    }.items():
        (tmp_path / name).write_text(json.dumps(content))
    command = [sys.executable, "-S", "-I", "checker.py"]
    said = {}
    for name in ("right", "wrong", "foreign", "nowhere"):
        done = subprocess.run([*command, name], capture_output=True, text=True, cwd=tmp_path, check=False)
        assert done.stderr == ""
        said[name] = (done.returncode, done.stdout.partition(":")[0])
    gone = "[Errno 2] No such file or directory"
    assert said == {
        "right": (0, "accepted"),
        "wrong": (1, "rejected"),
        "foreign": (3, "not mine"),
        "nowhere": (2, gone),
    }


# --- What is its own ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", several())
def test_it_accepts_what_is_right(name):
    data = several()[name]
    assert verified(data).verdict == data["verdict"]
    assert judges(data) == "accepted"


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: wrong_steps(several()["plain"]),
        lambda: wrong_games(several()),
        lambda: wrong_fields(several()),
    ],
)
def test_it_rejects_what_is_wrong_as_verify_does(wrong):
    found = wrong()
    assert len(found) > 10
    for number, data in enumerate(found):
        with pytest.raises(CertificateRejected):
            verified(data)
        assert judges(data) == "rejected", (number, data)


def test_of_random_games_it_accepts_those_that_are_so_proved_and_nothing_that_is_not_so():
    counted, random = Counter(), ordinarily(6, 60)
    for seed in range(random):
        found = [
            detect(random_game(seed, 2), mover="P0", action="a0", at="s0", quantifier="worst"),
            detect(random_game(seed, 3), mover="P1", action="a1", quantifier="best"),
            detect(stepwise(seed, 2, Fraction(4, 5)), mover="Q", action="x"),
        ]
        for verdict in (own for own in found if own.certificate is not None):
            data = data_of(verdict.certificate)
            verified(data)
            counted[judges(data)] += 1
            if judges(data) == "accepted":
                other = {"present": "absent", "absent": "present"}[data["verdict"]]
                assert judges({**data, "verdict": other}) == "rejected"
    assert counted["rejected"] == 0
    assert counted["accepted"] > random / 3
    assert counted["not mine"] > random / 3


def test_it_needs_every_field_and_knows_no_other():
    data = several()["measured"]
    assert judges({**data, "note": "trust me"}) == "rejected"
    for field in data:
        assert judges({other: value for other, value in data.items() if other != field}) != "accepted"
        for value in (None, True, 1, "x", [], {}, [[[]]], {"x": {}}):
            assert judges({**data, field: value}) != "accepted", (field, value)


@pytest.mark.parametrize("value", [True, 2.0, "2", 1, 3, 0, None, [2]])
def test_another_format_is_rejected(value):
    assert judges({**several()["plain"], "format": value}) == "rejected"


def test_a_field_that_stands_twice_is_rejected():
    text = json.dumps(several()["plain"])
    with pytest.raises(checker_over_time.Rejected, match="twice"):
        checker_over_time.check(f'{text[:-1]}, "gap": "1"}}'.encode())


@pytest.mark.parametrize("raw", [b"", b"hello", b"\xff\xfe{}", b"[]", b"{}", b"{} {}", b"[" * 100_000])
def test_what_is_no_certificate_is_rejected(raw):
    with pytest.raises(checker_over_time.Rejected):
        checker_over_time.check(raw)


def many_movers(data):
    """A state in which thirty move: a billion combinations, none of which is listed."""
    game = data["game"]
    game["players"] = [f"P{who}" for who in range(30)]
    game["information_sets"] = [
        {"player": who, "name": "s0", "actions": ["a0", "a1"]} for who in game["players"]
    ]
    game["states"] = [{"name": "s0", "payoffs": [], "transitions": []}]


def many_states(data):
    data["game"]["states"] = [{"name": f"s{number}"} for number in range(40_000)]


def many_steps(data):
    """Each of three players has eight actions; a step looks at 4,096 determinants, and is taken often."""
    data["game"] = game_to_data(random_game(0, 1, players=3, actions=8))
    data["proof"]["with"]["cutting"] = [["d", 0, 0, 1]] * 10_000 + [["a"]]


def long_probabilities(data):
    primes = [2**n - 1 for n in range(13_001, 13_201)]
    data["game"]["states"][0]["transitions"][0] = [f"1/{p}" for p in primes]
    data["game"]["states"] += [{"name": f"more {n}"} for n in range(96)]
    data["game"]["states"][0]["transitions"] = [[f"1/{p}" for p in primes[:98]]] * 4


def twelve_states(data):
    """Beside one combination there are some millions of others."""
    data["game"] = game_to_data(random_game(0, 12))


def long_payoffs(data):
    """Numbers of thousands of digits in a game of eighty states."""
    game = random_game(0, 80)
    long = Fraction(10**3_900 + 1, 10**3_900)
    cells = [tuple(long * payoff for payoff in cell) for state in game.states for cell in state.payoffs]
    data["game"] = game_to_data(game.with_payoffs(cells))


BUSY = (many_movers, many_states, many_steps, long_probabilities, twelve_states, long_payoffs)


@pytest.mark.parametrize("make", BUSY)
def test_what_would_keep_it_busy_is_soon_done_with(make):
    assert judges(altered(several()["plain"], make)) in ("rejected", "not mine")


def test_a_file_that_is_too_large_is_left_to_others():
    with pytest.raises(checker_over_time.NotMine):
        checker_over_time.check(b" " * 17_000_000)


def test_what_it_says_can_be_printed_anywhere(tmp_path):
    (tmp_path / "euro").write_text(json.dumps({"format": 2, "kind": "€"}), "utf-8")
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    for file in (checker.__file__, checker_over_time.__file__):
        command = [sys.executable, file, str(tmp_path / "euro")]
        done = subprocess.run(command, capture_output=True, env=environment, check=False)
        assert (done.returncode, done.stderr) == (3, b"")


@pytest.mark.parametrize("name", ["seed/cooperation", "seed/development", "seed/militarisation/stock"])
@pytest.mark.parametrize("measure", ["payoff", "security"])
def test_the_verdicts_of_the_essay_over_time_are_its_own(name, measure):
    family = catalog.load(name)
    question = next(own for own in family.questions if own.paradox == "option")
    assert judges(data_of(detect(family, question, measure=measure).certificate)) == "accepted"


# --- Each rule by itself ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("read", "data"),
    [
        (checker_over_time.texts, ["a", "a"]),
        (checker_over_time.texts, ["a", ""]),
        (checker_over_time.texts, []),
        (checker_over_time.texts, ["a", "\ud800"]),
        (checker_over_time.texts, ["a", 1]),
        (checker_over_time.number, "1" * 4_001),
        (checker_over_time.number, f"1/{'3' * 4_001}"),
        (checker_over_time.number, "2/4"),
        (checker_over_time.number, "+1"),
        (lambda data: checker_over_time.probabilities(data, 2), ["2", "-1"]),
        (lambda data: checker_over_time.probabilities(data, 2), ["1/2", "1/3"]),
        (lambda data: checker_over_time.probabilities(data, 2), ["1"]),
    ],
)
def test_what_is_no_name_number_or_probability_is_refused(read, data):
    with pytest.raises((checker_over_time.Rejected, ValueError)):
        read(data)


def test_probabilities_with_long_denominators_are_left_to_others():
    with pytest.raises(checker_over_time.NotMine):
        checker_over_time.probabilities([f"1/{2**4_001 - 1}", "0"], 2)


def test_periods_end():
    """A chain of steps at once does, in whatever order; one that may lead back does not."""
    chain = [[0, 1, 0, 0], [0, 0, 0, 1], [1, 0, 0, 0], [0, 0, 0, 1]]
    states = [step(row, at_once=place < 3) for place, row in enumerate(chain)]
    checker_over_time.check_periods(states)
    for place, row in (
        (0, [Fraction(1, 2), Fraction(1, 2), 0, 0]),
        (1, [0, 0, Fraction(1, 2), Fraction(1, 2)]),
    ):
        round_ = [*states[:place], step(row, at_once=True), *states[place + 1 :]]
        with pytest.raises(checker_over_time.Rejected, match="period"):
            checker_over_time.check_periods(round_)


def step(row, *, at_once):
    return checker_over_time.State((), {(): [Fraction(0)]}, {(): [Fraction(p) for p in row]}, at_once)


def test_a_game_has_a_form_that_is_known_and_a_discount():
    one = hashed_game(random_game(0, 1))
    assert checker_over_time.read_game(one).names == ("s0",)
    for form in ("extensive", "normal", "", None):
        with pytest.raises(checker_over_time.Rejected, match="form"):
            checker_over_time.read_game(rehashed({"game": {**one, "form": form}})["game"])
    for discounts in (["1/2", "1"], ["1", "1/2"], ["3/2", "0"]):
        with pytest.raises(checker_over_time.NotMine):
            checker_over_time.read_game(rehashed({"game": {**one, "discounts": discounts}})["game"])


def test_names_are_hashed_as_they_are():
    game = random_game(2, 2)
    named = replace(game, players=("Ä", "Ω"))
    data = data_of(detect(named, mover="Ä", action="a0", at="s0").certificate)
    assert (verified(data).verdict, judges(data)) == (data["verdict"], "accepted")


@pytest.mark.parametrize(
    "details",
    [
        {"action": []},
        {"action": ["a0", "elsewhere"]},
        {"action": ["a0", "a1"]},
        {"at": ["s0", "s9"]},
        {"at": ["s9"]},
        {"at": ["s0"], "coalition": ["P0", "P1"]},
        {"at": [], "coalition": ["P1"]},
        {"at": [], "coalition": ["P0", "P9"]},
    ],
)
def test_an_action_is_lost_where_it_is_had(details):
    data = several()["plain"]
    game = checker_over_time.read_game(data["game"])
    assert checker_over_time.lost_actions(data, game) == {(0, "a0")}
    with pytest.raises((checker_over_time.Rejected, ValueError)):
        checker_over_time.lost_actions({**data, "details": {**data["details"], **details}}, game)


@pytest.mark.parametrize(("seed", "number", "worse", "better"), [(1, 3, 0, 1), (4, 1, 0, 1), (7, 2, 1, 0)])
def test_what_gains_beside_each_action_may_lose_beside_a_mixture(seed, number, worse, better):
    """The sum over both orders of two actions beside is not positive, though it is at each of the two."""
    form = random_game(seed, 2)
    game, cell = checker_over_time.read_game(hashed_game(form)), StateTables(form)
    labels = [game.sets[number].actions[action] for action in (worse, better)]
    left = [list(info.actions) for info in game.sets]
    assert not checker_over_time.is_outdone(game, left, number, *labels)
    assert not outdone(StateCell(cell, cell.whole, None), number, [(worse, better)])


def test_the_least_loss_is_a_loss():
    """Everything is a thousandth of what it was."""
    data = several()["unequal"]
    assert data["verdict"] == "present"

    def thousandth(numbers):
        return [str(Fraction(p) / 1_000) for p in numbers]

    def shrink(data):
        for state in data["game"]["states"]:
            state["payoffs"] = [*map(thousandth, state["payoffs"])]
        (data["gap"],) = thousandth([data["gap"]])
        data["payoffs"] = {side: thousandth(own) for side, own in data["payoffs"].items()}

    less = altered(data, shrink)
    assert 0 < Fraction(less["gap"]) < 1
    assert (verified(less).verdict, judges(less)) == ("present", "accepted")


# --- What is not --------------------------------------------------------------------------------------------


RULED_OUT = {
    "verdict": "impossible",
    "payoffs": None,
    "infinite": None,
    "gap": None,
    "proof": {"guard_rail": "T1"},
}
FOREIGN = {
    "a table": lambda: verdicts()["commitment, strong"],
    "a map": lambda: over_time()["crisis, map"],
    "mixtures": lambda: over_time()["crisis, strong"],
    "states in order": lambda: over_time()["ordered, strong"],
    "a backfire": lambda: over_time()["crisis, backfires"],
    "a list": lambda: solutions()["list, crisis"],
    "no discount": lambda: altered(
        several()["plain"], lambda data: data["game"].update(discounts=["1", "1"])
    ),
    "a theorem": lambda: {**several()["plain"], **RULED_OUT},
    "a rule": lambda: {**several()["plain"], "quantifier": "payoff-dominant"},
}


@pytest.mark.parametrize("name", FOREIGN)
def test_it_says_nothing_of_what_is_not_its_own(name):
    assert judges(FOREIGN[name]()) == "not mine"
