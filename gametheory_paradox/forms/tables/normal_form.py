"""Games in normal form: every player chooses once, nobody sees anybody's choice."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms.columns import position
from gametheory_paradox.forms.outlines import PayoffMatrix
from gametheory_paradox.forms.tables.normal_form_record import P, Q
from gametheory_paradox.rationals import exact


@dataclass(frozen=True, repr=False)
class NormalForm(PayoffMatrix[P]):
    r"""A game in normal form.

    Parameters
    ----------
    players
        Their names.
    actions
        For each player, its actions.
    payoffs
        For each profile of actions (the last player's action changes fastest), one payoff per player; where
        a measure is named, after them each player's value of the measure.
    title
        What the game is called; not part of what it is.
    measure
        What is compared in the place of payoffs, such as "security"; empty: the payoffs themselves.

    Raises
    ------
    InvalidGame
        If a name is missing or repeated, or the number of payoffs does not fit.

    Examples
    --------
    >>> game = NormalForm.from_tables(
    ...     ["Row", "Column"], [["a", "b"], ["c", "d"]], [[2, 4], [1, 3]], [[1, 0], [0, 2]])
    >>> game.payoff("Row", {"Row": "a", "Column": "d"})
    Fraction(4, 1)
    >>> game
    Row \ Column  c       d
    ------------  ------  -----
    a             2*, 1*  4*, 0
    b             1, 0    3, 2*
    <BLANKLINE>
    Payoffs: Row, Column.  * a best response
    """

    @classmethod
    def from_tables(
        cls,
        players: Sequence[str],
        actions: Sequence[Sequence[str]],
        *tables: Sequence[object],
        title: str = "",
    ) -> "NormalForm[Fraction]":
        """The game with one nested table of numbers per player (for two players: their payoff matrices)."""
        for what, given in (("players", players), ("actions of all players", actions)):
            if not isinstance(given, Iterable):
                raise InvalidGame(f"the {what}: expected a list, got {given!r:.60}")
        cells = _cells(players, actions, tables)
        return NormalForm(tuple(players), tuple(map(tuple, actions)), cells, title=title)

    def payoff(self, player: str, profile: Mapping[str, str]) -> P:
        """A player's payoff when everyone plays the named action."""
        if set(profile) != set(self.players):
            raise InvalidGame(
                f"expected an action for each of {', '.join(self.players)}; got {', '.join(profile)}"
            )
        indices = [
            position(names, profile[who], f"an action of {who}")
            for who, names in zip(self.players, self.actions, strict=True)
        ]
        return self.cell(indices)[position(self.players, player, "a player")]

    def matrix(self, player: str) -> tuple[tuple[P, ...], ...]:
        """A player's payoffs in a two-player game, rows the first player's actions."""
        if len(self.players) != 2:
            raise InvalidGame(f"a payoff matrix needs two players, this game has {len(self.players)}")
        who, (rows, columns) = position(self.players, player, "a player"), self.shape
        return tuple(tuple(self.payoffs[i * columns + j][who] for j in range(columns)) for i in range(rows))

    def own_rows(self, who: int) -> tuple[tuple[P, ...], ...]:
        """The payoffs of a player, by its number, in a two-player game, rows its own actions."""
        matrix = self.matrix(self.players[who])
        return matrix if who == 0 else tuple(zip(*matrix, strict=True))

    def map(self, change: Callable[[P], Q]) -> "NormalForm[Q]":
        """The same game with every payoff changed."""
        cells = tuple(tuple(change(p) for p in cell) for cell in self.payoffs)
        return NormalForm(self.players, self.actions, cells, title=self.title, measure=self.measure)


def _cells(
    players: Sequence[str], actions: Sequence[Sequence[str]], tables: Sequence[Sequence[object]]
) -> tuple[tuple[Fraction, ...], ...]:
    """For each profile of actions one payoff per player, from one nested table per player."""
    if len(tables) != len(players):
        raise InvalidGame(f"{len(players)} players need {len(players)} payoff tables, got {len(tables)}")
    shape = tuple(len(names) for names in actions)
    columns = [
        _entries(table, shape, f"the payoffs of {player}")
        for player, table in zip(players, tables, strict=True)
    ]
    return tuple(zip(*columns, strict=True))


def _entries(table: object, shape: tuple[int, ...], what: str) -> list[Fraction]:
    """A player's payoffs in a nested table, the last player's action changing fastest."""
    if isinstance(table, str | bytes) or not isinstance(table, Iterable):
        raise InvalidGame(f"{what}: expected {shape[0]} entries, got {table!r}")
    rows = list(table)
    if len(rows) != shape[0]:
        raise InvalidGame(f"{what}: expected {shape[0]} entries, got {len(rows)}")
    named = [(row, f"{what}, entry {number}") for number, row in enumerate(rows, start=1)]
    if len(shape) == 1:
        return [exact(entry, name) for entry, name in named]
    return [entry for row, name in named for entry in _entries(row, shape[1:], name)]
