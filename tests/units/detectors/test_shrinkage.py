"""Smaller certificates: the same statement, accepted by every checker, and nothing more to drop."""

import json

import pytest
from laws.both_checkers import verified
from oracles import other_checker
from witnesses.certificates import (
    charted,
    curved,
    data_of,
    lottery,
    maps,
    paradox_maps,
    paradoxes,
    propositions,
    splits,
    verdicts,
)

from gametheory_paradox.certificates import Certificate
from gametheory_paradox.certificates.regions import Region, check_map, paradox_statement
from gametheory_paradox.conditions.proofs.cells import EXACT_SLABS, Cell
from gametheory_paradox.detectors import shrink_certificate
from gametheory_paradox.errors import CertificateRejected

MAY_CHANGE = {"cells", "values", "proof"}
OVER_A_BOX = {**maps(), **paradox_maps(), **propositions()}


def smaller(data):
    """The smaller certificate, which every checker accepts, and which says the same."""
    shrunk = shrink_certificate(Certificate(data))
    found = data_of(shrunk.certificate)
    verified(found)
    other_checker.check(json.dumps(found))
    assert {name: value for name, value in found.items() if name not in MAY_CHANGE} == {
        name: value for name, value in data.items() if name not in MAY_CHANGE
    }
    assert (shrunk.before, shrunk.after) == (size_of(data), size_of(found))
    assert shrunk.after <= shrunk.before
    assert shrink_certificate(shrunk.certificate).certificate == shrunk.certificate
    return found


def size_of(data):
    return len(json.dumps(data, separators=(",", ":"), ensure_ascii=False).encode())


@pytest.mark.sampled
@pytest.mark.parametrize("name", OVER_A_BOX)
def test_what_is_said_about_a_box_stays(name):
    smaller(OVER_A_BOX[name])


def test_proofs_about_one_game_have_nothing_to_spare():
    for data in (
        verdicts()["commitment, strong"],
        verdicts()["alone, strong"],
        paradoxes()["told, strong"],
        splits()["trade"],
    ):
        assert smaller(data) == data


def finer(data):
    """The same map with every cell halved once more along the first axis, where that proves the same."""
    region = Region.read(data)
    claim, exception = paradox_statement(data, region)
    marks = iter(region.cutting)

    def halved(cell):
        mark = next(marks)
        if mark.isdecimal():
            return mark + "".join(halved(half) for half in cell.halves(int(mark)))
        halves = cell.halves(0)
        own = ["?" if "?" in (mark, half.mark) or half.mark == "=" else half.mark for half in halves]
        parts = [half.shares(one, 0)[:2] for half, one in zip(halves, own, strict=True)]
        means = tuple(sum(pair) / 2 for pair in zip(*parts, strict=True))
        same = mark != "=" and means == cell.shares(mark, 0)[:2]
        return "0" + "".join(own) if same else mark

    cutting = halved(Cell.whole(claim, exception, region.box))
    return {**data, "cells": len(cutting) // 2 + 1, "proof": {**data["proof"], "cutting": cutting}}


@pytest.mark.sampled
@pytest.mark.parametrize("name", ["chance", "chance, two", "curved", "quotients", "trade, bounded"])
def test_cells_that_were_cut_for_nothing_are_merged(name):
    data = maps()[name]
    more = finer(finer(data))
    check_map(more)
    assert more["cells"] > data["cells"] or set(data["proof"]["cutting"]) <= {"="}
    assert smaller(more) == smaller(data)


def test_cells_that_stayed_undecided_are_merged():
    data = charted(lottery(), ["x", "y"], "worst", cells=4, mover="B", action="a")
    cut = {**data, "proof": {**data["proof"], "cutting": data["proof"]["cutting"].replace("?", "1?0??")}}
    cut["cells"] = len(cut["proof"]["cutting"]) // 2 + 1
    assert cut["cells"] > data["cells"]
    assert smaller(cut) == smaller(data)


@pytest.mark.slow
def test_shares_that_were_rounded_stay():
    data = charted(curved(), ["x", "y"], "worst", 150, mover="Row", action="a", undecided="1e-5")
    assert sum(mark in "/=" for mark in data["proof"]["cutting"]) > EXACT_SLABS
    smaller(data)


def test_factorizations_and_values_that_nothing_uses_are_dropped():
    data = maps()["chance, two"]
    unused = [[["1", {}], ["-1", {"z": 2}]], [[["1", {}], ["-1", {"z": 1}]], [["1", {}], ["1", {"z": 1}]]]]
    itself = [[whole, [whole]] for whole, _ in data["proof"]["factors"]]  # of several the last counts
    more = {**data, "values": {**data["values"], "z": "3"}}
    more["proof"] = {**data["proof"], "factors": [unused, *itself, *data["proof"]["factors"]]}
    found = smaller(more)
    assert found["values"] == data["values"]
    assert found == smaller(data)
    (used,) = found["proof"]["factors"]
    assert len(used[1]) == 2


def test_what_proves_nothing_is_rejected():
    data = maps()["chance"]
    with pytest.raises(CertificateRejected):
        shrink_certificate(Certificate({**data, "undecided": "1/2"}))


def test_the_sizes_are_shown():
    shrunk = shrink_certificate(Certificate(maps()["chance"]))
    assert [row[1] for row in shrunk.table().rows] == [shrunk.before, shrunk.after]
    assert shrunk.after < shrunk.before
    assert str(shrunk.after) in str(shrunk)
