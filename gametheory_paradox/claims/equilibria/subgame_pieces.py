"""Pieces of payoffs of subgames in which somebody does not see all, from the equilibria of their tables.

A subgame in which the inner ones are replaced by what they are worth is a table of those who choose in it.
If its equilibria are infinitely many, those of two players make up *Nash subsets*, products of two polytopes
of mixtures; one player alone may mix over all that is best.  What anybody gets is linear in each mixture, and
in what each inner subgame is worth: so the payoffs of a subset, with a piece of each inner subgame, lie in
the hull of those at corners, each of which is an equilibrium's.  If inner subgames may be worth different
amounts to those who choose, there is no one table, and nothing is told.

Sources: selten1965, kuhn1953; vonstengel2002 (maximal Nash subsets are maximal bicliques).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product

from gametheory_paradox.claims.equilibria.equilibrium_set import EquilibriumSet
from gametheory_paradox.claims.equilibria.every_nash_of_trees import (
    NOT_WORTH_A_FRACTION,
    ChoosersTable,
    choosers_table,
)
from gametheory_paradox.claims.equilibria.payoff_pieces import Corner, Piece, TablePlay, corner_at
from gametheory_paradox.errors import CertificateRejected, Unsupported
from gametheory_paradox.games import ExtensiveForm, NormalForm, Profile, node_payoffs
from gametheory_paradox.games.columns import width_of
from gametheory_paradox.games.subgames import truncated
from gametheory_paradox.games.truncation import Truncation
from gametheory_paradox.interruption import look

MOST_SUBSETS = 500  # of one table

Tree = ExtensiveForm[Fraction]
Table = NormalForm[Fraction]
Prove = Callable[[Table], EquilibriumSet]


class SubgameTables:
    """The tables of subgames, each solved once.

    Parameters
    ----------
    prove
        Gives all equilibria of a table, or raises CertificateRejected.
    """

    def __init__(self, prove: Prove):
        self.prove = prove
        self.solved: dict[Table, list[list[Profile]]] = {}

    def corners(
        self, game: Tree, root: int, inner: Mapping[int, Piece], columns: Sequence[int], kept: int
    ) -> Iterator[list[Corner]]:
        """For each Nash subset of a subgame what is paid at its corners.

        Parameters
        ----------
        game, root
            The tree, and where the subgame begins.
        inner
            For the root of each of the largest inner subgames a piece of it.
        columns, kept
            The places at an end that the entries of these pieces have, and how many of them, the first, count
            at the root.

        Raises
        ------
        Unsupported
            If an inner subgame may be worth different amounts to somebody who chooses.
        """
        part = self._part(game, root, {place: piece[0] for place, piece in inner.items()}, columns)
        form = choosers_table(part.game)
        choosing = {game.players.index(s.player) for s in part.game.information_sets if len(s.actions) > 1}
        axes = [axis for axis, column in enumerate(columns) if column in choosing]
        if any(len({corner.at[axis] for corner in piece}) > 1 for piece in inner.values() for axis in axes):
            raise Unsupported("players who do not see all choose before a subgame of several worths to them")

        # Each corner of a subset with corners of the inner pieces.
        pieces = tuple(inner.values())
        worths = [
            (below, self._part(game, root, dict(zip(inner, below, strict=True)), columns).game)
            for below in product(*pieces)
        ]
        for subset in self._subsets(form):
            plans = [(mixed, form.profile(mixed)) for mixed in subset]
            corners = []
            for (below, worth), (mixed, plan) in product(worths, plans):
                paid = node_payoffs(worth, plan)[0]
                play = TablePlay(pieces, tuple(inner), below, part.sets, form, mixed)
                corners.append(corner_at(tuple(paid[column] for column in columns[:kept]), play))
            yield corners

    def _part(
        self, game: Tree, root: int, inner: Mapping[int, Corner], columns: Sequence[int]
    ) -> Truncation[Fraction]:
        """The subgame with inner ones worth what corners say; columns that do not count are left at zero."""
        look()
        values = {}
        for place, corner in inner.items():
            row = [Fraction(0)] * width_of(game.players, game.measure)
            for column, entry in zip(columns, corner.at, strict=True):
                row[column] = entry
            values[place] = tuple(row)
        return truncated(game, root, values)

    def _subsets(self, form: ChoosersTable) -> list[list[Profile | None]]:
        """The Nash subsets of the table, by their corners; that of no choice has one."""
        if form.table is None:
            return [[None]]
        if form.table not in self.solved:
            self.solved[form.table] = nash_subsets(form.table, self.prove)
        return [list(subset) for subset in self.solved[form.table]]


def nash_subsets(table: Table, prove: Prove) -> list[list[Profile]]:
    """The maximal Nash subsets of a table, each by its corners.

    Raises
    ------
    CertificateRejected
        If three and more players have infinitely many equilibria, or one that is known by a box alone, or
        there are too many subsets.
    """
    if len(table.players) == 1:
        paid = [cell[0] for cell in table.payoffs]
        best = [number for number, payoff in enumerate(paid) if payoff == max(paid)]
        return [[Profile.pure(table.information_sets, [number]) for number in best]]
    found = prove(table)
    if found.enclosed:
        raise CertificateRejected(NOT_WORTH_A_FRACTION)
    if not found.infinite:
        return [[profile] for profile in found.profiles]
    if len(table.players) > 2 or not found.spanning:
        raise CertificateRejected("three and more players of a subgame have infinitely many equilibria")

    # Sets of second mixtures that go with the same first ones: intersections of neighborhoods.
    answers: dict[object, dict[object, Profile]] = {}
    for profile in found.profiles:
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
