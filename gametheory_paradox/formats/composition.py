"""The game of a model file that is put together from games of the catalog."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from gametheory_paradox.errors import ParadoxError
from gametheory_paradox.families import Account, GameFamily, Parameter, compose, rename, with_terms
from gametheory_paradox.families.terms import CHANCE
from gametheory_paradox.formats.entries import check
from gametheory_paradox.formats.payoffs import Payoffs
from gametheory_paradox.formats.schema import ComposeEntry, PartEntry
from gametheory_paradox.formats.yaml_nodes import Node
from gametheory_paradox.games import ExtensiveForm, Lottery

Lookup: TypeAlias = Callable[[str], GameFamily]  # the game that a name stands for


def read_composition(
    node: Node,
    players: Sequence[str],
    parameters: Sequence[Parameter],
    accounts: Sequence[Account],
    terms: list[Node],
    lookup: Lookup | None,
) -> GameFamily:
    """Reads the family in the entry ``compose``, with the file's terms as links."""
    entry = check(ComposeEntry, node, "compose")
    parts = [_part(item, number, lookup) for number, item in enumerate(node.entries["parts"].items, start=1)]
    sees: Mapping[str, list[str]] | str = entry.sees if isinstance(entry.sees, str) else _lists(node)
    with node.place.refusals("compose"):
        united = compose(
            *parts,
            parameters={p.name: p for p in parameters},
            accounts={account.name: account for account in accounts},
            sees=sees,
            players=players,
        )
    links = Payoffs(united.players, united.box, [account.name for account in united.accounts])
    links.read_terms(terms, _actions(united), _outcomes(united))
    return with_terms(united, links.terms)


def _part(item: Node, number: int, lookup: Lookup | None) -> GameFamily:
    what = f"compose: part {number}"
    if isinstance(item.data, str):
        return loaded(item, item.data, what, lookup)
    entry = check(PartEntry, item, what)
    family = loaded(item.entries["game"], entry.game, what, lookup)
    if not entry.rename:
        return family

    given = item.entries["rename"]
    for who, below in given.entries.items():
        if not isinstance(below.data, dict) or any(
            not isinstance(new.data, str) for new in below.entries.values()
        ):
            raise below.place.problem(
                f"{what}: rename: expected {{{who}: {{old name: new name}}}}, got {below.shown}"
            )
    with given.place.refusals(f"{what}: rename"):
        return rename(
            family,
            {who: {old: str(new.data) for old, new in b.entries.items()} for who, b in given.entries.items()},
        )


def loaded(node: Node, name: str, what: str, lookup: Lookup | None) -> GameFamily:
    """The game that a name in a file stands for."""
    if lookup is None:
        raise node.place.problem(
            f"{what}: names a game of the catalog, which is not at hand here; read the file with load"
        )
    try:
        return lookup(name)
    except ParadoxError as problem:
        raise node.place.problem(f"{what}: {problem}") from problem


def _lists(node: Node) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for who, below in node.entries["sees"].entries.items() if "sees" in node.entries else ():
        if not isinstance(below.data, list) or any(not isinstance(item.data, str) for item in below.items):
            raise below.place.problem(
                f"compose: sees: expected a list of those whose moves {who} sees, got {below.shown}"
            )
        found[who] = [str(item.data) for item in below.items]
    return found


def _actions(family: GameFamily) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {player: [] for player in family.players}
    for info in family.form.information_sets:
        found[info.player] += [action for action in info.actions if action not in found[info.player]]
    return found


def _outcomes(family: GameFamily) -> list[str]:
    assert isinstance(family.form, ExtensiveForm)
    if CHANCE in family.players:
        return []
    lotteries = (node for node in family.form.nodes if isinstance(node, Lottery))
    return list(dict.fromkeys(name for node in lotteries for name in node.outcomes))
