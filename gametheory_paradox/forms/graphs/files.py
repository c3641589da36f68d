"""Graph models in model files: the entry ``graph``, with ``preferences`` in the place of payoffs."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from gametheory_paradox.errors import InvalidGame, suggestion
from gametheory_paradox.forms.graphs.graph_model import (
    Frame,
    GraphModel,
    Pattern,
    Taken,
    check_option,
    frame_of_moves,
    frame_of_options,
    option_states,
    state_names,
)
from gametheory_paradox.forms.trees.information import distinct
from gametheory_paradox.models.files.documents import read_text
from gametheory_paradox.models.files.entries import Payoffs, check, read_names
from gametheory_paradox.models.files.ranking_entries import read_orders
from gametheory_paradox.models.files.reading import MODELS, check_format, players_in
from gametheory_paradox.models.files.schema import GraphEntry, ModelFile
from gametheory_paradox.models.files.writing import Content, begun, preferences_of, written
from gametheory_paradox.models.files.yaml_nodes import Node, read_nodes

ABOVE = ("format", "title", "about", "claim", "prediction", "sources", "players", "graph", "preferences")


def read_graph(text: str, file: str = "<text>") -> GraphModel:
    """Reads the graph model that a model file describes.

    Parameters
    ----------
    text
        The file's text, YAML as docs/model-file.md explains it.
    file
        What to call the file in error messages.

    Raises
    ------
    ModelSyntaxError
        With file, line and column, what was expected there and what was found.

    Examples
    --------
    >>> model = read_graph('''
    ... format: 1
    ... players: [A, B]
    ... graph: {options: {A: [press], B: [yield]}, start: nothing}
    ... preferences: {A: [yield, "press, yield", press, nothing], B: {known: [nothing > press]}}
    ... ''')
    >>> model.states, model.start
    (('nothing', 'press', 'yield', 'press, yield'), 0)
    """
    root = read_nodes(text, file)
    check_format(root)
    entry = check(ModelFile, root, "the model")
    for key in ("graph", "preferences"):
        if key not in root.entries:
            raise root.place.problem(f"a graph model needs {key}:; a game with payoffs is no graph model")
    for key in root.entries:
        if key not in ABOVE:
            raise root.keys[key].problem(f"{key}: belongs to a game with payoffs; a graph model has rankings")

    players, node = players_in(root.entries["players"]), root.entries["graph"]
    check(GraphEntry, node, "graph")
    names = Payoffs(players, {}, ranked=True)
    options = _options(node, names)
    frame = (_listed if "moves" in node.entries else _derived)(node, names, options)
    ranking = read_orders(root.entries["preferences"], names, frame.outcomes)
    words = {key: getattr(entry, key) for key in ("title", "about", "claim", "prediction")}
    start = node.entries.get("start", node)
    with start.place.refusals("graph: start"):
        begin = None if start is node else str(start.data)
        return frame.model(players, ranking, begin, **words, sources=tuple(entry.sources), origin=file)


def _options(node: Node, names: Payoffs) -> dict[str, tuple[str, ...]]:
    """The options of each player, all different."""
    given = node.entries.get("options", Node(node.place, {}))
    options: dict[str, tuple[str, ...]] = {}
    every: list[str] = []
    for player, below in given.entries.items():
        names.known_player(player, given, "graph: options")
        options[player] = read_names(below, "graph: options", "option", player) if below.data else ()
        every += options[player]
        with below.place.refusals("graph: options"):
            distinct(tuple(every), "an option")
    return options


def _derived(node: Node, names: Payoffs, options: Mapping[str, Sequence[str]]) -> Frame:
    """States and moves that follow from options."""
    if not any(options.values()):
        raise node.place.problem("graph: give the players' options, or states with their moves")
    every = [option for own in options.values() for option in own]
    infeasible, together = (_patterns(node, key, every) for key in ("infeasible", "together"))
    one_way = _pattern(node.entries.get("one_way"), "graph: one_way", every)
    states: dict[str, tuple[str, ...]] = {}
    with node.entries.get("infeasible", node).place.refusals("graph: infeasible"):
        own = [options.get(player, ()) for player in names.players]
        classes = option_states(own, infeasible, together)
    for name, below in node.entries.get("states", Node(node.place, {})).entries.items():
        what = f"graph: the state {name!r}"
        states[name] = _pattern(below, what, every)
        with below.place.refusals("graph"):
            state_names(own, classes, states)
    return frame_of_options(names.players, options, infeasible, one_way, together, states)


def _patterns(node: Node, key: str, every: Sequence[str]) -> list[Pattern]:
    given = node.entries.get(key)
    items = [] if given is None else given.items
    return [_pattern(item, f"graph: {key} {n}", every) for n, item in enumerate(items, start=1)]


def _pattern(node: Node | None, what: str, every: Sequence[str]) -> tuple[str, ...]:
    """Options, some with not before them; each is known."""
    if node is None:
        return ()
    if not isinstance(node.data, list):
        raise node.place.problem(f"{what}: expected a list of options, got {node.shown}")
    for item in node.items:
        with item.place.refusals(what):
            check_option(item.data if isinstance(item.data, str) else item.shown, every)
    return tuple(str(item.data) for item in node.items)


def _listed(node: Node, names: Payoffs, options: Mapping[str, Sequence[str]]) -> Frame:
    """States and moves as they are listed."""
    for key in ("infeasible", "one_way", "together"):
        if key in node.entries:
            raise node.keys[key].problem(
                f"graph: {key}: the moves are listed, so nothing follows from options"
            )

    given = node.entries.get("states")
    if given is None:
        raise node.keys["moves"].problem("graph: moves: the states are missing; list them in states:")

    states = read_names(given, "graph: states", "state", "the graph")
    every = [option for own in options.values() for option in own]
    taken = [_taken(given.entries[name], name, every) for name in states] if given.entries else []
    below, moves = node.entries["moves"], dict[str, dict[str, tuple[str, ...]]]()
    for player, own in below.entries.items():
        names.known_player(player, below, "graph: moves")
        moves[player] = {}

        for here, ends in own.entries.items():
            for name, place in [(here, own.keys[here]), *((str(end.data), end.place) for end in ends.items)]:
                if name not in states:
                    raise place.problem(
                        f"graph: moves of {player}: {name!r} is not a state; "
                        f"{suggestion(name, states)}the states are {', '.join(states)}"
                    )
            moves[player][here] = tuple(
                dict.fromkeys(str(end.data) for end in ends.items if end.data != here)
            )

    return frame_of_moves(names.players, states, moves, options, taken)


def _taken(node: Node, name: str, every: Sequence[str]) -> tuple[Taken, ...]:
    """The options taken in a state: those of one list, or of several."""
    what = f"graph: the state {name!r}"
    if isinstance(node.data, list) and node.items and all(isinstance(item.data, list) for item in node.items):
        return tuple(frozenset(_pattern(item, what, every)) for item in node.items)
    return (frozenset(_pattern(node, what, every)),)


def write_graph(model: GraphModel) -> str:
    """Writes the text of a model file, states and moves listed; ``read_graph`` gives back an equal one."""
    document = begun(model)
    if model.sources:
        document["sources"] = list(model.sources)
    document["players"] = list(model.players)
    graph: dict[str, Content] = {}

    if any(model.options):
        graph["options"] = {who: list(own) for who, own in zip(model.players, model.options, strict=True)}
        sets = [[sorted(taken) for taken in own] for own in model.taken]
        shown = [own[0] if len(own) == 1 else own for own in sets]
        graph["states"] = dict(zip(model.states, shown, strict=True))
    else:
        graph["states"] = list(model.states)

    graph["moves"] = {
        who: {model.states[here]: [model.states[end] for end in ends] for here, ends in own.items()}
        for who, own in zip(model.players, model.moves, strict=True)
    }
    if model.start is not None:
        graph["start"] = model.states[model.start]
    document["graph"] = graph
    document["preferences"] = preferences_of(model.ranking.orders, model.ranking)
    return written(document)


def load_graph(path: str | Path) -> GraphModel:
    """The graph model in a model file.

    Raises
    ------
    InvalidGame
        If the file is not there or its name ends in something else.
    ModelSyntaxError
        If it cannot be read; with file, line and column.
    """
    path = Path(path)
    if path.suffix.lower() not in MODELS:
        raise InvalidGame(f"{path}: a graph model is read from a file that ends in {' or '.join(MODELS)}")
    return read_graph(read_text(path), str(path))
