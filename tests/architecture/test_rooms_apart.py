"""Rooms that may be taken out: without each of them, the rest imports, and offers what it offered."""

import ast
import shutil
import subprocess
import sys

import pytest
from architecture.source_tree import NAME, PACKAGE, ROOT, modules, offered_by

APART = {
    "the essay": ("essay",),
    "sweeps": ("studies.sweeps",),
    "falsification, and Hypothesis with it": ("studies.falsification", "testing"),
    "batches, and sweeps, which solve tables by them": (
        *("batches", "kernels.batch", "studies.sweeps"),
        "forms.solvers.compile_ahead",
    ),
    "the widget": ("views.pages.widget",),
}
IMPORT = """
import importlib, pkgutil, sys
sys.path.insert(0, sys.argv[1])
import gametheory_paradox as gp
for found in pkgutil.walk_packages(gp.__path__, "gametheory_paradox."):
    if not found.name.endswith("__main__"):
        room = importlib.import_module(found.name)
        for name in getattr(room, "__all__", ()):
            getattr(room, name)
asked = {"mover": "Pakistan", "action": "restrict", "at": "after suppress"}
print(gp.detect("seed/trade-restriction", **asked).name)
"""
ANSWER = "absent"  # at the baseline of that game


def is_in(module, places):
    return any(module == place or module.startswith(f"{place}.") for place in places)


def home_of(room, name):
    """The module that holds what a room offers, through other rooms that offer it."""
    home = offered_by(room)[name].removeprefix(NAME).removeprefix(".")
    if home == room:  # a room within this one
        return f"{room}.{name}".removeprefix(".")
    return home_of(home, name) if name in offered_by(home) else home


def without(places, folder):
    """A copy of the package without some modules, and without what stubs offered from them."""
    package = folder / NAME
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    for place in places:
        path = package.joinpath(*place.split("."))
        shutil.rmtree(path) if path.is_dir() else path.with_suffix(".py").unlink()
    for room in modules():
        stub = package.joinpath(*filter(None, room.split(".")), "__init__.pyi")
        if stub.exists():
            lines = stub.read_text(encoding="utf-8").splitlines()
            gone = {name for name in offered_by(room) if is_in(home_of(room, name), places)}
            kept = [line for line in lines if not gone & names_in(line)]
            stub.write_text("\n".join([*kept, ""]), encoding="utf-8")
    return folder


def names_in(line):
    return {alias.name for node in ast.parse(line).body if hasattr(node, "names") for alias in node.names}


@pytest.mark.parametrize("places", APART.values(), ids=APART)
def test_without_a_room_the_rest_imports_and_answers(places, tmp_path):
    left = without(places, tmp_path)
    command = [sys.executable, "-c", IMPORT, str(left)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path, timeout=120)
    assert (done.stdout.split(), done.stderr) == ([ANSWER], "")


@pytest.mark.slow
@pytest.mark.parametrize("places", APART.values(), ids=APART)
def test_without_a_room_the_rest_has_its_types(places, tmp_path):
    """All but the command line, a skin over the whole front door."""
    left = without((*places, "cli", "__main__"), tmp_path)
    shutil.copy(ROOT / "pyproject.toml", left)
    command = [sys.executable, "-m", "mypy", "--cache-dir", str(tmp_path / "cache")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=left, timeout=600)
    assert done.returncode == 0, done.stdout


def test_a_room_that_others_need_is_not_apart(tmp_path):
    left = without(("maps",), tmp_path)
    command = [sys.executable, "-c", IMPORT, str(left)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path, timeout=120)
    assert "gametheory_paradox.maps" in done.stderr
