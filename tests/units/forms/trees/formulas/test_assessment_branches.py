"""Equilibria with beliefs as formulas: at points where nothing is tied they give what solve finds there."""

from collections import Counter
from fractions import Fraction
from random import Random

import pytest
from witnesses.sampling import cases

from gametheory_paradox import catalog
from gametheory_paradox.conditions.exclusion_search import holds_at
from gametheory_paradox.conditions.proofs.statements import atoms
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.exact.factors import Factoring
from gametheory_paradox.forms import Chance, Move
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.trees.formulas.assessment_branches import assessment_branches
from gametheory_paradox.maps import atlas
from gametheory_paradox.models import family_from_tree, signaling_family

CONCEPTS = ("sequential", "perfect-bayesian")
each_concept = pytest.mark.parametrize("concept", CONCEPTS)


def drawn_point(random, family):
    return {
        n: low + (high - low) * Fraction(random.randrange(1, 997), 997)
        for n, (low, high) in family.box.items()
    }


def signaling(seed):
    """Two types, messages and replies; one payoff of each player and the prior hang on a parameter."""
    random = Random(seed)
    entries = [(random.randint(-5, 5), random.randint(-5, 5)) for _ in range(8)]
    entries[random.randrange(8)] = (f"{random.randint(-3, 3)} + x", random.randint(-5, 5))
    entries[random.randrange(8)] = (random.randint(-5, 5), f"{random.randint(-3, 3)} - x")
    replies = ["fight", "yield"]
    payoffs = {
        kind: {message: {reply: entries.pop() for reply in replies} for message in ("loud", "quiet")}
        for kind in ("strong", "weak")
    }
    types, messages = (
        {"strong": "q", "weak": "1 - q"},
        {"strong": ["loud", "quiet"], "weak": ["loud", "quiet"]},
    )
    ranges = {"q": (0, 1, "1/3"), "x": (-4, 4, 1)}
    return signaling_family(
        ["Sender", "Receiver"], types, messages, {"loud": replies, "quiet": replies}, payoffs, ranges
    )


def hidden(seed):
    """A moves, B answers without seeing all of it, and A may have the last word."""
    random = Random(seed)

    def end():
        return tuple(
            random.choice(
                [random.randint(-5, 5), f"{random.randint(-3, 3)} + x", f"{random.randint(-3, 3)} - y"]
            )
            for _ in "AB"
        )

    def reply():
        last = Move("A", "last", {"u": end(), "d": end()}) if random.random() < 0.3 else end()
        return Move("B", "blind", {"l": end(), "r": last})

    first = reply()
    tree = Move("A", "start", {"T": first, "D": Move("B", "blind", {"l": end(), "r": end()}), "out": end()})
    return family_from_tree(["A", "B"], tree, {"x": (-4, 4, 1), "y": (-4, 4, "1/2")})


def on_path(form, odds, reached):
    return frozenset((s, tuple(odds[s])) for s in reached)


def by_formulas(found, family, point):
    """Payoffs and play on the path of the leaves that exist at a point; None if it lies on a zero set."""
    told = set()
    for leaf in found.leaves:
        for branch in leaf.assessments:
            if any(p.value(point) == 0 for p in atoms(branch.exists)):
                return None
            if holds_at(branch.exists, point):
                odds = {s: tuple(p.value(point) for p in branch.odds[s]) for s in branch.reached}
                told.add(
                    (
                        tuple(p.value(point) for p in branch.payoffs),
                        on_path(family.form, odds, branch.reached),
                    )
                )
    return told


def by_solving(game, found):
    told = set()
    for profile, payoffs in zip(found.profiles, found.payoffs, strict=True):
        reached, pending = set(), [0]
        while pending:
            node = game.nodes[pending.pop()]
            if hasattr(node, "information_set"):
                reached.add(node.information_set)
                odds = profile.probabilities[node.information_set]
                pending.extend(child for p, child in zip(odds, node.children, strict=True) if p)
            else:
                pending.extend(getattr(node, "children", ()))
        told.add((payoffs, on_path(game, profile.probabilities, reached)))
    return told


@pytest.mark.sampled
@cases(1, 90)
@each_concept
@pytest.mark.parametrize("build", [signaling, hidden])
def test_at_random_points_the_formulas_give_what_solve_finds(build, concept, count):
    met, several = Counter(), 0
    for seed in range(count):
        family, random = build(seed), Random(f"points {seed}")
        found = atlas(family, concept=concept)
        for _ in range(4):
            point = drawn_point(random, family)
            told = by_formulas(found, family, point)
            if told is None or found.left_out:
                continue
            game = family.at(point)
            solved = solve(game, concept=concept)
            assert solved.completeness.status == "proved"
            assert told <= by_solving(game, solved), (seed, point)
            # what solve lists beside isolated play are ends of continua, which the formulas leave to it
            theirs = by_solving(game, solved)
            assert {pay for pay, _ in theirs} == {pay for pay, _ in told} or solved.is_infinite, (seed, point)
            met["points"] += 1
            met["same"] += theirs == told
            several += len(told) > 1
    assert met["points"] >= 2 * count
    assert met["same"] >= met["points"] * 2 // 3, met
    assert several >= 1 or count < 8


