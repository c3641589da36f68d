"""Invariance under names, orders, units, bystanders, and options that nobody would ever take."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import strategies as st
from witnesses.changes import asked_again, reordered, rescaled, with_bad_option, with_bystander
from witnesses.games import (
    QUANTIFIERS,
    asked,
    commitment_tables,
    paradoxes_in_tables,
    paradoxes_in_trees,
    restraint_trees,
    tables,
    traps,
    trees,
    wide,
)
from witnesses.sampling import always, cases, ordinarily, seen

from gametheory_paradox.detectors import detect
from gametheory_paradox.forms import ExtensiveForm, NormalForm
from gametheory_paradox.forms.solvers import solve

GAMES = st.one_of(
    tables(), tables(wide), commitment_tables(), traps(), trees(), trees(wide), restraint_trees()
).filter(lambda game: game.information_sets)
ASKED = st.one_of(asked(GAMES), paradoxes_in_tables(), paradoxes_in_trees())
quantifiers = st.sampled_from(QUANTIFIERS)
scales = st.lists(st.fractions(Fraction(1, 9), 9, max_denominator=9), min_size=3, max_size=3)
shifts = st.lists(st.fractions(-9, 9, max_denominator=9), min_size=3, max_size=3)
orders = st.permutations(range(3))
NEW = {"Ann": "Bob", "Bob": "Cat", "Cat": "Ann", "a": "b", "b": "c", "c": "a"}


def renamed(name):
    """Players and actions trade their names; everything else gets a new one."""
    return NEW.get(name, f"{name}!")


def answer(game, request, quantifier):
    """The verdict with everything in it that does not name anything."""
    found = detect(game, quantifier=quantifier, **request)
    return found.name, found.comparison and (
        found.comparison.with_action,
        found.comparison.without_action,
        found.comparison.gap,
    )


def strategies(profile, name=lambda name: name):
    """What a profile says, as a set of names and probabilities, so that no order is left."""
    return frozenset(
        (name(info.player), name(info.name) if info.name else "", name(action), p)
        for info, weights in zip(profile.information_sets, profile.probabilities, strict=True)
        for action, p in zip(info.actions, weights, strict=True)
        if p
    )


def plays(game, found, name=lambda name: name):
    """The equilibria with their payoffs."""
    return Counter(
        (
            strategies(profile, name),
            frozenset((name(who), paid) for who, paid in zip(game.players, payoffs, strict=True)),
        )
        for profile, payoffs in zip(found, found.payoffs, strict=True)
    )


def groups(found):
    """The subsets and the components as sets of equilibria."""
    kinds = found.subsets, found.components
    return [Counter(frozenset(strategies(found[n]) for n in group) for group in kind) for kind in kinds]


@cases(14, 2000)
def test_other_names_and_orders_change_no_verdict(count):
    @always(count, ASKED, quantifiers, orders, st.booleans())
    def law(case, quantifier, order, turned):
        game, request = case
        again = reordered(game, [who for who in order if who < len(game.players)], renamed, turned)
        assert answer(again, asked_again(request, renamed), quantifier) == answer(game, request, quantifier)


@cases(28, 2000)
def test_other_names_and_orders_change_no_equilibrium(count):
    @always(count, GAMES, orders, st.booleans())
    def law(game, order, turned):
        again = reordered(game, [who for who in order if who < len(game.players)], renamed, turned)
        before, after = solve(game), solve(again)
        assert plays(game, before, renamed) == plays(again, after)
        assert before.completeness.status == after.completeness.status
        assert sorted(map(len, before.components)) == sorted(map(len, after.components))
        assert sorted(map(len, before.subsets)) == sorted(map(len, after.subsets))


@cases(6, 2000)
def test_other_units_move_the_payoffs_and_nothing_else(count):
    @always(count, ASKED, quantifiers, scales, shifts)
    def law(case, quantifier, by, to):
        game, request = case
        before, after = (detect(g, quantifier=quantifier, **request) for g in (game, rescaled(game, by, to)))
        # Payoffs in different units do not sum to a constant: where T2 answered, the search does.
        assert after.name == before.name or {before.name, after.name} == {"impossible", "absent"}
        if before.comparison and after.comparison:
            who = game.players.index(request["mover"])
            for old, new in zip(sides(before), sides(after), strict=True):
                assert new.values == tuple(by[who] * value + to[who] for value in old.values)
                assert new.infinite == old.infinite
            assert after.comparison.gap == by[who] * before.comparison.gap


def sides(verdict):
    return verdict.comparison.with_action, verdict.comparison.without_action


@cases(11, 2000)
def test_other_units_change_no_equilibrium(count):
    @always(count, GAMES, scales, shifts)
    def law(game, by, to):
        before, after = solve(game), solve(rescaled(game, by, to))
        assert after.profiles == before.profiles
        assert (after.subsets, after.components) == (before.subsets, before.components)
        assert after.completeness.status == before.completeness.status
        for old, new in zip(before.payoffs, after.payoffs, strict=True):
            assert new == tuple(s * p + t for s, p, t in zip(by, old, to, strict=False))


@cases(14, 2000)
def test_a_bystander_changes_no_verdict_in_a_tree_and_none_that_is_decided_in_a_table(count):
    @always(count, ASKED, quantifiers, st.sampled_from([lambda cell: 0, lambda cell: -sum(cell)]))
    def law(case, quantifier, payoff):
        game, request = case
        before, after = (
            answer(game, request, quantifier),
            answer(with_bystander(game, payoff), request, quantifier),
        )
        if isinstance(game, ExtensiveForm):
            # A constant sum for two is one no longer: T2 falls away, and the search answers.
            assert after == before or (before[0] == "impossible" and after[0] in ("absent", "undecided"))
        else:
            assert after in (before, ("undecided", None)) or (
                before[0] == "impossible" and after[0] == "absent"
            )


@cases(17, 2000)
def test_an_option_worse_than_everything_changes_no_verdict(count):
    @always(count, ASKED, quantifiers, st.integers(0, 2), st.integers(0, 5))
    def law(case, quantifier, who, where):
        game, request = case
        owners = sorted({info.player for info in game.information_sets})
        wider = with_bad_option(game, owners[who % len(owners)], where)
        before, after = answer(game, request, quantifier), answer(wider, request, quantifier)
        assert after == before or (before[0] == "impossible" and after[0] in ("absent", "undecided"))


@cases(28, 2000)
def test_an_option_worse_than_everything_changes_no_equilibrium(count):
    @always(count, GAMES, st.integers(0, 2), st.integers(0, 5))
    def law(game, who, where):
        owners = sorted({info.player for info in game.information_sets})
        wider = with_bad_option(game, owners[who % len(owners)], where)
        before, after = solve(game), solve(wider)
        assert plays(wider, after) == plays(game, before)
        assert groups(after) == groups(before)
        assert after.completeness.status == before.completeness.status


def test_taking_away_an_option_worse_than_everything_is_no_paradox():
    @always(ordinarily(28, 80), GAMES, quantifiers, st.integers(0, 2), st.integers(0, 5))
    def law(game, quantifier, who, where):
        owners = sorted({info.player for info in game.information_sets})
        owner = owners[who % len(owners)]
        found = detect(with_bad_option(game, owner, where), mover=owner, action="bad", quantifier=quantifier)
        if found.name == "absent" and quantifier != "possible":
            assert found.comparison.with_action == found.comparison.without_action
        if found.name == "absent":
            assert not found.comparison.matters or found.comparison.gap <= 0
        assert found.name != "present"


@pytest.mark.slow
def test_the_changes_change_something_and_every_verdict_is_met():
    @seen(150, ASKED, quantifiers, orders)
    def met(case, quantifier, order):
        game, request = case
        again = reordered(game, [who for who in order if who < len(game.players)], renamed, True)
        assert again != game
        assert with_bystander(game, lambda cell: 0) != game
        return isinstance(game, NormalForm), detect(game, quantifier=quantifier, **request).name

    for form in (True, False):
        for verdict in ("present", "absent", "impossible"):
            assert met[form, verdict] >= (1 if (form, verdict) == (True, "impossible") else 5)


def test_a_worked_example_of_each_change():
    game = NormalForm(("Ann", "Bob"), (("a", "b"), ("a", "b")), ((2, 1), (4, 0), (1, 0), (3, 2)))
    turned = reordered(game, [1, 0], renamed, True)
    assert turned == NormalForm(("Cat", "Bob"), (("c", "b"), ("c", "b")), ((2, 3), (0, 4), (0, 1), (1, 2)))
    assert rescaled(game, [2, 1], [0, 5]).payoffs == ((4, 6), (8, 5), (2, 5), (6, 7))
    assert with_bystander(game, lambda cell: -sum(cell)).payoffs == (
        (2, 1, -3),
        (4, 0, -4),
        (1, 0, -1),
        (3, 2, -5),
    )
    assert with_bad_option(game, "Bob").payoffs == ((2, 1), (4, 0), (2, -1), (1, 0), (3, 2), (1, -1))
