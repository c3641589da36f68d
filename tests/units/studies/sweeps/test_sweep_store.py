"""A store whose run is stopped at any instant, that belongs to something else, or is broken."""

import errno
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
import xarray
from witnesses.disks import full, read_only

import gametheory_paradox as gp
from gametheory_paradox.errors import InvalidGame, StoreError
from gametheory_paradox.studies.sweeps import grid as grids
from gametheory_paradox.studies.sweeps.store import Store

zarr = pytest.importorskip("zarr")  # not to be had for every Python

MOVE = {"mover": "Pakistan", "action": "restrict", "at": "after suppress"}
GRID = {"r_C": (0, 120, 61), "k": (5, 65, 61)}
FEW = {"r_C": (0, 120, 25), "k": (5, 65, 7)}
SMALL = 64  # points of a block: many blocks, so that a stop meets every stage
FILL = f"""
import sys, xarray, zarr
import gametheory_paradox as gp
from gametheory_paradox.studies.sweeps import grid
grid.BLOCK = {SMALL}
print("ready", flush=True)
gp.sweep(gp.load("seed/trade-restriction"), {GRID}, store=sys.argv[1], **{MOVE})
"""


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch):
    monkeypatch.setattr(grids, "BLOCK", SMALL)


@pytest.fixture(scope="module")
def family():
    return gp.load("seed/trade-restriction")


def swept(family, path=None, grid=FEW, **more):
    return gp.sweep(family, grid, store=path, **{**MOVE, **more})


def files(path):
    """Every file of a store with its content."""
    return {str(p.relative_to(path)): p.read_bytes() for p in sorted(path.rglob("*")) if p.is_file()}


def filling(path):
    """A process that has begun to fill a store."""
    run = subprocess.Popen([sys.executable, "-c", FILL, str(path)], stdout=subprocess.PIPE, text=True)
    assert run.stdout.readline() == "ready\n"
    return run


def test_a_store_holds_what_memory_holds(family, tmp_path):
    found = swept(family, tmp_path / "a.zarr")
    xarray.testing.assert_identical(found.load(), swept(family))
    assert list(found.player.values) == list(family.players)


def done(path):
    """How many blocks of a store are done."""
    return len(list(path.glob("progress/digests/c/*")))


@pytest.mark.slow
def test_a_run_killed_at_random_moments_ends_with_the_same_store(family, tmp_path):
    """Each run is killed a few milliseconds after a few blocks more, the first while it makes the store."""
    whole, killed = tmp_path / "whole.zarr", tmp_path / "killed.zarr"
    swept(family, whole, GRID)
    dice, stages = random.Random(20), []
    for more in (0, 0, 1, *(dice.randint(1, 6) for _ in range(5))):
        wanted, run = done(killed) + more, filling(killed)
        while done(killed) < wanted and run.poll() is None:
            time.sleep(0.001)
        time.sleep(dice.random() / 20)
        run.send_signal(signal.SIGKILL)
        run.wait()
        run.stdout.close()
        stages.append(done(killed))
    assert len(set(stages)) > 3, "the kills came at different stages"
    assert stages[-1] < done(whole), "the last run was killed too"
    swept(family, killed, GRID)
    assert files(killed) == files(whole)


@pytest.mark.parametrize("arrays", range(8))
def test_a_run_stopped_within_any_block_goes_on(family, tmp_path, monkeypatch, arrays):
    """Some arrays of the third block are written, half a file of the next, not that the block is done."""
    whole, stopped = tmp_path / "whole.zarr", tmp_path / "stopped.zarr"
    swept(family, whole)
    write, written = Store.write, []

    def stop(self, number, answers):
        if len(written) < 2:
            written.append(number)
            write(self, number, answers)
            return
        block = self.job.grid.block(number)
        for array in list(self._arrays.values())[:arrays]:
            array[block] = np.ones_like(array[block])
        (stopped / "verdict" / "c" / "half.partial").write_bytes(b"half")
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Store, "write", stop)
        with pytest.raises(KeyboardInterrupt):
            swept(family, stopped)
    assert files(stopped) != files(whole)
    done = []
    monkeypatch.setattr(
        Store, "write", lambda self, number, answers: (done.append(number), write(self, number, answers))
    )
    swept(family, stopped)
    assert files(stopped) == files(whole)
    assert done == [2], "what was done is not done again"


