"""Reading certificates, and what is said of files that are none, quickly and within bounds."""

import json
from fractions import Fraction
from pathlib import Path

import pytest
from examples.pages import blocks
from laws.both_checkers import judged, verified
from oracles import other_checker
from witnesses import hostile_files
from witnesses.certificates import maps, verdicts
from witnesses.sampling import steps

from gametheory_paradox.certificates import (
    KINDS,
    MARKOV_PERFECT,
    MAX_BYTES,
    Certificate,
    Verification,
    read_certificate,
    verify,
)
from gametheory_paradox.errors import CertificateRejected, ParadoxError
from gametheory_paradox.forms.proofs.equilibrium_set import PayoffSet
from gametheory_paradox.paradoxes.option import OptionParadox

KEPT = Path(__file__).parents[1] / "golden" / "certificates"


def written(folder, text, encoding="utf-8"):
    path = folder / "certificate.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return path


def test_what_is_written_is_read(tmp_path):
    data = verdicts()["commitment, strong"]
    read = read_certificate(written(tmp_path, json.dumps(data)))
    assert read == Certificate(data)
    assert read.to_data() == data
    assert verify(read) == verify(data)
    assert (
        read_certificate(written(tmp_path, json.dumps(data, indent=2, ensure_ascii=False), "utf-8-sig"))
        == read
    )


def test_the_certificates_of_the_page_are_accepted():
    found = [json.loads(block.text) for block in blocks("json") if block.page == "docs/certificate.md"]
    assert [verified(data).verdict for data in found] == ["present", "present on 3/8 to 3/8 of the box"]
    for data in found:
        assert judged(data) == "accepted"
        other_checker.check(json.dumps(data))


def test_what_an_accepted_certificate_proves():
    data = verdicts()["commitment, strong"]
    claim = OptionParadox(
        "strong", PayoffSet((Fraction(2),), False), PayoffSet((Fraction(3),), False), matters=True
    )
    assert verify(data) == Verification("verdict", "present", data["game"]["hash"], {}, claim)
    impossible = verdicts()["alone, strong"]
    assert (verify(impossible).verdict, verify(impossible).claim) == ("impossible", None)
    charted = maps()["chance, two"]
    checked = verify(charted)
    assert checked.kind == "map"
    assert {name: str(value) for name, value in checked.values.items()} == charted["values"]
    low, high = charted["present"]
    assert checked.verdict == f"present on {low} to {high} of the box"


def test_a_short_certificate_of_each_kind_is_accepted():
    shortest = {}
    for text in sorted((path.read_text("utf-8") for path in KEPT.glob("*.json")), key=len):
        shortest.setdefault(json.loads(text)["kind"], json.loads(text))
    assert {verify(data).kind for data in shortest.values()} == {*shortest} == {*KINDS}


def of_kind(kind):
    """The certificates of a kind that are kept."""
    found = [json.loads(path.read_text("utf-8")) for path in sorted(KEPT.glob("*.json"))]
    return [data for data in found if data["kind"] == kind]


def test_lists_and_sets_of_payoffs_are_about_games_that_go_on():
    table, (listed, *_), paid = verdicts()["commitment, strong"], of_kind("equilibria"), of_kind("payoffs")
    assert verify(listed).verdict == "complete"
    left_open = [{**data, "inner": []} for data in paid]  # an inner polygon may be empty
    assert {verify(data).verdict for data in left_open} == {"bounds"}
    assert "exact" in {verify(data).verdict for data in paid}
    for data in paid:
        assert (verify(data).verdict == "exact") == (data["inner"] == data["outer"])
    for data in (listed, paid[0]):
        changes = [{"concept": concept} for concept in ("nash", "", table["concept"], None)]
        changes += [
            {"game": table["game"]},
            {"proof": table["proof"]},
            {"proof": {**data["proof"], "note": ""}},
        ]
        changes += [{"proof": {**data["proof"], "kind": kind}} for kind in ("vertices", "", None)]
        for change in (*changes, {"note": ""}):
            with pytest.raises(CertificateRejected):
                verify({**data, **change})


@pytest.mark.parametrize("name", ["alone, strong", "entry, root, strong"])
def test_what_a_theorem_rules_out_is_about_a_concept_for_its_form_of_game(name):
    data = verdicts()[name]
    assert verify(data).verdict == "impossible"
    for concept in (MARKOV_PERFECT, f"pure-{MARKOV_PERFECT}", "stackelberg", ""):
        with pytest.raises(CertificateRejected):
            verify({**data, "concept": concept})


@pytest.mark.parametrize(
    ("text", "why"), [('{"gap": "1", "gap": "1"}', "a field is named twice"), ("[]", "is a JSON object")]
)
def test_what_is_read_is_an_object_that_names_each_field_once(tmp_path, text, why):
    with pytest.raises(CertificateRejected, match=why):
        read_certificate(written(tmp_path, text))


def test_in_print_a_certificate_says_that_it_is_not_checked():
    data = verdicts()["commitment, strong"]
    about = f"certificate, not checked here: option verdict present of game {data['game']['hash'][:12]}"
    assert str(Certificate(data)) == about
    assert str(Certificate({"kind": "verdict", "game": 3})) == "certificate, not checked here: verdict"


