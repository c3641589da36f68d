"""The guard-rails as theorems: where one covers, brute force finds no paradox; none covers too much."""

import sys
from collections import Counter
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import strategies as st
from witnesses.brute_force import Table, option_in_table, option_in_tree
from witnesses.games import (
    QUANTIFIERS,
    asked,
    constant_sum_tables,
    constant_sum_trees,
    lone_tables,
    lone_trees,
    paradoxes_in_trees,
    restraint_trees,
    seen_by_nobody,
    strategic_form,
    tables,
    trees,
    wide,
)
from witnesses.sampling import always, cases, seen

from gametheory_paradox import catalog
from gametheory_paradox.detectors import detect
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms import Chance, ExtensiveForm, Move, NormalForm, delete, scope_of
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.paradoxes.definition import with_and_without
from gametheory_paradox.paradoxes.guard_rails import GUARD_RAILS
from gametheory_paradox.paradoxes.question import Question

T1, T2, T4 = RAILS = [rail for rail in GUARD_RAILS if rail.paradox == "option"]
CONCEPTS = ("nash", "subgame-perfect", "strong-stackelberg")


def covering(game, request, concept, quantifier):
    question = Question(concept=concept, quantifier=quantifier, **request)
    games = with_and_without(game, question)
    return [rail.name for rail in RAILS if rail.covers(game, question, games)]


def alone(games):
    """A game and something to ask about it, but for taking an action from a coalition."""
    return asked(games).filter(lambda case: "coalition" not in case[1])


def at_the_root(games):
    """A tree and its first move."""

    def first(game):
        info = game.information_sets[game.nodes[0].information_set]
        return {"mover": info.player, "at": [info.name]}

    return st.tuples(games, st.sampled_from("ab")).map(
        lambda drawn: (drawn[0], {**first(drawn[0]), "action": drawn[1]})
    )


def plans(game):
    return game if isinstance(game, NormalForm) else strategic_form(game)


@cases(26, 2500)
def test_t1_a_lone_decision_maker_is_never_hurt(count):
    @always(
        count,
        alone(st.one_of(lone_trees(), lone_tables())),
        st.sampled_from(CONCEPTS[:2]),
        st.sampled_from(QUANTIFIERS),
    )
    def law(case, concept, quantifier):
        game, request = case
        assert "T1" in covering(game, request, concept, quantifier)
        scope = scope_of(game, request["mover"], request["action"], request.get("at", ()))
        # A lone decision maker gets the most that any of its plans gives.
        has, lacks = (max(cell[0] for cell in plans(side).payoffs) for side in (game, delete(game, scope)))
        assert lacks <= has


@cases(9, 2500)
def test_t2_in_a_two_player_constant_sum_table_no_option_hurts(count):
    @always(count, alone(constant_sum_tables()), st.sampled_from(QUANTIFIERS))
    def law(case, quantifier):
        game, request = case
        assert "T2" in covering(game, request, "nash", quantifier)
        truth = option_in_table(game, request["mover"], request["action"])
        assert not truth.hurts(quantifier)
        assert len(set(truth.has.values)) == len(set(truth.lacks.values)) == 1
        assert detect(game, quantifier=quantifier, **request).name == "impossible"


@cases(14, 2500)
def test_t2_in_a_two_player_constant_sum_tree_no_option_hurts(count):
    @always(count, alone(constant_sum_trees()), st.sampled_from(QUANTIFIERS))
    def law(case, quantifier):
        game, request = case
        for concept in CONCEPTS[:2]:
            assert "T2" in covering(game, request, concept, quantifier)
        # The value is the same for both concepts; brute force over subgame perfect plans knows it.
        truth = option_in_tree(game, **request).option
        assert not truth.hurts(quantifier)
        assert len(set(truth.has.values)) == len(set(truth.lacks.values)) == 1


@cases(22, 2500)
def test_t2_with_hidden_moves_no_option_hurts(count):
    @always(count, alone(seen_by_nobody()), st.sampled_from(CONCEPTS[:2]), st.sampled_from(QUANTIFIERS))
    def law(case, concept, quantifier):
        game, request = case
        assert "T2" in covering(game, request, concept, quantifier)
        scope = scope_of(game, request["mover"], request["action"], request.get("at", ()))
        who = game.players.index(request["mover"])
        sides = (game, delete(game, scope))
        (has,), (lacks,) = (set(Table.of(plans(side)).payoffs(who).values) for side in sides)
        assert lacks <= has


