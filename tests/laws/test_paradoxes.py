"""The paradoxes that compare whole sets of equilibria, against their definitions by plain means."""

import copy
import json
from collections import Counter
from contextlib import suppress
from fractions import Fraction
from functools import cache
from itertools import islice
from random import Random

import pytest
from hypothesis import strategies as st
from laws.both_checkers import verified
from laws.tampering import GONE, changed, changes
from oracles import plain_paradoxes
from oracles.plain_truth import CannotTell
from witnesses.certificates import data_of, paradoxes, verdicts
from witnesses.games import QUANTIFIERS, commitment_tables, tables
from witnesses.paradoxes import ANY, BUILT, LARGE, TRAPPED, overreactions, races
from witnesses.sampling import always, cases, seen, steps

from gametheory_paradox.certificates import verify
from gametheory_paradox.detectors import detect
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import Chance, ExtensiveForm, Move, game_hash
from gametheory_paradox.models import GameFamily
from gametheory_paradox.paradoxes.definitions import DEFINITIONS
from gametheory_paradox.paradoxes.question import SELECTION_RULES

NAMES = sorted(plain_paradoxes.PARADOXES)


def test_there_are_strategies_for_every_paradox():
    elsewhere = {"option", "null-coercion", "dynamic-backfire"}
    assert set(BUILT) == set(ANY) == set(NAMES) == set(DEFINITIONS) - elsewhere


@cases(3, 400)
@pytest.mark.parametrize("name", NAMES)
def test_what_is_built_to_be_a_paradox_is_one_under_every_quantifier_and_proved(name, count):
    judged = Counter()

    @always(count, BUILT[name], st.sampled_from(QUANTIFIERS))
    def law(case, quantifier):
        game, request = case
        found = detect(game, name, quantifier=quantifier, **request)
        assert found.name == "present", found.why
        assert found.comparison.gap > 0
        data = data_of(found.certificate)
        checked = verify(data)
        assert (checked.kind, checked.verdict) == ("verdict", "present")
        if name != "comparative-statics":  # which keeps the parameter that changes
            point = game.at() if isinstance(game, GameFamily) else game
            assert checked.game == game_hash(point)
        judged["all"] += 1
        with suppress(CannotTell):  # some are too large for plain means
            assert plain_paradoxes.is_true(data)
            judged["true"] += 1

    assert judged["true"] >= judged["all"] // 3
    assert judged["all"] >= count // 2


@cases(5, 800)
@pytest.mark.parametrize("name", NAMES)
def test_whatever_is_answered_is_proved_and_true(name, count):
    told = Counter()

    @always(count, ANY[name], st.sampled_from(QUANTIFIERS))
    def law(case, quantifier):
        game, request = case
        found = detect(game, name, quantifier=quantifier, **request)
        assert (found.certificate is None) == (found.name == "undecided")
        if found.certificate is not None:
            data = data_of(found.certificate)
            assert verify(data).verdict == found.name
            with suppress(CannotTell):
                assert plain_paradoxes.is_true(data)
                told[found.name] += 1

    assert min(told["present"], told["absent"]) > count / 20
    assert told.total() > count * 3 / 4


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_any_case_is_sometimes_a_paradox_and_sometimes_none(name):
    @seen(120, ANY[name], st.sampled_from(QUANTIFIERS))
    def answers(case, quantifier):
        game, request = case
        return detect(game, name, quantifier=quantifier, **request).name

    assert answers["present"] >= 10
    assert answers["absent"] >= 20
    assert answers["undecided"] <= 12


@cases(3, 500)
@pytest.mark.parametrize("name", NAMES)
def test_strong_implies_best_and_worst_and_each_of_these_possible(name, count):
    @always(count, ANY[name])
    def law(case):
        game, request = case
        found = {q: detect(game, name, quantifier=q, **request) for q in QUANTIFIERS}
        gaps = {q: v.comparison.gap for q, v in found.items() if v.comparison}
        if len(gaps) == 4:
            assert gaps["strong"] <= min(gaps["best"], gaps["worst"])
            assert max(gaps["best"], gaps["worst"]) <= gaps["possible"]
        # Where somebody is frozen a lenient comparison may find a loss that a strict one does not.
        if name != "third-party":
            held = {q: v.name == "present" for q, v in found.items()}
            settled = {q for q, v in found.items() if v.name != "undecided"}
            for one, other in (
                ("strong", "best"),
                ("strong", "worst"),
                ("best", "possible"),
                ("worst", "possible"),
            ):
                if {one, other} <= settled:
                    assert held[other] or not held[one]


