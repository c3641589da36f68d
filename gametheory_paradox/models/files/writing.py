"""Writes a family of games as a model file that reads back as the same family."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import TypeAlias, cast

import yaml

from gametheory_paradox.errors import InvalidGame, ModelSyntaxError, ParadoxError
from gametheory_paradox.forms import (
    PAYOFF,
    Automaton,
    Decision,
    ExtensiveForm,
    Lottery,
    NormalForm,
    RepeatedGame,
    StochasticGame,
)
from gametheory_paradox.forms.states.models.unfolding import steps_of
from gametheory_paradox.models import (
    Account,
    Distribution,
    GameFamily,
    GraphModel,
    Parameter,
    Term,
    parse_formula,
    read_distribution,
)
from gametheory_paradox.models.files.ranking_entries import Lookup
from gametheory_paradox.models.files.reading import FORMAT
from gametheory_paradox.models.files.yaml_nodes import MAX_BYTES
from gametheory_paradox.models.rankings import Order, Ranking, outcomes_of
from gametheory_paradox.models.terms import Moves, beyond_terms, check_terms, played_at, with_payoffs
from gametheory_paradox.paradoxes.question import MEASURES, Question
from gametheory_paradox.polynomials import RationalFunction

_WIDTH = 110
_MAX_ON_ONE_LINE = 90
_OTHER_LINE_ENDS = frozenset("\x85\u2028\u2029")  # the emitter would write them, and a reader fold them


class _Formula(str):
    """Text that may stand without quotation marks although it looks like a number."""

    __slots__ = ()


Content: TypeAlias = "str | Sequence[Content] | Mapping[str, Content]"


def write_model(family: GameFamily, lookup: Lookup | None = None) -> str:
    """Writes the text of a model file for a family; ``read_model`` gives back an equal one.

    Parameters
    ----------
    family
        The family.
    lookup
        Gives the game that a name stands for, where a question is about a model of the game.

    Raises
    ------
    InvalidGame
        If the family holds what a model file cannot: a formula beyond the reader's limits, a parameter whose
        name is no name in a formula, a term about moves that are not there, a question about a model that is
        no game of the catalog.

    Examples
    --------
    >>> from gametheory_paradox.models import family_from_table
    >>> print(write_model(family_from_table(["A"], [["x", "y"]], [["2*c"], [0]], {"c": (0, 1, "1/3")})))
    format: 1
    players: [A]
    parameters:
      c: {range: [0, 1], baseline: 1/3}
    table:
      actions:
        A: [x, y]
      payoffs: {x: [2*c], y: [0]}
    <BLANKLINE>
    """
    document = begun(family)
    if family.forecasts:
        document["forecasts"] = [
            {name: text for name, text in vars(own).items() if text} for own in family.forecasts
        ]
    if family.sources:
        document["sources"] = list(family.sources)
    if len(family.questions) == 1:
        document["question"] = _question(family.questions[0], lookup)
    elif family.questions:
        document["questions"] = [_question(question, lookup) for question in family.questions]
    document["players"] = list(family.players)
    if family.accounts:
        ranking = family.ranking
        document["accounts"] = {account.name: _account(account, ranking) for account in family.accounts}
    scales = family.ranking.scales if family.ranking else {}
    if declared := [p for p in family.parameters if p.name not in scales]:
        document["parameters"] = {p.name: _parameter(p) for p in declared}
    form, bare = family.form, bool(family.terms)
    if family.ranking:  # which gives the payoffs
        zeros = (RationalFunction.constant(0),) * len(family.players)
        form, bare = with_payoffs(form, [zeros] * len(family.ranking.outcomes)), True
    if isinstance(form, NormalForm):
        named = {", ".join(play): name for play, name in family.names}
        document["table"] = {**_table(form, family.terms, bare=bare), **({"names": named} if named else {})}
    elif isinstance(form, RepeatedGame):
        stage = _table(form.stage, family.terms, bare=bare)
        document["repeated"] = {"discount": _discount(form), "stage": stage}
    elif isinstance(form, StochasticGame):
        document["stochastic"] = _stochastic(form, family.terms)
    else:
        document["tree"] = _tree(form, family.terms, dict(family.names), bare=bare)
        if order := _order(form):
            document["information_sets"] = order
    if family.automata:
        document["automaton"] = {own.name: _automaton(own, family) for own in family.automata}
    if family.ranking:
        count = len(family.players)
        document["preferences"] = preferences_of(family.ranking.orders[:count], family.ranking)
        if family.ranking.texts:
            document["strength"] = list(family.ranking.texts)
    if family.terms:
        check_terms(family.form, family.terms)
        document["terms"] = [_term(term) for term in family.terms]

    return written(document)


def begun(model: GameFamily | GraphModel) -> dict[str, Content]:
    """The beginning of a document: the format, and the words about a model."""
    words = {key: getattr(model, key) for key in ("title", "about", "claim", "prediction")}
    return {"format": _Formula(FORMAT), **{key: text for key, text in words.items() if text}}


def written(document: Mapping[str, Content]) -> str:
    """The text of a document; InvalidGame if it would be too long to be read."""
    text = str(yaml.emit(_events(document), Dumper=yaml.SafeDumper, width=_WIDTH, allow_unicode=True))
    if (size := len(text.encode())) > MAX_BYTES:
        raise InvalidGame(
            f"the model file would have {size:,} bytes, more than the {MAX_BYTES:,} that can be read"
        )
    return text


def preferences_of(orders: Sequence[Order], ranking: Ranking) -> dict[str, Content]:
    """Of each player the ranks, best first; or the comparisons that are known."""
    written: dict[str, Content] = {}
    for order in orders:
        ranks = [" = ".join(str(ranking.outcomes[own]) for own in rank) for rank in order.ranks]
        if order.is_complete:
            written[order.player] = ranks
            continue
        first = [str(ranking.outcomes[rank[0]]) for rank in order.ranks]
        alike = [own for own, rank in zip(ranks, order.ranks, strict=True) if len(rank) > 1]
        written[order.player] = {"known": [*alike, *(f"{first[a]} > {first[b]}" for a, b in order.covers)]}
    return written


def _question(question: Question, lookup: Lookup | None) -> dict[str, Content]:
    """The fields that differ from the question that is meant where nothing is said."""
    measure = MEASURES.get(question.paradox, PAYOFF)
    usual: dict[str, object] = {"paradox": "option", "quantifier": "strong", "measure": measure}
    written: dict[str, Content] = {}
    for name, value in question.fields.items():
        if not value or value == usual.get(name):
            continue
        if name == "model":
            value = _named(value, lookup)
        if name == "action" and len(value) == 1:
            (value,) = value
        written[name] = (
            value if isinstance(value, str) else [v if isinstance(v, str) else list(v) for v in value]
        )
    return written


def _named(model: object, lookup: Lookup | None) -> str:
    """The name in the catalog of the game that somebody believes to be played."""
    if isinstance(model, GameFamily) and model.origin and lookup is not None:
        with suppress(ParadoxError):
            if lookup(model.origin) == model:
                return model.origin
    raise InvalidGame("a question about a model of the game is written only where the catalog has that model")


def _parameter(p: Parameter) -> dict[str, Content]:
    if not p.name.isidentifier():
        raise InvalidGame(
            f"the parameter name {p.name!r} could not stand in a formula and so in no model file"
        )

    entry: dict[str, Content] = {
        "quantity": p.quantity,
        "range": [_Formula(p.low), _Formula(p.high)],
        "baseline": _Formula(p.baseline),
        "because": p.because,
        "unit": p.unit,
        "meaning": p.meaning,
        "standing": p.standing if p.quantity or p.standing != "assumed" else "",
        "source": p.source,
        "distribution": _distribution(p, p.distribution) if p.distribution else "",
    }

    # What is left out beside a quantity would be read as the quantity's own.
    told = ("unit", "meaning", "source") if p.quantity else ()
    return {key: content for key, content in entry.items() if content or key in told}


def _distribution(p: Parameter, plausible: Distribution) -> Content:
    for short in ("uniform", "triangular"):
        if plausible == read_distribution(short, p.low, p.high, p.baseline, p.name):
            return short
    ((kind, numbers),) = plausible.spelling().items()
    if isinstance(numbers, Mapping):
        return {kind: {_Formula(value): _Formula(weight) for value, weight in numbers.items()}}
    return {kind: [_Formula(number) for number in numbers]}


def _account(account: Account, ranking: Ranking | None) -> dict[str, Content]:
    entry: dict[str, Content] = {"meaning": account.meaning}
    if account.unit:
        entry["unit"] = account.unit
    if account.values:
        entry["values"] = {player: [_formula(value) for value in row] for player, row in account.values}
    if account.orders and ranking:
        entry["preferences"] = preferences_of(account.orders, ranking)
    return entry


def _term(term: Term) -> dict[str, Content]:
    entry: dict[str, Content] = {"player": term.player, "value": _formula(term.value)}
    if len(dict(term.when)) < len(term.when):  # two moves of one player
        entry["when"] = [{player: action} for player, action in term.when]
    elif term.when:
        entry["when"] = dict(term.when)
    if term.meaning:
        entry["meaning"] = term.meaning
    if term.account:
        entry["account"] = term.account
    return entry


def _formula(formula: RationalFunction) -> _Formula:
    """The formula's text, if the reader would take it."""
    try:
        text = formula.text()
        if parse_formula(text, formula.names) == formula:
            return _Formula(text)
        problem = "it reads back as another formula"
    except (ModelSyntaxError, ValueError) as error:  # ValueError: an integer of more than 4,300 digits
        problem = str(error)
    raise InvalidGame(f"a formula cannot be written to a model file: {problem}")


