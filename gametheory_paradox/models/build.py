"""Families from what a file says: tables, trees, and stages within them."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from gametheory_paradox.errors import InvalidGame, ModelSyntaxError, suggestion
from gametheory_paradox.exact.bounded_arithmetic import add_up
from gametheory_paradox.exact.symbolic import from_sympy, is_sympy
from gametheory_paradox.forms import ExtensiveForm, NormalForm
from gametheory_paradox.forms.trees.information import distinct
from gametheory_paradox.models.accounts import Account
from gametheory_paradox.models.family import GameFamily, Parameter
from gametheory_paradox.models.formula import parse_formula
from gametheory_paradox.models.terms import (
    Term,
    check_terms,
    payoffs_at_outcomes,
    played_at_outcomes,
    value_of_terms,
    with_payoffs,
)
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.rationals import exact
from gametheory_paradox.table import Record

# Families built from Python: tables and trees whose entries may be formulas, as text or as expressions
# ----------------------------------------------------------------------------

Ranges = Mapping[str, Parameter | tuple[object, object, object]]
AccountLike: TypeAlias = Account | str | Mapping[str, object]
TermLike: TypeAlias = Term | tuple[object, ...]


def family_from_table(
    players: Sequence[str],
    actions: Sequence[Sequence[str]],
    payoffs: Sequence[object],
    parameters: Ranges,
    *,
    title: str = "",
) -> GameFamily:
    """Builds the family of normal-form games with the given payoffs.

    Parameters
    ----------
    players, actions
        The players' names, and for each the names of its actions.
    payoffs
        Nested sequences, first player outermost; innermost one payoff per player, each a number, a formula as
        text, or a sympy expression.
    parameters
        For each name (low, high, baseline), or a Parameter.
    title
        What to call it.

    Raises
    ------
    InvalidGame
        If the table has the wrong shape or a formula cannot be read.
    """
    declared = read_parameters(parameters)
    names = [p.name for p in declared]
    cells: list[tuple[RationalFunction, ...]] = []

    def walk(table: object, depth: int, where: str) -> None:
        expected = len(actions[depth]) if depth < len(players) else len(players)
        if isinstance(table, str) or not isinstance(table, Sequence) or len(table) != expected:
            raise InvalidGame(f"the payoffs{where}: expected {expected} entries, got {table!r:.60}")
        if depth == len(players):
            cells.append(
                tuple(
                    read_entry(p, f"{who}'s payoff{where}", names)
                    for who, p in zip(players, table, strict=True)
                )
            )
            return
        for action, part in zip(actions[depth], table, strict=True):
            walk(part, depth + 1, f"{where}, {action}" if where else f" at {action}")

    walk(payoffs, 0, "")
    form = NormalForm(tuple(players), tuple(tuple(a) for a in actions), tuple(cells), title=title)
    return GameFamily(form, declared, title=title)


def family_from_tree(
    players: Sequence[str], tree: object, parameters: Ranges, *, title: str = ""
) -> GameFamily:
    """Builds the family of extensive-form games written down with Move and Chance.

    Parameters
    ----------
    players
        The players' names.
    tree
        Moves, chance and payoffs; payoffs and probabilities are numbers, formulas as text, or sympy
        expressions.
    parameters
        For each name (low, high, baseline), or a Parameter.
    title
        What to call it.

    Raises
    ------
    InvalidGame
        If the tree is malformed or a formula cannot be read.
    """
    declared = read_parameters(parameters)
    names = [p.name for p in declared]
    form: ExtensiveForm[RationalFunction] = ExtensiveForm.from_tree(
        players, tree, title=title, number=lambda value, where: read_entry(value, where, names)
    )
    return GameFamily(form, declared, title=title)


def with_terms(family: GameFamily, terms: Sequence[TermLike]) -> GameFamily:
    """Adds payoffs to a family, term by term.

    A player receives the value of a term in addition to the payoffs there are, where all the moves in its
    ``when`` have been made.  ``("chance", outcome)`` stands for a move of chance; an outcome whose name is a
    list, such as ``strong, patient``, counts as each of its parts too.

    Parameters
    ----------
    family
        What the terms are added to.
    terms
        Each a Term, or (player, value, when), (player, value, when, meaning) or (player, value, when,
        meaning, account): the value a number or a formula (as text or as a sympy expression), the moves a
        mapping from player to action, or pairs of these, the account one of the family's.

    Raises
    ------
    InvalidGame
        If a term names a player, a move, a parameter or an account that is not there, or its value cannot be
        read.

    Examples
    --------
    >>> from gametheory_paradox.forms import Chance, Move
    >>> tree = Chance({"rain": ("1/3", Move("A", "wet", {"walk": [0], "ride": [0]})), "sun": ("2/3", [0])})
    >>> family = with_terms(family_from_tree(["A"], tree, {"f": (0, 5, 2)}), [
    ...     ("A", "-f", {"A": "ride"}, "the fare"), ("A", -1, {"chance": "rain", "A": "walk"}, "wet feet")])
    >>> [str(end.payoffs[0]) for _, end in family.form.terminals()]
    ['-1', '-f', '0']
    """
    names = [p.name for p in family.parameters]
    added = tuple(_read_term(given, f"term {number}", names) for number, given in enumerate(terms, start=1))
    check_terms(family.form, added)

    payoffs = [
        tuple(
            sum(value_of_terms(added, player, played), payoff)
            for player, payoff in zip(family.players, cell, strict=True)
        )
        for cell, played in zip(
            payoffs_at_outcomes(family.form), played_at_outcomes(family.form), strict=True
        )
    ]
    return replace(family, form=with_payoffs(family.form, payoffs), terms=(*family.terms, *added))


def with_accounts(family: GameFamily, accounts: Mapping[str, AccountLike]) -> GameFamily:
    """Adds accounts to a family, which terms may then name.

    Parameters
    ----------
    family
        What the accounts are added to.
    accounts
        For each name an Account, its meaning, or a mapping with ``meaning``, ``unit`` and ``values``: for a
        player one formula for each outcome, where payoffs were not given by terms.

    Raises
    ------
    InvalidGame
        If an account is declared twice, or cannot be read.

    Examples
    --------
    >>> bare = family_from_table(["A"], [["close", "open"]], [["3 - h"], [0]], {"h": (0, 5, 1)})
    >>> family = with_accounts(bare, {"security": {"meaning": "harm", "values": {"A": ["-h", 0]}}})
    >>> [account.name for account in family.accounts]
    ['security']
    """
    added = read_accounts(accounts, [p.name for p in family.parameters])
    return replace(family, accounts=(*family.accounts, *added))


def read_accounts(accounts: Mapping[str, AccountLike], names: Sequence[str]) -> tuple[Account, ...]:
    """Reads the accounts that a builder was given; ``names`` are those of the parameters."""
    declared = []
    for name, given in accounts.items():
        if isinstance(given, Account):
            declared.append(replace(given, name=name))
            continue
        entry = {"meaning": given} if isinstance(given, str) else given
        if not isinstance(entry, Mapping) or not {"meaning"} <= set(entry) <= {"meaning", "unit", "values"}:
            raise InvalidGame(
                f"the account {name!r} needs a meaning, and may have a unit and values; got {given!r:.60}"
            )
        values = _read_values(entry.get("values", {}), f"the account {name!r}", names)
        declared.append(Account(name, str(entry["meaning"]), str(entry.get("unit", "")), values))
    return tuple(declared)


def _read_values(
    given: object, what: str, names: Sequence[str]
) -> tuple[tuple[str, tuple[RationalFunction, ...]], ...]:
    if not isinstance(given, Mapping):
        raise InvalidGame(f"{what}: expected values as {{player: [one for each outcome]}}, got {given!r:.60}")
    for player, row in given.items():
        if isinstance(row, str) or not isinstance(row, Sequence):
            raise InvalidGame(f"{what}: expected a list of values of {player}, got {row!r:.60}")
    return tuple(
        (str(player), tuple(read_entry(value, f"{what}, {player}", names) for value in row))
        for player, row in given.items()
    )


def _read_term(given: TermLike, what: str, names: Sequence[str]) -> Term:
    if isinstance(given, Term):
        return given
    if not isinstance(given, tuple) or len(given) not in (3, 4, 5):
        raise InvalidGame(
            f"{what}: expected (player, value, when), then a meaning and an account if there are any, "
            f"got {given!r:.60}"
        )

    player, value, moves, *words = given
    pairs = list(moves.items()) if isinstance(moves, Mapping) else moves
    if isinstance(pairs, str) or not isinstance(pairs, Sequence) or any(not _is_move(pair) for pair in pairs):
        raise InvalidGame(
            f"{what}: expected moves as {{player: action}} or as pairs of these, got {moves!r:.60}"
        )
    return Term(
        str(player),
        read_entry(value, what, names),
        tuple((who, move) for who, move in pairs),
        *map(str, words),
    )


def _is_move(pair: object) -> bool:
    return isinstance(pair, tuple) and len(pair) == 2 and all(isinstance(name, str) for name in pair)


def read_parameters(ranges: Ranges) -> tuple[Parameter, ...]:
    """Reads the parameters that a builder was given."""
    if not isinstance(ranges, Mapping):
        raise InvalidGame(f"parameters: expected {{name: (low, high, baseline)}}, got {ranges!r:.60}")
    declared = []
    for name, given in ranges.items():
        if isinstance(given, Parameter):
            declared.append(replace(given, name=name))
            continue
        if not isinstance(given, tuple) or len(given) != 3:
            raise InvalidGame(f"the parameter {name!r} needs (low, high, baseline), got {given!r}")
        low, high, baseline = (
            exact(value, f"{what} of {name!r}")
            for what, value in zip(("low", "high", "baseline"), given, strict=True)
        )
        declared.append(Parameter(name, low, high, baseline))
    return tuple(declared)


def read_entry(value: object, where: str, names: Sequence[str]) -> RationalFunction:
    """Reads a number, a text or a sympy expression as a formula; ``where`` says whose it is."""
    if isinstance(value, RationalFunction):
        return value
    if isinstance(value, str):
        try:
            return parse_formula(value, names, where)
        except ModelSyntaxError as problem:
            shown = value if len(value) <= 40 else value[:37] + "…"
            raise InvalidGame(f"{problem.message} (in {shown!r}, column {problem.column or 1})") from problem
    if is_sympy(value):
        return from_sympy(value, names, where)
    return RationalFunction.constant(exact(value, where))


def read_odds(table: Mapping[str, object], what: str, names: Sequence[str]) -> dict[str, RationalFunction]:
    """The probabilities in a mapping, numbers or formulas in ``names``, which sum to 1.

    Raises
    ------
    InvalidGame
        If one cannot be read, or with their sum.
    """
    odds = {name: read_entry(value, f"{what}: that of {name}", names) for name, value in table.items()}
    check_sum(odds.values(), what)
    return odds


def check_sum(odds: Iterable[RationalFunction], what: str) -> None:
    """Refuse probabilities that do not sum to 1; that none is negative is checked where the game is made."""
    if (total := add_up(odds, what)) != RationalFunction.constant(1):
        raise InvalidGame(f"{what} must sum to 1, they sum to {total}")


# Tables nested by name: payoffs of Bayesian games by types and actions, of signaling games by message
# ----------------------------------------------------------------------------

Path: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, repr=False)
class Level(Record):
    """A level of a nested table: the names that stand on it.

    Parameters
    ----------
    noun, owner
        What it is and whose: "type", "Kabul".
    names
        Every name that may stand there, in order.
    needed
        Those that must.
    """

    noun: str
    owner: str
    names: tuple[str, ...]
    needed: tuple[str, ...]

    @property
    def kind(self) -> str:
        """One of them, in words."""
        return f"{'an' if self.noun[0] in 'aeiou' else 'a'} {self.noun}{self.of}"

    @property
    def of(self) -> str:
        """Whose they are, in words."""
        return f" of {self.owner}" if self.owner else ""

    @property
    def all(self) -> str:
        """All of them, in words."""
        return f"the {self.noun}s{self.of} are {', '.join(self.names)}"


Levels: TypeAlias = Callable[[Path], Level | None]  # what stands below a path; None at a cell


def cells(table: object, levels: Levels, what: str) -> Iterator[tuple[Path, object]]:
    """Yields every needed cell of a nested table, with the names that lead to it.

    Parameters
    ----------
    table
        On each level a mapping from name to what stands below, or a sequence in the order of the names.
    levels
        What is named on each level.
    what
        What the cells are, for the error message: "the payoffs".

    Raises
    ------
    InvalidGame
        If an entry is missing or unknown.
    """
    pending: list[tuple[Path, object]] = [((), table)]
    while pending:
        path, part = pending.pop()
        level = levels(path)
        if level is None:
            yield path, part
        else:
            below = _below(part, level, f"{what} at {', '.join(path)}" if path else what)
            pending.extend(((*path, name), below[name]) for name in reversed(level.needed))


def _below(part: object, level: Level, where: str) -> Mapping[str, object]:
    if isinstance(part, Mapping):
        check_names(
            part,
            level.names,
            level.needed,
            unknown=lambda name: (
                f"{where}: {name!r} is not {level.kind}; {suggestion(name, level.names)}{level.all}"
            ),
            missing=lambda name: f"{where}: the entry for {name!r} is missing; {level.all}",
        )
        return part

    if isinstance(part, str) or not isinstance(part, Sequence) or len(part) != len(level.names):
        raise InvalidGame(
            f"{where}: expected one entry for each of {', '.join(level.names)}, "
            f"by name or in this order, got {part!r:.60}"
        )

    return dict(zip(level.names, part, strict=True))


def check_names(
    given: Iterable[str],
    known: Collection[str],
    needed: Iterable[str],
    *,
    unknown: Callable[[str], str],
    missing: Callable[[str], str],
) -> None:
    """Refuses a name that is not known, and the lack of one that is needed, each in its own words."""
    given = tuple(given)
    for name in given:
        if name not in known:
            raise InvalidGame(unknown(name))
    for name in needed:
        if name not in given:
            raise InvalidGame(missing(name))


def payoffs_at(
    payoffs: object, levels: Levels, paths: Iterable[Path], nothing: tuple[int, ...]
) -> Mapping[Path, object]:
    """The payoffs at every cell of a nested table; nothing everywhere where there is no table."""
    return dict.fromkeys(paths, nothing) if payoffs is None else dict(cells(payoffs, levels, "the payoffs"))


def name_list(given: object, what: str) -> Path:
    """The names in a sequence, or the keys of a mapping: at least one, each a text of its own."""
    if isinstance(given, str) or not isinstance(given, Sequence | Mapping):
        raise InvalidGame(f"{what}: expected a list of names, got {given!r:.60}")
    names = tuple(given)
    if not names:
        raise InvalidGame(f"{what}: expected at least one name, got none")
    distinct(names, f"{what}: a name")
    return names


def names_by(given: object, owners: Path, what: str) -> dict[str, Path]:
    """For each owner its names: its own where ``given`` is a mapping, the same for all where it is a list."""
    if not isinstance(given, Mapping):
        return dict.fromkeys(owners, name_list(given, what))
    check_names(
        given,
        owners,
        owners,
        unknown=lambda owner: f"{what}: {owner!r} is not one of {', '.join(owners)}",
        missing=lambda owner: f"{what}: the entry for {owner!r} is missing",
    )
    return {owner: name_list(given[owner], f"{what} at {owner}") for owner in owners}
