"""Families with incomplete information: Bayesian and signaling games.

Sources: harsanyi1967; cho1987.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from math import prod

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.exact.bounded_arithmetic import multiply_out
from gametheory_paradox.forms import Chance, Move
from gametheory_paradox.forms.trees.information import distinct
from gametheory_paradox.forms.trees.tree_writer import simultaneous
from gametheory_paradox.models.build import (
    AccountLike,
    Level,
    Levels,
    Path,
    Ranges,
    TermLike,
    cells,
    check_names,
    check_sum,
    family_from_tree,
    name_list,
    names_by,
    payoffs_at,
    read_entry,
    read_odds,
    read_parameters,
    with_accounts,
    with_terms,
)
from gametheory_paradox.models.family import GameFamily
from gametheory_paradox.models.terms import Moves, drawn
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.table import Record

# Bayesian games: chance draws everyone's type, each player sees its own, and all choose at the same time
#
# Harsanyi's reading of a game of incomplete information, spelled by types and written as a tree.
# ----------------------------------------------------------------------------

STATE = ""  # the owner of what chance draws and nobody sees
MAX_TERMS = 1_000_000
START = "start"  # the information set of a player who has no types


@dataclass(frozen=True, repr=False)
class BayesianShape(Record):
    """A Bayesian game before its probabilities and payoffs: who can be of which type and do what.

    Parameters
    ----------
    players
        Their names.
    draws
        What chance draws: (owner, types) for the state that nobody sees, whose owner is "", if there is one,
        and then for each player with types, in the players' order.
    actions
        For each player what it can do, by its type; by "" if it has no types.

    Raises
    ------
    InvalidGame
        If a name is missing, unknown, or repeated.
    """

    players: tuple[str, ...]
    draws: tuple[tuple[str, tuple[str, ...]], ...]
    actions: Mapping[str, Mapping[str, tuple[str, ...]]]

    def __post_init__(self) -> None:
        if not self.draws:
            raise InvalidGame(
                "a Bayesian game needs types of some player, or a state; without them it is a table"
            )
        names = list(self._names.values())
        if shared := [name for name in names if names.count(name) > 1]:
            raise InvalidGame(
                f"two types are called {min(shared)!r} on the branches of chance; rename one of them"
            )
        for name in names:
            if len(self.draws) > 1 and ", " in name:
                raise InvalidGame(
                    f"the type {name!r} looks like a list of types; give it a name without a comma"
                )

    @cached_property
    def _names(self) -> dict[tuple[str, str], str]:
        """The name of each type on the branches of chance, with its owner where another has that name."""
        every = [name for _, types in self.draws for name in types]
        return {
            (owner, name): name if every.count(name) == 1 else f"{owner or 'state'} {name}"
            for owner, types in self.draws
            for name in types
        }

    @property
    def size(self) -> int:
        """The number of cells of a table of all payoffs."""
        state = prod(len(types) for owner, types in self.draws if owner == STATE)
        return state * prod(sum(map(len, by_type.values())) for by_type in self.actions.values())

    def profiles(self) -> Iterator[Path]:
        """Every combination of what chance draws."""
        return product(*(types for _, types in self.draws))

    def outcome(self, profile: Path) -> str:
        """The branch of chance on which this is drawn."""
        return ", ".join(
            self._names[owner, name] for (owner, _), name in zip(self.draws, profile, strict=True)
        )

    def choices(self, profile: Path) -> list[tuple[str, tuple[str, ...]]]:
        """For each player its information set and its actions there."""
        own = {owner: name for (owner, _), name in zip(self.draws, profile, strict=True)}
        return [
            (own.get(player, START), self.actions[player][own.get(player, "")]) for player in self.players
        ]

    def prior_level(self, path: Path) -> Level | None:
        """The level of a table of probabilities below a path; None at a cell."""
        if len(path) == len(self.draws):
            return None
        owner, names = self.draws[len(path)]
        return Level("type", owner, names, names) if owner else Level("state", "", names, names)

    def payoff_levels(self, possible: Iterable[Path]) -> Levels:
        """The levels of a table of payoffs, where only these profiles can be drawn."""
        leading = {profile[:length] for profile in possible for length in range(1, len(profile) + 1)}

        def below(path: Path) -> Level | None:
            profile, who = path[: len(self.draws)], len(path) - len(self.draws)
            level = self.prior_level(profile)
            if level is not None:
                return replace(level, needed=tuple(name for name in level.names if (*path, name) in leading))
            if who == len(self.players):
                return None
            names = self.choices(profile)[who][1]
            return Level("action", self.players[who], names, names)

        return below

    def cells(self, possible: Iterable[Path]) -> list[Path]:
        """The cells of such a table."""
        return [
            profile + chosen
            for profile in possible
            for chosen in product(*(own for _, own in self.choices(profile)))
        ]

    def independent(self, each: Sequence[Mapping[str, RationalFunction]]) -> dict[Path, RationalFunction]:
        """The probability of every profile, where each of ``draws`` is independent of the others.

        Raises
        ------
        InvalidGame
            If the formulas are too large to multiply out.
        """
        size = prod(
            sum(len(p.numerator.terms) + len(p.denominator.terms) - 1 for p in odds.values()) for odds in each
        )
        if size > MAX_TERMS:
            raise InvalidGame(
                f"the prior would have up to {size:,} terms when multiplied out, more than {MAX_TERMS:,}"
            )
        return {
            profile: multiply_out((each[n][name] for n, name in enumerate(profile)), "the prior")
            for profile in self.profiles()
        }

    def possible(self, odds: Mapping[Path, RationalFunction]) -> dict[Path, RationalFunction]:
        """The profiles that can be drawn at all.

        Raises
        ------
        InvalidGame
            If a type is in none of them.
        """
        found = {profile: p for profile, p in odds.items() if p}
        for place, (owner, types) in enumerate(self.draws):
            for name in types:
                if all(profile[place] != name for profile in found):
                    kind = f"the type {name!r} of {owner}" if owner else f"the state {name!r}"
                    raise InvalidGame(f"{kind} is never drawn: its probability is 0; leave it out")
        return found

    def played(self, path: Path) -> Moves:
        """The moves that lead to a cell of the payoffs."""
        count = len(self.draws)
        return drawn(self.outcome(path[:count]), self.players) | set(
            zip(self.players, path[count:], strict=True)
        )

    def tree(self, odds: Mapping[Path, object], payoffs: Mapping[Path, object]) -> Chance:
        """The game as a tree: chance draws the types, then all choose, each knowing its own type alone."""
        outcomes: dict[str, tuple[object, object]] = {}
        for profile, probability in odds.items():
            choices = self.choices(profile)
            actions = [own for _, own in choices]
            after = {chosen: payoffs[profile + chosen] for chosen in product(*actions)}
            at = [set_name for set_name, _ in choices]
            outcomes[self.outcome(profile)] = (probability, simultaneous(self.players, at, actions, after))
        return Chance(outcomes)


def bayesian_family(
    players: Sequence[str],
    types: Mapping[str, object],
    actions: Mapping[str, object],
    payoffs: object,
    parameters: Ranges,
    *,
    state: object = None,
    prior: object = None,
    terms: Sequence[TermLike] = (),
    accounts: Mapping[str, AccountLike] = {},
    title: str = "",
) -> GameFamily:
    """Builds the family of Bayesian games with the given types, prior and payoffs, as trees.

    Chance draws a type for every player who has types, and a state that nobody sees if there is one; then all
    choose, each knowing its own type alone.  The information sets of a player are called like its types,
    "start" for one who has none; a branch of chance is called by the types on it, ``strong, patient``, with
    the owner before a type whose name another has too.  What has probability 0 for every value of the
    parameters has no branch.

    Parameters
    ----------
    players
        Their names.
    types
        For each player who has types a mapping from type to probability, drawn independently of the others;
        or, with ``prior``, their names.
    actions
        For each player the names of its actions, or a mapping from type to these.
    payoffs
        Nested by state, by the types in the players' order, then by the players' actions: mappings by name or
        sequences in order; innermost one payoff per player, each a number or a formula (as text or as a
        sympy expression).  None if terms alone give the payoffs.
    parameters
        For each name (low, high, baseline), or a Parameter.
    state
        What chance draws and nobody sees, in the form of one player's types.
    prior
        The probability of every combination of state and types, nested as in ``payoffs``.
    terms
        Payoffs term by term, as :func:`with_terms` takes them, added to the others.
    accounts
        What the terms may count in, as :func:`with_accounts` takes it.
    title
        What to call it.

    Raises
    ------
    InvalidGame
        If names are missing, unknown or repeated, probabilities do not sum to 1, a payoff is missing or
        cannot be read.

    Sources
    -------
    harsanyi1967

    Examples
    --------
    >>> harm = ("Guard", -5, {"chance": "armed", "Sender": "go", "Guard": "pass"})
    >>> family = bayesian_family(["Sender", "Guard"], {"Sender": {"armed": "q", "bare": "1 - q"}},
    ...     {"Sender": ["go", "stay"], "Guard": ["stop", "pass"]}, None, {"q": (0, 1, "1/4")},
    ...     terms=[harm, ("Guard", -1, {"Guard": "stop"})])
    >>> [(s.player, s.name) for s in family.form.information_sets]
    [('Sender', 'armed'), ('Guard', 'start'), ('Sender', 'bare')]
    """
    distinct(tuple(players), "a player")
    names = [p.name for p in read_parameters(parameters)]
    shape = _bayesian_shape(tuple(players), types, actions, state)
    odds = shape.possible(_prior(shape, types, state, prior, names))

    if payoffs is None and not terms:
        raise InvalidGame("the payoffs are missing: give payoffs, or terms")
    paid = payoffs_at(payoffs, shape.payoff_levels(odds), shape.cells(odds), (0,) * len(shape.players))
    family = family_from_tree(players, shape.tree(odds, paid), parameters, title=title)
    return with_terms(with_accounts(family, accounts), terms)


def _bayesian_shape(
    players: tuple[str, ...], types: Mapping[str, object], actions: Mapping[str, object], state: object
) -> BayesianShape:
    for given, what in ((types, "types"), (actions, "actions")):
        for player in given:
            if player not in players:
                raise InvalidGame(
                    f"{what} of {player!r}, who is not a player; the players are {', '.join(players)}"
                )

    draws = [] if state is None else [(STATE, name_list(state, "the states"))]
    draws += [
        (player, name_list(types[player], f"the types of {player}")) for player in players if player in types
    ]

    by_type: dict[str, dict[str, tuple[str, ...]]] = {}
    for player in players:
        if player not in actions:
            raise InvalidGame(f"the actions of {player} are missing")
        own, what = dict(draws).get(player), f"the actions of {player}"
        by_type[player] = (
            names_by(actions[player], own, what) if own else {"": name_list(actions[player], what)}
        )
    return BayesianShape(players, tuple(draws), by_type)


def _prior(
    shape: BayesianShape, types: Mapping[str, object], state: object, prior: object, names: Sequence[str]
) -> dict[Path, RationalFunction]:
    given = {owner: types[owner] if owner else state for owner, _ in shape.draws}
    alone = [owner or "state" for owner, odds in given.items() if isinstance(odds, Mapping)]

    if prior is not None:
        if alone:
            raise InvalidGame(
                f"the probabilities of {', '.join(alone)} are given twice: there, and in the prior"
            )
        odds = {}
        for path, value in cells(prior, shape.prior_level, "the prior"):
            odds[path] = read_entry(value, f"the prior at {', '.join(path)}", names)
        check_sum(odds.values(), "the prior")
        return odds

    each: list[dict[str, RationalFunction]] = []
    for owner, table in given.items():
        if not isinstance(table, Mapping):
            whose = f"the types of {owner}" if owner else "the states"
            raise InvalidGame(
                f"{whose}: the probabilities are missing; map each to its probability, or give a prior"
            )
        each.append(read_odds(table, f"the probabilities of {owner or 'the states'}", names))
    return shape.independent(each)


# Signaling games: a sender who knows its type sends a message, and a receiver who does not responds
# ----------------------------------------------------------------------------


@dataclass(frozen=True, repr=False)
class SignalingShape(Record):
    """A signaling game before its probabilities and payoffs: messages by type, responses by message.

    Parameters
    ----------
    sender, receiver
        Their names.
    messages
        For each type of the sender what it can send.
    responses
        For each message what the receiver can do; nothing where the game ends.
    """

    sender: str
    receiver: str
    messages: Mapping[str, tuple[str, ...]]
    responses: Mapping[str, tuple[str, ...]]

    @property
    def types(self) -> tuple[str, ...]:
        """The types of the sender."""
        return tuple(self.messages)

    def level(self, path: Path) -> Level | None:
        """The level of a table of payoffs below a path; None at a cell."""
        if not path:
            return Level("type", self.sender, self.types, self.types)
        if len(path) == 1:
            names = self.messages[path[0]]
            return Level("message", path[0], names, names)
        names = self.responses[path[1]]
        return Level("response", "", names, names) if len(path) == 2 and names else None

    def cells(self) -> list[Path]:
        """The paths through the game: type, message and, where it does not end there, response."""
        found: list[Path] = []
        for kind, messages in self.messages.items():
            for message in messages:
                found.extend([(kind, message, own) for own in self.responses[message]] or [(kind, message)])
        return found

    def played(self, path: Path) -> Moves:
        """The moves that lead to a cell of the payoffs."""
        return drawn(path[0], (self.sender, self.receiver)) | set(
            zip((self.sender, self.receiver), path[1:], strict=False)
        )

    def tree(self, odds: Mapping[str, object], payoffs: Mapping[Path, object]) -> Chance:
        """The game as a tree: chance draws the type, the sender sees it and sends, the receiver responds."""
        return Chance({kind: (odds[kind], self._sending(kind, payoffs)) for kind in self.types})

    def _sending(self, kind: str, payoffs: Mapping[Path, object]) -> Move:
        return Move(self.sender, kind, {m: self._after(kind, m, payoffs) for m in self.messages[kind]})

    def _after(self, kind: str, message: str, payoffs: Mapping[Path, object]) -> object:
        responses = {response: payoffs[kind, message, response] for response in self.responses[message]}
        return Move(self.receiver, f"after {message}", responses) if responses else payoffs[kind, message]


def signaling_family(
    players: Sequence[str],
    types: Mapping[str, object],
    messages: object,
    responses: object,
    payoffs: object,
    parameters: Ranges,
    *,
    terms: Sequence[TermLike] = (),
    accounts: Mapping[str, AccountLike] = {},
    title: str = "",
) -> GameFamily:
    """Builds the family of signaling games with the given prior and payoffs, as trees.

    Chance draws the sender's type; the sender sees it and sends a message; the receiver sees the message and
    responds.  The sender's information sets are called like its types, those of the receiver "after" and the
    message.

    Parameters
    ----------
    players
        The sender and the receiver.
    types
        For each type of the sender its probability, a number or a formula (as text or as a sympy
        expression).
    messages
        What the sender can send, or a mapping from type to that.
    responses
        What the receiver can do, or a mapping from message to that, with an empty list where the game ends.
    payoffs
        Nested by type, message and response: mappings by name or sequences in order; innermost one payoff per
        player, the sender's first, each a number or a formula likewise.  None if terms alone give the
        payoffs.
    parameters
        For each name (low, high, baseline), or a Parameter.
    terms
        Payoffs term by term, as :func:`with_terms` takes them, added to the others.
    accounts
        What the terms may count in, as :func:`with_accounts` takes it.
    title
        What to call it.

    Raises
    ------
    InvalidGame
        If names are missing, unknown or repeated, probabilities do not sum to 1, a payoff is missing or
        cannot be read.

    Sources
    -------
    cho1987

    Examples
    --------
    >>> family = signaling_family(["Group", "State"], {"strong": "q", "weak": "1 - q"}, ["attack", "rest"],
    ...     {"attack": ["large", "small"], "rest": []}, None, {"q": (0, 1, "1/4")},
    ...     terms=[("Group", 2, {"State": "small"}), ("State", -8, {"chance": "strong", "State": "large"})])
    >>> [(s.player, s.name) for s in family.form.information_sets]
    [('Group', 'strong'), ('State', 'after attack'), ('Group', 'weak')]
    """
    if isinstance(players, str) or len(players) != 2:
        raise InvalidGame(
            f"a signaling game has two players, the sender and the receiver; got {players!r:.60}"
        )
    if players[0] == players[1]:
        raise InvalidGame(f"{players[0]!r} is both the sender and the receiver")

    names = [p.name for p in read_parameters(parameters)]
    shape = _signaling_shape(players[0], players[1], types, messages, responses)
    odds = read_odds(types, f"the probabilities of the types of {shape.sender}", names)
    check_drawn(shape, odds)

    if payoffs is None and not terms:
        raise InvalidGame("the payoffs are missing: give payoffs, or terms")
    paid = payoffs_at(payoffs, shape.level, shape.cells(), (0, 0))
    family = family_from_tree(players, shape.tree(odds, paid), parameters, title=title)
    return with_terms(with_accounts(family, accounts), terms)


def check_drawn(shape: SignalingShape, odds: Mapping[str, RationalFunction]) -> None:
    """Refuses a type that is never drawn."""
    for name in shape.types:
        if not odds[name]:
            raise InvalidGame(
                f"the type {name!r} of {shape.sender} is never drawn: its probability is 0; leave it out"
            )


def _signaling_shape(
    sender: str, receiver: str, types: object, messages: object, responses: object
) -> SignalingShape:
    if not isinstance(types, Mapping):
        raise InvalidGame(
            f"the types of {sender}: expected a mapping from type to probability, got {types!r:.60}"
        )

    own = names_by(messages, name_list(types, f"the types of {sender}"), f"the messages of {sender}")
    sent = tuple(dict.fromkeys(message for sendable in own.values() for message in sendable))

    # Where no response follows a message, the game ends.
    ends: dict[str, tuple[str, ...]] = {}
    if isinstance(responses, Mapping):
        check_names(
            responses,
            sent,
            sent,
            unknown=lambda message: (
                f"the responses of {receiver}: no type of {sender} can send {message!r}; "
                f"the messages are {', '.join(sent)}"
            ),
            missing=lambda message: (
                f"the responses of {receiver}: those to {message!r} are missing; "
                "give an empty list if the game ends there"
            ),
        )
        ends = {
            message: ()
            for message in sent
            if isinstance(responses[message], list | tuple) and not responses[message]
        }
        responses = {message: own for message, own in responses.items() if message not in ends}

    answers = names_by(responses, tuple(m for m in sent if m not in ends), f"the responses of {receiver}")
    return SignalingShape(
        sender, receiver, own, {message: ends.get(message, answers.get(message, ())) for message in sent}
    )
