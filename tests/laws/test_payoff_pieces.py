"""Pieces of payoffs against every subgame perfect plan on a grid of mixtures, and laws of their ranges."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import strategies as st
from laws.both_checkers import seconded
from oracles.plain_trees import in_hull
from witnesses.brute_force import Plans
from witnesses.games import tied_chains, trees
from witnesses.sampling import always, cases, seen

from gametheory_paradox.certificates import verify
from gametheory_paradox.detectors import detect
from gametheory_paradox.detectors.at_point import established
from gametheory_paradox.forms import (
    Chance,
    Decision,
    ExtensiveForm,
    Lottery,
    Move,
    Terminal,
    expected_payoffs,
)
from gametheory_paradox.forms.proofs.listed_equilibria import selected_payoffs
from gametheory_paradox.forms.proofs.nash import is_subgame_perfect
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.trees.proofs import payoff_pieces as pieces_of_payoffs
from gametheory_paradox.forms.trees.proofs.payoff_pieces import payoff_pieces
from gametheory_paradox.forms.trees.proofs.plans_under_ties import bounds
from gametheory_paradox.forms.trees.pure_strategies import realization_probabilities
from gametheory_paradox.forms.trees.solvers.tied_plans import Ends, ends
from gametheory_paradox.forms.trees.subgames import truncated
from gametheory_paradox.paradoxes.third_party import habit

FEW = st.integers(0, 2)  # so that ties are the rule


@st.composite
def curved(draw):
    """Dan does not care twice over, so that Bob may tie at many levels; Ann compares, and perhaps Cat."""
    more = st.integers(0, 3)

    def end(dan=None):
        return (*(draw(more) for _ in range(3)), draw(more) if dan is None else dan)

    def tied(name):
        dan = draw(more)
        return Move("Dan", name, {"a": end(dan), "b": end(dan)})

    bob = Move("Bob", "then", {"a": tied("first"), "b": tied("second")})
    ann = Move("Ann", "start", {"a": bob, "b": end()})
    tree = Move("Cat", "before", {"a": ann, "b": end()}) if draw(st.booleans()) else ann
    return ExtensiveForm.from_tree(["Ann", "Bob", "Cat", "Dan"], tree)


TIED = st.one_of(trees(FEW), trees(FEW, depth=2), tied_chains(), curved())
GRID = [Fraction(n, 4) for n in range(5)]


def ranges(game):
    return [payoff_pieces(game, [column]).range for column in range(len(game.players))]


@cases(11, 2000)
def test_every_equilibrium_on_a_grid_lies_in_a_piece(count):
    looked_at = Counter()

    @always(count, TIED)
    def law(game):
        plans = Plans(game, grid=GRID)
        pieces = payoff_pieces(game, range(len(game.players))).pieces
        corners = [[corner.at for corner in piece] for piece in pieces]
        for payoffs, _ in sorted(plans.outcomes)[:60]:
            assert any(payoffs in own or in_hull(payoffs, own) for own in corners)
        looked_at[len(plans.outcomes) > 1] += 1

    assert looked_at[True] > count / 3


@cases(7, 1000)
def test_pieces_that_chance_joins_cover_the_same_and_no_more_at_the_start(monkeypatch, count):
    met = Counter()

    @always(count, TIED, st.lists(TIED, min_size=1, max_size=2))
    def law(game, others):
        same = [other for other in others if len(other.players) == len(game.players)]
        parts = [game, *same]
        odds = Fraction(1, len(parts))
        nodes = {f"o{n}": (odds, _copied(own, 0, f"{n}: ")) for n, own in enumerate(parts)}
        whole = ExtensiveForm.from_tree(game.players, Chance(nodes))
        apart = payoff_pieces(whole, range(len(whole.players))).pieces
        known = ranges(whole)
        monkeypatch.setattr(pieces_of_payoffs, "MOST_AVERAGES", 1)
        joined = payoff_pieces(whole, range(len(whole.players))).pieces
        assert len(joined) == 1
        kept = [
            low <= least and most <= high
            for (low, high), (least, most) in zip(ranges(whole), known, strict=True)
        ]
        assert all(kept)
        if not any(isinstance(node, Lottery) for own in parts for node in own.nodes):
            assert ranges(whole) == known  # nobody chooses above where pieces are joined
            met["the same"] += 1
        monkeypatch.undo()
        hull = [corner.at for corner in joined[0]]
        assert all(corner.at in hull or in_hull(corner.at, hull) for piece in apart for corner in piece)
        met[len(apart) > 1] += 1

    assert min(met[True], met["the same"]) > 0


def _copied(game, place, before):
    """A game as a part of another one, its sets named apart."""
    node = game.nodes[place]
    if isinstance(node, Terminal):
        return node.payoffs
    below = [_copied(game, child, before) for child in node.children]
    if isinstance(node, Lottery):
        return Chance({f"c{n}": pair for n, pair in enumerate(zip(node.probabilities, below, strict=True))})
    info = game.information_sets[node.information_set]
    return Move(info.player, before + info.name, dict(zip(info.actions, below, strict=True)))


def tied_after_chance(count, outside):
    """Bob may leave; else chance leads to one of many moves of Ann, who does not care about him."""
    rooms = {
        f"room {n}": (Fraction(1, count), Move("Ann", f"in {n}", {"l": (1, n), "r": (1, 2 * n + 3)}))
        for n in range(count)
    }
    return ExtensiveForm.from_tree(
        ["Ann", "Bob"], Move("Bob", "first", {"in": Chance(rooms), "out": (0, outside)})
    )


@pytest.mark.parametrize("count", [3, 14, 40])
def test_ties_below_chance_are_added_and_not_multiplied_out(count):
    least, most = Fraction(count - 1, 2), Fraction(count + 2)
    game = tied_after_chance(count, least - 1)
    found = solve(game)
    assert (found.completeness.status, found.pure_plans) == ("proved", 2**count)
    assert found.to_data()["ranges"] == {"Ann": ["1", "1"], "Bob": [str(least), str(most)]}
    assert len(found.ties) == count
    between = tied_after_chance(count, (least + most) / 2)
    lowest, highest = ends(between, 1).plans
    assert expected_payoffs(between, lowest)[1] == (least + most) / 2
    assert expected_payoffs(between, highest)[1] == most
    for own in (game, between, tied_after_chance(count, most + 1)):
        verdict = detect(own, mover="Bob", action="in", at="first", quantifier="possible")
        assert verdict.name == "absent"  # T4 holds of every equilibrium
        assert verify(verdict.certificate).verdict == "absent"
        seconded(verdict.certificate.to_data())


@cases(7, 2000)
def test_every_end_is_attained_by_a_plan_that_is_subgame_perfect_by_definition(count):
    settled = Counter()

    @always(count, TIED)
    def law(game):
        for column, (low, high) in enumerate(ranges(game)):
            found = ends(game, column)
            settled[isinstance(found, Ends)] += 1
            if isinstance(found, Ends):
                lowest, highest = found.plans
                assert is_subgame_perfect(game, lowest)
                assert is_subgame_perfect(game, highest)
                paid = [expected_payoffs(game, plan)[column] for plan in found.plans]
                assert low <= paid[0] <= paid[1] <= high
                assert found.cuts or paid == [low, high]

    assert settled[False] <= sum(settled.values()) / 50


@cases(17, 2000)
def test_no_range_is_wider_than_by_intervals_or_narrower_than_by_plans(count):
    narrower = Counter()

    @always(count, TIED)
    def law(game):
        limits, plans = bounds(game), Plans(game, grid=GRID)
        for who, (low, high) in enumerate(ranges(game)):
            wide, paid = limits.intervals[0][who], [payoffs[who] for payoffs, _ in plans.outcomes]
            assert wide[0] <= low <= min(paid)
            assert max(paid) <= high <= wide[1]
            narrower[(low, high) != wide] += 1

    assert narrower[True] > count / 30


@cases(30, 1500)
def test_ties_are_those_of_plans_and_no_plan_takes_what_is_never_taken(count):
    never = Counter()

    @always(count, TIED)
    def law(game):
        covered = payoff_pieces(game, [0])
        assert covered.ties == bool(Plans(game).ties) == bounds(game).ties
        taken = covered.never(game)
        for number, info in enumerate(game.information_sets):
            for action in range(len(info.actions)):
                used = any(used for _, used in Plans(game, {(number, action)}, grid=GRID).outcomes)
                if used:
                    assert (number, action) not in taken
                never[(number, action) in taken, used] += 1

    assert never[True, False] > count
    assert never[False, True] > count
    assert never[False, False] < never[False, True] / 5  # used only off the grid, or not seen to be unused


def in_pieces(game):
    """What solve finds, and all equilibria as pieces prove them."""
    solved = solve(game)
    return solved, established(game, solved, game.players[0], in_pieces=True).equilibria


@pytest.mark.slow
@cases(8, 1500)
def test_what_is_payoff_dominant_under_ties_gives_nobody_less_than_any_equilibrium(count):
    told = Counter()

    @always(count, TIED)
    def law(game):
        _, known = in_pieces(game)
        if not known.infinite:
            return
        outcomes = [payoffs for payoffs, _ in Plans(game, grid=GRID).outcomes]
        greatest = tuple(high for _, high in ranges(game))
        chosen = selected_payoffs(known, "payoff-dominant")
        if chosen == "not every player's greatest payoff is attained by a plan that is listed":
            told["open"] += 1  # it lies on a curve
            paid = [expected_payoffs(game, plan) for plan in known.profiles]
            assert any(max(own) < high for own, high in zip(zip(*paid, strict=True), greatest, strict=True))
            return
        told[isinstance(chosen, str)] += 1
        if isinstance(chosen, str):
            assert chosen == "no equilibrium is best for every player at once"
            assert greatest not in outcomes
        else:
            assert chosen == greatest
            assert all(x >= y for payoffs in outcomes for x, y in zip(chosen, payoffs, strict=True))
            plans = [p for p in known.profiles if expected_payoffs(game, p) == chosen]
            assert plans
            assert all(is_subgame_perfect(game, plan) for plan in plans)

    assert min(told[True], told[False]) > count / 10
    assert told["open"] <= count / 50


@cases(8, 1500)
def test_a_habit_under_ties_is_what_every_listed_plan_does_where_it_comes(count):
    told = Counter()

    @always(count, TIED)
    def law(game):
        solved, known = in_pieces(game)
        if not known.infinite:
            return
        for player in game.players:
            usual = habit(known, player)
            done = set()
            for plan in solved.profiles:
                reached = realization_probabilities(game, plan)
                for info, members, odds in zip(
                    game.information_sets, game.members, plan.probabilities, strict=True
                ):
                    if info.player == player and reached[members[0]]:
                        done |= {a for a, p in zip(info.actions, odds, strict=True) if p}
            told[usual is None, len(done) == 1] += 1
            assert usual is None or done == {usual}

    assert told[False, True] > count / 5
    assert told[True, True] < told[False, True]


def restricted(game, place):
    """The subgame at a node, as a game."""
    return truncated(game, place, {}).game


@cases(22, 1500)
def test_the_range_at_the_root_follows_from_the_subgames_alone(count):
    roots = Counter()

    @always(count, st.one_of(TIED, trees(FEW, root="chance")))
    def law(game):
        root = game.nodes[0]
        if isinstance(root, Terminal):
            return
        below = [ranges(restricted(game, child)) for child in root.children]
        whole = ranges(game)
        roots[type(root)] += 1
        if isinstance(root, Decision):
            mover = game.mover(root)
            assert whole[mover] == tuple(max(own[mover][end] for own in below) for end in (0, 1))
        else:
            for who in range(len(game.players)):
                for end in (0, 1):
                    parts = zip(root.probabilities, below, strict=True)
                    assert whole[who][end] == sum(p * own[who][end] for p, own in parts)

    assert min(roots[Decision], roots[Lottery]) > count / 20


@cases(7, 1500)
def test_ranges_scale_with_payoffs(count):
    slope, shift = st.integers(1, 5), st.fractions(-3, 3, max_denominator=4)

    @always(count, TIED, st.lists(st.tuples(slope, shift), min_size=5, max_size=5))
    def law(game, scales):
        nodes = tuple(
            Terminal(tuple(a * x + b for x, (a, b) in zip(node.payoffs, scales, strict=False)))
            if isinstance(node, Terminal)
            else node
            for node in game.nodes
        )
        scaled = ranges(replace(game, nodes=nodes))
        for (low, high), (a, b), own in zip(ranges(game), scales, scaled, strict=False):
            assert own == (a * low + b, a * high + b)


def mirrored(game):
    """The same game with the branches of every move in the opposite order."""
    nodes = []

    def write(place):
        node, own = game.nodes[place], len(nodes)
        nodes.append(node)
        if not isinstance(node, Terminal):
            children = tuple(write(child) for child in reversed(node.children))
            nodes[own] = replace(node, children=children)
            if isinstance(node, Lottery):
                nodes[own] = Lottery(node.outcomes[::-1], node.probabilities[::-1], children)
        return own

    write(0)
    sets = tuple(replace(info, actions=info.actions[::-1]) for info in game.information_sets)
    return ExtensiveForm(game.players, sets, tuple(nodes))


@cases(11, 1500)
def test_the_order_of_actions_does_not_matter(count):
    @always(count, TIED)
    def law(game):
        assert ranges(mirrored(game)) == ranges(game)
        last = [
            {
                len(i.actions) - 1 - a
                for n, a in payoff_pieces(mirrored(game), [0]).never(mirrored(game))
                if n == k
            }
            for k, i in enumerate(game.information_sets)
        ]
        assert last == [
            {a for n, a in payoff_pieces(game, [0]).never(game) if n == k}
            for k in range(len(game.information_sets))
        ]


@cases(9, 800)
def test_finer_cuts_never_cover_more(count):
    @always(count, TIED)
    def law(game):
        for column in range(len(game.players)):
            wide = payoff_pieces(game, [column], 0).range
            for cuts in (1, 2, 3):
                low, high = payoff_pieces(game, [column], cuts).range
                assert wide[0] <= low <= high <= wide[1]
                wide = low, high


@pytest.mark.slow
def test_the_games_looked_at_have_many_pieces_and_stages_with_several_actions():
    @seen(200, TIED)
    def kinds(game):
        covered = payoff_pieces(game, range(len(game.players)))
        levels = (stage.levels for stage in covered.stages if len(stage.actions) > 1)
        return len(covered.pieces) > 1, any(low < high for low, high in levels)

    assert sum(n for (several, _), n in kinds.items() if several) > 20
    assert sum(n for (_, several_levels), n in kinds.items() if several_levels) > 20
