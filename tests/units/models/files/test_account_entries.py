"""Accounts in model files: read, refused with their place, and written again."""

import re

import pytest

from gametheory_paradox.errors import ModelSyntaxError
from gametheory_paradox.models import Account, measured_values, settle
from gametheory_paradox.models.files import read_model, write_model

TREE = """\
format: 1
players: [Coercer, Target]
accounts:
  security: {meaning: harm suffered, unit: USD}
  home: {meaning: applause, values: {Coercer: [r/2, 0, 1, 0]}}
parameters:
  r: {range: [0, 4], baseline: 3}
tree:
  player: Target
  information_set: start
  actions:
    comply: {player: Coercer, information_set: complied, actions: {punish: [r/2, 0], refrain: end}}
    refuse: {player: Coercer, information_set: refused, actions: {punish: [1, 0], refrain: end}}
terms:
  - {player: Target, value: -r, when: {Coercer: punish}, account: security, meaning: pain}
  - {player: Target, value: -1, when: {Target: comply}, meaning: effort}
"""
TABLE = """\
format: 1
players: [A, B]
accounts:
  cost: {meaning: money spent, values: {A: [0, 1, 2, 3], B: [4, 5, 6, 7]}}
table:
  actions: {A: [a, b], B: [c, d]}
  payoffs: {a: {c: [0, 4], d: [1, 5]}, b: {c: [2, 6], d: [3, 7]}}
"""


def test_a_file_declares_accounts_and_its_terms_name_them():
    family = read_model(TREE)
    assert [(own.name, own.meaning, own.unit) for own in family.accounts] == [
        ("security", "harm suffered", "USD"),
        ("home", "applause", ""),
    ]
    assert [term.account for term in family.terms] == ["security", ""]
    assert [[str(v) for v in row] for row in measured_values(family, "security + home")] == [
        ["1/2*r", "-r"],
        ["0", "0"],
        ["1", "-r"],
        ["0", "0"],
    ]


def test_values_stand_in_the_order_of_the_cells():
    family = read_model(TABLE)
    assert measured_values(family, "cost") == family.form.payoffs


@pytest.mark.parametrize("text", [TREE, TABLE])
def test_accounts_are_written_and_read_back(text):
    family = read_model(text)
    again = read_model(write_model(family))
    assert again == family
    assert again.accounts == family.accounts != ()


def test_what_settling_left_in_an_account_is_written_too():
    left = settle(read_model(TREE), {"Coercer": ["punish"]})
    assert write_model(left).count("values:") == 2
    assert read_model(write_model(left)).accounts == left.accounts


def test_a_file_without_accounts_is_read_and_written_as_ever():
    text = TREE.replace(", account: security", "")
    text = re.sub(r"accounts:\n(  .*\n)*(?=parameters)", "", text)
    family = read_model(text)
    assert family.accounts == ()
    assert family.form == read_model(TREE).form
    assert "account" not in write_model(family)


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ("account: security", "account: securty", (15, 67), "term 1: 'securty' is no account; did you mean"),
        ("account: security", "account: payoff", (15, 67), "the accounts are security, home"),
        ("home: {m", "payoff: {m", (5, 3), "no account is called 'payoff'"),
        ("home: {m", "a + b: {m", (5, 3), "an account cannot be called 'a + b'"),
        ("meaning: harm suffered, ", "", (4, 13), "account security: the key 'meaning' is missing"),
        ("unit: USD", "units: USD", (4, 38), "account security: unknown key 'units'; did you mean 'unit'"),
        ("unit: USD", "values: [1]", (4, 38), "account security: values: expected a mapping"),
        ("[r/2, 0, 1, 0]", "[0, 0]", (5, 47), "expected 4 formulas for Coercer, one for each end of the"),
        ("{Coercer: [r/2", "{Coercr: [r/2", (5, 38), "'Coercr' is not a player; did you mean 'Coercer'"),
        ("[r/2, 0, 1", "[r/2, 0, z", (5, 56), "account home: values: Coercer: 'z' is not a known name"),
        ("[r/2, 0, 1", "[r/2, 0, 1/r", (5, 56), "division that may be zero"),
        ("[r/2, 0, 1, 0]", "r/2", (5, 38), "values: expected a list"),
        ("  security: {meaning: harm suffered, unit: USD}", "  security: harm", (4, 13), "account security"),
    ],
)  # fmt: skip
def test_mistakes_are_named_with_their_place(old, new, place, message):
    assert TREE.count(old) == 1
    with pytest.raises(ModelSyntaxError) as caught:
        read_model(TREE.replace(old, new), "file.yaml")
    assert message in str(caught.value)
    assert (caught.value.line, caught.value.column) == place


def test_a_composition_joins_the_accounts_of_its_parts_and_declares_those_of_its_terms():
    def lookup(name):
        return read_model(TREE.replace("harm suffered", name) if name != "same" else TREE)

    text = """\
format: 1
players: [Coercer, Target]
accounts:
  trade: {meaning: goods}
compose:
  parts: [same, same]
terms:
  - {player: Target, value: 5, when: {Target: refuse}, account: trade}
  - {player: Coercer, value: -1, when: {Target: refuse}, account: home}
"""
    family = read_model(text, lookup=lookup)
    assert [own.name for own in family.accounts] == ["security", "home", "trade"]
    assert family.accounts[2] == Account("trade", "goods")
    assert [[str(v) for v in row] for row in measured_values(family, "trade + home")][2:] == [
        ["1", "5"],
        ["-1", "5"],
    ]

    # Values at ends belong where payoffs stand, and one word means one thing.
    stated = text.replace("meaning: goods", "meaning: goods, values: {Target: [0, 0, 5, 5]}")
    with pytest.raises(ModelSyntaxError, match="account trade: values belong to payoffs that stand in this"):
        read_model(stated, lookup=lookup)
    with pytest.raises(ModelSyntaxError, match="meaning of the account 'security' is 'harm suffered' in"):
        read_model(text.replace("[same, same]", "[same, other]"), lookup=lookup)
    with pytest.raises(
        ModelSyntaxError, match="term 1: 'goods' is no account; the accounts are security, home"
    ):
        read_model(text.replace("account: trade", "account: goods"), lookup=lookup)
