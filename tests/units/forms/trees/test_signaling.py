"""Trees read as signaling games: what is read, and what is refused with its place."""

from fractions import Fraction

import pytest

from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms import Chance, ExtensiveForm, Move, Profile
from gametheory_paradox.forms.trees.signaling import kind_of_signaling, sender_sets, signaling_game

HALF = "1/2"


def answer(high=1, after="after m", who="R"):
    return Move(who, after, {"yes": (high, 1), "no": (0, 0)})


def two_types(first, second, odds=(HALF, HALF), players=("S", "R")):
    return ExtensiveForm.from_tree(players, Chance({"a": (odds[0], first), "b": (odds[1], second)}))


def plain():
    return two_types(
        Move("S", "a", {"m": answer(2), "out": (1, 0)}), Move("S", "b", {"out": (3, 0), "m": answer(4)})
    )


def test_messages_are_told_apart_by_where_they_lead():
    found = signaling_game(plain())
    assert (found.sender, found.types, found.sets) == ("S", ("a", "b"), sender_sets(plain()))
    first, out = found.messages
    assert (first.name, first.actions, first.responses) == ("m", {0: 0, 1: 1}, ("yes", "no"))
    assert (first.sender, first.responder) == ({0: (2, 0), 1: (4, 0)}, {0: (1, 0), 1: (1, 0)})
    assert (out.name, out.information_set, out.responses, out.sender) == (
        "out",
        None,
        ("",),
        {0: (1,), 1: (3,)},
    )


def test_payoffs_by_type_and_what_is_sent():
    game = plain()
    found = signaling_game(game)
    odds = {
        "a": (Fraction(0), Fraction(1)),
        "b": (Fraction(1, 2), Fraction(1, 2)),
        "after m": (Fraction(1, 2), Fraction(1, 2)),
    }
    profile = Profile(game.information_sets, tuple(odds[info.name] for info in game.information_sets))
    assert found.payoffs_by_type(profile) == (1, Fraction(5, 2))
    assert found.sent(profile) == (0, 1)
    assert found.sent(Profile(game.information_sets, tuple(odds["a"] for _ in game.information_sets))) == (
        0,
        1,
    )
    assert kind_of_signaling(game, profile.probabilities) == "semi-separating"


def test_messages_of_one_name_answered_at_two_sets_are_called_like_the_sets():
    kinds = [
        Move("S", kind, {"m": answer(after=f"sees m of {kind}"), "n": answer(after="sees n")})
        for kind in "ab"
    ]
    assert [message.name for message in signaling_game(two_types(*kinds)).messages] == [
        "sees m of a",
        "n",
        "sees m of b",
    ]


def test_chance_may_move_after_the_response():
    risky = Move(
        "R", "after m", {"yes": Chance({"good": ("1/4", (4, 8)), "bad": ("3/4", (0, 0))}), "no": (0, 0)}
    )
    found = signaling_game(
        two_types(Move("S", "a", {"m": risky, "out": (0, 0)}), Move("S", "b", {"m": risky, "out": (0, 0)}))
    )
    assert (found.messages[0].sender[0], found.messages[0].responder[1]) == ((1, 0), (2, 0))


OUT = (0, 0)
AGAIN = Move("R", "after m", {"yes": Move("S", "later", {"x": OUT, "y": OUT}), "no": OUT})
MIXED_UP = [Move("S", kind, {"m": answer(), "n": answer()}) for kind in "ab"]
NO_TYPES = ExtensiveForm.from_tree(["S", "R"], Move("S", "a", {"m": answer(), "out": OUT}))
OTHERWISE = Chance({"now": (HALF, answer()), "never": (HALF, OUT)})
ELSEWHERE = Chance({"now": (HALF, answer(after="elsewhere")), "never": (HALF, OUT)})
KIND_A, KIND_B = (Move("S", kind, {"m": answer(), "out": OUT}) for kind in "ab")


@pytest.mark.parametrize(
    ("game", "words"),
    [
        (NO_TYPES, "chance must first draw a type"),
        (two_types(KIND_A, KIND_B, odds=(1, 0)), "the type 'b' has probability zero"),
        (two_types(*MIXED_UP), "whoever responds at 'after m' cannot tell messages apart"),
        (
            two_types(Move("S", "a", {"m": AGAIN, "out": OUT}), Move("S", "b", {"m": AGAIN, "out": OUT})),
            "S chooses at 'later'",
        ),
        (
            two_types(KIND_A, Move("S", "b", {"m": answer(), "out": OTHERWISE})),
            "'after m' is also reached otherwise",
        ),
        (
            two_types(KIND_A, Move("S", "b", {"m": answer(), "out": ELSEWHERE})),
            "later than 'out' R chooses at 'elsewhere'",
        ),
    ],
)
def test_other_trees_are_refused(game, words):
    with pytest.raises(Unsupported, match=words):
        signaling_game(game)
