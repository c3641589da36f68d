"""Reads Gambit's strategic games, .nfg: the variant with a list of payoffs and the one with a list of outcomes.

Numbers are exact.  Gambit lists the cells with the first player's strategy changing fastest.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod

from gametheory_paradox.errors import InvalidGame, ModelSyntaxError
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games import NormalForm
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.rationals import exact

MAX_NUMBERS = 1_000_000

_TOKEN = re.compile(r'(?P<text>"(?:[^"\\]|\\.)*")|(?P<mark>[{}])|(?P<word>[^\s{}",]+)', re.DOTALL)
_SKIP = re.compile(r"[\s,]*")


def read_nfg(text: str, file: str = "<text>") -> GameFamily:
    """The game in a Gambit .nfg file, as a family without parameters.

    If any name of a player's strategies is empty or repeated, all of that player's strategies are called 1, 2, …; the same
    holds for the players' names.

    Raises
    ------
    ModelSyntaxError
        If the file is not of that kind, or ends too soon; with file, line and column.

    Examples
    --------
    >>> family = read_nfg('NFG 1 R "lead" { "L" "F" } { 2 2 } 2 1 1 0 4 0 3 2')
    >>> print(family.form.payoff("L", {"L": "1", "F": "2"}))
    4
    """
    return _Reader(_tokens(text.removeprefix("\ufeff"), file), file).game()


@dataclass(frozen=True)
class _Token:
    kind: str  # text, mark, word or end
    value: str
    line: int
    column: int


def _tokens(text: str, file: str) -> list[_Token]:
    found: list[_Token] = []
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
            return [*found, _Token("end", "", line, position - start + 1)]
        token = _TOKEN.match(text, position)
        if token is None:
            raise ModelSyntaxError('a text without a closing "', file=file, line=line, column=position - start + 1)
        kind = str(token.lastgroup)
        value = re.sub(r"\\(.)", r"\1", token[0][1:-1], flags=re.DOTALL) if kind == "text" else token[0]
        found.append(_Token(kind, value, line, position - start + 1))
        skip(token.end())


class _Reader:
    def __init__(self, tokens: list[_Token], file: str):
        self.tokens, self.file, self.position = tokens, file, 0

    @property
    def next(self) -> _Token:
        return self.tokens[self.position]

    def problem(self, expected: str, token: _Token | None = None) -> ModelSyntaxError:
        token = token or self.next
        got = "the end of the file" if token.kind == "end" else repr(token.value[:40])
        return ModelSyntaxError(f"expected {expected}, got {got}", file=self.file, line=token.line, column=token.column)

    def take(self, kind: str, expected: str, value: str | None = None) -> str:
        token = self.next
        if token.kind != kind or (value is not None and token.value != value):
            raise self.problem(expected)
        self.position += 1
        return token.value

    def sees(self, kind: str, value: str | None = None) -> bool:
        return self.next.kind == kind and (value is None or self.next.value == value)

    def number(self, expected: str) -> Fraction:
        token = self.next
        try:
            return exact(self.take("word", expected))
        except InvalidGame:
            raise self.problem(expected, token) from None

    def count(self, expected: str) -> int:
        token = self.next
        word = self.take("word", expected)
        if not re.fullmatch("[0-9]{1,7}", word):
            raise self.problem(expected, token)
        return int(word)

    def game(self) -> GameFamily:
        self.take("word", "NFG, with which a Gambit strategic game begins", "NFG")
        self.take("word", "the version, 1", "1")
        if self.take("word", "R or D") not in ("R", "D"):
            raise self.problem("R or D", self.tokens[self.position - 1])
        title = self.take("text", "the title in quotation marks")
        players = _labels(self.texts("the players' names"))
        if not players:
            raise self.problem("at least one player", self.tokens[self.position - 1])
        actions, with_outcomes = self.strategies(players)
        size = prod(map(len, actions))
        if size * len(players) > MAX_NUMBERS:
            raise self.problem(f"at most {MAX_NUMBERS:,} payoffs, not {size * len(players):,}")
        cells = self.outcomes(players, size) if with_outcomes else self.payoffs(players, size)
        if not self.sees("end"):
            raise self.problem(f"the end of the file after {size} cells")
        # Cell number n belongs to the profile whose first index changes fastest.
        order = {profile: n for n, profile in enumerate(product(*(range(len(a)) for a in reversed(actions))))}
        ordered = [cells[order[tuple(reversed(p))]] for p in product(*(range(len(a)) for a in actions))]
        form = NormalForm(
            players,
            actions,
            tuple(tuple(RationalFunction.constant(value) for value in cell) for cell in ordered),
            title=title,
        )
        return GameFamily(form, title=title, origin=self.file)

    def texts(self, what: str) -> list[str]:
        self.take("mark", f"{{ before {what}", "{")
        found = []
        while not self.sees("mark", "}"):
            found.append(self.take("text", f"{what} in quotation marks, or }}"))
        self.position += 1
        return found

    def strategies(self, players: Sequence[str]) -> tuple[tuple[tuple[str, ...], ...], bool]:
        """Every player's strategies, and whether a list of outcomes follows."""
        self.take("mark", "{ before the players' strategies", "{")
        actions: list[tuple[str, ...]] = []
        for player in players:
            if self.sees("mark", "{"):
                actions.append(_labels(self.texts(f"the strategies of {player}")))
            else:
                number = self.count(f"the number of strategies of {player}, or their names in braces")
                if number > MAX_NUMBERS:
                    raise self.problem(f"at most {MAX_NUMBERS:,} strategies", self.tokens[self.position - 1])
                actions.append(tuple(str(n) for n in range(1, number + 1)))
            if not actions[-1]:
                raise self.problem(f"at least one strategy of {player}", self.tokens[self.position - 1])
        self.take("mark", f"}} after the strategies of {len(players)} players", "}")
        if self.sees("text"):
            self.position += 1  # a comment
        return tuple(actions), self.sees("mark", "{")

    def payoffs(self, players: Sequence[str], size: int) -> list[list[Fraction]]:
        wanted = f"{size * len(players)} payoffs, for {size} cells and {len(players)} players"
        return [[self.number(f"{wanted}; a number") for _ in players] for _ in range(size)]

    def outcomes(self, players: Sequence[str], size: int) -> list[list[Fraction]]:
        self.take("mark", "{ before the outcomes", "{")
        known = [[Fraction(0)] * len(players)]  # outcome number 0 pays nothing
        while not self.sees("mark", "}"):
            self.take("mark", "an outcome in braces, or }", "{")
            self.take("text", "the outcome's name in quotation marks")
            known.append([self.number(f"the payoff of {player}") for player in players])
            self.take("mark", f"}} after {len(players)} payoffs", "}")
        self.position += 1
        cells = []
        for _ in range(size):
            token = self.next
            number = self.count(f"{size} outcome numbers, one per cell")
            if number >= len(known):
                raise self.problem(f"an outcome number from 0 to {len(known) - 1}", token)
            cells.append(known[number])
        return cells


def _labels(names: Sequence[str]) -> tuple[str, ...]:
    """The names, or 1, 2, … if any is empty or repeated."""
    if all(names) and len(set(names)) == len(names):
        return tuple(names)
    return tuple(str(n) for n in range(1, len(names) + 1))
