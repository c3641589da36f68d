"""Games, families and questions written as Python that makes them again."""

import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import islice
from typing import Any

from gametheory_paradox.catalog import load
from gametheory_paradox.errors import ParadoxError
from gametheory_paradox.families import GameFamily
from gametheory_paradox.families.moves import as_moves
from gametheory_paradox.games import Chance, ExtensiveForm, Move, NormalForm
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.polynomials import RationalFunction

WIDTH = 100
STANDARD = {"action": (), "at": (), "coalition": (), "quantifier": "strong", "concept": None}  # not written
Nested = Sequence[Any] | Mapping[str, Any]


def number_code(value: Fraction) -> str:
    """A number: a whole one as such, a fraction as text, which every reader here takes exactly."""
    return str(value.numerator) if value.denominator == 1 else text_code(str(value))


def code_of(value: object, indent: int = 0) -> str:
    """A game, a family, or a value made of them, of numbers and texts; over several lines if it is long."""
    if isinstance(value, NormalForm):
        players = range(len(value.players))
        tables = [_nested([cell[who] for cell in value.payoffs], value.shape) for who in players]
        return _call(
            "gp.NormalForm.from_tables",
            [list(value.players), [list(names) for names in value.actions], *tables],
            indent,
        )
    if isinstance(value, ExtensiveForm):
        return _call("gp.ExtensiveForm.from_tree", [list(value.players), as_moves(value)], indent)
    if isinstance(value, GameFamily):
        return _family(value, indent)
    if isinstance(value, Move):
        return _call("gp.Move", [value.player, value.at, value.actions], indent)
    if isinstance(value, Chance):
        return _call("gp.Chance", [value.outcomes], indent)
    if isinstance(value, Fraction):
        return number_code(value)
    if isinstance(value, RationalFunction):
        return _formula(value)
    if isinstance(value, Mapping):
        parts = [f"{text_code(str(name))}: {code_of(part, indent + 4)}" for name, part in value.items()]
        return _bracketed("{", parts, "}", indent)
    if isinstance(value, list | tuple):
        parts = [code_of(part, indent + 4) for part in value]
        if isinstance(value, tuple):
            return _bracketed("(", parts, ",)" if len(parts) == 1 else ")", indent)
        return _bracketed("[", parts, "]", indent)
    return text_code(value) if isinstance(value, str) else repr(value)


def text_code(text: str) -> str:
    """A text between double quotes."""
    return json.dumps(text, ensure_ascii=False)


def question_code(name: str, question: Question, values: Mapping[str, Fraction]) -> str:
    """A call of ``detect`` about the game of a name, or the family where parameters have these values."""
    fields = {key: value for key, value in question.fields.items() if value != STANDARD.get(key)}
    fields |= {"values": values} if values else {}
    said = [f"{key}={code_of(_single(value), 4)}" for key, value in fields.items()]
    return _bracketed("gp.detect(", [name, text_code(question.paradox), *said], ")", 0)


def _single(value: object) -> object:
    """A name alone instead of a list of one."""
    return value[0] if isinstance(value, tuple) and len(value) == 1 else value


def point_code(name: str, point: Mapping[str, Fraction]) -> str:
    """A family's game at a point."""
    return _bracketed(f"{name}.at(", [f"{key}={number_code(value)}" for key, value in point.items()], ")", 0)


def can_be_loaded(family: GameFamily) -> bool:
    """Whether the family is what lies where it was read from."""
    try:
        return bool(family.origin) and load(family.origin) == family
    except (ParadoxError, OSError):
        return False


def _family(family: GameFamily, indent: int) -> str:
    if can_be_loaded(family):
        return f"gp.load({text_code(family.origin)})"
    ranges = {p.name: (p.low, p.high, p.baseline) for p in family.parameters}
    form, players = family.form, list(family.players)
    if isinstance(form, NormalForm):
        cells = _nested(list(form.payoffs), form.shape)
        return _call(
            "gp.family_from_table", [players, [list(names) for names in form.actions], cells, ranges], indent
        )
    return _call("gp.family_from_tree", [players, as_moves(form), ranges], indent)


def _formula(value: RationalFunction) -> str:
    constant = not value.names
    return number_code(value.value({})) if constant else text_code(str(value))


def _nested(flat: Sequence[Any], shape: Sequence[int]) -> object:
    """A list of cells as nested lists, the first player's action outermost."""
    rows: list[Any] = list(flat)
    for size in reversed(shape[1:]):
        entries = iter(rows)
        rows = [list(islice(entries, size)) for _ in range(len(rows) // size)]
    return rows


def _call(name: str, arguments: Sequence[object], indent: int) -> str:
    return _bracketed(f"{name}(", [code_of(argument, indent + 4) for argument in arguments], ")", indent)


def _bracketed(opening: str, parts: Sequence[str], closing: str, indent: int) -> str:
    line = f"{opening}{', '.join(parts)}{closing}"
    if len(line) + indent <= WIDTH and "\n" not in line:
        return line
    inside = "".join(f"{' ' * (indent + 4)}{part},\n" for part in parts)
    return f"{opening}\n{inside}{' ' * indent}{closing.lstrip(',')}"
