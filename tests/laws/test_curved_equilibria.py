"""Equilibria of tables with ties, found without the package, are all listed or on a listed piece.

The oracles: all profiles of a grid, in integers; and Gröbner bases of the indifference equations of three
players who all mix (sympy), whose isolated solutions are where elimination along one mixture is needed.
"""

import json
from collections import Counter
from fractions import Fraction
from itertools import product
from random import Random

import numpy as np
import pytest
import sympy
from laws.both_checkers import seconded, verified
from oracles import other_checker
from witnesses.certificates import data_of
from witnesses.many_players import table_of

from gametheory_paradox.clock import Clock
from gametheory_paradox.detectors import detect
from gametheory_paradox.detectors.at_point import established
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.forms import Profile, expected_payoffs
from gametheory_paradox.forms.proofs.nash import is_nash
from gametheory_paradox.forms.tables.proofs.every_nash_of_many import every_equilibrium
from gametheory_paradox.forms.tables.proofs.isolation import IsolatingBox
from gametheory_paradox.forms.tables.solvers.cell_enumeration import cell_enumeration


def degenerate(shape, number, high=2):
    """A table with payoffs from 0 to a small number."""
    random = Random(f"degenerate {shape} {number}")
    size = len(shape) * int(np.prod(shape))
    return [random.randint(0, high) for _ in range(size)]


def simplex_grid(size, parts):
    """All mixtures in so many parts, as integers."""
    return [odds for odds in product(range(parts + 1), repeat=size) if sum(odds) == parts]


def equilibria_on_a_grid(shape, numbers, parts):
    """All equilibria among the profiles of a grid, by expected payoffs in integers."""
    payoffs = np.array(numbers, dtype=np.int64).reshape(*shape, len(shape))
    grids = [simplex_grid(size, parts) for size in shape]
    best = np.ones([len(grid) for grid in grids], dtype=bool)
    for who in range(len(shape)):
        gives = payoffs[..., who]  # own action stays, the others' become places of their grids
        for other in range(len(shape)):
            if other != who:
                gives = np.moveaxis(np.tensordot(np.array(grids[other]), gives, (1, other)), 0, other)
        top = gives.max(axis=who, keepdims=True)
        short = np.tensordot(np.array(grids[who]), (gives < top).astype(np.int64), (1, who))
        best &= np.moveaxis(short, 0, who) == 0
    return [
        tuple(tuple(Fraction(p, parts) for p in grids[who][k]) for who, k in enumerate(place))
        for place in zip(*np.nonzero(best), strict=True)
    ]


def in_hull(simplex, odds):
    """Whether a mixture is in a simplex: its weights, by sympy's exact linear algebra."""
    vertices = [[Fraction(weight, sum(vertex)) for weight in vertex] for vertex in simplex]
    if len(vertices) == 1:
        return tuple(vertices[0]) == tuple(odds)
    if len(vertices) == 2:
        moved = [(a, b, p) for a, b, p in zip(*vertices, odds, strict=True) if a != b]
        shares = {(p - a) / (b - a) for a, b, p in moved}
        fixed = all(p == a for a, b, p in zip(*vertices, odds, strict=True) if a == b)
        return fixed and len(shares) == 1 and 0 <= shares.pop() <= 1
    matrix = sympy.Matrix([[sympy.Rational(x) for x in row] for row in zip(*vertices, strict=True)])
    unknowns = sympy.symbols(f"w0:{len(vertices)}")
    (solution,) = sympy.linsolve((matrix, sympy.Matrix([sympy.Rational(p) for p in odds])), *unknowns) or [
        (sympy.Integer(-1),)
    ]
    return all(weight.is_number and weight >= 0 for weight in solution)


def shown(game, found):
    boxes = [IsolatingBox.from_data(box) for box in found.proof["boxes"]]
    return every_equilibrium(game, boxes, found.proof["cutting"])


def is_covered(known, odds):
    """Whether an equilibrium is a point, or in a piece, a curved piece or a box."""
    cells = (*known.pieces, *(piece.simplices for piece in known.curved))
    return (
        any(point.probabilities == odds for point in known.points)
        or any(all(map(in_hull, cell, odds)) for cell in cells)
        or any(
            low <= p <= high
            for box in known.boxes
            for own, mixture in zip(box.bounds, odds, strict=True)
            for (low, high), p in zip(own, mixture, strict=True)
        )
    )


