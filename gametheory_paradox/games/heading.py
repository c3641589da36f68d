"""The heading of a game as data: what every form has."""

from typing import NamedTuple

from gametheory_paradox.games.information import InformationSet


class Heading(NamedTuple):
    """Who plays, where they choose among what, and what is compared in the place of payoffs."""

    players: tuple[str, ...]
    information_sets: tuple[InformationSet, ...]
    measure: str
