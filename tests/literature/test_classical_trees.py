"""Classical trees: what is known holds by plain means, and comes out of the solvers under every concept."""

import re
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from literature.trees.rows import CONCEPTS, SEQUENTIAL, TREES
from oracles import plain_trees
from oracles.plain_trees import Tree
from oracles.trees.comparing import is_found

from gametheory_paradox.forms import Profile
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.models.files import read_efg, write_efg

FOLDER = Path(__file__).with_name("trees")
REFERENCES = Path(__file__).parents[2] / "gametheory_paradox" / "catalog" / "references.bib"
BUDGET = 3  # seconds where completeness is not promised: tables of three players
AMPLE = 60  # seconds where it is, so that a slow machine proves it too
PROVED_UP_TO = 12  # nodes: so far every sequential equilibrium is promised
SIGNALLING = {
    "beer-quiche",
    "poker",
    "education-separating",
    "education-semi-separating",
    "education-pooling",
}

each_tree = pytest.mark.parametrize("row", TREES, ids=lambda row: row.file)
each_equilibrium = pytest.mark.parametrize(
    ("row", "known"),
    [
        pytest.param(row, known, id=f"{row.file}-{number}")
        for row in TREES
        for number, known in enumerate(row.equilibria)
    ],
)
each_concept = pytest.mark.parametrize("concept", CONCEPTS)
LARGE = "chain-store-2"  # has a large normal form
each_solved = pytest.mark.parametrize(
    "row", [pytest.param(row, id=row.file, marks=[pytest.mark.slow] * (row.file == LARGE)) for row in TREES]
)


def read(file):
    return read_efg((FOLDER / f"{file}.efg").read_text(encoding="utf-8")).at()


def game_of(row):
    return read(row.file)


def odds_of(game, known):
    """The known play as probabilities."""
    odds = []
    for info in game.information_sets:
        told = known.play[info.player][info.name]
        told = told if isinstance(told, dict) else {told: 1}
        assert set(told) <= set(info.actions)
        odds.append(tuple(Fraction(told.get(action, 0)) for action in info.actions))
    return Profile(game.information_sets, tuple(odds)).probabilities


def beliefs_of(game, tree, odds, known):
    """The beliefs by Bayes' rule where play comes, and as known elsewhere."""
    found = []
    for number, info in enumerate(game.information_sets):
        certain = (1,) if len(tree.members[number]) == 1 else None
        told = known.beliefs.get(info.player, {}).get(info.name, certain)
        found.append(plain_trees.bayes(tree, odds, number) or tuple(map(Fraction, told)))
    return tuple(found)


# ---- By plain means


@each_equilibrium
def test_a_known_equilibrium_satisfies_its_concepts_and_no_others(row, known):
    game = game_of(row)
    tree, odds = Tree(game), odds_of(game, known)
    assert plain_trees.payoffs(tree, odds) == known.payoffs
    answers = {
        "nash": plain_trees.is_nash(tree, odds),
        "subgame-perfect": plain_trees.is_subgame_perfect(tree, odds),
        "perfect-bayesian": plain_trees.weak_sequential_beliefs(tree, odds) is not None,
        "sequential": plain_trees.sequential_verdict(tree, odds),
    }
    assert answers == {concept: concept in known.concepts for concept in CONCEPTS}


@each_equilibrium
def test_the_beliefs_that_are_told_support_the_play(row, known):
    if "perfect-bayesian" not in known.concepts:
        assert not known.beliefs
        return
    game = game_of(row)
    tree, odds = Tree(game), odds_of(game, known)
    beliefs = beliefs_of(game, tree, odds, known)
    assert plain_trees.is_weak_sequential(tree, odds, beliefs)
    told = {(player, name) for player, below in known.beliefs.items() for name in below}
    unreached = {
        (info.player, info.name)
        for number, info in enumerate(game.information_sets)
        if len(tree.members[number]) > 1 and plain_trees.bayes(tree, odds, number) is None
    }
    assert told == unreached


@pytest.mark.parametrize(
    "row",
    [pytest.param(row, id=row.file, marks=[pytest.mark.slow] * (row.file == "rosenthal")) for row in TREES],
)
def test_the_payoffs_of_all_pure_equilibria_are_among_those_that_are_known(row):
    tree = Tree(game_of(row))
    found = {concept: set() for concept in CONCEPTS}
    for odds in plain_trees.pure_profiles(tree):
        if not plain_trees.is_nash(tree, odds):
            continue
        payoffs = plain_trees.payoffs(tree, odds)
        found["nash"].add(payoffs)
        if plain_trees.is_subgame_perfect(tree, odds):
            found["subgame-perfect"].add(payoffs)
        if plain_trees.weak_sequential_beliefs(tree, odds) is not None:
            found["perfect-bayesian"].add(payoffs)
        verdict = plain_trees.sequential_verdict(tree, odds)
        assert verdict is not None
        if verdict:
            found["sequential"].add(payoffs)
    assert all(found[concept] <= row.payoffs[concept] for concept in CONCEPTS)


