"""The catalog: every file is read, sourced and honest about its parameters, and no name leads out of it."""

import ast
import re
from fractions import Fraction
from pathlib import Path

import pytest

from gametheory_paradox import catalog
from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.formats import read_model, write_model
from gametheory_paradox.games import Decision, ExtensiveForm, Lottery, Terminal

ROOT = Path(__file__).parents[3]
KEYS = set(
    re.findall(r"^@\w+\{(\w+),", (ROOT / "docs" / "references.bib").read_text(encoding="utf-8"), re.MULTILINE)
)
SEED = "seed/trade-restriction"
ALIKE = {
    "literature/braess-1968/four-drivers"
}  # two roads are alike by construction; a third is better than both


@pytest.mark.parametrize("name", catalog.names())
def test_every_game_is_read_sourced_and_written_again(name):
    family = catalog.load(name)
    assert family.origin == name
    assert family.title
    assert family.about
    assert family.claim
    assert family.prediction
    assert family.sources
    assert set(family.sources) <= KEYS
    assert read_model(write_model(family)) == family


@pytest.mark.parametrize("name", catalog.names())
def test_every_parameter_says_what_it_is_and_where_it_comes_from(name):
    for parameter in catalog.load(name).parameters:
        assert parameter.unit
        assert parameter.meaning
        assert parameter.source


def has_a_plan(name):
    """Whether the game is a table, or a tree without chance in which everything is seen."""
    form = catalog.load(name).form
    if not isinstance(form, ExtensiveForm):
        return True
    return form.has_perfect_information and not any(isinstance(node, Lottery) for node in form.nodes)


@pytest.mark.parametrize("name", [name for name in catalog.names() if has_a_plan(name)])
def test_nobody_is_indifferent_at_the_baseline(name):
    game = catalog.load(name).at()
    if not isinstance(game, ExtensiveForm):
        for player, names in enumerate(game.actions):
            for cell in {p[:player] + p[player + 1 :] for p in game.profiles()}:
                profiles = ((*cell[:player], action, *cell[player:]) for action in names)
                paid = [
                    game.payoff(game.players[player], dict(zip(game.players, p, strict=True)))
                    for p in profiles
                ]
                assert len(set(paid)) == len(paid) or (name in ALIKE and paid.count(max(paid)) == 1)
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
            assert len({paid[mover] for paid in best}) == len(best)
            value[position] = best[-1]


def test_unknown_names_are_refused_with_those_that_come_near():
    with pytest.raises(InvalidGame, match=r"near it are seed/trade-restriction, "):
        catalog.load("seed/trade-restrictions")


@pytest.mark.parametrize(
    "name",
    [
        "",
        "seed",
        "../catalog/seed/trade-restriction",
        "seed/../seed/trade-restriction",
        "/etc/passwd",
        f"{SEED}.yaml",
    ],
)
def test_no_name_is_a_path(name):
    with pytest.raises(InvalidGame, match="the catalog has no game"):
        catalog.load(name)


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
    text = (ROOT / "gametheory_paradox" / "catalog" / f"{SEED}.yaml").read_text(encoding="utf-8")
    page = (ROOT / "docs" / "models" / "trade-restriction.md").read_text(encoding="utf-8")
    cited = set(re.findall(r"\b[a-z]+_\w*\d{2,4}\w*(?:-\d\d)*\b|\btal_\w+\b", text)) - {"r_C", "r_N", "w_0"}
    assert {"loss_240", "tal_security", "closure_2025-10", "pips_isk_2022"} <= cited
    assert {row for row in cited if f"`{row}`" not in page} == set()


def texts_in_the_code(path):
    """Every text constant of a module but its docstrings, which may show an example."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        n.value
        for n in ast.walk(tree)
        if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in alone
    ]


def test_no_catalog_name_occurs_in_the_code():
    modules = list((ROOT / "gametheory_paradox").rglob("*.py"))
    assert len(modules) > 20
    texts = {text for path in modules for text in texts_in_the_code(path)}
    code = "\n".join(texts)
    parts = {part for name in catalog.names() for part in (name, name.split("/", 1)[1])}
    words = {part for part in parts if part.isalpha()}  # which may stand in a sentence
    assert {part for part in parts - words if part in code} | (words & texts) == set()


def test_the_two_security_matrices():
    game = catalog.load("literature/dobss-2008/security").at()
    assert (game.matrix("leader"), game.matrix("follower")) == (((2, 4), (1, 3)), ((1, 0), (0, 2)))
    three = catalog.load("literature/sandler-2003/preempt-or-deter").at()
    assert three.matrix("A") == ((2, -2, -6), (4, 0, -4), (6, 2, -2))
    assert three.matrix("B") == tuple(zip(*three.matrix("A"), strict=True))
