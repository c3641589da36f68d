"""The option paradox as ``detect`` finds it, against the definition by brute force on small games."""

from fractions import Fraction

import pytest
from hypothesis import strategies as st
from witnesses.attained import assert_attained, by_pieces
from witnesses.brute_force import option_in_table, option_in_tree
from witnesses.formulas import unfactored
from witnesses.games import (
    QUANTIFIERS,
    asked,
    commitment_tables,
    constant_sum_tables,
    dominant_options,
    paradoxes_in_tables,
    paradoxes_in_trees,
    restraint_trees,
    tables,
    traps,
    trees,
    wide,
)
from witnesses.sampling import always, cases, seen

from gametheory_paradox.certificates import verify
from gametheory_paradox.detectors import detect
from gametheory_paradox.forms import NormalForm
from gametheory_paradox.forms.formulas.family_branches import branches_of
from gametheory_paradox.paradoxes.definition import ParametricComparison
from gametheory_paradox.paradoxes.option import STATED
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.polynomials import RationalFunction

TABLES = st.one_of(
    asked(st.one_of(tables(), tables(wide), commitment_tables(), traps(), constant_sum_tables())),
    paradoxes_in_tables(),
    dominant_options(),
)
TREES = st.one_of(asked(st.one_of(trees(), trees(wide), restraint_trees())), paradoxes_in_trees())
DECIDED = ("present", "absent")


def payoffs(side):
    return side.values, side.infinite


@cases(17, 6000)
def test_in_tables_detect_finds_what_the_definition_says(count):
    @always(count, TABLES, st.sampled_from(QUANTIFIERS))
    def law(case, quantifier):
        game, request = case
        truth = option_in_table(game, request["mover"], request["action"], request.get("coalition", ()))
        found = detect(game, quantifier=quantifier, **request)
        if found.name == "impossible":
            assert not truth.hurts(quantifier)
            return
        assert found.name == ("present" if truth.hurts(quantifier) else "absent")
        assert payoffs(found.comparison.with_action) == payoffs(truth.has)
        assert payoffs(found.comparison.without_action) == payoffs(truth.lacks)


@cases(14, 5000)
def test_in_trees_detect_finds_what_the_definition_says_and_decides_wherever_nobody_is_indifferent(count):
    @always(count, TREES, st.sampled_from(QUANTIFIERS))
    def law(case, quantifier):
        game, request = case
        sampled = option_in_tree(game, **request)
        found = detect(game, quantifier=quantifier, **request)
        if found.name == "impossible":
            assert not sampled.option.hurts(quantifier)
            return
        if found.name == "undecided":
            assert sampled.ties
            assert found.comparison is None
            assert found.certificate is None
            return
        if by_pieces(found):
            sides = sampled.option.has.values, sampled.option.lacks.values
            assert_attained(found, *((side[0], side[-1]) for side in sides))
            assert found.name == "present" or found.comparison.gap <= 0 or not sampled.option.matters
            return
        # With ties the sampled outcomes are true ones, pure plans among them: the extremes must be theirs.
        assert payoffs(found.comparison.with_action) == payoffs(sampled.option.has)
        assert payoffs(found.comparison.without_action) == payoffs(sampled.option.lacks)
        assert found.name == ("present" if sampled.option.hurts(quantifier) else "absent")


@cases(13, 1500)
def test_strong_implies_best_and_worst_and_each_of_them_possible(count):
    @always(count, st.one_of(TABLES, TREES))
    def law(case):
        game, request = case
        found = {quantifier: detect(game, quantifier=quantifier, **request) for quantifier in QUANTIFIERS}
        holds = {quantifier: verdict.name == "present" for quantifier, verdict in found.items()}
        assert not holds["strong"] or (holds["best"] and holds["worst"])
        assert (
            not (holds["best"] or holds["worst"])
            or holds["possible"]
            or found["possible"].name == "undecided"
        )
        gaps = {
            quantifier: verdict.comparison.gap for quantifier, verdict in found.items() if verdict.comparison
        }
        if len(gaps) == 4:
            assert gaps["strong"] <= min(gaps["best"], gaps["worst"])
            assert max(gaps["best"], gaps["worst"]) <= gaps["possible"]


