"""Strategies of families, and of games with incomplete information."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import count, product
from math import prod

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from gametheory_paradox.forms import Chance, ExtensiveForm, Move, NormalForm
from gametheory_paradox.models import Account, GameFamily, Parameter
from gametheory_paradox.models.bayesian import STATE, BayesianShape, SignalingShape
from gametheory_paradox.polynomials import Polynomial, RationalFunction
from gametheory_paradox.testing.games import (
    ACTIONS,
    PLAYERS,
    Amounts,
    Size,
    Tree,
    lotteries,
    names,
    sizes,
    small,
)

# Strategies that draw families: games whose payoffs and probabilities are formulas in two parameters
#
# Sources of trouble are drawn on purpose: many of these families leave somebody indifferent everywhere, or on
# a curve.
# ----------------------------------------------------------------------------

Formula = RationalFunction
Matrix = list[list[Formula]]
Form = NormalForm[Formula] | ExtensiveForm[Formula]

ACCOUNTS = ("security", "trade", "home")

A, B = RationalFunction.variable("a"), RationalFunction.variable("b")
ZERO, ONE, TWO = (RationalFunction.constant(n) for n in range(3))
DENOMINATORS = (ONE + A, TWO + B * B, ONE + A * B)  # positive wherever a and b are
MONOMIALS = [
    RationalFunction(Polynomial({m: 1}))
    for m in ((), (("a", 1),), (("b", 1),), (("a", 1), ("b", 1)), (("a", 2),))
]
ODDS = (A / (ONE + A), ONE / TWO, A * A / (ONE + A * A), ZERO, B * B / (A * A + B * B + ONE))
SHAPES = ((2, 2), (2, 2), (2, 3), (3, 2), (3, 3), (1, 2), (2, 1))
STRUCTURES = (
    "generic",
    "generic",
    "equal rows",
    "equal columns",
    "zero column",
    "zero row",
    "additive",
    "constant",
    "shifted row",
    "average row",
)


@st.composite
def families(
    draw: DrawFn,
    *,
    trees: bool | None = None,
    degree: int = 2,
    quotients: bool = True,
    accounts: Size = 0,
) -> GameFamily:
    """Draws families of games with parameters a and b.

    The parameters have ranges from 0, and baselines within.  They shrink to tables of whole numbers.

    Parameters
    ----------
    trees
        Whether to draw trees with perfect information (True), tables for two players (False), or either.
    degree
        Of the formulas, at most 2.
    quotients
        Whether payoffs may be quotients.
    accounts
        How many accounts the family has, or a strategy that draws that; what none of them counts is the rest
        of the payoff.

    Examples
    --------
    >>> from hypothesis import given, strategies
    >>> from gametheory_paradox import NormalForm
    >>> from gametheory_paradox.testing import points, profile
    >>> @profile("quick")
    ... @given(strategies.data())
    ... def test_every_point_is_a_game(data):
    ...     family = data.draw(families(trees=False))
    ...     assert isinstance(family.at(data.draw(points(family))), NormalForm)
    >>> test_every_point_is_a_game()
    """
    payoffs = formulas(degree, quotients=quotients)
    form: Form
    if draw(st.booleans()) if trees is None else trees:
        form = draw(parametric_trees(payoffs=payoffs))
    else:
        form = draw(parametric_tables(degree=degree, quotients=quotients))

    declared = []
    for name in ("a", "b"):
        high = draw(st.integers(1, 4))
        declared.append(
            Parameter(name, Fraction(0), Fraction(high), Fraction(draw(st.integers(0, 2 * high)), 2))
        )

    counted = tuple(
        _account(draw, name, form, payoffs) for name in names(draw(sizes(accounts)), ACCOUNTS, "account")
    )
    return GameFamily(form, tuple(declared), accounts=counted)


def _account(draw: DrawFn, name: str, form: Form, amounts: SearchStrategy[Formula]) -> Account:
    """An account that counts nothing, all that is paid, or at each outcome either or something else."""
    counted = draw(st.sampled_from(["nothing", "all", "part", "part", "part"]))
    cells = form.payoffs if isinstance(form, NormalForm) else [end.payoffs for _, end in form.terminals()]

    def part(paid: Formula) -> Formula:
        known = {"nothing": ZERO, "all": paid}
        return known[counted] if counted in known else draw(st.one_of(st.sampled_from([ZERO, paid]), amounts))

    values = tuple(
        (player, tuple(part(cell[who]) for cell in cells)) for who, player in enumerate(form.players)
    )
    return Account(name, f"what counts as {name}", values=values)


def formulas(degree: int = 2, *, quotients: bool = True) -> SearchStrategy[Formula]:
    """Draws formulas in a and b with few small coefficients, now and then a quotient."""
    monomials = MONOMIALS[: (1, 3, 5)[degree]]
    sums = st.lists(
        st.tuples(st.sampled_from(monomials), st.sampled_from([0, 1, -1, 2, -2])), min_size=1, max_size=3
    ).map(lambda terms: sum((RationalFunction.constant(c) * m for m, c in terms), ZERO))
    if not quotients:
        return sums
    return st.one_of(
        sums, sums, sums, st.tuples(sums, st.sampled_from(DENOMINATORS)).map(lambda pair: pair[0] / pair[1])
    )


@st.composite
def _matrices(draw: DrawFn, rows: int, columns: int, degree: int, quotients: bool) -> Matrix:
    """A player's payoffs, its own actions as rows, with a structure that may leave it indifferent."""
    degrees = [least for least in (0, 1, 1, 2) if least <= degree]
    entries = formulas(draw(st.sampled_from(degrees)), quotients=quotients and draw(st.booleans()))
    matrix = [[draw(entries) for _ in range(columns)] for _ in range(rows)]
    structure = draw(st.sampled_from(STRUCTURES))
    i, j, k = draw(st.permutations(range(max(rows, columns, 3))))[:3]
    shift = draw(entries) if structure == "shifted row" else ZERO
    first, second = matrix[j % rows], matrix[k % rows]
    made = {
        "equal rows": list(first),
        "zero row": [ZERO] * columns,
        "shifted row": [x + shift for x in first],
        "average row": [(x + y) / TWO for x, y in zip(first, second, strict=True)],
    }

    if structure in made:
        matrix[i % rows] = made[structure]
    elif structure in ("equal columns", "zero column"):
        for row in matrix:
            row[i % columns] = row[j % columns] if structure == "equal columns" else ZERO
    elif structure == "additive":
        own, others = ([draw(entries) for _ in range(size)] for size in (rows, columns))
        matrix = [[x + y for y in others] for x in own]
    elif structure == "constant":
        matrix = [[matrix[0][0]] * columns for _ in range(rows)]

    return matrix


