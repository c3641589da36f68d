"""``ordinal_2x2``: the paradoxes of every 2×2 table in which both players rank all outcomes strictly.

Each player has the actions C and D.  With R for the outcome (C, C), P for (D, D), T for one's own D against
the other's C, and S for one's own C against the other's D, an order of these four letters is that of a player
in a symmetric game, and that game lends it its name.  Up to the names of actions Row's best outcome is one in
which Column plays C, and Column's best is one in which Row does: that leaves 12 orders for each player and so
144 games, of which 66 are others of them with the players exchanged.

Sources: rapoport1966 (78 games up to symmetry); robinson2005 (144 games, and their periodic table); bruns2015
(games named by the two orders); poundstone1992 (Bully, a game of two orders).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement, product, starmap

from gametheory_paradox.catalog.facts import pair_names, symmetric_games
from gametheory_paradox.clock import Clock
from gametheory_paradox.detectors import Depends, Undecided, Verdict, detect
from gametheory_paradox.errors import InvalidGame, suggestion
from gametheory_paradox.models import GameFamily, family_from_table
from gametheory_paradox.table import Record, Table, Tabular

PLAYERS, ACTIONS = ("Row", "Column"), ("C", "D")
NEVER, DEPENDS, UNDECIDED = "never", "depends", "undecided"
GRADES = ("strong", "best and worst", "best", "worst", "possible", DEPENDS, UNDECIDED, NEVER)
QUANTIFIERS = ("possible", "strong", "best", "worst")
COLUMNS = (
    "game",
    "Row's payoffs",
    "Column's payoffs",
    "Row's C",
    "Row's D",
    "Column's C",
    "Column's D",
    "trap",
)
NOTE = (
    "Of each action the quantifier under which taking it away from its owner raises its payoff, whatever the "
    "numbers: strong implies the others. Payoffs of rank 4 (best) to 1 at (C, C), (C, D); (D, C), (D, D). "
    "Trap: the action of both that is a dominance trap. Games with the players exchanged are not listed."
)


@dataclass(frozen=True, repr=False)
class OrdinalGame(Record):
    """A table of two by two by the rankings of its players.

    Parameters
    ----------
    orders
        The symmetric games in which Row and Column would have their order.
    family
        All games in which payoffs are in these orders.
    verdicts
        What was asked, and what holds whatever the numbers.
    """

    orders: tuple[str, str]
    family: GameFamily
    verdicts: tuple[Verdict, ...]

    @property
    def name(self) -> str:
        """Its usual name, where it has one, and the orders of both."""
        row, column = self.orders
        both = row if row == column else f"{row} / {column}"
        usual = pair_names().get(frozenset(self.orders))
        return f"{both} ({usual})" if usual else both

    def option(self, player: str, action: str) -> str:
        """The quantifiers under which an option hurts its owner, the strongest; or never."""
        asked = [
            own
            for own in self.verdicts
            if own.question.paradox == "option"
            and (own.question.mover, own.question.action) == (player, (action,))
        ]
        holds = {own.question.quantifier for own in asked if own.name == "present"}
        if {"best", "worst"} <= holds:
            return strongest_of({"best and worst", *holds})
        return strongest_of(holds or {NEVER if own.name == "absent" else own.name for own in asked})

    @property
    def trap(self) -> str:
        """The action of both that is a dominance trap; empty where none is."""
        traps = [own for own in self.verdicts if own.question.paradox == "dominance-trap"]
        is_open = [own.name for own in traps if own.name in (DEPENDS, UNDECIDED)]
        return ", ".join(is_open or [own.question.action[0] for own in traps if own.name == "present"])

    @property
    def depends_on(self) -> tuple[str, ...]:
        """The comparisons for which numbers are needed."""
        return tuple(
            dict.fromkeys(own for v in self.verdicts if isinstance(v, Depends) for own in v.depends_on)
        )

    @property
    def ranks(self) -> Mapping[str, list[int]]:
        """Each player's ranks of the four cells, 4 the best, row by row."""
        return {
            who: _ranks(own, is_column=who == "Column") for who, own in zip(PLAYERS, self.orders, strict=True)
        }

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        options = {who: {action: self.option(who, action) for action in ACTIONS} for who in PLAYERS}
        return {
            "name": self.name,
            "orders": dict(zip(PLAYERS, self.orders, strict=True)),
            "ranks": self.ranks,
            "options": options,
            "trap": self.trap,
            "depends_on": list(self.depends_on),
        }


