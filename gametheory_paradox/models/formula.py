"""Formulas as text: numbers, names, + − × ÷, small whole powers, parentheses.  Nothing else, nothing runs."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from gametheory_paradox.errors import InvalidGame, ModelSyntaxError, suggestion
from gametheory_paradox.exact.bounded_arithmetic import MAX_DEGREE, BoundedArithmetic
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.rationals import exact

MAX_LENGTH = 100_000
MAX_NESTING = 50
MOST_CHARACTERS = 10_000  # of an inequality

_TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)|(?P<name>[^\W\d]\w*)|(?P<mark>\*\*|[-+*/^()]))"
)
_COMPARED = re.compile(r"([^<>=]*)(>=|<=|>|<)([^<>=]*)")
_SHORT_NUMBER = re.compile("-?[0-9]{1,15}")
# Each is one character, so that columns stay right.
_SAME_MARK = str.maketrans({"−": "-", "×": "*", "·": "*", "÷": "/"})


def parse_formula(text: str, names: Iterable[str], where: str = "formula") -> RationalFunction:
    """Reads the rational function that a text writes down.

    Powers bind strongest, then a leading minus, then products, then sums, as in school: ``-x^2`` is −(x²).
    Decimals are exact.  Nothing is cancelled: the function is undefined where any denominator in the text is
    zero.

    Parameters
    ----------
    text
        The formula, at most 100,000 characters.
    names
        The names that may occur in it.
    where
        What the formula is, for the error message.

    Raises
    ------
    ModelSyntaxError
        If it is not a formula, names something unknown, divides by zero everywhere, or is too large: nested
        deeper than 50, of a degree above 24, with more than 2,000 terms, or with coefficients of more than
        4,000 digits.  The error's ``column`` says where, counted from 1.

    Examples
    --------
    >>> print(parse_formula("(1 + c)^2 / 4 - 0.25", ["c"]))
    1/4*c^2 + 1/2*c
    """
    if _SHORT_NUMBER.fullmatch(text):  # what most payoffs are; a large table holds 100,000 of them
        return RationalFunction.constant(int(text))
    if len(text) > MAX_LENGTH:
        raise ModelSyntaxError(
            f"{where}: a formula may have at most {MAX_LENGTH:,} characters, got {len(text):,}"
        )
    return _Reader(_tokens(text, where), tuple(names), where).formula()


def parse_inequality(
    text: str, names: Iterable[str], where: str = "an inequality"
) -> RationalFunction | bool:
    """The formula that is positive where an inequality holds; a truth value where both sides are the same.

    Examples
    --------
    >>> print(parse_inequality("2*c < r - 1", ["c", "r"]))
    r - 2*c - 1
    """
    match = _COMPARED.fullmatch(text) if len(text) <= MOST_CHARACTERS else None
    if match is None:
        raise InvalidGame(f"{text!r:.80} is not an inequality such as 'r_C > c + h'")
    left, right = (parse_formula(side.strip(), names, where) for side in (match[1], match[3]))
    gain = left - right if match[2] in (">", ">=") else right - left
    return gain if gain else match[2] in (">=", "<=")


@dataclass(frozen=True)
class _Token:
    kind: str  # number, name, mark or end
    text: str
    column: int

    @property
    def shown(self) -> str:
        return (
            "the end"
            if self.kind == "end"
            else repr(self.text if len(self.text) <= 40 else self.text[:37] + "…")
        )


def _tokens(text: str, where: str) -> list[_Token]:
    text, tokens, position = text.translate(_SAME_MARK).rstrip(), [], 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        kind = match.lastgroup if match else None
        if match is None or kind is None or (kind == "name" and not match[kind].isidentifier()):
            while text[position].isspace():
                position += 1
            raise ModelSyntaxError(
                f"{where}: expected a number, a name or one of + - * / ^ ( ), got {text[position]!r}",
                column=position + 1,
            )
        tokens.append(_Token(kind, match[kind], match.start(kind) + 1))
        position = match.end()
    return [*tokens, _Token("end", "", len(text) + 1)]


class _Reader(BoundedArithmetic[_Token]):
    """Recursive descent over the tokens."""

    def __init__(self, tokens: list[_Token], names: tuple[str, ...], where: str):
        super().__init__(where)
        self.tokens, self.names = tokens, names
        self.position = self.depth = 0

    def formula(self) -> RationalFunction:
        result = self.sum()
        if self.next.kind != "end":
            hint = "; write a product with *" if self.next.kind != "mark" or self.next.text == "(" else ""
            raise self.problem(f"expected an operator or the end, got {self.next.shown}{hint}")
        return result

    @property
    def next(self) -> _Token:
        return self.tokens[self.position]

    def take(self, *marks: str) -> _Token | None:
        """The next token, if it is one of these marks."""
        if self.next.kind != "mark" or self.next.text not in marks:
            return None
        self.position += 1
        return self.tokens[self.position - 1]

    def problem(self, message: str, at: _Token | None = None) -> ModelSyntaxError:
        return ModelSyntaxError(f"{self.where}: {message}", column=(at or self.next).column)

    def sum(self) -> RationalFunction:
        parts = [self.product()]
        while mark := self.take("+", "-"):
            right = self.product()
            parts.append(right if mark.text == "+" else -right)
        return self.total(parts, self.next) if len(parts) > 1 else parts[0]

    def product(self) -> RationalFunction:
        result = self.signed()
        while mark := self.take("*", "/"):
            right = self.signed()
            result = self.times(result, right if mark.text == "*" else self.inverse(right, mark), mark)
        return result

    def signed(self) -> RationalFunction:
        negative = False
        while mark := self.take("+", "-"):
            negative ^= mark.text == "-"
        result = self.factor()
        return -result if negative else result

    def factor(self) -> RationalFunction:
        base = self.atom()
        mark = self.take("^", "**")
        if mark is None:
            return base
        exponent = self.exponent()
        if again := self.take("^", "**"):
            raise self.problem("a power of a power needs parentheses", again)
        return self.power(base, exponent, mark)

    def exponent(self) -> int:
        start, parentheses = self.next, self.take("(")
        negative = self.take("-") is not None

        token = self.next
        if (
            token.kind != "number"
            or not token.text.isdigit()
            or len(token.text) > 9
            or int(token.text) > MAX_DEGREE
        ):
            raise self.problem(
                f"expected a whole exponent from -{MAX_DEGREE} to {MAX_DEGREE}, got {token.shown}", start
            )
        self.position += 1
        if parentheses and not self.take(")"):
            raise self.problem(f"expected ) after the exponent, got {self.next.shown}")
        return -int(token.text) if negative else int(token.text)

    def atom(self) -> RationalFunction:
        token = self.next
        if self.take("("):
            self.depth += 1
            if self.depth > MAX_NESTING:
                raise self.problem(f"parentheses may be nested at most {MAX_NESTING} deep", token)
            inside = self.sum()
            if not self.take(")"):
                raise self.problem(f"expected ) for the ( in column {token.column}, got {self.next.shown}")
            self.depth -= 1
            return inside

        if token.kind not in ("number", "name"):
            raise self.problem(f"expected a number, a name or a formula in parentheses, got {token.shown}")
        self.position += 1
        if token.kind == "name":
            return self.variable(token)
        try:
            return RationalFunction.constant(exact(token.text, self.where))
        except InvalidGame as problem:
            raise ModelSyntaxError(str(problem), column=token.column) from None

    def variable(self, token: _Token) -> RationalFunction:
        if token.text in self.names:
            return RationalFunction.variable(token.text)
        known = (
            f"the names known here are {', '.join(self.names)}" if self.names else "no names are known here"
        )
        raise self.problem(
            f"{token.shown} is not a known name; {suggestion(token.text, self.names)}{known}", token
        )
