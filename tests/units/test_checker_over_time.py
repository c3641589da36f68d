"""The one-file checker of verdicts over time: alone, beside ``verify``, and on what is not its own."""

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest
from laws.both_checkers import judged, verified
from units.test_checker import code_lines
from witnesses.certificates import data_of, over_time, solutions, verdicts
from witnesses.sampling import ordinarily
from witnesses.stochastic_games import random_game, stepwise
from witnesses.taken_away import altered, several, wrong_fields, wrong_games, wrong_steps

from gametheory_paradox import catalog, checker, checker_over_time
from gametheory_paradox.detectors import detect
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games import game_to_data

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
