"""The list of equilibria of a table with three and more players, and what its proof does not survive."""

import copy
import json
from collections import Counter
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import strategies as st
from witnesses.changes import reordered, rescaled, with_bad_option, with_bystander
from witnesses.games import tables
from witnesses.many_players import narrow, tables_of_many
from witnesses.newton import gives, index, is_regular, middle, refined, supports_of
from witnesses.sampling import always, cases, seen

from gametheory_paradox.clock import Clock
from gametheory_paradox.errors import ParadoxError
from gametheory_paradox.forms import Profile
from gametheory_paradox.forms.proofs.nash import is_nash
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.tables.proofs.every_nash_of_many import every_equilibrium
from gametheory_paradox.forms.tables.proofs.isolation import IsolatingBox
from gametheory_paradox.forms.tables.proofs.profile_bounds import ProfileBounds
from gametheory_paradox.forms.tables.solvers.cell_enumeration import cell_enumeration

GAMES = st.one_of(tables_of_many(), tables_of_many(st.integers(-9, 9)), tables_of_many(narrow))
SMALL = st.one_of(
    tables_of_many(shapes=((2, 2, 2), (2, 1, 2))), tables_of_many(st.integers(-3, 3), shapes=((2, 2, 2),))
)
BINARY = tables_of_many(st.integers(0, 1), shapes=((2, 2, 2),))  # many with curved sets


def proved(found):
    return found.completeness.status == "proved"


def isolated(found):
    """The equilibria known exactly that are components by themselves."""
    return {found[part[0]] for part in found.components if len(part) == 1 and part[0] < len(found.profiles)}


def same_boxes(boxes, others):
    """Whether each box of either list touches just one of the other."""
    pairs = Counter()
    for a, box in enumerate(boxes):
        for b, other in enumerate(others):
            pairs[a, b] += box.touches(other)
    ones = [(a, b) for (a, b), touch in pairs.items() if touch]
    return len(boxes) == len(others) == len(ones) == len({a for a, _ in ones}) == len({b for _, b in ones})


def has_room_for(found, profile):
    """Whether an equilibrium is on a list, or within the bounds of a subset, a curved set or a box of it."""
    sets = found.game.information_sets
    bounds = [*found.boxes, *(own.within for own in found.curved)]
    for subset in found.subsets:
        if subset[0] < len(found.profiles):
            listed = [found[number].probabilities for number in subset]
            ends = [[(min(p), max(p)) for p in zip(*odds, strict=True)] for odds in zip(*listed, strict=True)]
            bounds.append(ProfileBounds(sets, tuple(map(tuple, ends))))
    return any(own.holds(profile) for own in bounds)


def in_halves(size):
    """The mixtures of so many actions whose probabilities are zero, one half and one."""
    halves = [Fraction(0), Fraction(1, 2), Fraction(1)]
    return [odds for odds in product(halves, repeat=size) if sum(odds) == 1]


def agree(game, found, again, changed=lambda odds: odds):
    """Both answers are the same once the odds of the first are changed to the form of the second."""
    sets = again.game.information_sets
    for profile in found.profiles:
        moved = Profile(sets, changed(profile.probabilities))
        assert is_nash(again.game, moved)
        assert has_room_for(again, moved) or not proved(again)
    if not (proved(found) and proved(again)):
        return
    assert found.is_infinite == again.is_infinite
    if found.curved or again.curved:  # of which points are listed, others after each change
        for odds in product(*map(in_halves, game.shape)):
            if is_nash(game, Profile(game.information_sets, odds)):
                assert has_room_for(again, Profile(sets, changed(odds)))
        return
    assert len(found.components) == len(again.components)
    assert {changed(p.probabilities) for p in isolated(found)} == {p.probabilities for p in isolated(again)}
    assert len(found.boxes) == len(again.boxes)
    moved = [type(box)(sets, changed(box.bounds)) for box in found.boxes]
    assert same_boxes(moved, again.boxes)


@cases(7, 1000)
def test_every_equilibrium_known_exactly_is_one_and_so_is_any_mixture_within_a_subset(count):
    @always(count, GAMES)
    def law(game):
        found = solve(game)
        assert sorted(number for part in found.components for number in part) == list(range(len(found)))
        assert {number for subset in found.subsets for number in subset} == set(range(len(found)))
        for profile in found.profiles:
            assert is_nash(game, profile)
        for subset in found.subsets:
            assert any(set(subset) <= set(part) for part in found.components)
            if len(subset) > 1:
                sides = [
                    list(dict.fromkeys(found[n].probabilities[who] for n in subset))
                    for who in range(len(game.players))
                ]
                mixed = tuple(
                    tuple(sum(column) / len(side) for column in zip(*side, strict=True)) for side in sides
                )
                assert is_nash(game, Profile(game.information_sets, mixed))

    kinds = seen(count, GAMES)(lambda game: (solve(game).is_infinite, bool(solve(game).boxes)))
    assert min(kinds[True, False], kinds[False, False], kinds[False, True]) > 0


