"""Play when players have their own models of the game: hypergames, and what misperception costs.

The government of L20 chooses how proactive it is, a tenth at a time; recruits grow with that, which its model
underrates.  What is expected there is enumerated in this file, level by level, in plain arithmetic.
"""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import strategies as st
from witnesses.games import table, tables, trees, wide
from witnesses.imperfect_trees import imperfect_trees, with_profiles
from witnesses.many_players import root_of_one_half
from witnesses.sampling import always, cases
from witnesses.tied_trees import unpaid_after

from gametheory_paradox.concepts import play_wrong_models
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import Chance, ExtensiveForm, Move, NormalForm, expected_payoffs, with_strategy
from gametheory_paradox.forms.solvers import solve

ANY = st.one_of(tables(), tables(wide))
NAMES = [["wait", "strike"]] * 2
CALM = NormalForm.from_tables(["A", "B"], NAMES, [[3, 0], [2, 1]], [[3, 2], [0, 1]], title="Calm")
TENSE = NormalForm.from_tables(["A", "B"], NAMES, [[3, 0], [4, 1]], [[3, 4], [0, 1]])


# Hypergames


def test_one_who_fears_the_other_strikes_and_surprises_it():
    # B thinks both prefer to strike; A knows that waiting is safe as long as the other waits, and has three
    # equilibria.
    found = play_wrong_models(CALM, {"B": TENSE})
    assert [(len(own), own.game) for own in found.expected] == [(3, CALM), (1, TENSE)]
    assert found.completeness.status == "proved"
    rows = {tuple(o.profile.probabilities[0]): (o.believed, o.real) for o in found.outcomes}
    half = Fraction(1, 2)
    assert rows == {
        (1, 0): ((3, 1), (0, 2)),
        (0, 1): ((1, 1), (1, 1)),
        (half, half): ((Fraction(3, 2), 1), (half, Fraction(3, 2))),
    }
    assert [o.surprises for o in found.outcomes if o.followed[0] == 0] == [(-3, 1)]


def test_all_combinations_are_listed():
    found = play_wrong_models(CALM, {})
    assert len(found.outcomes) == 9
    assert {o.followed for o in found.outcomes} == {(i, j) for i in range(3) for j in range(3)}
    assert [o.followed for o in found.agreeing()] == [(0, 0), (1, 1), (2, 2)]
    missed = next(
        o
        for o in found.outcomes
        if o.profile.to_data()["A"]["wait"] == o.profile.to_data()["B"]["strike"] == "1"
    )
    assert (missed.believed, missed.real) == ((3, 1), (0, 2))  # each follows another equilibrium


def test_a_table_is_shown():
    lines = str(play_wrong_models(CALM, {"B": TENSE, "A": TENSE})).splitlines()
    assert lines == [
        "Calm: each player follows its own model",
        "",
        "   A       B       A expects  B expects  A gets  B gets",
        "-  ------  ------  ---------  ---------  ------  ------",
        "1  strike  strike          1          1       1       1",
        "",
        "proved: all combinations of the equilibria of the players' own games",
    ]


def entry(strong):
    """Chance makes the guard strong or weak; the intruder, who does not see it, goes or stays."""
    after = {
        kind: Move(
            "I",
            "start",
            {
                "go": Move("G", kind, {"fight": (-4, 2 if kind == "strong" else -3), "yield": (2, 0)}),
                "stay": (0, 1),
            },
        )
        for kind in ("strong", "weak")
    }
    return ExtensiveForm.from_tree(
        ["I", "G"], Chance({"strong": (strong, after["strong"]), "weak": (1 - strong, after["weak"])})
    )


def test_another_probability_of_chance():
    half, tenth = Fraction(1, 2), Fraction(1, 10)
    found = play_wrong_models(entry(half), {"I": entry(tenth)})
    (outcome,) = found.outcomes
    assert outcome.profile.plays("I", "go", "start") == 1
    assert outcome.believed == (tenth * -4 + (1 - tenth) * 2, 1)  # the guard expects that nobody comes
    assert outcome.real == (half * -4 + half * 2, half * 2)
    assert [o.real for o in play_wrong_models(entry(half), {}).outcomes] == [(0, 1)]


def test_three_players():
    game = table((2, 2, 2), [(a + b * c, b + a, c - a * b) for a in (0, 1) for b in (0, 1) for c in (0, 1)])
    other = game.map(lambda payoff: -payoff)
    found = play_wrong_models(game, {"Bob": other})
    (outcome,) = found.outcomes
    assert [odds.index(1) for odds in outcome.profile.probabilities] == [1, 0, 1]
    assert (outcome.believed, outcome.real) == ((2, 0, 0), (1, 1, 1))


@cases(30, 800)
def test_when_all_know_the_game_nothing_changes(count):
    @always(count, st.one_of(ANY, trees()))
    def law(game):
        equilibria = solve(game)
        if len(equilibria) ** len(game.players) > 100:
            return
        found = play_wrong_models(game, dict.fromkeys(game.players, replace(game, title="the same")))
        assert [o.profile for o in found.agreeing()] == list(equilibria.profiles)
        assert [o.real for o in found.agreeing()] == list(equilibria.payoffs)
        assert all(o.believed == o.real for o in found.agreeing())
        if len(equilibria) == 1:
            assert len(found.outcomes) == 1


