"""Whatever is changed in a certificate, it is refused, or what it then claims is true.

The changes reach every field and every kind of proof, the game's hash is made to fit after each, and the
truth is found by other means and from the claim alone (oracles/plain_truth.py).
"""

import copy
import json
from collections import Counter
from functools import cache
from itertools import product
from random import Random
from re import fullmatch

import pytest
from laws.both_checkers import verified
from laws.tampering import changed, changes, rehashed, transplants
from oracles import plain_truth
from witnesses.certificates import maps, verdicts
from witnesses.sampling import cases, ordinarily

from gametheory_paradox.certificates import verify
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.paradoxes.question import SELECTION_RULES

POINTS = 12  # at which an accepted map is tried
# What proves a verdict.
ALL = ("vertices", "supports", "dominance", "cells", "backward-induction", "payoff-pieces", "T1", "T2", "T4")


@cache
def every_change(name):
    """All changes to one certificate, by the field they reach."""
    found = {}
    for change in changes(pool()[name]):
        found.setdefault(change[0][:1], []).append(change)
    return found


def pool():
    return {**verdicts(), **maps()}


def proof_of(data):
    """The kind of a certificate's proof."""
    proof = data["proof"]
    return proof.get("guard_rail") or proof.get("with", {}).get("kind") or data["kind"]


def outcome(data):
    """Refused, or accepted and true, false or too much for plain means; other exceptions pass through."""
    try:
        checked = verified(data)
    except CertificateRejected:
        return "refused"
    assert checked.game == data["game"]["hash"]
    try:
        return "true" if plain_truth.is_true(data, POINTS) else "false"
    except plain_truth.CannotTell:
        return "cannot tell"


def draw(names, count):
    """So many changes to certificates, of every proof alike: half to game and proof, half to the rest."""
    random, by_proof = Random(count), {}
    for name in names:
        by_proof.setdefault(proof_of(pool()[name]), []).append(name)
    for number in range(count):
        name = random.choice(by_proof[sorted(by_proof)[number % len(by_proof)]])
        fields = every_change(name)
        large = random.random() < 0.5
        field = random.choice([where for where in fields if (where in (("game",), ("proof",))) == large])
        yield name, random.choice(fields[field])


def some(name, field=None):
    """The changes to a certificate, or to one of its fields."""
    return [
        change for where, them in every_change(name).items() for change in them if field in (None, *where)
    ]


def test_the_certificates_to_be_changed_are_accepted_true_and_of_every_kind():
    outcomes = {name: outcome(data) for name, data in pool().items()}
    assert {proof_of(data) for data in pool().values()} == {*ALL, "map"}
    # Plain means do not reach it.
    assert {name for name, result in outcomes.items() if result != "true"} == {"hidden"}
    assert outcomes["hidden"] == "cannot tell"
    said = Counter((data["quantifier"], data.get("verdict", "map")) for data in pool().values())
    selected = {entry for entry in said if entry[0] in SELECTION_RULES}
    # Present, absent, impossible and maps under every quantifier that compares ends.
    assert len(said) - len(selected) == 4 * 4
    assert selected == set(product(SELECTION_RULES, ("present", "absent")))
    assert {tuple(n for n, v in data["details"].items() if v) for data in pool().values()} == {
        ("action",),
        ("action", "at"),
        ("action", "coalition"),
    }
    assert any(len(data["details"]["action"]) > 1 for data in pool().values())
    assert {mark for data in maps().values() for mark in data["proof"]["cutting"]} >= set("+-/?01")
    assert any((data["infinite"] or {}).get("with") for data in verdicts().values())


@cases(34, 12_000)
def test_a_verdict_with_anything_changed_is_refused_or_true(count):
    law(draw(list(verdicts()), count), ALL)


@cases(60, 4000)
def test_a_map_with_anything_changed_is_refused_or_true(count):
    law(draw(list(maps()), count), {"map"})


