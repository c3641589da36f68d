"""Entries of model files for trees, with types or signals."""

from collections.abc import Callable
from dataclasses import dataclass

from gametheory_paradox.errors import suggestion
from gametheory_paradox.forms import Chance, Decision, ExtensiveForm, Move
from gametheory_paradox.models.bayesian import STATE, BayesianShape, SignalingShape
from gametheory_paradox.models.build import Path
from gametheory_paradox.models.files.entries import (
    MAX_CELLS,
    End,
    Payoffs,
    check,
    check_names,
    nested,
    read_cells,
    read_names,
    read_names_by_type,
)
from gametheory_paradox.models.files.schema import (
    BayesianEntry,
    ChanceEntry,
    EndEntry,
    MoveEntry,
    OutcomeEntry,
    SetEntry,
    SignalingEntry,
)
from gametheory_paradox.models.files.yaml_nodes import Node
from gametheory_paradox.models.terms import Moves, drawn
from gametheory_paradox.polynomials import RationalFunction

# The tree of a model file: first its shape, then, when the terms are known, its payoffs
# ----------------------------------------------------------------------------


@dataclass(frozen=True)
class _Branch:
    """A part of the tree still to be read, how it is reached, and where it goes when it has been."""

    node: Node
    path: tuple[str, ...]
    played: Moves
    put: Callable[[object], None]

    @property
    def what(self) -> str:
        return f"after {', '.join(self.path)}" if self.path else "at the root"


class TreeReader:
    """Reads the entry ``tree``.

    Parameters
    ----------
    payoffs
        What reads payoffs and probabilities.
    within_period
        Whether periods follow, so that an end may say how the next one begins.
    """

    def __init__(self, payoffs: Payoffs, *, within_period: bool = False):
        self.payoffs, self.within_period = payoffs, within_period
        self.nexts: dict[tuple[str, ...], Node] = {}  # by the path to an end
        self.actions: dict[str, list[str]] = {player: [] for player in payoffs.players}
        self.outcomes: dict[str, None] = {}
        self.names: dict[tuple[str, ...], str] = {}
        self._sets: dict[str, dict[str, tuple[Node, list[str]]]] = {player: {} for player in payoffs.players}
        self._ends: list[tuple[End, Callable[[object], None]]] = []
        self._root: dict[str, object] = {}
        self._pending: list[_Branch] = []

    def shape(self, root: Node, played: Moves = frozenset()) -> None:
        """Reads moves, chance and ends; then ``actions`` and ``outcomes`` hold all there are.

        Parameters
        ----------
        root
            The entry.
        played
            What holds at the root already.
        """
        self._pending = [_Branch(root, (), played, _setter(self._root, "tree"))]
        while self._pending:
            branch = self._pending.pop()
            if "player" in branch.node.entries:
                branch.put(self._move(branch))
            elif "chance" in branch.node.entries:
                branch.put(self._chance(branch))
            else:
                self._ends.append((self._end(branch), branch.put))
        for player, sets in self._sets.items():
            self.actions[player] = list(dict.fromkeys(action for _, own in sets.values() for action in own))

    def form(self, order: list[Node]) -> ExtensiveForm[RationalFunction]:
        """The game, its payoffs worked out."""
        for end, put in self._ends:
            put(self.payoffs.total(end))
        form: ExtensiveForm[RationalFunction] = ExtensiveForm.from_tree(
            self.payoffs.players, self._root["tree"], number=as_formula
        )
        return _in_order(form, order) if order else form

    def _move(self, branch: _Branch) -> Move:
        entry = check(MoveEntry, branch.node, branch.what)
        player, names = entry.player, list(entry.actions)
        self.payoffs.known_player(player, branch.node.entries["player"], branch.what)
        below = branch.node.entries["actions"]
        _check_names(below, "an action", branch.what)
        at = self._information_set(branch, player, entry.information_set, names)
        actions: dict[str, object] = dict.fromkeys(names)
        for action in reversed(names):
            played, put = branch.played | {(player, action)}, _setter(actions, action)
            self._pending.append(_Branch(below.entries[action], (*branch.path, action), played, put))
        return Move(player, at, actions)

    def _information_set(self, branch: _Branch, player: str, name: str, actions: list[str]) -> str:
        node, sets, named = branch.node, self._sets[player], bool(name)
        if not named:
            name = f"{self.payoffs.players.index(player) + 1}:{len(sets) + 1}"
        if name not in sets:
            sets[name] = (node, actions)
            return name

        first, known = sets[name]
        line = first.place.line
        if not (named and first.entries.get("information_set")):
            raise node.place.problem(
                f"{branch.what}: an information set of {player} without a name would be called {name!r}, "
                f"and so is the one in line {line}; give both a name of their own"
            )
        if known != actions:
            raise node.place.problem(
                f"{branch.what}: {player}'s information set {name!r} offers {', '.join(actions)} here but "
                f"{', '.join(known)} in line {line}; a set's nodes offer the same actions in the same order"
            )
        return name

    def _chance(self, branch: _Branch) -> Chance:
        check(ChanceEntry, branch.node, branch.what)
        below = branch.node.entries["chance"]
        _check_names(below, "an outcome of chance", branch.what)
        for outcome, node in below.entries.items():
            check(OutcomeEntry, node, f"{branch.what}: {outcome}")
        odds = self.payoffs.odds(
            {o: node.entries["probability"] for o, node in below.entries.items()}, below, branch.what
        )
        outcomes: dict[str, tuple[object, object]] = {outcome: (p, None) for outcome, p in odds.items()}
        self.outcomes.update(dict.fromkeys(outcomes))

        for outcome in reversed(list(outcomes)):
            then, put = below.entries[outcome].entries["then"], _chance_setter(outcomes, outcome)
            played = branch.played | drawn(outcome, self.payoffs.players)
            self._pending.append(_Branch(then, (*branch.path, outcome), played, put))
        return Chance(outcomes)

    def _end(self, branch: _Branch) -> End:
        node, what = branch.node, branch.what
        if node.data == "end":
            return End(node, what, branch.played, None)
        if isinstance(node.data, list):
            return End(node, what, branch.played, node)
        if not isinstance(node.data, dict) or not node.entries:
            raise node.place.problem(
                f"{what}: expected a move (player:, actions:), chance:, payoffs:, name: or end"
                f"{' or next:' if self.within_period else ''}, got {node.shown if node.data else 'nothing'}"
            )

        if name := check(EndEntry, node, what).name:
            if name in self.names.values():
                raise node.keys["name"].problem(f"{what}: another end is called {name!r} too")
            self.names[branch.path] = name

        if "next" in node.entries:
            if not self.within_period:
                raise node.keys["next"].problem(
                    f"{what}: next says how the next period begins, and no period follows here; leave it out"
                )
            self.nexts[branch.path] = node.entries["next"]

        return End(node, what, branch.played, node.entries.get("payoffs"))


