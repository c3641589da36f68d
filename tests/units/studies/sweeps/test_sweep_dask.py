"""A sweep on a local cluster of real worker processes."""

import os

import pytest
import xarray

import gametheory_paradox as gp
from gametheory_paradox.studies.sweeps import grid as grids

MOVE = {"mover": "Pakistan", "action": "restrict", "at": "after suppress"}


@pytest.mark.slow
@pytest.mark.filterwarnings("default")  # what the cluster itself warns of is not ours
def test_workers_of_a_cluster_find_what_threads_find(monkeypatch, tmp_path):
    from distributed import Client, LocalCluster

    pytest.importorskip("zarr")  # not to be had for every Python
    monkeypatch.setattr(grids, "BLOCK", 200)
    family, grid = gp.load("seed/trade-restriction"), {"r_C": (0, 120, 41), "k": (5, 65, 21)}
    options = {
        "processes": True,
        "threads_per_worker": 1,
        "dashboard_address": None,
        "local_directory": str(tmp_path / "dask"),
    }
    with LocalCluster(n_workers=2, **options) as cluster, Client(cluster) as client:
        pids = client.run(os.getpid).values()
        executor = client.get_executor()
        found = gp.sweep(family, grid, executor=executor, **MOVE)
        kept = gp.sweep(family, grid, executor=executor, store=tmp_path / "a.zarr", **MOVE).load()
    assert os.getpid() not in pids
    assert len(set(pids)) == 2
    alone = gp.sweep(family, grid, **MOVE)
    xarray.testing.assert_identical(found, alone)
    xarray.testing.assert_identical(kept, alone)
