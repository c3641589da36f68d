"""Numbers and formulas as people write them: r_C − c − h for a picture, a page or plain text."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from html import escape

from gametheory_paradox.polynomials import Monomial, Polynomial, RationalFunction
from gametheory_paradox.rationals import Bound, as_decimal
from gametheory_paradox.table import GREEK, Record

LONGEST_UNBROKEN = 24  # characters of a formula in running text


@dataclass(frozen=True, repr=False)
class Notation(Record):
    """One way of writing formulas: names with subscripts, powers, and the sign between factors."""

    name: Callable[[str, str], str]  # the name and its subscript, which may be empty
    power: Callable[[str, int], str]
    times: str
    minus: str


_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def _math_word(word: str, upright: bool = False) -> str:
    safe = "".join("\\" + c if c in "_%#&${}" else c for c in word)
    if len(word) == 1 and word.isalnum():
        return word
    return f"\\mathrm{{{safe}}}" if upright or not word.isalpha() else f"\\mathit{{{safe}}}"


TEXT = Notation(
    name=lambda name, below: f"{name}_{below}" if below else name,
    power=lambda base, exponent: base + str(exponent).translate(_SUPERSCRIPTS),
    times="·",
    minus="−",
)
HTML = Notation(
    name=lambda name, below: f"<var>{escape(name)}</var>" + (f"<sub>{escape(below)}</sub>" if below else ""),
    power=lambda base, exponent: f"{base}<sup>{exponent}</sup>",
    times="\u202f",
    minus="−",
)
MATH = Notation(
    name=lambda name, below: (
        _math_word(name) + (f"_{{{_math_word(below, upright=len(below) > 1)}}}" if below else "")
    ),
    power=lambda base, exponent: f"{base}^{{{exponent}}}",
    times="\\,",
    minus="-",
)


def symbol(name: str, notation: Notation = HTML) -> str:
    """A parameter's name: Greek where it is spelled so, what follows the first underscore as a subscript."""
    head, _, below = name.partition("_")
    if not head or (_ and not below):
        head, below = name, ""
    return notation.name(GREEK.get(head, head), GREEK.get(below, below))


def formula(
    value: RationalFunction | Polynomial | Fraction, order: Iterable[str] = (), notation: Notation = HTML
) -> str:
    """A formula, positive terms first.

    Examples
    --------
    >>> r, c = RationalFunction.variable("r_C"), RationalFunction.variable("c")
    >>> formula(r * r - c + RationalFunction.constant(Fraction(1, 2)), notation=TEXT)
    'r_C² + 1/2 − c'
    """
    return "".join(pieces(value, order, notation))


def pieces(
    value: RationalFunction | Polynomial | Fraction, order: Iterable[str] = (), notation: Notation = HTML
) -> list[str]:
    """A formula in pieces between which a line may be broken; joined they are the formula."""
    rank = {name: position for position, name in enumerate(order)}
    if isinstance(value, Fraction):
        value = Polynomial.constant(value)
    if isinstance(value, Polynomial):
        return _sum(value, rank, notation)

    top = _sum(value.numerator, rank, notation)
    if value.denominator.is_constant:
        return top
    bottom = _sum(value.denominator, rank, notation)
    if len(top) > 1:
        top = ["(" + top[0], *top[1:-1], top[-1] + ")"]
    if not value.denominator.is_variable:
        bottom = ["(" + bottom[0], *bottom[1:]]
        bottom[-1] += ")"
    return [*top[:-1], f"{top[-1]}/{bottom[0]}", *bottom[1:]]


def comparison(
    polynomial: Polynomial, relation: str, order: Iterable[str] = (), notation: Notation = HTML
) -> str:
    """The condition "polynomial relation 0" with every term on the side where it is positive.

    Examples
    --------
    >>> r, c, h = map(Polynomial.variable, ("r_C", "c", "h"))
    >>> comparison(r - c - h, ">", notation=TEXT)
    'r_C > c + h'
    """
    rank = {name: position for position, name in enumerate(order)}
    left = Polynomial({m: v for m, v in polynomial.terms.items() if v > 0})
    right = Polynomial({m: -v for m, v in polynomial.terms.items() if v < 0})
    if not left or (left.is_constant and right):  # 0 < c reads better as c > 0
        left, right, relation = right, left, _MIRRORED.get(relation, relation)
    if notation is HTML:
        relation = escape(relation)
    return f"{''.join(_sum(left, rank, notation))} {relation} {''.join(_sum(right, rank, notation))}"


