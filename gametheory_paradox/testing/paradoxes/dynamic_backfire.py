"""Games in which what pays more in the period is worth less from the start, since it sours what follows."""

from fractions import Fraction

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from gametheory_paradox.games import State, StochasticGame
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.testing.paradoxes.variation import Case, narrow, slack


@st.composite
def dynamic_backfire(draw: DrawFn) -> Case:
    """Ann gains by pressing ("a"), until things turn sour for good and cost her more than that was worth.

    Bob pleads or does not, which is worth something to him alone and moves nothing.
    """
    gain, more, paid = draw(slack), draw(slack), draw(narrow)
    discount, turn = (Fraction(1, draw(st.integers(2, 5))) for _ in range(2))
    loss = (gain + more) * (1 - discount) / (turn * discount)
    one, none = Fraction(1), Fraction(0)

    pleas = (Fraction(draw(slack)), none)
    cells = [(Fraction(paid + own), plea) for own in (gain, 0) for plea in pleas]
    rows = [(1 - turn, turn)] * 2 + [(one, none)] * 2
    calm = State("calm", (("a", "b"), ("c", "d")), tuple(cells), tuple(rows))
    sour = State("sour", ((), ()), ((paid - loss, Fraction(draw(narrow))),), ((none, one),))
    game = StochasticGame(("Ann", "Bob"), (calm, sour), (one, none), (discount,) * 2)
    held = draw(st.sampled_from(("all", "nobody")))
    return game, Question("dynamic-backfire", mover="Ann", action="a", instead="b", held=held)
