"""Play when players have their own models of the game: hypergames, and what misperception costs.

The government of L20 chooses how proactive it is, a tenth at a time; recruits grow with that, which its model
underrates.  What is expected there is enumerated in this file, level by level, in plain arithmetic.
"""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import strategies as st
from witnesses.games import commitment_tables, narrow, table, tables, trees, wide
from witnesses.imperfect_trees import imperfect_trees, with_profiles
from witnesses.many_players import root_of_one_half
from witnesses.sampling import always, cases, ordinarily, seen
from witnesses.tied_trees import unpaid_after

from gametheory_paradox.concepts import misperception, play_wrong_models
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.games import Chance, ExtensiveForm, Move, NormalForm, expected_payoffs, with_strategy
from gametheory_paradox.solvers import solve

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


def proactive(recruits, *, tie_break=0):
    """L20 with levels 0, 1/10, …, 1: the government chooses, the terrorists see it and attack."""
    after = {}
    for level in (Fraction(n, 10) for n in range(11)):
        cost = -2 * level * level
        normal, spectacular = 1 - level, Fraction(1, 10) + recruits * level
        attack = {
            "normal": attempt(normal, (cost - 10, 4 + tie_break), (cost, tie_break)),
            "spectacular": attempt(spectacular, (cost - 60, 10), (cost, 0)),
        }
        after[str(level)] = Move("terrorists", f"after {level}", attack)
    return ExtensiveForm.from_tree(["government", "terrorists"], Move("government", "start", after))


def attempt(success, then, otherwise):
    outcomes = {"succeeds": (success, then), "fails": (1 - success, otherwise)}
    return Chance({name: outcome for name, outcome in outcomes.items() if outcome[0]})


