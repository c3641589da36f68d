"""Agent quantal response against plain logit responses, the normal form, exact limits and Gambit's paths."""

from itertools import pairwise
from math import exp, log
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracles.trees.comparing import PARTS, stored
from witnesses.imperfect_trees import deep_tree, imperfect_trees
from witnesses.sampling import ordinarily, slowly

from gametheory_paradox.clock import Clock
from gametheory_paradox.concepts import agent_logit_path, logit_path, sequential_limit
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.forms import (
    Chance,
    Decision,
    ExtensiveForm,
    Lottery,
    Move,
    NormalForm,
)
from gametheory_paradox.forms.solvers.path_following import follow
from gametheory_paradox.forms.trees.solvers.agent_logit_path import AgentLogit, follow_agent_logit_branch
from gametheory_paradox.models.files import read_efg

TREES = Path(__file__).parents[2] / "literature" / "trees"


def classical(name):
    return read_efg((TREES / f"{name}.efg").read_text(encoding="utf-8")).at()


def entry():
    entered = Move("Old", "after entry", {"fight": (-1, -1), "yield": (1, 1)})
    return ExtensiveForm.from_tree(["New", "Old"], Move("New", "entry", {"in": entered, "out": (0, 2)}))


def worth(game, play, number):
    """The worth of each action of an information set to its player; None where play hardly comes."""
    reach, values = [0.0] * len(game.nodes), [()] * len(game.nodes)
    reach[0] = 1.0
    for place, node in enumerate(game.nodes):
        odds = odds_at(node, play)
        for p, child in zip(odds, getattr(node, "children", ()), strict=True):
            reach[child] = reach[place] * p
    for place in range(len(game.nodes) - 1, -1, -1):
        node = game.nodes[place]
        if isinstance(node, Decision | Lottery):
            below = [values[child] for child in node.children]
            pairs = [
                list(zip(odds_at(node, play), column, strict=True)) for column in zip(*below, strict=True)
            ]
            values[place] = tuple(sum(p * v for p, v in column) for column in pairs)
        else:
            values[place] = tuple(map(float, node.payoffs))
    members, who = game.members[number], game.players.index(game.information_sets[number].player)
    total = sum(reach[node] for node in members)
    if total < 1e-200:
        return None
    size = len(game.information_sets[number].actions)
    return [
        sum(reach[n] * values[game.nodes[n].children[a]][who] for n in members) / total for a in range(size)
    ]


def odds_at(node, play):
    if isinstance(node, Decision):
        return [float(p) for p in play[node.information_set]]
    return [float(p) for p in node.probabilities] if isinstance(node, Lottery) else []


def check_responses(path):
    compared = 0
    for precision, play in zip(path.precisions, path.points, strict=True):
        for number, odds in enumerate(play):
            found = worth(path.game, play, number)
            if found is not None:
                weights = [exp(max(-700.0, precision * (w - max(found)))) for w in found]
                assert np.allclose(odds, np.array(weights) / sum(weights), atol=1e-4), (precision, number)
                compared += 1
    return compared


@pytest.mark.slow
@settings(max_examples=ordinarily(8, 25))
@given(imperfect_trees(inner=st.integers(2, 5)))
def test_every_point_is_its_own_logit_response(game):
    path = agent_logit_path(game, until=100)
    assert path.finished
    assert path.precisions[0] == 0
    assert all(np.allclose(odds, 1 / len(odds)) for odds in path.points[0])
    assert path.error < 1e-5
    assert check_responses(path) >= len(path.points)


def test_the_slopes_are_those_of_the_values():
    draw = np.random.default_rng(3)
    logit = AgentLogit(classical("beer-quiche"))
    point = np.append(draw.normal(-1, 0.5, logit.starts[-1]), 2.0)
    _, slopes = logit.equations(point)
    for column in range(len(point)):
        step = np.zeros(len(point))
        step[column] = 1e-6
        change = (logit.equations(point + step)[0] - logit.equations(point - step)[0]) / 2e-6
        assert np.allclose(slopes[:, column], change, atol=1e-7)


# ---- What is known in closed form


def test_a_single_choice_is_the_logit_function():
    game = ExtensiveForm.from_tree(["Ann"], Move("Ann", "only", {"a": (3,), "b": (1,)}))
    path = agent_logit_path(game, until=20)
    for precision, ((p, q),) in zip(path.precisions, path.points, strict=True):
        assert abs(log(p) - log(q) - 2 * precision) < 1e-6
    assert [payoffs[0] for payoffs in path.payoffs] == pytest.approx(
        [1 + 2 * float(p) for ((p, _),) in path.points]
    )


def test_the_second_mover_answers_and_the_first_foresees_it():
    path = agent_logit_path(entry())
    for precision, play in zip(path.precisions, path.points, strict=True):
        give_in = 1 / (1 + exp(-2 * precision)) if precision < 300 else 1.0
        assert abs(play[1][1] - give_in) < 1e-7
        assert abs(play[0][0] - 1 / (1 + exp(-min(700, precision * (2 * give_in - 1))))) < 1e-7


# ---- One-shot games