@dataclass(frozen=True, repr=False)
class OrdinalGames(Tabular):
    """All strict ordinal games of two by two.

    Parameters
    ----------
    games
        The 78 that differ by more than which player is called Row, or fewer of them.
    """

    games: tuple[OrdinalGame, ...]

    @property
    def orders(self) -> list[str]:
        """The symmetric games whose orders the players may have."""
        return [game.orders[0] for game in self.games if game.orders[0] == game.orders[1]]

    @property
    def settled(self) -> bool:
        """True where every question is answered, be it that it depends."""
        return not any(isinstance(verdict, Undecided) for own in self.games for verdict in own.verdicts)

    def option(self, row: str, column: str, action: str) -> str:
        """The effect of Row's option on it where Row and Column have the orders of two symmetric games."""
        game = next(game for game in self.games if set(game.orders) == {row, column})
        return game.option(PLAYERS[game.orders != (row, column)], action)

    def grade(self, row: str, column: str) -> str:
        """The strongest of what Row's two options do to it."""
        return strongest_of(self.option(row, column, action) for action in ACTIONS)

    def counted(self) -> Mapping[str, int]:
        """For each answer in how many of all games Row's options have it, by the strongest."""
        counts = Counter(starmap(self.grade, product(self.orders, repeat=2)))
        return {grade: counts[grade] for grade in GRADES if counts[grade]}

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        return {"games": [game.to_data() for game in self.games], "counted": dict(self.counted())}

    def table(self) -> Table:
        """A row for each of the 78 games."""
        rows = [
            (
                game.name,
                *(_cells_said(ranks) for ranks in game.ranks.values()),
                *(game.option(who, action) for who in PLAYERS for action in ACTIONS),
                game.trap,
            )
            for game in self.games
        ]
        counted = ", ".join(f"{answer} in {count}" for answer, count in self.counted().items())
        note = f"{NOTE} Row's options hurt it, of {len(self.orders) ** 2} games: {counted}."
        return Table(COLUMNS, rows, title="Strict ordinal 2×2 games", note=note)


def ordinal_2x2(orders: Iterable[str] | None = None, *, budget: float | None = None) -> OrdinalGames:
    """Decides every paradox of one table in all strict ordinal 2×2 games, whatever the numbers.

    These are the option paradox of each action under the four quantifiers, and the dominance trap.  The other
    paradoxes need a third player, a tree, a parameter, an account or a second game, or no formulas are kept
    of what they compare.  Of quantifiers those are not asked whose answer follows: without *possible* none
    is, and *strong* implies all.

    Parameters
    ----------
    orders
        The symmetric games whose orders the players may have; by default all twelve.
    budget
        Seconds for all; None for no limit.

    Returns
    -------
    The 78 games that differ by more than which player is called Row, each verdict with its certificate; of
    fewer orders fewer.

    Raises
    ------
    InvalidGame
        If there is no symmetric game of a name.

    Sources
    -------
    robinson2005, bruns2015 (the table and the names).

    Examples
    --------
    >>> games = ordinal_2x2(["Prisoner's Dilemma", "Stag Hunt"])
    >>> games.option("Prisoner's Dilemma", "Stag Hunt", "D"), games.option("Stag Hunt", "Stag Hunt", "D")
    ('strong', 'worst')
    >>> [game.name for game in games.games if game.trap]
    ["Prisoner's Dilemma"]
    """
    known = symmetric_games()
    chosen = list(known if orders is None else orders)
    for name in chosen:
        if name not in known:
            raise InvalidGame(
                f"{name!r} is none of the symmetric games; {suggestion(name, known)}"
                f"they are {', '.join(known)}"
            )
    clock = Clock(budget)
    return OrdinalGames(tuple(_answered(both, clock) for both in combinations_with_replacement(chosen, 2)))


def _answered(orders: tuple[str, str], clock: Clock) -> OrdinalGame:
    family = ordinal_family(*orders)
    options = [
        verdict for who in PLAYERS for action in ACTIONS for verdict in _options(family, who, action, clock)
    ]
    traps = [
        detect(family, "dominance-trap", mover="Row", action=action, coalition=PLAYERS, budget=clock.left)
        for action in ACTIONS
    ]
    return OrdinalGame(orders, family, (*options, *traps))


def _options(family: GameFamily, player: str, action: str, clock: Clock) -> Iterator[Verdict]:
    """The verdicts about an option, until the rest follows."""
    for quantifier in QUANTIFIERS:
        verdict = detect(family, mover=player, action=action, quantifier=quantifier, budget=clock.left)
        yield verdict
        if (quantifier, verdict.name) in (("possible", "absent"), ("strong", "present")):
            return


def ordinal_family(row: str, column: str) -> GameFamily:
    """All games in which Row and Column rank the outcomes as in two symmetric games.

    Examples
    --------
    >>> [str(own) for own in ordinal_family("Chicken", "Deadlock").ranking.orders[0].ranks]
    ['(2,)', '(0,)', '(1,)', '(3,)']
    """
    cells = list(zip(_ranks(row, is_column=False), _ranks(column, is_column=True), strict=True))
    title = row if row == column else f"{row} / {column}"
    return family_from_table(PLAYERS, [ACTIONS] * 2, [cells[:2], cells[2:]], {}, title=title).by_rank()


def _ranks(order: str, *, is_column: bool) -> list[int]:
    """A player's rank of each cell, row by row, 4 the best."""
    return [4 - symmetric_games()[order].order.index(letter) for letter in ("RTSP" if is_column else "RSTP")]


def strongest_of(answers: Iterable[str]) -> str:
    """The strongest of some answers about options."""
    return min(answers, key=GRADES.index)


def _cells_said(ranks: Sequence[int]) -> str:
    first, second, third, fourth = ranks
    return f"{first} {second}; {third} {fourth}"
