"""Verdicts about graphs of states: a question that does not fit, or what is left open, is refused."""

import json
from copy import deepcopy
from pathlib import Path

import pytest
from laws.tampering import rehashed

from gametheory_paradox.certificates import verify
from gametheory_paradox.errors import CertificateRejected

KEPT = Path(__file__).parents[2] / "golden" / "certificates"


@pytest.fixture
def present():
    return json.loads((KEPT / "graph-present-33.json").read_text("utf-8"))


def refused(data, **fields):
    with pytest.raises(CertificateRejected):
        verify(rehashed({**deepcopy(data), **fields}))


def test_a_question_about_a_graph_fits_it(present):
    details = present["details"]
    lost = [["s1", "s2"]]
    for change in ([], lost * 2, [["s2", "s1"]], [["s1", "s0"]], [["s1"]], [["s1", "s9"]], None):
        refused(present, details={**details, "lost": change})
    for name, value in (("start", "s9"), ("start", 0), ("responses", "double"), ("note", "")):
        refused(present, details={**details, name: value})
    for name, value in (("concept", "nash"), ("quantifier", "all"), ("mover", "D"), ("paradox", "trap")):
        refused(present, **{name: value})
    refused(
        present, verdict="impossible", cases=[], proof={"guard_rail": "T1"}, **{"with": [], "without": []}
    )
    refused(present, cases=[[]])
    refused(present, cases=[[["A", "s0", "s1"]]])
    refused(present, note="")


def test_what_an_answer_depends_on_is_compared_and_told(present):
    data = json.loads((KEPT / "graph-depends-7.json").read_text("utf-8"))
    assert verify(data).verdict == "depends"
    tree, (case,) = data["proof"]["comparisons"], data["cases"]
    who, one, other, yes, no = tree
    cut = [who, one, other, None, no]  # the answer after the first comparison alone
    for comparisons in (
        None,
        cut,
        [who, one, one, yes, no],
        [who, other, one, yes, no],
        [who, one, other, yes],
    ):
        refused(data, proof={"comparisons": comparisons})
    refused(data, proof={"comparisons": [who, one, other, tree, no]})  # made twice
    refused(data, proof={"comparisons": tree, "note": ""})
    for cases in ([], [case, []], [case[1:]], [case, case[:1]], [[*case, ["A", "s1", "s0"]]], [case[:1]]):
        refused(data, cases=cases)
    for verdict in ("present", "absent", "undecided", "impossible"):
        refused(data, verdict=verdict)
        refused(data, verdict=verdict, cases=[])
    refused(present, proof={"comparisons": [*tree[:3], None, None]})


def test_what_is_impossible_is_so_by_the_one_theorem_there_is(present):
    data = json.loads((KEPT / "graph-impossible-4.json").read_text("utf-8"))
    assert verify(data).verdict == "impossible"
    for proof in ({"guard_rail": "T1"}, {**data["proof"], "note": ""}, {}, {"comparisons": None}):
        refused(data, proof=proof)
    for fields in ({"with": ["s0"]}, {"without": ["s0"]}, {"cases": [[]]}, {"verdict": "absent"}):
        refused(data, **fields)
    ruled = {"proof": data["proof"], "with": [], "without": []}
    refused(present, verdict="impossible", **ruled)
