"""Charts: what they say on known families, what they refuse, and how they stop."""

import time
from fractions import Fraction
from itertools import combinations

import pytest
from witnesses.catalog_games import single_games
from witnesses.many_players import pursued

from gametheory_paradox import catalog
from gametheory_paradox.certificates import Certificate, verify
from gametheory_paradox.detectors import detect
from gametheory_paradox.errors import CertificateRejected, InvalidGame, Unsupported
from gametheory_paradox.forms import ExtensiveForm, Move, game_hash, subgame_roots
from gametheory_paradox.maps import chart
from gametheory_paradox.maps.cells import map_from_certificate
from gametheory_paradox.models import family_from_table, family_from_tree

PUNISH = {"mover": "Coercer", "action": "punish", "at": "after compliance"}
MANY = 20_000  # cells; far more than any of these charts needs


@pytest.fixture(scope="module")
def restraint():
    return catalog.load("literature/myerson-2007/restraint")


def small(condition="x - y", **ranges):
    """Bob gains ``condition`` by punishing after compliance: where positive, his option hurts him."""
    after = (
        Move("Bob", "complied", {"punish": (-3, f"5 + {condition}"), "refrain": (-1, 5)}),
        Move("Bob", "defied", {"punish": (-2, 1), "refrain": (0, 0)}),
    )
    tree = Move("Ann", "start", {"comply": after[0], "defy": after[1]})
    return family_from_tree(["Ann", "Bob"], tree, ranges or {"x": (0, 1, 0), "y": (0, 1, 0)})


ASK = {"mover": "Bob", "action": "punish", "at": "complied"}


def test_an_affine_condition_is_one_cell_and_exact(restraint):
    found = chart(restraint, over=["r_C", "r_N"], values={"V": 5}, **PUNISH)
    # Present where r_C > 0 and 0 < r_N < V: a quarter of the square.
    assert found.share == (Fraction(1, 4), Fraction(1, 4))
    assert found.undecided == 0
    assert found.finished
    assert found.cells == 1
    assert (found.over, dict(found.values)) == (("r_C", "r_N"), {"V": 5, "d": 5, "k": 3})


@pytest.mark.parametrize(
    ("over", "values", "share"),
    [
        (["V"], {"r_N": 8}, "3/5"),
        (["k"], {"d": 6}, "3/10"),
        (["d"], {"k": 6}, "7/10"),
        (["d", "k"], {}, "1/2"),
        (["k", "d"], {}, "1/2"),
        (["V", "r_N"], {}, "1/2"),
        (["r_C"], {}, "1"),
        (["V"], {"d": 2}, "0"),
    ],
)
def test_known_shares(restraint, over, values, share):
    found = chart(restraint, over=over, values=values, **PUNISH)
    assert found.share == (Fraction(share), Fraction(share))


@pytest.mark.parametrize("over", [["d", "k", "V"], ["d", "k", "V", "r_N"]])
def test_products_of_known_shares(restraint, over):
    """d > k and V > r_N are about different parameters, so that their shares multiply."""
    expected = Fraction(1, 4) if "r_N" in over else Fraction(1, 2) * Fraction(9, 10)
    found = chart(restraint, over=over, undecided="0.01", budget=None, cells=MANY, **PUNISH)
    assert found.share[0] <= expected <= found.share[1]
    assert found.undecided <= Fraction(1, 100)


@pytest.mark.parametrize(
    ("condition", "share"),
    [
        ("x - y", "1/2"),
        ("x^2 - y", "1/3"),
        ("x - y^2", "2/3"),
        ("x^3 - y", "1/4"),
        ("x*y - 1/2", None),
        ("(x - y)^2", "1"),
        ("-(x - y)^2", "0"),
        ("(x - y)^2*(x - 1/2)", "1/2"),
        ("(2*x - 1)*(2*y - 1)", "1/2"),
        ("1/(1 + x) - 2/3", "1/2"),
        ("x^2 + y^2 - 1", None),
    ],
)
def test_curves(condition, share):
    found = chart(small(condition), over=["x", "y"], undecided="0.002", budget=None, cells=MANY, **ASK)
    assert found.finished
    assert found.undecided <= Fraction(2, 1000)
    low, high = map(float, found.share)
    known = {"x*y - 1/2": 0.15342640972, "x^2 + y^2 - 1": 1 - 0.78539816339}  # 1/2 - ln(2)/2, 1 - π/4
    exact = known[condition] if share is None else float(Fraction(share))
    assert low - 1e-9 <= exact <= high + 1e-9
    assert share not in ("0", "1") or found.cells == 1


