"""The demonstrations that ``make demo`` and ``make survey`` run."""

import subprocess
import sys

import pytest
from examples.pages import ROOT
from units.cli.command_line import ask

import gametheory_paradox as gp
from gametheory_paradox.essay.systems import policies


@pytest.mark.slow
def test_the_demo_tells_the_story_and_writes_the_page(tmp_path):
    command = [sys.executable, str(ROOT / "examples" / "demo.py")]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=120, cwd=tmp_path, encoding="utf-8"
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert [path.name for path in tmp_path.iterdir()] == ["trade-restriction.html"]
    for words in (
        "absent",
        "present",
        "r_C > c + h",
        "8995/123992",
        "certificate accepted",
        "trade-restriction.html",
    ):
        assert words in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 100


def test_the_demo_is_python_and_the_readme_names_it():
    demo = ROOT / "examples" / "demo.py"
    compile(demo.read_text(encoding="utf-8"), demo, "exec")
    assert "make demo" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_make_survey_runs_the_command_that_the_readme_promises(tmp_path, monkeypatch):
    rule = (
        (ROOT / "Makefile")
        .read_text(encoding="utf-8")
        .split("\nsurvey: $(VENV)/.installed\n\t")[1]
        .split("\n")[0]
    )
    rule, allowed = rule.split(" || ")
    assert allowed.startswith("test $$? = 3 ")  # left open is an answer
    command, *arguments = rule.split()
    assert (command, arguments[:3]) == ("$(BIN)/gametheory-paradox", ["survey", "--workers", "2"])
    assert arguments[3:] == ["--output", "survey.html"]
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "$ make survey " in page
    apart = {policy.game for policy in policies() if policy.apart}
    surveyed = [name for name in gp.catalog.names() if name.startswith("seed/") and name not in apart]
    assert f"looks at {len(surveyed)} games" in page
    monkeypatch.chdir(tmp_path)
    few = ["survey", "seed/third-party-expansion", *arguments[1:]]
    done = ask(*few)
    assert done.status == 0, done.err
    assert done.err.splitlines() == ["wrote survey.html"]
    assert done.out.startswith("None of the games surveyed is about a policy of the states")
    assert "<h" in (tmp_path / "survey.html").read_text(encoding="utf-8")
