"""The page that explains the file format: its examples are read, and its table of keys is complete."""

import re
from pathlib import Path

import pytest

from gametheory_paradox.formats import read_model
from gametheory_paradox.formats.schema import ModelFile

PAGE = (Path(__file__).parents[3] / "docs" / "model-file.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


def test_there_are_a_table_a_tree_and_terms():
    assert len(EXAMPLES) == 3
    assert ["table:" in text for text in EXAMPLES] == [True, False, False]
    assert ["terms:" in text for text in EXAMPLES] == [False, False, True]


@pytest.mark.parametrize("text", EXAMPLES, ids=[re.search("title: (.*)", text)[1] for text in EXAMPLES])
def test_every_example_is_read_and_gives_a_game(text):
    family = read_model(text, "docs/model-file.md")
    assert family.title
    assert family.at().players == family.players


def test_in_fog_the_government_has_two_sets_of_which_one_is_shared():
    form = read_model(EXAMPLES[1]).form
    sizes = {s.name: len(nodes) for s, nodes in zip(form.information_sets, form.members, strict=True)}
    assert sizes == {"start": 1, "fog": 2, "sees rebels": 1}


def test_every_key_is_explained():
    for key in ModelFile.model_fields:
        assert re.search(rf"^\|.*`{key}`", PAGE, re.MULTILINE), f"the page does not explain {key}"
