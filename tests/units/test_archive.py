"""Loading and saving: everything that is saved comes back the same, and nothing else comes back at all."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from units.views.test_explanation import CASES
from witnesses.catalog_games import slow_but_for_some

import gametheory_paradox as gp
from gametheory_paradox.archive import load_family

SEED = "seed/trade-restriction"
SECURITY = "literature/dobss-2008/security"
MOVE = {"mover": "Pakistan", "action": "restrict", "at": "after suppress"}
PENNIES = gp.NormalForm.from_tables(
    ["R", "C"], [["h", "t"], ["h", "t"]], [[1, -1], [-1, 1]], [[-1, 1], [1, -1]], title="Pennies"
)
IDLE = gp.NormalForm.from_tables(["R", "C"], [["a", "b"], ["c", "d"]], [[0, 0], [0, 0]], [[0, 0], [0, 0]])


def verdicts():
    family = gp.load(SEED)
    yield gp.detect(family.at(r_C=60, k=10), **MOVE)
    yield gp.detect(family, **MOVE)
    yield gp.detect(family, mover="Pakistan", action="restrict")
    yield gp.detect(gp.load(SECURITY), mover="leader", action="a", quantifier="worst")
    yield gp.detect(PENNIES, mover="R", action="h")
    yield gp.detect(
        IDLE,
        mover="R",
        action="a",
        coalition=["R", "C"] if "a" in IDLE.actions[1] else (),
        quantifier="possible",
    )
    yield gp.detect(gp.load(SECURITY), mover="leader", action="a", budget=0)


def written_again(thing, folder):
    """The file's text, and that of the file written from what was read from it."""
    gp.save(thing, folder / "first.json")
    gp.save(gp.load(folder / "first.json"), folder / "second.json")
    return (folder / "first.json").read_text(encoding="utf-8"), (folder / "second.json").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize(
    "verdict", list(verdicts()), ids=lambda verdict: f"{verdict.name}-{verdict.question.mover}"
)
def test_a_verdict_comes_back(tmp_path, verdict):
    first, second = written_again(verdict, tmp_path)
    assert first == second
    again = gp.load(tmp_path / "first.json")
    assert type(again) is type(verdict)
    assert again == verdict
    assert again.game.title == verdict.game.title
    if verdict.certificate:
        assert gp.verify(again.certificate) == gp.verify(verdict.certificate)


def test_every_kind_of_verdict_was_among_them():
    assert {type(verdict) for verdict in verdicts()} == {gp.Present, gp.Absent, gp.Impossible, gp.Undecided}


def test_a_map_comes_back(tmp_path):
    regions = gp.chart(
        gp.load(SEED), over=["r_C", "k"], values={"V": 50}, box={"k": (1, 30)}, gap="1/50", **MOVE
    )
    first, second = written_again(regions, tmp_path)
    assert first == second
    again = gp.load(tmp_path / "first.json")
    assert again == regions
    assert list(again) == list(regions)
    assert again.family.origin == SEED
    assert gp.verify(again.certificate) == gp.verify(regions.certificate)


@pytest.mark.parametrize("name", slow_but_for_some(gp.catalog.names()))
def test_a_family_and_its_baseline_game_come_back(tmp_path, name):
    family = gp.load(name)
    gp.save(family, tmp_path / "f.yaml")
    assert gp.load(tmp_path / "f.yaml") == family
    game = family.at()
    gp.save(game, tmp_path / "g.yaml")
    again = gp.load(tmp_path / "g.yaml")
    assert again.at() == game
    assert again.parameters == ()


def test_a_certificate_is_read_as_a_certificate(tmp_path):
    certificate = gp.detect(gp.load(SEED), **MOVE).certificate
    gp.save(certificate, tmp_path / "c.json")
    assert gp.read_certificate(tmp_path / "c.json") == certificate
    with pytest.raises(
        gp.InvalidGame,
        match=r"c\.json: expected a document whose kind is one of saved verdict, saved channels, saved map",
    ):
        gp.load(tmp_path / "c.json")


@pytest.mark.parametrize("as_text", [str, Path])
def test_a_path_may_be_text_or_a_path(tmp_path, as_text):
    family = gp.load(SEED)
    gp.save(family, as_text(tmp_path / "f.yaml"))
    assert load_family(as_text(tmp_path / "f.yaml")) == family


def test_a_file_goes_before_the_catalog_and_the_catalog_before_a_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seed" / "trade-restriction").mkdir(parents=True)
    assert gp.load(SEED).origin == SEED
    (tmp_path / "seed" / "trade-restriction").rmdir()
    (tmp_path / "seed" / "trade-restriction").write_text("format: 1\n")
    with pytest.raises(gp.InvalidGame, match="a game is read from a file that ends in"):
        gp.load(SEED)


def test_a_name_that_is_neither():
    with pytest.raises(gp.InvalidGame, match="the catalog has no game 'no/such-game'"):
        gp.load("no/such-game")
    with pytest.raises(gp.InvalidGame, match="there is no file"):
        gp.load(Path("no") / "such.yaml")


