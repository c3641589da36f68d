"""Models on the command line: a name in the catalog or a path; and everything that is neither."""

import pytest
from units.cli.command_line import PENNIES, SEED, answer, refused

import gametheory_paradox as gp

UNICODE = """\
format: 1
title: Straße 日本
players: [Türkiye, "日 本"]
parameters: {α: {range: [0, 4], baseline: 1, unit: u, meaning: m, standing: assumed, source: s}}
table:
  actions: {Türkiye: [évite, avance], "日 本": [はい, いいえ]}
  payoffs:
    évite: {はい: [2, 1], いいえ: [4, 0]}
    avance: {はい: [1, 0], いいえ: [3, 2]}
"""


def test_a_path_or_a_name(tmp_path):
    path = tmp_path / "copy.yaml"
    gp.save(gp.load(SEED), path)
    ours, theirs = answer("solve", path), answer("solve", SEED)
    assert ours["game"]["hash"] == theirs["game"]["hash"]


def test_names_of_any_script(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ファイル é.yaml").write_text(UNICODE, encoding="utf-8")
    data = answer("detect", "ファイル é.yaml", "--mover", "Türkiye", "--action", "évite")
    assert (data["verdict"], data["gap"]) == ("present", "1")
    assert "'turkiye' is not a player; did you mean 'Türkiye'? the players are Türkiye, 日 本" in refused(
        "detect", "ファイル é.yaml", "--mover", "turkiye", "--action", "évite"
    )


@pytest.mark.parametrize(
    "name",
    ["no/such-game", "", "seed", "seed/trade-restrictions", "../seed/x-y", "a" * 5000, "a\nb", "nul\0"],
)
def test_names_that_the_catalog_lacks(name):
    assert "the catalog has no game" in refused("solve", name) if "." not in name else refused("solve", name)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("nowhere.yaml", "there is no file 'nowhere.yaml'"),
        ("no/where.nfg", "there is no file"),
        ("nowhere.txt", "a game is read from a file that ends in .yaml, .yml, "),
        (".", "a game is read from a file that ends in"),
        ("a" * 5000 + ".yaml", "cannot be read"),
        ("nul\0.yaml", "cannot be read"),
        ("result.json", "this is no game; what save() wrote to a .json file is read by load_result()"),
    ],
)
def test_paths_that_lead_nowhere(tmp_path, monkeypatch, name, words):
    monkeypatch.chdir(tmp_path)
    assert words in refused("solve", name)


def test_a_folder_is_no_model(tmp_path):
    assert "a game is read from a file" in refused("solve", tmp_path)
    (tmp_path / "folder.yaml").mkdir()
    assert "cannot be read: Is a directory" in refused("solve", tmp_path / "folder.yaml")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("m.yaml", b"", "the file is empty"),
        ("m.yaml", b"- 1\n- 2\n", "a model begins with 'format: 1'"),
        ("m.yaml", b"format: 2\n", "format"),
        ("m.yaml", b"title: caf\xe9\n", "not UTF-8"),
        ("m.yaml", b"\x89PNG\r\n\x1a\n\0\0", "not UTF-8"),
        (
            "m.yaml",
            b"format: 1\ntitle: a\ntitle: b\n",
            "the key 'title' stands twice: in line 2 and in line 3",
        ),
        ("m.yaml", b"a: &a [x]\nb: *a\n", "not allowed"),
        ("m.yaml", b"!!python/object/apply:os.system ['true']\n", "not allowed"),
        ("m.nfg", b'NFG 1 R "x" { "R" "C" } { 2 2 }\n\n1 1 1', "m.nfg"),
        ("m.txt", b"format: 1\n", "a game is read from a file that ends in .yaml, .yml, "),
        (
            "m.json",
            b"{}",
            "m.json: this is no game; what save() wrote to a .json file is read by load_result()",
        ),
    ],
)
def test_files_that_are_no_model_are_told_by_name(tmp_path, name, content, words):
    (tmp_path / name).write_bytes(content)
    line = refused("solve", tmp_path / name)
    assert words in line
    assert name in line


def test_a_saved_verdict_is_no_model(tmp_path):
    gp.save(gp.detect(gp.load(SEED), mover="Pakistan", action="restrict"), tmp_path / "v.json")
    assert "v.json: this is no game" in refused("solve", tmp_path / "v.json")


def test_a_model_without_parameters_says_so(tmp_path):
    (tmp_path / "g.nfg").write_text(PENNIES)
    assert "'c' is not a parameter of this family; it has none" in refused(
        "solve", tmp_path / "g.nfg", "--set", "c=1"
    )
