"""Saving and loading: what was changed in a file does not come back (that the rest does is a law)."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from witnesses.catalog_games import slow_but_for_some

import gametheory_paradox as gp

SEED = "seed/trade-restriction"
PENNIES = gp.NormalForm.from_tables(
    ["R", "C"], [["h", "t"], ["h", "t"]], [[1, -1], [-1, 1]], [[-1, 1], [1, -1]], title="Pennies"
)
POSTS = {"mover": "Pakistan", "action": "guard"}


def answers():
    """One answer of each kind of document, proved and open, by name."""
    family, here = gp.load(SEED), gp.load(SEED).at(r_C=60, k=10)
    posts = gp.load("seed/guarded-posts")
    weapons = {"mover": "country 1", "parameter": "d", "low": 0, "high": 1}
    return {
        "present": gp.detect(here, family.question),
        "absent": gp.detect(family),
        "impossible": gp.detect(PENNIES, mover="R", action="h"),
        "undecided": gp.detect(gp.load("literature/dobss-2008/security"), budget=0),
        "security": gp.detect(posts, "security-insecurity", **POSTS),
        "model in words": gp.detect(
            gp.load("seed/proactive-response"),
            "misperception",
            mover="Government",
            model=gp.load("seed/proactive-response"),
            values={"rho": "1/10"},
        ),
        "change": gp.detect(
            gp.load("literature/chassang-2009/defensive-weapons"), "comparative-statics", **weapons
        ),
        "channels": gp.channels(here, family.question),
        "open channels": gp.channels(
            gp.load("seed/third-party-expansion"), mover="Pakistan", action="coerce", budget=0
        ),
        "map": gp.chart(family, over=["r_C", "k"], undecided="1/50"),
        "map of security": gp.chart(posts, "security-insecurity", over=["h_c"], **POSTS),
        "refuted": gp.prove(family, "payoff(Pakistan) >= 0"),
        "certificate": gp.detect(here, family.question).certificate,
    }


ANSWERS = answers()
each_answer = pytest.mark.parametrize("name", ANSWERS)


def document_of(answer, folder):
    gp.save(answer, folder / "a.json")
    return json.loads((folder / "a.json").read_text(encoding="utf-8"))


def read(document, folder):
    (folder / "a.json").write_text(json.dumps(document), encoding="utf-8")
    return gp.load_result(folder / "a.json")


@each_answer
def test_a_document_is_written_again_as_it_was_read(tmp_path, name):
    document = document_of(ANSWERS[name], tmp_path)
    again = read(document, tmp_path)
    assert again == ANSWERS[name]
    assert document_of(again, tmp_path) == document


def test_a_verdict_is_readable_without_this_package(tmp_path):
    document = document_of(ANSWERS["present"], tmp_path)
    assert list(document) == ["kind", "verdict", "question", "words", "title", "why", "game", "certificate"]
    assert document["question"] == ANSWERS["present"].question.to_data()
    assert document["title"] == ANSWERS["present"].game.title


def test_what_a_detail_is_called_comes_back_too(tmp_path):
    gp.save(ANSWERS["model in words"], tmp_path / "a.json")
    words = gp.load_result(tmp_path / "a.json").question.words
    title = gp.load("seed/proactive-response").title
    assert words == ANSWERS["model in words"].question.words == {"model": title}


FREE = {"title", "words", "origin", "seconds", "finished"}  # what nothing in a document decides
WRONG = (None, 3, "x", [], {}, [[]], True, {"x": []})


def nothing_decides(document, field, value):
    """Whether a field may have another value of its kind, since the answer is what it says."""
    open_ = document["kind"] == "saved verdict" and document["certificate"] is None
    return (field in FREE or (field == "why" and open_)) and isinstance(value, type(document[field]))


@pytest.mark.sampled
@each_answer
def test_whatever_is_changed_is_refused(tmp_path, name):
    document, met = document_of(ANSWERS[name], tmp_path), 0
    for field in document:
        for value in (*WRONG, *(("absent", "undecided") if field == "verdict" else ())):
            if json.dumps(document[field]) == json.dumps(value) or nothing_decides(document, field, value):
                continue
            met += 1
            with pytest.raises((gp.InvalidGame, gp.CertificateRejected), match=r"a\.json: \S"):
                read({**document, field: value}, tmp_path)
    assert met > 10


@each_answer
def test_every_field_is_needed_and_no_other_is_known(tmp_path, name):
    document = document_of(ANSWERS[name], tmp_path)
    for field in document:
        with pytest.raises((gp.InvalidGame, gp.CertificateRejected), match=r"a\.json: \S"):
            read({other: value for other, value in document.items() if other != field}, tmp_path)
    with pytest.raises((gp.InvalidGame, gp.CertificateRejected), match=r"a\.json: \S"):
        read({**document, "more": 1}, tmp_path)


@pytest.mark.parametrize(
    "changes",
    [
        {"verdict": "absent"},
        {"question": {"quantifier": "best"}},
        {"question": {"mover": "Taliban"}},
        {"question": {"details": {"action": ["open"], "at": ["after suppress"], "coalition": []}}},
        {"why": "because"},
        {"certificate": None},
        {"game": {"players": ["A", "B", "C"]}},
    ],
)
def test_the_fields_of_a_verdict_must_fit_each_other(tmp_path, changes):
    document = document_of(ANSWERS["present"], tmp_path)
    for field, change in changes.items():
        own = document[field]
        document[field] = {**own, **change} if isinstance(change, dict) and own else change
    with pytest.raises(gp.InvalidGame, match=r"a\.json: this is not what was saved"):
        read(document, tmp_path)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("mover", "Nobody"),
        ("concept", "luck"),
        ("quantifier", "most"),
        ("details", {"action": ["z"], "at": [], "coalition": []}),
    ],
)
def test_an_open_question_is_about_its_game(tmp_path, field, value):
    document = document_of(ANSWERS["undecided"], tmp_path)
    with pytest.raises((gp.InvalidGame, gp.Unsupported), match=r"a\.json: this is not what was saved"):
        read({**document, "question": {**document["question"], field: value}}, tmp_path)


def test_a_missing_field_is_named(tmp_path):
    document = document_of(ANSWERS["present"], tmp_path)
    del document["title"]
    with pytest.raises(
        gp.InvalidGame, match=r"a\.json: this is not what was saved: the field 'title' is missing"
    ):
        read(document, tmp_path)


def test_the_certificate_of_another_answer_is_refused(tmp_path):
    for name in ("present", "channels", "map"):
        document = document_of(ANSWERS[name], tmp_path)
        for other, answer in ANSWERS.items():
            certificate = getattr(answer, "certificate", None)
            if certificate is None or certificate.data == document["certificate"]:
                continue
            with pytest.raises((gp.InvalidGame, gp.CertificateRejected), match=r"a\.json: \S"):
                read({**document, "certificate": certificate.to_data()}, tmp_path)
            assert other != name


def test_a_certificate_that_proves_nothing_is_rejected_wherever_it_stands(tmp_path):
    family = gp.load(SEED)
    escape = gp.escape(family, values={"r_C": 60, "k": 10}, levers=["c"], others=())
    for answer in (ANSWERS["present"], ANSWERS["map"], ANSWERS["certificate"], escape):
        gp.save(answer, tmp_path / "a.json")
        text = (tmp_path / "a.json").read_text(encoding="utf-8")
        for old, new in (
            ('"format": 2', '"format": 7'),
            ('"gap": "95"', '"gap": "96"'),
            ('"cells": 1', '"cells": 2'),
        ):
            if old in text:
                (tmp_path / "a.json").write_text(text.replace(old, new, 1), encoding="utf-8")
                with pytest.raises(gp.CertificateRejected, match=r"a\.json: \S"):
                    gp.load_result(tmp_path / "a.json")


def test_a_map_of_another_family_is_rejected(tmp_path):
    document = document_of(ANSWERS["map"], tmp_path)
    document["model"] = document["model"].replace("value: V", "value: 2*V")
    with pytest.raises(gp.CertificateRejected, match="not a map of this family"):
        read(document, tmp_path)


@pytest.mark.parametrize("name", slow_but_for_some(gp.catalog.names()))
def test_a_family_and_its_baseline_game_come_back(tmp_path, name):
    family = gp.load(name)
    gp.save(family, tmp_path / "f.yaml")
    assert gp.load(tmp_path / "f.yaml") == family
    game = family.at()
    gp.save(game, tmp_path / "g.yaml")
    again = gp.load(tmp_path / "g.yaml")
    assert (again.at(), again.parameters) == (game, ())


def test_a_game_goes_round_through_gambits_files(tmp_path):
    tree = gp.load(SEED).at()
    for game, ending in ((PENNIES, "nfg"), (tree, "efg")):
        gp.save(game, tmp_path / f"first.{ending}")
        gp.save(gp.load(tmp_path / f"first.{ending}"), tmp_path / f"second.{ending}")
        assert (tmp_path / f"second.{ending}").read_text() == (tmp_path / f"first.{ending}").read_text()
    with pytest.raises(gp.InvalidGame, match="take the family at a point"):
        gp.save(gp.load(SEED), tmp_path / "family.efg")


def test_a_game_is_no_answer_and_an_answer_no_game(tmp_path):
    gp.save(ANSWERS["present"], tmp_path / "v.json")
    with pytest.raises(gp.InvalidGame, match=r"v\.json: this is no game; .* is read by load_result\(\)"):
        gp.load(tmp_path / "v.json")
    gp.save(PENNIES, tmp_path / "g.yaml")
    with pytest.raises(gp.InvalidGame, match=r"g\.yaml: .*games are read by load\(\)"):
        gp.load_result(tmp_path / "g.yaml")
    (tmp_path / "o.json").write_text('{"kind": "diary"}')
    with pytest.raises(
        gp.InvalidGame, match=r"o\.json: .*expected a document of kind saved verdict, .*; got 'diary'"
    ):
        gp.load_result(tmp_path / "o.json")


@pytest.mark.parametrize("as_text", [str, Path])
def test_a_path_may_be_text_or_a_path(tmp_path, as_text):
    gp.save(gp.load(SEED), as_text(tmp_path / "f.yaml"))
    assert gp.load(as_text(tmp_path / "f.yaml")) == gp.load(SEED)
    gp.save(ANSWERS["present"], as_text(tmp_path / "v.json"))
    assert gp.load_result(as_text(tmp_path / "v.json")) == ANSWERS["present"]


@pytest.mark.parametrize(
    ("name", "words"), [("v.yaml", "ends in .json"), ("no/such/v.json", "cannot be written")]
)
def test_what_cannot_be_saved_there(tmp_path, monkeypatch, name, words):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(gp.InvalidGame, match=words):
        gp.save(ANSWERS["impossible"], name)
    assert os.listdir(tmp_path) == []


def test_what_is_no_answer_is_refused_in_a_sentence(tmp_path):
    sweep = gp.sweep(gp.load(SEED), {"k": [5, 15]}, what=["payoffs", "verdict"])
    for changed in (
        sweep.assign(twice=2 * sweep.payoff_low),
        sweep.astype(float),
        sweep.assign_coords(k=list("ab")),
    ):
        with pytest.raises(gp.InvalidGame, match=r"is no (answer|axis) of a sweep and cannot be saved"):
            gp.save(changed, tmp_path / "s.json")
    for thing in (3, "text", {"a": 1}, object(), [ANSWERS["present"]], sweep.verdict):
        with pytest.raises(gp.InvalidGame, match="cannot be saved"):
            gp.save(thing, tmp_path / "t.json")
    assert os.listdir(tmp_path) == []


def test_a_title_does_not_change_what_a_game_is(tmp_path):
    verdict = gp.detect(replace(PENNIES, title="Something else"), mover="R", action="h")
    gp.save(verdict, tmp_path / "v.json")
    again = gp.load_result(tmp_path / "v.json")
    assert (again, again.game.title) == (ANSWERS["impossible"], "Something else")
