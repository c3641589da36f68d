"""One equilibrium of a table inside a box, although its probabilities may be irrational.

Fix the supports.  The equations "every used action of a player gives the same" have as many unknowns as equations: for each
player the probabilities of all used actions but the first.  With P a rational approximation of the inverse Jacobian J, put
G(x) = I - P·J(x), whose entries are affine in each player's mixture.  So the largest row sum of |G| over a product of polytopes is
attained at a tuple of vertices.  Where it is below 1 there is at most one solution (two would be nearer to each other than
they are); and where |P·F(c)| + |G|·r ≤ r on the box of radius r around c, x - P·F(x) maps the box into itself, so it has a
solution (Brouwer).

Sources: krawczyk1969, moore1977, neumaier1990.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from gametheory_paradox.claims.profile_cells import ProfileCell, normalized, played
from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.games import NormalForm

Point = tuple[tuple[Fraction, ...], ...]  # for each player a probability per action; sums need not be exact


@dataclass(frozen=True)
class IsolatingBox:
    """A box that holds one equilibrium.

    Parameters
    ----------
    supports
        For each player the actions used.
    center
        For each player the probabilities of the used actions but the first.
    radius
        How far each of these may be off.
    inverse
        An approximation of the inverse of the Jacobian, one row per unknown.
    """

    supports: tuple[tuple[int, ...], ...]
    center: tuple[tuple[Fraction, ...], ...]
    radius: Fraction
    inverse: tuple[tuple[Fraction, ...], ...]

    def probabilities(self, game: NormalForm[Fraction]) -> tuple[tuple[tuple[Fraction, Fraction], ...], ...]:
        """For each player and action the bounds of its probability."""
        found = []
        for size, support, middle in zip(game.shape, self.supports, self.center, strict=True):
            bounds = [(Fraction(0), Fraction(0))] * size
            rest, slack = 1 - sum(middle, Fraction(0)), self.radius * len(middle)
            bounds[support[0]] = (rest - slack, rest + slack)
            for action, value in zip(support[1:], middle, strict=True):
                bounds[action] = (value - self.radius, value + self.radius)
            found.append(tuple(bounds))
        return tuple(found)


class Equations:
    """The indifference equations of fixed supports.

    Parameters
    ----------
    game, supports
        The game, and for each player the actions used.
    """

    def __init__(self, game: NormalForm[Fraction], supports: Sequence[Sequence[int]]):
        self.game, self.supports = game, supports
        self.unknowns = [(who, action) for who, support in enumerate(supports) for action in support[1:]]

    def payoff(self, who: int, fixed: dict[int, int], point: Point) -> Fraction:
        """A player's payoff when some players play fixed actions and the others their mixtures."""
        choices = [
            [(fixed[j], Fraction(1))] if j in fixed else [(a, p) for a, p in enumerate(point[j]) if p]
            for j in range(len(self.game.players))
        ]
        total = Fraction(0)
        for combination in product(*choices):
            weight = Fraction(1)
            for _, p in combination:
                weight *= p
            total += weight * self.game.cell([a for a, _ in combination])[who]
        return total

    def residual(self, point: Point) -> list[Fraction]:
        """F: what each used action gives more than its player's first."""
        return [
            self.payoff(who, {who: action}, point) - self.payoff(who, {who: self.supports[who][0]}, point)
            for who, action in self.unknowns
        ]

    def jacobian(self, point: Point) -> list[list[Fraction]]:
        """J: how each of these changes with each unknown, the first used action's probability making up for it."""
        rows = []
        for who, action in self.unknowns:
            row = []
            for other, moved in self.unknowns:
                entry = Fraction(0)
                if other != who:
                    for own, sign in ((action, 1), (self.supports[who][0], -1)):
                        more = self.payoff(who, {who: own, other: moved}, point)
                        entry += sign * (more - self.payoff(who, {who: own, other: self.supports[other][0]}, point))
                row.append(entry)
            rows.append(row)
        return rows

    def contraction(self, box: IsolatingBox, points: Sequence[Point]) -> Fraction:
        """The largest row sum of |I - P·J| over some points."""
        size, worst = len(self.unknowns), Fraction(0)
        for point in points:
            jacobian = self.jacobian(point)
            for row in range(size):
                total = Fraction(0)
                for column in range(size):
                    entry = sum((box.inverse[row][k] * jacobian[k][column] for k in range(size)), Fraction(0))
                    total += abs((row == column) - entry)
                worst = max(worst, total)
        return worst

    def point(self, center: Sequence[Sequence[Fraction]]) -> Point:
        """The profile whose unknowns have given values."""
        return tuple(self._mixture(who, values) for who, values in enumerate(center))

    def corners(self, box: IsolatingBox) -> list[list[tuple[Fraction, ...]]]:
        """For each player the corners of the box, as probabilities of all actions."""
        found = []
        for who, middle in enumerate(box.center):
            signs = product((-1, 1), repeat=len(middle))
            ends = [tuple(m + s * box.radius for m, s in zip(middle, sign, strict=True)) for sign in signs]
            found.append([self._mixture(who, values) for values in ends])
        return found

    def _mixture(self, who: int, values: Sequence[Fraction]) -> tuple[Fraction, ...]:
        odds = [Fraction(0)] * self.game.shape[who]
        odds[self.supports[who][0]] = 1 - sum(values, Fraction(0))
        for action, value in zip(self.supports[who][1:], values, strict=True):
            odds[action] = value
        return tuple(odds)


