"""Changes that an action brings, split into the direct effect and each reaction."""

from fractions import Fraction

import pytest
from witnesses.certificates import data_of, resale

import gametheory_paradox as gp
from gametheory_paradox.clock import Clock
from gametheory_paradox.detectors import Channels, channels
from gametheory_paradox.detectors.at_point import EquilibriumSolver
from gametheory_paradox.detectors.splits import _frozen_one_by_one
from gametheory_paradox.errors import CertificateRejected, InvalidGame, Unsupported
from gametheory_paradox.forms import ExtensiveForm, Move, NormalForm
from gametheory_paradox.models import family_from_table, family_from_tree
from gametheory_paradox.paradoxes.question import Question

MOVE = {"mover": "Pakistan", "action": "restrict", "at": "after suppress"}


def point(value):
    return Fraction(value), Fraction(value)


def test_the_border_split_as_by_hand():
    # V=110 c=28 r_C=60 r_N=60 h=17 k=10 d=12 l=6.  Pakistan restricts after suppression: r_C > c + h, frozen
    # or not. Without: the Taliban suppress (-10 > -18), the border is open, IS-K holds: V. With: hosting
    # costs the Taliban d + l = 18, suppressing k + d + l = 28, or 22 if IS-K holds; they host: r_N - c - h.
    without, free = 110, 60 - 28 - 17
    taliban = 110 + 60 - 28 - 17  # suppress, restrict, expand
    isk = free  # IS-K holds only where nobody goes
    both = 110 + 60 - 28  # suppress, restrict, hold
    found = channels(gp.load("seed/trade-restriction").at(r_C=60, k=10), **MOVE)
    assert found.name == "exact"
    assert found.without == point(without)
    assert found.payoffs == {
        frozenset(): point(free),
        frozenset(["Taliban"]): point(taliban),
        frozenset(["IS-K"]): point(isk),
        frozenset(["Taliban", "IS-K"]): point(both),
    }
    assert found.change == point(-95)
    assert found.direct == point(32)
    assert found.reactions == {
        "Taliban": point(Fraction((isk - both) + (free - taliban), 2)),
        "IS-K": point(Fraction((taliban - both) + (free - isk), 2)),
    }
    assert found.reactions == {"Taliban": point(Fraction(-237, 2)), "IS-K": point(Fraction(-17, 2))}
    assert found.habits["IS-K"] == {
        "border open after suppress": "hold",
        "border closed after suppress": "hold",
    }
    for part in ("by −95", "itself +32", "Taliban’s reaction −237/2", "IS-K’s reaction −17/2"):
        assert part in found.sentence()


def test_coercion_that_a_third_party_answers():
    # 3, +1 for coercing, +2 where the Taliban suppress, -4 where IS-K expands; coercing is dominant.
    found = channels(gp.load("seed/third-party-expansion"), mover="Pakistan", action="coerce")
    assert found.change == point(2 - 3)
    assert found.direct == point(1)
    assert found.reactions == {"Taliban": point(2), "IS-K": point(-4)}


def test_it_agrees_with_the_third_party_paradox_where_both_freeze():
    game = gp.load("seed/third-party-expansion")
    asked = {"mover": "Pakistan", "action": "coerce"}
    found = channels(game, **asked)
    verdict = gp.detect(game, "third-party", third="IS-K", target="Taliban", **asked)
    assert found.payoffs[frozenset(["IS-K"])] == point(
        verdict.comparison.payoffs["with, third party frozen"].low
    )
    assert found.payoffs[frozenset(["Taliban"])] == point(
        verdict.comparison.payoffs["with, target frozen"].low
    )


def test_a_lone_decision_maker_has_a_direct_effect_alone():
    game = NormalForm.from_tables(["A", "B"], [["x", "y"], ["z"]], [[1], [4]], [[0], [0]])
    found = channels(game, mover="A", action="y")
    assert (found.habits, found.name) == ({}, "exact")
    assert found.direct == found.change == point(3)
    assert found.reactions == {"B": point(0)}


def coordination():
    """Without "c" A and B do (a, a); with it both also coordinate on (c, b), which pays A differently."""
    return NormalForm.from_tables(
        ["A", "B"], [["a", "c"], ["a", "b"]], [[2, 0], [0, 1]], [[2, 0], [0, 1]], title="Coordination"
    )


