"""The whole: made of its parts, each of them again when the others rest, and more than their sum."""

from fractions import Fraction
from functools import cache
from random import Random

import pytest

from gametheory_paradox import catalog
from gametheory_paradox.certificates import verify
from gametheory_paradox.detectors import channels, detect
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.maps import chart, prove, thresholds
from gametheory_paradox.models import compose, settle
from gametheory_paradox.studies import diagnose

F = Fraction
NAME = "seed/whole"
PARTS = {
    "deportation": catalog.load("seed/deportation"),
    "payments": catalog.load("seed/whole/payments"),
    "trade": catalog.load("seed/trade-restriction"),
}
REST = {  # what leaves everything as it is
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
    assert set(declared) == {"H_P", "W_P", "eta", "h_C", "j", "n_A"}


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
    assert crossing == len(links) == 7


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


# At the baseline Pakistan deports after hosting (23) and restricts (15): 38.  The Taliban lose 12 + 3 to
# returns, 12 + 6 to the restriction, and get 15 + 3 from China: -15.  China pays 18 and loses 3 to IS-K.  The
# TTP recruit (1/2) and rest; IS-K expands.
def test_the_baseline_has_one_equilibrium():
    found = solve(the_whole().at())
    assert found.completeness.status == "proved"
    assert found.payoffs == ((-21, 38, -15, F(1, 2), 1),)


def test_the_border_is_counted_once():
    whole = the_whole()
    closing = [
        term for term in whole.terms if ("Pakistan", "restrict") in term.when and term.player == "Pakistan"
    ]
    assert [str(term.value) for term in closing] == ["-c", "r_C", "r_N"]
    assert sum(("Pakistan", "press") in term.when for term in whole.terms) == 0
    for player in whole.players:
        for term in (term for term in whole.terms if term.player == player):
            same = [t for t in whole.terms if (t.player, t.value, t.when) == (player, term.value, term.when)]
            assert len(same) == 1, term


# Every measure of the two states: (payoff, security) with it and without.  China: -15 - 3 - 3, of which -6
# are harm, against attacks, -7.2 in lives and -100 in works.  Pakistan: 15 of the border (-17 in security)
# and 23 of deporting later (-9), or 18 of deporting at once.
DEPORTING = ("deport at once", "deport")
MEASURES = [
    ("China", ("pay",), (-21, -6), (F("-107.2"), F("-7.2"))),
    ("Pakistan", ("restrict",), (38, -26), (23, -9)),
    ("Pakistan", ("deport",), (38, -26), (33, -26)),
    ("Pakistan", ("deport at once",), (38, -26), (38, -26)),
    ("Pakistan", DEPORTING, (38, -26), (15, -17)),
    ("Pakistan", (*DEPORTING, "restrict"), (38, -26), (0, 0)),
]


def test_every_measure_of_pakistan_and_of_china_is_asked_about():
    own = {(s.player, action) for s in the_whole().form.information_sets for action in s.actions}
    idle = {"withhold", "hold back", "halt", "open"}
    asked = {(state, action) for state, actions, *_ in MEASURES for action in actions}
    assert asked == {(player, action) for player, action in own if player in STATES} - {
        (player, action) for player, action in own if action in idle
    }


@pytest.mark.parametrize(("state", "actions", "with_", "without"), MEASURES)
def test_what_each_measure_brings_or_costs_at_the_baseline(state, actions, with_, without):
    for measure, has, lacks in zip(("payoff", "security"), with_, without, strict=True):
        found = detect(the_whole(), mover=state, action=list(actions), measure=measure)
        if found.name == "impossible":  # a root move in perfect information; payoffs are the same
            assert (measure, has, lacks, actions) == ("payoff", 38, 38, ("deport at once",))
            continue
        compared = found.comparison
        assert (compared.with_action.values, compared.without_action.values) == ((has,), (lacks,))
        assert found.name == ("present" if has < lacks else "absent")
        verify(found.certificate)


# Without payments suppressing is worth d + l + j = 21 to the Taliban; China's money for a host takes 15 + 3
# of that.
@pytest.mark.parametrize(("k", "verdict"), [(2, "absent"), (4, "present"), (20, "present"), (22, "absent")])
def test_paying_a_host_hurts_china_where_the_formula_says(k, verdict):
    game = the_whole().at(k=k)
    found = detect(game, **PAY)
    assert found.name == verdict
    if verdict == "present":
        verify(found.certificate)
        assert (found.comparison.gap, solve(game).payoffs[0][0]) == (21, -21)
        assert detect(the_whole(), **PAY, measure="security", values={"k": k}).gap == 6


# China pays a host as long as attacks cost it more than 15 + 3 + 3, 7.2 of that in lives.
@pytest.mark.parametrize(("works", "gap"), [(0, 0), (13, 0), (14, 21)])
def test_china_pays_nobody_where_attacks_cost_less_than_paying(works, gap):
    assert detect(the_whole(), **PAY, values={"W_C": works, "k": 10}).gap == gap


# After compliance deporting takes away a_R + d + l + j - a_C - eta*d = 15 of what suppressing is worth: the
# Taliban would for k < 15, and do so in any case for k < 3.  In its own part the bound is a_R = 12.
@pytest.mark.parametrize(
    ("k", "verdict", "in_its_part"),
    [
        (2, "absent", "present"),
        (4, "present", "present"),
        (14, "present", "absent"),
        (16, "absent", "absent"),
    ],
)
def test_deporting_after_compliance_hurts_elsewhere_than_in_its_part(k, verdict, in_its_part):
    deport = {"mover": "Pakistan", "action": "deport", "at": "after suppress"}
    for measure, gap in (("payoff", 72), ("security", 136)):  # 110 less 38; 110 and 26
        found = detect(the_whole(), **deport, measure=measure, values={"k": k})
        assert (found.name, found.gap) == (verdict, gap if verdict == "present" else 0)
        assert detect(PARTS["deportation"], **deport, measure=measure, values={"k": k}).name == in_its_part


def paradoxes_of_states(part, values):
    told = diagnose(part.at({n: v for n, v in values.items() if n in part.box}))
    assert all(row.name != "undecided" for row in told.rows)
    return [row for row in told.present if row.question.mover in STATES]


@pytest.mark.slow
def test_the_map_over_the_cost_of_suppressing_and_chinas_payment_is_exact():
    whole = the_whole()
    found = chart(whole, over=["k", "a_C"], **PAY)
    (left, right), (_, top) = whole.box["k"], whole.box["a_C"]
    corners = [(18, 0), (21, 0), (21, top), (left, top), (left, 18 - left)]  # 18 - a_C < k < 21
    area = sum(a * d - b * c for (a, b), (c, d) in zip(corners, corners[1:] + corners[:1], strict=True)) / F(
        2
    )
    assert found.share == (area / ((right - left) * top),) * 2
    assert found.verdict_at(k=20, a_C=5) == "present"
    assert found.verdict_at() == "absent"
    assert verify(found.certificate).kind == "map"


def test_the_thresholds_are_those_of_the_hand():
    free = ("k", "a_C", "d", "l", "j", "eta")
    whole = the_whole()
    rest = {name: value for name, value in whole.baseline.items() if name not in free}
    found = thresholds(whole, **PAY, values=rest)
    assert (str(found.present), str(found.open)) == ("d*eta + k + a_C > d + l + j and d + l + j > k", "never")


@pytest.mark.slow
def test_the_whole_is_not_the_sum_of_its_parts():
    some = {"k": 20}  # above what the border alone, or deportation alone, weighs: 18 and 12
    assert not any(paradoxes_of_states(part, some) for part in PARTS.values())
    assert detect(the_whole().at(some), **PAY).name == "present"


@pytest.mark.slow
def test_whose_reaction_carries_the_loss():
    whole = the_whole()
    split = channels(whole.at(k=10), **PAY)
    assert (split.change, split.direct, split.reactions["Taliban"]) == ((-21, -21), (0, 0), (-19, -19))
    verify(split.certificate)
    border = channels(whole, mover="Pakistan", action="restrict")
    assert (border.change, border.direct, border.reactions["IS-K"]) == ((15, 15), (32, 32), (-17, -17))


@pytest.mark.slow
def test_where_payments_protect_nobody_the_option_to_pay_never_hurts():
    control, whole, random = catalog.load(f"{NAME}/control"), the_whole(), Random(3)
    assert control.box == whole.box
    proof = prove(control, "option", absent=True, budget=None, **PAY)
    assert verify(proof.certificate).verdict == "holds"
    met = set()
    for number in range(12):
        point = {
            p.name: p.low + (p.high - p.low) * F(random.randint(1, 10006), 10007) for p in whole.parameters
        }
        if number % 2:
            point = whole.baseline | {"k": point["k"] / 10 + 5}
        assert detect(control.at(point), **PAY).name == "absent"
        met.add(detect(whole.at(point), **PAY).name)
    assert met == {"present", "absent"}
