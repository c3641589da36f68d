"""Maps of games that go on, over patience, each against ``detect`` at points.

Where formulas leave mixtures open one pair of equilibria may still deny that all lose: the map then says so,
and the point as well.
"""

from collections import Counter
from fractions import Fraction

import pytest
from witnesses.sampling import cases
from witnesses.stochastic_games import over_patience

import gametheory_paradox as gp
from gametheory_paradox.detectors.inquiry import inquiry_about
from gametheory_paradox.exact.factors import Factoring

OPENED = [Fraction(n, 101) for n in (5, 33, 61, 83)]  # of the discount factor


def asked(quantifier):
    return {"mover": "P0", "action": "a1", "at": ["s0"], "quantifier": quantifier}


@pytest.mark.parametrize("quantifier", ["strong", "best", "possible"])
@cases(6, 60)
def test_what_a_map_says_over_patience_is_so_at_points(count, quantifier):
    said = Counter()
    for seed in range(count):
        family = over_patience(2 + seed % 2, seed)
        found = gp.chart(family, over=["d"], **asked(quantifier))
        assert gp.verify(found.certificate).kind == "map"
        for d in OPENED:
            truth = gp.detect(family, values={"d": d}, budget=5, **asked(quantifier)).name
            said[found.verdict_at(d=d), "absent" if truth == "impossible" else truth] += 1
    assert all("undecided" in pair or pair[0] == pair[1] for pair in said), said
    assert said["absent", "absent"] > count


def test_one_pair_of_equilibria_denies_that_all_lose_whatever_others_there_are():
    denied = 0
    for seed in range(6):
        family = over_patience(2, seed)
        inquiry = inquiry_about(family, "option", asked("strong"))
        _, _, branches = inquiry.branches({"x": Fraction(1, 2)}, Factoring())
        open_ = [own.degenerate for own in branches.values() if own.degenerate is not False]
        denied += bool(open_) and gp.chart(family, over=["d"], **asked("strong")).undecided == 0
    assert denied > 1
