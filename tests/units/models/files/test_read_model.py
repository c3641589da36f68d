"""Model files: what they mean, and that every kind of bad input is refused with its place and a way out."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gametheory_paradox.errors import ModelSyntaxError
from gametheory_paradox.forms import ExtensiveForm, Lottery, NormalForm
from gametheory_paradox.models.files import read_model

TABLE = """\
format: 1
title: A table
players: [Row, Column]
parameters:
  x: {range: [0, 5], baseline: 2}
table:
  actions:
    Row: [a, b]
    Column: [c, d]
  payoffs:
    a: {c: [2, 1], d: [4, 0]}
    b: {c: [1, 0], d: [2*x + 1, 2]}
"""

TREE = """\
format: 1
players: [P, T]
parameters:
  k: {range: [1, 5], baseline: 3}
  q: {range: [0, 1], baseline: 1/2}
tree:
  player: T
  actions:
    comply:
      player: P
      information_set: after compliance
      actions:
        punish: {payoffs: {P: 1/k, T: -k}}
        refrain: [0, -k]
    not:
      chance:
        rain: {probability: q, then: {payoffs: {P: 0, T: 0}}}
        sun:
          probability: 1 - q
          then:
            player: P
            actions: {punish: end, refrain: end}
terms:
  - {player: P, value: k, when: {P: punish, T: not}, meaning: pays}
  - {player: T, value: -1}
"""


def replaced(text, old, new):
    assert old in text
    return text.replace(old, new, 1)


def refused(text):
    with pytest.raises(ModelSyntaxError) as caught:
        read_model(text, "model.yaml")
    assert caught.value.file == "model.yaml"
    assert str(caught.value).startswith("model.yaml:")
    return caught.value


def test_a_table():
    family = read_model(TABLE)
    assert isinstance(family.form, NormalForm)
    assert family.title == family.form.title == "A table"
    assert family.players == ("Row", "Column")
    assert family.at(x="1/3").payoff("Row", {"Row": "b", "Column": "d"}) == Fraction(5, 3)
    assert family.at().payoff("Column", {"Row": "a", "Column": "c"}) == 1


def test_a_tree_with_chance_terms_and_unnamed_sets():
    family = read_model(TREE)
    form = family.form
    assert isinstance(form, ExtensiveForm)
    assert [(s.player, s.name) for s in form.information_sets] == [
        ("T", "2:1"),
        ("P", "after compliance"),
        ("P", "1:2"),
    ]
    ends = {form.history(position): tuple(map(str, end.payoffs)) for position, end in form.terminals()}
    assert ends == {
        ("comply", "punish"): ("1/k", "-k - 1"),
        ("comply", "refrain"): ("0", "-k - 1"),
        ("not", "rain"): ("0", "-1"),
        ("not", "sun", "punish"): ("k", "-1"),
        ("not", "sun", "refrain"): ("0", "-1"),
    }
    lottery = next(node for node in form.nodes if isinstance(node, Lottery))
    assert [str(p) for p in lottery.probabilities] == ["q", "1 - q"]
    assert family.terms[0].when == (("P", "punish"), ("T", "not"))
    assert family.terms[0].meaning == "pays"


def test_scalars_stay_what_is_written():
    text = """\
format: 1
title: no
players: ["1", on, 010]
table:
  actions:
    "1": [yes, no, ~]
    on: [1:30, 2001-01-01]
    010: [0x1F, "null"]
  payoffs:
    yes: {1:30: {0x1F: [0.1, 1e2, .5], null: [1, 2, 3]}, 2001-01-01: {0x1F: [1, 2, 3], null: [1, 2, 3]}}
    no: {1:30: {0x1F: [1, 2, 3], null: [1, 2, 3]}, 2001-01-01: {0x1F: [1, 2, 3], null: [1, 2, 3]}}
    ~: {1:30: {0x1F: [1, 2, 3], null: [1, 2, 3]}, 2001-01-01: {0x1F: [1, 2, 3], null: [1, 2, 3]}}
