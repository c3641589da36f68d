"""A tree, its reduced normal form, its agent normal form and its sequence form: one game, four spellings."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import strategies as st
from witnesses.games import wide
from witnesses.imperfect_trees import (
    forgetful_trees,
    forgets,
    imperfect_trees,
    own_moves,
    profiles_of,
    with_profiles,
)
from witnesses.plans import expected_by_plans
from witnesses.sampling import always, cases, seen

from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms import ExtensiveForm, Lottery, Terminal, expected_payoffs
from gametheory_paradox.forms.proofs.nash import is_nash, regrets
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.trees.pure_strategies import (
    count_reduced_strategies,
    realization_probabilities,
    reduced_normal_form,
    reduced_strategies,
)
from gametheory_paradox.forms.trees.sequence_form import sequence_form
from gametheory_paradox.forms.trees.subgames import check_perfect_recall, has_perfect_recall, own_histories
from gametheory_paradox.polynomials import Polynomial, RationalFunction

TREES = imperfect_trees()
FREE_TREES = imperfect_trees(recall=False)
FORGETFUL = forgetful_trees()
ALL_TREES = st.one_of(TREES, FREE_TREES, FORGETFUL)


@cases(22, 3000)
def test_own_histories_are_the_own_moves_on_the_way(count):
    @always(count, ALL_TREES)
    def law(game):
        for player in game.players:
            own = own_histories(game, player)
            spelled = [()]
            for before, number, action in own.moves[1:]:
                spelled.append((*spelled[before], (number, action)))
            assert len(set(spelled)) == len(spelled)
            assert [spelled[h] for h in own.at] == [
                own_moves(game, player, place) for place in range(len(game.nodes))
            ]
            for history, after in enumerate(own.after):
                for number, first in after.items():
                    for action in range(len(game.information_sets[number].actions)):
                        assert own.moves[first + action] == (history, number, action)


@cases(22, 3000)
def test_perfect_recall_is_that_own_moves_agree_in_every_set(count):
    @always(count, ALL_TREES)
    def law(game):
        assert has_perfect_recall(game) == (not any(forgets(game, player) for player in game.players))
        for player in game.players:
            assert has_perfect_recall(game, player) == (not forgets(game, player))
            if not forgets(game, player):
                check_perfect_recall(game, player)
                continue
            with pytest.raises(
                Unsupported, match=f"^{player} does not remember its own moves at '{player[0]}"
            ):
                check_perfect_recall(game, player)


@pytest.mark.slow
@cases(200, 2000)
def test_the_trees_are_of_every_kind(count):
    def described(game):
        kinds = {type(node) for node in game.nodes}
        recall = not any(forgets(game, player) for player in game.players)
        return recall, Lottery in kinds, game.has_perfect_information, len(game.players)

    assert {kind[0] for kind in seen(count, TREES)(described)} == {True}
    assert {kind[0] for kind in seen(count, FORGETFUL)(described)} == {False}
    found = seen(count, st.one_of(TREES, FORGETFUL))(described)
    assert set(found) == {
        kind
        for kind in product((True, False), (True, False), (True, False), (2, 3))
        if kind[0] or not kind[2]
    }


def plans(game, player):
    """Every choice of an action at each of a player's information sets."""
    own = [(n, len(info.actions)) for n, info in enumerate(game.information_sets) if info.player == player]
    for actions in product(*(range(size) for _, size in own)):
        yield {number: action for (number, _), action in zip(own, actions, strict=True)}


def cut_short(game, player, plan):
    """The plan without the sets it never leads to."""
    own = [number for number, info in enumerate(game.information_sets) if info.player == player]
    leads = [
        n
        for n in own
        if any(all(plan[s] == a for s, a in own_moves(game, player, node)) for node in game.members[n])
    ]
    return {number: plan[number] for number in leads}


@cases(22, 2500)
def test_reduced_strategies_are_the_plans_without_what_they_exclude(count):
    @always(count, ALL_TREES)
    def law(game):
        for player in game.players:
            expected = {tuple(sorted(cut_short(game, player, plan).items())) for plan in plans(game, player)}
            found = reduced_strategies(game, player)
            assert len(found) == len(expected)
            assert {tuple(sorted(strategy.items())) for strategy in found} == expected
            written = [tuple(strategy.values()) for strategy in found]
            assert written == sorted(written)
            if not forgets(game, player):
                assert count_reduced_strategies(game, player) == len(found)


