"""Ways out of paradoxes, against answers derived by hand."""

from fractions import Fraction
from itertools import product
from random import Random

import pytest

import gametheory_paradox as gp
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.models import family_from_table

TRADE = gp.load("seed/trade-restriction")
RESTRICT = {"mover": "Pakistan", "action": "restrict", "at": "after suppress"}
HERE = {"r_C": 60, "k": 10}
TRAP = {"mover": "A", "action": "arm", "coalition": ["A", "B"]}
NONE = {"others": ()}


def dilemma(both="2 - a*a - b*b"):
    cells = [[(both, both), (5, -1)], [(-1, 5), (2, 2)]]
    return family_from_table(
        ["A", "B"], [["arm", "not"]] * 2, cells, {"a": (0, 3, "1/2"), "b": (0, 3, "1/2")}
    )


def by_hand(point, levers, box, costs):
    """The cheapest way to break a condition of the trade restriction: levers with the best rate first.

    It is a paradox where r_C > c + h, r_N > c + h, d + l > k and V + c + h > r_N; each is a sum of parameters
    that is positive.
    """
    conditions = [
        {"r_C": 1, "c": -1, "h": -1},
        {"r_N": 1, "c": -1, "h": -1},
        {"d": 1, "l": 1, "k": -1},
        {"V": 1, "c": 1, "h": 1, "r_N": -1},
    ]
    cheapest = None
    for sides in conditions:
        left, paid = sum(sign * point[name] for name, sign in sides.items()), Fraction(0)
        if left <= 0:
            return Fraction(0)
        for name in sorted((name for name in levers if name in sides), key=costs.__getitem__):
            room = point[name] - box[name][0] if sides[name] > 0 else box[name][1] - point[name]
            step = min(room, left)
            left, paid = left - step, paid + step * costs[name]
        if left == 0:
            cheapest = paid if cheapest is None else min(cheapest, paid)
    return cheapest


def test_the_cheapest_way_out_of_the_trade_restriction():
    found = gp.escape(TRADE, levers=["c", "h", "k", "d"], values=HERE, **RESTRICT, **NONE)
    best = found.best
    assert (best.what, best.surface, best.binding) == ("k", {"k": 18}, ("d + l = k",))
    assert best.cost == (Fraction(8) / (155 - Fraction(1, 100)),) * 2
    alone = {row.what: row for row in found.rows}
    assert alone["d"].surface == {"d": 4}
    assert alone["d"].cost == (Fraction(2, 15),) * 2
    assert alone["c"].surface == {"c": 43}
    assert alone["h"].surface == {"h": 32}
    assert [row.cost[1] for row in found.rows] == sorted(row.cost[1] for row in found.rows)


def test_costs_decide_which_way_is_cheapest():
    found = gp.escape(TRADE, levers=["c", "k"], costs={"c": 1, "k": 2}, values=HERE, **RESTRICT, **NONE)
    assert (found.best.what, found.best.cost) == ("c", (15, 15))
    assert [row.cost[0] for row in found.rows] == [15, 16]


def test_a_way_that_one_lever_cannot_go_alone_takes_two():
    levers = {"levers": ["k", "d"], "box": {"k": (10, 14), "d": (9, 12)}, "values": HERE}
    found = gp.escape(TRADE, **levers, **RESTRICT, **NONE)
    assert found.best is None
    assert {row.status for row in found.rows} == {"stays"}
    levers["box"]["d"] = (7, 12)
    found = gp.escape(TRADE, **levers, costs={"k": 3, "d": 1}, **RESTRICT, **NONE)
    assert found.best.surface == {"k": 13, "d": 7}
    assert found.best.cost == (14, 14)
    assert found.best.levers == ("k", "d")


@pytest.mark.slow
def test_cheapest_ways_at_random_points_against_rates_by_hand():
    chosen, seen = Random(5), 0
    names = ["V", "c", "r_C", "r_N", "h", "k", "d", "l"]
    for _ in range(25):
        point = {
            n: TRADE.box[n][0] + (TRADE.box[n][1] - TRADE.box[n][0]) * Fraction(chosen.randrange(1, 97), 97)
            for n in names
        }
        point |= {
            "r_C": point["r_C"] / 3 + 80,
            "r_N": point["r_N"] / 3 + 80,
            "k": point["k"] / 10 + Fraction(1, 7),
        }
        levers = chosen.sample(names, chosen.choice([1, 2, 3]))
        costs = {name: Fraction(chosen.randrange(1, 12), 3) for name in levers}
        found = gp.escape(TRADE, levers=levers, costs=costs, values=point, **RESTRICT, **NONE)
        expected = by_hand(point, levers, TRADE.box, costs)
        if found.start.name == "present":
            seen += 1
            row = next(row for row in found.rows if set(row.levers) == set(levers))
            assert row.cost == (expected, expected)
            if expected is not None:
                assert row.is_certified
                assert gp.verify(row.beyond.verdict.certificate).verdict == "absent"
    assert seen > 10


