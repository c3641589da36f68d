"""Files: formats by name, whole or not at all."""

import gc
import json
import os
from fractions import Fraction

import pytest

from gametheory_paradox.certificates import MAX_BYTES
from gametheory_paradox.errors import InvalidGame, ModelSyntaxError
from gametheory_paradox.forms import Move, NormalForm
from gametheory_paradox.models import GameFamily, family_from_table, family_from_tree
from gametheory_paradox.models.files import documents as files
from gametheory_paradox.models.files import load_family, read_document, save, write_document, write_whole

FAMILY = family_from_table(["A"], [["x", "y"]], [["2*c"], [0]], {"c": (0, 1, "1/3")}, title="t")


@pytest.mark.parametrize("name", ["m.yaml", "m.yml", "M.YAML"])
def test_a_family_comes_back(tmp_path, name):
    save(FAMILY, tmp_path / name)
    again = load_family(str(tmp_path / name))
    assert again == FAMILY
    assert again.origin == str(tmp_path / name)
    assert load_family(tmp_path / name) == FAMILY
    assert os.listdir(tmp_path) == [name]


def test_a_game_comes_back_as_a_family_without_parameters(tmp_path):
    game = FAMILY.at()
    save(game, tmp_path / "g.yaml")
    again = load_family(tmp_path / "g.yaml")
    assert again.parameters == ()
    assert again.at() == game
    assert again.at().title == "t"


def test_a_gambit_file(tmp_path):
    (tmp_path / "g.nfg").write_text('NFG 1 R "x" { "A" } { 2 } 1/3 2')
    assert load_family(tmp_path / "g.nfg").at() == NormalForm.from_tables(["A"], [["1", "2"]], ["1/3", 2])


TREE = family_from_tree(["A"], Move("A", "start", {"x": (1,), "y": ("1/2",)}), {})


@pytest.mark.parametrize(
    ("family", "ending"), [(family_from_table(["A"], [["x", "y"]], [[2], [0]], {}), "nfg"), (TREE, "efg")]
)
def test_what_has_no_parameters_goes_round_through_a_gambit_file(tmp_path, family, ending):
    save(family, tmp_path / f"first.{ending}")
    again = load_family(tmp_path / f"first.{ending}")
    save(again, tmp_path / f"second.{ending}")
    assert (tmp_path / f"second.{ending}").read_text() == (tmp_path / f"first.{ending}").read_text()
    save(again.at(), tmp_path / f"third.{ending}")
    assert (tmp_path / f"third.{ending}").read_text() == (tmp_path / f"first.{ending}").read_text()


def test_a_gambit_file_takes_its_own_form_without_parameters(tmp_path):
    with pytest.raises(
        InvalidGame, match=r"m\.nfg: \.nfg files hold no parameters; take the family at a point"
    ):
        save(FAMILY, tmp_path / "m.nfg")
    with pytest.raises(InvalidGame, match=r"saved to a file that ends in \.yaml or \.yml or \.efg"):
        save(TREE, tmp_path / "m.nfg")
    assert os.listdir(tmp_path) == []


def test_a_document_comes_back(tmp_path):
    write_document({"kind": "note", "text": "é"}, tmp_path / "n.json")
    assert read_document(tmp_path / "n.json") == {"kind": "note", "text": "é"}
    with pytest.raises(InvalidGame, match=r"n\.yaml: what is no game is saved to a file that ends in \.json"):
        write_document({}, tmp_path / "n.yaml")


def test_what_would_be_too_large_to_be_read_is_not_written(tmp_path, monkeypatch):
    assert files.LARGEST_DOCUMENT == MAX_BYTES
    monkeypatch.setattr(files, "LARGEST_DOCUMENT", 30)
    write_document({"text": "é"}, tmp_path / "n.json")
    assert read_document(tmp_path / "n.json") == {"text": "é"}
    with pytest.raises(InvalidGame, match=r"n\.json: this would take 36 bytes, and no more than 30 are read"):
        write_document({"text": "é" * 10}, tmp_path / "n.json")
    assert read_document(tmp_path / "n.json") == {"text": "é"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "not JSON"),
        (b"\x00\x01", "not JSON"),
        (b"caf\xe9", "not UTF-8"),
        (b"[1]", "expected an object in braces"),
        (b'{"a": 1, "a": 2}', "the key 'a' stands twice"),
        (b'{"a": NaN}', "NaN is not a number"),
        (b'{"a": ' + b"9" * 5000 + b"}", "5000 digits|4300"),
        (b"[" * 100_000, "nested too deep|not JSON"),
    ],
)
def test_bad_json(tmp_path, content, words):
    (tmp_path / "x.json").write_bytes(content)
    with pytest.raises(ModelSyntaxError, match=words):
        read_document(tmp_path / "x.json")


