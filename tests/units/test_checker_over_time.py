"""The one-file checker of verdicts over time: alone, beside ``verify``, and on what is not its own."""

import json
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

from gametheory_paradox import catalog, checker_over_time
from gametheory_paradox.detectors import detect
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games import game_to_data

SOURCE = Path(checker_over_time.__file__)
MOST_LINES = 260


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


@pytest.mark.parametrize(
    "raw", [b"", b"hello", b"\xff\xfe{}", b"[]", b"{}", b"{} {}", b" " * 17_000_000, b"[" * 100_000]
)
def test_what_is_no_certificate_is_rejected(raw):
    with pytest.raises(checker_over_time.Rejected):
        checker_over_time.check(raw)


def test_what_would_keep_it_busy_is_refused():
    """Of twelve states with two movers there are some millions of combinations beside one."""
    data = altered(several()["plain"], lambda data: data.update(game=game_to_data(random_game(0, 12))))
    with pytest.raises(checker_over_time.Rejected, match="work"):
        checker_over_time.check(json.dumps(data).encode())


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
