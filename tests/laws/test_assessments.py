"""Equilibria of trees with imperfect information: how the concepts are nested, and what must not matter."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import strategies as st
from oracles import plain_trees
from oracles.trees.comparing import in_hull, stored
from witnesses.changes import reordered, rescaled
from witnesses.games import narrow, paradoxes_in_trees, wide
from witnesses.imperfect_trees import hiding, imperfect_trees
from witnesses.sampling import always, cases, ordinarily, seen, steps

from gametheory_paradox.detectors import detect
from gametheory_paradox.forms import Chance, Decision, ExtensiveForm, Lottery, Move, delete, scope_of
from gametheory_paradox.forms.proofs.nash import is_nash, is_subgame_perfect
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.trees.assessments import set_histories, set_names
from gametheory_paradox.forms.trees.proofs.sequential_rationality import is_sequential, is_weak_sequential
from gametheory_paradox.forms.trees.pure_strategies import reduced_normal_form
from gametheory_paradox.forms.trees.subgames import has_perfect_recall
from gametheory_paradox.models.files import read_efg, write_efg

CONCEPTS = ("nash", "subgame-perfect", "perfect-bayesian", "sequential")
SOME = st.integers(1, 4)


TREES = st.one_of(
    imperfect_trees(inner=SOME), imperfect_trees(inner=SOME, payoffs=wide), hiding(2), hiding(2), hiding(3)
)
TWO = st.one_of(imperfect_trees(players=st.just(2), inner=SOME), hiding(2), hiding(2))
each_concept = pytest.mark.parametrize("concept", CONCEPTS)
with_beliefs = pytest.mark.parametrize("concept", CONCEPTS[2:])


def unfolded(game, change=lambda place, item: item):
    """The game as Move, Chance and payoffs, each part changed on the way."""
    items = [None] * len(game.nodes)
    for place in range(len(game.nodes) - 1, -1, -1):
        node = game.nodes[place]
        below = [items[child] for child in getattr(node, "children", ())]
        if isinstance(node, Decision):
            info = game.information_sets[node.information_set]
            item = Move(info.player, info.name, dict(zip(info.actions, below, strict=True)))
        elif isinstance(node, Lottery):
            item = Chance(dict(zip(node.outcomes, zip(node.probabilities, below, strict=True), strict=True)))
        else:
            item = node.payoffs
        items[place] = change(place, item)
    return ExtensiveForm.from_tree(game.players, items[0])


def listed(game, found, sets=None):
    """What was found, as names only: for each assessment what is done and believed, at the named sets."""
    names = list(zip((info.player for info in game.information_sets), set_names(game), strict=True))
    told = Counter()
    for number, profile in enumerate(found.profiles):
        done = frozenset(
            (name, action, p)
            for name, info, odds in zip(names, game.information_sets, profile.probabilities, strict=True)
            for action, p in zip(info.actions, odds, strict=True)
            if p and (sets is None or name in sets)
        )
        beliefs = frozenset()
        if found.assessments:
            held = found.assessments[number].beliefs
            beliefs = frozenset(
                (name, Counter(odds)[p], p)
                for name, odds in zip(names, held, strict=True)
                for p in odds
                if p and (sets is None or name in sets)
            )
        told[done, beliefs] += 1
    return told


def payoffs(found):
    return {(min(own), max(own)) for own in zip(*found.payoffs, strict=True)}


@cases(5, 1000)
def test_the_concepts_are_nested(count):
    @always(count, TREES)
    def law(game):
        nash, perfect, weak, sequential = (solve(game, concept=concept) for concept in CONCEPTS)
        assert all(
            is_nash(game, profile)
            for found in (nash, perfect, weak, sequential)
            for profile in found.profiles
        )
        assert all(
            is_subgame_perfect(game, profile) for found in (perfect, sequential) for profile in found.profiles
        )
        assert all(is_weak_sequential(game, a) for found in (weak, sequential) for a in found.assessments)
        for number, assessment in enumerate(sequential.assessments):
            assert is_sequential(game, assessment, sequential.trembles[number])
        for smaller, larger in ((sequential, weak), (sequential, perfect), (weak, nash), (perfect, nash)):
            if smaller.completeness.status == larger.completeness.status == "proved":
                for own, other in zip(
                    zip(*smaller.payoffs, strict=True), zip(*larger.payoffs, strict=True), strict=True
                ):
                    assert min(own) >= min(other)
                    assert max(own) <= max(other)
        assert sequential.profiles or sequential.completeness.status != "proved"


@pytest.mark.slow
def test_the_concepts_differ_on_many_of_the_trees():
    def apart(game):
        sizes = [
            frozenset(p.probabilities for p in solve(game, concept=concept).profiles) for concept in CONCEPTS
        ]
        return sizes[0] != sizes[1], sizes[2] != sizes[3], not game.has_perfect_information

    found = seen(120, hiding(2))(apart)
    for place in range(3):
        assert sum(n for kind, n in found.items() if kind[place]) >= 3, found


@cases(6, 1000)
def test_with_perfect_information_and_no_ties_sequential_is_backward_induction(count):
    met = Counter()

    @always(
        count,
        imperfect_trees(inner=SOME, payoffs=st.fractions(-9, 9)).filter(lambda g: g.has_perfect_information),
    )
    def law(game):
        plan = solve(game, concept="subgame-perfect")
        met[plan.completeness.status] += 1
        if plan.completeness.status == "proved":
            for concept in CONCEPTS[2:]:
                found = solve(game, concept=concept)
                assert sorted(map(str, found.profiles)) == sorted(map(str, plan.profiles))
                assert found.completeness.status == "proved"

    assert met["proved"] >= count // 2


@cases(4, 600)
@each_concept
def test_a_file_and_back_changes_nothing(concept, count):
    met = Counter()

    @always(count, TREES)
    def law(game):
        again = read_efg(write_efg(game)).at()
        before, after = solve(game, concept=concept), solve(again, concept=concept)
        met[before.completeness.status] += 1
        assert before.completeness == after.completeness
        if before.completeness.status == "proved":  # else points of what is open hang on how it was searched
            assert listed(game, before) == listed(again, after)

    assert met["proved"] >= count // 2


NEW = {"Ann": "Bob", "Bob": "Cat", "Cat": "Ann", "a": "b", "b": "c", "c": "a"}


@cases(10, 600)
@each_concept
def test_other_names_and_orders_change_nothing(concept, count):
    def renamed(name):
        return NEW.get(name, f"{name}!")

    @always(count, TREES, st.permutations(range(3)), st.booleans())
    def law(game, order, turned):
        again = reordered(game, [who for who in order if who < len(game.players)], renamed, turned)
        before, after = solve(game, concept=concept), solve(again, concept=concept)
        if before.completeness.status != "proved" or after.completeness.status != "proved":
            return
        # What is done where nothing leads depends on the order.
        if concept != "subgame-perfect" and not after.is_infinite:
            assert sorted(map(len, before.subsets)) == sorted(map(len, after.subsets))
        back = {renamed(name): who for who, name in enumerate(game.players)}
        for who, own in enumerate(zip(*before.payoffs, strict=True)):
            there = [pay[again.players.index(renamed(game.players[who]))] for pay in after.payoffs]
            assert (min(own), max(own)) == (min(there), max(there)), back


@cases(4, 500)
@each_concept
def test_other_units_change_nothing(concept, count):
    scales = st.lists(st.fractions(Fraction(1, 9), 9, max_denominator=9), min_size=3, max_size=3)
    shifts = st.lists(st.fractions(-9, 9, max_denominator=9), min_size=3, max_size=3)

    @always(count, TREES, scales, shifts)
    def law(game, by, to):
        before, after = solve(game, concept=concept), solve(rescaled(game, by, to), concept=concept)
        assert before.completeness.status == after.completeness.status
        if before.completeness.status == "proved":
            assert set(before.profiles) == set(after.profiles)
            assert Counter(a.beliefs for a in before.assessments) == Counter(
                a.beliefs for a in after.assessments
            )
            for pay, paid in zip(sorted(before.payoffs), sorted(after.payoffs), strict=True):
                assert paid == tuple(s * p + t for s, p, t in zip(by, pay, to, strict=False))


@cases(3, 600)
@with_beliefs
def test_a_move_with_one_action_changes_nothing(concept, count):
    met = Counter()

    @always(count, TREES, st.integers(0, 100), st.integers(0, 2))
    def law(game, where, who):
        place, player = where % len(game.nodes), game.players[who % len(game.players)]
        wider = unfolded(game, lambda at, item: Move(player, "dummy", {"go": item}) if at == place else item)
        # A player who has made the dummy move on one way only would have to forget it.
        if not has_perfect_recall(wider):
            return
        met["remembered"] += 1
        own = set(zip((info.player for info in game.information_sets), set_names(game), strict=True))
        before, after = solve(game, concept=concept), solve(wider, concept=concept)
        assert before.completeness.status == after.completeness.status
        if before.completeness.status == "proved":
            assert listed(wider, after, own) == listed(game, before)

    assert met["remembered"] >= count // 2


@cases(2, 600)
@with_beliefs
def test_a_chance_move_split_in_two_changes_nothing(concept, count):
    split = Counter()

    def parted(place, item):
        if not isinstance(item, Chance) or len(item.outcomes) < 3:
            return item
        (first, (p, after)), *rest = item.outcomes.items()
        later = Chance({name: (q / (1 - p), below) for name, (q, below) in rest})
        split["parted"] += 1
        return Chance({first: (p, after), "rest": (1 - p, later)})

    @always(
        count,
        TREES.filter(lambda game: any(len(getattr(node, "probabilities", ())) > 2 for node in game.nodes)),
    )
    def law(game):
        wider = unfolded(game, parted)
        before, after = solve(game, concept=concept), solve(wider, concept=concept)
        assert before.completeness.status == after.completeness.status
        if before.completeness.status == "proved":
            assert listed(wider, after) == listed(game, before)

    assert split["parted"] >= count // 2


@cases(6, 1000)
@each_concept
def test_mixtures_within_a_subset_of_two_players_are_equilibria(concept, count):
    mixed = Counter()

    @always(count, TWO, st.lists(st.integers(1, 5), min_size=8, max_size=8))
    def law(game, weights):
        found = solve(game, concept=concept)
        form = reduced_normal_form(game)
        for subset in found.subsets:
            members = [form.mixed(found.profiles[n]).probabilities for n in subset]
            odds = []
            for who in range(2):
                own = [weights[(n + 3 * who) % 8] for n in range(len(members))]
                columns = zip(*(member[who] for member in members), strict=True)
                odds.append(
                    tuple(
                        sum(w * p for w, p in zip(own, column, strict=True)) / Fraction(sum(own))
                        for column in columns
                    )
                )
            inner = form.profile(type(found.profiles[0])(form.table.information_sets, tuple(odds)))
            assert is_nash(game, inner)
            mixed[inner not in found.profiles] += 1

    assert mixed[True] >= count // 6, mixed


@steps(15)
def test_what_brute_force_finds_with_its_beliefs_is_listed_or_between_those_listed(step):
    met = Counter()
    for row in [row for row in stored() if row.kind in ("many ties", "hidden", "three players")][::step]:
        found = solve(row.game, concept="sequential")
        if found.completeness.status != "proved":
            continue
        theirs = [(a.profile.probabilities, a.beliefs) for a in found.assessments]
        for odds, held in plain_trees.pure_sequential(row.tree, most=2).items():
            for beliefs in held:
                exactly = (odds, beliefs) in theirs
                met["listed" if exactly else "between"] += 1
                assert exactly or any(
                    between(odds, [theirs[n][0] for n in subset])
                    and between(beliefs, [theirs[n][1] for n in subset])
                    for subset in found.subsets
                ), row.name
    assert met["listed"] >= 600 // step
    assert met["between"] >= 5, met


def between(one, others):
    """Whether at every set this is a mixture of what the others say there."""
    return all(in_hull(own, [other[s] for other in others]) for s, own in enumerate(one))


def test_beliefs_that_no_condition_speaks_of_are_listed_at_both_ends():
    # B is indifferent where A never comes, and A's two ways there have no condition in common
    blind = {a: Move("B", "blind", {"l": (0, 1), "r": (0, 1)}) for a in "TD"}
    game = ExtensiveForm.from_tree(["A", "B"], Move("A", "start", {**blind, "out": (2, 2)}))
    for concept in CONCEPTS[2:]:
        found = solve(game, concept=concept)
        ends = {
            (p.probabilities[1], a.beliefs[1]) for p, a in zip(found.profiles, found.assessments, strict=True)
        }
        assert ends == {(reply, belief) for reply in ((1, 0), (0, 1)) for belief in ((1, 0), (0, 1))}
        assert (found.subsets, found.completeness.status) in (
            (((0, 1, 2, 3),), "proved"),
            (found.subsets, "proved"),
        )
        assert max(map(len, found.subsets)) >= 2


def test_equilibria_of_an_inner_subgame_that_are_worth_the_same_are_all_listed():
    tie = Move("B", "tie", {"x": (2, 2), "y": (2, 2)})
    rows = {a: Move("B", "blind", {"l": (int(a == "u"),) * 2, "r": (int(a == "d"),) * 2}) for a in "ud"}
    game = ExtensiveForm.from_tree(["A", "B"], Move("A", "start", {"in": tie, **rows}))
    found = solve(game, concept="subgame-perfect")
    assert found.completeness.status == "proved"
    assert len(set(found.profiles)) == 4
    assert found.subsets == ((0, 1, 2, 3),)
    assert all(is_subgame_perfect(game, profile) for profile in found.profiles)


# --- Guard-rail T4 under sequential equilibrium


def gaps(game, request):
    """The mover's gain without the action, per quantifier but possible, in sequential equilibria."""
    scope = scope_of(game, request["mover"], request["action"], request["at"], ())
    who = game.players.index(request["mover"])
    sides = [solve(side, concept="sequential") for side in (game, delete(game, scope))]
    assert all(side.completeness.status == "proved" for side in sides)
    has, lacks = ([pay[who] for pay in side.payoffs] for side in sides)
    return {"strong": min(lacks) - max(has), "best": max(lacks) - max(has), "worst": min(lacks) - min(has)}


