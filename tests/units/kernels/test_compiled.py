"""The loader: when compiled code pays, where it is kept, and that processes find it wherever that is."""

import os
import shutil
import subprocess
import sys
import time
from math import prod
from pathlib import Path
from types import SimpleNamespace

import pytest
from witnesses.kernels import KERNELS, patient
from witnesses.many_players import table_of

import gametheory_paradox
from gametheory_paradox.forms.solvers import compile_ahead, solve
from gametheory_paradox.kernels import compiled, compiler
from gametheory_paradox.kernels.compiled import (
    CELLS,
    LOADING,
    SOLVING,
    VERTICES,
    Kernel,
    discard_outdated,
    kept_files,
)

NOWHERE = Kernel("no_such_module", "nothing", 14.0)


@pytest.fixture(params=[True, False], ids=["on disk", "not on disk"])
def on_disk(request, monkeypatch):
    monkeypatch.setattr(Kernel, "_is_on_disk", lambda kernel: request.param)
    return request.param


def test_every_kernel_names_a_function_that_is_kept():
    assert len(KERNELS) == 4
    for kernel in KERNELS:
        assert getattr(kernel._imported(), kernel.entry).stats.cache_path


def test_what_is_compiled_ahead_is_everything(monkeypatch):
    for kernel in KERNELS:
        patient(monkeypatch, kernel)
    for part in compile_ahead.PARTS:
        part()
    for kernel in KERNELS:
        assert any(kept_files(getattr(kernel.code, kernel.entry))), kernel
    assert any(kept_files(SOLVING.code.exact_vertices)), "which only games with near ties need"


def test_loading_pays_once_plain_work_has_cost_as_much(on_disk):
    kernel = Kernel("any", "thing", 14.0)
    assert not kernel.pays()
    assert kernel.patience(None) == LOADING
    kernel.spent = LOADING
    assert kernel.pays() == on_disk
    assert kernel.patience(None) == pytest.approx(0 if on_disk else 14 - LOADING)
    kernel.spent = 14.0
    assert kernel.pays()


def test_loading_pays_for_work_that_lies_ahead(on_disk):
    kernel = Kernel("any", "thing", 10.0, spent=0.4)
    assert not kernel.pays(0.2)
    assert kernel.pays(5.0) == on_disk
    assert kernel.pays(9.7)


def test_nobody_asks_the_compiler_before_plain_work_has_cost_as_much_as_loading_it(monkeypatch):
    monkeypatch.setattr(Kernel, "_is_on_disk", lambda kernel: pytest.fail("the compiler was asked"))
    assert Kernel("any", "thing", 14.0, spent=0.9 * LOADING).cost() == LOADING


def test_there_is_no_patience_where_the_time_left_is_too_short_for_loading(on_disk):
    kernel = Kernel("any", "thing", 14.0, spent=LOADING)
    assert kernel.patience(27.9) == (0 if on_disk else None)
    assert kernel.patience(28.1) is not None


def test_loading_does_not_pay_where_it_takes_more_than_twice_the_time_left(on_disk):
    kernel = Kernel("any", "thing", 14.0, spent=20.0)
    assert kernel.pays()
    assert kernel.pays(left=7.1)
    assert kernel.pays(left=6.9) == on_disk
    assert not kernel.pays(left=0.1)
    assert kernel.patience(0.1) is None  # so plain work has all of it


@pytest.mark.parametrize(
    ("kernel", "method", "shape"),
    [
        (VERTICES, "vertex_enumeration", (3, 3)),
        (CELLS, "cell_enumeration", (2, 2, 2)),
    ],
)
@pytest.mark.parametrize("budget", [0.5, None])
def test_a_short_budget_waits_for_no_compiler(monkeypatch, kernel, method, shape, budget):
    patient(monkeypatch, kernel)
    monkeypatch.setattr(kernel, "spent", 100.0)  # by other games
    monkeypatch.setattr(Kernel, "_is_on_disk", lambda kernel: False)
    asked = []
    monkeypatch.setattr(Kernel, "load", lambda own: asked.append(own))
    numbers = [7 * n * n % 23 for n in range(prod(shape) * len(shape))]
    found = solve(table_of(shape, numbers), method=method, budget=budget)
    assert len(found.profiles) + len(found.boxes) > 0
    assert bool(asked) == (budget is None)


def test_loading_costs_nothing_once_it_is_done(monkeypatch):
    patient(monkeypatch, VERTICES)
    assert VERTICES.cost() > 0
    assert VERTICES.load() is VERTICES.load()
    assert VERTICES.cost() == 0
    assert VERTICES.pays()


