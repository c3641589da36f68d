"""Arguments of ``prove``, refusals, and answers."""

from fractions import Fraction

import pytest
from witnesses.many_players import root_of_one_half
from witnesses.tied_trees import before_the_unpaid

import gametheory_paradox as gp
from gametheory_paradox.clock import Clock
from gametheory_paradox.conditions.exclusion_search import simple_points
from gametheory_paradox.errors import CertificateRejected, InvalidGame, ModelSyntaxError, Unsupported
from gametheory_paradox.forms import Move
from gametheory_paradox.maps import OpenClaim, Proof, Refutation
from gametheory_paradox.maps.propositions import proposition_from
from gametheory_paradox.models import family_from_table, family_from_tree

FINES = gp.load("literature/tsebelis-1989/penalties")
FINE = {"mover": "Coercer", "parameter": "p", "low": 2, "high": 12, "target": "Host"}
RESTRAINT = gp.load("literature/myerson-2007/restraint")
PUNISH = {"mover": "Coercer", "action": "punish", "at": ["after compliance"]}
RACE = gp.load("literature/sandler-2003/preempt-or-deter")
TRAP = {"mover": "A", "action": "deter", "coalition": ["A", "B"]}
POSTS = gp.load("seed/guarded-posts")
GUARD = {"mover": "Pakistan", "action": "guard"}
CHICKEN = family_from_table(
    ["A", "B"], [["go", "stop"]] * 2, [[("-c", "-c"), (2, 0)], [(0, 2), (1, 1)]], {"c": (0, 4, 1)}
)

PROVED = [
    (RESTRAINT, "option", {"assuming": ["d > k", "V > r_N"], **PUNISH}),
    (RESTRAINT, "option", {"assuming": ["d > k", "V > r_N + 3"], "least": 2, **PUNISH}),
    (RESTRAINT, "option", {"assuming": ["k > d"], "absent": True, **PUNISH}),
    (
        RACE,
        "dominance-trap",
        {"assuming": ["b > C", "c >= B", "2*C > b"], "values": {"B": 1, "c": 6}, **TRAP},
    ),
    (POSTS, "security-insecurity", {"assuming": ["g_c > g_g", "g_c > 0"], **GUARD}),
    (FINES, "null-coercion", {"assuming": ["r > c"], **FINE}),
    (FINES, "payoff(Coercer) <= 0", {}),
    (FINES, "payoff(Coercer) <= 0", {"some": True}),
    (FINES, "probability(Coercer, enforce) falls with p", {"assuming": ["r > c"]}),
    (FINES, "probability(Host, harbor) never rises with p", {"assuming": ["r > c"]}),
    (FINES, "probability(Host, harbor) never falls with p", {"assuming": ["r > c"]}),
    (FINES, "probability(Host, harbor) >= c/r", {"assuming": ["r > c"]}),
    (CHICKEN, "payoff(A) >= 2", {"some": True}),
    (CHICKEN, "payoff(A) <= 2", {}),
]
REFUTED = [
    (RESTRAINT, "option", {"assuming": ["d > k", "V > r_N"], "least": 2, **PUNISH}),
    (RESTRAINT, "option", {"assuming": ["d > k"], "absent": True, **PUNISH}),
    (RACE, "dominance-trap", {"assuming": ["b > C", "c > B"], **TRAP}),
    (POSTS, "security-insecurity", GUARD),
    (FINES, "null-coercion", FINE),
    (FINES, "payoff(Coercer) <= -6", {}),
    (FINES, "probability(Host, harbor) rises with p", {"assuming": ["r > c"]}),
    (FINES, "probability(Host, harbor) > c/r", {"assuming": ["r > c"]}),
    (CHICKEN, "payoff(A) >= 1", {}),
    (CHICKEN, "payoff(A) falls with c", {}),
    (CHICKEN, "payoff(A) > 2", {"some": True}),
]


