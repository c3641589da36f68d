"""Games put together: what is true of every composition, whatever the parts."""

from collections import Counter

import pytest
from hypothesis import strategies as st
from witnesses.imperfect_trees import imperfect_trees
from witnesses.sampling import always, cases, seen

from gametheory_paradox.forms import Decision, Lottery, has_perfect_recall
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.models import GameFamily, compose, family_from_tree, rename, settle
from gametheory_paradox.polynomials import RationalFunction

ZERO = RationalFunction.constant(0)
EMPTY = family_from_tree(["A"], [0], {})


def as_family(tree, suffix):
    """A family of one game, its moves named apart by a suffix."""
    family = GameFamily(tree.map(RationalFunction.constant))
    names = {s.player: {} for s in tree.information_sets}
    for info in tree.information_sets:
        names[info.player] |= {action: action + suffix for action in info.actions}
    outcomes = {
        name: name + suffix for node in tree.nodes if isinstance(node, Lottery) for name in node.outcomes
    }
    return rename(family, names | ({"chance": outcomes} if outcomes else {}))


@st.composite
def apart(draw, suffix="1", inner=3, chance=True):
    return as_family(draw(imperfect_trees(inner=inner, chance=chance)), suffix)


@st.composite
def pairs(draw, inner=3, chance=True):
    return draw(apart("1", inner, chance)), draw(apart("2", inner, chance))


def worth(found):
    return {tuple(payoffs) for payoffs in found.payoffs}


@cases(17, 600)
def test_a_part_alone_and_a_part_twice_are_the_part(count):
    @always(count, apart())
    def law(family):
        assert compose(family).form == family.form
        assert compose(family, family).form.information_sets == family.form.information_sets
        for one in (compose(family, EMPTY), compose(EMPTY, family)):
            assert [(s.player, s.name, s.actions) for s in one.form.information_sets] == [
                (s.player, s.name, s.actions) for s in family.form.information_sets
            ]
            assert [by_name(one, end) for _, end in one.form.terminals()] == [
                {"A": ZERO} | by_name(family, end) for _, end in family.form.terminals()
            ]


def by_name(family, end):
    return dict(zip(family.players, end.payoffs, strict=True))


@cases(4, 400)
def test_payoffs_add_and_everybody_remembers(count):
    counted = Counter()

    @always(count, pairs())
    def law(pair):
        first, second = pair
        for sees in ({}, "everything"):
            whole = compose(first, second, sees=sees)
            assert len(list(whole.form.terminals())) == len(list(first.form.terminals())) * len(
                list(second.form.terminals())
            )
            sums = Counter()
            for _, one in first.form.terminals():
                for _, other in second.form.terminals():
                    ours, theirs = by_name(first, one), by_name(second, other)
                    sums[tuple(ours.get(who, ZERO) + theirs.get(who, ZERO) for who in whole.players)] += 1
            assert Counter(end.payoffs for _, end in whole.form.terminals()) == sums
            assert has_perfect_recall(whole.form)
        counted[len(whole.players) > len(first.players), whole.form.has_perfect_information] += 1

    assert len(counted) > 1


@cases(8, 300)
def test_the_order_of_parts_that_nobody_sees_does_not_change_what_equilibria_pay(count):
    told = Counter()

    @always(count, pairs(inner=2, chance=False))
    def law(pair):
        one, other = (
            solve(
                compose(*order, players=sorted({*pair[0].players, *pair[1].players})).at(),
                concept="nash",
                budget=2,
            )
            for order in (pair, pair[::-1])
        )
        told[one.completeness.status] += 1
        if one.completeness.status == other.completeness.status == "proved" and not (
            one.is_infinite or other.is_infinite
        ):
            told["compared", len(worth(one)) > 1] += 1
            assert worth(one) == worth(other)

    assert told["compared", False] > min(5, count // 4)


@cases(10, 300)
def test_settling_every_move_of_a_part_leaves_the_other(count):
    told = Counter()

    @always(count, pairs(chance=False))
    def law(pair):
        first, second = pair
        settled = {}
        for info in second.form.information_sets:
            settled.setdefault(info.player, set()).add(info.actions[0])
        whole = compose(first, second)
        left = settle(whole, {player: sorted(moves) for player, moves in settled.items()})
        assert [type(node) for node in left.form.nodes] == [type(node) for node in first.form.nodes]
        assert len(left.form.information_sets) == len(first.form.information_sets)
        shift = {
            tuple(paid - by_name(first, old).get(who, ZERO) for who, paid in by_name(left, new).items())
            for (_, new), (_, old) in zip(left.form.terminals(), first.form.terminals(), strict=True)
        }
        told[len(shift)] += 1
        assert len(shift) == 1  # the same constant everywhere

    assert set(told) == {1}


@pytest.mark.slow
def test_what_is_drawn_is_not_trivial():
    described = seen(60, pairs())(
        lambda pair: (
            any(isinstance(node, Lottery) for node in pair[0].form.nodes),
            bool(
                {s.player for s in pair[0].form.information_sets}
                & {s.player for s in pair[1].form.information_sets}
            ),
            sum(isinstance(node, Decision) for node in pair[1].form.nodes) > 1,
        )
    )
    for position in range(3):
        assert 10 < sum(n for key, n in described.items() if key[position]) < 60