@cases(31, 2500)
def test_t3_an_unused_row_never_lowers_the_value_of_commitment(count):
    @always(count, st.one_of(tables(), tables(wide)), st.sampled_from("ab"), st.sampled_from(QUANTIFIERS))
    def law(game, action, quantifier):
        request = {"mover": game.players[0], "action": action}
        # No verdict has this concept.
        assert covering(game, request, "strong-stackelberg", quantifier) == []
        row = game.actions[0].index(action)
        assert Table.of(game).without({row}, set()).commitment_value() <= Table.of(game).commitment_value()


@cases(22, 3000)
def test_t4_the_root_move_is_never_a_strong_best_or_worst_paradox(count):
    games = at_the_root(st.one_of(trees(root="move"), trees(wide, root="move")))

    @always(count, games, st.sampled_from(["strong", "best", "worst"]))
    def law(case, quantifier):
        game, request = case
        assert "T4" in covering(game, request, "subgame-perfect", quantifier)
        assert not option_in_tree(game, **request).option.hurts(quantifier)
        assert detect(game, quantifier=quantifier, **request).name == "impossible"


@cases(11, 2000)
def test_wherever_detect_says_impossible_the_search_finds_no_paradox(count):
    trees_of_all_sorts = st.one_of(
        trees(), restraint_trees(), trees(players=st.just(1)), constant_sum_trees()
    )
    games = asked(st.one_of(trees_of_all_sorts, tables(), constant_sum_tables()))

    @always(count, st.one_of(games, paradoxes_in_trees()), st.sampled_from(QUANTIFIERS))
    def law(case, quantifier):
        game, request = case
        found = detect(game, quantifier=quantifier, **request)
        if found.name == "impossible":
            assert found.comparison is None
            assert found.why.startswith(("T1: ", "T2: ", "T4: "))
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(
                    sys.modules["gametheory_paradox.detectors.at_point"], "rail_for", lambda *_: None
                )
                assert detect(game, quantifier=quantifier, **request).name in ("absent", "undecided")


@pytest.mark.slow
def test_every_guard_rail_is_reached_often_under_everything_it_covers():
    def tally(games, count, concepts):
        fired = Counter()

        @seen(count, asked(games))
        def _(case):
            game, request = case
            for concept, quantifier in product(concepts, QUANTIFIERS):
                for name in covering(game, request, concept, quantifier):
                    fired[name, concept, quantifier] += 1

        return fired

    lone = tally(st.one_of(lone_trees(), lone_tables()), 100, CONCEPTS)
    constant = tally(st.one_of(constant_sum_tables(), constant_sum_trees(), seen_by_nobody()), 100, CONCEPTS)
    tabled, rooted = tally(tables(), 100, CONCEPTS), tally(trees(), 200, CONCEPTS)
    both = product(CONCEPTS[:2], QUANTIFIERS)
    for concept, quantifier in both:
        assert lone["T1", concept, quantifier] >= 50
        assert constant["T2", concept, quantifier] >= 40
    for quantifier in QUANTIFIERS:
        assert (rooted["T4", "subgame-perfect", quantifier] >= 10) == (quantifier != "possible")
    everything = lone + constant + tabled + rooted
    allowed = {(name, c, q) for name in ("T1", "T2") for c, q in product(CONCEPTS[:2], QUANTIFIERS)}
    allowed |= {("T4", "subgame-perfect", q) for q in QUANTIFIERS if q != "possible"}
    assert set(everything) == allowed


# --- where each of them stops
# ---------------------------------------------------------------------------------------


ENTRY = Move(
    "E", "entry", {"in": Move("I", "after entry", {"fight": (-1, -1), "yield": (1, 1)}), "out": (0, 2)}
)


