"""The states of a model file: who moves in each, what follows, and what that pays."""

from collections.abc import Iterator, Mapping, Sequence
from math import prod

from gametheory_paradox.errors import suggestion
from gametheory_paradox.forms import RepeatedGame, State, StochasticGame
from gametheory_paradox.forms.states.formulas.state_branches import check_discount
from gametheory_paradox.forms.states.models.period_trees import PeriodNode, PeriodTree
from gametheory_paradox.forms.states.models.stochastic import (
    ONE,
    REST,
    Odds,
    Rule,
    combinations_of,
    first_fit,
    in_order,
    never_counts,
)
from gametheory_paradox.models.build import Level, Path
from gametheory_paradox.models.files.entries import (
    MAX_CELLS,
    End,
    Payoffs,
    check,
    check_names,
    nested,
    read_names,
)
from gametheory_paradox.models.files.schema import LineEntry, RepeatedEntry, StateEntry, StochasticEntry
from gametheory_paradox.models.files.table_entries import read_table
from gametheory_paradox.models.files.yaml_nodes import Node
from gametheory_paradox.models.terms import CHANCE, STATE, Moves, Term, met_nowhere, received_nowhere
from gametheory_paradox.polynomials import RationalFunction

Actions = Mapping[str, Path]  # of those who move in a state


def read_stochastic(node: Node, payoffs: Payoffs, terms: list[Node]) -> StochasticGame[RationalFunction]:
    """Reads the game in the entry ``stochastic``, and its terms on the way, once the actions are known."""
    check(StochasticEntry, node, "stochastic")
    given = node.entries["states"]
    if not given.entries:
        raise given.place.problem("states: a stochastic game needs at least one state")
    names = read_names(given, "states", "state", "the game")
    trees = {
        name: _tree(name, given.entries[name], payoffs)
        for name in names
        if "tree" in given.entries[name].entries
    }
    moves = {
        name: trees[name].moves if name in trees else _moves(name, given.entries[name], payoffs)
        for name in names
    }
    if sum(prod(map(len, own.values())) for own in moves.values()) * len(names) > MAX_CELLS:
        raise given.place.problem(f"the game would have more than {MAX_CELLS:,} probabilities")

    # A tree within a period becomes states of its own, named after the moves that lead there.
    outcomes = [name for own in moves.values() for name in own.get(CHANCE, ())]
    payoffs.read_terms(terms, _all_actions(payoffs, moves), outcomes, names)
    rules = {name: _rules(name, given.entries[name], moves[name], names, payoffs) for name in names}
    steps = {name: tree.steps(rules[name], _nexts(tree, names, payoffs)) for name, tree in trees.items()}
    every = [own for name in names for own in ([step.name for step in steps.get(name, [])] or [name])]
    states = list[State[RationalFunction]]()
    for name in names:
        if name in trees:
            states += [step.state(payoffs.players, every) for step in steps[name]]
        else:
            states.append(_state(name, given, moves[name], rules[name], every, payoffs))

    discounts = tuple(_discounts(node, payoffs))
    start = in_order(read_state(node.entries["start"], "start", names, payoffs), every)
    form = StochasticGame(payoffs.players, tuple(states), start, discounts)
    _check_discounts(form, node, payoffs)
    _settle_terms(form, [step for own in steps.values() for step in own], payoffs, terms)
    return form


def _settle_terms(
    form: StochasticGame[RationalFunction],
    steps: Sequence[PeriodNode],
    payoffs: Payoffs,
    given: Sequence[Node],
) -> None:
    """Refuses terms that are received nowhere; beside trees each is told state by state."""
    settled, named = list[Term](), {step.name for step in steps}
    plain = [state for state in form.states if state.name not in named]
    for number, (term, node) in enumerate(zip(payoffs.terms, given, strict=True), start=1):
        if steps:
            told = (own for step in steps for own in step.received(term))
            received = [*_received_in(form, plain, term), *told]
            why = "" if received else met_nowhere(term)
        else:
            received, why = [term], received_nowhere(form, term)
        if why:
            raise node.entries["when"].place.problem(f"term {number}: {why}")
        settled += received
    payoffs.terms = tuple(settled)