@pytest.mark.parametrize(("family", "claim", "request_"), PROVED)
def test_what_holds_is_proved_and_the_proof_is_checked(family, claim, request_, tmp_path):
    found = gp.prove(family, claim, **request_)
    assert isinstance(found, Proof), str(found)
    gp.save(found.certificate, tmp_path / "proof.json")
    assert gp.verify(gp.read_certificate(tmp_path / "proof.json")).kind == "proposition"
    assert found.to_data()["answer"] == "proved"
    assert "cells" in str(found)


@pytest.mark.parametrize(("family", "claim", "request_"), REFUTED)
def test_what_fails_is_refuted_by_a_simple_point_in_the_region(family, claim, request_):
    found = gp.prove(family, claim, **request_)
    assert isinstance(found, Refutation), str(found)
    assert max(value.denominator for value in found.point.values()) < 30
    declared = family.box
    for name, value in found.point.items():
        assert declared[name.rstrip("'")][0] <= value <= declared[name.rstrip("'")][1]
    assert found.to_data()["evidence"]
    assert "refuted" in str(found)


def test_a_refutation_carries_what_is_true_at_the_point():
    found = gp.prove(RESTRAINT, "option", assuming=["d > k", "V > r_N"], least=2, **PUNISH)
    assert gp.verify(found.evidence.certificate).verdict == "present"
    assert 0 < found.evidence.comparison.gap <= 2
    low, high = gp.prove(FINES, "probability(Host, harbor) rises with p", assuming=["r > c"]).evidence
    assert low.payoffs[0][1] == high.payoffs[0][1]


def refutation_at(family, claim, point, *, some):
    proposition = proposition_from(family, claim, {}, 0, absent=False, some=some)
    return proposition.refutation({name: Fraction(value) for name, value in point.items()}, Clock())


def test_an_equilibrium_that_is_known_by_a_box_alone_counts():
    # Besides what she gets in that game, Ann gets x where Bob takes his first action and Cat her second: in
    # the irrational equilibrium 5√½ - 2 > 3/2, else 1 or 0.
    game = root_of_one_half()
    cells = [
        (f"{ann} + x" if k in (1, 5) else ann, bob, cat) for k, (ann, bob, cat) in enumerate(game.payoffs)
    ]
    rows = [[cells[k : k + 2], cells[k + 2 : k + 4]] for k in (0, 4)]
    family = family_from_table(game.players, game.actions, rows, {"x": (0, 8, 4)})
    refuted = {
        (claim, some): refutation_at(family, claim, {"x": 4}, some=some) is not None
        for claim in (
            "payoff(Ann) >= 3/2",
            "payoff(Ann) < 3/2",
            "payoff(Ann) > 8/5",
            "probability(Ann, a0) < 1",
        )
        for some in (True, False)
    }
    assert refuted == {
        ("payoff(Ann) >= 3/2", True): False,
        ("payoff(Ann) >= 3/2", False): True,
        ("payoff(Ann) < 3/2", True): False,
        ("payoff(Ann) < 3/2", False): True,
        ("payoff(Ann) > 8/5", True): True,
        ("payoff(Ann) > 8/5", False): True,
        ("probability(Ann, a0) < 1", True): False,
        ("probability(Ann, a0) < 1", False): True,
    }


def test_a_list_that_does_not_hold_all_equilibria_is_no_evidence():
    family = family_from_tree(["A", "B", "C"], before_the_unpaid(("x", 5, 5)), {"x": (0, 4, "1/2")})
    assert gp.solve(family).completeness.status == "proved"
    assert refutation_at(family, "payoff(B) >= 6", {"x": "1/2"}, some=True) is None


def touching(*names):
    """A family in which A gets x, whatever is done."""
    unit = dict.fromkeys(("x", *names), (0, 1, 0))
    return family_from_table(["A", "B"], [["stay"], ["stay"]], [[("x", " + ".join(names))]], unit)


