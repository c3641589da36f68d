"""Pieces of equilibria of a tree, subgame by subgame.

Sources: selten1965, kuhn1953; vonstengel2002 (maximal Nash subsets are maximal bicliques).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod

from gametheory_paradox.errors import CertificateRejected, Unsupported
from gametheory_paradox.forms import ExtensiveForm, NormalForm, Profile, without_measure
from gametheory_paradox.forms.columns import width_of
from gametheory_paradox.forms.profiles import Odds
from gametheory_paradox.forms.proofs.equilibrium_set import EquilibriumSet
from gametheory_paradox.forms.proofs.nash import is_nash
from gametheory_paradox.forms.tables.proofs.curved_pieces import CurvedPiece
from gametheory_paradox.forms.tables.proofs.piece_ranges import range_on
from gametheory_paradox.forms.tables.proofs.profile_cells import ProfileCell, normalized
from gametheory_paradox.forms.tables.proofs.settled_boxes import EnclosedEquilibrium, cover_of
from gametheory_paradox.forms.trees.proofs.every_nash_of_trees import table_of
from gametheory_paradox.forms.trees.proofs.payoff_pieces import (
    ONE,
    Corner,
    Mixture,
    Piece,
    Point,
    TablePlay,
    corner_at,
)
from gametheory_paradox.forms.trees.subgames import Truncation, truncated
from gametheory_paradox.interruption import look
from gametheory_paradox.table import Record

# The table of a subgame in which the inner ones are worth points of pieces
#
# Where those who choose compare several worths of an inner subgame, the table has one more player for it, who
# is paid nothing and so takes corners of its piece as it likes: its mixtures are the points of the piece.
# --------------------------------------------------------------------------

MOST_TOGETHER = 2_000  # cells of a table with players for inner subgames

Tree = ExtensiveForm[Fraction]
Table = NormalForm[Fraction]
Cells = Sequence[tuple[Point, Point]]  # what the players of the table are paid, and everybody in the tree
Worths = Mapping[int, Mixture]  # of inner subgames, by their numbers


class SubgameTable:
    """A subgame without inner ones, which are worth points of their pieces, as a table of those who choose.

    Parameters
    ----------
    game, root, inner, columns
        As of ``SubgameTables.corners``.
    """

    def __init__(self, game: Tree, root: int, inner: Mapping[int, Piece], columns: Sequence[int]):
        self.game, self.root, self.columns = game, root, columns
        self.places, self.pieces = tuple(inner), tuple(inner.values())
        self.first = self._part([((piece[0], ONE),) for piece in self.pieces])
        self.form, sets = table_of(self.first.game), self.first.game.information_sets
        choosing = {game.players.index(info.player) for info in sets if len(info.actions) > 1}
        axes = [axis for axis, column in enumerate(columns) if column in choosing]
        worths = [{tuple(corner.at[axis] for axis in axes) for corner in piece} for piece in self.pieces]
        self.varying = [n for n, own in enumerate(worths) if len(own) > 1]
        self.others = [n for n, own in enumerate(worths) if len(own) == 1]

    def rests(self) -> Iterator[Worths]:
        """The corners of the pieces that do not vary for those who choose."""
        for choice in product(*(self.pieces[n] for n in self.others)):
            yield {n: ((corner, ONE),) for n, corner in zip(self.others, choice, strict=True)}

    def cells(self, rest: Worths) -> Cells:
        """Payoffs in the cells of the table, with one more player for each piece that varies."""
        pieces = [self.pieces[n] for n in self.varying]
        if pieces and len(self.form.paid) * prod(map(len, pieces)) > MOST_TOGETHER:
            raise Unsupported("inner subgames of several worths make too large a table together")
        found = []
        for choice in product(*pieces):
            told = {n: ((corner, ONE),) for n, corner in zip(self.varying, choice, strict=True)}
            part = self._part(self._all(rest, told))
            form = table_of(part.game)
            own = form.table.payoffs if form.table is not None else [()] * len(form.paid)
            found.append(list(zip(own, form.paid, strict=True)))
        return [cell for own in zip(*found, strict=True) for cell in own]

    def table(self, cells: Cells, asked: int | None) -> Table | None:
        """The table of those who choose and of pieces that vary; None if nobody chooses.

        Parameters
        ----------
        cells
            What everybody gets in its cells.
        asked
            A column of the tree that becomes the measure; None for none.
        """
        own = self.form.table
        if own is None:
            return None
        sizes = [len(self.pieces[n]) for n in self.varying]
        count = len(own.players) + len(sizes)
        nothing = (Fraction(0),) * len(sizes)
        payoffs = tuple(
            (*here, *nothing, *(() if asked is None else (paid[asked],) * count)) for here, paid in cells
        )
        names = tuple(str(number) for number in range(1, 1 + count)) if sizes else own.players
        actions = (*own.actions, *(tuple(str(n) for n in range(1, 1 + size)) for size in sizes))
        return NormalForm(names, actions, payoffs, measure="" if asked is None else "asked")

    def play(self, rest: Worths, odds: Sequence[Odds]) -> TablePlay:
        """The way to play a corner at which the players of the table have these mixtures."""
        mixed, count = None, 0
        if self.form.table is not None:
            count = len(self.form.table.players)
            mixed = Profile(self.form.table.information_sets, tuple(odds[:count]))
        told = {
            n: tuple((corner, p) for corner, p in zip(self.pieces[n], own, strict=True) if p)
            for n, own in zip(self.varying, odds[count:], strict=True)
        }
        below = tuple(self._all(rest, told))
        return TablePlay(self.pieces, self.places, below, self.first.sets, self.form, mixed)

    def _all(self, rest: Worths, told: Worths) -> list[Mixture]:
        return [told.get(n) or rest[n] for n in range(len(self.pieces))]

    def _part(self, below: Sequence[Mixture]) -> Truncation[Fraction]:
        """The subgame with inner ones worth what is said; columns that do not count are left at zero."""
        look()
        values = {}
        for place, mixture in zip(self.places, below, strict=True):
            row = [Fraction(0)] * width_of(self.game.players, self.game.measure)
            for column, entry in zip(self.columns, _at(mixture), strict=True):
                row[column] = entry
            values[place] = tuple(row)
        return truncated(self.game, self.root, values)


def _at(mixture: Mixture) -> Point:
    """The point at which a mixture of corners is."""
    columns = zip(*([p * x for x in corner.at] for corner, p in mixture), strict=True)
    return tuple(sum(own, Fraction(0)) for own in columns)


# Pieces of payoffs of subgames in which somebody does not see all, from the equilibria of their tables
#
# A subgame in which the inner ones are replaced by what they are worth is a table of those who choose in it,
# and of one more player for each inner subgame that is worth different amounts to them
# (:mod:`~gametheory_paradox.forms.trees.proofs.subgame_pieces`).
#
# If the equilibria are infinitely many, those of two players make up *Nash subsets*, products of two
# polytopes of mixtures; those of more are points, products of simplices, and curved pieces, each in such a
# product.  One player alone may mix over all that is best.  What anybody gets is linear in each mixture, and
# in what each inner subgame is worth: so the payoffs of a product, with a piece of each inner subgame, lie in
# the hull of those at corners.  Each corner is an equilibrium's, but for products that hold a curved piece;
# where one column alone counts, it is the measure of the table, and bounded on the piece.  An equilibrium
# that is known by a box, and a cell that a proof leaves open, are covered by corners, too, none of which is
# known to be an equilibrium.
# ----------------------------------------------------------------------------

MOST_SUBSETS = 500  # of one table
MOST_OPEN = 100  # cells that are left open and covered by their corners

Prove = Callable[[Table], EquilibriumSet]


@dataclass(frozen=True, repr=False)
class Product(Record):
    """A product that covers equilibria of a table.

    Parameters
    ----------
    mixtures
        For each player its corners.
    sure
        For each corner of the product whether it is known to be an equilibrium.
    piece
        A curved piece that the product holds, where it covers no others.
    """

    mixtures: tuple[Sequence[Odds], ...]
    sure: Sequence[bool]
    piece: CurvedPiece | None = None


class SubgameTables:
    """The tables of subgames, each solved once.

    Parameters
    ----------
    prove
        Gives all equilibria of a table, with bounds of its measure on curved pieces if it names one, or
        raises CertificateRejected.
    """

    def __init__(self, prove: Prove):
        self.prove = prove
        self.solved: dict[Table, list[Product]] = {}

    def corners(
        self, game: Tree, root: int, inner: Mapping[int, Piece], columns: Sequence[int], kept: int
    ) -> Iterator[list[Corner]]:
        """For each product that covers equilibria of a subgame what is paid at its corners.

        Parameters
        ----------
        game, root
            The tree, and where the subgame begins.
        inner
            For the root of each of the largest inner subgames a piece of it.
        columns, kept
            The places at an end that the entries of these pieces have, and how many of them, the first, count
            at the root.
        """
        subgame = SubgameTable(game, root, inner, columns)
        alike = all(len({corner.at[0] for corner in subgame.pieces[n]}) == 1 for n in subgame.others)
        asked = columns[0] if kept == 1 and alike else None
        met = [(rest, subgame.cells(rest)) for rest in subgame.rests()]
        table = subgame.table(met[0][1], asked)

        for own in self._products(table):
            corners = []
            bounds = None
            if table is not None and own.piece is not None and asked is not None:
                bounds = range_on(table, len(table.players), own.piece).bounds
            for rest, cells in met:
                paid = [tuple(everybody[column] for column in columns[:kept]) for _, everybody in cells]
                points = _at_corners(paid, own.mixtures)
                for odds, is_one, at in zip(product(*own.mixtures), own.sure, points, strict=True):
                    if bounds:  # no point of the piece is beyond them
                        at = (min(max(at[0], bounds[0]), bounds[1]),)
                    corners.append(corner_at(at, [subgame.play(rest, odds)] if is_one else []))

            yield corners

    def _products(self, table: Table | None) -> list[Product]:
        """Products that cover the equilibria of the table; that of no choice has one."""
        if table is None:
            return [Product((), [True])]
        if table not in self.solved:
            self.solved[table] = products_of(table, self.prove)
        return self.solved[table]


def _at_corners(paid: Sequence[Point], mixtures: Sequence[Sequence[Odds]]) -> Sequence[Point]:
    """Payoffs at the corners of a product of mixtures, from those in the cells of a table."""
    for own in mixtures:
        look()
        rest = len(paid) // len(own[0])
        rows = [paid[number::rest] for number in range(rest)]  # by action of this player
        paid = [_mean(row, odds) for row in rows for odds in own]
    return paid


def _mean(points: Sequence[Point], odds: Odds) -> Point:
    taken = [(p, point) for p, point in zip(odds, points, strict=True) if p]
    if len(taken) == 1:
        return taken[0][1]
    return tuple(sum((p * point[k] for p, point in taken), Fraction(0)) for k in range(len(points[0])))


def products_of(table: Table, prove: Prove) -> list[Product]:
    """Products that cover all equilibria of a table: of two players its maximal Nash subsets.

    Raises
    ------
    CertificateRejected
        If there are too many products or open cells.
    """
    sets = table.information_sets
    if len(table.players) == 1:
        paid = [cell[0] for cell in table.payoffs]
        best = [number for number, payoff in enumerate(paid) if payoff == max(paid)]
        return [Product(([Profile.pure(sets, [n]).probabilities[0] for n in best],), [True] * len(best))]

    found = prove(table)
    cover = cover_of(found)
    if len(cover.open_cells) > MOST_OPEN:
        raise CertificateRejected(f"more than {MOST_OPEN} cells of a table are left open")
    if found.infinite and found.spanning:
        return [_all_sure(own) for own in nash_subsets(found.profiles)]

    products = [_all_sure(_normalized(cell)) for cell in cover.pieces]
    known = {odds for own in products for odds in product(*own.mixtures)}
    alone = [odds for odds in (profile.probabilities for profile in found.profiles) if odds not in known]
    products += [_all_sure([[own] for own in odds]) for odds in alone]
    for piece in cover.curved:
        mixtures, bare = _normalized(piece.simplices), without_measure(table)
        sure = [is_nash(bare, Profile(sets, odds)) for odds in product(*mixtures)]
        products.append(Product(mixtures, sure, piece))

    boxes = [own.point.simplices() for own in cover.enclosed if isinstance(own, EnclosedEquilibrium)]
    for corners in (*boxes, *map(_normalized, cover.open_cells)):
        products.append(Product(tuple(corners), [False] * prod(map(len, corners))))
    return products


def _all_sure(mixtures: Sequence[Sequence[Odds]]) -> Product:
    return Product(tuple(mixtures), [True] * prod(map(len, mixtures)))


def _normalized(cell: ProfileCell) -> tuple[Sequence[Odds], ...]:
    return tuple([normalized(vertex) for vertex in own] for own in cell)


def nash_subsets(profiles: Sequence[Profile]) -> list[tuple[list[Odds], list[Odds]]]:
    """The maximal Nash subsets of two players, each by its corners, from the extreme equilibria.

    Raises
    ------
    CertificateRejected
        If there are too many.
    """
    # Sets of second mixtures that go with the same first ones: intersections of neighborhoods.
    answers: dict[Odds, dict[Odds, None]] = {}
    for profile in profiles:
        first, second = profile.probabilities
        answers.setdefault(first, {})[second] = None
    closed: set[frozenset[Odds]] = set()
    for own in answers.values():
        closed |= {other & frozenset(own) for other in closed} | {frozenset(own)}
        if len(closed) > MOST_SUBSETS:
            raise CertificateRejected(f"a table has more than {MOST_SUBSETS} Nash subsets")
    found = []
    for shared in filter(None, closed):
        firsts = [first for first, own in answers.items() if own.keys() >= shared]
        found.append((firsts, [second for second in answers[firsts[0]] if second in shared]))
    return found