@settings(max_examples=ordinarily(5, 15))
@given(st.lists(st.tuples(*[st.integers(-3, 3)] * 2), min_size=6, max_size=6))
def test_a_one_shot_game_has_the_path_of_its_table(cells):
    rows, columns = ("a", "b"), ("x", "y", "z")
    payoffs = {(r, c): cells[3 * i + j] for i, r in enumerate(rows) for j, c in enumerate(columns)}
    tree = ExtensiveForm.from_tree(
        ["R", "C"], Move("R", "r", {r: Move("C", "c", {c: payoffs[r, c] for c in columns}) for r in rows})
    )
    tables = [[[payoffs[r, c][who] for c in columns] for r in rows] for who in (0, 1)]
    table = NormalForm.from_tables(["R", "C"], [rows, columns], *tables)
    branch = follow_agent_logit_branch(tree, 50, Clock(None))
    theirs = logit_path(table, until=50)
    highest = np.maximum.accumulate(theirs.precisions)
    for precision, point in list(zip(theirs.precisions, theirs.points, strict=True))[1:-1:3]:
        number = theirs.precisions.index(precision)
        if precision < highest[number] or precision > branch.precisions.max():
            continue  # where the path turns back the same precision is reached twice
        ours = branch.logit.play(branch.at(precision))
        assert all(np.allclose(a, b, atol=1e-5) for a, b in zip(ours, point, strict=True))


# ---- Limits


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "play"),
    [
        ("selten-horse", [(1, 0), (1, 0), (0, 1)]),
        # Both order beer; quiche would be answered by a duel.
        ("beer-quiche", [(1, 0), (0, 1), (1, 0), (1, 0)]),
        ("entry-then-fight", None),
        ("bagwell", None),
        ("poker", None),
        ("outside-option", None),
    ],
)
def test_the_limit_is_an_exact_sequential_equilibrium(name, play):
    path = agent_logit_path(classical(name))
    assert path.finished
    assert path.why == "the precision asked for was reached"
    limit = sequential_limit(path)
    assert limit.is_near
    assert limit.equilibria.completeness.status == "proved"
    assert limit.equilibrium in limit.equilibria.profiles
    if play:
        assert limit.equilibrium.probabilities == tuple(play)
    assert "The path leads here" in str(limit)


def test_a_limit_within_a_continuum_is_a_mixture_of_its_ends():
    game = ExtensiveForm.from_tree(["Ann"], Move("Ann", "only", {"a": (1,), "b": (1,), "c": (0,)}))
    limit = sequential_limit(agent_logit_path(game))
    assert limit.numbers == (0, 1)
    assert limit.weights == pytest.approx((0.5, 0.5))
    assert limit.is_near
    assert limit.equilibrium is None


def test_a_path_that_was_cut_short_leads_nowhere():
    path = agent_logit_path(classical("selten-horse"), budget=0)
    assert not path.finished
    assert path.why == "the budget ended"
    assert "not followed to its end: the budget ended" in str(path)
    limit = sequential_limit(path)
    assert not limit.is_near
    assert limit.equilibrium is None
    assert "not near any that is known" in str(limit)


@pytest.mark.slow
@pytest.mark.parametrize("share", [0, slowly(1), slowly(2)])
def test_the_ends_of_gambits_paths(share):
    rows = [row for row in stored() if row.logit][share::36]
    agree = 0
    for row in rows:
        path = agent_logit_path(row.game)
        assert path.finished, row.name
        assert path.error < 1e-5, row.name
        pairs = [
            pair
            for own in zip(path.points[-1], row.logit["behavior"], strict=True)
            for pair in zip(*own, strict=True)
        ]
        agree += all(abs(p - parts / PARTS) < 0.01 for p, parts in pairs)
    assert len(rows) > 15
    assert agree >= len(rows) - 1  # where branches cross, either may be followed


# ---- How robust a verdict is


# ---- Following curves


def test_a_curve_is_followed_through_its_turns():
    def equations(point):  # t = x³ - x, which turns back twice
        x, t = point
        return np.array([x**3 - x - t]), np.array([[3 * x**2 - 1, -1.0]])

    path = follow(equations, np.array([-1.2, -(1.2**3) + 1.2]), 3.0, Clock(None))
    assert path.finished
    parameters = [point[-1] for point in path.points]
    assert any(b < a for a, b in pairwise(parameters))
    assert max(abs(x**3 - x - t) for x, t in path.points) < 1e-8
    assert not follow(equations, np.array([-1.2, -(1.2**3) + 1.2]), 3.0, Clock(None), most_steps=3).finished


def test_a_curve_with_no_way_on_says_so():
    def equations(point):
        x, t = point
        return np.array([np.sqrt(1 - t) - x]), np.array([[-1.0, -0.5 / np.sqrt(1 - t)]])

    with np.errstate(invalid="ignore", divide="ignore"):
        path = follow(equations, np.array([1.0, 0.0]), 3.0, Clock(None))
    assert not path.finished
    assert path.why.startswith("steps became too short")


# ---- What is refused


def test_what_is_refused():
    with pytest.raises(Unsupported, match="agent quantal response: offered for trees, this game is a table"):
        agent_logit_path(NormalForm.from_tables(["R", "C"], [["a"], ["b"]], [[0]], [[0]]))
    with pytest.raises(Unsupported, match="nobody chooses"):
        agent_logit_path(ExtensiveForm.from_tree(["A"], Chance({"h": ("1/2", (0,)), "t": ("1/2", (1,))})))
    hidden = Move("A", "never", {"x": (0,), "y": (1,)})
    with pytest.raises(Unsupported, match="chance never leads to A's information set 'never'"):
        agent_logit_path(ExtensiveForm.from_tree(["A"], Chance({"h": (0, hidden), "t": (1, (1,))})))
    with pytest.raises(Unsupported, match="too large for floating-point"):
        agent_logit_path(ExtensiveForm.from_tree(["A"], Move("A", "only", {"x": (10**400,), "y": (0,)})))
    with pytest.raises(Unsupported, match="are too many"):
        agent_logit_path(deep_tree(1_000))
