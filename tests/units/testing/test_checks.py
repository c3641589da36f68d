"""The checks pass what holds and say what does not."""

from dataclasses import replace
from fractions import Fraction

import pytest

import gametheory_paradox as gp
from gametheory_paradox import testing
from gametheory_paradox.certificates import Certificate
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import Profile
from gametheory_paradox.forms.proofs.equilibrium_set import PayoffSet
from gametheory_paradox.forms.solvers.equilibria import Completeness

SEXES = gp.NormalForm.from_tables(["A", "B"], [["x", "y"]] * 2, [[2, 0], [0, 1]], [[1, 0], [0, 2]])
DILEMMA = gp.NormalForm.from_tables(["A", "B"], [["arm", "not"]] * 2, [[1, 3], [0, 2]], [[1, 0], [3, 2]])
PENNIES = gp.NormalForm.from_tables(["A", "B"], [["x", "y"]] * 2, [[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
FLAT = gp.NormalForm.from_tables(["A", "B"], [["x", "y"]] * 2, [[0, 0], [0, 0]], [[0, 0], [0, 0]])
HORSE = gp.load("seed/trade-restriction/unseen").at()
SEEN = gp.load("seed/trade-restriction").at(r_C=60, k=10)
MOVE = {"mover": "Pakistan", "action": "restrict", "at": "after suppress"}


@pytest.mark.parametrize("game", [SEXES, DILEMMA, FLAT], ids=["three", "one", "infinitely many"])
def test_what_the_solver_finds_in_tables_passes(game):
    found = gp.solve(game)
    assert testing.check_equilibria(found) is found


@pytest.mark.parametrize("concept", ["nash", "subgame-perfect", "perfect-bayesian", "sequential"])
def test_what_the_solver_finds_in_trees_passes_under_every_concept(concept):
    assert len(testing.check_equilibria(gp.solve(HORSE, concept=concept))) >= 1


def test_a_profile_that_is_no_equilibrium_is_told():
    found = gp.solve(SEXES)
    wrong = Profile.pure(SEXES.information_sets, [0, 1])
    with pytest.raises(AssertionError, match="equilibrium 1 of 3 is not a Nash equilibrium"):
        testing.check_equilibria(replace(found, profiles=(wrong, *found.profiles[1:])))


def test_an_equilibrium_that_is_listed_twice_is_told():
    found = gp.solve(SEXES)
    with pytest.raises(AssertionError, match="twice"):
        testing.check_equilibria(replace(found, profiles=(found.profiles[0], *found.profiles[:2])))


def test_components_that_do_not_part_the_equilibria_are_told():
    with pytest.raises(AssertionError, match="do not part"):
        testing.check_equilibria(replace(gp.solve(SEXES), components=((0,), (1,))))


def test_a_subset_that_is_none_is_told():
    with pytest.raises(AssertionError, match="middle of the subset"):
        testing.check_equilibria(replace(gp.solve(SEXES), subsets=((0, 1), (2,))))


def test_a_list_that_lacks_an_equilibrium_does_not_fit_its_proof():
    found = gp.solve(SEXES)
    pure = [n for n, profile in enumerate(found.profiles) if profile.is_pure]
    kept = tuple(found.profiles[n] for n in pure)
    single = ((0,), (1,))
    with pytest.raises(AssertionError, match="more or less than the proof allows"):
        testing.check_equilibria(replace(found, profiles=kept, subsets=single, components=single))
    open_ = Completeness("partial", "mixed ones were not looked for")
    testing.check_equilibria(
        replace(found, profiles=kept, subsets=single, components=single, completeness=open_)
    )


def test_the_profile_of_another_game_is_told():
    with pytest.raises(AssertionError, match="another game"):
        testing.check_equilibria(replace(gp.solve(SEXES), game=DILEMMA))


def test_a_threat_is_not_subgame_perfect():
    after = gp.Move("I", "then", {"fight": (-1, -1), "yield": (1, 1)})
    store = gp.ExtensiveForm.from_tree(["E", "I"], gp.Move("E", "entry", {"in": after, "out": (0, 2)}))
    nash, perfect = gp.solve(store, concept="nash"), gp.solve(store)
    threats = [p for p in nash.profiles if p not in perfect.profiles]
    assert threats
    with pytest.raises(AssertionError, match="not subgame perfect"):
        testing.check_equilibria(replace(perfect, profiles=(threats[0],)))


def test_verdicts_of_every_kind_pass():
    seen = (
        gp.detect(SEEN, **MOVE),
        gp.detect(gp.load("seed/trade-restriction"), **MOVE),
        gp.detect(PENNIES, mover="A", action="x"),
    )
    assert [testing.check_verdict(verdict).name for verdict in seen] == ["present", "absent", "impossible"]


def test_an_undecided_verdict_has_nothing_to_check_and_must_have_no_certificate():
    open_ = gp.Undecided(SEEN, gp.detect(SEEN, **MOVE).question, "the budget was spent")
    assert testing.check_verdict(open_) is open_
    with pytest.raises(AssertionError, match="has a certificate"):
        testing.check_verdict(replace(open_, certificate=gp.detect(SEEN, **MOVE).certificate))


def test_a_verdict_without_its_certificate_is_told():
    with pytest.raises(AssertionError, match="no certificate"):
        testing.check_verdict(replace(gp.detect(SEEN, **MOVE), certificate=None))


def test_the_certificate_of_another_game_question_answer_or_gap_is_told():
    verdict = gp.detect(SEEN, **MOVE)
    with pytest.raises(AssertionError, match="another game"):
        testing.check_verdict(replace(verdict, game=gp.load("seed/trade-restriction").at(r_C=61, k=10)))
    with pytest.raises(AssertionError, match="the verdict says 'absent'"):
        testing.check_verdict(
            gp.Absent(verdict.game, verdict.question, "", verdict.comparison, verdict.certificate)
        )
    with pytest.raises(AssertionError, match="another question: quantifier"):
        testing.check_verdict(replace(verdict, question=verdict.question.but(quantifier="best")))
    wrong = replace(verdict.comparison, without_action=PayoffSet((Fraction(10**6),), False))
    with pytest.raises(AssertionError, match="shows the gap"):
        testing.check_verdict(replace(verdict, comparison=wrong))


def test_a_certificate_that_proves_nothing_is_rejected():
    verdict = gp.detect(SEEN, **MOVE)
    with pytest.raises(CertificateRejected):
        testing.check_verdict(
            replace(verdict, certificate=Certificate({**verdict.certificate.data, "gap": "1000"}))
        )


def test_a_verdict_about_a_range_is_held_against_its_certificate():
    penalties, seen = (
        gp.load(f"literature/tsebelis-1989/{name}") for name in ("penalties", "observed-enforcement")
    )
    fine = {"mover": "Coercer", "parameter": "p", "low": 2, "high": 12, "target": "Host", "action": "harbor"}
    present, absent = (gp.detect(family, "null-coercion", **fine) for family in (penalties, seen))
    assert [testing.check_verdict(found).name for found in (present, absent)] == ["present", "absent"]
    with pytest.raises(AssertionError, match="the certificate shows 'present', the verdict says 'absent'"):
        testing.check_verdict(gp.Absent(present.game, present.question, "", None, present.certificate))
    with pytest.raises(AssertionError, match="another game"):
        testing.check_verdict(replace(present, game=penalties.at(p=12)))
