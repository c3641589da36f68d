"""Tables in which one player chooses: the branches of Cramer's rule, against a player with one action."""

from collections import Counter
from fractions import Fraction
from random import Random

from witnesses.sampling import cases

from gametheory_paradox.conditions.exclusion_search import holds_at
from gametheory_paradox.forms import NormalForm
from gametheory_paradox.forms.formulas.branches import extremes
from gametheory_paradox.forms.tables.formulas.table_branches import lone_branches, table_branches
from gametheory_paradox.polynomials import RationalFunction

X = RationalFunction.variable("x")
NOTHING = RationalFunction.constant(0)


def unfactored(polynomial):
    return (polynomial,)


def formula(random):
    """A small one, of which two are often equal: a number, a line in x, or a quotient."""
    whole = RationalFunction.constant(random.randrange(3))
    kind = random.randrange(4)
    if kind == 0:
        return whole + X
    return whole / (X + RationalFunction.constant(1)) if kind == 1 else whole


def drawn(random):
    """A table of the one who chooses, as the middle one of three, and as the first of two."""
    cells = [(formula(random), formula(random)) for _ in range(random.randint(1, 4))]
    actions = tuple(f"a{n}" for n in range(len(cells)))
    three = NormalForm(
        ("A", "B", "C"), (("x",), actions, ("y",)), tuple((other, own, NOTHING) for own, other in cells)
    )
    two = NormalForm(("B", "nobody"), (actions, ("nothing",)), tuple((own, NOTHING) for own, _ in cells))
    return three, two


def there(branches, point, who, column):
    """Which actions are used in the equilibria at a point, with what the chooser gets."""
    return sorted(
        (branch.supports[who], branch.payoffs[column].value(point))
        for branch in branches
        if holds_at(branch.exists, point)
    )


@cases(300, 40_000)
def test_one_who_chooses_plays_as_against_nobody(count):
    random, seen = Random(5), Counter()
    for _ in range(count):
        three, two = drawn(random)
        own, other = lone_branches(three, 1, unfactored), table_branches(two, unfactored)
        point = {"x": Fraction(random.randrange(1, 99), 13)}
        assert there(own.branches, point, 1, 1) == there(other.branches, point, 0, 0)
        assert holds_at(own.degenerate, point) == holds_at(other.degenerate, point)
        assert there(extremes(own).branches, point, 1, 1) == there(extremes(other).branches, point, 0, 0)
        seen[len(two.actions[0]), holds_at(own.degenerate, point)] += 1
    assert {(1, False), (2, True), (2, False), (4, True), (4, False)} <= set(seen)


def test_what_the_others_get_is_what_the_cell_says():
    cells = ((X, X + X, NOTHING), (RationalFunction.constant(1), NOTHING, X))
    table = NormalForm(("A", "B", "C"), (("a", "b"), ("x",), ("y",)), cells)
    first, second = lone_branches(table, 0, unfactored).branches
    assert (first.payoffs, second.payoffs) == cells
    assert (first.supports, second.supports) == ((("a",), ("x",), ("y",)), (("b",), ("x",), ("y",)))
    for value, best in ((Fraction(2), first), (Fraction(1, 2), second)):
        assert [own for own in (first, second) if holds_at(own.exists, {"x": value})] == [best]
