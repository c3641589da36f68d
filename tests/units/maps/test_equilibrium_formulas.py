"""The atlas: equilibria as formulas with the conditions under which they exist."""

from fractions import Fraction
from random import Random

import pytest
import sympy
from witnesses.catalog_games import single_games, slow_but_for_some
from witnesses.sampling import slowly

from gametheory_paradox import catalog
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms import ExtensiveForm, Move, NormalForm
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.maps import atlas
from gametheory_paradox.models import (
    GameFamily,
    Parameter,
    family_from_table,
    family_from_tree,
    signaling_family,
)
from gametheory_paradox.models.files import read_model
from gametheory_paradox.polynomials import Polynomial, RationalFunction

a, b = RationalFunction.variable("a"), RationalFunction.variable("b")
ONE = RationalFunction.constant(1)


@pytest.fixture(scope="module")
def pennies():
    return atlas(
        family_from_table(
            ["R", "C"],
            [["h", "t"], ["h", "t"]],
            [[("a", 0), (0, "b")], [(0, 1), (1, 0)]],
            {"a": (1, 5, 2), "b": (1, 5, 2)},
        )
    )


def test_a_mixed_equilibrium_is_written_out(pennies):
    (leaf,) = pennies.leaves
    assert str(leaf.condition) == "always"
    assert leaf.play == "h [1/(b + 1)] and t [b/(b + 1)] against h [1/(a + 1)] and t [a/(a + 1)]"
    assert leaf.strategies[0] == (("h", ONE / (ONE + b)), ("t", b / (ONE + b)))
    assert leaf.payoffs == (a / (ONE + a), b / (ONE + b))
    assert not pennies.choices
    assert str(pennies.degenerate) == "never"


def test_an_atlas_is_made_of_expressions_of_sympys_and_prints_as_mathematics(pennies):
    a, b = sympy.symbols("a b")
    (row,) = pennies.to_sympy()
    assert row["strategies"][0] == {"h": 1 / (b + 1), "t": b / (b + 1)}
    assert row["payoffs"] == {"R": a / (a + 1), "C": b / (b + 1)}
    assert (row["play"], row["exists"]) == (pennies.leaves[0].play, sympy.true)
    assert r"& $\frac{a}{a + 1}$ & $\frac{b}{b + 1}$ & always" in pennies.latex()

    noisy = atlas(catalog.load("literature/bagwell-1995/noisy-commitment"))
    assert [str(row["exists"]) for row in noisy.to_sympy()] == ["True", "1 > 4*epsilon", "1 > 4*epsilon"]
    assert r"& $1 > 4 \epsilon$ \\" in noisy.latex()


def test_the_conditions_are_those_of_the_declared_box():
    form = [[("a", 1), (0, 0)], [(1, 0), ("0", "1")]]
    wide = atlas(family_from_table(["R", "C"], [["t", "m"], ["l", "r"]], form, {"a": (-3, 3, 2)}))
    narrow = atlas(family_from_table(["R", "C"], [["t", "m"], ["l", "r"]], form, {"a": (2, 3, 2)}))
    assert {leaf.play: str(leaf.condition) for leaf in narrow.leaves if len(leaf.strategies[0]) == 1}[
        "t against l"
    ] == "always"
    assert {leaf.play: str(leaf.condition) for leaf in wide.leaves if len(leaf.strategies[0]) == 1}[
        "t against l"
    ] == "a > 1"


def test_trade_restriction_has_the_thresholds_of_its_prediction():
    found = atlas(catalog.load("seed/trade-restriction"))
    where = {(c.player, c.information_set, c.action): str(c.condition) for c in found.choices}
    assert where["Pakistan", "after suppress", "restrict"] == "r_C > c + h"
    assert where["Pakistan", "after suppress", "open"] == "c + h > r_C"
    assert where["Pakistan", "after host", "restrict"] == "r_N > c + h"
    assert where["IS-K", "border closed after host", "expand"] == "always"
    assert where["IS-K", "border open after host", "expand"] == "never"
    assert str(found.degenerate) == "never"
    payoffs = {leaf.play: leaf.payoffs[1].text(tuple(found.family.box)) for leaf in found.leaves}
    assert payoffs == {
        "suppress, open, hold": "V",
        "host, restrict, expand": "r_N - c - h",
        "host, open, hold": "0",
    }


def test_a_choice_is_not_said_to_be_made_where_only_another_ends_the_same():
    tree = Move("A", "start", {"go": Move("B", "later", {"mean": (0, "b"), "kind": (1, 1)}), "stop": (1, 1)})
    found = atlas(family_from_tree(["A", "B"], tree, {"b": (0, 2, "1/2")}))
    where = {(c.player, c.action): str(c.condition) for c in found.choices}
    assert where == {
        ("A", "go"): "1 > b",
        ("A", "stop"): "always",
        ("B", "mean"): "b > 1",
        ("B", "kind"): "1 > b",
    }


