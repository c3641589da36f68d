"""Trees and tables of a model file: first their shape, then, when the terms are known, their payoffs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import prod

from gametheory_paradox.claims.signs import sign_on_box
from gametheory_paradox.formats.entries import check, suggestion
from gametheory_paradox.formats.payoffs import Payoffs, Played
from gametheory_paradox.formats.schema import ChanceEntry, EndEntry, MoveEntry, OutcomeEntry, SetEntry, TableEntry
from gametheory_paradox.formats.yaml_nodes import Node
from gametheory_paradox.games import Chance, Decision, ExtensiveForm, InformationSet, Move, NormalForm
from gametheory_paradox.polynomials import RationalFunction

MAX_CELLS = 200_000


@dataclass(frozen=True)
class _End:
    """An end of the game, or a cell: where its payoffs go once they are known."""

    node: Node
    what: str
    played: Played
    written: Node | None
    put: Callable[[tuple[RationalFunction, ...]], None]


@dataclass
class TreeReader:
    """Reads the entry ``tree``.

    Parameters
    ----------
    payoffs
        What reads payoffs and probabilities.
    """

    payoffs: Payoffs
    actions: dict[str, list[str]] = field(default_factory=dict)
    _sets: dict[tuple[str, str], tuple[Node, list[str]]] = field(default_factory=dict)
    _ends: list[_End] = field(default_factory=list)
    _root: dict[str, object] = field(default_factory=dict)

    def shape(self, root: Node) -> None:
        """Read moves, chance and ends; afterwards ``actions`` holds everything a player can do."""
        self.actions = {player: [] for player in self.payoffs.players}
        stack: list[tuple[Node, tuple[str, ...], Played, Callable[[object], None]]] = []

        def put_root(value: object) -> None:
            self._root["tree"] = value

        stack.append((root, (), frozenset(), put_root))
        while stack:
            node, path, played, put = stack.pop()
            what = f"after {', '.join(path)}" if path else "at the root"
            if "player" in node.entries:
                put(self._move(node, path, played, what, stack))
            elif "chance" in node.entries:
                put(self._chance(node, path, played, what, stack))
            else:
                self._end(node, played, what, put)

    def _move(
        self,
        node: Node,
        path: tuple[str, ...],
        played: Played,
        what: str,
        stack: list[tuple[Node, tuple[str, ...], Played, Callable[[object], None]]],
    ) -> Move:
        entry = check(MoveEntry, node, what)
        player = entry.player
        self.payoffs.known_player(player, node.entries["player"], what)
        branches = node.entries["actions"]
        _no_empty_name(branches, "an action", what)
        name = self._set_name(node, player, entry.information_set, list(entry.actions), what)
        known = self.actions[player]
        known.extend(action for action in entry.actions if action not in known)
        actions: dict[str, object] = dict.fromkeys(entry.actions)
        for action in reversed(list(entry.actions)):
            then = branches.entries[action]
            stack.append((then, (*path, action), played | {(player, action)}, _setter(actions, action)))
        return Move(player, name, actions)

    def _set_name(self, node: Node, player: str, name: str, actions: list[str], what: str) -> str:
        unnamed = not name
        if unnamed:
            number = sum(who == player for who, _ in self._sets) + 1
            name = f"{self.payoffs.players.index(player) + 1}:{number}"
        if (player, name) not in self._sets:
            self._sets[player, name] = (node, actions)
            return name
        first, known = self._sets[player, name]
        if unnamed or not first.entries.get("information_set"):
            raise node.place.problem(
                f"{what}: an information set of {player} without a name would be called {name!r}, and so is the one in "
                f"line {first.place.line}; give both a name of their own"
            )
        if known != actions:
            raise node.place.problem(
                f"{what}: {player}'s information set {name!r} offers {', '.join(actions)} here but {', '.join(known)} in "
                f"line {first.place.line}; a set's nodes offer the same actions in the same order"
            )
        return name

    def _chance(
        self,
        node: Node,
        path: tuple[str, ...],
        played: Played,
        what: str,
        stack: list[tuple[Node, tuple[str, ...], Played, Callable[[object], None]]],
    ) -> Chance:
        check(ChanceEntry, node, what)
        branches = node.entries["chance"]
        _no_empty_name(branches, "an outcome of chance", what)
        outcomes: dict[str, tuple[object, object]] = {}
        total = RationalFunction.constant(0)
        for outcome, branch in branches.entries.items():
            check(OutcomeEntry, branch, f"{what}: {outcome}")
            where = f"{what}: the probability of {outcome}"
            probability = self.payoffs.formula(branch.entries["probability"], where)
            sign = sign_on_box(probability.sign_polynomial, self.payoffs.box)
            if sign is None or sign < 0:
                place = branch.entries["probability"].place
                raise place.problem(f"{where}, {probability}, is not proved to be at least 0 on the declared ranges")
            outcomes[outcome] = (probability, None)
            total = total + probability
        if total != RationalFunction.constant(1):
            raise branches.place.problem(f"{what}: the probabilities must sum to 1, they sum to {total}")
        for outcome in reversed(list(outcomes)):
            then = branches.entries[outcome].entries["then"]
            stack.append((then, (*path, outcome), played, _chance_setter(outcomes, outcome)))
        return Chance(outcomes)

    def _end(self, node: Node, played: Played, what: str, put: Callable[[object], None]) -> None:
        written: Node | None = node
        if node.data == "end":
            written = None
        elif isinstance(node.data, dict):
            if "payoffs" not in node.entries and not node.entries:
                raise node.place.problem(f"{what}: expected player:, chance: or payoffs:, got an empty mapping")
            check(EndEntry, node, what)
            written = node.entries["payoffs"]
        elif not isinstance(node.data, list):
            wanted = "a move (player:, actions:), chance:, payoffs: or end"
            raise node.place.problem(f"{what}: expected {wanted}, got {node.shown}")
        self._ends.append(_End(node, what, played, written, put))

    def form(self, order: list[Node]) -> ExtensiveForm[RationalFunction]:
        """The game, its payoffs worked out."""
        for end in self._ends:
            end.put(_total(end, self.payoffs))
        form: ExtensiveForm[RationalFunction] = ExtensiveForm.from_tree(
            self.payoffs.players, self._root["tree"], number=_as_formula
        )
        return _in_order(form, order) if order else form


def read_table(node: Node, payoffs: Payoffs, terms: list[Node]) -> NormalForm[RationalFunction]:
    """The game in the entry ``table``."""
    entry = check(TableEntry, node, "table")
    given = node.entries["actions"]
    for name in given.entries:
        payoffs.known_player(name, given, "actions")
    for player in payoffs.players:
        if player not in given.entries:
            raise given.place.problem(f"actions: the actions of {player} are missing")
        _no_repetition(given.entries[player], player)
    actions = {player: entry.actions[player] for player in payoffs.players}
    count = prod(map(len, actions.values()))
    if count > MAX_CELLS:
        raise given.place.problem(f"the table would have {count:,} cells, more than {MAX_CELLS:,}")
    payoffs.read_terms(terms, actions)
    cells: list[tuple[RationalFunction, ...]] = []
    stack: list[tuple[Node | None, tuple[str, ...]]] = [(node.entries.get("payoffs"), ())]
    while stack:
        part, profile = stack.pop()
        if len(profile) < len(payoffs.players):
            player = payoffs.players[len(profile)]
            below = _entries_by_action(part, player, actions[player], profile)
            stack.extend((below[action], (*profile, action)) for action in reversed(actions[player]))
            continue
        played = frozenset(zip(payoffs.players, profile, strict=True))
        end = _End(part or node, f"the cell {', '.join(profile)}", played, part, cells.append)
        cells.append(_total(end, payoffs))
    return NormalForm(payoffs.players, tuple(tuple(names) for names in actions.values()), tuple(cells))


def _entries_by_action(part: Node | None, player: str, actions: list[str], profile: tuple[str, ...]) -> Mapping[str, Node | None]:
    if part is None:  # the table gives no payoffs: terms do
        return dict.fromkeys(actions)
    what = f"the payoffs at {', '.join(profile)}" if profile else "the payoffs"
    if not isinstance(part.data, dict):
        raise part.place.problem(f"{what}: expected one entry per action of {player}, {', '.join(actions)}; got {part.shown}")
    for action in part.entries:
        if action not in actions:
            hint = suggestion(action, actions)
            message = f"{what}: {action!r} is not an action of {player}; {hint}its actions are {', '.join(actions)}"
            raise part.keys[action].problem(message)
    for action in actions:
        if action not in part.entries:
            raise part.place.problem(f"the payoffs at {', '.join((*profile, action))} are missing")
    return part.entries


def _total(end: _End, payoffs: Payoffs) -> tuple[RationalFunction, ...]:
    if end.written is None and not payoffs.terms:
        raise end.node.place.problem(f"{end.what}: the payoffs are missing, and the file has no terms: to give them")
    written = None if end.written is None else payoffs.written(end.written, end.what)
    return payoffs.with_terms(written, end.played, end.node, end.what)


def _setter(branches: dict[str, object], name: str) -> Callable[[object], None]:
    def put(value: object) -> None:
        branches[name] = value

    return put


def _chance_setter(outcomes: dict[str, tuple[object, object]], name: str) -> Callable[[object], None]:
    def put(value: object) -> None:
        outcomes[name] = (outcomes[name][0], value)

    return put


def _as_formula(value: object, where: str) -> RationalFunction:
    if not isinstance(value, RationalFunction):  # everything here was read by Payoffs.formula
        raise TypeError(f"{where}: {value!r} is not a formula")
    return value


def _no_empty_name(branches: Node, kind: str, what: str) -> None:
    if "" in branches.keys:
        raise branches.keys[""].problem(f"{what}: {kind} needs a name, got nothing")


def _no_repetition(names: Node, player: str) -> None:
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


def _in_order(form: ExtensiveForm[RationalFunction], order: list[Node]) -> ExtensiveForm[RationalFunction]:
    """The same game with its information sets listed in the order that the file gives."""
    known = {(s.player, s.name): number for number, s in enumerate(form.information_sets)}
    rank: dict[int, int] = {}
    for node in order:
        entry = check(SetEntry, node, "information_sets")
        number = known.get((entry.player, entry.information_set))
        if number is None or number in rank:
            why = "is named twice" if number in rank else "is not in the tree"
            raise node.place.problem(f"information_sets: {entry.player}'s {entry.information_set!r} {why}")
        rank[number] = len(rank)
    if len(rank) != len(known):
        left = next(f"{s.player}'s {s.name!r}" for n, s in enumerate(form.information_sets) if n not in rank)
        raise order[0].place.problem(f"information_sets: list all of the tree's sets or none; {left} is missing")
    sets: list[InformationSet] = sorted(form.information_sets, key=lambda s: rank[known[s.player, s.name]])
    nodes = tuple(Decision(rank[n.information_set], n.children) if isinstance(n, Decision) else n for n in form.nodes)
    return ExtensiveForm(form.players, tuple(sets), nodes)