def test_t4_covers_the_chain_store_under_subgame_perfection_only():
    game = ExtensiveForm.from_tree(["E", "I"], ENTRY)
    for quantifier in QUANTIFIERS:
        covered = covering(game, {"mover": "E", "action": "out"}, "subgame-perfect", quantifier)
        assert covered == (["T4"] if quantifier != "possible" else [])
        assert covering(game, {"mover": "E", "action": "out"}, "nash", quantifier) == []
    assert detect(game, mover="E", action="out", quantifier="worst").name == "impossible"
    assert detect(game, mover="E", action="out", quantifier="worst", concept="nash").name == "present"


def test_under_nash_the_chain_store_holds_the_paradox_with_quantifier_worst():
    # The threat to fight keeps the entrant out in some equilibria; without "out" it cannot be kept out.
    table = strategic_form(ExtensiveForm.from_tree(["E", "I"], ENTRY))
    assert table.payoffs == ((-1, -1), (1, 1), (0, 2), (0, 2))
    found = detect(table, mover="E", action="1", quantifier="worst")
    assert (found.name, found.comparison.gap) == ("present", 1)
    assert (found.comparison.with_action.low, found.comparison.without_action.low) == (0, 1)
    for quantifier in ("strong", "best"):
        assert detect(table, mover="E", action="1", quantifier=quantifier).name == "absent"


def security_with(third):
    base = catalog.load("literature/dobss-2008/security").at()
    cells = tuple((*cell, third(cell)) for cell in base.payoffs)
    return NormalForm((*base.players, "dummy"), (*base.actions, ("wait",)), cells)


def test_t2_does_not_cover_three_players_whose_payoffs_sum_to_zero():
    game = security_with(lambda cell: -sum(cell))
    assert {sum(cell) for cell in game.payoffs} == {0}
    request = {"mover": "leader", "action": "a"}
    assert all(covering(game, request, concept, "strong") == [] for concept in CONCEPTS[:2])
    found = detect(game, **request)
    assert (found.name, found.comparison.with_action.values, found.comparison.without_action.values) == (
        "present",
        (2,),
        (3,),
    )


def test_t2_does_not_cover_a_sum_that_is_constant_but_for_one_cell():
    game = NormalForm.from_tables(["L", "F"], [["a", "b"], ["c", "d"]], [[2, 4], [1, 3]], [[1, -1], [2, 1]])
    assert covering(game, {"mover": "L", "action": "a"}, "nash", "strong") == []


def test_t1_stops_where_somebody_else_has_a_choice_or_loses_one():
    game = ExtensiveForm.from_tree(
        ["A", "B"], Move("A", "s", {"l": Move("B", "t", {"x": (1, 0)}), "r": (0, 0)})
    )
    request = {"mover": "A", "action": "l"}
    assert covering(game, request, "subgame-perfect", "possible") == ["T1"]
    assert covering(game, {**request, "coalition": ["A"]}, "subgame-perfect", "possible") == []
    two = ExtensiveForm.from_tree(
        ["A", "B"], Move("A", "s", {"l": Move("B", "t", {"x": (1, 0), "y": (1, 1)}), "r": (0, 0)})
    )
    assert covering(two, request, "subgame-perfect", "possible") == []


def test_no_guard_rail_covers_a_player_who_forgets_what_it_did():
    def second(left, right):
        return Move("A", "second", {"l": (left, -left), "r": (right, -right)})

    game = ExtensiveForm.from_tree(["A", "B"], Move("A", "first", {"l": second(2, 0), "r": second(0, 1)}))
    for concept, quantifier in product(CONCEPTS, QUANTIFIERS):
        for request in ({"mover": "A", "action": "l"}, {"mover": "A", "action": "l", "at": ["second"]}):
            assert covering(game, request, concept, quantifier) == []


LATER = Move(
    "Ann",
    "start",
    {
        "comply": Move("Bob", "complied", {"punish": (-8, 11), "refrain": (-3, 10)}),
        "not": Move("Bob", "did not", {"punish": (-5, 2), "refrain": (0, 0)}),
    },
)


def test_t4_does_not_cover_later_nodes_where_a_paradox_can_be():
    game = ExtensiveForm.from_tree(["Ann", "Bob"], LATER)
    for quantifier in QUANTIFIERS:
        request = {"mover": "Bob", "action": "punish", "at": ["complied"]}
        assert covering(game, request, "subgame-perfect", quantifier) == []
        assert detect(game, quantifier=quantifier, **request).name == "present"


