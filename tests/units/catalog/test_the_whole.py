"""The whole: made of its parts, each of them again when the others rest, and more than their sum."""

from fractions import Fraction
from functools import cache
from random import Random

import pytest
from witnesses.sampling import slowly

from gametheory_paradox import catalog
from gametheory_paradox.certificates import verify
from gametheory_paradox.detectors import channels, detect, inquiry_about
from gametheory_paradox.families import compose, rename, settle
from gametheory_paradox.regions import chart
from gametheory_paradox.solvers import solve
from gametheory_paradox.studies import diagnose
from gametheory_paradox.studies.uncertainty.pointwise import Pointwise

F = Fraction
NAME = "seed/whole"
LATER = {"IS-K": {"expand": "build up", "hold": "wait"}}
PARTS = {
    "vacuum": rename(catalog.load("seed/power-vacuum"), LATER),
    "deportation": catalog.load("seed/deportation"),
    "payments": catalog.load("seed/whole/payments"),
    "trade": catalog.load("seed/trade-restriction"),
}
REST = {  # what leaves everything as it is
    "vacuum": {"Pakistan": ["engage"], "IS-K": ["wait"]},
    "deportation": {"Pakistan": ["hold back", "halt"], "TTP": ["wait"]},
    "payments": {"China": ["withhold"], "TTP": ["rest"]},
    "trade": {"Pakistan": ["open"], "IS-K": ["hold"]},
}
PAY = {"mover": "China", "action": "pay"}
STATES = ("China", "Pakistan")


@cache
def the_whole():
    return catalog.load(NAME)


def resting(*names):
    moves = {}
    for name in names:
        for player, own in REST[name].items():
            moves.setdefault(player, []).extend(own)
    return moves


def alone(name, whole):
    return settle(whole, resting(*(other for other in PARTS if other != name)))


def test_the_file_is_the_composition_of_its_parts():
    whole = the_whole()
    own = {p.name for part in PARTS.values() for p in part.parameters}
    links = [term for term in whole.terms if all(term not in part.terms for part in PARTS.values())]
    declared = {p.name: p for p in whole.parameters if p.name not in own}
    made = compose(
        *PARTS.values(), links=links, parameters=declared, sees="everything", players=whole.players
    )
    assert made.form == whole.form
    assert set(declared) == {"H_P", "eta", "h_C", "j", "n_A"}


@pytest.mark.slow
def test_the_parts_side_by_side_are_the_whole_without_its_links():
    side_by_side = compose(*PARTS.values(), sees="everything", players=the_whole().players)
    assert side_by_side.form == catalog.load(f"{NAME}/side-by-side").form


def test_links_cross_from_part_to_part():
    whole = the_whole()
    links = [term for term in whole.terms if all(term not in part.terms for part in PARTS.values())]
    crossing = 0
    for link in links:
        moves = [
            {
                name
                for name, part in PARTS.items()
                if any(s.player == who and does in s.actions for s in part.form.information_sets)
            }
            for who, does in link.when
        ]
        own = {name for name, part in PARTS.items() if link.player in part.players}
        crossing += not set.intersection(*moves, own)
    assert crossing == len(links) == 6


@pytest.mark.parametrize("name", PARTS)
def test_with_the_other_parts_at_rest_each_part_is_left(name):
    whole, part = the_whole(), PARTS[name]
    left = alone(name, whole)
    assert [(s.player, s.actions) for s in left.form.information_sets] == [
        (s.player, s.actions) for s in part.form.information_sets
    ]
    assert [type(node) for node in left.form.nodes] == [type(node) for node in part.form.nodes]
    assert left.form.parents == part.form.parents
    assert left.form.members == part.form.members
    for (_, ours), (_, theirs) in zip(left.form.terminals(), part.form.terminals(), strict=True):
        paid = dict(zip(left.players, ours.payoffs, strict=True))
        assert tuple(paid[who] for who in part.players) == theirs.payoffs
        if name != "payments":  # there Pakistan, who is idle, gains by quiet and loses by attacks
            assert not any(paid[who] for who in set(left.players) - set(part.players))
    for values in ({}, {"k": 10}, {"k": 10, "V": 300, "c": 5}):
        theirs = solve(part.at({n: v for n, v in values.items() if n in part.box}))
        ours = solve(left.at(values))
        places = [left.players.index(who) for who in part.players]
        assert [tuple(got[n] for n in places) for got in ours.payoffs] == list(theirs.payoffs)
        assert ours.completeness.status == theirs.completeness.status == "proved"


# At the baseline Pakistan presses (32) and IS-K builds up (-17), Pakistan deports after hosting (23) and
# restricts (15): 53.  The Taliban lose 12 + 6 to pressure, 12 + 3 to returns, 12 + 6 to the restriction, and
# get 15 + 3 from China: -33.  China pays 18 and loses 3 to IS-K.  The TTP recruit (1/2) and rest; IS-K gains
# twice.
def test_the_baseline_has_one_equilibrium():
    found = solve(the_whole().at())
    assert found.completeness.status == "proved"
    assert found.payoffs == ((-21, 53, -33, F(1, 2), 2),)


