"""The certificates kept as files are those that the package writes today, and they are accepted."""

import json
from collections import Counter
from contextlib import nullcontext, suppress

import pytest
from golden.write_certificates import FOLDER, kept
from laws.both_checkers import judged as one_file_judges
from laws.test_tampered_certificates import proofs_of, proofs_of_certificates
from oracles import other_checker
from witnesses.kernels import always_compiled
from witnesses.sampling import steps

from gametheory_paradox.certificates import (
    EQUILIBRIUM_CONCEPTS,
    KINDS,
    read_certificate,
    verify,
)
from gametheory_paradox.certificates.over_time import STATIONARY
from gametheory_paradox.forms.graphs.option import GUARD_RAIL
from gametheory_paradox.forms.states.proofs.payoff_polygons import CONCEPT
from gametheory_paradox.kernels.compiled import CELLS
from gametheory_paradox.paradoxes.definitions import DEFINITIONS


def files():
    return sorted(FOLDER.glob("*.json"))


THREE_CHOOSE = {
    f"catalog-seed-{name}-map"
    for name in (
        "trade-restriction-unseen",
        "militarisation-measure",
        "collective-action-alike",
        "collective-action-alike-control",
        "collective-action-weakest-link",
    )
}


@pytest.mark.slow
@steps(46)
def test_the_files_are_what_is_written_today(step, monkeypatch):
    always_compiled(monkeypatch, CELLS)  # as where much was solved before
    found, written = {path.name: path.read_text(encoding="utf-8") for path in files()}, kept(step)
    same = {name: found.get(name) for name in written} if step > 1 else found
    assert same == written, "python tests/golden/write_certificates.py writes them anew"


@steps(46)
def test_every_checker_accepts_every_kept_certificate(step):
    judged = Counter()
    assert len(files()) > 150
    for path in files()[::step]:
        checked = verify(read_certificate(path))
        text = path.read_text(encoding="utf-8")
        assert checked.game == json.loads(text)["game"]["hash"], path.stem
        # Not all games over time are its own, nor a map of three who choose, nor graphs.
        leaves = json.loads(text)["concept"] in STATIONARY or path.stem in THREE_CHOOSE
        leaves |= checked.kind == "graph"
        with suppress(other_checker.Unjudged) if leaves else nullcontext():
            other_checker.check(text)
        judged[one_file_judges(json.loads(text))] += 1
    assert judged["rejected"] == 0
    assert judged["accepted"] > judged.total() / 3  # hidden moves and tables of three are not its own


def test_every_kind_of_claim_and_proof_is_kept():
    kept_data = [json.loads(path.read_text(encoding="utf-8")) for path in files()]
    assert {data["kind"] for data in kept_data} == set(KINDS)
    assert {proof for data in kept_data for proof in proofs_of(data)} == {
        *proofs_of_certificates(),
        "T1",
        "T2",
        "T4",
        "cutting",
        GUARD_RAIL,
    }
    assert {data.get("paradox") for data in kept_data} == {*DEFINITIONS, None}
    assert {data.get("verdict") for data in kept_data} == {"present", "absent", "impossible", "depends", None}
    assert {data.get("quantifier") for data in kept_data} == {"strong", "best", "worst", "possible", None}
    of_games = [data for data in kept_data if data["kind"] != "graph"]
    asked = [data["details"] for data in of_games if data.get("paradox") == "option"]
    assert {tuple(name for name, said in details.items() if said) for details in asked} == {
        ("action",),
        ("action", "at"),
        ("action", "coalition"),
    }
    assert max(len(details["action"]) for details in asked) > 1
    assert {data["concept"] for data in of_games} == {*EQUILIBRIUM_CONCEPTS, *STATIONARY, CONCEPT}