def test_a_paradox_of_the_root_mover_itself_at_a_later_node():
    # Ann cannot keep a promise to Bob that she would gladly make: without "grab" at the end he trusts her.
    trusted = Move("Ann", "trusted", {"grab": (3, -1), "share": (2, 2)})
    asked = Move("Bob", "asked", {"trust": trusted, "refuse": (1, 1)})
    game = ExtensiveForm.from_tree(["Ann", "Bob"], Move("Ann", "start", {"ask": asked, "leave": (0, 0)}))
    assert covering(game, {"mover": "Ann", "action": "grab"}, "subgame-perfect", "strong") == []
    found = detect(game, mover="Ann", action="grab")
    assert (found.name, found.comparison.gap) == ("present", 1)
    assert detect(game, mover="Ann", action="leave").name == "impossible"


def test_t4_does_not_cover_an_action_lost_at_the_root_and_elsewhere():
    then = Move("Bob", "then", {"x": Move("Ann", "last", {"a": (3, -1), "b": (2, 2)}), "y": (0, 0)})
    game = ExtensiveForm.from_tree(["Ann", "Bob"], Move("Ann", "first", {"a": (1, 0), "b": then}))
    assert covering(game, {"mover": "Ann", "action": "a", "at": ["first"]}, "subgame-perfect", "strong") == [
        "T4"
    ]
    assert covering(game, {"mover": "Ann", "action": "a"}, "subgame-perfect", "strong") == []
    # With "a" she gets 1; without it at both sets Bob trusts her and she gets 2.
    found = detect(game, mover="Ann", action="a")
    assert (found.name, found.comparison.gap) == ("present", 1)


def test_t4_does_not_cover_possible_where_ties_make_it_present():
    tree = Move("Ann", "start", {"in": Move("Bob", "then", {"kind": (5, 0), "cruel": (0, 0)}), "out": (1, 0)})
    game = ExtensiveForm.from_tree(["Ann", "Bob"], tree)
    request = {"mover": "Ann", "action": "out"}
    assert covering(game, request, "subgame-perfect", "possible") == []
    assert [detect(game, quantifier=q, **request).name for q in QUANTIFIERS] == ["impossible"] * 3 + [
        "present"
    ]
    truth = option_in_tree(game, **request).option
    assert (truth.has.values, truth.lacks.values, truth.hurts("possible")) == ((1, 5), (0, 5), True)


def test_t4_does_not_cover_a_move_after_chance_or_a_coalition():
    half = Fraction(1, 2)
    tree = Chance(
        {"heads": (half, Move("Ann", "start", {"a": (1, 0), "b": (0, 0)})), "tails": (half, (0, 0))}
    )
    game = ExtensiveForm.from_tree(["Ann", "Bob"], Move("Bob", "first", {"a": tree, "b": (0, 1)}))
    after = ExtensiveForm.from_tree(["Ann", "Bob"], tree)
    assert covering(game, {"mover": "Ann", "action": "a"}, "subgame-perfect", "strong") == []
    assert covering(after, {"mover": "Ann", "action": "a"}, "subgame-perfect", "strong") == ["T1"]
    assert (
        covering(
            game, {"mover": "Bob", "action": "a", "coalition": ["Bob", "Ann"]}, "subgame-perfect", "strong"
        )
        == []
    )


def test_a_guard_rail_is_asked_before_any_search(monkeypatch):
    def never(*_, **__):
        raise AssertionError("a search was started")

    monkeypatch.setattr("gametheory_paradox.detectors.memory.solve", never)
    game = ExtensiveForm.from_tree(["E", "I"], ENTRY)
    assert detect(game, mover="E", action="out").name == "impossible"
    with pytest.raises(AssertionError, match="a search was started"):
        detect(game, mover="I", action="fight")


def test_a_stackelberg_leader_is_not_a_player_under_nash():
    game = catalog.load("literature/dobss-2008/security").at()
    assert detect(game, mover="leader", action="a").name == "present"
    assert solve(game).payoffs == ((2, 1),)
    with pytest.raises(Unsupported):
        detect(game, mover="leader", action="a", concept="strong-stackelberg")