@cases(8, 1500)
def test_every_box_holds_an_equilibrium(count):
    boxes = Counter()

    @always(count, tables_of_many())
    def law(game):
        found = solve(game)
        for box, payoffs in zip(found.boxes, found.payoff_bounds[len(found.profiles) :], strict=True):
            point = refined(game, box)
            profile = Profile(game.information_sets, point)
            assert box.holds(profile)
            for who, used in enumerate(supports_of(point)):
                values = [gives(game, who, action, point) for action in range(game.shape[who])]
                assert all(abs(values[action] - max(values)) < Fraction(1, 10**50) for action in used)
                low, high = payoffs[who]
                assert low <= max(values) <= high
                assert high - low < Fraction(1, 10**5)
            boxes["boxes"] += 1

    assert boxes["boxes"] > count // 10


@cases(14, 1500)
def test_isolated_regular_equilibria_are_odd_in_number_and_their_indices_sum_to_one(count):
    kinds = Counter()

    @always(count, tables_of_many())
    def law(game):
        found = solve(game)
        points = [p.probabilities for p in found.profiles] + [middle(box) for box in found.boxes]
        if not proved(found) or found.is_infinite or not all(is_regular(game, point) for point in points):
            return
        assert len(points) % 2 == 1
        assert sum(index(game, point) for point in points) == 1
        kinds[len(points)] += 1

    assert kinds.total() > count // 2
    assert len(kinds) > 1


@cases(13, 1000)
def test_other_names_and_orders_are_the_same_game(count):
    @always(count, GAMES, st.data())
    def law(game, data):
        order = data.draw(st.permutations(range(len(game.players))))
        turned = data.draw(st.booleans())
        again = reordered(game, order, lambda name: f"{name}!", turned)

        def changed(odds):
            return tuple(odds[who][:: -1 if turned else 1] for who in order)

        agree(game, solve(game), solve(again), changed)


@cases(6, 500)
def test_other_units_change_nothing(count):
    scales = st.lists(st.fractions(Fraction(1, 9), 9, max_denominator=9), min_size=4, max_size=4)
    shifts = st.lists(st.fractions(-9, 9, max_denominator=9), min_size=4, max_size=4)

    @always(count, GAMES, scales, shifts)
    def law(game, scales, shifts):
        agree(game, solve(game), solve(rescaled(game, scales, shifts)))


@pytest.mark.slow
@cases(7, 1000)
def test_a_strictly_dominated_action_changes_nothing(count):
    @always(count, GAMES, st.integers(0, 2))
    def law(game, who):
        def widened(odds):
            zero = 0 * odds[who][0] if isinstance(odds[who][0], Fraction) else (Fraction(0), Fraction(0))
            return tuple((*own, zero) if player == who else own for player, own in enumerate(odds))

        agree(game, solve(game), solve(with_bad_option(game, game.players[who])), widened)


@cases(6, 800)
def test_sets_with_curved_borders_are_the_same_in_other_orders_in_other_units_and_with_a_bad_option(count):
    pieces = Counter()

    @always(count, BINARY, st.permutations(range(3)))
    def law(game, order):
        found = solve(game)
        if not found.curved:
            return
        pieces["curved"] += 1
        turned = reordered(game, order, lambda name: f"{name}!", True)
        agree(game, found, solve(turned), lambda odds: tuple(odds[who][::-1] for who in order))
        agree(game, found, solve(rescaled(game, [Fraction(1, 3), 2, 5], [1, -1, Fraction(1, 2)])))
        more = with_bad_option(game, game.players[order[0]])
        agree(game, found, solve(more), lambda odds: with_zero(odds, order[0]))

    assert pieces["curved"] > count // 20


def with_zero(odds, who):
    """The odds with an action more that a player does not use."""
    return tuple((*own, Fraction(0)) if player == who else own for player, own in enumerate(odds))


@cases(44, 1500)
def test_a_bystander_in_a_game_of_two_changes_nothing(count):
    kinds = Counter()

    @always(count, st.one_of(tables(), tables(st.integers(-9, 9))), st.integers(-3, 3))
    def law(game, gets):
        two, three = solve(game), solve(with_bystander(game, lambda cell: gets * cell[0]))
        assert proved(three)

        def parts(found, groups):
            return Counter(frozenset(found[n].probabilities[:2] for n in group) for group in groups)

        assert {p.probabilities for p in two.profiles} == {p.probabilities[:2] for p in three.profiles}
        assert parts(two, two.components) == parts(three, three.components)
        assert parts(two, two.subsets) == parts(three, three.subsets)
        kinds[two.is_infinite] += 1

    assert min(kinds[True], kinds[False]) > count // 10


