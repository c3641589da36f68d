"""Many rankings at once: shares, single preferences that turn a verdict, the fewest that settle it."""

import json
from collections import Counter
from fractions import Fraction
from itertools import permutations, product
from random import Random

import pytest
from witnesses.orders import keeping

import gametheory_paradox as gp
from gametheory_paradox.clock import Clock
from gametheory_paradox.detectors import inquiry_over_parameters
from gametheory_paradox.detectors.over_rankings import OverRankings
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import Chance, Move
from gametheory_paradox.maps import ranking_shares, reversals, settling_comparisons
from gametheory_paradox.models import Order, Ranking, family_from_table, family_from_tree

CELLS = [[(3, 3), (1, 4)], [(4, 1), (2, 2)]]
TABLE = family_from_table(["A", "B"], [["c", "d"]] * 2, CELLS, {})
DILEMMA = TABLE.by_rank()
TRAP = {"mover": "A", "action": "d", "coalition": ["A", "B"]}
DEFECT = {"mover": "A", "action": "d"}
GAMBLE = family_from_tree(
    ["A", "B"],
    Move("A", "start", {"safe": [1, 0], "dare": Chance({"calm": ("1/3", [2, 0]), "storm": ("2/3", [0, 0])})}),
    {},
)
PUNISH = {"mover": "A", "action": "punish"}
HEARSAY = family_from_tree(
    ["A", "B"],
    Move(
        "B",
        "start",
        {
            "comply": [2, 0],
            "refuse": Move("A", "storm", {"punish": [0, 0], "refrain": [1, 1]}),
            "ask": Chance({"calm": ("1/2", [3, 0]), "storm": ("1/2", [1, 0])}),
        },
    ),
    {},
)
REPLY = Move("B", "reply", {"yield": [2, 1], "fight": [0, 0]})
OFFER = family_from_tree(["A", "B"], Move("A", "start", {"stay": [1, 0], "press": REPLY}), {})


def by_hand(family, orders, **asked):
    """How many strict rankings have which verdict, one by one."""
    ranking, answers = family.by_rank().ranking, Counter()
    for both in orders:
        complete = [
            Order(who, tuple((n,) for n in own), frozenset((a, b) for b in range(len(own)) for a in range(b)))
            for who, own in zip(family.players, both, strict=True)
        ]
        ranked = family.by_rank().ranked(Ranking(ranking.outcomes, tuple(complete)))
        answers[gp.detect(ranked, **asked).name] += 1
    return answers


def every(size, players=2):
    return list(product(permutations(range(size)), repeat=players))


def test_shares_are_those_of_one_payoff_in_each_ranking_where_nothing_is_mixed_or_left_to_chance():
    asked = {"mover": "B", "action": "yield", "quantifier": "possible"}
    counts = Counter()
    for first, second in every(3):
        stay, yields, fight = ([first.index(n), second.index(n)] for n in range(3))
        reply = Move("B", "reply", {"yield": [-n for n in yields], "fight": [-n for n in fight]})
        tree = Move("A", "start", {"stay": [-n for n in stay], "press": reply})
        counts[gp.detect(family_from_tree(["A", "B"], tree, {}), **asked).present] += 1
    shares = ranking_shares(OFFER, **asked)
    assert (shares.counts["present"], shares.counts["absent"]) == (counts[True], counts[False])
    assert counts[True] > 0


@pytest.mark.slow
@pytest.mark.parametrize("quantifier", ["possible", "best"])
def test_shares_of_all_rankings_are_those_counted_one_by_one(quantifier):
    asked = {"mover": "B", "action": "yield", "quantifier": quantifier}
    shares = ranking_shares(OFFER, **asked)
    counted = by_hand(OFFER, every(3), **asked)
    assert shares.rankings == 36
    assert {name: count for name, count in shares.counts.items() if count} == counted
    assert len(counted) > 1


