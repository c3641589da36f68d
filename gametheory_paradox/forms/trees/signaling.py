"""Signaling games among the trees: the sender sees the type that chance draws, and somebody else responds.

Sources: cho1987.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms.profiles import Profile
from gametheory_paradox.forms.trees.assessments import node_payoffs
from gametheory_paradox.forms.trees.extensive_form import ExtensiveForm
from gametheory_paradox.forms.trees.extensive_form_record import Decision, Lottery
from gametheory_paradox.table import Record


def sender_sets(form: ExtensiveForm[Any]) -> tuple[int, ...]:
    """Finds the information sets of the sender, one for each type; none where it is no signaling game.

    Chance moves first and draws a type, which one player sees and another does not.
    """
    root = form.nodes[0]
    if not isinstance(root, Lottery):
        return ()
    first = [form.nodes[child] for child in root.children]
    sets = tuple(node.information_set for node in first if isinstance(node, Decision))
    senders = {form.information_sets[s].player for s in sets}
    others = [members for s, members in enumerate(form.members) if s not in sets]
    if len(sets) < max(2, len(first)) or len(set(sets)) < len(sets) or len(senders) > 1 or not others:
        return ()
    return sets if any(len(members) > 1 for members in others) else ()


def kind_of_signaling(form: ExtensiveForm[Any], odds: Sequence[Sequence[object]]) -> str:
    """The kind of a profile: pooling (all types send one message), separating (no two share one) or neither.

    Parameters
    ----------
    form
        A tree.
    odds
        For each information set the probability of each action.

    Returns
    -------
    The word; empty where the tree is not that of a signaling game.

    Sources
    -------
    cho1987
    """
    messages = [
        {action for action, p in zip(form.information_sets[s].actions, odds[s], strict=True) if p}
        for s in sender_sets(form)
    ]
    if not messages:
        return ""
    if all(own == messages[0] and len(own) == 1 for own in messages):
        return "pooling"
    apart = all(not one & other for n, one in enumerate(messages) for other in messages[:n])
    return "separating" if apart else "semi-separating"


@dataclass(frozen=True, repr=False)
class Message(Record):
    """A message, and what the responses to it pay.

    Parameters
    ----------
    name
        What the sender's action is called.
    actions
        For the number of each type that can send it, the number of the action at that type's set.
    information_set
        The number of the set at which it is answered; None where the game ends.
    responses
        The names of the responses; one without a name where the game ends.
    sender, responder
        For each of those types, for each response, what the sender and who responds are paid.
    """

    name: str
    actions: Mapping[int, int]
    information_set: int | None
    responses: tuple[str, ...]
    sender: Mapping[int, tuple[Fraction, ...]]
    responder: Mapping[int, tuple[Fraction, ...]]

    @property
    def types(self) -> tuple[int, ...]:
        """The numbers of the types that can send it."""
        return tuple(self.actions)


@dataclass(frozen=True, repr=False)
class SignalingGame(Record):
    """A tree read as a signaling game.

    Parameters
    ----------
    game
        The tree.
    sender
        Who sends.
    types, sets
        What chance may draw, and for each the number of the information set at which the sender knows it.
    messages
        What can be sent.
    """

    game: ExtensiveForm[Fraction] = field(repr=False)
    sender: str
    types: tuple[str, ...]
    sets: tuple[int, ...]
    messages: tuple[Message, ...]

    def payoffs_by_type(self, profile: Profile) -> tuple[Fraction, ...]:
        """The sender's expected payoff as each type."""
        who, values = self.game.players.index(self.sender), node_payoffs(self.game, profile)
        return tuple(values[self.game.members[s][0]][who] for s in self.sets)

    def sent(self, profile: Profile) -> tuple[int, ...]:
        """The numbers of the messages that some type sends."""
        return tuple(
            number
            for number, message in enumerate(self.messages)
            if any(profile.probabilities[self.sets[kind]][action] for kind, action in message.actions.items())
        )


