"""Games in which a player expects less than a benchmark where it uses an action."""

from collections.abc import Sequence
from fractions import Fraction

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from gametheory_paradox.forms import Chance, ExtensiveForm, Move
from gametheory_paradox.paradoxes.question import Question
from gametheory_paradox.testing.games import Tree
from gametheory_paradox.testing.paradoxes.option import commitment_tables
from gametheory_paradox.testing.paradoxes.variation import Case, slack, varied

Amount = int | Fraction
HELD = Question("realized", mover="Ann", action="a", benchmark="no-coercion")
LARGE = Question("realized", mover="State", action="large", benchmark="complete-information")


def realized() -> SearchStrategy[Case]:
    """A dominant action that costs the other's good will, and an answer too large for who may be bluffing."""
    return st.one_of(varied(commitment_tables(), HELD), varied(overreactions(), LARGE))


def bluffed(q: Fraction, group: Sequence[Amount], government: Sequence[Sequence[Amount]]) -> Tree:
    """A strong group attacks, a weak one may rest; the state sees attacks alone, and answers large or small.

    ``group`` and ``government`` are what a weak group and the government get by an attack answered large, and
    small; the government first against a strong group, then against a weak one.
    """
    answers = [
        dict(zip(("large", "small"), zip(own, paid, strict=True), strict=True))
        for own, paid in (((0, 0), government[0]), (group, government[1]))
    ]
    strong = Move("Group", "strong", {"attack": Move("State", "after attack", answers[0])})
    weak = Move("Group", "weak", {"attack": Move("State", "after attack", answers[1]), "rest": (0, 0)})
    return ExtensiveForm.from_tree(("Group", "State"), Chance({"strong": (q, strong), "weak": (1 - q, weak)}))


@st.composite
def overreactions(draw: DrawFn) -> Tree:
    """A weak group bluffs at times; the government, which would rest if it knew, calls the bluff at times."""
    harm, more, less, over = (draw(slack) for _ in range(4))
    share = Fraction(less, less + over)  # of strong groups among those that attack
    q = share * Fraction(draw(st.integers(1, 7)), 8)
    return bluffed(q, (-draw(slack), draw(slack)), ((-harm - over, -harm), (-more, -more - less)))
