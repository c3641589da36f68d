"""The words of Gambit's files, and a reader that takes them one by one and says where it stumbles."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from gametheory_paradox.errors import InvalidGame, ModelSyntaxError
from gametheory_paradox.rationals import exact

_TOKEN = re.compile(r'(?P<text>"(?:[^"\\]|\\.)*")|(?P<mark>[{}])|(?P<word>[^\s{}",]+)', re.DOTALL)
_SKIP = re.compile(r"[\s,]*")


@dataclass(frozen=True)
class Token:
    """A word with its place."""

    kind: str  # text, mark, word or end
    value: str
    line: int
    column: int


def tokens(text: str, file: str) -> list[Token]:
    """The words of a file."""
    found: list[Token] = []
    position, line, start = 0, 1, 0

    def skip(to: int) -> None:
        nonlocal line, start, position
        line += text.count("\n", position, to)
        start = max(start, text.rfind("\n", position, to) + 1)
        position = to

    while True:
        match = _SKIP.match(text, position)
        skip(match.end() if match else position)
        if position == len(text):
            return [*found, Token("end", "", line, position - start + 1)]
        token = _TOKEN.match(text, position)
        if token is None:
            raise ModelSyntaxError(
                'a text without a closing "', file=file, line=line, column=position - start + 1
            )
        kind = str(token.lastgroup)
        value = re.sub(r"\\(.)", r"\1", token[0][1:-1], flags=re.DOTALL) if kind == "text" else token[0]
        found.append(Token(kind, value, line, position - start + 1))
        skip(token.end())


class GambitReader:
    """Takes words in order; every complaint names the place."""

    def __init__(self, tokens: list[Token], file: str):
        self.tokens, self.file, self.position = tokens, file, 0

    @property
    def next(self) -> Token:
        """The next word, not yet taken."""
        return self.tokens[self.position]

    def problem(self, expected: str, token: Token | None = None) -> ModelSyntaxError:
        """The error that says what was expected here."""
        token = token or self.next
        got = "the end of the file" if token.kind == "end" else repr(token.value[:40])
        return ModelSyntaxError(
            f"expected {expected}, got {got}", file=self.file, line=token.line, column=token.column
        )

    def take(self, kind: str, expected: str, value: str | None = None) -> str:
        """Take the next word, which must be of a kind and perhaps of a value."""
        token = self.next
        if token.kind != kind or (value is not None and token.value != value):
            raise self.problem(expected)
        self.position += 1
        return token.value

    def sees(self, kind: str, value: str | None = None) -> bool:
        """Whether the next word is of a kind and perhaps of a value."""
        return self.next.kind == kind and (value is None or self.next.value == value)

    def number(self, expected: str) -> Fraction:
        """Take a number, exactly."""
        token = self.next
        try:
            return exact(self.take("word", expected))
        except InvalidGame:
            raise self.problem(expected, token) from None

    def count(self, expected: str) -> int:
        """Take a whole number."""
        token = self.next
        word = self.take("word", expected)
        if not re.fullmatch("[0-9]{1,7}", word):
            raise self.problem(expected, token)
        return int(word)

    def texts(self, what: str) -> list[str]:
        """Take a list of texts in braces."""
        self.take("mark", f"{{ before {what}", "{")
        found = []
        while not self.sees("mark", "}"):
            found.append(self.take("text", f"{what} in quotation marks, or }}"))
        self.position += 1
        return found


def labels(names: Sequence[str]) -> tuple[str, ...]:
    """The names, or 1, 2, … if any is empty or repeated."""
    if all(names) and len(set(names)) == len(names):
        return tuple(names)
    return tuple(str(n) for n in range(1, len(names) + 1))


def quoted(text: str) -> str:
    """The text in quotation marks, as the files write it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
