"""``sweep``: what is counted, what is written, and when the answer stays open."""

import csv

import pytest
import xarray
from units.cli.command_line import AFTER_SUPPRESS, SEED, answer, ask, refused
from witnesses.disks import full

import gametheory_paradox as gp

GRID = ("--grid", "r_C=0:120:13", "--grid", "k=5,15,35/2")
SWEEP = ("sweep", SEED, *GRID)


def python(**more):
    move = {"mover": "Pakistan", "action": "restrict", "at": "after suppress"}
    return gp.sweep(gp.load(SEED), {"r_C": (0, 120, 13), "k": [5, 15, "35/2"]}, **move, **more)


def test_the_points_are_counted():
    data = answer(*SWEEP)
    found = python()
    assert data["kind"] == "sampled grid"
    assert data["points"] == 39
    assert data["dimensions"] == {"r_C": 13, "k": 3}
    assert data["verdict"] == {"absent": 15, "present": 24, "impossible": 0, "undecided": 0}
    assert data["verdict"]["present"] == int((found.verdict == 1).sum())
    assert data["equilibria"] == {"1": 39}
    assert data["settled"] == {"together": 39, "alone": 0, "open": 0}
    assert data["gap"] == [0, 95]


def test_the_move_is_that_of_the_model_or_another():
    assert answer(*SWEEP, *AFTER_SUPPRESS)["verdict"] == answer(*SWEEP)["verdict"]
    other = answer(*SWEEP, "--mover", "Taliban", "--action", "host", "--what", "verdict")
    assert other["verdict"]["impossible"] == 39
    assert "equilibria" not in other
    assert "verdict" not in answer(*SWEEP, "--what", "equilibria,payoffs")


def test_the_table_says_that_it_is_a_sample():
    found = ask(*SWEEP)
    assert found.status == 0
    assert "39 points (13 r_C × 3 k)" in found.out
    assert "a sampled grid: nothing is claimed between its points" in found.out


def test_points_are_written_one_in_a_row(tmp_path):
    answer(*SWEEP, "-o", tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 39
    point = next(row for row in rows if (row["r_C"], row["k"]) == ("120.0", "17.5"))
    here = python().sel(r_C=120, k=17.5)
    assert (point["verdict"], float(point["gap"])) == ("present", float(here.gap))
    assert float(point["payoff_low Pakistan"]) == float(here.payoff_low.sel(player="Pakistan"))


def test_labelled_arrays_are_written(tmp_path):
    answer(*SWEEP, "-o", tmp_path / "a.nc")
    with xarray.open_dataset(tmp_path / "a.nc") as read:
        found = python()
        assert (read.verdict.values == found.verdict.values).all()
        assert read.k.attrs["units"] == "million USD a month"
        assert "nothing is claimed between the points" in read.attrs["comment"]


@pytest.mark.parametrize("name", ["a.csv", "a.nc"])
def test_of_a_file_that_cannot_be_written_nothing_is_left_and_the_points_are_counted_all_the_same(
    tmp_path, monkeypatch, name
):
    monkeypatch.setattr("gametheory_paradox.models.files.documents.os.replace", full)
    found = ask(*SWEEP, "-o", tmp_path / name)
    assert found.status == 2
    assert found.out == ask(*SWEEP).out
    assert found.err.endswith("cannot be written: No space left on device\n")
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_a_store_is_kept_and_gone_on_with(tmp_path):
    pytest.importorskip("zarr")
    store = tmp_path / "a.zarr"
    first = answer(*SWEEP, "--store", store)
    assert first["store"] == str(store)
    assert answer(*SWEEP, "--store", store) == first
    other = refused(*SWEEP, "--store", store, "--quantifier", "best")
    assert "belongs to another sweep, with another request" in other


def test_points_that_stay_open_are_an_open_answer(tmp_path):
    model = "seed/trade-restriction/unseen"
    assert answer("sweep", model, "--grid", "k=1:60:3", "--what", "equilibria", "--pointwise", 1, status=3)[
        "settled"
    ] == {
        "together": 0,
        "alone": 1,
        "open": 2,
    }


@pytest.mark.parametrize("text", ["r_C", "r_C=", "r_C=0:120", "r_C=0:1:2:3"])
def test_a_grid_that_cannot_be_read_is_refused(text):
    assert f"--grid {text!r}: expected NAME=LO:HI:N" in refused("sweep", SEED, "--grid", text)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--grid", "z=0:1:2"), "'z' is not a parameter"),
        (("--grid", "k=0:1000:2"), "k = 0 lies outside the declared range"),
        ((*GRID, "--what", "payoff"), "what= names 'payoff'"),
        ((*GRID, "--set", "k=1"), "'k' varies over the grid"),
        ((*GRID, "--mover", "Pakistan"), "missing: action"),
        ((*GRID, "-o", "a.txt"), "expected a name that ends in .csv or .nc"),
    ],
)
def test_what_makes_no_sense_is_refused(given, said):
    assert said in refused("sweep", SEED, *given)