@pytest.mark.slow
@cases(11, 2000)
def test_under_sequential_equilibrium_too_the_root_move_is_no_paradox(count):
    sizes = Counter()

    def rooted(game):
        root = game.nodes[0]
        return game.has_perfect_information and isinstance(root, Decision)

    trees = imperfect_trees(inner=st.integers(1, 5), payoffs=st.one_of(narrow, wide)).filter(rooted)

    @always(count, trees, st.integers(0, 2))
    def law(game, which):
        info = game.information_sets[game.nodes[0].information_set]
        request = {"mover": info.player, "at": [info.name], "action": info.actions[which % len(info.actions)]}
        found = gaps(game, request)
        assert max(found.values()) <= 0
        sizes[len(game.information_sets)] += 1

    assert len(sizes) >= 3


@pytest.mark.slow
@cases(5, 1500)
def test_at_later_nodes_sequential_equilibrium_has_the_paradox(count):
    met = Counter()

    @always(count, imperfect_trees(inner=st.integers(2, 5), payoffs=wide), st.data())
    def anywhere(game, data):
        later = [info for s, info in enumerate(game.information_sets) if game.members[s] != (0,)]
        if later:
            info = data.draw(st.sampled_from(later))
            request = {
                "mover": info.player,
                "at": [info.name],
                "action": data.draw(st.sampled_from(info.actions)),
            }
            met[detect(game, "option", concept="sequential", **request).name] += 1

    @always(count, paradoxes_in_trees())
    def where_it_was_built(case):
        game, request = case
        assert detect(game, "option", concept="sequential", **request).name == "present"

    assert met["absent"] >= count // 5, met


def test_a_promise_that_nobody_believes_is_a_paradox_under_every_concept_of_trees():
    trusted = Move("Ann", "trusted", {"grab": (3, -1), "share": (2, 2)})
    asked = Move("Bob", "asked", {"trust": trusted, "refuse": (1, 1)})
    game = ExtensiveForm.from_tree(["Ann", "Bob"], Move("Ann", "start", {"ask": asked, "leave": (0, 0)}))
    for concept in CONCEPTS[1:]:
        found = detect(game, "option", mover="Ann", action="grab", concept=concept)
        assert (found.name, found.comparison.gap) == ("present", 1)
        assert detect(game, "option", mover="Ann", action="leave", concept=concept).name in (
            "absent",
            "impossible",
        )


def test_histories_tell_the_nodes_of_a_set_apart():
    @always(ordinarily(21, 60), TREES)
    def law(game):
        assert all(len(set(words)) == len(words) for words in set_histories(game))
        assert len(set(set_names(game))) == len(game.information_sets)
