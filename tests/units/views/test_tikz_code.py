import re
import shutil
import subprocess
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from units.views.trade import trade_restriction
from units.views.trees import (
    CLASSICS,
    beer_quiche,
    entry_game,
    even_beliefs,
    horse,
    long_names,
    lotteries,
    mixed,
    poker,
    sixty_leaves,
    spanning,
)

from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import Chance, ExtensiveForm, Move, NormalForm, Profile
from gametheory_paradox.models import family_from_tree
from gametheory_paradox.table import latex_text
from gametheory_paradox.views import tikz

NASTY = (
    r"""a & 50% _x_ #1 $y$ ^z ~ \foo {b} }{ <c> |d| "e" `f' --- ''q'' ?` ,, é Δ−ε≤ [x]; \end{tikzpicture}"""
)
MATH = {"mathit", "mathrm", "alpha", "delta", "Gamma", "varepsilon", ",", "quad", "mbox"}
TEXT = {
    "textbackslash",
    "textasciicircum",
    "textasciitilde",
    "textless",
    "textgreater",
    "textbar",
    "char",
    *"&%$#_{}",
}
DRAWING = {"begin", "end", "definecolor", "tikzset", "draw", "path", "fill", "node"}
LETTERS = {"fontsize", "selectfont", "bfseries", "itshape"}
STATEMENT = re.compile(
    r"\\(begin\{tikzpicture\}\[[^]]*\]|end\{tikzpicture\}|definecolor\{\w+\}\{HTML\}\{[0-9A-F]{6}\}|tikzset\{.*\}"
    r"|(draw|fill|path)\[[^]]*\] [^;]*;|node\[[\w ]+, \w+\] at \(-?[\d.]+,-?[\d.]+\) \{.*\};)|% [a-z ]+"
)

READ = {  # what LaTeX prints for what is written
    r"\textbackslash{}": "\\",
    r"\textasciicircum{}": "^",
    r"\textasciitilde{}": "~",
    r"\textless{}": "<",
    r"\textgreater{}": ">",
    r"\textbar{}": "|",
    r"{\char34}": '"',
    "{}": "",
    **{f"\\{c}": c for c in "&%$#_{}"},
    r"$\Delta$": "Δ",
    r"$\varepsilon$": "ε",
    r"$\le$": "≤",
    "$-$": "−",
}
_UNIT = re.compile("|".join(map(re.escape, sorted(READ, key=len, reverse=True))) + r"|[^\\{}$&%#_^~]")


def as_printed(written):
    """What stands on the page; fails on anything but letters and the commands above."""
    units = list(_UNIT.finditer(written))
    assert "".join(unit[0] for unit in units) == written
    return "".join(READ.get(unit[0], unit[0]) for unit in units)


def texts(picture):
    return re.findall(r"^  \\node\[[^]]*\] at \([^)]*\) \{(.*)\};$", picture, re.MULTILINE)


def commands(picture):
    return set(re.findall(r"\\([A-Za-z]+|.)", picture))


def assert_well_formed(picture, *, math=False):
    assert commands(picture) <= DRAWING | LETTERS | TEXT | {"Delta", "varepsilon", "le"} | (
        MATH if math else set()
    )
    depth = 0
    for character in re.sub(r"\\[{}]", "", picture):
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth >= 0
    assert depth == 0
    lines = picture.splitlines()
    assert lines[0].startswith(r"\begin{tikzpicture}")
    assert lines[-1] == r"\end{tikzpicture}"
    assert all(STATEMENT.fullmatch(line.strip()) for line in lines)
    styles = set(re.findall(r"\\tikzset\{([^/]+)/\.style", picture))
    colors = {"white", *re.findall(r"\\definecolor\{(\w+)\}", picture)}
    for options in re.findall(r"\\(?:draw|fill|path|node)\[([^]]*)\]", picture):
        for option in options.split(", "):
            name = option.removeprefix("draw=").removeprefix("fill=")
            assert name in styles | colors or re.fullmatch(r"line width=[\d.]+pt", name)


@pytest.mark.parametrize("tree", CLASSICS, ids=lambda tree: tree.__name__)
@pytest.mark.parametrize("stacked", [False, True])
def test_the_classics_are_well_formed(tree, stacked):
    game = tree()
    assert_well_formed(tikz(game, stacked=stacked))
    assert_well_formed(tikz(game, mixed(game), beliefs=even_beliefs(game), title="Mixed", stacked=stacked))


def test_every_label_is_there():
    said = texts(tikz(beer_quiche()))
    assert said.count("beer") == 4  # twice as an action, twice as what B sees
    assert said.count("fight") == 4
    assert {"A", "B", "chance", "9/10", "1/10", "strong", "weak"} <= set(said)
    numbers = [word for word in said if word.isdigit()]
    assert sorted(numbers) == sorted("10 31 00 21 01 20 11 30".replace(" ", ""))