@pytest.mark.slow
@pytest.mark.parametrize("quantifier", ["strong", "possible"])
def test_shares_of_all_tables_are_those_counted_one_by_one(quantifier):
    asked = {**DEFECT, "quantifier": quantifier}
    shares = ranking_shares(TABLE, **asked)
    assert {n: c for n, c in shares.counts.items() if c} == by_hand(TABLE, every(4), **asked)


@pytest.mark.slow
def test_three_fractions_add_to_one_and_odds_decide_in_some():
    shares = ranking_shares(GAMBLE, mover="A", action="dare", quantifier="possible")
    assert shares.always + shares.never + shares.depends == 1
    storm = Move("A", "storm", {"punish": [0, 0], "refrain": [1, 1]})
    tree = Move(
        "B", "start", {"comply": [2, 0], "refuse": Chance({"calm": ("1/2", [3, 0]), "storm": ("1/2", storm)})}
    )
    family = family_from_tree(["A", "B"], tree, {})
    shares = ranking_shares(family, mover="A", action="punish")
    assert (shares.always, shares.never, shares.depends) == (0, Fraction(41, 48), Fraction(7, 48))
    assert shares.undecided == 0


@pytest.mark.slow
def test_rankings_that_hang_on_odds_are_those_counted_one_by_one():
    storm = Move("A", "storm", {"punish": [0, 0], "refrain": [1, 1]})
    tree = Move(
        "B", "start", {"comply": [2, 0], "refuse": Chance({"calm": ("1/2", [3, 0]), "storm": ("1/2", storm)})}
    )
    family = family_from_tree(["A", "B"], tree, {})
    assert by_hand(family, every(4), mover="A", action="punish") == {"absent": 492, "depends": 84}


def test_only_rankings_count_that_agree_with_what_is_known():
    ranking = DILEMMA.ranking
    known = Order.of_comparisons("A", ["d, c > c, c", "d, d > c, d"], ranking.outcomes)
    family = DILEMMA.ranked(Ranking(ranking.outcomes, (known, ranking.orders[1])))
    shares = ranking_shares(family, "dominance-trap", **TRAP)
    assert shares.known
    # Two chains of two are interleaved in six ways; the trap needs c, c above d, d: one more condition.
    assert shares.rankings == 6
    assert (shares.always, shares.never, shares.depends) == (Fraction(1, 6), Fraction(5, 6), 0)
    assert ranking_shares(DILEMMA, "dominance-trap", **TRAP).always == 1


def test_the_words_say_that_no_box_is_meant():
    shares = ranking_shares(TABLE, **DEFECT)
    assert "no shares of a box" in str(shares)
    assert "all 576" in str(shares)
    data = json.loads(json.dumps(shares.to_data()))
    assert (data["always"], data["never"], data["depends"], data["undecided"]) == ("1/24", "23/24", "0", "0")


def test_what_the_budget_does_not_reach_is_undecided():
    shares = ranking_shares(TABLE, budget=0, **DEFECT)
    assert shares.undecided == 1
    assert "not decided" in str(shares)


def test_strengths_are_no_rankings():
    text = "A: (d, c) - (c, c) > (c, c) - (d, d)"
    ranking = DILEMMA.ranking
    strong = DILEMMA.ranked(Ranking(ranking.outcomes, ranking.orders, (ranking.strength(text),), (text,)))
    with pytest.raises(Unsupported, match="strength"):
        ranking_shares(strong, **DEFECT)
    turned = reversals(strong, **DEFECT)
    assert turned.verdict.name == "absent"
    assert len(turned.rows) == 5  # c, c above d, c would contradict the strength
    assert turned.is_settled


def test_which_single_preference_turns_the_verdict():
    turned = gp.escape(DILEMMA, **DEFECT)
    assert [(row.preference, row.name) for row in turned.turning] == [
        ("B prefers “c, d” to “c, c”", "present")
    ]
    assert len(turned.rows) == 6
    assert turned.is_settled
    (row,) = turned.turning
    assert gp.verify(row.certificate).verdict == "holds"
    assert "5 other preferences do not turn it" in str(turned)
    assert json.loads(json.dumps(turned.to_data()))["reversed"] == 6


