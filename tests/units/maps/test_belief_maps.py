"""Maps, thresholds, proofs and atlases under sequential equilibrium, where beliefs matter."""

import copy
import json
from fractions import Fraction
from random import Random

import pytest
from witnesses.sampling import cases

from gametheory_paradox import catalog
from gametheory_paradox.certificates import verify
from gametheory_paradox.checker import NotMine, check
from gametheory_paradox.detectors import detect
from gametheory_paradox.errors import CertificateRejected, Unsupported
from gametheory_paradox.maps import atlas, chart, prove, thresholds
from gametheory_paradox.models import signaling_family

KYDD = catalog.load("literature/kydd-2000/reassurance")
QUICHE = catalog.load("literature/cho-1987/beer-quiche")
SEQUENTIAL = KYDD.questions[0].but(concept="sequential")


@pytest.fixture(scope="module")
def labor():
    """Two types, two signals, two responses: a costly signal, and costs of either mistake."""
    payoffs = {
        "high": {"work": {"yes": ("1 - k", 0), "no": ("-k", "-h")}, "rest": {"yes": (1, 0), "no": (0, "-h")}},
        "low": {
            "work": {"yes": ("1 - k - m", 0), "no": ("-k - m", "c")},
            "rest": {"yes": (1, 0), "no": (0, "c")},
        },
    }
    return signaling_family(
        ["Worker", "Firm"],
        {"high": "q", "low": "1 - q"},
        ["work", "rest"],
        {"work": ["yes", "no"], "rest": ["yes", "no"]},
        payoffs,
        {"q": (0, 1, "1/2"), "k": (0, 1, "1/2"), "m": (0, 1, "1/4"), "c": (1, 4, 2), "h": (1, 4, 2)},
    )


def test_pooling_separating_and_semi_separating_equilibria_with_their_beliefs(labor):
    found = atlas(labor)
    told = {(leaf.kind, str(leaf.condition)) for leaf in found.leaves}
    assert told == {
        ("pooling", "c*q + h*q > c and 1 > k + m"),
        ("separating", "k + m > 1"),
        ("semi-separating", "1 > k + m and c > c*q + h*q"),
        ("pooling", "c*q + h*q > c"),
        ("pooling", "c > c*q + h*q"),
        ("semi-separating", "c*q + h*q > c"),
    }
    working = next(leaf for leaf in found.leaves if leaf.kind == "pooling" and "low: work" in leaf.play)
    no, mixed = working.beliefs
    assert (no.player, no.information_set, no.does) == ("Firm", "after rest", "no")
    assert no.believing == ("μ(high, rest) <= c/(c + h)",)
    assert mixed.believing == ("μ(high, rest) = c/(c + h)",)
    assert "c/(c + h)" in str(found.beliefs_table())
    assert found.to_data()["equilibria"][0]["beliefs"]


def test_a_range_with_no_bound_of_known_sign_is_written_as_it_stands(labor):
    payoffs = {
        kind: {"m": {"a": (0, f"{gain} - x"), "b": (0, 0)}, "n": (1, 1)}
        for kind, gain in (("s", "y"), ("t", "0"))
    }
    family = signaling_family(
        ["S", "R"],
        {"s": "1/2", "t": "1/2"},
        ["m", "n"],
        {"m": ["a", "b"], "n": []},
        payoffs,
        {"x": (-1, 1, "1/2"), "y": (-1, 1, "1/2")},
    )
    believing = {own.believing for leaf in atlas(family).leaves for own in leaf.beliefs if own.does == "a"}
    assert believing == {("(y - x)*μ(s, m) + (-x)*μ(t, m) >= 0",)}


def test_thresholds_are_those_of_the_literature():
    assert str(thresholds(KYDD, SEQUENTIAL).present) == "1 > m"
    assert str(thresholds(QUICHE, QUICHE.questions[0].but(concept="sequential")).present) == "1 > 2*q"


@pytest.mark.slow
def test_thresholds_where_the_public_does_not_know_its_government():
    audience = catalog.load("seed/trade-restriction/audience")
    found = thresholds(audience, audience.questions[0].but(concept="sequential"))
    assert not found.open.cases
    assert len(found.present.cases) == 3
    assert all(any(str(part) == "s > c + h" for part in case) for case in found.present.cases)


