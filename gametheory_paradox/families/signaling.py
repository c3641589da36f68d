"""Signaling games: a sender who knows its type sends a message, and a receiver who does not responds.

Sources: cho1987.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.families.build import (
    AccountLike,
    Ranges,
    TermLike,
    family_from_tree,
    read_odds,
    read_parameters,
    with_accounts,
    with_terms,
)
from gametheory_paradox.families.family import GameFamily
from gametheory_paradox.families.nested import Level, Path, check_names, name_list, names_by, payoffs_at
from gametheory_paradox.families.terms import Moves, drawn
from gametheory_paradox.games import Chance, Move
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.table import Record


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
    shape = _shape(players[0], players[1], types, messages, responses)
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


def _shape(sender: str, receiver: str, types: object, messages: object, responses: object) -> SignalingShape:
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