def test_load_family_takes_games_alone(tmp_path):
    gp.save(gp.detect(PENNIES, mover="R", action="h"), tmp_path / "v.json")
    with pytest.raises(gp.InvalidGame, match="expected a game, this is a Impossible"):
        load_family(tmp_path / "v.json")


@pytest.mark.parametrize(
    ("name", "words"), [("v.yaml", "ends in .json"), ("no/such/v.json", "cannot be written")]
)
def test_what_cannot_be_saved(tmp_path, monkeypatch, name, words):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(gp.InvalidGame, match=words):
        gp.save(gp.detect(PENNIES, mover="R", action="h"), name)
    assert os.listdir(tmp_path) == []


def saved_verdict(folder):
    gp.save(gp.detect(gp.load(SEED).at(r_C=60, k=10), **MOVE), folder / "v.json")
    return json.loads((folder / "v.json").read_text(encoding="utf-8"))


def test_every_field_of_a_saved_verdict_is_needed(tmp_path):
    document = saved_verdict(tmp_path)
    for name in document.keys() - {"kind", "game"}:
        (tmp_path / "v.json").write_text(json.dumps({k: v for k, v in document.items() if k != name}))
        with pytest.raises(
            gp.InvalidGame, match=rf"v\.json: this is not what was saved: the field '{name}' is missing"
        ):
            gp.load(tmp_path / "v.json")


@pytest.mark.parametrize("value", [None, 3, "x", [], {}, [[]], {"kind": "coalition", "players": 3}])
def test_a_field_of_the_wrong_kind_is_told_in_a_line(tmp_path, value):
    document = saved_verdict(tmp_path)
    for name in document.keys() - {"kind"}:
        (tmp_path / "v.json").write_text(json.dumps({**document, name: value}))
        if name == "title" and isinstance(value, str):
            assert gp.load(tmp_path / "v.json").game.title == value
        else:
            rejected = name == "certificate" and isinstance(value, dict)
            with pytest.raises(gp.CertificateRejected if rejected else gp.InvalidGame, match=r"v\.json: \S"):
                gp.load(tmp_path / "v.json")


@pytest.mark.parametrize(
    "changes",
    [
        {"verdict": "absent"},
        {"verdict": "undecided"},
        {"without": ["0"]},
        {"with": ["0"]},
        {"gap": "96"},
        {"without_infinite": True},
        {"quantifier": "median"},
        {"mover": "Nobody"},
        {"concept": 1},
        {"why": "because"},
        {"certificate": None},
    ],
)
def test_the_fields_of_a_verdict_must_fit_each_other(tmp_path, changes):
    document = saved_verdict(tmp_path)
    (tmp_path / "v.json").write_text(json.dumps(document | changes))
    with pytest.raises(gp.InvalidGame, match=r"v\.json: this is not what was saved"):
        gp.load(tmp_path / "v.json")


AS_ASKED = {"index", "model", "from, to", "at"}  # what a question says in words of its own
OTHERS = {name: case for name, case in CASES.items() if name != "option"}
each_paradox = pytest.mark.parametrize("name", OTHERS)


def answer(name, **more):
    game, request = OTHERS[name]
    return gp.detect(game, name, **request, **more)


@pytest.mark.parametrize("budget", [None, 0])
@pytest.mark.parametrize("quantifier", ["strong", "possible"])
@each_paradox
def test_a_verdict_about_any_paradox_comes_back(tmp_path, name, quantifier, budget):
    verdict = answer(name, quantifier=quantifier, budget=budget)
    first, second = written_again(verdict, tmp_path)
    assert first == second
    again = gp.load(tmp_path / "first.json")
    assert (again, again.game.title, str(again)) == (verdict, verdict.game.title, str(verdict))
    assert gp.explain(again) == gp.explain(verdict)
    assert (verdict.name == "undecided") == (budget == 0 and name != "misperception")


@pytest.mark.parametrize("budget", [None, 0])
@each_paradox
def test_whatever_is_changed_in_a_saved_verdict_is_refused(tmp_path, name, budget):
    gp.save(answer(name, budget=budget), tmp_path / "v.json")
    document = json.loads((tmp_path / "v.json").read_text(encoding="utf-8"))
    told, details = document["told"], document["details"]
    changes = [
        (field, value) for field in document.keys() - {"kind"} for value in (None, 3, "x", [], {}, [[]], True)
    ]
    changes += [("verdict", one) for one in ("present", "absent", "impossible", "undecided")]
    changes += [
        ("told", other)
        for other in (told[1:], [*told, ["more", "words"]], [*told, told[0]], [["a"]], [[1, 2]])
    ]
    changes += [("told", [*told[:-1], [told[-1][0], f"{told[-1][1]}x"]])]
    changes += [("details", {**details, field: None}) for field in details] + [
        ("payoffs", {"with": ["0"]}),
        ("gap", "0"),
    ]
    free = {("title", "x")} | ({("why", "x")} if document["verdict"] == "undecided" else set())
    met = 0
    for field, value in changes:
        last = (
            field == "told"
            and isinstance(value, list)
            and value[:-1] == told[:-1]
            and len(value) == len(told)
        )
        if document[field] == value or (field, str(value)) in free or (last and told[-1][0] in AS_ASKED):
            continue
        met += 1
        (tmp_path / "v.json").write_text(json.dumps({**document, field: value}), encoding="utf-8")
        with pytest.raises((gp.InvalidGame, gp.CertificateRejected), match=r"v\.json: \S"):
            gp.load(tmp_path / "v.json")
    assert met > 90
    for field in document.keys() - {"kind"}:
        (tmp_path / "v.json").write_text(
            json.dumps({k: v for k, v in document.items() if k != field}), encoding="utf-8"
        )
        with pytest.raises(
            gp.InvalidGame, match=rf"v\.json: this is not what was saved: the field '{field}' is missing"
        ):
            gp.load(tmp_path / "v.json")


