"""A failing test prints its games, families and questions as the code that makes them again."""

import ast

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.vendor.pretty import pretty
from IPython.lib.pretty import pretty as as_ipython_prints
from witnesses.sampling import always

import gametheory_paradox as gp
from gametheory_paradox import testing
from gametheory_paradox.testing.paradoxes import INSTANCES

ONCE = settings(
    database=None,
    derandomize=True,
    max_examples=60,
    deadline=None,
    report_multiple_bugs=False,
    phases=[Phase.generate, Phase.shrink],
)


def printed(strategy, holds):
    """What Hypothesis prints of the example that breaks a claim, and the example."""
    broken = []

    @ONCE
    @given(strategy)
    def law(example):
        if not holds(example):
            broken.append(example)
            raise AssertionError

    with pytest.raises(AssertionError) as failure:
        law()
    (note,) = [note for note in failure.value.__notes__ if "law(" in note]
    return note[note.index("law(") :], broken[-1]


def made_again(printed):
    """What is made by the code that was printed: of an example, or of a test that is called with one."""
    return eval(f"({printed})", {"gp": gp, "law": lambda example: example})


STRATEGIES = {
    "normal forms": testing.normal_forms(payoffs=testing.payoffs(largest_denominator=3)),
    "degenerate": testing.degenerate_normal_forms(),
    "perfect information": testing.perfect_information_games(),
    "extensive forms": testing.extensive_forms(),
    "signaling": testing.signaling_games(),
    "Bayesian": testing.bayesian_games(),
    "families": testing.families(),
    "accounts": testing.families(accounts=2),
    "several": st.lists(testing.normal_forms(players=2, actions=2), min_size=2, max_size=2),
}


@pytest.mark.parametrize("strategy", STRATEGIES.values(), ids=STRATEGIES)
def test_what_is_printed_makes_the_example_again(strategy):
    @always(8, strategy)
    def law(example):
        assert "gp." in pretty(example)
        assert made_again(pretty(example)) == example


@pytest.mark.parametrize("paradox", INSTANCES)
def test_a_game_and_its_question_are_printed_as_code(paradox):
    @always(4, testing.instances(paradox))
    def law(case):
        assert "gp.Question(" in pretty(case)
        assert made_again(pretty(case)) == case


@pytest.mark.parametrize("kind", ["normal forms", "extensive forms", "several"])
def test_a_failing_test_prints_what_makes_its_example_again(kind):
    call, example = printed(STRATEGIES[kind], lambda example: False)
    assert made_again(call) == example


def test_it_is_the_code_that_falsify_prints():
    def one_equilibrium(game):
        return len(gp.solve(game)) == 1

    strategy = testing.normal_forms(players=2, actions=2)
    call, example = printed(strategy, one_equilibrium)
    found = gp.falsify(strategy, one_equilibrium, draws=60)
    (made,) = [line for line in ast.parse(found.code).body if isinstance(line, ast.Assign)]
    assert found.game == example
    assert ast.dump(ast.parse(call).body[0].value.keywords[0].value) == ast.dump(made.value)


def test_games_of_a_strategy_of_ones_own_are_printed_so_too():
    own = st.builds(lambda x: gp.NormalForm.from_tables(["Row"], [["in", "out"]], [x, 0]), st.integers(1, 5))
    call, example = printed(own, lambda game: False)
    assert 'gp.NormalForm.from_tables(["Row"], [["in", "out"]], [1, 0])' in call
    assert made_again(call) == example


def test_what_has_no_code_of_its_own_is_printed_in_words():
    sexes = gp.NormalForm.from_tables(["A", "B"], [["x", "y"]] * 2, [[2, 0], [0, 1]], [[1, 0], [0, 2]])
    (first, *_) = gp.solve(sexes).profiles
    call, _ = printed(st.just(first), lambda profile: False)
    assert str(first) in call


def test_other_printers_show_games_as_before():
    game = gp.NormalForm.from_tables(["A"], [["x", "y"]], [1, 2])
    assert as_ipython_prints(game) == str(game)
