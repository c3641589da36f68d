"""Bayesian games: the same tree as by hand, whichever way it is spelled, and what is refused."""

from fractions import Fraction
from itertools import product

import pytest

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import Chance, Move, game_hash
from gametheory_paradox.models import bayesian_family, family_from_tree
from gametheory_paradox.models.files import read_efg, write_efg

RANGES = {"q": (0, 1, "1/4"), "r": (0, 1, "1/3")}
TYPES = {"Kabul": {"unable": "q", "unwilling": "1 - q"}, "Neighbour": {"patient": "r", "hurried": "1 - r"}}
ACTIONS = {"Kabul": {"unable": ["wait"], "unwilling": ["act", "wait"]}, "Neighbour": ["press", "help"]}
PLAYERS = ["Kabul", "Neighbour"]


def number(*names):
    """Another payoff for every way through a game."""
    return sum(ord(letter) * 7**place for place, name in enumerate(names) for letter in name[-3:])


def table():
    return {
        kabul: {
            neighbour: {
                own: {
                    other: (number(kabul, own, other), f"q*{number(neighbour, other)}")
                    for other in ACTIONS["Neighbour"]
                }
                for own in ACTIONS["Kabul"][kabul]
            }
            for neighbour in TYPES["Neighbour"]
        }
        for kabul in TYPES["Kabul"]
    }


def by_hand():
    odds = {
        "unable, patient": "q*r",
        "unable, hurried": "q*(1 - r)",
        "unwilling, patient": "(1 - q)*r",
        "unwilling, hurried": "(1 - q)*(1 - r)",
    }
    branches = {}
    for outcome, probability in odds.items():
        kabul, neighbour = outcome.split(", ")
        own = {}
        for action in ACTIONS["Kabul"][kabul]:
            ends = {a: (number(kabul, action, a), f"q*{number(neighbour, a)}") for a in ("press", "help")}
            own[action] = Move("Neighbour", neighbour, ends)
        branches[outcome] = (probability, Move("Kabul", kabul, own))
    return Chance(branches)


def test_it_is_the_tree_written_by_hand():
    family = bayesian_family(PLAYERS, TYPES, ACTIONS, table(), RANGES, title="T")
    hand = family_from_tree(PLAYERS, by_hand(), RANGES, title="T")
    assert family == hand
    assert game_hash(family.form) == game_hash(hand.form)
    assert family.title == family.form.title == "T"
    assert family.at().nodes[0].probabilities == tuple(map(Fraction, ("1/12", "1/6", "1/4", "1/2")))


def test_a_player_sees_its_own_type_alone():
    form = bayesian_family(PLAYERS, TYPES, ACTIONS, table(), RANGES).form
    seen = {(s.player, s.name): nodes for s, nodes in zip(form.information_sets, form.members, strict=True)}
    assert {key: len(nodes) for key, nodes in seen.items()} == {
        ("Kabul", "unable"): 2,
        ("Kabul", "unwilling"): 2,
        ("Neighbour", "patient"): 3,
        ("Neighbour", "hurried"): 3,
    }
    for (player, kind), nodes in seen.items():
        place = PLAYERS.index(player)
        assert {form.history(node)[0].split(", ")[place] for node in nodes} == {kind}


def test_sequences_in_order_say_the_same_as_names():
    def in_order(part):
        return [in_order(below) for below in part.values()] if isinstance(part, dict) else part

    named = bayesian_family(PLAYERS, TYPES, ACTIONS, table(), RANGES)
    assert bayesian_family(PLAYERS, TYPES, ACTIONS, in_order(table()), RANGES) == named


def test_a_prior_says_the_same_as_independent_types():
    prior = {k: {n: f"({p})*({s})" for n, s in TYPES["Neighbour"].items()} for k, p in TYPES["Kabul"].items()}
    names = {player: list(types) for player, types in TYPES.items()}
    joint = bayesian_family(PLAYERS, names, ACTIONS, table(), RANGES, prior=prior)
    assert joint == bayesian_family(PLAYERS, TYPES, ACTIONS, table(), RANGES)


