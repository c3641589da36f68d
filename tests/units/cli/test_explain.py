"""``explain --certificate``: what a certificate proves, once it is checked."""

import json
import re

import pytest
from units.cli.command_line import AFTER_SUPPRESS, PRESENT, SEED, answer, ask, refused

import gametheory_paradox as gp


@pytest.fixture
def file(tmp_path):
    answer("detect", SEED, *AFTER_SUPPRESS, *PRESENT, "--certificate", tmp_path / "c.json")
    return tmp_path / "c.json"


def test_a_certificate_is_explained_without_a_model_and_with_its_own(file):
    certificate = gp.read_certificate(file)
    alone, latex = gp.explain(certificate), gp.views.explain_latex(certificate)
    story = gp.detectors.story_of(gp.views.proved(certificate)).to_data()
    told = {"verdict": "present", "text": alone, "latex": latex, "story": story}
    assert answer("explain", "--certificate", file) == told
    assert ask("explain", "--certificate", file).out.split() == alone.split()

    # Beside a model its units are named, and the values that are not at their baseline.
    with_units = {**told, "text": gp.explain(certificate, family=gp.load(SEED))}
    assert "million USD a month" in with_units["text"]
    found = answer("explain", SEED, *AFTER_SUPPRESS, *PRESENT)
    marked = re.search(r" This is at .+ \(baseline .+?\); what else [^.]*\.", found["text"])[0]
    assert {**found, "text": found["text"].replace(marked, "")} == with_units
    assert answer("explain", SEED, *PRESENT, "--certificate", file) == found


def test_a_certificate_that_proves_nothing_or_something_else_is_rejected(file):
    assert ask("explain", SEED, "--certificate", file).status == 1  # at the baseline it is another game
    file.write_text(
        json.dumps({**json.loads(file.read_text(encoding="utf-8")), "gap": "9"}), encoding="utf-8"
    )
    found = ask("explain", "--certificate", file)
    assert (found.status, found.out) == (1, "")
    assert found.err == "gametheory-paradox: rejected: 'gap' should be 8\n"
    again = ask("explain", "--certificate", file, "--format", "json")
    assert (again.status, again.data) == (1, {"accepted": False, "why": "'gap' should be 8"})


def test_what_cannot_be_explained(file, tmp_path):
    assert refused("explain") == "explain what? name a model, or a certificate with --certificate"
    for more in (
        ("--mover", "Pakistan"),
        ("--quantifier", "best"),
        ("--at", "after suppress"),
        ("--concept", "nash"),
    ):
        assert refused("explain", "--certificate", file, *more).startswith(
            "a certificate says itself what it is about"
        )
    assert "name one" in refused("explain", "--certificate", file, "--set", "V=1")
    assert "cannot be read" in refused("explain", "--certificate", tmp_path / "none.json")
    (tmp_path / "text.json").write_text("hello")
    assert "not JSON" in refused("explain", "--certificate", tmp_path / "text.json")
