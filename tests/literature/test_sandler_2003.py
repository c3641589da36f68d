"""Preempt or deter: the matrices of T. Sandler (sandler2003), and the race after arce2005."""

from fractions import Fraction
from importlib.resources import files
from itertools import product

import pytest
from witnesses.games import QUANTIFIERS

from gametheory_paradox import catalog
from gametheory_paradox.certificates import verify
from gametheory_paradox.detectors import detect
from gametheory_paradox.forms import delete, scope_of
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.maps import atlas, chart, thresholds
from gametheory_paradox.models import GameFamily
from gametheory_paradox.models.files import read_model

NAME = "literature/sandler-2003/preempt-or-deter"
RACE = catalog.load(NAME)
SPECTACULAR = catalog.load("literature/sandler-2003/spectacular")
ALONE = {"mover": "A", "action": "deter"}
TOGETHER = {**ALONE, "coalition": ["A", "B"]}
LEVELS = [Fraction(n) for n in (1, 2, 4, 5, 6, 9)]


def points():
    for B, c, b, C in product(LEVELS, repeat=4):  # noqa: N806
        yield {"B": B, "c": c, "b": b, "C": C}


def leaf(book, *words):
    """The equilibrium that is played so."""
    (found,) = [one for one in book.leaves if one.play == " against ".join(words)]
    return found


def holds(condition, point):
    """Whether a condition holds; None where one of its inequalities is an equality."""
    values = [[part.polynomial.value(point) for part in case] for case in condition.cases]
    if any(value == 0 for case in values for value in case):
        return None
    return any(all(value > 0 for value in case) for case in values)


def dominant(game, action):
    """Whether an action is strictly better for A than all others whatever B does, from the table."""
    matrix, own = game.matrix("A"), game.actions[0].index(action)
    return all(matrix[own][j] > row[j] for i, row in enumerate(matrix) if i != own for j in range(len(row)))


@pytest.mark.slow
def test_deterrence_is_dominant_exactly_where_it_pays_more_than_it_costs_and_more_than_preemption():
    condition = leaf(atlas(RACE), "deter", "deter").condition
    (case,) = condition.cases
    assert {str(part) for part in case} == {"b > C", "c + b > B + C"}
    for point in points():
        game = RACE.at(point)
        derived = point["b"] > point["C"] and point["b"] - point["C"] > point["B"] - point["c"]
        assert dominant(game, "deter") == derived
        assert holds(condition, point) in (derived, None)


def test_where_deterrence_is_dominant_the_race_is_the_only_equilibrium():
    for point in list(points())[::17]:
        game = RACE.at(point)
        if dominant(game, "deter"):
            found = solve(game)
            assert found.payoffs == ((point["b"] - 2 * point["C"],) * 2,)
            assert found[0].plays("A", "deter", "") == found[0].plays("B", "deter", "") == 1


def test_the_race_is_worse_than_the_status_quo_exactly_where_the_private_gain_is_below_twice_the_harm():
    book = atlas(RACE)
    race, quiet = leaf(book, "deter", "deter"), leaf(book, "status quo", "status quo")
    for point in list(points())[::5]:
        worse = all(r.value(point) < q.value(point) for r, q in zip(race.payoffs, quiet.payoffs, strict=True))
        assert worse == (point["b"] < 2 * point["C"])
    assert [str(p) for p in quiet.payoffs] == ["0", "0"]


def without_deterrence():
    scope = scope_of(RACE.form, "A", "deter", (), ("A", "B"))
    return GameFamily(delete(RACE.form, scope), RACE.parameters)


def test_without_deterrence_there_is_a_prisoners_dilemma_exactly_where_preemption_pays_only_together():
    family = without_deterrence()
    book = atlas(family)
    assert str(leaf(book, "status quo", "status quo").condition) == "c > B"
    for point in list(points())[::5]:
        game, B, c = family.at(point), point["B"], point["c"]  # noqa: N806
        quiet, together = (game.payoff("A", {"A": a, "B": a}) for a in ("status quo", "preempt"))
        assert (dominant(game, "status quo") and together > quiet) == (B < c < 2 * B)


@pytest.mark.parametrize("quantifier", QUANTIFIERS)
def test_giving_up_deterrence_alone_never_helps_the_one_who_gives_it_up(quantifier):
    found = detect(RACE, quantifier=quantifier, **ALONE)
    assert (found.name, found.comparison.gap) == ("absent", -2)
    assert str(thresholds(RACE, quantifier=quantifier, **ALONE).present) == "never"


def derived_trap(B, c, b, C):  # noqa: N803
    """Both give up deterrence: who would have deterred, and what do they do instead?"""
    if not (b > C and b - C > B - c):
        return False
    instead = 2 * B - c if c < B else 0
    return instead > b - 2 * C


def test_the_collective_trap_as_a_formula():
    found = thresholds(RACE, **TOGETHER)
    assert str(found.open) == "never"
    met = set()
    for point in points():
        inside = holds(found.present, point)
        if inside is not None and point["B"] != point["c"]:
            assert inside == derived_trap(**point)
            met.add(inside)
    assert met == {True, False}
    # Where B > c, the second case holds wherever the first would without c > B: there 2*B - c > B > 0, and
    # 0 > b - 2*C.  In the second b > C goes without saying, and c + b > B + C in the first.
    assert {frozenset(map(str, case)) for case in found.present.cases} == {
        frozenset({"c > B", "b > C", "2*C > b"}),
        frozenset({"c + b > B + C", "B > c", "2*B + 2*C > c + b"}),
    }


