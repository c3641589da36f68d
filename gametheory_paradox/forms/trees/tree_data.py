"""A game in extensive form from plain data."""

from collections.abc import Mapping
from itertools import chain

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms.records import (
    EntryReader,
    Heading,
    fields_in,
    list_in,
    payoff_fields,
    texts_in,
    whole_in,
)
from gametheory_paradox.forms.tables.normal_form_record import P
from gametheory_paradox.forms.trees.extensive_form import ExtensiveForm
from gametheory_paradox.forms.trees.extensive_form_record import Decision, Lottery, Node, Terminal


def tree_from_data(inside: Mapping[str, object], heading: Heading, read: EntryReader[P]) -> ExtensiveForm[P]:
    """The tree with these nodes; ``read`` reads its payoffs and probabilities."""
    players, sets, measure = heading

    def node_in(data: object) -> Node[P]:
        if not isinstance(data, Mapping):
            raise InvalidGame(f"expected a node, got {data!r:.60}")
        if "payoffs" in data:
            parts = fields_in(data, *payoff_fields(measure))
            entries = chain.from_iterable(list_in(part, len(players)) for part in parts)
            return Terminal(tuple(map(read, entries)))
        if "set" in data:
            info, children = fields_in(data, "set", "children")
            return Decision(whole_in(info), tuple(map(whole_in, list_in(children))))
        outcomes, odds, children = fields_in(data, "outcomes", "probabilities", "children")
        places = tuple(map(whole_in, list_in(children)))
        return Lottery(tuple(texts_in(outcomes)), tuple(map(read, list_in(odds))), places)

    (nodes,) = fields_in(inside, "nodes")
    return ExtensiveForm(players, sets, tuple(map(node_in, list_in(nodes))), measure=measure)
