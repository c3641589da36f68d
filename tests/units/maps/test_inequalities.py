"""Thresholds: the inequalities under which a paradox is present."""

from collections import Counter
from fractions import Fraction
from random import Random

import pytest
import sympy
from witnesses.stochastic_games import SOURED, VACUUM, souring

from gametheory_paradox import catalog
from gametheory_paradox.detectors import detect
from gametheory_paradox.errors import InvalidGame, ModelSyntaxError, Unsupported
from gametheory_paradox.forms import Move
from gametheory_paradox.maps import thresholds
from gametheory_paradox.models import family_from_table, family_from_tree
from gametheory_paradox.models.files import read_model
from gametheory_paradox.models.formula import parse_inequality

TRADE = {"mover": "Pakistan", "action": "restrict", "at": "after suppress"}


def cases_of(found):
    """Each case as the set of its inequalities."""
    return {frozenset(map(str, case)) for case in found.present.cases}


def test_trade_restriction():
    found = thresholds(catalog.load("seed/trade-restriction"), **TRADE)
    assert cases_of(found) == {frozenset({"r_C > c + h", "r_N > c + h", "d + l > k", "V + c + h > r_N"})}
    assert str(found.open) == "never"
    assert found.table().note == ""
    text = str(found)
    assert "strong option paradox of Pakistan (action taken away: restrict at after suppress)" in text
    assert "d + l > k" in text


def test_thresholds_are_expressions_of_sympys_and_print_as_mathematics():
    found = thresholds(catalog.load("seed/trade-restriction"), **TRADE)
    r_C, r_N, c, h, d, l, k, V = sympy.symbols("r_C r_N c h d l k V")  # noqa: E741, N806
    assert found.to_sympy() == sympy.And(r_C > c + h, r_N > c + h, d + l > k, V + c + h > r_N)
    assert r"1 & $r_{C} > c + h \wedge r_{N} > c + h \wedge d + l > k \wedge" in found.latex()
    never = thresholds(catalog.load("seed/trade-restriction/control"), **TRADE)
    assert never.to_sympy() == sympy.false
    assert never.latex() == never.table().latex()


def test_the_control_never_has_it():
    found = thresholds(catalog.load("seed/trade-restriction/control"), **TRADE)
    assert str(found.present) == "never"
    assert "never" in str(found)


def test_myersons_restraint():
    found = thresholds(
        catalog.load("literature/myerson-2007/restraint"),
        mover="Coercer",
        action="punish",
        at="after compliance",
    )
    # In the declared ranges r_C, r_N > 0 go without saying.
    assert cases_of(found) == {frozenset({"d > k", "V > r_N"})}


def test_preempt_or_deter_taken_from_one_and_from_both():
    family = catalog.load("literature/sandler-2003/preempt-or-deter")
    alone = thresholds(family, mover="A", action="deter")
    both = thresholds(family, mover="A", action="deter", coalition=["A", "B"])
    for point, expected in (
        ({"B": 4, "c": 6, "b": 6, "C": 4}, True),
        ({"B": 8, "c": 3, "b": 9, "C": 1}, None),
    ):
        where = {name: Fraction(value) for name, value in point.items()}
        for found, ask in ((alone, {}), (both, {"coalition": ["A", "B"]})):
            said = any(all(i.polynomial.value(where) > 0 for i in case) for case in found.present.cases)
            truth = detect(family.at(point), mover="A", action="deter", **ask).name
            assert said == (truth == "present")
            assert expected is None or not ask or said == expected


@pytest.mark.parametrize(
    ("quantifier", "expected"),
    [("strong", "never"), ("best", "3 > a"), ("worst", "never"), ("possible", "3 > a")],
)
def test_quantifiers_of_a_table_with_several_equilibria(quantifier, expected):
    """With b R gets a (or 1 where a < 1, since b still drives out t); without it 3, 1 or 3/4."""
    payoffs = [[(3, 1), (0, 0)], [(0, 0), (1, 1)], [(9, 0), ("a", 5)]]
    family = family_from_table(["R", "C"], [["t", "m", "b"], ["l", "r"]], payoffs, {"a": (0, 5, 2)})
    found = thresholds(family, mover="R", action="b", quantifier=quantifier)
    assert str(found.present) == expected
    assert found.question.quantifier == quantifier


