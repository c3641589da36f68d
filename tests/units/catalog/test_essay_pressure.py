"""Pressure on a host and guards for two sites: what the verdicts must be, derived by hand from the payoffs.

Each formula is worked out in the comment above it, from the payoffs in the file and from nothing that the
program says.
"""

from fractions import Fraction

import pytest
from units.catalog.by_hand import agrees, apart, points
from witnesses.games import QUANTIFIERS

from gametheory_paradox import catalog
from gametheory_paradox.detectors import channels, detect
from gametheory_paradox.forms import expected_payoffs
from gametheory_paradox.forms.solvers import solve

F = Fraction
PRESS = {"mover": "Pakistan", "action": "press", "at": "start"}
POSTS = {"mover": "Pakistan", "action": "guard posts", "at": "start"}
HIGHWAY = {**POSTS, "action": "guard highway"}


# --- power vacuum
# ----------------------------------------------------------------------------------------------------
# Engaged, the Taliban host (k > 0).  Pressed, they suppress iff q*d > k + m*[IS-K expands].  IS-K expands iff
# it expects pressure (w > 0 > -w_0).  Pakistan compares rows with IS-K fixed, so h drops out of its choice:
# press - engage = A = V + r_C - (1-q)*c where the Taliban give in, and r_N - c where they host. Without the
# option: engage, host, hold, which pays 0.  With it:   always host (q*d < k): press and expand iff r_N > c,
# paying r_N - c - h; else engage, paying 0.   give in iff IS-K holds: against hold the gain is A, against
# expand r_N - c.  Both > 0: press, paying r_N - c - h.  A > 0 >   r_N - c: no     pure equilibrium; IS-K
# expands with 0 < y < 1, and Pakistan gets what engaging pays, -y*h.  A < 0 < r_N - c: engaging and     hold
# is an     equilibrium that pays 0.  Both < 0: engage.   always give in (q*d > k + m): press iff A > 0,
# paying A - h.
def vacuum(V, c, r_C, r_N, h, k, d, q, m, **_):  # noqa: N803
    A = V + r_C - (1 - q) * c  # noqa: N806
    if not apart(q * d - k, q * d - k - m, A, r_N - c, r_N - c - h, A - h):
        return None
    if q * d < k:
        return c < r_N < c + h
    if q * d > k + m:
        return 0 < A < h
    return h > 0 and A > 0 and r_N < c + h


@pytest.mark.slow
def test_the_option_to_press_hurts_where_the_formula_says():
    near = {
        "d": (20, 40, 60),
        "k": ("1/100", 10, 30),
        "V": (0, 5, 30),
        "c": (20, 50),
        "r_N": (10, 40, 70),
        "r_C": (0, 10),
        "h": (5, 30, 60),
    }
    agrees("seed/power-vacuum", PRESS, vacuum, points("seed/power-vacuum", **near), 60)


@pytest.mark.parametrize("quantifier", QUANTIFIERS)
def test_pressure_hurts_wherever_it_was_chosen_for_less_than_its_harm(quantifier):
    family = catalog.load("seed/power-vacuum")
    # q*d = 6 < k = 30: they host.  r_N - c - h = 30 - 28 - 17 = -15 at the baseline; 60 - 28 - 17 = 15 > 0.
    assert detect(family, quantifier=quantifier, **PRESS).comparison.gap == 15
    assert detect(family.at(r_N=60), quantifier=quantifier, **PRESS).name == "absent"
    assert detect(family, quantifier=quantifier, measure="security", **PRESS).comparison.gap == 17
    # r_N = 40: 40 - 28 - 17 = -5, and 0 without; 12 if IS-K held; the Taliban host in any case.
    through = {**PRESS, "quantifier": quantifier}
    hurt = family.at(r_N=40)
    assert detect(hurt, **through).comparison.gap == 5
    assert detect(hurt, "third-party", third="IS-K", target="Taliban", **through).name == "present"
    assert detect(hurt, "third-party", third="Taliban", target="IS-K", **through).name == "absent"
    assert detect(hurt, "realized", benchmark="no-coercion", **through).name == "present"
    # q*d = 36 between k = 30 and k + m = 40: the same loss, but a Taliban frozen as a host is not pressed (20
    # < c), so nothing is left.
    coaxed = family.at(r_N=20, q="9/10", d=40)
    assert detect(coaxed, **through).name == "present"
    assert detect(coaxed, "third-party", third="IS-K", target="Taliban", **through).name == "absent"


