"""Games are solved once while they are remembered, and answered as if they were not."""

from fractions import Fraction

import pytest

import gametheory_paradox as gp
from gametheory_paradox.detectors import memory
from gametheory_paradox.forms import NormalForm
from gametheory_paradox.forms.solvers import Completeness, Equilibria, solve
from gametheory_paradox.studies import diagnose

DILEMMA = NormalForm.from_tables(["A", "B"], [["arm", "not"]] * 2, [[1, 3], [0, 2]], [[1, 0], [3, 2]])
STAG = NormalForm.from_tables(["A", "B"], [["stag", "hare"]] * 2, [[3, 0], [2, 2]], [[3, 2], [0, 2]])


@pytest.fixture
def searches(monkeypatch):
    """The games that were really solved, with their budgets."""
    met = []

    def counted(game, *, concept, budget):
        met.append((game, budget))
        return solve(game, concept=concept, budget=budget)

    monkeypatch.setattr(memory, "solve", counted)
    return met


def test_nothing_is_remembered_unless_asked(searches):
    assert memory.solved(DILEMMA, "nash", None).found == memory.solved(DILEMMA, "nash", None).found
    assert len(searches) == 2


def test_an_equal_game_is_solved_once_and_each_concept_and_block_for_itself(searches):
    same = NormalForm(DILEMMA.players, DILEMMA.actions, DILEMMA.payoffs, title="under another title")
    with memory.remembering():
        first = memory.solved(DILEMMA, "nash", None)
        with memory.remembering():  # the memory of the outer block
            assert memory.solved(same, "nash", 1.0) is first
        memory.solved(STAG, "nash", None)
        assert memory.solved(DILEMMA, "nash", None) is first
    assert [game for game, _ in searches] == [DILEMMA, STAG]
    with memory.remembering():
        memory.solved(DILEMMA, "nash", None)
    assert len(searches) == 3


def test_what_was_cut_short_is_tried_again_with_more_time_only():
    cut = Equilibria(DILEMMA, "nash", "none", (), (), (), Completeness("budget", "the budget is spent"))
    known = memory.SolvedGame(cut, 2.0)
    assert [known.answers(budget) for budget in (1.0, 2.0, 3.0, None)] == [True, True, False, False]
    assert memory.SolvedGame(cut, None).answers(None)
    assert memory.SolvedGame(solve(DILEMMA), 2.0).answers(None)


def test_only_the_last_games_are_kept(searches, monkeypatch):
    monkeypatch.setattr(memory, "MOST_GAMES", 1)
    with memory.remembering():
        for game in (DILEMMA, STAG, DILEMMA):
            memory.solved(game, "nash", None)
    assert len(searches) == 3


def test_a_diagnosis_solves_no_game_twice_and_says_the_same(searches):
    game = gp.load("seed/private-security/seen").at()
    found = diagnose(game)
    games = [game for game, _ in searches]
    assert len(set(games)) == len(games) > 1
    assert len(found.rows) > len(games)
    for row in found.rows[::9]:
        alone = gp.detect(game, row.question)
        assert (alone.name, alone.why) == (row.name, row.why)
        if row.certificate is not None:
            assert row.certificate.to_data() == alone.certificate.to_data()
            gp.verify(row.certificate)
    assert all(row.gap is None or isinstance(row.gap, Fraction) for row in found.rows)


def test_a_value_is_made_once_for_equal_keys_and_anew_for_others():
    made, recall = [], memory.Recall()
    for key in (DILEMMA, STAG, NormalForm(DILEMMA.players, DILEMMA.actions, DILEMMA.payoffs), STAG):
        assert recall.get(key, lambda key=key: made.append(key) or len(made)) == (1 if key == DILEMMA else 2)
    assert made == [DILEMMA, STAG]
