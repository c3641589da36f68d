"""Trees in which three and more choose, and not all is seen: laws of what is proved of their equilibria."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from itertools import product
from random import Random

import pytest
from laws.both_checkers import seconded, verified
from laws.test_curved_equilibria import degenerate
from oracles.trees.games import draw
from witnesses.certificates import data_of
from witnesses.many_players import root_of_one_half, table_of, tree_of, unseen_moves
from witnesses.sampling import cases

from gametheory_paradox.detectors import detect
from gametheory_paradox.detectors.at_point import EquilibriumProof, established
from gametheory_paradox.forms import ExtensiveForm, Move, Profile, expected_payoffs
from gametheory_paradox.forms.proofs.nash import is_nash, is_subgame_perfect
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.solvers.equilibria import Completeness
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import is_known
from gametheory_paradox.forms.tables.solvers.table_equilibria import table_equilibria
from gametheory_paradox.forms.trees.solvers import tree_table_equilibria as by_table

IS_ONE = {"nash": is_nash, "subgame-perfect": is_subgame_perfect}
each_concept = pytest.mark.parametrize("concept", sorted(IS_ONE))


def odds_of(found):
    return {profile.probabilities for profile in found.profiles}


@cases(20, 2000)
def test_a_table_and_the_tree_in_which_nobody_sees_a_move_have_the_same_equilibria(count):
    seen = Counter()
    for number in range(count):
        shape = [(2, 2, 2), (3, 2, 2), (2, 2, 2, 2)][number % 3 if count > 20 else number % 2]
        table = table_of(shape, degenerate(shape, f"tree {number}"))
        known = solve(table)
        for concept in IS_ONE:
            found = solve(tree_of(table), concept=concept)
            statuses = found.completeness.status, known.completeness.status
            assert statuses[0] == statuses[1] or (concept, statuses[0]) == ("subgame-perfect", "proved"), (
                number
            )
            if known.completeness.status == "proved":
                assert (odds_of(found), len(found.boxes)) == (odds_of(known), len(known.boxes)), number
                assert len(found.components) == len(known.components), number
                assert [own.points for own in found.curved] == [own.points for own in known.curved], number
                assert found.listed == known.listed, number
        seen[known.completeness.status, bool(known.curved)] += 1

    assert seen["proved", True] > count / 20
    assert seen["proved", False] > count / 2


@cases(12, 600)
def test_a_question_has_the_same_answer_of_a_table_and_of_its_tree(count):
    seen = Counter()
    for number in range(count):
        table = table_of((2, 2, 2), degenerate((2, 2, 2), f"asked {number}"))
        question = {"mover": table.players[number % 3], "action": table.actions[number % 3][0]}
        for quantifier in ("strong", "worst", "best"):
            known = detect(table, quantifier=quantifier, **question)
            for concept in IS_ONE:
                found = detect(tree_of(table), quantifier=quantifier, concept=concept, **question)
                assert (found.name, found.gap) == (known.name, known.gap), number
                if found.certificate is not None:
                    data = data_of(found.certificate)
                    verified(data)
                    seconded(data)
            seen[known.name] += 1

    assert seen["absent"] > count


def drawn(number, numbers, players=3):
    random = Random(f"many {number}")
    return draw(random, players, random.randint(8, 13), numbers), random


def on_a_grid(game, random, parts=4):
    """Some profiles with probabilities in so many parts, each set's often pure."""
    for _ in range(60):
        odds = []
        for info in game.information_sets:
            size = len(info.actions)
            drawn = (
                [random.randrange(size)] * parts
                if random.random() < 0.7
                else random.choices(range(size), k=parts)
            )
            odds.append(tuple(Fraction(drawn.count(action), parts) for action in range(size)))
        yield Profile(game.information_sets, tuple(odds))


def pure_ones(game):
    sets = game.information_sets
    for choices in product(*(range(len(info.actions)) for info in sets)):
        yield Profile.pure(sets, choices)


@each_concept
@cases(25, 2000)
def test_no_equilibrium_pays_what_is_beyond_the_range_that_is_proved(count, concept):
    seen = Counter()
    for number in range(count):
        game, random = drawn(number, (0, 1, 2))
        solved = solve(game, concept=concept, budget=20)
        if len({info.player for info in game.information_sets if len(info.actions) > 1}) < 3:
            continue
        every = [p for p in (*pure_ones(game), *on_a_grid(game, random)) if IS_ONE[concept](game, p)]
        assert all(IS_ONE[concept](game, own) for own in solved.profiles[:50])
        for player in game.players:
            found = established(game, solved, player)
            seen[type(found).__name__] += 1
            if isinstance(found, EquilibriumProof):
                paid = found.equilibria.payoffs(player)
                column = game.players.index(player)
                beyond = [expected_payoffs(game, own)[column] for own in every]
                assert all(paid.low <= own <= paid.high for own in beyond), number
                seen["curved"] += not solved.listed
                seen["compared"] += len(beyond)

    assert seen["EquilibriumProof"] > 2 * seen["str"]
    assert min(seen["curved"], seen["compared"] / 20) > count / 20


