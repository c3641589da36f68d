"""Random payoffs in an order agree with what the order alone tells, which is not always the same."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from itertools import product
from random import Random

import pytest
from witnesses.orders import keeping
from witnesses.sampling import cases

import gametheory_paradox as gp
from gametheory_paradox.detectors import detect, inquiry_over_parameters, verdict_at
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import Chance, Move
from gametheory_paradox.forms.records import written_formula
from gametheory_paradox.models import family_from_table, family_from_tree
from gametheory_paradox.paradoxes.question import QUANTIFIERS

OPTION = {"mover": "A", "action": "a0"}


def table(random, rows, columns, most):
    """A table with payoffs from 0 to ``most``: few of them tie often."""
    cells = [
        [[random.randint(0, most), random.randint(0, most)] for _ in range(columns)] for _ in range(rows)
    ]
    actions = [[f"a{n}" for n in range(rows)], [f"b{n}" for n in range(columns)]]
    return family_from_table(["A", "B"], actions, cells, {})


def tree(random):
    """A move of B, then perhaps chance, then a move of A: where odds multiply gaps."""
    calm, comply, punish, refrain = zip(*(random.sample(range(4), 4) for _ in "AB"), strict=True)
    storm = Move("A", "storm", {"a0": [*punish], "a1": [*refrain]})
    odds = random.choice((Fraction(1, 3), Fraction(1, 2), Fraction(3, 4)))
    refuse = Chance({"calm": (odds, [*calm]), "storm": (1 - odds, storm)})
    return family_from_tree(["A", "B"], Move("B", "start", {"comply": [*comply], "refuse": refuse}), {})


def loosened(random, family):
    """The same game by rank where about a third of the comparisons is forgotten, if others do not tell it."""
    ranking = family.by_rank().ranking
    orders = [
        keeping(own, random.sample(sorted(own.better), 2 * len(own.better) // 3)) for own in ranking.orders
    ]
    return family.by_rank().ranked(ranking.reordered(orders))


def three(random):
    """A table of three players with few payoffs; C's second action is worse by one in every cell."""
    rows = [
        [
            [[random.randrange(5), random.randrange(5), own + 1 - c] for c in range(2)]
            for own in (random.randrange(4), random.randrange(4))
        ]
        for _ in range(2)
    ]
    return family_from_table(["A", "B", "C"], [["a0", "a1"], ["b0", "b1"], ["c0", "c1"]], rows, {})


def cardinalisation(random, family):
    """Payoffs in the order: gaps drawn, some much larger than others; or levels that agree with it."""
    point = {}
    for order in family.ranking.orders:
        own = {scale.rank: name for name, scale in family.ranking.scales.items() if scale.order is order}
        sizes = [Fraction(random.randint(1, 16), 16) / random.choice((1, 1, 4, 16)) for _ in order.ranks]
        if order.is_complete:
            point |= {name: sizes[rank] for rank, name in own.items()}
            continue
        waiting, level, whole = [*own], Fraction(0), sum(sizes)
        while waiting:  # from the worst up
            last = [rank for rank in waiting if not any((rank, other) in order.better for other in waiting)]
            waiting.remove(rank := random.choice(last))
            level += sizes[rank] / whole
            point[own[rank]] = level
    return point


def foretold(verdict, point):
    """What the verdict over the order says of a point; None where comparisons tie there."""
    if verdict.name != "depends":
        return verdict.name
    if verdict.certificate is None:
        return None
    signs = [
        [written_formula(own).value(point) for own in case]
        for case in verdict.certificate.data["claim"]["where"]
    ]
    if any(value == 0 for case in signs for value in case):
        return None
    return "present" if any(all(value > 0 for value in case) for case in signs) else "absent"


def agree(family, random, draws, request, names):
    """Counts the verdict by rank, and the drawn payoffs that it was compared with, which agree with it."""
    verdict = detect(family, budget=20, **request)
    names[verdict.name] += 1
    if verdict.name == "undecided":
        return
    gp.verify(verdict.certificate)
    inquiry = inquiry_over_parameters(family, None, request)
    for _ in range(draws):
        point = cardinalisation(random, family)
        at_the_point, expected = verdict_at(inquiry, point), foretold(verdict, point)
        if expected is not None and at_the_point.name != "undecided":
            assert {"impossible": "absent"}.get(at_the_point.name, at_the_point.name) == expected, point
            names["compared"] += 1


def told(draw, number, draws, request=OPTION):
    random, points, names = Random(18), Random(19), Counter()
    for _ in range(number):
        family = draw(random)
        agree(family if family.ranking else family.by_rank(), points, draws, request, names)
    assert names["compared"] >= number * draws * 3 // 4
    return names


def test_drawn_payoffs_agree_with_the_order_in_tables():
    names = told(lambda random: table(random, 2, 2, 20), 25, 2, {**OPTION, "quantifier": "possible"})
    assert set(names) >= {"present", "absent"}
    assert names["undecided"] < 4


def test_drawn_payoffs_agree_with_the_order_in_trees_with_chance():
    names = told(tree, 15, 3)
    assert set(names) >= {"absent", "depends"}


def test_drawn_payoffs_agree_with_what_is_known_of_an_order():
    asked = {**OPTION, "quantifier": "possible"}
    names = told(lambda random: loosened(random, table(random, 2, 2, 20)), 6, 3, asked)
    assert "depends" in names
    assert {"present", "absent"} & set(names)