def _payoffs(
    payoffs: Sequence[RationalFunction], players: Sequence[str], terms: Sequence[Term], played: Moves
) -> list[RationalFunction]:
    """The payoffs beyond the terms."""
    return [rest or RationalFunction.constant(0) for rest in beyond_terms(payoffs, players, terms, played)]


def _table(form: NormalForm[RationalFunction], terms: Sequence[Term], *, bare: bool) -> dict[str, Content]:
    """The table; without payoffs where it may stand bare, and nothing is left to be written there."""
    table: dict[str, Content] = {
        "actions": {p: list(a) for p, a in zip(form.players, form.actions, strict=True)}
    }
    cells: dict[str, Content] = {}
    all_zero = True
    for profile, payoffs, played in zip(form.profiles(), form.payoffs, played_at(form), strict=True):
        rest = _payoffs(payoffs, form.players, terms, played)
        all_zero = all_zero and not any(rest)
        below = cells
        for action in profile[:-1]:
            inner = below.setdefault(action, {})
            assert isinstance(inner, dict)
            below = inner
        below[profile[-1]] = [_formula(p) for p in rest]
    return table if bare and all_zero else {**table, "payoffs": cells}


def _stochastic(form: StochasticGame[RationalFunction], terms: Sequence[Term]) -> dict[str, Content]:
    """The states, each with a line for every combination of actions."""
    played, states = iter(played_at(form)), dict[str, Content]()
    names = [state.name for state in form.states]

    for state in form.states:
        movers = [form.players[who] for who in state.movers]
        entry: dict[str, Content] = {}
        if movers:
            entry["moves"] = {
                player: list(state.actions[who]) for player, who in zip(movers, state.movers, strict=True)
            }

        lines: list[Content] = []
        cells: dict[tuple[str, ...], list[RationalFunction]] = {}
        for actions, row, cell in zip(state.combinations(), state.transitions, state.payoffs, strict=True):
            to: dict[str, Content] = {
                name: _formula(p) for name, p in zip(names, row, strict=True) if p.numerator
            }
            when: dict[str, Content] = dict(zip(movers, actions, strict=True))
            lines.append({"when": when, "to": to} if when else {"to": to})
            cells[actions] = _payoffs(cell, form.players, terms, next(played))

        if movers or lines != [{"to": {state.name: _formula(RationalFunction.constant(1))}}]:
            entry["then" if state.at_once else "next"] = lines
        if not terms or any(p.numerator for cell in cells.values() for p in cell):
            entry["payoffs"] = _nested_cells(cells)
        states[state.name] = entry

    return {
        "discount": _discount(form),
        "start": {name: _formula(p) for name, p in zip(names, form.start, strict=True) if p.numerator},
        "states": states,
    }