def tampered(data, proof):
    """The proof with one thing changed: a step left out, twice or swapped; a number moved; a box gone."""
    proof = copy.deepcopy(proof)
    steps, boxes = proof["cutting"], proof["boxes"]
    kind = data.draw(st.sampled_from(["drop", "twice", "swap", "number", "box", "box number", "claim"]))
    place = data.draw(st.integers(0, len(steps) - 1))
    if kind == "drop":
        del steps[place]
    elif kind == "twice":
        steps.insert(place, steps[place])
    elif kind == "swap":
        other = data.draw(st.integers(0, len(steps) - 1))
        steps[place], steps[other] = steps[other], steps[place]
    elif kind == "claim":
        steps[place] = data.draw(st.sampled_from([["a"], ["x", 0, 0, 1], ["x", 1, 1, 0], ["u", 0]]))
    elif kind == "number" and len(steps[place]) > 1 and steps[place][0] != "l":
        numbers = [k for k, own in enumerate(steps[place]) if type(own) is int]
        if numbers:
            steps[place][data.draw(st.sampled_from(numbers))] += data.draw(st.sampled_from([-1, 1]))
    elif kind == "box" and boxes:
        del boxes[data.draw(st.integers(0, len(boxes) - 1))]
    elif boxes:
        box = boxes[data.draw(st.integers(0, len(boxes) - 1))]
        field = data.draw(st.sampled_from(["center", "region", "supports", "inverse", "radius", "scale"]))
        if field == "radius":
            box[field] = str(Fraction(box[field]) * data.draw(st.sampled_from([Fraction(1, 10**6), 10**6])))
        elif field == "scale":
            box[field] += data.draw(st.sampled_from([-box[field] // 2, box[field]]))
        elif box[field]:
            row = box[field][data.draw(st.integers(0, len(box[field]) - 1))]
            row[data.draw(st.integers(0, len(row) - 1))] += data.draw(
                st.sampled_from([-(10**9), -1, 1, 10**9])
            )
    return proof


def accepted(game, proof):
    """What a proof shows, or None if it is rejected."""
    try:
        return every_equilibrium(
            game, [IsolatingBox.from_data(box) for box in proof["boxes"]], proof["cutting"]
        )
    except ParadoxError:
        return None


def still_true(found, shown):
    """What another proof shows is what was found, as far as the way of cutting does not matter."""
    assert all(is_nash(found.game, point) for point in shown.points)
    if found.curved or shown.curved:
        assert found.is_infinite
        return
    assert isolated(found) <= set(shown.points)
    assert same_boxes(shown.boxes, found.boxes)
    if not found.is_infinite:
        assert not shown.pieces
        assert set(shown.points) == set(found.profiles)


@cases(22, 8000)
def test_a_tampered_proof_is_rejected_or_still_true(count):
    fates = Counter()

    @always(count, SMALL, st.data())
    def law(game, data):
        found = cell_enumeration(game, Clock(None))
        if not proved(found):
            return
        proof = json.loads(json.dumps(found.proof))
        changed = tampered(data, proof)
        shown = accepted(game, changed)
        if shown is None:
            fates["rejected"] += 1
        elif changed != proof and shown.is_complete:
            fates["still true"] += 1
            still_true(found, shown)

    assert fates["rejected"] > count // 3
    assert fates["still true"] > 0 or count < 150


@cases(25, 1000)
def test_a_proof_with_an_equilibrium_left_out_is_rejected(count):
    fates = Counter()

    @always(count, SMALL)
    def law(game):
        found = cell_enumeration(game, Clock(None))
        proof = json.loads(json.dumps(found.proof))
        for place, step in enumerate(proof["cutting"]):
            if step[0] in ("a", "u"):
                shown = accepted(
                    game, {**proof, "cutting": proof["cutting"][:place] + proof["cutting"][place + 1 :]}
                )
                fates[step[0], shown is None] += 1
                if shown and proved(found):
                    still_true(found, shown)
        for number in range(len(proof["boxes"])):
            shown = accepted(game, {**proof, "boxes": proof["boxes"][:number] + proof["boxes"][number + 1 :]})
            fates["box", shown is None] += 1
            if shown and proved(found):
                still_true(found, shown)

    assert fates["a", True] > count
    assert fates["a", False] == 0
    assert fates["box", True] > count // 6
