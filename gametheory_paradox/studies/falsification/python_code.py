"""Games, families and questions written as Python that makes them again."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import islice
from typing import Any

from gametheory_paradox.catalog import load
from gametheory_paradox.errors import ParadoxError
from gametheory_paradox.forms import (
    PAYOFF,
    Chance,
    ExtensiveForm,
    Move,
    NormalForm,
    StochasticGame,
    game_to_data,
)
from gametheory_paradox.models import GameFamily, measured_values
from gametheory_paradox.models.accounts import as_moves
from gametheory_paradox.models.files import write_model
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.polynomials import RationalFunction

WIDTH = 100
STANDARD = {  # not written
    "action": (),
    "at": (),
    "coalition": (),
    "quantifier": "strong",
    "concept": None,
    "measure": PAYOFF,
}


def number_code(value: Fraction) -> str:
    """A number: a whole one as such, a fraction as text, which every reader here takes exactly."""
    return str(value.numerator) if value.denominator == 1 else text_code(str(value))


def code_of(value: object, indent: int = 0) -> str:
    """A game, a family, or a value made of them, of numbers and texts; over several lines if it is long."""
    return next(write(value, indent) for kind, write in CODES.items() if isinstance(value, kind))


def _table(game: NormalForm[Fraction], indent: int) -> str:
    if game.measure:  # only the plain constructor takes what follows the payoffs
        return _call(
            "gp.NormalForm", [game.players, game.actions, game.payoffs], indent, measure=game.measure
        )
    tables = [_nested([cell[who] for cell in game.payoffs], game.shape) for who in range(len(game.players))]
    names = [list(own) for own in game.actions]
    return _call("gp.NormalForm.from_tables", [list(game.players), names, *tables], indent)


def _listed(parts: Sequence[object], indent: int) -> list[str]:
    return [code_of(part, indent + 4) for part in parts]


def _named(value: Mapping[str, object], indent: int) -> str:
    parts = [f"{text_code(str(name))}: {code_of(part, indent + 4)}" for name, part in value.items()]
    return _bracketed("{", parts, "}", indent)


def text_code(text: str) -> str:
    """A text between double quotes."""
    return json.dumps(text, ensure_ascii=False)


def question_code(name: str, question: Question, values: Mapping[str, Fraction]) -> str:
    """A call of ``detect`` about the game of a name, or the family where parameters have these values."""
    fields = _fields(question) + ([f"values={code_of(values, 4)}"] if values else [])
    return _bracketed("gp.detect(", [name, *fields], ")", 0)


def _question(question: Question, indent: int) -> str:
    return _bracketed("gp.Question(", _fields(question, indent), ")", indent)


def _fields(question: Question, indent: int = 0) -> list[str]:
    """The paradox of a question, and its other fields as keywords."""
    told = question.fields.items()
    fields = {key: own for key, own in told if key != "paradox" and own != STANDARD.get(key)}
    said = [f"{key}={code_of(_single(value), indent + 4)}" for key, value in fields.items()]
    return [text_code(question.paradox), *said]


def _single(value: object) -> object:
    """A name alone instead of a list of one."""
    return value[0] if isinstance(value, tuple) and len(value) == 1 else value


def point_code(name: str, point: Mapping[str, Fraction]) -> str:
    """A family's game at a point."""
    return _bracketed(f"{name}.at(", [f"{key}={number_code(value)}" for key, value in point.items()], ")", 0)


def can_be_loaded(family: GameFamily) -> bool:
    """True if the family is what lies where it was read from."""
    try:
        return bool(family.origin) and load(family.origin) == family
    except (ParadoxError, OSError):
        return False


def _family(family: GameFamily, indent: int) -> str:
    if can_be_loaded(family):
        return f"gp.load({text_code(family.origin)})"
    if isinstance(family.form, StochasticGame):
        return f"gp.models.files.read_model({text_code(write_model(family, load))})"
    if family.accounts:  # every term is part of a payoff by now, and of an account by outcome
        bare, values = replace(family.measured(PAYOFF), accounts=(), terms=()), {}
        for account in family.accounts:
            columns = zip(*measured_values(family, account.name), strict=True)
            own = {who: list(column) for who, column in zip(family.players, columns, strict=True)}
            values[account.name] = {"meaning": account.meaning, "unit": account.unit, "values": own}
        return _call("gp.models.with_accounts", [bare, values], indent)

    ranges = {p.name: (p.low, p.high, p.baseline) for p in family.parameters}
    form, players = family.form, list(family.players)
    if isinstance(form, NormalForm):
        cells = _nested(list(form.payoffs), form.shape)
        return _call(
            "gp.family_from_table", [players, [list(names) for names in form.actions], cells, ranges], indent
        )
    return _call("gp.family_from_tree", [players, as_moves(form), ranges], indent)


def _nested(flat: Sequence[Any], shape: Sequence[int]) -> object:
    """A list of cells as nested lists, the first player's action outermost."""
    rows: list[Any] = list(flat)
    for size in reversed(shape[1:]):
        entries = iter(rows)
        rows = [list(islice(entries, size)) for _ in range(len(rows) // size)]
    return rows


def _call(name: str, arguments: Sequence[object], indent: int, **named: str) -> str:
    said = [f"{key}={text_code(value)}" for key, value in named.items() if value]
    return _bracketed(f"{name}(", [*_listed(arguments, indent), *said], ")", indent)


def _bracketed(opening: str, parts: Sequence[str], closing: str, indent: int) -> str:
    line = f"{opening}{', '.join(parts)}{closing}"
    if len(line) + indent <= WIDTH and "\n" not in line:
        return line
    inside = "".join(f"{' ' * (indent + 4)}{part},\n" for part in parts)
    return f"{opening}\n{inside}{' ' * indent}{closing.lstrip(',')}"


CODES: Mapping[type, Callable[[Any, int], str]] = {
    NormalForm: _table,
    ExtensiveForm: lambda game, indent: _call(
        "gp.ExtensiveForm.from_tree", [list(game.players), as_moves(game)], indent, measure=game.measure
    ),
    StochasticGame: lambda game, indent: (
        f"gp.forms.game_from_data({code_of(game_to_data(game), indent)}, gp.forms.number_from_data)"
    ),
    GameFamily: _family,
    Question: _question,
    Move: lambda move, indent: _call("gp.Move", [move.player, move.at, move.actions], indent),
    Chance: lambda chance, indent: _call("gp.Chance", [chance.outcomes], indent),
    Fraction: lambda number, indent: number_code(number),
    RationalFunction: lambda formula, indent: (
        text_code(str(formula)) if formula.names else number_code(formula.value({}))
    ),
    Mapping: _named,
    list: lambda parts, indent: _bracketed("[", _listed(parts, indent), "]", indent),
    tuple: lambda parts, indent: _bracketed(
        "(", _listed(parts, indent), ",)" if len(parts) == 1 else ")", indent
    ),
    str: lambda text, indent: text_code(text),
    object: lambda value, indent: repr(value),
}
"""For each type of value what writes it, beginning at a column."""
