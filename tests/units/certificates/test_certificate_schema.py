"""The JSON Schema of certificates: what is written fits it, and what fits no certificate does not."""

import json
from collections import Counter
from functools import cache
from pathlib import Path
from random import Random

import jsonschema
import pytest
from golden.write_certificates import FOLDER
from hypothesis import strategies as st
from laws.tampering import GONE, changed, changes
from laws.test_tampered_certificates import pool, proofs_of
from laws.test_tree_certificates import CONCEPTS, TREES
from witnesses.certificates import commitment, over_time
from witnesses.games import QUANTIFIERS, asked, commitment_tables, tables, trees, wide
from witnesses.paradoxes import ANY
from witnesses.sampling import always, cases, steps
from witnesses.stochastic_games import random_game

import gametheory_paradox
from gametheory_paradox.certificates import EQUILIBRIUM_CONCEPTS as KNOWN
from gametheory_paradox.certificates import KINDS, MARKOV_PERFECT, verify
from gametheory_paradox.certificates.over_time import EQUILIBRIA, PAYOFFS
from gametheory_paradox.certificates.propositions import PROPOSITION
from gametheory_paradox.certificates.regions import MAP
from gametheory_paradox.certificates.verdicts import CHANNELS, VERDICT
from gametheory_paradox.detectors import channels, detect
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms.graphs.certificate_data import GRAPH
from gametheory_paradox.forms.proofs.completeness import PROOFS
from gametheory_paradox.paradoxes.channels import BEFORE_AND_AFTER
from gametheory_paradox.paradoxes.definitions import DEFINITIONS
from gametheory_paradox.paradoxes.guard_rails import GUARD_RAILS
from gametheory_paradox.paradoxes.question import ASKS, QUESTION_FIELDS, SELECTION_RULES
from gametheory_paradox.paradoxes.question import QUANTIFIERS as COMPARED

SCHEMA = json.loads(
    (Path(gametheory_paradox.__file__).parent / "models" / "files" / "certificate.schema.json").read_text(
        encoding="utf-8"
    )
)
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def fits(data):
    return VALIDATOR.is_valid(data)


def test_it_is_a_schema_with_a_place_for_every_kind_paradox_concept_and_proof():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    defined = SCHEMA["$defs"]
    assert set(SCHEMA["properties"]["kind"]["enum"]) == {
        row["if"]["properties"]["kind"]["const"] for row in SCHEMA["allOf"]
    }
    assert set(SCHEMA["properties"]["kind"]["enum"]) == set(KINDS)
    for some in ("proof", "tableProof"):
        told = {
            row["if"]["properties"]["kind"]["const"]: row["then"]["$ref"] for row in defined[some]["allOf"]
        }
        assert told == {name: f"#/$defs/{name}" for name in defined[some]["properties"]["kind"]["enum"]}
    assert set(defined["proof"]["properties"]["kind"]["enum"]) == set(PROOFS)
    assert {name for name, kind in PROOFS.items() if kind.concept == "nash"} == {
        *defined["tableProof"]["properties"]["kind"]["enum"],
        "tree-table",
    }
    for name, kind in PROOFS.items():
        assert set(defined[name]["properties"]) == set(defined[name]["required"]) == {"kind", *kind.fields}
    assert defined["concept"]["enum"] == [*KNOWN, MARKOV_PERFECT]
    assert defined["quantifier"]["enum"] == list(COMPARED)
    assert defined["selecting"]["enum"] == [*COMPARED, *SELECTION_RULES]
    asked_for = {
        row["if"]["properties"]["paradox"]["const"]: row["then"]["properties"]
        for row in defined["details"]["allOf"]
    }
    assert set(asked_for) == set(DEFINITIONS) == set(ASKS)
    for name, definition in DEFINITIONS.items():
        details = defined[asked_for[name]["details"]["$ref"].removeprefix("#/$defs/")]
        needs, takes = ASKS[name]
        assert set(details["properties"]) == set(details["required"]) == {*needs, *takes}
        assert ("quantifier" in asked_for[name]) == (not definition.selecting)
    in_one_game = {name for name, definition in DEFINITIONS.items() if definition.variants}
    over_a_box = {name for name, definition in DEFINITIONS.items() if not isinstance(definition.stated, str)}
    for place, known in (
        ("verdict", in_one_game),
        ("impossible", in_one_game),
        ("channels", set(BEFORE_AND_AFTER)),
        ("map", over_a_box),
        ("question", over_a_box),
    ):
        assert set(defined[place]["properties"]["paradox"]["enum"]) == known
    assert set(defined["impossible"]["properties"]["proof"]["properties"]["guard_rail"]["enum"]) == {
        rail.name for rail in GUARD_RAILS
    }


