"""Misperception backfire: the model, what it leaves the mover, the answers, and the definition."""

from fractions import Fraction

import pytest
from witnesses.certificates import pressed

from gametheory_paradox.certificates import verify
from gametheory_paradox.detectors import detect
from gametheory_paradox.errors import CertificateRejected, InvalidGame
from gametheory_paradox.forms import Move, NormalForm, Profile
from gametheory_paradox.forms.proofs.equilibrium_set import EquilibriumSet, PayoffSet
from gametheory_paradox.forms.trees.extensive_form import ExtensiveForm
from gametheory_paradox.paradoxes.misperception import MisperceptionBackfire, parts_of
from gametheory_paradox.paradoxes.question import QUANTIFIERS

REQUEST = {"mover": "A", "model": pressed(yields=True)}


@pytest.mark.parametrize("quantifier", QUANTIFIERS)
def test_pressing_one_who_does_not_yield(quantifier):
    found = detect(pressed(), "misperception", quantifier=quantifier, inaction="wait", **REQUEST)
    assert {name: own.values for name, own in found.comparison.payoffs.items()} == {
        "expected": (4,),
        "real": (-3,),
        "knowing the game": (Fraction(11, 8),),
        "doing nothing": (1,),
    }
    assert (found.name, found.comparison.gap) == ("present", 4)
    assert verify(found.certificate).verdict == "present"
    soft = detect(pressed(), "misperception", quantifier=quantifier, **REQUEST)
    assert (soft.name, soft.comparison.gap) == ("present", Fraction(35, 8))


def test_the_definition():
    one, two, three = (PayoffSet((Fraction(n),), infinite=False) for n in (1, 2, 3))
    for quantifier in QUANTIFIERS:
        for real, informed, idle, gap in (
            *((one, two, None, 1), (two, two, None, 0), (two, one, None, -1)),
            *(
                (one, three, two, 1),
                (one, two, three, 1),
                (two, three, one, -1),
                (two, one, three, -1),
                (two, three, two, 0),
            ),
        ):
            claim = MisperceptionBackfire(quantifier, three, real, informed, idle)
            assert (claim.gap, claim.holds()) == (gap, gap > 0)


def test_what_several_equilibria_of_the_model_leave_is_all_answered():
    coordinate = NormalForm.from_tables(["A", "B"], [["l", "r"]] * 2, [[2, 0], [0, 1]], [[2, 0], [0, 1]])
    contrary = NormalForm.from_tables(["A", "B"], [["l", "r"]] * 2, [[2, 0], [0, 1]], [[0, 1], [1, 0]])
    found = detect(contrary, "misperception", mover="A", model=coordinate, quantifier="possible")
    third = Fraction(1, 3)
    assert {plan for (plan,) in found.comparison.plans} == {(1, 0), (0, 1), (third, 2 * third)}
    # To l, r and the mixture B answers r, l and l; A gets 0, 0 and 2/3.
    assert found.comparison.real.values == (0, Fraction(2, 3))
    data = found.certificate.to_data()
    assert verify(data).verdict == found.name
    proofs = data["proof"]
    assert set(proofs) == {"model", "game", "answer 0", "answer 1", "answer 2"}
    for changed in (
        {name: proof for name, proof in proofs.items() if name != "answer 2"},
        {**proofs, "answer 3": proofs["answer 2"]},
        {**proofs, "answer 0": proofs["model"]},
    ):
        with pytest.raises(CertificateRejected):
            verify({**data, "proof": changed})


def test_infinitely_many_equilibria_of_the_model():
    same = NormalForm.from_tables(
        ["A", "B"], [["press", "wait"], ["yield", "resist"]], [[0, 0], [0, 0]], [[0, 1], [0, 1]]
    )
    assert detect(pressed(), "misperception", mover="A", model=same).name == "undecided"
    # B does not care, and A presses whatever B does.
    fine = NormalForm.from_tables(
        ["A", "B"], [["press", "wait"], ["yield", "resist"]], [[4, 3], [1, 2]], [[1, 1], [0, 0]]
    )
    found = detect(pressed(), "misperception", mover="A", model=fine)
    assert found.comparison.expected.infinite
    assert (found.name, found.comparison.real.values) == ("present", (-3,))
    assert verify(found.certificate).verdict == "present"


