"""Modules that are loaded, and that are not yet: counted, since seconds depend on the machine."""

import json
import subprocess
import sys

import pytest

SLOW = {"matplotlib", "sympy", "scipy", "numba", "nashpy", "hypothesis", "xarray", "pandas", "IPython"}
MOST_MODULES = 110  # that reading a model may import
SHOW = "import sys, json; print(json.dumps(sorted({name.split('.')[0] for name in sys.modules})))"
USE = """
import gametheory_paradox as gp
family = gp.load("seed/trade-restriction")
move = dict(mover="Pakistan", action="restrict", at="after suppress")
gp.verify(gp.detect(family, **move).certificate)
gp.thresholds(family, **move)
gp.chart(family, over=["c"], **move)
"""


def loaded_after(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{SHOW}"], capture_output=True, text=True, check=True, timeout=60
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_importing_the_package_loads_nothing_but_the_standard_library():
    ours = loaded_after("import gametheory_paradox") - loaded_after("")
    assert {name for name in ours if name not in sys.stdlib_module_names} == {"gametheory_paradox"}


def test_the_table_of_concepts_loads_no_room_of_theirs():
    listed = "from gametheory_paradox.concepts import CONCEPTS; print(len(CONCEPTS))"
    assert not loaded_after(listed) & {"numpy", "flint", *SLOW}


def test_loading_a_model_of_the_catalog_imports_few_modules_of_ours():
    code = """
import sys
import gametheory_paradox as gp
gp.load("seed/whole")
print(sum(name.split(".")[0] == "gametheory_paradox" for name in sys.modules))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert 10 < int(done.stdout) <= MOST_MODULES


def test_solving_loads_no_certificate():
    code = """
import sys
import gametheory_paradox as gp
gp.solve([[1, 0], [0, 1]], [[0, 1], [1, 0]])
print([name for name in sys.modules if name.startswith("gametheory_paradox.certificates")])
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "[]\n"


def test_importing_every_name_of_the_front_door_loads_nothing_slow():
    assert loaded_after("from gametheory_paradox import *") & SLOW == set()


def test_solving_proving_and_charting_load_nothing_slow():
    assert loaded_after(USE) & SLOW == set()


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["chart", "--help"]])
def test_help_loads_no_solver(arguments):
    code = f"""
from gametheory_paradox.cli import main
try:
    main({arguments!r})
except SystemExit as stop:
    assert stop.code == 0
"""
    names = loaded_after(code)
    assert names & (SLOW | {"flint", "numpy", "yaml"}) == set()
    assert "typer" in names


def test_help_loads_no_folder_of_the_package_but_the_command_line():
    code = """
import sys
from gametheory_paradox.cli import main
try:
    main(["--help"])
except SystemExit:
    pass
print(sorted(name for name in sys.modules if name.startswith("gametheory_paradox.")))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    folders = {name.split(".")[1] for name in eval(done.stdout.splitlines()[-1])}
    assert folders == {"cli", "errors", "first_use", "rationals", "table"}
