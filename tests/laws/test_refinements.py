"""Refinements of equilibria of trees, against each other and against plain enumerations of these tests."""

from fractions import Fraction
from itertools import combinations, pairwise, product
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gametheory_paradox.concepts import d1_criterion, intuitive_criterion
from gametheory_paradox.forms import ExtensiveForm, Terminal
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.models import signaling_family

ZERO, ONE = Fraction(0), Fraction(1)
few = settings(
    max_examples=settings().max_examples // 2,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
payoffs = st.integers(-2, 2)


sizes = st.integers(2, 3)


@st.composite
def signaling_games(draw, responses=sizes):
    """Two types, two messages; one message may end the game."""
    return written(
        draw(responses),
        draw(st.sampled_from([0, draw(responses)])),
        draw(st.sampled_from("1235")),
        lambda: draw(payoffs),
    )


def written(first, second, part, payoff):
    answers = {"m": [f"r{n}" for n in range(first)], "n": [f"s{n}" for n in range(second)]}
    table = {
        kind: {
            message: {own: (payoff(), payoff()) for own in responses} if responses else (payoff(), payoff())
            for message, responses in answers.items()
        }
        for kind in ("x", "y")
    }
    odds = {"x": f"{part}/7", "y": f"1 - {part}/7"}
    return signaling_family(["S", "R"], odds, ["m", "n"], answers, table, {}).at()


# ---- Signaling games of two types, by plain means: the belief is one number, so its critical values can be
# listed


def plain_sets(message, kinds):
    """For each critical belief on some of two types, and between any two, the responses that are best."""
    paid = message.responder
    if len(kinds) == 1:
        values = paid[kinds[0]]
        return [{r for r, v in enumerate(values) if v == max(values)}]
    first, second = (paid[kind] for kind in kinds)
    points = {ZERO, ONE}
    for r, s in combinations(range(len(first)), 2):
        slope = (first[r] - first[s]) - (second[r] - second[s])
        if slope:
            points.add((second[s] - second[r]) / slope)
    points = sorted(p for p in points if 0 <= p <= 1)
    points += [(p + q) / 2 for p, q in pairwise(points)]
    found = []
    for p in points:
        values = [p * a + (1 - p) * b for a, b in zip(first, second, strict=True)]
        found.append({r for r, v in enumerate(values) if v == max(values)})
    return found


def meets(points, conditions):
    """Whether a mixture of points of the plane satisfies two conditions (≥ 0): one on an edge then does."""
    for (a, b), (c, d) in product(points, repeat=2):
        ts = {ZERO, ONE}
        for start, end in ((a, c), (b, d)):
            if start != end and 0 <= start / (start - end) <= 1:
                ts.add(start / (start - end))
        for t in ts:
            at = (a + t * (c - a), b + t * (d - b))
            if all(condition(*at) for condition in conditions):
                return True
    return False


def plain_intuitive(game, outcome):
    for number in outcome.unsent(game):
        message = game.messages[number]
        best = set().union(*plain_sets(message, message.types))
        left = [k for k in message.types if max(message.sender[k][r] for r in best) >= outcome.payoffs[k]]
        if left:
            then = set().union(*plain_sets(message, left))
            if any(min(message.sender[k][r] for r in then) > outcome.payoffs[k] for k in left):
                return False
    return True


def plain_d1(game, outcome):
    for number in outcome.unsent(game):
        message = game.messages[number]
        gains = {k: [v - outcome.payoffs[k] for v in message.sender[k]] for k in message.types}
        sets = plain_sets(message, message.types)

        def within(one, other, sets=sets, gains=gains):
            """Weakly better for one only where strictly better for the other, and that somewhere."""
            pairs = [[(gains[one][r], gains[other][r]) for r in best] for best in sets]
            somewhere = any(g > 0 for own in pairs for _, g in own)
            return somewhere and not any(
                meets(own, [lambda a, _: a >= 0, lambda _, b: b <= 0]) for own in pairs
            )

        left = [
            k for k in message.types if not any(within(k, other) for other in message.types if other != k)
        ]
        first, last = message.types[0], message.types[-1]
        deterred = any(
            meets(
                [(gains[first][r], gains[last][r]) for r in best], [lambda a, _: a <= 0, lambda _, b: b <= 0]
            )
            for best in plain_sets(message, left or message.types)
        )
        if not deterred:
            return False
    return True


@few
@given(signaling_games())
def test_both_criteria_agree_with_plain_enumeration(game):
    found = solve(game, concept="sequential", budget=5)
    plain, strict = intuitive_criterion(found), d1_criterion(found)
    for one, other in zip(plain.verdicts, strict.verdicts, strict=True):
        assert one.survives == plain_intuitive(plain.outcomes.game, one.outcome)
        assert other.survives == plain_d1(strict.outcomes.game, other.outcome)
        assert one.survives or not other.survives  # what survives D1 passes the intuitive criterion
    assert plain.holds()
    assert strict.holds()


@pytest.mark.slow
def test_random_games_show_all_three_answers():
    random, seen = Random(5), set()
    for _ in range(60):
        game = written(2, random.choice([0, 2]), random.choice("1235"), lambda: random.randint(-2, 2))
        found = solve(game, concept="sequential", budget=5)
        verdicts = zip(intuitive_criterion(found).verdicts, d1_criterion(found).verdicts, strict=True)
        seen |= {(one.survives, other.survives) for one, other in verdicts}
    assert seen == {(True, True), (True, False), (False, False)}


@few
@given(signaling_games(responses=st.just(2)), st.integers(1, 3), payoffs)
def test_another_unit_and_origin_of_payoffs_changes_no_verdict(game, scale, shift):
    found = solve(game, concept="sequential", budget=5)
    nodes = [
        Terminal(tuple(scale * p + shift for p in node.payoffs)) if isinstance(node, Terminal) else node
        for node in game.nodes
    ]
    other = solve(
        ExtensiveForm(game.players, game.information_sets, tuple(nodes)), concept="sequential", budget=5
    )
    assert intuitive_criterion(found).surviving == intuitive_criterion(other).surviving
    assert d1_criterion(found).surviving == d1_criterion(other).surviving


# ---- Education on a grid (spence1973): worker's types 1 and 2, effort costs its amount divided by the type


def education(efforts, wages, share):
    pay = {
        kind: {
            f"e={e}": {f"w={w}": (str(w - e / ability), str(-((w - ability) ** 2))) for w in wages}
            for e in efforts
        }
        for kind, ability in (("low", 1), ("high", 2))
    }
    types = {"low": str(1 - share), "high": str(share)}
    return signaling_family(
        ["Worker", "Firm"], types, list(pay["low"]), [f"w={w}" for w in wages], pay, {}
    ).at()


def plain_wages(wages, belief):
    """The best wages if the worker is high with this probability."""
    losses = [belief * (w - 2) ** 2 + (1 - belief) * (w - 1) ** 2 for w in wages]
    return [w for w, loss in zip(wages, losses, strict=True) if loss == min(losses)]


def plain_outcomes(efforts, wages, share):
    """What the types get where each chooses one effort, and other efforts are paid least."""
    found = {}
    for low, high in product(efforts, repeat=2):
        paid = dict.fromkeys(efforts, min(plain_wages(wages, ZERO)))
        if low == high:
            (paid[low],) = plain_wages(wages, share)
        else:
            (paid[low],), (paid[high],) = plain_wages(wages, ZERO), plain_wages(wages, ONE)
        gets = paid[low] - low, paid[high] - high / 2
        if gets == (max(paid[e] - e for e in efforts), max(paid[e] - e / 2 for e in efforts)):
            found[low, high] = gets
    return found


def plain_survivors(efforts, wages, outcomes):
    """Those in which no other effort pays the high type more and the low type less, at the highest wage."""
    top = max(plain_wages(wages, ONE))
    return {
        chosen
        for chosen, (low, high) in outcomes.items()
        if not any(top - e < low and top - e / 2 > high for e in efforts if e not in chosen)
    }


WAGES = [Fraction(1), Fraction(13, 10), Fraction(2)]
GRIDS = [
    [Fraction(0), Fraction(6, 5)],
    pytest.param([Fraction(0), Fraction(3, 5), Fraction(6, 5)], marks=pytest.mark.slow),
]


@pytest.mark.parametrize("efforts", GRIDS, ids=["two", "three"])
def test_of_education_the_efficient_separating_outcome_alone_survives(efforts):
    share = Fraction(1, 5)
    outcomes = plain_outcomes(efforts, WAGES, share)
    assert len(outcomes) > 1
    (kept,) = plain_survivors(efforts, WAGES, outcomes)
    # The least effort that the low type does not imitate.
    assert kept == (0, min(e for e in efforts if 2 - e <= 1))
    found = solve(education(efforts, WAGES, share), concept="sequential")
    assert found.completeness.status == "proved"
    plain, strict = intuitive_criterion(found), d1_criterion(found)
    listed = {verdict.outcome.payoffs for verdict in plain.verdicts}
    assert set(outcomes.values()) <= listed
    assert {v.outcome.payoffs for v in plain.verdicts if v.survives} == {outcomes[kept]}
    assert {v.outcome.payoffs for v in strict.verdicts if v.survives} == {outcomes[kept]}
    assert plain.undecided == strict.undecided == ()
    assert plain.holds()
    assert strict.holds()


# ---- Perfection