def test_every_preference_of_the_dilemma_holds_its_trap_up():
    assert len(reversals(DILEMMA, "dominance-trap", **TRAP).turning) == 6
    assert len(settling_comparisons(DILEMMA, "dominance-trap", **TRAP).rows) == 6


def test_a_budget_leaves_preferences_open():
    hurried = reversals(DILEMMA, budget=0, **DEFECT)
    assert not hurried.is_settled
    assert hurried.turning == ()


def test_the_fewest_comparisons_settle_the_verdict_and_each_is_needed():
    settling = settling_comparisons(DILEMMA, **DEFECT)
    assert [row.preference for row in settling.rows] == [
        "B prefers “c, d” to “c, c”",
        "B prefers “d, d” to “d, c”",
    ]
    assert gp.verify(settling.certificate).verdict == "holds"
    names = {str(own): n for n, own in enumerate(DILEMMA.ranking.outcomes)}
    for row in settling.rows:
        rankings = [[names[name] for name in row.without[who]] for who in ("A", "B")]
        assert by_hand(TABLE, [rankings], **DEFECT) == {row.verdict: 1}
        assert row.verdict != "absent"
        kept = [own.preference for own in settling.rows if own is not row]
        for preference in kept:
            better, worse = (part.strip("“”") for part in preference.removeprefix("B prefers ").split(" to "))
            assert row.without["B"].index(better) < row.without["B"].index(worse)
    assert json.loads(json.dumps(settling.to_data()))["why"] == ""


def test_where_it_depends_no_comparisons_settle_it():
    storm = Move("C", "storm", {"punish": [-4, 0], "refrain": [-5, 1]})
    tree = Move(
        "T", "start", {"comply": [0, 2], "refuse": Chance({"calm": ("1/2", [5, 3]), "storm": ("1/2", storm)})}
    )
    settling = settling_comparisons(
        family_from_tree(["C", "T"], tree, {}).by_rank(), mover="C", action="punish"
    )
    assert settling.rows == ()
    assert settling.is_settled
    assert "no comparisons settle it" in str(settling)


def test_where_it_depends_on_comparisons_these_settle_it_once_they_are_known():
    ranking = DILEMMA.ranking
    known = Order.of_comparisons("A", ["d, c > c, c", "d, d > c, d"], ranking.outcomes)
    family = DILEMMA.ranked(Ranking(ranking.outcomes, (known, ranking.orders[1])))
    settling = settling_comparisons(family, "dominance-trap", **TRAP)
    assert (settling.verdict.name, settling.rows) == ("depends", ())
    assert {name: [own.preference for own in rows] for name, rows in settling.further.items()} == {
        "present": ["A prefers “c, c” to “d, d”"],
        "absent": ["A prefers “d, d” to “c, c”"],
    }
    for text, answer in (("c, c > d, d", "present"), ("d, d > c, c", "absent")):
        more = Order.of_comparisons("A", ["d, c > c, c", "d, d > c, d", text], ranking.outcomes)
        told = DILEMMA.ranked(Ranking(ranking.outcomes, (more, ranking.orders[1])))
        assert gp.detect(told, "dominance-trap", **TRAP).name == answer
    assert "no comparisons that are known settle it" in str(settling)
    assert json.loads(json.dumps(settling.to_data()))["further"]["absent"][0]["verdict"] == "present"


def test_numbers_are_no_ranking():
    for ask in (reversals, settling_comparisons):
        with pytest.raises(InvalidGame, match="by_rank"):
            ask(TABLE, **DEFECT)


def test_the_way_out_of_a_ranking_has_no_levers():
    for sized in ({"levers": ["A_1"]}, {"least": 1}):
        with pytest.raises(InvalidGame, match="payoffs are ranked: there are no levers"):
            gp.escape(DILEMMA, **DEFECT, **sized)


