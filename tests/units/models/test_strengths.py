"""Consistency of comparisons of strength, beside a floating-point linear program."""

from fractions import Fraction
from random import Random

import numpy as np
from scipy.optimize import linprog

from gametheory_paradox.models.strengths import can_be_positive


def test_sums_can_be_positive_together_where_a_linear_program_finds_values():
    random, answers = Random(1), {True: 0, False: 0}
    for _ in range(40):
        weights = [[random.choice([0, 0, 1, -1, 2, -2]) for _ in range(random.randint(1, 5))]]
        weights += [
            random.choices([0, 0, 1, -1, 2, -2], k=len(weights[0])) for _ in range(random.randint(0, 4))
        ]
        count, size = np.shape(weights)
        least = linprog(
            [0] * size + [-1],
            A_ub=np.hstack([-np.array(weights), np.ones((count, 1))]),
            b_ub=np.zeros(count),
            bounds=[(0, 1)] * size + [(None, None)],
        )
        found = can_be_positive([{f"x{n}": Fraction(w) for n, w in enumerate(own)} for own in weights])
        assert found is (-least.fun > 1e-6)
        answers[found] += 1
    assert min(answers.values()) > 8


def test_nothing_asked_can_always_be():
    assert can_be_positive([])
    assert not can_be_positive([{}])