@cases(28, 1500)
def test_the_gap_and_the_listed_payoffs_keep_the_contract(count):
    @always(count, st.one_of(TABLES, TREES), st.sampled_from(QUANTIFIERS))
    def law(case, quantifier):
        game, request = case
        found = detect(game, quantifier=quantifier, **request)
        if found.name not in DECIDED:
            assert found.comparison is None
            return
        has, lacks = found.comparison.with_action, found.comparison.without_action
        for side in (has, lacks):
            assert list(side.values) == sorted(side.values)
            if side.infinite:
                assert len(side.values) == 2
            else:
                assert len(set(side.values)) == len(side.values) >= 1
        ends = {
            "strong": (min(lacks.values), max(has.values)),
            "best": (max(lacks.values), max(has.values)),
            "worst": (min(lacks.values), min(has.values)),
            "possible": (max(lacks.values), min(has.values)),
        }
        without, with_ = ends[quantifier]
        assert found.comparison.gap == without - with_
        assert found.name == (
            "present" if found.comparison.gap > 0 and found.comparison.matters else "absent"
        )
        if quantifier != "possible":
            assert found.name == ("present" if found.comparison.gap > 0 else "absent")


@cases(22, 1500)
def test_every_decided_verdict_is_verified(count):
    @always(count, st.one_of(TABLES, TREES), st.sampled_from(QUANTIFIERS))
    def law(case, quantifier):
        game, request = case
        found = detect(game, quantifier=quantifier, **request)
        if found.name == "undecided":
            assert found.certificate is None
        else:
            assert verify(found.certificate).verdict == found.name


@cases(8, 1500)
def test_taking_an_action_from_a_coalition_or_everywhere_is_no_different_where_only_one_set_has_it(count):
    @always(count, asked(trees()))
    def law(case):
        game, request = case
        holders = [
            s
            for s in game.information_sets
            if s.player == request["mover"] and request["action"] in s.actions
        ]
        if len(holders) > 1 or request.get("coalition"):
            return
        mover, action = request["mover"], request["action"]
        everywhere, there = (
            detect(game, mover=mover, action=action),
            detect(game, mover=mover, action=action, at=holders[0].name),
        )
        alone = detect(game, mover=mover, action=action, coalition=[mover])
        assert (everywhere.name, everywhere.comparison) == (there.name, there.comparison)
        if everywhere.name != "impossible":
            assert (everywhere.name, everywhere.comparison) == (alone.name, alone.comparison)


@cases(11, 2500)
def test_as_a_statement_about_parameters_the_definition_says_the_same(count):
    # A game is a family without parameters: where nothing is degenerate and no two payoffs compared are
    # equal, the statement that maps and thresholds are made of is true or false, and must be what the
    # definition says.
    @always(count, st.one_of(TABLES, TREES), st.sampled_from(QUANTIFIERS))
    def law(case, quantifier):
        game, request = case
        question, form = Question(quantifier=quantifier, **request), game.map(RationalFunction.constant)
        branches = {
            name: branches_of(one, unfactored) for name, one in STATED.variants(form, question).items()
        }
        claim, left_open = STATED.statement(
            ParametricComparison(form, question, branches, unfactored, Fraction(0))
        )
        truth = truth_of(game, request)
        if left_open is False and not set(truth.has.values) & set(truth.lacks.values):
            assert claim is truth.hurts(quantifier)


def truth_of(game, request):
    if isinstance(game, NormalForm):
        return option_in_table(game, request["mover"], request["action"], request.get("coalition", ()))
    return option_in_tree(game, **request).option


@pytest.mark.slow
def test_statements_are_settled_often_and_both_ways():
    @seen(
        200,
        st.one_of(asked(tables(wide)), paradoxes_in_tables(), dominant_options()),
        st.sampled_from(QUANTIFIERS),
    )
    def told(case, quantifier):
        game, request = case
        truth = truth_of(game, request)
        several = len(truth.has.values) + len(truth.lacks.values) > 2
        return several, bool(set(truth.has.values) & set(truth.lacks.values)), truth.hurts(quantifier)

    assert told[True, False, True] >= 3
    assert told[True, False, False] >= 3
    assert told[False, False, True] >= 10
