"""Parts that games of every form have: headings, measures of payoffs, and fields as JSON."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any, NamedTuple, TypeAlias, TypeVar

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms.states.stochastic_game import StochasticGame
from gametheory_paradox.forms.tables.normal_form import NormalForm
from gametheory_paradox.forms.tables.normal_form_record import P
from gametheory_paradox.forms.trees.extensive_form import ExtensiveForm
from gametheory_paradox.forms.trees.extensive_form_record import Terminal
from gametheory_paradox.forms.trees.information import InformationSet
from gametheory_paradox.polynomials import Polynomial, RationalFunction
from gametheory_paradox.rationals import MAX_DIGITS, exact

# The heading of a game as data: what every form has
# ---------------------------------------------------

EntryReader: TypeAlias = Callable[[object], P]
"""Reads a payoff or a probability of a game as data: a number, or a formula."""


class Heading(NamedTuple):
    """The players, their information sets and actions, and the measure compared in the place of payoffs."""

    players: tuple[str, ...]
    information_sets: tuple[InformationSet, ...]
    measure: str


# The three forms of a game, whatever its payoffs are: a table, a tree, or states that follow each other
# ----------------------------------------------------------------------------

GameForm: TypeAlias = NormalForm[P] | ExtensiveForm[P] | StochasticGame[P]


# Payoffs with a measure and without it: without, all that equilibria hang on
# ----------------------------------------------------------------------------

G = TypeVar("G", bound=GameForm[Any])


def without_measure(game: G) -> G:
    """The game with payoffs alone; the game itself if it names no measure.

    Examples
    --------
    >>> from fractions import Fraction
    >>> border = NormalForm(("P",), (("close", "open"),), ((Fraction(15), Fraction(-17)),
    ...     (Fraction(0), Fraction(0))), measure="security")
    >>> border.column("P"), without_measure(border).payoffs
    (1, ((Fraction(15, 1),), (Fraction(0, 1),)))
    """
    if not game.measure:
        return game
    players = len(game.players)
    if isinstance(game, NormalForm):
        return replace(game, payoffs=tuple(cell[:players] for cell in game.payoffs), measure="")
    if isinstance(game, StochasticGame):
        return game.with_payoffs(cell[:players] for cell in cells_of(game))  # type: ignore[return-value]
    nodes = tuple(
        Terminal(node.payoffs[:players]) if isinstance(node, Terminal) else node for node in game.nodes
    )
    return replace(game, nodes=nodes, measure="")


def cells_of(game: GameForm[P]) -> list[tuple[P, ...]]:
    """Everybody's payoffs and values of a measure, in each cell, at each end, or for each combination."""
    if isinstance(game, StochasticGame):
        return [cell for state in game.states for cell in state.payoffs]
    if isinstance(game, NormalForm):
        return list(game.payoffs)
    return [end.payoffs for _, end in game.terminals()]


# Fields of JSON objects: numbers as text, names, lists; InvalidGame says what is malformed
# ----------------------------------------------------------------------------

_NUMBER = re.compile(rf"-?\d{{1,{MAX_DIGITS}}}(/[1-9]\d{{0,{MAX_DIGITS - 1}}})?", re.ASCII)
_HALF = re.compile("[\ud800-\udfff]")  # of a character, which UTF-8 cannot write
_COMMON = {"0": Fraction(0), "1": Fraction(1)}  # of large trees most numbers are these


def number_from_data(data: object) -> Fraction:
    """A rational written by ``game_to_data``."""
    if isinstance(data, str) and data in _COMMON:
        return _COMMON[data]
    if not isinstance(data, str) or not _NUMBER.fullmatch(data):
        raise InvalidGame(f"expected a number as text, such as -1/3, got {data!r:.60}")
    number = Fraction(data)
    if str(number) != data:
        raise InvalidGame(f"expected a number in lowest terms, such as {number}, got {data!r:.60}")
    return number


def field_in(data: object, name: str) -> object:
    """A field that must be there."""
    if not isinstance(data, Mapping) or name not in data:
        raise InvalidGame(f"the field {name!r} is missing")
    return data[name]


