"""Putting families together, renaming moves, and settling them."""

from dataclasses import replace

import pytest

from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import Chance, Move
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.models import (
    Parameter,
    compose,
    family_from_table,
    family_from_tree,
    rename,
    settle,
    synchronized_trees,
    with_terms,
)

D = {"d": (0, 5, 2)}


def tree(player, moves, parameters=D, *, at="start"):
    return family_from_tree([player], Move(player, at, {move: [0] for move in moves}), parameters)


CLOSE = with_terms(tree("A", ["close", "open"]), [("A", "-d", {"A": "close"}, "trade")])
FIGHT = with_terms(tree("B", ["fight", "host"], {"k": (0, 9, 3)}), [("B", "-k", {"B": "fight"})])
ANSWER = with_terms(  # B answers what A does
    family_from_tree(
        ["A", "B"],
        Move(
            "A",
            "start",
            {a: Move("B", f"after {a}", {"fight": [0, 0], "host": [0, 0]}) for a in ("close", "open")},
        ),
        D,
    ),
    [("A", "-d", {"A": "close"}), ("B", "-d", {"A": "close", "B": "host"})],
)


def sets(family):
    return [(s.player, s.name, s.actions) for s in family.form.information_sets]


def paid(family, *history):
    (end,) = (end for place, end in family.form.terminals() if family.form.history(place) == history)
    return dict(zip(family.players, map(str, end.payoffs), strict=True))


def test_parts_that_share_nothing_are_played_one_after_the_other_unseen():
    whole = compose(CLOSE, FIGHT)
    assert sets(whole) == [("A", "start", ("close", "open")), ("B", "start", ("fight", "host"))]
    assert paid(whole, "close", "fight") == {"A": "-d", "B": "-k"}
    assert [p.name for p in whole.parameters] == ["d", "k"]


@pytest.mark.parametrize("sees", ["everything", {"B": ["A"]}])
def test_moves_in_other_parts_may_be_seen(sees):
    assert [name for _, name, _ in sets(compose(CLOSE, FIGHT, sees=sees))] == [
        "start",
        "start, after close",
        "start, after open",
    ]
    assert len(sets(compose(CLOSE, FIGHT, sees={"A": ["B"]}))) == 2


def test_a_decision_that_parts_share_is_made_once_when_all_have_come_to_it():
    whole = compose(FIGHT, ANSWER)  # B waits in the first part until A has moved in the second
    assert sets(whole) == [
        ("A", "start", ("close", "open")),
        ("B", "start; after close", ("fight", "host")),
        ("B", "start; after open", ("fight", "host")),
    ]
    assert paid(whole, "close", "fight") == {"A": "-d", "B": "-k"}
    assert paid(whole, "close", "host") == {"A": "-d", "B": "-d"}


def test_a_term_that_parts_share_counts_once_and_one_that_a_part_has_twice_twice():
    assert paid(compose(CLOSE, ANSWER), "close", "fight")["A"] == "-d"
    twice = with_terms(CLOSE, [("A", "-d", {"A": "close"})])
    assert paid(compose(twice, CLOSE, FIGHT), "close", "fight")["A"] == "-2*d"
    assert len(compose(twice, CLOSE, FIGHT).terms) == 3


def test_links_cross_from_part_to_part():
    whole = compose(
        CLOSE, FIGHT, links=[("A", "e", {"A": "close", "B": "fight"})], parameters={"e": (0, 2, 1)}
    )
    assert paid(whole, "close", "fight") == {"A": "e - d", "B": "-k"}
    assert paid(whole, "open", "fight") == {"A": "0", "B": "-k"}


def test_nobody_forgets_its_own_moves():
    again = tree("A", ["stay", "leave"], {}, at="later")
    assert [name for _, name, _ in sets(compose(CLOSE, again))] == [
        "start",
        "later, after close",
        "later, after open",
    ]


def test_sets_of_one_name_are_told_apart():
    other = replace(tree("A", ["stay", "leave"], {}), title="the second")
    third = replace(tree("A", ["stop", "go"], {}), title="the third")
    names = [name for _, name, _ in sets(compose(CLOSE, other, third))]
    assert len(set(names)) == len(names) == 7
    assert names[:3] == ["start", "start, after close", "start, after close, stay"]


def rain(odds, names=("rain", "sun")):
    return family_from_tree(
        ["A"], Chance(dict(zip(names, ((odds, [1]), (f"1 - {odds}", [0])), strict=True))), {}
    )


def test_one_draw_of_chance_is_made_once():
    assert len(list(compose(rain("1/3"), rain("1/3")).form.terminals())) == 2
    assert len(list(compose(rain("1/3"), rain("1/3", ("wind", "calm"))).form.terminals())) == 4
    with pytest.raises(
        InvalidGame, match="chance draws rain and sun with different probabilities in part 1 and part 2"
    ):
        compose(rain("1/3"), rain("1/2"))


