"""Model files that put games together."""

import pytest

from gametheory_paradox.catalog import load
from gametheory_paradox.errors import InvalidGame, ModelSyntaxError
from gametheory_paradox.forms import Move
from gametheory_paradox.models import family_from_tree
from gametheory_paradox.models.files import read_model, write_model

HEAD = "format: 1\nplayers: [A, B]\n"
GAMES = {
    "close": family_from_tree(["A"], Move("A", "start", {"close": ["-d"], "open": [0]}), {"d": (0, 5, 2)}),
    "fight": family_from_tree(["B"], Move("B", "start", {"fight": [-1], "host": [0]}), {}),
}


def named(name):
    if name not in GAMES:
        raise InvalidGame(f"no game {name}")
    return GAMES[name]


def read(body):
    return read_model(HEAD + body, "m.yaml", named)


WHOLE = """\
parameters: {e: {range: [0, 1], baseline: 1}}
compose:
  parts: [close, {game: fight, rename: {B: {fight: resist}}}]
  sees: {B: [A]}
terms:
  - {player: A, value: e, when: {A: close, B: resist}}
"""


def test_a_file_puts_games_together():
    family = read(WHOLE)
    assert [s.name for s in family.form.information_sets] == [
        "start",
        "start, after close",
        "start, after open",
    ]
    assert [tuple(map(str, end.payoffs)) for _, end in family.form.terminals()] == [
        ("e - d", "-1"),
        ("-d", "0"),
        ("0", "-1"),
        ("0", "0"),
    ]
    assert [p.name for p in family.parameters] == ["d", "e"]
    assert read_model(write_model(family)).form == family.form  # which is written as a tree


@pytest.mark.parametrize(
    ("body", "place", "message"),
    [
        ("compose: {parts: []}", "3:11", "expected 1 entry"),
        ("compose: {parts: [clos]}", "3:19", "compose: part 1: no game clos"),
        (
            "compose: {parts: [close, fight], sees: {B: A}}",
            "3:44",
            "expected a list of those whose moves B sees",
        ),
        ("compose: {parts: [close, fight], sees: all}", "3:10", "expected 'everything'"),
        ("compose: {parts: [{game: close, rename: {A: {shut: x}}}]}", "3:41", "'A' has no move 'shut'"),
        (
            "compose: {parts: [{game: close, rename: {A: shut}}]}",
            "3:45",
            "rename: expected {A: {old name: new name}}",
        ),
        ("compose: {parts: [close]}", "3:10", "the parts have the players A; the order given is A, B"),
        ("compose: {parts: [close, fight]}\nterms: [{player: A, value: e}]", "4:28", "'e'"),
        (
            "compose: {parts: [close, fight]}\ninformation_sets: [{player: A, information_set: start}]",
            "4:20",
            "belongs to a tree",
        ),
        (
            "parameters: {d: {range: [0, 9], baseline: 2}}\ncompose: {parts: [close, fight]}",
            "4:10",
            "the range of 'd' is",
        ),
    ],
)
def test_complaints_name_the_place(body, place, message):
    with pytest.raises(ModelSyntaxError) as caught:
        read(body)
    assert f"m.yaml:{place}" in str(caught.value)
    assert message in str(caught.value)


def test_a_file_is_read_with_the_catalog_at_hand(tmp_path):
    path = tmp_path / "two.yaml"
    parts = "compose: {parts: [seed/trade-restriction, seed/trade-restriction]}"
    text = f"format: 1\nplayers: [Taliban, Pakistan, IS-K]\n{parts}\n"
    path.write_text(text, encoding="utf-8")
    assert load(path).form.nodes == load("seed/trade-restriction").form.nodes
    with pytest.raises(
        ModelSyntaxError, match="compose: part 1: names a game of the catalog, which is not at hand here"
    ):
        read_model(text)
