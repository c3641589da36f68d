"""A chart stopped at any instant goes on where it stopped; a store of something else, or a broken one."""

import errno
import json
import os
import random
import signal
import subprocess
import sys
import time
from importlib import import_module

import pytest
from witnesses.curved_maps import ASK, ONE, OVER, TWO, Hands, curved
from witnesses.disks import read_only

from gametheory_paradox.errors import InvalidGame, StoreError
from gametheory_paradox.maps import chart
from gametheory_paradox.maps.spreading.spread import KeptParts

waves = import_module("gametheory_paradox.maps.spreading.spread")


@pytest.fixture(autouse=True)
def _early(monkeypatch):
    monkeypatch.setattr(waves, "FIRST", 32)
    monkeypatch.setattr(waves, "AT_ONCE", 8)


def charted(path=None, condition=ONE, **more):
    return chart(
        curved(condition),
        **{"over": list(OVER), "undecided": "1/100", "budget": None, "store": path, **ASK, **more},
    )


def written(found):
    return json.dumps(found.certificate.to_data())


def files(path):
    """Every file of a store with its content."""
    return {file.name: file.read_bytes() for file in sorted(path.iterdir())}


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The store of a run that was not stopped."""
    path = tmp_path_factory.mktemp("stores") / "whole"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(waves, "FIRST", 32)
        patched.setattr(waves, "AT_ONCE", 8)
        assert written(charted(path)) == written(charted())
    assert len(files(path)) > 20
    return files(path)


@pytest.mark.slow
def test_who_works_does_not_change_the_store(whole, tmp_path):
    found = charted(tmp_path / "a", executor=Hands())
    assert written(found) == written(charted())
    assert files(tmp_path / "a") == whole


@pytest.mark.slow
@pytest.mark.parametrize("done", [0, 1, 7, 25])
def test_a_stopped_run_goes_on_and_does_nothing_twice(whole, tmp_path, monkeypatch, done):
    put, puts = KeptParts.put, []

    def stop(self, part, answer):
        if len(puts) == done:
            (self.path / "0123.part.partial").write_text("half")
            raise KeyboardInterrupt
        puts.append(part)
        put(self, part, answer)

    with monkeypatch.context() as patched:
        patched.setattr(KeptParts, "put", stop)
        with pytest.raises(KeyboardInterrupt):
            charted(tmp_path / "a")
    hands = Hands()
    assert written(charted(tmp_path / "a", executor=hands)) == written(charted())
    assert files(tmp_path / "a") == whole
    assert len(hands.tasks) + done == len(whole) - 2, (
        "all files but what the store says of itself and the lock"
    )


@pytest.mark.slow
@pytest.mark.parametrize("done", [0, 7])
def test_a_full_disk_keeps_what_was_answered(whole, tmp_path, monkeypatch, done):
    write, writes = KeptParts._write, []

    def fill(self, name, text):
        if name.endswith(".part"):
            if len(writes) == done:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            writes.append(name)
        write(self, name, text)

    with monkeypatch.context() as patched:
        patched.setattr(KeptParts, "_write", fill)
        with pytest.raises(StoreError, match="cannot be written: No space left on device; what was answered"):
            charted(tmp_path / "a")
    hands = Hands()
    assert written(charted(tmp_path / "a", executor=hands)) == written(charted())
    assert len(hands.tasks) + done == len(whole) - 2
    assert files(tmp_path / "a") == whole


@pytest.mark.slow
def test_a_finished_chart_is_read_and_not_cut_again(tmp_path):
    charted(tmp_path / "a")
    hands = Hands()
    assert written(charted(tmp_path / "a", executor=hands)) == written(charted())
    assert not hands.tasks


@pytest.mark.slow
def test_what_the_time_did_not_suffice_for_is_not_kept(whole, tmp_path):
    hands = Hands(most=9)
    assert not charted(tmp_path / "a", executor=hands, budget=1.0).finished
    assert len(files(tmp_path / "a")) == 9 + 2
    assert charted(tmp_path / "a").finished
    assert files(tmp_path / "a") == whole


@pytest.mark.parametrize(
    "harm",
    [
        lambda b: b[: len(b) // 2],
        lambda b: b"",
        lambda b: b[:-1] + (b"1" if b.endswith(b"0") else b"0"),
        lambda b: b"\xff" + b,
    ],
)
def test_a_part_that_is_not_what_was_written_is_cut_again(whole, tmp_path, harm):
    charted(tmp_path / "a")
    broken = sorted((tmp_path / "a").glob("*.part"))[3]
    broken.write_bytes(harm(broken.read_bytes()))
    hands = Hands()
    assert written(charted(tmp_path / "a", executor=hands)) == written(charted())
    assert len(hands.tasks) == 1
    assert files(tmp_path / "a") == whole


def test_a_part_under_the_name_of_another_is_cut_again(whole, tmp_path):
    charted(tmp_path / "a")
    right, other, *_ = sorted((tmp_path / "a").glob("*.part"))
    assert right.read_bytes() != other.read_bytes()
    right.write_bytes(other.read_bytes())
    hands = Hands()
    assert written(charted(tmp_path / "a", executor=hands)) == written(charted())
    assert len(hands.tasks) == 1
    assert files(tmp_path / "a") == whole


def test_a_part_of_another_chart_is_cut_again(tmp_path):
    """Parts of the same place are named alike in both stores."""
    charted(tmp_path / "a")
    charted(tmp_path / "b", quantifier="worst")
    before = files(tmp_path / "a")
    alike = [name for name in files(tmp_path / "b") if name.endswith(".part") and name in before]
    assert alike
    for name in alike:
        (tmp_path / "a" / name).write_bytes((tmp_path / "b" / name).read_bytes())
    hands = Hands()
    assert written(charted(tmp_path / "a", executor=hands)) == written(charted())
    assert len(hands.tasks) == len(alike)
    assert files(tmp_path / "a") == before


@pytest.mark.parametrize(
    ("more", "other"),
    [
        ({"condition": TWO}, "family"),
        ({"quantifier": "worst"}, "question"),
        ({"least": "1/10"}, "question"),
        ({"box": {"x": (0, "1/2")}}, "box"),
        ({"over": ["y", "x", "z"]}, "box"),
        ({"over": ["x", "y"]}, "box and another values"),
        ({"over": ["x", "y"], "values": {"z": "1/2"}}, "box and another values"),
        ({"undecided": "1/101"}, "undecided"),
    ],
)
def test_the_store_of_another_chart_is_refused(tmp_path, more, other):
    charted(tmp_path / "a", undecided="1/10")
    before = files(tmp_path / "a")
    with pytest.raises(
        InvalidGame, match=f"belongs to another chart, with another {other}; give another path"
    ):
        charted(tmp_path / "a", **{"undecided": "1/10", **more})
    assert files(tmp_path / "a") == before


def test_what_is_no_store_is_refused(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(InvalidGame, match="is a file; give the name of a folder"):
        charted(tmp_path / "file")
    for name, content in (
        ("zarr.json", "{}"),
        ("chart.json", "{"),
        ("chart.json", "[]"),
        ("chart.json", '{"format": "x"}'),
    ):
        folder = tmp_path / f"with {len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        (folder / name).write_text(content)
        with pytest.raises(
            InvalidGame, match="is not the store of a chart, or is damaged; give another path"
        ):
            charted(folder)
        assert [file.name for file in folder.iterdir()] == [name]
    with pytest.raises(InvalidGame, match="cannot be written: there is no folder"):
        charted(tmp_path / "none" / "a")


def test_a_store_in_another_format_is_refused_and_left_as_it_is(tmp_path):
    charted(tmp_path / "a")
    about = tmp_path / "a" / "chart.json"
    about.write_text(json.dumps({**json.loads(about.read_text()), "format": "gametheory-paradox chart 3"}))
    before = files(tmp_path / "a")
    with pytest.raises(InvalidGame, match="is the store of a chart in another format; give another path"):
        charted(tmp_path / "a")
    assert files(tmp_path / "a") == before


def test_a_store_that_was_being_made_is_made(whole, tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "lock").write_text("")
    (tmp_path / "a" / "chart.json.partial").write_text("{")
    charted(tmp_path / "a")
    assert files(tmp_path / "a") == whole


HOLD = """
import fcntl, os, sys
held = os.open(sys.argv[1], os.O_RDWR)
fcntl.lockf(held, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""


def test_two_runs_at_once_are_kept_apart(tmp_path):
    path = tmp_path / "a"
    charted(path, undecided="1/10")
    command = [sys.executable, "-c", HOLD, str(path / "lock")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "held\n"
        with pytest.raises(InvalidGame, match="another run is at work on the store"):
            charted(path, undecided="1/10")
        other.kill()
    charted(path, undecided="1/10")


CUT = f"""
import sys
from importlib import import_module
from witnesses.curved_maps import ASK, TWO, curved
from gametheory_paradox.maps import chart
waves = import_module("gametheory_paradox.maps.spreading.spread")
waves.FIRST, waves.AT_ONCE = 32, 8
if __name__ == "__main__":
    print("ready", flush=True)
    chart(
        curved(TWO), over={list(OVER)}, undecided="1/150", budget=None, store=sys.argv[1],
        workers=int(sys.argv[2]), **ASK,
    )
"""


def _here():
    """The environment in which a process finds what this one finds."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_killed_at_random_moments_ends_with_the_same_map(tmp_path, workers):
    """Each run is killed a few milliseconds after some parts more, the first while it makes the store."""
    script, killed = tmp_path / "cut.py", tmp_path / "killed"
    script.write_text(CUT)
    dice, stages = random.Random(6), []

    def done():
        return len(list(killed.glob("*.part")))

    for more in (0, 0, 1, *(dice.randint(1, 25) for _ in range(4))):
        command = [sys.executable, str(script), str(killed), str(workers)]
        run = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=_here())
        assert run.stdout.readline() == "ready\n"
        wanted = done() + more
        while done() < wanted and run.poll() is None:
            time.sleep(0.001)
        time.sleep(dice.random() / 20)
        run.send_signal(signal.SIGKILL)
        run.communicate(timeout=60)  # until those who worked for it, who share its output, have ended too
        stages.append(done())
    assert len(set(stages)) > 3, "the kills came at different stages"
    unkilled = charted(tmp_path / "whole", condition=TWO, undecided="1/150")
    assert stages[-1] < len(list((tmp_path / "whole").glob("*.part"))), "the last run was killed too"
    hands = Hands()
    assert written(charted(killed, condition=TWO, undecided="1/150", executor=hands)) == written(unkilled)
    assert len(hands.tasks) == len(list((tmp_path / "whole").glob("*.part"))) - stages[-1]
    assert files(killed) == files(tmp_path / "whole")


@pytest.mark.parametrize("made", [True, False])
def test_a_disk_that_cannot_be_written_keeps_what_it_has(tmp_path, made):
    path = tmp_path / "a"
    if made:
        charted(path, undecided="1/10")
        before = files(path)

    wanted = "cannot be written: Read-only file system; what was answered"
    with read_only(path), pytest.raises(StoreError, match=wanted):
        charted(path, undecided="1/10")
    assert not made or files(path) == before


def test_a_name_that_no_file_can_have_is_told(tmp_path):
    with pytest.raises(InvalidGame, match="cannot be written: File name too long"):
        charted(tmp_path / ("n" * 300))
