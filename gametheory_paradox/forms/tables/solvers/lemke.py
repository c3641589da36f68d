"""Lemke's algorithm for two players: the piecewise linear path from answers to a belief to an equilibrium.

At z₀ = 1 everyone answers a prior, at z₀ = 0 the others as they play; in between, a player faces the mixture
x + z₀·p, where p is the prior about the other, Σ x = 1 − z₀.  The conditions

    u − A (y + z₀ q) ≥ 0,  x ≥ 0,  Σ x + z₀ = 1,   v − Bᵀ (x + z₀ p) ≥ 0,  y ≥ 0,  Σ y + z₀ = 1

and complementarity form a linear complementarity problem with z₀ as its artificial variable.  Lemke's
complementary pivots, on integers, follow the path; ties are broken lexicographically, and the answer says
whether there were any: without, the path is the linear tracing procedure of Harsanyi and Selten and the only
one.

Sources: lemke1965; vonstengel2002b (the prior as covering vector, and what it traces); harsanyi1988 (the
tracing procedure).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from gametheory_paradox.clock import Clock
from gametheory_paradox.errors import InvalidGame, OutOfTime
from gametheory_paradox.forms import NormalForm, Profile
from gametheory_paradox.forms.solvers.equilibria import Completeness, Equilibria, isolated, uniform
from gametheory_paradox.forms.solvers.tableau import CoveredTableau, perturbation
from gametheory_paradox.table import Record

_MOST_ATTEMPTS = 8


@dataclass(frozen=True, repr=False)
class TracedPath(Record):
    """A path from a prior to an equilibrium.

    Parameters
    ----------
    end
        The equilibrium.
    steps
        The corners of the path: how much weight the prior has left, and what everyone then plays.
    unique
        Whether no tie occurred, so that the path is the only one.
    """

    end: Profile
    steps: tuple[tuple[Fraction, Profile], ...]
    unique: bool


def lemke(game: NormalForm[Fraction], clock: Clock, *, prior: Profile | None = None) -> Equilibria:
    """Finds one Nash equilibrium of a two-player table; there may be others.

    Parameters
    ----------
    game
        A two-player game.
    clock
        When to give up.
    prior
        As for ``traced_path``; equal probabilities unless given.

    Returns
    -------
    One equilibrium, *partial*; none if the budget was spent before the path ended.

    Sources
    -------
    lemke1965; vonstengel2002b

    Examples
    --------
    >>> stag = NormalForm.from_tables(["R", "C"], [["s", "h"]] * 2, [[4, 0], [3, 2]], [[4, 3], [0, 2]])
    >>> [list(map(int, odds)) for odds in lemke(stag, Clock(None))[0].probabilities]
    [[0, 1], [0, 1]]
    """
    start = "equal probabilities" if prior is None else "the prior"
    try:
        path = traced_path(game, uniform(game) if prior is None else prior, clock)
    except OutOfTime:
        return isolated(
            game, "nash", "lemke", (), Completeness("budget", f"{clock.ended()} before the path did")
        )
    why = f"the equilibrium at the end of the path from {start}; others were not looked for"
    return isolated(game, "nash", "lemke", [path.end], Completeness("partial", why))


def traced_path(game: NormalForm[Fraction], prior: Profile, clock: Clock) -> TracedPath:
    """Follows the path from a prior to an equilibrium.

    Parameters
    ----------
    game
        A two-player game.
    prior
        For each player the belief that the other begins with; any mixtures will do.
    clock
        When to give up; raises OutOfTime.

    Sources
    -------
    lemke1965; vonstengel2002b; harsanyi1988

    Examples
    --------
    >>> stag = NormalForm.from_tables(["R", "C"], [["s", "h"]] * 2, [[4, 0], [3, 2]], [[4, 3], [0, 2]])
    >>> half = (Fraction(1, 2), Fraction(1, 2))
    >>> path = traced_path(stag, Profile(stag.information_sets, (half, half)), Clock(None))
    >>> path.unique, [list(map(int, odds)) for odds in path.end.probabilities]
    (True, [[0, 1], [0, 1]])
    """
    if len(game.players) != 2 or prior.information_sets != game.information_sets:
        raise InvalidGame("Lemke's algorithm needs a two-player game and a prior about its two players")
    for attempt in range(_MOST_ATTEMPTS):
        tableau = _Tracing(game, prior, attempt)
        steps = [tableau.here(), *(tableau.here() for _ in tableau.path(tableau.first, clock))]
        if tableau.cover in tableau.nonbasic:
            return TracedPath(steps[-1][1], tuple(steps), not tableau.tied)
    raise AssertionError(f"{_MOST_ATTEMPTS} random perturbations in a row left a tie")


class _Tracing(CoveredTableau):
    """The system at z₀ = 1.

    x and y are the variables; the slack of x_i is that of action i's payoff.  The payoffs u and v have the
    labels behind z₀, and no rows: they are free.

    Parameters
    ----------
    game, prior
        As for ``traced_path``.
    attempt
        The number of the perturbation of right-hand sides.
    """

    def __init__(self, game: NormalForm[Fraction], prior: Profile, attempt: int):
        self._game, self._prior = game, prior
        m, n = game.shape
        size = m + n
        u, v = 2 * size + 1, 2 * size + 2
        first, second = game.own_rows(0), game.own_rows(1)
        p, q = prior.probabilities
        against_q, against_p = [_product(row, q) for row in first], [_product(row, p) for row in second]
        self.first: int = against_q.index(max(against_q))
        answer = m + against_p.index(max(against_p))
        self.tied = against_q.count(max(against_q)) + against_p.count(max(against_p)) > 2

        # The columns: x, y, z₀, u, v and the right-hand side; the last two rows are equations.
        rows: list[list[Fraction | int]]
        rows = [[*[0] * m, *own, value, -1, 0, 0] for own, value in zip(first, against_q, strict=True)]
        rows += [[*own, *[0] * n, value, 0, -1, 0] for own, value in zip(second, against_p, strict=True)]
        rows += [[*[1] * m, *[0] * n, 1, 0, 0, 1], [*[0] * m, *[1] * n, 1, 0, 0, 1]]
        basic, nonbasic = [*range(size, 2 * size), -1, -1], [*range(size), 2 * size, u, v]
        super().__init__([_whole(row) for row in rows], basic, nonbasic, size)
        for label, row in ((self.cover, size), (answer, size + 1), (u, self.first), (v, answer)):
            self.enter(label, row)
        self._perturb(attempt)

    def _perturb(self, attempt: int) -> None:
        """Drops the columns of equations and the rows of free variables, and perturbs right-hand sides."""
        columns = [column for column, label in enumerate(self.nonbasic) if label >= 0]
        rows = [row for row, label in enumerate(self.basic) if label <= self.cover]
        random = perturbation(len(self.lines), attempt)
        self.lines = [
            [*(self.lines[r][c] for c in columns), self.lines[r][-1], random[r] * self.denominator]
            for r in rows
        ]
        self.basic, self.nonbasic = [self.basic[r] for r in rows], [self.nonbasic[c] for c in columns]

    def leaving(self, column: int) -> int | None:
        """The row that stops a column from growing; that of z₀ if it does, too; None if ε leaves a tie."""
        best, tie, double = -1, False, False
        for row, line in enumerate(self.lines):
            if line[column] <= 0:
                continue

            if best >= 0:
                order = self.order(row, best, column, -2)
                if order == 0 and self.cover in (self.basic[row], self.basic[best]):
                    order, tie = 1 - 2 * (self.basic[row] == self.cover), False
                elif order == 0:
                    tie, order = True, self.order(row, best, column, -1)
                    double = order == 0 or (double and order > 0)
                elif order < 0:
                    tie = double = False
                if order >= 0:
                    continue

            best = row

        self.tied = self.tied or tie
        assert best >= 0, "the path of a bimatrix game cannot be unbounded"
        return None if double else best

    def here(self) -> tuple[Fraction, Profile]:
        """The weight of the prior, and what everyone is expected to play: x + z₀·p and y + z₀·q."""
        values = self.values(self.cover + 1, -2)
        weight, m = values[-1], len(self._prior.probabilities[0])
        mixed = (
            tuple(x + weight * belief for x, belief in zip(part, beliefs, strict=True))
            for part, beliefs in zip(
                (values[:m], values[m : self.size]), self._prior.probabilities, strict=True
            )
        )
        return weight, Profile(self._game.information_sets, tuple(mixed))


def _whole(row: Sequence[Fraction | int]) -> list[int]:
    """A row multiplied so that it holds integers."""
    scale = lcm(*(entry.denominator for entry in row))
    return [int(entry * scale) for entry in row]


def _product(left: Sequence[Fraction], right: Sequence[Fraction]) -> Fraction:
    return sum((a * b for a, b in zip(left, right, strict=True)), Fraction(0))