def test_a_box_may_be_part_of_the_declared_ranges(restraint):
    found = chart(restraint, over=["r_N"], box={"r_N": ("9", 11)}, **PUNISH)
    assert found.share == (Fraction(1, 2), Fraction(1, 2))
    assert found.box == {"r_N": (9, 11)}
    assert {cell.verdict for cell in found} == {"split"}


def test_the_question_may_not_depend_on_the_charted_parameters(restraint):
    present = chart(restraint, over=["r_C"], **PUNISH)
    assert (present.share, present.cells, present.finished) == ((1, 1), 1, True)
    absent = chart(restraint, over=["r_C"], values={"r_N": 15}, **PUNISH)
    assert (absent.share, absent.cells, absent.finished) == ((0, 0), 1, True)


def test_where_the_other_parameters_lie_on_a_tie_all_that_is_left_free_counts(restraint):
    """With r_C = 0 the coercer is indifferent after compliance, and the target is not."""
    over = ["V", "d", "k"]
    found = chart(restraint, over=over, values={"r_C": 0}, budget=60, **PUNISH)
    assert (found.present, found.absent, found.undecided) == (0, 1, 0)
    for share in (Fraction(1, 7), Fraction(4, 11), Fraction(12, 13)):
        point = {n: low + share * (high - low) for n, (low, high) in ((n, found.box[n]) for n in over)}
        assert detect(restraint.at({"r_C": 0, **point}), **PUNISH).name == "absent"
    verify(found.certificate)


def test_a_budget_of_cells_is_kept():
    family = small("x^3 - y^2")
    for cells in (1, 2, 7, 30):
        found = chart(family, over=["x", "y"], undecided=0, cells=cells, budget=None, **ASK)
        assert found.cells == cells == len(list(found))
        assert not found.finished
        assert verify(found.certificate).kind == "map"


def test_a_budget_of_seconds_is_kept():
    family = small("(x - 1/3)^2*y + (y - 1/3)^3 - x/7")
    started = time.monotonic()
    found = chart(family, over=["x", "y"], undecided=0, budget=0.3, **ASK)
    assert time.monotonic() - started < 20
    assert not found.finished
    assert found.undecided < 1
    none = chart(family, over=["x", "y"], undecided=0, budget=0, **ASK)
    assert (none.cells, none.finished) == (1, False)


def test_the_undecided_share_is_reached_and_not_overshot_by_much():
    family = small("x^2 - y")
    previous = 0
    for share in ("0.1", "0.01", "0.001"):
        found = chart(family, over=["x", "y"], undecided=share, budget=None, **ASK)
        assert Fraction(share) / 20 < found.undecided <= Fraction(share)
        assert found.cells > previous
        previous = found.cells


def test_cells_tile_the_box():
    found = chart(small("x^2 - y"), over=["x", "y"], undecided="0.01", budget=None, **ASK)
    cells = list(found)
    sizes = [(c.box["x"][1] - c.box["x"][0]) * (c.box["y"][1] - c.box["y"][0]) for c in cells]
    assert sum(sizes) == 1
    for one, other in combinations(cells, 2):
        apart = [one.box[n][1] <= other.box[n][0] or other.box[n][1] <= one.box[n][0] for n in ("x", "y")]
        assert any(apart)


