"""Games in which what pays more in the period is worth less from the start, since it sours what follows."""

from fractions import Fraction
from itertools import product

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from gametheory_paradox.forms import State, StochasticGame
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.testing.paradoxes.variation import Case, narrow, slack


@st.composite
def dynamic_backfire(draw: DrawFn) -> Case:
    """Ann gains by pressing ("a"), until things turn sour for good and cost her more than that was worth.

    Bob says one of several things, which are worth something to him alone and move nothing; Cid looks on, if
    he is there.
    """
    gain, more, paid = draw(slack), draw(slack), draw(narrow)
    discount, turn = (Fraction(1, draw(st.integers(2, 5))) for _ in range(2))
    loss = (gain + more) * (1 - discount) / (turn * discount)
    one, none = Fraction(1), Fraction(0)

    said = {word: Fraction(worth) for worth, word in enumerate("cdef"[: draw(st.integers(1, 4))])}
    players = tuple(draw(st.permutations(draw(st.sampled_from((("Ann", "Bob"), ("Ann", "Bob", "Cid")))))))
    own = {"Ann": ("a", "b"), "Bob": tuple(said), "Cid": ("g",)}
    cells: list[tuple[Fraction, ...]] = []
    rows: list[tuple[Fraction, ...]] = []
    for played in product(*(own[player] for player in players)):
        presses = "a" in played
        worth = {
            "Ann": Fraction(paid + gain * presses),
            "Bob": next(said[word] for word in played if word in said),
        }
        cells.append(tuple(worth.get(player, none) for player in players))
        rows.append((1 - turn, turn) if presses else (one, none))

    soured = {"Ann": paid - loss, "Bob": Fraction(draw(narrow)), "Cid": none}
    calm = State("calm", tuple(own[player] for player in players), tuple(cells), tuple(rows))
    sour = State("sour", ((),) * len(players), (tuple(soured[player] for player in players),), ((none, one),))
    game = StochasticGame(players, (calm, sour), (one, none), (discount,) * len(players))
    held = draw(st.sampled_from(("all", "nobody")))
    return game, Question("dynamic-backfire", mover="Ann", action="a", instead="b", held=held)
