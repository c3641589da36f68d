from gametheory_paradox.forms import Chance, ExtensiveForm, Move
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.trees.solvers import tied_actions as module
from gametheory_paradox.forms.trees.solvers.tied_actions import tied_actions


def game(tree, players=("A", "B", "C")):
    return ExtensiveForm.from_tree(players, tree)


def said(tree):
    whole = game(tree)
    return [tied.said_in(whole) for tied in tied_actions(whole) if len(tied.actions) > 1]


def threat(fight=(-1, 0, 0), yield_=(1, 0, 0)):
    return Move("B", "response", {"fight": fight, "yield": yield_})


def test_a_player_who_is_indifferent_decides_what_the_first_one_does():
    assert said(Move("A", "entry", {"out": (0, 2, 0), "in": threat()})) == [
        "A at 'entry' may mix over out, in, where each gives it 0; "
        "out is best where P(fight) >= 1/2, in where P(fight) <= 1/2",
        "B at 'response' may mix over fight, yield, where each gives it 0",
    ]


def test_a_comparison_that_always_holds_is_left_out():
    tied = Move("A", "entry", {"out": (-1, 2, 0), "in": threat()})
    assert said(tied)[0] == (
        "A at 'entry' may mix over out, in, where each gives it -1; "
        "out is best where P(fight) = 1, in in any case"
    )


def test_of_three_actions_each_is_compared_with_both_others():
    tied = Move("A", "entry", {"out": (0, 2, 0), "wait": (0, 1, 0), "in": threat()})
    told = said(tied)[0]
    assert "out is best where P(fight) >= 1/2, wait where P(fight) >= 1/2, in where P(fight) <= 1/2" in told


def test_three_actions_that_tie_have_two_probabilities():
    last = Move("B", "last", {"x": (2, 0, 0), "y": (0, 0, 0), "z": (-1, 0, 0)})
    assert said(Move("A", "first", {"out": (0, 0, 0), "in": last}))[0].endswith(
        "out is best where 3*P(x) + P(y) <= 1, in where 3*P(x) + P(y) >= 1"
    )


def test_actions_of_one_name_are_told_apart_by_their_sets_and_players():
    def twice(player, name):
        return Move(player, name, {"l": (1, 0, 0), "r": (-1, 0, 0)})

    by_set = Chance({"up": ("1/2", twice("B", "b1")), "down": ("1/2", twice("B", "b2"))})
    told = said(Move("A", "first", {"out": (0, 0, 0), "in": by_set}))[0]
    assert "out is best where P(l at b1) + P(l at b2) <= 1, in where" in told

    by_player = Chance({"up": ("1/2", twice("B", "s")), "down": ("1/2", twice("C", "s"))})
    told = said(Move("A", "first", {"out": (0, 0, 0), "in": by_player}))[0]
    assert "out is best where P(l at B's s) + P(l at C's s) <= 1, in where" in told


def test_a_long_inequality_is_in_the_json_alone():
    last = {f"x{n}": (n * n - 3, 0, 0) for n in range(7)}
    found = solve(game(Move("A", "first", {"out": (0, 0, 0), "in": Move("B", "last", last)})))
    first = found.ties[0].said_in(found.game)
    assert "; out is best depending on P(x0), P(x1), P(x2), P(x3), P(x4), P(x5), in depending" in first
    rows = found.to_data()["ties"]
    assert rows[0]["where"]["in"] == ["36*P(x0) + 35*P(x1) + 32*P(x2) + 27*P(x3) + 20*P(x4) + 11*P(x5) <= 33"]


def test_inequalities_of_very_many_terms_are_not_followed(monkeypatch):
    monkeypatch.setattr(module, "MOST_TERMS", 1)
    first, second = tied_actions(game(Move("A", "entry", {"out": (0, 2, 0), "in": threat()})))[:2]
    assert first.where is second.where is None
    assert first.data_in(game(Move("A", "entry", {"out": (0, 2, 0), "in": threat()})))["where"] is None
