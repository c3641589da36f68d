"""Boxes that are settled: what equilibria they hold, and that all are covered.

Source: coxlittleoshea2015 (elimination).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from fractions import Fraction
from itertools import combinations, product

from gametheory_paradox.errors import CertificateRejected
from gametheory_paradox.exact.proofs.algebraic import (
    Form,
    Root,
    added,
    check_work,
    coprime,
    roots_inside,
    times,
)
from gametheory_paradox.forms import Game, NormalForm, Profile, expected_payoffs
from gametheory_paradox.forms.columns import width_of
from gametheory_paradox.forms.proofs.equilibrium_set import EquilibriumSet, PayoffSet
from gametheory_paradox.forms.states.proofs.enclosed_values import EnclosedStationary
from gametheory_paradox.forms.tables.proofs.condition_curves import BestConditions, Curve
from gametheory_paradox.forms.tables.proofs.curved_pieces import CurvedPiece
from gametheory_paradox.forms.tables.proofs.enclosed_numbers import Number, Term, number_of, range_end
from gametheory_paradox.forms.tables.proofs.isolation import EquilibriumPoint, IsolatingBox, Solution
from gametheory_paradox.forms.tables.proofs.piece_ranges import PieceRange
from gametheory_paradox.forms.tables.proofs.profile_bounds import Interval, ProfileBounds
from gametheory_paradox.forms.tables.proofs.profile_cells import Cell, Mixture, ProfileCell, corners
from gametheory_paradox.table import Record

# Solutions in isolating boxes of which bounds do not tell whether they are equilibria: told exactly
#
# One player uses two actions.  Equations determine the others' mixtures, one after the other, as forms in its
# own (:mod:`gametheory_paradox.forms.tables.proofs.condition_curves`); what is left of the equations is zero
# at the solution.  Where it has a single root within the box, that is the solution, and the signs there of
# all probabilities, of what unused actions would gain, and of a point's weights in a cell are told exactly,
# zeros included.
# ----------------------------------------------------------------------------

MOST_VERTICES_OF_A_PIECE = 6  # of one player, in search of a solution's weights


@dataclass(frozen=True, repr=False)
class SettledBox(Record):
    """The solution in a box, as a root.

    Parameters
    ----------
    supports
        For each player the actions used.
    curve, root
        The mixtures as forms, with what has to hold, and where on the curve the solution is.
    """

    supports: Sequence[Sequence[int]]
    curve: Curve
    root: Root

    @property
    def solution(self) -> Solution:
        """An equilibrium if it is one that uses all actions of the supports, else none."""
        weights = (form for own in self.curve.mixtures.values() for form in own)
        if any(self.root.sign(form) <= 0 for form in weights):  # some action is not used
            return "none"
        fails = any(self.root.sign(form) < 0 for form in self.curve.inequalities)
        return "none" if fails else "equilibrium"

    def is_on(self, cell: Cell) -> bool:
        """True if it is in a cell, and everything that is played in the cell is best there."""
        mixtures = {}
        for who, simplex in enumerate(cell.simplices):
            weights = self._weights_in(who, simplex)
            if weights is None:
                return False
            mixtures[who] = weights
        for condition in BestConditions.of(cell).conditions:
            sign = self.root.sign(condition.along(mixtures)[0])
            if sign < 0 or (sign and condition.is_equation):
                return False
        return True

    def _weights_in(self, who: int, simplex: Sequence[Mixture]) -> list[Form] | None:
        """The weights of a simplex's vertices, as mixtures, that give a player's own; None if none do."""
        own = self.curve.mixtures.get(who, [(1,)])
        mixture: list[Form] = [(0,) * len(own[0])] * len(simplex[0])
        for action, form in zip(self.supports[who], own, strict=True):
            mixture[action] = form

        weights, scale = _in_terms_of(simplex, mixture)
        for action, form in enumerate(mixture):
            parts = [times((vertex[action],), w) for w, vertex in zip(weights, simplex, strict=True)]
            if self.root.sign(added([*parts, times((-scale,), form)])):
                return None
        if any(self.root.sign(form) < 0 for form in weights):
            return None
        return [times((sum(vertex),), form) for form, vertex in zip(weights, simplex, strict=True)]


def settled(whole: Cell, box: IsolatingBox) -> SettledBox:
    """Find the solution in a box that was checked by the box's chain.

    Parameters
    ----------
    whole
        The cell of all profiles.
    box
        The box, with a chain.

    Raises
    ------
    CertificateRejected
        If the chain does not determine the solution.
    """
    if not all(own and min(own) >= 0 for own in box.chain):
        raise CertificateRejected("the chain of a box names no players")
    (who, *more), *determined = box.chain
    try:
        if more or len(box.supports[who]) != 2:
            raise CertificateRejected("the chain of a box begins with a player who uses two actions")
        cell = cell_along(whole, box, who)
        curve = Curve.along(BestConditions.of(cell).conditions, who, determined)
    except IndexError:
        raise CertificateRejected("the chain of a box names what is not there") from None

    if curve.between or not curve.equations:
        raise CertificateRejected("the chain of a box does not determine its solution")
    check_work(curve.equations)
    roots = [
        root
        for form in coprime(curve.equations)
        for root in roots_inside(form)
        if not any(map(root.sign, curve.equations))
    ]
    if len(roots) != 1:
        raise CertificateRejected("the chain of a box does not determine its solution")
    weights = [tuple([vertex[action] for vertex in cell.simplices[who]]) for action in box.supports[who]]
    return SettledBox(box.supports, replace(curve, mixtures={**curve.mixtures, who: weights}), roots[0])


def cell_along(whole: Cell, box: IsolatingBox, who: int) -> Cell:
    """All mixtures of a box's actions, but of one player those alone that are within its bounds.

    Raises
    ------
    CertificateRejected
        If these are not between zero and one.
    """
    low, high, total = box.reach(who, 0)
    if not 0 < low < high < total:
        raise CertificateRejected("the chain of a box does not determine its solution")
    lows = [(*[0] * len(support), 1) for support in box.supports]
    lows[who] = (low, total - high, high - low)
    return whole.at(tuple(map(corners, whole.sizes, box.supports, lows)))


def _in_terms_of(simplex: Sequence[Mixture], mixture: Sequence[Form]) -> tuple[list[Form], int]:
    """The weights of vertices with which they sum to a multiple of a mixture, if any do; the multiple."""
    size = len(simplex)
    if size > MOST_VERTICES_OF_A_PIECE:
        raise CertificateRejected("a piece has too many vertices to tell whether a solution is on it")

    for rows in combinations(range(len(mixture)), size):
        matrix = [[vertex[row] for vertex in simplex] for row in rows]
        scale = _determinant(matrix)
        if scale:
            turn = 1 if scale > 0 else -1
            columns = [
                [turn * (-1) ** (r + c) * _determinant(_without(matrix, r, c)) for r in range(size)]
                for c in range(size)
            ]
            forms = [mixture[row] for row in rows]
            weights = [added([times((k,), f) for f, k in zip(forms, own, strict=True)]) for own in columns]
            return weights, abs(scale)
    raise CertificateRejected("the vertices of a cell are no simplex")


def _determinant(matrix: Sequence[Sequence[int]]) -> int:
    """The determinant, by its first row."""
    if not matrix:
        return 1
    return sum(
        (-1) ** c * entry * _determinant(_without(matrix, 0, c)) for c, entry in enumerate(matrix[0]) if entry
    )


def _without(matrix: Sequence[Sequence[int]], row: int, column: int) -> list[list[int]]:
    return [[*own[:column], *own[column + 1 :]] for r, own in enumerate(matrix) if r != row]


# Equilibria that are known by a box alone, of tables and of the trees whose tables these are
# ----------------------------------------------------------------------------

WITHIN_BOUNDS = "an equilibrium is known by a box alone, and what is paid there within bounds alone"

Choices = tuple[tuple[int, int], ...]  # pairs of the number of an information set and of an action there
Paid = dict[tuple[int, ...], tuple[Fraction, ...]]  # by what each player of the table uses, all columns


@dataclass(frozen=True, eq=False, repr=False)
class EnclosedEquilibrium(Record):
    """An equilibrium of which a box is known that holds no other.

    Parameters
    ----------
    point
        The solution in the box, of a table.
    plans
        For each player of that table and each action it uses what this chooses in the game.
    bounds
        Bounds of every probability of the game, both zero for what is not used.  At information sets about
        which the plans say nothing, the first action is taken.
    """

    point: EquilibriumPoint
    plans: tuple[tuple[Choices, ...], ...]
    bounds: ProfileBounds

    @classmethod
    def of_table(cls, game: NormalForm[Fraction], box: IsolatingBox) -> "EnclosedEquilibrium":
        """The equilibrium of a table in a box that was checked."""
        plans = tuple(
            tuple(((who, action),) for action in support) for who, support in enumerate(box.supports)
        )
        return cls(EquilibriumPoint(game, box), plans, box.bounds(game))

    @property
    def similar(self) -> Profile:
        """A profile that uses the same actions; not itself an equilibrium."""
        return self.bounds.similar

    def payoff(self, game: Game, column: int) -> Number:
        """The payoff in a column of the game: a player's, or a measure.

        A player who mixes gets the same by each action it uses, so that one action says what it gets; where
        a mean of two actions pays the same whatever the others do, that is a fraction.

        Parameters
        ----------
        game
            The game of which this is an equilibrium, perhaps with a measure.
        column
            The place in what is paid.
        """
        return self._number(game, column, self._paid(game))

    def payoffs(self, game: Game) -> tuple[Number, ...]:
        """The payoffs in each column of the game."""
        paid = self._paid(game)
        return tuple(
            self._number(game, column, paid) for column in range(width_of(game.players, game.measure))
        )

    def _number(self, game: Game, column: int, paid: Paid) -> Number:
        """The payoff in a column, where it is known for all that the players use."""
        first = None
        for who in choosing_for(game, column, self.plans):
            rows = [
                Term(self.point, tuple(paid[(*cell[:who], own, *cell[who + 1 :])][column] for cell in paid))
                for own in range(len(self.plans[who]))
            ]
            first = first or rows[0]
            for pair in combinations(rows, 2):
                mean = _constant_mean(*pair)
                if mean is not None:
                    return mean
        return number_of([first or Term(self.point, tuple(payoffs[column] for payoffs in paid.values()))])

    def _paid(self, game: Game) -> Paid:
        """The payoffs in all columns where each player of the table takes one action that it uses."""
        return {cell: self._paid_at(game, cell) for cell in product(*(range(len(own)) for own in self.plans))}

    def _paid_at(self, game: Game, cell: tuple[int, ...]) -> tuple[Fraction, ...]:
        sets = game.information_sets
        odds = list(Profile.pure(sets, [0] * len(sets)).probabilities)
        for own, number in zip(self.plans, cell, strict=True):
            for place, action in own[number]:
                odds[place] = tuple(Fraction(a == action) for a in range(len(sets[place].actions)))
        paid = expected_payoffs(game, Profile(sets, tuple(odds)))
        if not all(isinstance(own, Fraction) for own in paid):
            raise CertificateRejected(WITHIN_BOUNDS)
        return paid


@dataclass(frozen=True, eq=False, repr=False)
class EnclosedPlay(Record):
    """An equilibrium of a tree in which some subgame is played as an enclosed equilibrium.

    Parameters
    ----------
    bounds
        Bounds of every probability, both zero for what is not used.
    worth
        What is paid in each column of the tree.
    """

    bounds: ProfileBounds
    worth: tuple[Number, ...]

    @property
    def similar(self) -> Profile:
        """A profile that uses the same actions; not itself an equilibrium."""
        return self.bounds.similar

    def payoff(self, game: Game, column: int) -> Number:
        """The payoff in a column of the tree: a player's, or a measure."""
        return self.worth[column]

    def payoffs(self, game: Game) -> tuple[Number, ...]:
        """The payoffs in each column of the tree."""
        return self.worth


