"""Answers of ``prove`` to random claims, against ``solve`` at random points."""

from collections import Counter
from fractions import Fraction
from random import Random

from hypothesis import strategies as st
from witnesses.parametric import positive_points
from witnesses.sampling import always, cases
from witnesses.stated import CASES, HIGH

from gametheory_paradox.certificates import verify
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.states.models.stochastic import family_from_states
from gametheory_paradox.maps import Proof, prove
from gametheory_paradox.models import with_terms

SIGNS = {
    ">": lambda x, y: x > y,
    ">=": lambda x, y: x >= y,
    "<": lambda x, y: x < y,
    "<=": lambda x, y: x <= y,
}
VALUES = st.sampled_from(["0", "1", "2", "-1", "a", "a + b", "a*b - 1", "-3", "5", "8 + a", "-6 - b"])
ASSUMED = st.sampled_from([(), (), ("a > b",), ("a > 1", "b < 2"), ("a*b < 1",)])
FAMILIES = st.one_of(CASES["dominance-trap"], CASES["security-insecurity"]).map(
    lambda case: case[0].measured("payoff")
)


def inside(assumed, point):
    a, b = point["a"], point["b"]
    return {"a > b": a > b, "a > 1": a > 1, "b < 2": b < 2, "a*b < 1": a * b < 1}[assumed]


@cases(3, 400)
def test_what_is_proved_holds_at_random_points_of_the_region(count):
    told = Counter()

    @always(
        count,
        FAMILIES,
        st.sampled_from(sorted(SIGNS)),
        VALUES,
        ASSUMED,
        st.booleans(),
        st.lists(positive_points(high=HIGH), min_size=5, max_size=5),
    )
    def law(family, sign, value, assuming, some, where):
        found = prove(family, f"payoff(Ann) {sign} {value}", assuming=assuming, some=some, budget=2)
        told[found.name] += 1
        if not isinstance(found, Proof):
            return
        assert verify(found.certificate).kind == "proposition"
        for point in where:
            if all(inside(one, point) for one in assuming):
                bound = eval(value, {}, point)
                kept = [SIGNS[sign](payoffs[0], bound) for payoffs in solve(family.at(point)).payoffs]
                assert any(kept) if some else all(kept)
                told["points"] += 1

    assert min(told["proved"], told["refuted"]) > count / 20
    assert told["points"] > 0


def drawn_periods(random):
    """Two states in which One chooses, two that are never left, and payoffs from -3 to 3.

    To one of them nothing leads, so that above and below what is paid stands 1 - d, which is positive.
    """
    choices, states = ["stay", "go"], {}
    for name in ("calm", "tense"):
        rows = []
        for action in choices:
            odds = random.sample([(4, 0, 0), (0, 4, 0), (0, 0, 4), (2, 1, 1), (1, 3, 0), (0, 2, 2)], 1)[0]
            to = {s: f"{p}/4" for s, p in zip(("calm", "tense", "over"), odds, strict=True) if p}
            rows.append(({"One": action}, to))
        states[name] = {"moves": {"One": choices}, "next": rows}
    ranges = {"b": (1, 3, 2), "d": (0, "9/10", "1/2")}
    bare = family_from_states(
        ["One"], {**states, "over": {}, "apart": {}}, ranges, start="calm", discount="d"
    )
    paid = [
        ("One", value, {"state": state, "One": action})
        for state in states
        for action, value in zip(choices, (random.randint(-3, 3), f"{random.randint(-3, 3)}*b"), strict=True)
    ]
    paid += [("One", random.choice((-2, -1, 1, 2)), {"state": state}) for state in ("over", "apart")]
    return with_terms(bare, paid)


@cases(20, 400)
def test_what_is_proved_over_time_holds_at_random_points(count):
    told = Counter()
    for number in range(count):
        random = Random(f"periods {number}")
        family = drawn_periods(random)
        assuming, holds = random.choice(
            [
                ((), lambda p: True),
                (("d < 2/5",), lambda p: p["d"] < Fraction(2, 5)),
                (("b*d > 1",), lambda p: p["b"] * p["d"] > 1),
            ]
        )
        sign, value = random.choice(sorted(SIGNS)), random.choice(["b", "3*b", "-b", "5", "-4", "0"])
        found = prove(family, f"payoff(One) {sign} {value}", assuming=assuming, budget=5)
        told[found.name] += 1
        if not isinstance(found, Proof):
            continue
        verify(found.certificate)
        for _ in range(6):
            # Off the zero sets of what is compared: what is proved may not hold on these.
            point = {
                "b": 1 + Fraction(2 * random.randint(1, 996), 997),
                "d": Fraction(random.randint(1, 700), 787),
            }
            if holds(point):
                bound = eval(value, {}, point)
                paid = solve(family.at(point)).payoffs
                assert all(SIGNS[sign](own[0], bound) for own in paid), number
                told["points"] += len(paid)

    assert min(told["proved"], told["refuted"]) > count / 10
    assert told["points"] > count / 2
