"""Model files as they are written."""

from dataclasses import replace
from fractions import Fraction

import pytest

from gametheory_paradox.errors import InvalidGame, ModelSyntaxError
from gametheory_paradox.forms import (
    Chance,
    Decision,
    ExtensiveForm,
    InformationSet,
    Move,
    NormalForm,
    Terminal,
    game_hash,
)
from gametheory_paradox.models import (
    GameFamily,
    Parameter,
    Term,
    family_from_table,
    family_from_tree,
    parse_formula,
    with_terms,
)
from gametheory_paradox.models.files import read_model, write_model
from gametheory_paradox.polynomials import Polynomial, RationalFunction

ONE = RationalFunction.constant(1)


def test_a_tree_is_readable():
    tree = Move(
        "T",
        "start",
        {"comply": (0, "-k"), "not": Chance({"rain": ("1/3", (0, 0)), "sun": ("2/3", ("k", 0))})},
    )
    text = write_model(family_from_tree(["P", "T"], tree, {"k": (1, 5, 3)}, title="No"))
    assert (
        text
        == """\
format: 1
title: 'No'
players: [P, T]
parameters:
  k: {range: [1, 5], baseline: 3}
tree:
  player: T
  information_set: start
  actions:
    comply:
      payoffs: {P: 0, T: -k}
    not:
      chance:
        rain:
          probability: 1/3
          then:
            payoffs: {P: 0, T: 0}
        sun:
          probability: 2/3
          then:
            payoffs: {P: k, T: 0}
"""
    )


def test_what_the_terms_give_is_not_written_twice():
    k = parse_formula("k", ["k"])
    form = NormalForm(("A",), (("x", "y"),), ((k,), (RationalFunction.constant(0),)))
    family = GameFamily(
        form, (Parameter("k", Fraction(0), Fraction(1), Fraction(0)),), terms=(Term("A", k, (("A", "x"),)),)
    )
    assert "payoffs" not in write_model(family)
    more = GameFamily(form.map(lambda p: p + ONE), family.parameters, terms=family.terms)
    assert "payoffs: {x: [1], y: [1]}" in write_model(more)
    assert read_model(write_model(more)) == more


def test_two_moves_of_one_player_in_a_term():
    tree = Move("A", "1", {"warn": Move("A", "2", {"strike": (0,), "wait": (0,)}), "wait": (0,)})
    family = family_from_tree(["A"], tree, {})
    family = GameFamily(family.form, terms=(Term("A", ONE, (("A", "warn"), ("A", "strike"))),))
    again = read_model(write_model(family))
    assert again == family
    assert again.terms[0].when == (("A", "warn"), ("A", "strike"))


def test_terms_on_what_chance_did_come_back():
    tree = Chance({"rain, wind": ("1/3", Move("A", "s", {"go": ("k",), "stay": (0,)})), "sun": ("2/3", (5,))})
    family = with_terms(
        family_from_tree(["A"], tree, {"k": (0, 1, 0)}),
        [("A", "-k", {"chance": "wind", "A": "go"}), ("A", 2, [("chance", "rain"), ("chance", "wind")])],
    )
    text = write_model(family)
    assert "  when: {chance: wind, A: go}" in text
    again = read_model(text)
    assert again == family
    assert game_hash(again.form) == game_hash(family.form)
    assert [end.payoffs[0].text() for _, end in again.form.terminals()] == ["2", "2", "5"]


def test_the_order_of_information_sets_is_kept():
    sets = (InformationSet("B", "late", ("u",)), InformationSet("A", "first", ("x",)))
    form = ExtensiveForm(("A", "B"), sets, (Decision(1, (1,)), Decision(0, (2,)), Terminal((ONE, ONE))))
    again = read_model(write_model(GameFamily(form))).form
    assert again == form
    assert game_hash(again) == game_hash(form)


def test_a_deep_tree():
    tree: object = (1,)
    for n in range(440):
        tree = Move("A", f"set {n}", {"go": tree})
    family = family_from_tree(["A"], tree, {})
    assert read_model(write_model(family)) == family


@pytest.mark.parametrize(
    "formula",
    [
        RationalFunction(Polynomial({(("k", 25),): Fraction(1)})),
        RationalFunction.constant(Fraction(10) ** 4001),
        RationalFunction.constant(Fraction(10) ** 5000),
    ],
    ids=["degree", "digits", "more digits"],
)
def test_a_formula_that_could_not_be_read_is_not_written(formula):
    parameters = (Parameter("k", Fraction(0), Fraction(1), Fraction(0)),)
    with pytest.raises(InvalidGame, match="cannot be written to a model file"):
        write_model(GameFamily(NormalForm(("A",), (("x",),), ((formula,),)), parameters))


