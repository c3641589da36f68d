"""YAML as text: what is refused before anything is understood, and that hostile files cost no time."""

import time
from itertools import pairwise

import pytest
import yaml
from witnesses.sampling import slowly

import gametheory_paradox as gp
from gametheory_paradox.errors import ModelSyntaxError
from gametheory_paradox.models.files import yaml_nodes
from gametheory_paradox.models.files.yaml_nodes import decode, read_nodes


def test_places_count_from_one():
    root = read_nodes("a: no\nb:\n  - 010\n  - {c: 'é'}\n", "f.yaml")
    assert root.data == {"a": "no", "b": ["010", {"c": "é"}]}
    assert (root.keys["b"].line, root.keys["b"].column) == (2, 1)
    inner = root.entries["b"].items[1].entries["c"]
    assert (inner.place.line, inner.place.column, inner.text_column) == (4, 9, 10)


def test_block_text_has_a_line_only():
    assert read_nodes("a: >-\n  long\n  text\n", "f").entries["a"].text_column is None


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "the file is empty"),
        ("# only a comment\n", 1, "the file is empty"),
        ("a: 1\na: 2\n", 2, "the key 'a' stands twice: in line 1 and in line 2"),
        ("a: {b: 1, b: 2}\n", 1, "stands twice"),
        ("x: &anchor [1]\n", 1, "the anchor &anchor is not allowed"),
        ("x: 1\ny: *anchor\n", 2, "the alias *anchor is not allowed"),
        ("!!python/object/apply:os.system ['touch owned']\n", 1, "os.system is not allowed"),
        ("x: !!int 3\n", 1, "the tag"),
        ("x: ! 3\n", 1, "the tag"),
        ("? [a, b]\n: 1\n", 1, "a key must be text, got a list"),
        ("a: [1,\nb: 2", 2, "close each bracket"),
        ("a: {b: 1\nc: 2}\n", 2, "close each bracket"),
        ("a: {b: 1, c: of: d}\n", 1, "a colon, a comma or a bracket into quotes"),
        ("a: b: c\n", 1, "a colon, a comma or a bracket into quotes"),
        ("a:\n  b: 1\n   c: 2\n", 3, "indent this line like its neighbours"),
        ("a:\n  b: 1\n c: 2\n", 3, "indent this line like its neighbours"),
        ("\ta: 1\n", 1, "indent with spaces, not tabs"),
        ("a: @b\n", 1, "quote text that begins with a sign"),
        ("a: 'open\n", 1, "close each quotation mark"),
        ("a: 1\n---\nb: 2\n", 3, "a second document begins here"),
        ("a: 1\nb: \x00\n", 2, "U+0000 cannot stand in a model file"),
        ("a: \x07\n", 1, "U+0007"),
    ],
)
@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
def test_refused(monkeypatch, loader, text, line, words):
    monkeypatch.setattr(yaml_nodes, "_LOADER", getattr(yaml, loader, yaml.SafeLoader))
    with pytest.raises(ModelSyntaxError) as caught:
        read_nodes(text, "f.yaml")
    assert words in caught.value.message
    assert caught.value.file == "f.yaml"
    assert abs((caught.value.line or 0) - line) <= (1 if "not YAML" in caught.value.message else 0)


def bomb():
    levels = "abcdefgh"
    text = "a: &a [x,x,x,x,x,x,x,x,x]\n"
    return text + "".join(f"{b}: &{b} [{','.join(['*' + a] * 9)}]\n" for a, b in pairwise(levels))


@pytest.mark.parametrize(
    "text",
    [
        bomb(),
        "[" * 100_000,
        "{a: " * 100_000,
        "- " * 100_000,
        "[" * 950 + "]" * 950,
        slowly("a: [" + "x," * 1_100_000 + "]"),
    ],
    ids=["aliases", "lists", "mappings", "blocks", "nesting", "entries"],
)
def test_hostile_files_are_refused_soon(text, tmp_path):
    path, start = tmp_path / "f.yaml", time.process_time()
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ModelSyntaxError):
        gp.load(path)
    assert time.process_time() - start < 8


def test_latin_1_is_refused_with_its_place():
    with pytest.raises(ModelSyntaxError) as caught:
        decode(b"title: x\nabout: caf\xe9\n", "f.yaml")
    assert (caught.value.line, caught.value.column) == (2, 11)
    assert "not UTF-8" in caught.value.message


def test_a_large_file_is_refused():
    with pytest.raises(ModelSyntaxError, match="at most 5,000,000 bytes"):
        decode(b"#" * 5_000_001, "f.yaml")


def test_a_byte_order_mark_is_dropped():
    assert decode(b"\xef\xbb\xbfa: 1", "f") == "a: 1"
