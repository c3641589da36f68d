"""Pure equilibria of tables as formulas, against looking at every cell of the game at points."""

from fractions import Fraction
from itertools import product
from random import Random

import pytest
from hypothesis import strategies as st
from witnesses.sampling import always, cases, slowly
from witnesses.stochastic_games import over_patience

import gametheory_paradox as gp
from gametheory_paradox import catalog
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.exact.factors import Factoring
from gametheory_paradox.forms import NormalForm
from gametheory_paradox.maps import atlas
from gametheory_paradox.maps.belief_ranges import MOST_PROFILES, pure_branches
from gametheory_paradox.models import GameFamily, Parameter
from gametheory_paradox.polynomials import Polynomial, RationalFunction

NAMES = ("a", "b")


@st.composite
def families(draw):
    """Tables for two to four players, payoffs affine in two parameters from 0 to 1; lasting ties occur."""
    shape = draw(st.sampled_from([(2, 2), (3, 2), (2, 2, 2), (3, 2, 2), (2, 2, 2, 2)]))
    payoff = st.tuples(*(st.integers(-2, 2) for _ in range(3)))
    cells = [
        tuple(
            RationalFunction(Polynomial({(): one, (("a", 1),): a, (("b", 1),): b}))
            for one, a, b in draw(st.tuples(*[payoff] * len(shape)))
        )
        for _ in product(*map(range, shape))
    ]
    actions = tuple(tuple(f"{who}{n}" for n in range(size)) for who, size in zip("wxyz", shape, strict=False))
    form = NormalForm(tuple("WXYZ"[: len(shape)]), actions, tuple(cells))
    zero, one = Fraction(0), Fraction(1)
    return GameFamily(
        form, tuple(Parameter(name=name, low=zero, high=one, baseline=one / 2) for name in NAMES)
    )


def by_looking(game):
    """Every profile from which nobody gains by deviating, with its payoffs."""
    found = set()
    for profile in product(*map(range, game.shape)):
        own = game.cell(profile)
        others = [
            (who, (*profile[:who], n, *profile[who + 1 :]))
            for who in range(len(profile))
            for n in range(game.shape[who])
        ]
        if all(game.cell(other)[who] <= own[who] for who, other in others):
            found.add((tuple(names[n] for names, n in zip(game.actions, profile, strict=True)), own))
    return found


@cases(5, 800)
def test_they_are_what_looking_at_every_cell_finds(count):
    met = set()

    @always(
        count,
        families(),
        st.lists(st.tuples(*[st.fractions(0, 1, max_denominator=997)] * 2), min_size=1, max_size=4),
    )
    def law(family, where):
        found = atlas(family, concept="pure-nash")
        for values in where:
            point = dict(zip(NAMES, values, strict=True))
            polynomials = [
                i.polynomial for leaf in found.leaves for case in leaf.condition.cases for i in case
            ]
            game = family.form.map(lambda p, at=point: p.value(at))
            if (
                not all(0 < v < 1 for v in values)
                or not all(p.value(point) for p in polynomials)
                or tied(family.form, point)
            ):
                continue
            here = {
                (tuple(own[0][0] for own in leaf.strategies), tuple(p.value(point) for p in leaf.payoffs))
                for leaf in found.leaves
                if any(all(i.polynomial.value(point) > 0 for i in case) for case in leaf.condition.cases)
            }
            assert here == by_looking(game)
            met.add((len(family.form.players), min(len(here), 2)))

    assert {players for players, _ in met} == {2, 3, 4}
    assert {number for _, number in met} == {0, 1, 2}


def tied(form, point):
    """Whether a payoff equals that of a deviation at this point, though not everywhere."""
    for profile in product(*map(range, form.shape)):
        for who, size in enumerate(form.shape):
            for n in range(size):
                gain = form.cell(profile)[who] - form.cell((*profile[:who], n, *profile[who + 1 :]))[who]
                if gain and not gain.value(point):
                    return True
    return False


