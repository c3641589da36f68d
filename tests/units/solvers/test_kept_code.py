"""Compiled code is found wherever the compiler keeps it."""

import os
import subprocess
import sys

from gametheory_paradox.solvers import kept_code as module
from gametheory_paradox.solvers.kept_code import kept_code

ASK = """
from gametheory_paradox.solvers.kept_code import kept_code
from gametheory_paradox.solvers.complementary_path import cost_of_loading
import gametheory_paradox.solvers.batch.compiled as batch
print([path.name for path in kept_code(cost_of_loading, "complementary_path_compiled.follow-*.nbc")])
print([path.name for path in kept_code(batch.pieces, "gaps.gaps-*.nbc")])
"""


def test_a_folder_of_the_users_choice_is_where_it_is_looked_for(tmp_path):
    places = os.environ | {"NUMBA_CACHE_DIR": str(tmp_path)}
    here = subprocess.run(
        [sys.executable, "-c", ASK], env=places, capture_output=True, text=True, check=True, timeout=120
    )
    assert here.stdout.splitlines() == ["[]", "[]"]
    (folder,) = tmp_path.glob("solvers_*")  # numba has made it when it was asked
    (folder / "complementary_path_compiled.follow-93.py311.1.nbc").touch()
    again = subprocess.run(
        [sys.executable, "-c", ASK], env=places, capture_output=True, text=True, check=True, timeout=120
    )
    assert again.stdout.splitlines()[0] == "['complementary_path_compiled.follow-93.py311.1.nbc']"


def test_where_nothing_can_be_written_the_compiler_is_asked(monkeypatch, tmp_path):
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.setattr(module.os, "access", lambda *path: False)
    monkeypatch.setattr(module, "_chosen", lambda neighbour: tmp_path)
    (tmp_path / "walk.advance-1.nbc").touch()
    assert [path.name for path in kept_code(kept_code, "walk.advance-*.nbc")] == ["walk.advance-1.nbc"]
    monkeypatch.setattr(module, "_chosen", lambda neighbour: None)
    assert list(kept_code(kept_code, "walk.advance-*.nbc")) == []
