"""The list of all equilibria of a two-player game, and what its proof does not survive."""

import copy
from collections import Counter
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import strategies as st
from witnesses.changes import rescaled, with_bad_option
from witnesses.sampling import always, cases, seen

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import NormalForm, Profile
from gametheory_paradox.forms.proofs.completeness import check_proof
from gametheory_paradox.forms.proofs.nash import is_nash
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.solvers.methods import METHODS
from gametheory_paradox.forms.tables.proofs.two_player_proofs import best_response_constraints
from gametheory_paradox.forms.tables.solvers.equilibrium_index import component_indices
from gametheory_paradox.forms.tables.solvers.vertex_enumeration import CompiledWalk, PlainWalk
from gametheory_paradox.kernels.compiled import VERTICES

SCALES = (1, Fraction(1, 7), 10**5, 10**12, 10**30)  # numbers of one word, of two words, of more


@st.composite
def bimatrices(draw, most=4, payoffs=None):
    """Two-player tables of up to ``most`` actions; the narrower the payoffs, the more are degenerate."""
    m, n = draw(st.integers(1, most)), draw(st.integers(1, most))
    payoffs = payoffs or draw(
        st.sampled_from([st.integers(0, 1), st.integers(-1, 1), st.integers(-2, 2), st.integers(-60, 60)])
    )
    cells = draw(st.lists(st.tuples(payoffs, payoffs), min_size=m * n, max_size=m * n))
    return bimatrix(m, n, cells)


def bimatrix(m, n, cells):
    actions = tuple(f"a{i}" for i in range(m)), tuple(f"b{j}" for j in range(n))
    return NormalForm(("Ann", "Bob"), actions, tuple((Fraction(a), Fraction(b)) for a, b in cells))


def indexed(game, found, change=lambda profile: profile):
    """Each component as the set of its extreme equilibria, with its index."""
    parts = [
        frozenset(change(found[number].probabilities) for number in members) for members in found.components
    ]
    return Counter(zip(parts, component_indices(game, found), strict=True))


def barycenter(profiles):
    """The profile in which each player mixes its mixtures in equal parts."""
    sides = [list(dict.fromkeys(p.probabilities[who] for p in profiles)) for who in (0, 1)]
    return tuple(tuple(sum(column) / len(side) for column in zip(*side, strict=True)) for side in sides)


@cases(42, 3000)
def test_a_profile_of_extreme_mixtures_is_an_equilibrium_just_when_it_is_listed(count):
    @always(count, bimatrices())
    def law(game):
        found = solve(game)
        listed = {profile.probabilities for profile in found}
        assert len(listed) == len(found) > 0
        for pair in product({x for x, _ in listed}, {y for _, y in listed}):
            assert is_nash(game, Profile(game.information_sets, pair)) == (pair in listed)


@cases(42, 3000)
def test_any_mixture_within_a_subset_is_an_equilibrium_and_each_subset_is_as_large_as_can_be(count):
    @always(count, bimatrices())
    def law(game):
        found = solve(game)
        assert sorted(number for part in found.components for number in part) == list(range(len(found)))
        for subset in found.subsets:
            assert is_nash(
                game, Profile(game.information_sets, barycenter([found[number] for number in subset]))
            )
            assert [other for other in found.subsets if set(subset) <= set(other)] == [subset]
        for one, other in product(range(len(found)), repeat=2):  # an edge of one subset lies in a subset
            if found[one].probabilities[0] == found[other].probabilities[0]:
                assert any({one, other} <= set(subset) for subset in found.subsets)


@cases(42, 3000)
def test_the_indices_of_the_components_sum_to_one(count):
    @always(count, bimatrices(5))
    def law(game):
        found = solve(game)
        indices = component_indices(game, found)
        assert len(indices) == len(found.components)
        assert sum(indices) == 1
        if len(indices) == len(found) and not any(map(loose, found.vertices)):
            assert set(indices) <= {1, -1}


def loose(listed):
    """Whether some vertex has more labels than it must."""
    return listed.tight() != listed.labels()


