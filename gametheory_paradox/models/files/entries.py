"""Entries of a model file that every form has: players, cells, and payoffs."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from gametheory_paradox.conditions.proofs.signs import Box, shown_below_zero, sign_on_box, sum_shown
from gametheory_paradox.errors import ModelSyntaxError, suggestion
from gametheory_paradox.exact.bounded_arithmetic import add_up
from gametheory_paradox.models import Term, parse_formula
from gametheory_paradox.models.build import Level, Levels, Path
from gametheory_paradox.models.files.schema import FileEntry, TermEntry
from gametheory_paradox.models.files.yaml_nodes import Node, Place
from gametheory_paradox.models.terms import CHANCE, STATE, Moves, names_of, value_of_terms
from gametheory_paradox.polynomials import Polynomial, RationalFunction
from gametheory_paradox.table import Record

# Checks one entry of a model file against its pydantic model; errors speak in the file's words and lines
# ----------------------------------------------------------------------------

E = TypeVar("E", bound=FileEntry)

_EXPECTED = {
    "string_type": "text",
    "list_type": "a list, such as [a, b]",
    "dict_type": "a mapping, such as {name: value}",
    "model_type": "a mapping of keys to values",
}
_PAYOFFS = "payoffs stand in the cells of a table and at the ends of a tree"
_RANKINGS_OR_PAYOFFS = f"{_PAYOFFS}, or preferences: in the place of them all; leave out one of them"
_POINT = "decimals are written with a point, as in 2.5"  # 2,5 between braces is a 2, and a key 5


def check(model: type[E], node: Node, what: str) -> E:
    """Checks that the entry at ``node`` has the keys and the kinds of value that ``model`` declares.

    Raises
    ------
    ModelSyntaxError
        With file, line and column, what was expected and what was found.
    """
    try:
        return model.model_validate(node.data)
    except ValidationError as problem:
        details = min(problem.errors(), key=lambda found: _order(node, found))
        place, message = _explain(model, node, details)
        raise place.problem(f"{what}: {message}") from None


def check_names(
    node: Node,
    known: Collection[str],
    needed: Iterable[str],
    *,
    unknown: Callable[[str], str],
    missing: Callable[[str], str],
) -> None:
    """Refuses a name that is not known, and the lack of one that is needed, each in its own words."""
    for name in node.entries:
        if name not in known:
            raise node.keys[name].problem(unknown(name))
    for name in needed:
        if name not in node.entries:
            raise node.place.problem(missing(name))


def _order(node: Node, details: ErrorDetails) -> tuple[bool, int, int]:
    # An unknown key is named before a missing one: the second is often the first, misspelt.
    place, _ = _locate(node, details["loc"])
    return details["type"] == "missing", place.line, place.column


def _locate(node: Node, location: tuple[int | str, ...]) -> tuple[Place, Node]:
    place = node.place
    for step in location:
        if isinstance(step, int) and step < len(node.items):
            place, node = node.items[step].place, node.items[step]
        elif isinstance(step, str) and step in node.entries:
            place, node = node.keys[step], node.entries[step]
        else:
            break
    return place, node


def _explain(model: type[FileEntry], node: Node, details: ErrorDetails) -> tuple[Place, str]:
    kind, location = details["type"], details["loc"]
    place, found = _locate(node, location)
    fields = model.model_fields
    key = location[0] if location else ""

    if kind == "extra_forbidden":
        if key == "payoffs" and "preferences" in fields:
            return place, _RANKINGS_OR_PAYOFFS if "preferences" in node.entries else _PAYOFFS
        known = f"{suggestion(str(key), fields)}the keys here are {', '.join(fields)}"
        return place, f"unknown key {key!r}; {_POINT if str(key).isdigit() else known}"
    if kind == "missing":
        return place, f"the key {key!r} is missing{_purpose(fields[str(key)])}"
    where = f"{key}: " if key else ""
    if kind == "literal_error":
        return place, f"{where}expected {details['ctx']['expected']}, got {found.shown}"
    if kind in ("too_short", "too_long"):
        wanted = details["ctx"].get("min_length", details["ctx"].get("max_length"))
        entries = "entry" if wanted == 1 else "entries"
        return place, f"{where}expected {wanted} {entries}{_purpose(fields[str(key)])}, got {len(found.data)}"
    return place, f"{where}expected {_EXPECTED.get(kind, details['msg'])}, got {found.shown}"


def _purpose(field: Any) -> str:
    return f" ({field.description})" if field.description else ""


# Payoffs of a play: those written at its end, plus every term whose moves were all made
# ----------------------------------------------------------------------------

MAX_COEFFICIENTS = 4096  # of a dense polynomial whose sign is to be proved

ZERO = RationalFunction.constant(0)


@dataclass(frozen=True, repr=False)
class End(Record):
    """An end of the game, or a cell of a table, before its payoffs are worked out.

    Parameters
    ----------
    node, what
        Where it stands, and what to call it.
    played
        Which moves lead there.
    written
        The payoffs that stand there; None if terms alone give them.
    """

    node: Node
    what: str
    played: Moves
    written: Node | None


def formula_at(node: Node, names: Iterable[str], what: str) -> RationalFunction:
    """The formula that stands at a node; errors tell its line and column."""
    if not isinstance(node.data, str):
        raise node.place.problem(f"{what}: expected a number or a formula, got {node.shown}")
    try:
        return parse_formula(node.data, names, what)
    except ModelSyntaxError as problem:
        place, column = node.place, node.place.column
        if node.text_column is not None and problem.column is not None:
            column = node.text_column + problem.column - 1
        raise ModelSyntaxError(problem.message, file=place.file, line=place.line, column=column) from None


class Payoffs:
    """Reads formulas, and adds terms up.

    Parameters
    ----------
    players
        The players' names.
    box
        The declared range of every parameter.
    accounts
        The names of the accounts that terms may count in.
    ranked
        Whether preferences stand in the place of payoffs.
    """

    def __init__(
        self, players: Sequence[str], box: Box, accounts: Sequence[str] = (), *, ranked: bool = False
    ):
        self.players, self.box, self.accounts = tuple(players), box, tuple(accounts)
        self.ranked = ranked
        self.terms: tuple[Term, ...] = ()

    def formula(self, node: Node, what: str) -> RationalFunction:
        """The formula at a node, defined everywhere in the box."""
        found = formula_at(node, self.box, what)
        self.check_defined(found.denominator, node, what)
        return found

    def check_defined(self, denominator: Polynomial, node: Node, what: str) -> None:
        """Refuses a denominator that is not proved to differ from zero on the declared ranges."""
        if not denominator.is_constant and self._sign(denominator, node, what, closed=True) not in (1, -1):
            raise node.place.problem(
                f"{what}: division that may be zero: {denominator} is not proved to differ from zero "
                "on the declared ranges; narrow the ranges or change the formula"
            )

    def _sign(self, polynomial: Polynomial, node: Node, what: str, *, closed: bool = False) -> int | None:
        size = prod(polynomial.degree(name) + 1 for name in polynomial.names)
        if size > MAX_COEFFICIENTS:
            raise node.place.problem(
                f"{what}: the formula is too large to prove its sign on the declared ranges"
            )
        return sign_on_box(polynomial, self.box, closed=closed, cells=max(20, 100_000 // size))

    def odds(
        self, given: Mapping[str, Node], below: Node, what: str, *, rest: str = ""
    ) -> dict[str, RationalFunction]:
        """The probabilities of chance, at least 0 on the declared ranges and 1 in all.

        Parameters
        ----------
        given, below
            The formula of each outcome, and the entry that holds them.
        what
            Whose they are.
        rest
            The word that may stand in the place of one formula, for what the others leave over.
        """
        found: dict[str, RationalFunction] = {}
        for outcome, node in given.items():
            if not rest or node.data != rest:
                found[outcome] = self._probability(node, f"{what}: the probability of {outcome}")
        left = [outcome for outcome in given if outcome not in found]
        if len(left) > 1:
            raise given[left[1]].place.problem(
                f"{what}: {rest!r} stands twice; only one outcome is left over"
            )

        total = self._sum(list(found.values()), below, f"{what}: the probabilities")
        for outcome in left:
            found[outcome] = RationalFunction.constant(1) - total
            where = f"{what}: the probability that is left over for {outcome}"
            self._check_probability(found[outcome], given[outcome], where)
            return {name: found[name] for name in given}
        if total != RationalFunction.constant(1):
            said = f"{total}{sum_shown(total, self.box)}"
            raise below.place.problem(f"{what}: the probabilities must sum to 1, they sum to {said}")
        return found

    def _probability(self, node: Node, where: str) -> RationalFunction:
        found = self.formula(node, where)
        self._check_probability(found, node, where)
        return found

    def _check_probability(self, found: RationalFunction, node: Node, where: str) -> None:
        if self._sign(found.sign_polynomial, node, where) not in (0, 1):
            shown = shown_below_zero(found, self.box)
            because = f"is {shown}" if shown else "is not proved to be at least 0 on the declared ranges"
            raise node.place.problem(f"{where}, {found}, {because}")

    def read_terms(
        self,
        nodes: Iterable[Node],
        actions: Mapping[str, Sequence[str]],
        outcomes: Iterable[str] = (),
        states: Sequence[str] = (),
    ) -> None:
        """Takes in the file's terms, given each player's actions, all outcomes of chance and all states."""
        moves = dict(actions)
        if states and STATE not in self.players:
            moves[STATE] = states
        if CHANCE not in self.players:
            moves[CHANCE] = list(dict.fromkeys(name for outcome in outcomes for name in names_of(outcome)))
        self.terms = tuple(self._term(node, number, moves) for number, node in enumerate(nodes, start=1))

    def _term(self, node: Node, number: int, moves: Mapping[str, Sequence[str]]) -> Term:
        what = f"term {number}"
        entry = check(TermEntry, node, what)
        self.known_player(entry.player, node.entries["player"], what)
        when: list[tuple[str, str]] = []
        given = node.entries.get("when")
        for part in () if given is None else given.items if isinstance(given.data, list) else (given,):
            if not isinstance(part.data, dict):
                raise part.place.problem(f"{what}: when: expected player: action, got {part.shown}")
            for who, move in part.entries.items():
                if who not in moves:
                    self.known_player(who, part, f"{what}: when")
                when.append((who, self._known_move(move, who, moves[who], what)))

        if "account" in node.entries and entry.account not in self.accounts:
            declared = ", ".join(self.accounts) or "none"
            raise node.entries["account"].place.problem(
                f"{what}: {entry.account!r} is no account; {suggestion(entry.account, self.accounts)}"
                f"the accounts are {declared}"
            )

        value = self.formula(node.entries["value"], what)
        return Term(entry.player, value, tuple(when), entry.meaning, entry.account)

    def _known_move(self, node: Node, who: str, moves: Sequence[str], what: str) -> str:
        if who == STATE and who not in self.players:
            return self._known_state(node, moves, what)
        kind = "action" if who in self.players else "outcome"
        if not moves and kind == "outcome":
            raise node.place.problem(f"{what}: when: nothing is left to chance in this game")
        if not isinstance(node.data, str):
            raise node.place.problem(
                f"{what}: when: expected the name of an {kind} of {who}, got {node.shown}"
            )
        if node.data not in moves:
            # Of an outcome that is a list its parts tell enough.
            listed = moves if kind == "action" else [name for name in moves if ", " not in name]
            known = f"{suggestion(node.data, moves)}its {kind}s are {', '.join(listed) or 'none'}"
            raise node.place.problem(f"{what}: {node.data!r} is not an {kind} of {who}; {known}")
        return node.data

    def _known_state(self, node: Node, states: Sequence[str], what: str) -> str:
        if not isinstance(node.data, str) or node.data not in states:
            raise node.place.problem(
                f"{what}: when: {node.shown} is not a state; "
                f"{suggestion(str(node.data), states)}the states are {', '.join(states)}"
            )
        return node.data

    def known_player(self, name: str, node: Node, what: str) -> None:
        """Refuses who is not a player."""
        if name not in self.players:
            known = f"{suggestion(name, self.players)}the players are {', '.join(self.players)}"
            raise node.keys.get(name, node.place).problem(f"{what}: {name!r} is not a player; {known}")

    def check_each(self, given: Node, what: str, missing: Callable[[str], str]) -> None:
        """Refuses a mapping with a name that is no player's, or without that of a player."""
        for name in given.entries:
            self.known_player(name, given, what)
        for player in self.players:
            if player not in given.entries:
                raise given.place.problem(missing(player))

    def written(self, node: Node, what: str) -> list[RationalFunction]:
        """The payoffs at a node: a list in the players' order, or a mapping from player to formula."""
        if isinstance(node.data, list):
            if len(node.items) != len(self.players):
                raise node.place.problem(
                    f"{what}: expected {len(self.players)} payoffs, for {', '.join(self.players)}; "
                    f"got {len(node.items)}"
                )
            found = dict(zip(self.players, node.items, strict=True))
        elif isinstance(node.data, dict):
            self.check_each(node, what, lambda player: f"{what}: the payoff of {player} is missing")
            found = node.entries
        else:
            raise node.place.problem(
                f"{what}: expected payoffs for {', '.join(self.players)} as a list or a mapping, "
                f"got {node.shown}"
            )

        return [self.formula(found[player], f"{what}: the payoff of {player}") for player in self.players]

    def total(self, end: End) -> tuple[RationalFunction, ...]:
        """Each player's payoff at an end: what is written there and what the terms give."""
        if self.ranked:
            if end.written is not None:
                raise end.written.place.problem(
                    f"{end.what}: preferences: stand in the place of payoffs; leave out one of them"
                )
            return (ZERO,) * len(self.players)

        if end.written is None and not self.terms:
            raise end.node.place.problem(
                f"{end.what}: the payoffs are missing, and the file has no terms: to give them, "
                "and no preferences: in their place"
            )

        written = None if end.written is None else self.written(end.written, end.what)
        totals = []
        for number, player in enumerate(self.players):
            parts = [] if written is None else [written[number]]
            parts += value_of_terms(self.terms, player, end.played)
            totals.append(self._sum(parts, end.node, f"{end.what}: the payoff of {player}"))
        return tuple(totals)

    def _sum(self, parts: Sequence[RationalFunction], node: Node, what: str) -> RationalFunction:
        parts = [part for part in parts if part.numerator or not part.denominator.is_constant]
        if len(parts) < 2:
            return parts[0] if parts else ZERO
        with node.place.refusals():
            total = add_up(parts, what)
        self.check_defined(total.denominator, node, what)
        return total