def test_what_exists_nowhere_in_the_box_is_left_out():
    tree = Move("A", "start", {"x": ("a",), "y": (1,)})
    assert [leaf.play for leaf in atlas(family_from_tree(["A"], tree, {"a": (2, 3, 2)})).leaves] == ["x"]
    assert [leaf.play for leaf in atlas(family_from_tree(["A"], tree, {"a": (0, 3, 2)})).leaves] == ["x", "y"]


def test_where_the_list_is_open_is_said():
    kept = Move("B", "then", {"l": ("c", 1), "r": ("-c", 1)})
    found = atlas(
        family_from_tree(["A", "B"], Move("A", "start", {"in": kept, "out": (0, 0)}), {"c": (1, 2, 1)})
    )
    assert str(found.degenerate) == "always"
    assert "open where the game stays degenerate: always" in str(found)
    if found.choices:
        assert "never means nothing where the game stays degenerate: always" in str(found.choices_table())


def test_where_somebody_is_indifferent_throughout_extreme_equilibria_are_listed():
    cells = [[("x", 0), (1, 0)], [(0, 1), ("x", 0)]]
    found = atlas(family_from_table(["R", "C"], [["t", "b"], ["l", "r"]], cells, {"x": (0, 2, 1)}))
    assert [(leaf.play, str(leaf.condition)) for leaf in found.leaves] == [
        ("t against l", "always"),
        ("t against r", "1 > x"),
        ("t against l [(x - 1)/(2*x - 1)] and r [x/(2*x - 1)]", "x > 1"),
    ]
    assert found.extreme_alone
    assert str(found.degenerate) == "never"
    assert "of infinitely many equilibria the extreme ones" in str(found)
    assert found.to_data()["extreme_alone"]


def test_extreme_equilibria_of_a_tree_that_differ_off_the_path_alone_are_one():
    found = atlas(catalog.load("literature/kydd-2000/reassurance"), concept="subgame-perfect")
    assert found.extreme_alone
    assert len({(leaf.play, leaf.payoffs) for leaf in found.leaves}) == len(found.leaves) == 3


@pytest.mark.parametrize("concept", ["sequential", "perfect-bayesian"])
def test_where_beliefs_do_not_matter_to_who_answers_extreme_equilibria_are_listed(concept):
    """The receiver gets 1 whatever it does, or more by a; what it does is worth something to the sender."""
    for pays, alone in ((1, True), (2, False)):
        payoffs = {
            kind: {"m": {"a": (f"x + {gain}", pays), "b": (0, 1)}, "n": (1, 1)}
            for kind, gain in (("s", 1), ("t", 0))
        }
        prior, signals, answers = {"s": "1/2", "t": "1/2"}, ["m", "n"], {"m": ["a", "b"], "n": []}
        family = signaling_family(["S", "R"], prior, signals, answers, payoffs, {"x": (0, 2, 1)})
        found = atlas(family, concept=concept)
        assert found.extreme_alone is alone
        assert ("of infinitely many equilibria the extreme ones" in str(found)) is alone
        assert found.to_data()["extreme_alone"] is alone


def test_the_table_has_a_row_for_each_equilibrium_and_each_choice():
    family = catalog.load("seed/trade-restriction")
    found = atlas(family)
    text = str(found)
    for leaf in found.leaves:
        assert leaf.play in text
        assert str(leaf.condition) in text
    assert "Choices in the equilibrium of each subgame" in text
    assert "Pakistan gets" in text
    assert found._repr_html_().count("<tr") >= len(found.leaves) + len(found.choices)


MANY_CASES = (
    "seed/corridor",
    "seed/corridor/sanctions-first",
    "seed/collective-action",
    "seed/collective-action/control",
)
# Too many patterns of beliefs for formulas; their subgame-perfect equilibria have some.
MANY_BELIEFS = (
    "seed/trade-restriction/ttp",
    "seed/engagement",
    "seed/private-security",
    "seed/rivalry/pressed",
)


def has_formulas(name):
    """Whether at most two players choose at the same time, and every condition can be written out."""
    form = catalog.load(name).form
    return name not in MANY_CASES and (isinstance(form, ExtensiveForm) or len(form.players) <= 2)


OFFERED = [name for name in single_games() if has_formulas(name)]


