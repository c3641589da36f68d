"""Payoffs term by term: what a player receives under some moves and not under others."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from gametheory_paradox.errors import InvalidGame, suggestion
from gametheory_paradox.forms import (
    Decision,
    ExtensiveForm,
    Lottery,
    NormalForm,
    StochasticGame,
    Terminal,
    cells_of,
)
from gametheory_paradox.forms.records import GameForm
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.table import Record

CHANCE = "chance"  # who makes the moves of chance, unless a player is called so

STATE = "state"  # who "makes" the state in which a period is played, unless a player is called so

Form: TypeAlias = GameForm[RationalFunction]
Moves: TypeAlias = frozenset[tuple[str, str]]  # (player, action), ("chance", outcome) and ("state", name)
Outcomes: TypeAlias = tuple[tuple[RationalFunction, ...], ...]  # by cell, end or combination, then by player


@dataclass(frozen=True, repr=False)
class Term(Record):
    """A summand of a player's payoff.

    Parameters
    ----------
    player, value
        Who receives it, and how much.
    when
        The (player, action) pairs that must all have been played.
    meaning
        Why it is there.
    account
        The account it counts in; none where it counts in the payoff alone.
    """

    player: str
    value: RationalFunction
    when: tuple[tuple[str, str], ...]
    meaning: str = ""
    account: str = ""

    def __str__(self) -> str:
        played = " and ".join(f"{who} plays {action}" for who, action in self.when)
        account, meaning = (f" ({word})" if word else "" for word in (self.account, self.meaning))
        return f"{self.player}: {self.value}{f' when {played}' if played else ''}{account}{meaning}"


def drawn(outcome: str, players: Collection[str]) -> Moves:
    """The moves of chance by which a term may name an outcome."""
    return frozenset() if CHANCE in players else frozenset((CHANCE, name) for name in names_of(outcome))


def names_of(outcome: str) -> tuple[str, ...]:
    """The names of an outcome of chance: its own and, where that is a list, each part of it."""
    return tuple(dict.fromkeys(name for name in (*outcome.split(", "), outcome) if name))


def played_in(form: StochasticGame[RationalFunction]) -> list[Moves]:
    """For each combination of actions of each state, in order, the actions and the state."""
    found = []
    for state in form.states:
        here = frozenset() if STATE in form.players else frozenset({(STATE, state.name)})
        movers = [form.players[who] for who in state.movers]
        found += [here | frozenset(zip(movers, played, strict=True)) for played in state.combinations()]
    return found


def played_at(form: Form) -> list[Moves]:
    """For each node of a tree, cell of a table, or combination of a state, the moves that lead there."""
    if isinstance(form, StochasticGame):
        return played_in(form)
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


def played_at_outcomes(form: Form) -> list[Moves]:
    """For each cell of a table, end of a tree, or combination of a state, the moves that lead there."""
    played = played_at(form)
    return [played[place] for place, _ in form.terminals()] if isinstance(form, ExtensiveForm) else played


def payoffs_at_outcomes(form: Form) -> Outcomes:
    """The payoffs at each cell, end or combination, in order; no values of a measure."""
    return tuple(payoffs[: len(form.players)] for payoffs in cells_of(form))


def with_payoffs(form: Form, payoffs: Iterable[tuple[RationalFunction, ...]], **measure: str) -> Form:
    """The form with other payoffs at its outcomes, in order; with a measure only where one is named."""
    if isinstance(form, StochasticGame):
        return form.with_payoffs(payoffs, measure.get("measure", ""))
    if isinstance(form, NormalForm):
        return NormalForm(form.players, form.actions, tuple(payoffs), title=form.title, **measure)
    rows = iter(payoffs)
    nodes = tuple(Terminal(next(rows)) if isinstance(node, Terminal) else node for node in form.nodes)
    return ExtensiveForm(form.players, form.information_sets, nodes, title=form.title, **measure)


def value_of_terms(terms: Iterable[Term], player: str, played: Moves) -> list[RationalFunction]:
    """The values of a player's terms whose moves have all been made."""
    return [term.value for term in terms if term.player == player and played.issuperset(term.when)]


def beyond_terms(
    payoffs: Sequence[RationalFunction], players: Sequence[str], terms: Sequence[Term], played: Moves
) -> list[RationalFunction]:
    """The payoff of each player apart from its terms, where these moves have been made."""
    return [
        sum((-value for value in value_of_terms(terms, player, played)), payoff)
        for player, payoff in zip(players, payoffs[: len(players)], strict=True)
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
    if isinstance(form, StochasticGame) and STATE not in form.players:
        known[STATE] = dict.fromkeys(state.name for state in form.states)
    if isinstance(form, ExtensiveForm):
        for node in form.nodes:
            for outcome in node.outcomes if isinstance(node, Lottery) else ():
                if CHANCE not in form.players:
                    known.setdefault(CHANCE, {}).update(dict.fromkeys(names_of(outcome)))

    for term in terms:
        if term.player not in form.players:
            raise InvalidGame(
                f"a term is received by {term.player!r}, who is not a player; "
                f"{near(term.player, form.players)}"
            )
        for who, move in term.when:
            if who not in known:
                raise InvalidGame(f"a term depends on {who!r}, who makes no move here; {near(who, known)}")
            if move not in known[who]:
                kind = f"an action of {who!r}" if who in form.players else KINDS_OF_MOVE[who]
                raise InvalidGame(
                    f"a term depends on {move!r}, which is not {kind}; {near(move, known[who])}"
                )
        if isinstance(form, StochasticGame) and (why := received_nowhere(form, term)):
            raise InvalidGame(f"a term of {term.player}: {why}")


def received_nowhere(form: StochasticGame[RationalFunction], term: Term) -> str:
    """Says that in no state a term's moves are made together; empty where they are in some."""
    if any(moves.issuperset(term.when) for moves in played_in(form)):
        return ""
    named = [move for who, move in term.when if who == STATE and who not in form.players]
    if len(named) == 1:
        here = next(state for state in form.states if state.name == named[0])
        for who, _ in term.when:
            if who in form.players and not here.actions[form.players.index(who)]:
                return f"it never counts: in {here.name!r} {who} does not move"
    return met_nowhere(term)


def met_nowhere(term: Term) -> str:
    """Says that a term's moves are made together in no state."""
    together = " and ".join(f"{who}: {move}" for who, move in term.when)
    return f"it never counts: {together} are met together in no state"


KINDS_OF_MOVE = {CHANCE: "an outcome of chance", STATE: "a state"}


def near(given: str, known: Iterable[str]) -> str:
    """A hint at the known name that comes closest, or all there are."""
    names = list(known)
    return suggestion(given, names).rstrip() or f"there are {', '.join(names) or 'none'}"