@each_tree
@each_concept
def test_every_known_payoff_is_that_of_a_known_equilibrium(row, concept):
    assert {known.payoffs for known in row.equilibria if concept in known.concepts} == row.payoffs[concept]


def test_the_concepts_are_told_apart():
    kinds = [known.concepts for row in TREES for known in row.equilibria]
    for weaker, stronger in (
        ("nash", "subgame-perfect"),
        ("nash", "perfect-bayesian"),
        ("subgame-perfect", "perfect-bayesian"),
        ("perfect-bayesian", "subgame-perfect"),
        ("perfect-bayesian", "sequential"),
        ("subgame-perfect", "sequential"),
    ):
        assert sum(weaker in kind and stronger not in kind for kind in kinds) >= 2, (weaker, stronger)
    assert sum(kind != SEQUENTIAL and {"subgame-perfect", "perfect-bayesian"} <= kind for kind in kinds) >= 3
    assert all("nash" in kind and (kind == SEQUENTIAL or "sequential" not in kind) for kind in kinds)


@each_tree
def test_the_file_reads_and_writes_alike(row):
    text = (FOLDER / f"{row.file}.efg").read_text(encoding="utf-8")
    header, comment, body = text.split("\n", 2)
    assert write_efg(game_of(row)) == f'{header}\n""\n{body}'
    assert comment.startswith('"after ')
    assert plain_trees.has_perfect_recall(Tree(game_of(row)))


def test_every_file_has_a_row_and_every_row_a_source():
    assert sorted(path.stem for path in FOLDER.glob("*.efg")) == sorted(row.file for row in TREES)
    keys = set(re.findall(r"^@\w+\{(\w+),", REFERENCES.read_text(encoding="utf-8"), re.MULTILINE))
    assert {row.source for row in TREES} <= keys


# ---- By the solvers


@cache
def solved(file, concept):
    """What the solvers find, found once."""
    game = read(file)
    promised = is_promised(file, game, concept)
    return solve(game, concept=concept, budget=AMPLE if promised else BUDGET)


def is_promised(file, game, concept):
    """Whether the list is promised to be complete."""
    if concept in ("nash", "subgame-perfect"):
        return len(game.players) == 2
    return file in SIGNALLING or len(game.nodes) <= PROVED_UP_TO


@each_solved
@each_concept
def test_the_solvers_find_the_known_payoffs(row, concept):
    game = game_of(row)
    found = solved(row.file, concept)
    if is_promised(row.file, game, concept):
        assert found.completeness.status == "proved"
    if found.completeness.status == "proved":
        assert set(found.payoffs) == row.payoffs[concept]
    else:
        assert set(found.payoffs) <= row.payoffs[concept]


@each_solved
@each_concept
def test_the_solvers_find_the_known_equilibria_and_not_those_that_fail(row, concept):
    game = game_of(row)
    tree = Tree(game)
    found = solved(row.file, concept)
    profiles = {profile.probabilities for profile in found.profiles}
    for known in row.equilibria:
        odds = odds_of(game, known)
        if concept not in known.concepts:
            assert odds not in profiles
        elif found.completeness.status == "proved":
            assert is_found(found, tree, odds)


@each_solved
@each_concept
def test_what_the_solvers_find_satisfies_the_concept_by_plain_means(row, concept):
    game = game_of(row)
    tree = Tree(game)
    found = solved(row.file, concept)
    for profile in found.profiles:
        assert plain_trees.is_nash(tree, profile.probabilities)
        if concept in ("subgame-perfect", "sequential"):
            assert plain_trees.is_subgame_perfect(tree, profile.probabilities)
    if concept in ("perfect-bayesian", "sequential"):
        assert {a.profile for a in found.assessments} == set(found.profiles)
        for assessment in found.assessments:
            odds, beliefs = assessment.profile.probabilities, assessment.beliefs
            assert plain_trees.is_weak_sequential(tree, odds, beliefs)
            assert concept == "perfect-bayesian" or plain_trees.sequential_verdict(tree, odds) is not False
