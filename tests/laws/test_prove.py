"""What ``prove`` answers on random claims, against z3 and against ``solve`` at random points."""

from collections import Counter

import pytest
from hypothesis import strategies as st
from witnesses.parametric import positive_points
from witnesses.sampling import always, cases
from witnesses.stated import CASES, HIGH

from gametheory_paradox.certificates import verify
from gametheory_paradox.regions import Proof, prove
from gametheory_paradox.solvers import solve

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


@cases(4, 300)
def test_z3_says_nothing_else(count):
    pytest.importorskip("z3")
    told = Counter()

    @always(count, FAMILIES, st.sampled_from(sorted(SIGNS)), VALUES, ASSUMED, st.booleans())
    def law(family, sign, value, assuming, some):
        request = {"assuming": assuming, "some": some, "budget": 1}
        answers = [
            prove(family, f"payoff(Bob) {sign} {value}", by=by, **request).name for by in ("cells", "z3")
        ]
        assert set(answers) != {"proved", "refuted"}
        told.update([tuple(answers)])

    assert told["proved", "proved"] > 0
    assert told["refuted", "refuted"] > 0