def test_who_carries_the_loss_from_pressing():
    split = channels(catalog.load("seed/power-vacuum").at(r_N=40), **PRESS)
    assert (split.direct, split.reactions["IS-K"], split.reactions["Taliban"]) == (
        (12, 12),
        (-17, -17),
        (0, 0),
    )


# Two who press: pressing changes what one gets by r - p*h whatever the other does, and the other's pressure
# costs p*h. Dominant iff r > p*h for both; both gain by joint restraint iff r < 2*p*h for both.  (r is r_N -
# c for Pakistan, r_W for the West.)
def shared_vacuum(c, r_N, h, r_W, h_W, p):  # noqa: N803
    told = [(r_N - c, p * h), (r_W, p * h_W)]
    if not apart(*(r - n * x for r, x in told for n in (1, 2))):
        return None
    return all(x < r < 2 * x for r, x in told)


TWO = {"mover": "Pakistan", "action": "press", "coalition": ["Pakistan", "West"]}


def test_two_who_press_are_trapped_where_the_formula_says():
    near = {
        "c": (11, 19),
        "r_N": (33, 43, 71),
        "h": (30, 60),
        "r_W": (16, 21, 49),
        "h_W": (30, 60),
        "p": ("1/4", "1/2"),
    }
    request = {"paradox": "dominance-trap", **TWO}
    agrees(
        "seed/power-vacuum/coercers",
        request,
        shared_vacuum,
        points("seed/power-vacuum/coercers", **near),
        120,
    )


# --- Karakoram
# -------------------------------------------------------------------------------------------------------
# Pakistan's loss on the highway is A = H_h + S*[x > v] unguarded, B = (1-e)*H_h + S*[(1-e)*x > v] guarded; at
# the posts H_p and Q = (1-e)*H_p.  The cell gains 1 or 1-e on the highway, g or (1-e)*g at the posts.   g >
# 1/(1-e): it attacks the posts in any case, Pakistan guards them, and not being able to would raise Q to H_p.
# g < 1-e: the highway in any case, Pakistan guards it; the posts' guard is not used.   between: both mix; the
# cell attacks the highway with y such that y*(A-B) = (1-y)*(H_p-Q), and Pakistan loses     (H_p*A - Q*B)/(A -
# B + H_p - Q).  Without the guard of posts the cell goes there: H_p.  Less than before iff H_p < B
# (cross-multiply and divide by H_p - Q).  Without that of the highway it goes there: A, less than before iff
# A < Q.
def two_sites(H_h, H_p, S, x, v, e, g, **_):  # noqa: N803
    if not apart(x - v, (1 - e) * x - v, H_p, g - (1 - e), (1 - e) * g - 1):
        return None
    bare, behind = H_h + S * (x > v), (1 - e) * H_h + S * ((1 - e) * x > v)
    if not apart(bare - (1 - e) * H_p, behind - H_p):
        return None
    mixes = 1 - e < g < 1 / (1 - e)
    return mixes and H_p < behind, mixes and bare < (1 - e) * H_p


@pytest.mark.parametrize("which", [0, 1])
def test_the_option_to_guard_a_site_hurts_where_the_formula_says(which):
    near = {
        "v": (5, 15, 30),
        "g": ("1/2", 1, "11/10"),
        "e": ("1/5", "1/2"),
        "S": (0, 1, 21),
        "H_p": ((4, 12, 36), (20, 36))[which],
    }
    places = points("seed/karakoram", **near)
    agrees(
        "seed/karakoram", (POSTS, HIGHWAY)[which], lambda **p: (t := two_sites(**p)) and t[which], places, 60
    )