@each_paradox
def test_a_saved_verdict_with_the_certificate_of_another_is_refused(tmp_path, name):
    gp.save(answer(name), tmp_path / "v.json")
    document = json.loads((tmp_path / "v.json").read_text(encoding="utf-8"))
    others = [answer(name, quantifier="possible"), *(answer(other) for other in OTHERS if other != name)]
    for other in others:
        document["certificate"] = other.certificate.to_data()
        (tmp_path / "v.json").write_text(json.dumps(document), encoding="utf-8")
        with pytest.raises(gp.InvalidGame, match=r"v\.json: this is not what was saved"):
            gp.load(tmp_path / "v.json")


def test_a_map_that_its_certificate_does_not_prove_is_rejected(tmp_path):
    gp.save(gp.chart(gp.load(SEED), over=["r_C"], **MOVE), tmp_path / "m.json")
    document = json.loads((tmp_path / "m.json").read_text(encoding="utf-8"))
    document["certificate"]["present"] = ["1/2", "1/2"]
    (tmp_path / "m.json").write_text(json.dumps(document))
    with pytest.raises(gp.CertificateRejected, match=r"m\.json: "):
        gp.load(tmp_path / "m.json")


def test_a_map_of_another_family_is_rejected(tmp_path):
    gp.save(gp.chart(gp.load(SEED), over=["r_C"], **MOVE), tmp_path / "m.json")
    document = json.loads((tmp_path / "m.json").read_text(encoding="utf-8"))
    document["model"] = document["model"].replace("value: V", "value: 2*V")
    (tmp_path / "m.json").write_text(json.dumps(document))
    with pytest.raises(gp.CertificateRejected, match="not a map of this family"):
        gp.load(tmp_path / "m.json")


def test_a_title_does_not_change_what_a_game_is(tmp_path):
    verdict = gp.detect(replace(PENNIES, title="Something else"), mover="R", action="h")
    gp.save(verdict, tmp_path / "v.json")
    assert gp.load(tmp_path / "v.json").game.title == "Something else"


def splits():
    yield gp.channels(gp.load(SEED).at(r_C=60, k=10), **MOVE)
    yield gp.channels(gp.load("seed/third-party-expansion"), mover="Pakistan", action="coerce")
    yield gp.channels(gp.load("seed/third-party-expansion"), mover="Pakistan", action="coerce", budget=0)
    yield gp.channels(gp.load(SECURITY), mover="leader", action="a")
    twice = gp.NormalForm.from_tables(
        ["L", "F"], [["a", "b"], ["c", "d"]], [[2, 4], [1, 3]], [[1, 0], [2, 2]]
    )
    weapons, stronger = (
        gp.load("literature/chassang-2009/defensive-weapons"),
        {"parameter": "d", "low": 0, "high": 1},
    )
    yield gp.channels(weapons, mover="country 1", **stronger)
    yield gp.channels(
        gp.load("literature/sandler-2003/preempt-or-deter"),
        mover="A",
        parameter="b",
        low=4,
        high=3,
        at={"c": 3},
    )
    yield gp.channels(twice, mover="L", action="a")  # what F does without the action is not one thing


@pytest.mark.parametrize("found", list(splits()), ids=lambda found: f"{found.name}-{found.mover}")
def test_a_split_comes_back(tmp_path, found):
    first, second = written_again(found, tmp_path)
    assert first == second
    again = gp.load(tmp_path / "first.json")
    assert (again, again.game.title) == (found, found.game.title)
    assert (found.certificate is None) == (found.name == "undecided")


@pytest.mark.parametrize("found", list(splits()), ids=lambda found: f"{found.name}-{found.mover}")
def test_whatever_is_changed_in_a_saved_split_is_refused(tmp_path, found):
    gp.save(found, tmp_path / "c.json")
    document = json.loads((tmp_path / "c.json").read_text(encoding="utf-8"))
    proved = found.certificate is not None
    for field in document.keys() - {"kind", "title", "changed"}:
        for value in (None, 3, "x", [[]], {"x": []}, "exact"):
            if document[field] == value or (not proved and field in ("why", "without", "habits", "frozen")):
                continue
            (tmp_path / "c.json").write_text(json.dumps({**document, field: value}), encoding="utf-8")
            with pytest.raises((gp.InvalidGame, gp.CertificateRejected), match=r"c\.json: \S"):
                gp.load(tmp_path / "c.json")