def test_two_rankings_stand_side_by_side():
    other = family_from_table(["A", "B"], [["c", "d"]] * 2, [[(4, 4), (1, 3)], [(3, 1), (2, 2)]], {})
    compared = gp.compare(DILEMMA, other.by_rank(), quantifier="worst", **DEFECT)
    (row,) = compared.rows
    assert [verdict.name for verdict in row.verdicts] == ["absent", "present"]
    assert "present" in str(compared)
    with pytest.raises(InvalidGame, match="no share of rankings"):
        gp.compare(DILEMMA, other.by_rank(), over=["A_1"], **DEFECT)


@pytest.mark.slow
def test_nine_comparisons_suffice_where_pressure_leaves_a_vacuum():
    settling = settling_comparisons(gp.load("seed/power-vacuum").by_rank())
    assert settling.verdict.name == "present"
    assert len(settling.rows) == 9
    assert gp.verify(settling.certificate).verdict == "holds"


def test_a_known_comparison_can_be_reversed_too():
    ranking = DILEMMA.ranking
    known = Order.of_comparisons("B", ["c, d > c, c", "d, d > d, c"], ranking.outcomes)
    family = DILEMMA.ranked(Ranking(ranking.outcomes, (ranking.orders[0], known)))
    turned = reversals(family, **DEFECT)
    assert turned.verdict.name == "absent"
    assert [row.player for row in turned.rows] == ["A", "A", "A", "B", "B"]
    assert [row.preference for row in turned.turning] == ["B prefers “c, d” to “c, c”"]


@pytest.mark.slow
def test_shares_of_what_agrees_with_random_comparisons_are_those_listed():
    ranking, random = TABLE.by_rank().ranking, Random(9)
    rankings = list(permutations(range(4)))
    there = {both: is_there(both) for both in product(rankings, repeat=2)}
    shares = set()
    for _ in range(25):
        orders = tuple(drawn_order(random, who) for who in "AB")
        agree = [
            both
            for both in there
            if all(
                own.index(a) < own.index(b)
                for own, order in zip(both, orders, strict=True)
                for a, b in order.better
            )
        ]
        found = ranking_shares(TABLE.by_rank().ranked(Ranking(ranking.outcomes, orders)), **DEFECT)
        assert found.rankings == len(agree)
        assert found.always == Fraction(sum(map(there.__getitem__, agree)), len(agree))
        assert found.always + found.never == 1
        shares.add(found.always)
    assert len(shares) > 4


@pytest.mark.slow
def test_the_answer_without_a_proof_is_that_of_the_proved_verdict():
    random, answers = Random(3), Counter()
    for family, cells, asked in ((TABLE, 4, DEFECT), (HEARSAY, 5, PUNISH)):
        for _ in range(6):
            orders = tuple(drawn_order(random, who, cells) for who in family.players)
            ranked = family.by_rank().ranked(Ranking(family.by_rank().ranking.outcomes, orders))
            over = OverRankings(inquiry_over_parameters(ranked, None, asked), {}, Clock(None))
            verdict = gp.detect(ranked, **asked)
            assert over.answer(orders) == verdict.name
            answers[verdict.name] += 1
    assert min(answers["absent"], answers["depends"]) > 1


def is_there(both):
    """The verdict at one payoff in an order: in tables of two by two any stands for all."""
    cells = [[Fraction(3 - own.index(cell)) ** 2 for own in both] for cell in range(4)]
    family = family_from_table(["A", "B"], [["c", "d"]] * 2, [cells[:2], cells[2:]], {})
    return gp.detect(family, **DEFECT).present


def drawn_order(random, who, size=4):
    """Some comparisons out of a strict ranking of the outcomes."""
    own = random.sample(range(size), size)
    pairs = [(a, b) for n, a in enumerate(own) for b in own[n + 1 :]]
    return keeping(
        Order(who, tuple((n,) for n in range(size)), frozenset()), random.sample(pairs, random.randint(0, 3))
    )
