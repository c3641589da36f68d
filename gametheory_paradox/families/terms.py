"""Payoffs term by term: what a player receives under some moves and not under others."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import TypeAlias

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.families.build import read_entry
from gametheory_paradox.families.family import Form, GameFamily, Term
from gametheory_paradox.games import Decision, ExtensiveForm, Lottery, NormalForm, Terminal
from gametheory_paradox.polynomials import RationalFunction

CHANCE = "chance"  # who makes the moves of chance, unless a player is called so

Moves: TypeAlias = frozenset[tuple[str, str]]  # (player, action), and ("chance", outcome)
TermLike: TypeAlias = "Term | tuple[object, ...]"


def drawn(outcome: str, players: Collection[str]) -> Moves:
    """The moves of chance by which a term may name an outcome."""
    return frozenset() if CHANCE in players else frozenset((CHANCE, name) for name in names_of(outcome))


def names_of(outcome: str) -> tuple[str, ...]:
    """The names of an outcome of chance: its own and, where that is a list, each part of it."""
    return tuple(dict.fromkeys(name for name in (*outcome.split(", "), outcome) if name))


def played_at(form: Form) -> list[Moves]:
    """For each node of a tree, or each cell of a table, the moves that lead there."""
    if isinstance(form, NormalForm):
        return [frozenset(zip(form.players, profile, strict=True)) for profile in form.profiles()]
    found: list[Moves] = [frozenset()] * len(form.nodes)
    for position, node in enumerate(form.nodes):
        if isinstance(node, Decision):
            info = form.information_sets[node.information_set]
            for action, child in zip(info.actions, node.children, strict=True):
                found[child] = found[position] | {(info.player, action)}
        elif isinstance(node, Lottery):
            for outcome, child in zip(node.outcomes, node.children, strict=True):
                found[child] = found[position] | drawn(outcome, form.players)
    return found


def value_of_terms(terms: Iterable[Term], player: str, played: Moves) -> list[RationalFunction]:
    """The values of a player's terms whose moves have all been made."""
    return [term.value for term in terms if term.player == player and played.issuperset(term.when)]


def beyond_terms(
    payoffs: Sequence[RationalFunction], players: Sequence[str], terms: Sequence[Term], played: Moves
) -> list[RationalFunction]:
    """What each player is paid without a term, where these moves have been made."""
    return [
        sum((-value for value in value_of_terms(terms, player, played)), payoff)
        for player, payoff in zip(players, payoffs, strict=True)
    ]


def check_terms(form: Form, terms: Iterable[Term]) -> None:
    """Refuses a term received by nobody, or under a move that nobody can make.

    Raises
    ------
    InvalidGame
        With the names that exist.
    """
    known: dict[str, dict[str, None]] = {player: {} for player in form.players}
    for info in form.information_sets:
        known[info.player].update(dict.fromkeys(info.actions))
    if isinstance(form, ExtensiveForm):
        for node in form.nodes:
            for outcome in node.outcomes if isinstance(node, Lottery) else ():
                if CHANCE not in form.players:
                    known.setdefault(CHANCE, {}).update(dict.fromkeys(names_of(outcome)))

    for term in terms:
        if term.player not in form.players:
            raise InvalidGame(
                f"a term is received by {term.player!r}, who is not a player; "
                f"{_near(term.player, form.players)}"
            )
        for who, move in term.when:
            if who not in known:
                raise InvalidGame(f"a term depends on {who!r}, who makes no move here; {_near(who, known)}")
            if move not in known[who]:
                kind = "an outcome of chance" if who not in form.players else f"an action of {who!r}"
                raise InvalidGame(
                    f"a term depends on {move!r}, which is not {kind}; {_near(move, known[who])}"
                )


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
        Each a Term, or (player, value, when) or (player, value, when, meaning): the value a number or a
        formula (as text or as a sympy expression), the moves a mapping from player to action, or pairs of
        these.

    Raises
    ------
    InvalidGame
        If a term names a player, a move or a parameter that is not there, or its value cannot be read.

    Examples
    --------
    >>> from gametheory_paradox.families import family_from_tree
    >>> from gametheory_paradox.games import Chance, Move
    >>> tree = Chance({"rain": ("1/3", Move("A", "wet", {"walk": [0], "ride": [0]})), "sun": ("2/3", [0])})
    >>> family = with_terms(family_from_tree(["A"], tree, {"f": (0, 5, 2)}), [
    ...     ("A", "-f", {"A": "ride"}, "the fare"), ("A", -1, {"chance": "rain", "A": "walk"}, "wet feet")])
    >>> [str(end.payoffs[0]) for _, end in family.form.terminals()]
    ['-1', '-f', '0']
    """
    names = [p.name for p in family.parameters]
    added = tuple(_read_term(given, f"term {number}", names) for number, given in enumerate(terms, start=1))
    check_terms(family.form, added)
    return replace(family, form=_with_payoffs(family.form, added), terms=(*family.terms, *added))


def _with_payoffs(form: Form, terms: tuple[Term, ...]) -> Form:
    def total(payoffs: tuple[RationalFunction, ...], played: Moves) -> tuple[RationalFunction, ...]:
        return tuple(
            sum(value_of_terms(terms, player, played), payoff)
            for player, payoff in zip(form.players, payoffs, strict=True)
        )

    reached = played_at(form)
    if isinstance(form, NormalForm):
        cells = tuple(total(cell, played) for cell, played in zip(form.payoffs, reached, strict=True))
        return replace(form, payoffs=cells)
    nodes = tuple(
        Terminal(total(node.payoffs, played)) if isinstance(node, Terminal) else node
        for node, played in zip(form.nodes, reached, strict=True)
    )
    return replace(form, nodes=nodes)


def _read_term(given: TermLike, what: str, names: Sequence[str]) -> Term:
    if isinstance(given, Term):
        return given
    if not isinstance(given, tuple) or len(given) not in (3, 4):
        raise InvalidGame(
            f"{what}: expected (player, value, when) or (player, value, when, meaning), got {given!r:.60}"
        )

    player, value, moves, *meaning = given
    pairs = list(moves.items()) if isinstance(moves, Mapping) else moves
    if isinstance(pairs, str) or not isinstance(pairs, Sequence) or any(not _is_move(pair) for pair in pairs):
        raise InvalidGame(
            f"{what}: expected moves as {{player: action}} or as pairs of these, got {moves!r:.60}"
        )
    return Term(
        str(player),
        read_entry(value, what, names),
        tuple((who, move) for who, move in pairs),
        *map(str, meaning),
    )


def _is_move(pair: object) -> bool:
    return isinstance(pair, tuple) and len(pair) == 2 and all(isinstance(name, str) for name in pair)


def _near(given: str, known: Iterable[str]) -> str:
    names = list(known)
    near = get_close_matches(given, names, 1)
    return f"did you mean {near[0]!r}?" if near else f"there are {', '.join(names) or 'none'}"
