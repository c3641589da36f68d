"""Every known answer comes out, and every game of the catalog has one."""

import re
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from literature import classical_rows, rows, time_rows, unseen_rows
from witnesses.catalog_games import single_games, slow_but_for_some
from witnesses.games import QUANTIFIERS, requests

from gametheory_paradox import catalog
from gametheory_paradox.certificates import verify
from gametheory_paradox.detectors import detect
from gametheory_paradox.detectors.memory import remembering
from gametheory_paradox.forms import ExtensiveForm, StochasticGame
from gametheory_paradox.forms.proofs.nash import is_nash, is_subgame_perfect
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.states.proofs.markov_perfect import is_markov_perfect

ROOT = Path(__file__).parents[2]
SOLVED = [*rows.SOLVED, *classical_rows.SOLVED, *unseen_rows.SOLVED, *time_rows.SOLVED]
# All questions about a game are asked, up to so many; of more, every so many: a game of four players takes
# seconds each.
MOST_ASKED, ASKED_OF_MORE = 200, 12
PAID = [*classical_rows.PAID, *unseen_rows.PAID]
ASKED = [*rows.ASKED, *classical_rows.ASKED, *unseen_rows.ASKED, *time_rows.ASKED]
KEYS = set(
    re.findall(
        r"^@\w+\{(\w+),",
        (ROOT / "gametheory_paradox" / "catalog" / "references.bib").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
)


def named(row):
    return f"{row.game.split('/', 1)[1]}: {row.source}"


def strategies(profile):
    """Everybody's choice, with the probabilities where it is mixed."""
    told = {}
    for info, odds in zip(profile.information_sets, profile.probabilities, strict=True):
        played = {action: str(p) for action, p in zip(info.actions, odds, strict=True) if p}
        choice = next(iter(played)) if len(played) == 1 else played
        if info.name:
            told.setdefault(info.player, {})[info.name] = choice
        else:
            told[info.player] = choice
    return told


def is_equilibrium(game, profile):
    if isinstance(game, StochasticGame):
        return is_markov_perfect(game, profile)
    return is_subgame_perfect(game, profile) if isinstance(game, ExtensiveForm) else is_nash(game, profile)


@pytest.mark.parametrize("row", SOLVED, ids=named)
def test_the_equilibria_are_those_that_are_known(row):
    game = catalog.load(row.game).at(row.values)
    found = solve(game, concept=row.concept)
    assert found.completeness.status == "proved"
    assert len(found) == len(row.equilibria)
    for expected, payoffs in row.equilibria:
        (profile,) = [p for p in found if strategies(p) == expected]
        assert found.payoffs[found.profiles.index(profile)] == payoffs
        assert is_equilibrium(game, profile)


@pytest.mark.parametrize("row", PAID, ids=named)
def test_the_payoffs_of_infinitely_many_equilibria_are_those_that_are_known(row):
    found = solve(catalog.load(row.game).at(row.values), concept=row.concept)
    assert found.completeness.status == "proved"
    assert found.is_infinite
    assert set(found.payoffs) == row.payoffs


@pytest.mark.parametrize("row", ASKED, ids=named)
def test_the_verdicts_are_those_that_are_known(row):
    asked = {"values": row.values, "concept": row.concept, **row.request}
    for quantifier in row.quantifiers:
        found = detect(catalog.load(row.game), quantifier=quantifier, **asked)
        assert found.name == row.verdict
        sides = tuple(found.comparison.payoffs.values())
        assert tuple(side.values for side in sides) == row.payoffs
        assert tuple(side.infinite for side in sides) == row.infinite
        assert verify(found.certificate).verdict == row.verdict


def test_every_literature_game_has_a_known_answer_and_every_row_a_source_that_its_game_cites():
    games = {name for name in catalog.names() if name.startswith("literature/")}
    assert {row.game for row in (*SOLVED, *PAID)} == {row.game for row in ASKED} == games
    for row in (*SOLVED, *PAID, *ASKED):
        key = row.source.split(",")[0]
        assert key in KEYS
        assert key in catalog.load(row.game).sources


@pytest.mark.parametrize("name", slow_but_for_some(single_games(), 4))
def test_nothing_that_can_be_asked_at_a_baseline_is_undecided(name):
    game = catalog.load(name).at()
    concept = "sequential" if isinstance(game, ExtensiveForm) and not game.has_perfect_information else None
    asked = requests(game)
    assert {request["mover"] for request in asked} == {
        s.player for s in game.information_sets if len(s.actions) > 1
    }
    step = 1 if len(asked) <= MOST_ASKED else 1 + len(asked) // ASKED_OF_MORE
    with remembering():
        for request, quantifier in product(asked[::step], QUANTIFIERS):
            found = detect(game, quantifier=quantifier, concept=concept, **request)
            assert found.name in ("present", "absent", "impossible"), (request, quantifier, found.why)
            assert verify(found.certificate).verdict == found.name


def test_a_mixed_equilibrium_is_told_with_its_probabilities():
    mixed = [p for p in solve(catalog.load("literature/sandler-2003/fig-1c")) if not p.is_pure]
    assert [p.plays("A", "preempt", "") for p in mixed] == [Fraction(2, 3)]
