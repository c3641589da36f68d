"""``new`` and ``check``."""

import pytest
from units.cli.command_line import answer, ask, refused

import gametheory_paradox as gp
from gametheory_paradox.models.files import template
from gametheory_paradox.models.files.templates import KINDS


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("graph", "repeated")])
def test_a_first_model_is_written_and_answers(tmp_path, kind):
    file = tmp_path / "first model.yaml"
    found = ask("new", file, "--kind", kind, "--mover", "EU", "--action", "ban", "--title", "Gas")
    assert (found.status, found.err) == (0, "")
    assert found.out == f"{file} is written; next: gametheory-paradox detect '{file}'\n"
    assert file.read_text(encoding="utf-8") == template(kind, mover="EU", action="ban", title="Gas")
    assert ask("detect", file).status == 0


def test_a_first_repeated_game_says_for_which_patience_it_is_sustained(tmp_path):
    file = tmp_path / "repeated.yaml"
    assert (
        ask("new", file, "--kind", "repeated").out
        == f"{file} is written; next: gametheory-paradox sustained {file}\n"
    )
    assert "d: 1/2 to 99/100, ends included" in ask("sustained", file, "--over", "d").out
    assert ask("check", file).status == 0


def test_without_a_file_it_is_printed_and_nobody_is_asked_where_there_is_no_terminal():
    assert ask("new").out == template("tree")
    assert ask("new", "--kind", "table").out == template("table")
    assert answer("new", "--kind", "table") == {"file": None, "text": template("table")}


def test_nothing_is_written_over(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text("mine")
    assert "is there already; --force writes over it" in refused("new", file)
    assert file.read_text() == "mine"
    assert ask("new", file, "--force").status == 0
    assert gp.load(file).title == "My first model"
    assert ".yaml" in refused("new", tmp_path / "model.txt")
    assert "there is no template 'poem'" in refused("new", "--kind", "poem")


def test_a_person_at_a_terminal_is_asked(tmp_path, monkeypatch):
    told = iter([str(tmp_path / "asked.yaml"), "table", "Gas", "EU", "Supplier", "ban", "buy"])
    monkeypatch.setattr("gametheory_paradox.cli.catalog.at_terminal", lambda: True)
    monkeypatch.setattr("typer.prompt", lambda *_, **__: next(told))
    assert ask("new").status == 0
    assert gp.load(tmp_path / "asked.yaml").players == ("EU", "Supplier")
    assert next(told, None) is None


def test_remarks_are_printed_with_their_places(tmp_path):
    file = tmp_path / "odd.yaml"
    file.write_text(template("table").replace("range: [0, 10], baseline: 3", "range: [3, 10], baseline: 3"))
    found = ask("check", file)
    assert found.status == 0
    assert "parameter b" in found.out
    data = answer("check", file)
    assert [(r["kind"], r["name"]) for r in data["remarks"]][:2] == [("parameter", "b"), ("parameter", "k")]
    assert [r["line"] for r in data["remarks"]][:2] == [15, 17]


def test_what_is_no_model_is_refused_with_its_place(tmp_path):
    file = tmp_path / "wrong.yaml"
    file.write_text(template("table").replace("baseline: 6", "baseline: 60"))
    assert "wrong.yaml:14:33: parameter v" in refused("check", file)