def test_what_cannot_be_drawn_is_no_part_of_the_game():
    names = {player: list(types) for player, types in TYPES.items()}
    prior = {"unable": {"patient": 0, "hurried": "q"}, "unwilling": {"patient": "1 - q", "hurried": "q - q"}}
    payoffs = table()
    whole = bayesian_family(PLAYERS, names, ACTIONS, payoffs, RANGES, prior=prior)
    assert whole.form.nodes[0].outcomes == ("unable, hurried", "unwilling, patient")
    del payoffs["unable"]["patient"], payoffs["unwilling"]["hurried"]
    assert bayesian_family(PLAYERS, names, ACTIONS, payoffs, RANGES, prior=prior) == whole
    assert whole.form.has_perfect_information is False


def test_a_state_is_seen_by_nobody():
    payoffs = {s: {a: {b: (number(s, a), number(s, b)) for b in "cd"} for a in "ab"} for s in ("rain", "sun")}
    family = bayesian_family(
        ["R", "C"], {}, {"R": ["a", "b"], "C": ["c", "d"]}, payoffs, {}, state={"rain": "1/3", "sun": "2/3"}
    )
    assert [(s.player, s.name) for s in family.form.information_sets] == [("R", "start"), ("C", "start")]
    assert [len(nodes) for nodes in family.form.members] == [2, 4]
    ends = {family.form.history(at): end.payoffs for at, end in family.at().terminals()}
    assert ends == {
        (s, a, b): (number(s, a), number(s, b)) for s, a, b in product(("rain", "sun"), "ab", "cd")
    }


def test_a_state_and_types_may_hang_together():
    prior = {"rain": {"wet": "1/6", "dry": "1/6"}, "sun": {"wet": 0, "dry": "2/3"}}
    actions = {"R": ["a"], "C": ["c"]}
    terms = [
        ("R", 1, {"chance": "rain"}),
        ("R", 10, {"chance": "dry"}),
        ("C", "q", {"chance": "sun, dry", "C": "c"}),
    ]
    family = bayesian_family(
        ["R", "C"],
        {"C": ["wet", "dry"]},
        actions,
        None,
        RANGES,
        state=["rain", "sun"],
        prior=prior,
        terms=terms,
    )
    ends = {
        family.form.history(at)[0]: tuple(p.text() for p in end.payoffs)
        for at, end in family.form.terminals()
    }
    assert ends == {"rain, wet": ("1", "0"), "rain, dry": ("11", "0"), "sun, dry": ("10", "q")}


def test_a_type_that_two_players_share_is_called_with_its_owner():
    types = {"A": {"strong": "q", "weak": "1 - q"}, "B": {"strong": "r", "calm": "1 - r"}}
    actions = {"A": ["x"], "B": ["y"]}
    family = bayesian_family(
        ["A", "B"], types, actions, None, RANGES, terms=[("A", 1, {"chance": "B strong"})]
    )
    assert family.form.nodes[0].outcomes == (
        "A strong, B strong",
        "A strong, calm",
        "weak, B strong",
        "weak, calm",
    )
    assert [end.payoffs[0].text() for _, end in family.form.terminals()] == ["1", "0", "1", "0"]
    assert {(s.player, s.name) for s in family.form.information_sets} == {
        ("A", "strong"),
        ("A", "weak"),
        ("B", "strong"),
        ("B", "calm"),
    }


def test_three_players_of_whom_two_have_types():
    types = {"C": {"s": "1/2", "t": "1/2"}, "A": {"u": "1/4", "v": "3/4"}}
    actions = {"A": ["a", "b"], "B": ["c", "d"], "C": ["e", "f"]}
    family = bayesian_family(
        ["A", "B", "C"], types, actions, None, {}, terms=[("B", 3, {"chance": "s", "A": "a"})]
    )
    assert family.form.nodes[0].outcomes == ("u, s", "u, t", "v, s", "v, t")
    assert [(s.player, s.name) for s in family.form.information_sets] == [
        ("A", "u"),
        ("B", "start"),
        ("C", "s"),
        ("C", "t"),
        ("A", "v"),
    ]
    game = family.at()
    for at, end in game.terminals():
        drawn, own, *_ = game.history(at)
        assert end.payoffs == (0, 3 * (drawn.endswith(" s") and own == "a"), 0)