# Entries nested by name in a model file: the payoffs of a table, of a Bayesian game, of a signaling game
# ----------------------------------------------------------------------------

MAX_CELLS = 200_000


def read_cells(
    given: Node | None, game: Node, levels: Levels, played: Callable[[Path], Moves], payoffs: Payoffs
) -> dict[Path, tuple[RationalFunction, ...]]:
    """Reads the payoffs at every cell.

    Parameters
    ----------
    given
        The nested payoffs; None if terms alone give them.
    game
        The entry they belong to, which is named where something is wrong with a cell that is not there.
    levels
        What is named on each level.
    played
        Which moves lead to a cell.
    payoffs
        What reads and adds up.
    """
    return {
        path: payoffs.total(End(part or game, f"the cell {', '.join(path)}", played(path), part))
        for path, part in nested(given, levels, "the payoffs")
    }


def nested(node: Node | None, levels: Levels, what: str) -> Iterator[tuple[Path, Node | None]]:
    """Yields every cell of a nested entry: the names that lead to it, and its node or None."""
    pending: list[tuple[Path, Node | None]] = [((), node)]
    while pending:
        path, part = pending.pop()
        level = levels(path)
        if level is None:
            yield path, part
        else:
            below = _by_name(part, level, path, what)
            pending.extend(((*path, name), below[name]) for name in reversed(level.needed))


