"""Every verb over parameters takes a question, its fields, or nothing, and refuses what is not offered."""

import pytest

from gametheory_paradox import catalog
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import Move
from gametheory_paradox.maps import bifurcation, chart, escape, prove, thresholds
from gametheory_paradox.models import family_from_table, family_from_tree
from gametheory_paradox.paradoxes.definitions import DEFINITIONS
from gametheory_paradox.paradoxes.question import Question

RESTRICT = {"mover": "Pakistan", "action": "restrict", "at": "after suppress"}
VERBS = {
    chart: {"over": ["r_C", "k"]},
    thresholds: {},
    bifurcation: {"over": "k", "values": {"r_C": 60}},
    prove: {"assuming": ["r_C > c + h", "r_N > c + h", "d + l > k", "V + c + h > r_N"]},
    escape: {"levers": ["k"], "values": {"r_C": 60, "k": 10}, "others": ()},
}
verbs = pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.__name__)


@pytest.fixture(scope="module")
def trade():
    return catalog.load("seed/trade-restriction")


def answer(verb, *asked, **fields):
    """An answer as text, which says nothing that hangs on the clock."""
    return str(verb(*asked, **VERBS[verb], **fields))


@verbs
def test_a_question_its_fields_and_the_models_own_come_to_the_same(verb, trade):
    own = answer(verb, trade)
    assert answer(verb, trade, trade.question) == own
    assert answer(verb, trade, Question("option", **RESTRICT)) == own
    assert answer(verb, trade, "option", **RESTRICT) == own
    assert answer(verb, trade, **RESTRICT) == own
    assert "worst option paradox of Pakistan" in answer(verb, trade, quantifier="worst")


@verbs
@pytest.mark.parametrize(
    "paradox",
    [name for name, row in DEFINITIONS.items() if isinstance(row.stated, str) and not row.over_time],
)
def test_what_is_not_offered_is_refused_for_the_same_reason(verb, paradox, trade):
    fields = {
        "realized": {**RESTRICT, "benchmark": 0},
        "misperception": {"mover": "Pakistan", "model": trade.at()},
    }[paradox]
    with pytest.raises(Unsupported) as refused:
        verb(trade, paradox, **fields, **VERBS[verb])
    assert str(refused.value) == (
        f"formulas and maps are not offered for the {paradox} paradox ({DEFINITIONS[paradox].stated}); "
        "ask detect at a point, or uncertainty about many"
    )


@verbs
def test_one_game_has_no_parameters(verb, trade):
    with pytest.raises(
        InvalidGame, match="this is asked about a family with parameters, got a ExtensiveForm"
    ):
        verb(trade.at(), **RESTRICT, **VERBS[verb])


@verbs
def test_where_the_model_asks_nothing_somebody_must(verb):
    silent = family_from_table(
        ["A", "B"], [["a", "b"]] * 2, [[("x", 0), (0, 1)], [(1, 0), (0, 2)]], {"x": (0, 2, 1)}
    )
    with pytest.raises(InvalidGame, match="which question"):
        verb(silent, **VERBS[verb])


def ladder():
    """Bob is hurt by having two ways to punish, each of which stands in for the other."""
    after = (
        Move("Bob", "complied", {"fine": (-3, "5 + x"), "jail": (-4, "5 + x/2"), "refrain": (-1, 5)}),
        Move("Bob", "defied", {"fine": (-2, 1), "jail": (-2, "1/2"), "refrain": (0, 0)}),
    )
    tree = Move("Ann", "start", {"comply": after[0], "defy": after[1]})
    return family_from_tree(["Ann", "Bob"], tree, {"x": (-1, 1, "1/2")})


def test_several_actions_are_taken_away_together():
    family, fields = ladder(), {"mover": "Bob", "at": "complied"}
    shares = {
        named: chart(family, over=["x"], action=named, **fields).share[0]
        for named in ("fine", "jail", ("fine", "jail"))
    }
    assert shares == {"fine": 0, "jail": 0, ("fine", "jail"): 1 / 2}
    both = ["fine", "jail"]
    assert str(thresholds(family, action=both, **fields).present) == "x > 0"
    assert prove(family, action=both, assuming=["x > 0"], **fields).name == "proved"
    (punishing, refraining) = bifurcation(family, over="x", action=both, **fields).stretches[::-1]
    assert (punishing.verdict, refraining.verdict) == ("present", "absent")
    assert [str(odds) for odds in (*punishing.odds, *refraining.odds)] == ["1", "0"]
    out = escape(family, levers=["x"], action=both, **fields)
    assert out.best.surface == {"x": 0}
    assert "Bob cannot 'fine' or 'jail' at complied" in [row.what for row in out.rows]
