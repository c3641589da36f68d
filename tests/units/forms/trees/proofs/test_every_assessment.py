"""The walk through patterns as a proof: what a step may claim, and what no proof may do."""

import time
from copy import deepcopy
from fractions import Fraction

import pytest
from witnesses.imperfect_trees import deep_tree
from witnesses.sampling import steps

from gametheory_paradox.certificates import verify
from gametheory_paradox.detectors import detect
from gametheory_paradox.errors import CertificateRejected, InvalidGame, Unsupported
from gametheory_paradox.forms import Chance, ExtensiveForm, Move
from gametheory_paradox.forms.proofs.completeness import check_proof
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.tables.proofs.profile_cells import combination
from gametheory_paradox.forms.trees.proofs import every_assessment as module
from gametheory_paradox.forms.trees.proofs.every_assessment import (
    PatternWalk,
    exact_ways,
    multipliers_from,
    multipliers_to_data,
    system_of,
)
from gametheory_paradox.forms.trees.proofs.patterns import MOST_TOGETHER
from gametheory_paradox.forms.trees.solvers.pattern_programs import lower_bound

KINDS = {"sequential": "consistent-patterns", "perfect-bayesian": "patterns"}
concepts = pytest.mark.parametrize("concept", KINDS)


def horse():
    def third(left, right):
        return Move("Three", "third", {"L": left, "R": right})

    after = Move("Two", "second", {"a": (1, 1, 1), "d": third((4, 4, 0), (0, 0, 1))})
    return ExtensiveForm.from_tree(
        ["One", "Two", "Three"], Move("One", "first", {"A": after, "D": third((3, 3, 2), (0, 0, 0))})
    )


def battle():
    """Two moves at once, and an action that nobody would ever take."""

    def blind(left, right):
        return Move("B", "blind", {"l": left, "r": right})

    rows = {"T": blind((2, 1), (0, 0)), "D": blind((0, 0), (1, 2)), "bad": blind((-1, 0), (-1, 0))}
    return ExtensiveForm.from_tree(["A", "B"], Move("A", "start", rows))


def proof_of(game, concept):
    return deepcopy(solve(game, concept=concept).proof)


def check(game, concept, proof, player=None):
    return check_proof(game, concept, player or game.players[0], proof)


@concepts
def test_finitely_many_equilibria_are_counted(concept):
    found = check(battle(), concept, proof_of(battle(), concept))
    assert (found.infinite, found.spanning, found.counted) == (False, True, True)
    assert found.payoffs("A").values == (Fraction(2, 3), 1, 2)


@concepts
def test_where_beliefs_are_free_payoffs_are_bounded(concept):
    game = horse()
    proof = proof_of(game, concept)
    assert any(step[0] == "s" for step in proof["steps"])
    found = check(game, concept, proof)
    assert (found.infinite, found.spanning, found.counted) == (True, False, False)
    assert found.payoffs("One").values == (1, 1)


@concepts
@steps(57)
def test_each_step_is_needed_and_in_its_place(concept, step):
    for game in (battle(), horse()):
        proof = proof_of(game, concept)
        steps = proof["steps"]
        changed = [steps[:n] + steps[n + 1 :] for n in range(len(steps))]
        changed += [[*steps[:n], steps[n], *steps[n:]] for n in range(len(steps))]
        changed += [[*steps, other] for other in steps] + [[], steps[:1]]
        changed += [
            [*steps[:n], other, *steps[n + 1 :]]
            for n in range(len(steps))
            for other in (["b"], ["?"], [], None, "b", ["x", []])
        ]
        refused = 0
        for other in changed[::step]:
            if other != steps:
                refused += 1
                with pytest.raises(CertificateRejected):
                    check(game, concept, {**proof, "steps": other})
        assert refused > 100 // step


@concepts
def test_no_listed_assessment_can_be_left_out_where_they_are_counted(concept):
    proof = proof_of(battle(), concept)
    for number in range(3):
        listed = proof["assessments"][:number] + proof["assessments"][number + 1 :]
        with pytest.raises(CertificateRejected):
            check(battle(), concept, {**proof, "assessments": listed})
    with pytest.raises(CertificateRejected, match="every tree with perfect recall has one"):
        check(battle(), concept, {**proof, "assessments": []})


@concepts
def test_a_listed_assessment_is_an_equilibrium(concept):
    proof = proof_of(battle(), concept)
    wrong = deepcopy(proof["assessments"][0])
    wrong["profile"]["B"]["blind"] = dict(
        zip("lr", reversed(wrong["profile"]["B"]["blind"].values()), strict=True)
    )
    with pytest.raises(CertificateRejected, match="a listed assessment is not a"):
        check(battle(), concept, {**proof, "assessments": [wrong, *proof["assessments"]]})


def test_kinds_and_concepts_are_not_exchanged():
    for concept, kind in KINDS.items():
        proof = proof_of(horse(), concept)
        for other in KINDS:
            if other != concept:
                with pytest.raises(CertificateRejected, match=f"is about {concept} equilibria, not {other}"):
                    check(horse(), other, proof)
                with pytest.raises(CertificateRejected):
                    check(horse(), other, {**proof, "kind": KINDS[other]})
        with pytest.raises(CertificateRejected):
            check(horse(), concept, {**proof, "kind": kind, "extra": 0})
        with pytest.raises((CertificateRejected, InvalidGame)):  # another game's
            check(battle(), concept, proof)