def test_both_sides_of_the_surface_are_certified_at_a_stated_distance():
    row = gp.escape(TRADE, levers=["c", "d"], values=HERE, **RESTRICT, **NONE).best
    assert gp.verify(row.before.verdict.certificate).verdict == "present"
    assert gp.verify(row.beyond.verdict.certificate).verdict == "absent"
    assert row.before.cost < row.cost[0] < row.beyond.cost
    assert row.beyond.cost - row.before.cost < Fraction(1, 200)


def test_where_there_is_nothing_to_leave_it_says_how_far_the_paradox_is():
    found = gp.escape(TRADE, levers=["r_C", "k"], **RESTRICT)
    assert found.start.name == "absent"
    assert found.rows == ()
    assert found.best is None
    assert found.toward.surface == {"r_C": 45, "k": 18}
    assert found.toward.cost[0] == Fraction(35, 120) + Fraction(12) / (155 - Fraction(1, 100))
    assert gp.verify(found.toward.beyond.verdict.certificate).verdict == "present"
    assert "way in" in str(found)
    nothing = gp.escape(TRADE, **RESTRICT)
    assert nothing.toward is None
    assert "nothing to leave" in str(nothing)


def test_curved_conditions_one_lever_by_its_root_and_two_between_proved_bounds():
    """2 − a² − b² falls below −1 on the circle a² + b² = 3: alone a goes from 1/2 to √(11/4)."""
    found = gp.escape(
        dilemma(), "dominance-trap", levers=["a", "b"], costs={"a": 1, "b": "3/2"}, **TRAP, **NONE
    )
    together, alone = found.rows[0], found.rows[1]
    low, high = together.cost
    assert low <= high <= low * Fraction(100, 99)
    assert low + Fraction(1, 2) <= Fraction(33166, 20000)
    assert (high + Fraction(1, 2)) ** 2 >= Fraction(11, 4)
    assert alone.what == "b"
    assert alone.surface is None
    assert alone.binding == ("3 = a^2 + b^2",)
    below, above = (end / Fraction(3, 2) + Fraction(1, 2) for end in alone.cost)
    assert below**2 < Fraction(11, 4) < above**2
    assert above - below < Fraction(1, 10**9)
    assert together.is_certified
    assert alone.is_certified


def test_a_touching_point_of_a_curve_costs_what_geometry_says():
    """From (1/2, 1/2), both levers alike: a² + b² = 3 is cheapest at the corner of a, b ≤ 11/10."""
    box = {"a": (0, "11/10"), "b": (0, 3)}
    found = gp.escape(
        dilemma(),
        "dominance-trap",
        levers=["a", "b"],
        costs={"a": 1, "b": 9},
        box=box,
        precision="1/1000",
        **TRAP,
        **NONE,
    )
    low, high = found.best.cost
    exact = Fraction(6, 10) + 9 * (Fraction(13379, 10000) - Fraction(1, 2))  # b = √(3 − 121/100) ≈ 1.33791
    assert low - Fraction(1, 100) < exact < high + Fraction(1, 100)
    assert high - low <= high / 1000


def test_a_payment_the_least_that_changes_what_is_played():
    found = gp.escape(TRADE, values=HERE, **RESTRICT)
    paid = {row.what: row for row in found.rows if row.kind == "side payment"}
    assert paid["Pakistan pays Taliban for 'suppress'"].cost == (10, 10)  # what suppressing costs the Taliban
    assert paid["Pakistan pays Taliban for 'host'"].cost == (8, 8)  # d + l − k
    assert paid["Pakistan pays IS-K for 'hold'"].status == "stays"
    row = paid["Pakistan pays Taliban for 'suppress'"]
    assert row.is_certified
    assert row.payoffs[1].low == 110 + 60 - 28 - 17 - row.beyond.values["payment"]


