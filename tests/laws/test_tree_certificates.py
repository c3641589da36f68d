"""Certificates about trees with imperfect information: true ones verify, no change says something else."""

import json
from collections import Counter
from copy import deepcopy
from fractions import Fraction
from functools import cache
from random import Random

import pytest
from hypothesis import strategies as st
from laws.tampering import changed, changes, rehashed
from oracles.trees.games import draw, is_wanted
from witnesses.imperfect_trees import imperfect_trees
from witnesses.kernels import plainly
from witnesses.sampling import always, cases, slowly, steps

from gametheory_paradox import catalog
from gametheory_paradox.certificates import verify
from gametheory_paradox.detectors import detect
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import ExtensiveForm, Move, game_from_data, number_from_data

CONCEPTS = ("nash", "subgame-perfect", "perfect-bayesian", "sequential")
KINDS = ("tree-table", "subgames", "patterns", "consistent-patterns")
CLAIM = ("verdict", "payoffs", "infinite", "gap", "concept", "quantifier", "mover", "details")
each_concept = pytest.mark.parametrize("concept", CONCEPTS)


def battle():
    def blind(left, right):
        return Move("B", "blind", {"l": left, "r": right})

    inside = Move("A", "battle", {"T": blind((3, 1), (0, 0)), "D": blind((0, 0), (1, 3))})
    return ExtensiveForm.from_tree(["A", "B"], Move("A", "start", {"in": inside, "out": (2, 2)}))


def horse():
    def third(left, right):
        return Move("Three", "third", {"L": left, "R": right})

    after = Move("Two", "second", {"a": (1, 1, 1), "d": third((4, 4, 0), (0, 0, 1))})
    return ExtensiveForm.from_tree(
        ["One", "Two", "Three"], Move("One", "first", {"A": after, "D": third((3, 3, 2), (0, 0, 0))})
    )


def threats():
    """One goes out, unseen, if Two and Three both hit: a set of equilibria with a curved border."""

    def third(hit, leave):
        return Move("Three", "third", {"hit": last(hit), "leave": last(leave)})

    def last(paid):
        return Move("One", "first", {"in": (paid, 0, 0), "out": (1, 1, 1)})

    moves = Move("Two", "second", {"hit": third(-1, 2), "leave": third(2, 2)})
    return ExtensiveForm.from_tree(["One", "Two", "Three"], moves)


@cache
@plainly
def made(concept):
    """Certificates as data, with the questions they answer."""
    asked = [(battle(), "A", "out"), (battle(), "A", "T"), (horse(), "One", "D"), (horse(), "Two", "d")]
    asked.append((catalog.load("literature/bagwell-1995/noisy-commitment").at(), None, None))
    asked += [(threats(), "One", "in")] * (concept in ("nash", "subgame-perfect"))
    found = []
    for game, mover, action in asked:
        first = game.information_sets[0]
        request = {"mover": mover or first.player, "action": action or first.actions[0]}
        for quantifier in ("strong", "possible"):
            verdict = detect(game, "option", concept=concept, quantifier=quantifier, **request)
            if verdict.certificate is not None and verdict.name != "impossible":
                found.append(json.loads(json.dumps(verdict.certificate.to_data())))
    return found


@each_concept
def test_certificates_of_trees_verify_and_are_of_this_kind(concept):
    told = made(concept)
    assert len(told) >= 5
    for data in told:
        verify(data)
        kinds = {data["proof"][side]["kind"] for side in ("with", "without")}
        assert KINDS[CONCEPTS.index(concept)] in kinds
    assert "present" in {data["verdict"] for data in told} or concept == "nash"


def survives(data):
    try:
        verify(data)
    except CertificateRejected:
        return False
    return True