@st.composite
def parametric_tables(
    draw: DrawFn, shapes: tuple[tuple[int, int], ...] = SHAPES, *, degree: int = 2, quotients: bool = True
) -> NormalForm[Formula]:
    """Draws two-player tables, some symmetric, some constant-sum, some with two actions that are the same."""
    m, n = draw(st.sampled_from(shapes))
    first = draw(_matrices(m, n, degree, quotients))
    kind = draw(st.sampled_from(["two", "two", "two", "symmetric", "constant sum", "twins"]))
    if kind == "symmetric" and m == n:
        second = [list(column) for column in zip(*first, strict=True)]
    elif kind == "constant sum":
        second = [[TWO - p for p in row] for row in first]
    else:
        second = [list(column) for column in zip(*draw(_matrices(n, m, degree, quotients)), strict=True)]
    if kind == "twins":
        first[-1], second[-1] = list(first[0]), list(second[0])
    cells = tuple((first[i][j], second[i][j]) for i, j in product(range(m), range(n)))
    return NormalForm(PLAYERS[:2], tuple(tuple(ACTIONS[:size]) for size in (m, n)), cells)


@st.composite
def parametric_trees(
    draw: DrawFn, depth: int = 3, payoffs: SearchStrategy[Formula] | None = None
) -> ExtensiveForm[Formula]:
    """Draws trees with perfect information and chance; ends often share payoffs, for all or for some."""
    amounts = formulas() if payoffs is None else payoffs
    who = PLAYERS[: draw(st.sampled_from([1, 2, 2, 3]))]
    shared = [tuple(draw(amounts) for _ in who) for _ in range(3)]
    numbers: Iterator[int] = count()

    def end() -> tuple[Formula, ...]:
        kind = draw(st.sampled_from(["shared", "partly shared", "fresh", "fresh"]))
        if kind == "shared":
            return draw(st.sampled_from(shared))
        if kind == "partly shared":
            like, one = draw(st.sampled_from(shared)), draw(st.integers(0, len(who) - 1))
            return tuple(draw(amounts) if n == one else p for n, p in enumerate(like))
        return tuple(draw(amounts) for _ in who)

    def grow(left: int) -> object:
        kind = draw(st.sampled_from(["move", "move", "move", "chance", "end"])) if left else "end"
        if kind == "end" and left < depth:
            return end()
        if kind == "chance":
            p = draw(st.sampled_from(ODDS))
            return Chance({"heads": (p, grow(left - 1)), "tails": (ONE - p, grow(left - 1))})
        labels = ACTIONS[: draw(st.sampled_from([1, 2, 2, 2, 3]))]
        return Move(
            draw(st.sampled_from(who)), f"n{next(numbers)}", {label: grow(left - 1) for label in labels}
        )

    form: ExtensiveForm[Formula] = ExtensiveForm.from_tree(
        who, grow(depth), number=lambda value, what: _formula(value)
    )
    return form