@cases(22, 3000)
def test_a_nondegenerate_game_has_an_odd_number_of_equilibria(count):
    @always(count, bimatrices(5))
    def law(game):
        found = solve(game)
        if not any(map(loose, found.vertices)):
            assert len(found) % 2 == 1
            assert not found.is_infinite

    kinds = seen(count, bimatrices(5))(lambda game: any(map(loose, solve(game).vertices)))
    assert min(kinds.values()) > count // 10


@cases(28, 2000)
def test_the_other_player_first_is_the_same_game(count):
    @always(count, bimatrices())
    def law(game):
        m, n = game.shape
        cells = [game.cell((i, j))[::-1] for j in range(n) for i in range(m)]
        turned = bimatrix(n, m, cells)
        before, after = solve(game), solve(turned)
        assert indexed(game, before, lambda pair: pair[::-1]) == indexed(turned, after)
        assert sorted(map(len, before.subsets)) == sorted(map(len, after.subsets))


@cases(22, 2000)
def test_other_orders_of_actions_are_the_same_game(count):
    @always(count, bimatrices(), st.data())
    def law(game, data):
        orders = [data.draw(st.permutations(range(size))) for size in game.shape]
        cells = [game.cell((i, j)) for i in orders[0] for j in orders[1]]
        again = bimatrix(*game.shape, cells)

        def moved(pair):
            return tuple(tuple(odds[old] for old in order) for odds, order in zip(pair, orders, strict=True))

        assert indexed(game, solve(game), moved) == indexed(again, solve(again))


@cases(17, 2000)
def test_other_units_and_what_only_the_other_decides_change_nothing(count):
    @always(count, bimatrices(), st.lists(st.fractions(Fraction(1, 9), 9), min_size=2, max_size=2), st.data())
    def law(game, scales, data):
        m, n = game.shape
        gifts = [data.draw(st.lists(st.integers(-9, 9), min_size=size, max_size=size)) for size in (n, m)]
        cells = [
            (a + gifts[0][j], b + gifts[1][i])
            for (a, b), (i, j) in zip(game.payoffs, product(range(m), range(n)), strict=True)
        ]
        again = rescaled(bimatrix(m, n, cells), scales, (0, 0))
        before, after = solve(game), solve(again)
        assert after.profiles == before.profiles
        assert (after.subsets, after.components) == (before.subsets, before.components)
        assert component_indices(game, before) == component_indices(again, after)


@cases(28, 1500)
def test_a_strictly_dominated_action_changes_nothing(count):
    @always(count, bimatrices(), st.integers(0, 1))
    def law(game, who):
        wider = with_bad_option(game, game.players[who])

        def widened(pair):
            return tuple((*odds, Fraction(0)) if side == who else odds for side, odds in enumerate(pair))

        assert indexed(game, solve(game), widened) == indexed(wider, solve(wider))


@cases(28, 2000)
def test_an_action_twice_splits_equilibria_and_nothing_else(count):
    @always(count, bimatrices(3), st.data())
    def law(game, data):
        m, n = game.shape
        twice = data.draw(st.integers(0, m - 1))
        wider = bimatrix(m + 1, n, [game.cell((i, j)) for i in (*range(m), twice) for j in range(n)])

        def folded(pair):
            (*odds, copied), y = pair
            odds[twice] += copied
            return tuple(odds), y

        before, after = solve(game), solve(wider)
        assert indexed(game, before) == indexed(wider, after, folded)
        assert len(after) == sum(
            2 if x[twice] else 1 for x, _ in (profile.probabilities for profile in before)
        )


@cases(4, 1000)
def test_every_method_that_claims_completeness_finds_the_same(count):
    claims = Counter()

    @always(count, bimatrices())
    def law(game):
        found = solve(game)
        for method in METHODS:
            if method.concept == "nash" and method.applies(game):
                other = solve(game, method=method.name)
                assert set(other) <= set(found) or other.completeness.status != "proved" or found.is_infinite
                if other.completeness.status == "proved":
                    claims[method.name] += 1
                    assert set(other) == set(found)
                    assert indexed(game, other) == indexed(game, found)

    assert (
        min(claims[name] for name in ("vertex_enumeration", "support_enumeration", "pure_equilibria"))
        > count // 10
    )