@pytest.mark.slow
@cases(200, 1000)
def test_strategies_are_cut_short_with_and_without_recall(count):
    def described(game):
        cut = any(len(reduced_strategies(game, p)) < len(list(plans(game, p))) for p in game.players)
        return has_perfect_recall(game), cut

    assert set(seen(count, ALL_TREES)(described)) == set(product((True, False), (True, False)))


def probability(game, place, chances):
    """The probability of a node, where ``chances(player, moves)`` is that of a player's moves before it."""
    likely = Fraction(1)
    for player in game.players:
        likely *= chances(player, own_moves(game, player, place))
    while place:
        place, branch = game.parents[place]
        if isinstance(game.nodes[place], Lottery):
            likely *= game.nodes[place].probabilities[branch]
    return likely


def by_strategies(form, mixed):
    """How likely each node is when strategies of the reduced form are drawn, found node by node."""
    game = form.game
    odds = dict(zip(game.players, zip(form.strategies, mixed.probabilities, strict=True), strict=True))

    def chances(player, moves):
        pairs = zip(*odds[player], strict=True)
        return sum((p for strategy, p in pairs if all(strategy.get(s) == a for s, a in moves)), Fraction(0))

    return [probability(game, place, chances) for place in range(len(game.nodes))]


def by_ends(game, likely):
    """Expected payoffs from how likely each node is."""
    ends = list(game.terminals())
    return tuple(
        sum((likely[place] * end.payoffs[who] for place, end in ends), Fraction(0))
        for who in range(len(game.players))
    )


@cases(17, 2500)
def test_a_behavior_profile_pays_the_same_in_every_form(count):
    @always(count, with_profiles(st.one_of(ALL_TREES, imperfect_trees(payoffs=wide))))
    def law(drawn):
        game, behavior = drawn
        payoffs = by_ends(game, realization_probabilities(game, behavior))
        assert expected_payoffs(game, behavior) == payoffs
        reduced = reduced_normal_form(game)
        assert expected_payoffs(reduced.table, reduced.mixed(behavior)) == payoffs
        if has_perfect_recall(game):
            form = sequence_form(game)
            assert expected_by_plans(form, form.plans(behavior)) == payoffs
        else:
            with pytest.raises(Unsupported, match="does not remember its own moves"):
                sequence_form(game)


@cases(11, 2500)
def test_behavior_as_mixed_makes_every_node_as_likely_even_without_recall(count):
    @always(count, with_profiles(ALL_TREES))
    def law(drawn):
        game, behavior = drawn
        form = reduced_normal_form(game)
        assert by_strategies(form, form.mixed(behavior)) == list(realization_probabilities(game, behavior))


@cases(14, 2500)
def test_mixed_as_behavior_makes_every_node_as_likely_under_recall(count):
    @always(count, TREES, st.data())
    def law(game, data):
        form = reduced_normal_form(game)
        mixed = data.draw(profiles_of(form.table))
        assert list(realization_probabilities(game, form.profile(mixed))) == by_strategies(form, mixed)
        again = form.mixed(form.profile(mixed))
        assert by_strategies(form, again) == by_strategies(form, mixed)


@pytest.mark.slow
@cases(200, 1500)
def test_mixed_strategies_that_no_independent_choice_repeats_occur(count):
    def described(game, data):
        form = reduced_normal_form(game)
        mixed = data.draw(profiles_of(form.table))
        return form.mixed(form.profile(mixed)) == mixed

    assert set(seen(count, TREES, st.data())(described)) == {True, False}


@cases(7, 2500)
def test_without_recall_pure_profiles_have_their_behavior_and_others_are_refused(count):
    @always(count, FORGETFUL, st.data())
    def law(game, data):
        form = reduced_normal_form(game)
        mixed = data.draw(profiles_of(form.table))
        mixes = [
            max(odds) < 1 and forgets(game, who)
            for who, odds in zip(game.players, mixed.probabilities, strict=True)
        ]
        if any(mixes):
            with pytest.raises(Unsupported, match="does not remember its own moves"):
                form.profile(mixed)
        else:
            assert list(realization_probabilities(game, form.profile(mixed))) == by_strategies(form, mixed)


@cases(10, 2500)
def test_a_behavior_profile_comes_back_from_every_form(count):
    @always(count, with_profiles(TREES))
    def law(drawn):
        game, behavior = drawn
        reduced, form = reduced_normal_form(game), sequence_form(game)
        assert reduced.profile(reduced.mixed(behavior), elsewhere=behavior) == behavior
        assert form.profile(form.plans(behavior), elsewhere=behavior) == behavior
        bare = [reduced.profile(reduced.mixed(behavior)), form.profile(form.plans(behavior))]
        for number, (info, odds) in enumerate(
            zip(game.information_sets, behavior.probabilities, strict=True)
        ):
            moves = own_moves(game, info.player, game.members[number][0])
            led_to = all(behavior.probabilities[s][a] for s, a in moves)
            expected = odds if led_to else (1, *[0] * (len(odds) - 1))
            assert [b.probabilities[number] for b in bare] == [expected, expected]


