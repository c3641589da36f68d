"""Stochastic games: what they refuse, their JSON, what is taken away from them, what they are worth."""

from dataclasses import replace
from fractions import Fraction

import pytest
from witnesses.stochastic_games import RELATIONS, VACUUM, random_game

from gametheory_paradox import catalog, solve
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import (
    Profile,
    State,
    StochasticGame,
    delete,
    expected_payoffs,
    game_from_data,
    game_hash,
    game_to_data,
    number_from_data,
    scope_of,
    state_values,
    without_measure,
)
from gametheory_paradox.models.files import read_model

ONE, ZERO, HALF = Fraction(1), Fraction(0), Fraction(1, 2)
CALM = State("calm", (("keep", "press"),), ((2 * ONE,), (3 * ONE,)), ((ONE, ZERO), (HALF, HALF)))
WAR = State("war", ((),), ((-ONE,),), ((ZERO, ONE),))
GAME = StochasticGame(("A",), (CALM, WAR), (ONE, ZERO), (HALF,))


def vacuum():
    return read_model(VACUUM).at()


def test_each_state_is_an_information_set_of_everybody_who_moves_there():
    names = [(info.player, info.name) for info in vacuum().information_sets]
    assert names == [("One", "stable"), ("Two", "stable")]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"states": (CALM, replace(WAR, name="calm"))}, "named twice"),
        ({"states": ()}, "at least one state"),
        ({"players": ()}, "at least one player"),
        ({"start": (ONE,)}, "1 probabilities of starting"),
        ({"start": (HALF, ZERO)}, "sum to 1/2"),
        ({"start": (2 * ONE, -ONE)}, "negative"),
        ({"discounts": ()}, "0 discount factors"),
        ({"discounts": (2 * ONE,)}, "at least 0 and below 1"),
        ({"discounts": (ONE,)}, "'war' is never left and pays"),
        ({"states": (replace(CALM, transitions=((ONE, ZERO), (HALF, ZERO))), WAR)}, "sum to 1/2"),
        ({"states": (replace(CALM, transitions=((ONE, ZERO), (ONE,))), WAR)}, "expected 2 probabilities"),
        ({"states": (replace(CALM, payoffs=((ONE,),)), WAR)}, "2 combinations"),
        ({"states": (replace(CALM, payoffs=((ONE,), (ONE, ONE))), WAR)}, "expected 1 payoffs"),
        ({"states": (replace(CALM, actions=(("keep", "keep"),)), WAR)}, "named twice"),
    ],
)
def test_what_is_no_game_is_refused(change, says):
    with pytest.raises(InvalidGame, match=says):
        replace(GAME, **change)


def test_without_discount_every_profile_must_end():
    over = replace(WAR, payoffs=((ZERO,),))
    assert replace(
        GAME,
        states=(replace(CALM, transitions=((HALF, HALF), (HALF, HALF))), over),
        discounts=(ONE,),
    )
    with pytest.raises(InvalidGame, match="play may stay in 'calm'"):
        replace(GAME, states=(CALM, over), discounts=(ONE,))


def test_undiscounted_values_are_sums():
    over = replace(WAR, payoffs=((ZERO,),))
    leaving = replace(CALM, transitions=((HALF, HALF), (ZERO, ONE)))
    game = replace(GAME, states=(leaving, over), discounts=(ONE,))
    worth = [state_values(game, Profile.pure(game.information_sets, [a])) for a in (0, 1)]
    assert worth == [((Fraction(4),), (ZERO,)), ((Fraction(3),), (ZERO,))]


@pytest.mark.parametrize("measure", ["", "security"])
def test_it_comes_back_from_json(measure):
    family = read_model(VACUUM)
    game = family.measured(measure).at() if measure else family.at()
    again = game_from_data(game_to_data(game), number_from_data)
    assert again == game
    assert game_hash(again) == game_hash(game)
    assert game_hash(game) != game_hash(family.at(b=2))


def test_information_sets_in_json_are_those_of_the_states():
    data = game_to_data(GAME)
    data["information_sets"].append({"player": "A", "name": "peace", "actions": ["wait"]})
    with pytest.raises(InvalidGame, match="an information set for each state"):
        game_from_data(data, number_from_data)