def forged_as_infinite():
    """A true certificate whose three counted equilibria are called unbounded, with the verdict turned."""
    game = battle()
    found = detect(game, "option", mover="A", action="bad", concept="sequential", quantifier="possible")
    data = deepcopy(found.certificate.to_data())
    walk = PatternWalk(exact_ways(game, consistent=True))
    pending, steps = [walk.root], []
    for step in data["proof"]["with"]["steps"]:
        at = pending.pop()
        if step == ["b"]:
            pending.extend(reversed(walk.children(at)))
        if step[0] == "o":
            system = system_of(walk.ways, at.pattern)
            negatives = [combination([(Fraction(-1), payoff)]) for payoff in system.compared]
            pairs = zip(system.compared, negatives, strict=True)
            step = [
                "s",
                [[multipliers_to_data(lower_bound(system.linear, form)) for form in pair] for pair in pairs],
            ]
        steps.append(step)
    data["proof"]["with"]["steps"] = steps
    return found, data


def test_equilibria_that_a_proof_does_not_count_do_not_show_that_an_action_matters():
    found, data = forged_as_infinite()
    assert (found.name, found.comparison.gap, found.comparison.matters) == ("absent", Fraction(4, 3), False)
    verify(found.certificate)
    as_list = check(battle(), "sequential", data["proof"]["with"])
    assert (as_list.infinite, as_list.counted) == (True, False)
    for verdict in ("present", "absent"):
        payoffs, infinite = data["payoffs"] | {"with": ["2/3", "2"]}, data["infinite"] | {"with": True}
        with pytest.raises(CertificateRejected, match="the action changes the equilibria is not settled"):
            verify({**data, "payoffs": payoffs, "infinite": infinite, "verdict": verdict})


def test_nodes_that_chance_excludes_are_not_reached():
    def blind(left, right):
        return Move("B", "blind", {"l": left, "r": right})

    start = Move("A", "start", {"out": (1, 1), "in": blind((3, 5), (0, 0))})
    game = ExtensiveForm.from_tree(
        ["A", "B"], Chance({"never": ("0", blind((0, 0), (0, 5))), "always": ("1", start)})
    )
    found = check(game, "perfect-bayesian", proof_of(game, "perfect-bayesian"), "A")
    assert found.payoffs("A").values == (1, 3)  # A stays out where B believes in what never happens
    with pytest.raises(Unsupported, match="probability zero: beliefs after it have no limit"):
        solve(game, concept="sequential")


def test_multipliers_are_short_lists_of_numbers():
    assert multipliers_from([[3, "1/2"], [0, "-1"]]) == {3: Fraction(1, 2), 0: Fraction(-1)}
    assert multipliers_to_data({3: Fraction(1, 2), 0: Fraction(-1), 1: Fraction(0)}) == [
        [0, "-1"],
        [3, "1/2"],
    ]
    for data in (
        None,
        {},
        [[0]],
        [[0, "1"], [0, "1"]],
        [[True, "1"]],
        [["0", "1"]],
        [[0, "1", "1"]],
        [0, "1"],
    ):
        with pytest.raises(CertificateRejected):
            multipliers_from(data)
    long = [[n, f"1/{10**900 + 2 * n + 1}"] for n in range(40)]
    with pytest.raises(CertificateRejected, match="too long to be added up"):
        multipliers_from(long)


# --- Proofs that would take forever


def quickly(check_it, message, exception=(CertificateRejected, Unsupported)):
    started = time.monotonic()
    with pytest.raises(exception, match=message):
        check_it()
    assert time.monotonic() - started < 30


@pytest.mark.slow
@concepts
def test_a_tree_of_many_levels_is_refused_before_anything_is_read(concept):
    game = deep_tree()
    for listed in ([], [{"profile": {}, "beliefs": {}}]):
        proof = {"kind": KINDS[concept], "assessments": listed, "steps": [["b"]]}
        quickly(lambda proof=proof: check(game, concept, proof), "too large or too deep for patterns")


@concepts
def test_sets_with_very_many_actions_are_refused(concept):
    game = ExtensiveForm.from_tree(["A"], Move("A", "start", {f"a{n}": (n,) for n in range(60)}))
    profile = {"A": {"start": {f"a{n}": str(int(n == 59)) for n in range(60)}}}
    entry = {"profile": profile, "beliefs": {"start": {"the start": "1"}}}
    if concept == "sequential":
        entry["trembles"] = [[[int(n < 59), "1"] for n in range(60)]]
    proof = {"kind": KINDS[concept], "assessments": [entry], "steps": [["b"]] * 100}
    quickly(lambda: check(game, concept, proof), f"60 actions or nodes; .* at most {MOST_TOGETHER}")


@concepts
def test_a_walk_that_cannot_end_is_refused_at_once(concept):
    game = battle()
    proof = proof_of(game, concept)
    quickly(
        lambda: check(game, concept, {**proof, "steps": [["b"]] * (module.MOST_STEPS + 1)}),
        "at most 100,000 steps",
    )
    quickly(lambda: check(game, concept, {**proof, "steps": [["b"]] * 5}), "do not walk through")


@concepts
def test_the_work_is_counted(concept, monkeypatch):
    game = horse()
    proof = proof_of(game, concept)
    monkeypatch.setattr(module, "MOST_OPERATIONS", 100)
    quickly(lambda: check(game, concept, proof), "more than 100 operations")


@concepts
def test_long_numbers_count_for_more(concept):
    def spent(shift):
        blind = {"T": (2 + shift, 1), "D": (0, 0)}
        rows = {a: Move("B", "blind", {"l": blind[a], "r": (0, 0) if a == "T" else (1, 2)}) for a in "TD"}
        ways = exact_ways(
            ExtensiveForm.from_tree(["A", "B"], Move("A", "start", rows)), consistent=concept == "sequential"
        )
        return ways.effort.weight

    assert spent(0) == 1
    assert spent(Fraction(1, 10**3000 + 1)) > 30
