"""Pieces of payoffs of subgames in which somebody does not see all, from the equilibria of their tables.

A subgame in which the inner ones are replaced by what they are worth is a table of those who choose in it.
Where an inner subgame is worth different amounts to them, the table has one more player for it, who is paid
nothing and so takes corners of its piece as it likes: its mixtures are the points of the piece.

If the equilibria are infinitely many, those of two players make up *Nash subsets*, products of two polytopes
of mixtures; those of more are points, products of simplices, and curved pieces, each in such a product.  One
player alone may mix over all that is best.  What anybody gets is linear in each mixture, and in what each
inner subgame is worth: so the payoffs of a product, with a piece of each inner subgame, lie in the hull of
those at corners.  Each corner is an equilibrium's, but for products that hold a curved piece; where one
column alone counts, it is the measure of the table, and bounded on the piece.

Sources: selten1965, kuhn1953; vonstengel2002 (maximal Nash subsets are maximal bicliques).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from itertools import product
from math import prod

from gametheory_paradox.claims.equilibria.curved_pieces import CurvedPiece
from gametheory_paradox.claims.equilibria.equilibrium_set import EquilibriumSet
from gametheory_paradox.claims.equilibria.every_nash_of_trees import (
    NOT_WORTH_A_FRACTION,
    ChoosersTable,
    choosers_table,
)
from gametheory_paradox.claims.equilibria.nash import is_nash
from gametheory_paradox.claims.equilibria.payoff_pieces import (
    ONE,
    Corner,
    Mixture,
    Piece,
    Point,
    TablePlay,
    corner_at,
)
from gametheory_paradox.claims.equilibria.piece_bounds import range_on
from gametheory_paradox.claims.equilibria.profile_bounds import Interval
from gametheory_paradox.claims.equilibria.profile_cells import normalized
from gametheory_paradox.errors import CertificateRejected, Unsupported
from gametheory_paradox.games import ExtensiveForm, NormalForm, Profile, node_payoffs, without_measure
from gametheory_paradox.games.columns import width_of
from gametheory_paradox.games.subgames import truncated
from gametheory_paradox.games.truncation import Truncation
from gametheory_paradox.interruption import look

MOST_SUBSETS = 500  # of one table
MOST_TOGETHER = 2_000  # cells of a table with players for inner subgames

Tree = ExtensiveForm[Fraction]
Table = NormalForm[Fraction]
Prove = Callable[[Table], EquilibriumSet]
Product = tuple[list[tuple[Profile, bool]], CurvedPiece | None]
"""The corners of a product that covers equilibria, each with whether it is one; a curved piece it holds."""


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
        pieces, look_at = tuple(inner.values()), partial(self._part, game, root, columns)
        first = look_at({place: piece[0].at for place, piece in inner.items()})
        form = choosers_table(first.game)
        choosing = {game.players.index(s.player) for s in first.game.information_sets if len(s.actions) > 1}
        axes = [axis for axis, column in enumerate(columns) if column in choosing]
        varying = [n for n, own in enumerate(pieces) if len({tuple(c.at[a] for a in axes) for c in own}) > 1]

        def worth(below: Sequence[Mixture]) -> Tree:
            return look_at(dict(zip(inner, map(_at, below), strict=True))).game

        # Each corner of a product with points of inner pieces: those that it says, or else any corners.
        sure = [[((corner, ONE),) for corner in piece] for piece in pieces]
        alike = all(n in varying or len({c.at[0] for c in own}) == 1 for n, own in enumerate(pieces))
        asked = columns[0] if kept == 1 and alike else None
        table = None
        if form.table is not None:
            table = _with_worths(form, sure, varying, lambda below: choosers_table(worth(below)), asked)
        for profiles, piece in self._products(table):
            corners = []
            bounds = None if table is None or piece is None or asked is None else _measured_on(table, piece)
            for profile, is_one in profiles:
                mixed, says = _apart(form, profile, [pieces[n] for n in varying])
                told = dict(zip(varying, says, strict=True))
                plan = form.profile(mixed)
                for below in product(*([told[n]] if n in told else own for n, own in enumerate(sure))):
                    paid = node_payoffs(worth(below), plan)[0]
                    at = tuple(paid[column] for column in columns[:kept])
                    if bounds:  # no point of the piece is beyond them
                        at = (min(max(at[0], bounds[0]), bounds[1]),)
                    play = TablePlay(pieces, tuple(inner), below, first.sets, form, mixed)
                    corners.append(corner_at(at, [play] if is_one else []))
            yield corners

    def _part(
        self, game: Tree, root: int, columns: Sequence[int], inner: Mapping[int, Point]
    ) -> Truncation[Fraction]:
        """The subgame with inner ones worth what is said; columns that do not count are left at zero."""
        look()
        values = {}
        for place, worth in inner.items():
            row = [Fraction(0)] * width_of(game.players, game.measure)
            for column, entry in zip(columns, worth, strict=True):
                row[column] = entry
            values[place] = tuple(row)
        return truncated(game, root, values)

    def _products(self, table: Table | None) -> list[Product]:
        """What covers the equilibria of the table; that of no choice has one."""
        if table is None:
            return [([(Profile((), ()), True)], None)]
        if table not in self.solved:
            self.solved[table] = products_of(table, self.prove)
        return self.solved[table]


def _measured_on(table: Table, piece: CurvedPiece) -> Interval:
    """Bounds of the measure of a table on a curved piece."""
    return range_on(table, len(table.players), piece)


def _at(mixture: Mixture) -> Point:
    """The point at which a mixture of corners is."""
    columns = zip(*([p * x for x in corner.at] for corner, p in mixture), strict=True)
    return tuple(sum(own, Fraction(0)) for own in columns)


def _with_worths(
    form: ChoosersTable,
    sure: Sequence[Sequence[Mixture]],
    varying: Sequence[int],
    given: Callable[[Sequence[Mixture]], ChoosersTable],
    asked: int | None,
) -> Table:
    """The table with one more player for each inner subgame that is worth different amounts.

    Parameters
    ----------
    form
        The table of those who choose, each inner subgame at its first corner.
    sure, varying
        The corners of each, and the numbers of those that get a player.
    given
        The table at corners of all.
    asked
        A column of the tree that becomes the measure; None for none.
    """
    table, sizes = form.table, [len(sure[n]) for n in varying]
    assert table is not None
    if prod(sizes) * len(table.payoffs) > MOST_TOGETHER:
        raise Unsupported("inner subgames of several worths make too large a table together")
    count = len(table.players) + len(sizes)
    found = []
    for choice in product(*(sure[n] for n in varying)):
        told = dict(zip(varying, choice, strict=True))
        own = given([told.get(n, corners[0]) for n, corners in enumerate(sure)])
        assert own.table is not None  # those who choose are the same
        measured = [() if asked is None else (cell[asked],) * count for cell in own.form.table.payoffs]
        cells = zip(own.table.payoffs, measured, strict=True)
        found.append([(*cell, *[Fraction(0)] * len(sizes), *more) for cell, more in cells])
    names = table.players if not varying else tuple(str(number) for number in range(1, 1 + count))
    actions = (*table.actions, *(tuple(str(n) for n in range(1, 1 + size)) for size in sizes))
    payoffs = tuple(cell for cells in zip(*found, strict=True) for cell in cells)
    return NormalForm(names, actions, payoffs, measure="" if asked is None else "asked")


def _apart(
    form: ChoosersTable, profile: Profile, pieces: Sequence[Piece]
) -> tuple[Profile | None, list[Mixture]]:
    """What those who choose do, and the mixture of corners of each piece that has a player."""
    if form.table is None:
        return None, []
    count, odds = len(form.table.players), profile.probabilities
    says = [
        tuple((corner, p) for corner, p in zip(piece, own, strict=True) if p)
        for piece, own in zip(pieces, odds[count:], strict=True)
    ]
    return Profile(form.table.information_sets, odds[:count]), says


def products_of(table: Table, prove: Callable[[Table], EquilibriumSet]) -> list[Product]:
    """Products that cover all equilibria of a table: of two players its maximal Nash subsets.

    Raises
    ------
    CertificateRejected
        If an equilibrium is known by a box alone, or there are too many products.
    """
    sets = table.information_sets
    if len(table.players) == 1:
        paid = [cell[0] for cell in table.payoffs]
        best = [number for number, payoff in enumerate(paid) if payoff == max(paid)]
        return [([(Profile.pure(sets, [number]), True) for number in best], None)]
    found = prove(table)
    if found.enclosed:
        raise CertificateRejected(NOT_WORTH_A_FRACTION)
    if found.infinite and found.spanning:
        return [([(own, True) for own in subset], None) for subset in nash_subsets(found.profiles)]
    products: list[Product] = [([(profile, True)], None) for profile in found.profiles]
    held = [*((cell, None) for cell in found.pieces), *((piece.simplices, piece) for piece in found.curved)]
    for cell, piece in held:
        corners = [Profile(sets, tuple(map(normalized, vertices))) for vertices in product(*cell)]
        bare = without_measure(table)
        products.append(([(own, piece is None or is_nash(bare, own)) for own in corners], piece))
    return products


def nash_subsets(profiles: Sequence[Profile]) -> list[list[Profile]]:
    """The maximal Nash subsets of two players, each by its corners, from the extreme equilibria.

    Raises
    ------
    CertificateRejected
        If there are too many.
    """
    # Sets of second mixtures that go with the same first ones: intersections of neighborhoods.
    answers: dict[object, dict[object, Profile]] = {}
    for profile in profiles:
        first, second = profile.probabilities
        answers.setdefault(first, {})[second] = profile
    closed: set[frozenset[object]] = set()
    for own in answers.values():
        closed |= {other & frozenset(own) for other in closed} | {frozenset(own)}
        if len(closed) > MOST_SUBSETS:
            raise CertificateRejected(f"a table has more than {MOST_SUBSETS} Nash subsets")
    return [
        [
            own[second]
            for own in answers.values()
            if own.keys() >= shared
            for second in own
            if second in shared
        ]
        for shared in closed
        if shared
    ]