def test_signs_that_exclude_each_other_settle_what_cells_do_not():
    found = gp.prove(touching("y", "z"), "payoff(A) > z", assuming=["x*y > z"])  # equal where y = 1
    assert found.name == "proved"
    proof = found.certificate.data["proof"]
    assert (proof["cutting"], len(proof["exclusions"])) == ("&", 1)
    for change in ({"exclusions": []}, {"exclusions": [[]]}, {"cutting": "+"}):
        with pytest.raises(CertificateRejected):
            gp.verify({**found.certificate.data, "proof": {**proof, **change}})
    bare = {name: value for name, value in proof.items() if name != "exclusions"}
    with pytest.raises(CertificateRejected):
        gp.verify({**found.certificate.data, "proof": bare})
    ((one, other),) = proof["exclusions"]
    for wrong in ([one], [other], [[one[0], not one[1], one[2]], other], [[*one[:2], [["-1", {}]]], other]):
        with pytest.raises(CertificateRejected, match="not shown to be impossible together"):
            gp.verify({**found.certificate.data, "proof": {**proof, "exclusions": [wrong]}})


@pytest.mark.slow
def test_a_claim_that_fails_beyond_signs_that_exclude_each_other_is_refuted():
    """A gets x, more than z; but nothing where B takes it, at an end that few cells do not come to."""
    unit, payoffs = dict.fromkeys("wxyz", (0, 1, 0)), [[("x", 0), (0, "w^20 - 9/10")]]
    family = family_from_table(["A", "B"], [["stay"], ["keep", "take"]], payoffs, unit)
    limits = {"assuming": ["x*y > z"], "budget": None}
    found = gp.prove(family, "payoff(A) > z", **limits)
    assert found.name == "refuted"
    assert found.point["w"] ** 20 > Fraction(9, 10)
    assert found.point["x"] * found.point["y"] > found.point["z"]
    assert gp.prove(family, "payoff(A) > z", box={"w": (0, "9/10")}, **limits).name == "proved"


def test_a_claim_is_proved_over_more_than_ten_parameters():
    found = gp.prove(touching(*(f"y{n}" for n in range(13))), "payoff(A) < 2", assuming=["y0*x > y1"])
    assert len(found.certificate.data["over"]) == 14
    assert gp.verify(found.certificate).verdict == "holds"


def test_a_map_has_no_exclusions():
    data = gp.chart(RESTRAINT, "option", over=["d", "k"], **PUNISH).certificate.data
    with pytest.raises(CertificateRejected, match="there is no field 'exclusions' here"):
        gp.verify({**data, "proof": {**data["proof"], "exclusions": []}})


@pytest.mark.slow
def test_what_fails_under_ties_alone_is_open():
    kept = {"l": ("c", 1), "r": ("-c", 1)}  # the same for B, not for A, who decides before
    lazy = family_from_tree(
        ["A", "B"], Move("A", "start", {"in": Move("B", "then", kept), "out": (0, 0)}), {"c": (1, 2, 1)}
    )
    found = gp.prove(lazy, "payoff(A) >= 1/2")
    assert isinstance(found, OpenClaim)
    assert found.why.startswith("the claim fails somewhere")  # where B mixes evenly A gets 0
    assert found.to_data()["why"] == found.why


