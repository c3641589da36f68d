"""Strategies of games: tables and trees, with payoffs of every kind."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import count, product
from math import prod

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import Chance, ExtensiveForm, Move, NormalForm
from gametheory_paradox.testing.falsifying_examples import print_as_code

# Strategies that draw numbers: small ones, which shrink to zero, and fractions, which shrink to integers
# ----------------------------------------------------------------------------

Size = int | SearchStrategy[int]

print_as_code()  # here, since every strategy of games is built on this module


def sizes(given: Size) -> SearchStrategy[int]:
    """A number as the strategy that draws it; a strategy as it is."""
    return st.just(given) if isinstance(given, int) else given


def payoffs(low: int = -3, high: int = 3, *, largest_denominator: int = 1) -> SearchStrategy[Fraction]:
    """Draws payoffs in a range.

    They shrink to whole numbers, and those to the one nearest to zero.

    Parameters
    ----------
    low, high
        The range, both ends included.
    largest_denominator
        Of a payoff in lowest terms; with 1, whole numbers alone.

    Raises
    ------
    InvalidGame
        If the range is empty or the denominator is not positive.
    """
    if low > high or largest_denominator < 1:
        raise InvalidGame(
            f"no payoff lies between {low} and {high} with a denominator of at most {largest_denominator}"
        )
    if largest_denominator == 1:
        return st.integers(low, high).map(Fraction)
    return _fractions(low, high, largest_denominator)


@st.composite
def _fractions(draw: DrawFn, low: int, high: int, largest: int) -> Fraction:
    denominator = draw(st.integers(1, largest))
    return Fraction(draw(st.integers(low * denominator, high * denominator)), denominator)


@st.composite
def lotteries(draw: DrawFn, size: int, *, largest_weight: int = 3) -> tuple[Fraction, ...]:
    """Draws positive probabilities of ``size`` things; they shrink to equal ones."""
    weights = [draw(st.integers(1, largest_weight)) for _ in range(size)]
    return tuple(Fraction(weight, sum(weights)) for weight in weights)


# Strategies that draw games in normal form: any, and degenerate ones
# --------------------------------------------------------------------

Table = NormalForm[Fraction]
Amounts = SearchStrategy[Fraction | int]

PLAYERS = ("Ann", "Bob", "Cat", "Dan", "Eve", "Fay", "Gus", "Hal")
ACTIONS = "abcdefghijklmnopqrstuvwxyz"
few, small = st.integers(2, 3), payoffs()


def names(count: int, known: Sequence[str] = PLAYERS, kind: str = "player") -> tuple[str, ...]:
    """The names of so many players, or others of a kind."""
    return (*known, *(f"{kind} {n}" for n in range(len(known) + 1, count + 1)))[:count]


def table(
    shape: Sequence[int], cells: Iterable[Iterable[Fraction | int]], players: Sequence[str] = ()
) -> Table:
    """The game of a shape with these payoffs, cell by cell; players and actions are named as in all draws."""
    labels = tuple(tuple(ACTIONS[:size]) for size in shape)
    return NormalForm(
        tuple(players) or names(len(shape)), labels, tuple(tuple(map(Fraction, cell)) for cell in cells)
    )


@st.composite
def normal_forms(
    draw: DrawFn,
    *,
    players: Size = few,
    actions: Size = few,
    shapes: SearchStrategy[tuple[int, ...]] | None = None,
    payoffs: Amounts = small,
) -> Table:
    """Draws games in normal form.

    They shrink to few players and actions with payoffs of zero.  Payoffs from a narrow range make ties, and
    so degenerate games, frequent.

    Parameters
    ----------
    players
        How many, or a strategy that draws that.
    actions
        How many actions each player has, or a strategy that draws that for each.
    shapes
        Draws the numbers of all players' actions, in place of the two above.
    payoffs
        Draws each payoff.

    Examples
    --------
    >>> from hypothesis import given
    >>> from gametheory_paradox import solve
    >>> from gametheory_paradox.testing import profile
    >>> @profile("quick")
    ... @given(normal_forms(players=2))
    ... def test_there_is_an_equilibrium(game):
    ...     assert len(solve(game)) >= 1
    >>> test_there_is_an_equilibrium()
    """
    shape = (
        draw(shapes)
        if shapes is not None
        else tuple(draw(sizes(actions)) for _ in range(draw(sizes(players))))
    )
    count = prod(shape) * len(shape)
    drawn = draw(st.lists(payoffs, min_size=count, max_size=count))
    return table(shape, zip(*[iter(drawn)] * len(shape), strict=True))


def degenerate_normal_forms(
    *, players: Size = few, actions: Size = few, payoffs: Amounts = small
) -> SearchStrategy[Table]:
    """Draws games in normal form with a structure that plain numbers seldom have.

    A tie between two of a player's actions where the others do one thing; an action that is there twice; a
    player whom its own choice does not concern; a constant sum; or a continuum of equilibria
    (:func:`continua`).  Parameters as for :func:`normal_forms`.
    """
    plain = normal_forms(players=players, actions=actions, payoffs=payoffs)
    kinds = (_tie, _twin, _indifferent, _constant_sum)
    return st.one_of(
        *(plain.flatmap(kind) for kind in kinds), continua(players=players, actions=actions, payoffs=payoffs)
    )


def continua(*, players: Size = few, actions: Size = few, payoffs: Amounts = small) -> SearchStrategy[Table]:
    """Draws games in normal form with infinitely many equilibria.

    One profile is made a strict equilibrium, and an action that it uses is there twice: any mixture of the
    two is an equilibrium.  Parameters as for :func:`normal_forms`.
    """
    return normal_forms(players=players, actions=actions, payoffs=payoffs).flatmap(_continuum)


def rewritten(game: Table, change: Callable[[tuple[int, ...], list[Fraction]], None]) -> Table:
    """The game after ``change(indices of a profile, its payoffs)`` has been at every cell, in order."""
    cells = [list(cell) for cell in game.payoffs]
    for indices, cell in zip(product(*map(range, game.shape)), cells, strict=True):
        change(indices, cell)
    return table(game.shape, cells, game.players)


def twice(game: Table, who: int, action: int) -> Table:
    """The game in which a player has an action, by number, twice; the second one comes last."""
    shape = tuple(size + (n == who) for n, size in enumerate(game.shape))
    kept = [
        tuple(action if n == who and a == game.shape[who] else a for n, a in enumerate(indices))
        for indices in product(*map(range, shape))
    ]
    return table(shape, map(game.cell, kept), game.players)


@st.composite
def _tie(draw: DrawFn, game: Table) -> Table:
    who = draw(st.integers(0, len(game.players) - 1))
    at = [draw(st.integers(0, size - 1)) for size in game.shape]
    first, last = ((*at[:who], action, *at[who + 1 :]) for action in (0, game.shape[who] - 1))

    def change(indices: tuple[int, ...], cell: list[Fraction]) -> None:
        if indices == last:
            cell[who] = game.cell(first)[who]

    return rewritten(game, change)


@st.composite
def _twin(draw: DrawFn, game: Table) -> Table:
    who = draw(st.integers(0, len(game.players) - 1))
    return twice(game, who, draw(st.integers(0, game.shape[who] - 1)))


@st.composite
def _indifferent(draw: DrawFn, game: Table) -> Table:
    who = draw(st.integers(0, len(game.players) - 1))

    def change(indices: tuple[int, ...], cell: list[Fraction]) -> None:
        cell[who] = game.cell([*indices[:who], 0, *indices[who + 1 :]])[who]

    return rewritten(game, change)


@st.composite
def _constant_sum(draw: DrawFn, game: Table) -> Table:
    total = draw(st.integers(-3, 3))

    def change(indices: tuple[int, ...], cell: list[Fraction]) -> None:
        cell[-1] = total - sum(cell[:-1], Fraction(0))

    return rewritten(game, change)


@st.composite
def _continuum(draw: DrawFn, game: Table) -> Table:
    at = tuple(draw(st.integers(0, size - 1)) for size in game.shape)
    slack = draw(st.integers(1, 3))
    best = []
    for who, size in enumerate(game.shape):
        others = (game.cell([*at[:who], a, *at[who + 1 :]])[who] for a in range(size) if a != at[who])
        best.append(max(others, default=Fraction(0)) + slack)

    def change(indices: tuple[int, ...], cell: list[Fraction]) -> None:
        if indices == at:
            cell[:] = best

    who = draw(st.integers(0, len(at) - 1))
    return twice(rewritten(game, change), who, at[who])


# Strategies that draw games in extensive form: with perfect information or information sets, and chance
# ----------------------------------------------------------------------------

Tree = ExtensiveForm[Fraction]
ODDS = ((1, 1), (1, 2), (3, 1), (1, 1, 2))
SOME = st.integers(1, 6)


@st.composite
def perfect_information_games(
    draw: DrawFn,
    *,
    players: Size = few,
    depth: int = 3,
    branches: Size = few,
    chance: bool = True,
    payoffs: Amounts = small,
    root: str | None = None,
) -> Tree:
    """Draws games in extensive form in which everybody sees everything.

    A player may have actions of one name at several nodes.  They shrink to short trees.

    Parameters
    ----------
    players
        How many, or a strategy that draws that.
    depth
        The most moves in a row.
    branches
        How many actions the first move has; later ones have two.
    chance
        Whether chance moves at some nodes.
    payoffs
        Draws each payoff.
    root
        "move" or "chance", what stands at the root; by default either.
    """
    who, numbers = names(draw(sizes(players))), count()
    kinds = ["end", "move", "move", "move", *(["chance"] if chance else [])]

    def grow(left: int, kind: str) -> object:
        if kind == "end":
            return tuple(draw(payoffs) for _ in who)
        below = st.sampled_from(kinds if left > 1 else ["end"])
        if kind == "chance":
            odds = draw(st.sampled_from(ODDS[:3]))
            outcomes = zip(("heads", "tails"), odds, strict=True)
            return Chance(
                {name: (Fraction(p, sum(odds)), grow(left - 1, draw(below))) for name, p in outcomes}
            )
        labels = ACTIONS[: draw(sizes(branches)) if left == depth else 2]
        return Move(
            draw(st.sampled_from(who)),
            f"n{next(numbers)}",
            {label: grow(left - 1, draw(below)) for label in labels},
        )

    first = root or draw(st.sampled_from(["move", "move", "chance"] if chance else ["move"]))
    return ExtensiveForm.from_tree(who, grow(depth, first))


@dataclass(eq=False)
class _Set:
    """An information set of a tree that grows: its player, its size, and the player's own moves before it."""

    player: str
    size: int
    name: str
    moves: list[tuple[str, int]]


