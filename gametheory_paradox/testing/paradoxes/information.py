"""Games in which telling apart what it could not tell apart before hurts a player."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from gametheory_paradox.forms import Chance, ExtensiveForm, Move
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.testing.games import ACTIONS, PLAYERS, Tree
from gametheory_paradox.testing.paradoxes.variation import Case, narrow, slack, varied

Amount = int | Fraction
NEWS = Question("information", mover="Bob", at="Bob", parts=[["s1, a", "s1, b"], ["s2, a", "s2, b"]])


def information() -> SearchStrategy[Case]:
    """Bob comes to know the state and guesses right; Ann answers with what pays him less than before."""
    return varied(backfiring_news(), NEWS)


def guessing(
    rows: Mapping[str, Sequence[Sequence[Amount]]], columns: Mapping[str, Sequence[Sequence[Amount]]]
) -> Tree:
    """Ann and Bob choose at the same time in one of two equally likely states; nobody knows which."""
    labels = ACTIONS[: len(rows["s1"][0])]

    def state(s: str) -> Move:
        below = [
            {label: (rows[s][i][j], columns[s][i][j]) for j, label in enumerate(labels)} for i in range(2)
        ]
        return Move("Ann", "Ann", {label: Move("Bob", "Bob", below[i]) for i, label in enumerate("ab")})

    return ExtensiveForm.from_tree(PLAYERS[:2], Chance({s: (Fraction(1, 2), state(s)) for s in ("s1", "s2")}))


@st.composite
def backfiring_news(draw: DrawFn) -> Tree:
    """Bob, who knows, guesses right, and Ann answers with what pays him less than not guessing did."""
    safe, harm, gain, loss = draw(narrow), draw(slack), draw(slack), draw(slack)
    right = 2 * draw(slack)
    # More than half, less than all, of a right guess.
    modest = right - Fraction(draw(st.integers(1, 3)), 8) * right
    quiet = right + harm
    extra = Fraction(quiet, draw(st.integers(2, 4)))
    guesses = {"s1": (0, 1), "s2": (1, 0)}
    columns: dict[str, list[list[Amount]]] = {
        s: [[modest, *(right * g for g in hit)], [quiet, *((quiet + extra) * g for g in hit)]]
        for s, hit in guesses.items()
    }
    rows: dict[str, list[list[Amount]]] = {
        s: [[safe] * 3, [safe + gain, safe - loss, safe - loss]] for s in guesses
    }
    return guessing(rows, columns)
