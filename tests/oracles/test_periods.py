"""The second checker on games that go on: it accepts and rejects what ``verify`` accepts and rejects."""

import copy
import hashlib
import json
from collections import Counter
from fractions import Fraction
from random import Random

import pytest
from laws.test_moves_within_a_period import stepwise
from oracles import other_checker
from witnesses.stochastic_games import DEVELOPMENT, SOURED, VACUUM, random_game, souring

import gametheory_paradox as gp
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.models.files import read_model
from gametheory_paradox.paradoxes.question import Question

INVEST = {"mover": "Pakistan", "action": "coerce", "instead": "invest", "at": "poor"}


def second_opinion(data):
    try:
        other_checker.check(json.dumps(data))
    except other_checker.Unjudged:
        return "not judged"
    except other_checker.Rejected:
        return "rejected"
    return "accepted"


def first_opinion(data):
    try:
        gp.verify(data)
    except CertificateRejected:
        return "rejected"
    return "accepted"


def known():
    """Certificates of paradoxes over time, present and absent."""
    yield gp.detect(read_model(VACUUM), mover="One", action="coerce")
    family = gp.load("seed/cooperation")
    for question in family.questions:
        yield gp.detect(family, question.but(measure="security"))
    for action in ("press", "open"):
        yield gp.detect(family, "security-insecurity", mover="Pakistan", action=action, measure="security")
    asked = {"mover": "Pakistan", "action": "coerce", "at": "poor", "measure": "security"}
    for target, held in ((None, "nobody"), ("Taliban", "target"), ("Taliban", "nobody")):
        values = {"V": 300, "k": 6, "t": 60}
        question = {"target": target, "held": held, "values": values, **asked}
        yield gp.detect(gp.load("seed/development"), "security-insecurity", **question)
    yield gp.detect(souring(), "dynamic-backfire", **SOURED)
    for held in ("all", "nobody"):
        yield gp.detect(read_model(DEVELOPMENT), "dynamic-backfire", held=held, **INVEST)


CERTIFICATES = [verdict.certificate.data for verdict in known()]


@pytest.mark.parametrize("number", range(len(CERTIFICATES)))
def test_it_accepts_what_is_proved_of_known_games(number):
    assert second_opinion(CERTIFICATES[number]) == first_opinion(CERTIFICATES[number]) == "accepted"


@pytest.mark.slow
def test_where_coercion_in_poverty_is_an_option_that_hurts():
    verdict = gp.detect(read_model(DEVELOPMENT), mover="Pakistan", action="coerce", at="poor")
    assert verdict.name == "present"
    assert second_opinion(verdict.certificate.data) == "accepted"


@pytest.mark.parametrize("seeds", [range(3), pytest.param(range(3, 60), marks=pytest.mark.slow)])
def test_it_accepts_what_is_found_of_random_games_unless_a_box_is_needed(seeds):
    told = Counter()
    for seed in seeds:
        game = random_game(seed, 2)
        options = {"mover": "P0", "action": "a0", "at": "s0"}
        backfire = Question(
            "dynamic-backfire", **options, instead="a1", held=("all", "nobody")[seed % 2], quantifier="strong"
        )
        for question in (Question("option", **options), backfire):
            verdict = gp.detect(game, question, budget=5)
            if verdict.certificate is not None:
                told[second_opinion(verdict.certificate.data)] += 1
    assert told["rejected"] == 0
    assert told["accepted"] > len(seeds) / 3


@pytest.mark.parametrize("seeds", [range(1), pytest.param(range(1, 40), marks=pytest.mark.slow)])
def test_it_accepts_what_is_found_where_moves_follow_each_other_within_a_period(seeds):
    told = Counter()
    for seed in seeds:
        game = stepwise(seed, 1 + seed % 2, Fraction(1, 2))
        listed = gp.solve(game, budget=5).certificate
        asked = gp.detect(game, mover="P", action="a", at="s0", budget=5).certificate
        for certificate in (listed, asked):
            told[None if certificate is None else second_opinion(certificate.data)] += 1
    assert told["rejected"] == 0
    assert told["accepted"] > len(seeds)