@each_concept
def test_a_noisy_observation_has_three_equilibria_as_formulas(concept):
    family = catalog.load("literature/bagwell-1995/noisy-commitment")
    found = atlas(family, concept=concept)
    assert found.left_out == 0
    for value, count in (("1/10", 3), ("1/3", 1)):
        point = {**family.baseline, "epsilon": Fraction(value)}
        told = by_formulas(found, family, point)
        assert len(told) == count
        assert told == by_solving(family.at(point), solve(family.at(point), concept=concept))


@pytest.mark.slow
def test_other_trees_of_the_catalog_agree_with_solve_at_their_baseline():
    for name in ("literature/spaniel-2016/overreaction", "seed/trade-restriction/unseen"):
        family = catalog.load(name)
        found = atlas(family, concept="sequential")
        told = by_formulas(found, family, family.baseline)
        solved = by_solving(family.at(), solve(family.at(), concept="sequential"))
        assert told
        assert told <= solved
        assert {pay for pay, _ in told} == {pay for pay, _ in solved}


def three(seed):
    """Three move once each, and the last two do not see all that went before."""
    random = Random(seed)

    def end():
        return tuple(
            random.choice(
                [random.randint(-4, 4), f"{random.randint(-3, 3)} + x", f"{random.randint(-3, 3)} - y"]
            )
            for _ in "ABC"
        )

    def last():
        return Move("C", "last", {"u": end(), "d": end()}) if random.random() < 0.8 else end()

    def second():
        return Move("B", "second", {"l": last(), "r": last()})

    tree = Move("A", "first", {"T": second(), "D": second(), **({"out": end()} if seed % 2 else {})})
    return family_from_tree(["A", "B", "C"], tree, {"x": (-4, 4, 1), "y": (-4, 4, "1/2")})


def ends_of(payoffs):
    return [(min(column), max(column)) for column in zip(*payoffs, strict=True)]


@pytest.mark.sampled
@cases(1, 36)
@each_concept
@pytest.mark.parametrize("build", [signaling, hidden, three])
def test_off_zero_sets_payoffs_are_least_and_greatest_at_the_formulas(build, concept, count):
    met, left_out = 0, 0
    for seed in range(count):
        family, random = build(seed), Random(f"ends {seed}")
        found = assessment_branches(family.form, Factoring(), consistent=concept == "sequential")
        left_out += found.left_out > 0
        for _ in range(3):
            point = drawn_point(random, family)
            signs = atoms(found.open, *(branch.exists for branch in found.branches))
            if any(p.value(point) == 0 for p in signs) or holds_at(found.open, point):
                continue
            told = [
                tuple(p.value(point) for p in branch.payoffs)
                for branch in found.branches
                if holds_at(branch.exists, point)
            ]
            solved = solve(family.at(point), concept=concept)
            if solved.completeness.status == "proved":
                assert ends_of(told) == ends_of(solved.payoffs), (seed, point)
                met += 1
    assert met >= count
    assert build is three or not left_out


@pytest.mark.slow
def test_with_three_players_patterns_whose_products_do_not_come_apart_are_left_out():
    family = three(2)
    found = assessment_branches(family.form, Factoring(), consistent=True)
    assert found.open is not False
    assert f"{found.left_out} patterns in which different players' choices are multiplied" in str(
        atlas(family)
    )


@pytest.mark.slow
def test_a_tremble_of_one_player_times_one_of_another_is_any_number():
    # Who expands where the border is open does not see which of two other players slipped.
    family = catalog.load("seed/trade-restriction/unseen")
    found = assessment_branches(family.form, Factoring(), consistent=True)
    assert (found.left_out, found.open) == (0, False)


def test_trees_with_too_many_patterns_or_without_recall_are_refused():
    wide = Move(
        "A", "s", {f"a{n}": Move("B", "b", {f"b{m}": ("x", n * m) for m in range(9)}) for n in range(9)}
    )
    family = family_from_tree(["A", "B"], wide, {"x": (0, 1, "1/2")})
    with pytest.raises(Unsupported, match="patterns"):
        atlas(family, concept="sequential")
    late = {"a": ("x",), "b": (0,)}
    forgetful = Move("A", "early", {"left": Move("A", "late", late), "right": Move("A", "late", late)})
    with pytest.raises(Unsupported, match="A does not remember its own moves at 'late'"):
        atlas(family_from_tree(["A"], forgetful, {"x": (0, 1, "1/2")}), concept="sequential")


def test_chance_may_not_exclude_what_beliefs_are_about():
    blind = {"l": ("x", 0), "r": (0, 1)}
    tree = Chance({"never": ("0", Move("B", "blind", blind)), "always": ("1", Move("B", "blind", blind))})
    with pytest.raises(Unsupported, match="probability zero"):
        atlas(family_from_tree(["A", "B"], tree, {"x": (0, 1, "1/2")}), concept="sequential")
