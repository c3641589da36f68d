"""Arrays of floating-point numbers in, by two named doors, and out by one; nashpy's games likewise.

A float is a binary fraction: 0.1 is really 3602879701896397/36028797018963968.  ``exact_binary`` takes it at
its word; ``nearest_simple`` takes the nearest fraction with a small denominator.  Arrays are whatever has
``tolist`` (numpy's, and others that follow it) or nested sequences.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from importlib import import_module
from math import isfinite
from typing import Any, Literal, TypeAlias

from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import NormalForm
from gametheory_paradox.rationals import exact

Reader: TypeAlias = Callable[[Any], Fraction]  # of one entry

SIMPLE = 1_000
BINARY = "Floats at their exact binary values"  # the title of a game where these are not what is printed


def exact_binary(
    *arrays: object, players: Sequence[str] = (), actions: Sequence[Sequence[str]] = (), title: str = ""
) -> NormalForm[Fraction]:
    """Reads the game whose payoffs are exactly the binary values in the arrays, one array per player.

    Parameters
    ----------
    arrays
        One per player, all of the same shape: one axis per player, the first player's first.
    players, actions
        Their names; by default 1, 2, …
    title
        What to call it.

    Raises
    ------
    InvalidGame
        If shapes differ, an array is ragged, or an entry is not a finite number; the message names the entry.

    Examples
    --------
    >>> exact_binary([[0.5, 0]], [[1, 0.25]]).payoffs
    ((Fraction(1, 2), Fraction(1, 1)), (Fraction(0, 1), Fraction(1, 4)))
    """
    return _game(arrays, players, actions, title, Fraction)


def nearest_simple(
    *arrays: object,
    players: Sequence[str] = (),
    actions: Sequence[Sequence[str]] = (),
    title: str = "",
    largest_denominator: int = SIMPLE,
) -> NormalForm[Fraction]:
    """Reads the game whose payoffs are the nearest fractions with small denominators, as ``exact_binary``.

    Examples
    --------
    >>> nearest_simple([[0.1, 1 / 3]], [[1, 0.25]]).payoffs
    ((Fraction(1, 10), Fraction(1, 1)), (Fraction(1, 3), Fraction(1, 4)))
    """
    return _game(
        arrays, players, actions, title, lambda value: Fraction(value).limit_denominator(largest_denominator)
    )


def payoff_matrices(*arrays: object) -> NormalForm[Fraction]:
    """Reads the game whose payoffs are the numbers in lists, and the exact binary values in numpy's arrays.

    Parameters
    ----------
    arrays
        One per player, as for ``exact_binary``; whole numbers, fractions and floats.  A float in a list is
        the decimal that prints it.

    Returns
    -------
    The game; its title says so where a float was not the decimal that prints it.

    Examples
    --------
    >>> payoff_matrices([[0.1, Fraction(1, 3)]], [[1, 0]]).payoffs
    ((Fraction(1, 10), Fraction(1, 1)), (Fraction(1, 3), Fraction(0, 1)))
    """
    game = _game(arrays, (), (), "", exact, in_arrays=Fraction)
    return game if game == _game(arrays, (), (), "", exact) else replace(game, title=BINARY)


def to_floats(game: NormalForm[Fraction]) -> list[Any]:
    """One nested list of floats per player, each the float nearest to the exact payoff.

    Raises
    ------
    InvalidGame
        If a payoff is too large for a float; the message names it.
    """

    def nested(flat: list[float], shape: Sequence[int]) -> Any:
        if len(shape) < 2:
            return flat
        step = len(flat) // shape[0]
        return [nested(flat[k * step : (k + 1) * step], shape[1:]) for k in range(shape[0])]

    return [
        nested([_float(game, number, who) for number in range(len(game.payoffs))], game.shape)
        for who in range(len(game.players))
    ]


def to_nashpy(game: NormalForm[Fraction]) -> Any:
    """The game as ``nashpy.Game``: each payoff becomes the float nearest to it, the names are left behind.

    Parameters
    ----------
    game
        A two-player game.

    Raises
    ------
    Unsupported
        If the game is no table of two players.
    InvalidGame
        If a payoff is too large for a float; the message names it.

    Sources
    -------
    knight2018

    Examples
    --------
    >>> pennies = NormalForm.from_tables(["R", "C"], [["h", "t"]] * 2, [[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
    >>> to_nashpy(pennies).payoff_matrices[0].tolist()
    [[1.0, -1.0], [-1.0, 1.0]]
    """
    if not isinstance(game, NormalForm):
        raise Unsupported(
            f"nashpy takes tables alone, got {type(game).__name__}: "
            "reduced_normal_form makes one of a tree, at() of a family"
        )
    if len(game.players) != 2:
        raise Unsupported(
            f"nashpy's games have two players, this one has {len(game.players)}: {', '.join(game.players)}"
        )
    return nashpy_game(*to_floats(game))


def from_nashpy(
    game: Any,
    *,
    numbers: Literal["exact-binary", "nearest-simple"] = "exact-binary",
    players: Sequence[str] = (),
    actions: Sequence[Sequence[str]] = (),
    title: str = "",
) -> NormalForm[Fraction]:
    """The game that a ``nashpy.Game`` holds; it has no names, so they are given here.

    Parameters
    ----------
    game
        nashpy's.
    numbers
        How its floats are read: as ``exact_binary`` or ``nearest_simple`` does.
    players, actions, title
        As in ``exact_binary``.

    Raises
    ------
    InvalidGame
        If it is no game of nashpy's, there is no such way to read numbers, or a payoff is not a finite
        number, which is named.

    Sources
    -------
    knight2018

    Examples
    --------
    >>> game = nashpy_game([[0.1, 2.5]], [[1, 0]])
    >>> from_nashpy(game, numbers="nearest-simple", players=["R", "C"]).payoffs
    ((Fraction(1, 10), Fraction(1, 1)), (Fraction(5, 2), Fraction(0, 1)))
    """
    matrices = getattr(game, "payoff_matrices", None)
    if not isinstance(matrices, tuple) or len(matrices) != 2:
        raise InvalidGame(
            f"expected a nashpy.Game, got {type(game).__name__}; arrays go to exact_binary or nearest_simple"
        )
    if numbers not in _READ:
        raise InvalidGame(f"expected numbers to be {' or '.join(map(repr, _READ))}, got {numbers!r}")
    return _READ[numbers](*matrices, players=players, actions=actions, title=title)


def nashpy_game(first: object, second: object) -> Any:
    """A ``nashpy.Game`` of two payoff matrices; nashpy is loaded at first use."""
    return import_module("nashpy").Game(first, second)


_READ: Mapping[str, Callable[..., NormalForm[Fraction]]] = {
    "exact-binary": exact_binary,
    "nearest-simple": nearest_simple,
}


def _float(game: NormalForm[Fraction], number: int, who: int) -> float:
    try:
        return float(game.payoffs[number][who])
    except OverflowError:
        cell = ", ".join(list(game.profiles())[number])
        raise InvalidGame(f"the payoff of {game.players[who]} at {cell} is too large for a float") from None


def _game(
    arrays: Sequence[object],
    players: Sequence[str],
    actions: Sequence[Sequence[str]],
    title: str,
    number: Reader,
    *,
    in_arrays: Reader | None = None,
) -> NormalForm[Fraction]:
    """The game whose entries ``number`` reads, and ``in_arrays``, where given, those of numpy's arrays."""
    if not arrays:
        raise InvalidGame("a game needs one array of payoffs per player, got none")
    arrays = [as_array(own) for own in arrays]
    names = tuple(players) or tuple(str(n) for n in range(1, len(arrays) + 1))
    if len(names) != len(arrays):
        raise InvalidGame(f"{len(names)} players need {len(names)} arrays, got {len(arrays)}")
    shape = _shape(arrays[0], len(names), names[0])
    labels = actions or [[str(n) for n in range(1, size + 1)] for size in shape]
    read = number, in_arrays or number
    tables = [_numbers(array, player, (), shape, read) for array, player in zip(arrays, names, strict=True)]
    return NormalForm.from_tables(names, labels, *tables, title=title)


def as_array(table: Any) -> Any:
    """The numbers of a data frame, without its labels; anything else is itself."""
    return table.to_numpy() if hasattr(table, "to_numpy") else table


def _in_a_line(value: object) -> str:
    """The beginning of what an object says of itself, in one line."""
    return f"{' '.join(repr(value).split()):.40}"


def _shape(table: object, depth: int, player: str) -> list[int]:
    shape = []
    for _ in range(depth):
        table = table.tolist() if hasattr(table, "tolist") else table
        if not isinstance(table, list | tuple) or not table:
            raise InvalidGame(
                f"the payoffs of {player}: "
                f"expected an array with {depth} axes and no empty one, got {_in_a_line(table)}"
            )
        shape.append(len(table))
        table = table[0]
    return shape


def _numbers(
    table: object, player: str, place: tuple[int, ...], shape: Sequence[int], read: tuple[Reader, Reader]
) -> Any:
    """The entries of a table; those in numpy's arrays are read by the second of two readers."""
    if hasattr(table, "tolist"):
        table, read = table.tolist(), (read[1], read[1])
    if not shape:
        is_number = isinstance(table, int | float | Fraction) and not isinstance(table, bool)
        if not is_number or (isinstance(table, float) and not isfinite(table)):
            raise InvalidGame(
                f"the payoff of {player} at {list(place)}: expected a finite number, got {_in_a_line(table)}"
            )
        return read[0](table)
    if not isinstance(table, list | tuple) or len(table) != shape[0]:
        where = f" at {list(place)}" if place else ""
        raise InvalidGame(
            f"the payoffs of {player}{where}: expected {shape[0]} entries, got {_in_a_line(table)}"
        )
    return [_numbers(part, player, (*place, n), shape[1:], read) for n, part in enumerate(table)]
