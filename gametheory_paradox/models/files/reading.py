"""Reading of model files: the file, its parameters, and the model in it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any

from gametheory_paradox.cycles import no_cycles
from gametheory_paradox.errors import InvalidGame, ParadoxError
from gametheory_paradox.forms import ExtensiveForm, NormalForm, StochasticGame
from gametheory_paradox.forms.states.models.automata import read_automata
from gametheory_paradox.forms.states.models.state_entries import read_repeated, read_stochastic
from gametheory_paradox.models import Account, Forecast, Form, GameFamily, Parameter, read_distribution
from gametheory_paradox.models.family import check_fits
from gametheory_paradox.models.files.documents import read_text
from gametheory_paradox.models.files.entries import Payoffs, check
from gametheory_paradox.models.files.game_entries import TreeReader, read_bayesian, read_signaling
from gametheory_paradox.models.files.ranking_entries import (
    Lookup,
    check_unranked,
    loaded,
    read_account_orders,
    read_composition,
    read_ranking,
)
from gametheory_paradox.models.files.schema import (
    KINDS,
    AccountEntry,
    ForecastEntry,
    ModelFile,
    ParameterEntry,
    QuestionEntry,
)
from gametheory_paradox.models.files.table_entries import read_cell_names, read_table
from gametheory_paradox.models.files.yaml_nodes import Node, read_nodes
from gametheory_paradox.models.quantities import Quantities, Quantity, quantity_named
from gametheory_paradox.models.rankings import outcomes_of
from gametheory_paradox.models.terms import payoffs_at_outcomes
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.rationals import exact

# The parameters of a model file: declared whole, or as a quantity of the catalog
# ----------------------------------------------------------------------------

QuantityTable = Callable[[], Quantities]
"""Gives the table of quantities, which is read only where a parameter refers to it."""


def read_parameter(node: Node, name: str, quantities: QuantityTable | None) -> Parameter:
    """Reads the parameter of a name among the file's parameters.

    Raises
    ------
    ModelSyntaxError
        With file, line and column, what was expected there and what was found.
    """
    place, what = node.keys[name], f"parameter {name}"
    if not name.isidentifier():
        raise place.problem(
            f"the parameter name {name!r} could not stand in a formula; "
            "use letters, digits and underscores, a letter first"
        )
    below = node.entries[name]
    entry = check(ParameterEntry, below, what)
    quantity = _quantity(entry, below, what, quantities)

    ends = below.entries["range"]
    low, high = (_number(item, f"{what}: range") for item in ends.items)
    if low > high:
        raise ends.place.problem(
            f"{what}: the range is reversed: from {low} to {high}; write [lowest, highest]"
        )
    baseline = _baseline(below, what, quantity)
    if not low <= baseline <= high:
        raise below.entries.get("baseline", ends).place.problem(
            f"{what}: the baseline {baseline} lies outside the range {low} to {high}"
        )

    plausible = None
    if given := below.entries.get("distribution"):
        with given.place.refusals():
            plausible = read_distribution(given.data, low, high, baseline, what)
    named: dict[str, Any] = {"quantity": entry.quantity, "because": entry.because}
    return Parameter(name, low, high, baseline, distribution=plausible, **named, **_told(entry, quantity))


def _quantity(
    entry: ParameterEntry, node: Node, what: str, quantities: QuantityTable | None
) -> Quantity | None:
    """The quantity that a parameter refers to, where it refers to one and the table is at hand."""
    if entry.because and not entry.quantity:
        raise node.keys["because"].problem(
            f"{what}: because: says why a baseline is not that of a quantity; here is no quantity"
        )
    if not entry.quantity:
        return None
    if quantities is not None:
        with node.entries["quantity"].place.refusals(f"{what}: quantity"):
            return quantity_named(entry.quantity, quantities())
    if not entry.baseline:
        raise node.entries["quantity"].place.problem(
            f"{what}: quantity: {entry.quantity!r} is in the catalog, which is not at hand here; "
            "read the file with load, or give the baseline"
        )
    return None


def _baseline(node: Node, what: str, quantity: Quantity | None) -> Fraction:
    """The baseline that a file gives, or that of the quantity; another one needs a reason."""
    written = node.entries.get("baseline")
    given = None if written is None else _number(written, f"{what}: baseline")
    if quantity is None:
        if given is None:
            raise node.place.problem(
                f"{what}: the key 'baseline' is missing (the value used where none is named)"
            )
        return given

    because = node.keys.get("because")
    theirs = f"that of the quantity {quantity.name!r}, {quantity.value}"
    if because is None and given is not None and given != quantity.value:
        raise node.entries["baseline"].place.problem(
            f"{what}: the baseline {given} is not {theirs}; leave it out, or say why it differs in because:"
        )
    if because is not None and given in (None, quantity.value):
        raise because.problem(f"{what}: because: the baseline is {theirs}; there is nothing to explain")
    return quantity.value if given is None else given


def _told(entry: ParameterEntry, quantity: Quantity | None) -> dict[str, Any]:
    """Unit, meaning, standing and source: the file's, else the quantity's, or why it is another number."""
    keys = ("unit", "meaning", "standing", "source")
    usual = {key: getattr(quantity or entry, key) for key in keys}
    if quantity is not None and quantity.note:
        usual["source"] += f" Caution: {quantity.note}"
    if entry.because:
        usual |= {"standing": "assumed", "source": entry.because}
    return usual | {key: getattr(entry, key) for key in keys if key in entry.model_fields_set}


def _number(node: Node, what: str) -> Fraction:
    with node.place.refusals():
        return exact(node.data, what)


# Reads a model file: YAML text to a family of games
# ---------------------------------------------------

FORMAT = 1


READERS: dict[str, Callable[[Node, Payoffs, list[Node]], Form]] = {
    "table": read_table,
    "bayesian": read_bayesian,
    "signaling": read_signaling,
    "stochastic": read_stochastic,
    "repeated": read_repeated,
}


def read_model(
    text: str,
    file: str = "<text>",
    lookup: Lookup | None = None,
    quantities: QuantityTable | None = None,
) -> GameFamily:
    """Reads the family of games that a model file describes.

    Parameters
    ----------
    text
        The file's text, YAML as docs/model-file.md explains it.
    file
        What to call the file in error messages.
    lookup
        Gives the game that a name stands for, where the file puts games together.
    quantities
        Gives the quantities that parameters may refer to, once one does; without it a parameter says
        everything itself.

    Raises
    ------
    ModelSyntaxError
        With file, line and column, what was expected there and what was found.

    Examples
    --------
    >>> family = read_model('''
    ... format: 1
    ... players: [Row, Column]
    ... parameters: {x: {range: [0, 5], baseline: 2}}
    ... table:
    ...   actions: {Row: [a, b], Column: [c, d]}
    ...   payoffs: {a: {c: [2, 1], d: [4, 0]}, b: {c: [1, 0], d: [2*x + 1, 2]}}
    ... ''')
    >>> print(family.form.payoff("Row", {"Row": "b", "Column": "d"}))
    2*x + 1
    """
    root = read_nodes(text, file)
    check_format(root)
    entry = check(ModelFile, root, "the model")
    players = players_in(root.entries["players"])
    if "graph" in root.entries:
        raise root.keys["graph"].problem(
            "graph: this is a graph model, which has no payoffs; as_graph() reads it, and show, detect, "
            "explain, thresholds, report, stability, evolution, graph-option and stable-rankings answer "
            "questions about it"
        )
    below = root.entries.get("parameters")
    parameters = tuple(read_parameter(below, name, quantities) for name in entry.parameters) if below else ()

    # The games themselves refuse what was not found before.
    with _game(root)[1].place.refusals():
        bare = _bare(root, players, parameters, lookup)
        return replace(
            bare,
            form=replace(bare.form, title=entry.title),
            title=entry.title,
            about=entry.about,
            claim=entry.claim,
            prediction=entry.prediction,
            forecasts=tuple(map(_forecast, _items(root, "forecasts"))),
            sources=tuple(entry.sources),
            questions=_questions(root, bare.form, lookup),
            origin=file,
        )


def check_format(root: Node) -> None:
    """Refuses what does not begin with the format that is read."""
    begin = f"a model begins with 'format: {FORMAT}'"
    if not isinstance(root.data, dict):
        raise root.place.problem(f"{begin}, got {root.shown}")
    if next(iter(root.entries), None) != "format":
        first = f"the key {next(iter(root.entries))!r}" if root.entries else "an empty mapping"
        raise root.place.problem(f"{begin}, got {first}")
    version = root.entries["format"]
    if version.data == str(FORMAT):
        return
    if isinstance(version.data, str) and re.fullmatch("[1-9][0-9]{0,8}", version.data):
        raise version.place.problem(
            f"format {version.data} is newer than this program, which reads format {FORMAT}; "
            "update the program"
        )
    raise version.place.problem(f"{begin}, got format {version.shown}")


def players_in(node: Node) -> tuple[str, ...]:
    """The players' names in a list, each once."""
    seen: dict[str, Node] = {}
    for item in node.items:
        name = str(item.data)
        if not name:
            raise item.place.problem("players: a player needs a name, got nothing")
        if name in seen:
            raise item.place.problem(
                f"players: {name!r} stands twice: "
                f"in line {seen[name].place.line} and in line {item.place.line}"
            )
        seen[name] = item
    return tuple(seen)


