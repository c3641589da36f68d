"""The benchmarks find their peers: Gambit's two spellings of a table, of a tree, and what is installed."""

import sys
from importlib import import_module, metadata
from pathlib import Path
from types import SimpleNamespace

import pytest


@pytest.fixture
def peers(monkeypatch):
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2] / "benchmarks"))
    return import_module("peers")


def game_class(name, method):
    """A class that remembers what its game was made of."""
    return SimpleNamespace(**{method: lambda *made: (name, method, *made)})


def test_a_table_is_made_by_the_class_that_the_version_has(peers, monkeypatch):
    old = SimpleNamespace(Game=game_class("Game", "from_arrays"))
    new = SimpleNamespace(Game=SimpleNamespace(), StrategicGame=game_class("StrategicGame", "from_arrays"))
    for gambit, name in ((old, "Game"), (new, "StrategicGame")):
        monkeypatch.setitem(sys.modules, "pygambit", gambit)
        made, method, first, second = peers.gambit_table([[1, 2]], [[3, 4]])
        assert (made, method) == (name, "from_arrays")
        assert (first.tolist(), second.tolist()) == ([[1, 2]], [[3, 4]])


def test_a_tree_is_read_by_the_function_that_the_version_has(peers, monkeypatch):
    old = SimpleNamespace(Game=game_class("Game", "parse_game"))
    new = SimpleNamespace(Game=SimpleNamespace(), read_efg=lambda file: ("read_efg", file.read()))
    monkeypatch.setitem(sys.modules, "pygambit", old)
    assert peers.gambit_tree("EFG 2 R") == ("Game", "parse_game", "EFG 2 R")
    monkeypatch.setitem(sys.modules, "pygambit", new)
    assert peers.gambit_tree("EFG 2 R") == ("read_efg", "EFG 2 R")


def test_what_is_installed_is_named_with_its_version(peers):
    said = peers.versions("numpy", "no-such-package", "pytest")
    assert said == f"numpy {metadata.version('numpy')}, pytest {metadata.version('pytest')}"
    assert peers.installed("no-such-package") is None