@pytest.mark.parametrize(
    "tree", [beer_quiche, horse, poker, spanning, sixty_leaves], ids=lambda tree: tree.__name__
)
def test_each_two_successive_nodes_of_a_set_are_joined(tree):
    game = tree()
    joined = re.findall(r"\\draw\[information set \d, player\dink\]", tikz(game))
    assert len(joined) == sum(len(members) - 1 for members in game.members) > 0


def test_chance_is_open_and_decisions_are_filled():
    picture = tikz(beer_quiche())
    assert len(re.findall(r"fill=white\]", picture)) == 1
    assert len(re.findall(r"fill=player1\]", picture)) == 2
    assert len(re.findall(r"fill=player2\]", picture)) == 4


def test_play_is_thick_and_marked():
    game = entry_game()
    picture = tikz(game, Profile.pure(game.information_sets, [1, 1]))
    assert picture.count(r"\draw[played, player1]") == 1
    assert picture.count(r"\draw[planned, player2]") == 1
    assert picture.count(r"\draw[not played, faint]") == 2
    assert picture.count(r"\fill[band]") == 1


def test_mixing_and_beliefs_are_exact():
    game = beer_quiche()
    beliefs = [
        (Fraction(9, 10), Fraction(1, 10)) if len(members) > 1 else (Fraction(1),) for members in game.members
    ]
    said = texts(tikz(game, mixed(game), beliefs=beliefs))
    assert said.count("1/2") == 12
    assert said.count("[9/10]") == said.count("[1/10]") == 2


def test_formulas_are_set_as_formulas():
    names = ("eps_1", "alpha", "x_max", "delta", "Gamma_1", "é_1", "long_name")
    below = Move("A", "s", {"l": ("alpha*x_max - delta/3", "Gamma_1^2"), "r": ("é_1 + long_name", 0)})
    tree = Chance({"rain": ("eps_1", below), "sun": ("1 - eps_1", (0, 0))})
    picture = tikz(family_from_tree(["A", "B"], tree, dict.fromkeys(names, (0, 1, "1/2"))))
    assert_well_formed(picture, math=True)
    expected = (
        r"${\alpha}\,x_{\mathrm{max}} - {\delta}/3$",
        "${\\Gamma}_{1}^{2}$",
        r"$\mbox{é}_{1} + \mathit{long}_{\mathrm{name}}$",
    )
    assert {*expected, r"$\mathit{eps}_{1}$", r"$1 - \mathit{eps}_{1}$"} <= set(texts(picture))
    assert_well_formed(tikz(trade_restriction()), math=True)


def nasty_game():
    answer = Move("B", NASTY, {NASTY: (0, 0), "\\": (1, 1)})
    return ExtensiveForm.from_tree([NASTY, "B"], Move(NASTY, NASTY, {NASTY: (1, "-1/3"), "ok": answer}))


def test_special_characters_are_escaped_and_printed_as_they_are():
    picture = tikz(nasty_game(), title=NASTY)
    assert_well_formed(picture)
    assert [as_printed(text) for text in texts(picture)].count(NASTY) == 7
    assert "−1/3" in map(as_printed, texts(picture))


@given(st.text(st.sampled_from("ab é-`'!?,&%$#_{}\\^~<>|\"Δε≤−\n\t\x00"), max_size=30))
def test_text_is_printed_letter_for_letter(text):
    written = latex_text(text)
    assert as_printed(written) == "".join(c for c in " ".join(text.split()) if c.isprintable())
    for ligature in ("--", "''", "``", "?`", "!`", ",,"):
        assert ligature not in written


def test_the_picture_is_the_same_each_time():
    assert tikz(spanning()) == tikz(spanning())


def test_what_has_no_tree_is_refused():
    with pytest.raises(InvalidGame, match="a game in normal form has no tree"):
        tikz(NormalForm.from_tables(["A"], [["x", "y"]], [1, 2]))
    with pytest.raises(InvalidGame, match="the profile belongs to another game"):
        tikz(entry_game(), mixed(horse()))


def test_a_tree_that_no_page_holds_is_refused():
    with pytest.raises(Unsupported, match="at most 60 levels and 300 ends, this one has 2,000 and 2,000"):
        tikz(lotteries(2_000))


DOCUMENT = r"""\documentclass{article}
\usepackage{tikz}
\begin{document}
%s
\end{document}
"""


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdflatex is not installed")
@pytest.mark.parametrize(
    "picture",
    [
        lambda: tikz(
            beer_quiche(),
            mixed(beer_quiche()),
            beliefs=even_beliefs(beer_quiche()),
            title="Mixed",
            stacked=True,
        ),
        lambda: tikz(long_names()),
        lambda: tikz(nasty_game()),
        lambda: tikz(trade_restriction()),
    ],
    ids=["play", "names", "special characters", "formulas"],
)
def test_latex_sets_it_without_complaint(picture, tmp_path):
    (tmp_path / "tree.tex").write_text(DOCUMENT % picture(), encoding="utf-8")
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "-draftmode", "tree.tex"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, errors="replace", check=False)
    assert run.returncode == 0, run.stdout[-2000:]
    assert "Missing character" not in (tmp_path / "tree.log").read_text(errors="replace")
