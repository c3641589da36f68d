"""The table of a subgame in which the inner ones are worth points of pieces.

Where those who choose compare several worths of an inner subgame, the table has one more player for it, who
is paid nothing and so takes corners of its piece as it likes: its mixtures are the points of the piece.

Sources: selten1965, kuhn1953.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import prod

from gametheory_paradox.claims.equilibria.every_nash_of_trees import table_of
from gametheory_paradox.claims.equilibria.payoff_pieces import ONE, Mixture, Piece, Point, TablePlay
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.games import ExtensiveForm, NormalForm, Profile
from gametheory_paradox.games.columns import width_of
from gametheory_paradox.games.profiles import Odds
from gametheory_paradox.games.subgames import truncated
from gametheory_paradox.games.truncation import Truncation
from gametheory_paradox.interruption import look

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