def test_the_fields_of_every_kind_are_those_of_the_checker():
    fields = {
        "verdict": VERDICT,
        "impossible": VERDICT,
        "channels": CHANNELS,
        "map": MAP,
        "proposition": PROPOSITION,
        "graph": GRAPH,
        "question": (*QUESTION_FIELDS, "least"),
        "equilibria": EQUILIBRIA,
        "polygons": PAYOFFS,
    }
    assert {*fields, "payoffs"} >= set(KINDS)
    for name, known in fields.items():
        needed, every = (set(SCHEMA["$defs"][name][key]) for key in ("required", "properties"))
        assert needed == set(known)
        assert every - needed == ({"plans"} if name == "channels" else set())


OPTIONAL = {
    "at_once",  # of a state that another one follows within the period
    *("measure", "measures"),  # which only games have that name a measure; a question always says one
    "exclusions",  # where a proposition needs any
    "plans",  # where somebody is frozen at one
    "where",  # of a paradox that is present there and nowhere else
}


def test_every_object_is_closed():
    """No object takes a field that is not named, but for those whose fields are names."""

    def walk(schema, where):
        if isinstance(schema, dict):
            if schema.get("type") == "object" and where[-1] not in (
                "details",
                "claim",
                "proof",
                "tableProof",
                "game",
                "",
            ):
                assert "additionalProperties" in schema, where
                if schema["additionalProperties"] is False:
                    assert set(schema["properties"]) - OPTIONAL == set(schema["required"]) - OPTIONAL, where
            for name, inner in schema.items():
                walk(inner, (*where, name))
        elif isinstance(schema, list):
            for inner in schema:
                walk(inner, where)

    walk(SCHEMA, ("",))


@steps(16)
def test_kept_certificates_fit(step):
    for path in sorted(FOLDER.glob("*.json"))[::step]:
        VALIDATOR.validate(json.loads(path.read_text(encoding="utf-8")))


@pytest.mark.slow
@steps(19)
def test_certificates_of_every_kind_fit(step):
    seen = Counter()
    for name in sorted(pool())[::step]:
        data = pool()[name]
        assert fits(data), name
        seen.update(proofs_of(data))
    assert len(set(seen) & set(PROOFS)) >= (len(PROOFS) if step == 1 else 6)


@cases(2, 150)
def test_generated_certificates_fit(count):
    seen = Counter()

    def met(found):
        if found.certificate is not None:
            data = json.loads(json.dumps(found.certificate.to_data()))
            VALIDATOR.validate(data)
            seen[data["kind"], data.get("paradox")] += 1

    @always(
        2 * count,
        asked(st.one_of(tables(), tables(wide), commitment_tables(), trees(), trees(wide))),
        st.sampled_from(QUANTIFIERS),
    )
    def option(case, quantifier):
        game, request = case
        met(detect(game, quantifier=quantifier, **request))
        if "coalition" not in request:
            met(channels(game, **request))

    @always(count, TREES, st.sampled_from(CONCEPTS), st.sampled_from(QUANTIFIERS))
    def in_trees(game, concept, quantifier):
        info = game.information_sets[0]
        request = {"mover": info.player, "action": info.actions[0], "at": [info.name]}
        met(detect(game, concept=concept, quantifier=quantifier, **request))

    for name in ANY:

        @always(count, ANY[name], st.sampled_from(QUANTIFIERS))
        def others(case, quantifier):
            game, request = case
            met(detect(game, name, quantifier=quantifier, **request))  # noqa: B023 (called at once)

    assert {paradox for _, paradox in seen} == {*ANY, "option"}
    assert sum(seen.values()) > 8 * count


@cache
def every_change(name):
    return list(changes(pool()[name]))


@cases(20, 2500)
def test_what_does_not_fit_is_refused_by_the_checker_and_wrong_types_and_fields_do_not_fit(count):
    """The schema refuses nothing that proves something, and sees each missing, added and mistyped field."""
    random, found = Random(count), Counter()
    for _ in range(count):
        name = random.choice(sorted(pool()))
        shallow = random.random() < 0.5
        where, what = random.choice(
            [change for change in every_change(name) if not shallow or len(change[0]) == 1]
        )
        data = changed(pool()[name], (where, what))
        fitting = fits(data)
        found[fitting] += 1
        if not fitting and not looks_aside(where, pool()[name]):
            with pytest.raises(CertificateRejected):
                verify(data)
        if where and mistyped(value_at(pool()[name], where), what, where):
            assert not fitting, (name, where, what)
            found["mistyped"] += 1
    assert min(found[True], found[False], 2 * found["mistyped"]) > count / 10


def looks_aside(where, data):
    """Whether a change is in what a checker may pass over: bounds of the payoffs of others than the mover."""
    inner = data
    for step in where:
        if isinstance(inner, list) and inner[:1] == ["s"]:
            return True
        inner = inner[step]
    return isinstance(inner, list) and inner[:1] == ["s"]