def test_an_efg_file_holds_it_exactly():
    game = bayesian_family(PLAYERS, TYPES, ACTIONS, table(), RANGES).at(q="2/7")
    again = read_efg(write_efg(game)).at()
    assert again == game
    assert game_hash(again) == game_hash(game)


GOOD = {
    "players": PLAYERS,
    "types": TYPES,
    "actions": ACTIONS,
    "payoffs": None,
    "parameters": RANGES,
    "terms": [("Kabul", 1, {"Kabul": "act"})],
}
NAMES = {player: list(types) for player, types in TYPES.items()}
THIRD = {"patient": "1/3", "hurried": 0}


def without(part, *path):
    part = dict(part)
    if len(path) > 1:
        part[path[0]] = without(part[path[0]], *path[1:])
    else:
        del part[path[0]]
    return part


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"players": ["Kabul", "Kabul"]}, "a player is named twice: 'Kabul'"),
        ({"types": {}}, "a Bayesian game needs types of some player, or a state; without them it is a table"),
        (
            {"types": {**TYPES, "Kabull": ["x"]}},
            "types of 'Kabull', who is not a player; the players are Kabul, Neighbour",
        ),
        (
            {"types": {"Kabul": {"a": "1/2", "b": "2/5"}}, "actions": {"Kabul": ["x"], "Neighbour": ["y"]}},
            "the probabilities of Kabul must sum to 1, they sum to 9/10",
        ),
        (
            {"types": {"Kabul": {"a": "q", "b": "q"}}, "actions": {"Kabul": ["x"], "Neighbour": ["y"]}},
            "the probabilities of Kabul must sum to 1, they sum to 2*q",
        ),
        (
            {
                "types": {"Kabul": {"a": "2*q", "b": "1 - 2*q"}},
                "actions": {"Kabul": ["x"], "Neighbour": ["y"]},
            },
            "chance after nothing: the probability of 'b', 1 - 2*q, may be negative",
        ),
        (
            {"types": {"Kabul": {"a": 1, "b": 0}}, "actions": {"Kabul": ["x"], "Neighbour": ["y"]}},
            "the type 'b' of Kabul is never drawn: its probability is 0; leave it out",
        ),
        ({"types": {**TYPES, "Kabul": {}}}, "the types of Kabul: expected at least one name, got none"),
        (
            {"types": {**TYPES, "Kabul": "unable"}},
            "the types of Kabul: expected a list of names, got 'unable'",
        ),
        (
            {"types": {**TYPES, "Kabul": ["unable", "unwilling"]}},
            "the types of Kabul: the probabilities are missing",
        ),
        (
            {"types": {**TYPES, "Kabul": {"unable": "z", "unwilling": 1}}},
            "the probabilities of Kabul: that of unable: 'z' is not a known name",
        ),
        (
            {
                "types": {**TYPES, "Kabul": {"unable, poor": "q", "unwilling": "1 - q"}},
                "actions": {"Kabul": ["x"], "Neighbour": ["y"]},
            },
            "the type 'unable, poor' looks like a list of types",
        ),
        (
            {"types": NAMES},
            "the types of Kabul: the probabilities are missing; map each to its probability, or give a prior",
        ),
        ({"prior": {}}, "the probabilities of Kabul, Neighbour are given twice: there, and in the prior"),
        (
            {"types": NAMES, "prior": {"unable": THIRD}},
            "the prior: the entry for 'unwilling' is missing; the types of Kabul are unable, unwilling",
        ),
        (
            {"types": NAMES, "prior": {"unable": THIRD, "unwilling": {"patient": 0, "hurried": "q"}}},
            "the prior must sum to 1, they sum to q + 1/3",
        ),
        (
            {"types": NAMES, "prior": {"unable": THIRD, "unwiling": THIRD}},
            "the prior: 'unwiling' is not a type of Kabul; did you mean 'unwilling'?",
        ),
        (
            {"types": NAMES, "prior": {"unable": THIRD, "unwilling": {"patient": "?", "hurried": 0}}},
            "the prior at unwilling, patient: expected a number",
        ),
        (
            {
                "types": NAMES,
                "prior": {
                    "unable": {"patient": 0, "hurried": "1/2"},
                    "unwilling": {"patient": 0, "hurried": "1/2"},
                },
            },
            "the type 'patient' of Neighbour is never drawn",
        ),
        ({"actions": without(ACTIONS, "Neighbour")}, "the actions of Neighbour are missing"),
        ({"actions": {**ACTIONS, "Delhi": ["x"]}}, "actions of 'Delhi', who is not a player"),
        (
            {"actions": {**ACTIONS, "Neighbour": []}},
            "the actions of Neighbour: expected at least one name, got none",
        ),
        (
            {"actions": {**ACTIONS, "Neighbour": ["a", "a"]}},
            "the actions of Neighbour: a name is named twice: 'a'",
        ),
        (
            {"actions": without(ACTIONS, "Kabul", "unable")},
            "the actions of Kabul: the entry for 'unable' is missing",
        ),
        (
            {"actions": {**ACTIONS, "Neighbour": {"calm": ["x"]}}},
            "the actions of Neighbour: 'calm' is not one of patient, hurried",
        ),
        ({"terms": []}, "the payoffs are missing: give payoffs, or terms"),
        (
            {"terms": [("Kabul", 1, {"chance": "unwiling"})]},
            "a term depends on 'unwiling', which is not an outcome of chance; did you mean 'unwilling'?",
        ),
        ({"payoffs": without(table(), "unable")}, "the payoffs: the entry for 'unable' is missing"),
        (
            {"payoffs": without(table(), "unwilling", "hurried", "act", "help")},
            "the payoffs at unwilling, hurried, act: the entry for 'help' is missing; "
            "the actions of Neighbour are press, help",
        ),
        ({"payoffs": {**table(), "angry": {}}}, "the payoffs: 'angry' is not a type of Kabul"),
        (
            {"payoffs": [1, 2, 3]},
            "the payoffs: expected one entry for each of unable, unwilling, "
            "by name or in this order, got [1, 2, 3]",
        ),
        ({"payoffs": "12"}, "the payoffs: expected one entry for each of unable, unwilling"),
        ({"state": {"rain": 1, "unable": 0}}, "the state 'unable' is never drawn"),
    ],
)
def test_what_makes_no_game_is_refused(change, message):
    bayesian_family(**GOOD)
    with pytest.raises(InvalidGame) as caught:
        bayesian_family(**{**GOOD, **change})
    assert str(caught.value).startswith(message)


