"""The definition itself: gaps, when the action matters, and the statement about parameters."""

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from witnesses.formulas import unfactored

from gametheory_paradox.conditions.exclusion_search import holds_at
from gametheory_paradox.detectors import detect
from gametheory_paradox.forms import Move, NormalForm, Profile, delete, scope_of
from gametheory_paradox.forms.formulas.family_branches import branches_of
from gametheory_paradox.forms.proofs.equilibrium_set import EquilibriumSet, PayoffSet
from gametheory_paradox.forms.tables.proofs.curved_pieces import CurvedPiece
from gametheory_paradox.forms.tables.proofs.settled_boxes import cover_of
from gametheory_paradox.models import family_from_table, family_from_tree
from gametheory_paradox.paradoxes.definition import ParametricComparison, uses
from gametheory_paradox.paradoxes.option import STATED, OptionParadox, claim
from gametheory_paradox.paradoxes.question import QUANTIFIERS, Question
from gametheory_paradox.polynomials import RationalFunction


def payoffs(*values, infinite=False):
    return PayoffSet(tuple(Fraction(v) for v in values), infinite)


GAPS = [
    # with, without, then the four gaps: strong, best, worst, possible
    ((2,), (3,), (1, 1, 1, 1)),
    ((3,), (2,), (-1, -1, -1, -1)),
    ((2,), (2,), (0, 0, 0, 0)),
    ((0, 5), (1, 4), (-4, -1, 1, 4)),
    ((1, 4), (0, 5), (-4, 1, -1, 4)),
    ((1, 2), (3, 4), (1, 2, 2, 3)),
    ((0, 9), (5,), (-4, -4, 5, 5)),
]


@pytest.mark.parametrize(("has", "lacks", "gaps"), GAPS)
@pytest.mark.parametrize("quantifier", QUANTIFIERS)
def test_gaps_and_verdicts(has, lacks, gaps, quantifier):
    claim = OptionParadox(quantifier, payoffs(*has), payoffs(*lacks), matters=True)
    assert claim.gap == gaps[QUANTIFIERS.index(quantifier)]
    assert claim.holds() == (claim.gap > 0)


def test_an_action_that_does_not_matter_is_no_paradox_whatever_the_gap():
    for quantifier in QUANTIFIERS:
        assert not OptionParadox(quantifier, payoffs(1), payoffs(2), matters=False).holds()


def test_over_all_small_sets_strong_implies_best_and_worst_and_each_possible():
    sets = [payoffs(*values) for values in ((0,), (1,), (2,), (0, 1), (0, 2), (1, 2), (0, 1, 2))]
    for has, lacks in product(sets, repeat=2):
        holds = {q: OptionParadox(q, has, lacks, matters=True).holds() for q in QUANTIFIERS}
        assert not holds["strong"] or (holds["best"] and holds["worst"])
        assert not (holds["best"] or holds["worst"]) or holds["possible"]
        assert holds["strong"] == all(without > with_ for without in lacks.values for with_ in has.values)
        assert holds["possible"] == any(without > with_ for without in lacks.values for with_ in has.values)


GAME = NormalForm.from_tables(
    ["A", "B"], [["a", "b", "c"], ["x", "y"]], [[2, 0], [0, 1], [0, 0]], [[1, 0], [0, 2], [0, 0]]
)
SCOPE = scope_of(GAME, "A", "c")
LESS = delete(GAME, SCOPE)


def compared(has, lacks, quantifier):
    question = Question(mover="A", action="c", quantifier=quantifier)
    return claim(GAME, question, {"with": has, "without": lacks})


def everything(game, *rows, infinite=False, spanning=True):
    """A set of equilibria made of pure profiles, given by the numbers of their actions."""
    return EquilibriumSet(
        game, tuple(Profile.pure(game.information_sets, row) for row in rows), infinite, spanning
    )


