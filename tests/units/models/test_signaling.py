"""Signaling games: the same tree as by hand, whichever way it is spelled, and what is refused."""

import pytest

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import Chance, Move, game_hash
from gametheory_paradox.models import family_from_tree, signaling_family
from gametheory_paradox.models.files import read_efg, write_efg

PLAYERS = ["Group", "State"]
RANGES = {"q": (0, 1, "1/4"), "g": (0, 9, 2)}
TYPES = {"strong": "q", "weak": "1 - q"}
MESSAGES = {"strong": ["attack", "boast"], "weak": ["rest", "attack"]}
RESPONSES = {"attack": ["large", "small"], "boast": ["ignore"], "rest": []}
PAYOFFS = {
    "strong": {"attack": {"large": (1, -8), "small": ("g^2", -4)}, "boast": {"ignore": (0, 0)}},
    "weak": {"rest": (0, 0), "attack": {"large": ("-g", -2), "small": {"State": -6, "Group": "g"}}},
}


def by_hand():
    def after_attack(large, small):
        return Move("State", "after attack", {"large": large, "small": small})

    boast = Move("State", "after boast", {"ignore": (0, 0)})
    strong = Move("Group", "strong", {"attack": after_attack((1, -8), ("g^2", -4)), "boast": boast})
    weak = Move("Group", "weak", {"rest": (0, 0), "attack": after_attack(("-g", -2), ("g", -6))})
    return Chance({"strong": ("q", strong), "weak": ("1 - q", weak)})


def test_it_is_the_tree_written_by_hand():
    family = signaling_family(PLAYERS, TYPES, MESSAGES, RESPONSES, PAYOFFS, RANGES, title="T")
    hand = family_from_tree(PLAYERS, by_hand(), RANGES, title="T")
    assert family == hand
    assert game_hash(family.form) == game_hash(hand.form)
    assert family.title == family.form.title == "T"


def test_the_receiver_sees_the_message_alone():
    form = signaling_family(PLAYERS, TYPES, MESSAGES, RESPONSES, PAYOFFS, RANGES).form
    assert {s.name: len(nodes) for s, nodes in zip(form.information_sets, form.members, strict=True)} == {
        "strong": 1,
        "weak": 1,
        "after attack": 2,
        "after boast": 1,
    }


def test_terms_say_the_same_as_a_table():
    terms = [
        ("Group", "g", {"chance": "weak", "State": "small"}, "believed"),
        ("Group", "-g", {"chance": "weak", "State": "large"}),
        ("Group", "g^2", {"chance": "strong", "State": "small"}),
        ("Group", 1, {"chance": "strong", "Group": "attack", "State": "large"}),
        ("State", -2, {"Group": "attack"}),
        ("State", -6, {"chance": "strong", "State": "large"}),
        ("State", -2, {"chance": "strong", "State": "small"}),
        ("State", -4, {"chance": "weak", "State": "small"}),
    ]
    family = signaling_family(PLAYERS, TYPES, MESSAGES, RESPONSES, None, RANGES, terms=terms)
    assert family.form == signaling_family(PLAYERS, TYPES, MESSAGES, RESPONSES, PAYOFFS, RANGES).form
    assert family.terms[0].meaning == "believed"
    more = signaling_family(
        PLAYERS, TYPES, MESSAGES, RESPONSES, PAYOFFS, RANGES, terms=[("State", 1, {"Group": "rest"})]
    )
    ends = {more.form.history(at): tuple(p.text() for p in end.payoffs) for at, end in more.form.terminals()}
    assert ends["weak", "rest"] == ("0", "1")
    assert ends["weak", "attack", "small"] == ("g", "-6")


def test_one_list_of_messages_and_one_of_responses_serve_all():
    payoffs = [[[(1, 2), (3, 4)], [(5, 6), (7, 8)]], [[(9, 10), (11, 12)], [(13, 14), (15, "q")]]]
    family = signaling_family(PLAYERS, TYPES, ["m", "n"], ["x", "y"], payoffs, RANGES)
    named = {
        kind: {m: {r: payoffs[i][j][k] for k, r in enumerate("xy")} for j, m in enumerate("mn")}
        for i, kind in enumerate(TYPES)
    }
    messages, responses = dict.fromkeys(TYPES, ("m", "n")), dict.fromkeys("mn", ("x", "y"))
    assert signaling_family(PLAYERS, TYPES, messages, responses, named, RANGES) == family
    ends = {
        family.form.history(at): tuple(p.text() for p in end.payoffs) for at, end in family.form.terminals()
    }
    assert ends["weak", "n", "y"] == ("15", "q")
    assert ends["strong", "n", "x"] == ("5", "6")