def value_at(data, where):
    for step in where:
        data = data[step]
    return data


def mistyped(old, new, where):
    """Whether a field's value has another type than it had, or a field that every such object has is gone."""
    named = isinstance(where[-1], str) and len(where) == 1
    if new is GONE:
        return named
    # In JSON Schema 1.0 is an integer.
    return named and type(old) is not type(new) and where != ("verdict",) and not isinstance(new, float)


@pytest.mark.sampled
@pytest.mark.parametrize(
    "name",
    [
        *(
            "commitment, strong",
            "trap, strong",
            "split, third party",
            "trade",
            "sequential 0",
            "perfect-bayesian 0",
        ),
        *("map of, trap", "map of, weapons", "map of, guarded", "map of, fine, seen"),
        *(
            "proposition, restraint",
            "proposition, guarded",
            "proposition, fine, order",
            "proposition, fine, bound",
        ),
    ],
)
def test_no_field_can_be_left_out_or_added_anywhere(name):
    data, places = pool()[name], []

    def walk(value, where):
        if isinstance(value, dict):
            places.append((where, sorted(value)))
        for step, inner in (
            value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        ):
            walk(inner, (*where, step))

    walk(data, ())
    closed = 0
    for where, names in places[:: 1 + len(places) // 12]:
        other = json.loads(json.dumps(data))
        inner = value_at(other, where)
        inner["note"] = {"a": [None]}
        assert not fits(other), where
        del inner["note"]
        if {"kind", "format", "form", "player", "hash"} & set(names):
            closed += 1
            for field in names:
                kept = inner.pop(field)
                assert not fits(other), (*where, field)
                inner[field] = kept
        assert fits(other)
    assert closed > 0


@pytest.mark.parametrize(
    "text",
    ["3/6/9", "1/1", "01", "-0", "+1", " 1", "1 ", "1.5", "1e3", "", "x", "1/0", "0/5", "٣", "--1", "1/-2"],
)
def test_numbers_are_written_in_one_way(text):
    assert not fits({**pool()["commitment, strong"], "gap": text})


@pytest.mark.parametrize(
    ("name", "where", "what"),
    [
        ("trade, bounded", ("least",), "-20"),
        ("trade, bounded", ("paradox",), "dominance-trap"),
        ("map of, trap", ("least",), "-1"),
        ("map of, trap", ("paradox",), "option"),
        ("map of, trap", ("paradox",), "realized"),
        ("map of, trap", ("concept",), "sequential"),
        ("map of, trap", ("proof", "cutting"), "+*"),
        ("map of, fine", ("least",), "1"),
        ("map of, fine", ("details", "action"), 3),
        ("map of, weapons", ("details",), {"other": {}}),
        ("map of, guarded", ("details", "held"), "everybody"),
        ("coordination, several, best", ("details", "action"), []),
        ("weapons, strong", ("game",), {}),
        ("proposition, restraint", ("claim", "kind"), "bound"),
        ("proposition, restraint", ("claim", "question", "paradox"), "information"),
        ("proposition, fine", ("claim", "question", "least"), "1"),
        ("proposition, fine, bound", ("claim", "sign"), "="),
        ("proposition, fine, bound", ("claim", "every"), 1),
        ("proposition, fine, bound", ("assuming", 0), "1"),
    ],
)
def test_what_stands_in_maps_and_propositions_is_told_by_their_kind(name, where, what):
    assert fits(pool()[name])
    data = changed(pool()[name], (where, what))
    assert not fits(data)
    with pytest.raises(CertificateRejected):
        verify(data)


def test_a_paradox_that_a_theorem_rules_out_compares_nothing():
    game = commitment()
    found = detect(game, "misperception", mover="Row", model=game)
    data = json.loads(json.dumps(found.certificate.to_data()))
    assert data["verdict"] == "impossible"
    assert verify(data).verdict == "impossible"
    VALIDATOR.validate(data)
    for other in (
        {"gap": "0"},
        {"payoffs": {}},
        {"infinite": {}},
        {"verdict": "absent"},
        {"proof": {"guard_rail": "T3"}},
    ):
        assert not fits({**data, **other})
        with pytest.raises(CertificateRejected):
            verify({**data, **other})


def test_certificates_over_time_fit():
    data = detect(random_game(0, 2), mover="P0", action="a0").certificate.to_data()
    assert fits(data)
    assert {part["kind"] for part in data["proof"].values()} == {"state-cells"}
    assert any(part["boxes"] for part in data["proof"].values())
    data["game"]["states"][0]["odds"] = []
    assert not fits(data)
    assert {data["kind"] for data in over_time().values() if fits(data)} == {"verdict", "map"}
    assert all(map(fits, over_time().values()))