@pytest.mark.parametrize("name", slow_but_for_some(OFFERED, 3))
def test_the_atlas_of_every_catalog_family_says_what_solve_finds_at_its_baseline(name):
    family = catalog.load(name)
    found = atlas(
        family,
        concept="subgame-perfect"
        if isinstance(family.form, ExtensiveForm) and name.startswith(MANY_BELIEFS)
        else None,
    )
    point, game = family.baseline, family.at()
    here = [
        leaf
        for leaf in found.leaves
        if any(
            all(inequality.polynomial.value(point) > 0 for inequality in case)
            for case in leaf.condition.cases
        )
    ]
    payoffs = {tuple(p.value(point) for p in leaf.payoffs) for leaf in here}
    solved = set(solve(game, concept=found.concept).payoffs)
    assert payoffs <= solved if found.left_out else payoffs == solved


def drawn(size, parameters, seed, varying):
    """A table with integers but for some cells, which are affine in parameters from 0 to 1."""
    random, names = Random(seed), [f"x{n}" for n in range(parameters)]
    cells = []
    for cell in range(size * size):
        terms = [
            () if not n else ((names[n - 1], 1),) for n in range(parameters + 1 if cell < varying else 1)
        ]
        cells.append(
            tuple(
                RationalFunction(Polynomial({m: Fraction(random.randint(-99, 99)) for m in terms}))
                for _ in "RC"
            )
        )
    form = NormalForm(
        ("R", "C"), tuple(tuple(f"{who}{n}" for n in range(size)) for who in "rc"), tuple(cells)
    )
    zero, one = Fraction(0), Fraction(1)
    return GameFamily(
        form, tuple(Parameter(name=name, low=zero, high=one, baseline=one / 2) for name in names)
    )


def leaves_at(found, point):
    """The equilibria whose condition holds at a point."""
    return [
        leaf
        for leaf in found.leaves
        if any(all(i.polynomial.value(point) > 0 for i in case) for case in leaf.condition.cases)
    ]


@pytest.mark.parametrize(
    ("size", "parameters", "varying"), [(3, 2, 9), (3, 3, 9), (3, 6, 4), (4, 3, 4), (4, 3, 16)]
)
@pytest.mark.parametrize(("seed", "count"), [(0, 4), slowly(1, 14)])
def test_at_random_points_the_conditions_say_what_solve_finds(size, parameters, varying, seed, count):
    family, random = drawn(size, parameters, seed, varying), Random(seed)
    found = atlas(family)
    assert str(found.degenerate) == "never"
    assert all(leaf.condition.shortest for leaf in found.leaves)
    used, counts = set(), set()
    for _ in range(count):
        point = {name: Fraction(random.randrange(1, 9973), 9973) for name in family.box}
        here = leaves_at(found, point)
        assert sorted(tuple(p.value(point) for p in leaf.payoffs) for leaf in here) == sorted(
            solve(family.at(point)).payoffs
        )
        used.update(leaf.play for leaf in here)
        counts.add(len(here))
    assert counts <= {1, 3, 5, 7}
    assert len(used) > 1 or len(found.leaves) == 1


@pytest.mark.slow
def test_of_five_by_five_with_six_parameters_too():
    family, random = drawn(5, 6, 1, 3), Random(1)
    found = atlas(family)
    for _ in range(15):
        point = {name: Fraction(random.randrange(1, 9973), 9973) for name in family.box}
        here = leaves_at(found, point)
        assert sorted(tuple(p.value(point) for p in leaf.payoffs) for leaf in here) == sorted(
            solve(family.at(point)).payoffs
        )


@pytest.mark.slow
def test_what_is_not_offered():
    blind = Move("B", "blind", {"x": ("a", 0), "y": (0, 1)})
    family = family_from_tree(
        ["A", "B"], Move("A", "start", {"l": blind, "r": blind}), {"a": (0, 1, Fraction(1, 2))}
    )
    with pytest.raises(Unsupported, match="offered: subgame-perfect, sequential, perfect-bayesian"):
        atlas(family, concept="nash")
    with pytest.raises(Unsupported, match=r"would not be all: whatever .* here Taliban, Pakistan, IS-K do"):
        atlas(catalog.load("seed/trade-restriction/unseen"), concept="subgame-perfect")


def test_where_nobody_has_a_choice_one_formula_says_what_is_paid():
    family = read_model("""format: 1
players: [A]
parameters: {d: {range: [0, 9/10], baseline: 1/2}}
stochastic:
  discount: d
  start: now
  states:
    now: {next: [{to: {later: 1}}]}
    later: {}
terms:
  - {player: A, value: 2, when: {state: now}}
  - {player: A, value: 1, when: {state: later}}
""")
    (leaf,) = atlas(family).leaves
    assert (leaf.play, str(leaf.payoffs[0])) == ("nobody has a choice", "(2 - d)/(1 - d)")
