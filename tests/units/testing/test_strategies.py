"""Draws of the public strategies: every kind they name, nothing else, and simple things first."""

import re
from fractions import Fraction

import pytest
from architecture.source_tree import ROOT
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from witnesses.sampling import always, ordinarily, seen

import gametheory_paradox as gp
from gametheory_paradox import testing
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import ExtensiveForm, Lottery, NormalForm, has_perfect_recall
from gametheory_paradox.forms.trees.signaling import signaling_game
from gametheory_paradox.models import measured_values
from gametheory_paradox.testing.checks import BAD, BYSTANDER

SIMPLEST = settings(database=None, derandomize=True, max_examples=300)
FIRST = settings(SIMPLEST, phases=[Phase.generate])  # as it comes, where only names are looked at


def chances(game):
    return sum(isinstance(node, Lottery) for node in game.nodes)


def simplest(strategy, condition=lambda drawn: True):
    return find(strategy, condition, settings=SIMPLEST)


# --- payoffs
# ---------------------------------------------------------------------------------------------------------


def test_payoffs_are_in_their_range_with_small_denominators():
    @always(100, testing.payoffs(-2, 5, largest_denominator=4))
    def law(payoff):
        assert -2 <= payoff <= 5
        assert payoff.denominator <= 4

    @seen(100, testing.payoffs(-2, 5, largest_denominator=4))
    def whole(payoff):
        return payoff.denominator == 1

    assert min(whole[True], whole[False]) >= 20


@pytest.mark.slow
def test_payoffs_shrink_to_whole_numbers_and_to_zero():
    some = testing.payoffs(-9, 9, largest_denominator=6)
    assert simplest(some) == 0
    assert simplest(some, lambda payoff: payoff > Fraction(7, 3)) == 3
    assert simplest(some, lambda payoff: Fraction(1, 2) < payoff < 1) == Fraction(2, 3)


@pytest.mark.parametrize("bad", [{"low": 2, "high": 1}, {"largest_denominator": 0}])
def test_a_range_without_payoffs_is_refused(bad):
    with pytest.raises(InvalidGame, match="no payoff lies between"):
        testing.payoffs(**bad)


# --- normal forms
# ----------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_normal_forms_have_any_number_of_players_and_sizes():
    @seen(200, testing.normal_forms(players=st.integers(1, 4), actions=st.integers(1, 3)))
    def sizes(game):
        assert isinstance(game, NormalForm)
        return game.shape

    assert {len(shape) for shape in sizes} == {1, 2, 3, 4}
    assert len(sizes) >= 20


@pytest.mark.slow
def test_a_number_is_as_good_as_a_strategy_and_there_are_names_for_many_players():
    game = simplest(testing.normal_forms(players=10, actions=1))
    assert len(set(game.players)) == 10
    assert game.shape == (1,) * 10
    assert not any(game.payoffs[0])


@pytest.mark.slow
def test_normal_forms_shrink_to_small_games_of_zeros_and_ones():
    game = simplest(testing.normal_forms(), lambda game: any(cell[0] > 0 for cell in game.payoffs))
    assert game.shape == (2, 2)
    assert sorted(p for cell in game.payoffs for p in cell) == [0] * 7 + [1]


@pytest.mark.slow
def test_every_continuum_is_one():
    @always(40, testing.continua(players=2))
    def law(game):
        found = testing.check_equilibria(gp.solve(game))
        assert found.completeness.status == "proved"
        assert found.is_infinite


@pytest.mark.slow
def test_degenerate_games_are_so_far_more_often_than_plain_ones():
    def ratio(strategy):
        @seen(60, strategy)
        def degenerate(game):
            found = gp.solve(game)
            return found.is_infinite or len(found) % 2 == 0

        return degenerate[True]

    wide = testing.payoffs(-50, 50)
    assert ratio(testing.normal_forms(players=2, payoffs=wide)) <= 15
    assert ratio(testing.degenerate_normal_forms(players=2, payoffs=wide)) >= 25


