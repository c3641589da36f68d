"""Trees that end in subgames of three players, some of whose equilibria are irrational; against floats."""

from collections import Counter
from fractions import Fraction
from itertools import product
from random import Random

import pytest
from laws.both_checkers import seconded, verified
from witnesses.certificates import data_of
from witnesses.many_players import PEOPLE, root_of_21, table_of, unseen_moves
from witnesses.sampling import cases

from gametheory_paradox.clock import Clock
from gametheory_paradox.detectors import detect
from gametheory_paradox.detectors.at_point import EquilibriumProof, EquilibriumSolver, established
from gametheory_paradox.forms import Chance, ExtensiveForm, Move
from gametheory_paradox.forms.solvers import solve

PLAYERS, CLOSE = PEOPLE[:3], 1e-9


def drawn_table(random):
    """A table that has an irrational equilibrium."""
    while True:
        table = table_of((2, 2, 2), [random.randint(0, 99) for _ in range(24)])
        if solve(table).boxes:
            return table


def named_apart(table, name):
    """The moves of a table's players, at information sets of its own."""

    def after(*taken):
        if len(taken) == len(table.players):
            return table.cell(taken)
        who, names = table.players[len(taken)], table.actions[len(taken)]
        return Move(who, f"{who} in {name}", {action: after(*taken, a) for a, action in enumerate(names)})

    return after()


def worths(table):
    """What each of a table's isolated equilibria pays, as floats; None where some are not isolated."""
    found = solve(table)
    if found.completeness.status != "proved" or found.is_infinite:
        return None
    return [[float(low + high) / 2 for low, high in paid] for paid in found.payoff_bounds]


def best_ones(mover, options):
    """By backward induction, what is paid where the mover chooses among options; None where it is close."""
    paid = []
    for combination in product(*options):
        gets = sorted((own[mover] for own in combination), reverse=True)
        if gets[0] - gets[1] < CLOSE:
            return None
        paid.append(max(combination, key=lambda own: own[mover]))
    return sorted(paid)


def drawn_tree(number):
    """A mover above subgames, perhaps with chance between, and what each of its actions may be worth."""
    random = Random(f"three {number}")
    mover, depth = random.randrange(3), 1 + number % 2
    options, roots = [], []
    for place in range(2):
        table = drawn_table(random)
        own = worths(table)
        if own is None:
            return None
        root = named_apart(table, f"{place}")
        if depth == 2:  # another mover, who may end the game
            above, end = random.randrange(3), [random.randint(0, 99) for _ in PLAYERS]
            root = Move(PLAYERS[above], f"before {place}", {"on": root, "off": tuple(end)})
            own = best_ones(above, [own, [list(map(float, end))]])
        if random.random() < 0.3:
            other = [random.randint(0, 99) for _ in PLAYERS]
            root = Chance({"war": ("1/3", root), "none": ("2/3", tuple(other))})
            own = own and [[p / 3 + 2 * q / 3 for p, q in zip(row, other, strict=True)] for row in own]
        if own is None:
            return None
        options.append(own)
        roots.append(root)
    game = ExtensiveForm.from_tree(
        PLAYERS, Move(PLAYERS[mover], "start", dict(zip(("a", "b"), roots, strict=True)))
    )
    return game, best_ones(mover, options)


@cases(12, 600)
def test_every_combination_of_equilibria_of_subgames_leads_to_one(count):
    seen = Counter()
    for number in range(count):
        game, expected = drawn_tree(number) or (None, None)
        if expected is None:
            continue
        found = solve(game, budget=60)
        assert found.completeness.status == "proved", number
        paid = sorted([float(low + high) / 2 for low, high in own] for own in found.payoff_bounds)
        assert len(paid) == len(expected), number
        for own, other in zip(paid, expected, strict=True):
            assert own == pytest.approx(other, abs=1e-6), number

        mover = PLAYERS[0]
        every = established(game, found, mover).equilibria.payoffs(mover)
        assert float(every.low) == pytest.approx(min(own[0] for own in expected), abs=1e-6)
        assert float(every.high) == pytest.approx(max(own[0] for own in expected), abs=1e-6)
        seen["in boxes"] += bool(found.boxes)
        seen["compared"] += len(expected)

    assert seen["in boxes"] > count / 2
    assert seen["compared"] > 2 * count


@cases(8, 300)
def test_verdicts_on_such_trees_are_decided_and_proved(count):
    seen = Counter()
    for number in range(count):
        game, expected = drawn_tree(number) or (None, None)
        if expected is None:
            continue
        mover = game.mover(game.nodes[0])
        for action in ("a", "b"):
            verdict = detect(game, mover=PLAYERS[mover], action=action, budget=60)
            assert verdict.name in ("present", "absent"), number
            verified(data_of(verdict.certificate))
            seconded(data_of(verdict.certificate))
            seen[verdict.name] += 1

    assert sum(seen.values()) > count


