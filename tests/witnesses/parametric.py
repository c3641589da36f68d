"""Strategies that draw games with parameters a and b, many of them degenerate in structure, and points at which to look."""

from fractions import Fraction
from itertools import product

from hypothesis import strategies as st

from gametheory_paradox.families import GameFamily, Parameter
from gametheory_paradox.games import Chance, ExtensiveForm, Move, NormalForm
from gametheory_paradox.polynomials import Polynomial, RationalFunction

A, B = RationalFunction.variable("a"), RationalFunction.variable("b")
ZERO, ONE, TWO = (RationalFunction.constant(n) for n in range(3))
PLAYERS = ("Ann", "Bob", "Cat")
LABELS = ("a", "b", "c")
numbers = st.sampled_from([-2, -1, 0, 1, 2])
DENOMINATORS = (ONE + A, TWO + B * B, ONE + A * B)  # positive wherever a and b are
MONOMIALS = [RationalFunction(Polynomial({m: 1})) for m in ((), (("a", 1),), (("b", 1),), (("a", 1), ("b", 1)), (("a", 2),))]


def formulas(degree=2, quotients=True):
    """Formulas with few small coefficients, now and then a quotient."""
    monomials = MONOMIALS[: (1, 3, 5)[degree]]
    sums = st.lists(st.tuples(st.sampled_from(monomials), numbers), min_size=1, max_size=3).map(
        lambda terms: sum((RationalFunction.constant(c) * m for m, c in terms), ZERO)
    )
    if not quotients:
        return sums
    return st.one_of(sums, sums, sums, st.tuples(sums, st.sampled_from(DENOMINATORS)).map(lambda pair: pair[0] / pair[1]))


STRUCTURES = (
    *("generic", "generic", "equal rows", "equal columns", "zero column", "zero row", "additive", "constant", "shifted row"),
    "average row",
)


@st.composite
def matrices(draw, rows, columns):
    """A player's payoffs, its own actions as rows, with a structure that may leave it indifferent."""
    entries = formulas(draw(st.sampled_from([0, 1, 1, 2])), quotients=draw(st.booleans()))
    matrix = [[draw(entries) for _ in range(columns)] for _ in range(rows)]
    structure = draw(st.sampled_from(STRUCTURES))
    i, j, k = draw(st.permutations(range(max(rows, columns, 3))))[:3]
    if structure == "equal rows":
        matrix[i % rows] = list(matrix[j % rows])
    elif structure == "equal columns":
        for row in matrix:
            row[i % columns] = row[j % columns]
    elif structure == "zero column":
        for row in matrix:
            row[i % columns] = ZERO
    elif structure == "zero row":
        matrix[i % rows] = [ZERO] * columns
    elif structure == "additive":
        own, others = ([draw(entries) for _ in range(size)] for size in (rows, columns))
        matrix = [[x + y for y in others] for x in own]
    elif structure == "constant":
        matrix = [[matrix[0][0]] * columns for _ in range(rows)]
    elif structure == "shifted row":
        shift = draw(entries)
        matrix[i % rows] = [x + shift for x in matrix[j % rows]]
    elif structure == "average row":
        matrix[i % rows] = [(x + y) / TWO for x, y in zip(matrix[j % rows], matrix[k % rows], strict=True)]
    return matrix


SHAPES = ((2, 2), (2, 2), (2, 3), (3, 2), (3, 3), (1, 2), (2, 1))


@st.composite
def parametric_tables(draw, shapes=SHAPES):
    """Two-player tables; some symmetric, some constant-sum, some with two actions that are the same for everybody."""
    m, n = draw(st.sampled_from(shapes))
    first = draw(matrices(m, n))
    kind = draw(st.sampled_from(["two", "two", "two", "symmetric", "constant sum", "twins"]))
    if kind == "symmetric" and m == n:
        second = [list(column) for column in zip(*first, strict=True)]
    elif kind == "constant sum":
        second = [[TWO - p for p in row] for row in first]
    else:
        second = [list(column) for column in zip(*draw(matrices(n, m)), strict=True)]
    if kind == "twins":
        first[-1], second[-1] = list(first[0]), list(second[0])
    cells = tuple((first[i][j], second[i][j]) for i, j in product(range(m), range(n)))
    return NormalForm(PLAYERS[:2], (LABELS[:m], LABELS[:n]), cells)