def test_plain_work_is_counted_though_it_is_cut_short():
    kernel = Kernel("any", "thing", 1.0)
    with kernel.timed():
        time.sleep(0.01)
    with pytest.raises(KeyError), kernel.timed():
        {}[time.sleep(0.01)]
    assert 0.02 <= kernel.spent < 1


def test_without_a_compiler_nothing_is_loaded_and_plain_work_goes_on():
    assert NOWHERE.load() is None
    assert Kernel("no_such_module", "nothing", 14.0, spent=13.0).cost() == 14.0


def test_where_nothing_can_be_kept_on_disk_functions_are_compiled_all_the_same(monkeypatch):
    compile_now = compiler.numba.njit

    def compile_without_folder(function, cache=False, **options):
        if cache:
            raise RuntimeError("no locator available for file")
        return compile_now(function, **options)

    monkeypatch.setattr(compiler.numba, "njit", compile_without_folder)
    function = compiler.kept(lambda x: x + 1)
    assert function(3) == 4
    assert list(kept_files(function)) == []


def kept_function(folder):
    """Stands for a function of a module ``any.search`` that is kept in a folder."""

    def search():
        """Stands for the function itself."""

    search.__module__ = "any.search"
    return SimpleNamespace(stats=SimpleNamespace(cache_path=str(folder)), py_func=search)


def test_what_was_compiled_from_other_code_is_discarded(tmp_path, monkeypatch):
    monkeypatch.setattr(compiled, "getfile", lambda kind: compiled.__file__)
    names = ["search.search-1.py311.nbi", "search.search-1.py311.1.nbc", "search.other-1.py311.nbi"]
    for name in names:
        (tmp_path / name).touch()
    function = kept_function(tmp_path)
    assert {path.name for path in kept_files(function)} == set(names[:2])
    discard_outdated(function)
    assert {path.name for path in tmp_path.iterdir()} == set(names)
    for name in names:
        os.utime(tmp_path / name, (0, 0))
    discard_outdated(function)
    assert [path.name for path in tmp_path.iterdir()] == names[2:]


# ---- Other processes, and other places for compiled code

WHERE = """
from gametheory_paradox.kernels.vertices.walk import advance
print(advance.stats.cache_path)
"""
USE = """
from random import Random
from gametheory_paradox.forms import NormalForm
from gametheory_paradox.kernels.compiled import LOADING, VERTICES
from gametheory_paradox.forms.solvers import solve
random = Random(1)
names = [[f"{kind}{number}" for number in range(9)] for kind in "ab"]
tables = [[[random.randint(-9, 9) for _ in range(9)] for _ in range(9)] for _ in "ab"]
VERTICES.spent = LOADING  # as if plain walks had taken that long
found = solve(NormalForm.from_tables(["Ann", "Bob"], names, *tables))
assert VERTICES.code is not None, "the walk is still in plain Python"
statistics = VERTICES.code.advance.stats
assert statistics.cache_hits and not statistics.cache_misses, statistics
print(type(found.vertices[0]).__name__)
"""


def said(script, folder, **variables):
    """The only line that a script prints in a process of its own, started in a folder without modules."""
    environment = {**os.environ, "NUMBA_CACHE_DIR": "", **variables}
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def fill(folder):
    """Copies what is compiled of the walk to a folder."""
    code = VERTICES.load()
    for function in (code.advance, code.matches):
        files = list(kept_files(function))
        assert files
        for file in files:
            shutil.copy2(file, folder)


@pytest.mark.slow
def test_compiled_code_is_used_from_the_folder_that_the_variable_names(tmp_path):
    variables = {"NUMBA_CACHE_DIR": str(tmp_path)}
    folder = Path(said(WHERE, tmp_path, **variables))
    assert tmp_path in folder.parents
    fill(folder)
    assert said(USE, tmp_path, **variables) == "VertexArrays"


@pytest.mark.slow
def test_compiled_code_of_an_installation_that_is_read_only_is_used_from_the_cache_of_the_user(tmp_path):
    package = Path(gametheory_paradox.__file__).parent
    site = tmp_path / "site"
    shutil.copytree(package, site / package.name, ignore=shutil.ignore_patterns("__pycache__"))
    for source in (site / package.name).rglob("*.py"):
        cache = source.parent / "__pycache__"
        if not cache.exists():
            cache.touch()  # where a file stands no folder can be made, whoever tries
    home = tmp_path / "home"
    variables = {"PYTHONPATH": str(site), "HOME": str(home), "XDG_CACHE_HOME": str(home)}
    folder = Path(said(WHERE, tmp_path, **variables))
    assert site not in folder.parents
    fill(folder)
    assert said(USE, tmp_path, **variables) == "VertexArrays"