def _by_name(part: Node | None, level: Level, path: Path, what: str) -> Mapping[str, Node | None]:
    if part is None:
        return dict.fromkeys(level.needed)
    where = f"{what} at {', '.join(path)}" if path else what
    if not isinstance(part.data, dict):
        raise part.place.problem(
            f"{where}: expected one entry per {level.noun}{level.of}, {', '.join(level.names)}; "
            f"got {part.shown}"
        )

    check_names(
        part,
        level.names,
        level.needed,
        unknown=lambda name: (
            f"{where}: {name!r} is not {level.kind}; {suggestion(name, level.names)}{level.all}"
        ),
        missing=lambda name: f"{what} at {', '.join((*path, name))} are missing",
    )

    return part.entries


def read_names(node: Node, what: str, noun: str, owner: str) -> Path:
    """Reads the names in a list, or the keys of a mapping: at least one, none empty or given twice."""
    kind = f"{'an' if noun[0] in 'aeiou' else 'a'} {noun} of {owner}"
    if isinstance(node.data, str):
        raise node.place.problem(f"{what}: expected a list of the {noun}s of {owner}, got {node.shown}")

    named = list(node.keys.items()) or [
        (_text(item, f"{what}: expected the name of {kind}"), item.place) for item in node.items
    ]
    lines: dict[str, int] = {}
    for name, place in named:
        if not name:
            raise place.problem(f"{what}: {kind} needs a name, got nothing")
        if name in lines:
            raise place.problem(
                f"{what}: {owner}'s {noun} {name!r} stands twice: "
                f"in line {lines[name]} and in line {place.line}"
            )
        lines[name] = place.line
    if not lines:
        raise node.place.problem(f"{what}: {owner} needs at least one {noun}")
    return tuple(lines)


def _text(node: Node, what: str) -> str:
    if not isinstance(node.data, str):
        raise node.place.problem(f"{what}, got {node.shown}")
    return node.data


def read_names_by_type(node: Node, types: Path, what: str, noun: str, owner: str) -> dict[str, Path]:
    """Reads for each type of a player its names: its own in a mapping, the same for all in a list."""
    if not isinstance(node.data, dict):
        return dict.fromkeys(types, read_names(node, what, noun, owner))
    check_names(
        node,
        types,
        types,
        unknown=lambda name: (
            f"{what}: {name!r} is not a type of {owner}; "
            f"{suggestion(name, types)}the types are {', '.join(types)}"
        ),
        missing=lambda name: f"{what}: the {noun}s of {name} are missing",
    )
    return {name: read_names(node.entries[name], what, noun, name) for name in types}
