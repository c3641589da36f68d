"""The heading of a game as data: what every form has."""

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from gametheory_paradox.games.information import InformationSet
from gametheory_paradox.games.normal_form_record import P

EntryReader: TypeAlias = Callable[[object], P]
"""Reads a payoff or a probability of a game as data: a number, or a formula."""


class Heading(NamedTuple):
    """The players, their information sets and actions, and the measure compared in the place of payoffs."""

    players: tuple[str, ...]
    information_sets: tuple[InformationSet, ...]
    measure: str
