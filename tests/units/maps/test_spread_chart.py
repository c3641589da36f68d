"""A chart that many hands cut is the chart that one process cuts, whoever they are."""

import json
import os
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from importlib import import_module
from multiprocessing import get_context

import pytest
from oracles import other_checker
from witnesses.curved_maps import ASK, ONE, OVER, TWO, Hands, curved
from witnesses.sampling import slowly

from gametheory_paradox.certificates import verify
from gametheory_paradox.detectors import cutting
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.maps import chart

waves = import_module("gametheory_paradox.maps.spreading.spread")


@pytest.fixture(params=[(8, 3, 2.0), slowly((60, 64, 8.0))], ids=["many small waves", "few large waves"])
def _early(request, monkeypatch):
    """The work is shared out early, so that small maps take part."""
    for name, value in zip(("FIRST", "AT_ONCE", "GROWTH"), request.param, strict=True):
        monkeypatch.setattr(waves, name, value)


def charted(condition=ONE, **more):
    return chart(curved(condition), over=list(OVER), **{"undecided": "1/100", "budget": None, **ASK, **more})


def written(found):
    return json.dumps(found.certificate.to_data())


@pytest.mark.parametrize(
    ("condition", "more"),
    [
        (ONE, {}),
        slowly(ONE, {"undecided": "1/300"}),
        slowly(TWO, {"undecided": "1/20"}),
        slowly(ONE, {"undecided": 0, "cells": 203}),
        (ONE, {"cells": 64}),
        # Symmetric: many cells have the same undecided share.
        ("x*x + y*y + z*z - 1/2", {"undecided": "1/40"}),
        ("x - y", {}),  # one cell
    ],
)
@pytest.mark.usefixtures("_early")
def test_the_map_is_the_same_byte_for_byte(condition, more):
    hands, alone = Hands(), charted(condition, **more)
    found = charted(condition, executor=hands, **more)
    assert written(found) == written(alone)
    assert (found.finished, found.share) == (alone.finished, alone.share)
    assert len(hands.tasks) > 3 or alone.cells == 1, "others took part"


@pytest.mark.slow
@pytest.mark.parametrize("faces", [40, slowly(400)])
@pytest.mark.usefixtures("_early")
def test_a_limit_that_all_cells_share_is_kept_in_the_one_order(monkeypatch, faces):
    """Cells of several polynomials are measured while the faces suffice, which others cannot know."""
    monkeypatch.setattr(cutting, "MOST_FACES_IN_ALL", faces)
    alone = charted(TWO, undecided="1/15")
    assert written(charted(TWO, undecided="1/15", executor=Hands())) == written(alone)
    monkeypatch.undo()
    unlimited = charted(TWO, undecided="1/15")
    measured = [found.certificate.data["proof"]["cutting"].count("=") for found in (alone, unlimited)]
    assert 0 <= measured[0] < measured[1], "the limit was met"


@pytest.mark.slow
@pytest.mark.usefixtures("_early")
def test_what_others_do_is_little_more_than_what_is_needed():
    hands = Hands()
    found = charted(ONE, undecided="1/300", executor=hands)
    given = sum(part.outline.count("o") for (part,) in hands.tasks)
    assert given < found.cells
    assert max(part.outline.count("o") for (part,) in hands.tasks) <= waves.AT_ONCE


@pytest.mark.usefixtures("_early")
@pytest.mark.parametrize("undecided", ["1/5", slowly("1/15")])
def test_both_checkers_accept_what_many_cut(undecided):
    found = charted(TWO, undecided=undecided, executor=Hands())
    assert verify(found.certificate).kind == "map"
    other_checker.check(written(found))
    assert len(list(found)) == found.cells


@pytest.mark.slow
@pytest.mark.usefixtures("_early")
def test_when_the_time_is_up_the_map_holds_what_is_known():
    """Of those who work some never answer."""
    started = time.monotonic()
    found = charted(ONE, undecided="1/300", executor=Hands(most=12), budget=1.0)
    assert time.monotonic() - started < 20
    assert not found.finished
    assert waves.FIRST < found.cells < charted(ONE, undecided="1/300").cells
    verify(found.certificate)


def test_without_time_nothing_is_asked_of_others():
    hands = Hands()
    found = charted(ONE, executor=hands, budget=0)
    assert not found.finished
    assert not hands.tasks
    verify(found.certificate)


@pytest.mark.slow
@pytest.mark.usefixtures("_early")
def test_threads_will_do():
    with ThreadPoolExecutor(2) as pool:
        assert written(charted(ONE, executor=pool)) == written(charted(ONE))


@pytest.mark.slow
def test_the_number_of_workers_changes_nothing():
    alone = written(charted(TWO, undecided="1/200"))
    for workers in (1, 2, 4):
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            assert written(charted(TWO, undecided="1/200", executor=pool)) == alone
    assert written(charted(TWO, undecided="1/200", workers=2)) == alone


@pytest.mark.slow
@pytest.mark.filterwarnings("default")  # what the cluster itself warns of is not ours
def test_workers_of_a_cluster_find_what_one_process_finds(tmp_path):
    from distributed import Client, LocalCluster

    options = {
        "processes": True,
        "threads_per_worker": 1,
        "dashboard_address": None,
        "local_directory": str(tmp_path / "dask"),
    }
    with LocalCluster(n_workers=2, **options) as cluster, Client(cluster) as client:
        pids = set(client.run(os.getpid).values())
        found = charted(TWO, executor=client.get_executor())
        kept = charted(TWO, executor=client, store=tmp_path / "kept")
    assert len(pids - {os.getpid()}) == 2
    assert written(found) == written(kept) == written(charted(TWO))
    assert len(list((tmp_path / "kept").glob("*.part"))) > 100


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"workers": 0}, "workers: expected a number of processes, 1 or more; got 0"),
        ({"workers": True}, "workers: expected a number of processes, 1 or more; got True"),
        ({"workers": 2.0}, "workers: expected a number of processes, 1 or more; got 2.0"),
        (
            {"workers": 2, "executor": Hands()},
            "give either workers= or executor=, which says who works instead",
        ),
        (
            {"executor": 4},
            r"executor= has a submit\(\) like that of concurrent.futures.ProcessPoolExecutor; got 4",
        ),
    ],
)
def test_who_cannot_work_is_told(more, said):
    with pytest.raises(InvalidGame, match=said):
        charted("x - y", **more)