def test_one_guard_at_the_baseline():
    # A = 33, B = 6, H_p = 9, Q = 9/2: the cell mixes 1/7 to 6/7, Pakistan 1/2 to 1/2, and loses (9*33 -
    # 6*9/2)/(27 + 9/2) = 60/7 < 9.
    family = catalog.load("seed/karakoram")
    game = family.at()
    (found,) = solve(game)
    assert expected_payoffs(game, found)[0] == F(-60, 7)
    assert detect(family, **POSTS).comparison.gap == F(-9) + F(60, 7)
    assert detect(family.at(H_p=5), **POSTS).name == "present"  # 5 < 6
    assert detect(family.at(H_p=36, S=0), **HIGHWAY).name == "present"  # 12 < 18
    assert detect(family.at(H_p=36), **HIGHWAY).name == "absent"  # 33 > 18: what China's answer adds


# Two defenders.  Against a guarded other, guarding saves (e/2 + t)*H, against an unguarded one (e/2 +
# t*(1-e))*H; the trap needs f below both, which is the second, and f > e*H/2, since (guard, guard) costs
# (1-e)*H/2 + f and (leave, leave) H/2.
def diverted(H_C, H_p, e, f_C, f_P, t):  # noqa: N803
    told = [(H_C, f_C), (H_p, f_P)]
    if not apart(*(f - part * H for H, f in told for part in (e / 2, e / 2 + t, e / 2 + t * (1 - e)))):
        return None
    return all(e / 2 * H < f < (e / 2 + t * (1 - e)) * H for H, f in told)


def test_two_defenders_are_trapped_where_the_formula_says():
    near = {
        "H_C": (12, 20),
        "H_p": (12, 18),
        "e": ("1/10", "3/10"),
        "f_C": (2, 4),
        "f_P": (2, 4),
        "t": ("1/4", "1/2", "1/8"),
    }
    request = {
        "paradox": "dominance-trap",
        "mover": "China",
        "action": "guard",
        "coalition": ["China", "Pakistan"],
    }
    agrees(
        "seed/karakoram/two-defenders", request, diverted, points("seed/karakoram/two-defenders", **near), 40
    )


def test_guards_that_call_forth_guards_hurt_their_owner_alone():
    # China: 4 < 9/2 dominant.  Pakistan: (1/4 + 1/4)*9 = 9/2 > 4 against guards, (1/4 + 1/8)*9 = 27/8 < 4
    # without: it guards only because China does.  China then pays 12/4 + 4 = 7; without its guards nobody
    # guards, and it pays 12/2 = 6.
    family = catalog.load("seed/karakoram/two-defenders")
    found = detect(family, mover="China", action="guard")
    assert (found.name, found.comparison.gap) == ("present", 1)
    assert detect(family, mover="Pakistan", action="guard").name == "absent"


@pytest.mark.parametrize("p", [4, 12, 60])
def test_a_heavier_penalty_changes_the_strikes_and_nothing_else(p):
    # The Taliban harbor with s/r = 4/10, so that striking pays nothing; Pakistan strikes with g/p, so that
    # harboring pays nothing.
    game = catalog.load("seed/karakoram/penalty").at(p=p)
    (found,) = solve(game)
    assert found.probabilities == ((F(2, 5), F(3, 5)), (F(3, p), 1 - F(3, p)))
    assert expected_payoffs(game, found) == (0, -12 * F(2, 5))


def test_not_striking_is_the_option_that_hurts():
    # Bound to strike, the Taliban expel (g - p < 0) and Pakistan pays s = 4, less than 24/5; unable to strike
    # it pays L = 12.
    family = catalog.load("seed/karakoram/penalty")
    assert detect(family, mover="Pakistan", action="ignore").comparison.gap == F(-4) + F(24, 5)
    assert detect(family, mover="Pakistan", action="strike").name == "absent"