def test_parts_are_known_where_nothing_is_left_out():
    game = pressed()
    one, other, third = (Profile.pure(game.information_sets, choice) for choice in ((0, 0), (1, 0), (0, 1)))

    def parts(*profiles, **known):
        return parts_of(EquilibriumSet(game, profiles, **{"infinite": False, "spanning": True, **known}), "A")

    assert parts(one, other, third) == (((1, 0),), ((0, 1),))
    assert parts(one, third, infinite=True) == (((1, 0),),)
    assert parts(one, third, infinite=True, spanning=False) is None
    assert parts(one, other, infinite=True) is None


def hidden(worth):
    """P chooses, T answers what it sees, and P may punish."""
    after = {
        "yield": (3, worth),
        "defy": Move("P", "defied", {"punish": (-2, -1), "leave": (-1, 1)}),
    }
    return ExtensiveForm.from_tree(
        ["P", "T"], Move("P", "start", {"demand": Move("T", "asked", after), "leave": (1, 1)})
    )


def test_in_a_tree_the_others_answer_the_whole_strategy():
    found = detect(hidden(0), "misperception", mover="P", model=hidden(2), inaction="leave")
    assert found.comparison.plans == (((1, 0), (0, 1)),)  # demand at the start, leave where defied
    assert {name: own.values for name, own in found.comparison.payoffs.items()} == {
        "expected": (3,),
        "real": (-1,),
        "knowing the game": (1,),
        "doing nothing": (1,),
    }
    assert (found.name, found.comparison.gap) == ("present", 2)
    assert verify(found.certificate).verdict == "present"


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (
            {"model": "optimism"},
            "model: expected the game that the mover believes to be played, got 'optimism'",
        ),
        ({"model": hidden(0)}, "the model must have the game's form, players, information sets and actions"),
        (
            {
                "model": NormalForm.from_tables(
                    ["A", "B"], [["press", "wait"], ["yield", "fight"]], [[0, 0]] * 2, [[0, 0]] * 2
                )
            },
            "the model must have the game's form, players, information sets and actions",
        ),
        ({"inaction": "sleep"}, "A has no action 'sleep'; it has press, wait"),
        ({"mover": "C"}, "'C' is not a player"),
    ],
)
def test_requests_that_make_no_sense(change, complaint):
    with pytest.raises(InvalidGame, match=complaint):
        detect(pressed(), "misperception", **{**REQUEST, **change})


def test_who_does_nothing_does_it_everywhere():
    with pytest.raises(InvalidGame, match="P has no action 'demand' at 'defied'; it has punish, leave"):
        detect(hidden(0), "misperception", mover="P", model=hidden(2), inaction="demand")


def test_another_part_or_another_inaction_needs_another_certificate():
    data = detect(pressed(), "misperception", inaction="wait", **REQUEST).certificate.to_data()
    for changes in (
        {"inaction": "press"},
        {"inaction": None},
        {"inaction": "sleep"},
        {"chosen": []},
        {"model": None},
    ):
        with pytest.raises(CertificateRejected):
            verify({**data, "details": {**data["details"], **changes}})


def test_an_answer_to_what_the_model_does_not_leave_is_refused_though_all_else_is_made_to_fit():
    data = detect(pressed(), "misperception", inaction="wait", **REQUEST).certificate.to_data()
    forged = {
        **data,
        "verdict": "absent",
        "gap": "0",
        "proof": {**data["proof"], "answer 0": data["proof"]["idle"]},
        "payoffs": {**data["payoffs"], "real": data["payoffs"]["doing nothing"]},
    }
    with pytest.raises(CertificateRejected):
        verify(forged)