def law(drawn, kinds):
    found, fields = Counter(), Counter()
    for name, change in drawn:
        data = changed(pool()[name], change)
        result = outcome(data)
        assert result in ("refused", "true") or (name, result) == ("hidden", "cannot tell"), (
            f"{name}: {change}"
        )
        found[proof_of(pool()[name]), result] += 1
        fields[change[0][:1], result] += 1
    total = sum(found.values())
    for kind in kinds if total > 2000 or len(kinds) == 1 else ():
        # The law is not empty: much is refused, and something gets through and is true.
        assert found[kind, "refused"] > 10 * kind.startswith("T") + 5
        assert found[kind, "true"] > 0
    assert sum(n for (_, result), n in found.items() if result == "refused") > total / 2
    assert sum(n for (_, result), n in found.items() if result == "true") > total / 50
    if total > 100:  # one of few is more than a hundredth
        assert sum(n for (_, result), n in found.items() if result == "cannot tell") < total / 100
    claimed = {"concept", "quantifier", "mover", "details", "game", "proof"}
    claimed |= {"format", "kind", "paradox"} if total > 1500 else set()
    assert {where for where, result in fields if result == "refused"} >= {(field,) for field in claimed}


@pytest.mark.slow
@cases(7, 3000)
def test_two_changes_at_once_do_not_cover_for_each_other(count):
    random = Random(count)
    names, found = list(verdicts()), Counter()
    for _ in range(count):
        name = random.choice(names)
        data = copy.deepcopy(pool()[name])
        for where, what in (random.choice(some(name)) for _ in range(2)):
            try:
                data = changed(data, (where, what))
            except (LookupError, TypeError):  # the first change took away the place of the second
                continue
        result = outcome(data)
        assert result in ("refused", "true", "cannot tell"), name
        found[result] += 1
    assert found["refused"] > count / 2
    assert found["cannot tell"] < max(3, count / 100)


@cases(11, 6000)
def test_claiming_whatever_the_checker_says_is_proved_never_makes_a_false_claim_pass(count):
    random, found = Random(count), Counter()
    for _ in range(count):
        name = random.choice(list(pool()))
        field = random.choice(("proof", "proof", "game", "details"))
        data = changed(pool()[name], random.choice(every_change(name)[(field,)]))
        result = outcome(as_advised(data))
        assert result in ("refused", "true", "cannot tell"), name
        found[result, result != "refused" and data["proof"] != pool()[name]["proof"]] += 1
    assert found["true", True] > count / 600 or count < 600
    assert found["true", False] > count / 600 or count < 600
    assert found.total() == count


def as_advised(data):
    """The certificate with its claim corrected to what the reasons for refusing it say it should be."""
    for _ in range(9):
        try:
            verify(data)
            break
        except CertificateRejected as reason:
            named = fullmatch(r"'(.+?)' should be (.*)", str(reason))
        if not named or len(named[2]) >= 300:
            break
        plain = named[1] in ("gap", "undecided", "verdict")
        data[named[1]] = named[2] if plain else json.loads(named[2])
    return data


@pytest.mark.slow
@cases(29, 12_000)
def test_no_field_of_one_certificate_serves_another_unless_the_claim_stays_true(count):
    every = [(name, change) for name, data in pool().items() for change in transplants(data, pool().values())]
    found = Counter()
    for name, change in every[:: len(every) // count]:
        result = outcome(changed(pool()[name], change))
        assert result in ("refused", "true", "cannot tell"), f"{name}: {change}"
        found[result] += 1
    assert found["refused"] > 5 * found["true"] > 0
    assert found["cannot tell"] < count / 50


def test_a_certificate_of_another_game_bears_another_hash():
    for name in ("restraint, strong", "commitment, strong", "quotients, two"):
        data, others = pool()[name], 0
        for change in some(name, "game")[:: ordinarily(27, 3)]:
            if change[0] != ("game", "hash"):
                other = changed(data, change)
                try:
                    digest = verify(other).game
                except CertificateRejected:
                    continue
                others += 1
                assert digest != data["game"]["hash"]
        assert others > ordinarily(1, 5)


def test_a_changed_game_with_the_old_hash_is_refused():
    for name in ("restraint, strong", "commitment, strong", "trade"):
        data = pool()[name]
        for change in some(name, "game")[:: ordinarily(21, 7)]:
            other = changed(data, change)
            if isinstance(other.get("game"), dict) and other["game"]["hash"] != data["game"]["hash"]:
                other["game"]["hash"] = data["game"]["hash"]
                with pytest.raises(CertificateRejected):
                    verify(other)


def test_making_the_hash_fit_is_what_the_package_does():
    for data in pool().values():
        assert rehashed(json.loads(json.dumps(data))) == data