def assumed(random, family):
    """Two gaps or levels of one order, and how often the second the first exceeds."""
    order = random.choice([own for own in family.ranking.orders if len(own.ranks) > 2])
    names = [name for name, scale in family.ranking.scales.items() if scale.order is order]
    return *random.sample(names, 2), random.choice((1, 1, 2))


@cases(24, 1500)
def test_drawn_payoffs_that_are_as_assumed_agree_with_what_is_proved_of_the_order(count):
    random, names = Random(23), Counter()
    for number in range(count):
        family = tree(random).by_rank() if number % 2 else loosened(random, table(random, 2, 2, 20))
        request = OPTION if number % 2 else {**OPTION, "quantifier": "possible"}
        greater, lesser, times = assumed(random, family)
        try:
            answer = gp.prove(family, assuming=[f"{greater} > {times}*{lesser}"], **request)
        except InvalidGame:
            names["impossible"] += 1
            continue
        verdict = answer.order if answer.name == "refuted" else None
        names[answer.name if verdict is None else verdict.name] += 1
        inquiry = inquiry_over_parameters(family, None, request)
        for point in (cardinalisation(random, family) for _ in range(12)):
            if answer.name == "open" or point[greater] <= times * point[lesser]:
                continue
            expected = "present" if verdict is None else foretold(verdict, point)
            there = verdict_at(inquiry, point).name
            if expected not in (None, "undecided") and there != "undecided":
                assert {"impossible": "absent"}.get(there, there) == expected, (point, greater, lesser, times)
                names["compared"] += 1
    assert names["compared"] > 2 * count
    assert set(names) >= {"depends", "absent", "proved"}


@pytest.mark.slow
def test_drawn_payoffs_agree_with_the_order_where_dominance_leaves_two_to_choose():
    names = told(three, 20, 2, {**OPTION, "quantifier": "possible"})
    assert set(names) >= {"present", "absent"}


TABLES = {(2, 2, 3): 60, (2, 2, 20): 60, (2, 3, 20): 40, (3, 2, 20): 40, (3, 3, 20): 10}
MODELS = ("guarded-posts", "karakoram/two-defenders", "unable-or-unwilling/attribution")


@pytest.mark.slow
def test_ten_thousand_drawn_payoffs_agree_with_the_order():
    names = Counter()
    for size, number in TABLES.items():
        asked = {**OPTION, "quantifier": "possible"}
        names += told(lambda random, size=size: table(random, *size), number, 20, asked)
    names += told(tree, 120, 40)
    names += told(lambda random: loosened(random, table(random, 2, 3, 20)), 60, 10)
    names += told(three, 60, 10, {**OPTION, "quantifier": "possible"})
    for name in MODELS:
        family = gp.load(f"seed/{name}")
        names += told(lambda random, family=family: family, 1, 400, {})
    assert names["compared"] >= 10_000
    assert names["depends"] > 10
    assert names["undecided"] < 15


def test_a_two_by_two_table_without_ties_never_needs_numbers():
    names = told(lambda random: table(random, 2, 2, 50), 20, 0)
    assert not {"depends", "undecided"} & set(names)


def weak_orders(size):
    """Every ranking of some outcomes, ties included: the rank of each."""
    return [own for own in product(range(size), repeat=size) if set(own) == set(range(max(own) + 1))]


def orders_of_tables():
    """Both rankings of a 2×2 table in which a0 is Row's first action, up to the name of Column's actions."""
    orders = weak_orders(4)
    assert len(orders) == 75
    return [(row, col) for row in orders for col in orders if (row, col) <= tuple(map(turned, (row, col)))]


def turned(own):
    return own[1], own[0], own[3], own[2]


def quantifiers_that_hold(row, column):
    """The quantifiers under which the loss of Row's first action raises its payoff, at these payoffs."""
    cells = list(zip(row, column, strict=True))
    family = family_from_table(["A", "B"], [["a0", "a1"], ["b0", "b1"]], [cells[:2], cells[2:]], {})
    verdict = detect(family, **OPTION, quantifier="possible")
    assert verdict.name != "undecided"
    return {
        name
        for name in QUANTIFIERS
        if verdict.present and replace(verdict.comparison, quantifier=name).gap > 0
    }


def in_order(random, ranks):
    """Payoffs in an order: rising by steps, some much larger than others."""
    payoffs = [Fraction(0)]
    for _ in range(max(ranks)):
        payoffs.append(payoffs[-1] + Fraction(random.randint(1, 16), random.choice((1, 4, 64))))
    return [payoffs[rank] for rank in ranks]


def same_whatever_the_numbers(orders):
    random, answers = Random(144), Counter()
    for row, column in orders:
        answer = quantifiers_that_hold(row, column)
        for _ in range(2):
            drawn = in_order(random, row), in_order(random, column)
            assert quantifiers_that_hold(*drawn) == answer, (row, column, drawn)
        answers[frozenset(answer)] += 1
    return answers


def test_in_two_by_two_tables_the_loss_of_an_option_never_needs_numbers():
    answers = same_whatever_the_numbers(Random(2).sample(orders_of_tables(), 25))
    assert len(answers) > 2


@pytest.mark.slow
def test_in_all_two_by_two_tables_the_loss_of_an_option_never_needs_numbers():
    answers = same_whatever_the_numbers(orders_of_tables())
    assert sum(answers.values()) > 75 * 75 / 2
    assert {
        frozenset(),
        frozenset(QUANTIFIERS),
        frozenset({"possible"}),
        frozenset({"worst", "possible"}),
    } <= set(answers)
