"""Laws of all information structures, and of the games played with them."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import strategies as st
from witnesses.games import LABELS, narrow, table
from witnesses.sampling import always, cases, seen

from gametheory_paradox.concepts import Garbling, InformationStructure, find_garbling, value_of_information
from gametheory_paradox.games import NormalForm

STATES = ("s1", "s2", "s3")
PEOPLE = ("Ann", "Bob")
weights = st.integers(0, 3)


@st.composite
def distributions(draw, names):
    """Probabilities of names, many of them zero."""
    odds = draw(st.lists(weights, min_size=len(names), max_size=len(names)).filter(any))
    return {name: Fraction(p, sum(odds)) for name, p in zip(names, odds, strict=True)}


@st.composite
def structures(draw, players=PEOPLE, states=None):
    """Joint laws of up to three states and two signals of each player, often with correlated signals."""
    states = states or STATES[: draw(st.integers(1, 3))]
    paths = list(product(states, *([("l", "r")] * len(players))))
    return InformationStructure.from_law(players, draw(distributions(paths)))


@st.composite
def garblings(draw, of):
    """A structure, and what garbling makes of Ann's signals."""
    better = draw(of)
    matrix = {
        signal: draw(distributions(("x", "y", "z")[: draw(st.integers(1, 3))]))
        for signal in better.signals("Ann")
    }
    return better, better.garbled("Ann", matrix)


@st.composite
def pairs(draw):
    """Two structures that differ in Ann's signals alone, as a rule with neither a garbling of the other."""
    states = STATES[: draw(st.integers(2, 3))]
    rest = draw(distributions(list(product(states, ("l", "r")))))
    laws = []
    for _ in range(2):
        law, signals = {}, ("a", "b", "c")[: draw(st.integers(2, 3))]
        for (state, bob), p in rest.items():
            for signal, q in draw(distributions(signals)).items():
                law[state, signal, bob] = p * q
        laws.append(InformationStructure.from_law(PEOPLE, law))
    return tuple(laws)


def either():
    """Two structures that differ in Ann's signals alone: each may be a garbling of the other or not."""
    known = garblings(structures())
    return st.one_of(pairs(), known, known.map(lambda pair: pair[::-1]))


@st.composite
def with_games(draw, structure, players, size=2, payoffs=narrow, zero_sum=False):
    """What ``structure`` draws, with a game for each state."""
    drawn = draw(structure)
    shape = (size,) * len(players)
    games = {}
    for state in drawn[0].states:
        cells = draw(
            st.lists(
                st.tuples(*[payoffs] * len(players)),
                min_size=size ** len(players),
                max_size=size ** len(players),
            )
        )
        games[state] = table(shape, [(own, -own) for own, _ in cells] if zero_sum else cells)
    return drawn, games


def best_in(law, payoffs, actions):
    """The most that Ann can expect who sees her signal: every plan from signals to actions is tried.

    ``law`` maps (state, Ann's signal, others' signals) to a probability, ``payoffs`` maps (state, others'
    signals) to one number per action.
    """
    signals = sorted({path[1] for path in law})
    plans = product(range(actions), repeat=len(signals))
    return max(
        sum(p * payoffs[(path[0], *path[2:])][plan[signals.index(path[1])]] for path, p in law.items())
        for plan in plans
    )


@cases(17, 800)
def test_what_is_garbled_is_found_to_be(count):
    @always(count, garblings(structures()))
    def law(pair):
        found = find_garbling(*pair, "Ann")
        assert isinstance(found, Garbling)
        assert found.holds()


@cases(14, 800)
def test_either_the_garbling_or_the_decision_proves_itself(count):
    @always(count, either())
    def law(pair):
        better, worse = pair
        found = find_garbling(better, worse, "Ann")
        assert found.holds()
        if isinstance(found, Garbling):
            # Sum the product of law and matrix by hand.
            made = {}
            for path, p in better.law:
                row = found.matrix[better.signals("Ann").index(path[1])]
                for signal, q in zip(worse.signals("Ann"), row, strict=True):
                    made[(path[0], signal, *path[2:])] = made.get((path[0], signal, *path[2:]), 0) + p * q
            assert {path: p for path, p in made.items() if p} == dict(worse.law)
        else:
            payoffs = dict(zip(better.beside("Ann"), found.payoffs, strict=True))
            actions = len(worse.signals("Ann"))
            assert found.with_better == best_in(dict(better.law), payoffs, actions)
            assert found.with_worse == best_in(dict(worse.law), payoffs, actions)
            assert found.with_worse > found.with_better
            # To take the action that is called like the signal is enough.
            signals = worse.signals("Ann")
            followed = sum(p * payoffs[path[0], *path[2:]][signals.index(path[1])] for path, p in worse.law)
            assert found.with_worse >= followed > found.with_better


