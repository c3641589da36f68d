"""Tables as data, and what mixtures are worth in them."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import prod

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms.profiles import Profile
from gametheory_paradox.forms.records import EntryReader, Heading, fields_in, list_in, payoff_fields
from gametheory_paradox.forms.tables.normal_form import NormalForm
from gametheory_paradox.forms.tables.normal_form_record import P
from gametheory_paradox.interruption import look

# A game in normal form from plain data
# --------------------------------------


def table_from_data(inside: Mapping[str, object], heading: Heading, read: EntryReader[P]) -> NormalForm[P]:
    """The table with these cells; ``read`` reads what stands in them."""
    players, sets, measure = heading
    if tuple(s.player for s in sets) != players or any(s.name for s in sets):
        raise InvalidGame("in normal form each player has one information set, unnamed, in their order")
    cells = cells_in(fields_in(inside, *payoff_fields(measure)), len(players), read)
    return NormalForm(players, tuple(s.actions for s in sets), cells, measure=measure)


def cells_in(columns: Sequence[object], width: int, read: EntryReader[P]) -> tuple[tuple[P, ...], ...]:
    """Cells from a list of payoffs, and one of values of a measure where there is one, equally long."""
    lists = [list_in(column, len(list_in(columns[0]))) for column in columns]
    return tuple(
        tuple(read(entry) for part in parts for entry in list_in(part, width))
        for parts in zip(*lists, strict=True)
    )


# Expected payoffs in a table when everyone follows a profile
# ------------------------------------------------------------


def payoffs_in_table(game: NormalForm[Fraction], profile: Profile) -> tuple[Fraction, ...]:
    """Each player's expected payoff in a table, and what follows of a measure."""
    total = [Fraction(0)] * len(game.payoffs[0])
    supports = [[(a, p) for a, p in enumerate(odds) if p] for odds in profile.probabilities]
    for combination in product(*supports):
        look()
        weight = prod(p for _, p in combination)
        for column, payoff in enumerate(game.cell([a for a, _ in combination])):
            total[column] += weight * payoff
    return tuple(total)
