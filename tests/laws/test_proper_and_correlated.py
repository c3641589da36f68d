"""Proper equilibria lie among perfect ones; extensive-form correlated ones contain what else is known."""

from collections import Counter
from fractions import Fraction
from random import Random

from witnesses.sampling import cases

from gametheory_paradox.concepts import (
    correlated_equilibrium,
    extensive_form_correlated_equilibrium,
    first_move_unobserved,
    proper_equilibria,
    trembling_hand_perfection,
)
from gametheory_paradox.games import Chance, ExtensiveForm, Move, NormalForm
from gametheory_paradox.games.reduced_normal_form import reduced_normal_form
from gametheory_paradox.solvers import solve
from gametheory_paradox.solvers.linear_program import confirms

SMALL = Fraction(1, 10**6)
WEIGHTS = [{"A": 1, "B": 0}, {"A": -1, "B": 0}, {"A": 0, "B": 1}, {"A": 0, "B": -1}, {"A": 2, "B": -1}]


def table(seed, values=(0, 1, 2)):
    random = Random(seed)
    m, n = random.choice([(2, 2), (2, 3), (3, 3)])
    rows = [[[random.choice(values) for _ in range(n)] for _ in range(m)] for _ in "AB"]
    names = ["abc"[:m], "xyz"[:n]]
    return NormalForm.from_tables(["A", "B"], [list(own) for own in names], *rows)


def near(game, profile, orders):
    """The totally mixed play to which orders of mistakes lead, with a small number in the place of ε."""
    found = []
    for weights in orders.weights:
        play = [sum(SMALL**j * own[a] for j, own in enumerate(weights)) for a in range(len(weights[0]))]
        found.append([p / sum(play) for p in play])
    assert all(
        abs(p - q) < 100 * SMALL
        for own, odds in zip(found, profile.probabilities, strict=True)
        for p, q in zip(own, odds, strict=True)
    )
    return found


def is_nearly_proper(game, play):
    """Whether of any two actions the worse one is less likely by far: the definition itself."""
    first, second = (game.matrix(player) for player in game.players)
    values = [
        [sum(u * p for u, p in zip(row, play[1], strict=True)) for row in first],
        [sum(u * p for u, p in zip(column, play[0], strict=True)) for column in zip(*second, strict=True)],
    ]
    return all(
        own[a] <= own[b] / 1000
        for own, pays in zip(play, values, strict=True)
        for a in range(len(own))
        for b in range(len(own))
        if pays[a] < pays[b]
    )


@cases(25, 1200)
def test_proper_equilibria_are_perfect_and_have_play_nearby_that_shows_it(count):
    met = Counter()
    for seed in range(count):
        game = table(seed)
        found = proper_equilibria(solve(game))
        assert found.holds()
        assert len(found.proper) + len(found.excluded) == len(found.verdicts)
        assert found.proper or found.equilibria.is_infinite  # every table has one
        tree = first_move_unobserved(game, "A")
        perfect = trembling_hand_perfection(solve(tree, concept="nash"))
        profiles = [perfect.equilibria.profiles[n].probabilities for n in perfect.perfect]
        for number in found.proper:
            profile = found.equilibria.profiles[number]
            assert profile.probabilities in profiles, seed
            play = near(game, profile, found.verdicts[number].orders)
            assert is_nearly_proper(game, play), seed
        met["proper"] += len(found.proper)
        met["perfect alone"] += len(profiles) - len(found.proper)
        met["excluded"] += len(found.excluded)
    assert met["proper"] > count // 2
    assert met["excluded"] > count // 4
    assert met["perfect alone"] > 0


@cases(4, 200)
def test_of_a_table_both_correlated_equilibria_are_the_same(count):
    for seed in range(count):
        game = table(seed, range(-5, 6))
        tree = first_move_unobserved(game, "A")
        for weights in WEIGHTS:
            mine = extensive_form_correlated_equilibrium(tree, weights)
            assert mine.value == correlated_equilibrium(game, weights).value
            assert confirms(mine.program, mine.optimum)


def two_stages(seed):
    """A moves, B answers without seeing all, and A may have the last word; chance may begin."""
    random = Random(seed)

    def end():
        return tuple(random.randint(-4, 4) for _ in "AB")

    def reply(name):
        last = Move("A", "last", {"u": end(), "d": end()}) if name == "blind" else end()
        return Move("B", name, {"l": end(), "r": last if random.random() < 0.5 else end()})

    def start(name):
        return Move("A", name, {"T": reply("blind"), "D": Move("B", "blind", {"l": end(), "r": end()})})

    if seed % 3:
        return ExtensiveForm.from_tree(["A", "B"], start("start"))

    def sender(kind):
        return Move("A", kind, {"m": reply("after m"), "n": reply("after n")})

    return ExtensiveForm.from_tree(["A", "B"], Chance({"x": ("1/3", sender("x")), "y": ("2/3", sender("y"))}))


@cases(3, 300)
def test_extensive_form_correlation_reaches_what_nash_sequential_and_correlated_equilibria_do(count):
    strictly = 0
    for seed in range(count):
        game = two_stages(seed)
        whole = reduced_normal_form(game).table
        payoffs = [
            dict(zip(game.players, own, strict=True))
            for concept in ("nash", "sequential")
            for own in solve(game, concept=concept).payoffs
        ]
        assert payoffs
        for weights in WEIGHTS:
            most = extensive_form_correlated_equilibrium(game, weights).value
            assert all(sum(weights[who] * own[who] for who in own) <= most for own in payoffs), seed
            told_before = correlated_equilibrium(whole, weights).value
            assert told_before <= most, seed
            strictly += told_before < most
    assert strictly or count < 20
