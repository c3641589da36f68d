"""Criterion D1: where it says more than the intuitive criterion; each part of a verdict checked by sums."""

from dataclasses import replace
from fractions import Fraction
from importlib import import_module
from pathlib import Path

import pytest

from gametheory_paradox.concepts import d1_criterion, intuitive_criterion
from gametheory_paradox.concepts.signaling_criteria import NoReply, Reply
from gametheory_paradox.concepts.signaling_outcomes import MOST_RESPONSES, best_responses
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.trees.signaling import signaling_game
from gametheory_paradox.models import signaling_family
from gametheory_paradox.models.files import read_efg

TREES = Path(__file__).parents[2] / "literature" / "trees"
HALF = Fraction(1, 2)


def silent(after, responses, odds=(HALF, HALF)):
    """Two types that may send "m" or stay out for nothing."""
    payoffs = {kind: {"m": rows, "out": (0, 0)} for kind, rows in after.items()}
    types = {kind: str(p) for kind, p in zip(after, odds, strict=True)}
    return signaling_family(["S", "R"], types, ["m", "out"], {"m": responses, "out": []}, payoffs, {}).at()


def verdict_with(found, sent):
    game = found.outcomes.game
    (verdict,) = [
        v for v in found.verdicts if {game.messages[number].name for number in v.outcome.sent} == set(sent)
    ]
    return verdict


@pytest.fixture(scope="module")
def keen():
    """Both would send "m" for enough hope of "yes"; x for less hope than y."""
    return solve(
        silent({"x": {"yes": (2, 1), "no": (-1, 0)}, "y": {"yes": (1, 0), "no": (-2, 1)}}, ["yes", "no"]),
        concept="sequential",
    )


def test_d1_says_more_than_the_intuitive_criterion(keen):
    plain, strict = intuitive_criterion(keen), d1_criterion(keen)
    assert verdict_with(plain, ["out"]).survives
    verdict = verdict_with(strict, ["out"])
    assert verdict.survives is False
    (test,) = verdict.messages.values()
    # Message y needs 2/3 of "yes", x a third.
    assert {kind: rival for kind, (rival, _) in test.excluded.items()} == {1: 0}
    assert test.remaining.single == (0,)
    answer = test.kept[0, 1]
    assert Fraction(1, 3) <= answer.mixture[0] <= Fraction(2, 3)
    assert strict.holds()
    assert plain.holds()


def test_beer_and_quiche():
    game = read_efg((TREES / "beer-quiche.efg").read_text(encoding="utf-8")).at()
    found = d1_criterion(solve(game, concept="sequential"))
    assert verdict_with(found, ["beer"]).survives
    assert verdict_with(found, ["quiche"]).survives is False
    assert {found.equilibria.profiles[n].plays("Sender", "beer", "wimpy") for n in found.surviving} == {1}
    assert found.holds()


def bent():
    """The middle response is best in the middle: l and r are never best together, though both can be best."""
    return silent(
        {"x": {"l": (-1, 3), "c": (2, 2), "r": (1, 0)}, "y": {"l": (-2, 0), "c": (-2, 2), "r": (3, 3)}},
        ["l", "c", "r"],
    )


def test_only_mixtures_of_responses_that_are_best_together_count():
    # even l and r would tempt y and not x; but that mixture is never best, so y is pruned
    message = signaling_game(bent()).messages[0]
    best = best_responses(message, (0, 1), sets=True)
    assert set(best.largest) == {(0, 1), (1, 2)}
    assert set(best.never) == {(0, 2)}
    found = d1_criterion(solve(bent(), concept="sequential"))
    verdict = verdict_with(found, ["out"])
    (test,) = verdict.messages.values()
    assert {kind: rival for kind, (rival, _) in test.excluded.items()} == {1: 0}
    assert (verdict.survives, test.replies[0, 1].mixture) == (True, (1, 0, 0))
    assert found.holds()


def changed(found, **changes):
    """The result with the test of the outcome in which all stay out changed."""
    verdict = verdict_with(found, ["out"])
    number = found.verdicts.index(verdict)
    ((message, test),) = verdict.messages.items()
    new = replace(verdict, messages={message: replace(test, **changes)})
    return replace(found, verdicts=(*found.verdicts[:number], new, *found.verdicts[number + 1 :]))


def test_false_verdicts_do_not_hold(keen):
    found = d1_criterion(keen)
    (test,) = verdict_with(found, ["out"]).messages.values()
    assert changed(found).holds()
    rival, proof = test.excluded[1]
    (weights,) = proof.weights.values()
    assert len(weights) == 2
    no = Reply({1: Fraction(1)}, (Fraction(0), Fraction(1)))
    wrong = [
        {"excluded": {}},
        {"excluded": {1: (1, proof)}},
        {"excluded": {0: (1, proof)}, "remaining": best_responses(test.message, (1,), sets=True)},
        {"excluded": {1: (rival, NoReply({}))}},
        {"excluded": {1: (rival, NoReply({(0, 1): (weights[0], Fraction(0))}))}},
        {"excluded": {1: (rival, NoReply({(0, 1): (Fraction(-1), Fraction(-1))}))}},
        {"excluded": {**test.excluded, 2: (rival, proof)}},
        {"kept": {}},
        {"kept": {(0, 1): no}},
        {"kept": {(0, 1): replace(test.kept[0, 1], belief={0: Fraction(1)})}},
        {"remaining": test.best},
        {"best": test.remaining},
        {"best": replace(test.best, never={(0,): {(0, 1): Fraction(1)}})},
        {"best": replace(test.best, together={(0,): {0: Fraction(1)}, (1,): {1: Fraction(1)}})},
        {"replies": {}},
        {"replies": {(0, 1): no}},  # a belief on the type that is pruned
        {"replies": {(0, 1): NoReply({})}},
        {"replies": {(0, 1): NoReply({(0,): (Fraction(0), Fraction(0))})}},
        {"replies": {(0,): test.replies[0, 1]}},
    ]
    for changes in wrong:
        assert not changed(found, **changes).holds(), changes


def test_too_many_responses_leave_it_undecided(keen, monkeypatch):
    monkeypatch.setattr(import_module("gametheory_paradox.concepts.signaling_criteria"), "MOST_RESPONSES", 1)
    verdict = verdict_with(found := d1_criterion(keen), ["out"])
    assert verdict.survives is None
    assert "too many responses" in str(found)
    assert found.holds()
    assert not set(verdict.outcome.equilibria) & set(found.surviving)


def test_sets_of_too_many_responses_are_refused():
    responses = [f"r{number}" for number in range(MOST_RESPONSES + 1)]
    rows = {response: (0, number) for number, response in enumerate(responses)}
    message = signaling_game(silent({"x": rows, "y": rows}, responses)).messages[0]
    with pytest.raises(Unsupported, match="13 responses; sets are formed of at most 12"):
        best_responses(message, (0, 1), sets=True)
    assert best_responses(message, (0, 1), sets=False).single == (MOST_RESPONSES,)


@pytest.mark.parametrize("most", [-1, 0])
def test_where_no_type_is_strictly_tempted_none_is_pruned(most):
    after = {"x": {"yes": (most, 1), "no": (-1, 0)}, "y": {"yes": (-2, 0), "no": (-1, 1)}}
    found = d1_criterion(solve(silent(after, ["yes", "no"]), concept="sequential"))
    verdict = verdict_with(found, ["out"])
    (test,) = verdict.messages.values()
    assert (verdict.survives, test.excluded, test.kept) == (True, {}, {})
    assert found.holds()
