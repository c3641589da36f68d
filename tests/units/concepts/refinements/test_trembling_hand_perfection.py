"""Trembling-hand perfection of listed equilibria: Selten's horse, dominated actions, what stays open."""

from dataclasses import replace
from fractions import Fraction
from importlib import import_module
from pathlib import Path

import pytest

from gametheory_paradox.claims.equilibria.trembling_hand import Objection
from gametheory_paradox.concepts import trembling_hand_perfection
from gametheory_paradox.concepts.refinements.listed_verdicts import NoVerdict
from gametheory_paradox.concepts.refinements.trembling_hand_perfection import Exclusion, Perfection
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.formats import read_efg
from gametheory_paradox.games import ExtensiveForm, Move, NormalForm
from gametheory_paradox.solvers import solve

TREES = Path(__file__).parents[3] / "literature" / "trees"


def tree(name):
    return read_efg((TREES / f"{name}.efg").read_text(encoding="utf-8")).at()


def test_of_the_horse_those_of_one_kind_alone_are_perfect():
    found = trembling_hand_perfection(solve(tree("selten-horse"), concept="nash"))
    assert found.holds()
    assert len(found.perfect) + len(found.excluded) == len(found.equilibria) == 4
    for number, profile in enumerate(found.equilibria.profiles):
        assert (number in found.perfect) == (profile.plays("One", "A", "first") == 1)
    quarter = [
        n
        for n in found.perfect
        if found.equilibria.profiles[n].plays("Three", "L", "third") == Fraction(1, 4)
    ]
    assert len(quarter) == 1  # who mixes is kept indifferent all the way


def dominated():
    later = Move("B", "second", {"kind": (1, 1), "harsh": (0, 1)})
    return ExtensiveForm.from_tree(["A", "B"], Move("A", "first", {"out": (1, 1), "in": later}))


def test_a_sequential_equilibrium_that_uses_a_weakly_dominated_action_is_not_perfect():
    found = trembling_hand_perfection(solve(dominated(), concept="sequential"))
    assert len(found.equilibria) == 3
    (number,) = found.excluded
    assert found.equilibria.profiles[number].plays("A", "in", "first") == 1
    assert found.perfect == tuple(n for n in range(3) if n != number)
    assert found.holds()
    assert "in at first is weakly dominated" in str(found)


def test_false_verdicts_do_not_hold():
    found = trembling_hand_perfection(solve(dominated(), concept="sequential"))
    (bad,) = found.excluded
    good = found.perfect[0]
    trembles = found.verdicts[good].trembles
    for number, verdict in (
        (bad, Perfection(trembles)),
        (bad, Exclusion(Objection(()))),
        (good, found.verdicts[bad]),
    ):
        verdicts = list(found.verdicts)
        verdicts[number] = verdict
        assert not replace(found, verdicts=tuple(verdicts)).holds()


def test_two_actions_in_use_that_no_trembles_make_best_together():
    # B is indifferent only if A never trembles towards z; so B may not mix, though neither action is
    # dominated by the other alone
    rows = {"x": {"l": (1, 0), "r": (1, 0)}, "z": {"l": (0, 1), "r": (0, 0)}}
    game = ExtensiveForm.from_tree(
        ["A", "B"], Move("A", "a", {own: Move("B", "b", after) for own, after in rows.items()})
    )
    found = trembling_hand_perfection(solve(game, concept="nash"))
    assert found.holds()
    for number, profile in enumerate(found.equilibria.profiles):
        assert (number in found.excluded) == (profile.plays("B", "r", "b") > 0)
    assert found.excluded
    assert found.perfect


def test_a_mixture_alone_dominates():
    # against c and r the even mixture of t and m pays 1, and b pays 1/2; each of t and m alone is worse once
    rows = {
        "t": ((1, 1), (2, 0), (0, 0)),
        "m": ((1, 1), (0, 0), (2, 0)),
        "b": ((1, 1), ("1/2", 0), ("1/2", 0)),
    }
    moves = {own: Move("B", "b", dict(zip("lcr", after, strict=True))) for own, after in rows.items()}
    found = trembling_hand_perfection(
        solve(ExtensiveForm.from_tree(["A", "B"], Move("A", "a", moves)), concept="nash")
    )
    assert found.holds()
    assert any(profile.plays("A", "b", "a") for profile in found.equilibria.profiles)
    for number, profile in enumerate(found.equilibria.profiles):
        assert (number in found.excluded) == (profile.plays("A", "b", "a") > 0)


def test_what_is_too_large_is_not_shown(monkeypatch):
    equilibria = solve(tree("selten-horse"), concept="nash")
    monkeypatch.setattr(
        import_module("gametheory_paradox.concepts.refinements.trembling_hand_perfection"), "MOST_PRODUCTS", 2
    )
    found = trembling_hand_perfection(equilibria)
    assert any(isinstance(verdict, NoVerdict) for verdict in found.verdicts)
    assert "more than 2 products" in str(found)
    assert found.holds()


def test_tables_are_refused():
    game = NormalForm.from_tables(["R", "C"], [["a", "b"], ["c", "d"]], [[2, 0], [0, 1]], [[1, 0], [0, 2]])
    with pytest.raises(Unsupported, match="offered for trees"):
        trembling_hand_perfection(solve(game))
