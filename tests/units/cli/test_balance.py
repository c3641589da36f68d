"""The command ``balance``."""

from units.cli.command_line import SEED, answer, ask, refused

import gametheory_paradox as gp


def test_json_and_certificates_hold_both_columns(tmp_path):
    folder = tmp_path / "proofs"
    data = answer("balance", SEED, "--certificates", folder)
    (row,) = data["rows"]
    assert (row["system"], row["mover"], row["assessment"]) == ("S3", "Pakistan", "pays, costs security")
    written = sorted(path.name for path in folder.iterdir())
    assert written == [
        f"s3-trade-restriction-pakistan-restrict-{half}.json" for half in ("payoff", "security")
    ]
    for name in written:
        assert gp.verify(gp.read_certificate(folder / name)).kind == "verdict"


def test_text_is_a_line_for_each_measure():
    found = ask("balance", "seed/karakoram/two-defenders")
    assert found.status == 0
    assert found.out.startswith("Payoff and security\n")
    lines = [line.split()[1:3] for line in found.out.splitlines() if line.startswith("S7")]
    assert lines == [["Pakistan", "guard"], ["China", "guard"]]


def test_values_and_what_is_not_settled():
    moved = answer("balance", SEED, "--set", "r_N=40")["rows"][0]
    assert moved["assessment"] == "changes nothing"
    assert ask("balance", "seed/karakoram/two-defenders", "--budget", "0").status == 3


def test_what_cannot_be_meant_is_refused(tmp_path):
    (tmp_path / "file").write_text("")
    for place in (tmp_path / "file", tmp_path / "none" / "deeper"):
        assert "cannot be made" in refused("balance", SEED, "--certificates", place)
    assert "security" in refused("balance", "literature/dobss-2008/security")
    assert "no game" in refused("balance", "seed/none")
