"""Twelve hundred games with three and four players against Gambit's enumpoly, and against algebra.

Enumpoly works in floating point and misses equilibria, so its answers must be among ours, not ours among its.
Algebra finds all equilibria again, support by support, where the equations of the supports have finitely many
solutions.  The games in which enumpoly misses some are listed in docs/enumpoly.md, which ``python -m
oracles.many_players.missing`` writes (from the folder tests).  The ordinary suite looks at one in eighty.
"""

from collections import Counter
from functools import cache

import pytest
from flint import arb, fmpq
from oracles.many_players.algebra import Degenerate, equilibria_with, supports_of
from oracles.many_players.games import COUNT, SHAPES, every_game
from oracles.many_players.missing import (
    DOCS,
    PAGE,
    among,
    missing,
    page,
    solved,
    split,
    stored,
    summary,
    supports,
)
from witnesses.sampling import slowly, steps

from gametheory_paradox.forms.proofs.nash import is_nash
from gametheory_paradox.forms.tables.proofs.profile_bounds import ProfileBounds


@cache
def games():
    return stored()[1]


each = steps(80)


def answers(step):
    """Games with what both programs find."""
    for name, shape, payoffs, theirs in games()[::step]:
        yield name, tuple(shape), payoffs, theirs, solved(tuple(shape), tuple(payoffs))


def test_the_answers_are_of_these_games():
    assert [row[:3] for row in games()] == [
        [name, list(shape), payoffs] for name, shape, payoffs in every_game()
    ]
    assert len(games()) == COUNT * len(SHAPES)


@each
def test_every_answer_of_enumpoly_is_among_ours(step):
    compared = 0
    for name, shape, _, theirs, found in answers(step):
        for answer in theirs:
            assert among(found, split(shape, answer)) or found.undecided, (name, answer)
            compared += 1
    assert compared > 2 * len(games()) / step


@each
def test_almost_all_games_are_decided(step):
    decided = Counter(
        shape for _, shape, _, _, found in answers(step) if found.completeness.status == "proved"
    )
    assert all(decided[shape] >= 0.98 * COUNT // step for shape in SHAPES), decided


def same(enclosed, equilibrium):
    """Whether what algebra encloses may be this equilibrium of ours."""
    if isinstance(equilibrium, ProfileBounds):
        bounds = equilibrium.bounds
    else:
        bounds = [[(p, p) for p in own] for own in equilibrium.probabilities]
    return not any(
        p < number(low) or p > number(high)
        for own, pairs in zip(enclosed, bounds, strict=True)
        for p, (low, high) in zip(own, pairs, strict=True)
    )


def number(fraction):
    return arb(fmpq(fraction.numerator, fraction.denominator))


@pytest.mark.slow
@pytest.mark.parametrize("step", [80, slowly(4)])  # algebra takes a second for some games
def test_algebra_finds_all_of_ours_and_no_others(step):
    fates, shapes = Counter(), Counter()
    for name, shape, payoffs, theirs, found in answers(step):
        lost = missing(found, shape, theirs)
        for used in supports_of(shape) if not found.is_infinite else ():
            ours = [equilibrium for equilibrium in found if supports(equilibrium) == used]
            try:
                again = equilibria_with(shape, payoffs, used)
            except Degenerate:
                assert all(is_nash(found.game, equilibrium) for equilibrium in ours)  # all are known exactly
                fates["degenerate"] += len(ours)
                continue
            assert len(again) == len(ours), (name, used)
            for equilibrium in ours:
                assert sum(same(enclosed, equilibrium) for enclosed in again) == 1, (name, used)
                fates["missed by enumpoly" if equilibrium in lost else "found by all"] += 1
                shapes[shape] += 1
    assert fates["degenerate"] < fates["found by all"] / 50
    assert fates["missed by enumpoly"] > 100 / step
    assert all(shapes[shape] > 300 / step for shape in SHAPES)


@pytest.mark.slow
def test_the_pages_list_the_games():
    assert PAGE.read_text(encoding="utf-8") == page()
    assert summary() in (DOCS / "many-players.md").read_text(encoding="utf-8")
