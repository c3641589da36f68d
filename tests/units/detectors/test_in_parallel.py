"""Answers come in the order of asking, whoever gives them and whichever are begun first."""

import pytest

from gametheory_paradox.detectors.in_parallel import in_order


@pytest.mark.parametrize("workers", [1, 2])
def test_answers_come_in_the_order_of_asking(workers):
    asked = [-3, 2, -1, 5]
    assert list(in_order(abs, asked, workers, long=lambda number: number in (-1, 5))) == [3, 2, 1, 5]
    assert list(in_order(abs, asked, workers)) == [3, 2, 1, 5]
