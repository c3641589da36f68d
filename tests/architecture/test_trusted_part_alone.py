"""The trusted part verifies certificates alone: in an interpreter in which nothing is installed."""

import json
import shutil
import subprocess
import sys

import pytest
from architecture.source_tree import NAME, PACKAGE, modules
from architecture.test_layers import SAID, layer_of
from golden.write_certificates import FOLDER
from witnesses.certificates import maps, paradox_maps, paradoxes, verdicts
from witnesses.sampling import steps

VERIFY = """
import sys
sys.path.insert(0, sys.argv[1])
from gametheory_paradox.certificates import read_certificate, verify
from gametheory_paradox.errors import CertificateRejected
for path in sys.argv[2:]:
    try:
        print("accepted", verify(read_certificate(path)).game)
    except CertificateRejected as reason:
        print("rejected", reason)
"""

IMPORT = """
import importlib, pkgutil, sys
sys.path.insert(0, sys.argv[1])
before = set(sys.modules)
import gametheory_paradox
for found in pkgutil.walk_packages(gametheory_paradox.__path__, "gametheory_paradox."):
    importlib.import_module(found.name)
print(*sorted(set(sys.modules) - before))
"""


def trusted():
    """The files of the layers that are said, and those by which Python enters their folders."""
    said = {path for module, path in modules().items() if module and layer_of(module) in SAID}
    folders = {folder for path in said for folder in path.parents if PACKAGE in folder.parents}
    stubs = {stub for folder in folders if (stub := folder / "__init__.pyi").exists()}
    return said | stubs | {folder / "__init__.py" for folder in folders}


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """A folder that holds the trusted part as a package, and nothing else."""
    folder = tmp_path_factory.mktemp("alone")
    (folder / NAME).mkdir()
    (folder / NAME / "__init__.py").touch()
    for path in trusted():
        copy = folder / NAME / path.relative_to(PACKAGE)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    return folder


def run(script, *arguments):
    """The lines that a script prints in an interpreter without site-packages or the user's settings."""
    command = [sys.executable, "-I", "-S", "-c", script, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


def test_in_that_interpreter_nothing_is_installed():
    names = ("flint", "numpy", "sympy", NAME)
    assert run(f"import importlib.util; print(*[n for n in {names} if importlib.util.find_spec(n)])") == [""]


@steps(82)
def test_the_trusted_part_verifies_every_kept_certificate(alone, step):
    paths = sorted(FOLDER.glob("*.json"))[::step]
    assert len(paths) > 160 // step
    games = [json.loads(path.read_text(encoding="utf-8"))["game"]["hash"] for path in paths]
    assert run(VERIFY, alone, *paths) == [f"accepted {game}" for game in games]


@pytest.mark.slow
def test_it_verifies_every_kind_of_certificate_and_refuses_it_changed(alone, tmp_path):
    data = [*verdicts().values(), *paradoxes().values(), *maps().values(), *paradox_maps().values()]
    right, wrong = [], []
    for number, one in enumerate(data):
        for paths, what in ((right, one), (wrong, {**one, "mover": f"{one['mover']}?"})):
            paths.append(tmp_path / f"{number} {len(what['mover'])}.json")
            paths[-1].write_text(json.dumps(what), encoding="utf-8")
    assert run(VERIFY, alone, *right) == [f"accepted {one['game']['hash']}" for one in data]
    assert {line.split()[0] for line in run(VERIFY, alone, *wrong)} == {"rejected"}


def test_it_loads_nothing_but_itself_and_the_standard_library(alone):
    (line,) = run(IMPORT, alone)
    loaded = line.split()
    assert len([name for name in loaded if name.startswith(f"{NAME}.")]) > len(SAID)
    assert {
        name for name in (module.split(".")[0] for module in loaded) if name not in sys.stdlib_module_names
    } == {NAME}