@pytest.mark.slow
def test_the_collective_trap_point_by_point_and_never_on_a_boundary():
    verdicts = set()
    for point in list(points())[::7]:
        found = detect(RACE.at(point), **TOGETHER)
        verdicts.add(found.name)
        tie = (
            point["B"] == point["c"]
            or point["b"] == point["C"]
            or point["b"] - point["C"] == point["B"] - point["c"]
        )
        if not tie:
            assert found.name == ("present" if derived_trap(**point) else "absent")
    assert verdicts == {"present", "absent"}
    for change in ({"b": 4}, {"b": 8}, {"C": 6}, {"C": 3}):
        assert detect(RACE.at(change), **TOGETHER).name == "absent"


def test_a_prime_target_abandons_defence():
    # One more private benefit of 5 from preempting, for A alone.
    text = (files(catalog) / f"{NAME}.yaml").read_text(encoding="utf-8").rstrip("\n")
    family = read_model(f"{text}\n  - {{player: A, value: 5, when: {{A: preempt}}}}\n", "prime target.yaml")
    found = solve(family.at())
    assert found.payoffs == ((-1, 6),)
    assert found.completeness.status == "proved"
    assert found[0].plays("A", "preempt", "") == found[0].plays("B", "deter", "") == 1


def test_the_prime_target_of_a_spectacular_attack_preempts_exactly_where_that_avoids_more_than_it_costs():
    book = atlas(SPECTACULAR)
    assert {str(part) for case in leaf(book, "preempt", "deter").condition.cases for part in case} == {
        "S > S*p + C"
    }
    assert len(book.leaves) == 2
    shares = [Fraction(0), Fraction(1, 5), Fraction(4, 5), Fraction(1)]
    for S, p, C in product([1, 5, 10, 20], shares, [1, 3, 8]):  # noqa: N806
        if (1 - p) * S == C:
            continue
        found = solve(SPECTACULAR.at(S=S, p=p, C=C))
        assert len(found) == 1
        assert found[0].plays("UK", "deter", "") == 1
        assert found[0].plays("US", "preempt", "") == ((1 - p) * S > C)
        assert found.payoffs[0] == ((-p * S - C, 0) if (1 - p) * S > C else (-S, 0))


def test_the_coordination_game_keeps_its_three_equilibria_whoever_is_asked_first():
    game = catalog.load("literature/sandler-2003/fig-1c").at()
    assert (
        sorted(solve(game).payoffs)
        == sorted(solve(game, method="support_enumeration").payoffs)
        == [(0, 0), (0, 0), (2, 2)]
    )
    assert sorted(solve(game, method="pure_equilibria").payoffs) == [(0, 0), (2, 2)]


def test_the_chart_of_the_trap_brackets_the_area_worked_out_by_hand():
    # Over b and C in [0, 10] at B = 4, c = 6 both deter where b > C, and lose by it where b < 2C: from the
    # triangle below the diagonal, the wedge b > 2C of area 25 goes; 50 - 25 of 100 is left.
    low, high = chart(RACE, over=["b", "C"], undecided="0.001", **TOGETHER).share
    assert low <= Fraction(1, 4) <= high
    assert high - low <= Fraction(1, 1000)


@pytest.mark.parametrize("quantifier", QUANTIFIERS)
def test_the_race_is_a_dominance_trap_which_nobody_leaves_alone(quantifier):
    for mover in ("A", "B"):
        found = detect(
            RACE, "dominance-trap", quantifier=quantifier, mover=mover, action="deter", coalition=["B", "A"]
        )
        assert (found.name, found.comparison.gap) == ("present", 2)
        assert found.comparison.dominant == (True, True)
        assert [own.values for own in found.comparison.with_action] == [(-2,), (-2,)]
        assert found.comparison.outcomes == ((0, 0),)
        assert [own.values for own in found.comparison.alone] == [(-4,), (-4,)]
        assert verify(found.certificate).verdict == "present"


@pytest.mark.slow
def test_the_trap_needs_dominance_and_a_gain_and_holds_exactly_where_the_hand_says():
    answers = set()
    for point in list(points())[::11]:
        game = RACE.at(point)
        tie = (
            point["B"] == point["c"]
            or point["b"] == point["C"]
            or point["b"] - point["C"] == point["B"] - point["c"]
        )
        if not tie:
            found = detect(game, "dominance-trap", mover="A", action="deter", coalition=["A", "B"])
            dominates = point["b"] > point["C"] and point["b"] - point["C"] > point["B"] - point["c"]
            assert found.comparison.dominant == (dominates, dominates)
            assert found.name == ("present" if derived_trap(**point) else "absent")
            answers.add((found.name, dominates))
    assert answers == {("present", True), ("absent", True), ("absent", False)}


@pytest.mark.parametrize("quantifier", QUANTIFIERS)
def test_a_dilemma_is_a_trap_and_a_coordination_game_is_none(quantifier):
    asked = {"mover": "A", "action": "not", "coalition": ["A", "B"], "quantifier": quantifier}
    dilemma = detect(catalog.load("literature/sandler-2003/fig-1a"), "dominance-trap", **asked)
    assert (dilemma.name, dilemma.comparison.gap) == ("present", 2)
    for figure in ("fig-1b", "fig-1c"):
        found = detect(catalog.load(f"literature/sandler-2003/{figure}"), "dominance-trap", **asked)
        assert found.name == "absent"
        assert not all(found.comparison.dominant)