def _setter(branches: dict[str, object], name: str) -> Callable[[object], None]:
    def put(value: object) -> None:
        branches[name] = value

    return put


def _chance_setter(outcomes: dict[str, tuple[object, object]], name: str) -> Callable[[object], None]:
    def put(value: object) -> None:
        outcomes[name] = (outcomes[name][0], value)

    return put


def as_formula(value: object, where: str) -> RationalFunction:
    """The formula that a payoff or a probability of a tree already is."""
    if not isinstance(value, RationalFunction):  # everything here was read by Payoffs
        raise TypeError(f"{where}: {value!r} is not a formula")
    return value


def _check_names(branches: Node, kind: str, what: str) -> None:
    if (place := branches.keys.get("")) is not None:
        raise place.problem(f"{what}: {kind} needs a name, got nothing")


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
        left = next(info for number, info in enumerate(form.information_sets) if number not in rank)
        raise order[0].place.problem(
            f"information_sets: list all of the tree's sets or none; {left.player}'s {left.name!r} is missing"
        )
    sets = tuple(form.information_sets[number] for number in rank)
    nodes = tuple(
        Decision(rank[n.information_set], n.children) if isinstance(n, Decision) else n for n in form.nodes
    )
    return ExtensiveForm(form.players, sets, nodes)


# The Bayesian game of a model file
# ----------------------------------


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


# The signaling game of a model file
# -----------------------------------


def read_signaling(node: Node, payoffs: Payoffs, terms: list[Node]) -> ExtensiveForm[RationalFunction]:
    """Reads the game in the entry ``signaling``, as a tree."""
    sender, receiver = _players(node, payoffs)
    types = node.entries["types"]
    odds = payoffs.odds(types.entries, types, f"types of {sender}")
    for name in read_names(types, "types", "type", sender):
        if not odds[name]:
            raise types.keys[name].problem(
                f"types: {name!r} is never drawn: its probability is 0; leave it out"
            )

    messages = read_names_by_type(node.entries["messages"], tuple(odds), "messages", "message", sender)
    sent = tuple(dict.fromkeys(message for own in messages.values() for message in own))
    shape = SignalingShape(
        sender, receiver, messages, _responses(node.entries["responses"], sent, sender, receiver)
    )

    size = sum(max(1, len(shape.responses[message])) for own in messages.values() for message in own)
    if size > MAX_CELLS:
        raise node.place.problem(f"the game would have {size:,} ends, more than {MAX_CELLS:,}")
    answers = tuple(dict.fromkeys(response for own in shape.responses.values() for response in own))
    payoffs.read_terms(terms, {sender: sent, receiver: answers}, odds)
    cells = read_cells(node.entries.get("payoffs"), node, shape.level, shape.played, payoffs)
    return ExtensiveForm.from_tree(payoffs.players, shape.tree(odds, cells), number=as_formula)


def _players(node: Node, payoffs: Payoffs) -> tuple[str, str]:
    entry = check(SignalingEntry, node, "signaling")
    for key, name in (("sender", entry.sender), ("receiver", entry.receiver)):
        payoffs.known_player(name, node.entries[key], f"signaling: {key}")
    if entry.sender == entry.receiver:
        raise node.entries["receiver"].place.problem(
            f"signaling: {entry.sender!r} is both the sender and the receiver"
        )
    if len(payoffs.players) != 2:
        others = ", ".join(p for p in payoffs.players if p not in (entry.sender, entry.receiver))
        raise node.place.problem(
            f"signaling: a signaling game has two players; what {others} can do needs a tree"
        )
    return entry.sender, entry.receiver


def _responses(node: Node, sent: Path, sender: str, receiver: str) -> dict[str, Path]:
    """For each message the responses to it; none where the game ends."""
    if not isinstance(node.data, dict):
        return dict.fromkeys(sent, read_names(node, "responses", "response", receiver))

    check_names(
        node,
        sent,
        sent,
        unknown=lambda message: (
            f"responses: no type of {sender} can send {message!r}; "
            f"{suggestion(message, sent)}the messages are {', '.join(sent)}"
        ),
        missing=lambda message: (
            f"responses: those to {message!r} are missing; write [] if the game ends there"
        ),
    )
    found: dict[str, Path] = {}
    for message in sent:
        own = node.entries[message]
        ends = isinstance(own.data, list) and not own.items
        found[message] = () if ends else read_names(own, "responses", "response", f"{receiver} to {message}")

    return found
