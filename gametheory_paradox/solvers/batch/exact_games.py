"""Single games of a batch by exact arithmetic: wholly by ``solve``, or the payoffs of equilibria already known."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias


from gametheory_paradox.claims.equilibrium_set import EquilibriumSet
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.games import NormalForm, delete, scope_of
from gametheory_paradox.paradoxes.guard_rails import GUARD_RAILS
from gametheory_paradox.paradoxes.option import Quantifier, compare
from gametheory_paradox.solvers.batch.findings import Findings
from gametheory_paradox.solvers.batch.reading import Games
from gametheory_paradox.solvers.batch.results import Answer
from gametheory_paradox.solvers.deadline import Deadline
from gametheory_paradox.solvers.vertex_enumeration import vertex_enumeration

Rows: TypeAlias = Sequence[Sequence[Fraction]]


@dataclass(frozen=True)
class Solved:
    """The equilibria of one game: how many, whether infinitely many, and each player's least and greatest payoff."""

    number: int
    infinite: bool
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True)
class Judged:
    """The verdict about one game, and its equilibria with and without the action."""

    answer: Answer
    gap: float
    has: Solved
    lacks: Solved


def exact_game(games: Games, number: int) -> NormalForm[Fraction]:
    """One game of a batch, its players and actions named by their numbers."""
    players = tuple(map(str, range(len(games.payoffs))))
    actions = tuple(tuple(map(str, range(size))) for size in games.shape)
    cells = [[Fraction(entry) for entry in array[number].ravel().tolist()] for array in games.payoffs]
    return NormalForm(players, actions, tuple(zip(*cells, strict=True)))


def solve_exactly(game: NormalForm[Fraction]) -> Solved:
    """The equilibria of a two-player game."""
    return _solved(_all_equilibria(game))


def judge_exactly(game: NormalForm[Fraction], mover: int, action: int, quantifier: Quantifier) -> Judged:
    """The verdict about a two-player game, by the definition and the guard-rails that ``detect`` uses."""
    player, name = str(mover), str(action)
    scope = scope_of(game, player, name)
    has, lacks = _all_equilibria(game), _all_equilibria(delete(game, name, scope))
    claim = compare(has, lacks, player, scope, name, quantifier)
    assert claim is not None  # both sets are spanned by their profiles
    answer = Answer.PRESENT if claim.holds() else Answer.ABSENT
    if any(rail.covers(game, name, scope, "nash", quantifier) for rail in GUARD_RAILS):
        answer = Answer.IMPOSSIBLE
    return Judged(answer, float(claim.gap), _solved(has), _solved(lacks))


def _all_equilibria(game: NormalForm[Fraction]) -> EquilibriumSet:
    found = vertex_enumeration(game, Deadline(None))
    if found.completeness.status != "proved":
        raise Unsupported(f"a game of {'×'.join(map(str, game.shape))} actions is too large: {found.completeness.why}")
    return EquilibriumSet(game, found.profiles, found.is_infinite, spanning=True)


def _solved(found: EquilibriumSet) -> Solved:
    payoffs = [found.payoffs(player) for player in found.game.players]
    low, high = tuple(float(p.low) for p in payoffs), tuple(float(p.high) for p in payoffs)
    return Solved(len(found.profiles), found.infinite, low, high)


def vertex_payoff(own: Rows, tied: Sequence[int], mixed: Sequence[int]) -> Fraction:
    """What the tied rows earn against the mixture of columns that makes them earn the same."""
    first, *others = (own[row] for row in tied)
    differences = [[row[c] - first[c] for c in mixed] for row in others]
    top = bottom = Fraction(0)
    for place, column in enumerate(mixed):
        minor = _determinant([[*row[:place], *row[place + 1 :]] for row in differences])
        weight = -minor if place % 2 else minor
        top, bottom = top + first[column] * weight, bottom + weight
    return top / bottom


def _determinant(rows: Rows) -> Fraction:
    if not rows:
        return Fraction(1)
    first, *others = rows
    minors = (_determinant([[*row[:c], *row[c + 1 :]] for row in others]) for c in range(len(first)))
    return sum((-x * minor if c % 2 else x * minor for c, (x, minor) in enumerate(zip(first, minors, strict=True))), Fraction(0))


def settle_payoffs(games: Games, number: int, found: Findings) -> None:
    """Fill in the least and greatest payoffs of a game whose equilibria are known."""
    first, second = ([list(map(Fraction, row)) for row in array[number].tolist()] for array in games.payoffs)
    columns = [list(column) for column in zip(*second, strict=True)]
    for player, own in enumerate((first, columns)):
        payoffs = [float(vertex_payoff(own, tied, mixed)) for tied, mixed in found.vertices(number, 1 - player)]
        found.low[number, player], found.high[number, player] = min(payoffs), max(payoffs)
