"""Reads and writes GameTracer's strategic games, .gam, which QuantEcon reads and writes too.

The file holds numbers alone: how many players, how many actions each has, then the payoffs of one player
after the other, the first player's action changing fastest.  Numbers are exact; there are no names.
"""

from fractions import Fraction
from itertools import product
from math import prod

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.families import GameFamily
from gametheory_paradox.formats.gambit_text import END, GambitReader
from gametheory_paradox.games import NormalForm
from gametheory_paradox.rationals import short_decimal

MAX_NUMBERS = 1_000_000


def read_gam(text: str, file: str = "<text>") -> GameFamily:
    """Reads the game in a GameTracer .gam file, as a family without parameters.

    Players and their actions are called 1, 2, …

    Raises
    ------
    ModelSyntaxError
        If a word is no number, or there are too few or too many; with file, line and column.

    Sources
    -------
    blum2006 (GameTracer, whose format it is)

    Examples
    --------
    >>> family = read_gam("2  2 2  2 1 4 3  1 0 0 2")
    >>> print(family.form.payoff("1", {"1": "1", "2": "2"}))
    4
    """
    reader = GambitReader(text.removeprefix("\ufeff"), file)
    players = reader.count("the number of players")
    sizes = [reader.count(f"the number of actions of player {n}") for n in range(1, players + 1)]
    cells = prod(sizes)
    if not 1 <= cells * players <= MAX_NUMBERS:
        raise reader.problem(f"1 to {MAX_NUMBERS:,} payoffs, not {cells * players:,}", 0)
    tables = [
        [reader.formula(f"{cells} payoffs of player {player}; a number") for _ in range(cells)]
        for player in range(1, players + 1)
    ]
    if reader.next != END:
        raise reader.problem(f"the end of the file after {cells * players} payoffs")

    # In the file the first index changes fastest, in a game the last one.
    backwards = (profile[::-1] for profile in product(*map(range, reversed(sizes))))
    by_profile = dict(zip(backwards, zip(*tables, strict=True), strict=True))
    ordered = tuple([by_profile[profile] for profile in product(*map(range, sizes))])
    names = [tuple(str(n) for n in range(1, size + 1)) for size in (players, *sizes)]
    return GameFamily(NormalForm(names[0], tuple(names[1:]), ordered), origin=file)


def write_gam(game: NormalForm[Fraction]) -> str:
    """Writes the text of a .gam file; ``read_gam`` gives back the game, without its names.

    Raises
    ------
    InvalidGame
        If a payoff is no finite decimal, as others read them; the message names the cell and what helps.

    Examples
    --------
    >>> game = NormalForm.from_tables(
    ...     ["L", "F"], [["a", "b"], ["c", "d"]], [[2, 4], [1, 3]], [[1, 0], [0, "1/2"]])
    >>> print(write_gam(game), end="")
    2
    2 2
    <BLANKLINE>
    2 1 4 3
    1 0 0 0.5
    """
    backwards = list(product(*map(range, reversed(game.shape))))
    rows = [
        " ".join(_decimal(game, profile[::-1], who) for profile in backwards)
        for who in range(len(game.players))
    ]
    return "\n".join([str(len(game.players)), " ".join(map(str, game.shape)), "", *rows]) + "\n"


def _decimal(game: NormalForm[Fraction], profile: tuple[int, ...], who: int) -> str:
    payoff = game.cell(profile)[who]
    written = short_decimal(payoff, places=payoff.denominator.bit_length())
    if written is None:
        cell = ", ".join(actions[n] for actions, n in zip(game.actions, profile, strict=True))
        raise InvalidGame(
            f"the payoff of {game.players[who]} at {cell}, {payoff}, is no finite decimal, as a .gam file "
            f"holds: multiply all its payoffs by {payoff.denominator}, which leaves the equilibria alone"
        )
    return written
