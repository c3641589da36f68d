"""A game in normal form from plain data."""

from collections.abc import Callable, Mapping
from itertools import chain

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.games.information import InformationSet
from gametheory_paradox.games.json_fields import fields_in, list_in, payoff_fields
from gametheory_paradox.games.normal_form import NormalForm
from gametheory_paradox.games.normal_form_record import P


def table_from_data(
    inside: Mapping[str, object],
    players: tuple[str, ...],
    sets: tuple[InformationSet, ...],
    measure: str,
    number: Callable[[object], P],
) -> NormalForm[P]:
    """The table with these cells; ``number`` reads what stands in them."""
    if tuple(s.player for s in sets) != players or any(s.name for s in sets):
        raise InvalidGame(
            "in normal form each player has one information set, without a name, in the players' order"
        )
    columns = map(list_in, fields_in(inside, *payoff_fields(measure)))
    cells = []
    for parts in zip(*columns, strict=True):
        entries = chain.from_iterable(list_in(part, len(players)) for part in parts)
        cells.append(tuple(map(number, entries)))
    return NormalForm(players, tuple(s.actions for s in sets), tuple(cells), measure=measure)
