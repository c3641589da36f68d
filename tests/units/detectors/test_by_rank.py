"""Answers from a ranking alone: always, never, or exactly where some gaps exceed others."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest

import gametheory_paradox as gp
from gametheory_paradox.certificates import Certificate
from gametheory_paradox.detectors import Depends, assess
from gametheory_paradox.detectors.region_claim import RegionClaim
from gametheory_paradox.errors import CertificateRejected, InvalidGame, Unsupported
from gametheory_paradox.forms import Chance, Move
from gametheory_paradox.maps import prove, thresholds
from gametheory_paradox.models import Order, Ranking, family_from_table, family_from_tree

DILEMMA = family_from_table(["A", "B"], [["c", "d"]] * 2, [[[3, 3], [0, 5]], [[5, 0], [1, 1]]], {}).by_rank()
TRAP = {"mover": "A", "action": "d", "coalition": ["A", "B"]}
STORM = Move("C", "storm", {"punish": [-4, 0], "refrain": [-5, 1]})
GAMBLE = family_from_tree(
    ["C", "T"],
    Move(
        "T", "start", {"comply": [0, 2], "refuse": Chance({"calm": ("1/2", [5, 3]), "storm": ("1/2", STORM)})}
    ),
    {},
).by_rank()
PUNISH = {"mover": "C", "action": "punish"}


def tampered(certificate, change):
    data = json.loads(json.dumps(certificate.to_data()))
    change(data)
    return Certificate(data)


def test_the_dilemma_is_a_trap_for_every_payoff_in_its_order():
    verdict = gp.detect(DILEMMA, "dominance-trap", **TRAP)
    assert verdict.name == "present"
    assert verdict.comparison is None
    assert gp.verify(verdict.certificate).kind == "proposition"
    assert verdict.to_data()["gap"] is None


def test_the_dilemma_is_no_option_paradox_for_any_payoff_in_its_order():
    verdict = gp.detect(DILEMMA, mover="A", action="d")
    assert verdict.name == "absent"
    assert gp.verify(verdict.certificate).verdict == "holds"


def test_odds_of_chance_multiply_gaps_so_that_numbers_are_needed():
    verdict = gp.detect(GAMBLE, **PUNISH)
    assert isinstance(verdict, Depends)
    calm, storm = "“refuse, calm” and “comply”", "“comply” and “refuse, storm, {}”"
    assert verdict.depends_on == (
        f"T's gap between {storm.format('punish')} exceeds its gap between {calm}",
        f"T's gap between {calm} exceeds its gap between {storm.format('refrain')}",
        f"C's gap between {calm} exceeds its gap between {storm.format('refrain')}",
    )
    data = json.loads(json.dumps(verdict.to_data()))
    assert (data["verdict"], data["with"], data["without"], data["gap"]) == ("depends", None, None, None)
    assert data["depends_on"] == list(verdict.depends_on)


def test_each_half_is_proved_at_a_payoff_and_over_the_region():
    verdict = gp.detect(GAMBLE, **PUNISH)
    assert gp.verify(verdict.certificate).kind == "proposition"
    for point, own in verdict.witnesses:
        assert gp.verify(own.certificate).verdict == own.name
        assert gp.detect(GAMBLE, values=point, **PUNISH) == own
    assert [own.name for _, own in verdict.witnesses] == ["present", "absent"]


def test_the_proof_of_a_region_says_exactly_where():
    verdict = gp.detect(GAMBLE, **PUNISH)

    def weaker(data):
        data["claim"]["where"][0].pop()

    def more(data):
        data["claim"]["where"].append([[[["1", "0"], []], [["1", "0"], []]]])

    def nowhere(data):
        data["claim"]["where"] = []

    for change in (weaker, nowhere, more):
        with pytest.raises(CertificateRejected):
            gp.verify(tampered(verdict.certificate, change))


def test_some_gaps_may_be_numbers():
    fixed = {"C_1": "1/4", "C_2": "1/4", "C_3": "1/4"}
    assert gp.detect(GAMBLE, values=fixed, **PUNISH).name == "absent"
    assert isinstance(gp.detect(GAMBLE, values={"C_1": 1, "C_2": "1/8"}, **PUNISH), Depends)
    at = {**fixed, "C_1": 1, "T_1": "1/2", "T_2": "1/4", "T_3": "1/2"}
    assert gp.detect(GAMBLE, values=at, **PUNISH).gap == Fraction(1, 4)


def test_a_strength_may_settle_it():
    order = GAMBLE.ranking
    close = "T: (refuse, calm) - (comply) < (comply) - (refuse, storm, refrain)"
    told = replace(order, strengths=(order.strength(close),), texts=(close,))
    family = replace(GAMBLE, ranking=told)
    verdict = gp.detect(family, **PUNISH)
    assert verdict.name == "absent"
    assert len(verdict.certificate.data["assuming"]) == 1
    assert gp.verify(verdict.certificate).verdict == "holds"


def test_where_gaps_tie_nothing_is_said():
    # C takes the gamble or not, in both games alike; where its gaps tie, each game may go either way.
    def gamble(name, a, b):
        lottery = Chance({"bad": ("1/2", [a + 2, b, 0]), "good": ("1/2", [a + 2, b, 2])})
        return Move("C", name, {"sure": [a, b, 1], "gamble": lottery})

    inside = Move("A", "inside", {"a0": [5, 0, 0], "a1": gamble("within", 2, 2)})
    tree = Move("B", "start", {"out": gamble("outside", 1, 1), "in": inside})
    family, asked = family_from_tree(["A", "B", "C"], tree, {}).by_rank(), {"mover": "A", "action": "a0"}

    verdict = gp.detect(family, **asked)
    assert verdict.name == "present"
    assert gp.detect(family, values={"C_1": "1/2", "C_2": "1/4"}, **asked).name == "present"
    assert gp.detect(family, values=family.baseline, **asked).name == "absent"  # the gaps of C are equal
    assert verdict.why.startswith("ties aside, ")
    assert gp.detect(GAMBLE, **PUNISH).why.startswith("ties aside, ")


def test_without_a_proof_of_where_it_is_not_said_exactly_where(monkeypatch):
    by_cells = RegionClaim.by_cells

    def in_no_time_for_where(self, *asked):
        return "the time is up" if "where" in self.data["claim"] else by_cells(self, *asked)

    monkeypatch.setattr(RegionClaim, "by_cells", in_no_time_for_where)
    verdict = gp.detect(GAMBLE, **PUNISH)
    assert isinstance(verdict, Depends)
    assert verdict.certificate is None
    assert "exactly where is not proved" in verdict.why
    assert gp.explain(verdict).endswith("Each answer is proved at one payoff, by a certificate of its own.")


def test_strengths_that_contradict_the_order_leave_nothing_to_decide():
    order = GAMBLE.ranking
    never = order.strength("T: (comply) > (refuse, calm)")
    with pytest.raises(InvalidGame, match="nothing satisfies"):
        gp.detect(replace(GAMBLE, ranking=replace(order, strengths=(never,))), **PUNISH)


def with_known(*comparisons):
    """The dilemma where of A some comparisons alone are known."""
    bare = family_from_table(["A", "B"], [["c", "d"]] * 2, [[[0, 0]] * 2] * 2, {})
    cells = DILEMMA.ranking.outcomes
    known = Order.of_comparisons("A", comparisons, cells)
    return bare.ranked(Ranking(cells, (known, DILEMMA.ranking.orders[1])))


def test_of_a_partial_order_the_comparisons_that_matter_are_enough():
    assert (
        gp.detect(with_known("d, c > c, c", "d, d > c, d", "c, c > d, d"), "dominance-trap", **TRAP).name
        == "present"
    )
    verdict = gp.detect(with_known("d, c > c, c", "d, d > c, d"), "dominance-trap", **TRAP)
    assert verdict.depends_on == ("A prefers “c, c” to “d, d”",)
    assert gp.verify(verdict.certificate).verdict == "holds"


def test_sizes_have_no_meaning_among_ranks():
    with pytest.raises(InvalidGame, match="'A_1' cannot change here"):
        gp.detect(DILEMMA, "comparative-statics", mover="A", parameter="A_1", low="1/4", high="1/2")
    with pytest.raises(Unsupported, match="formulas and maps are not offered for the realized paradox"):
        gp.detect(DILEMMA, "realized", mover="A", action="d", benchmark="2")


def test_payoff_and_security_together_need_numbers():
    family = gp.load("seed/trade-restriction").by_rank()
    assert assess(family) is None
    verdict = gp.detect(family, family.question, measure="security")
    assert verdict.name in ("present", "absent", "depends")
    assert gp.verify(verdict.certificate).kind == "proposition"


def test_it_is_explained_with_a_story_for_each_answer():
    told = gp.explain(GAMBLE, **PUNISH)
    assert told.startswith(
        "Whether having the option “punish” leaves C worse off does not follow from the order"
    )
    assert "\n\nPresent at C_1 = " in told
    assert "C_1 is C's gap between “refuse, calm” and “comply”" in told
    assert "\n\nAbsent at C_1 = " in told
    always = gp.explain(DILEMMA, "dominance-trap", **TRAP)
    assert "for every payoff in this order" in always
    assert "exactly where" in gp.explain(gp.detect(GAMBLE, **PUNISH).certificate)


def test_thresholds_and_proofs_keep_to_the_order():
    partly, said = with_known("d, c > c, c", "d, d > c, d"), "A prefers “c, c” to “d, d”"
    found = thresholds(partly, "dominance-trap", **TRAP)
    assert found.in_words == ((said,),)  # what is known goes without saying
    assert f"that is, {said}" in str(found)
    assert "that is, A prefers" in found.latex()
    refuted = prove(partly, "dominance-trap", **TRAP)
    assert (refuted.name, refuted.evidence.name, refuted.order.depends_on) == ("refuted", "absent", (said,))
    assert gp.verify(refuted.order.certificate).verdict == "holds"
    assert refuted.to_data()["order"]["verdict"] == "depends"
    assert set(refuted.order.scales.values()) == {"A's level of “c, c”", "A's level of “d, d”"}
    assert (
        prove(with_known("d, c > c, c", "d, d > c, d", "c, c > d, d"), "dominance-trap", **TRAP).name
        == "proved"
    )


def test_a_proof_says_what_an_order_tells_where_more_is_assumed():
    calm, storm = "“refuse, calm” and “comply”", "“comply” and “refuse, storm, {}”"
    refuted = prove(GAMBLE, assuming=["T_1 > T_2"], **PUNISH)
    assert refuted.assuming == ("T_1 > T_2",)
    assert refuted.order.depends_on == (
        f"T's gap between {storm.format('punish')} exceeds its gap between {calm}",
        f"C's gap between {calm} exceeds its gap between {storm.format('refrain')}",
    )
    assert "payoffs in this order whose gaps and levels, from 0 to 1, are as said" in refuted.order.why
    assert {"T_1", "T_2"} < set(refuted.scales) == set(refuted.order.scales)
    assert gp.verify(refuted.order.certificate).verdict == "holds"
    assert refuted.point["T_1"] > refuted.point["T_2"]
    proof = prove(GAMBLE, assuming=["T_1 < T_2"], absent=True, **PUNISH)
    assert (proof.name, set(proof.scales)) == ("proved", {"T_1", "T_2"})
    assert f"T's gap between {calm}" in str(proof)


def test_what_is_said_of_an_order_names_the_values_that_it_takes():
    values = {"T_1": "1/2", "T_2": "9/10"}
    said = ("T_1 = 1/2 (baseline 1/3)", "T_2 = 9/10 (baseline 1/3)")
    proof = prove(GAMBLE, values=values, absent=True, **PUNISH)
    assert (proof.name, proof.assuming, set(proof.scales)) == ("proved", said, {"T_1", "T_2"})
    refuted = prove(GAMBLE, values=values, assuming=["T_3 > T_1"], **PUNISH)
    assert (refuted.name, refuted.assuming) == ("refuted", (*said, "T_3 > T_1"))
    assert refuted.point["T_2"] == Fraction(9, 10)
    assert refuted.order.why.endswith(
        "for no payoff in this order whose gaps and levels, from 0 to 1, are as said"
    )
    assert "whatever" not in gp.detect(GAMBLE, values=values, **PUNISH).why