@pytest.mark.slow
def test_both_answers_are_frequent():
    @seen(200, either())
    def kinds(pair):
        return tuple(
            find_garbling(one, other, "Ann").is_more_informative for one, other in (pair, pair[::-1])
        )

    assert all(kinds[answers] >= 10 for answers in product((True, False), repeat=2))


@cases(8, 400)
def test_the_order_is_transitive_and_reflexive(count):
    @always(count, garblings(garblings(structures()).map(lambda pair: pair[1])), garblings(structures()))
    def law(pair, other):
        middle, last = pair
        assert find_garbling(middle, middle, "Ann").is_more_informative
        first, between = other
        assert find_garbling(first, between, "Ann").is_more_informative
        again = between.garbled("Ann", {signal: {"only": 1} for signal in between.signals("Ann")})
        assert find_garbling(first, again, "Ann").is_more_informative
        assert find_garbling(middle, last, "Ann").is_more_informative


@cases(11, 400)
def test_a_lone_decision_maker_never_loses_by_knowing_more(count):
    @always(count, with_games(garblings(structures(("Ann",))), ("Ann",), size=3))
    def law(case):
        (better, worse), games = case
        found = value_of_information(games, "Ann", better=better, worse=worse)
        assert found.is_complete
        assert found.value[0] >= 0
        payoffs = {(state,): [cell[0] for cell in game.payoffs] for state, game in games.items()}
        for structure, own in ((better, found.with_better), (worse, found.with_worse)):
            assert own.low == own.high == best_in(dict(structure.law), payoffs, 3)


@pytest.mark.slow
def test_and_often_gains():
    @seen(150, with_games(garblings(structures(("Ann",))), ("Ann",), size=3))
    def gains(case):
        (better, worse), games = case
        return value_of_information(games, "Ann", better=better, worse=worse).value[0] > 0

    assert gains[True] >= 15


@cases(8, 400)
def test_the_decision_that_separates_two_structures_is_a_game_in_which_the_other_is_better(count):
    @always(count, pairs())
    def law(pair):
        # Bob's signal is made part of the state: then Ann decides alone.
        better, worse = (
            InformationStructure.from_law(("Ann",), {(f"{s} {b}", a): p for (s, a, b), p in one.law})
            for one in pair
        )
        found = find_garbling(better, worse, "Ann")
        if found.is_more_informative:
            return
        actions = LABELS[: len(found.payoffs[0])]
        games = {
            state: NormalForm.from_tables(["Ann"], [actions], own)
            for (state,), own in zip(better.beside("Ann"), found.payoffs, strict=True)
        }
        value = value_of_information(games, "Ann", better=better, worse=worse)
        assert value.value == (found.with_better - found.with_worse,) * 2
        assert value.value[1] < 0
        assert not value.backfires("possible")  # it is no question of more information


@cases(5, 300)
def test_in_a_constant_sum_game_more_information_never_hurts(count):
    @always(count, with_games(garblings(structures()), PEOPLE, zero_sum=True))
    def law(case):
        (better, worse), games = case
        found = value_of_information(games, "Ann", better=better, worse=worse)
        assert found.is_complete
        assert found.value[0] == found.value[1] >= 0


@st.composite
def safe_or_tempting(draw):
    """Two states and games in which Ann, who knows the state, takes the action that wins, not a safe one.

    Bob is better off with "b" against the safe action, and with "a" against what tempts her; "a" leaves her
    next to nothing.
    """
    big, small = draw(st.integers(20, 40)), draw(st.integers(2, 8))
    # More than the safe action, less than twice it.
    tempted = [draw(st.integers(n + 1, 2 * n - 1)) for n in (small, big)]
    apart, together = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    games = {}
    for state, wins in (("s1", 1), ("s2", 2)):
        ann = [[small, big], *([[tempted[0], tempted[1]] if action == wins else [0, 0] for action in (1, 2)])]
        bob = [[apart, apart + together], [apart, 0], [apart, 0]]
        games[state] = NormalForm.from_tables(PEOPLE, [LABELS, LABELS[:2]], ann, bob)
    prior = {"s1": Fraction(1, 2), "s2": Fraction(1, 2)}
    better = InformationStructure.from_signals(PEOPLE, prior, {"Ann": {state: {state: 1} for state in prior}})
    return better, InformationStructure.from_signals(PEOPLE, prior, {}), games, tempted[0] - big


@cases(11, 300)
def test_in_other_games_it_can(count):
    @always(count, safe_or_tempting())
    def law(case):
        better, worse, games, value = case
        found = value_of_information(games, "Ann", better=better, worse=worse)
        assert found.value == (value, value)
        assert found.backfires("strong")
        assert not value_of_information(games, "Bob", better=worse, worse=worse).backfires("possible")