def test_payoffs_that_cannot_be_read_are_named_by_their_place():
    payoffs = table()
    payoffs["unwilling"]["patient"]["act"]["press"] = ("q +", 1)
    with pytest.raises(
        InvalidGame, match=r"^after unwilling, patient, act, press: the payoff of Kabul: .* column 4\)$"
    ):
        bayesian_family(PLAYERS, TYPES, ACTIONS, payoffs, RANGES)
    payoffs["unwilling"]["patient"]["act"]["press"] = (1,)
    with pytest.raises(
        InvalidGame, match=r"^after unwilling, patient, act, press: 2 players need as many payoffs, got 1$"
    ):
        bayesian_family(PLAYERS, TYPES, ACTIONS, payoffs, RANGES)


def explosion(count, odds):
    ranges = {f"x{n}": (0, "1/100", 0) for n in range(count)}
    players = [f"P{n}" for n in range(count)]
    types = {
        p: {"s": odds.format(x=f"x{n}"), "t": f"1 - ({odds.format(x=f'x{n}')})"}
        for n, p in enumerate(players)
    }
    return players, types, {p: ["a"] for p in players}, None, ranges


def test_a_prior_that_explodes_is_refused():
    with pytest.raises(
        InvalidGame, match=r"^the prior would have up to 4,\d\d\d,\d\d\d terms when multiplied out"
    ):
        bayesian_family(*explosion(14, "{x}"), terms=[("P0", 1, {})])
    with pytest.raises(InvalidGame, match=r"^the prior: the formula has degree 26, more than 24$"):
        bayesian_family(*explosion(2, "{x}^13"), terms=[("P0", 1, {})])
    assert (
        bayesian_family(*explosion(2, "{x}^12"), terms=[("P0", 1, {})]).form.nodes[0].probabilities[0].text()
        == "x0^12*x1^12"
    )
