"""Games in which a measure that protects as long as the others stay put leaves its owner less secure."""

from fractions import Fraction

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.testing.paradoxes.variation import Case, narrow, slack, variations
from gametheory_paradox.testing.tables import Table, table

off_zero = st.integers(-3, 3).map(lambda n: n + Fraction(1, 3))  # so that the index is not the payoff


@st.composite
def security_insecurity(draw: DrawFn) -> Case:
    """Ann's guards lessen what Bob's attack does where it is, and make him attack where it does more."""
    game, index = draw(diverted())
    change = draw(variations(game))
    after, unit = change(game), draw(st.integers(1, 3))
    shifted = [unit * n for n in change.of_index(game, after, index)]
    return after, Question("security-insecurity", mover="Ann", action="a", index=shifted)


@st.composite
def diverted(draw: DrawFn) -> tuple[Table, list[Fraction]]:
    """Ann's guards ("a") lessen what Bob's attack does where it is, and make him attack where it does more.

    The game, and the index for each cell.
    """
    after, before = draw(off_zero), draw(slack)
    index = [after + before + draw(slack), after, after + before, draw(off_zero)]
    cells = [(draw(narrow), own) for own in (draw(st.integers(-2, 0)), 1, 1, draw(st.integers(-2, 0)))]
    return table((2, 2), cells), index
