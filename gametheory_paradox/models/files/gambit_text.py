"""Words of Gambit's files, and a reader that takes them one by one and says where it stumbles."""

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import islice
from typing import TypeVar

from gametheory_paradox.errors import InvalidGame, ModelSyntaxError
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.rationals import exact

Written = TypeVar("Written")  # words of a file
Meaning = TypeVar("Meaning")

_WORD = re.compile(r'"(?:[^"\\]|\\.)*"|[{}]|[^\s{}",]+|"', re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
SHORT = 15  # digits of a whole number that need no look at how long it is
END = ""  # what stands after the last word
BEFORE_OTHERS = ("", '"', "{", "}")  # how what is no plain word begins


class Meanings(dict[Written, Meaning]):
    """Meanings of words, each read once, however often it stands there; InvalidGame where that fails.

    Parameters
    ----------
    read
        Reads a word.
    """

    def __init__(self, read: Callable[[Written], Meaning]):
        super().__init__()
        self._read = read

    def __missing__(self, word: Written) -> Meaning:
        meaning = self[word] = self._read(word)
        return meaning


class GambitReader:
    """A reader that takes words in order; every complaint names the place.

    A word is a text with its quotation marks, a brace, or anything else between spaces and commas.

    Parameters
    ----------
    text, file
        What is read, and what it is called.
    """

    def __init__(self, text: str, file: str):
        self.text, self.file, self.position = text, file, 0
        self.words: list[str] = [*_WORD.findall(text), END]
        self._numbers, self.formulas, self._lists = Meanings(_number), Meanings(_formula), Meanings(_texts)
        if '"' in self.words:
            self.position = self.words.index('"')
            raise self.error('a text without a closing "', self.position)

    @property
    def next(self) -> str:
        """The next word, not yet taken."""
        return self.words[self.position]

    def error(self, message: str, place: int) -> ModelSyntaxError:
        """The error about a word."""
        match = next(islice(_WORD.finditer(self.text), place, None), None)
        start = len(self.text) if match is None else match.start()
        line, column = self.text.count("\n", 0, start) + 1, start - self.text.rfind("\n", 0, start)
        return ModelSyntaxError(message, file=self.file, line=line, column=column)

    def problem(self, expected: str, place: int | None = None) -> ModelSyntaxError:
        """The error that says what was expected here, or at a word taken before."""
        place = self.position if place is None else place
        word = self.words[place]
        got = "the end of the file" if word == END else repr(unquoted(word)[:40])
        return self.error(f"expected {expected}, got {got}", place)

    def word(self, expected: str, *, allowed: Sequence[str] = ()) -> str:
        """Takes a word that is no text and no brace; one of those allowed, where some are named."""
        word = self.words[self.position]
        if word[:1] in BEFORE_OTHERS or (allowed and word not in allowed):
            raise self.problem(expected)
        self.position += 1
        return word

    def name(self, expected: str) -> str:
        """Takes a text."""
        if not self.sees_text:
            raise self.problem(expected)
        self.position += 1
        return unquoted(self.words[self.position - 1])

    def opening(self, what: str) -> None:
        """Takes the brace before something."""
        if self.words[self.position] != "{":
            raise self.problem(f"{{ before {what}")
        self.position += 1

    def closing(self, expected: str) -> None:
        """Takes the brace after something."""
        if self.words[self.position] != "}":
            raise self.problem(expected)
        self.position += 1

    @property
    def sees_text(self) -> bool:
        """True if a text comes next."""
        return self.words[self.position].startswith('"')

    def number(self, expected: str) -> Fraction:
        """Takes a number, exactly."""
        return self._taken(self._numbers, expected)

    def formula(self, expected: str) -> RationalFunction:
        """Takes a number, as the formula that is this number everywhere."""
        return self._taken(self.formulas, expected)

    def _taken(self, meanings: Meanings[str, Meaning], expected: str) -> Meaning:
        try:
            meaning = meanings[self.words[self.position]]
        except InvalidGame:
            raise self.problem(expected) from None
        self.position += 1
        return meaning

    def count(self, expected: str) -> int:
        """Takes a whole number."""
        word = self.words[self.position]
        if not (word.isdecimal() and word.isascii() and len(word) < 8):
            raise self.problem(expected)
        self.position += 1
        return int(word)

    def skip_text(self) -> None:
        """Skips a text that may stand here: a comment, or a name that is not needed."""
        if self.words[self.position][:1] == '"':
            self.position += 1

    def optional_text(self) -> str:
        """Takes a text that may stand here; empty where none does."""
        word = self.words[self.position]
        if word[:1] != '"':
            return ""
        self.position += 1
        return unquoted(word)

    def heading(self, kind: str, game: str, version: str) -> tuple[str, tuple[str, ...]]:
        """Takes the first line: the kind of file, the title and the players."""
        self.word(f"{kind}, with which a Gambit {game} game begins", allowed=[kind])
        self.word(f"the version, {version}", allowed=[version])
        self.word("R or D", allowed=["R", "D"])
        title = self.name("the title in quotation marks")
        players = labels(self.texts("the players' names"))
        if not players:
            raise self.problem("at least one player", self.position - 1)
        return title, players

    def payoffs(self, wanted: Sequence[str]) -> tuple[RationalFunction, ...]:
        """Takes a payoff for each of the players, who are wanted by these words, and the closing brace."""
        words = self.words[self.position : self.position + len(wanted)]
        try:
            payoffs = tuple(map(self.formulas.__getitem__, words))
        except InvalidGame:
            for expected in wanted:  # one of which is no number
                self.formula(expected)
            raise
        self.position += len(words)
        if self.words[self.position] != "}":
            raise self.problem(f"}} after {len(wanted)} payoffs")
        self.position += 1
        return payoffs

    def texts(self, what: str) -> tuple[str, ...]:
        """Takes a list of texts in braces; lists that are alike are read once."""
        self.opening(what)
        start = end = self.position
        while self.words[end][:1] == '"':
            end += 1
        self.position = end
        self.closing(f"{what} in quotation marks, or }}")
        return self._lists[tuple(self.words[start:end])]


def _number(word: str) -> Fraction:
    """The number that a word is; exact says what else may stand there."""
    digits = word.removeprefix("-")
    is_whole = digits.isdecimal() and digits.isascii() and len(digits) <= SHORT
    return Fraction(int(word)) if is_whole else exact(word)


def _formula(word: str) -> RationalFunction:
    return RationalFunction.constant(_number(word))


def _texts(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(unquoted, words))


def unquoted(word: str) -> str:
    """A text without its quotation marks; any other word as it is."""
    if not word.startswith('"'):
        return word
    return _ESCAPED.sub(r"\1", word[1:-1]) if "\\" in word else word[1:-1]


def labels(names: Sequence[str]) -> tuple[str, ...]:
    """The names, or 1, 2, … if any is empty or repeated."""
    if all(names) and len(set(names)) == len(names):
        return tuple(names)
    return tuple(str(n) for n in range(1, len(names) + 1))


def quoted(text: str) -> str:
    """The text in quotation marks, as the files write it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