def test_names_that_no_file_can_hold():
    with pytest.raises(InvalidGame, match="could not stand in a formula"):
        write_model(family_from_table(["A"], [["x"]], [[0]], {"a b": (0, 1, 0)}))
    with pytest.raises(InvalidGame, match="half a character"):
        write_model(family_from_table(["A"], [["\ud800"]], [[0]], {}))
    form = NormalForm(("A",), (("x",),), ((ONE,),))
    with pytest.raises(InvalidGame, match="not an action of 'A'"):
        write_model(GameFamily(form, terms=(Term("A", ONE, (("A", "y"),)),)))
    with pytest.raises(InvalidGame, match="who is not a player"):
        write_model(GameFamily(form, terms=(Term("B", ONE, ()),)))


GAME = "table: {actions: {A: [x, y]}, payoffs: {x: [1], y: [2]}}"
BELIEF = "{paradox: misperception, mover: A, model: dream, inaction: x}"


def dream(name):
    if name != "dream":
        raise InvalidGame(f"the catalog has no game {name!r}")
    return replace(read_model(f"format: 1\nplayers: [A]\n{GAME}"), origin="dream")


def test_questions_come_back_in_their_order_and_one_stays_one():
    one = "{mover: A, action: x}"
    for asked, count in ((f"question: {one}", 1), (f"questions: [{one}, {BELIEF}]", 2), ("", 0)):
        family = read_model(f"format: 1\nplayers: [A]\n{asked}\n{GAME}", "m.yaml", dream)
        assert len(family.questions) == count
        assert family.question == (family.questions[0] if count else None)
        text = write_model(family, dream)
        assert read_model(text, "again.yaml", dream) == family
        assert ("question:" in text, "questions:" in text) == (count == 1, count > 1)


def test_a_model_of_the_game_is_written_by_its_name_where_the_catalog_has_it():
    family = read_model(f"format: 1\nplayers: [A]\nquestion: {BELIEF}\n{GAME}", "m.yaml", dream)
    assert family.question.details["model"] == dream("dream")
    assert "model: dream" in write_model(family, dream)
    other = replace(dream("dream"), title="changed since")
    unnamed = replace(dream("dream"), origin="")
    for model, lookup in ((dream("dream"), None), (other, dream), (unnamed, dream)):
        asked = replace(family, questions=(family.question.but(model=model),))
        with pytest.raises(InvalidGame, match="only where the catalog has that model"):
            write_model(asked, lookup)


def test_a_model_that_the_catalog_has_lost_is_not_written():
    family = read_model(f"format: 1\nplayers: [A]\nquestion: {BELIEF}\n{GAME}", "m.yaml", dream)
    asked = replace(family, questions=(family.question.but(model=replace(dream("dream"), origin="gone")),))
    with pytest.raises(InvalidGame, match="only where the catalog has that model"):
        write_model(asked, dream)


@pytest.mark.parametrize(
    ("asked", "place", "message"),
    [
        ("question: {mover: A, action: x}\nquestions: [{mover: A, action: y}]", "4:1", "has question: too"),
        (
            "questions: [{mover: A, action: x}, {mover: A, action: z}]",
            "3:36",
            "questions: 2: A has no action",
        ),
        (
            "questions: [{mover: A, action: x}, {mover: A, action: x}]",
            "3:36",
            "2 is the same as 1; leave it out",
        ),
        ("questions: [{mover: A, act: x}]", "3:24", "unknown key 'act'"),
        ("questions: {mover: A, action: x}", "3:1", "expected a list"),
        ("question: {paradox: misperception, mover: A, model: dreem}", "3:53", "no game 'dreem'"),
    ],
)
def test_complaints_about_questions_name_the_place(asked, place, message):
    with pytest.raises(ModelSyntaxError) as caught:
        read_model(f"format: 1\nplayers: [A]\n{asked}\n{GAME}", "m.yaml", dream)
    assert f"m.yaml:{place}" in str(caught.value)
    assert message in str(caught.value)


def test_a_model_of_the_game_needs_the_catalog_at_hand():
    with pytest.raises(ModelSyntaxError, match="question: model: names a game of the catalog"):
        read_model(f"format: 1\nplayers: [A]\nquestion: {BELIEF}\n{GAME}")


def test_distributions_come_back():
    spelled = [
        "uniform",
        "triangular",
        {"uniform": (1, 2)},
        {"triangular": (1, 2, 3)},
        {"normal": (2, "1/3")},
    ]
    spelled += [{"values": (1, "5/2")}, {"values": {1: "1/3", 2: "2/3"}}, None]
    parameters = {f"p{n}": Parameter(f"p{n}", 0, 4, 1, distribution=own) for n, own in enumerate(spelled)}
    family = family_from_table(["A"], [["x", "y"]], [[" + ".join(parameters)], [0]], parameters)
    text = write_model(family)
    assert read_model(text) == family
    assert text.count("distribution:") == 7
    for part in (
        "distribution: triangular}",
        "normal: [2, 1/3]",
        "values: {1: 1/3, 2: 2/3}",
        "values: [1, 5/2]",
    ):
        assert part in text
