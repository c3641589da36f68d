"""Accounts of payoffs that add up, and the moves that change them."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import Chance, ExtensiveForm, Lottery, Move, Terminal
from gametheory_paradox.forms.columns import PAYOFF
from gametheory_paradox.models.rankings import Order
from gametheory_paradox.models.terms import Moves, Term, near, value_of_terms
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.table import Record

# Accounts: the parts of the payoffs, such as security or trade, that a measure adds up
# ----------------------------------------------------------------------------


@dataclass(frozen=True, repr=False)
class Account(Record):
    """A part of the payoffs: the terms that name it, and values by outcome where payoffs stand bare.

    Parameters
    ----------
    name
        How terms and measures call it; without a plus sign, and not "payoff".
    meaning, unit
        What counts in it, in words, and what it is measured in.
    values
        (player, values): for a player one formula for each cell of a table, the last player's action fastest,
        or for each end of a tree in order. These are parts of the payoffs there, not added to them.
    orders
        Where payoffs are ranked: what is known of how players rank the outcomes in it, in place of values.
    """

    name: str
    meaning: str
    unit: str = ""
    values: tuple[tuple[str, tuple[RationalFunction, ...]], ...] = ()
    orders: tuple[Order, ...] = ()

    def __post_init__(self) -> None:
        if not self.name or self.name != self.name.strip() or "+" in self.name:
            raise InvalidGame(f"an account cannot be called {self.name!r}: a measure is written 'a + b'")
        if self.name == PAYOFF:
            raise InvalidGame(f"no account is called {PAYOFF!r}: that is the sum of all terms")

    def __str__(self) -> str:
        return f"{self.name}: {self.meaning}{f' ({self.unit})' if self.unit else ''}"

    def formulas(self) -> Iterator[tuple[RationalFunction, str]]:
        """Every value by outcome that varies, and where it stands."""
        for player, row in self.values:
            for number, formula in enumerate(row, start=1):
                if formula.is_constant:
                    continue
                yield formula, f"the account {self.name!r}: value {number} of {player}"

    def value_at(self, outcome: int, player: str, terms: Iterable[Term], played: Moves) -> RationalFunction:
        """The part of a player's payoff at an outcome that counts here.

        Parameters
        ----------
        outcome, played
            The number of the cell or end, and the moves that lead there.
        player, terms
            Whose part it is, and all terms of the family.
        """
        stated = [row[outcome] for who, row in self.values if who == player]
        own = [term for term in terms if term.account == self.name]
        return sum((*stated, *value_of_terms(own, player, played)), RationalFunction.constant(0))


def check_accounts(
    accounts: Sequence[Account], terms: Iterable[Term], players: Collection[str], outcomes: int
) -> None:
    """Refuses an account that is declared twice, is not declared, or whose values do not fit the game.

    Raises
    ------
    InvalidGame
        With the names that exist.
    """
    names = [account.name for account in accounts]
    for position, account in enumerate(accounts):
        if account.name in names[:position]:
            raise InvalidGame(f"the account {account.name!r} is declared twice")
        for player, row in account.values:
            if player not in players:
                raise InvalidGame(
                    f"the account {account.name!r} has values of {player!r}, who is not a player; "
                    f"{near(player, players)}"
                )
            if len(row) != outcomes:
                raise InvalidGame(
                    f"the account {account.name!r}: expected {outcomes} values of {player}, "
                    f"one for each outcome; got {len(row)}"
                )

    for term in terms:
        if term.account and term.account not in names:
            raise InvalidGame(
                f"a term of {term.player} counts in {term.account!r}, which is no account; "
                f"{near(term.account, names)}"
            )


def accounts_in(measure: str, accounts: Sequence[Account]) -> tuple[Account, ...]:
    """The accounts that a measure adds up.

    Parameters
    ----------
    measure
        The name of an account, or several: "security + trade".
    accounts
        Those that are declared.

    Raises
    ------
    InvalidGame
        If a name is no account, or stands twice.

    Examples
    --------
    >>> ledgers = (Account("security", "harm suffered"), Account("home", "applause"))
    >>> [account.name for account in accounts_in("home + security", ledgers)]
    ['home', 'security']
    """
    declared = {account.name: account for account in accounts}
    names = [name.strip() for name in measure.split("+")]
    for position, name in enumerate(names):
        if name not in declared:
            raise InvalidGame(
                f"the measure {measure!r}: {name!r} is no account; {near(name, declared)}; "
                "a model declares its own under accounts"
            )
        if name in names[:position]:
            raise InvalidGame(f"the measure {measure!r} names {name!r} twice")
    return tuple(declared[name] for name in names)


# Trees written down again with Move and Chance
# ----------------------------------------------

OutcomesOfMoves: TypeAlias = Mapping[str, tuple[object, object]]


def as_moves(
    form: ExtensiveForm[Any],
    place: int = 0,
    *,
    end: Callable[[tuple[Any, ...]], object] = tuple,
    move: Callable[[str, str, dict[str, object]], object] = Move,
    chance: Callable[[OutcomesOfMoves], object] = Chance,
) -> object:
    """The tree below a node as ``ExtensiveForm.from_tree`` takes it.

    Parameters
    ----------
    form, place
        The tree, and the number of the node.
    end, move, chance
        What an end becomes, from its payoffs; a player's move, from the player, the information set and what
        follows each action; a move of chance, from its outcomes.
    """
    node = form.nodes[place]
    if isinstance(node, Terminal):
        return end(node.payoffs)
    below = [as_moves(form, child, end=end, move=move, chance=chance) for child in node.children]
    if isinstance(node, Lottery):
        pairs = zip(node.probabilities, below, strict=True)
        return chance(dict(zip(node.outcomes, pairs, strict=True)))
    info = form.information_sets[node.information_set]
    return move(info.player, info.name, dict(zip(info.actions, below, strict=True)))