@cases(17, 800)
def test_adding_to_one_s_payoffs_changes_beliefs_alone(count):
    @always(count, ANY, st.integers(1, 5))
    def law(game, bonus):
        who = game.players[0]
        moved = NormalForm(
            game.players, game.actions, tuple((own + bonus, other) for own, other in game.payoffs)
        )
        plain, shifted = play_wrong_models(game, {}), play_wrong_models(game, {who: moved})
        assert [o.profile for o in plain.outcomes] == [o.profile for o in shifted.outcomes]
        assert [o.real for o in plain.outcomes] == [o.real for o in shifted.outcomes]
        assert [o.believed[0] + bonus for o in plain.outcomes] == [o.believed[0] for o in shifted.outcomes]


def test_what_is_not_complete_says_why():
    indifferent = NormalForm.from_tables(["A", "B"], NAMES, [[0, 0], [0, 0]], [[0, 0], [0, 0]])
    found = play_wrong_models(CALM, {"B": indifferent})
    assert (found.completeness.status, found.completeness.why) == (
        "partial",
        "of infinitely many equilibria in the model of B the extreme ones are followed",
    )
    spent = play_wrong_models(CALM, {"B": TENSE}, budget=0)
    assert (spent.completeness.status, spent.outcomes) == ("budget", ())
    irrational = play_wrong_models(root_of_one_half(), {})
    assert (
        irrational.completeness.why
        == "the model of Ann has equilibria that are not rational; they are left out"
    )


def test_models_that_are_of_another_game():
    def refused(model, message, player="B"):
        with pytest.raises(InvalidGame, match=message):
            play_wrong_models(CALM, {player: model})

    refused(entry(Fraction(1, 2)), "the model of B is a tree, the game is a table")
    refused(
        NormalForm.from_tables(["A", "C"], NAMES, *[[[0, 0], [0, 0]]] * 2),
        "the model of B has the players A, C, the game A, B",
    )
    fewer = NormalForm.from_tables(["A", "B"], [["wait"], NAMES[1]], *[[[0, 0]]] * 2)
    refused(
        fewer,
        "the model of B gives A wait, the game wait, strike; "
        "a model may differ in payoffs and in probabilities",
    )
    refused(CALM, "a model of 'C', who is not a player; the players are A, B", "C")
    tree = ExtensiveForm.from_tree(["I", "G"], Move("I", "start", {"go": (0, 0), "stay": (0, 0)}))
    with pytest.raises(
        InvalidGame, match="the model of I gives G at 'strong' no choice, the game fight, yield"
    ):
        play_wrong_models(entry(Fraction(1, 2)), {"I": tree})
    with pytest.raises(InvalidGame, match="has information sets that the game has not, or in another order"):
        play_wrong_models(
            tree,
            {
                "I": ExtensiveForm.from_tree(
                    ["I", "G"], Move("I", "start", {"go": (0, 0), "stay": Move("G", "x", {"y": (0, 0)})})
                )
            },
        )


def test_too_many_combinations_are_refused():
    assert len(play_wrong_models(table((3, 3), [(0, 0)] * 9), {}).outcomes) == 81
    huge = NormalForm(("A", "B"), (tuple("abcdefghijk"),) * 2, ((Fraction(0), Fraction(0)),) * 121)
    with pytest.raises(Unsupported, match="14,641 combinations, more than 10,000"):
        play_wrong_models(huge, {})


# Misperception


@cases(17, 800)
def test_fixing_a_strategy_keeps_what_everybody_expects(count):
    @always(count, with_profiles(imperfect_trees()), st.data())
    def law(case, data):
        game, profile = case
        player = data.draw(st.sampled_from(game.players))
        own = [n for n, info in enumerate(game.information_sets) if info.player == player]
        fixed = with_strategy(game, player, tuple(profile.probabilities[n] for n in own))
        assert all(info.player != player for info in fixed.information_sets)
        places = {
            (info.player, info.name): odds
            for info, odds in zip(game.information_sets, profile.probabilities, strict=True)
        }
        kept = type(profile)(
            fixed.information_sets, tuple(places[info.player, info.name] for info in fixed.information_sets)
        )
        assert expected_payoffs(fixed, kept) == expected_payoffs(game, profile)
        assert not any(0 in node.probabilities for node in fixed.nodes if hasattr(node, "probabilities"))


def test_fixing_a_strategy_of_a_table():
    fixed = with_strategy(CALM, "A", ((Fraction(1, 3), Fraction(2, 3)),))
    assert (fixed.actions, fixed.payoffs) == (
        (("wait 1/3, strike 2/3",), ("wait", "strike")),
        ((Fraction(7, 3), 1), (Fraction(2, 3), Fraction(4, 3))),
    )


def test_where_not_all_equilibria_are_listed_nothing_is_complete():
    game, model = unpaid_after((0, 5, 5)), unpaid_after()
    assert solve(model).completeness.status == "proved"
    followed = play_wrong_models(game, {"A": model}).completeness
    assert (followed.status, followed.why) == (
        "partial",
        "of infinitely many equilibria in the model of A the listed ones are followed",
    )