def signaling_game(game: ExtensiveForm[Fraction]) -> SignalingGame:
    """Reads a tree as a signaling game.

    Chance moves first and draws a type; at every type one and the same player knows it and sends a message.
    Messages that end the game are the same if they have the same name; others are the same if they are
    answered at the same information set, where one other player sees the message and nothing of the type.
    After the response chance alone may move.

    Parameters
    ----------
    game
        A tree.

    Raises
    ------
    Unsupported
        If it is another kind of tree; the message says where it differs.

    Sources: cho1987.

    Examples
    --------
    >>> from gametheory_paradox.forms.trees.tree_writer import Chance, Move
    >>> seen = {"hire": (2, 1), "pass": (0, 0)}, {"hire": (2, -1), "pass": (0, 0)}
    >>> able, other = (Move("Firm", "after apply", after) for after in seen)
    >>> tree = Chance({"able": ("1/2", Move("Worker", "able", {"apply": able, "stay": (1, 0)})),
    ...     "other": ("1/2", Move("Worker", "other", {"apply": other, "stay": (1, 0)}))})
    >>> found = signaling_game(ExtensiveForm.from_tree(["Worker", "Firm"], tree))
    >>> found.types, [(message.name, message.responses) for message in found.messages]
    (('able', 'other'), [('apply', ('hire', 'pass')), ('stay', ('',))])
    """
    root, sets = game.nodes[0], sender_sets(game)
    if not isinstance(root, Lottery) or not sets:
        raise Unsupported(
            "not a signaling game: chance must first draw a type that one player sees and another does not"
        )
    if not all(root.probabilities):
        unlikely = next(name for name, p in zip(root.outcomes, root.probabilities, strict=True) if not p)
        raise Unsupported(f"the type {unlikely!r} has probability zero; leave it out")
    sender = game.information_sets[sets[0]].player

    # For each message, for each type its action and where it leads.
    drawn: dict[object, dict[int, tuple[int, int]]] = {}
    names: dict[object, str] = {}

    for kind, child in enumerate(root.children):
        node = game.nodes[child]
        assert isinstance(node, Decision)

        for action, after in enumerate(node.children):
            reached, label = game.nodes[after], game.information_sets[node.information_set].actions[action]
            key = reached.information_set if isinstance(reached, Decision) else label
            names.setdefault(key, label)
            if kind in drawn.setdefault(key, {}):
                raise Unsupported(
                    f"not a signaling game: whoever responds at {_name(game, key)!r} "
                    "cannot tell messages apart"
                )
            drawn[key][kind] = action, after

    known = [label for label in names.values() if list(names.values()).count(label) > 1]
    messages = tuple(
        _message(game, sender, _name(game, key) if label in known else label, key, drawn[key])
        for key, label in names.items()
    )
    return SignalingGame(game, sender, root.outcomes, sets, messages)


def _name(game: ExtensiveForm[Fraction], key: object) -> str:
    return game.information_sets[key].name if isinstance(key, int) else str(key)


def _message(
    game: ExtensiveForm[Fraction], sender: str, name: str, key: object, drawn: Mapping[int, tuple[int, int]]
) -> Message:
    who = game.players.index(sender)
    actions = {kind: action for kind, (action, _) in drawn.items()}
    if not isinstance(key, int):
        paid = {kind: _payoffs(game, after, name) for kind, (_, after) in drawn.items()}
        own = {kind: (payoffs[who],) for kind, payoffs in paid.items()}
        return Message(name, actions, None, ("",), own, {kind: (Fraction(0),) for kind in drawn})

    info = game.information_sets[key]
    if info.player == sender:
        raise Unsupported(f"not a signaling game: {sender} moves again at {info.name!r}")
    if len(game.members[key]) > len(drawn):
        raise Unsupported(f"not a signaling game: {info.name!r} is also reached otherwise than by a message")

    rows = {}
    for kind, (_, after) in drawn.items():
        node = game.nodes[after]
        assert isinstance(node, Decision)
        rows[kind] = [_payoffs(game, child, name) for child in node.children]

    responder = game.players.index(info.player)
    return Message(
        name,
        actions,
        key,
        info.actions,
        {kind: tuple(payoffs[who] for payoffs in row) for kind, row in rows.items()},
        {kind: tuple(payoffs[responder] for payoffs in row) for kind, row in rows.items()},
    )


def _payoffs(game: ExtensiveForm[Fraction], place: int, message: str) -> tuple[Fraction, ...]:
    """Everyone's expected payoff at a node after which nobody chooses."""
    total = [Fraction(0)] * len(game.players)
    pending = [(place, Fraction(1))]

    while pending:
        here, weight = pending.pop()
        node = game.nodes[here]
        if isinstance(node, Decision):
            info = game.information_sets[node.information_set]
            raise Unsupported(
                f"not a signaling game: later than {message!r} {info.player} chooses at {info.name!r}"
            )

        if isinstance(node, Lottery):
            pending.extend(
                (child, weight * p) for p, child in zip(node.probabilities, node.children, strict=True)
            )
        else:
            total = [t + weight * payoff for t, payoff in zip(total, node.payoffs, strict=True)]

    return tuple(total)
