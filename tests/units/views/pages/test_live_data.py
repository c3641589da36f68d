import random
from fractions import Fraction
from importlib.resources import files

import pytest
from units.views.live_answers import (
    answers_of_package,
    answers_of_page,
    check_agreement,
    found,
    in_node,
    needs_node,
    points_of,
)

import gametheory_paradox as gp
from gametheory_paradox.forms import Chance, Move
from gametheory_paradox.models import family_from_table, family_from_tree
from gametheory_paradox.studies.examination import examine
from gametheory_paradox.views.pages.live_data import live_data
from gametheory_paradox.views.pages.page import SCRIPTS

HOLD_UP = {"mover": "A", "action": "grab", "at": "later"}


def hold_up():
    """B trusts only if A cannot grab later: the option hurts A where 0 < gain < grabbed, loss > 0."""
    later = Move("A", "later", {"grab": ("grabbed", "0 - loss"), "share": ("gain", "gain")})
    tree = Move("B", "first", {"trust": later, "stay away": (0, 0)})
    return family_from_tree(["A", "B"], tree, {"gain": (-2, 4, 1), "grabbed": (0, 4, 3), "loss": (0, 3, 1)})


def matching(**ranges):
    """A table whose equilibrium is mixed, beside a row that is worth taking or not."""
    rows = [[("x", -1), (-1, 1)], [(-1, 1), (1, -1)], [("s", 0), ("s", 3)]]
    ranges = {"x": (1, 4, 2), "s": (-2, 2, 0), **ranges}
    return family_from_table(["Row", "Column"], [["up", "down", "out"], ["left", "right"]], rows, ranges)


def test_payoffs_and_odds_are_written_as_polynomials():
    lottery = Chance({"h": ("p/(1 + p)", {"A": "p^2 - 1/2"}), "t": ("1/(1 + p)", {"A": 0})})
    family = family_from_tree(
        ["A"], Move("A", "now", {"draw": lottery, "rest": {"A": 0}}), {"p": (0, 1, "1/2")}
    )
    data = live_data(examine(family, mover="A", action="draw", sides=()))
    assert data["parameters"][0]["baseline"] == "1/2"
    odds = data["forms"]["game"]["nodes"][1]["odds"]
    top, bottom = data["formulas"][odds[0]]
    assert data["polynomials"][top] == [["1", [[0, 1]]]]
    assert sorted(data["polynomials"][bottom]) == [["1", []], ["1", [[0, 1]]]]
    (pays,) = data["forms"]["game"]["nodes"][2]["pays"]
    assert sorted(data["polynomials"][data["formulas"][pays][0]]) == [["-1/2", []], ["1", [[0, 2]]]]


def test_a_table_is_a_tree_whose_ends_are_its_cells_in_order():
    three = family_from_table(
        ["A", "B", "C"],
        [["a", "b"], ["c", "d", "e"], ["f", "g"]],
        [[[(100 * i + 10 * j + k, 0, 0) for k in range(2)] for j in range(3)] for i in range(2)],
        {},
    )
    data = live_data(examine(three, mover="A", action="a", sides=()))
    nodes = data["forms"]["game"]["nodes"]
    ends, pending = [], [0]
    while pending:  # in preorder
        node = nodes[pending.pop()]
        pending += reversed(node.get("to", []))
        ends += [data["polynomials"][data["formulas"][node["pays"][0]][0]]] if "pays" in node else []
    assert [int(terms[0][0]) if terms else 0 for terms in ends] == [
        100 * i + 10 * j + k for i in range(2) for j in range(3) for k in range(2)
    ]
    assert [node.get("set") for node in nodes].count(2) == 6


def test_what_the_page_does_not_solve_it_says():
    family = found("literature/cho-1987/beer-quiche", concept="sequential", mover="Receiver", action="duel")
    assert "sequential" in live_data(family)["why"]
    change = examine(hold_up(), "comparative-statics", mover="A", parameter="gain", low=0, high=1, sides=())
    data = live_data(change)
    assert not data["why"]
    assert not data["question"]["offered"]
    assert "comparative-statics" in data["question"]["why"]