def _forecast(node: Node) -> Forecast:
    entry = check(ForecastEntry, node, "a forecast")
    with node.place.refusals():
        return Forecast(**entry.model_dump())


OUTCOMES = {
    NormalForm: "cell of the table",
    ExtensiveForm: "end of the tree",
    StochasticGame: "combination of actions in each state",
}


def _account(node: Node, name: str) -> Account:
    """An account without its values, which are read when the game is known."""
    entry = check(AccountEntry, node.entries[name], f"account {name}")
    with node.keys[name].refusals():
        return Account(name, entry.meaning, entry.unit)


def _valued(
    account: Account, node: Node, payoffs: Payoffs, form: Form, called: Mapping[tuple[str, ...], str]
) -> Account:
    """The account with its values at every outcome, or how these are ranked, where there is either."""
    entry = node.entries[account.name]
    what, given = f"account {account.name}: values", entry.entries.get("values")
    if "preferences" in entry.entries:
        if given is not None:
            raise entry.keys["preferences"].problem(
                f"{what}: preferences stand in their place; leave one out"
            )
        orders = read_account_orders(entry, account.name, payoffs, outcomes_of(form, called))
        return replace(account, orders=orders)
    if given is None:
        return account

    count = len(payoffs_at_outcomes(form))
    outcomes = next(said for kind, said in OUTCOMES.items() if isinstance(form, kind))
    rows = []
    for player, row in given.entries.items():
        payoffs.known_player(player, given, what)
        if len(row.items) != count:
            raise row.place.problem(
                f"{what}: expected {count} formulas for {player}, one for each {outcomes} in order; "
                f"got {len(row.items)}"
            )
        rows.append((player, tuple(payoffs.formula(item, f"{what}: {player}") for item in row.items)))
    return replace(account, values=tuple(rows))


