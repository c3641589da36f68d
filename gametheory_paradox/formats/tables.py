"""The table of a model file."""

from collections.abc import Mapping
from math import prod

from gametheory_paradox.formats.entries import check, suggestion
from gametheory_paradox.formats.payoffs import End, Payoffs
from gametheory_paradox.formats.schema import TableEntry
from gametheory_paradox.formats.yaml_nodes import Node
from gametheory_paradox.games import NormalForm
from gametheory_paradox.polynomials import RationalFunction

MAX_CELLS = 200_000


def read_table(node: Node, payoffs: Payoffs, terms: list[Node]) -> NormalForm[RationalFunction]:
    """The game in the entry ``table``; its terms are read on the way, once the actions are known."""
    actions = _actions(node, payoffs)
    payoffs.read_terms(terms, actions)
    cells: list[tuple[RationalFunction, ...]] = []
    pending: list[tuple[Node | None, tuple[str, ...]]] = [(node.entries.get("payoffs"), ())]
    while pending:
        part, profile = pending.pop()
        if len(profile) < len(payoffs.players):
            player = payoffs.players[len(profile)]
            below = _by_action(part, player, actions[player], profile)
            pending.extend((below[action], (*profile, action)) for action in reversed(actions[player]))
        else:
            played = frozenset(zip(payoffs.players, profile, strict=True))
            cells.append(payoffs.total(End(part or node, f"the cell {', '.join(profile)}", played, part)))
    return NormalForm(payoffs.players, tuple(map(tuple, actions.values())), tuple(cells))


def _actions(node: Node, payoffs: Payoffs) -> dict[str, list[str]]:
    entry = check(TableEntry, node, "table")
    given = node.entries["actions"]
    for name in given.entries:
        payoffs.known_player(name, given, "actions")
    for player in payoffs.players:
        if player not in given.entries:
            raise given.place.problem(f"actions: the actions of {player} are missing")
        _check_names(given.entries[player], player)
    actions = {player: entry.actions[player] for player in payoffs.players}
    count = prod(map(len, actions.values()))
    if count > MAX_CELLS:
        raise given.place.problem(f"the table would have {count:,} cells, more than {MAX_CELLS:,}")
    return actions


def _check_names(names: Node, player: str) -> None:
    if not names.items:
        raise names.place.problem(f"actions: {player} needs at least one action")
    seen: dict[str, Node] = {}
    for name in names.items:
        text = str(name.data)
        if not text:
            raise name.place.problem(f"actions: an action of {player} needs a name, got nothing")
        if text in seen:
            lines = f"in line {seen[text].place.line} and in line {name.place.line}"
            raise name.place.problem(f"actions: {player}'s action {text!r} stands twice: {lines}")
        seen[text] = name


def _by_action(part: Node | None, player: str, actions: list[str], profile: tuple[str, ...]) -> Mapping[str, Node | None]:
    """What stands under each of a player's actions; nothing, if the table gives no payoffs and terms do."""
    if part is None:
        return dict.fromkeys(actions)
    what, names = f"the payoffs at {', '.join(profile)}" if profile else "the payoffs", ", ".join(actions)
    if not isinstance(part.data, dict):
        raise part.place.problem(f"{what}: expected one entry per action of {player}, {names}; got {part.shown}")
    for action in part.entries:
        if action not in actions:
            hint = suggestion(action, actions)
            problem = f"{what}: {action!r} is not an action of {player}; {hint}its actions are {names}"
            raise part.keys[action].problem(problem)
    for action in actions:
        if action not in part.entries:
            raise part.place.problem(f"the payoffs at {', '.join((*profile, action))} are missing")
    return part.entries
