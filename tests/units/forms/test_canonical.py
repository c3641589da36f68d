"""A game as plain data: what is written, what reading refuses, and what the hash depends on."""

import copy
import hashlib
import json
from fractions import Fraction

import pytest

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import (
    Chance,
    ExtensiveForm,
    Move,
    NormalForm,
    cited_game,
    formula_from_data,
    game_from_data,
    game_hash,
    game_to_data,
    hashed_game,
    number_from_data,
)
from gametheory_paradox.polynomials import Polynomial, RationalFunction


@pytest.fixture
def table():
    return NormalForm.from_tables(
        ["Ann", "Bob"], [["a", "b"], ["x", "y"]], [["1/3", 0], [3, -1]], [[0, 0], [1, 2]], title="T"
    )


@pytest.fixture
def tree():
    bob = Move("Bob", "blind", {"x": (0, 1), "y": (1, 0)})
    chance = Chance({"h": ("1/4", bob), "t": ("3/4", (2, 2))})
    return ExtensiveForm.from_tree(["Ann", "Bob"], Move("Ann", "start", {"a": bob, "b": chance}), title="T")


TABLE_DATA = {
    "form": "normal",
    "players": ["Ann", "Bob"],
    "information_sets": [
        {"player": "Ann", "name": "", "actions": ["a", "b"]},
        {"player": "Bob", "name": "", "actions": ["x", "y"]},
    ],
    "payoffs": [["1/3", "0"], ["0", "0"], ["3", "1"], ["-1", "2"]],
}
TREE_DATA = {
    "form": "extensive",
    "players": ["Ann", "Bob"],
    "information_sets": [
        {"player": "Ann", "name": "start", "actions": ["a", "b"]},
        {"player": "Bob", "name": "blind", "actions": ["x", "y"]},
    ],
    "nodes": [
        {"set": 0, "children": [1, 4]},
        {"set": 1, "children": [2, 3]},
        {"payoffs": ["0", "1"]},
        {"payoffs": ["1", "0"]},
        {"outcomes": ["h", "t"], "probabilities": ["1/4", "3/4"], "children": [5, 8]},
        {"set": 1, "children": [6, 7]},
        {"payoffs": ["0", "1"]},
        {"payoffs": ["1", "0"]},
        {"payoffs": ["2", "2"]},
    ],
}


def test_a_table_as_data(table):
    assert game_to_data(table) == TABLE_DATA
    assert game_from_data(TABLE_DATA, number_from_data) == table


def test_a_tree_as_data(tree):
    assert game_to_data(tree) == TREE_DATA
    assert game_from_data(TREE_DATA, number_from_data) == tree


def test_the_hash_is_that_of_sorted_json_without_spaces(table, tree):
    for game, data in ((table, TABLE_DATA), (tree, TREE_DATA)):
        text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert game_hash(game) == hashlib.sha256(text.encode("utf-8")).hexdigest()


def test_the_hash_is_of_unicode_text_as_utf_8():
    game = NormalForm.from_tables(["Åsa"], [["é", "b"]], [0, 1])
    text = (
        '{"form":"normal","information_sets":[{"actions":["é","b"],"name":"","player":"Åsa"}],'
        '"payoffs":[["0"],["1"]],"players":["Åsa"]}'
    )
    assert game_hash(game) == hashlib.sha256(text.encode("utf-8")).hexdigest()


def test_the_hash_does_not_know_the_title(table):
    assert game_hash(NormalForm(table.players, table.actions, table.payoffs, title="Other")) == game_hash(
        table
    )


