"""The widget's side in Python; what it does in a browser is tried with the page that lives."""

import sys
from fractions import Fraction

import pytest
from units.views.pages.test_live_data import HOLD_UP, hold_up

import gametheory_paradox as gp
from gametheory_paradox.views.pages.widget import _kind, widget


def test_without_anywidget_it_says_which_extra_brings_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "anywidget", None)
    _kind.cache_clear()
    with pytest.raises(gp.Unsupported, match=r"^a widget needs anywidget; install it with: .+\[widget\]$"):
        widget(hold_up(), **HOLD_UP)


def test_its_numbers_are_exact_text_that_questions_take():
    pytest.importorskip("anywidget")
    family, told = hold_up(), []
    shown = widget(family, over=[], values={"loss": "1/3"}, **HOLD_UP)
    assert shown.values == {"gain": "1", "grabbed": "3", "loss": "1/3"}
    shown.observe(lambda change: told.append(change["new"]), "values")

    shown.values = {"gain": "1", "grabbed": "1/2", "loss": "1/3"}  # as the page sends them
    assert told == [shown.values]
    assert gp.detect(family, values=shown.values, **HOLD_UP).name == "absent"
    shown.values = {"grabbed": Fraction(7, 2)}
    assert shown.values == {"gain": "1", "grabbed": "7/2", "loss": "1"}
    assert "export default" in shown._esm
    assert '"grabbed"' in shown.page


def test_numbers_that_the_game_does_not_have_are_refused_in_its_own_names():
    pytest.importorskip("anywidget")
    shown = widget(hold_up(), over=[], **HOLD_UP)
    with pytest.raises(gp.InvalidGame, match=r"^'grab' is not a parameter .+ did you mean 'grabbed'\?"):
        shown.values = {"grab": 1}
    with pytest.raises(gp.InvalidGame, match=r"^grabbed = 9 lies outside the declared range 0 to 4$"):
        shown.values = {"grabbed": 9}
    assert shown.values["grabbed"] == "3"