def enumerated(true, believed):
    """What the government expects, gets, could get at best, and gets at level 0; ties for a normal attack."""

    def at(n, recruits):  # everything in units of a thousandth, with whole numbers
        normal_worth, spectacular_worth = 4 * (1000 - 100 * n), 10 * (100 + recruits * n // 10)
        if spectacular_worth > normal_worth:
            return -60 * (100 + recruits * n // 10) - 20 * n * n
        return -10 * (1000 - 100 * n) - 20 * n * n

    true, believed = int(true * 1000), int(believed * 1000)
    chosen = max(range(11), key=lambda n: at(n, believed))
    return tuple(
        Fraction(v, 1000)
        for v in (at(chosen, believed), at(chosen, true), max(at(n, true) for n in range(11)), at(0, true))
    )


RATES = [Fraction(n, 10) for n in (1, 2, 4, 6, 9)]
BONUS = Fraction(1, 1000)  # ties go to the normal attack


@pytest.mark.parametrize("true", RATES)
@pytest.mark.parametrize("believed", RATES)
def test_underrated_backlash(true, believed):
    game, model = (proactive(rate, tie_break=BONUS) for rate in (true, believed))
    found = misperception(game, model, "government", inaction="0")
    expects, gets, could_get, doing_nothing = enumerated(true, believed)
    assert found.is_complete
    assert found.believed.intervals == ((expects, expects),)
    assert found.real.intervals == ((gets, gets),)
    assert found.informed.intervals == ((could_get, could_get),)
    assert found.inaction.intervals == ((doing_nothing, doing_nothing),)
    assert found.backfires() == (gets < could_get)
    assert found.backfires_hard() == (gets < could_get and gets < doing_nothing)
    if true == believed:
        assert not found.backfires("possible")


def test_the_numbers_of_the_model():
    assert enumerated(Fraction(3, 5), Fraction(1, 5))[1:] == (Fraction(-49, 2), Fraction(-359, 50), -10)
    found = misperception(
        *(proactive(Fraction(n, 5), tie_break=BONUS) for n in (3, 1)), "government", inaction="0"
    )
    assert found.backfires_hard()
    assert found.loss() == Fraction(49, 2) - Fraction(359, 50)
    assert found.loss_against_inaction() == Fraction(29, 2)
    assert [
        dict(zip(found.game.information_sets[0].actions, odds, strict=True))["1/2"]
        for (odds,) in found.chosen
    ] == [1]
    lines = str(found).splitlines()
    assert lines[2:] == [
        "government                   payoff  list",
        "--------------------------  -------  ------",
        "expects                       -11/2  proved",
        "gets                          -49/2  proved",
        "would get knowing the game  -359/50  proved",
        "would get doing nothing         -10  proved",
        "",
        "It plays: 1/2.",
    ]


def test_overrated_backlash_costs_less_than_doing_nothing():
    kinds = set()
    for true in RATES:
        for believed in RATES:
            found = misperception(
                *(proactive(rate, tie_break=BONUS) for rate in (true, believed)), "government", inaction="0"
            )
            kinds.add((believed < true, believed > true, found.backfires(), found.backfires_hard()))
    assert (True, False, True, True) in kinds  # underrated: worse than doing nothing
    assert (False, True, True, False) in kinds  # overrated: too cautious, but better than nothing
    assert not any(over and hard for _, over, _, hard in kinds)


def test_with_ties_left_open_the_list_is_partial_and_nothing_is_said():
    found = misperception(*(proactive(Fraction(n, 5)) for n in (3, 1)), "government", inaction="0")
    assert not found.is_complete
    assert not found.backfires("possible")
    assert Fraction(-49, 2) in found.real
    assert Fraction(-359, 50) in found.informed


def test_where_not_all_equilibria_are_listed_nothing_is_complete():
    game, model = unpaid_after((0, 5, 5)), unpaid_after()
    assert solve(model).completeness.status == "proved"
    followed = play_wrong_models(game, {"A": model}).completeness
    assert (followed.status, followed.why) == (
        "partial",
        "of infinitely many equilibria in the model of A the listed ones are followed",
    )
    found = misperception(game, model, "B")
    assert found.real.completeness.status == "partial"
    assert "of the model those listed are followed" in found.real.completeness.why
    assert not found.is_complete


def test_the_same_as_a_hypergame_when_the_others_see_the_move():
    game, model = (proactive(Fraction(n, 5), tie_break=BONUS) for n in (3, 1))
    (outcome,) = play_wrong_models(game, {"government": model}).outcomes
    found = misperception(game, model, "government")
    assert (outcome.believed[0], outcome.real[0]) == (found.believed.low, found.real.low)


@cases(14, 1000)
def test_who_knows_the_game_loses_nothing_by_its_model(count):
    @always(count, ANY, st.integers(0, 1))
    def law(game, who):
        player = game.players[who]
        for inaction in game.actions[who]:
            found = misperception(game, game, player, inaction=inaction)
            assert found.loss("strong") <= 0
            assert not found.backfires("strong")
            assert not found.backfires_hard("strong")
        # Its equilibria's payoffs are among what it may get.
        assert all(low in found.real and high in found.real for low, high in found.informed.intervals)


@cases(22, 500)
def test_in_trees_too(count):
    @always(count, trees(chance=True, depth=2), st.data())
    def law(game, data):
        player = data.draw(st.sampled_from(game.players))
        found = misperception(game, game, player)
        assert found.loss("strong") <= 0
        assert not found.backfires("strong")


def test_wrong_models_of_tables_often_backfire():
    part = ordinarily(3, 1)

    @seen(150 // part, ANY, st.data())
    def backfires(game, data):
        cells = data.draw(
            st.lists(st.tuples(narrow, narrow), min_size=len(game.payoffs), max_size=len(game.payoffs))
        )
        return misperception(game, table(game.shape, cells), "Ann").backfires("strong")

    assert backfires[True] >= 10 / part


@cases(22, 500)
def test_a_wrong_model_can_help_like_a_commitment(count):
    # "a" is dominant, but Ann is better off playing "b" if Bob answers that; her model makes "b" dominant.
    @always(count, commitment_tables())
    def law(game):
        least = min(own for own, _ in game.payoffs)
        cells = [(own if n >= 2 else least - 1, other) for n, (own, other) in enumerate(game.payoffs)]
        found = misperception(game, table((2, 2), cells), "Ann")
        assert found.is_complete
        assert found.loss("possible") < 0
        assert found.real.intervals == ((game.payoffs[3][0],) * 2,)


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


def test_strategies_a_model_leaves_open_are_partial():
    indifferent = NormalForm.from_tables(["A", "B"], NAMES, [[0, 0], [0, 0]], [[0, 1], [0, 1]])
    found = misperception(CALM, indifferent, "A", inaction="wait")
    assert (
        found.real.completeness.why
        == "of infinitely many strategies that the model leaves A the extreme ones are played"
    )
    assert not found.backfires("possible")
    assert found.chosen == (((1, 0),), ((0, 1),))
    irrational = misperception(root_of_one_half(), root_of_one_half(), "Ann")
    assert (
        irrational.real.completeness.why
        == "the model has equilibria that are not rational; they are left out"
    )
    assert not irrational.is_complete
    # Where only the other is left open, A's strategy is certain.
    certain = NormalForm.from_tables(["A", "B"], NAMES, [[1, 1], [0, 0]], [[0, 0], [0, 0]])
    assert misperception(CALM, certain, "A").is_complete


def test_what_is_refused():
    with pytest.raises(InvalidGame, match="'C' is not a player; the players are A, B"):
        misperception(CALM, TENSE, "C")
    with pytest.raises(InvalidGame, match="which action means doing nothing was not named: give inaction"):
        misperception(CALM, TENSE, "A").loss_against_inaction()
    with pytest.raises(InvalidGame, match="an action of A"):
        misperception(CALM, TENSE, "A", inaction="sleep")
    game = entry(Fraction(1, 2))
    with pytest.raises(
        InvalidGame, match=r"G has 2 information sets \(strong, weak\): map each to the action"
    ):
        misperception(game, game, "G", inaction="yield")
    with pytest.raises(InvalidGame, match="an action is needed at exactly strong, weak; got strong"):
        misperception(game, game, "G", inaction={"strong": "yield"})
    found = misperception(game, game, "G", inaction={"strong": "yield", "weak": "yield"})
    assert found.inaction.intervals == ((0, 0),)