def test_the_scripts_are_small_and_cannot_end_their_element():
    for name in SCRIPTS:
        script = files("gametheory_paradox.views.pages").joinpath(name)
        if script.is_file():
            text = script.read_text(encoding="utf-8")
            assert "</script" not in text
            assert "<!--" not in text
            assert "http" not in text
    assert len(files("gametheory_paradox.views.pages").joinpath("live.js").read_bytes()) <= 80_000


@needs_node
def test_the_page_answers_like_the_package():
    tally = check_agreement(
        examine(hold_up(), sides=(), **HOLD_UP),
        [
            [Fraction(gain, 2), Fraction(2 * grabbed + 1, 4), Fraction(1, 3)]
            for gain in range(-3, 8, 2)
            for grabbed in (0, 3, 7)
        ],
    )
    assert tally.keys() == {"present", "absent"}
    mixed = examine(matching(), mover="Row", action="out", sides=())
    points = [[Fraction(3), Fraction(-1)], [Fraction(5, 2), Fraction(1, 7)], [Fraction(7, 2), Fraction(3, 2)]]
    assert check_agreement(mixed, points)
    assert len({page["after"][0] for page in answers_of_page(mixed, points)}) > 1


@needs_node
def test_at_a_tie_the_page_says_no_more_than_the_package():
    findings = examine(hold_up(), sides=(), **HOLD_UP)
    tied = [[Fraction(2), Fraction(2), Fraction(1)], [Fraction(0), Fraction(3), Fraction(1)]]
    for page, (name, _) in zip(
        answers_of_page(findings, tied), answers_of_package(findings, tied), strict=True
    ):
        assert page["answer"] in (name, "undecided")


@needs_node
def test_numbers_are_read_and_written_exactly():
    script = """
    const live = require(process.argv[1]);
    const texts = JSON.parse(require("fs").readFileSync(0, "utf8"));
    const read = text => { const number = live.parse(text); return number && live.written(number); };
    console.log(JSON.stringify(texts.map(read)));
    """
    given = ["45/2", "0.30", "22,5", "−3", "+4", " 6 / 4 ", "1/0", "1e9", "", "x", "0x10", "9" * 61, "1/3.5"]
    expected = ["45/2", "3/10", "45/2", "-3", "4", "3/2", *[None] * 7]
    assert in_node(script, given) == expected


@needs_node
@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        *("seed/trade-restriction", "seed/karakoram", "seed/karakoram/penalty", "seed/engagement"),
        *("seed/guarded-posts", "seed/unable-or-unwilling", "seed/corridor", "seed/private-security/measure"),
        *("seed/deportation", "seed/rivalry", "seed/power-vacuum/seen", "seed/inclusive-government"),
    ],
)
def test_the_page_answers_like_the_package_at_random_points(name):
    findings, rng = found(name), random.Random(7)
    tally = check_agreement(findings, points_of(findings.family, 50, rng))
    assert sum(tally.values()) == 51
    assert "undecided" not in tally
    assert tally.get("absent")


@needs_node
@pytest.mark.slow
@pytest.mark.parametrize("asked", [{"measure": "security"}, {"quantifier": "best"}, {"quantifier": "worst"}])
@pytest.mark.parametrize(
    "name", ["seed/trade-restriction", "seed/guarded-posts", "literature/jervis-1978/stag-hunt"]
)
def test_an_account_and_other_quantifiers_are_compared_alike(name, asked):
    family = gp.load(name)
    if not family.accounts and "measure" in asked:
        asked = {}
    findings = examine(family, sides=(), **{**_question(family), **asked})
    check_agreement(findings, points_of(family, 25, random.Random(5)))


def _question(family):
    """The model's own question as keywords; without one, the first action of the first player."""
    if family.question is None:
        return {"mover": family.players[0], "action": family.form.information_sets[0].actions[0]}
    own = family.question
    return {"mover": own.mover, "action": list(own.action), "at": list(own.at), "paradox": own.paradox}


@needs_node
@pytest.mark.slow
def test_both_answers_occur_among_the_models_of_the_essay():
    seen = set()
    for name in (
        "seed/trade-restriction",
        "seed/engagement",
        "seed/unable-or-unwilling",
        "seed/guarded-posts",
    ):
        findings = found(name)
        seen |= {
            (name, page["answer"])
            for page in answers_of_page(findings, points_of(findings.family, 120, random.Random(3)))
        }
    assert len([row for row in seen if row[1] == "present"]) >= 3