def test_several_equilibria_give_intervals_that_some_choice_attains():
    found = channels(coordination(), mover="A", action="c")
    # with: (a, a) pays 2, (c, b) pays 1, and a mixture 2/3; without: 2; B frozen at a: 2
    assert found.name == "bounds"
    assert found.without == found.payoffs[frozenset(["B"])] == point(2)
    assert found.change == found.reactions["B"] == (Fraction(-4, 3), 0)
    assert found.direct == point(0)
    assert "−4/3 to 0" in found.sentence()
    assert found.to_data()["change"] == {"lower": "-4/3", "upper": "0"}


def test_a_player_who_mixes_cannot_be_frozen():
    rows, columns = [[1, -1], [-1, 1], [5, 5]], [[-1, 1], [1, -1], [0, 0]]
    pennies = NormalForm.from_tables(["A", "B"], [["h", "t", "out"], ["h", "t"]], rows, columns)
    found = channels(pennies, mover="A", action="out")
    assert found.name == "undecided"
    assert found.why == "without 'out' B does not do one thing in every equilibrium: h or t"
    assert (found.direct, found.reactions) == (None, {})
    assert found.change == point(5)  # of what is known nothing is held back
    assert found.why in found.sentence()
    assert "direct effect" not in str(found)


def answered_after(habits):
    """A stays or goes; B then chooses among things that it does not have, or has, where A stays."""
    stayed = Move("B", "stayed", {action: (1, pays) for action, pays in habits.items()})
    gone = Move("B", "gone", {"this": (3, 0), "that": (0, 1)})
    tree = Move("A", "start", {"stay": stayed, "go": gone})
    return ExtensiveForm.from_tree(["A", "B"], tree)


def test_a_set_that_only_the_action_leads_to_is_frozen_at_the_usual_choice():
    found = channels(answered_after({"this": 1, "that": 0}), mover="A", action="go")
    assert found.habits == {"B": {"stayed": "this", "gone": "this"}}
    assert (found.change, found.direct, found.reactions) == (point(0), point(2), {"B": point(-2)})


def test_who_moves_only_after_the_action_is_frozen_at_its_plan():
    # Without "go" B does "these"; with it B plans "that", which leaves A 0, and so A stays: 1 either way.
    found = channels(answered_after({"these": 1, "those": 0}), mover="A", action="go")
    assert (found.habits, found.plans) == ({"B": {"stayed": "these", "gone": "that"}}, {"B": ("gone",)})
    assert (found.change, found.direct, found.reactions) == (point(0), point(0), {"B": point(0)})
    assert found.sentence().endswith(
        "B has nothing that it could go on doing at “gone”: it is frozen at what it plans there with the "
        "action, “that”, and that counts to the action itself."
    )
    checked = gp.verify(found.certificate)
    assert (checked.kind, checked.verdict) == ("channels", "exact")
    assert gp.explain(found.certificate).startswith(found.sentence())


def test_a_resale_counts_to_the_ban_and_only_the_supplier_reacts():
    # Without a ban the supplier escalates and the EU buys: -6. With it EU bans and Transit resells: the
    # supplier would get -4, and withdraws: 2. With the supplier frozen the EU bans, and gets -3.
    found = channels(resale(), mover="EU", action="ban", at="after escalate")
    assert (found.without, found.habits["Transit"], found.plans) == (
        point(-6),
        {"banned": "resell"},
        {"Transit": ("banned",)},
    )
    assert (found.change, found.direct) == (point(8), point(3))
    assert found.reactions == {"Supplier": point(5), "Transit": point(0)}


@pytest.mark.parametrize(
    "change", [{"plans": {}}, {"plans": {"Transit": []}}, {"plans": {"Supplier": ["start"]}}]
)
def test_a_certificate_names_every_plan(change):
    data = data_of(channels(resale(), mover="EU", action="ban", at="after escalate").certificate)
    gp.verify(data)
    with pytest.raises(CertificateRejected):
        gp.verify({**data, **change})
    with pytest.raises(CertificateRejected):
        gp.verify({name: value for name, value in data.items() if name != "plans"})


def test_a_plan_that_is_not_one_thing_leaves_it_undecided():
    after = Move("B", "gone", {"this": (3, 1), "that": (0, 1)})
    tree = Move("A", "start", {"stay": (1, 0), "go": after})
    found = channels(ExtensiveForm.from_tree(["A", "B"], tree), mover="A", action="go")
    assert found.why == (
        "without 'go' B does no one thing that it could go on doing at 'gone', and with it it does not plan "
        "one thing there in every equilibrium"
    )


