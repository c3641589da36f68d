"""A game as plain data and back, and the hash by which certificates cite it.

The hash is SHA-256 of the UTF-8 JSON, keys sorted, no spaces, of players, information sets, tree or table,
and exact payoffs. Titles, sources and comments are not part of it.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.games.extensive_form import Decision, ExtensiveForm, Lottery, Terminal
from gametheory_paradox.games.information import InformationSet
from gametheory_paradox.games.normal_form import NormalForm
from gametheory_paradox.polynomials import Polynomial, RationalFunction
from gametheory_paradox.rationals import exact

P = TypeVar("P")
MAX_EXPONENT = 64
MOST_PLAYERS = 100


def game_to_data(game: NormalForm[P] | ExtensiveForm[P]) -> dict[str, object]:
    """The game as JSON; numbers are text, formulas are lists of terms."""
    sets = [{"player": s.player, "name": s.name, "actions": list(s.actions)} for s in game.information_sets]
    if isinstance(game, NormalForm):
        cells = [[formula_to_data(p) for p in cell] for cell in game.payoffs]
        return {"form": "normal", "players": list(game.players), "information_sets": sets, "payoffs": cells}
    nodes: list[dict[str, object]] = []
    for node in game.nodes:
        if isinstance(node, Decision):
            nodes.append({"set": node.information_set, "children": list(node.children)})
        elif isinstance(node, Lottery):
            odds = [formula_to_data(p) for p in node.probabilities]
            nodes.append(
                {"outcomes": list(node.outcomes), "probabilities": odds, "children": list(node.children)}
            )
        else:
            nodes.append({"payoffs": [formula_to_data(p) for p in node.payoffs]})
    return {"form": "extensive", "players": list(game.players), "information_sets": sets, "nodes": nodes}


def game_hash(game: NormalForm[P] | ExtensiveForm[P]) -> str:
    """The canonical hash: 64 hexadecimal digits."""
    text = json.dumps(game_to_data(game), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def number_from_data(data: object) -> Fraction:
    """A rational written by ``game_to_data``."""
    if not isinstance(data, str):
        raise InvalidGame(f"expected a number as text, got {data!r:.60}")
    number = exact(data)
    if str(number) != data:
        raise InvalidGame(f"expected a number in lowest terms, such as {number}, got {data!r:.60}")
    return number


def formula_from_data(data: object) -> RationalFunction:
    """A formula written by ``game_to_data``: text for a number, a list of terms, or {"numerator", "denominator"}."""
    if isinstance(data, Mapping):
        denominator = polynomial_from_data(_field(data, "denominator"))
        if not denominator:
            raise InvalidGame("a denominator is zero everywhere")
        return RationalFunction(polynomial_from_data(_field(data, "numerator")), denominator)
    return RationalFunction(polynomial_from_data(data))


def written_formula(data: object) -> RationalFunction:
    """A formula that must stand there exactly as ``game_to_data`` writes it."""
    formula = formula_from_data(data)
    if formula_to_data(formula) != data:
        raise InvalidGame(f"a formula is not written as it should be: {data!r:.60}")
    return formula


def game_from_data(data: object, number: Callable[[object], P]) -> NormalForm[P] | ExtensiveForm[P]:
    """The game that ``game_to_data`` wrote; ``number`` reads its payoffs and probabilities.

    Raises
    ------
    InvalidGame
        If anything is missing, of the wrong type, or does not make a game.
    """
    players = tuple(_texts(_field(data, "players")))
    if len(players) > MOST_PLAYERS:
        raise InvalidGame(f"a game on file has at most {MOST_PLAYERS} players")
    sets = tuple(
        InformationSet(
            _text(_field(s, "player")),
            _text(_field(s, "name"), empty=True),
            tuple(_texts(_field(s, "actions"))),
        )
        for s in _list(_field(data, "information_sets"))
    )
    form = _field(data, "form")
    if form == "normal":
        if tuple(s.player for s in sets) != players or any(s.name for s in sets):
            raise InvalidGame(
                "in normal form each player has one information set, without a name, in the players' order"
            )
        cells = tuple(tuple(number(p) for p in _list(cell)) for cell in _list(_field(data, "payoffs")))
        return NormalForm(players, tuple(s.actions for s in sets), cells)
    if form != "extensive":
        raise InvalidGame(f"a game's form is 'normal' or 'extensive', got {form!r:.60}")
    if any(not s.name for s in sets):
        raise InvalidGame("in extensive form every information set has a name")
    return ExtensiveForm(players, sets, tuple(_node(n, number) for n in _list(_field(data, "nodes"))))


def _node(data: object, number: Callable[[object], P]) -> Decision | Lottery[P] | Terminal[P]:
    if not isinstance(data, Mapping):
        raise InvalidGame(f"expected a node, got {data!r:.60}")
    if "payoffs" in data:
        return Terminal(tuple(number(p) for p in _list(data["payoffs"])))
    children = tuple(_whole(c) for c in _list(_field(data, "children")))
    if "set" in data:
        return Decision(_whole(data["set"]), children)
    odds = tuple(number(p) for p in _list(_field(data, "probabilities")))
    return Lottery(tuple(_texts(_field(data, "outcomes"))), odds, children)


def formula_to_data(value: object) -> object:
    """A number as text, a formula as a list of terms or {"numerator", "denominator"}."""
    if isinstance(value, RationalFunction):
        if value.denominator.is_constant:
            return polynomial_to_data(value.numerator)
        return {
            "numerator": polynomial_to_data(value.numerator),
            "denominator": polynomial_to_data(value.denominator),
        }
    return str(value)


def polynomial_to_data(polynomial: Polynomial) -> object:
    """A polynomial as a list of [coefficient, {variable: exponent}]."""
    return [[str(value), dict(monomial)] for monomial, value in sorted(polynomial.terms.items())]


def polynomial_from_data(data: object) -> Polynomial:
    """A polynomial written by ``game_to_data``: text for a number, or a list of [coefficient, {variable: exponent}]."""
    if isinstance(data, str):
        return Polynomial.constant(exact(data))
    terms: dict[tuple[tuple[str, int], ...], Fraction] = {}
    for term in _list(data):
        coefficient, powers = _list(term, 2)
        if not isinstance(powers, Mapping) or any(
            not 1 <= _whole(p) <= MAX_EXPONENT for p in powers.values()
        ):
            raise InvalidGame(
                f"expected variables with exponents from 1 to {MAX_EXPONENT}, got {powers!r:.60}"
            )
        monomial = tuple(sorted((_text(n), _whole(p)) for n, p in powers.items()))
        if monomial in terms:
            raise InvalidGame(f"a term stands twice: {powers!r:.60}")
        terms[monomial] = number_from_data(coefficient)
    return Polynomial(terms)


def _field(data: object, name: str) -> object:
    if not isinstance(data, Mapping) or name not in data:
        raise InvalidGame(f"the field {name!r} is missing")
    return data[name]


def _list(data: object, length: int | None = None) -> Sequence[object]:
    if not isinstance(data, list) or (length is not None and len(data) != length):
        raise InvalidGame(f"expected a list{'' if length is None else f' of {length}'}, got {data!r:.60}")
    return data


def _text(data: object, *, empty: bool = False) -> str:
    if not isinstance(data, str) or not (data or empty):
        raise InvalidGame(f"expected text, got {data!r:.60}")
    return data


def _texts(data: object) -> list[str]:
    return [_text(item) for item in _list(data)]


def _whole(data: object) -> int:
    if isinstance(data, bool) or not isinstance(data, int) or not 0 <= data < 10**9:
        raise InvalidGame(f"expected a whole number, got {data!r:.60}")
    return data