def test_files_that_cannot_be_opened(tmp_path):
    with pytest.raises(FileNotFoundError):
        read_certificate(tmp_path / "nowhere.json")
    with pytest.raises(IsADirectoryError):
        read_certificate(tmp_path)


@pytest.mark.parametrize("name", sorted(hostile_files.NOT_JSON))
def test_what_is_not_json_is_no_certificate_at_all(tmp_path, name):
    with pytest.raises(ValueError, match=r"certificate\.json: not JSON") as found:
        read_certificate(written(tmp_path, hostile_files.NOT_JSON[name]))
    assert not isinstance(found.value, ParadoxError)


@pytest.mark.parametrize("raw", [b"\xff\xfe{}", bytes(range(256)), b'{"\x80": 1}'])
def test_what_is_not_text_is_not_json(tmp_path, raw):
    with pytest.raises(ValueError, match="not JSON"):
        read_certificate(written(tmp_path, raw))


@pytest.mark.parametrize(
    "given", [None, [], "{}", 1, {}, {"format": 2}, {"format": 2, "kind": ["verdict"]}, {"format": "2"}]
)
def test_what_is_no_certificate_is_refused_as_data_too(given):
    with pytest.raises(CertificateRejected):
        verify(given)


@pytest.mark.parametrize("value", [True, 2.0, "2", 1, 3, 0, None, [2]])
def test_the_format_is_the_number_two(value):
    with pytest.raises(CertificateRejected, match="expected format 2"):
        verify({**verdicts()["commitment, strong"], "format": value})


@pytest.mark.parametrize(
    "field",
    [
        *("kind", "paradox", "concept", "quantifier", "mover", "details", "game", "payoffs", "infinite"),
        *("proof", "gap"),
    ],
)
@pytest.mark.parametrize("value", [None, 1, True, "x", [], {}, ["x"], {"x": {}}, [[[]]], 1e300])
def test_no_field_can_be_of_another_type(field, value):
    with pytest.raises(CertificateRejected):
        verify({**verdicts()["commitment, strong"], field: value})


@pytest.mark.parametrize(
    "field", ["over", "box", "values", "present", "absent", "undecided", "cells", "game", "proof", "details"]
)
def test_no_field_of_a_map_can_be_of_another_type(field):
    for value in (None, True, "x", [], ["x"], {"x": {}}, [[[]]], 1e300, -1):
        with pytest.raises(CertificateRejected):
            verify({**maps()["quotients"], field: value})


@pytest.mark.parametrize(
    "name", ["commitment, strong", "restraint, strong", "unseen, strong", "trade", "quotients"]
)
def test_every_field_that_is_named_in_the_description_is_needed(name):
    data = {**verdicts(), **maps()}[name]
    for field in data:
        with pytest.raises(CertificateRejected):
            verify({other: value for other, value in data.items() if other != field})


def test_reasons_are_short_and_say_what_was_expected():
    data = verdicts()["commitment, strong"]
    for change, words in (
        ({"gap": "2"}, "'gap' should be 1"),
        ({"payoffs": {**data["payoffs"], "with": ["3"]}}, r"""'payoffs' should be \{"with": \["2"\]"""),
        ({"infinite": {**data["infinite"], "with": True}}, r"""'infinite' should be \{"with": false"""),
        ({"verdict": "absent"}, "'verdict' should be present"),
        ({"quantifier": "x" * 10_000}, "there is no quantifier"),
        ({"proof": {"with": {"kind": "x" * 10_000}, "without": {}}}, "expected a proof of kind"),
    ):
        with pytest.raises(CertificateRejected, match=words) as found:
            verify({**data, **change})
        assert len(str(found.value)) < 400


@pytest.mark.slow
def test_any_byte_may_be_wrong(tmp_path):
    for name in ("restraint, strong", "chance"):
        raw = json.dumps({**verdicts(), **maps()}[name]).encode()
        ends = set()
        for place in range(0, len(raw), 5):
            try:
                verify(
                    read_certificate(
                        written(
                            tmp_path, raw[:place] + bytes([raw[place] ^ (1 << place % 7)]) + raw[place + 1 :]
                        )
                    )
                )
                ends.add("accepted")
            except CertificateRejected:
                ends.add("refused")
            except ValueError:
                ends.add("not JSON")
        assert ends >= {"refused", "not JSON"}


@steps(252)
def test_hostile_files_are_refused_in_seconds(tmp_path, step):
    names = [*hostile_files.FILES][::step]
    for name, found in hostile_files.outcomes(tmp_path, names, "verify").items():
        assert found["outcome"] == "CertificateRejected", (name, found)
        assert found["seconds"] < hostile_files.SECONDS, (name, found)
        assert 0 < len(found["why"]) < 1000, name


def test_the_largest_file_that_is_read(tmp_path):
    path = written(tmp_path, b" " * MAX_BYTES + b"{}")
    with pytest.raises(CertificateRejected, match=f"at most {MAX_BYTES} bytes"):
        read_certificate(path)
