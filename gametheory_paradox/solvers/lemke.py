"""Lemke's algorithm for two players from a prior: the piecewise linear path from best replies to a belief to an equilibrium.

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

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.games import NormalForm, Profile
from gametheory_paradox.solvers.deadline import Deadline
from gametheory_paradox.solvers.simplex import exchange
from gametheory_paradox.solvers.vertex_walk import perturbation


@dataclass(frozen=True)
class TracedPath:
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


def lemke(game: NormalForm[Fraction], prior: Profile, deadline: Deadline) -> TracedPath:
    """Follows the path from a prior to an equilibrium.

    Parameters
    ----------
    game
        A two-player game.
    prior
        For each player the belief that the other begins with; any mixtures will do.
    deadline
        When to give up; raises OutOfTime.

    Sources
    -------
    lemke1965; vonstengel2002b

    Examples
    --------
    >>> stag = NormalForm.from_tables(["R", "C"], [["s", "h"], ["s", "h"]], [[4, 0], [3, 2]], [[4, 3], [0, 2]])
    >>> half = (Fraction(1, 2), Fraction(1, 2))
    >>> path = lemke(stag, Profile(stag.information_sets, (half, half)), Deadline(None))
    >>> path.unique, [list(map(int, odds)) for odds in path.end.probabilities]
    (True, [[0, 1], [0, 1]])
    """
    if len(game.players) != 2 or prior.information_sets != game.information_sets:
        raise InvalidGame("Lemke's algorithm needs a two-player game and a prior about its two players")
    for attempt in range(8):
        path = _traced(_Tableau(game, prior, attempt), deadline)
        if path:
            return path
    raise AssertionError("eight random perturbations in a row left a tie")


def _traced(tableau: "_Tableau", deadline: Deadline) -> TracedPath | None:
    """The path; None if the perturbation left a tie."""
    steps = [tableau.here()]
    entering = tableau.first
    while True:
        deadline.check()
        row = tableau.leaving(entering)
        if row is None:
            return None
        left = tableau.pivot(row, entering)
        steps.append(tableau.here())
        if left == tableau.weight:
            return TracedPath(steps[-1][1], tuple(steps), not tableau.tied)
        entering = tableau.complement(left)


class _Tableau:
    """The system as a dictionary: every row reads denominator · basic = standard + ε·shifted − Σ entry · nonbasic.

    Labels: x and y from 0, their slacks from m + n (x_i pairs with the slack of action i), then z₀, u, v.
    """

    def __init__(self, game: NormalForm[Fraction], prior: Profile, attempt: int):
        m, n = game.shape
        self._game, self._prior, self._shape = game, prior, (m, n)
        self._size = size = m + n
        self.weight = 2 * size
        u, v = self.weight + 1, self.weight + 2
        first, second = game.matrix(game.players[0]), list(zip(*game.matrix(game.players[1]), strict=True))
        p, q = prior.probabilities
        against_q, against_p = [_product(row, q) for row in first], [_product(row, p) for row in second]
        nothing = [Fraction(0)]
        rows: list[list[Fraction | int]]
        rows = [
            [*nothing * m, *payoffs, value, -1, 0, 0] for payoffs, value in zip(first, against_q, strict=True)
        ]
        rows += [
            [*payoffs, *nothing * n, value, 0, -1, 0]
            for payoffs, value in zip(second, against_p, strict=True)
        ]
        rows += [[*[1] * m, *[0] * n, 1, 0, 0, 1], [*[0] * m, *[1] * n, 1, 0, 0, 1]]
        self._lines = [_whole(row) for row in rows]
        self._basic: list[int] = [*range(size, 2 * size), -1, -1]  # the last two are equations
        self._nonbasic = [*range(size), self.weight, u, v]
        self._denominator = 1
        self.first: int = against_q.index(max(against_q))
        answer = m + against_p.index(max(against_p))
        self.tied = against_q.count(max(against_q)) + against_p.count(max(against_p)) > 2
        for row, label in ((size, self.weight), (size + 1, answer), (self.first, u), (answer, v)):
            self.pivot(row, label)
        self._perturb(attempt)

    def _perturb(self, attempt: int) -> None:
        """Drop the columns of the two equations and add the perturbed right-hand side."""
        keep = [place for place, label in enumerate(self._nonbasic) if label >= 0]
        self._nonbasic = [self._nonbasic[place] for place in keep]
        random = perturbation(len(self._lines), attempt)
        scaled = [r * self._denominator for r in random]
        self._lines = [
            [*(line[c] for c in keep), line[-1], r] for line, r in zip(self._lines, scaled, strict=True)
        ]

    def pivot(self, row: int, label: int) -> int:
        """Let a nonbasic variable enter in a row; returns the one that leaves."""
        column, left = self._nonbasic.index(label), self._basic[row]
        self._denominator = exchange(self._lines, row, column, self._denominator)
        self._basic[row], self._nonbasic[column] = label, left
        return left

    def complement(self, label: int) -> int:
        """The variable that may be positive only where this one is zero."""
        return label + self._size if label < self._size else label - self._size

    def leaving(self, entering: int) -> int | None:
        """The row that stops a variable from growing; z₀ if it is among those that do; None if ε leaves a tie."""
        column, best, tie, double = self._nonbasic.index(entering), -1, False, False
        for row, line in enumerate(self._lines):
            entry = line[column]
            if entry <= 0 or self._basic[row] > self.weight:
                continue
            if best >= 0:
                rival = self._lines[best]
                order = line[-2] * rival[column] - rival[-2] * entry
                if order == 0 and self.weight in (self._basic[row], self._basic[best]):
                    order, tie = 1 - 2 * (self._basic[row] == self.weight), False
                elif order == 0:
                    tie, order = True, line[-1] * rival[column] - rival[-1] * entry
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
        values = [Fraction(0)] * (self.weight + 1)
        for row, label in enumerate(self._basic):
            if label <= self.weight:
                values[label] = Fraction(self._lines[row][-2], self._denominator)
        weight, m = values[self.weight], self._shape[0]
        own = values[:m], values[m : self._size]
        mixed = (
            tuple(x + weight * belief for x, belief in zip(part, beliefs, strict=True))
            for part, beliefs in zip(own, self._prior.probabilities, strict=True)
        )
        return weight, Profile(self._game.information_sets, tuple(mixed))


def _whole(row: Sequence[Fraction | int]) -> list[int]:
    """A row multiplied so that it holds integers."""
    scale = lcm(*(entry.denominator for entry in row))
    return [int(entry * scale) for entry in row]


def _product(left: Sequence[Fraction], right: Sequence[Fraction]) -> Fraction:
    return sum((a * b for a, b in zip(left, right, strict=True)), Fraction(0))
