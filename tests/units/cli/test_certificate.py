"""``certificate show`` and ``shrink``: a certificate step by step, and the same in fewer bytes."""

import json

import pytest
from units.cli.command_line import AFTER_SUPPRESS, PRESENT, SEED, answer, ask, refused
from witnesses.certificates import maps, verdicts

from gametheory_paradox.certificates import Certificate, read_certificate, verify
from gametheory_paradox.views import show_certificate


@pytest.fixture
def chart(tmp_path):
    path = tmp_path / "map.json"
    path.write_text(json.dumps(maps()["chance"]), "utf-8")
    return path


def test_a_verdict_is_shown_step_by_step(tmp_path):
    path = tmp_path / "verdict.json"
    answer("detect", SEED, *AFTER_SUPPRESS, *PRESENT, "--certificate", path)
    shown = show_certificate(read_certificate(path))
    assert answer("certificate", "show", path) == shown.to_data()
    text = ask("certificate", "show", path).out
    for words in ("1. The game is a tree", "backward-induction", "The gap is 8", "Assumed and not proved: 2"):
        assert words in text


def test_a_map_is_made_smaller(chart, tmp_path):
    out = tmp_path / "smaller.json"
    sizes = answer("certificate", "shrink", chart, "-o", out)
    assert sizes["after"] < sizes["before"]
    smaller = read_certificate(out)
    assert verify(smaller).verdict == verify(Certificate(maps()["chance"])).verdict
    assert answer("certificate", "shrink", out) == {"before": sizes["after"], "after": sizes["after"]}
    text = ask("certificate", "shrink", chart).out
    assert str(sizes["before"]) in text
    assert str(sizes["after"]) in text


@pytest.mark.parametrize("command", ["show", "shrink"])
def test_what_proves_nothing_is_rejected(command, tmp_path):
    path = tmp_path / "false.json"
    path.write_text(json.dumps({**verdicts()["commitment, strong"], "gap": "2"}), "utf-8")
    found = ask("certificate", command, path)
    assert (found.status, found.out) == (1, "")
    assert found.err.startswith("gametheory-paradox: rejected: 'gap' should be 1")
    assert ask("certificate", command, path, "--format", "json").data["accepted"] is False


@pytest.mark.parametrize("command", ["show", "shrink"])
def test_what_cannot_be_read_is_bad_input(command, tmp_path):
    refused("certificate", command, tmp_path / "nowhere.json")


def test_where_it_cannot_be_written_is_said_before_anything_is_done(chart, tmp_path):
    refused("certificate", "shrink", chart, "-o", tmp_path / "smaller.txt")
    refused("certificate", "shrink", chart, "-o", tmp_path / "nowhere" / "smaller.json")


def test_help_lists_both():
    assert "certificate" in ask("--help").out
    text = ask("certificate", "--help").out
    assert "show" in text
    assert "shrink" in text