"""
    form = read_model(text).form
    assert form.title == "no"
    assert form.players == ("1", "on", "010")
    assert form.actions == (("yes", "no", "~"), ("1:30", "2001-01-01"), ("0x1F", "null"))
    assert [p.value({}) for p in form.payoffs[0]] == [Fraction(1, 10), 100, Fraction(1, 2)]


def test_byte_order_mark_and_windows_line_ends():
    assert read_model("\ufeff" + TABLE.replace("\n", "\r\n")) == read_model(TABLE)


def test_a_long_decimal_is_exact():
    digits = "31415926535897932384626433" * 40
    family = read_model(replaced(TABLE, "baseline: 2", f"baseline: 3.{digits}"))
    assert family.baseline["x"] == 3 + Fraction(int(digits), 10 ** len(digits))


def test_the_same_name_twice_is_one_information_set():
    text = replaced(
        TREE,
        "            player: P\n",
        "            player: P\n            information_set: after compliance\n",
    )
    form = read_model(text).form
    assert [s.name for s in form.information_sets] == ["2:1", "after compliance"]
    assert not form.has_perfect_information


def test_terms_alone_give_a_tables_payoffs():
    text = (
        TABLE[: TABLE.index("  payoffs:")]
        + "terms:\n- {player: Row, value: x, when: [{Row: a}, {Column: d}]}\n"
    )
    form = read_model(text).form
    assert [str(cell[0]) for cell in form.payoffs] == ["0", "x", "0", "0"]


def test_when_may_name_a_player_twice():
    text = """\
format: 1
players: [A]
tree:
  player: A
  actions:
    warn: {player: A, actions: {strike: end, wait: end}}
    wait: end
terms: [{player: A, value: 7, when: [{A: warn}, {A: strike}]}]
"""
    form = read_model(text).form
    assert [str(end.payoffs[0]) for _, end in form.terminals()] == ["7", "0", "0"]


CHANCES = """\
format: 1
players: [A, B]
tree:
  chance:
    "rain, wind":
      probability: 1/4
      then: {player: A, information_set: s, actions: {go: end, stay: end}}
    rain:
      probability: 1/4
      then: {chance: {wind: {probability: 1, then: end}}}
    sun:
      probability: 1/2
      then: {player: A, information_set: s, actions: {go: end, stay: end}}
terms:
  - {player: A, value: 1, when: {chance: rain}}
  - {player: A, value: 10, when: {chance: "rain, wind"}}
  - {player: A, value: 100, when: {chance: wind, A: go}}
  - {player: B, value: 1, when: [{chance: rain}, {chance: wind}]}
  - {player: B, value: 10, when: {chance: sun, A: stay}}