def test_what_gives_the_same_everywhere_is_no_reason_to_leave():
    one, a = RationalFunction.constant(1), RationalFunction.variable("a")
    form = NormalForm(("W", "X", "Y"), (("t", "b"), ("l",), ("n",)), ((one, a, a), (one, a, a)))
    assert [branch.exists for branch in pure_branches(form, Factoring())] == [True, True]


@pytest.mark.parametrize(
    "name", ["seed/third-party-expansion", "seed/militarisation/measure", "seed/collective-action/alike"]
)
def test_games_of_the_catalog_at_their_baseline(name):
    family = catalog.load(name)
    found = atlas(family)
    assert (found.concept, found.pure_alone) == ("pure-nash", True)
    here = {
        (tuple(own[0][0] for own in leaf.strategies), tuple(p.value(family.baseline) for p in leaf.payoffs))
        for leaf in found.leaves
        if any(all(i.polynomial.value(family.baseline) > 0 for i in case) for case in leaf.condition.cases)
    }
    assert here == by_looking(family.at())


def test_coercion_that_a_third_party_answers_has_one_pure_equilibrium():
    (leaf,) = atlas(catalog.load("seed/third-party-expansion")).leaves
    assert leaf.play == "coerce against suppress against expand"
    assert leaf.payoffs[0] == RationalFunction.constant(2)


def test_the_list_says_that_it_is_of_pure_profiles():
    found = atlas(catalog.load("seed/collective-action/alike"))
    assert "pure-nash equilibria" in str(found)
    assert "equilibria in mixed strategies are not listed" in found.table().note
    assert "equilibria in mixed strategies are not listed" in found.latex()
    assert found.to_data()["pure_alone"] is True
    assert atlas(catalog.load("literature/tsebelis-1989/penalties")).to_data()["pure_alone"] is False


@pytest.mark.slow
def test_all_equilibria_of_many_players_are_listed_on_demand():
    found = atlas(catalog.load("seed/collective-action/alike"), concept="nash")
    assert (found.concept, found.pure_alone) == ("nash", False)
    assert found.degenerate.is_never  # each has one best action, so that nobody mixes
    open_ = atlas(catalog.load("seed/collective-action/weakest-link"), concept="nash").degenerate
    assert str(open_) == "H*e + 3*H > 4*f and 4*f > H"  # between, the four may mix


def test_large_tables_are_refused():
    nothing = (RationalFunction.constant(0),) * 2
    size = MOST_PROFILES // 100 + 1
    form = NormalForm(
        ("R", "C"), tuple(tuple(f"{who}{n}" for n in range(size)) for who in "rc"), (nothing,) * size**2
    )
    with pytest.raises(Unsupported, match=f"{size**2:,} pure profiles is too large"):
        pure_branches(form, Factoring())


@pytest.mark.parametrize("states", [2, slowly(3), slowly(4)])
def test_those_over_time_are_what_bounds_of_values_find(states):
    found, random = 0, Random(states)
    for seed in range(3 * states):
        family = over_patience(states, seed)
        listed = atlas(family, concept="pure-markov-perfect")
        for _ in range(4):
            point = {
                "x": Fraction(random.randrange(1, 400), 101),
                "d": Fraction(random.randrange(1, 90), 101),
            }
            there = sorted(
                tuple(payoff.value(point) for payoff in leaf.payoffs)
                for leaf in listed.leaves
                if any(all(i.polynomial.value(point) > 0 for i in case) for case in leaf.condition.cases)
            )
            assert there == sorted(gp.solve(family.at(**point), concept="pure-markov-perfect").payoffs)
            found += len(there)
    assert found > 8


def test_over_time_mixtures_are_left_out_and_five_states_are_none_too_many():
    family = over_patience(5, 0)
    listed = atlas(family, concept="pure-markov-perfect", budget=60)
    assert listed.pure_alone
    assert listed.degenerate.is_never
    assert "mixed strategies are not listed" in listed.table().note
