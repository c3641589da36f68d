"""The table of a model file."""

from math import prod

from gametheory_paradox.errors import suggestion
from gametheory_paradox.forms import NormalForm
from gametheory_paradox.models.build import Level, Path
from gametheory_paradox.models.files.entries import MAX_CELLS, Payoffs, check, read_cells, read_names
from gametheory_paradox.models.files.schema import TableEntry
from gametheory_paradox.models.files.yaml_nodes import Node
from gametheory_paradox.polynomials import RationalFunction


def read_table(node: Node, payoffs: Payoffs, terms: list[Node]) -> NormalForm[RationalFunction]:
    """Reads the game in the entry ``table``, and its terms on the way, once the actions are known."""
    players, actions = payoffs.players, _actions(node, payoffs)
    payoffs.read_terms(terms, actions)

    def level(path: Path) -> Level | None:
        if len(path) == len(players):
            return None
        names = actions[players[len(path)]]
        return Level("action", players[len(path)], names, names)

    cells = read_cells(
        node.entries.get("payoffs"),
        node,
        level,
        lambda path: frozenset(zip(players, path, strict=True)),
        payoffs,
    )
    return NormalForm(players, tuple(actions.values()), tuple(cells.values()))


def read_cell_names(node: Node, form: NormalForm[RationalFunction]) -> dict[Path, str]:
    """Reads the names of cells, by the actions of all players."""
    given = node.entries.get("names")
    if given is None:
        return {}
    cells = {", ".join(profile): profile for profile in form.profiles()}
    for cell in given.entries:
        if cell not in cells:
            raise given.keys[cell].problem(
                f"names: {cell!r} is no cell; {suggestion(cell, cells)}a cell is called by its actions"
            )
    return {cells[cell]: str(name.data) for cell, name in given.entries.items()}


def _actions(node: Node, payoffs: Payoffs) -> dict[str, Path]:
    check(TableEntry, node, "table")
    given = node.entries["actions"]
    payoffs.check_each(given, "actions", lambda player: f"actions: the actions of {player} are missing")
    actions = {
        player: read_names(given.entries[player], "actions", "action", player) for player in payoffs.players
    }
    if (count := prod(map(len, actions.values()))) > MAX_CELLS:
        raise given.place.problem(f"the table would have {count:,} cells, more than {MAX_CELLS:,}")
    return actions
