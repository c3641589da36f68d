"""Chains of strategies: each way to play is a mixture of exactly one of them."""

from collections import Counter
from fractions import Fraction
from itertools import combinations
from random import Random

import pytest
from oracles.trees.games import draw
from witnesses.sampling import cases

from gametheory_paradox.claims.equilibria import strategy_chains
from gametheory_paradox.claims.equilibria.strategy_chains import maximal_chains, order_of
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games import has_perfect_recall
from gametheory_paradox.games.kuhn import behavior_strategy
from gametheory_paradox.games.pure_strategies import reduced_strategies

SQUARE = order_of([{0: 0, 1: 0}, {0: 0, 1: 1}, {0: 1, 1: 0}, {0: 1, 1: 1}])


def drawn_by_one_number(game, player, behavior):
    """The mixture in which one number from 0 to 1 decides at every set: strategies in its order, with odds.

    Written from the description: at each set reached the actions share out the interval of the way there.
    """

    def strategy_at(t):
        taken, ways = {}, {0: (Fraction(0), Fraction(1))}
        for number, info in enumerate(game.information_sets):
            if info.player != player:
                continue
            own = [(s, a) for s, a in own_choices(game, number) if game.information_sets[s].player == player]
            if any(taken.get(s) != a for s, a in own):
                continue
            low, high = ways[own[-1]] if own else ways[0]
            start = low
            for action, p in enumerate(behavior[number]):
                end = start + p * (high - low)
                if start <= t < end:
                    taken[number], ways[number, action] = action, (start, end)
                start = end
        return taken, [end for pair in ways.values() for end in pair]

    found, t = [], Fraction(0)
    while t < 1:
        strategy, ends = strategy_at(t)
        after = min(end for end in [*ends, Fraction(1)] if end > t)
        if found and found[-1][0] == strategy:
            found[-1][1] += after - t
        else:
            found.append([strategy, after - t])
        t = after
    return found


def own_choices(game, number):
    """What was chosen on the way to a set's first node, set by set."""
    way, place = [], game.members[number][0]
    while place:
        place, branch = game.parents[place]
        if hasattr(game.nodes[place], "information_set"):
            way.append((game.nodes[place].information_set, branch))
    return way[::-1]


def cases_of(count):
    """Trees with perfect recall, with one of their players and its strategies, and some odds for each."""
    for seed in range(count):
        random = Random(f"chains {seed}")
        game = draw(random, 2, random.randint(9, 15), (0, 1))
        assert has_perfect_recall(game)
        for player in game.players:
            own = reduced_strategies(game, player)
            yield game, player, own, random


def mixture_over(numbers, own, random):
    """A mixture of some of a player's strategies."""
    weights = [random.choice((0, 1, 1, 2, 5)) if number in numbers else 0 for number in range(len(own))]
    return [Fraction(w, sum(weights) or 1) for w in weights]


@cases(60, 4000)
def test_every_mixture_plays_like_one_over_a_chain(count):
    kinds = Counter()
    for game, player, own, random in cases_of(count):
        mixed = mixture_over(range(len(own)), own, random)
        if not any(mixed):
            continue
        behavior = behavior_strategy(game, player, own, mixed)
        again = [Fraction(0)] * len(own)
        for strategy, weight in drawn_by_one_number(game, player, behavior):
            again[own.index(strategy)] += weight
        assert behavior_strategy(game, player, own, again) == behavior
        used = {number for number, weight in enumerate(again) if weight}
        chains = list(maximal_chains(order_of(own), range(len(own))))
        assert any(used <= set(chain) for chain in chains)
        kinds["several chains" if len(chains) > 1 else "one"] += 1
        kinds["another mixture"] += again != mixed

    assert kinds["several chains"] > count / 5
    assert kinds["another mixture"] > count / 10


@cases(40, 2000)
def test_different_mixtures_over_a_chain_play_differently(count):
    apart = Counter()
    for game, player, own, random in cases_of(count):
        for chain in maximal_chains(order_of(own), range(len(own))):
            mixtures = [mixture_over(chain, own, random) for _ in range(2)]
            if all(map(any, mixtures)) and mixtures[0] != mixtures[1]:
                first, second = (behavior_strategy(game, player, own, one) for one in mixtures)
                assert first != second
                apart[len(chain) > 2] += 1

    assert apart[True] > count / 4


def test_the_chains_of_a_square_are_its_halves():
    assert [sorted(own) for own in SQUARE] == [[1, 2, 3], [3], [3], []]
    assert list(maximal_chains(SQUARE, range(4))) == [(0, 1, 3), (0, 2, 3)]
    assert list(maximal_chains(SQUARE, [1, 2])) == [(1,), (2,)]  # of these two neither comes first
    assert list(maximal_chains(SQUARE, [0, 3])) == [(0, 3)]


def test_each_chain_is_in_order_and_none_is_a_part_of_another():
    three = order_of([{0: a, 1: b, 2: c} for a in (0, 1) for b in (0, 1) for c in (0, 1)])
    chains = list(maximal_chains(three, range(8)))
    assert len(chains) == 6 == len(set(chains))
    assert chains == sorted(chains)
    for chain in chains:
        assert all(b in three[a] for a, b in combinations(chain, 2))
    assert not any(set(a) < set(b) for a in chains for b in chains)


def test_too_many_chains_are_refused(monkeypatch):
    monkeypatch.setattr(strategy_chains, "MOST_CHAINS", 1)
    with pytest.raises(CertificateRejected, match="more than 1 chains"):
        list(maximal_chains(SQUARE, range(4)))