@pytest.mark.slow
def test_degenerate_games_are_of_every_kind():
    part = ordinarily(3, 1)

    @seen(200 // part, testing.degenerate_normal_forms(players=2, payoffs=testing.payoffs(-50, 50)))
    def kinds(game):
        rows, columns = ([tuple(map(game.cell, line)) for line in lines] for lines in _lines(game.shape))
        twins = len(set(rows)) < len(rows) or len(set(columns)) < len(columns)
        flat = any(len({cell[0] for cell in line}) == 1 for line in columns) or any(
            len({cell[1] for cell in line}) == 1 for line in rows
        )
        return twins, len({sum(cell) for cell in game.payoffs}) == 1, flat

    assert sum(count for kind, count in kinds.items() if kind[0]) >= 30 / part
    assert sum(count for kind, count in kinds.items() if kind[1]) >= 15 / part
    assert sum(count for kind, count in kinds.items() if kind[2] and not kind[0]) >= 15 / part


def _lines(shape):
    return (
        [[(i, j) for j in range(shape[1])] for i in range(shape[0])],
        [[(i, j) for i in range(shape[0])] for j in range(shape[1])],
    )


# --- trees
# -----------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_with_perfect_information_everybody_sees_everything():
    @seen(ordinarily(40, 120), testing.perfect_information_games())
    def kinds(game):
        assert game.has_perfect_information
        return chances(game) > 0, len(game.players)

    assert len(kinds) == 4

    @always(ordinarily(20, 60), testing.perfect_information_games(chance=False, players=1, depth=2))
    def law(game):
        assert not chances(game)
        assert len(game.players) == 1


def test_extensive_forms_remember_and_often_do_not_see():
    part = ordinarily(6, 1)

    @seen(150 // part, testing.extensive_forms(inner=st.integers(2, 6)))
    def kinds(game):
        assert all(has_perfect_recall(game, player) for player in game.players)
        return game.has_perfect_information, chances(game) > 0

    assert set(kinds) == {(a, b) for a in (True, False) for b in (True, False)}
    assert kinds[False, True] + kinds[False, False] >= 40 / part


@pytest.mark.slow
def test_without_recall_somebody_forgets_now_and_then():
    part = ordinarily(4, 1)

    @seen(150 // part, testing.extensive_forms(inner=st.integers(3, 6), recall=False))
    def recall(game):
        return all(has_perfect_recall(game, player) for player in game.players)

    assert recall[False] >= 20 / part


@pytest.mark.slow
def test_trees_shrink_to_one_move_or_two():
    assert len(simplest(testing.extensive_forms(), lambda game: chances(game) > 0).nodes) <= 6
    hidden = simplest(testing.extensive_forms(), lambda game: not game.has_perfect_information)
    assert len(hidden.nodes) == 7
    assert not any(payoff for _, end in hidden.terminals() for payoff in end.payoffs)


@pytest.mark.slow
def test_signaling_games_are_signaling_games():
    @seen(
        100,
        testing.signaling_games(
            types=st.integers(2, 3), messages=st.integers(2, 3), responses=st.integers(1, 3)
        ),
    )
    def kinds(game):
        read = signaling_game(game)
        return (
            len(read.types),
            len(read.messages),
            any(message.responses == ("",) for message in read.messages),
        )

    assert len(kinds) == 8


@pytest.mark.slow
def test_bayesian_games_have_types_and_hidden_states_and_correlation():
    @seen(150, testing.bayesian_games(players=st.integers(2, 3)))
    def kinds(game):
        assert isinstance(game, ExtensiveForm)
        assert isinstance(game.nodes[0], Lottery)
        assert all(has_perfect_recall(game, player) for player in game.players)
        typed = sum(sum(s.player == player for s in game.information_sets) > 1 for player in game.players)
        hidden = any(len(members) > 2 ** (len(game.players) - 1) for members in game.members)
        return len(game.players), typed > 1, hidden

    assert {kind[0] for kind in kinds} == {2, 3}
    assert all(any(kind[place] is value for kind in kinds) for place in (1, 2) for value in (True, False))


# --- families
# --------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_families_are_of_both_forms_and_hang_on_their_parameters():
    @seen(100, testing.families())
    def kinds(family):
        names = {name for formula in _formulas(family) for name in formula.names}
        return isinstance(family.form, NormalForm), bool(names)

    assert len(kinds) == 4
    assert sum(count for kind, count in kinds.items() if kind[1]) >= 50


@pytest.mark.slow
def test_families_have_accounts_by_name_and_each_counts_nothing_all_or_a_part():
    @seen(25, testing.families(trees=False, degree=1, quotients=False, accounts=st.integers(0, 4)))
    def kinds(family):
        known = ("security", "trade", "home", "account 4")
        assert tuple(account.name for account in family.accounts) == known[: len(family.accounts)]
        if not family.accounts:
            return "none"
        counted = [value for cell in measured_values(family, "security") for value in cell]
        if counted == _formulas(family):
            return "all"
        return "part" if any(value.names or value.value({}) for value in counted) else "nothing"

    assert min(kinds[kind] for kind in ("none", "all", "part", "nothing")) >= 1
    assert kinds["part"] >= 5


@pytest.mark.slow
def test_an_account_may_be_hurt_by_a_move_that_does_not_hurt_the_payoff():
    @seen(40, testing.families(trees=False, degree=0, accounts=1))
    def hurt(family):
        player, actions = family.players[0], family.form.actions[0]
        if len(actions) < 2:
            return False
        move = {"mover": player, "action": actions[0], "quantifier": "possible"}
        paid, safe = (gp.detect(family, "option", **move, measure=own) for own in ("payoff", "security"))
        return safe.name == "present" != paid.name

    assert hurt[True] >= 2


def _formulas(family):
    if isinstance(family.form, NormalForm):
        return [p for cell in family.form.payoffs for p in cell]
    return [p for _, end in family.form.terminals() for p in end.payoffs]


# --- profiles
# --------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_quick_profile_looks_at_the_same_games_each_time_and_the_long_one_at_many():
    def drawn():
        games = []

        @testing.profile("quick")
        @given(testing.normal_forms())
        def look(game):
            games.append(game)

        look()
        return games

    first = drawn()
    assert drawn() == first
    assert len(first) == 50
    assert testing.profile("long").max_examples >= 1000


def test_asking_for_a_profile_changes_no_settings():
    before = settings.default
    testing.profile("long")
    assert settings.default is before


def test_an_unknown_profile_is_refused_with_the_known_ones():
    with pytest.raises(InvalidGame, match="quick, long"):
        testing.profile("nightly")


def test_unknown_names_are_refused_and_known_ones_listed():
    with pytest.raises(AttributeError, match="no_such"):
        testing.no_such  # noqa: B018
    assert dir(testing) == sorted(testing.__all__)
    assert all(getattr(testing, name).__doc__ for name in testing.__all__)


# --- names
# ---------------------------------------------------------------------------------------------------------

NAMED = {  # players, information sets and outcomes of chance, as the page on exploring says
    "perfect_information_games": (r"Ann|Bob|Cat", r"n\d", "heads|tails"),
    "extensive_forms": (r"Ann|Bob|Cat", r"[ABC]\d", r"o\d"),
    "signaling_games": (r"Ann|Bob", r"t\d|after m\d", r"t\d"),
    "bayesian_games": (r"Ann|Bob", r"[ab]\d|start", r"[abs]\d(, [abs]\d)*"),
}


@pytest.mark.parametrize("name", NAMED)
def test_the_names_in_trees_are_those_on_the_page(name):
    players, places, outcomes = NAMED[name]

    @always(15, getattr(testing, name)())
    def law(game):
        for player in game.players:
            assert re.fullmatch(players, player)
        for info in game.information_sets:
            assert re.fullmatch(places, info.name)
        for node in game.nodes:
            if isinstance(node, Lottery):
                assert all(re.fullmatch(outcomes, outcome) for outcome in node.outcomes)


def test_the_page_lists_the_names_that_are_drawn():
    page = (ROOT / "docs" / "exploring.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| ([^|]+?) \| ([^|]+?) \|$", page.split("**Names**")[1], re.MULTILINE))
    game = simplest(testing.normal_forms(players=9, actions=1))
    assert rows["players"].removesuffix(", …") == ", ".join(game.players)
    family = find(testing.families(trees=False, accounts=4), lambda _: True, settings=FIRST)
    assert "parameters " + " and ".join(p.name for p in family.parameters) in rows["`families`"]
    assert ", ".join(account.name for account in family.accounts) in rows["`families`"]
    assert {f"`{name}`" for name in NAMED} - {"`perfect_information_games`", "`extensive_forms`"} <= set(rows)
    for case in (BYSTANDER, BAD):
        assert case in rows["`instances`"]
