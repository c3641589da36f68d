"""Twelve hundred games with three and four players against Gambit's enumpoly, and against algebra where it finds fewer.

Enumpoly works in floating point and misses equilibria, so its answers must be among ours, not ours among its.  Where it misses
some, and in many other games, all equilibria are found again by Gröbner bases, support by support.  The games are listed in
docs/enumpoly.md, which ``python -m oracles.many_players.missing`` writes (from the folder tests).
"""

from collections import Counter

import pytest
from flint import arb, fmpq
from oracles.many_players.algebra import Degenerate, equilibria_with, supports_of
from oracles.many_players.games import COUNT, SHAPES, every_game
from oracles.many_players.missing import PAGE, among, missing, page, solved, split, stored, supports

from gametheory_paradox.claims.profile_bounds import ProfileBounds

GAMES = stored()[1]
PARTS = 24


def answers(part=0, parts=1):
    """The games with what both programs find."""
    for name, shape, payoffs, theirs in GAMES[part::parts]:
        yield name, tuple(shape), payoffs, theirs, solved(tuple(shape), tuple(payoffs))


def test_the_answers_are_of_these_games():
    assert [row[:3] for row in GAMES] == [[name, list(shape), payoffs] for name, shape, payoffs in every_game()]
    assert len(GAMES) == COUNT * len(SHAPES)


@pytest.mark.parametrize("part", range(PARTS))
def test_every_answer_of_enumpoly_is_among_ours(part):
    for name, shape, _, theirs, found in answers(part, PARTS):
        for answer in theirs:
            assert among(found, split(shape, answer)) or found.undecided, (name, answer)


def test_almost_all_games_are_decided():
    decided = Counter(shape for _, shape, _, _, found in answers() if found.completeness.status == "proved")
    assert all(decided[shape] >= 0.98 * COUNT for shape in SHAPES), decided


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


@pytest.mark.parametrize("part", range(PARTS))
def test_where_enumpoly_misses_equilibria_algebra_finds_ours(part):
    checked = 0
    for name, shape, payoffs, theirs, found in answers(part, PARTS):
        for used in {supports(equilibrium) for equilibrium in missing(found, shape, theirs)}:
            ours = [equilibrium for equilibrium in found if supports(equilibrium) == used]
            again = equilibria_with(shape, payoffs, used)
            assert len(again) == len(ours), name
            for equilibrium in ours:
                assert sum(same(enclosed, equilibrium) for enclosed in again) == 1, name
            checked += 1
    assert checked


@pytest.mark.parametrize("part", range(PARTS))
def test_algebra_finds_all_of_ours_and_no_others(part):
    compared = 0
    for name, shape, payoffs, _, found in answers(part, PARTS):
        if len(shape) > 3 or max(shape) > 2 or found.is_infinite:
            continue
        for used in supports_of(shape):
            try:
                again = equilibria_with(shape, payoffs, used)
            except Degenerate:
                continue
            ours = [equilibrium for equilibrium in found if supports(equilibrium) == used]
            assert len(again) == len(ours), (name, used)
            compared += len(ours)
    assert compared > 0


def test_the_page_lists_the_games():
    assert PAGE.read_text(encoding="utf-8") == page()