def test_an_action_matters_where_an_equilibrium_uses_it():
    used = everything(GAME, (0, 0), (2, 1))
    assert compared(used, everything(LESS, (0, 0), (1, 1)), "possible").matters
    question = Question(mover="A", action="c")
    assert uses(question, used.profiles[1])
    assert not uses(question, used.profiles[0])
    assert uses(question.but(action=["a", "b"]), used.profiles[0])


def test_an_action_matters_where_the_equilibria_differ_though_the_payoffs_do_not():
    flat = NormalForm.from_tables(
        ["A", "B"], [["a", "b", "c"], ["x", "y"]], [[2, 1], [2, 1], [0, 0]], [[1, 0], [1, 0], [0, 0]]
    )
    less = delete(flat, SCOPE)
    has, lacks = everything(flat, (0, 0), (0, 1)), everything(less, (0, 0), (1, 1))
    found = compared(has, lacks, "possible")
    assert found.with_action == found.without_action
    assert found.matters
    same = compared(has, everything(less, (0, 0), (0, 1)), "possible")
    assert not same.matters
    assert not same.holds()


def curved(equilibria, *simplices):
    """The same equilibria, some of them on a piece with curved borders in a cell."""
    return replace(cover_of(equilibria), infinite=True, spanning=False, curved=(CurvedPiece(simplices, ()),))


def test_where_the_sets_do_not_say_the_comparison_is_open_only_if_something_hangs_on_it():
    lacks = curved(everything(LESS, (0, 0), (1, 1)), ((1, 0),), ((1, 0),))
    perhaps_used = curved(everything(GAME, (0, 0), (1, 1)), ((1, 0, 0), (0, 0, 1)), ((1, 0),))
    assert "whether the action changes the equilibria is not settled" in compared(
        perhaps_used, lacks, "possible"
    )
    for quantifier in ("strong", "best", "worst"):
        assert compared(perhaps_used, lacks, quantifier).gap <= 0


def test_where_equilibria_are_not_counted_only_the_ends_of_their_payoffs_tell_them_apart():
    has = replace(everything(GAME, (0, 0), (1, 1), infinite=True, spanning=False), counted=False)
    lacks = everything(LESS, (0, 0), (1, 1))  # the same two payoffs, known to be all
    assert has.payoffs("A") != lacks.payoffs("A")
    assert not compared(has, lacks, "possible").matters
    fewer = everything(LESS, (0, 0))
    assert compared(has, fewer, "possible").matters


def test_a_coalition_uses_the_action_if_any_member_does():
    game = NormalForm.from_tables(["A", "B"], [["a", "b"]] * 2, [[1, 0], [0, 1]], [[1, 0], [0, 1]])
    alone = Question(mover="A", action="b")
    profile = Profile.pure(game.information_sets, (0, 1))
    assert uses(alone.but(coalition=["A", "B"]), profile)
    assert not uses(alone, profile)


# --- the same definition as a statement about parameters
# -------------------------------------------------------------


def stated(form, question):
    """What the statement says, and where it is left open."""
    branches = {name: branches_of(game, unfactored) for name, game in STATED.variants(form, question).items()}
    return STATED.statement(ParametricComparison(form, question, branches, unfactored, Fraction(0)))


def said(family, quantifier, mover, action, points, at=()):
    """What the statement says at each point, and where it is left open."""
    question = Question(mover=mover, action=action, at=at, quantifier=quantifier)
    claim, left_open = stated(family.form, question)
    return [(holds_at(claim, point), holds_at(left_open, point)) for point in points]


def test_a_statement_about_a_table():
    family = family_from_table(
        ["L", "F"], [["a", "b"], ["c", "d"]], [[("x", 1), (4, 0)], [(1, 0), (3, 2)]], {"x": (0, 9, 2)}
    )
    at = [{"x": Fraction(n)} for n in (2, 4)]
    # Where x > 1, L plays a and gets x; without a it gets 3.
    assert said(family, "strong", "L", "a", at) == [(True, False), (False, False)]
    assert said(family, "strong", "L", "a", [{"x": Fraction(3)}]) == [(None, False)]


