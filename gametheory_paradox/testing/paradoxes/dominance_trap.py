"""Games with a dominance trap: each has a best action whatever the others do, and all lose by having it."""

from fractions import Fraction
from itertools import product

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.testing.games import PLAYERS, Table, table
from gametheory_paradox.testing.paradoxes.variation import Case, narrow, slack, varied


def dominance_trap() -> SearchStrategy[Case]:
    """Two in a trap with two or three actions each, or more than two whose actions harm all the others."""
    pairs = varied(st.one_of(traps(), races()), trap(PLAYERS[:2]))
    return st.one_of(pairs, crowded().flatmap(lambda game: varied(st.just(game), trap(game.players))))


def trap(players: tuple[str, ...]) -> Question:
    """The question whether "a" is a trap for all the players."""
    return Question("dominance-trap", mover=players[0], action="a", coalition=players)


@st.composite
def traps(draw: DrawFn) -> Table:
    """Symmetric 2×2 tables in which "a" is dominant and both prefer that neither has it."""
    few, reward = st.integers(1, 3), draw(narrow)
    both, alone = reward - draw(few), reward + draw(few)
    sucker = both - draw(few)
    return table((2, 2), [(both, both), (alone, sucker), (sucker, alone), (reward, reward)])


@st.composite
def races(draw: DrawFn) -> Table:
    """Three actions each; "a" is dominant and harms both by more than half of its gain (preempt or deter)."""
    harm, helps = draw(slack), draw(slack)
    # More than the harm, less than twice as much.
    brings = harm + Fraction(draw(st.integers(1, 2 * harm - 1)), 2)
    costs = helps + draw(slack) + harm

    def gets(own: int, other: int) -> Fraction:
        attacked, helped = (own == 0) + (other == 0), (own == 1) + (other == 1)
        return helps * helped - costs * (own == 1) + brings * (own == 0) - Fraction(harm * attacked)

    return table((3, 3), [(gets(i, j), gets(j, i)) for i in range(3) for j in range(3)])


@st.composite
def crowded(draw: DrawFn) -> Table:
    """Three or four players; each gains less by "a" than it loses by the others' "a"."""
    count = draw(st.integers(3, 4))
    gain = [draw(slack) for _ in range(count)]
    harm = [draw(slack) + gain[who] for who in range(count)]  # what each of the others' doing it costs

    def gets(who: int, taking: tuple[int, ...]) -> int:
        others = sum(taking) - taking[who]
        return gain[who] * taking[who] - harm[who] * others

    cells = [[gets(who, taking) for who in range(count)] for taking in product((1, 0), repeat=count)]
    return table((2,) * count, cells)