@pytest.mark.parametrize(
    ("low", "high", "baseline", "unit", "message"),
    [
        (0, 6, 2, "", "the range of 'd' is 0 to 5 in part 1 and 0 to 6 in part 2"),
        (0, 5, 3, "", "the baseline of 'd' is 2 in part 1 and 3 in part 2"),
        (0, 5, 2, "apples", "the unit of 'd' is none in part 1 and apples in part 2"),
    ],
)
def test_shared_parameters_agree(low, high, baseline, unit, message):
    with pytest.raises(InvalidGame, match=message):
        compose(CLOSE, tree("B", ["x", "y"], {"d": Parameter("d", low, high, baseline, unit)}))


def test_what_the_whole_declares_has_its_baseline_from_there():
    other, own = (Parameter("d", 0, 5, baseline) for baseline in (3, 4))
    whole = compose(CLOSE, tree("B", ["x", "y"], {"d": other}), parameters={"d": own})
    assert whole.baseline["d"] == 4
    with pytest.raises(InvalidGame, match="the range of 'd' is 0 to 5 in part 1 and 0 to 9 in the links"):
        compose(CLOSE, parameters={"d": Parameter("d", 0, 9, 2)})


def test_what_does_not_fit_together_is_refused():
    with pytest.raises(
        InvalidGame,
        match="A chooses between close, open in part 1 and between close, wait in part 2: 'close' is",
    ):
        compose(CLOSE, tree("A", ["close", "wait"]))
    backwards = family_from_tree(
        ["A", "B"],
        Move(
            "B",
            "start",
            {b: Move("A", f"after {b}", {"close": [0, 0], "open": [0, 0]}) for b in ("fight", "host")},
        ),
        {},
    )
    with pytest.raises(
        InvalidGame, match=r"different orders.*: A between close and open; B between fight and host"
    ):
        compose(ANSWER, backwards)
    with pytest.raises(InvalidGame, match="part 2 is a table"):
        compose(CLOSE, family_from_table(["A"], [["x", "y"]], [[0], [1]], {}))
    with pytest.raises(InvalidGame, match="at least one part"):
        compose()
    with pytest.raises(InvalidGame, match="the parts have the players A, B; the order given is A, C"):
        compose(CLOSE, FIGHT, players=["A", "C"])


@pytest.mark.parametrize(
    ("sees", "message"),
    [
        ("nothing", "expected 'everything' or"),
        ({"C": ["A"]}, "'C' is not a player"),
        ({"A": ["C"]}, "'C', seen by A, is not a player"),
        ({"A": "B"}, "expected a list of those whose moves A sees"),
    ],
)
def test_who_sees_whom_is_checked(sees, message):
    with pytest.raises(InvalidGame, match=message):
        compose(CLOSE, FIGHT, sees=sees)


def test_too_large_a_whole_is_refused(monkeypatch):
    monkeypatch.setattr(synchronized_trees, "MOST_NODES", 6)
    with pytest.raises(Unsupported, match="more than 6 nodes"):
        compose(CLOSE, FIGHT)


def test_moves_are_renamed_with_their_terms():
    renamed = rename(CLOSE, {"A": {"close": "restrict"}})
    assert sets(renamed) == [("A", "start", ("restrict", "open"))]
    assert renamed.terms[0].when == (("A", "restrict"),)
    assert paid(renamed, "restrict") == {"A": "-d"}
    assert rename(rain("1/3"), {"chance": {"rain": "storm"}}).form.labels(0) == ("storm", "sun")
    with pytest.raises(InvalidGame, match="'A' has no move 'shut'; there are close, open"):
        rename(CLOSE, {"A": {"shut": "restrict"}})
    with pytest.raises(InvalidGame, match="open"):
        rename(CLOSE, {"A": {"close": "open"}})


def test_a_settled_move_leaves_nothing_to_decide():
    left = settle(ANSWER, {"A": ["close"]})
    assert sets(left) == [("B", "after close", ("fight", "host"))]
    assert paid(left, "host") == {"A": "-d", "B": "-d"}
    assert left.terms == ()  # both terms depend on a move that is no longer made
    assert solve(left.at(), concept="nash").profiles[0].plays("B", "fight", "after close") == 1
    with pytest.raises(InvalidGame, match="'A' has no move 'shut' to make; there are close, open"):
        settle(ANSWER, {"A": ["shut"]})
    with pytest.raises(InvalidGame, match="A cannot make both 'close' and 'open' at 'start'"):
        settle(ANSWER, {"A": ["open", "close"]})
