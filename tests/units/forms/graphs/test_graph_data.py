"""A graph of states in a certificate: what is written otherwise is refused."""

import json
from copy import deepcopy
from pathlib import Path

import pytest
from laws.tampering import rehashed

from gametheory_paradox.certificates import verify
from gametheory_paradox.errors import CertificateRejected

KEPT = Path(__file__).parents[3] / "golden" / "certificates"


@pytest.fixture
def present():
    return json.loads((KEPT / "graph-present-33.json").read_text("utf-8"))


def refused(data, **fields):
    with pytest.raises(CertificateRejected):
        verify(rehashed({**deepcopy(data), **fields}))


def test_a_graph_is_written_in_one_way(present):
    game = present["game"]
    assert verify(present).verdict == "present"
    moves, (first, *rest) = game["moves"], game["rankings"]
    for players in (["A", "B", "B"], ["A", "B"], ["A", "B", "C", "D"], [], [f"P{k}" for k in range(101)]):
        refused(present, game={**game, "players": players})
    for states in (["s0", "s1"], ["s0", "s1", "s1"], ["s0", "s1", "s2", "s3"], ["s1", "s0", "s2"]):
        refused(present, game={**game, "states": states})
    for own in (
        [["s1", ["s1"]]],
        [["s1", ["s2", "s2"]]],
        [["s1", ["s2", "s0"]]],
        [["s1", ["s2"]], ["s0", []]],
        [["s1", ["s2"]], ["s1", ["s2"]]],
        [["s1", ["s9"]]],
    ):
        refused(present, game={**game, "moves": [own, *moves[1:]]})
    orders = [{**first, "ranks": ranks} for ranks in ([["s1"], ["s0"]], [["s1"], ["s0"], ["s2"], []])]
    orders += [
        {**first, "ranks": ranks} for ranks in ([["s1"], ["s0"], ["s0"]], [["s1"], ["s0"], ["s2", "s2"]])
    ]
    pairs = (
        [[0, 1], [1, 2]],
        [[0, 1], [0, 2], [1, 0], [1, 2]],
        [[0, 0]],
        [[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]],
        [[0, -1]],
        [[1, 2], [0, 1], [0, 2]],
    )
    orders += [{**first, "better": [*better]} for better in pairs]
    for order in orders:
        refused(present, game={**game, "rankings": [order, *rest]})
    for digest in ("", "0" * 64, None):
        with pytest.raises(CertificateRejected):
            verify({**present, "game": {**game, "hash": digest}})
