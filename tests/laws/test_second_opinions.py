"""Each detector against its definition by brute force: tables and trees, a third of them instances."""

from collections import Counter

import pytest
from hypothesis import strategies as st
from oracles.by_definition import DEFINITIONS, answer
from oracles.plain_truth import CannotTell
from witnesses.all_paradoxes import CASES, SORTS
from witnesses.games import QUANTIFIERS
from witnesses.sampling import always, cases

from gametheory_paradox.detectors import detect
from gametheory_paradox.models import GameFamily
from gametheory_paradox.paradoxes.question import ASKS

TINY = 10**-40  # a gap with an irrational probability in it is known to fifty digits


def asked_of_the_definition(game, request):
    """The game to look at, and the request with the family in it where one was given."""
    return (game.at(x=0), {**request, "family": game}) if isinstance(game, GameFamily) else (game, request)


def test_every_paradox_has_a_second_opinion():
    elsewhere = {"null-coercion", "dynamic-backfire"}  # laws/test_statements.py, oracles/plain_time_claims.py
    assert set(ASKS) - elsewhere == set(DEFINITIONS) == set(CASES)


@cases(11, 1500)
@pytest.mark.parametrize(("name", "sort"), SORTS)
def test_what_is_detected_is_what_the_definition_says(name, sort, count):
    told = Counter()

    @always(count, CASES[name][sort], st.sampled_from(QUANTIFIERS))
    def law(case, quantifier):
        game, request = case
        found = detect(game, name, quantifier=quantifier, **request)
        try:
            present, gap = answer(name, *asked_of_the_definition(game, request), quantifier)
        except CannotTell:
            told["not compared", found.name] += 1
            return
        told[found.name] += 1
        if found.name == "undecided":
            return
        assert (found.name == "present") == present
        if found.comparison is not None and gap is not None:
            assert -TINY < found.comparison.gap - gap < TINY

    compared = told["present"] + told["absent"] + told["impossible"]
    few = count < 100
    assert compared >= count / (2 if few else 4 / 3)
    assert told["present"] >= compared / (6 if few else 3)
    assert told["absent"] + told["impossible"] >= compared / 20