def test_both_refuse_steps_that_do_not_end_and_what_is_discounted_within_a_period():
    data = gp.detect(stepwise(0, 1, Fraction(1, 2)), mover="P", action="a", at="s0").certificate.data
    assert second_opinion(data) == "accepted"
    states = data["game"]["states"]
    for change in ({"at_once": False}, {"at_once": None}, {"transitions": [["1", "0", "0"]] * 2}):
        other = copy.deepcopy(data)
        other["game"]["states"] = [{**states[0], **change}, *states[1:]]
        fitted(other["game"])
        assert first_opinion(other) == second_opinion(other) == "rejected", change
    other = copy.deepcopy(data)
    del other["game"]["states"][0]["at_once"]
    fitted(other["game"])
    assert first_opinion(other) == second_opinion(other) == "rejected"


def fitted(game):
    """Writes the hash of what a game is now."""
    body = {name: value for name, value in game.items() if name != "hash"}
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    game["hash"] = hashlib.sha256(text.encode()).hexdigest()


def changed_claims(data):
    """Claims that differ in one field from what is proved."""
    details = data["details"]
    yield {"verdict": "absent" if data["verdict"] == "present" else "present"}
    yield {"gap": "7/3"}
    yield {"payoffs": {name: ["1"] for name in data["payoffs"]}}
    yield {"infinite": dict.fromkeys(data["infinite"], True)}
    yield {"mover": next(p for p in (*data["game"]["players"], "nobody") if p != data["mover"])}
    yield {"details": {**details, "action": ["no such"]}}
    yield {"details": {**details, "at": ["nowhere"]}}
    for end in (-1, 0):
        yield {"proof": {name: shortened(own, end) for name, own in data["proof"].items()}}
    yield {"game": {**data["game"], "start": data["game"]["start"][::-1]}}


def shortened(proof, end):
    """A proof whose cutting, or that of its last part, ends before it should."""
    if "parts" in proof:
        return {**proof, "parts": [*proof["parts"][:-1], shortened(proof["parts"][-1], end)]}
    return {**proof, "cutting": proof["cutting"][:end]}


@pytest.mark.parametrize("number", range(len(CERTIFICATES)))
def test_both_reject_another_claim(number):
    data = CERTIFICATES[number]
    for change in changed_claims(data):
        other = {**data, **change}
        assert first_opinion(other) == second_opinion(other) == "rejected", change


def places_of_numbers(steps):
    """For each whole number in a cutting the list that holds it, and its place there."""
    for place, entry in enumerate(steps):
        if isinstance(entry, list):
            yield from places_of_numbers(entry)
        elif type(entry) is int:
            yield steps, place


@pytest.mark.parametrize("count", [14, pytest.param(600, marks=pytest.mark.slow)])
def test_both_judge_changed_proofs_alike(count):
    random, told = Random(7), Counter()
    for number in range(count):
        data = copy.deepcopy(CERTIFICATES[number % 2])
        cutting = random.choice(list(data["proof"].values()))["cutting"]
        numbers = list(places_of_numbers(cutting))
        kind = random.choice(("number", "step", "twice"))
        if kind == "number" and numbers:
            held, place = random.choice(numbers)
            held[place] += random.choice((-1, 1, 2, -7, 10**6))
        elif kind == "twice":
            cutting.insert(random.randrange(len(cutting)), cutting[random.randrange(len(cutting))])
        else:
            del cutting[random.randrange(len(cutting))]
        opinions = first_opinion(data), second_opinion(data)
        assert opinions[0] == opinions[1], data["proof"]
        told[opinions[0]] += 1
    assert told["rejected"] > count / 3


def test_of_maps_over_time_it_says_nothing_and_that_a_measure_is_missing():
    region = gp.chart(souring(), "dynamic-backfire", over=["d"], **SOURED)
    assert second_opinion(region.certificate.data) == "not judged"
    data = CERTIFICATES[0]
    assert second_opinion({**data, "measure": "security"}) == "rejected"