def test_giving_up_the_action_and_being_seen_or_not():
    rows = {row.what: row for row in gp.escape(TRADE, values=HERE, **RESTRICT).rows}
    given_up = rows["Pakistan cannot 'restrict' at after suppress"]
    assert given_up.status == "leaves"
    assert [own.values for own in given_up.payoffs] == [(15,), (110,)]
    assert rows["Pakistan cannot 'open' at after host"].verdict.name == "present"
    hidden = rows["the others do not see what Pakistan does at after suppress"]
    assert hidden.verdict.name == "present"
    assert gp.verify(hidden.verdict.certificate).verdict == "present"


def test_in_a_table_moving_first_and_being_seen_leaves_it():
    cells = [[("2", "1"), ("4", "0")], [("1", "0"), ("3 + x", "2")]]
    family = family_from_table(["L", "F"], [["a", "b"], ["c", "d"]], cells, {"x": (0, "1/2", 0)})
    rows = {row.what: row for row in gp.escape(family, mover="L", action="a", levers=["x"]).rows}
    assert rows["the others see what L does first"].status == "leaves"
    assert rows["L cannot 'a'"].payoffs[1].values == (3,)
    assert rows["x"].status == "stays"


def test_undecided_at_the_point_is_said():
    cells = [[("2", "1"), ("4", "0")], [("1", "0"), ("2 + x", "2")], [("2", "1"), ("4", "0")]]
    family = family_from_table(["L", "F"], [["a", "b", "e"], ["c", "d"]], cells, {"x": (0, 2, 1)})
    found = gp.escape(family, mover="L", action="a", levers=["x"], quantifier="best")
    assert found.is_settled or found.start.name == "undecided" or found.toward.status == "open"
    assert (found.start.name == "present") == bool(found.rows)


def test_data_and_table_name_everything():
    found = gp.escape(TRADE, levers=["c", "k"], values=HERE, **RESTRICT)
    data = found.to_data()
    assert data["verdict"] == "present"
    assert data["present where"] == "43 > c and 18 > k"
    assert [row["what"] for row in data["ways out"]] == [row.what for row in found.rows]
    assert data["ways out"][0]["surface"] == {"k": "18"}
    text = str(found)
    assert all(row.what.split(",")[0] in text for row in found.rows)
    assert "share of the declared range" in text
    assert found._repr_html_().startswith("<table>")


def test_brute_force_on_a_grid_finds_nothing_cheaper():
    family = dilemma("2 - a*b")
    found = gp.escape(family, "dominance-trap", levers=["a", "b"], costs={"a": 2, "b": 1}, **TRAP, **NONE)
    low = found.best.cost[0]
    cheaper = [
        {"a": Fraction(i, 8), "b": Fraction(j, 8)}
        for i, j in product(range(1, 25), repeat=2)  # where a or b is 0 it makes no difference
        if 2 * abs(Fraction(i, 8) - Fraction(1, 2)) + abs(Fraction(j, 8) - Fraction(1, 2)) < low
    ]
    assert len(cheaper) > 50
    for point in cheaper[::5]:
        assert gp.detect(family.at(point), "dominance-trap", **TRAP).name == "present"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"levers": ["zz"]}, "'zz' is not a parameter"),
        ({"levers": "c"}, "a list of parameters"),
        ({"levers": ["c", "c"]}, "twice"),
        ({"levers": ["c"], "costs": {"c": 0}}, "must be positive, got 0"),
        ({"levers": ["c"], "costs": {"c": -1}}, "must be positive, got -1"),
        ({"levers": ["c"], "costs": {"k": 1}}, "not among the levers"),
        ({"levers": ["c"], "values": {"c": 82}}, "outside the declared range"),
        ({"levers": ["c"], "box": {"c": (0, 82)}}, "leaves the declared"),
        ({"levers": ["c"], "box": {"c": (0, 10)}}, "outside the range 0 to 10 of the lever"),
        ({"levers": ["c"], "precision": 2}, "from 0 to 1"),
        ({"others": ["bribery"]}, "no other way 'bribery'"),
    ],
)
def test_bad_input_is_refused_in_a_line(change, told):
    with pytest.raises(InvalidGame, match=told) as caught:
        gp.escape(TRADE, **RESTRICT, **change)
    assert "\n" not in str(caught.value)


def test_what_is_not_offered_is_told():
    fines = gp.load("literature/tsebelis-1989/penalties")
    with pytest.raises(Unsupported, match="over a range"):
        gp.escape(fines, "null-coercion", mover="Coercer", parameter="p", low=2, high=12, target="Host")
    arms = gp.load("literature/chassang-2009/defensive-weapons")
    with pytest.raises(InvalidGame, match="whose change is asked about"):
        gp.escape(arms, "comparative-statics", mover="country 1", parameter="d", low=0, high=1, levers=["d"])
