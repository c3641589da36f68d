"""Games in which a measure that protects as long as the others hold still leaves its owner less secure."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.testing.games import Table, table
from gametheory_paradox.testing.paradoxes.variation import Case, narrow, slack, variations


@st.composite
def security_insecurity(draw: DrawFn) -> Case:
    """Ann's guards lessen what Bob's attack does where it is, and make him attack where it does more."""
    game, values = draw(diverted())
    change = draw(variations(game))
    after, unit = change(game), draw(st.integers(1, 3))
    secured = securing(after, "Ann", [unit * n for n in change.of_values(game, after, values)])
    return secured, Question("security-insecurity", mover="Ann", action="a", held="nobody")


@st.composite
def diverted(draw: DrawFn) -> tuple[Table, list[Fraction]]:
    """Ann's guards ("a") lessen what Bob's attack does where it is, and make him attack where it does more.

    The game, and Ann's security in each cell.
    """
    after, before = draw(narrow), draw(slack)
    values = [after + before + draw(slack), after, after + before, draw(narrow)]
    cells = [(draw(narrow), own) for own in (draw(st.integers(-2, 0)), 1, 1, draw(st.integers(-2, 0)))]
    return table((2, 2), cells), list(map(Fraction, values))


def securing(game: Table, player: str, values: list[Fraction]) -> Table:
    """The table with a player's security in each cell; nobody else has any."""
    none = Fraction(0)
    cells = tuple(
        cell + tuple(value if other == player else none for other in game.players)
        for cell, value in zip(game.payoffs, values, strict=True)
    )
    return replace(game, payoffs=cells, measure="security")