def test_a_map_is_a_proof_and_no_other_map_passes():
    found = chart(KYDD, SEQUENTIAL, over=["m", "k"], undecided=0)
    assert found.share == (Fraction(1, 2), Fraction(1, 2))
    data = found.certificate.data
    assert verify(found.certificate).verdict is not None
    for changed in (
        {"concept": "nash"},
        {"concept": "subgame-perfect"},
        {"present": ["1", "1"]},
        {"action": ["nothing"]},
        {"values": {**data["values"], "L": "3"}, "present": ["1", "1"], "absent": ["0", "0"]},
    ):
        with pytest.raises(CertificateRejected):
            verify({**copy.deepcopy(dict(data)), **changed})
    flipped = copy.deepcopy(dict(data))
    flipped["proof"] = {
        **flipped["proof"],
        "cutting": flipped["proof"]["cutting"].translate({43: 45, 45: 43}),
    }
    if flipped["proof"]["cutting"] != data["proof"]["cutting"]:
        with pytest.raises(CertificateRejected):
            verify(flipped)


def test_the_one_file_checker_says_that_such_maps_are_not_its_own():
    seen = catalog.load("literature/tsebelis-1989/observed-enforcement")
    for family, over, why in ((QUICHE, "q", "somebody does not see"), (seen, "p", "sequential equilibria")):
        found = chart(family, family.questions[0].but(concept="sequential"), over=[over])
        assert found.finished
        assert verify(found.certificate)
        with pytest.raises(NotMine, match=why):
            check(json.dumps(found.certificate.data).encode())


@pytest.mark.slow
@pytest.mark.parametrize("concept", ["sequential", "perfect-bayesian"])
def test_claims_are_proved_and_refuted(concept):
    proof = prove(KYDD, KYDD.questions[0].but(concept=concept), assuming=["m < 1"])
    assert proof.name == "proved"
    assert verify(proof.certificate).verdict == "holds"
    refuted = prove(KYDD, KYDD.questions[0].but(concept=concept), assuming=["m > 1"])
    assert refuted.name == "refuted"
    bound = prove(KYDD, "payoff(Receiver) >= 0", concept=concept)
    assert bound.name == "proved"
    assert verify(bound.certificate).verdict == "holds"


@cases(1, 80)
@pytest.mark.parametrize("concept", ["sequential", "perfect-bayesian"])
def test_where_a_cell_has_a_verdict_detect_says_the_same(concept, count, labor):
    present = absent = 0
    for seed in range(count):
        random = Random(seed)
        entries = [(random.randint(-3, 3), random.randint(-3, 3)) for _ in range(8)]
        entries[random.randrange(8)] = ("x", 1)
        payoffs = {
            kind: {m: {r: entries.pop() for r in ("a", "b")} for m in ("loud", "quiet")}
            for kind in ("s", "t")
        }
        family = signaling_family(
            ["S", "R"],
            {"s": "q", "t": "1 - q"},
            ["loud", "quiet"],
            {m: ["a", "b"] for m in ("loud", "quiet")},
            payoffs,
            {"q": (0, 1, "1/3"), "x": (-3, 3, 1)},
        )
        for quantifier in ("strong", "best", "worst") if count > 1 else ("strong",):
            asked = {"mover": "S", "action": "loud", "at": "s"}
            asked |= {"concept": concept, "quantifier": quantifier}
            found = chart(family, "option", over=["q", "x"], cells=200, **asked)
            for _ in range(5):
                point = {
                    n: low + (high - low) * Fraction(random.randrange(1, 997), 997)
                    for n, (low, high) in family.box.items()
                }
                truth, said = detect(family.at(point), "option", **asked).name, found.verdict_at(point)
                if "undecided" not in (truth, said):
                    assert said == ("absent" if truth == "impossible" else truth), (seed, quantifier, point)
                    present, absent = present + (said == "present"), absent + (said == "absent")
    assert present + absent >= 4 * count
    assert present or count < 8


@pytest.mark.slow
def test_a_measure_is_bounded_over_all_equilibria_too():
    family = catalog.load("seed/trade-restriction/audience")
    question = family.questions[0].but(concept="sequential", measure="security")
    found = chart(family, question, over=["rho", "delta"], cells=60)
    point = {"rho": Fraction(2, 3), "delta": Fraction(1, 10)}
    said = found.verdict_at(point)
    truth = detect(family.measured("security").at(point), question).name
    assert said in (truth, "undecided")
    assert found.share[0] > 0


def test_what_stays_open_and_what_is_refused():
    family = catalog.load("seed/trade-restriction/audience")
    with pytest.raises(Unsupported, match="offered for subgame-perfect equilibria, not for sequential"):
        thresholds(
            family,
            "security-insecurity",
            mover="Pakistan",
            action="close",
            at="soft, defied",
            concept="sequential",
            measure="security",
        )
