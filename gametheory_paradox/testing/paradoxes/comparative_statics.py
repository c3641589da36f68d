"""Families in which a change that raises a payoff whatever is done lowers it in equilibrium."""

from fractions import Fraction

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from gametheory_paradox.families import GameFamily, family_from_table
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.testing.paradoxes.option import commitment_tables
from gametheory_paradox.testing.paradoxes.variation import Case, slack, variations
from gametheory_paradox.testing.tables import Table, table


@st.composite
def _cases(draw: DrawFn) -> Case:
    """Ann's "a" gains until it is dominant, and Bob answers with what pays her less."""
    higher = draw(commitment_tables())
    cells = [list(cell) for cell in higher.payoffs]
    for column in range(2):  # before, "a" is worse than "b" whatever Bob does
        cells[column][0] = min(cells[column][0], cells[2 + column][0] - draw(slack))
    change = draw(variations(higher))
    name, low, high = draw(st.sampled_from("xyz")), draw(st.integers(-1, 1)), draw(st.integers(2, 3))
    family = changed_from(change(table((2, 2), cells)), change(higher), name, low, high)
    return family, Question("comparative-statics", mover="Ann", parameter=name, low=low, high=high)


def comparative_statics() -> SearchStrategy[Case]:
    """A player's action gains until it is dominant, and the other answers with what pays that player less."""
    return _cases()


def changed_from(lower: Table, higher: Table, name: str = "x", low: int = 0, high: int = 1) -> GameFamily:
    """A family of tables that goes from one game to another as a parameter goes from a value to another."""
    share = f"({name} - ({low}))/{high - low}"

    def formula(one: Fraction, other: Fraction) -> str:
        return str(one) if one == other else f"{one} + ({other - one})*{share}"

    pairs = [
        tuple(formula(a, b) for a, b in zip(one, other, strict=True))
        for one, other in zip(lower.payoffs, higher.payoffs, strict=True)
    ]
    nested: list[object] = list(pairs)
    for size in reversed(lower.shape[1:]):
        nested = [nested[start : start + size] for start in range(0, len(nested), size)]
    return family_from_table(lower.players, lower.actions, nested, {name: (low, high, low)})