def test_a_statement_about_a_tree_with_every_quantifier():
    tree = Move(
        "T", "s", {"comply": Move("P", "c", {"hit": ("-k-d", "V+1"), "not": ("-k", "V")}), "defy": ("-d", 2)}
    )
    family = family_from_tree(["T", "P"], tree, {"V": (0, 9, 5), "k": (0, 9, 1), "d": (0, 9, 3)})
    inside, below = ({"V": Fraction(5), "k": Fraction(1), "d": Fraction(d)} for d in (3, Fraction(1, 2)))
    for quantifier in QUANTIFIERS:
        assert said(family, quantifier, "P", "hit", [inside, below], ["c"]) == [(True, False), (False, False)]


@pytest.mark.parametrize(
    ("w", "expected"),
    [
        ("1/2", (True, True, True, True)),
        ("2", (False, True, False, True)),
        ("5", (False, False, False, False)),
    ],
)
def test_a_statement_about_several_equilibria_with_every_quantifier(w, expected):
    # With the dominant "a" Ann gets w; without it there are three equilibria, worth 4, 1 and 4/5.
    rows = [
        [("w", 3), (9, 0), (9, 0)],
        [("w - 1", 0), (4, 3), (0, 0)],
        [("w - 2", 0), (0, 0), (1, 3)],
    ]
    family = family_from_table(["Ann", "Bob"], [["a", "b", "c"], ["x", "y", "z"]], rows, {"w": (0, 9, 5)})
    found = [detect(family.at(w=w), mover="Ann", action="a", quantifier=q) for q in QUANTIFIERS]
    assert tuple(verdict.name == "present" for verdict in found) == expected
    assert found[0].comparison.without_action.values == (Fraction(4, 5), 1, 4)
    for quantifier, there in zip(QUANTIFIERS, expected, strict=True):
        assert said(family, quantifier, "Ann", "a", [{"w": Fraction(w)}]) == [(there, False)]


def test_where_somebody_never_cares_a_statement_counts_all_that_it_may_do():
    """A gets 1 to v with "r", and anything from 0 to v without."""
    tree = Move("A", "s", {"l": Move("B", "t", {"x": ("v", 0), "y": (0, 0)}), "r": (1, 1)})
    family = family_from_tree(["A", "B"], tree, {"v": (0, 9, 5)})
    for quantifier in QUANTIFIERS:
        point = [{"v": Fraction(5)}]
        verdict = detect(family.at(v=5), mover="A", action="r", quantifier=quantifier).name
        assert said(family, quantifier, "A", "r", point) == [(verdict == "present", False)]


def test_as_a_statement_too_an_action_matters_where_one_member_of_a_coalition_uses_it():
    # (b, b) is there with "a" and without it; (a, c), where A alone uses "a", pays less.
    rows = [[[0, 0, 2], [Fraction(1, 2), 4, 1], [-1, -2, -3]], [[-1, 0, 1], [-2, 4, 1], [-3, 2, 1]]]
    game = NormalForm.from_tables(["A", "B"], [["a", "b", "c"]] * 2, *rows)
    question = Question(mover="A", action="a", coalition=["A", "B"], quantifier="possible")
    assert stated(game.map(RationalFunction.constant), question) == (True, False)
    assert detect(game, question).name == "present"


def test_where_only_one_of_the_two_games_is_seen_through_possible_is_open_where_it_may_hurt():
    hidden = {a: Move("B", "B", {"x": (k, 1), "y": (0, k)}) for k, a in enumerate("ab", 1)}
    family = family_from_tree(["A", "B"], Move("A", "A", hidden), {})
    assert said(family, "possible", "A", "b", [{}]) == [(False, True)]  # A gets 0 to 2, or 0 to 1
    assert said(family, "possible", "A", "a", [{}]) == [(False, False)]