def ends_of(number):
    return (number, number) if isinstance(number, Fraction) else number.bounds()


def equilibria_of_two(rows):
    """What every equilibrium of a 2×2 table in floats pays everybody; None where two payoffs are close."""
    for i in (0, 1):
        if abs(rows[0][i][0] - rows[1][i][0]) < CLOSE or abs(rows[i][0][1] - rows[i][1][1]) < CLOSE:
            return None
    pure = [
        rows[i][j]
        for i, j in product((0, 1), repeat=2)
        if rows[i][j][0] > rows[1 - i][j][0] and rows[i][j][1] > rows[i][1 - j][1]
    ]
    first, second = ([[cell[who] for cell in row] for row in rows] for who in (0, 1))
    slope = [first[0][0] - first[1][0] - first[0][1] + first[1][1]]
    slope.append(second[0][0] - second[0][1] - second[1][0] + second[1][1])
    if not all(slope):
        return pure
    q, p = (first[1][1] - first[0][1]) / slope[0], (second[1][1] - second[1][0]) / slope[1]
    if not (0 < p < 1 and 0 < q < 1):
        return pure
    weights = [p * q, p * (1 - q), (1 - p) * q, (1 - p) * (1 - q)]
    cells = [rows[0][0], rows[0][1], rows[1][0], rows[1][1]]
    return [*pure, [sum(w * c[k] for w, c in zip(weights, cells, strict=True)) for k in range(3)]]


@cases(8, 300)
def test_where_two_choose_before_nothing_is_beyond_what_is_proved(count):
    seen = Counter()
    for number in range(count):
        random = Random(f"two before {number}")
        tables = [drawn_table(random) for _ in range(2)]
        ends = [tuple(random.randint(0, 99) for _ in PLAYERS) for _ in range(2)]
        inner = [worths(table) for table in tables]
        if None in inner:
            continue
        moves = [named_apart(table, f"{place}") for place, table in enumerate(tables)]
        rows = ((moves[0], ends[0]), (ends[1], moves[1]))
        bob = [Move("Bob", "second", {"l": left, "r": right}) for left, right in rows]
        game = ExtensiveForm.from_tree(PLAYERS, Move("Ann", "first", {"u": bob[0], "d": bob[1]}))
        found = solve(game, budget=0.3)
        expected = []
        for one, other in product(*inner):
            known = equilibria_of_two(((one, ends[0]), (ends[1], other)))
            if known is None:
                break
            expected += known
        else:
            for who, player in enumerate(PLAYERS):
                with Clock(0.3) as clock:
                    proved = EquilibriumSolver("subgame-perfect", player, clock)(game)
                seen[type(proved).__name__] += 1
                if isinstance(proved, EquilibriumProof):
                    paid = proved.equilibria.payoffs(player)
                    low, high = float(ends_of(paid.low)[0]), float(ends_of(paid.high)[1])
                    assert all(low - CLOSE < own[who] < high + CLOSE for own in expected), number
                    seen["compared"] += len(expected)
            seen[found.completeness.status] += 1
            if found.completeness.status == "proved" and found.listed:
                assert len(found) == len(expected), number
                seen["counted"] += 1

    assert seen["compared"] > count
    assert seen["counted"] > count / 8


@pytest.mark.parametrize(("paid", "taken"), [("27087/10000", "go"), ("27088/10000", "stay")])
def test_what_a_subgame_is_worth_is_told_from_what_lies_next_to_it(paid, taken):
    moves = {"go": unseen_moves(root_of_21()), "stay": (0, paid, 0)}
    game = ExtensiveForm.from_tree(PLAYERS, Move("Bob", "before", moves))
    found = solve(game)
    assert found.completeness.status == "proved"
    (own,) = found
    assert {action for action, (_, high) in own["Bob"]["before"].items() if high} == {taken}
    for action in moves:
        verdict = detect(game, mover="Bob", action=action)
        assert (verdict.name, verdict.gap < 0) == ("absent", action == taken)
        verified(data_of(verdict.certificate))


def test_two_subgames_that_are_worth_the_same_irrational_number_are_left_open():
    moves = [named_apart(root_of_21(), name) for name in ("one", "two")]
    game = ExtensiveForm.from_tree(PLAYERS, Move("Bob", "start", dict(zip("ab", moves, strict=True))))
    found = solve(game)
    assert found.completeness.status == "partial"
    assert "do not tell what is best before it" in found.completeness.why
