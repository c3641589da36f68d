"""Information structures, garbling matrices, and games played with more or less information."""

from dataclasses import replace
from fractions import Fraction

import pytest

from gametheory_paradox.concepts import (
    Garbling,
    InformationStructure,
    NoGarbling,
    find_garbling,
    game_with_information,
    value_of_information,
)
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.games import NormalForm
from gametheory_paradox.solvers import solve

PRIOR = {"wet": "1/3", "dry": "2/3"}
SURE = {"wet": {"rain": 1}, "dry": {"sun": 1}}
HINT = {"wet": {"grey": "3/4", "blue": "1/4"}, "dry": {"grey": "1/4", "blue": "3/4"}}
sure = InformationStructure.from_signals(["Ann"], PRIOR, {"Ann": SURE})
hint = InformationStructure.from_signals(["Ann"], PRIOR, {"Ann": HINT})
nothing = InformationStructure.from_signals(["Ann"], PRIOR, {})
UMBRELLA = {
    "wet": NormalForm.from_tables(["Ann"], [["umbrella", "hat"]], [3, 0]),
    "dry": NormalForm.from_tables(["Ann"], [["umbrella", "hat"]], [0, 2]),
}


def coins(bob):
    """A state that nobody learns; Ann sees a fair coin, Bob the same one, the opposite, or one of his own."""
    odds = {"same": (1, 0), "opposite": (0, 1), "own": (Fraction(1, 2),) * 2}[bob]
    law = {}
    for state in ("l", "r"):
        for a in "HT":
            for b in "HT":
                law[state, a, b] = Fraction(1, 4) * odds[a != b]
    return InformationStructure.from_law(["Ann", "Bob"], law)


def test_the_joint_law_of_signals_that_are_independent_given_the_state():
    found = InformationStructure.from_signals(["Ann", "Bob"], PRIOR, {"Bob": HINT, "Ann": SURE})
    assert dict(found.law) == {
        ("wet", "rain", "grey"): Fraction(1, 4),
        ("wet", "rain", "blue"): Fraction(1, 12),
        ("dry", "sun", "grey"): Fraction(1, 6),
        ("dry", "sun", "blue"): Fraction(1, 2),
    }
    assert (found.states, found.signals("Bob"), found.signals("Ann")) == (
        ("wet", "dry"),
        ("grey", "blue"),
        ("rain", "sun"),
    )
    assert nothing.signals("Ann") == ("nothing",)


def test_the_garbling_is_found_and_checked():
    found = find_garbling(sure, hint, "Ann")
    assert isinstance(found, Garbling)
    assert found.matrix == ((Fraction(3, 4), Fraction(1, 4)), (Fraction(1, 4), Fraction(3, 4)))
    assert found.holds()
    assert sure.garbled("Ann", {"rain": HINT["wet"], "sun": HINT["dry"]}).law == hint.law


@pytest.mark.parametrize(
    "matrix",
    [
        ((Fraction(3, 4), Fraction(1, 4)), (Fraction(1, 4), Fraction(1, 2))),  # no distribution
        ((Fraction(5, 4), Fraction(-1, 4)), (Fraction(0), Fraction(1))),  # negative
        ((Fraction(1, 4), Fraction(3, 4)), (Fraction(3, 4), Fraction(1, 4))),  # another law
        ((Fraction(1), Fraction(0)), (Fraction(0), Fraction(1))),
        ((Fraction(3, 4), Fraction(1, 4)),),  # a row is missing
        ((Fraction(3, 4), Fraction(1, 4), Fraction(0)), (Fraction(1, 4), Fraction(3, 4), Fraction(0))),
    ],
)
def test_another_matrix_does_not_hold(matrix):
    assert not replace(find_garbling(sure, hint, "Ann"), matrix=matrix).holds()


def test_where_there_is_no_garbling_a_decision_shows_it():
    found = find_garbling(hint, sure, "Ann")
    assert isinstance(found, NoGarbling)
    assert found.holds()
    assert found.with_worse > found.with_better
    # The decision by hand: know the state and take the best of each row, or hear the hint and take the best
    # on average.
    wet, dry = (row for _, row in sorted(zip(hint.beside("Ann"), found.payoffs, strict=True), reverse=True))
    third, quarter = Fraction(1, 3), Fraction(1, 4)
    assert found.with_worse == third * max(wet) + 2 * third * max(dry)
    after_grey = max(third * 3 * quarter * w + 2 * third * quarter * d for w, d in zip(wet, dry, strict=True))
    after_blue = max(third * quarter * w + 2 * third * 3 * quarter * d for w, d in zip(wet, dry, strict=True))
    assert found.with_better == after_grey + after_blue
    assert "Ann can expect" in str(found)


