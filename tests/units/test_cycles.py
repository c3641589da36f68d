"""Cycles are searched for again after the work, whoever was at it, and not before."""

import gc
from concurrent.futures import ThreadPoolExecutor

import pytest

from gametheory_paradox.cycles import MANY, no_cycles


@pytest.fixture(autouse=True)
def as_before():
    yield
    gc.enable()


def test_nothing_is_searched_until_the_outermost_work_ends():
    with no_cycles:
        with no_cycles:
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_is_searched_again_after_an_error():
    with pytest.raises(KeyError), no_cycles:
        raise KeyError
    assert gc.isenabled()


def test_who_turned_the_search_off_finds_it_off():
    gc.disable()
    with no_cycles:
        pass
    assert not gc.isenabled()


def test_many_threads_leave_it_on():
    def work(_):
        for _ in range(50):
            with no_cycles:
                assert not gc.isenabled()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(200)))
    assert gc.isenabled()


def test_what_others_made_and_froze_is_not_counted_again_and_again(monkeypatch):
    monkeypatch.setattr(gc, "get_count", lambda: (10 * MANY, 0, 0))
    monkeypatch.setattr(gc, "get_freeze_count", lambda: pytest.fail("it takes as long as there are objects"))
    with no_cycles:
        pass


def test_what_was_made_in_great_number_counts_as_old(monkeypatch):
    monkeypatch.setattr(gc, "get_freeze_count", lambda: 0)  # the tests' own objects are frozen
    frozen = []
    monkeypatch.setattr(gc, "freeze", lambda: frozen.append("freeze"))
    monkeypatch.setattr(gc, "unfreeze", lambda: frozen.append("unfreeze"))
    with no_cycles:
        few = [[] for _ in range(MANY // 2)]
    assert frozen == []
    with no_cycles:
        many = [[] for _ in range(2 * MANY)]
    assert frozen == ["freeze", "unfreeze"]
    assert len(few) < len(many)
