"""The parts of a change add up to it, in any game; by orders of players, which the package never lists."""

import json
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, permutations, product

import pytest
from hypothesis import strategies as st
from oracles import other_checker, plain_splits
from oracles.plain_truth import CannotTell
from witnesses.certificates import data_of
from witnesses.games import PLAYERS, asked, narrow, paradoxes_in_tables, table, tables, trees, wide
from witnesses.paradoxes import backfiring_strength
from witnesses.sampling import always, cases

from gametheory_paradox.certificates import verify
from gametheory_paradox.detectors import Channels, channels, detect
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import NormalForm
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.models import GameFamily, Parameter
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.polynomials import RationalFunction


@st.composite
def three(draw):
    """2×2×2 tables."""
    cells = draw(st.lists(st.tuples(wide, narrow, narrow), min_size=8, max_size=8))
    return table((2, 2, 2), cells, PLAYERS)


ANY = st.one_of(asked(three()), asked(trees(wide)), asked(tables()))


def by_orders(players, payoffs):
    """What each player adds when they are let go one by one, averaged over all orders."""
    added, orders = Counter({player: Fraction(0) for player in players}), list(permutations(players))
    for order in orders:
        held = frozenset(players)
        for player in order:
            added[player] += (payoffs[held - {player}] - payoffs[held]) / len(orders)
            held -= {player}
    return dict(added)


def alone(request):
    """The same without a coalition."""
    return {key: value for key, value in request.items() if key != "coalition"}


@cases(36, 1500)
def test_the_parts_add_up(count):
    told = Counter()

    @always(count, ANY)
    def law(case):
        game, request = case
        request = alone(request)
        found = channels(game, **request)
        told[found.name] += 1
        told[found.name, len(found.habits)] += 1
        if found.name == "undecided":
            return
        others = {player for player in game.players if player != request["mover"]}
        assert set(found.reactions) == others
        assert all(found.reactions[who] == (0, 0) for who in others - set(found.habits))
        verdict = detect(game, quantifier="strong", **request)
        if verdict.comparison is not None:  # a guard-rail answers without payoffs
            assert -verdict.comparison.gap == found.change[1]
        # whichever end is picked in each game, the parts lie in their intervals and add up; and each end is
        # attained
        held = list(found.payoffs)
        seen = {player: set() for player in found.habits}
        for without, *picked in product(set(found.without), *(set(found.payoffs[h]) for h in held)):
            payoffs = dict(zip(held, picked, strict=True))
            parts = by_orders(list(found.habits), payoffs)
            direct = payoffs[frozenset(found.habits)] - without
            assert direct + sum(parts.values()) == payoffs[frozenset()] - without
            assert found.direct[0] <= direct <= found.direct[1]
            for player, part in parts.items():
                seen[player].add(part)
        for player, parts in seen.items():
            assert (min(parts), max(parts)) == found.reactions[player]

    assert told["exact"] > count / 3
    assert told["bounds"] > count / 50
    assert told["exact", 2] > count / 20


@cases(40, 1000)
def test_a_plan_is_what_every_equilibrium_with_the_action_does_there(count):
    told = Counter()

    @always(count, asked(trees(wide)))
    def law(case):
        game, request = case
        found = channels(game, **alone(request))
        told["planned"] += bool(found.plans)
        if not found.plans:
            return
        for player, names in found.plans.items():
            for name in names:
                planned = {profile.plays(player, found.habits[player][name], name) for profile in solve(game)}
                assert planned == {1}
        data = data_of(found.certificate)
        assert verify(data).kind == "channels"
        other_checker.check(json.dumps(data))
        first, *_ = found.plans
        for changed in ({}, {**found.plans, first: []}, {**found.plans, request["mover"]: ["here"]}):
            with pytest.raises(CertificateRejected):
                verify({**data, "plans": {who: list(names) for who, names in changed.items()}})

    assert told["planned"] > count / 40


@st.composite
def four_who_react(draw):
    """What the mover gets by who is frozen, drawn at will: a split in which three or four others react."""
    others = ("Ann", "Bob", "Cat", "Dan")[: draw(st.integers(3, 4))]
    game = table((1,) * (len(others) + 1), [(0,) * (len(others) + 1)], ("Mover", *others))
    held = [frozenset(some) for size in range(len(others) + 1) for some in combinations(others, size)]
    payoffs = {
        some: (low, low + draw(st.sampled_from([0, 0, 1, 5])))
        for some in held
        for low in [Fraction(draw(wide))]
    }
    return Channels(
        game,
        Question("option", mover="Mover", action="a", concept="nash"),
        game,
        {who: {"": "a"} for who in others},
        (Fraction(3), Fraction(4)),
        payoffs,
    )


