"""The command ``survey``."""

from units.cli.command_line import ask, refused

from gametheory_paradox.models.files import template

SMALL = "seed/third-party-expansion"


def test_the_table_on_standard_output_and_nothing_on_standard_error():
    found = ask("survey", SMALL, "seed/guarded-posts", "--draws", "100")
    assert found.status == 0
    assert found.err == ""
    assert found.out.startswith("None of the games surveyed is about a policy")
    assert "\nSurvey\n" in found.out
    assert "54 %" in " ".join(found.out.split())


def test_json_and_the_page(tmp_path):
    page = tmp_path / "page.html"
    found = ask("survey", SMALL, "--format", "json", "-o", str(page))
    assert found.status == 0
    assert [system["name"] for system in found.data["systems"]] == [SMALL]
    assert found.data["output"] == str(page)
    assert "Coercion that a third party answers" in page.read_text(encoding="utf-8")


def test_a_model_file_and_a_folder_are_surveyed_too(tmp_path):
    model = tmp_path / "pressure.yaml"
    model.write_text(template("table", title="Pressure", mover="Ann"), encoding="utf-8")
    found = ask("survey", tmp_path, "--draws", "100")
    assert found.status == 0
    assert f"{model}" in found.out.replace("\n", "")
    assert "1 costs its owner payoff at the baseline: Ann’s press." in " ".join(found.out.split())


def test_what_is_not_decided_is_told_by_the_exit_status():
    assert ask("survey", "seed/trade-restriction/unseen", "--budget-per-game", "0").status == 3


def test_what_cannot_be_meant_is_refused(tmp_path):
    assert "no game 'seed/none'" in refused("survey", "seed/none")
    assert ".html" in refused("survey", SMALL, "-o", str(tmp_path / "page.txt"))