def test_an_equilibrium_that_never_comes_to_a_set_says_no_plan_there():
    # In Nash equilibria A may stay because B would do "that", which nothing holds it to.
    found = channels(answered_after({"these": 1, "those": 0}), mover="A", action="go", concept="nash")
    assert "does no one thing that it could go on doing at 'gone'" in found.why


def test_a_change_that_leads_somebody_new_to_move_freezes_it_at_its_plan():
    after = Move("B", "gone", {"this": (3, 0), "that": (1, 1)})
    family = family_from_tree(
        ["A", "B"], Move("A", "start", {"stay": ("s", 0), "go": after}), {"s": (0, 4, 2)}
    )
    found = channels(family, mover="A", parameter="s", low=2, high=0)
    assert (found.change, found.direct, found.plans) == (point(-1), point(-1), {"B": ("gone",)})
    assert "what it plans there after the change, “that”, and that counts to the change itself" in str(found)


def test_equilibria_that_are_not_listed_leave_it_undecided():
    found = channels(answered_after({"this": 1, "that": 1}), mover="A", action="go")
    assert (
        found.why
        == "without 'go' B may do several things: there are infinitely many equilibria, not all of them "
        "listed"
    )


def test_a_spent_budget_leaves_it_undecided():
    rows = [[[1, 0], [0, 1]], [[0, 1], [1, 0]]]
    game = NormalForm.from_tables(
        ["A", "B", "C"], [["a", "b"]] * 3, rows, rows, [[[0, 1], [1, 0]], [[1, 0], [0, 1]]]
    )
    found = channels(game, mover="A", action="b", budget=0)
    assert found.name == "undecided"
    assert "budget" in found.why


def test_names_and_concepts_are_checked():
    game = coordination()
    with pytest.raises(InvalidGame, match="'Zoe' is not a player"):
        channels(game, mover="Zoe", action="c")
    with pytest.raises(InvalidGame, match="A has no action 'b'"):
        channels(game, mover="A", action="b")
    with pytest.raises(Unsupported, match="'vibes' is not offered"):
        channels(game, mover="A", action="c", concept="vibes")


def test_more_than_ten_players_are_refused():
    players = tuple(f"P{number}" for number in range(12))
    game = NormalForm(players, (("a",),) * 12, ((Fraction(0),) * 12,))
    habits = {who: {"": "a"} for who in players[1:]}
    question = Question(mover="P0", action="a", concept="nash")
    many = Channels(game, question, game, habits, point(0), {frozenset(): point(0)})
    with pytest.raises(Unsupported, match=r"11 players could react, .*; at most 10 may"):
        _frozen_one_by_one(many, EquilibriumSolver("nash", "P0", Clock(None)))


def test_it_is_shown():
    found = channels(coordination(), mover="A", action="c")
    assert str(found) == repr(found)
    assert "reaction of B" in str(found)
    assert "<table" in found._repr_html_()


def strength():
    """t is worth t to Row in all cells; Column leaves where t > 1/2 (−3 for Row), Ann where t > 3/4."""
    cells = [
        [
            [("5 + t", 1, 1), ("4 + t", 1, "1/4 + t")],
            [("2 + t", "1/2 + t", 1), ("1 + t", "1/2 + t", "1/4 + t")],
        ],
        [[("4 + t", 1, 1), ("3 + t", 1, "1/4 + t")], [("1 + t", "1/2 + t", 1), ("t", "1/2 + t", "1/4 + t")]],
    ]
    actions = [["up", "down"], ["trade", "leave"], ["help", "shun"]]
    return family_from_table(["Row", "Column", "Ann"], actions, cells, {"t": (0, 2, 0), "s": (0, 1, 0)})


def test_a_change_of_a_parameter_is_split_as_by_hand():
    family, change = strength(), {"mover": "Row", "parameter": "t", "low": 0, "high": 1}
    found = channels(family, **change)
    # before: up, trade, help: 5; after: up, leave, shun: 2; with one of them frozen 3 and 5, with both 6
    assert (found.name, found.without) == ("exact", point(5))
    payoffs = {(): 2, ("Column",): 5, ("Ann",): 3, ("Column", "Ann"): 6}
    assert found.payoffs == {frozenset(held): point(paid) for held, paid in payoffs.items()}
    assert (found.change, found.direct) == (point(-3), point(1))
    assert found.reactions == {"Column": point(-3), "Ann": point(-1)}
    assert found.habits == {"Column": {"": "trade"}, "Ann": {"": "help"}}
    assert found.sentence() == (
        "The change of t from 0 to 1 changes what Row gets by −3: the change itself +1; Column’s reaction "
        "−3; Ann’s reaction −1."
    )
    verdict = gp.detect(family, "comparative-statics", **change)
    assert verdict.comparison.gap == -found.change[0]
    checked = gp.verify(found.certificate)
    assert (checked.kind, checked.verdict, checked.game) == (
        "channels",
        "exact",
        gp.forms.game_hash(family.fix({"s": Fraction(0)})),
    )
    assert gp.explain(found.certificate).startswith(
        "The change of t from 0 to 1 changes what Row gets by −3: the change itself +1;"
    )
    assert "\\mbox{\\scriptsize the change itself}" in gp.views.explain_latex(found)
    assert "before the change" in str(found)


