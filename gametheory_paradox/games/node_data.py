"""The nodes of a tree as plain data and back."""

from collections.abc import Callable, Mapping

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.games.json_fields import field_in, list_in, texts_in, whole_in
from gametheory_paradox.games.nodes import Decision, Lottery, Node, Terminal
from gametheory_paradox.games.normal_form_record import P


def node_to_data(node: Node[P], entry_to_data: Callable[[P], object], players: int) -> dict[str, object]:
    """A node as JSON; ``entry_to_data`` writes its payoffs, values of a measure and probabilities."""
    if isinstance(node, Terminal):
        entries = list(map(entry_to_data, node.payoffs))
        measures = {"measures": entries[players:]} if entries[players:] else {}
        return {"payoffs": entries[:players], **measures}
    if isinstance(node, Decision):
        return {"set": node.information_set, "children": list(node.children)}
    odds = list(map(entry_to_data, node.probabilities))
    return {"outcomes": list(node.outcomes), "probabilities": odds, "children": list(node.children)}


def node_from_data(data: object, number: Callable[[object], P]) -> Node[P]:
    """The node that ``node_to_data`` wrote; ``number`` reads its payoffs and probabilities."""
    if not isinstance(data, Mapping):
        raise InvalidGame(f"expected a node, got {data!r:.60}")
    if "payoffs" in data:
        entries = (*list_in(data["payoffs"]), *list_in(data.get("measures", [])))
        return Terminal(tuple(map(number, entries)))
    children = tuple(whole_in(c) for c in list_in(field_in(data, "children")))
    if "set" in data:
        return Decision(whole_in(data["set"]), children)
    odds = tuple(number(p) for p in list_in(field_in(data, "probabilities")))
    return Lottery(tuple(texts_in(field_in(data, "outcomes"))), odds, children)