def walked(walk):
    while not walk.finished:
        walk.advance()
    listed = walk.listed()
    return (
        sorted(zip(listed.tight(), listed.labels(), strict=True)),
        listed.rows(),
        tuple(listed.perturbation),
    )


@cases(11, 2000)
def test_the_compiled_walk_lists_what_the_plain_one_does(count):
    compiled = VERTICES.load()
    assert compiled is not None

    @always(count, bimatrices(6), st.sampled_from(SCALES), st.integers(0, 1))
    def law(game, scale, mixing):
        constraints = best_response_constraints(rescaled(game, (scale, scale), (0, 0)), mixing)
        if scale == 10**12:  # else the scale is a common factor of rows that differ in nothing else
            constraints = [[entry + entry % 997 for entry in row] for row in constraints]
        assert walked(PlainWalk(constraints)) == walked(CompiledWalk(constraints, compiled))


@cases(28, 2000)
def test_the_proof_proves_what_was_found(count):
    @always(count, bimatrices(5))
    def law(game):
        found = solve(game)
        shown = check_proof(game, "nash", "Ann", found.proof)
        assert set(shown.profiles) == set(found)
        assert shown.infinite == found.is_infinite


@cases(28, 2000)
def test_a_proof_without_one_of_its_vertices_is_rejected(count):
    @always(count, bimatrices(), st.integers(0, 1), st.data())
    def law(game, side, data):
        proof = copy.deepcopy(solve(game).proof)
        del proof["vertices"][side][data.draw(st.integers(0, len(proof["vertices"][side]) - 1))]
        with pytest.raises(CertificateRejected):
            check_proof(game, "nash", "Ann", proof)


@cases(28, 4000)
def test_a_proof_in_which_one_number_is_another_is_rejected(count):
    @always(count, bimatrices(), st.integers(0, 1), st.sampled_from([-100, -1, 1, 100]), st.data())
    def law(game, side, change, data):
        proof = copy.deepcopy(solve(game).proof)
        vertex = data.draw(st.sampled_from(proof["vertices"][side]))
        part = data.draw(st.integers(0, 2))
        if part == 0 and not any(vertex[1]):
            return  # zero has any denominator
        if part == 0:
            vertex[0] += change
        else:
            vertex[part][data.draw(st.integers(0, len(vertex[part]) - 1))] += change
        with pytest.raises(CertificateRejected):
            check_proof(game, "nash", "Ann", proof)


@cases(28, 2000)
def test_a_proof_with_another_perturbation_is_rejected_or_proves_the_same(count):
    kinds = Counter()

    @always(count, bimatrices(), st.integers(0, 1), st.sampled_from([-100, -1, 1, 100]), st.data())
    def law(game, side, change, data):
        found = solve(game)
        proof = copy.deepcopy(found.proof)
        perturbation = proof["perturbations"][side]
        perturbation[data.draw(st.integers(0, len(perturbation) - 1))] += change
        try:  # the entry of an action that is nowhere a best response matters to no vertex
            shown = check_proof(game, "nash", "Ann", proof)
        except CertificateRejected:
            kinds["rejected"] += 1
        else:
            kinds["harmless"] += 1
            assert set(shown.profiles) == set(found)

    assert kinds["rejected"] > count // 2
    assert kinds["harmless"] > 0


@cases(17, 1000)
def test_a_proof_for_another_game_is_rejected_or_proves_the_same(count):
    @always(count, bimatrices(3), st.integers(0, 1), st.integers(1, 9), st.data())
    def law(game, who, more, data):
        cell = data.draw(st.integers(0, len(game.payoffs) - 1))
        cells = [list(pair) for pair in game.payoffs]
        cells[cell][who] += more
        other = bimatrix(*game.shape, cells)
        found = solve(other)
        try:
            shown = check_proof(other, "nash", "Ann", solve(game).proof)
        except CertificateRejected:
            return
        assert set(shown.profiles) == set(found)