_MIRRORED = {">": "<", "<": ">", "≥": "≤", "≤": "≥"}


def _sum(polynomial: Polynomial, rank: dict[str, int], notation: Notation) -> list[str]:
    if not polynomial:
        return ["0"]

    def key(monomial: Monomial) -> tuple[object, ...]:
        powers = sorted((rank.get(name, len(rank)), name, -power) for name, power in monomial)
        return (polynomial.terms[monomial] < 0, -sum(power for _, power in monomial), powers)

    written: list[str] = []
    for monomial in sorted(polynomial.terms, key=key):
        coefficient = polynomial.terms[monomial]
        term = _term(abs(coefficient), monomial, rank, notation)
        if written:
            written.append(f" {notation.minus if coefficient < 0 else '+'} {term}")
        else:
            written.append((notation.minus if coefficient < 0 else "") + term)
    return written


def _term(coefficient: Fraction, monomial: Monomial, rank: dict[str, int], notation: Notation) -> str:
    factors = []
    for name, exponent in sorted(monomial, key=lambda factor: (rank.get(factor[0], len(rank)), factor[0])):
        written = symbol(name, notation)
        factors.append(written if exponent == 1 else notation.power(written, exponent))
    if not factors:
        return str(coefficient)
    if coefficient.numerator != 1:
        factors.insert(0, str(coefficient.numerator))
    below = f"/{coefficient.denominator}" if coefficient.denominator != 1 else ""
    return notation.times.join(factors) + below


def prose(text: str, names: Iterable[str]) -> str:
    """Text as HTML in which formulas made of nothing but the given names and numbers are set as formulas.

    Examples
    --------
    >>> prose("where c > h, in c. 2021", ["c", "h"])
    'where <span class="nowrap"><var>c</var> &gt; <var>h</var></span>, in c. 2021'
    """
    ordered = sorted(names, key=len, reverse=True)
    if not ordered:
        return escape(text)
    atom = f"(?:{'|'.join(map(re.escape, ordered))}|\\d+(?:\\.\\d+)?)(?!\\w)"
    lone = "|".join(re.escape(name) for name in ordered if "_" in name) or "(?!)"
    expression = re.compile(
        rf"(?<![\w.]){atom}(?:\s*(?:[-+*/<>=≤≥−]|<=|>=)\s*{atom})+|(?<!\w)(?:{lone})(?!\w)"
    )

    word = re.compile(f"({'|'.join(map(re.escape, ordered))})")
    written, end = "", 0
    for found in expression.finditer(text):
        parts = word.split(found[0])  # what stands between names, and names, alternately
        if len(parts) == 1:
            continue
        signs = (part.replace("-", "−").replace("<=", "≤").replace(">=", "≥") for part in parts[::2])
        parts[::2] = map(escape, signs)
        parts[1::2] = map(symbol, parts[1::2])
        whole = "".join(parts)
        whole = f'<span class="nowrap">{whole}</span>' if len(found[0]) <= LONGEST_UNBROKEN else whole
        written += escape(text[end : found.start()]) + whole
        end = found.end()
    return written + escape(text[end:])


def percent(share: Fraction, bound: Bound = "", digits: int = 2) -> str:
    """A share in percent, the nearest, or rounded so that a bound stays a bound.

    Examples
    --------
    >>> percent(Fraction(1, 3)), percent(Fraction(1, 3), "upper")
    ('33.33%', '33.34%')
    """
    text = as_decimal(share * 100, places=digits, bound=bound)
    return f"{text.rstrip('0').rstrip('.') if digits else text}%"
