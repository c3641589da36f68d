"""Selection rules against plain definitions, between strong and possible, and in certificates."""

import json
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import strategies as st
from oracles import other_checker, plain_paradoxes
from oracles.plain_selection import selected
from oracles.plain_truth import CannotTell
from witnesses.certificates import data_of
from witnesses.games import commitment_tables, narrow, normal_forms, table, trees
from witnesses.paradoxes import ANY
from witnesses.sampling import always, cases

from gametheory_paradox.certificates import verify
from gametheory_paradox.detectors import detect
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import delete, scope_of
from gametheory_paradox.paradoxes.question import SELECTION_RULES
from gametheory_paradox.testing.paradoxes.dominance_trap import traps
from gametheory_paradox.testing.paradoxes.variation import moved_between

few = st.integers(1, 3)
small = normal_forms(shapes=st.tuples(st.just(2), st.integers(2, 3)), payoffs=narrow)
RULES = st.sampled_from(SELECTION_RULES)


@st.composite
def hunts(draw, tempted=None):
    """Two strict equilibria: "a" together is best for both, and "b" is the safer bet, or is not."""
    safe, more, alone = ([draw(few) for _ in range(2)] for _ in range(3))
    if tempted is None:
        tempted = [draw(st.integers(0, more[who] - 1)) for who in range(2)]
    else:  # so that they lose more by leaving "b" than by leaving "a"
        tempted, alone = [more[who] - 1 for who in range(2)], [loss + 1 for loss in alone]
    top = [safe[who] + more[who] for who in range(2)]
    # For "b" against "a": at least as much as together.
    off = [top[who] - more[who] + tempted[who] for who in range(2)]
    lone = [safe[who] - alone[who] for who in range(2)]
    return table((2, 2), [tuple(top), (lone[0], off[1]), (off[0], lone[1]), tuple(safe)])


anything = st.tuples(st.one_of(small, commitment_tables(), hunts()), RULES, st.sampled_from("ab"))
built = st.one_of(
    st.tuples(commitment_tables(), RULES, st.just("a")),
    st.tuples(hunts(tempted=True), st.just("risk-dominant"), st.just("b")),
)


@st.composite
def subsidized(draw):
    """A hunt, or any small table, before and after Ann is given something in some cells."""
    lower = draw(st.one_of(hunts(), commitment_tables(), traps(), small))
    gifts = [draw(st.sampled_from([0, 0, 1, 2, 3])) for _ in lower.payoffs]
    return lower, table(
        lower.shape, [(cell[0] + gift, cell[1]) for cell, gift in zip(lower.payoffs, gifts, strict=True)]
    )


@st.composite
def tempting(draw):
    """Before, both choose "b", and both prefer it; then "a" gains until Ann cannot resist it."""
    higher = draw(commitment_tables())
    cells = [list(cell) for cell in higher.payoffs]
    for column in range(2):
        cells[column][0] = min(cells[column][0], cells[2 + column][0] - draw(few))
    return table((2, 2), cells), higher


@cases(12, 4000)
def test_the_option_paradox_of_a_selected_equilibrium_is_what_the_definition_says(count):
    told = Counter()

    @always(count, st.one_of(anything, built))
    def law(case):
        game, rule, action = case
        found = detect(game, mover="Ann", action=action, quantifier=rule)
        without = delete(game, scope_of(game, "Ann", action))
        has, lacks = selected(game, rule), selected(without, rule)
        told[found.name] += 1
        if has is None or lacks is None:
            assert found.name == "undecided"
            return
        assert found.name == ("present" if lacks[0] > has[0] else "absent")
        assert (found.comparison.with_action.values, found.comparison.without_action.values) == (
            (has[0],),
            (lacks[0],),
        )
        assert found.comparison.gap == lacks[0] - has[0]
        assert verify(found.certificate).verdict == found.name
        other_checker.check(json.dumps(data_of(found.certificate)))

    decided = told["present"] + told["absent"]
    assert told["present"] > decided / 3
    assert told["absent"] > decided / (10 if count > 100 else 20)
    assert told["undecided"] > 0
    assert told["impossible"] == 0  # no guard-rail speaks of selected equilibria


@cases(54, 3000)
def test_comparative_statics_of_a_selected_equilibrium_are_what_the_definition_says(count):
    told = Counter()

    @always(count, st.one_of(subsidized(), tempting()), RULES)
    def law(pair, rule):
        request = {"mover": "Ann", "parameter": "x", "low": 0, "high": 1}
        found = detect(moved_between(*pair), "comparative-statics", quantifier=rule, **request)
        before, after = (selected(game, rule) for game in pair)
        told[found.name] += 1
        if before is None or after is None:
            assert found.name == "undecided"
            return
        raised = any(high[0] > low[0] for low, high in zip(*(game.payoffs for game in pair), strict=True))
        assert found.comparison.gap == before[0] - after[0]
        assert found.name == ("present" if raised and before[0] > after[0] else "absent")
        assert verify(found.certificate).verdict == found.name
        other_checker.check(json.dumps(data_of(found.certificate)))

    decided = told["present"] + told["absent"]
    assert told["present"] > decided / 3
    assert told["absent"] > decided / 5
    assert told["undecided"] > count / 20


