"""The bar says how far work is, on a terminal alone, and Ctrl-C ends the work with what is known."""

import io
import os
import signal
import sys
import threading
import time
from types import SimpleNamespace

import pytest

import gametheory_paradox as gp
from gametheory_paradox import progress_bar
from gametheory_paradox.clock import Clock, counting
from gametheory_paradox.errors import OutOfTime
from gametheory_paradox.interruption import look
from gametheory_paradox.progress_bar import STOPPING, ProgressBar

SIGNALS = pytest.mark.skipif(os.name != "posix", reason="signals")


class Terminal(io.StringIO):
    def isatty(self):
        return True


def counted(done, total, unit="games", note=""):
    bar = ProgressBar("surveying")
    with bar, counting(unit, total) as count:
        count(done, lambda: note)
    return bar


@pytest.mark.parametrize(
    ("bar", "elapsed", "line"),
    [
        (ProgressBar(), 3.2, "working: 3 s"),
        (
            counted(5, 20),
            10.0,
            "surveying: [#####---------------] 25 %, 5 of 20 games, 10 s, about 30 s left",
        ),
        (
            counted(1234, None, "cells", "97.3 % decided"),
            61.0,
            "surveying: 97.3 % decided, 1,234 cells, 1 min 1 s",
        ),
    ],
)
def test_the_line_says_what_is_done_and_what_is_left(bar, elapsed, line):
    assert bar.line(elapsed) == line


def test_a_budget_bounds_the_time_that_is_left():
    with ProgressBar("charting") as bar, Clock(20), counting("cells") as count:
        count(7)
        assert bar.line(5.0).endswith("7 cells, 5 s, at most 19 s left")


def test_on_a_terminal_the_line_is_drawn_and_wiped_away(monkeypatch):
    monkeypatch.setattr(progress_bar, "FIRST", 0.01)
    terminal = Terminal()
    with ProgressBar("thinking", stream=terminal), counting("games", 4) as count:
        count(1)
        until = time.monotonic() + 5
        while "1 of 4 games" not in terminal.getvalue() and time.monotonic() < until:
            time.sleep(0.01)
    drawn = terminal.getvalue()
    assert "\rthinking: [#####---------------] 25 %, 1 of 4 games" in drawn
    assert drawn.endswith("\r")
    assert drawn.split("\r")[-2].strip() == ""


def test_what_is_quick_and_what_is_piped_draws_nothing():
    for stream in (Terminal(), io.StringIO()):
        with ProgressBar("thinking", stream=stream):
            pass
        assert stream.getvalue() == ""


@SIGNALS
def test_the_first_interruption_ends_the_work_with_what_is_known():
    before, family = signal.getsignal(signal.SIGINT), gp.load("seed/trade-restriction")
    with ProgressBar("solving") as bar:
        os.kill(os.getpid(), signal.SIGINT)
        verdict = gp.detect(family)
        assert STOPPING in bar.line(1.0)
    assert verdict.name == "undecided"
    assert bar.is_interrupted
    assert signal.getsignal(signal.SIGINT) is before


@SIGNALS
def test_what_has_no_answer_before_its_end_is_interrupted():
    def interrupted():
        with ProgressBar():
            os.kill(os.getpid(), signal.SIGINT)
            gp.thresholds(gp.load("seed/trade-restriction"))

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    with pytest.raises(OutOfTime), ProgressBar(), Clock(0):
        look()  # the budget, and nobody at the keys


@SIGNALS
def test_a_second_interruption_ends_everything_at_once():
    def interrupted():
        with ProgressBar():
            os.kill(os.getpid(), signal.SIGINT)
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(5)

    with pytest.raises(KeyboardInterrupt):
        interrupted()


def test_a_thread_that_hears_no_signals_has_a_bar_too():
    answers = []

    def work():
        with ProgressBar("thinking"):
            answers.append(gp.detect(gp.load("seed/trade-restriction")).name)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert answers == ["absent"]


def test_in_a_notebook_the_line_stands_below_the_cell_and_is_wiped_away(monkeypatch):
    """IPython as a kernel has it, as far as the bar asks."""
    shown = []

    def display(thing, display_id):
        assert display_id
        shown.append(thing)
        return SimpleNamespace(update=shown.append)

    kernel = SimpleNamespace(kernel=object())
    drawing = SimpleNamespace(display=display, Pretty=str)
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: kernel, display=drawing))
    monkeypatch.setattr(progress_bar, "FIRST", 0.01)
    with ProgressBar("thinking"), counting("games", 4) as count:
        count(1)
        until = time.monotonic() + 5
        while not shown and time.monotonic() < until:
            time.sleep(0.01)
    assert shown[0].startswith("thinking: [#####---------------] 25 %, 1 of 4 games")
    assert shown[-1] == ""
    shown.clear()
    monkeypatch.setattr(progress_bar, "FIRST", 60)
    with ProgressBar("thinking"):
        pass
    assert shown == []