def _items(root: Node, key: str) -> list[Node]:
    """The items of a list at the top of the file; none where it is not there."""
    return root.entries[key].items if key in root.entries else []


def _questions(root: Node, form: Form, lookup: Lookup | None) -> tuple[Question, ...]:
    """The one question, or the list of them."""
    listed, one = _items(root, "questions"), root.entries.get("question")
    if one is None:
        asked = [
            _question(node, f"questions: {number}", form, lookup)
            for number, node in enumerate(listed, start=1)
        ]
    elif "questions" in root.entries:
        raise root.keys["questions"].problem(
            "questions: the model has question: too; move that one to the top of this list"
        )
    else:
        asked = [_question(one, "question", form, lookup)]

    for number, question in enumerate(asked):
        if question in asked[:number]:
            raise listed[number].place.problem(
                f"questions: {number + 1} is the same as {asked.index(question) + 1}; leave it out"
            )

    return tuple(asked)


def _question(node: Node, what: str, form: Form, lookup: Lookup | None) -> Question:
    entry = check(QuestionEntry, node, what)
    fields = entry.model_dump()
    if entry.model is not None:
        fields["model"] = loaded(node.entries["model"], entry.model, f"{what}: model", lookup)
    with node.place.refusals(what):
        question = Question(**fields)
        check_fits(question, form)
    return question