def fields_in(data: object, *names: str) -> list[object]:
    """The fields of an object that has exactly these."""
    values = [field_in(data, name) for name in names]
    if isinstance(data, Mapping) and len(data) > len(names):
        more = next(name for name in data if name not in names)
        raise InvalidGame(f"there is no field {more!r:.60} here, only {', '.join(names)}")
    return values


def check_fields(data: object, *names: str) -> None:
    """Refuse what is no object, lacks one of these fields or has another."""
    fields_in(data, *names)


def payoff_fields(measure: str) -> tuple[str, ...]:
    """The fields with what is paid, and with the values of the measure if one is named."""
    return ("payoffs", "measures") if measure else ("payoffs",)


def list_in(data: object, length: int | None = None) -> Sequence[object]:
    """A list, of a given length if one is given."""
    if not isinstance(data, list | tuple) or (length is not None and len(data) != length):
        raise InvalidGame(f"expected a list{'' if length is None else f' of {length}'}, got {data!r:.60}")
    return data


def text_in(data: object, *, empty: bool = False) -> str:
    """Text, which may be empty only where that is said."""
    if not isinstance(data, str) or not (data or empty) or _HALF.search(data):
        raise InvalidGame(f"expected text, got {data!r:.60}")
    return data


def texts_in(data: object) -> list[str]:
    """A list of texts."""
    return [text_in(item) for item in list_in(data)]


def integer_in(data: object) -> int:
    """A whole number."""
    if isinstance(data, bool) or not isinstance(data, int):
        raise InvalidGame(f"expected a whole number, got {data!r:.60}")
    return data


def whole_in(data: object) -> int:
    """A whole number of at most nine digits, not negative."""
    if not 0 <= integer_in(data) < 10**9:
        raise InvalidGame(f"expected a whole number from 0 to {10**9 - 1}, got {data!r:.60}")
    return integer_in(data)


# Formulas as plain data and back
# --------------------------------

MAX_EXPONENT = 64


def formula_from_data(data: object) -> RationalFunction:
    """A formula as data: text for a number, a list of terms, or {"numerator", "denominator"}."""
    if isinstance(data, str):
        return RationalFunction.constant(exact(data))
    if not isinstance(data, Mapping):
        return RationalFunction(polynomial_from_data(data))
    above, below = map(polynomial_from_data, fields_in(data, "numerator", "denominator"))
    if not below:
        raise InvalidGame("a denominator is zero everywhere")
    return RationalFunction(above, below)


def written_formula(data: object) -> RationalFunction:
    """A formula that must stand there exactly as ``game_to_data`` writes it."""
    formula = formula_from_data(data)
    if formula_to_data(formula) != data:
        raise InvalidGame(f"a formula is not written as it should be: {data!r:.60}")
    return formula


def formula_to_data(value: object) -> object:
    """A number as text, a formula as a list of terms or {"numerator", "denominator"}."""
    if not isinstance(value, RationalFunction):
        return str(value)
    above, below = polynomial_to_data(value.numerator), polynomial_to_data(value.denominator)
    return above if value.denominator.is_constant else {"numerator": above, "denominator": below}


def polynomial_to_data(polynomial: Polynomial) -> object:
    """A polynomial as a list of [coefficient, {variable: exponent}]."""
    return [[str(value), dict(monomial)] for monomial, value in sorted(polynomial.terms.items())]


def polynomial_from_data(data: object) -> Polynomial:
    """A polynomial as data: a list of [coefficient, {variable: exponent}]."""
    terms: dict[tuple[tuple[str, int], ...], Fraction] = {}
    for coefficient, powers in (list_in(term, 2) for term in list_in(data)):
        if not isinstance(powers, Mapping) or any(
            not 1 <= whole_in(power) <= MAX_EXPONENT for power in powers.values()
        ):
            raise InvalidGame(f"expected exponents from 1 to {MAX_EXPONENT}, got {powers!r:.60}")
        monomial = tuple(sorted((text_in(name), whole_in(power)) for name, power in powers.items()))
        if monomial in terms:
            raise InvalidGame(f"a term stands twice: {powers!r:.60}")
        terms[monomial] = number_from_data(coefficient)
    return Polynomial(terms)