def test_another_decision_does_not_hold():
    found = find_garbling(hint, sure, "Ann")
    # With these payoffs there is nothing to decide.
    assert not replace(found, payoffs=((Fraction(1), Fraction(1)), (Fraction(0), Fraction(0)))).holds()
    assert not replace(found, payoffs=found.payoffs[:1]).holds()
    assert not replace(found, payoffs=((Fraction(1),), (Fraction(1), Fraction(0)))).holds()
    assert not replace(found, better=sure, worse=hint).holds()
    assert not replace(found, worse=InformationStructure.from_signals(["Ann"], {"wet": 1}, {})).holds()


def test_it_is_not_enough_to_know_as_much_about_the_state():
    # Bob's coin says nothing about the state; but one tells what Ann sees, and his own coin is no substitute.
    assert find_garbling(coins("same"), coins("own"), "Bob").is_more_informative
    assert not find_garbling(coins("own"), coins("same"), "Bob").is_more_informative
    mirrored = find_garbling(coins("same"), coins("opposite"), "Bob")
    assert (coins("same").signals("Bob"), coins("opposite").signals("Bob")) == (("H", "T"), ("T", "H"))
    assert mirrored.matrix == ((1, 0), (0, 1))  # H becomes T, T becomes H
    against = find_garbling(coins("own"), coins("same"), "Bob")
    assert against.holds()
    assert len(against.payoffs) == 4  # for each state and each coin of Ann's


def test_two_hints_that_cannot_be_ranked():
    early = {"wet": {"alarm": 1}, "dry": {"alarm": "1/2", "quiet": "1/2"}}
    late = {"wet": {"alarm": "1/2", "quiet": "1/2"}, "dry": {"quiet": 1}}
    one, other = (InformationStructure.from_signals(["Ann"], PRIOR, {"Ann": odds}) for odds in (early, late))
    for pair in ((one, other), (other, one)):
        found = find_garbling(*pair, "Ann")
        assert not found.is_more_informative
        assert found.holds()


def test_only_one_player_s_signals_may_differ():
    both = InformationStructure.from_signals(["Ann", "Bob"], PRIOR, {"Ann": SURE, "Bob": HINT})
    one = InformationStructure.from_signals(["Ann", "Bob"], PRIOR, {"Ann": SURE})
    assert find_garbling(both, one, "Bob").is_more_informative
    with pytest.raises(
        InvalidGame, match="more differs than Ann's signals: the probability of wet, grey is 1/4 in the one"
    ):
        find_garbling(both, one, "Ann")
    other = InformationStructure.from_signals(["Ann"], {"wet": "1/2", "dry": "1/2"}, {"Ann": SURE})
    with pytest.raises(
        InvalidGame, match="the probability of wet is 1/3 in the one structure, 1/2 in the other"
    ):
        find_garbling(sure, other, "Ann")
    with pytest.raises(InvalidGame, match="the structures have different players: Ann and Ann, Bob"):
        find_garbling(sure, one, "Ann")


def test_what_a_lone_decision_maker_pays_for_knowing():
    # Uninformed: the hat, 4/3.  Knowing: 3/3 + 4/3 = 7/3.  The hint: umbrella after grey is 3/4, hat after
    # blue 1.
    for better, worse, value in (
        (sure, nothing, 1),
        (hint, nothing, Fraction(5, 12)),
        (sure, hint, Fraction(7, 12)),
    ):
        found = value_of_information(UMBRELLA, "Ann", better=better, worse=worse)
        assert found.is_complete
        assert found.value == (value, value)
        assert not found.backfires("possible")
    reverse = value_of_information(UMBRELLA, "Ann", better=nothing, worse=sure)
    assert reverse.loss("strong") == 1
    assert not reverse.backfires("strong")  # it gets less, but with less information
    assert "But the one is no garbling of the other." in str(reverse)


def test_many_equilibria_make_the_value_an_interval():
    names = [["x", "y"]] * 2
    meet = {
        s: NormalForm.from_tables(["Ann", "Bob"], names, [[1, 0], [0, 3]], [[1, 0], [0, 3]]) for s in PRIOR
    }
    silent = InformationStructure.from_signals(["Ann", "Bob"], PRIOR, {})
    found = value_of_information(meet, "Ann", better=silent, worse=silent)
    assert found.with_better.intervals == ((Fraction(3, 4),) * 2, (1, 1), (3, 3))
    assert found.value == (Fraction(-9, 4), Fraction(9, 4))
    assert [found.loss(q) for q in ("strong", "best", "worst", "possible")] == [
        Fraction(-9, 4),
        0,
        0,
        Fraction(9, 4),
    ]
    assert "worth between -9/4 and 9/4" in str(found)


