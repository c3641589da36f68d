"""The intuitive criterion: beer and quiche, education, and every part of a verdict checked again by sums."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from gametheory_paradox.concepts import intuitive_criterion
from gametheory_paradox.concepts.signaling_criteria import NoReply
from gametheory_paradox.concepts.signaling_outcomes import best_responses, is_best_together
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.trees.signaling import signaling_game
from gametheory_paradox.models import signaling_family
from gametheory_paradox.models.files import read_efg

TREES = Path(__file__).parents[2] / "literature" / "trees"


def tree(name):
    return read_efg((TREES / f"{name}.efg").read_text(encoding="utf-8")).at()


@pytest.fixture(scope="module")
def breakfast():
    return intuitive_criterion(solve(tree("beer-quiche"), concept="sequential"))


def names(found, numbers, what):
    return [getattr(found.outcomes.game, what)[number] for number in numbers]


def verdict_with(found, sent):
    """The verdict on the outcome in which exactly these messages are sent."""
    game = found.outcomes.game
    (verdict,) = [
        v for v in found.verdicts if {game.messages[number].name for number in v.outcome.sent} == set(sent)
    ]
    return verdict


def test_quiche_for_all_fails_since_the_surly_can_make_themselves_known(breakfast):
    verdict = verdict_with(breakfast, ["quiche"])
    assert not verdict.survives
    test = verdict.messages[verdict.objection]
    assert names(breakfast, test.undeterred, "types") == ["surly"]
    assert names(breakfast, test.excluded, "types") == ["wimpy"]
    assert verdict.outcome.payoffs == (2, 3)
    assert "beer: wimpy (at most 2) excluded, surly gets at least 3" in str(breakfast)


def test_beer_for_all_passes(breakfast):
    verdict = verdict_with(breakfast, ["beer"])
    assert (verdict.survives, verdict.objection) == (True, None)
    (test,) = verdict.messages.values()
    assert names(breakfast, test.excluded, "types") == ["surly"]
    (reply,) = test.replies.values()
    assert reply.mixture == (1, 0)  # a duel, which leaves the wimpy 1, less than the 2 they have


def test_the_verdicts_cover_all_equilibria_and_hold(breakfast):
    listed = sorted(number for v in breakfast.verdicts for number in v.outcome.equilibria)
    assert listed == list(range(len(breakfast.equilibria)))
    assert breakfast.undecided == ()
    between = {subset for v in breakfast.verdicts for subset in v.outcome.between}
    assert between == set(breakfast.equilibria.subsets)
    assert breakfast.holds()
    for number in breakfast.surviving:
        assert breakfast.equilibria.profiles[number].plays("Sender", "beer", "surly") == 1


def changed(found, **changes):
    """The result with the first test of its first verdict changed."""
    first = found.verdicts[0]
    (number,) = first.messages
    test = replace(first.messages[number], **changes)
    return replace(found, verdicts=(replace(first, messages={number: test}), *found.verdicts[1:]))


def test_false_verdicts_do_not_hold(breakfast):
    test = next(iter(breakfast.verdicts[0].messages.values()))
    assert changed(breakfast).holds()
    belief = {0: Fraction(1)}
    ((kind, (rival, proof)),) = test.excluded.items()
    (kept,) = test.kept.values()
    (reply,) = test.replies.values()
    assert (kind, rival, isinstance(reply, NoReply)) == (1, 1, True)
    wrong = [
        {"replies": {}},
        {"replies": {(1,): reply}},
        {"replies": {(0,): kept}},
        {"replies": {(0,): NoReply({})}},
        {"excluded": {}},
        {"excluded": {0: (0, proof), 1: (1, proof)}},
        {"excluded": {1: (0, proof)}},
        {"excluded": {1: (1, NoReply(dict.fromkeys(proof.weights, (Fraction(0),))))}},
        {"kept": {}},
        {"kept": {(0, 0): replace(kept, belief={1: Fraction(1)})}},
        {"remaining": test.best},
        {"best": test.remaining},
        {"best": replace(test.best, together={(0,): belief, (1,): belief})},
        {"best": replace(test.best, together={(1,): belief})},
        {"remaining": replace(test.remaining, never={})},
        {"remaining": replace(test.remaining, never={(0,): {(0, 1): Fraction(0)}})},
        {"remaining": replace(test.remaining, never={(0,): {(0, 1): Fraction(-1)}})},
    ]
    for changes in wrong:
        assert not changed(breakfast, **changes).holds(), changes
    assert not replace(breakfast, verdicts=breakfast.verdicts[::-1]).holds()
    first = breakfast.verdicts[0]
    assert not replace(breakfast, verdicts=(replace(first, messages={}), *breakfast.verdicts[1:])).holds()


def test_a_response_beaten_by_a_mixture_alone_is_never_best():
    # against "wait" no single response is better for both types, the even mixture of the others is
    after = {
        "x": {"left": (0, 4), "right": (0, 0), "wait": (9, 1)},
        "y": {"left": (0, 0), "right": (0, 4), "wait": (9, 1)},
    }
    payoffs = {kind: {"m": after[kind], "out": (1, 0)} for kind in after}
    responses = {"m": ["left", "right", "wait"], "out": []}
    family = signaling_family(["S", "R"], {"x": "1/2", "y": "1/2"}, ["m", "out"], responses, payoffs, {})
    message = signaling_game(family.at()).messages[0]
    best = best_responses(message, message.types, sets=False)
    assert best.single == (0, 1)
    assert set(best.never) == {(2,)}
    assert best.holds(sets=False)
    assert not is_best_together(message, (0, 1), (2,), {0: Fraction(1, 2), 1: Fraction(1, 2)})
    found = intuitive_criterion(solve(family.at(), concept="sequential"))
    quiet = verdict_with(found, ["out"])
    (test,) = quiet.messages.values()
    assert set(test.excluded) == {0, 1}  # so the nine that waiting pays tempt nobody
    assert (test.left, test.replies) == ((), {})
    assert quiet.survives
    assert found.holds()


def test_where_payoffs_vary_between_equilibria_it_is_undecided():
    # the receiver is indifferent after "m", which both types send
    payoffs = {
        kind: {"m": {"l": (3, 1), "r": (2, 1)}, "n": {"l": (1, 0), "r": (0, 1)}} for kind in ("x", "y")
    }
    family = signaling_family(["S", "R"], {"x": "1/2", "y": "1/2"}, ["m", "n"], ["l", "r"], payoffs, {})
    found = intuitive_criterion(solve(family.at(), concept="sequential"))
    assert len(found.verdicts) > 1
    assert found.undecided
    assert all(len({found.equilibria.payoffs[number] for number in subset}) > 1 for subset in found.undecided)
    assert "Undecided between" in str(found)
    assert found.holds()


@pytest.mark.parametrize(
    ("game", "concept", "words"),
    [
        ("beer-quiche", "nash", "take sequential or perfect Bayesian equilibria"),
        ("selten-horse", "sequential", "not a signaling game"),
    ],
)
def test_other_questions_are_refused(game, concept, words):
    found = solve(tree(game), concept=concept)
    with pytest.raises(Unsupported, match=words):
        intuitive_criterion(found)