@cases(3, 600)
def test_certificates_about_information_and_trees_are_true_of_the_selected_equilibrium(count):
    told = Counter()

    @always(count, ANY["information"], RULES)
    def news(case, rule):
        game, request = case
        for concept in ("nash", "subgame-perfect"):
            found = detect(game, "information", quantifier=rule, concept=concept, **request)
            told["information", found.name] += 1
            if found.certificate is not None:
                data = data_of(found.certificate)
                other_checker.check(json.dumps(data))
                try:
                    assert plain_paradoxes.is_true(data)
                except CannotTell:
                    told["untold"] += 1

    @always(count, trees(payoffs=st.integers(-9, 9), depth=2), RULES)
    def plans(game, rule):
        if not game.information_sets or len(game.information_sets[-1].actions) < 2:
            return
        info = game.information_sets[-1]
        found = detect(game, mover=info.player, action=info.actions[0], at=info.name, quantifier=rule)
        told["option", found.name] += 1
        if found.certificate is not None:
            other_checker.check(json.dumps(data_of(found.certificate)))
            strong = detect(game, mover=info.player, action=info.actions[0], at=info.name)
            if "impossible" not in (strong.name, found.name):
                told["compared"] += 1
                for name in ("with_action", "without_action"):
                    every, (chosen,) = (
                        getattr(strong.comparison, name),
                        getattr(found.comparison, name).values,
                    )
                    assert min(every.values) <= chosen <= max(every.values)

    assert told["information", "present"] > count / 5
    assert told["information", "absent"] > count / 20 or count < 40
    assert told["option", "absent"] > count / 4
    assert told["compared"] > count / 4 or count < 40
    assert told["untold"] < count


@cases(105, 4000)
def test_where_a_rule_selects_strong_implies_it_and_it_implies_possible(count):
    told = Counter()

    @always(count, st.one_of(small, commitment_tables(), hunts()), RULES, st.sampled_from("ab"))
    def law(game, rule, action):
        found = {
            q: detect(game, mover="Ann", action=action, quantifier=q) for q in ("strong", rule, "possible")
        }
        if found[rule].name == "undecided" or any(one.name == "impossible" for one in found.values()):
            return
        gaps = [found[q].comparison.gap for q in ("strong", rule, "possible")]
        assert gaps == sorted(gaps)
        names = [found[q].name == "present" for q in ("strong", rule, "possible")]
        assert names == sorted(names)
        told[tuple(names)] += 1

    assert min(told[(True,) * 3], told[(False, True, True)], told[(False,) * 3]) > 0
    assert told[False, False, True] > 0


@pytest.mark.slow
@cases(14, 2500)
def test_a_certificate_that_claims_a_selection_is_refused_or_true(count):
    """The rule stands in the quantifier's place; payoffs and gap are made to fit what it might select."""
    told = Counter()

    @always(
        count, st.one_of(small, hunts(), commitment_tables()), RULES, st.sampled_from("ab"), st.integers(0, 3)
    )
    def law(game, rule, action, forged):
        verdict = detect(game, mover="Ann", action=action, quantifier="possible")
        if verdict.comparison is None:
            return
        data = data_of(verdict.certificate)
        picked = {
            side: data["payoffs"][side][0 if forged & bit else -1]
            for side, bit in (("with", 1), ("without", 2))
        }
        gap = Fraction(picked["without"]) - Fraction(picked["with"])
        data |= {
            "quantifier": rule,
            "payoffs": {side: [picked[side]] for side in ("with", "without")},
            "infinite": {"with": False, "without": False},
            "gap": str(gap),
            "verdict": "present" if gap > 0 else "absent",
        }
        has, lacks = (selected(g, rule) for g in (game, delete(game, scope_of(game, "Ann", action))))
        true = None not in (has, lacks) and data["payoffs"] == {
            "with": [str(has[0])],
            "without": [str(lacks[0])],
        }
        told[true] += 1
        for check in (verify, lambda data: other_checker.check(json.dumps(data))):
            if true:
                check(data)
            else:
                with pytest.raises((CertificateRejected, other_checker.Rejected)):
                    check(data)

    assert min(told[True], told[False]) > count / 10


@pytest.mark.parametrize("rule", SELECTION_RULES)
def test_no_guard_rail_covers_a_selected_equilibrium(rule):
    pennies = table((2, 2), [(1, -1), (-1, 1), (-1, 1), (1, -1)])
    data = data_of(detect(pennies, mover="Ann", action="a").certificate)
    assert data["verdict"] == "impossible"
    for check in (verify, lambda data: other_checker.check(json.dumps(data))):
        check(data)
        with pytest.raises((CertificateRejected, other_checker.Rejected)):
            check({**data, "quantifier": rule})
    assert detect(pennies, mover="Ann", action="a", quantifier=rule).name == "absent"