def _automaton(automaton: Automaton, family: GameFamily) -> Content:
    """An automaton that plays a family in periods."""
    form, states = family.form, dict[str, Content]()
    assert isinstance(form, StochasticGame)  # no other game is played by automata
    for name, entry in automaton.states.items():
        lines: list[Content] = []
        for step in steps_of(automaton, name, form, list(family.box)):
            odds: dict[str, Content] = {own: _formula(p) for own, p in step.to.items()}
            line: dict[str, Content] = {"when": dict(step.when)} if step.when else {}
            line["to"] = next(iter(odds)) if list(odds.values()) == ["1"] else odds
            lines.append({**line, "after": _Formula(step.after)} if step.after else line)
        states[name] = {"play": cast("Content", entry["play"]), "next": lines}
    return {**({"start": automaton.start} if automaton.start else {}), "states": states}


def _discount(form: StochasticGame[RationalFunction]) -> Content:
    """The discount factor, or for each player one where they differ."""
    if len(set(map(str, form.discounts))) == 1:
        return _formula(form.discounts[0])
    return {player: _formula(own) for player, own in zip(form.players, form.discounts, strict=True)}


def _nested_cells(cells: Mapping[tuple[str, ...], Sequence[RationalFunction]]) -> Content:
    """Payoffs by the actions that lead to them, one after the other."""
    if () in cells:
        return [_formula(p) for p in cells[()]]
    below: dict[str, dict[tuple[str, ...], Sequence[RationalFunction]]] = {}
    for (first, *rest), cell in cells.items():
        below.setdefault(first, {})[tuple(rest)] = cell
    return {action: _nested_cells(part) for action, part in below.items()}