def _formula(value: object) -> Formula:
    assert isinstance(value, RationalFunction)
    return value


# Strategies that draw games of incomplete information: signaling games and Bayesian games, as trees
# ----------------------------------------------------------------------------

two = st.just(2)
one_or_two = st.integers(1, 2)


@st.composite
def signaling_games(
    draw: DrawFn,
    *,
    types: Size = two,
    messages: Size = two,
    responses: Size = two,
    payoffs: Amounts = small,
    endings: bool = True,
) -> Tree:
    """Draws signaling games: Ann knows her type and sends a message, Bob sees the message alone and responds.

    Her information sets are called like her types, ``t1``, ``t2``, …; his "after" and the message.

    Parameters
    ----------
    types, messages, responses
        How many, or strategies that draw that; the responses to each message.
    payoffs
        Draws each payoff.
    endings
        Whether one message may end the game.
    """
    kinds = tuple(f"t{n + 1}" for n in range(draw(sizes(types))))
    sent = tuple(f"m{n + 1}" for n in range(draw(sizes(messages))))
    answers = {message: tuple(ACTIONS[: draw(sizes(responses))]) for message in sent}
    if endings and len(sent) > 1 and draw(st.integers(0, 3)) == 3:
        answers[sent[-1]] = ()
    sender, receiver = players = names(2)
    shape = SignalingShape(sender, receiver, dict.fromkeys(kinds, sent), answers)
    odds: dict[str, object] = dict(zip(kinds, draw(lotteries(len(kinds))), strict=True))
    paid: dict[tuple[str, ...], object] = {cell: (draw(payoffs), draw(payoffs)) for cell in shape.cells()}
    return ExtensiveForm.from_tree(players, shape.tree(odds, paid))


@st.composite
def bayesian_games(
    draw: DrawFn,
    *,
    players: Size = two,
    types: Size = one_or_two,
    actions: Size = two,
    states: Size = one_or_two,
    correlated: bool = True,
    payoffs: Amounts = small,
) -> Tree:
    """Draws Bayesian games: chance draws types and a state, all see their own type alone and choose at once.

    Parameters
    ----------
    players, types, actions, states
        How many players, types of each, actions of each, and states that nobody sees; or strategies that draw
        that.  Where it is one, there is nothing to draw.
    correlated
        Whether types may hang on each other.
    payoffs
        Draws each payoff.
    """
    who = names(draw(sizes(players)))
    own = {player: draw(sizes(types)) for player in who}
    hidden = draw(sizes(states))
    if hidden == 1 and all(count == 1 for count in own.values()):
        own[who[0]] = 2  # without types it would be a table
    draws = [(STATE, tuple(f"s{n + 1}" for n in range(hidden)))] if hidden > 1 else []
    draws += [
        (p, tuple(f"{p[0].lower()}{n + 1}" for n in range(count))) for p, count in own.items() if count > 1
    ]
    typed = dict(draws)
    can = {player: tuple(ACTIONS[: draw(sizes(actions))]) for player in who}
    shape = BayesianShape(who, tuple(draws), {p: dict.fromkeys(typed.get(p, ("",)), can[p]) for p in who})

    if correlated and draw(st.booleans()):
        drawn = draw(lotteries(prod(len(kinds) for _, kinds in draws)))
        odds = dict(zip(shape.profiles(), drawn, strict=True))
    else:
        each = [dict(zip(kinds, draw(lotteries(len(kinds))), strict=True)) for _, kinds in draws]
        odds = {
            profile: prod((one[name] for one, name in zip(each, profile, strict=True)), start=Fraction(1))
            for profile in shape.profiles()
        }

    possible: dict[tuple[str, ...], object] = dict(odds)
    read = {profile: RationalFunction.constant(p) for profile, p in odds.items()}
    paid: dict[tuple[str, ...], object] = {
        cell: tuple(draw(payoffs) for _ in who) for cell in shape.cells(shape.possible(read))
    }
    return ExtensiveForm.from_tree(who, shape.tree(possible, paid))
