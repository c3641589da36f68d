"""Games in which a player that takes the game for another does worse than knowing it, or doing nothing."""

from collections.abc import Mapping

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.testing.games import Table, table
from gametheory_paradox.testing.paradoxes.variation import Case, slack, variations

IDLE: tuple[Mapping[str, str], ...] = ({}, {"inaction": "b"})


@st.composite
def misperception(draw: DrawFn) -> Case:
    """Ann believes that Bob yields if she presses; he resists, and waiting was better.  Soft and hard."""
    game, model = draw(wishful())
    change = draw(variations(game))
    idle = draw(st.sampled_from(IDLE))
    return change(game), Question("misperception", mover="Ann", model=change(model)).but(**idle)


@st.composite
def wishful(draw: DrawFn) -> tuple[Table, Table]:
    """Ann believes that Bob yields if she presses ("a"); he resists, and she would rather have waited.

    The game, and what she takes it for.
    """
    loss, waiting = draw(slack), (draw(st.integers(0, 2)), draw(st.integers(0, 3)))
    own = [waiting[0] + draw(slack), -loss, *waiting]
    bob, dreamt = [0, draw(slack), draw(slack), 0], [draw(slack), 0, draw(slack), 0]
    game, model = (table((2, 2), zip(own, other, strict=True)) for other in (bob, dreamt))
    return game, model