def _bare(
    root: Node, players: tuple[str, ...], parameters: tuple[Parameter, ...], lookup: Lookup | None
) -> GameFamily:
    """The game, its parameters and its terms, without the words about it."""
    terms, order = (_items(root, key) for key in ("terms", "information_sets"))
    kind, node = _game(root)
    if order and kind != "tree":
        raise order[0].place.problem(f"information_sets: belongs to a tree; this model has {kind}:")
    given = root.entries.get("accounts", Node(root.place, {}))
    accounts = tuple(_account(given, name) for name in given.entries)
    if "automaton" in root.entries and kind not in ("repeated", "stochastic"):
        raise root.keys["automaton"].problem(
            f"automaton: plays a repeated or a stochastic game; this model has {kind}:"
        )
    if kind == "compose":
        for name, entry in given.entries.items():
            for key in ("values", "preferences"):
                if key in entry.entries:
                    raise entry.keys[key].problem(
                        f"account {name}: {key} belong to payoffs that stand in this file; "
                        "give terms an account"
                    )
        check_unranked(root, "games put together keep their own payoffs")
        return read_composition(node, players, parameters, accounts, terms, lookup)

    names, ranked = [account.name for account in accounts], "preferences" in root.entries
    if ranked and terms:
        raise root.keys["terms"].problem(
            "terms: preferences: stand in the place of payoffs; leave out one of them"
        )
    payoffs = Payoffs(players, {p.name: (p.low, p.high) for p in parameters}, names, ranked=ranked)
    form: Form
    if kind == "tree":
        tree = TreeReader(payoffs)
        tree.shape(node)
        payoffs.read_terms(terms, tree.actions, tree.outcomes)
        form = tree.form(order)
        called = tree.names
    else:
        form = READERS[kind](node, payoffs, terms)
        called = read_cell_names(node, form) if isinstance(form, NormalForm) else {}
    valued = tuple(_valued(account, given, payoffs, form, called) for account in accounts)
    automata = read_automata(root, form, payoffs) if isinstance(form, StochasticGame) else ()
    family = GameFamily(
        form,
        parameters,
        terms=payoffs.terms,
        accounts=valued,
        names=tuple(called.items()),
        automata=automata,
    )
    if ranked:
        return family.ranked(read_ranking(root, payoffs, form, called))
    check_unranked(root, "this model has payoffs")
    return family


def _game(root: Node) -> tuple[str, Node]:
    """The kind of entry that holds the game, and the entry."""
    given = [key for key in KINDS if key in root.entries]
    if len(given) != 1:
        place = root.keys[given[1]] if given else root.place
        found = " and ".join(f"{key}:" for key in given) or "none of them"
        raise place.problem(
            f"a model has exactly one of {', '.join(f'{key}:' for key in KINDS)}; got {found}"
        )
    return given[0], root.entries[given[0]]


# Families of games in files: which format, by the end of the name, and reading them
# ----------------------------------------------------------------------------

MODELS = (".yaml", ".yml")
MOST_BYTES_ELSEWHERE = 100_000_000  # of a game of another program, which a tree of two million nodes takes
OTHER_PROGRAMS = MappingProxyType({".nfg": NormalForm, ".efg": ExtensiveForm})
"""How the names of other programs' files end, which hold no parameters, and the form of game in them."""

MODEL_ENDINGS = (*MODELS, *OTHER_PROGRAMS)
"""How the names of model files end."""


def load_family(
    path: str | Path, lookup: Lookup | None = None, quantities: QuantityTable | None = None
) -> GameFamily:
    """The family of games in a model file (.yaml, .yml) or a Gambit file (.nfg, .efg).

    Parameters
    ----------
    path
        The file.
    lookup
        Gives the game that a name stands for, where a model file puts games together.
    quantities
        Gives the quantities that parameters of a model file may refer to.

    Raises
    ------
    InvalidGame
        If the file is not there or its name ends in something else.
    ModelSyntaxError
        If it cannot be read; with file, line and column.
    """
    path = Path(path)
    kind = path.suffix.lower()
    if kind == ".json":
        raise InvalidGame(
            f"{path}: this is no game; what save() wrote to a .json file is read by load_result()"
        )
    if kind not in MODEL_ENDINGS:
        raise InvalidGame(f"{path}: a game is read from a file that ends in {', '.join(MODEL_ENDINGS)}")

    with no_cycles:
        if kind in MODELS:
            return read_model(read_text(path), str(path), lookup, quantities)
        text = read_text(path, MOST_BYTES_ELSEWHERE)
        program = kind.removeprefix(".")  # its reader is loaded now; a model file does without
        read = getattr(import_module(f"gametheory_paradox.models.files.{program}"), f"read_{program}")
        found: GameFamily = read(text, str(path))
        return found


def is_graph_file(path: str | Path) -> bool:
    """Tests whether a file that is there is a model file with a graph; what is wrong with it is not told."""
    path = Path(path)
    if path.suffix.lower() not in MODELS:
        return False
    try:
        text = read_text(path)
        return "graph" in text and "graph" in read_nodes(text, str(path)).entries
    except ParadoxError:
        return False