def test_what_makes_no_claim_is_told():
    for claim, request_, problem in (
        ("welfare(A) > 1", {}, "is neither the name of a paradox nor a claim such as"),
        ("payoff(Zoe) > 1", {}, "'Zoe' is not a player"),
        ("probability(A, sit) > 1", {}, "A has no action 'sit'"),
        ("payoff(A) > d", {}, "'d' is not a known name"),
        ("payoff(A) falls with d", {}, "'d' is not a parameter that may vary here"),
        ("payoff(A) falls with c", {"values": {"c": 1}}, "has no value of its own"),
        ("payoff(A) falls with c", {"some": True}, "an order is between all equilibria"),
        ("payoff(A) > 1", {"mover": "A"}, "is not the name of a paradox, of which alone"),
        ("payoff(A) > 1", {"absent": True}, "is not the name of a paradox, of which alone"),
        ("payoff(A) > 1", {"least": 1}, "is not the name of a paradox, of which alone"),
        ("payoff(A) > 1", {"quantifier": "best"}, "is not the name of a paradox, of which alone"),
        (7, {"mover": "A"}, "there is no paradox 7"),
        ("payoff(A) > 1", {"assuming": ["c"]}, "is not an inequality"),
        ("payoff(A) > 1", {"assuming": ["0 < c < 1"]}, "is not an inequality"),
        ("payoff(A) > 1", {"assuming": ["c > c"]}, "nothing satisfies the assumptions"),
        ("payoff(A) > 1", {"assuming": ["c > 5"]}, "nothing satisfies the assumptions within these ranges"),
        ("payoff(A) > 1", {"box": {"c": (3, 2)}}, "is reversed or leaves the declared range 0 to 4"),
        ("payoff(A) > 1", {"box": {"d": (3, 2)}}, "'d' is not a parameter of this family"),
        ("payoff(A) > 1", {"values": {"c": 1}}, "no parameter varies here"),
        ("option", {"action": "go"}, "which question. name the mover"),
        ("option", {"mover": "A", "action": "go", "least": -1}, "at least zero"),
    ):
        with pytest.raises((InvalidGame, ModelSyntaxError), match=problem):
            gp.prove(CHICKEN, claim, **request_)
    with pytest.raises(Unsupported, match="formulas and maps are not offered for the realized paradox"):
        gp.prove(CHICKEN, "realized", mover="A", action="go", benchmark="no-coercion")
    with pytest.raises(Unsupported, match="probabilities of actions are formulas in tables only"):
        gp.prove(RESTRAINT, "probability(Target, comply) > 0")


@pytest.mark.parametrize(("family", "claim", "request_"), PROVED[::3])
def test_a_changed_proof_is_refused(family, claim, request_):
    data = gp.prove(family, claim, **request_).certificate.to_data()
    gp.verify(data)
    # Of a claim about some equilibrium the denial may be true of another.
    denied = {">": "<=", "<": ">=", ">=": "<", "<=": ">"}
    wrong = [{**data, "assuming": []}] if data["assuming"] and data["claim"]["kind"] == "paradox" else []
    wrong += [{**data, "cells": data["cells"] + 1}, {**data, "concept": "vibes"}, {**data, "note": 1}]
    wrong += [
        {**data, "proof": {**data["proof"], "cutting": cutting}} for cutting in ("", "?", "-", "0++", "0+?")
    ]
    inner = data["claim"]
    if "sign" in inner:
        signs = ["=", ""] + ([denied[inner["sign"]]] if inner.get("every", True) else [])
        wrong += [{**data, "claim": {**inner, "sign": sign}} for sign in signs]
        wrong += [{**data, "claim": {**inner, "player": "Zoe"}}]
    else:
        wrong += [
            {**data, "claim": {**inner, "never": not inner["never"]}},
            {**data, "claim": {**inner, "never": 0}},
        ]
    wrong += [
        {**data, "claim": {**inner, "kind": kind}}
        for kind in ("paradox", "bound", "order", "wish")
        if kind != inner["kind"]
    ]
    wrong += [{key: value for key, value in data.items() if key != gone} for gone in data]
    accepted = []
    for changed in wrong:
        try:
            gp.verify(changed)
            accepted.append(changed)
        except CertificateRejected:
            pass
    # A finer cutting proves the same, if its cells are counted.
    assert all(one["proof"]["cutting"] == "0++" for one in accepted)
    assert not accepted or data["cells"] == 2


def test_points_with_simple_fractions_come_first():
    points = list(simple_points({"x": (Fraction(0), Fraction(1)), "y": (Fraction(2), Fraction(2))}))
    assert points[0] == {"x": Fraction(1, 2), "y": 2}
    assert len({tuple(point.values()) for point in points}) == len(points)
    assert all(0 < point["x"] < 1 for point in points)


def test_some_is_for_a_bound_alone():
    for claim, said in (
        ("option", "some is for a bound"),
        ("probability(Host, harbor) falls with p", "between all"),
    ):
        family, more = (RESTRAINT, PUNISH) if claim == "option" else (FINES, {})
        with pytest.raises(InvalidGame, match=said):
            gp.prove(family, claim, some=True, **more)