"""


def test_terms_may_name_what_chance_did():
    form = read_model(CHANCES).form
    assert {form.history(at): tuple(p.text() for p in end.payoffs) for at, end in form.terminals()} == {
        ("rain, wind", "go"): ("111", "1"),
        ("rain, wind", "stay"): ("11", "1"),
        ("rain", "wind"): ("1", "1"),
        ("sun", "go"): ("0", "0"),
        ("sun", "stay"): ("0", "10"),
    }


def test_a_player_called_chance_is_the_one_that_terms_name():
    text = CHANCES.replace("[A, B]", "[A, chance]").replace("B, value", "chance, value")
    problem = refused(text)
    assert "'rain' is not an action of chance" in problem.message
    table = replaced(
        TABLE, "title: A table", "terms: [{player: chance, value: 9, when: {chance: c}}]"
    ).replace("Column", "chance")
    assert [cell[1].text() for cell in read_model(table).form.payoffs] == ["10", "0", "9", "2"]


def test_a_deep_tree_is_read():
    moves = 440
    tree = "".join(f"{{player: A, actions: {{stop: [{n}], go: " for n in range(moves)) + "[0]" + "}}" * moves
    form = read_model(f"format: 1\nplayers: [A]\ntree: {tree}").form
    assert len(form.nodes) == 2 * moves + 1


BAD = {
    # what: (file, what is replaced, by what, line, words)
    "no format": (TABLE, "format: 1\n", "", 1, "a model begins with 'format: 1'"),
    "format later": (
        TABLE,
        "format: 1\ntitle: A table\n",
        "title: A table\nformat: 1\n",
        1,
        "begins with 'format: 1'",
    ),
    "newer format": (TABLE, "format: 1", "format: 2", 1, "format 2 is newer than this program"),
    "odd format": (TABLE, "format: 1", "format: one", 1, "got format 'one'"),
    "missing key": (TABLE, "players: [Row, Column]\n", "", 1, "the key 'players' is missing"),
    "unknown key": (TABLE, "title: A", "titel: A", 2, "unknown key 'titel'; did you mean 'title'?"),
    "unknown key below": (TABLE, "baseline: 2", "baselin: 2", 5, "did you mean 'baseline'?"),
    "decimal comma": (TABLE, "baseline: 2", "baseline: 2,5", 5, "written with a point, as in 2.5"),
    "missing key below": (TABLE, ", baseline: 2", "", 5, "the key 'baseline' is missing"),
    "neither tree nor table": (
        TABLE[: TABLE.index("table:")],
        "A table",
        "x",
        1,
        "stochastic:, repeated:, graph:; got none of them",
    ),
    "both": (
        TABLE,
        "table:",
        "tree: end\ntable:",
        7,
        "; got tree: and table:",
    ),
    "list for mapping": (TABLE, "{range: [0, 5], baseline: 2}", "[0, 5, 2]", 5, "expected a mapping"),
    "text for list": (TABLE, "[Row, Column]", "Row", 3, "players: expected a list"),
    "mapping for text": (TABLE, "A table", "{a: b}", 2, "title: expected text, got a mapping"),
    "nothing": (TABLE, "[Row, Column]", "", 3, "expected a list, such as [a, b], got nothing"),
    "no players": (TABLE, "[Row, Column]", "[]", 3, "players: expected 1 entry"),
    "empty player": (TABLE, "[Row, Column]", '[Row, ""]', 3, "a player needs a name"),
    "player twice": (
        TABLE,
        "[Row, Column]",
        "[Row,\n Row]",
        4,
        "'Row' stands twice: in line 3 and in line 4",
    ),
    "duplicate key": (
        TABLE,
        "Row: [a, b]",
        "Row: [a, b]\n    Row: [a, b]",
        9,
        "stands twice: in line 8 and in line 9",
    ),
    "duplicate action": (
        TABLE,
        "Row: [a, b]",
        "Row: [a,\n b,\n a]",
        10,
        "action 'a' stands twice: in line 8 and in line 10",
    ),
    "empty action": (TABLE, "Row: [a, b]", "Row: [a, '']", 8, "an action of Row needs a name"),
    "no action": (TABLE, "Row: [a, b]", "Row: []", 8, "Row needs at least one action"),
    "actions missing": (TABLE, "    Column: [c, d]\n", "", 8, "the actions of Column are missing"),
    "actions of nobody": (
        TABLE,
        "Row: [a, b]",
        "Rwo: [a, b]",
        8,
        "'Rwo' is not a player; did you mean 'Row'?",
    ),
    "cell missing": (TABLE, ", d: [4, 0]", "", 11, "the payoffs at a, d are missing"),
    "row missing": (TABLE, "    a: {c: [2, 1], d: [4, 0]}\n", "", 11, "the payoffs at a are missing"),
    "cell too many": (TABLE, "d: [4, 0]", "d: [4, 0], e: [1, 1]", 11, "'e' is not an action of Column"),
    "payoff missing": (
        TABLE,
        "[4, 0]",
        "[4]",
        11,
        "the cell a, d: expected 2 payoffs, for Row, Column; got 1",
    ),
    "payoff too many": (TABLE, "[4, 0]", "[4, 0, 1]", 11, "got 3"),
    "payoff of a player missing": (
        TABLE,
        "[4, 0]",
        "{Row: 4}",
        11,
        "the cell a, d: the payoff of Column is missing",
    ),
    "payoff of nobody": (
        TABLE,
        "[4, 0]",
        "{Row: 4, Col: 0}",
        11,
        "'Col' is not a player; did you mean 'Column'?",
    ),
    "payoff empty": (TABLE, "[4, 0]", "[4, ]", 11, "expected 2 payoffs"),
    "payoff is text": (TABLE, "[4, 0]", "[4, ' ']", 11, "expected a number, a name"),
    "payoff is a list": (TABLE, "[4, 0]", "[4, [0]]", 11, "expected a number or a formula, got a list"),
    "cell is a number": (
        TABLE,
        "[4, 0]",
        "4",
        11,
        "expected payoffs for Row, Column as a list or a mapping, got '4'",
    ),
    "row is a list": (
        TABLE,
        "a: {c: [2, 1], d: [4, 0]}",
        "a: [1, 2]",
        11,
        "expected one entry per action of Column",
    ),
    "no payoffs at all": (
        TABLE[: TABLE.index("  payoffs:")],
        "A table",
        "x",
        7,
        "the payoffs are missing, and the file has no terms",
    ),
    "unknown name": (TABLE, "2*x", "2*y", 12, "'y' is not a known name; the names known here are x"),
    "code in a formula": (TABLE, "2*x", "__import__('os')", 12, "expected a number, a name"),
    "division that may be zero": (TABLE, "2*x", "2/x", 12, "division that may be zero: x is not proved"),
    "hidden division": (TABLE, "2*x", "1/(1/x)", 12, "division that may be zero"),
    "division by zero": (TABLE, "2*x", "2/0", 12, "division by zero"),
    "exponent": (TABLE, "2*x", "x^10000000000", 12, "expected a whole exponent"),
    "not a number": (TABLE, "baseline: 2", "baseline: nan", 5, "expected a number such as"),
    "infinite": (TABLE, "[0, 5]", "[0, .inf]", 5, "expected a number such as"),
    "infinite payoff": (TABLE, "[4, 0]", "[inf, 0]", 11, "'inf' is not a known name"),
    "reversed range": (TABLE, "[0, 5]", "[5, 0]", 5, "the range is reversed: from 5 to 0"),
    "empty range": (TABLE, "[0, 5]", "[]", 5, "range: expected 2 entries"),
    "half a range": (TABLE, "[0, 5]", "[5]", 5, "range: expected 2 entries"),
    "range of three": (TABLE, "[0, 5]", "[0, 5, 6]", 5, "range: expected 2 entries"),
    "baseline outside": (
        TABLE,
        "baseline: 2",
        "baseline: 6",
        5,
        "the baseline 6 lies outside the range 0 to 5",
    ),
    "standing": (
        TABLE,
        "baseline: 2",
        "baseline: 2, standing: certain",
        5,
        "expected 'measured', 'estimated' or 'assumed'",
    ),
    "parameter name": (TABLE, "  x: {", "  x y: {", 5, "could not stand in a formula"),
    "zero over zero": (TABLE, "[0, 5]", "[0/0, 5]", 5, "the denominator of '0/0' is zero"),
    "information sets of a table": (
        TABLE,
        "table:",
        "information_sets: [{player: Row, information_set: x}]\ntable:",
        6,
        "belongs to a tree",
    ),
    "dangling": (TREE, "refrain: [0, -k]", "refrain:", 14, "after comply, refrain: expected a move"),
    "dangling text": (TREE, "refrain: [0, -k]", "refrain: start", 14, "expected a move (player:, actions:)"),
    "empty node": (
        TREE,
        "refrain: [0, -k]",
        "refrain: {}",
        14,
        "expected a move (player:, actions:), chance:, payoffs:, name: or end, got nothing",
    ),
    "move without actions": (
        TREE,
        "            actions: {punish: end, refrain: end}\n",
        "",
        21,
        "the key 'actions' is missing",
    ),
    "move with no action": (
        TREE,
        "actions: {punish: end, refrain: end}",
        "actions: {}",
        22,
        "actions: expected 1 entry",
    ),
    "empty action in a tree": (TREE, "refrain: end", "'': end", 22, "an action needs a name"),
    "action twice in a tree": (
        TREE,
        "refrain: end",
        "punish: end",
        22,
        "the key 'punish' stands twice: in line 22 and in line 22",
    ),
    "unknown mover": (TREE, "  player: T", "  player: X", 7, "'X' is not a player; the players are P, T"),
    "end without payoffs": (
        TREE[: TREE.index("terms:")],
        "refrain: [0, -k]",
        "refrain: end",
        14,
        "the payoffs are missing",
    ),
    "odds": (TREE, "1 - q", "1 - q/2", 17, "the probabilities must sum to 1, they sum to 1/2*q + 1"),
    "odds below zero": (
        TREE,
        "range: [0, 1]",
        "range: [0, 2]",
        19,
        "the probability of sun, 1 - q, is -1 at q = 2",
    ),
    "no odds": (
        TREE,
        "rain: {probability: q, then: {payoffs: {P: 0, T: 0}}}",
        "rain: [0, 0]",
        17,
        "rain: expected a mapping",
    ),
    "outcome without then": (TREE, ", then: {payoffs: {P: 0, T: 0}}", "", 17, "the key 'then' is missing"),
    "payoffs and more": (
        TREE,
        "{payoffs: {P: 1/k, T: -k}}",
        "{payoffs: [1, 2], value: 3}",
        13,
        "unknown key 'value'",
    ),
    "different actions in a set": (
        replaced(
            TREE,
            "            actions: {punish: end, refrain: end}",
            "            information_set: after compliance\n            actions: {punish: end}",
        ),
        "format: 1",
        "format: 1",
        21,
        "offers punish here but punish, refrain in line 10",
    ),
    "unnamed set clashes": (TREE, "after compliance", "1:2", 21, "give both a name of their own"),
    "term of nobody": (
        TREE,
        "{player: P, value: k",
        "{player: Q, value: k",
        24,
        "term 1: 'Q' is not a player",
    ),
    "term on an unknown action": (
        TREE,
        "T: not}",
        "T: nott}",
        24,
        "'nott' is not an action of T; did you mean 'not'?",
    ),
    "term on an unknown player": (TREE, "when: {P", "when: {PP", 24, "term 1: when: 'PP' is not a player"),
    "term on a list of actions": (
        TREE,
        "T: not}",
        "T: [not]}",
        24,
        "expected the name of an action of T, got a list",
    ),
    "term with odd when": (
        TREE,
        "when: {P: punish, T: not}",
        "when: punish",
        24,
        "when: expected player: action",
    ),
    "term on an unknown outcome": (
        TREE,
        "T: not}",
        "chance: rainn}",
        24,
        "'rainn' is not an outcome of chance; did you mean 'rain'? its",
    ),
    "term on chance in a table": (
        TABLE,
        "table:",
        "terms: [{player: Row, value: 1, when: {chance: rain}}]\ntable:",
        6,
        "term 1: when: nothing is left to chance in this game",
    ),
    "term without a value": (TREE, "value: k, ", "", 24, "term 1: the key 'value' is missing"),
    "unknown order": (
        TREE,
        "terms:",
        "information_sets: [{player: P, information_set: nowhere}]\nterms:",
        23,
        "is not in the tree",
    ),
    "partial order": (
        TREE,
        "terms:",
        "information_sets: [{player: T, information_set: '2:1'}]\nterms:",
        23,
        "list all of the tree's sets",
    ),
}


@pytest.mark.parametrize("kind", BAD)
def test_bad_input_is_refused_with_its_line(kind):
    text, old, new, line, words = BAD[kind]
    problem = refused(replaced(text, old, new))
    assert words in problem.message
    assert problem.line == line
    assert problem.column is not None


def test_a_formulas_column_is_that_in_the_file():
    assert refused(replaced(TABLE, "2*x + 1", "2*x + yy")).column == TABLE.splitlines()[11].index("2*x") + 7
    assert refused(replaced(TABLE, "2*x + 1", '"2*x + yy"')).column == TABLE.splitlines()[11].index("2*x") + 8


def test_a_huge_table_is_refused_before_it_is_built():
    players = [f"p{n}" for n in range(40)]
    actions = "".join(f"    {p}: [a, b]\n" for p in players)
    head = f"format: 1\nplayers: [{', '.join(players)}]\n"
    text = f"{head}table:\n  actions:\n{actions}terms: [{{player: p1, value: 1}}]\n"
    assert "more than 200,000" in refused(text).message


def test_terms_whose_sum_explodes_are_refused():
    names = [f"x{n}" for n in range(30)]
    parameters = "".join(f"  {n}: {{range: [1, 2], baseline: 1}}\n" for n in names)
    terms = "".join(f"  - {{player: A, value: 1/{n}}}\n" for n in names)
    text = f"format: 1\nplayers: [A]\nparameters:\n{parameters}tree: end\nterms:\n{terms}"
    assert "degree" in refused(text).message


def test_a_denominator_too_large_to_prove_is_refused():
    names = [f"x{n}" for n in range(20)]
    parameters = "".join(f"  {n}: {{range: [1, 2], baseline: 1}}\n" for n in names)
    text = f"format: 1\nplayers: [A]\nparameters:\n{parameters}tree: [1/({'*'.join(names)} + 1)]\n"
    assert "too large to prove its sign" in refused(text).message


PIECES = [
    "",
    "end",
    "[",
    "]",
    "{",
    "}",
    ": ",
    "- ",
    "&a ",
    "*a",
    "!!x ",
    "'",
    '"',
    "\n",
    "  ",
    "1/0",
    "nan",
    "no",
    "player: T",
    "#",
    "|",
    ">-",
    "0",
]


@st.composite
def damaged(draw):
    """A model file with a few pieces cut out and others put in."""
    text = draw(st.sampled_from([TABLE, TREE]))
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 12)))
        text = text[:start] + draw(st.sampled_from(PIECES)) + text[end:]
    return text


@given(damaged())
def test_whatever_is_damaged_the_answer_is_a_family_or_a_complaint_with_a_line(text):
    try:
        family = read_model(text, "model.yaml")
    except ModelSyntaxError as problem:
        place = (problem.file, problem.line is not None)
    else:
        place = (family.origin, True)
    assert place == ("model.yaml", True)


@pytest.mark.parametrize(
    ("spelled", "said"),
    [
        ("bell", "the distribution of parameter x: expected uniform or triangular"),
        ("{normal: [9, 1]}", "the mean 9 lies outside the declared range 0 to 5"),
        ("{values: [1, 7]}", "leaves the declared range 0 to 5"),
        ("[1, 2]", "expected uniform or triangular"),
    ],
)
def test_a_distribution_that_does_not_fit_is_refused_where_it_stands(spelled, said):
    entry = f"{{range: [0, 5], baseline: 2, distribution: {spelled}}}"
    text = f"format: 1\nplayers: [A]\nparameters:\n  x: {entry}\n"
    with pytest.raises(ModelSyntaxError) as problem:
        read_model(f"{text}table: {{actions: {{A: [a]}}, payoffs: {{a: [x]}}}}\n", "m.yaml")
    assert str(problem.value).startswith("m.yaml:4:49: ")
    assert said in str(problem.value)