@pytest.mark.parametrize(
    ("mover", "action"),
    [
        ("China", "pay"),
        *(slowly("Pakistan", action) for action in ("restrict", "deport", "press")),
    ],
)
def test_no_option_of_a_state_hurts_it_at_the_baseline(mover, action):
    assert detect(the_whole(), mover=mover, action=action).name == "absent"


# Without payments suppressing is worth q*d + d + l + j = 27 to the Taliban; China's money for a host takes 15
# + 3 of that.
@pytest.mark.slow
@pytest.mark.parametrize(
    ("k", "verdict"),
    [slowly(8, "absent"), (10, "present"), slowly(26, "present"), slowly(28, "absent")],
)
def test_paying_a_host_hurts_china_where_the_formula_says(k, verdict):
    game = the_whole().at(k=k, m=0)
    found = detect(game, **PAY)
    assert found.name == verdict
    if verdict == "present":
        verify(found.certificate)
        assert (found.comparison.gap, solve(game).payoffs[0][0]) == (21, -21)


# Where Pakistan would rather engage, so that m is not paid, 3 takes the place of 9: even a paid host
# suppresses for less.
@pytest.mark.parametrize(
    ("k", "m", "verdict"),
    [
        (F(29, 10), 12, "absent"),
        (F(31, 10), 12, "present"),
        slowly(F(31, 10), F(58, 10), "absent"),
        slowly(4, F(51, 10), "present"),
        slowly(4, F(229, 10), "present"),
        slowly(4, F(231, 10), "absent"),
        slowly(23, F(39, 10), "present"),
        slowly(23, F(41, 10), "absent"),
    ],
)
def test_paying_a_host_hurts_where_the_page_says(k, m, verdict):
    whole = the_whole()
    answer = Pointwise(inquiry_about(whole, "option", PAY))
    assert answer(whole.baseline | {"k": F(k), "m": F(m)}).name == verdict


def paradoxes_of_states(part, values):
    told = diagnose(part.at({n: v for n, v in values.items() if n in part.box}))
    assert all(row.name != "undecided" for row in told.rows)
    return [row for row in told.present if row.question.mover in STATES]


@pytest.mark.slow
def test_the_map_over_both_costs_of_suppressing_is_exact():
    whole = the_whole()
    found = chart(whole, over=["k", "m"], **PAY)
    (left, right), (_, top) = whole.box["k"], whole.box["m"]
    corners = [(3, 6), (9, 0), (27, 0), (3, 24)]  # 9 < k + m < 27 and k > 3
    area = sum(a * d - b * c for (a, b), (c, d) in zip(corners, corners[1:] + corners[:1], strict=True)) / F(
        2
    )
    assert found.share == (area / ((right - left) * top),) * 2
    assert found.verdict_at(k=20, m=0) == "present"
    assert found.verdict_at() == "absent"
    assert verify(found.certificate).kind == "map"


@pytest.mark.slow
def test_the_whole_is_not_the_sum_of_its_parts():
    whole = the_whole()
    none = {"k": 20, "m": 0}  # k above what the border alone, or deportation alone, weighs: 18 and 12
    assert not any(paradoxes_of_states(part, none) for part in PARTS.values())
    assert detect(whole.at(none), **PAY).name == "present"
    # Conversely: deporting after compliance hurts in the part; in the whole suppressing costs k + m = 70 in
    # any case.
    some = {"k": 10, "m": 60}
    (row,) = paradoxes_of_states(PARTS["deportation"], some)
    assert row.question.taken == "deport at after suppress"
    deport = {"mover": "Pakistan", "action": "deport"}
    after = [
        s.name
        for s in whole.form.information_sets
        if s.name.startswith("after suppress") and s.actions == ("deport", "halt")
    ]
    assert len(after) == 4
    for at in (after, ()):
        assert detect(whole.at(some), at=at, **deport).name == "absent"


@pytest.mark.slow
def test_whose_reaction_carries_the_loss():
    whole = the_whole()
    split = channels(whole.at(k=10), **PAY)
    assert (split.change, split.direct, split.reactions["Taliban"]) == ((-21, -21), (0, 0), (-19, -12))
    verify(split.certificate)
    border = channels(whole, mover="Pakistan", action="restrict")
    assert (border.change, border.direct, border.reactions["IS-K"]) == ((15, 15), (32, 32), (-17, -17))


@pytest.mark.slow
def test_where_payments_protect_nobody_the_option_to_pay_never_hurts():
    control, whole, random = catalog.load(f"{NAME}/control"), the_whole(), Random(3)
    assert control.box == whole.box
    met = set()
    for number in range(4):
        point = {
            p.name: p.low + (p.high - p.low) * F(random.randint(1, 10006), 10007) for p in whole.parameters
        }
        if number % 2:
            point = whole.baseline | {"k": point["k"] / 10 + 10, "m": F(0)}
        assert detect(control.at(point), **PAY).name == "absent"
        met.add(detect(whole.at(point), **PAY).name)
    assert "present" in met