# --- Tampering
# ------------------------------------------------------------------------------------------------------------


@cache
def every_change(name):
    """All changes to one certificate, by the field they reach."""
    found = {}
    for change in changes(paradoxes()[name]):
        found.setdefault(change[0][:1], []).append(change)
    return found


def outcome(data):
    """Refused, or accepted and true, false or too much for plain means; other exceptions pass through."""
    try:
        verified(data)
    except CertificateRejected:
        return "refused"
    try:
        return "true" if plain_paradoxes.is_true(data) else "false"
    except CannotTell:
        return "cannot tell"


def test_the_certificates_to_be_changed_are_true_and_of_every_paradox_quantifier_and_verdict():
    assert {outcome(data) for data in paradoxes().values()} == {"true"}
    assert {data["paradox"] for data in paradoxes().values()} == set(NAMES)
    for name in NAMES:
        said = {data["verdict"] for data in paradoxes().values() if data["paradox"] == name}
        assert said == {"present", "absent"}
    assert {data["quantifier"] for data in paradoxes().values()} == {*QUANTIFIERS, *SELECTION_RULES}


@cases(29, 30_000)
def test_a_certificate_with_anything_changed_is_refused_or_true(count):
    random, found, fields = Random(count), Counter(), set()
    for _ in range(count):
        name = random.choice(list(paradoxes()))
        field = random.choice(list(every_change(name)))
        change = random.choice(every_change(name)[field])
        result = outcome(changed(paradoxes()[name], change))
        assert result in ("refused", "true", "cannot tell"), f"{name}: {change}"
        found[paradoxes()[name]["paradox"], result] += 1
        if result == "refused":
            fields.add(field)
    for name in NAMES:
        assert found[name, "refused"] > 5 * found[name, "true"]
        assert found[name, "true"] > 0 or count < 3000
        assert found[name, "cannot tell"] < count / 50
    assert fields >= {(field,) for field in plain_paradoxes.FIELDS}


@pytest.mark.parametrize("name", list(paradoxes()))
def test_no_field_can_be_left_out_or_added_and_no_proof_serves_another_variant(name):
    data = paradoxes()[name]
    for where in (
        [(field,) for field in data]
        + [("proof", v) for v in data["proof"]]
        + [("details", d) for d in data["details"]]
    ):
        assert outcome(changed(data, (where, GONE))) == "refused"
    for where in ((), ("proof",), ("details",), ("payoffs",), ("infinite",), ("game",)):
        changed_data = copy.deepcopy(data)
        inner = changed_data
        for step in where:
            inner = inner[step]
        inner["note"] = []
        assert outcome(changed_data) == "refused"
    for one in data["proof"]:
        for other in data["proof"]:
            if data["proof"][one] != data["proof"][other]:
                result = outcome(changed(data, (("proof", one), data["proof"][other])))
                assert result in ("refused", "true")


@steps(80)
def test_the_field_of_another_certificate_serves_only_where_the_claim_stays_true(step):
    found, others = Counter(), (*paradoxes().values(), *list(verdicts().values())[:4])
    exchanges = (
        (one, other, field)
        for one in paradoxes().values()
        for other in others
        for field in one
        if field in other and other[field] != one[field]
    )
    for one, other, field in islice(exchanges, 0, None, step):
        found[outcome(changed(one, ((field,), other[field])))] += 1
    assert found["false"] == 0
    assert found["refused"] > 100


def test_a_certificate_of_one_kind_or_paradox_is_none_of_another():
    for data in (*paradoxes().values(), *list(verdicts().values())[:5]):
        for kind in ("channels", "map", "paradox"):
            assert outcome({**data, "kind": kind}) == "refused"
        for paradox in DEFINITIONS:
            if paradox != data["paradox"]:
                assert outcome({**data, "paradox": paradox}) == "refused"


