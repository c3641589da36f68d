"""Strategies that draw games in normal form: any, and degenerate ones."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from itertools import product
from math import prod

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from gametheory_paradox.games import NormalForm
from gametheory_paradox.testing.numbers import Size, payoffs, sizes

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