@each_concept
@pytest.mark.parametrize(
    ("share", "step"), [(0, 150), slowly(0, 20), slowly(1, 20), slowly(2, 20), slowly(3, 20)]
)
def test_no_change_in_one_place_makes_a_certificate_say_something_else(concept, share, step):
    """A change that is not refused leaves claim and game as they were: another proof of the same."""
    tally = Counter()
    for number, data in enumerate(made(concept)):
        if number % 4 != share:
            continue
        for change in list(changes(data))[share::step]:
            other = changed(data, change)
            if other == data:
                continue
            accepted = survives(other)
            tally[change[0][0] if change[0] else "", accepted] += 1
            if accepted:
                assert same_claim(other, data) or is_true(other), change
    assert min(tally["proof", False], tally["game", False]) > min(20, 300 // step)
    for name in CLAIM:
        assert name in ("quantifier", "mover", "details") or not tally[name, True]


def same_claim(one, other):
    return all(one[name] == other[name] for name in (*CLAIM, "game"))


def is_true(data):
    """Whether solving the game again gives the verdict that a certificate claims."""
    game, asked = game_from_data(data["game"], number_from_data), ("mover", "concept", "quantifier")
    found = detect(game, "option", **data["details"], **{name: data[name] for name in asked})
    told = json.loads(json.dumps(found.certificate.to_data()))
    return all(told[name] == data[name] for name in CLAIM)


@each_concept
@steps(16)
def test_claims_about_payoffs_are_exact(concept, step):
    for data in made(concept)[::step]:
        for side in ("with", "without"):
            own = data["payoffs"][side]
            for place, value in enumerate(own):
                for other in (
                    Fraction(value) + 1,
                    Fraction(value) - Fraction(1, 10**9),
                    -Fraction(value) - 1,
                ):
                    stated = [*own[:place], str(other), *own[place + 1 :]]
                    assert not survives({**data, "payoffs": {**data["payoffs"], side: stated}})
            turned = {**data["infinite"], side: not data["infinite"][side]}
            assert not survives({**data, "infinite": turned})
        assert not survives({**data, "verdict": "present" if data["verdict"] == "absent" else "absent"})
        for other in CONCEPTS:
            assert other == concept or not survives({**data, "concept": other})


@pytest.mark.slow
@pytest.mark.parametrize("concept", CONCEPTS[2:])
@steps(101)
def test_changed_assessments_are_refused_unless_they_are_equilibria_too(concept, step):
    """Where beliefs or trembles are free, another number may do; where they are not, none does."""
    tally = Counter()
    for data in made(concept)[::step]:
        for side in ("with", "without"):
            for number, entry in enumerate(data["proof"][side]["assessments"]):
                for where, value in leaves(entry):
                    other = deepcopy(data)
                    inner = other["proof"][side]["assessments"][number]
                    for key in where[:-1]:
                        inner = inner[key]
                    inner[where[-1]] = (
                        value + 1 if isinstance(value, int) else str(Fraction(value) / 2 + Fraction(1, 3))
                    )
                    accepted = survives(other)
                    tally[where[0], accepted] += 1
                    counted = all(part[0] != "s" for part in data["proof"][side]["steps"])
                    assert not accepted or where[0] == "trembles" or not counted
    assert min(tally["profile", False], tally["beliefs", False]) >= 20 // step - 1
    assert concept == "perfect-bayesian" or tally["trembles", False] >= 20 // step - 1


def leaves(data, where=()):
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, below in inner:
        if isinstance(below, dict | list):
            yield from leaves(below, (*where, step))
        else:
            yield (*where, step), below


@each_concept
def test_a_proof_of_one_game_is_none_of_another(concept):
    told = made(concept)
    refused = 0
    for one in told:
        for other in told:
            if one["game"]["hash"] != other["game"]["hash"]:
                refused += 1
                assert not survives({**one, "proof": other["proof"]})
                assert not survives(rehashed({**deepcopy(one), "game": deepcopy(other["game"])}))
        sides = one["proof"]
        crossed = {**one, "proof": {"with": sides["without"], "without": sides["with"]}}
        assert sides["with"] == sides["without"] or not survives(crossed)
    assert refused >= 4


@each_concept
def test_huge_and_deeply_nested_proofs_are_refused(concept):
    data = made(concept)[0]
    nested = []
    for _ in range(50_000):
        nested = [nested]
    for proof in (
        nested,
        {"kind": nested},
        {**data["proof"]["with"], next(iter(data["proof"]["with"])): nested},
    ):
        assert not survives({**data, "proof": {**data["proof"], "with": proof}})
    for field, value in data["proof"]["with"].items():
        if isinstance(value, list):
            for other in (value * 50_000, [nested], [None] * 200_000, [{}], [value]):
                assert not survives(
                    {**data, "proof": {**data["proof"], "with": {**data["proof"]["with"], field: other}}}
                )


TREES = st.one_of(
    imperfect_trees(inner=st.integers(2, 4)),
    st.builds(lambda seed: draw(Random(seed), 2, 6 + seed % 6, (0, 1, 2)), st.integers(0, 10**6)).filter(
        lambda g: is_wanted(g, 1)
    ),
)


@cases(8, 800)
@each_concept
def test_what_is_decided_verifies(concept, count):
    met = Counter()

    @always(
        count,
        TREES,
        st.integers(0, 9),
        st.integers(0, 2),
        st.sampled_from(["strong", "best", "worst", "possible"]),
    )
    def law(game, where, which, quantifier):
        info = game.information_sets[where % len(game.information_sets)]
        action = info.actions[which % len(info.actions)]
        found = detect(
            game,
            "option",
            mover=info.player,
            action=action,
            at=[info.name],
            concept=concept,
            quantifier=quantifier,
        )
        met[found.name] += 1
        if found.certificate is not None:
            assert verify(found.certificate).verdict == found.name

    assert met["absent"] >= min(5, count // 4)
    assert met["undecided"] <= count // 2


@cases(8, 400)
@each_concept
def test_verdicts_under_the_concepts_agree_where_one_equilibrium_is_left(concept, count):
    """Where all concepts have one payoff for the mover with and without, the gaps are the same."""
    met = Counter()

    @always(count, TREES, st.integers(0, 9))
    def law(game, where):
        info = game.information_sets[where % len(game.information_sets)]
        asked = {"mover": info.player, "action": info.actions[0], "at": [info.name]}
        told = [detect(game, "option", concept=other, **asked).comparison for other in ("nash", concept)]
        if None in told:
            return
        sides = [
            (side.low, side.high) for found in told for side in (found.with_action, found.without_action)
        ]
        nash, own = sides[:2], sides[2:]
        for (low, high), (least, greatest) in zip(own, nash, strict=True):
            assert least <= low <= high <= greatest
        met["compared"] += 1

    assert met["compared"] >= count // 5
