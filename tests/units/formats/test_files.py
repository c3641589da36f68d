"""Files: formats by name, whole or not at all."""

import json
import os
from fractions import Fraction

import pytest

from gametheory_paradox.errors import InvalidGame, ModelSyntaxError
from gametheory_paradox.families import GameFamily, family_from_table, family_from_tree
from gametheory_paradox.formats import load_document, load_family, read_document, save, write_whole
from gametheory_paradox.games import Chance, Move, NormalForm

FAMILY = family_from_table(["A"], [["x", "y"]], [["2*c"], [0]], {"c": (0, 1, "1/3")}, title="t")


class Note:
    def __init__(self, text):
        self.text = text

    def to_data(self):
        return {"kind": "note", "text": self.text}

    @classmethod
    def from_data(cls, data):
        return cls(data["text"])


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


TREE = family_from_tree(
    ["A", "B"],
    Chance({"h": ("1/3", Move("A", "at h", {"go": (1, "1/2"), "stop": (0, 0)})), "t": ("2/3", (2, -1))}),
    {},
    title="t",
)
TABLE = family_from_table(["A", "B"], [["x", "y"], ["z"]], [[(1, "1/2")], [(0, 3)]], {}, title="t")


@pytest.mark.parametrize(("family", "name"), [(TREE, "g.efg"), (TABLE, "g.nfg"), (TABLE, "G.NFG")])
def test_a_family_without_parameters_goes_round_in_gambits_formats(tmp_path, family, name):
    save(family, tmp_path / name)
    again = load_family(tmp_path / name)
    assert again == family
    assert again.title == "t"
    save(again, tmp_path / f"again {name}")
    assert (tmp_path / f"again {name}").read_bytes() == (tmp_path / name).read_bytes()
    save(family.at(), tmp_path / f"game {name}")
    assert (tmp_path / f"game {name}").read_bytes() == (tmp_path / name).read_bytes()


@pytest.mark.parametrize(
    ("thing", "name", "words"),
    [
        (FAMILY, "g.nfg", r"has the parameters c; take it at a point: family\.at\("),
        (TREE, "g.nfg", r"a tree is saved to a file that ends in \.efg or \.yaml or \.yml"),
        (TABLE.at(), "g.efg", r"a table is saved to a file that ends in \.nfg or \.yaml or \.yml"),
        (TREE.at(), "g.txt", r"a game is saved to a file that ends in \.yaml or \.yml or \.nfg or \.efg"),
    ],
)
def test_what_a_format_does_not_hold_is_refused_with_what_to_do(tmp_path, thing, name, words):
    with pytest.raises(InvalidGame, match=words):
        save(thing, tmp_path / name)
    assert os.listdir(tmp_path) == []


def test_anything_else_comes_back_by_its_kind(tmp_path):
    save(Note("é"), tmp_path / "n.json")
    again = load_document(tmp_path / "n.json", {"note": Note.from_data})
    assert isinstance(again, Note)
    assert again.text == "é"
    with pytest.raises(InvalidGame, match="whose kind is one of verdict; got 'note'"):
        load_document(tmp_path / "n.json", {"verdict": Note.from_data})


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


@pytest.mark.parametrize("load", [load_family, read_document])
def test_files_that_cannot_be_read(tmp_path, load):
    with pytest.raises(InvalidGame, match="there is no file"):
        load(tmp_path / "nowhere.yaml")
    (tmp_path / "folder.yaml").mkdir()
    with pytest.raises(InvalidGame, match="cannot be read"):
        load(tmp_path / "folder.yaml")
    with pytest.raises(InvalidGame, match="cannot be read"):
        load("nul\0.yaml")


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
    for thing, name in [(FAMILY, "m.json"), (FAMILY.at(), "m.txt"), (Note("x"), "n.yaml"), (3, "n.json")]:
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
    class Odd:
        def to_data(self):
            return {"kind": "odd", "value": Fraction(1, 3)}

    (tmp_path / "o.json").write_text("{}")
    with pytest.raises(TypeError):
        save(Odd(), tmp_path / "o.json")
    assert json.loads((tmp_path / "o.json").read_text()) == {}
    assert os.listdir(tmp_path) == ["o.json"]