def choosing_for(
    game: Game, column: int, plans: Iterable[Iterable[Iterable[tuple[int, int]]]]
) -> tuple[int, ...]:
    """The numbers of those in a table who choose for the player whose payoff a column holds.

    Parameters
    ----------
    game, column
        The game whose table it is, and one of its columns; nobody chooses for a measure.
    plans
        For each player of the table what each of its actions chooses in the game.
    """
    paid = game.players[column] if column < len(game.players) else ""
    owners = [{game.information_sets[n].player for choices in own for n, _ in choices} for own in plans]
    return tuple(who for who, owner in enumerate(owners) if paid in owner)


def _constant_mean(first: Term, second: Term) -> Fraction | None:
    """The value of a weighted mean of two polynomials, of any weights, that is the same at all mixtures."""
    pairs = list(zip(first.coefficients, second.coefficients, strict=True))
    a, b = pairs[0]
    for c, d in pairs:
        if c - a != d - b:  # the weight of the second at which these two places are alike
            weight = (c - a) / ((c - a) - (d - b))
            means = {own + weight * (other - own) for own, other in pairs}
            return means.pop() if len(means) == 1 else None
    return None


# All equilibria of a game, of which some are known within bounds alone: by a box, or on pieces
# ----------------------------------------------------------------------------


