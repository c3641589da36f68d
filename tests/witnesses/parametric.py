"""Strategies that draw points for games with parameters a and b, and families in which one matters."""

from fractions import Fraction

from hypothesis import strategies as st

from gametheory_paradox.forms import ExtensiveForm, Move
from gametheory_paradox.models import GameFamily, Parameter
from gametheory_paradox.testing.games import PLAYERS
from gametheory_paradox.testing.parametric_games import (
    ONE,
    TWO,
    ZERO,
    A,
    B,
    formulas,
    parametric_tables,
    parametric_trees,
)

__all__ = [
    "A",
    "B",
    "family_of",
    "formulas",
    "parametric_tables",
    "parametric_trees",
    "points",
    "positive_points",
    "restraint_families",
]

GENERIC = [Fraction(n, 9973) for n in (7, 1009, 2503, 3989, 4999, 6007, 7499, 8887, 9901)]


def points(names=("a", "b"), low=-2, high=3):
    """Points with large prime denominators and different coordinates, on none of the small curves."""
    shares = st.tuples(st.sampled_from(GENERIC), st.integers(low, high - 1)).map(sum)
    return st.fixed_dictionaries(dict.fromkeys(names, shares)).filter(
        lambda point: len(set(point.values())) == len(point)
    )


def positive_points(names=("a", "b"), high=3):
    """The same with positive coordinates only."""
    return points(names, 0, high)


def family_of(form, high=3):
    """The form with both parameters between 0 and some bound."""
    return GameFamily(form, tuple(Parameter(name, 0, high, 1) for name in ("a", "b")))


SHIFTS = (
    A - ONE,
    B - ONE,
    A - B,
    A + B - TWO,
    TWO * A - B,
    A * B - ONE,
    A * A - B,
    (A - ONE) / (ONE + B),
    TWO - A,
    ONE - A * B,
)
COSTS = (ONE, ONE / TWO, A, B, A + B, A * B, B * B / TWO, (ONE + A) / (ONE + B))


@st.composite
def restraint_families(draw):
    """Ann complies or not, Bob sees which and punishes ("a") or not; whether that hurts him depends on
    the parameters.  With the request about that move, or about another."""
    after_compliance, after_defiance = draw(st.sampled_from(SHIFTS)), draw(st.sampled_from(SHIFTS))
    cost, harm, quiet = (draw(st.sampled_from(COSTS)) for _ in range(3))
    bob = (
        Move(
            "Bob",
            "complied",
            {"a": (ZERO - cost - harm, quiet + after_compliance), "b": (ZERO - cost, quiet)},
        ),
        Move("Bob", "did not", {"a": (ZERO - harm, after_defiance), "b": (ZERO, ZERO)}),
    )
    form = ExtensiveForm.from_tree(
        PLAYERS[:2], Move("Ann", "start", dict(zip("ab", bob, strict=True))), number=lambda p, what: p
    )
    about = [{"mover": "Bob", "action": "a", "at": ["complied"]}] * 4 + [{"mover": "Bob", "action": "a"}]
    return form, draw(
        st.sampled_from(
            [*about, {"mover": "Ann", "action": "a"}, {"mover": "Bob", "action": "b", "at": ["did not"]}]
        )
    )
