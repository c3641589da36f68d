"""Rankings: names of outcomes, what comparisons say, and the payoffs that agree with them."""

from fractions import Fraction
from itertools import pairwise

import pytest

import gametheory_paradox as gp
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.models import Order, Ranking, family_from_table, with_accounts, with_terms
from gametheory_paradox.models.rankings import Outcome, comparison_said, outcomes_called, outcomes_of
from gametheory_paradox.polynomials import Polynomial

PLAYS = tuple(Outcome((first, then)) for first in ("comply", "refuse") for then in ("punish", "refrain"))
CELLS = tuple(Outcome((first, then)) for first in "cd" for then in "cd")


def ranked(*texts, complete=True, known=PLAYS):
    return Order.of_comparisons("Ann", texts, known, complete=complete)


def test_an_outcome_is_called_by_its_play_or_by_a_part_of_it():
    assert outcomes_called("refuse, punish", PLAYS) == (2,)
    assert outcomes_called("refuse,punish", PLAYS) == (2,)
    assert outcomes_called("punish", PLAYS) == (0, 2)
    assert outcomes_called("a", [Outcome(("a",)), Outcome(("b", "a"))]) == (0,)  # the whole play comes first
    with pytest.raises(InvalidGame, match="'refuze' is no outcome"):
        outcomes_called("refuze", PLAYS)


def test_outcomes_of_a_tree_are_called_by_actions_and_chance():
    tree = gp.Chance({"rain": ("1/3", gp.Move("A", "wet", {"walk": [0], "ride": [1]})), "sun": ("2/3", [2])})
    family = gp.family_from_tree(["A"], tree, {})
    assert [own.play for own in outcomes_of(family.form)] == [("rain", "walk"), ("rain", "ride"), ("sun",)]


def test_a_full_ranking_compares_every_two_ranks():
    order = ranked("refuse, refrain", "comply = refuse, punish")
    assert order.ranks == ((3,), (0, 1, 2))
    assert order.is_complete
    assert ranked("d, c", "c, c", "d, d", "c, d", known=CELLS).ranks == ((2,), (0,), (3,), (1,))


def test_known_comparisons_leave_the_rest_unknown():
    order = ranked("comply > refuse", "refuse, punish > refuse, refrain", complete=False)
    assert not order.is_complete
    assert all(len(rank) == 1 for rank in order.ranks)
    said = {(order.ranks[a][0], order.ranks[b][0]) for a, b in order.better}
    assert said == {(0, 2), (0, 3), (1, 2), (1, 3), (2, 3)}  # of the two that comply neither is known better
    covers = {(order.ranks[a][0], order.ranks[b][0]) for a, b in order.covers}
    assert covers == {(0, 2), (1, 2), (2, 3)}


@pytest.mark.parametrize(
    ("texts", "complete", "problem"),
    [
        (["comply", "refuse, punish"], True, "'refuse, refrain' is not ranked"),
        (["comply", "punish", "refuse, refrain"], True, "'comply, punish' stands twice"),
        (["comply > refuse", "refuse, punish > comply, refrain"], False, "contradict each other"),
        (["comply = refuse", "comply, punish > refuse, refrain"], False, "contradict each other"),
    ],
)
def test_orders_that_make_no_sense_are_refused(texts, complete, problem):
    with pytest.raises(InvalidGame, match=problem):
        ranked(*texts, complete=complete)


def test_the_circle_that_contradicts_itself_is_told_in_its_direction():
    with pytest.raises(InvalidGame) as told:
        Order.of_comparisons("Ann", ["a > b", "b > c", "c > a"], [Outcome((name,)) for name in "abc"])
    circle = str(told.value).split(": ")[1].split(";")[0].replace("'", "").split(" > ")
    assert set(pairwise(circle)) == {("a", "b"), ("b", "c"), ("c", "a")}


TABLE = family_from_table(
    ["R", "C"], [["a", "b"], ["c", "d"]], [[("x", 1), (4, 0)], [(1, 0), ("2*x + 1", 2)]], {"x": (0, 5, 2)}
)


def test_a_family_by_rank_is_in_the_order_of_its_numbers():
    family = TABLE.by_rank(x=1)
    assert [str(row[0]) for row in family.form.payoffs] == ["0", "R_1 + R_2", "0", "R_2"]
    assert [str(row[1]) for row in family.form.payoffs] == ["C_2", "0", "0", "C_1 + C_2"]
    assert all((p.low, p.high) == (0, 1) for p in family.parameters)
    assert family.baseline["R_1"] == Fraction(1, 3)  # 4 - 3 of 4 - 1
    assert family.ranking.meaning("R_1") == "R's gap between “a, d” and “b, d”"
    with pytest.raises(InvalidGame, match="ranked already"):
        family.by_rank()