@dataclass(frozen=True, repr=False)
class EquilibriumCover(EquilibriumSet):
    """Every equilibrium of a game, of which some are known within bounds alone.

    Parameters
    ----------
    game, profiles, infinite, spanning, counted, ties
        As of every set of equilibria.
    listed
        Of a table, whether every equilibrium is a profile of the list or enclosed, or in a product of
        polytopes whose corners are listed: none is on a piece with curved borders.
    enclosed
        The equilibria that are known by a box alone, all different from each other and from ``profiles``.
    stationary
        The same of a stochastic game.
    pieces
        Of a table of three and more players products of simplices that consist of equilibria.
    curved
        Of such a table the pieces with curved borders, of which some points are listed.
    open_cells
        Of a table, cells that may hold further equilibria; none but where a proof is asked for a cover.
    ranges
        Where infinitely many are known within bounds alone, ranges of what is paid by them in a column.
    """

    listed: bool = True
    enclosed: tuple[EnclosedEquilibrium | EnclosedPlay, ...] = ()
    stationary: tuple[EnclosedStationary, ...] = ()
    pieces: tuple[ProfileCell, ...] = ()
    curved: tuple[CurvedPiece, ...] = ()
    open_cells: tuple[ProfileCell, ...] = ()
    ranges: Callable[[int], Sequence[PieceRange]] | None = field(default=None, compare=False)

    @property
    def in_boxes(self) -> tuple[EnclosedEquilibrium | EnclosedPlay | EnclosedStationary, ...]:
        """The equilibria that are known by a box alone."""
        return (*self.enclosed, *self.stationary)

    def payoffs(self, player: str) -> PayoffSet:
        """Values compared for a player (the one the proof is about, where profiles do not span the set)."""
        column = self.game.column(player)
        paid: list[Number] = [expected_payoffs(self.game, profile)[column] for profile in self.profiles]
        paid += [own.payoff(self.game, column) for own in self.in_boxes]
        ranges = [] if self.ranges is None else self.ranges(column)
        paid += [end for own in ranges if own.is_exact for end in (own.low, own.high)]
        known = PayoffSet.of(paid, infinite=self.infinite)
        return widened(known, [own.bounds for own in ranges if not own.is_exact])


def cover_of(equilibria: EquilibriumSet) -> EquilibriumCover:
    """The set as a cover, which has no boxes and no pieces where all equilibria are known exactly."""
    if isinstance(equilibria, EquilibriumCover):
        return equilibria
    return EquilibriumCover(**{own.name: getattr(equilibria, own.name) for own in fields(equilibria)})


def widened(known: PayoffSet, ranges: Sequence[Interval]) -> PayoffSet:
    """The set of payoffs of which more is known within some ranges alone."""
    if not ranges:
        return known
    low, high = min(least for least, _ in ranges), max(most for _, most in ranges)
    least = range_end(known.low, low, is_beyond=lambda: low < known.low)
    most = range_end(known.high, high, is_beyond=lambda: high > known.high)
    return PayoffSet((least, most), infinite=True)
