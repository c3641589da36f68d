"""Reads and writes Gambit's strategic games, .nfg: with a list of payoffs, or with a list of outcomes.

Numbers are exact.  Gambit lists the cells with the first player's strategy changing fastest.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from math import prod

from gametheory_paradox.forms import NormalForm
from gametheory_paradox.models import GameFamily
from gametheory_paradox.models.files.gambit_text import END, GambitReader, labels, quoted
from gametheory_paradox.polynomials import RationalFunction

MAX_NUMBERS = 1_000_000


def read_nfg(text: str, file: str = "<text>") -> GameFamily:
    """Reads the game in a Gambit .nfg file, as a family without parameters.

    If any name of a player's strategies is empty or repeated, all of that player's strategies are called 1,
    2, …; the same holds for the players' names.

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
    return _Reader(text.removeprefix("\ufeff"), file).game()


class _Reader(GambitReader):
    def game(self) -> GameFamily:
        title, players = self.heading("NFG", "strategic", "1")
        actions, with_outcomes = self.strategies(players)
        size = prod(map(len, actions))
        if size * len(players) > MAX_NUMBERS:
            raise self.problem(f"at most {MAX_NUMBERS:,} payoffs, not {size * len(players):,}")
        cells = self.outcomes(players, size) if with_outcomes else self.cells(players, size)
        if self.next != END:
            raise self.problem(f"the end of the file after {size} cells")

        # In the file the first index changes fastest, in a game the last one.
        sizes = [range(len(own)) for own in actions]
        backwards = (profile[::-1] for profile in product(*reversed(sizes)))
        by_profile = dict(zip(backwards, cells, strict=True))
        ordered = tuple([by_profile[profile] for profile in product(*sizes)])
        form = NormalForm(players, actions, ordered, title=title)
        return GameFamily(form, title=title, origin=self.file)

    def strategies(self, players: Sequence[str]) -> tuple[tuple[tuple[str, ...], ...], bool]:
        """Every player's strategies, and whether a list of outcomes follows."""
        self.opening("the players' strategies")
        actions: list[tuple[str, ...]] = []
        for player in players:
            if self.next == "{":
                actions.append(labels(self.texts(f"the strategies of {player}")))
            else:
                number = self.count(f"the number of strategies of {player}, or their names in braces")
                if number > MAX_NUMBERS:
                    raise self.problem(f"at most {MAX_NUMBERS:,} strategies", self.position - 1)
                actions.append(tuple(str(n) for n in range(1, number + 1)))
            if not actions[-1]:
                raise self.problem(f"at least one strategy of {player}", self.position - 1)

        self.closing(f"}} after the strategies of {len(players)} players")
        self.skip_text()
        return tuple(actions), self.next == "{"

    def cells(self, players: Sequence[str], size: int) -> list[tuple[RationalFunction, ...]]:
        wanted = f"{size * len(players)} payoffs, for {size} cells and {len(players)} players; a number"
        return [tuple([self.formula(wanted) for _ in players]) for _ in range(size)]

    def outcomes(self, players: Sequence[str], size: int) -> list[tuple[RationalFunction, ...]]:
        self.opening("the outcomes")
        known = [(RationalFunction.constant(0),) * len(players)]  # outcome number 0 pays nothing
        wanted = [f"the payoff of {player}" for player in players]
        while self.next != "}":
            if self.next != "{":
                raise self.problem("an outcome in braces, or }")
            self.position += 1
            self.name("the outcome's name in quotation marks")
            known.append(self.payoffs(wanted))
        self.position += 1

        cells = []
        for _ in range(size):
            number = self.count(f"{size} outcome numbers, one per cell")
            if number >= len(known):
                raise self.problem(f"an outcome number from 0 to {len(known) - 1}", self.position - 1)
            cells.append(known[number])
        return cells


def write_nfg(game: NormalForm[Fraction]) -> str:
    """Writes the text of a .nfg file with the game's payoffs; ``read_nfg`` gives back an equal game.

    Examples
    --------
    >>> game = NormalForm.from_tables(
    ...     ["L", "F"], [["a", "b"], ["c", "d"]], [[2, 4], [1, 3]], [[1, 0], [0, 2]])
    >>> print(write_nfg(game), end="")
    NFG 1 R "" { "L" "F" }
    { { "a" "b" } { "c" "d" } }
    ""
    2 1 1 0 4 0 3 2
    """
    names = " ".join("{ " + " ".join(map(quoted, own)) + " }" for own in game.actions)
    first_fastest = product(*(range(size) for size in reversed(game.shape)))
    payoffs = " ".join(str(p) for indices in first_fastest for p in game.cell(tuple(reversed(indices))))
    players = " ".join(map(quoted, game.players))
    return f'NFG 1 R {quoted(game.title)} {{ {players} }}\n{{ {names} }}\n""\n{payoffs}\n'
