"""Measures of Pakistan and China while others hold: every number derived by hand from the payoffs.

Values are pinned to those that the derivations use.
"""

from fractions import Fraction

import pytest

from gametheory_paradox import catalog
from gametheory_paradox.certificates import verify
from gametheory_paradox.detectors import detect

NAMES = ("without", "with", "with, if nobody answers")
APART = ("with, if only the target answers", "with, if only third parties answer")
HALF = Fraction(1, 2)


def readings(model, values, **asked):
    """The verdict, and security without, with, if nobody answers, if the target does, if third parties do."""
    found = detect(catalog.load(model), "security-insecurity", values=values, **asked)
    assert found.question.measure == "security"
    assert verify(found.certificate).verdict == found.name
    security = [found.comparison.payoffs[name].values for name in (*NAMES, *APART)]
    return found.name, *(value for (value,) in security), found.why.rpartition("; ")[2]


# Without "restrict": suppressing costs the Taliban 30 and nothing comes of hosting, so they host; the
# border open, IS-K holds (-1 < 0): security 0.  With it: suppressing -30 - 12 - 6, hosting -12 - 6, so
# they host; the border closed, IS-K expands (1 > 0): -17.  The Taliban do the same either way, and IS-K's
# points with the border closed are met only after it: -17 whoever answers.
BORDER = {"V": 110, "h": 17, "k": 30, "d": 12, "l": 6, "w": 1, "w_0": 1}


@pytest.mark.parametrize("target", ["Taliban", "IS-K"])
def test_closing_the_border_costs_security_and_protects_in_no_reading(target):
    asked = {"mover": "Pakistan", "action": "restrict", "target": target}
    told = "it protects neither by itself nor through either answer"
    assert readings("seed/trade-restriction", BORDER, **asked) == ("absent", 0, -17, -17, -17, -17, told)


# Without "press": IS-K holds (-1 < 0), and the Taliban host (-30 against 0): 0.  With it IS-K expands (1 >
# 0) and the Taliban host (-30 - 10 - 12 + 6 - 6 against -12 - 6): -17.  If nobody answers IS-K, which does
# not see it, holds, and the Taliban, who do, host (-30 - 12 + 6 against -12): 0.  IS-K's answer alone
# makes it -17, the Taliban's nothing.
@pytest.mark.parametrize(("target", "alone", "others"), [("Taliban", 0, -17), ("IS-K", -17, 0)])
def test_pressing_protects_in_no_reading_and_is_to_no_harm_while_is_k_holds(target, alone, others):
    values = {**BORDER, "q": "1/2", "m": 10}
    asked = {"mover": "Pakistan", "action": "press", "target": target}
    told = "it protects neither by itself nor through either answer"
    assert readings("seed/power-vacuum", values, **asked) == ("absent", 0, -17, 0, alone, others, told)


# Without "pay" while the threat lives ETIM plots (1 > 0); the Taliban act, 15/2*1/2 - 5/2 > 0: -30/2 =
# -15.  With it ETIM rests (1 - 3/2 < 0), and the Taliban shelter, 15 against -5/2 + 15/4 + 15/2: -3.  If
# they went on acting it would be paid half the time: -3/2, whether ETIM answers or not, since it is paid
# only after "pay".
@pytest.mark.parametrize(("target", "alone", "others"), [("Taliban", -3, -3 * HALF), ("ETIM", -3 * HALF, -3)])
def test_paying_while_the_threat_lives_protects_once_all_answer_too(target, alone, others):
    values = {"a_C": 15, "f_M": 3, "D": 30, "lam": "1/2", "k_E": "5/2", "z": "15/2", "s_E": "3/2"}
    asked = {"mover": "China", "action": "pay", "at": "threat alive", "target": target}
    told = ("absent", -15, -3, -3 * HALF, alone, others, "it protects by itself")
    assert readings("seed/engagement", values, **asked) == told


# The TTP attack in every case (1 > 1/4; beside guards 1 - 2/5 + 1/10 > 1/4).  Without guards Pakistan
# protects (1/2*110 > 40): in lives -10*1/2.  With them it economizes (1/2*3/5*110 = 33 < 40): -10*3/5.  If
# it went on: -10*1/2*3/5 = -3.
STAKE = {"H_C": 10, "H_P": 10, "W_C": 100, "W_P": 100}
GUARDS = {**STAKE, "a": "2/5", "e": "1/2", "f": 40, "G": 15, "j": "1/10", "t": "1/4"}


@pytest.mark.parametrize(
    ("target", "verdict", "alone", "others"), [("TTP", "present", -3, -6), ("Pakistan", "absent", -6, -3)]
)
def test_guards_of_one_s_own_protect_until_the_host_answers(target, verdict, alone, others):
    asked = {"mover": "China", "action": "send guards", "target": target}
    told = (verdict, -5, -6, -3, alone, others, "it protects by itself")
    assert readings("seed/private-security/unasked", GUARDS, **asked) == told
    nobody = readings("seed/private-security/unasked", GUARDS, held="nobody", **asked)
    assert nobody == ("present", *told[1:])
