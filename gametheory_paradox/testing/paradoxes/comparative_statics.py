"""Families in which a change that raises a payoff whatever is done lowers it in equilibrium."""

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.testing.games import table
from gametheory_paradox.testing.paradoxes.option import commitment_tables
from gametheory_paradox.testing.paradoxes.variation import Case, moved_between, slack, variations


@st.composite
def comparative_statics(draw: DrawFn) -> Case:
    """A player's action gains until it is dominant, and the other answers with what pays that player less."""
    higher = draw(commitment_tables())
    cells = [list(cell) for cell in higher.payoffs]
    for column in range(2):  # before, "a" is worse than "b" whatever Bob does
        cells[column][0] = min(cells[column][0], cells[2 + column][0] - draw(slack))
    change = draw(variations(higher))
    name, low, high = draw(st.sampled_from("xyz")), draw(st.integers(-1, 1)), draw(st.integers(2, 3))
    family = moved_between(change(table((2, 2), cells)), change(higher), name, low, high)
    return family, Question("comparative-statics", mover="Ann", parameter=name, low=low, high=high)
