"""Tables with three and more players: random ones, and some whose equilibria are known."""

from fractions import Fraction
from itertools import product
from math import prod

from hypothesis import strategies as st

from gametheory_paradox.forms import ExtensiveForm, Move, NormalForm
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import Term, number_of
from gametheory_paradox.forms.tables.proofs.isolation import EquilibriumPoint, IsolatingBox
from gametheory_paradox.models import family_from_table

PEOPLE = ("Ann", "Bob", "Cat", "Dan", "Eve")
SHAPES = ((2, 2, 2), (2, 2, 3), (2, 3, 2), (3, 2, 2), (2, 1, 3), (2, 2, 2, 2))
wide, narrow = st.integers(-60, 60), st.integers(-1, 1)


@st.composite
def tables_of_many(draw, payoffs=wide, shapes=SHAPES):
    """Tables with three or four players."""
    shape = draw(st.sampled_from(shapes))
    size = prod(shape) * len(shape)
    numbers = draw(st.lists(payoffs, min_size=size, max_size=size))
    return table_of(shape, numbers)


def table_of(shape, numbers):
    """The table with these payoffs, cell by cell."""
    players = len(shape)
    cells = [
        tuple(map(Fraction, numbers[start : start + players])) for start in range(0, len(numbers), players)
    ]
    actions = tuple(
        tuple(f"{PEOPLE[who][0].lower()}{a}" for a in range(size)) for who, size in enumerate(shape)
    )
    return NormalForm(PEOPLE[:players], actions, tuple(cells))


def root_of_one_half(bonus=0):
    """Ann gets y or z, Bob z or x, Cat 2xy + ``bonus`` or 1: x, y, z are the first actions' probabilities.

    With no bonus the one equilibrium in which all mix has probability √½ everywhere.
    """
    cells = []
    for a in (1, 0):
        for b in (1, 0):
            for c in (1, 0):
                cells.append((b if a else c, c if b else a, 2 * a * b + bonus if c else 1))
    return table_of((2, 2, 2), [number for cell in cells for number in cell])


def root_of_21():
    """Its one equilibrium is irrational: Bob gets 5 - √21/2, Cat √21 - 7/2."""
    cells = [3, 0, 1, 0, 4, 4, 2, 1, 2, 3, 3, 3, 1, 1, 1, 2, 3, 0, 0, 2, 1, 0, 3, 0]
    return table_of((2, 2, 2), cells)


def point_of(game):
    """The point at which everybody mixes."""
    boxes = map(IsolatingBox.from_data, solve(game).proof["boxes"])
    (box,) = [box for box in boxes if not box.is_point and all(len(own) > 1 for own in box.supports)]
    return EquilibriumPoint(game, box)


def first_probability(point, who):
    """The probability of a player's first action."""
    cells = product(*map(range, point.sizes))
    return number_of([Term(point, tuple(Fraction(cell[who] == 0) for cell in cells))])


def unseen_moves(table, instead=None):
    """The moves of a table's players one after the other, who see nothing; some cells may be replaced."""

    def after(*taken):
        if len(taken) == len(table.players):
            return (instead or {}).get(taken) or table.cell(taken)
        player, names = table.players[len(taken)], table.actions[len(taken)]
        return Move(player, f"{player} chooses", {name: after(*taken, a) for a, name in enumerate(names)})

    return after()


def tree_of(table):
    """The tree in which the players of a table choose one after the other and see nothing."""
    return ExtensiveForm.from_tree(table.players, unseen_moves(table))


def pursued():
    """A family of three who each want to be where the others differ, or agree: all mix, whatever a is."""
    rows = [
        [[("a" if x == y ^ z else 0, int(y != z ^ x), int(z == x ^ y)) for z in (0, 1)] for y in (0, 1)]
        for x in (0, 1)
    ]
    actions = [["x", "y"], ["c", "d"], ["e", "f"]]
    return family_from_table(["A", "B", "C"], actions, rows, {"a": (1, 2, 1)})
