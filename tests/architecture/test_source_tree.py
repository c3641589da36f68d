"""The reader of imports sees every way there is to import something."""

import ast

import pytest
from architecture.source_tree import COMPUTED, Import, _walk, is_foreign, is_standard, modules, within

SOURCE = """
import os.path as p, gametheory_paradox
from typing import TYPE_CHECKING
from gametheory_paradox.forms import Profile, profiles
if TYPE_CHECKING:
    from matplotlib.figure import Figure
else:
    import json
def door():
    import sympy
    class Inner:
        from numpy import array
    return import_module("scipy.optimize"), importlib.import_module(name)
try:
    import numba
except ImportError:
    pass
"""


def found():
    return list(_walk("m", ast.parse(SOURCE), False, False))


def test_every_import_is_seen_with_its_place():
    assert [(i.target, i.in_function, i.for_types) for i in found()] == [
        ("os.path", False, False),
        ("gametheory_paradox", False, False),
        ("typing", False, False),
        ("gametheory_paradox.forms", False, False),
        ("gametheory_paradox.forms.profiles", False, False),
        ("matplotlib.figure", False, True),
        ("json", False, False),
        ("sympy", True, False),
        ("numpy", True, False),
        ("scipy.optimize", True, False),
        (COMPUTED, True, False),
        ("numba", False, False),
    ]


def test_ours_python_s_and_foreign():
    assert [within(i) for i in found()][:5] == [None, "", None, "forms", "forms.profiles"]
    assert [i.top for i in found() if is_standard(i)] == ["os", "typing", "json"]
    assert [i.top for i in found() if is_foreign(i)] == ["matplotlib", "sympy", "numpy", "scipy", "numba"]


@pytest.mark.parametrize("source", ["from . import x", "from .x import y", "from os import *"])
def test_imports_that_do_not_say_what_they_import_are_refused(source):
    with pytest.raises(AssertionError):
        list(_walk("m", ast.parse(source), False, False))


def test_the_modules_are_found():
    assert {"", "cli", "cli.games", "forms", "forms.profiles", "errors"} <= set(modules())
    assert str(Import("a", "b.c", 3, False, False)) == "a:3 imports b.c"