@pytest.mark.parametrize("arrays", [0, 5, 19])
def test_a_full_disk_keeps_what_was_answered(family, tmp_path, monkeypatch, arrays):
    """The disk takes some arrays after the first block, and then none, in the midst of a file."""
    whole, full = tmp_path / "whole.zarr", tmp_path / "full.zarr"
    swept(family, whole)
    write, taken, real = Store.write, [], zarr.Array.__setitem__

    def put(self, key, value):
        if len(taken) > arrays:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(self, key, value)

    def count(self, number, answers):
        monkeypatch.setattr(zarr.Array, "__setitem__", lambda *given: (taken.append(number), put(*given)))
        write(self, number, answers)

    with monkeypatch.context() as patched:
        patched.setattr(Store, "write", count)
        with pytest.raises(StoreError, match=r"full\.zarr' cannot be written: No space left on device;"):
            swept(family, full)
    monkeypatch.setattr(zarr.Array, "__setitem__", real)
    assert files(full) != files(whole)
    swept(family, full)
    assert files(full) == files(whole)


@pytest.mark.slow
def test_that_a_block_is_done_is_written_last(family, tmp_path, monkeypatch):
    written, real = [], zarr.Array.__setitem__

    def note(self, key, value):
        written.append(self.basename)
        real(self, key, value)

    swept(family, tmp_path / "a.zarr", what=["payoffs", "gap"])
    shutil.rmtree(tmp_path / "a.zarr")
    monkeypatch.setattr(zarr.Array, "__setitem__", note)
    swept(family, tmp_path / "a.zarr", what=["payoffs", "gap"])
    blocks = written[written.index("player") + 1 :]
    assert blocks == ["payoff_low", "payoff_high", "gap", "settled", "digests"] * 3


