"""Tables in which three and more choose: the formulas are the equilibria wherever the list is not open."""

from collections import Counter
from fractions import Fraction
from itertools import product
from random import Random

import pytest
from witnesses.formulas import unfactored
from witnesses.sampling import ordinarily

from gametheory_paradox.conditions.exclusion_search import holds_at
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.tables.formulas.support_branches import chooser_branches
from gametheory_paradox.models import family_from_table

SHAPES = [(2, 2, 2), (2, 2, 2), (3, 2, 2), (2, 2, 2, 2)]


def drawn(random, shape, hangs):
    """A table of numbers, some with a parameter, in which each player's payoffs hang on some others alone."""
    players = [f"P{n}" for n in range(len(shape))]
    seen = [[k for k in range(len(shape)) if k == n or random.random() < hangs] for n in range(len(shape))]
    told, cells = {}, {}
    for profile in product(*map(range, shape)):
        for n in range(len(shape)):
            key = n, tuple(profile[k] for k in seen[n])
            if key not in told:
                told[key] = f"{random.randrange(-5, 6)}{random.choice(['', '', ' + a', ' - b'])}"
        cells[profile] = [told[n, tuple(profile[k] for k in seen[n])] for n in range(len(shape))]

    def rows(start):
        if len(start) == len(shape):
            return cells[start]
        return [rows((*start, k)) for k in range(shape[len(start)])]

    names = [[f"{who}{k}" for k in range(size)] for who, size in zip("wxyz", shape, strict=False)]
    return family_from_table(players, names, rows(()), {"a": (0, 3, 1), "b": (0, 3, 1)})


def mixtures_at(branch, form, point):
    """The probabilities of all actions of all players."""
    return tuple(
        tuple(dict(zip(used, (p.value(point) for p in odds), strict=True)).get(a, Fraction(0)) for a in names)
        for names, used, odds in zip(form.actions, branch.supports, branch.mixtures, strict=True)
    )


def gains(game, mixtures):
    """What each player gains by each action, by adding up all profiles."""
    shape, found = game.shape, []
    for who, size in enumerate(shape):
        values = []
        for own in range(size):
            total = Fraction(0)
            for profile in product(*(range(n) for n in shape)):
                weight = Fraction(profile[who] == own)
                for k, n in enumerate(profile):
                    weight *= 1 if k == who else mixtures[k][n]
                total += weight * game.cell(profile)[who]
            values.append(total)
        mean = sum(p * v for p, v in zip(mixtures[who], values, strict=True))
        found += [value - mean for value in values]
    return found


def point_of(random):
    return {name: Fraction(random.randrange(1, 9973), 3324) for name in "ab"}


def mixing(mixtures):
    """How many players mix."""
    return sum(max(own) < 1 for own in mixtures)


def within(mixtures, box):
    """Whether the probabilities lie within bounds."""
    return all(
        low <= p <= high
        for own, bounds in zip(mixtures, box.bounds, strict=True)
        for p, (low, high) in zip(own, bounds, strict=True)
    )


def compared(seed, count):
    """How often the list was closed at a point, by how many mixed in it, and how often it was open."""
    random, met = Random(seed), Counter()
    while sum(met.values()) < count:
        family = drawn(random, random.choice(SHAPES), random.choice([Fraction(1), Fraction(2, 3)]))
        try:
            found = chooser_branches(family.form, unfactored)
        except Unsupported:
            met["refused"] += 1
            continue
        point = point_of(random)
        game = family.at(point)
        here = [b for b in found.branches if holds_at(b.exists, point)]
        listed = {mixtures_at(b, family.form, point) for b in here}
        assert len(listed) == len(here)
        assert all(max(gains(game, mixtures)) == 0 for mixtures in listed)
        for branch in here:
            values = [p.value(point) for p in branch.payoffs]
            mixtures = mixtures_at(branch, family.form, point)
            assert max(gains(game, mixtures)) == 0
            weighted = product(*(tuple(enumerate(own)) for own in mixtures))
            total = [Fraction(0)] * len(values)
            for profile in weighted:
                weight = Fraction(1)
                for _, p in profile:
                    weight *= p
                cell = game.cell([n for n, _ in profile])
                total = [t + weight * v for t, v in zip(total, cell, strict=True)]
            assert total == values

        solved = solve(game, budget=20)
        if solved.completeness.status != "proved" or solved.is_infinite:
            met["not known"] += 1
            continue
        exact = {e.probabilities for e in solved.profiles}
        enclosed = listed - exact  # mixtures of three, which are solved for within bounds
        assert all(
            mixing(mixtures) > 2 and any(within(mixtures, b) for b in solved.boxes) for mixtures in enclosed
        )
        if holds_at(found.degenerate, point) is False:
            assert exact <= listed
            assert len(enclosed) == len(solved.boxes)
            met["closed", max(map(mixing, listed))] += 1
        else:
            assert {m for m in exact if mixing(m) <= 2} <= listed
            met["open", len(solved) > len(listed)] += 1
    return met


@pytest.mark.slow
def test_off_what_is_open_the_branches_are_the_equilibria():
    met = compared(7, ordinarily(9, 400))
    assert met["closed", 0] >= 2
    assert met["closed", 2] >= 1


@pytest.mark.slow
def test_everything_occurs():
    met = compared(11, 300)
    assert all(met["closed", most] for most in (0, 2, 3))
    assert met["open", True] > 5
    assert met["refused"] + met["not known"] < 100