@pytest.mark.parametrize(
    ("load", "ending", "words"),
    [(load_family, "yaml", r"ends in \.yaml, \.yml, \.nfg"), (read_document, "json", r"ends in \.json")],
)
def test_files_that_cannot_be_read(tmp_path, load, ending, words):
    with pytest.raises(InvalidGame, match="there is no file"):
        load(tmp_path / f"nowhere.{ending}")
    with pytest.raises(InvalidGame, match=words):
        load(tmp_path / "game.txt")
    (tmp_path / f"folder.{ending}").mkdir()
    with pytest.raises(InvalidGame, match="cannot be read"):
        load(tmp_path / f"folder.{ending}")
    with pytest.raises(InvalidGame, match="cannot be read"):
        load(f"nul\0.{ending}")


def test_each_reader_names_the_other(tmp_path):
    with pytest.raises(InvalidGame, match=r"is read by load_result\(\)"):
        load_family(tmp_path / "verdict.json")
    with pytest.raises(InvalidGame, match=r"games are read by load\(\)"):
        read_document(tmp_path / "game.yaml")


def test_a_game_is_not_read_from_any_file(tmp_path):
    with pytest.raises(InvalidGame, match=r"ends in \.yaml, \.yml, \.nfg, \.efg"):
        load_family(tmp_path / "game.txt")
    with pytest.raises(InvalidGame, match=r"is read by load_result\(\)"):
        load_family(tmp_path / "verdict.json")


def test_the_error_names_the_file(tmp_path):
    (tmp_path / "m.yaml").write_bytes(b"format: 1\nplayers: [A\n")
    with pytest.raises(ModelSyntaxError) as caught:
        load_family(tmp_path / "m.yaml")
    assert caught.value.file == str(tmp_path / "m.yaml")


def test_a_wrong_ending_is_refused_and_nothing_written(tmp_path):
    for thing, name in [(FAMILY, "m.json"), (FAMILY.at(), "m.txt"), (3, "n.yaml"), (3, "n.json")]:
        with pytest.raises(InvalidGame):
            save(thing, tmp_path / name)
    assert os.listdir(tmp_path) == []


def test_nothing_half_written_is_left_behind(tmp_path, monkeypatch):
    target = tmp_path / "m.yaml"
    save(FAMILY, target)
    before = target.read_bytes()

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(InvalidGame, match="No space left on device"):
        save(GameFamily(FAMILY.form, FAMILY.parameters, title="other"), target)
    assert target.read_bytes() == before
    assert os.listdir(tmp_path) == ["m.yaml"]


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(InvalidGame, match="cannot be written"):
        write_whole(tmp_path / "nowhere" / "x.json", "{}")


def test_what_cannot_be_written_leaves_the_old_file(tmp_path):
    (tmp_path / "o.json").write_text("{}")
    with pytest.raises(TypeError):
        write_document({"kind": "odd", "value": Fraction(1, 3)}, tmp_path / "o.json")
    assert json.loads((tmp_path / "o.json").read_text()) == {}
    assert os.listdir(tmp_path) == ["o.json"]


def test_cycles_are_searched_for_again_after_reading(tmp_path):
    path = tmp_path / "game.efg"
    path.write_text('EFG 2 R "" { "E" } t "" 1 "" { 1 }', encoding="utf-8")
    load_family(path)
    assert gc.isenabled()
    path.write_text("EFG 2 R", encoding="utf-8")
    with pytest.raises(ModelSyntaxError):
        load_family(path)
    assert gc.isenabled()