@pytest.mark.parametrize("name", list(paradoxes()))
def test_claiming_the_other_verdict_or_another_gap_is_refused(name):
    data = paradoxes()[name]
    other = {"present": "absent", "absent": "present"}[data["verdict"]]
    assert outcome({**data, "verdict": other}) == "refused"
    assert outcome({**data, "verdict": "impossible"}) == "refused"
    for value in ("0", "1/3", "-1", json.loads("1"), None):
        if value != data["gap"]:
            assert outcome({**data, "gap": value}) == "refused"
    for side, own in data["payoffs"].items():
        assert outcome({**data, "payoffs": {**data["payoffs"], side: [*own, own[-1]]}}) == "refused"
        assert (
            outcome({**data, "infinite": {**data["infinite"], side: not data["infinite"][side]}}) == "refused"
        )


# --- How the paradoxes differ
# ----------------------------------------------------------------------------------------------


@cases(8, 500)
def test_an_option_paradox_is_no_dominance_trap_and_a_trap_no_option_paradox(count):
    alone = {"mover": "Ann", "action": "a"}

    @always(count, commitment_tables(), races())
    def law(commitment, race):
        assert detect(commitment, **alone).name == "present"
        assert detect(commitment, "dominance-trap", **TRAPPED).name == "absent"
        assert detect(race, "dominance-trap", **TRAPPED).name == "present"
        assert detect(race, quantifier="possible", **alone).name == "absent"


@cases(14, 500)
def test_what_runs_through_a_third_party_is_an_option_paradox_too(count):
    @always(count, ANY["third-party"], st.sampled_from(QUANTIFIERS))
    def law(case, quantifier):
        game, request = case
        found = detect(game, "third-party", quantifier=quantifier, **request)
        option = detect(game, mover="P", action="coerce", quantifier=quantifier)
        assert found.comparison.gap == option.comparison.gap
        assert found.name == "absent" or option.name == "present"


@cases(25, 500)
def test_in_a_table_where_everybody_uses_it_an_action_backfires_as_it_does_as_an_option(count):
    @always(count, commitment_tables(), st.sampled_from(QUANTIFIERS))
    def law(game, quantifier):
        found = detect(
            game, "realized", mover="Ann", action="a", benchmark="no-coercion", quantifier=quantifier
        )
        option = detect(game, mover="Ann", action="a", quantifier=quantifier)
        assert (found.name, found.comparison.gap) == (option.name, option.comparison.gap)


@cases(9, 300)
def test_what_is_regretted_once_all_is_seen_need_be_no_option_paradox(count):
    @always(count, overreactions(), st.sampled_from(QUANTIFIERS))
    def law(game, quantifier):
        assert (
            detect(game, "realized", **LARGE, benchmark="complete-information", quantifier=quantifier).name
            == "present"
        )
        assert detect(game, **LARGE, quantifier=quantifier).name == "absent"


@cases(14, 500)
def test_who_alone_decides_what_to_do_in_which_weather_regrets_nothing(count):
    number = st.integers(-5, 5)

    @always(count, st.lists(number, min_size=6, max_size=6), st.sampled_from(QUANTIFIERS))
    def law(paid, quantifier):
        ends = [{"umbrella": (paid[k],), "none": (paid[k + 1],)} for k in (0, 2, 4)]
        weather = {f"w{k}": (Fraction(1, 3), Move("Ann", f"sees w{k}", end)) for k, end in enumerate(ends)}
        game = ExtensiveForm.from_tree(("Ann",), Chance(weather))
        for benchmark in ("no-coercion", "complete-information"):
            request = {"mover": "Ann", "action": "umbrella", "benchmark": benchmark, "quantifier": quantifier}
            assert detect(game, "realized", **request).name in ("absent", "undecided")


@cases(25, 400)
def test_who_knows_the_game_does_not_backfire_by_its_model(count):
    @always(count, tables(), st.sampled_from(["a", "b", None]))
    def law(game, inaction):
        request = {"mover": "Ann", "model": game} | ({"inaction": inaction} if inaction else {})
        assert detect(game, "misperception", **request).name == "impossible"


@cases(8, 400)
def test_hard_implies_soft(count):
    @always(count, ANY["misperception"], st.sampled_from(QUANTIFIERS))
    def law(case, quantifier):
        game, request = case
        model = {"mover": "Ann", "model": request["model"]}
        soft, hard = (
            detect(game, "misperception", quantifier=quantifier, **model, **more)
            for more in ({}, {"inaction": "b"})
        )
        if soft.name == "impossible":
            assert hard.name == "impossible"
            return
        assert hard.comparison.gap <= soft.comparison.gap
        assert hard.name == "absent" or soft.name == "present"
