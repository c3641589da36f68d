"""Dynamic backfire: what pays in the period and costs from the start, and what makes up the difference."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from witnesses.sampling import cases
from witnesses.stochastic_games import DEVELOPMENT, SOURED, VACUUM, random_game, souring

import gametheory_paradox as gp
from gametheory_paradox.conditions.exclusion_search import holds_at
from gametheory_paradox.errors import CertificateRejected, InvalidGame, Unsupported
from gametheory_paradox.forms import Profile
from gametheory_paradox.forms.proofs.completeness import check_proof
from gametheory_paradox.forms.states.proofs.markov_perfect import is_markov_perfect
from gametheory_paradox.forms.states.state_values import payoffs_from_start
from gametheory_paradox.forms.states.stochastic_game import restrict_states
from gametheory_paradox.forms.tables.proofs.settled_boxes import cover_of
from gametheory_paradox.models import GameFamily, Parameter, with_accounts
from gametheory_paradox.models.files import read_model
from gametheory_paradox.paradoxes.channels import SplitOverTime
from gametheory_paradox.paradoxes.dynamic_backfire import _change
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.polynomials import RationalFunction

NAME = "dynamic-backfire"
INVEST = {"mover": "Pakistan", "action": "coerce", "instead": "invest", "at": "poor"}


def test_patience_turns_a_gain_into_a_backfire():
    family = souring()
    for delta, worth in (("1/4", Fraction(3, 4) / Fraction(13, 16)), ("4/5", -2 / Fraction(2, 5))):
        verdict = gp.detect(family, NAME, values={"d": delta}, **SOURED)
        assert verdict.name == ("present" if worth < 0 else "absent")
        (change,) = verdict.comparison.changes
        assert (change.instead, change.with_action, change.tempting) == (0, worth, 1)
        assert change.answer == 0
    assert verdict.comparison.changes[0].states == {"calm": 0, "sour": -3 * Fraction(5, 2)}
    assert "split: flow 5/2, answer 0, through states -15/2 (sour -15/2)" in verdict.why


def test_development_is_forgone_by_quick_coercion_only_by_who_is_patient():
    family = read_model(DEVELOPMENT)
    verdict = gp.detect(family, NAME, **INVEST)
    assert (verdict.name, verdict.comparison.gap) == ("present", Fraction(775, 234) - Fraction(5, 2))
    (change,) = verdict.comparison.changes
    assert (change.flow, change.answer, change.through_states) == (10, -5, Fraction(-680, 117))
    assert gp.detect(family, NAME, values={"delta": "1/2"}, **INVEST).name == "absent"
    frozen = gp.detect(family, NAME, held="nobody", **INVEST)
    assert (frozen.name, frozen.comparison.changes[0].answer) == ("absent", 0)


def test_the_split_is_exact_between_any_two_plays():
    for seed in range(12):
        game = random_game(seed, 3)
        question = Question(NAME, mover="P1", action="a0", instead="a1", at=["s0", "s2"], held="all")
        sets = game.information_sets
        for picks in ((0, 0, 1, 0, 0, 0), (1, 0, 0, 1, 1, 0)):
            other = Profile.pure(sets, [1, 1, 0, 1, 0, 1])
            pair = [(own, payoffs_from_start(game, own)[1]) for own in (Profile.pure(sets, picks), other)]
            change = _change(game, question, *pair)
            parts = change.flow + change.answer + change.through_states
            assert parts == change.with_action - change.instead != 0


@cases(8, 60)
def test_equilibria_that_are_irrational_are_split_within_bounds_that_narrow(count):
    narrowed = 0
    for seed in range(count):
        game = random_game(seed, 2)
        for held in ("all", "nobody"):
            asked = {"mover": "P0", "action": "a0", "instead": "a1", "at": ["s0"], "held": held}
            verdict = gp.detect(game, NAME, budget=10, **asked)
            if verdict.name == "undecided":
                continue
            assert gp.verify(verdict.certificate).verdict == verdict.name
            for change in verdict.comparison.changes:
                left = change.with_action - change.instead - change.flow - change.answer
                left -= change.through_states
                if isinstance(left, Fraction):
                    assert left == 0
                    continue
                (wide, *_), (low, high) = left.bounds(0), left.bounds(5)
                assert wide <= low <= 0 <= high < Fraction(1, 10**6)
                narrowed += 1
    assert narrowed > count / 2


def test_parts_within_bounds_hold_what_they_are_at_the_solution():
    met = 0
    for seed in range(20):
        game = random_game(seed, 2)
        asked = Question(NAME, mover="P0", action="a0", instead="a1", at=["s0"], held="nobody")
        acting = restrict_states(game, {0: ("a0",)})
        found = gp.solve(acting, budget=10)
        if found.completeness.status != "proved":
            continue
        for own in cover_of(check_proof(acting, "markov-perfect", "P0", found.proof)).stationary:
            split = SplitOverTime(game, asked, [0], own, None)
            near = own.corners(6)[0]
            exactly = SplitOverTime(game, asked, [0], near, None).numbers()
            for number, close in zip(split.numbers(), exactly, strict=True):
                low, high = (number, number) if isinstance(number, Fraction) else number.bounds(0)
                assert low <= close <= high
            met += 1
    assert met > 3


def test_the_action_of_an_equilibrium_cannot_backfire_while_others_hold_still():
    """No one-shot deviation gains, and so no other stationary policy at these states does."""
    met = 0
    for seed in range(30):
        game = random_game(seed, 2)
        sets = game.information_sets
        question = Question(NAME, mover="P0", action="a0", instead="a1", at="s0", held="nobody")
        for picks in product((0,), (0, 1), (0, 1), (0, 1)):
            profile = Profile.pure(sets, picks)
            if is_markov_perfect(game, profile):
                met += 1
                change = _change(game, question, (profile, payoffs_from_start(game, profile)[0]), None)
                assert change.instead <= change.with_action
    assert met > 5


def test_certificates_hold_for_what_they_say_and_for_nothing_else():
    data = gp.detect(read_model(DEVELOPMENT), NAME, **INVEST).certificate.data
    assert gp.verify(data).verdict == "present"
    details = data["details"]
    for changed in (
        {"verdict": "absent"},
        {"gap": "1"},
        {"quantifier": "best", "verdict": "absent"},
        {"details": {**details, "held": "nobody"}},
        {"details": {**details, "held": None}},
        {"details": {**details, "action": ["invest"], "instead": "coerce"}},
        {"details": {**details, "instead": "leave"}},
        {"details": {**details, "at": ["growing"]}},
        {"mover": "Taliban"},
        {"proof": {"with": data["proof"]["with"]}},
        {"proof": dict.fromkeys(("with", "instead"), data["proof"]["with"])},
    ):
        with pytest.raises(CertificateRejected):
            gp.verify({**data, **changed})


def test_a_measure_is_compared_from_the_start_while_the_payoff_tempts():
    family = with_accounts(souring(), {"quiet": {"meaning": "quiet", "values": {"A": [0, 0, -2]}}})
    verdict = gp.detect(family, NAME, values={"d": "1/4"}, measure="quiet", **SOURED)
    (change,) = verdict.comparison.changes
    assert (verdict.name, change.tempting, change.flow) == ("present", 1, 0)
    assert gp.verify(verdict.certificate).verdict == "present"


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"instead": "leave"}, "Pakistan has no action 'leave' at 'poor'"),
        ({"instead": "coerce"}, "instead is another action than the one asked about"),
        ({"held": "target"}, "held: expected all or nobody, got 'target'"),
        ({"quantifier": "risk-dominant"}, "risk-dominant"),
    ],
)
def test_what_does_not_fit_is_refused(changed, problem):
    with pytest.raises((InvalidGame, Unsupported), match=problem):
        gp.detect(read_model(DEVELOPMENT), NAME, **{**INVEST, **changed})


def over_patience(seed, states=2):
    """A random game as a family in one parameter, the discount factor of both."""
    d = RationalFunction.variable("d")
    form = random_game(seed, states).map(RationalFunction.constant)
    ranges = (Parameter("d", Fraction(0), Fraction(9, 10), Fraction(1, 2)),)
    return GameFamily(replace(form, discounts=(d, d)), ranges)


QUESTIONS = {
    "all answer": {"paradox": NAME, "instead": "a1", "held": "all"},
    "nobody answers": {"paradox": NAME, "instead": "a1", "held": "nobody"},
    "option": {"paradox": "option"},
}


def decided(seed, asked, quantifier):
    """What formulas and what equilibria say of random games at points where formulas claim something."""
    family = over_patience(seed)
    question = Question(mover="P0", action="a0", at="s0", quantifier=quantifier, **asked)
    thresholds = gp.thresholds(family, question)
    for numerator in range(1, 10):
        point = {"d": Fraction(numerator, 11)}
        said = [holds_at(own.statement, point) for own in (thresholds.open, thresholds.present)]
        assert not all(said)  # where nothing is claimed, nothing is present
        if said[0] is False and said[1] is not None:  # off the zero sets
            yield said[1], gp.detect(family, question, values=point).name


@pytest.mark.sampled
@pytest.mark.parametrize("asked", QUESTIONS.values(), ids=QUESTIONS)
@pytest.mark.parametrize(
    "seeds", [range(1), pytest.param(range(1, 40), marks=pytest.mark.slow)], ids=["few", "many"]
)
def test_over_patience_formulas_say_what_equilibria_say(asked, seeds):
    quantifiers = ("strong", "best", "worst", "possible")
    told = Counter(row for n in seeds for row in decided(n, asked, quantifiers[n % 4]))
    denied = told.pop((False, "undecided"), 0)  # by one pair, where a point waits for the whole list
    assert asked == QUESTIONS["option"] or not denied
    assert set(told) <= {(True, "present"), (False, "absent")}
    assert told[False, "absent"] > 0
    if len(seeds) > 4 and asked != QUESTIONS["nobody answers"]:
        assert told[True, "present"] > 0


def test_over_patience_the_answer_is_a_set_with_a_named_end():
    assert str(gp.thresholds(souring(), NAME, **SOURED).present) == "7*d > 4"


@pytest.mark.slow
def test_over_patience_development_has_named_ends_that_detect_agrees_with():
    family = read_model(DEVELOPMENT)
    rest = {name: value for name, value in family.baseline.items() if name != "delta"}
    thresholds = gp.thresholds(family, NAME, values=rest, **INVEST)
    assert str(thresholds.present) == "13*delta > 10"
    points = (("3/4", "undecided"), ("76/100", "absent"), ("77/100", "present"), ("9/10", "present"))
    for point, name in points:
        delta = {"delta": Fraction(point)}
        is_open, present = (holds_at(own.statement, delta) for own in (thresholds.open, thresholds.present))
        assert ("undecided" if is_open else "present" if present else "absent") == name
        if not is_open:
            assert gp.detect(family, NAME, values=delta, **INVEST).name == name


def test_a_map_over_patience_holds_and_what_is_changed_in_it_does_not():
    region = gp.chart(souring(), NAME, over=["d"], **SOURED)
    assert region.present == (1 - Fraction(4, 7) / Fraction(9, 10))
    data = region.certificate.data
    assert gp.verify(data).kind == "map"
    details, proof = data["details"], data["proof"]
    for changed in (
        {"details": {**details, "action": ["keep"], "instead": "press"}},
        {"details": {**details, "instead": "leave"}},
        {"details": {**details, "at": ["sour"]}},
        {"proof": {**proof, "cutting": "1"}},
        {"proof": {**proof, "cutting": "0"}},
        {"present": ["1", "1"]},
    ):
        with pytest.raises(CertificateRejected):
            gp.verify({**data, **changed})


def test_what_is_proved_of_patience_is_proved_of_what_follows_too():
    family = souring()
    assert gp.prove(family, NAME, assuming=["d > 3/5"], **SOURED).name == "proved"
    assert gp.prove(family, NAME, assuming=["d > 1/2"], **SOURED).name == "refuted"


def test_games_that_are_played_once_are_refused_in_a_sentence():
    with pytest.raises(Unsupported, match="about stochastic games; this one is not played in periods"):
        gp.detect("seed/trade-restriction", NAME, mover="Pakistan", action="restrict", instead="open")
    with pytest.raises(Unsupported, match="about stochastic games; this one is not played in periods"):
        gp.thresholds("seed/trade-restriction", NAME, mover="Pakistan", action="restrict", instead="open")


def test_with_several_equilibria_all_pairs_count():
    verdict = gp.detect(read_model(VACUUM), NAME, mover="One", action="coerce", instead="restrain")
    assert len(verdict.comparison.changes) == 1
    assert verdict.name == "absent"
