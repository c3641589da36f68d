"""The Bayesian game of a model file."""

from gametheory_paradox.families.bayesian import STATE, BayesianShape
from gametheory_paradox.families.nested import Path
from gametheory_paradox.formats.cells import MAX_CELLS, nested, read_cells, read_names, read_names_by_type
from gametheory_paradox.formats.entries import check
from gametheory_paradox.formats.payoffs import Payoffs
from gametheory_paradox.formats.schema import BayesianEntry
from gametheory_paradox.formats.trees import as_formula
from gametheory_paradox.formats.yaml_nodes import Node
from gametheory_paradox.games import ExtensiveForm
from gametheory_paradox.polynomials import RationalFunction


def read_bayesian(node: Node, payoffs: Payoffs, terms: list[Node]) -> ExtensiveForm[RationalFunction]:
    """Reads the game in the entry ``bayesian``, as a tree."""
    check(BayesianEntry, node, "bayesian")
    drawn = _drawn(node, payoffs)
    if not drawn:
        raise node.place.problem(
            "bayesian: expected types of some player, or a state; without them the game is a table"
        )
    types = {owner: read_names(given, *_whose(owner)) for owner, given in drawn.items()}
    actions = _actions(node, types, payoffs)
    with node.place.refusals("bayesian"):
        shape = BayesianShape(payoffs.players, tuple(types.items()), actions)
    if shape.size > MAX_CELLS:
        raise node.place.problem(
            f"the game would have {shape.size:,} combinations of types and actions, more than {MAX_CELLS:,}"
        )

    prior = _prior(node, drawn, shape, payoffs)
    with (node.entries.get("prior") or next(iter(drawn.values()))).place.refusals("bayesian"):
        odds = shape.possible(prior)
    own = {
        p: list(dict.fromkeys(a for names in by_type.values() for a in names))
        for p, by_type in actions.items()
    }
    payoffs.read_terms(terms, own, map(shape.outcome, odds))
    cells = read_cells(node.entries.get("payoffs"), node, shape.payoff_levels(odds), shape.played, payoffs)
    return ExtensiveForm.from_tree(payoffs.players, shape.tree(odds, cells), number=as_formula)


def _whose(owner: str) -> tuple[str, str, str]:
    """The names of a list of types, of one of them, and of their owner."""
    return ("types", "type", owner) if owner != STATE else ("state", "state", "the world")


def _drawn(node: Node, payoffs: Payoffs) -> dict[str, Node]:
    """The draws of chance: the state, and the types of players in their order."""
    given = {STATE: node.entries["state"]} if "state" in node.entries else {}
    if "types" in node.entries:
        types = node.entries["types"]
        for name in types.entries:
            payoffs.known_player(name, types, "types")
        given |= {player: types.entries[player] for player in payoffs.players if player in types.entries}
    return given


def _actions(node: Node, types: dict[str, Path], payoffs: Payoffs) -> dict[str, dict[str, Path]]:
    given = node.entries["actions"]
    payoffs.check_each(given, "actions", lambda player: f"actions: the actions of {player} are missing")
    found = {}
    for player in payoffs.players:
        own, kinds = given.entries[player], types.get(player)
        if kinds is None and isinstance(own.data, dict):
            raise own.place.problem(
                f"actions: {player} has no types; expected a list of its actions, got a mapping"
            )
        found[player] = read_names_by_type(own, kinds or ("",), "actions", "action", player)
    return found


def _prior(
    node: Node, drawn: dict[str, Node], shape: BayesianShape, payoffs: Payoffs
) -> dict[Path, RationalFunction]:
    if "prior" in node.entries:
        for given in drawn.values():
            if isinstance(given.data, dict):
                raise given.place.problem(
                    "the probabilities are given twice: here, and in prior; leave a list of names here"
                )
        prior = node.entries["prior"]
        cells = {path: part for path, part in nested(prior, shape.prior_level, "the probabilities") if part}
        odds = payoffs.odds({", ".join(path): part for path, part in cells.items()}, prior, "prior")
        return dict(zip(cells, odds.values(), strict=True))

    each = []
    for owner, given in drawn.items():
        what, noun, _ = _whose(owner)
        whose = f"{what} of {owner}" if owner else what
        if not isinstance(given.data, dict):
            raise given.place.problem(
                f"{whose}: expected a mapping from {noun} to probability, got {given.shown}; "
                "or give the probabilities of all combinations as prior"
            )
        each.append(payoffs.odds(given.entries, given, whose))
    with node.place.refusals("bayesian"):
        return shape.independent(each)
