"""Evolutionarily stable strategies of a symmetric two-player game: all of them, exactly.

A mixture x is evolutionarily stable if (x, x) is an equilibrium and every other best response y to x does
worse against y than x does: with z = y − x, zᵀAz < 0.  For each support the quadratic form must be negative
definite on the differences within it; then the support holds at most one candidate, found by solving its
indifference conditions.  A candidate with further best responses is stable if the form stays negative on the
cone that these open, which is a question of strict copositivity of a small symmetric matrix.

Sources: maynardsmith1973; haigh1975; abakuks1980 (the criterion); hadeler1983 (strict copositivity by
principal submatrices).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product
from math import lcm

from gametheory_paradox.concepts.forms import Rows, as_bimatrix
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import NormalForm, mixture_in_words
from gametheory_paradox.forms.solvers.integer_systems import Singularity, UniqueSolution, solve_integers
from gametheory_paradox.subjects import GameLike
from gametheory_paradox.table import Record, Table, Tabular

MOST_ACTIONS = 14  # the number of supports doubles with each

Matrix = list[list[Fraction]]


@dataclass(frozen=True, repr=False)
class StableStrategy(Record):
    """An evolutionarily stable strategy: its mixture, and the numbers of all pure best responses to it."""

    mixture: tuple[Fraction, ...]
    best_responses: tuple[int, ...]

    @property
    def support(self) -> tuple[int, ...]:
        """The numbers of the actions that it plays."""
        return tuple(action for action, p in enumerate(self.mixture) if p)


@dataclass(frozen=True, repr=False)
class StableStrategies(Tabular):
    """All evolutionarily stable strategies of a symmetric game; there may be none.

    Parameters
    ----------
    game, strategies
        The game and the strategies.
    """

    game: NormalForm[Fraction]
    strategies: tuple[StableStrategy, ...]

    def __len__(self) -> int:
        return len(self.strategies)

    def table(self) -> Table:
        """One row per strategy."""
        actions = self.game.actions[0]
        rows = []
        for number, found in enumerate(self.strategies, start=1):
            others = [actions[a] for a in found.best_responses if a not in found.support]
            rows.append((number, mixture_in_words(actions, found.mixture), ", ".join(others) or None))
        count = f"{len(rows)} evolutionarily stable strateg{'y' if len(rows) == 1 else 'ies'}"
        return Table(
            ("", "strategy", "other best responses"), rows, title=f"{self.game.title or 'Game'}: {count}"
        )


def evolutionarily_stable(game: GameLike) -> StableStrategies:
    """Finds every evolutionarily stable strategy.

    Parameters
    ----------
    game
        A symmetric two-player game: both have as many actions, and exchanging the players changes nothing.

    Returns
    -------
    All of them; every support is examined.

    Raises
    ------
    InvalidGame
        If the game is not symmetric; the message names a cell.
    Unsupported
        If it has more than 14 actions.

    Sources
    -------
    haigh1975; abakuks1980

    Examples
    --------
    >>> hawks = NormalForm.from_tables(["R", "C"], [["hawk", "dove"], ["hawk", "dove"]],
    ...     [[-1, 4], [0, 2]], [[-1, 0], [4, 2]])
    >>> print(evolutionarily_stable(hawks))
    Game: 1 evolutionarily stable strategy
    <BLANKLINE>
       strategy            other best responses
    -  ------------------  --------------------
    1  hawk 2/3, dove 1/3  –
    """
    game = as_bimatrix(game, "evolutionary stability")
    payoffs = _symmetric(game)
    if (size := len(payoffs)) > MOST_ACTIONS:
        raise Unsupported(
            f"evolutionary stability: offered up to {MOST_ACTIONS} actions, this game has {size}"
        )

    found: list[StableStrategy] = []
    for count in range(1, size + 1):
        for support in combinations(range(size), count):
            # No support of one lies among the best responses to another (Bishop and Cannings).
            if any(set(s.support) <= set(support) or set(support) <= set(s.best_responses) for s in found):
                continue
            if stable := _stable(payoffs, support):
                found.append(stable)
    return StableStrategies(game, tuple(found))


def _symmetric(game: NormalForm[Fraction]) -> Rows:
    first, second = (game.matrix(player) for player in game.players)
    if game.shape[0] != game.shape[1]:
        raise InvalidGame(
            f"a symmetric game is needed; the players have {' and '.join(map(str, game.shape))} actions"
        )

    for i, j in product(range(len(first)), repeat=2):
        if first[i][j] != second[j][i]:
            here, there = (f"{game.actions[0][a]}, {game.actions[1][b]}" for a, b in ((i, j), (j, i)))
            raise InvalidGame(
                f"a symmetric game is needed: {game.players[0]} gets {first[i][j]} at {here}, "
                f"but {game.players[1]} {second[j][i]} at {there}"
            )
    return first


def _stable(payoffs: Rows, support: tuple[int, ...]) -> StableStrategy | None:
    if not _negative_within(payoffs, support):
        return None
    mixture = _candidate(payoffs, support)
    if mixture is None:
        return None

    values = [sum((a * p for a, p in zip(row, mixture, strict=True) if p), Fraction(0)) for row in payoffs]
    best = tuple(action for action, value in enumerate(values) if value == values[support[0]])
    if max(values) > values[support[0]]:
        return None
    others = [action for action in best if action not in support]
    if others and not _negative_outside(payoffs, support, others):
        return None
    return StableStrategy(mixture, best)


def _form(payoffs: Rows, base: int, actions: Sequence[int]) -> Matrix:
    """Minus the form zᵀAz, symmetric, in the coordinates of ``actions``; ``base`` has minus their sum."""
    return [
        [
            payoffs[base][i] + payoffs[i][base] + payoffs[base][j] + payoffs[j][base]
            - payoffs[i][j] - payoffs[j][i] - 2 * payoffs[base][base]
            for j in actions
        ]
        for i in actions
    ]  # fmt: skip


def _candidate(payoffs: Rows, support: tuple[int, ...]) -> tuple[Fraction, ...] | None:
    """The mixture with just this support that makes all its actions equally good, if there is one."""
    count = len(support)
    scale = lcm(*(payoffs[i][j].denominator for i in support for j in support))
    rows = [[int(payoffs[i][j] * scale) for j in support] + [-1] for i in support]
    found = solve_integers([*rows, [1] * count + [0]], [0] * count + [1])
    if isinstance(found, Singularity) or any(x <= 0 for x in found.numerators[:-1]):
        return None
    odds = dict(zip(support, found.numerators, strict=False))
    return tuple(Fraction(odds.get(action, 0), found.denominator) for action in range(len(payoffs)))


def _negative_within(payoffs: Rows, support: tuple[int, ...]) -> bool:
    """Tests whether zᵀAz < 0 for every z ≠ 0 on the support of sum zero: the pivots are positive."""
    form = _form(payoffs, support[0], support[1:])
    return all(_eliminate(form, step) for step in range(len(form)))


def _negative_outside(payoffs: Rows, support: tuple[int, ...], others: Sequence[int]) -> bool:
    """The same for z that may also be positive on the further best responses."""
    inner = len(support) - 1
    form = _form(payoffs, support[0], (*support[1:], *others))
    # For given weights outside, the worst weights within: what is left is the Schur complement.
    for step in range(inner):
        _eliminate(form, step)
    return is_strictly_copositive([row[inner:] for row in form[inner:]])


def _eliminate(form: Matrix, step: int) -> bool:
    pivot = form[step][step]
    if pivot <= 0:
        return False
    for row in range(step + 1, len(form)):
        factor = form[row][step] / pivot
        form[row] = [a - factor * b for a, b in zip(form[row], form[step], strict=True)]
    return True


def is_strictly_copositive(matrix: Sequence[Sequence[Fraction]]) -> bool:
    """Tests whether zᵀMz > 0 for every z ≥ 0 that is not zero, for a symmetric matrix M.

    If not, take a smallest set of coordinates on which it fails, and the worst z of sum 1 there: z is
    positive on them and Mz is constant, negative or zero.  So look at every principal submatrix for such a z.

    Examples
    --------
    >>> is_strictly_copositive([[Fraction(1), Fraction(2)], [Fraction(2), Fraction(1)]])
    True
    >>> is_strictly_copositive([[Fraction(1), Fraction(-1)], [Fraction(-1), Fraction(1)]])
    False
    """
    scale = lcm(*(entry.denominator for row in matrix for entry in row))
    whole = [[int(entry * scale) for entry in row] for row in matrix]
    for count in range(1, len(matrix) + 1):
        for chosen in combinations(range(len(matrix)), count):
            found = solve_integers([[whole[i][j] for j in chosen] for i in chosen], [-1] * count)
            worst = found.numerators if isinstance(found, UniqueSolution) else found.null
            if worst is not None and (min(worst) > 0 or (isinstance(found, Singularity) and max(worst) < 0)):
                return False
    return True