ODDS = (A / (ONE + A), ONE / TWO, A * A / (ONE + A * A), ZERO, B * B / (A * A + B * B + ONE))


@st.composite
def parametric_trees(draw, depth=3, payoffs=None):
    """Trees with perfect information and chance; ends often share payoffs, for everybody or for some."""
    payoffs = formulas(2) if payoffs is None else payoffs
    who = PLAYERS[: draw(st.sampled_from([1, 2, 2, 3]))]
    shared = [tuple(draw(payoffs) for _ in who) for _ in range(3)]
    counter = iter(range(1000))

    def end():
        kind = draw(st.sampled_from(["shared", "partly shared", "fresh", "fresh"]))
        if kind == "shared":
            return draw(st.sampled_from(shared))
        if kind == "partly shared":
            like, one = draw(st.sampled_from(shared)), draw(st.integers(0, len(who) - 1))
            return tuple(draw(payoffs) if n == one else p for n, p in enumerate(like))
        return tuple(draw(payoffs) for _ in who)

    def grow(left):
        kind = draw(st.sampled_from(["move", "move", "move", "chance", "end"])) if left else "end"
        if kind == "end" and left < depth:
            return end()
        if kind == "chance":
            p = draw(st.sampled_from(ODDS))
            return Chance({"heads": (p, grow(left - 1)), "tails": (ONE - p, grow(left - 1))})
        labels = LABELS[: draw(st.sampled_from([1, 2, 2, 2, 3]))]
        return Move(draw(st.sampled_from(who)), f"n{next(counter)}", {label: grow(left - 1) for label in labels})

    return ExtensiveForm.from_tree(who, grow(depth), number=lambda value, what: value)


GENERIC = [Fraction(n, 9973) for n in (7, 1009, 2503, 3989, 4999, 6007, 7499, 8887, 9901)]


def points(names=("a", "b"), low=-2, high=3):
    """Points with large prime denominators and different coordinates, which lie on none of the small curves that occur."""
    shares = st.tuples(st.sampled_from(GENERIC), st.integers(low, high - 1)).map(sum)
    return st.fixed_dictionaries(dict.fromkeys(names, shares)).filter(lambda point: len(set(point.values())) == len(point))


def positive_points(names=("a", "b"), high=3):
    """The same with positive coordinates only."""
    return points(names, 0, high)


def family_of(form, high=3):
    """The form with both parameters between 0 and some bound."""
    return GameFamily(form, tuple(Parameter(name, 0, high, 1) for name in ("a", "b")))


SHIFTS = (A - ONE, B - ONE, A - B, A + B - TWO, TWO * A - B, A * B - ONE, A * A - B, (A - ONE) / (ONE + B), TWO - A, ONE - A * B)
COSTS = (ONE, ONE / TWO, A, B, A + B, A * B, B * B / TWO, (ONE + A) / (ONE + B))


@st.composite
def restraint_families(draw):
    """Ann complies or not, Bob sees which and punishes ("a") or not; whether his punishing after compliance hurts him depends on
    the parameters.  With the request about that move, or about another."""
    after_compliance, after_defiance = draw(st.sampled_from(SHIFTS)), draw(st.sampled_from(SHIFTS))
    cost, harm, quiet = (draw(st.sampled_from(COSTS)) for _ in range(3))
    bob = (
        Move("Bob", "complied", {"a": (ZERO - cost - harm, quiet + after_compliance), "b": (ZERO - cost, quiet)}),
        Move("Bob", "did not", {"a": (ZERO - harm, after_defiance), "b": (ZERO, ZERO)}),
    )
    form = ExtensiveForm.from_tree(PLAYERS[:2], Move("Ann", "start", dict(zip("ab", bob, strict=True))), number=lambda p, what: p)
    about = [{"mover": "Bob", "action": "a", "at": ["complied"]}] * 4 + [{"mover": "Bob", "action": "a"}]
    return form, draw(
        st.sampled_from([*about, {"mover": "Ann", "action": "a"}, {"mover": "Bob", "action": "b", "at": ["did not"]}])
    )