@cases(22, 2500)
def test_realization_plans_flow_and_are_the_weights_of_strategies(count):
    @always(count, TREES, st.data())
    def law(game, data):
        reduced, form = reduced_normal_form(game), sequence_form(game)
        mixed = data.draw(profiles_of(reduced.table))
        plans_found = form.plans(reduced.profile(mixed))
        assert form.plans(form.profile(plans_found)) == plans_found
        for who, player in enumerate(game.players):
            rows, right = form.constraints(player)
            assert len(rows) == 1 + sum(info.player == player for info in game.information_sets)
            assert right == tuple(sum(c * plans_found[who][n] for n, c in row.items()) for row in rows)
            for number, weight in enumerate(plans_found[who]):
                moves = []
                while number:
                    number, *move = form.sequences[who][number]
                    moves.append(move)
                chosen = zip(reduced.strategies[who], mixed.probabilities[who], strict=True)
                assert weight == sum(
                    p for strategy, p in chosen if all(strategy.get(s) == a for s, a in moves)
                )


@cases(11, 2500)
def test_regrets_in_the_reduced_form_are_those_in_the_tree(count):
    @always(count, TREES, st.data())
    def law(game, data):
        form = reduced_normal_form(game)
        behavior, mixed = data.draw(profiles_of(game)), data.draw(profiles_of(form.table))
        assert regrets(form.table, form.mixed(behavior)) == regrets(game, behavior)
        assert regrets(form.table, mixed) == regrets(game, form.profile(mixed))


@cases(11, 800)
def test_equilibria_of_the_reduced_form_are_equilibria_of_the_tree(count):
    @always(count, imperfect_trees(players=st.just(2)))
    def law(game):
        form = reduced_normal_form(game)
        found = solve(form.table)
        assert found
        for mixed in found:
            behavior = form.profile(mixed)
            assert is_nash(game, behavior)


@pytest.mark.slow
@cases(60, 400)
def test_pure_and_mixed_equilibria_with_and_without_perfect_information_occur(count):
    def described(game):
        form = reduced_normal_form(game)
        return game.has_perfect_information, all(form.profile(mixed).is_pure for mixed in solve(form.table))

    assert set(seen(count, imperfect_trees(players=st.just(2)))(described)) == set(
        product((True, False), (True, False))
    )


def with_formulas(game):
    """The game with c times each payoff added to it, and each first probability of chance moved by d/100."""
    c, d = (Polynomial.variable(name) for name in "cd")

    def payoff(value):
        return RationalFunction(Polynomial.constant(value) + c * Polynomial.constant(value - 1))

    def probability_of(position, value):
        shift = Polynomial.constant(Fraction({0: 1, 1: -1}.get(position, 0), 100))
        return RationalFunction(Polynomial.constant(value) + d * shift)

    def node_with(node):
        if isinstance(node, Terminal):
            return Terminal(tuple(map(payoff, node.payoffs)))
        if isinstance(node, Lottery):
            odds = tuple(probability_of(position, p) for position, p in enumerate(node.probabilities))
            return Lottery(node.outcomes, odds, node.children)
        return node

    return ExtensiveForm(game.players, game.information_sets, tuple(map(node_with, game.nodes)))


@cases(30, 1000)
def test_forms_of_formulas_at_a_point_are_the_forms_of_the_game_there(count):
    point = {"c": Fraction(2, 7), "d": Fraction(5, 3)}

    def at(value):
        return value.value(point)

    @always(count, TREES)
    def law(game):
        formulas = with_formulas(game)
        there = formulas.map(at)
        assert reduced_normal_form(formulas).table.map(at) == reduced_normal_form(there).table
        read = {
            numbers: tuple(map(at, payoffs)) for numbers, payoffs in sequence_form(formulas).payoffs.items()
        }
        assert read == sequence_form(there).payoffs


@cases(25, 1000)
def test_strategies_are_named_by_their_actions(count):
    @always(count, ALL_TREES)
    def law(game):
        form, sets = reduced_normal_form(game), game.information_sets
        for names, strategies in zip(form.table.actions, form.strategies, strict=True):
            spelled = ["; ".join(sets[n].actions[a] for n, a in strategy.items()) for strategy in strategies]
            assert [
                name if strategy else "" for name, strategy in zip(names, strategies, strict=True)
            ] == spelled
