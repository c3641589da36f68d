"""Trembles that show an assessment consistent."""

from collections import Counter
from fractions import Fraction

from hypothesis import strategies as st
from oracles import plain_trees
from witnesses.imperfect_trees import imperfect_trees, profiles_of
from witnesses.sampling import always, cases

from gametheory_paradox.forms import Chance, ExtensiveForm, Move, Profile
from gametheory_paradox.forms.trees.assessments import Assessment
from gametheory_paradox.forms.trees.proofs.every_assessment import exact_ways
from gametheory_paradox.forms.trees.proofs.sequential_rationality import is_consistent
from gametheory_paradox.forms.trees.solvers.pattern_programs import trembles_for

ONE = Fraction(1)


def blind(*ways):
    return {way: Move("B", "blind", {"l": (0, 1), "r": (0, 0)}) for way in ways}


def test_any_belief_about_one_players_choices_is_a_limit():
    game = ExtensiveForm.from_tree(["A", "B"], Move("A", "start", {**blind("T", "D"), "out": (1, 1)}))
    out = Profile.pure(game.information_sets, [2, 0])
    for belief in ((1, 0), (0, 1), ("1/3", "2/3"), ("999/1000", "1/1000")):
        assessment = Assessment(out, ((ONE,), tuple(map(Fraction, belief))))
        trembles = trembles_for(exact_ways(game, consistent=True), assessment)
        assert is_consistent(game, assessment, trembles)


def test_beliefs_about_chance_alone_are_the_odds_or_none():
    state = Move("A", "start", {"in": blind("in")["in"], "out": (1, 1)})
    game = ExtensiveForm.from_tree(["A", "B"], Chance({"good": ("1/3", state), "bad": ("2/3", state)}))
    out = Profile.pure(game.information_sets, [1, 0])
    ways, prior = exact_ways(game, consistent=True), (Fraction(1, 3), Fraction(2, 3))
    assert trembles_for(ways, Assessment(out, (prior, prior))) is not None
    for other in ((ONE, Fraction(0)), (Fraction(1, 2),) * 2):
        assert trembles_for(ways, Assessment(out, (prior, other))) is None


@st.composite
def limits(draw):
    """An assessment that is a limit, and how."""
    game = draw(imperfect_trees())
    profile = draw(profiles_of(game))
    terms = [
        [(p, 0) if p else (ONE * draw(st.integers(1, 3)), draw(st.integers(1, 3))) for p in odds]
        for odds in profile.probabilities
    ]
    return game, Assessment(profile, plain_trees.limit_beliefs(plain_trees.Tree(game), terms))


@cases(30, 3000)
def test_trembles_are_found_for_limits_and_are_right(count):
    met = Counter()

    @always(count, limits())
    def law(case):
        game, assessment = case
        trembles = trembles_for(exact_ways(game, consistent=True), assessment)
        met["found" if trembles else "none"] += 1
        if trembles:
            assert is_consistent(game, assessment, trembles)

    assert met["found"] >= count * 95 // 100, met