def _received_in(
    form: StochasticGame[RationalFunction], states: Sequence[State[RationalFunction]], term: Term
) -> Iterator[Term]:
    """A term as it is received in each of some states."""
    for state in states:
        movers = [form.players[who] for who in state.movers]
        here = (STATE, state.name)
        if any(
            {here, *zip(movers, moved, strict=True)}.issuperset(term.when) for moved in state.combinations()
        ):
            when = (here, *(pair for pair in term.when if pair[0] != STATE))
            yield Term(term.player, term.value, when, term.meaning, term.account)


def read_repeated(node: Node, payoffs: Payoffs, terms: list[Node]) -> StochasticGame[RationalFunction]:
    """Reads the game in the entry ``repeated``: a stage, which is a table, and a discount factor."""
    check(RepeatedEntry, node, "repeated")
    stage = read_table(node.entries["stage"], payoffs, terms)
    one = RationalFunction.constant(1)
    form: RepeatedGame[RationalFunction] = RepeatedGame.of(stage, tuple(_discounts(node, payoffs)), one)
    _check_discounts(form, node, payoffs)
    return form


def _check_discounts(form: StochasticGame[RationalFunction], node: Node, payoffs: Payoffs) -> None:
    for player, discount in zip(form.players, form.discounts, strict=True):
        with _discount_of(node.entries["discount"], player).place.refusals():
            check_discount(form, discount, f"the discount factor of {player}", payoffs.box)


def _all_actions(payoffs: Payoffs, moves: Mapping[str, Actions]) -> dict[str, list[str]]:
    every: dict[str, dict[str, None]] = {player: {} for player in payoffs.players}
    for own in moves.values():
        for player in own.keys() & every.keys():
            every[player].update(dict.fromkeys(own[player]))
    return {player: list(actions) for player, actions in every.items()}


def _moves(name: str, node: Node, payoffs: Payoffs) -> Actions:
    """The movers of a state and the actions of each, in the order of the players."""
    what = f"the state {name!r}"
    check(StateEntry, node, what)
    if {"next", "then"} <= set(node.entries):
        raise node.keys["then"].problem(f"{what}: then stands in the place of next; leave one out")

    given = node.entries.get("moves")
    if given is None or not given.entries:
        return {}
    for player in given.entries:
        payoffs.known_player(player, given, f"{what}: moves")
    if not {"next", "then"} & set(node.entries):
        raise node.keys["moves"].problem(
            f"{what}: nothing follows its moves; say with next where they lead, "
            "or leave the moves out, and the state is never left"
        )

    return {
        player: read_names(given.entries[player], f"{what}: moves", "action", player)
        for player in payoffs.players
        if player in given.entries
    }


def _tree(name: str, node: Node, payoffs: Payoffs) -> PeriodTree:
    """The tree of a state, beside which nothing but what follows the period may stand."""
    what = f"the state {name!r}"
    check(StateEntry, node, what)
    for key in ("moves", "then", "payoffs"):
        if key in node.entries:
            raise node.keys[key].problem(f"{what}: a tree stands in the place of {key}; leave one out")
    tree = PeriodTree(name, node, payoffs)
    if "next" not in node.entries and not tree.reader.nexts:
        raise node.keys["tree"].problem(f"{what}: nothing follows its tree; say with next where it leads")
    return tree


def _nexts(tree: PeriodTree, names: Sequence[str], payoffs: Payoffs) -> dict[Path, Odds]:
    """The continuations that the ends of a tree state themselves, by the path to each."""
    return {
        path: read_state(node, f"{tree.what}: after {', '.join(path)}: next", names, payoffs)
        for path, node in tree.reader.nexts.items()
    }


def _state(
    name: str, given: Node, moves: Actions, rules: Sequence[Rule], every: Sequence[str], payoffs: Payoffs
) -> State[RationalFunction]:
    node, what = given.entries[name], f"the state {name!r}"
    actions = tuple(moves.get(player, ()) for player in payoffs.players)
    transitions = _transitions(what, node, moves, rules)

    def level(path: Path) -> Level | None:
        if len(path) == len(moves):
            return None
        player = list(moves)[len(path)]
        return Level("action", player, moves[player], moves[player])

    place = Node(given.keys[name], node.data)
    cells = []
    for path, part in nested(node.entries.get("payoffs"), level, f"{what}: the payoffs"):
        played: Moves = frozenset(zip(moves, path, strict=True))
        if STATE not in payoffs.players:
            played |= {(STATE, name)}
        cells.append(
            payoffs.total(End(part or place, f"{what}{''.join(f', {a}' for a in path)}", played, part))
        )
    rows = tuple(in_order(odds, every) for odds in transitions or [{name: ONE}])
    return State(name, actions, tuple(cells), rows, "then" in node.entries)


