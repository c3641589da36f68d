"""The rankings of a model file, which stand in the place of payoffs."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from gametheory_paradox.families import Form, Order, Ranking
from gametheory_paradox.families.rankings import Outcome, outcomes_in, outcomes_of
from gametheory_paradox.formats.payoffs import Payoffs
from gametheory_paradox.formats.yaml_nodes import Node


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