@pytest.mark.parametrize("quantifier", ["strong", "best", "worst", "possible"])
def test_quantifiers_order_the_shares_of_a_table(quantifier):
    """A game of chicken and coordination with a dominated way out; strong ⊂ best, worst ⊂ possible."""
    payoffs = [[("x", "x"), ("1", "y")], [("y", "1"), ("0", "0")]]
    family = family_from_table(
        ["R", "C"], [["a", "b"], ["a", "b"]], payoffs, {"x": (0, 2, 1), "y": (0, 2, 1)}
    )
    ask = {
        "mover": "R",
        "action": "a",
        "over": ["x", "y"],
        "undecided": "0.01",
        "budget": None,
        "cells": MANY,
    }
    found = chart(family, quantifier=quantifier, **ask)
    strong, possible = (chart(family, quantifier=q, **ask) for q in ("strong", "possible"))
    assert strong.present <= found.share[1]
    assert found.present <= possible.share[1]
    assert found.question.quantifier == quantifier


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"over": []}, "a chart is over a list of at least one parameter"),
        ({"over": "r_C"}, "over: expected a list of parameters, got the text 'r_C'"),
        ({"over": ["q"]}, "'q' is not a parameter of this family; it has V, r_C, r_N, d, k"),
        ({"over": ["V", "V"]}, "a chart is over at most ten different parameters"),
        ({"box": {"q": (0, 1)}}, "'q' is not a parameter of this family; it has V, r_C, r_N, d, k"),
        ({"box": {"d": (0, 1)}}, "a range is given for 'd', which is not charted"),
        ({"box": {"V": (3, 3)}}, "the range of 'V' is empty: 3 to 3"),
        ({"box": {"V": (4, 3)}}, "the range 4 to 3 of 'V' is reversed or leaves the declared range 0 to 20"),
        (
            {"box": {"V": (-1, 3)}},
            "the range -1 to 3 of 'V' is reversed or leaves the declared range 0 to 20",
        ),
        (
            {"box": {"V": (0, 21)}},
            "the range 0 to 21 of 'V' is reversed or leaves the declared range 0 to 20",
        ),
        ({"box": {"V": ("a", 3)}}, "the lower end of 'V': expected a number such as 3, 1/3 or 0.25, got 'a'"),
        (
            {"box": {"V": (0, "inf")}},
            "the upper end of 'V': expected a number such as 3, 1/3 or 0.25, got 'inf'",
        ),
        ({"values": {"q": 1}}, "'q' is not a parameter of this family; it has V, r_C, r_N, d, k"),
        ({"values": {"d": 30}}, "d = 30 lies outside the declared range 0 to 20"),
        ({"undecided": "wide"}, "undecided: expected a number such as 3, 1/3 or 0.25, got 'wide'"),
        ({"mover": "Nobody"}, "'Nobody' is not a player; the players are Target, Coercer"),
        ({"action": "wait"}, "Coercer has no action 'wait' at 'after compliance'; it has punish, refrain"),
        (
            {"at": "nowhere"},
            "Coercer has no information set 'nowhere'; it has 'after compliance', 'after non-compliance'",
        ),
        (
            {"quantifier": "weak"},
            "there is no quantifier 'weak'; there are strong, best, worst, possible, payoff-dominant, "
            "risk-dominant",
        ),
        (
            {"paradox": "other"},
            "there is no paradox 'other'; there are option, dominance-trap, comparative-statics, "
            "information, third-party, "
            "realized, misperception, security-insecurity, dynamic-backfire, null-coercion",
        ),
    ],
)
def test_requests_that_make_no_sense_are_refused(restraint, change, message):
    with pytest.raises(InvalidGame) as caught:
        chart(restraint, **{"over": ["V"], **PUNISH, **change})
    assert str(caught.value) == message


def test_a_parameter_without_a_range_cannot_be_charted():
    family = small(x=(1, 1, 1), y=(0, 1, 0))
    with pytest.raises(InvalidGame, match="the range of 'x' is empty: 1 to 1"):
        chart(family, over=["x"], **ASK)
    assert chart(family, over=["y"], **ASK).share == (1, 1)


def test_at_most_ten_parameters_are_charted():
    names = [f"x{n}" for n in range(11)]
    family = small("+".join(names), **dict.fromkeys(names, (0, 1, 0)))
    assert chart(family, over=names[:10], **ASK).share == (1, 1)
    with pytest.raises(InvalidGame, match="a chart is over at most ten different parameters"):
        chart(family, over=names, **ASK)


def test_what_is_not_offered(restraint):
    with pytest.raises(
        Unsupported,
        match="offered for subgame-perfect, sequential, perfect-bayesian equilibria, not for nash",
    ):
        chart(restraint, over=["V"], concept="nash", **PUNISH)
    with pytest.raises(Unsupported, match=r"would not be all: .* here A, B, C do"):
        chart(pursued(), over=["a"], mover="A", action="x")


def test_a_map_is_rebuilt_from_its_certificate(restraint):
    family = small("x^2 - y")
    found = chart(family, over=["y", "x"], box={"x": ("1/4", 1)}, undecided="0.01", budget=None, **ASK)
    again = map_from_certificate(
        family, Certificate(found.certificate.data), seconds=found.seconds, finished=found.finished
    )
    assert again == found
    assert list(again) == list(found)
    with pytest.raises(CertificateRejected, match="not a map of this family"):
        map_from_certificate(restraint, found.certificate, seconds=0, finished=True)