def test_at_its_baseline_it_is_the_game_itself_stretched_and_shifted():
    game, ranked_game = TABLE.at(x="1/2"), TABLE.by_rank(x="1/2").at()
    for player in (0, 1):
        pairs = sorted(
            {(p[player], q[player]) for p, q in zip(game.payoffs, ranked_game.payoffs, strict=True)}
        )
        slopes = {(b[1] - a[1]) / (b[0] - a[0]) for a, b in pairwise(pairs)}
        assert len(slopes) == 1
        assert min(slopes) > 0


def test_the_order_of_a_measure_is_another_one_than_that_of_the_payoff():
    bare = family_from_table(["A"], [["close", "open"]], [[0], [0]], {"r": (0, 5, 3), "h": (0, 5, 1)})
    ledgers = with_accounts(bare, {"security": "harm suffered", "home": "applause"})
    terms = [("A", "r", {"A": "close"}, "", "home"), ("A", "-h", {"A": "close"}, "", "security")]
    family = with_terms(ledgers, terms).by_rank().measured("security")
    assert [[str(own) for own in row] for row in family.form.payoffs] == [["A_1", "0"], ["0", "A_security_1"]]
    assert family.form.measure == "security"
    assert family.measured("security") is family


def test_players_whose_names_differ_in_signs_alone_have_gaps_of_their_own():
    family = family_from_table(
        ["A-B", "A B", "1"], [["x", "y"]] + [["z"]] * 2, [[[[1, 2, 3]]], [[[0, 1, 0]]]], {}
    )
    assert list(family.by_rank().ranking.scales) == ["A_B_1", "A_B__1", "p_1_1"]


def strength(text, *texts, complete=True):
    return Ranking(PLAYS, (ranked(*texts, complete=complete),)).strength(text)


FULL = ("refuse, refrain", "comply, refrain", "refuse, punish", "comply, punish")


def test_a_strength_is_an_inequality_between_gaps():
    told = "Ann: (comply, refrain) - (refuse, punish) > 2*((refuse, refrain) - (comply, refrain))"
    assert str(strength(told, *FULL)) == "Ann_2 - 2*Ann_1"
    levels = strength(told, "comply > refuse", complete=False)
    assert sum(levels.numerator.terms.values()) == 0


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Bob: (comply, refrain) > (refuse, punish)", "begin with the player"),
        ("(comply, refrain) > (refuse, punish)", "begin with the player"),
        ("Ann: (comply, refrain) > 2", "compares no gaps"),
        ("Ann: (comply, refrain) > 2*(refuse, punish)", "compares no gaps"),
        ("Ann: (comply, refrain)/(refuse, punish) > 1", "compares no gaps"),
        ("Ann: u0 - u1 > u1 - u2", "compares no gaps"),
        ("Ann: (comply, refrain) - u2 > u2 - (refuse, punish)", "compares no gaps"),
        ("Ann: (punish) - (refuse, refrain) > 0", "different ranks"),
        ("Ann: (complain) - (refuse, refrain) > 0", "is no outcome"),
        ("Ann: (comply, refrain) - (refuse, punish)", "is not an inequality"),
    ],
)
def test_a_strength_that_makes_no_sense_is_refused(text, problem):
    with pytest.raises(InvalidGame, match=problem):
        strength(text, *FULL)


def test_comparisons_in_the_words_of_the_outcomes():
    gap = Polynomial.variable
    full = Ranking(PLAYS, (ranked(*FULL),))
    assert comparison_said(gap("Ann_1") + gap("Ann_2") - gap("Ann_3"), full) == (
        "Ann's gap between “refuse, refrain” and “refuse, punish” exceeds "
        "its gap between “refuse, punish” and “comply, punish”"
    )
    two = Polynomial.constant(2)
    assert "exceeds 2 times its gap" in comparison_said(gap("Ann_1") - two * gap("Ann_2"), full)
    product = comparison_said(gap("Ann_1") * gap("Ann_1") - gap("Ann_2") * gap("Ann_3"), full)
    assert product.startswith("Ann_1^2 > Ann_2*Ann_3, where Ann_1 is Ann's gap")
    partial = Ranking(PLAYS, (ranked("comply > refuse", complete=False),))
    name = {partial.outcomes[own.order.ranks[own.rank][0]].play: gap(n) for n, own in partial.scales.items()}
    said = comparison_said(name["comply", "punish"] - name["comply", "refrain"], partial)
    assert said == "Ann prefers “comply, punish” to “comply, refrain”"


def test_a_move_that_is_misspelt_is_told_by_its_name():
    with pytest.raises(InvalidGame, match="'punsh' is no outcome; did you mean 'punish'"):
        ranked("punsh > refrain", complete=False)
