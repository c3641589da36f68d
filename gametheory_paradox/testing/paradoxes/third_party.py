"""Games in which an action hurts its owner only through what a third party then does."""

from fractions import Fraction
from itertools import product

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from gametheory_paradox.forms import NormalForm
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.testing.games import Table
from gametheory_paradox.testing.paradoxes.variation import Case, narrow, slack, varied

ANSWERED = Question("third-party", mover="P", action="coerce", third="K", target="T")
LABELS = (("engage", "coerce"), ("host", "suppress"), ("stay", "expand"))
ROLES = ("P", "T", "K")


def third_party() -> SearchStrategy[Case]:
    """Games in which coercion wins less from its target than it loses to a third party."""
    return varied(answered_by_a_third(), ANSWERED)


def answered(base: int, home: int, won: int, lost: int, eager: int, ready: int) -> Table:
    """P engages or coerces, T suppresses, K expands; ``eager``, ``ready``: what T and K gain if P coerces."""
    cells = []
    for coerce, suppress, expand in product(range(2), repeat=3):
        own = base + home * coerce + won * suppress - lost * expand
        sign = 1 if coerce else -1
        cells.append((Fraction(own), Fraction(eager * sign * suppress), Fraction(ready * sign * expand)))
    return NormalForm(ROLES, LABELS, tuple(cells))


@st.composite
def answered_by_a_third(draw: DrawFn) -> Table:
    """A game in which coercion wins less from T than it loses to K."""
    home, won = draw(slack), draw(slack)
    return answered(draw(narrow), home, won, home + won + draw(slack), draw(slack), draw(slack))