def check_grid(shape, numbers, parts, kinds):
    """Every equilibrium of a grid is covered, and what is listed is one."""
    game = table_of(shape, numbers)
    found = cell_enumeration(game, Clock(None))
    kinds[found.completeness.status] += 1
    kinds["curved"] += bool(found.curved)
    for step in found.proof["cutting"]:
        kinds[step[0]] += 1
    known = shown(game, found)
    for profile in found.profiles:
        assert is_nash(game, profile)
    for piece in known.curved:
        for point in piece.points:
            odds = tuple(tuple(Fraction(w, sum(own)) for w in own) for own in point)
            assert is_nash(game, Profile(game.information_sets, odds))
    if known.is_complete:
        for odds in equilibria_on_a_grid(shape, numbers, parts):
            kinds["on the grid"] += 1
            assert is_covered(known, odds), (shape, numbers, odds)


def test_every_equilibrium_of_a_grid_is_covered():
    kinds, shape, count = Counter(), (2, 2, 2), 10
    for number in range(count):
        check_grid(shape, degenerate(shape, number), 6, kinds)
    assert kinds["on the grid"] > 10 * count
    assert kinds["proved"] == count


@pytest.mark.slow
@pytest.mark.parametrize(
    ("shape", "parts", "count"), [((2, 2, 2), 12, 150), ((2, 2, 3), 4, 40), ((2, 2, 2, 2), 4, 30)]
)
def test_every_equilibrium_of_a_fine_grid_is_covered(shape, parts, count):
    kinds = Counter()
    for number in range(count):
        check_grid(shape, degenerate(shape, number), parts, kinds)
    assert kinds["curved"] > count // 20
    assert min(kinds["c"], kinds["e"], kinds["z"]) > 0
    assert kinds["proved"] > 0.9 * count


# Random(seed) draws payoffs from 0 to 2, cell by cell.  Of each game something was open before conditions
# were divided where everything is used (d), players were between two mixtures (b), boxes were settled along
# their bounds (x), or short edges were cut differently (s).
OPEN_BEFORE = [
    pytest.param((2, 2, 2, 2), 30, 6, id="d"),
    pytest.param((3, 3, 3), 3, 4, id="d, three actions"),
    pytest.param((2, 2, 2, 2), 139, 6, id="b"),
    pytest.param((2, 2, 2, 2), 156, 6, id="b, one point"),
    pytest.param((2, 2, 2, 2), 160, 6, id="b, many cuts"),
    pytest.param((3, 2, 2), 503, 12, id="b, three actions"),
    pytest.param((2, 2, 2, 2), 247, 6, id="s"),
    pytest.param((3, 2, 2), 197, 12, id="s, an irrational point"),
    pytest.param((3, 2, 2), 273, 12, id="x"),
]


@pytest.mark.parametrize(("shape", "seed", "parts"), OPEN_BEFORE)
def test_games_that_were_open_are_proved(shape, seed, parts):
    random, kinds = Random(seed), Counter()
    size = len(shape) * int(np.prod(shape))
    numbers = [random.randint(0, 2) for _ in range(size)]
    check_grid(shape, numbers, parts, kinds)
    assert kinds["proved"] == 1
    assert kinds["on the grid"] > 1
    game = table_of(shape, numbers)
    verdict = detect(game, mover=game.players[0], action=game.actions[0][0], quantifier="worst")
    assert verdict.name != "undecided"
    verified(data_of(verdict.certificate.data))
    seconded(data_of(verdict.certificate.data))


def paid_on_a_grid(shape, numbers, parts):
    """What the players get in the equilibria of a grid, each column by itself."""
    cells = np.array(numbers, dtype=object).reshape(*shape, len(shape))
    for odds in equilibria_on_a_grid(shape, numbers, parts):
        paid = cells
        for own in odds:
            paid = np.tensordot(np.array(own, dtype=object), paid, (0, 0))
        yield tuple(paid)


def check_ends(shape, number, parts, kinds):
    """No equilibrium of a grid pays a player more or less than the ends, which others come near to."""
    numbers = degenerate(shape, number)
    game = table_of(shape, numbers)
    found = cell_enumeration(game, Clock(None))
    if not found.curved or found.completeness.status != "proved":
        return
    paid = list(paid_on_a_grid(shape, numbers, parts))
    for who, player in enumerate(game.players):
        known = established(game, found, player)
        payoffs = known.equilibria.payoffs(player)
        listed = [expected_payoffs(game, profile)[who] for profile in known.equilibria.profiles]
        kinds["by a chain"] += any(len(step) > 4 for step in known.proof["cutting"])
        for end, nearest in ((payoffs.low, min(listed)), (payoffs.high, max(listed))):
            exact = isinstance(end, Fraction)
            kinds["exact" if exact else "enclosed"] += 1
            if exact and not found.boxes:
                assert end == nearest
            elif not exact:
                low, high = end.bounds(5)
                assert high - low < Fraction(1, 1 << 20)
        for own in paid:
            kinds["on the grid"] += 1
            assert payoffs.low <= own[who] <= payoffs.high


