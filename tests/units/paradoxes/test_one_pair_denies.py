"""Lists of equilibria that may be incomplete: one pair denies that all lose, if both are equilibria."""

import json

import pytest
from oracles import other_checker

import gametheory_paradox as gp
from gametheory_paradox.models.files import read_model

# If M may punish, H goes right.  There I and K are indifferent, and M gets at most 92.91 though the hull of
# what it and J get reaches 99.8: where J goes in, of that hull no more than its edge is paid by nobody.
HULL_OF_MIXTURES = """format: 1
title: What a hull holds and nobody gets
players: [M, H, J, I, K]
parameters:
  v: {range: [94, 99], baseline: 96}
tree:
  player: H
  information_set: h
  actions:
    L:
      player: M
      information_set: m
      actions: {punish: [v + 1, -1, 0, 0, 0], refrain: [v, 1, 0, 0, 0]}
    R:
      player: J
      information_set: j
      actions:
        out: [0, 0, 2, 0, 0]
        in:
          player: I
          information_set: i
          actions:
            a: {player: K, information_set: k1, actions: {x: [100, 0, 0, 0, 0], y: [0, 0, 10, 1, 0]}}
            b: {player: K, information_set: k2, actions: {x: [0, 0, 10, 0, 0], y: [0, 0, 1000, 1, 0]}}
"""
ASKED = {"mover": "M", "action": "punish"}


def test_corners_of_what_is_cut_are_no_equilibria_that_deny_anything():
    model = read_model(HULL_OF_MIXTURES)
    assert gp.detect(model, **ASKED).name == "undecided"
    region = gp.chart(model, over=["v"], **ASKED)
    assert region.undecided == 1
    assert gp.verify(region.certificate).kind == "map"
    other_checker.check(json.dumps(region.certificate.data))
    claimed = {**region.certificate.data, "absent": ["1", "1"], "present": ["0", "0"], "undecided": "0"}
    claimed["proof"] = {**region.certificate.data["proof"], "cutting": "-"}
    with pytest.raises(gp.CertificateRejected):
        gp.verify(claimed)
    with pytest.raises(other_checker.Rejected):
        other_checker.check(json.dumps(claimed))
    assert gp.prove(model, absent=True, budget=5, **ASKED).name != "proved"


@pytest.mark.parametrize("quantifier", ["best", "worst", "possible"])
def test_other_comparisons_need_the_whole_list(quantifier):
    region = gp.chart(read_model(HULL_OF_MIXTURES), over=["v"], quantifier=quantifier, **ASKED)
    assert region.undecided == 1