@pytest.mark.parametrize(
    ("choices", "worth"),
    [([0, 0], ("5/26", "5/26")), ([1, 1], ("320/59", "320/59")), ([1, 0], ("-260/163", "940/163"))],
)
def test_the_vacuum_is_worth_what_is_printed(choices, worth):
    game = vacuum()
    profile = Profile.pure(game.information_sets, choices)
    assert tuple(map(str, expected_payoffs(game, profile))) == worth
    assert state_values(game, profile)[1] == (-20, -20)


def test_values_are_where_one_more_period_leaves_them():
    game = random_game(5, 4, players=3)
    odds = tuple((Fraction(1, 3), Fraction(2, 3)) for _ in game.information_sets)
    values = state_values(game, Profile(game.information_sets, odds))
    for state, own in zip(game.states, values, strict=True):
        again = [ZERO] * 3
        for played, cell, row in zip(state.combinations(), state.payoffs, state.transitions, strict=True):
            weight = ONE
            for action in played:
                weight *= Fraction(1, 3) if action == "a0" else Fraction(2, 3)
            for who in range(3):
                later = sum(p * values[there][who] for there, p in enumerate(row))
                again[who] += weight * (cell[who] + game.discounts[who] * later)
        assert tuple(again) == own


def test_blocks_of_the_chain_are_solved_apart():
    # From the first state to the second, then round between the second and the third.
    def only(there):
        return ((tuple(ONE if n == there else ZERO for n in range(3))),)

    states = tuple(State(f"s{n}", ((),), ((Fraction(n),),), only(there)) for n, there in enumerate((1, 2, 1)))
    game = StochasticGame(("A",), states, (ONE, ZERO, ZERO), (HALF,))
    # V1 = 1 + V2/2, V2 = 2 + V1/2, V0 = V1/2
    assert state_values(game, Profile((), ())) == ((Fraction(4, 3),), (Fraction(8, 3),), (Fraction(10, 3),))


def test_each_discounts_by_its_own_factor():
    game = replace(vacuum(), discounts=(Fraction(1, 2), Fraction(9, 10)))
    worth = state_values(game, Profile.pure(game.information_sets, [0, 0]))
    assert worth[1] == (-4, -20)


def test_an_action_is_taken_away_where_it_is_said():
    game = vacuum()
    without = delete(game, scope_of(game, "One", "coerce"))
    assert [info.actions for info in without.information_sets] == [("restrain",), ("coerce", "restrain")]
    assert expected_payoffs(without, Profile.pure(without.information_sets, [0, 0]))[0] == Fraction(-260, 163)
    with pytest.raises(InvalidGame, match="no information set 'vacuum'"):
        scope_of(game, "One", "coerce", at="vacuum")


def test_a_measure_has_columns_of_its_own():
    game = read_model(VACUUM).measured("security").at()
    both = expected_payoffs(game, Profile.pure(game.information_sets, [0, 0]))
    # Gains from coercing, 6/5 a period, are no security: V = 1 + 9/10 (88/100 V - 12/100 · 20).
    assert [str(p) for p in both] == ["5/26", "5/26", "-145/26", "-145/26"]
    assert without_measure(game) == read_model(VACUUM).at()


def test_a_game_may_start_in_another_state():
    family = read_model(RELATIONS)
    for thing in (family.starting_in("bad").at(), family.at().starting_in("bad")):
        assert thing.start == (0, 1)
        assert thing.states == family.at().states
    found = solve(family.starting_in("bad").at())
    assert found.payoffs == tuple(state_values(family.at(), own)[1] for own in found.profiles)
    with pytest.raises(InvalidGame, match="'worse' is not a state"):
        family.starting_in("worse")
    with pytest.raises(InvalidGame, match="games in periods have states to start in"):
        catalog.load("seed/trade-restriction").starting_in("calm")


def test_steps_within_a_period_may_be_many():
    count = 400
    rows = [
        tuple(Fraction(there == min(place + 1, count - 1)) for there in range(count))
        for place in range(count)
    ]
    states = tuple(
        State(f"s{place}", ((),), ((Fraction(0),),), (row,), at_once=place < count - 1)
        for place, row in enumerate(rows)
    )
    game = StochasticGame(("A",), states, rows[0], (Fraction(1, 2),))
    assert game.steps_left == tuple(range(count, 0, -1))
    with pytest.raises(InvalidGame, match="lead round"):
        replace(game, states=(*states[:-1], replace(states[-1], at_once=True)))
