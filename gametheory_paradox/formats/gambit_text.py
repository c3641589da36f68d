"""Words of Gambit's files, and a reader that takes them one by one and says where it stumbles."""

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
    """A reader that takes words in order; every complaint names the place."""

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

    @property
    def last(self) -> Token:
        """The word taken last."""
        return self.tokens[self.position - 1]

    def take(self, kind: str, expected: str, value: str | None = None) -> str:
        """Takes the next word, which must be of a kind and perhaps of a value."""
        token = self.next
        if token.kind != kind or (value is not None and token.value != value):
            raise self.problem(expected)
        self.position += 1
        return token.value

    def sees(self, kind: str, value: str | None = None) -> bool:
        """Tests whether the next word is of a kind and perhaps of a value."""
        return self.next.kind == kind and (value is None or self.next.value == value)

    def number(self, expected: str) -> Fraction:
        """Takes a number, exactly."""
        token = self.next
        try:
            return exact(self.take("word", expected))
        except InvalidGame:
            raise self.problem(expected, token) from None

    def count(self, expected: str) -> int:
        """Takes a whole number."""
        token = self.next
        word = self.take("word", expected)
        if not re.fullmatch("[0-9]{1,7}", word):
            raise self.problem(expected, token)
        return int(word)

    def skip_text(self) -> None:
        """Skips a text that may stand here: a comment, or a name that is not needed."""
        self.position += self.sees("text")

    def heading(self, kind: str, game: str, version: str) -> tuple[str, tuple[str, ...]]:
        """Takes the first line: the kind of file, the title and the players."""
        self.take("word", f"{kind}, with which a Gambit {game} game begins", kind)
        self.take("word", f"the version, {version}", version)
        if self.take("word", "R or D") not in ("R", "D"):
            raise self.problem("R or D", self.last)
        title = self.take("text", "the title in quotation marks")
        players = labels(self.texts("the players' names"))
        if not players:
            raise self.problem("at least one player", self.last)
        return title, players

    def payoffs_of(self, players: Sequence[str]) -> list[Fraction]:
        """Takes a payoff for each player, and the closing brace."""
        payoffs = [self.number(f"the payoff of {player}") for player in players]
        self.take("mark", f"}} after {len(players)} payoffs", "}")
        return payoffs

    def texts(self, what: str) -> list[str]:
        """Takes a list of texts in braces."""
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
