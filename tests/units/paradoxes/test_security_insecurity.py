"""Security-insecurity: the index, the others who stay put, and the definition."""

from fractions import Fraction

import pytest

from gametheory_paradox import catalog
from gametheory_paradox.certificates import verify
from gametheory_paradox.claims.equilibria.equilibrium_set import EquilibriumSet, PayoffSet
from gametheory_paradox.detectors import detect
from gametheory_paradox.errors import CertificateRejected, InvalidGame, Unsupported
from gametheory_paradox.games import ExtensiveForm, Move, NormalForm, Profile
from gametheory_paradox.paradoxes.question import QUANTIFIERS, Question
from gametheory_paradox.paradoxes.security_insecurity import SecurityInsecurity, claim, variants

# Without "arm" the two play matching pennies; Bob's answer to "arm" is "l".
PENNIES = NormalForm.from_tables(
    ["Ann", "Bob"], [["arm", "u", "d"], ["l", "r"]], [[5, 5], [1, -1], [-1, 1]], [[1, 0], [-1, 1], [1, -1]]
)
INDEX = [-2, 6, 1, 0, 0, 1]
REQUEST = {"mover": "Ann", "action": "arm", "index": INDEX}


@pytest.mark.parametrize("quantifier", QUANTIFIERS)
def test_the_others_go_on_as_they_do_even_if_they_mix(quantifier):
    found = detect(PENNIES, "security-insecurity", quantifier=quantifier, **REQUEST)
    told = {name: own.values for name, own in found.comparison.payoffs.items()}
    half = Fraction(1, 2)
    assert told == {
        "index without": (half,),
        "index with, others as without": (2,),
        "index with": (-2,),
        "without": (0,),
        "with": (5,),  # arming pays, and makes her less secure
    }
    assert (found.name, found.comparison.protects, found.comparison.gap) == ("present", 3 * half, 5 * half)
    assert verify(found.certificate).verdict == "present"


@pytest.mark.parametrize("quantifier", QUANTIFIERS)
def test_a_measure_that_does_not_protect_by_itself_is_only_a_bad_one(quantifier):
    found = detect(
        PENNIES, "security-insecurity", quantifier=quantifier, **{**REQUEST, "index": [-2, 3, 1, 0, 0, 1]}
    )
    assert (found.name, found.comparison.protects) == ("absent", 0)
    assert found.comparison.gap > 0
    assert "it would not rise" in found.why


def test_the_definition():
    one, two = (PayoffSet((Fraction(n),), infinite=False) for n in (1, 2))
    for quantifier in QUANTIFIERS:

        def holds(without, with_, protects, quantifier=quantifier):
            return SecurityInsecurity(quantifier, without, two, with_, Fraction(protects), one, two).holds()

        assert holds(two, one, 1)
        assert not holds(two, one, 0)
        assert not holds(two, one, -1)
        assert not holds(one, two, 1)
        assert not holds(one, one, 1)


def test_it_must_protect_in_every_equilibrium_without():
    # Without "arm" Bob may play either; armed, Ann is safer against "l" alone.
    game = NormalForm.from_tables(
        ["Ann", "Bob"], [["arm", "not"], ["l", "r"]], [[0, 0], [1, 1]], [[0, 1], [2, 2]]
    )
    found = detect(
        game, "security-insecurity", mover="Ann", action="arm", index=[3, -1, 1, 1], quantifier="possible"
    )
    assert (found.name, found.comparison.protects) == ("absent", -2)
    assert found.comparison.payoffs["index without"].infinite
    assert found.comparison.payoffs["index with, others as without"].values == (-1, 3)
    assert verify(found.certificate).verdict == "absent"


def test_bounds_of_the_payoff_are_none_of_the_index():
    # B does not care, and C wants what B happens to do: infinitely many equilibria, of which A's payoff tells
    # nothing.
    cells = [(a, 0, b * c) for a in range(2) for b in range(2) for c in range(2)]
    one = NormalForm(("A", "B", "C"), (("x", "y"),) * 3, tuple(tuple(map(Fraction, cell)) for cell in cells))
    found = detect(
        one, "security-insecurity", mover="A", action="x", index=[n + Fraction(1, 2) for n in range(8)]
    )
    assert (found.name, found.certificate) == ("undecided", None)


def test_meanings_of_terms_are_an_index():
    posts = catalog.load("seed/guarded-posts")
    request = {"mover": "Pakistan", "action": "guard"}
    harm = ["harm at a post", "harm at a guarded post", "harm in a city"]
    by_meaning = detect(posts, "security-insecurity", index=harm, **request)
    by_number = detect(posts, "security-insecurity", index=[-2, -5, 0, -1, "-5", 0.0], **request)
    assert by_meaning.certificate == by_number.certificate
    assert "harm in a city" in str(by_meaning)
    with pytest.raises(
        InvalidGame, match="Pakistan has no term that means 'fear'; its terms mean harm at a post; "
    ):
        detect(posts, "security-insecurity", index=[*harm, "fear"], **request)
    with pytest.raises(InvalidGame, match="no term that means 'a post is an easy target'"):
        detect(posts, "security-insecurity", index=["harm at a post", "a post is an easy target"], **request)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"index": [1, 2]}, "index: expected a number for each of the 6 cells"),
        (
            {"index": [5, 5, 1, -1, -1, 1]},
            "the index is Ann's payoff; what a measure does to that is the option paradox",
        ),
        ({"index": "low"}, "index: expected a list of numbers or of meanings of terms, got 'low'"),
        ({"index": 3}, "index: expected a list of numbers or of meanings of terms, got 3"),
        ({"index": ["low"] * 6}, "'low'"),
        ({"action": "pray"}, "Ann has no action 'pray'"),
    ],
)
def test_requests_that_make_no_sense(change, complaint):
    with pytest.raises(InvalidGame, match=complaint):
        detect(PENNIES, "security-insecurity", **{**REQUEST, **change})


def test_trees_have_no_cells():
    tree = ExtensiveForm.from_tree(["Ann"], Move("Ann", "start", {"a": [1], "b": [2]}))
    with pytest.raises(
        Unsupported, match="a security index is given for the cells of a table; this is a tree"
    ):
        detect(tree, "security-insecurity", mover="Ann", action="a", index=[1, 1])


def test_another_index_needs_another_certificate():
    data = detect(PENNIES, "security-insecurity", **REQUEST).certificate.to_data()
    index = data["details"]["index"]
    for changed in (
        [*index[:-1], "7"],
        index[:-1],
        [*index, "0"],
        [*index[:-1], "2/2"],
        [*index[:-1], 1],
        None,
    ):
        with pytest.raises(CertificateRejected):
            verify({**data, "details": {**data["details"], "index": changed}})


@pytest.mark.parametrize("bounded", ["without", "with"])
def test_bounds_of_the_payoff_on_either_side_say_nothing_of_the_index(bounded):
    question = Question("security-insecurity", **REQUEST)
    sets = {}
    for name, game in variants(PENNIES, question).items():
        profiles = tuple(Profile.pure(game.information_sets, (0, k)) for k in range(2))
        sets[name] = EquilibriumSet(game, profiles, infinite=name == bounded, spanning=name != bounded)
    assert "say nothing of the index" in claim(PENNIES, question, sets)
