"""Games with an option paradox: an action that others answer with what hurts more than it is worth."""

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from gametheory_paradox.forms import ExtensiveForm, Move
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.testing.games import PLAYERS, Table, Tree, table
from gametheory_paradox.testing.paradoxes.dominance_trap import traps
from gametheory_paradox.testing.paradoxes.variation import Case, narrow, slack, varied


def option() -> SearchStrategy[Case]:
    """A tempting action beside the other's answer, one shared by two, and a punishment after compliance."""
    commitment = varied(commitment_tables(), Question(mover="Ann", action="a"))
    restraint = varied(restraint_trees(), Question(mover="Bob", action="a", at="complied"))
    together = varied(traps(), Question(mover="Ann", action="a", coalition=("Ann", "Bob")))
    return st.one_of(commitment, restraint, together)


@st.composite
def commitment_tables(draw: DrawFn) -> Table:
    """2×2 tables in which Ann's dominant action "a" costs her Bob's good will: a strong paradox of "a"."""
    base, few = draw(st.tuples(narrow, narrow)), st.integers(1, 3)
    low, gap, extra, above = draw(narrow), draw(few), draw(few), draw(few)
    # After a, Bob plays a and Ann gets low; after b, he plays b and she gets low + gap; a is better against
    # both.
    first = [low, low + gap + extra, low - above, low + gap]
    second = [base[0] + draw(few), base[0], base[1], base[1] + draw(few)]
    return table((2, 2), zip(first, second, strict=True))


@st.composite
def restraint_trees(draw: DrawFn) -> Tree:
    """Ann complies or not, Bob sees which and punishes ("a") or not ("b"): a strong paradox after compliance.

    In some of them Cat watches, moves last, and strictly prefers to leave the others' payoffs as they are.
    """
    cost, reward_comply, reward_not, start = draw(slack), draw(slack), draw(slack), draw(narrow)
    harm, quiet = cost + draw(slack), reward_not + draw(slack)
    ends = {
        "complied": {"a": (start - cost - harm, quiet + reward_comply), "b": (start - cost, quiet)},
        "did not": {"a": (start - harm, reward_not), "b": (start, 0)},
    }
    watched = draw(st.booleans())

    def end(at: str, action: str, pair: tuple[int, int]) -> object:
        if not watched:
            return pair
        other = (pair[0] + draw(narrow), pair[1] + draw(narrow), -1)
        return Move("Cat", f"{at}, {action}", {"a": (*pair, 1), "b": other})

    moves = [
        Move("Bob", at, {action: end(at, action, pair) for action, pair in below.items()})
        for at, below in ends.items()
    ]
    tree: Tree = ExtensiveForm.from_tree(
        PLAYERS[: 3 if watched else 2], Move("Ann", "start", dict(zip("ab", moves, strict=True)))
    )
    return tree
