"""Tables of several players in which two at most choose once what is dominated is left out."""

from fractions import Fraction
from itertools import product
from random import Random

import pytest

import gametheory_paradox as gp
from gametheory_paradox.conditions.exclusion_search import holds_at
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms.tables.formulas.support_branches import chooser_branches, undominated
from gametheory_paradox.models import family_from_table

NAMES = ["A", "B", "C"]


def unfactored(polynomial):
    return (polynomial,)


def family_of(cells, parameters):
    rows = [[[cells[a, b, c] for c in range(2)] for b in range(2)] for a in range(2)]
    return family_from_table(NAMES, [["a", "b"]] * 3, rows, parameters)


def drawn(random, dominant):
    """Payoffs; C's first action may be better by one in every cell, and x moves some of A's."""
    cells = {}
    for a, b in product(range(2), repeat=2):
        third = random.randrange(5)
        for c in range(2):
            own = third - c if dominant else random.randrange(5)
            first = random.randrange(5)
            cells[a, b, c] = (f"{first} + x" if random.random() < 0.4 else first, random.randrange(5), own)
    return cells


def test_where_dominance_leaves_two_to_choose_the_branches_are_the_equilibria():
    random, compared, mixed = Random(7), 0, 0
    while compared < 25:
        family = family_of(drawn(random, dominant=True), {"x": (0, 5, 1)})
        assert undominated(family.form, unfactored).shape in ((2, 2, 1), (2, 1, 1), (1, 2, 1), (1, 1, 1))
        found, point = chooser_branches(family.form, unfactored), {"x": Fraction(random.randrange(1, 40), 9)}
        if holds_at(found.degenerate, point) is not False:
            continue
        there = {
            tuple(payoff.value(point) for payoff in branch.payoffs)
            for branch in found.branches
            if holds_at(branch.exists, point)
        }
        solved = gp.solve(family.at(point))
        if (
            solved.completeness.status != "proved"
            or len(solved.components) < len(solved.profiles)
            or solved.boxes
        ):
            continue
        assert there == set(solved.payoffs), family
        compared += 1
        mixed += any(len(used) > 1 for branch in found.branches for used in branch.supports)
    assert mixed >= 3


def test_one_mixture_stands_for_each_player_of_the_table():
    family = family_of(drawn(Random(7), dominant=True), {"x": (0, 5, 1)})
    for branch in chooser_branches(family.form, unfactored).branches:
        assert [len(used) for used in branch.supports] == [len(odds) for odds in branch.mixtures]
        assert branch.supports[2] == ("a",)


def test_what_is_dominated_for_some_values_alone_stays():
    cells = {(a, b, c): (0, 0, "x" if c else 1) for a, b, c in product(range(2), repeat=3)}
    assert undominated(family_of(cells, {"x": (0, 5, 2)}).form, unfactored).shape == (2, 2, 2)
    known = {**cells, **{(a, b, 1): (0, 0, 2) for a, b in product(range(2), repeat=2)}}
    assert undominated(family_of(known, {"x": (0, 5, 2)}).form, unfactored).actions[2] == ("b",)


def test_a_tie_is_no_dominance():
    cells = {(a, b, c): (0, 0, int(c and a)) for a, b, c in product(range(2), repeat=3)}
    assert undominated(family_of(cells, {}).form, unfactored).shape == (2, 2, 2)


def test_three_who_are_indifferent_throughout_are_refused_by_name():
    family = family_of(dict.fromkeys(product(range(2), repeat=3), (0, 0, "x")), {"x": (0, 5, 1)})
    with pytest.raises(Unsupported, match=r"would not be all: whatever the parameters, .* here A, B, C do"):
        chooser_branches(family.form, unfactored)
