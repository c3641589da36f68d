"""The signaling game of a model file."""

from gametheory_paradox.errors import suggestion
from gametheory_paradox.families.nested import Path
from gametheory_paradox.families.signaling import SignalingShape
from gametheory_paradox.formats.cells import MAX_CELLS, read_cells, read_names, read_names_by_type
from gametheory_paradox.formats.entries import check, check_names
from gametheory_paradox.formats.payoffs import Payoffs
from gametheory_paradox.formats.schema import SignalingEntry
from gametheory_paradox.formats.trees import as_formula
from gametheory_paradox.formats.yaml_nodes import Node
from gametheory_paradox.games import ExtensiveForm
from gametheory_paradox.polynomials import RationalFunction


def read_signaling(node: Node, payoffs: Payoffs, terms: list[Node]) -> ExtensiveForm[RationalFunction]:
    """Reads the game in the entry ``signaling``, as a tree."""
    sender, receiver = _players(node, payoffs)
    types = node.entries["types"]
    odds = payoffs.odds(types.entries, types, f"types of {sender}")
    for name in read_names(types, "types", "type", sender):
        if not odds[name]:
            raise types.keys[name].problem(
                f"types: {name!r} is never drawn: its probability is 0; leave it out"
            )

    messages = read_names_by_type(node.entries["messages"], tuple(odds), "messages", "message", sender)
    sent = tuple(dict.fromkeys(message for own in messages.values() for message in own))
    shape = SignalingShape(
        sender, receiver, messages, _responses(node.entries["responses"], sent, sender, receiver)
    )

    size = sum(max(1, len(shape.responses[message])) for own in messages.values() for message in own)
    if size > MAX_CELLS:
        raise node.place.problem(f"the game would have {size:,} ends, more than {MAX_CELLS:,}")
    answers = tuple(dict.fromkeys(response for own in shape.responses.values() for response in own))
    payoffs.read_terms(terms, {sender: sent, receiver: answers}, odds)
    cells = read_cells(node.entries.get("payoffs"), node, shape.level, shape.played, payoffs)
    return ExtensiveForm.from_tree(payoffs.players, shape.tree(odds, cells), number=as_formula)


def _players(node: Node, payoffs: Payoffs) -> tuple[str, str]:
    entry = check(SignalingEntry, node, "signaling")
    for key, name in (("sender", entry.sender), ("receiver", entry.receiver)):
        payoffs.known_player(name, node.entries[key], f"signaling: {key}")
    if entry.sender == entry.receiver:
        raise node.entries["receiver"].place.problem(
            f"signaling: {entry.sender!r} is both the sender and the receiver"
        )
    if len(payoffs.players) != 2:
        others = ", ".join(p for p in payoffs.players if p not in (entry.sender, entry.receiver))
        raise node.place.problem(
            f"signaling: a signaling game has two players; what {others} can do needs a tree"
        )
    return entry.sender, entry.receiver


def _responses(node: Node, sent: Path, sender: str, receiver: str) -> dict[str, Path]:
    """For each message the responses to it; none where the game ends."""
    if not isinstance(node.data, dict):
        return dict.fromkeys(sent, read_names(node, "responses", "response", receiver))

    check_names(
        node,
        sent,
        sent,
        unknown=lambda message: (
            f"responses: no type of {sender} can send {message!r}; "
            f"{suggestion(message, sent)}the messages are {', '.join(sent)}"
        ),
        missing=lambda message: (
            f"responses: those to {message!r} are missing; write [] if the game ends there"
        ),
    )
    found: dict[str, Path] = {}
    for message in sent:
        own = node.entries[message]
        ends = isinstance(own.data, list) and not own.items
        found[message] = () if ends else read_names(own, "responses", "response", f"{receiver} to {message}")

    return found
