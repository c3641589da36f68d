"""Answers that are waited for."""

import pytest

from gametheory_paradox.errors import OutOfTime
from gametheory_paradox.maps.processes import awaited


class Late:
    """Done just after the first wait for it has ended."""

    def __init__(self, answer):
        self.answer, self.waits = answer, 0

    def result(self, timeout=None):
        self.waits += 1
        if self.waits == 1:
            raise TimeoutError
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def done(self):
        return self.waits > 0


def test_an_answer_that_comes_as_the_wait_ends_is_taken():
    assert awaited(Late("an answer"), lambda: False) == "an answer"


def test_a_timeout_of_the_work_itself_is_its_error():
    with pytest.raises(TimeoutError, match="its own"):
        awaited(Late(TimeoutError("its own")), lambda: False)


def test_nothing_is_waited_for_once_it_is_over():
    late = Late("an answer")
    with pytest.raises(OutOfTime):
        awaited(late, lambda: True)
    assert late.waits == 0
