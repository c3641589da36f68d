"""Families with a penalty that is incurred and hurts, yet changes neither play nor the mover's payoff."""

from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from gametheory_paradox.forms import ExtensiveForm, Move
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.testing.games import PLAYERS, Table, Tree, table
from gametheory_paradox.testing.paradoxes.variation import Case, G, moved_between, narrow, slack, variations

MOVER, TARGET = PLAYERS[:2]


def null_coercion() -> SearchStrategy[Case]:
    """Ann, if she enforces, fines Bob for "a": he mixes whatever the fine is, or pays it for certain."""
    return st.one_of(_cases(inspected(), slack), _cases(worth_it(), slack), _cases(worth_it_in_turn(), slack))


@st.composite
def _cases(draw: DrawFn, games: SearchStrategy[tuple[G, G]], widths: SearchStrategy[int]) -> Case:
    lower, higher = draw(games)
    # Only Ann may get an action that nobody would take: what is least for Bob hangs on the fine, and tables
    # have two players.
    change = draw(variations(lower))
    bad = tuple((player, where) for player, where in change.bad if player == MOVER)
    change = replace(change, bad=bad, bystander=None, order=tuple(draw(st.permutations(range(2)))))
    name, low = draw(st.sampled_from("pxy")), draw(st.integers(0, 3))
    high = low + draw(widths)
    family = moved_between(change(lower), change(higher), name, low, high)
    question = Question("null-coercion", mover=MOVER, target=TARGET, parameter=name, low=low, high=high)
    # In a tree the fine stands at the end of the bad action, too, whatever Bob does.
    elsewhere = bad and isinstance(lower, ExtensiveForm)
    return family, question if elsewhere or draw(st.booleans()) else question.but(action="a")


@st.composite
def inspected(draw: DrawFn) -> tuple[Table, Table]:
    """Ann would enforce if Bob does "a", which he would do if she does not: at all fines both mix.

    He does "a" as often as makes her indifferent, which hangs on her payoffs alone; so does what she gets.
    """
    gain, cost, harm = draw(slack), draw(slack), draw(narrow)
    reward, fine = cost + draw(slack), gain + draw(slack)

    def at(fine: int) -> Table:
        return table((2, 2), [(reward - harm - cost, gain - fine), (-cost, 0), (-harm, gain), (0, 0)])

    return at(fine), at(fine + draw(slack))


@st.composite
def worth_it(draw: DrawFn) -> tuple[Table, Table]:
    """Enforcing pays for Ann whatever Bob does, and "a" for Bob, whatever fine he has to pay."""
    ends = draw(_worth_it())
    lower, higher = (table((2, 2), cells) for cells in ends)
    return lower, higher


@st.composite
def worth_it_in_turn(draw: DrawFn) -> tuple[Tree, Tree]:
    """The same where one of them moves first and is seen."""
    ends, first = draw(_worth_it()), draw(st.integers(0, 1))

    def tree(cells: list[tuple[int, int]]) -> Tree:
        def after(own: int, label: str) -> Move:
            answers = {
                other: cells[2 * own + k if first == 0 else own + 2 * k] for k, other in enumerate("ab")
            }
            return Move(PLAYERS[1 - first], f"after {label}", answers)

        root = Move(PLAYERS[first], "start", {label: after(own, label) for own, label in enumerate("ab")})
        return ExtensiveForm.from_tree(PLAYERS[:2], root)

    lower, higher = map(tree, ends)
    return lower, higher


@st.composite
def _worth_it(draw: DrawFn) -> list[list[tuple[int, int]]]:
    """The cells of a table at a lower and at a higher fine; no neighbouring payoffs of a player are equal."""
    fine, more = draw(slack), draw(slack)
    enforced = [draw(narrow) for _ in range(2)]  # what Ann gets if she does not, after "a" and after "b"
    extra, quiet = [draw(slack) for _ in range(2)], [draw(narrow) for _ in range(2)]
    gain = [quiet[0] + fine + more + draw(slack), quiet[1] + draw(slack)]
    return [
        [
            (enforced[0] + extra[0], gain[0] - paid),
            (enforced[1] + extra[1], quiet[0]),
            (enforced[0], gain[1]),
            (enforced[1], quiet[1]),
        ]
        for paid in (fine, fine + more)
    ]
