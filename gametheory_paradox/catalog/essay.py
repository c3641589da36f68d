"""The systems of the essay in its order, the games that model them, and the measures of its states."""

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from gametheory_paradox.catalog import names

_HERE = Path(__file__).parent


class System(NamedTuple):
    """A system of the essay.

    Parameters
    ----------
    id, about
        Its number in the essay's order, and what happens in it.
    game
        The game of the catalog that models it; there may be none yet.
    """

    id: str
    about: str
    game: str

    @property
    def is_modeled(self) -> bool:
        """True where the catalog has the game."""
        return self.game in names()


class Policy(NamedTuple):
    """Measures of a state that are taken away together.

    Parameters
    ----------
    game, state, actions
        The game of the catalog, a player and its actions.
    at
        The information sets where they are taken away; by default all that have them.
    about
        What the state does, in words that follow its name.
    """

    game: str
    state: str
    actions: tuple[str, ...]
    at: tuple[str, ...] = ()
    about: str = ""


@cache
def systems() -> tuple[System, ...]:
    """The systems of the essay, in its order.

    Examples
    --------
    >>> [system.id for system in systems()][:3], len(systems())
    (['S1', 'S2', 'S3'], 15)
    """
    return tuple(System(**row) for row in _rows("systems.csv"))


@cache
def policies() -> tuple[Policy, ...]:
    """The measures of the states that the essay is about, in its order."""
    return tuple(
        Policy(row["game"], row["state"], _several(row["actions"]), _several(row["at"]), row["about"])
        for row in _rows("measures.csv")
    )


def states() -> tuple[str, ...]:
    """The states whose measures the essay is about."""
    return tuple(dict.fromkeys(policy.state for policy in policies()))


def system_of(game: str) -> System | None:
    """The system that a game, or the one that it is a variant of, models; None for a toy."""
    main = "/".join(game.split("/")[:2])
    return next((system for system in systems() if system.game == main), None)


def _rows(name: str) -> Iterator[Mapping[str, str]]:
    return csv.DictReader((_HERE / name).read_text(encoding="utf-8").splitlines())


def _several(text: str) -> tuple[str, ...]:
    """The names between semicolons."""
    return tuple(name.strip() for name in text.split(";") if name.strip())
