"""``channels``: which player's reaction carries what an action changes."""

import pytest
from units.cli.command_line import AFTER_SUPPRESS, SEED, answer, ask, refused

import gametheory_paradox as gp

THIRD = "seed/third-party-expansion"
COERCE = ("--mover", "Pakistan", "--action", "coerce")


def test_the_parts_are_told_and_proved(tmp_path):
    found = gp.channels(gp.load(THIRD), mover="Pakistan", action="coerce")
    assert answer("channels", THIRD, *COERCE, "--certificate", tmp_path / "c.json") == found.to_data()
    assert gp.read_certificate(tmp_path / "c.json").data == found.certificate.data
    data = answer("verify", tmp_path / "c.json", "--model", THIRD)
    assert (data["kind"], data["verdict"], data["reactions"]) == (
        "channels",
        "exact",
        {"Taliban": ["2", "2"], "IS-K": ["-4", "-4"]},
    )
    text = ask("verify", tmp_path / "c.json").out
    assert "IS-K: -4, -4" in text
    assert answer("explain", "--certificate", tmp_path / "c.json")["text"].startswith(found.sentence())
    assert "IS-K’s reaction −4" in ask("channels", THIRD, *COERCE).out


def test_settings_and_places_are_taken():
    asked = ("--set", "r_C=60", "--set", "k=10")
    found = gp.channels(
        gp.load(SEED).at(r_C=60, k=10), mover="Pakistan", action="restrict", at="after suppress"
    )
    assert answer("channels", SEED, *AFTER_SUPPRESS, *asked) == found.to_data()
    assert answer("channels", SEED, *asked) == found.to_data()  # the question that the model asks


def test_a_change_of_a_parameter_is_split_too(tmp_path):
    weapons = "literature/sandler-2003/preempt-or-deter"
    change = ("--mover", "A", "--parameter", "b", "--low", "4", "--high", "3")
    found = gp.channels(gp.load(weapons), mover="A", parameter="b", low=4, high=3, values={"c": 3})
    data = answer("channels", weapons, *change, "--set", "c=3", "--certificate", tmp_path / "c.json")
    assert data == found.to_data()
    assert data["details"] == {"parameter": "b", "low": "4", "high": "3"}
    assert answer("verify", tmp_path / "c.json")["verdict"] == found.name != "undecided"
    assert "not asked for: low" in refused(
        "channels", weapons, "--mover", "A", "--action", "deter", "--low", "1"
    )
    assert "not asked for: action" in refused("channels", weapons, *change, "--action", "deter")
    assert "missing: high" in refused("channels", weapons, *change[:6])


def test_what_is_open_is_said_so(tmp_path):
    found = ask("channels", THIRD, *COERCE, "--budget", "0", "--certificate", tmp_path / "c.json")
    assert found.status == 3
    assert "undecided: there is nothing to certify" in found.err
    assert not (tmp_path / "c.json").exists()


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("--mover", "Nobody", "--action", "coerce"), "Nobody"),
        (("--mover", "Pakistan", "--action", "sing"), "sing"),
        (("--mover", "Pakistan"), "missing: action"),
        ((*COERCE, "--at", "nowhere"), "nowhere"),
        ((*COERCE, "--concept", "sequential"), "not offered for a table"),
        ((*COERCE, "--certificate", "c.txt"), "ends in .json"),
    ],
)
def test_bad_input_is_told_in_a_line(asked, words):
    assert words in refused("channels", THIRD, *asked)