@cases(7, 1000)
def test_every_order_counts_alike_whoever_reacts(count):
    @always(count, four_who_react())
    def law(found):
        others = list(found.habits)
        for pick, other in ((0, 1), (1, 0)):
            for player in others:  # the end of each payoff that is worst, or best, for this part
                payoffs = {
                    some: got[other if player in some else pick] for some, got in found.payoffs.items()
                }
                assert by_orders(others, payoffs)[player] == found.reactions[player][pick]
        for part, held in ((found.change, frozenset()), (found.direct, frozenset(others))):
            low, high = found.payoffs[held]
            assert part == (low - 4, high - 3)
        lowest = {some: got[0] for some, got in found.payoffs.items()}
        total = lowest[frozenset()] - lowest[frozenset(others)]
        assert sum(by_orders(others, lowest).values()) == total


@cases(21, 1000)
def test_with_nobody_to_react_the_change_is_direct(count):
    told = Counter()

    @always(count, ANY)
    def law(case):
        game, request = case
        found = channels(game, **alone(request))
        if found.name == "exact" and all(part == (0, 0) for part in found.reactions.values()):
            assert found.direct == found.change
            told["direct"] += found.change != (0, 0)

    assert told["direct"] > 3


@cases(40, 830)
def test_against_frozen_players_having_more_to_choose_from_never_hurts(count):
    """In tables, where a frozen player does one thing whatever happens."""
    told = Counter()

    def law(case):
        game, request = case
        found = channels(game, mover=request["mover"], action=request["action"])
        if found.name == "exact":
            assert found.direct[0] >= 0
            told[found.direct[0] > 0] += 1
            told["loss"] += found.change[0] < 0

    always(count, asked(three()))(law)
    assert told[False] > 2
    always(count, paradoxes_in_tables())(law)
    assert min(told[True], told["loss"]) > count / 4


@st.composite
def changing(draw):
    """Tables for two or three whose payoffs may differ at x = 1, now and then trees."""
    game = draw(st.one_of(three(), three(), tables(), tables(), trees(wide)))
    step = st.sampled_from([0, 0, 1, 3, -4])
    x = RationalFunction.variable("x")
    form = game.map(lambda payoff: RationalFunction.constant(payoff))
    if isinstance(form, NormalForm):
        form = form.map(lambda payoff: payoff + RationalFunction.constant(draw(step)) * x)
    else:
        nodes = (
            replace(n, payoffs=tuple(p + RationalFunction.constant(draw(step)) * x for p in n.payoffs))
            if hasattr(n, "payoffs")
            else n
            for n in form.nodes
        )
        form = replace(form, nodes=tuple(nodes))
    return GameFamily(form, (Parameter("x", 0, 1, 0),))


@pytest.mark.slow
@cases(11, 2000)
def test_a_change_of_numbers_is_split_into_parts_that_add_up(count):
    told = Counter()

    @always(count, st.one_of(changing(), backfiring_strength()))
    def law(family):
        mover = family.players[0]
        change = {"mover": mover, "parameter": "x", "low": 0, "high": 1}
        found = channels(family, **change)
        told[found.name] += 1
        if found.name == "undecided":
            return
        verdict = detect(family, "comparative-statics", **change)
        if verdict.comparison is not None:
            assert -verdict.comparison.gap == found.change[1]
        if found.name == "exact":
            parts = by_orders(list(found.habits), {held: got[0] for held, got in found.payoffs.items()})
            assert found.direct[0] + sum(parts.values()) == found.change[0]
            assert all(found.reactions[who] == (part, part) for who, part in parts.items())
            told["reacts"] += any(parts.values())
        data = data_of(found.certificate)
        other_checker.check(json.dumps(data))
        with suppress(CannotTell):
            assert plain_splits.is_true(data)
            told["by plain means"] += 1
        for player, part in data["reactions"].items():
            wrong = {
                **data,
                "reactions": {**data["reactions"], player: [part[0], str(Fraction(part[1]) + 1)]},
            }
            with pytest.raises(CertificateRejected):
                verify(wrong)

    assert told["exact"] > count / 5
    assert min(told["reacts"], told["by plain means"]) > count / 12
