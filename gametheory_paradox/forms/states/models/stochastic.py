"""Stochastic families built from Python, and the rules by which a state's combinations lead on."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import NamedTuple, Protocol, TypeVar

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.exact.bounded_arithmetic import add_up
from gametheory_paradox.forms import State, StochasticGame
from gametheory_paradox.forms.columns import position
from gametheory_paradox.models.build import Ranges, read_entry, read_parameters
from gametheory_paradox.models.family import GameFamily
from gametheory_paradox.polynomials import RationalFunction

REST = "rest"  # in the place of one probability: what the others leave over
ONE, ZERO = RationalFunction.constant(1), RationalFunction.constant(0)

Odds = Mapping[str, RationalFunction]


class Rule(NamedTuple):
    """A line of what follows a state: under some actions, these probabilities of states.

    Parameters
    ----------
    when
        For some movers the action that each must have taken; nothing fits always.
    to
        For states their probabilities, which sum to 1; the others have none.
    """

    when: Mapping[str, str]
    to: Odds


class Conditional(Protocol):
    """A rule that counts after some actions."""

    @property
    def when(self) -> Mapping[str, str]:
        """For some movers the action that each must have taken."""


C = TypeVar("C", bound=Conditional)


def first_fit(rules: Iterable[C], played: Mapping[str, str]) -> C | None:
    """The first rule whose actions have all been taken."""
    return next((rule for rule in rules if rule.when.items() <= played.items()), None)


def never_counts(rules: Sequence[Conditional], combinations: Iterable[Mapping[str, str]]) -> int | None:
    """The number of the first rule before which others fit wherever it does."""
    counting = [first_fit(rules, played) for played in combinations]
    return next((number for number, rule in enumerate(rules) if all(rule is not r for r in counting)), None)


def combinations_of(moves: Mapping[str, Sequence[str]]) -> list[dict[str, str]]:
    """Every combination of the actions of those who move, the last one's changing fastest."""
    return [dict(zip(moves, played, strict=True)) for played in product(*moves.values())]


def family_from_states(
    players: Sequence[str],
    states: Mapping[str, Mapping[str, object]],
    parameters: Ranges,
    *,
    start: str | Mapping[str, object],
    discount: object,
    title: str = "",
) -> GameFamily:
    """Builds the family of stochastic games with the given states; ``with_terms`` adds what they pay.

    Parameters
    ----------
    players
        The players' names.
    states
        For each state a mapping with ``moves``, from each player who moves there to its actions, and
        ``next``, a list of (when, to): under the actions in ``when``, a mapping from player to action, play
        goes on with the probabilities in ``to``, a mapping from state to a number, a formula or "rest".  The
        first pair that fits counts.  A state with neither is never left.  With ``then`` in the place of
        ``next`` what follows does so within the same period, and is not discounted.
    parameters
        For each name (low, high, baseline), or a Parameter.
    start
        The state in which play begins, or a mapping from state to probability.
    discount
        The discount factor, a number or a formula; or for each player one.
    title
        What to call it.

    Raises
    ------
    InvalidGame
        If a name is unknown, nothing follows a combination of actions, or what should be a probability or a
        discount factor is not shown to be one on the whole box.

    Examples
    --------
    >>> from gametheory_paradox.models import with_terms
    >>> states = {"calm": {"moves": {"A": ["keep", "press"]}, "next": [
    ...     ({"A": "press"}, {"war": "h", "calm": "rest"}), ({}, {"calm": 1})]}, "war": {}}
    >>> bare = family_from_states(["A"], states, {"h": (0, 1, "1/2")}, start="calm", discount="9/10")
    >>> family = with_terms(bare, [("A", 1, {"A": "press"}), ("A", -1, {"state": "war"})])
    >>> [[str(p) for p in row] for row in family.form.states[0].transitions]
    [['1', '0'], ['1 - h', 'h']]
    """
    declared = read_parameters(parameters)
    names = [p.name for p in declared]
    rows = [_state(name, entry, players, list(states), names) for name, entry in states.items()]
    begin = {start: 1} if isinstance(start, str) else start
    given = discount if isinstance(discount, Mapping) else dict.fromkeys(players, discount)
    form = StochasticGame(
        tuple(players),
        tuple(rows),
        in_order(read_odds(begin, "the start", list(states), names), list(states)),
        tuple(
            read_entry(given.get(player, 0), f"the discount factor of {player}", names) for player in players
        ),
        title=title,
    )
    return GameFamily(form, declared, title=title)


def in_order(odds: Odds, states: Iterable[str]) -> tuple[RationalFunction, ...]:
    """The probability of every state, in order."""
    return tuple(odds.get(name, ZERO) for name in states)


def _state(
    name: str,
    entry: Mapping[str, object],
    players: Sequence[str],
    states: Sequence[str],
    names: Sequence[str],
) -> State[RationalFunction]:
    if {"next", "then"} <= entry.keys():
        raise InvalidGame(f"the state {name!r} has next and then; leave one out")
    moves, lines = entry.get("moves", {}), entry.get("then", entry.get("next", []))
    if not isinstance(moves, Mapping) or isinstance(lines, str) or not isinstance(lines, Sequence):
        raise InvalidGame(
            f"the state {name!r} needs moves as {{player: actions}} and next or then as a list of pairs"
        )
    for player in moves:
        position(tuple(players), player, "a player")
    if moves and not lines:
        raise InvalidGame(f"the state {name!r} has moves, but nothing follows them; give next")
    rules = [_rule(line, f"what follows {name!r}", states, names) for line in lines] or [
        Rule({}, {name: ONE})
    ]

    movers = {player: tuple(moves[player]) for player in players if player in moves}
    transitions = []
    for played in combinations_of(movers):
        rule = first_fit(rules, played)
        if rule is None:
            raise InvalidGame(f"nothing follows {', '.join(played.values())} in {name!r}")
        transitions.append(in_order(rule.to, states))
    if (spare := never_counts(rules, combinations_of(movers))) is not None:
        raise InvalidGame(f"line {spare + 1} of what follows {name!r} never counts: earlier ones always fit")
    nothing = (ZERO,) * len(players)
    actions = tuple(movers.get(player, ()) for player in players)
    return State(name, actions, (nothing,) * len(transitions), tuple(transitions), "then" in entry)


def _rule(line: object, what: str, states: Sequence[str], names: Sequence[str]) -> Rule:
    if not isinstance(line, tuple) or len(line) != 2 or not all(isinstance(part, Mapping) for part in line):
        raise InvalidGame(f"{what}: expected pairs of mappings, (when, to), got {line!r:.60}")
    when, to = line
    return Rule(when, read_odds(to, what, states, names))


def read_odds(
    given: Mapping[str, object], what: str, states: Sequence[str], names: Sequence[str]
) -> dict[str, RationalFunction]:
    """Reads the probabilities in a mapping, one of which may be what the others leave over."""
    for name in given:
        position(tuple(states), name, "a state")
    odds = {name: read_entry(p, f"{what}: {name}", names) for name, p in given.items() if p != REST}
    left = [name for name, p in given.items() if p == REST]
    if len(left) > 1:
        raise InvalidGame(f"{what}: {REST!r} stands twice")
    for name in left:
        odds[name] = ONE - add_up(odds.values(), what)
    return odds