def test_no_equilibrium_of_a_grid_pays_beyond_the_ends():
    kinds = Counter()
    for number in (9, 15, 28, 38):
        check_ends((2, 2, 2), number, 6, kinds)
    assert kinds["on the grid"] > 100
    assert min(kinds["by a chain"], kinds["exact"]) > 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("shape", "parts", "count"), [((2, 2, 2), 12, 300), ((2, 2, 3), 6, 60), ((2, 2, 2, 2), 4, 30)]
)
def test_no_equilibrium_of_a_fine_grid_pays_beyond_the_ends(shape, parts, count):
    kinds = Counter()
    for number in range(count):
        check_ends(shape, number, parts, kinds)
    assert kinds["on the grid"] > 10 * count
    assert min(kinds["by a chain"], kinds["exact"]) > 0


def solutions_of_all_mixing(numbers):
    """The isolated real solutions at which all of three players are indifferent, by a Gröbner basis."""
    odds = sympy.symbols("x y z")
    payoffs = np.array(numbers).reshape(2, 2, 2, 3)
    equations = []
    for who in range(3):
        total = sympy.Integer(0)
        for place in product(range(2), repeat=3):
            weight = sympy.Integer(int(payoffs[place][who])) * (-1) ** place[who]
            for other, action in enumerate(place):
                if other != who:
                    weight *= odds[other] if action == 0 else 1 - odds[other]
            total += weight
        equations.append(sympy.expand(total))
    if any(equation == 0 for equation in equations):
        return None
    basis = sympy.groebner(equations, *odds, order="lex")
    if not basis.is_zero_dimensional:
        return None
    found = []
    for z in sympy.Poly(basis.exprs[-1], odds[2]).real_roots():
        at = [sympy.simplify(expr.subs(odds[2], z)) for expr in basis.exprs]
        solved = sympy.solve([expr for expr in at if expr != 0], odds[:2], dict=True)
        found += [(own[odds[0]], own[odds[1]], z) for own in solved if len(own) == 2]
    return [own for own in found if all(value.is_real and 0 < value < 1 for value in own)]


@pytest.mark.slow
def test_isolated_solutions_of_a_groebner_basis_are_covered():
    kinds = Counter()
    for number in range(100):
        numbers = degenerate((2, 2, 2), number, 4)
        solutions = solutions_of_all_mixing(numbers)
        if solutions is None:
            continue
        game = table_of((2, 2, 2), numbers)
        known = shown(game, cell_enumeration(game, Clock(None)))
        assert known.is_complete
        kinds["zero-dimensional"] += 1
        for solution in solutions:
            kinds["solutions"] += 1
            if all(value.is_rational for value in solution):
                odds = tuple((Fraction(str(v)), 1 - Fraction(str(v))) for v in solution)
                assert is_covered(known, odds)
            else:
                near = [float(value) for value in solution]
                assert any(
                    all(abs(float(own[0][0]) - p) < 1e-6 for own, p in zip(box.bounds, near, strict=True))
                    for box in known.boxes
                )
                kinds["irrational"] += 1
    assert kinds["solutions"] > 5


@pytest.mark.slow
def test_an_action_that_changes_no_equilibrium_gains_in_none_of_a_grid_without_it():
    """Of the verdicts that hang on it: all equilibria of a grid without the action are some with it."""
    kinds, shape, parts = Counter(), (2, 2, 2), 6
    for number in range(94, 140):
        numbers = degenerate(shape, number)
        game = table_of(shape, numbers)
        (player, *_), ((lost, *_), *_) = game.players, game.actions
        verdict = detect(game, mover=player, action=lost, quantifier="possible")
        assert verdict.name != "undecided"
        if verdict.comparison.gap <= 0:
            continue
        with_it = set(equilibria_on_a_grid(shape, numbers, parts))
        without = equilibria_on_a_grid((1, 2, 2), numbers[len(numbers) // 2 :], parts)
        extended = {((Fraction(0), Fraction(1)), *others) for _, *others in without}
        if verdict.name == "absent":
            kinds["the same"] += 1
            assert with_it == extended
            data = data_of(verdict.certificate)
            verified(data)
            other_checker.check(json.dumps(data))
            with pytest.raises(CertificateRejected):
                verified({**data, "verdict": "present"})
        kinds["different"] += with_it != extended
    assert kinds["the same"] > 3
    assert kinds["different"] > 10