def test_an_action_that_is_never_used_and_changes_nothing_is_harmless():
    payoffs = [[(3, 1), (0, 0)], [(0, 0), (1, 1)], [("-a", 0), ("-1", 1)]]
    family = family_from_table(["R", "C"], [["t", "m", "b"], ["l", "r"]], payoffs, {"a": (1, 5, 2)})
    for quantifier in ("strong", "best", "worst"):
        assert str(thresholds(family, mover="R", action="b", quantifier=quantifier).present) == "never"
    # "possible" compares an equilibrium without b with another one with b, but only where b matters.
    assert str(thresholds(family, mover="R", action="b", quantifier="possible").present) == "never"


def test_where_nothing_is_claimed_is_noted():
    first = Move("C", "unseen", {"x": ("c", 1, 0), "y": ("-c", 1, 1)})
    second = Move("C", "unseen", {"x": ("-c", 1, 1), "y": ("c", 1, 0)})
    below = Move("B", "then", {"l": first, "r": second})  # B never cares, and C does not see what it did
    lazy = family_from_tree(
        ["A", "B", "C"], Move("A", "start", {"in": below, "out": (0, 0, 0)}), {"c": (1, 2, 1)}
    )
    found = thresholds(lazy, mover="A", action="out", quantifier="best")
    assert str(found.open) == "always"
    assert found.table().note == "nothing is claimed where always"


def test_where_somebody_never_cares_all_that_it_may_do_counts():
    kept = {"l": ("c", 1), "r": ("-c", 1)}  # the same for B, not for A, who decides before
    lazy = family_from_tree(
        ["A", "B"], Move("A", "start", {"in": Move("B", "then", kept), "out": (0, 0)}), {"c": (1, 2, 1)}
    )
    found = thresholds(lazy, mover="A", action="out")
    assert (str(found.present), str(found.open)) == ("never", "never")  # 0 to c with it, -c to c without


def test_a_paradox_everywhere():
    after = (
        Move("B", "complied", {"punish": (-3, "5 + a"), "refrain": (-1, 5)}),
        Move("B", "defied", {"punish": (-2, 1), "refrain": (0, 0)}),
    )
    family = family_from_tree(
        ["A", "B"], Move("A", "start", {"comply": after[0], "defy": after[1]}), {"a": (1, 2, 1)}
    )
    found = thresholds(family, mover="B", action="punish", at="complied")
    assert str(found.present) == "always"
    assert [row[1] for row in found.table().rows] == ["always"]


def test_requests_that_make_no_sense_are_refused():
    family = catalog.load("seed/trade-restriction")
    with pytest.raises(InvalidGame, match="there is no paradox 'peace'"):
        thresholds(family, "peace", **TRADE)
    with pytest.raises(InvalidGame, match="Pakistan has no information set 'nowhere'"):
        thresholds(family, **{**TRADE, "at": "nowhere"})
    with pytest.raises(Unsupported, match="not for nash"):
        thresholds(family, concept="nash", **TRADE)


def test_what_no_growth_of_the_pot_allows_is_never_a_condition():
    """g > 4 and g^3 < 4 exclude each other."""
    family = catalog.load("literature/mckelvey-1992/centipede")
    said = {
        (who, action, at): str(thresholds(family, mover=who, action=action, at=at).present)
        for who, at in (("One", "move 1"), ("Two", "move 2"), ("One", "move 3"), ("Two", "move 4"))
        for action in ("take", "pass")
    }
    assert {move: text for move, text in said.items() if text != "never"} == {
        ("Two", "take", "move 2"): "4 > g and g > 1",
        ("One", "take", "move 3"): "4 > g and g^3 > 4",
        ("Two", "take", "move 4"): "4 > g and g^3 > 4",
    }