def test_the_tree_of_a_game_with_information():
    told = InformationStructure.from_signals(["Ann", "Bob"], PRIOR, {"Bob": HINT})
    names = [["x", "y"], ["u", "v"]]
    wet = NormalForm.from_tables(["Ann", "Bob"], names, [[1, 2], [3, 4]], [[5, 6], [7, 8]])
    dry = NormalForm.from_tables(
        ["Ann", "Bob"], names, [[-1, -2], [-3, -4]], [[-5, -6], [-7, -8]], title="Dry"
    )
    tree = game_with_information({"wet": wet, "dry": dry}, told, title="Weather")
    assert tree.title == "Weather"
    assert [(s.player, s.name) for s in tree.information_sets] == [
        ("Ann", "start"),
        ("Bob", "grey"),
        ("Bob", "blue"),
    ]
    ends = {tree.history(place): node.payoffs for place, node in tree.terminals()}
    assert len(ends) == 16
    assert ends["wet, grey", "x", "v"] == (2, 6)
    assert ends["dry, blue", "y", "u"] == (-3, -7)
    assert sum(tree.nodes[0].probabilities) == 1
    assert tree.nodes[0].probabilities[0] == Fraction(1, 4)


def test_a_list_that_is_cut_short_says_nothing():
    found = value_of_information(UMBRELLA, "Ann", better=sure, worse=nothing, budget=0, concept="sequential")
    assert not found.is_complete
    assert not found.backfires("possible")
    with pytest.raises(Unsupported, match="no equilibrium was found"):
        _ = found.value


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: InformationStructure(("Ann",), ((("wet", "x"), Fraction(1, 2)),)), "sum to 1/2, not to 1"),
        (
            lambda: InformationStructure(("Ann",), ((("wet",), Fraction(1)),)),
            "expected a state and 1 signals, got wet",
        ),
        (
            lambda: InformationStructure(("Ann",), ((("wet", "x"), Fraction(0)),)),
            "the probability of wet, x is not positive: 0",
        ),
        (lambda: InformationStructure(("Ann",), ((("wet", "x"), Fraction(1, 2)),) * 2), "stands twice"),
        (
            lambda: InformationStructure.from_law(["Ann"], {("wet", "x"): "a"}),
            "the probability of wet, x: expected a number",
        ),
        (
            lambda: InformationStructure.from_signals(["Ann"], PRIOR, {"Bob": SURE}),
            "signals of 'Bob', who is not a player",
        ),
        (
            lambda: InformationStructure.from_signals(["Ann"], {"wet": 1}, {"Ann": SURE}),
            "in exactly the states wet",
        ),
        (
            lambda: InformationStructure.from_signals(["Ann"], {"wet": 1}, {"Ann": {"wet": {"x": "1/2"}}}),
            "Ann's signals in 'wet' are not a distribution: x 1/2",
        ),
        (
            lambda: sure.garbled("Ann", {"rain": {"x": 1}}),
            "the garbling needs a row for exactly rain, sun; got rain",
        ),
        (lambda: sure.signals("Bob"), "'Bob' is not a player; the players are Ann"),
        (
            lambda: game_with_information({"wet": UMBRELLA["wet"]}, sure),
            "there is no game for the state 'dry'",
        ),
        (
            lambda: game_with_information(
                {**UMBRELLA, "dry": NormalForm.from_tables(["Ann"], [["x"]], [1])}, sure
            ),
            "they differ in 'wet' and 'dry'",
        ),
        (
            lambda: game_with_information(
                UMBRELLA, coins("own").garbled("Ann", {"H": {"x": 1}, "T": {"x": 1}})
            ),
            "no game for",
        ),
        (
            lambda: game_with_information(UMBRELLA, InformationStructure.from_signals(["Bob"], PRIOR, {})),
            "the information is that of Bob; the players of the games are Ann, in this order",
        ),
    ],
)
def test_what_is_refused(make, message):
    with pytest.raises(InvalidGame, match=message):
        make()


def test_tables():
    assert str(hint).splitlines()[:6] == [
        "Who learns what",
        "",
        "state  Ann   probability",
        "-----  ----  -----------",
        "wet    grey          1/4",
        "wet    blue         1/12",
    ]
    assert "grey 3/4, blue 1/4" in str(value_of_information(UMBRELLA, "Ann", better=hint, worse=nothing))


def test_a_signal_called_like_another_player_s_or_the_state():
    told = {"wet": {"wet": 1}, "dry": {"dry": 1}}
    same = InformationStructure.from_signals(["Ann", "Bob"], PRIOR, {"Ann": told, "Bob": told})
    names = [["x", "y"]] * 2
    games = {
        s: NormalForm.from_tables(["Ann", "Bob"], names, [[1, 0], [0, 2]], [[1, 0], [0, 2]]) for s in PRIOR
    }
    found = solve(game_with_information(games, same), concept="subgame-perfect")
    assert len(found) == 9  # three equilibria in each state
