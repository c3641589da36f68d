"""The catalog: every file is read, sourced and honest about its parameters, and no name leads out of it."""

import re
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from witnesses.catalog_games import is_ranked, single_games
from witnesses.sampling import slowly

from gametheory_paradox import catalog
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.forms import Decision, ExtensiveForm, Lottery, StochasticGame, Terminal
from gametheory_paradox.forms.solvers import solve
from gametheory_paradox.forms.states.proofs.markov_perfect import one_shot_deviations
from gametheory_paradox.models.files import read_model, write_model

ROOT = Path(__file__).parents[3]
KEYS = set(
    re.findall(
        r"^@\w+\{(\w+),",
        (ROOT / "gametheory_paradox" / "catalog" / "references.bib").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
)
SEED = "seed/trade-restriction"
# Two roads are alike by construction; a third is better than both.
ALIKE = {"literature/braess-1968/four-drivers"}


@cache
def games():
    return {name: catalog.load(name) for name in catalog.names()}


@pytest.mark.parametrize("names", [single_games()[::3], slowly(catalog.names())])
def test_every_game_is_read_sourced_and_written_again(names):
    for name in names:
        family = games()[name]
        assert family.origin == name
        assert all((family.title, family.about, family.claim, family.prediction, family.sources)), name
        assert set(family.sources) <= KEYS, name
        text = write_model(family, catalog.game_named)
        assert read_model(text, lookup=catalog.game_named) == family, name


def test_every_parameter_says_what_it_is_and_where_it_comes_from():
    silent = [
        f"{parameter.name} of {name}"
        for name, family in games().items()
        for parameter in family.parameters
        if not is_ranked(name) and not (parameter.unit and parameter.meaning and parameter.source)
    ]
    assert silent == []


def has_a_plan(form):
    """Whether the game is a table, or a tree without chance in which everything is seen."""
    if not isinstance(form, ExtensiveForm):
        return True
    return form.has_perfect_information and not any(isinstance(node, Lottery) for node in form.nodes)


# A promise to spare those who comply is worth nothing where they do not comply for it.
ELSEWHERE = {"seed/deportation/control": {"k": 10}}


def test_nobody_is_indifferent_at_the_baseline():
    planned = {name: family for name, family in games().items() if has_a_plan(family.form)}
    assert len(planned) > 40
    for name, family in planned.items():
        nobody_is_indifferent(name, family.at(ELSEWHERE.get(name, {})))


def nobody_is_indifferent(name, game):
    if isinstance(game, StochasticGame):
        found = solve(game, concept="markov-perfect").profiles
        for profile in (own for own in found if own.is_pure):  # who mixes is indifferent
            assert all(own.gain < 0 for own in one_shot_deviations(game, profile)), name
        return
    if not isinstance(game, ExtensiveForm):
        for player, names in enumerate(game.actions):
            for cell in {p[:player] + p[player + 1 :] for p in game.profiles()}:
                profiles = ((*cell[:player], action, *cell[player:]) for action in names)
                paid = [
                    game.payoff(game.players[player], dict(zip(game.players, p, strict=True)))
                    for p in profiles
                ]
                alike = name in ALIKE and paid.count(max(paid)) == 1
                assert len(set(paid)) == len(paid) or alike, name
        return
    value = {}
    for position in range(len(game.nodes) - 1, -1, -1):
        node = game.nodes[position]
        if isinstance(node, Terminal):
            value[position] = node.payoffs
        else:
            assert isinstance(node, Decision)
            mover = game.mover(node)
            best = sorted((value[child] for child in node.children), key=lambda paid: paid[mover])
            assert len({paid[mover] for paid in best}) == len(best), name
            value[position] = best[-1]


def test_unknown_names_are_refused_with_those_that_come_near():
    with pytest.raises(InvalidGame, match=r"near it are seed/trade-restriction, "):
        catalog.load("seed/trade-restrictions")


def test_no_name_leads_out_of_the_catalog():
    for name in ("", "seed", "seed/../seed/trade-restriction"):
        with pytest.raises(InvalidGame, match="the catalog has no game"):
            catalog.load(name)
    with pytest.raises(InvalidGame, match=r"has no game 'zzzzzz'; gp\.games\(\), or the command list"):
        catalog.load("zzzzzz")
    for path in ("../catalog/seed/trade-restriction", "/etc/passwd"):
        with pytest.raises(InvalidGame, match="a game is read from a file that ends in"):
            catalog.load(path)
    with pytest.raises(InvalidGame, match="there is no file"):
        catalog.load(f"{SEED}.yaml")


def test_the_trade_restriction_game_has_the_names_that_scripts_rely_on():
    family = catalog.load(SEED)
    assert family.players == ("Taliban", "Pakistan", "IS-K")
    sets = {(s.player, s.name): s.actions for s in family.form.information_sets}
    assert sets == {
        ("Taliban", "start"): ("suppress", "host"),
        ("Pakistan", "after suppress"): ("restrict", "open"),
        ("Pakistan", "after host"): ("restrict", "open"),
        ("IS-K", "border closed after suppress"): ("expand", "hold"),
        ("IS-K", "border closed after host"): ("expand", "hold"),
        ("IS-K", "border open after suppress"): ("expand", "hold"),
        ("IS-K", "border open after host"): ("expand", "hold"),
    }
    assert [p.name for p in family.parameters] == ["V", "c", "r_C", "r_N", "h", "k", "d", "l", "w", "w_0"]
    for name, (low, high) in family.box.items():
        assert low == (Fraction(1, 100) if name in ("k", "w", "w_0") else 0)
        assert high >= 20


def test_the_trade_restriction_games_payoffs():
    V, c, r_C, r_N, h, k, d, l, w, w_0 = (Fraction(n) for n in (10, 1, 3, 4, 2, 5, 7, 6, 8, 9))  # noqa: E741, N806
    game = catalog.load(SEED).at(V=V, c=c, r_C=r_C, r_N=r_N, h=h, k=k, d=d, l=l, w=w, w_0=w_0)
    for position, end in game.terminals():
        taliban, pakistan, isk = game.history(position)
        suppress, restrict, expand = taliban == "suppress", pakistan == "restrict", isk == "expand"
        assert end.payoffs == (
            -k * suppress - d * restrict - l * expand,
            V * suppress
            - c * restrict
            + r_C * (suppress and restrict)
            + r_N * (not suppress and restrict)
            - h * expand,
            w * (restrict and expand) - w_0 * (not restrict and expand),
        )


def test_the_control_differs_in_the_reward_after_compliance_alone():
    family, control = catalog.load(SEED), catalog.load(f"{SEED}/control")
    assert control.form == family.form
    assert control.box["r_C"] == (0, 0)
    for ours, theirs in zip(family.parameters, control.parameters, strict=True):
        assert ours == theirs or ours.name == "r_C"


def test_the_models_page_lists_every_figure_that_the_file_cites():
    text = " ".join(parameter.source for parameter in games()[SEED].parameters)
    page = (ROOT / "docs" / "models" / "trade-restriction.md").read_text(encoding="utf-8")
    cited = set(re.findall(r"\b[a-z]+_\w*\d{2,4}\w*(?:-\d\d)*\b|\btal_\w+\b", text)) - {"r_C", "r_N", "w_0"}
    assert {"loss_240", "tal_security", "closure_2025-10", "pips_isk_2022"} <= cited
    assert {row for row in cited if f"`{row}`" not in page} == set()


def test_the_two_security_matrices():
    game = catalog.load("literature/dobss-2008/security").at()
    assert (game.matrix("leader"), game.matrix("follower")) == (((2, 4), (1, 3)), ((1, 0), (0, 2)))
    three = catalog.load("literature/sandler-2003/preempt-or-deter").at()
    assert three.matrix("A") == ((2, -2, -6), (4, 0, -4), (6, 2, -2))
    assert three.matrix("B") == tuple(zip(*three.matrix("A"), strict=True))
