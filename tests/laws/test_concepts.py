"""Relations between the solution concepts, on games drawn at random."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import strategies as st
from witnesses.brute_force import Table, dot, meeting_points
from witnesses.games import LABELS, PLAYERS, constant_sum_tables, narrow, tables, wide
from witnesses.sampling import always, cases, ordinarily, seen

from gametheory_paradox import concepts
from gametheory_paradox.clock import Clock
from gametheory_paradox.forms import NormalForm, Profile, delete, scope_of
from gametheory_paradox.forms.proofs.nash import is_nash
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.solvers.linear_program import confirms
from gametheory_paradox.forms.tables.proofs.two_player_proofs import surviving_actions
from gametheory_paradox.forms.tables.solvers.lemke_howson import lemke_howson_from_every_action

ANY = st.one_of(tables(), tables(wide))


@st.composite
def three_players(draw, payoffs=narrow):
    shape = draw(st.tuples(*[st.integers(1, 2)] * 3).filter(lambda sizes: sum(sizes) > 4))
    cells = draw(
        st.lists(
            st.tuples(*[payoffs] * 3),
            min_size=shape[0] * shape[1] * shape[2],
            max_size=shape[0] * shape[1] * shape[2],
        )
    )
    return NormalForm(
        PLAYERS, tuple(LABELS[:size] for size in shape), tuple(tuple(map(Fraction, cell)) for cell in cells)
    )


@st.composite
def symmetric_tables(draw, payoffs=narrow):
    size = draw(st.integers(2, 3))
    rows = draw(st.lists(st.lists(payoffs, min_size=size, max_size=size), min_size=size, max_size=size))
    return NormalForm.from_tables(PLAYERS[:2], [LABELS[:size]] * 2, rows, list(zip(*rows, strict=True)))


@st.composite
def coordination(draw, size=2, payoffs=narrow):
    """Tables in which the first two actions of both are strict equilibria, made so by raising two cells."""
    cells = {(i, j): list(draw(st.tuples(payoffs, payoffs))) for i, j in product(range(size), repeat=2)}
    for n in (0, 1):
        cells[n, n][0] = max(cells[i, n][0] for i in range(size) if i != n) + draw(st.integers(1, 4))
        cells[n, n][1] = max(cells[n, j][1] for j in range(size) if j != n) + draw(st.integers(1, 4))
    return NormalForm(
        PLAYERS[:2],
        (LABELS[:size],) * 2,
        tuple(tuple(map(Fraction, cells[place])) for place in sorted(cells)),
    )


def pure_equilibria(game):
    return [
        profile
        for cells in product(*map(range, game.shape))
        if is_nash(game, profile := Profile.pure(game.information_sets, cells))
    ]


@cases(33, 2000)
def test_the_paths_of_lemke_and_howson_end_in_the_list_of_all_equilibria(count):
    @always(count, ANY)
    def law(game):
        every = solve(game)
        assert every.completeness.status == "proved"
        # Where there are infinitely many, the path ends at an extreme one all the same: at a vertex of both
        # polytopes.
        assert set(lemke_howson_from_every_action(game, Clock(None))) <= set(every)


@cases(17, 1500)
def test_every_nash_equilibrium_is_correlated_so_correlation_reaches_as_far_for_everyone(count):
    @always(count, ANY)
    def law(game):
        found = solve(game)
        for who, player in enumerate(game.players):
            least, most = concepts.correlated_payoffs(game, player)
            assert least.payoffs[who] <= min(p[who] for p in found.payoffs)
            assert most.payoffs[who] >= max(p[who] for p in found.payoffs)
        for profile in found:
            x, y = profile.probabilities
            odds = [p * q for p in x for q in y]
            assert concepts.is_correlated_equilibrium(game, dict(zip(game.profiles(), odds, strict=True)))


@cases(17, 800)
def test_with_three_players_too(count):
    @always(count, three_players())
    def law(game):
        for profile in pure_equilibria(game):
            odds = [
                Fraction(all(o[n] for o, n in zip(profile.probabilities, cell, strict=True)))
                for cell in product(*map(range, game.shape))
            ]
            assert concepts.is_correlated_equilibrium(game, dict(zip(game.profiles(), odds, strict=True)))
        best = concepts.correlated_equilibrium(game)
        assert confirms(best.program, best.optimum)
        assert concepts.is_correlated_equilibrium(
            game, dict(zip(game.profiles(), best.distribution, strict=True))
        )
        assert sum(best.payoffs) == best.value


@cases(17, 2000)
def test_commitment_ranks(count):
    @always(count, ANY)
    def law(game):
        strong, weak = concepts.strong_stackelberg(game), concepts.weak_stackelberg(game)
        own = [payoffs[0] for payoffs in solve(game).payoffs]
        assert strong.value >= weak.value
        # The leader may play the equilibrium mixture; best answers to it are among those it may hope for.
        assert strong.value >= max(own)
        assert weak.value >= concepts.maximin(game, game.players[0]).value
        assert strong.value == Table.of(game).commitment_value()


@pytest.mark.slow
@cases(17, 2000)
def test_the_weak_value_is_the_supremum_over_a_grid_and_the_corners_and_attained_where_it_says(count):
    @always(count, ANY)
    def law(game):
        weak = concepts.weak_stackelberg(game)
        table = Table.of(game)
        columns = list(zip(*table.row, strict=True))

        def worth(x):
            answers = [dot(line, x) for line in zip(*table.column, strict=True)]
            return min(dot(columns[j], x) for j, value in enumerate(answers) if value == max(answers))

        corners = [x for x, _, _ in meeting_points(list(zip(*table.column, strict=True)))]
        middles = [tuple((a + b) / 2 for a, b in zip(x, y, strict=True)) for x in corners for y in corners]
        assert max(worth(x) for x in [*corners, *middles]) <= weak.value
        assert (worth(weak.mixture) == weak.value) == weak.attained
        # Near the mixture some give nearly the value: towards the middle of a region in which the answer is
        # the only one.
        near = [
            tuple((999 * a + b) / 1000 for a, b in zip(weak.mixture, y, strict=True))
            for y in [*corners, *middles]
        ]
        spread = max(max(row) for row in table.row) - min(min(row) for row in table.row)
        centers = [tuple(sum(xs) / len(corners) for xs in zip(*corners, strict=True))]
        nearer = [tuple((999 * a + b) / 1000 for a, b in zip(x, centers[0], strict=True)) for x in near]
        assert max(map(worth, [weak.mixture, *near, *nearer])) >= weak.value - spread / 100


@pytest.mark.slow
def test_the_weak_value_is_often_attained_and_often_not():
    @seen(300, ANY)
    def kinds(game):
        weak, strong = concepts.weak_stackelberg(game), concepts.strong_stackelberg(game)
        return weak.attained, weak.value < strong.value

    assert kinds[True, False] >= 50
    assert kinds[False, False] >= 30
    assert kinds[True, True] + kinds[False, True] >= 5


@cases(33, 2000)
def test_t3_an_action_more_never_lowers_the_strong_value(count):
    @always(count, ANY, st.data())
    def law(game, data):
        leader = data.draw(st.sampled_from(game.players))
        own = game.actions[game.players.index(leader)]
        action = data.draw(st.sampled_from(own))
        if len(own) == 1:
            return
        without = delete(game, scope_of(game, leader, action))
        assert (
            concepts.strong_stackelberg(game, leader).value
            >= concepts.strong_stackelberg(without, leader).value
        )


@cases(22, 1500)
def test_the_value_of_a_constant_sum_game_is_what_every_equilibrium_gives(count):
    @always(count, constant_sum_tables())
    def law(game):
        found = concepts.zero_sum_value(game)
        assert set(solve(game).payoffs) == {found.values}
        assert is_nash(game, found.optimal)
        first = game.players[0]
        assert concepts.maximin(game, first).value == concepts.minimax(game, first).value == found.values[0]
        assert concepts.strong_stackelberg(game).value == concepts.weak_stackelberg(game).value == found.value


@cases(28, 1500)
def test_nobody_gets_less_than_maximin_in_equilibrium(count):
    @always(count, st.one_of(ANY, three_players()))
    def law(game):
        profiles = solve(game) if len(game.players) == 2 else solve(game, method="pure_equilibria")
        for who, player in enumerate(game.players):
            levels = [
                f(game, player).value
                for f in (concepts.pure_maximin, concepts.maximin, concepts.minimax, concepts.pure_minimax)
            ]
            assert levels[0] <= levels[1] == levels[2] <= levels[3]
            assert all(payoffs[who] >= levels[2] for payoffs in profiles.payoffs)


@cases(28, 1500)
def test_maximin_strategies_guarantee_and_punishments_hold_down(count):
    @always(count, st.one_of(ANY, three_players()), st.data())
    def law(game, data):
        who = data.draw(st.integers(0, len(game.players) - 1))
        found = concepts.minimax(game, game.players[who])
        others = [names for p, names in enumerate(game.actions) if p != who]
        payoff = {profile: cell[who] for profile, cell in zip(game.profiles(), game.payoffs, strict=True)}

        def against(action, combination):
            return payoff[(*combination[:who], action, *combination[who:])]

        own = game.actions[who]
        for combination in product(*others):
            assert (
                sum(p * against(a, combination) for a, p in zip(own, found.strategy, strict=True))
                >= found.value
            )
        for action in own:
            assert (
                sum(p * against(action, combination) for combination, p in found.against.items())
                <= found.value
            )


@cases(33, 2000)
def test_strict_dominance_removes_no_equilibrium_and_its_steps_are_checked(count):
    @always(count, st.one_of(ANY, three_players()))
    def law(game):
        found = concepts.iterated_strict_dominance(game)
        assert tuple(map(tuple, surviving_actions(game, found.steps))) == found.surviving
        equilibria = solve(game) if len(game.players) == 2 else pure_equilibria(game)
        for profile in equilibria:
            for odds, left in zip(profile.probabilities, found.surviving, strict=True):
                assert all(action in left for action, p in enumerate(odds) if p)
        # Nothing that survives is dominated: the belief to which it is best is shown.
        beliefs = concepts.rationalizable(game).beliefs
        assert {player: tuple(by_action) for player, by_action in beliefs.items()} == found.actions
        for who, player in enumerate(game.players):
            for action, belief in beliefs[player].items():
                assert sum(belief.values()) == 1
                worth = {
                    own: sum(
                        p
                        * game.payoff(
                            player, dict(zip(game.players, (*others[:who], own, *others[who:]), strict=True))
                        )
                        for others, p in belief.items()
                    )
                    for own in game.actions[who]
                }
                assert worth[action] == max(worth.values())


@cases(28, 1500)
def test_weak_dominance_goes_at_least_as_far_and_leaves_an_equilibrium(count):
    @always(count, ANY)
    def law(game):
        strict, weak = concepts.iterated_strict_dominance(game), concepts.iterated_weak_dominance(game)
        assert all(set(w) <= set(s) for w, s in zip(weak.surviving, strict.surviving, strict=True))
        # An equilibrium of what is left is one of the whole game.
        small = solve(weak.reduced)
        for profile in small:
            odds = tuple(
                tuple(own[left.index(action)] if action in left else Fraction(0) for action in range(size))
                for own, left, size in zip(profile.probabilities, weak.surviving, game.shape, strict=True)
            )
            assert is_nash(game, Profile(game.information_sets, odds))


@pytest.mark.slow
def test_mixtures_dominate_and_weak_dominance_goes_further_often_enough():
    @seen(300, ANY)
    def kinds(game):
        strict, weak = concepts.iterated_strict_dominance(game), concepts.iterated_weak_dominance(game)
        return any(len(step.by) > 1 for step in strict.steps), weak.surviving != strict.surviving

    assert kinds[True, False] + kinds[True, True] >= 5
    assert kinds[False, True] + kinds[True, True] >= 50


@cases(22, 2500)
def test_stable_strategies_are_symmetric_equilibria_that_resist_every_pure_and_sampled_intruder(count):
    @always(count, st.one_of(symmetric_tables(), symmetric_tables(wide)))
    def law(game):
        matrix, size = game.matrix(game.players[0]), game.shape[0]
        found = concepts.evolutionarily_stable(game)
        intruders = [tuple(Fraction(n, 6) for n in z) for z in product(range(7), repeat=size) if sum(z) == 6]
        stable = {strategy.mixture for strategy in found.strategies}

        def gets(x, y):
            return sum(p * dot(row, y) for p, row in zip(x, matrix, strict=True))

        def resists(x, others):
            return all(
                gets(y, x) < gets(x, x) or (gets(y, x) == gets(x, x) and gets(x, y) > gets(y, y))
                for y in others
                if y != x
            )

        for x in stable:
            assert is_nash(game, Profile(game.information_sets, (x, x)))
            assert resists(x, intruders)
        # The other way round, where there is but one direction to go: what is not listed falls to a nearby
        # intruder.
        for profile in solve(game):
            x, y = profile.probabilities
            if size == 2 and x == y and x not in stable:
                steps = [Fraction(1, 10**k) for k in range(6)]
                near = [
                    tuple((1 - t) * a + t * b for a, b in zip(x, z, strict=True))
                    for z in intruders
                    for t in steps
                ]
                assert not resists(x, near)


@pytest.mark.slow
def test_stable_strategies_are_drawn_pure_mixed_several_and_none():
    @seen(300, symmetric_tables())
    def kinds(game):
        found = concepts.evolutionarily_stable(game).strategies
        return (
            len(found),
            any(len(s.support) > 1 for s in found),
            any(len(s.best_responses) > len(s.support) for s in found),
        )

    assert sum(n for kind, n in kinds.items() if kind[0] == 0) >= 20
    assert sum(n for kind, n in kinds.items() if kind[0] >= 2) >= 10
    assert sum(n for kind, n in kinds.items() if kind[1]) >= 20
    assert sum(n for kind, n in kinds.items() if kind[2]) >= 10


@cases(42, 2500)
def test_in_two_by_two_games_all_three_ways_to_compare_risk_agree(count):
    @always(count, st.one_of(coordination(), coordination(payoffs=wide)))
    def law(game):
        losses = concepts.deviation_losses(game)
        pair = [dict(zip(game.players, names, strict=True)) for names in losses.equilibria]
        traced = concepts.risk_dominance(game, *pair)
        assert traced.dominant == losses.dominant


@pytest.mark.slow
def test_either_equilibrium_or_neither_may_be_the_safer():
    @seen(300, coordination())
    def kinds(game):
        losses = concepts.deviation_losses(game)
        return None if losses.dominant is None else losses.equilibria.index(losses.dominant)

    assert min(kinds[0], kinds[1], kinds[None]) >= 20


@cases(17, 1500)
def test_risk_dominance_does_not_depend_on_the_order_of_the_two_nor_on_the_scale(count):
    @always(count, st.one_of(coordination(3), coordination(3, wide)), st.integers(1, 5), st.integers(-7, 7))
    def law(game, factor, shift):
        pair = [dict.fromkeys(game.players, label) for label in LABELS[:2]]
        there, back = concepts.risk_dominance(game, *pair), concepts.risk_dominance(game, *reversed(pair))
        scaled = concepts.risk_dominance(game.map(lambda payoff: factor * payoff + shift), *pair)
        assert there.dominant == back.dominant == scaled.dominant
        assert there.prior == back.prior == scaled.prior
        assert there.path.steps == scaled.path.steps


@pytest.mark.slow
def test_larger_games_decide_the_comparison_otherwise_now_and_then():
    @seen(300, coordination(3, st.integers(0, 9)))
    def kinds(game):
        pair = [dict.fromkeys(game.players, label) for label in LABELS[:2]]
        small = NormalForm(
            game.players, (LABELS[:2],) * 2, tuple(game.cell((i, j)) for i in (0, 1) for j in (0, 1))
        )
        dominant = concepts.risk_dominance(game, *pair).dominant
        return dominant is not None, dominant == concepts.deviation_losses(small).dominant

    assert kinds[True, True] >= 50
    assert kinds[True, False] >= 5


@cases(14, 1000)
def test_efficiency_is_decided_as_by_every_lottery_on_a_grid(count):
    @always(count, tables(narrow, st.just(2), st.just(2)), st.data())
    def law(game, data):
        outcome = data.draw(st.sampled_from(game.payoffs))
        found = concepts.efficiency(game, outcome)
        grid = [[Fraction(n, 8) for n in z] for z in product(range(9), repeat=4) if sum(z) == 8]
        lotteries = [tuple(dot(z, column) for column in zip(*game.payoffs, strict=True)) for z in grid]
        if found.efficient:
            assert not any(concepts.pareto_dominates(payoffs, outcome) for payoffs in lotteries)
            assert max(dot(found.weights, cell) for cell in game.payoffs) == dot(found.weights, outcome)
        else:
            assert concepts.pareto_dominates(found.improved, outcome)


@pytest.mark.parametrize("concept", ["strict", "weak"])
def test_affine_payoffs_change_nothing(concept):
    @always(ordinarily(7, 60), ANY, st.integers(1, 5), st.integers(-7, 7))
    def law(game, factor, shift):
        moved = game.map(lambda payoff: factor * payoff + shift)
        eliminate = {"strict": concepts.iterated_strict_dominance, "weak": concepts.iterated_weak_dominance}[
            concept
        ]
        assert eliminate(moved).surviving == eliminate(game).surviving
        for commit in (concepts.strong_stackelberg, concepts.weak_stackelberg):
            before, after = commit(game), commit(moved)
            assert (after.value, after.attained) == (factor * before.value + shift, before.attained)
        assert concepts.maximin(moved, "Ann").value == factor * concepts.maximin(game, "Ann").value + shift