def test_half_of_a_change_moves_half_of_the_players():
    found = channels(strength(), mover="Row", parameter="t", low=0, high="5/8", values={"s": 1})
    assert found.reactions == {"Column": point(-3), "Ann": point(0)}
    back = channels(strength(), mover="Row", parameter="t", low=1, high=0)
    assert (back.change, back.direct) == (point(3), point(-1))
    assert back.habits == {"Column": {"": "leave"}, "Ann": {"": "shun"}}


def test_a_change_that_finds_somebody_mixing_is_not_split():
    pennies = family_from_table(
        ["A", "B"], [["h", "t"]] * 2, [[("1 + x", -1), (-1, 1)], [(-1, 1), (1, -1)]], {"x": (0, 1, 0)}
    )
    found = channels(pennies, mover="A", parameter="x", low=0, high=1)
    assert (found.name, found.certificate) == ("undecided", None)
    assert found.why == "before the change B does not do one thing in every equilibrium: h or t"
    assert found.change == point(Fraction(1, 5))
    assert found.sentence().startswith(
        "What the change of x from 0 to 1 changes for A cannot be traced: before the change B"
    )
    spent = channels(strength(), mover="Row", parameter="t", low=0, high=1, budget=0)
    assert spent.name == "undecided"
    assert spent.why.startswith(("before the change: ", "after the change: ", "with "))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, "the option paradox asks for action, .*; missing: action"),
        (
            {"action": "up", "parameter": "t", "low": 0, "high": 1},
            "comparative-statics .*; not asked for: action",
        ),
        ({"parameter": "t", "low": 0}, "comparative-statics .*; missing: high"),
        ({"parameter": "q", "low": 0, "high": 1}, "'q' is not a parameter"),
        ({"parameter": "t", "low": 0, "high": 9}, "outside the declared range"),
        ({"parameter": "t", "low": 0, "high": 1, "values": {"t": 1}}, "'t' is the parameter that changes"),
        ({"parameter": "t", "low": 0, "high": 1, "at": "start"}, "not asked for: at"),
        ({"parameter": "t", "low": 0, "high": 1, "mover": "Zoe"}, "'Zoe' is not a player"),
        ({"action": "up", "low": 0}, "not asked for: low"),
    ],
)
def test_what_is_asked_of_a_change_is_checked(asked, said):
    with pytest.raises(InvalidGame, match=said):
        channels(strength(), **{"mover": "Row", **asked})
    with pytest.raises(InvalidGame, match="is asked about a family"):
        channels(strength().at(), mover="Row", parameter="t", low=0, high=1)


def test_channels_are_offered_for_one_players_option_and_for_a_change():
    dilemma = NormalForm.from_tables(["A", "B"], [["arm", "not"]] * 2, [[1, 3], [0, 2]], [[1, 0], [3, 2]])
    with pytest.raises(Unsupported, match="for one player's action, not for a coalition's"):
        channels(dilemma, mover="A", action="arm", coalition=["A", "B"])
    with pytest.raises(
        Unsupported,
        match="channels are offered for option, comparative-statics and dynamic-backfire, not for realized",
    ):
        channels(dilemma, "realized", mover="A", action="arm", benchmark=3)


def test_payoffs_on_curved_pieces_are_not_split():
    zeros = [[[[0, 0], [0, 0]]] * 2] * 2
    game = gp.NormalForm.from_tables(
        ["Ann", "Bob", "Cat"], [["a", "b"]] * 3, [[[-1, 0], [0, 0]], [[0, 0], [0, -1]]], *zeros
    )
    found = channels(game, mover="Ann", action="a")
    assert found.name == "undecided"
    assert "there are infinitely many equilibria, not all of them listed" in found.why