HOLD = """
import fcntl, os, sys
held = os.open(sys.argv[1], os.O_RDWR)
fcntl.lockf(held, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""


@pytest.mark.slow
def test_two_runs_at_once_are_kept_apart(family, tmp_path):
    path = tmp_path / "a.zarr"
    whole = swept(family, path).load()
    command = [sys.executable, "-c", HOLD, str(path / "progress" / "digests" / "lock")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "held\n"
        with pytest.raises(InvalidGame, match="another run is at work on the store"):
            swept(family, path)
        other.kill()
    xarray.testing.assert_identical(swept(family, path).load(), whole)


def test_a_run_stopped_while_the_store_is_made_begins_anew(family, tmp_path):
    half = tmp_path / "a.zarr.new"
    half.mkdir()
    (half / "zarr.json").write_text("{")
    xarray.testing.assert_identical(swept(family, tmp_path / "a.zarr").load(), swept(family))
    assert not half.exists()


@pytest.mark.slow
def test_a_digest_that_was_cut_off_counts_as_none(family, tmp_path):
    path = tmp_path / "a.zarr"
    swept(family, path)
    whole = files(path)
    digest = next(path.rglob("digests/c/1/0"))
    digest.write_bytes(digest.read_bytes()[:7])
    swept(family, path)
    assert files(path) == whole


def test_a_block_in_the_place_of_another_is_no_answer(family, tmp_path):
    path = tmp_path / "a.zarr"
    swept(family, path)
    first = [
        file for file in sorted(path.rglob("*/c/0*")) for file in [file, *file.rglob("*")] if file.is_file()
    ]
    moved = 0
    for file in first:
        place = list(file.relative_to(path).parts)
        place[place.index("c") + 1] = "1"
        other = path.joinpath(*place)
        if other.exists():
            other.write_bytes(file.read_bytes())
            moved += 1
    assert moved > 1
    with pytest.raises(InvalidGame, match="is damaged: block 1 is not what was written"):
        swept(family, path)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"grid": {**FEW, "k": (5, 65, 8)}}, "another grid"),
        ({"values": {"c": 30}}, "another grid"),
        ({"quantifier": "best"}, "another request"),
        ({"what": ["gap"]}, "another request"),
        ({"pointwise": 7}, "another request"),
    ],
)
def test_the_store_of_another_sweep_is_refused(family, tmp_path, change, said):
    path = tmp_path / "a.zarr"
    swept(family, path)
    whole = files(path)
    with pytest.raises(InvalidGame, match=f"belongs to another sweep, with {said}"):
        swept(family, path, **change)
    assert files(path) == whole


def test_the_store_of_another_family_is_refused(family, tmp_path):
    path = tmp_path / "a.zarr"
    swept(family, path)
    with pytest.raises(InvalidGame, match="belongs to another sweep, with another family"):
        swept(replace(family, form=family.form.map(lambda payoff: payoff + payoff)), path)


@pytest.mark.parametrize(
    "content", [None, "nothing", "{}", json.dumps({"zarr_format": 3, "node_type": "group", "attributes": {}})]
)
def test_a_folder_that_is_no_store_is_refused(family, tmp_path, content):
    path = tmp_path / "a.zarr"
    path.mkdir()
    if content is not None:
        (path / "zarr.json").write_text(content)
    with pytest.raises(InvalidGame, match="is not the store of a sweep, or is damaged"):
        swept(family, path)
    assert list(path.iterdir()) == ([path / "zarr.json"] if content else [])


def _cut(path):
    chunk = next(p for p in path.rglob("payoff_low/c/*/*/*"))
    chunk.write_bytes(chunk.read_bytes()[:20])


def _change(path):
    chunks = sorted(path.rglob("payoff_low/c/*/*/*"))
    chunks[0].write_bytes(chunks[1].read_bytes())


def _lose(path):
    next(path.rglob("payoff_low/c/*/*/*")).unlink()


def _lose_an_array(path):
    shutil.rmtree(path / "gap")


def _lose_the_name_of_an_array(path):
    (path / "gap" / "zarr.json").unlink()


@pytest.mark.parametrize("harm", [_cut, _change, _lose, _lose_an_array, _lose_the_name_of_an_array])
def test_a_damaged_store_is_refused(family, tmp_path, harm):
    path = tmp_path / "a.zarr"
    swept(family, path)
    harm(path)
    with pytest.raises(InvalidGame, match=r"the store '.*a\.zarr' is damaged: .*; remove it and begin anew$"):
        swept(family, path)


def test_a_place_that_cannot_be_written_is_told(family, tmp_path):
    with pytest.raises(InvalidGame, match="there is no folder"):
        swept(family, tmp_path / "none" / "a.zarr")


PLAIN = {"r_C": (0, 120, 9)}


@pytest.mark.parametrize("count", [5, pytest.param(250, marks=pytest.mark.slow)])
@pytest.mark.parametrize("harm", ["a byte is another", "the file is cut off", "the file is another's"])
def test_whatever_is_damaged_is_told_or_made_good(family, tmp_path, harm, count):
    """In every file of a store, labels and lists of arrays included; the lock alone holds nothing."""
    whole, dice, seen = swept(family, tmp_path / "whole", PLAIN).load(), random.Random(harm), Counter()
    path, before = tmp_path / "a", files(tmp_path / "whole")
    names = [name for name in before if not name.endswith("lock")]
    assert len(names) > 15
    for number in range(count):
        shutil.rmtree(path, ignore_errors=True)
        shutil.copytree(tmp_path / "whole", path)
        name = names[number % len(names)] if count > len(names) else dice.choice(names)
        content = bytearray(before[name])
        place = dice.randrange(len(content))
        if harm == "a byte is another":
            content[place] ^= 1 << dice.randrange(8)
        elif harm == "the file is cut off":
            content = content[:place]
        else:
            content = before[dice.choice(names)]
        (path / name).write_bytes(content)
        try:
            found = swept(family, path, PLAIN).load()
        except InvalidGame:
            seen["told"] += 1
            continue
        xarray.testing.assert_identical(found, whole)
        seen["made good"] += 1
    assert seen["told"] > count / 4
    assert seen["told"] + seen["made good"] == count


@pytest.mark.parametrize("folder", [True, False])
def test_what_is_not_its_own_is_not_removed_when_a_store_is_made(family, tmp_path, folder):
    mine = tmp_path / "a.zarr.new"
    if folder:
        mine.mkdir()
    note = mine / "note.txt" if folder else mine
    note.write_text("mine")
    with pytest.raises(InvalidGame, match=r"a\.zarr\.new' is in the way, and is no store that was begun"):
        swept(family, tmp_path / "a.zarr")
    assert note.read_text() == "mine"
    assert not (tmp_path / "a.zarr").exists()


def test_a_disk_that_is_full_from_the_beginning_is_left_as_it_was(family, tmp_path, monkeypatch):
    monkeypatch.setattr(zarr.Array, "__setitem__", full)
    with pytest.raises(InvalidGame, match=r"a\.zarr' cannot be written: No space left on device"):
        swept(family, tmp_path / "a.zarr")
    assert list(tmp_path.iterdir()) == []


def test_a_store_on_a_disk_that_cannot_be_written_keeps_what_it_has(family, tmp_path):
    path = tmp_path / "a.zarr"
    swept(family, path)
    before = files(path)

    wanted = "cannot be written: Read-only file system; what was answered"
    with read_only(path), pytest.raises(StoreError, match=wanted):
        swept(family, path)
    assert files(path) == before


def test_a_name_that_no_file_can_have_is_told(family, tmp_path):
    with pytest.raises(InvalidGame, match="cannot be written: File name too long"):
        swept(family, tmp_path / ("n" * 300))