@dataclass(eq=False)
class _Node:
    """A node of a tree that grows; ``of`` is its information set or the odds of a move of chance."""

    of: _Set | tuple[int, ...] | None
    above: "_Place | None"
    below: "list[_Node | None]" = field(default_factory=list)


_Place = tuple[_Node, int]


@st.composite
def extensive_forms(
    draw: DrawFn,
    *,
    players: Size = few,
    inner: Size = SOME,
    recall: bool = True,
    chance: bool = True,
    payoffs: Amounts = small,
) -> Tree:
    """Draws games in extensive form in which a player may not see what was done before.

    The tree grows node by node; a new node joins an information set that fits, or starts one.  They shrink to
    few nodes.

    Parameters
    ----------
    players
        How many, or a strategy that draws that; some may never move.
    inner
        How many moves, of players and of chance, the tree has.
    recall
        Whether everybody remembers what it did and saw (perfect recall); without, a set may hold any nodes of
        a player that do not follow each other, and there may be perfect recall by accident.
    chance
        Whether chance moves at some nodes.
    payoffs
        Draws each payoff.
    """
    who = names(draw(sizes(players)))
    root = _Node(None, None, [None])  # a stub above the tree
    free: list[_Place] = [(root, 0)]
    sets: list[_Set] = []

    for left in range(draw(sizes(inner)), 0, -1):
        fitting = [(place, info) for place in free for info in sets if _may_join(place, info, recall)]
        of: _Set | tuple[int, ...]

        if fitting and draw(st.integers(0, 2)) > 0:
            place, of = draw(st.sampled_from(fitting))
        else:
            place = draw(st.sampled_from(free))
            if chance and (sets or left > 1) and draw(st.integers(0, 2)) == 2:  # somebody chooses somewhere
                of = draw(st.sampled_from(ODDS))
            else:
                player, size = draw(st.sampled_from(who)), draw(st.sampled_from([2, 2, 2, 3]))
                of = _Set(player, size, f"{player[0]}{len(sets) + 1}", list(_own_moves(place, player)))
                sets.append(of)

        node = _Node(of, place, [None] * (of.size if isinstance(of, _Set) else len(of)))
        place[0].below[place[1]] = node
        free = [other for other in free if other is not place]
        free.extend((node, number) for number in range(len(node.below)))

    return ExtensiveForm.from_tree(
        who, _written(root.below[0], lambda: tuple(Fraction(draw(payoffs)) for _ in who))
    )


def _own_moves(place: _Place | None, player: str) -> Iterator[tuple[str, int]]:
    """The player's own moves before a place in a growing tree: (name of the set, action), the last first."""
    while place is not None:
        node, way = place
        if isinstance(node.of, _Set) and node.of.player == player:
            yield node.of.name, way
        place = node.above


def _may_join(place: _Place, info: _Set, recall: bool) -> bool:
    moves = list(_own_moves(place, info.player))
    return moves == info.moves if recall else info.name not in [name for name, _ in moves]


def _written(node: _Node | None, end: Callable[[], tuple[Fraction, ...]]) -> object:
    if node is None:
        return end()
    below = [_written(after, end) for after in node.below]
    if isinstance(node.of, _Set):
        return Move(node.of.player, node.of.name, dict(zip(ACTIONS, below, strict=False)))
    assert node.of is not None
    odds = [Fraction(p, sum(node.of)) for p in node.of]
    return Chance({f"o{n}": pair for n, pair in enumerate(zip(odds, below, strict=True))})