def _rules(name: str, node: Node, moves: Actions, names: Sequence[str], payoffs: Payoffs) -> list[Rule]:
    """The lines of what follows a state."""
    key = "then" if "then" in node.entries else "next"
    lines = node.entries[key].items if key in node.entries else []
    return [
        _rule(line, f"the state {name!r}: {key} {number}", moves, names, payoffs)
        for number, line in enumerate(lines, start=1)
    ]


def _transitions(what: str, node: Node, moves: Actions, rules: Sequence[Rule]) -> list[Odds]:
    """For each combination of actions what follows; nothing where no lines stand there."""
    key = "then" if "then" in node.entries else "next"
    if key not in node.entries:
        return []

    lines, found = node.entries[key], list[Odds]()
    for played in combinations_of(moves):
        rule = first_fit(rules, played)
        if rule is None:
            shown = ", ".join(f"{player}: {action}" for player, action in played.items()) or "it"
            raise lines.place.problem(
                f"{what}: no line of {key} fits {shown}; end with a line without when, which fits always"
            )
        found.append(rule.to)
    if (spare := never_counts(rules, combinations_of(moves))) is not None:
        raise lines.items[spare].place.problem(
            f"{what}: {key} {spare + 1} never counts: wherever it fits, an earlier line does; "
            "put it before that one, or leave it out"
        )

    return found


def _rule(line: Node, what: str, moves: Actions, names: Sequence[str], payoffs: Payoffs) -> Rule:
    check(LineEntry, line, what)
    return Rule(read_when(line, what, moves), read_odds(line.entries["to"], what, names, payoffs))


def read_when(line: Node, what: str, moves: Actions) -> dict[str, str]:
    """The actions that a line needs, each one that somebody has who moves there."""
    when: dict[str, str] = {}
    given = line.entries.get("when", Node(line.place, {}))
    for player, action in given.entries.items():
        if player not in moves:
            raise given.keys[player].problem(
                f"{what}: {player!r} does not move here; "
                f"{suggestion(player, moves)}those who do are {', '.join(moves) or 'none'}"
            )
        if not isinstance(action.data, str) or action.data not in moves[player]:
            raise action.place.problem(
                f"{what}: {action.shown} is not an action of {player} here; "
                f"{suggestion(str(action.data), moves[player])}its actions are {', '.join(moves[player])}"
            )
        when[player] = action.data
    return when


def read_odds(given: Node, what: str, names: Sequence[str], payoffs: Payoffs) -> dict[str, RationalFunction]:
    """Probabilities of states, proved to be such on the declared ranges."""
    check_names(
        given,
        names,
        (),
        unknown=lambda name: (
            f"{what}: {name!r} is not a state; {suggestion(name, names)}the states are {', '.join(names)}"
        ),
        missing=str,
    )
    if not given.entries:
        raise given.place.problem(f"{what}: expected a probability for at least one state, got {given.shown}")
    return payoffs.odds(given.entries, given, what, rest=REST)


def read_state(given: Node, what: str, names: Sequence[str], payoffs: Payoffs) -> dict[str, RationalFunction]:
    """A state, or several with their probabilities."""
    if not isinstance(given.data, str):
        return read_odds(given, what, names, payoffs)
    if given.data not in names:
        raise given.place.problem(
            f"{what}: {given.shown} is not a state; "
            f"{suggestion(given.data, names)}the states are {', '.join(names)}"
        )
    return {given.data: RationalFunction.constant(1)}


def _discounts(node: Node, payoffs: Payoffs) -> list[RationalFunction]:
    given = node.entries["discount"]
    if isinstance(given.data, dict):
        payoffs.check_each(given, "discount", lambda player: f"discount: that of {player} is missing")
    return [payoffs.formula(_discount_of(given, player), "discount") for player in payoffs.players]


def _discount_of(given: Node, player: str) -> Node:
    return given.entries[player] if isinstance(given.data, dict) else given
