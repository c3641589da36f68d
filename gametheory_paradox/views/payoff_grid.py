"""The entries of a payoff matrix: a grid for each combination of the actions of all beyond the first two."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import TypeAlias

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games import NormalForm, Profile
from gametheory_paradox.paradoxes.definition import AnyForm
from gametheory_paradox.polynomials import RationalFunction
from gametheory_paradox.table import listed
from gametheory_paradox.views.notation import Notation, Numbers, formula

Matrix: TypeAlias = NormalForm[Fraction] | NormalForm[RationalFunction]


@dataclass(frozen=True)
class Entry:
    """One player's payoff in one cell as it is written, and whether it is that of a best response."""

    text: str
    best: bool


@dataclass(frozen=True)
class PayoffGrid:
    """The payoffs of the first two players' actions while the others' stay the same.

    Parameters
    ----------
    others
        The action of every player from the third on.
    cells
        For each action of the first player, for each of the second, one entry per player.
    marked
        The cells, as (row, column), that are played for certain in a profile to be shown.
    """

    others: tuple[str, ...]
    cells: tuple[tuple[tuple[Entry, ...], ...], ...]
    marked: frozenset[tuple[int, int]]


def table_form(game: AnyForm | GameFamily, profiles: Sequence[Profile] = ()) -> tuple[Matrix, list[str]]:
    """The normal form and the order of its parameters; InvalidGame for a tree, or profiles of other games."""
    form = game.form if isinstance(game, GameFamily) else game
    if not isinstance(form, NormalForm):
        raise InvalidGame("a game in extensive form has no payoff matrix of its own; draw its tree")
    if any(profile.information_sets != form.information_sets for profile in profiles):
        raise InvalidGame("a profile belongs to another game: its actions are not those of the matrix")
    return form, [p.name for p in game.parameters] if isinstance(game, GameFamily) else []


def payoff_grids(
    form: Matrix, order: Sequence[str], notation: Notation, profiles: Sequence[Profile] = ()
) -> Iterator[PayoffGrid]:
    """Every grid of the game, the last player's action changing fastest."""
    rows, columns = form.actions[0], form.actions[1] if len(form.actions) > 1 else ("",)
    numbers = Numbers(p for cell in form.payoffs for p in cell if isinstance(p, Fraction))
    certain = {
        tuple(odds.index(1) for odds in profile.probabilities) for profile in profiles if profile.is_pure
    }

    def entries(place: tuple[int, ...]) -> tuple[Entry, ...]:
        own = place[: len(form.players)]
        cell: Sequence[Fraction | RationalFunction] = form.cell(own)
        return tuple(
            Entry(
                numbers.text(p) if isinstance(p, Fraction) else formula(p, order, notation),
                _is_best(form, own, who),
            )
            for who, p in enumerate(cell)
        )

    for others in product(*(range(len(names)) for names in form.actions[2:])):
        grid = tuple(tuple(entries((i, j, *others)) for j in range(len(columns))) for i in range(len(rows)))
        marked = {(c[0], c[1] if len(c) > 1 else 0) for c in certain if c[2:] == others}
        names = tuple(form.actions[2 + who][action] for who, action in enumerate(others))
        yield PayoffGrid(names, grid, frozenset(marked))


def _is_best(form: Matrix, place: tuple[int, ...], who: int) -> bool:
    """True where no other action pays the player more against the same actions of the others; of numbers."""
    values: list[Fraction | RationalFunction] = [
        form.cell((*place[:who], action, *place[who + 1 :]))[who] for action in range(len(form.actions[who]))
    ]
    numbers = [value for value in values if isinstance(value, Fraction)]
    return len(numbers) == len(values) and numbers[place[who]] == max(numbers)


def others_said(form: Matrix, grid: PayoffGrid) -> str:
    """In words, what the players beyond the first two do in a grid: "C plays left and D plays up"."""
    return listed(
        [f"{who} plays {action}" for who, action in zip(form.players[2:], grid.others, strict=True)]
    )