def _tree(
    form: ExtensiveForm[RationalFunction],
    terms: Sequence[Term],
    names: Mapping[tuple[str, ...], str],
    *,
    bare: bool,
) -> Content:
    """The tree; ends without payoffs where they may stand bare, and nothing is left to be written there."""
    # Children come after their parent, so backwards every child is ready when its parent is written.
    done: dict[int, Content] = {}
    ends = zip(form.terminals(), outcomes_of(form, names), strict=True)
    called = {place: own.name for (place, _), own in ends if own.name}
    played = played_at(form) if terms else [frozenset()] * len(form.nodes)
    for position in range(len(form.nodes) - 1, -1, -1):
        node = form.nodes[position]
        if isinstance(node, Decision):
            info = form.information_sets[node.information_set]
            actions = {a: done.pop(child) for a, child in zip(info.actions, node.children, strict=True)}
            done[position] = {"player": info.player, "information_set": info.name, "actions": actions}
        elif isinstance(node, Lottery):
            outcomes: dict[str, Content] = {}
            for outcome, odds, child in zip(node.outcomes, node.probabilities, node.children, strict=True):
                outcomes[outcome] = {"probability": _formula(odds), "then": done.pop(child)}
            done[position] = {"chance": outcomes}

        else:
            rest = _payoffs(node.payoffs, form.players, terms, played[position])
            end: dict[str, Content] = {"name": called[position]} if position in called else {}
            if not bare or any(rest):
                end["payoffs"] = {p: _formula(v) for p, v in zip(form.players, rest, strict=True)}
            done[position] = end or "end"
    return done[0]


def _order(form: ExtensiveForm[RationalFunction]) -> list[Content]:
    """The order of the information sets, if it is not that in which the tree comes to them."""
    first = list(dict.fromkeys(n.information_set for n in form.nodes if isinstance(n, Decision)))
    if first == sorted(first):
        return []
    return [{"player": s.player, "information_set": s.name} for s in form.information_sets]


def _scalar(text: str) -> yaml.ScalarEvent:
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise InvalidGame(f"{text!r} holds half a character, which no file can")
    plain = isinstance(text, _Formula) or _is_plain_text(text)
    style = '"' if _OTHER_LINE_ENDS.intersection(text) else None
    return yaml.ScalarEvent(None, None, (plain, True), str(text), style=style)


def _events(document: Content) -> Iterator[yaml.Event]:
    yield yaml.StreamStartEvent()
    yield yaml.DocumentStartEvent(explicit=False)

    stack: list[tuple[str, object]] = [("value", document)]
    while stack:
        kind, item = stack.pop()
        if kind == "event":
            assert isinstance(item, yaml.Event)
            yield item
        elif isinstance(item, str):
            yield _scalar(item)
        elif isinstance(item, Mapping):
            yield yaml.MappingStartEvent(None, None, True, flow_style=_is_short(item))
            stack.append(("event", yaml.MappingEndEvent()))
            stack.extend(("value", part) for key in reversed(list(item)) for part in (item[key], key))
        elif isinstance(item, Sequence):
            yield yaml.SequenceStartEvent(None, None, True, flow_style=_is_short(item))
            stack.append(("event", yaml.SequenceEndEvent()))
            stack.extend(("value", part) for part in reversed(item))

    yield yaml.DocumentEndEvent(explicit=False)
    yield yaml.StreamEndEvent()


def _is_short(item: object) -> bool:
    """Tests whether it stands on one line: a list of texts, or a small mapping of texts and such lists."""
    if isinstance(item, Mapping):
        parts = list(item.values())
        if (
            not all(isinstance(p, str) or (isinstance(p, list) and _is_short(p)) for p in parts)
            or len(parts) < 2
        ):
            return not parts
        return sum(len(str(key)) + len(str(p)) + 4 for key, p in item.items()) <= _MAX_ON_ONE_LINE
    return (
        isinstance(item, Sequence)
        and all(isinstance(p, str) for p in item)
        and len(str(item)) <= _MAX_ON_ONE_LINE
    )


_RESOLVER = yaml.SafeDumper.yaml_implicit_resolvers


def _is_plain_text(text: str) -> bool:
    """Tests whether other YAML readers too take it for text when it stands without quotation marks."""
    candidates = [*_RESOLVER.get(text[:1], []), *_RESOLVER.get(None, [])]
    return bool(text) and not any(pattern.match(text) for _, pattern in candidates)