def threats():
    """Ann may go out, or in where Bob and Cat would both have to punish her, unseen by each other."""
    cat = [{"hit": (-1, 0, 0), "leave": (2, 0, 0)}, {"hit": (2, 0, 0), "leave": (2, 0, 0)}]
    bob = Move(
        "Bob", "asked", {"hit": Move("Cat", "asked too", cat[0]), "leave": Move("Cat", "asked too", cat[1])}
    )
    return ExtensiveForm.from_tree(["Ann", "Bob", "Cat"], Move("Ann", "start", {"in": bob, "out": (1, 1, 1)}))


@each_concept
def test_threats_that_take_two_are_a_set_with_a_curved_border(concept):
    # Ann stays out where both hit with probability 1/3 at least: xy >= 1/3.
    game = threats()
    found = solve(game, concept=concept)
    if concept == "nash":
        assert found.completeness.status == "proved"
        assert found.curved
        assert not found.listed
        assert "or on a set with curved borders" in found.completeness.why
        assert len(found.to_data()["curved"]) == len(found.curved)
        assert all(is_nash(game, profile) for profile in found.profiles)
    for player, ends in (("Ann", (1, 2)), ("Bob", (0, 1))):
        paid = established(game, found, player).equilibria.payoffs(player)
        assert all(map(is_known, paid.values))
        assert paid.values == ends
    verdict = detect(game, mover="Ann", action="in", concept=concept)
    verified(data_of(verdict.certificate))
    assert verdict.name == "absent"


def beside_a_choice_of_no_one(order):
    """Left is best for One whatever the others do, so that nothing hangs on what it does at "h"."""
    third = [Move("Three", "t", {"a": (6 - 1 * b, 1 - b, 1 - b), "b": (5 + 2 * b, b, b)}) for b in (0, 1)]
    left = Move("Two", "s", dict(zip("ab", third, strict=True)))
    paid = {"x": 0, "y": -1, "z": -2}
    right = Move("One", "h", {action: (paid[action], 0, 0) for action in order})
    return ExtensiveForm.from_tree(["One", "Two", "Three"], Move("One", "root", {"L": left, "R": right}))


@pytest.mark.parametrize("order", ["xyz", "yxz", "zyx"])
@pytest.mark.parametrize("action", ["x", "y", "z"])
def test_what_is_done_where_own_choices_never_lead_matters_in_no_order_of_the_actions(order, action):
    game = beside_a_choice_of_no_one(order)
    verdict = detect(game, mover="One", action=action, at="h", concept="nash", quantifier="possible")
    assert (verdict.name, verdict.gap > 0) == ("absent", True)
    data = data_of(verdict.certificate)
    verified(data)
    seconded(data)


@pytest.mark.slow
def test_points_of_curved_sets_are_among_those_that_are_listed_where_not_all_fit():
    cells = [
        (Fraction(3, 5), 0, 0, 0)
        if not d
        else (2 * a * b, b if a else c, c if b else a, 2 * a * b if c else 1)
        for d, a, b, c in product((1, 0), repeat=4)
    ]
    table = table_of((2, 2, 2, 2), [number for cell in cells for number in cell])
    idle = Move("Ann", "idle", {f"i{k}": table.payoffs[-1] for k in range(150)})
    game = ExtensiveForm.from_tree(table.players, unseen_moves(table, {(1, 1, 1, 1): idle}))
    found = solve(game, concept="subgame-perfect")
    assert found.curved
    assert len(found.boxes) == 150  # one for each way to idle, any mixture of which will do
    assert tuple(range(len(found.profiles), len(found))) in found.subsets
    assert all(point < len(found.profiles) for own in found.curved for point in own.points)


def test_an_equilibrium_that_is_known_by_a_box_is_listed_where_not_all_are_proved(monkeypatch):
    def unfinished(table, clock):
        found = table_equilibria(table, clock)
        return replace(found, completeness=Completeness("partial", "not yet"), proof=None)

    monkeypatch.setattr(by_table, "table_equilibria", unfinished)
    game = tree_of(root_of_one_half())
    found = [solve(game, concept=concept) for concept in sorted(IS_ONE)]
    assert [own.completeness.status for own in found] == ["partial"] * 2
    assert [len(own.boxes) for own in found] == [1, 1]