def check_box(game: NormalForm[Fraction], box: IsolatingBox) -> int:
    """Check that a box holds a solution of its supports' equations; 1 if it is an equilibrium, -1 if it is none.

    Raises
    ------
    CertificateRejected
        If the box is malformed or does not show a solution, or leaves open whether it is an equilibrium.
    """
    equations = Equations(game, box.supports)
    size = len(equations.unknowns)
    if box.radius <= 0 or len(box.inverse) != size or any(len(row) != size for row in box.inverse):
        raise CertificateRejected("an isolating box is malformed")
    if any(
        low <= 0 for odds, used in zip(box.probabilities(game), box.supports, strict=True) for low, _ in [odds[a] for a in used]
    ):
        raise CertificateRejected("an isolating box reaches out of the interior of its supports")
    corners = equations.corners(box)
    factor = equations.contraction(box, list(product(*corners)))
    residual = equations.residual(equations.point(box.center))
    step = max(
        (abs(sum((box.inverse[r][k] * residual[k] for k in range(size)), Fraction(0))) for r in range(size)), default=Fraction(0)
    )
    if factor >= 1 or step + factor * box.radius > box.radius:
        raise CertificateRejected("an isolating box does not show a solution")
    return _outside(equations, box, corners)


def _outside(equations: Equations, box: IsolatingBox, corners: Sequence[Sequence[tuple[Fraction, ...]]]) -> int:
    """Whether every unused action gives less everywhere in the box (1), or one gives more everywhere (-1)."""
    game = equations.game
    points = list(product(*corners))
    for who, support in enumerate(box.supports):
        for action in range(game.shape[who]):
            if action in support:
                continue
            gains = [
                equations.payoff(who, {who: action}, point) - equations.payoff(who, {who: support[0]}, point) for point in points
            ]
            if min(gains) > 0:
                return -1
            if max(gains) >= 0:
                raise CertificateRejected("an isolating box leaves open whether an unused action gives more")
    return 1


def check_unique(game: NormalForm[Fraction], box: IsolatingBox, cell: ProfileCell) -> None:
    """Check that a cell has no equilibrium but perhaps the solution in the box.

    Raises
    ------
    CertificateRejected
        If some used action may be unplayed in the cell, or the equations may have another solution between cell and box.
    """
    if any(played(simplex) != used for simplex, used in zip(cell, box.supports, strict=True)):
        raise CertificateRejected("a cell's supports are not those of its isolating box")
    if any(not vertex[a] for simplex, used in zip(cell, box.supports, strict=True) for vertex in simplex for a in used):
        raise CertificateRejected("a cell with an isolating box touches the border of its supports")
    equations = Equations(game, box.supports)
    hulls = [[*map(normalized, simplex), *ends] for simplex, ends in zip(cell, equations.corners(box), strict=True)]
    if equations.contraction(box, list(product(*hulls))) >= 1:
        raise CertificateRejected("a cell may hold another solution than its isolating box")