def leaves(data, path=()):
    """The path to every number and text in nested data."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from leaves(value, (*path, key))
    elif isinstance(data, list):
        for position, value in enumerate(data):
            yield from leaves(value, (*path, position))
    else:
        yield path


def with_leaf(data, path, value):
    """The data with one leaf changed."""
    changed = copy.deepcopy(data)
    inside = changed
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = value
    return changed


def renamed(data, old, new):
    """The data with a name changed wherever it stands."""
    if isinstance(data, dict):
        return {key: renamed(value, old, new) for key, value in data.items()}
    if isinstance(data, list):
        return [renamed(value, old, new) for value in data]
    return new if data == old else data


@pytest.mark.parametrize("data", [TABLE_DATA, TREE_DATA], ids=["table", "tree"])
def test_the_hash_changes_with_every_number_and_every_name(data):
    hashes = {game_hash(game_from_data(data, number_from_data))}
    count = 1
    for path in leaves(data):
        if "payoffs" in path:
            hashes.add(game_hash(game_from_data(with_leaf(data, path, "7/5"), number_from_data)))
            count += 1
    assert count > 8
    names = {"Ann", "Bob", *(a for s in data["information_sets"] for a in s["actions"])}
    names |= {s["name"] for s in data["information_sets"] if s["name"]} | (
        {"h", "t"} if data["form"] == "extensive" else set()
    )
    for name in names:
        hashes.add(game_hash(game_from_data(renamed(data, name, "new"), number_from_data)))
    assert len(hashes) == count + len(names)


def test_the_hash_changes_with_structure(tree):
    bob = {"x": (0, 1), "y": (1, 0)}
    seeing = Move(
        "Ann",
        "start",
        {
            "a": Move("Bob", "blind", bob),
            "b": Chance({"h": ("1/4", Move("Bob", "sees", bob)), "t": ("3/4", (2, 2))}),
        },
    )
    luckier = Move(
        "Ann",
        "start",
        {
            "a": Move("Bob", "blind", bob),
            "b": Chance({"h": ("1/2", Move("Bob", "blind", bob)), "t": ("1/2", (2, 2))}),
        },
    )
    games = [tree, *(ExtensiveForm.from_tree(["Ann", "Bob"], t) for t in (seeing, luckier))]
    assert len({game_hash(game) for game in games}) == 3


@pytest.mark.parametrize("form", ["table", "tree"])
def test_the_hash_of_a_table_differs_from_that_of_a_tree(form, table, tree):
    assert game_hash(table) != game_hash(tree)
    one = NormalForm.from_tables(["Ann"], [["a", "b"]], [0, 1])
    other = ExtensiveForm.from_tree(["Ann"], Move("Ann", "s", {"a": (0,), "b": (1,)}))
    assert game_hash(one) != game_hash(other)


JUNK = [None, True, 0, -1, 1.5, "", "x", "1/0", [], {}, [[]], ["a"], {"a": 1}, 10**12]


@pytest.mark.parametrize("data", [TABLE_DATA, TREE_DATA], ids=["table", "tree"])
def test_whatever_stands_in_the_place_of_a_value_makes_a_game_or_is_refused(data):
    original = game_from_data(data, number_from_data)
    paths = (
        list(leaves(data))
        + [(key,) for key in data]
        + [("information_sets", 0), ("information_sets", 1, "actions")]
    )
    paths += [("nodes", n) for n in range(9)] if "nodes" in data else [("payoffs", n) for n in range(4)]
    refused = 0
    for path in paths:
        for junk in JUNK:
            changed = with_leaf(data, path, junk)
            try:
                game = game_from_data(changed, number_from_data)
            except InvalidGame:
                refused += 1
            else:
                assert game != original or changed == data
    assert refused > len(paths) * 9


@pytest.mark.parametrize("data", [TABLE_DATA, TREE_DATA], ids=["table", "tree"])
def test_a_missing_field_is_named(data):
    for key in data:
        with pytest.raises(InvalidGame, match=f"the field '{key}' is missing"):
            game_from_data({k: v for k, v in data.items() if k != key}, number_from_data)


@pytest.mark.parametrize("data", [TABLE_DATA, TREE_DATA], ids=["table", "tree"])
def test_a_field_too_much_is_refused_wherever_it_stands(data):
    places = [(), ("information_sets", 0)]
    places += [("nodes", n) for n in range(9)] if "nodes" in data else []
    for place in places:
        here = data
        for key in place:
            here = here[key]
        more = {**here, "remark": "x"}
        with pytest.raises(InvalidGame, match="there is no field 'remark' here"):
            game_from_data(with_leaf(data, place, more) if place else more, number_from_data)


def test_payoffs_and_values_of_a_measure_stand_in_lists_of_their_own():
    apart = {**TABLE_DATA, "measure": "security", "measures": TABLE_DATA["payoffs"]}
    assert game_to_data(game_from_data(apart, number_from_data)) == apart
    together = [own + own for own in TABLE_DATA["payoffs"]]
    for wrong in (
        {**TABLE_DATA, "measure": "security", "payoffs": together},
        {**apart, "payoffs": together, "measures": [[] for _ in together]},
        {**TABLE_DATA, "measures": TABLE_DATA["payoffs"]},
        {**apart, "measures": TABLE_DATA["payoffs"][1:]},
    ):
        with pytest.raises(InvalidGame):
            game_from_data(wrong, number_from_data)


def test_a_game_is_cited_by_its_own_hash(table):
    data = hashed_game(table)
    assert cited_game(data, number_from_data) == table
    digit = "0" if data["hash"][0] != "0" else "1"
    for given in (digit + data["hash"][1:], data["hash"].upper(), None, ""):
        with pytest.raises(InvalidGame, match="the hash of the game does not belong to it"):
            cited_game({**data, "hash": given}, number_from_data)
    with pytest.raises(InvalidGame, match="the field 'hash' is missing"):
        cited_game(TABLE_DATA, number_from_data)


@pytest.mark.parametrize("data", [None, [], "game", 3, {"form": "normal"}])
def test_what_is_no_game_is_refused(data):
    with pytest.raises(InvalidGame):
        game_from_data(data, number_from_data)


def test_the_form_is_named_where_it_is_not_known():
    says = "a game's form is 'normal' or 'extensive' or 'stochastic' or 'repeated', got 'graph'"
    with pytest.raises(InvalidGame, match=says):
        game_from_data({**TABLE_DATA, "form": "graph"}, number_from_data)


def test_the_sets_of_a_table_have_no_names_and_stand_in_the_players_order():
    first, second = TABLE_DATA["information_sets"]
    for sets in ([second, first], [first], [first, {**second, "name": "s"}]):
        with pytest.raises(InvalidGame, match="in normal form each player has one information set"):
            game_from_data({**TABLE_DATA, "information_sets": sets}, number_from_data)


def test_the_sets_of_a_tree_have_names():
    first, second = TREE_DATA["information_sets"]
    with pytest.raises(InvalidGame, match="every information set has a name"):
        game_from_data({**TREE_DATA, "information_sets": [first, {**second, "name": ""}]}, number_from_data)


x, y = Polynomial.variable("x"), Polynomial.variable("y")
FORMULAS = [
    (RationalFunction.constant(Fraction(-1, 3)), [["-1/3", {}]]),
    (RationalFunction(Polynomial()), []),
    (RationalFunction(x * x * y - y), [["1", {"x": 2, "y": 1}], ["-1", {"y": 1}]]),
    (RationalFunction(x, y), {"numerator": [["1", {"x": 1}]], "denominator": [["1", {"y": 1}]]}),
]


@pytest.mark.parametrize(("formula", "data"), FORMULAS)
def test_formulas_as_data(formula, data):
    game = NormalForm(("Ann",), (("a",),), ((formula,),))
    assert game_to_data(game)["payoffs"] == [[data]]
    again = formula_from_data(data)
    assert again == formula
    assert (again.numerator, again.denominator) == (formula.numerator, formula.denominator)
    assert game_from_data(json.loads(json.dumps(game_to_data(game))), formula_from_data) == game


def test_formulas_that_are_equal_are_written_alike():
    one = Polynomial({(("x", 1),): 1, (): 2, (("y", 2),): 3})
    other = Polynomial({(("y", 2),): 3, (("x", 1),): 1, (): 2})
    assert list(one.terms) != list(other.terms)
    games = [NormalForm(("Ann",), (("a",),), ((RationalFunction(p, x + y),),)) for p in (one, other)]
    assert game_hash(games[0]) == game_hash(games[1])
    assert game_to_data(games[0]) == game_to_data(games[1])


def test_a_formula_may_be_a_number_as_text():
    assert formula_from_data("2/3") == RationalFunction.constant(Fraction(2, 3))


@pytest.mark.parametrize(
    "data",
    [
        *(
            None,
            3,
            "x",
            {},
            {"numerator": [], "denominator": []},
            {"numerator": []},
            [3],
            [["1"]],
            [["1", {}, {}]],
            [[1, {}]],
        ),
        *(
            [["1", {"x": 0}]],
            [["1", {"x": -1}]],
            [["1", {"x": 65}]],
            [["1", {"x": True}]],
            [["1", {"x": 1.0}]],
            [["1", {"": 1}]],
        ),
        *(
            [["1", []]],
            [["1", {"x": 1}], ["2", {"x": 1}]],
            [["one", {}]],
            {"numerator": "1", "denominator": "0"},
        ),
    ],
)
def test_what_is_no_formula_is_refused(data):
    with pytest.raises(InvalidGame):
        formula_from_data(data)


@pytest.mark.parametrize("data", [None, 1, 1.5, True, [], {}, ["1"], b"1", "one", "1/0", ""])
def test_a_number_is_text(data):
    with pytest.raises(InvalidGame):
        number_from_data(data)
    assert number_from_data("-1/2") == Fraction(-1, 2)