def test_an_efg_file_holds_it_exactly():
    game = signaling_family(PLAYERS, TYPES, MESSAGES, RESPONSES, PAYOFFS, RANGES).at(q="2/7", g="1/3")
    again = read_efg(write_efg(game)).at()
    assert again == game
    assert game_hash(again) == game_hash(game)


GOOD = {
    "players": PLAYERS,
    "types": TYPES,
    "messages": MESSAGES,
    "responses": RESPONSES,
    "payoffs": PAYOFFS,
    "parameters": RANGES,
}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"players": ["Group"]},
            "a signaling game has two players, the sender and the receiver; got ['Group']",
        ),
        ({"players": ["Group", "Group"]}, "'Group' is both the sender and the receiver"),
        ({"types": ["strong", "weak"]}, "the types of Group: expected a mapping from type to probability"),
        ({"types": {}}, "the types of Group: expected at least one name, got none"),
        (
            {"types": {"strong": "1/2", "weak": 0.4}},
            "the probabilities of the types of Group must sum to 1, they sum to 9/10",
        ),
        (
            {"types": {"strong": 1, "weak": 0}},
            "the type 'weak' of Group is never drawn: its probability is 0; leave it out",
        ),
        (
            {"types": {"strong": "z", "weak": 0}},
            "the probabilities of the types of Group: that of strong: 'z' is not a known",
        ),
        (
            {"types": {"strong": "q + 1", "weak": "-q"}},
            "chance after nothing: the probability of 'weak', -q, may be negative",
        ),
        ({"messages": {"strong": ["attack"]}}, "the messages of Group: the entry for 'weak' is missing"),
        (
            {"messages": {**MESSAGES, "mild": ["rest"]}},
            "the messages of Group: 'mild' is not one of strong, weak",
        ),
        ({"messages": "attack"}, "the messages of Group: expected a list of names, got 'attack'"),
        (
            {"messages": {**MESSAGES, "weak": []}},
            "the messages of Group at weak: expected at least one name, got none",
        ),
        (
            {"responses": {**RESPONSES, "bomb": ["large"]}},
            "the responses of State: no type of Group can send 'bomb'; the messages are attack, boast, rest",
        ),
        (
            {"responses": {"attack": ["large", "small"], "boast": ["ignore"]}},
            "the responses of State: those to 'rest' are missing; give an empty list if the game ends there",
        ),
        ({"responses": []}, "the responses of State: expected at least one name, got none"),
        (
            {"responses": {**RESPONSES, "rest": "no"}},
            "the responses of State at rest: expected a list of names, got 'no'",
        ),
        ({"payoffs": None}, "the payoffs are missing: give payoffs, or terms"),
        (
            {"payoffs": {"strong": PAYOFFS["strong"]}},
            "the payoffs: the entry for 'weak' is missing; the types of Group are",
        ),
        (
            {"payoffs": {**PAYOFFS, "weak": {"rest": (0, 0)}}},
            "the payoffs at weak: the entry for 'attack' is missing; the messages of weak are rest, attack",
        ),
        (
            {"payoffs": {**PAYOFFS, "weak": {"rest": (0, 0), "attack": {"large": (0, 0), "smal": (0, 0)}}}},
            "the payoffs at weak, attack: 'smal' is not a response; did you mean 'small'? "
            "the responses are large, small",
        ),
        (
            {"payoffs": {**PAYOFFS, "weak": {**PAYOFFS["weak"], "rest": (0,)}}},
            "after weak, rest: 2 players need as many payoffs",
        ),
        (
            {"payoffs": {**PAYOFFS, "weak": {**PAYOFFS["weak"], "rest": {"Group": 0}}}},
            "after weak, rest: payoffs are needed for exactly Group, State; got Group",
        ),
        (
            {"terms": [("State", 1, {"chance": "mild"})]},
            "a term depends on 'mild', which is not an outcome of chance",
        ),
    ],
)
def test_what_makes_no_game_is_refused(change, message):
    signaling_family(**GOOD)
    with pytest.raises(InvalidGame) as caught:
        signaling_family(**{**GOOD, **change})
    assert str(caught.value).startswith(message)