def test_the_certificate_is_about_the_family_with_all_its_parameters(restraint):
    found = chart(restraint, over=["V"], values={"d": 7}, **PUNISH)
    checked = verify(found.certificate)
    assert checked.kind == "map"
    assert checked.game == game_hash(restraint.form)
    assert checked.values == {"r_C": 1, "r_N": 2, "d": 7, "k": 3}


def ranged(name):
    """The parameters of a catalog family that have a range."""
    return [p.name for p in catalog.load(name).parameters if p.low < p.high]


TIED = ("literature/kydd-2000/reassurance",)  # somebody is indifferent for all values


# Two who support the fight pay all of it at the baseline: where it moves no strike, it is all the same to the
# Taliban.
PAID_FOR = ("seed/collective-action", "seed/collective-action/control")


def is_charted(name):
    """Whether there are two parameters, and maps for this form: at most two choose in a whole subgame."""
    form = catalog.load(name).form
    if not isinstance(form, ExtensiveForm) and len(form.players) > 2:
        return False
    whole_at_once = isinstance(form, ExtensiveForm) and subgame_roots(form) == [0]
    return len(ranged(name)) > 1 and not (
        whole_at_once and len({s.player for s in form.information_sets}) > 2
    )


CHARTED = [name for name in single_games() if name not in PAID_FOR and is_charted(name)]


def test_where_three_choose_in_one_subgame_and_somebody_is_indifferent_there_is_no_map():
    unseen = "seed/trade-restriction/unseen"
    assert unseen not in CHARTED
    assert "seed/trade-restriction" in CHARTED
    with pytest.raises(Unsupported, match=r"would not be all: whatever .* here Taliban, Pakistan, IS-K do"):
        chart(catalog.load(unseen), over=["r_C", "k"], **asked_first(catalog.load(unseen))[0])


@pytest.mark.parametrize("name", TIED)
def test_where_somebody_is_indifferent_throughout_every_cell_is_decided(name):
    family, over = catalog.load(name), ranged(name)[:2]
    ask = asked_first(family)[0]
    found = chart(family, over=over, **ask)
    assert found.undecided == 0
    for share in (Fraction(1, 7), Fraction(4, 11), Fraction(12, 13)):
        point = {n: low + share * (high - low) for n, (low, high) in ((n, found.box[n]) for n in over)}
        assert detect(family.at(point), concept="subgame-perfect", **ask).name == found.verdict_at(point)


def charts_of_pairs(name, moves):
    """A chart for each move and pair of parameters with a range, and how long each took.

    Of many moves each has half as many pairs as there are parameters, and the next move has others.
    """
    family, names = catalog.load(name), ranged(name)
    for number, move in enumerate(moves(family)):
        pairs = list(combinations(names, 2))
        if moves is every_move and len(pairs) > len(names):
            step = 1 + number % (len(names) // 2)
            pairs = [(own, names[(k + step) % len(names)]) for k, own in enumerate(names) if k % 2 == 0]
        for pair in pairs:
            started = time.process_time()
            yield (
                chart(family, over=pair, undecided="0.001", budget=None, cells=MANY, **move),
                time.process_time() - started,
            )


def asked_first(family):
    """What the model asks itself, or every move of the first player."""
    if family.question:
        return [{name: value for name, value in family.question.fields.items() if value}]
    return [{"mover": family.players[0], "action": a} for a in family.form.information_sets[0].actions]


def every_move(family):
    sets = [s for s in family.form.information_sets if len(s.actions) > 1]
    return [
        {"mover": s.player, "action": a, "at": [s.name] if s.name else []} for s in sets for a in s.actions
    ]


# Where the others are at their baselines, somebody who does not see all ties for a range of this parameter.
TIED_UNSEEN = {"seed/engagement/control": "y"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "moves"),
    [*((name, asked_first) for name in CHARTED), *((name, every_move) for name in CHARTED[::3])],
)
def test_pairs_of_parameters_of_the_catalog_are_charted_quickly(name, moves):
    for found, seconds in charts_of_pairs(name, moves):
        tied = TIED_UNSEEN.get(name) in found.box and not found.finished
        assert tied or found.finished
        assert found.undecided <= Fraction(1, 2 if tied else 1000)
        assert seconds < 5
