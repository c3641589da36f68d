"""Entries of model files for rankings, and for models made of models."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from gametheory_paradox.errors import ParadoxError
from gametheory_paradox.forms import ExtensiveForm, Lottery
from gametheory_paradox.models import (
    Account,
    Form,
    GameFamily,
    Order,
    Parameter,
    Ranking,
    compose,
    rename,
    with_terms,
)
from gametheory_paradox.models.files.entries import Payoffs, check
from gametheory_paradox.models.files.schema import ComposeEntry, PartEntry
from gametheory_paradox.models.files.yaml_nodes import Node
from gametheory_paradox.models.rankings import Outcome, outcomes_in, outcomes_of
from gametheory_paradox.models.terms import CHANCE

# The rankings of a model file, which stand in the place of payoffs
# ------------------------------------------------------------------


def read_ranking(root: Node, payoffs: Payoffs, form: Form, names: Mapping[tuple[str, ...], str]) -> Ranking:
    """Reads the entries ``preferences`` and ``strength`` of a model file.

    Raises
    ------
    ModelSyntaxError
        If an outcome is not there, is left out or stands twice, or comparisons contradict each other.
    """
    ranking = read_orders(root.entries["preferences"], payoffs, outcomes_of(form, names))
    given = root.entries["strength"].items if "strength" in root.entries else []
    for number, item in enumerate(given):
        with item.place.refusals("strength"):
            ranking = _with_strengths(ranking, [item])
        if not ranking.is_possible:
            raise item.place.problem(
                f"strength: {item.data!r} {_contradicted(ranking, given[:number], item)}"
            )
    return ranking


def _with_strengths(ranking: Ranking, items: Sequence[Node]) -> Ranking:
    """A ranking of which some comparisons of strength are known besides."""
    texts = [str(item.data) for item in items]
    strengths = (*ranking.strengths, *map(ranking.strength, texts))
    return replace(ranking, strengths=strengths, texts=(*ranking.texts, *texts))


def _contradicted(ranking: Ranking, before: Sequence[Node], item: Node) -> str:
    """The claims that a comparison of strength contradicts, and the remedy."""
    order = replace(ranking, strengths=(), texts=())
    if not _with_strengths(order, [item]).is_possible:
        return "contradicts the ranking: no payoffs in this order agree; turn it round, or leave it out"
    for other in before:
        if not _with_strengths(order, [other, item]).is_possible:
            return f"contradicts {other.data!r} in line {other.place.line}; leave one of them out"
    return "contradicts those above it, taken together; leave one of them out"


def read_orders(node: Node, payoffs: Payoffs, known: tuple[Outcome, ...]) -> Ranking:
    """Reads each player's order of the outcomes."""
    payoffs.check_each(node, "preferences", lambda player: f"preferences: the ranking of {player} is missing")
    return Ranking(
        known, tuple(_order("", player, node.entries[player], known) for player in payoffs.players)
    )


def read_account_orders(
    node: Node, account: str, payoffs: Payoffs, known: tuple[Outcome, ...]
) -> tuple[Order, ...]:
    """Reads how players rank the outcomes in an account; of players that are not there nothing is known.

    Raises
    ------
    ModelSyntaxError
        As for payoffs, or if payoffs are not ranked.
    """
    given, what = node.entries["preferences"], f"account {account}: "
    if not payoffs.ranked:
        raise node.keys["preferences"].problem(
            f"{what}preferences: this model has payoffs, whose terms say what counts here; leave it out"
        )
    for player in given.entries:
        payoffs.known_player(player, given, f"{what}preferences")
    orders = [_order(what, player, below, known) for player, below in given.entries.items()]
    return tuple(replace(own, measure=account) for own in orders)


def check_unranked(root: Node, why: str) -> None:
    """Refuses preferences, and comparisons of strength without them."""
    for key in ("preferences", "strength"):
        if key in root.entries:
            raise root.keys[key].problem(f"{key}: {why}; leave it out")


def _order(where: str, player: str, node: Node, known: tuple[Outcome, ...]) -> Order:
    what, complete = f"{where}preferences: {player}", isinstance(node.data, list)
    below = node if complete else node.entries.get("known", node)
    if not isinstance(below.data, list) or (not complete and set(node.entries) != {"known"}):
        raise node.place.problem(
            f"{what}: expected a list of outcomes, best first, or known: with a list of comparisons "
            f"such as 'x > y'; got {node.shown}"
        )

    # Each entry by itself first, so that its own line is told.
    lines: dict[int, int] = {}
    for item in below.items:
        if not isinstance(item.data, str):
            raise item.place.problem(f"{what}: expected the name of an outcome, got {item.shown}")
        with item.place.refusals(what):
            own = outcomes_in(item.data, known)
        for outcome in own if complete else ():
            if outcome in lines:
                raise item.place.problem(
                    f"{what}: {str(known[outcome])!r} stands twice: in line {lines[outcome]} "
                    f"and in line {item.place.line}; leave one out"
                )
            lines[outcome] = item.place.line
    with node.place.refusals(what):
        return Order.of_comparisons(
            player, [str(item.data) for item in below.items], known, complete=complete
        )


# The game of a model file that is put together from games of the catalog
# ------------------------------------------------------------------------

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