@pytest.mark.slow
@pytest.mark.parametrize("quantifier", ["strong", "best", "worst"])
def test_nine_parameters_of_defensive_weapons(quantifier):
    family = catalog.load("literature/chassang-2009/defensive-weapons")
    asked = {"mover": "country 1", "parameter": "d", "low": 0, "high": 1, "quantifier": quantifier}
    found = thresholds(family, "comparative-statics", **asked)
    assert found.present.shortest
    random, met = Random(5), set()
    for number in range(60):
        point = {
            p.name: p.low + (p.high - p.low) * Fraction(random.randrange(1, 997), 997)
            for p in family.parameters
        }
        del point["d"]
        if number % 2:  # in all of the box it is seldom present
            V = 8 + Fraction(random.randrange(1, 997), 250)  # noqa: N806
            point |= {"V": V, "F": V - Fraction(random.randrange(1, 400), 1000), "S": point["S"] / 4}
        said = any(all(i.polynomial.value(point) > 0 for i in case) for case in found.present.cases)
        found_there = detect(family, "comparative-statics", values=point, **asked)
        assert found_there.name == ("present" if said else "absent")
        met.add(said)
    assert met == ({True, False} if quantifier == "best" else {False})
    assert found.present.is_never is (quantifier != "best")


def test_values_that_are_numbers_here_are_noted_with_their_baseline():
    family = catalog.load("seed/trade-restriction")
    found = thresholds(family, values={"k": 10, "c": 28})
    assert found.table().note == "with c = 28 and k = 10 (baseline 30)"
    assert found.to_data()["values"] == {"c": "28", "k": "10"}
    assert thresholds(family).table().note == ""


@pytest.mark.parametrize(
    "assuming", [["k > d + l"], ["d + l > k", "r_C > c + h"], ["c + h > r_C"], ["r_C*k > c*d"]]
)
def test_what_is_assumed_goes_without_saying_and_changes_nothing_where_it_holds(assuming):
    family, random, inside = catalog.load("seed/trade-restriction"), Random(3), Counter()
    for measure in ("payoff", "security"):
        asked = {"mover": "Pakistan", "action": "restrict", "at": "after suppress", "measure": measure}
        whole, part = thresholds(family, **asked), thresholds(family, assuming=assuming, **asked)
        assert not {own for case in cases_of(part) for own in case} & set(assuming)
        assert part.to_data()["assuming"] == assuming
        assert part.table().note == f"with {' and '.join(assuming)}"
        assumed = [parse_inequality(text, list(family.box), "") for text in assuming]
        for _ in range(60):
            point = {
                n: low + (high - low) * Fraction(random.randint(1, 996), 997)
                for n, (low, high) in family.box.items()
            }
            if all(own.value(point) > 0 for own in assumed):
                said = [
                    any(all(i.polynomial.value(point) > 0 for i in case) for case in found.present.cases)
                    for found in (whole, part)
                ]
                assert said[0] == said[1]
                inside[said[0]] += 1
    assert inside.total() > 10


def test_assumptions_that_make_no_sense_are_told():
    family = catalog.load("seed/trade-restriction")
    for assuming, problem in (
        (["k"], "is not an inequality"),
        (["k > zzz"], "'zzz' is not a known name"),
        (["k > k"], "nothing satisfies the assumptions"),
        (["-k > 0"], "nothing satisfies the assumptions"),
    ):
        with pytest.raises((InvalidGame, ModelSyntaxError), match=problem):
            thresholds(family, assuming=assuming, **TRADE)


def test_where_one_parameter_decides_its_ends_are_exact():
    found = thresholds(souring(), "dynamic-backfire", **SOURED)
    assert [str(own) for own in found.intervals] == ["4/7 to 9/10"]
    assert "that is, d from 4/7 to 9/10" in str(found)
    (own,) = found.to_data()["intervals"]
    assert own["low"] == {"text": "4/7", "lower": "4/7", "upper": "4/7"}


def test_ends_may_be_roots():
    family = read_model(VACUUM)
    fixed = {name: value for name, value in family.baseline.items() if name != "delta"}
    request = {"mover": "One", "action": "coerce", "coalition": ["One", "Two"]}
    found = thresholds(family, values={**fixed, "e": "1/25"}, **request)
    low = found.intervals[0].low
    below, above = (Fraction(1, 1000) * step for step in (-1, 1))
    for step, present in ((below, False), (above, True)):
        at = (low if isinstance(low, Fraction) else low.low) + step
        said = detect(family, values={"e": "1/25", "delta": at}, **request).name
        assert (said == "present") == present
    for several in (thresholds(family, **request), thresholds(family, assuming=["u > 1"], **request)):
        assert several.intervals == ()
