"""Proofs as data: each kind is accepted for its concept and form, and refused where it does not fit."""

import copy

import pytest

from gametheory_paradox.errors import CertificateRejected, ParadoxError
from gametheory_paradox.forms import ExtensiveForm, Move, NormalForm, Profile
from gametheory_paradox.forms.proofs.completeness import PROOFS, check_proof

TABLE = NormalForm.from_tables(["A", "B"], [["a", "b"], ["c", "d"]], [[2, 4], [1, 3]], [[1, 0], [0, 2]])
TREE = ExtensiveForm.from_tree(
    ["A", "B"],
    Move("A", "start", {"in": Move("B", "later", {"fight": (-1, -1), "yield": (1, 1)}), "out": (0, 2)}),
)
THREE = NormalForm.from_tables(["A", "B", "C"], [["a"], ["b"], ["c"]], [[[1]]], [[[1]]], [[[1]]])
SPE = Profile.pure(TREE.information_sets, [0, 1]).to_data()
VERTICES = {
    "kind": "vertices",
    "perturbations": [[1, 3], [1, 3]],
    "vertices": [
        [[1, [0, 0], [0, 0]], [1, [1, 0], [1, 0]], [2, [0, 1], [0, 3]], [2, [2, 1], [2, 3]]],
        [[1, [0, 0], [0, 0]], [1, [1, 0], [1, 0]], [1, [0, 1], [0, 1]]],
    ],
}
DOMINANCE = {
    "kind": "dominance",
    "steps": [
        {"player": "A", "action": "b", "by": {"a": "1"}},
        {"player": "B", "action": "d", "by": {"c": "1"}},
    ],
}
INDUCTION = {"kind": "backward-induction", "lowest": SPE, "highest": SPE}
GOOD = [
    (TABLE, "nash", VERTICES),
    (TABLE, "nash", {"kind": "supports"}),
    (TABLE, "nash", DOMINANCE),
    (TREE, "subgame-perfect", INDUCTION),
]


@pytest.mark.parametrize(("game", "concept", "proof"), GOOD, ids=[proof["kind"] for _, _, proof in GOOD])
def test_each_kind_of_proof_is_accepted(game, concept, proof):
    found = check_proof(game, concept, "A", proof)
    assert not found.infinite
    assert found.payoffs("A").values == ((2,) if game is TABLE else (1,))


def test_every_kind_listed_here_is_there():
    assert {proof["kind"] for _, _, proof in GOOD} <= set(PROOFS)


@pytest.mark.parametrize(("game", "concept", "proof"), GOOD, ids=[proof["kind"] for _, _, proof in GOOD])
def test_a_proof_is_of_one_concept_and_one_form(game, concept, proof):
    other = "nash" if concept == "subgame-perfect" else "subgame-perfect"
    with pytest.raises(CertificateRejected, match=f"is about {concept} equilibria, not {other}"):
        check_proof(game, other, "A", proof)
    wrong = TREE if game is TABLE else TABLE
    with pytest.raises(ParadoxError):
        check_proof(wrong, concept, "A", proof)
    if proof["kind"] in ("vertices", "supports"):
        with pytest.raises(CertificateRejected, match="two players"):
            check_proof(THREE, concept, "A", proof)


@pytest.mark.parametrize(
    "proof", [None, [], "supports", {}, {"kind": None}, {"kind": []}, {"kind": "trust me"}]
)
def test_a_proof_has_a_kind(proof):
    with pytest.raises(CertificateRejected, match="expected a proof of kind"):
        check_proof(TABLE, "nash", "A", proof)


def places(data, path=()):
    """The path to everything inside nested data."""
    yield path
    inside = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in inside:
        yield from places(value, (*path, key))


def changed(data, path, value):
    """Nested data with one place changed."""
    data = copy.deepcopy(data)
    inside = data
    for key in path[:-1]:
        inside = inside[key]
    inside[path[-1]] = value
    return data


JUNK = [None, True, -1, 7, 1.5, "", "A", "2/3", [], [1], {}, {"a": "1"}, {"x": []}]


@pytest.mark.parametrize(("game", "concept", "proof"), GOOD, ids=[proof["kind"] for _, _, proof in GOOD])
def test_a_proof_with_junk_in_it_is_refused_or_proves_the_same(game, concept, proof):
    truth = check_proof(game, concept, "A", proof)
    refused = 0
    for path in places(proof):
        for junk in JUNK:
            if not path:
                continue
            try:
                found = check_proof(game, concept, "A", changed(proof, path, junk))
            except (ParadoxError, ValueError, TypeError, LookupError, ArithmeticError):
                # These ``verify`` turns into a rejection.
                refused += 1
            else:
                assert {p.probabilities for p in found.profiles} == {p.probabilities for p in truth.profiles}
                assert (found.infinite, found.spanning) == (truth.infinite, truth.spanning)
    assert refused > len(JUNK) - 3
