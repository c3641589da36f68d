"""The parts of a change add up to it, whatever the game; by orders of players, which the package never lists."""

from collections import Counter
from fractions import Fraction
from itertools import combinations, permutations, product

from hypothesis import strategies as st
from witnesses.games import PLAYERS, asked, narrow, paradoxes_in_tables, table, tables, trees, wide
from witnesses.sampling import always, cases

from gametheory_paradox.detectors import Channels, channels, detect


@st.composite
def three(draw):
    """2×2×2 tables."""
    cells = draw(st.lists(st.tuples(wide, narrow, narrow), min_size=8, max_size=8))
    return table((2, 2, 2), cells, PLAYERS)


ANY = st.one_of(asked(three()), asked(trees(wide)), asked(tables()))


def by_orders(players, payoffs):
    """What each player adds when they are let go one by one, averaged over all orders."""
    added, orders = Counter({player: Fraction(0) for player in players}), list(permutations(players))
    for order in orders:
        held = frozenset(players)
        for player in order:
            added[player] += (payoffs[held - {player}] - payoffs[held]) / len(orders)
            held -= {player}
    return dict(added)


def alone(request):
    """The same without a coalition."""
    return {key: value for key, value in request.items() if key != "coalition"}


@cases(150, 3000)
def test_the_parts_add_up(count):
    told = Counter()

    @always(count, ANY)
    def law(case):
        game, request = case
        request = alone(request)
        found = channels(game, **request)
        told[found.name] += 1
        told[found.name, len(found.habits)] += 1
        if found.name == "undecided":
            return
        others = {player for player in game.players if player != request["mover"]}
        assert set(found.reactions) == others
        assert all(found.reactions[who] == (0, 0) for who in others - set(found.habits))
        verdict = detect(game, quantifier="strong", **request)
        if verdict.comparison is not None:  # a guard-rail answers without payoffs
            assert -verdict.comparison.gap == found.change[1]
        # whichever end is picked in each game, the parts lie in their intervals and add up; and each end is attained
        held = list(found.payoffs)
        seen = {player: set() for player in found.habits}
        for without, *picked in product(set(found.without), *(set(found.payoffs[h]) for h in held)):
            payoffs = dict(zip(held, picked, strict=True))
            parts = by_orders(list(found.habits), payoffs)
            direct = payoffs[frozenset(found.habits)] - without
            assert direct + sum(parts.values()) == payoffs[frozenset()] - without
            assert found.direct[0] <= direct <= found.direct[1]
            for player, part in parts.items():
                seen[player].add(part)
        for player, parts in seen.items():
            assert (min(parts), max(parts)) == found.reactions[player]

    assert told["exact"] > count / 3
    assert told["bounds"] > count / 50
    assert told["exact", 2] > count / 20


@st.composite
def four_who_react(draw):
    """What the mover gets by who is frozen, drawn at will: a split in which three or four others react."""
    others = ("Ann", "Bob", "Cat", "Dan")[: draw(st.integers(3, 4))]
    game = table((1,) * (len(others) + 1), [(0,) * (len(others) + 1)], ("Mover", *others))
    held = [frozenset(some) for size in range(len(others) + 1) for some in combinations(others, size)]
    payoffs = {some: (low, low + draw(st.sampled_from([0, 0, 1, 5]))) for some in held for low in [Fraction(draw(wide))]}
    return Channels(game, "nash", "Mover", "a", (), {who: {"": "a"} for who in others}, (Fraction(3), Fraction(4)), payoffs)


@cases(60, 1000)
def test_every_order_counts_alike_whoever_reacts(count):
    @always(count, four_who_react())
    def law(found):
        others = list(found.habits)
        for pick, other in ((0, 1), (1, 0)):
            for player in others:  # the end of each payoff that is worst, or best, for this part
                payoffs = {some: got[other if player in some else pick] for some, got in found.payoffs.items()}
                assert by_orders(others, payoffs)[player] == found.reactions[player][pick]
        for part, held in ((found.change, frozenset()), (found.direct, frozenset(others))):
            low, high = found.payoffs[held]
            assert part == (low - 4, high - 3)
        lowest = {some: got[0] for some, got in found.payoffs.items()}
        total = lowest[frozenset()] - lowest[frozenset(others)]
        assert sum(by_orders(others, lowest).values()) == total


@cases(60, 1000)
def test_with_nobody_to_react_the_change_is_direct(count):
    told = Counter()

    @always(count, ANY)
    def law(case):
        game, request = case
        found = channels(game, **alone(request))
        if found.name == "exact" and all(part == (0, 0) for part in found.reactions.values()):
            assert found.direct == found.change
            told["direct"] += found.change != (0, 0)

    assert told["direct"] > 3


@cases(40, 500)
def test_against_frozen_players_having_more_to_choose_from_never_hurts(count):
    """In tables, where a frozen player does one thing whatever happens."""
    told = Counter()

    def law(case):
        game, request = case
        found = channels(game, mover=request["mover"], action=request["action"])
        if found.name == "exact":
            assert found.direct[0] >= 0
            told[found.direct[0] > 0] += 1
            told["loss"] += found.change[0] < 0

    always(count, asked(three()))(law)
    assert told[False] > 2
    always(count, paradoxes_in_tables())(law)
    assert min(told[True], told["loss"]) > count / 4
