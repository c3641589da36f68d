import itertools
import json
import re
from fractions import Fraction
from html.parser import HTMLParser

import pytest
from units.views.trade import trade_restriction
from witnesses.many_players import root_of_21, tree_of
from witnesses.tied_trees import unpaid_after

import gametheory_paradox as gp
from gametheory_paradox.certificates import verify
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import Chance, Move, NormalForm
from gametheory_paradox.models import Parameter, family_from_table, family_from_tree
from gametheory_paradox.studies.examination import REPORT, examine
from gametheory_paradox.views.pages.page import emphasized
from gametheory_paradox.views.pages.report import report, report_html

MOVE = {"mover": "Pakistan", "action": "restrict", "at": "after suppress"}
VOID = {"meta", "br", "path", "use", "rect"}


def page_of(model, *question, **asked):
    """The page about a model, as text."""
    return report_html(examine(model, *question, sides=REPORT, **asked))


class Page(HTMLParser):
    """Reads a page: its text, its links, and whether its tags nest."""

    def __init__(self, html):
        super().__init__()
        self.open, self.tags, self.links, self.ids, self.text, self.hidden = [], [], [], [], "", 0
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.open += [] if tag in VOID else [tag]
        self.links += [v for k, v in attrs if k in ("href", "src", "xlink:href", "action", "data", "srcset")]
        self.ids += [v for k, v in attrs if k == "id"]
        self.text += "" if tag in ("span", "var", "sub", "em", "b", "strong", "small", "u") else " "

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        assert self.open.pop() == tag

    def handle_data(self, data):
        if not {"style", "script"} & set(self.open):
            self.text += data

    @property
    def words(self):
        return " ".join(self.text.split())


def certificates(html):
    links = re.findall(r'download="([^"]+)" href="#([^"]+)"', html)
    held = {
        place: re.search(rf'<script [^>]*id="{place}"[^>]*>([^<]*)</script>', html)[1] for _, place in links
    }
    return {name: json.loads(held[place]) for name, place in links}


def answer(html):
    return Page(html[html.index('<div class="answer') : html.index("<section>")]).words


@pytest.fixture(scope="module")
def page():
    return page_of(trade_restriction(), over=["r_C", "c"], **MOVE)


def test_the_answer_comes_first_with_its_figures(page):
    said = answer(page)
    assert "Option paradox at the baseline: present" in said
    assert (
        "At the baseline, having the option restrict at the point after suppress leaves Pakistan worse off"
        in said
    )
    assert "it gets 2 with it and 10 without." in said
    assert "cost of having it 8" in said
    assert "rC > c + h, rN > c + h, d + l > k and V + c + h > rN" in said


def test_the_page_is_whole_and_reaches_for_nothing_outside(page):
    read = Page(page)
    assert not {"link", "iframe", "img", "object", "form"} & set(read.tags)
    assert all(link.startswith("#") for link in read.links)
    assert "@import" not in page
    assert not re.search(r"url\((?!#)", page)
    assert "default-src 'none'" in page
    assert "http" not in re.sub(r'xmlns(:xlink)?="http://[^"]*"|http-equiv', "", page)
    assert len(set(read.ids)) == len(read.ids)
    missing = {link[1:] for link in read.links if link.startswith("#")} - set(read.ids)
    assert not missing
    assert 'name="viewport"' in page


@pytest.mark.slow
def test_the_page_does_not_change_from_run_to_run(page):
    assert page_of(trade_restriction(), over=["r_C", "c"], **MOVE) == page


def test_it_says_everything_a_reader_needs(page):
    said = Page(page).words
    for heading in (
        "The game",
        "How it is played",
        "Where the paradox is present",
        "Ways out",
        "How sure this is",
        "Every option examined",
    ):
        assert heading in said
    assert "The numbers and where they come from" in said
    assert "Play is subgame perfect" in said
    assert "At the baseline it holds: 3 > 2" in said
    assert "impossible" in said
    assert "certified on both sides" in said
    assert "of the declared ranges, proved for all combinations at once" in said
    assert "In the declared ranges" in said
    assert "gametheory-paradox verify trade-restriction-verdict.json" in said


def test_the_certificates_in_the_page_verify(page):
    found = certificates(page)
    assert list(found) == ["trade-restriction-verdict.json", "trade-restriction-map.json"]
    verdict, region_map = (verify(data) for data in found.values())
    assert (verdict.verdict, verdict.kind) == ("present", "verdict")
    assert region_map.kind == "map"


def test_the_map_states_its_proved_share(page):
    low, high = (Fraction(share) for share in certificates(page)["trade-restriction-map.json"]["present"])
    stated = re.search(r"the paradox is present on ([\d.]+) % of this box", Page(page).words)
    assert low == high  # four planes: one cell, measured exactly
    assert abs(Fraction(stated[1]) / 100 - low) <= Fraction(1, 200), "the nearest percent"


@pytest.mark.slow
def test_other_values_say_what_their_baseline_is_and_change_the_answer():
    html = page_of(trade_restriction(), over=[], values={"r_C": 1}, **MOVE)
    said = answer(html)
    assert "Option paradox at r_C = 1 (baseline 3): absent" in said
    assert "it gets 2 with it and 2 without." not in said  # with r_C = 1 the Taliban comply
    assert "it is not the case that having the option restrict" in said
    assert "it gets 10 with it and 10 without." in said
    assert "1 of the 4 does not hold: rC > c + h (1 < 2)." in said
    assert "map.json" not in html


@pytest.mark.slow
def test_without_a_question_it_takes_the_largest_paradox():
    assert "having the option restrict at the point after suppress leaves Pakistan worse off" in answer(
        page_of(trade_restriction(), over=[])
    )


@pytest.mark.slow
def test_without_a_question_or_paradox_it_takes_the_first_that_is_one_somewhere():
    html = page_of(trade_restriction(), values={"r_C": 1, "k": 20})
    assert "having the option restrict at the point after suppress" in answer(html)
    assert "of the charted values of rC and" in answer(html)  # of the two that fail one pair divides the map


@pytest.mark.slow
def test_every_question_of_the_model_is_answered_with_its_certificates():
    html = page_of(gp.load("seed/militarisation"), over=[])
    words = Page(html).words
    assert "Option paradox at the baseline: impossible" in answer(html)
    further = words[words.index("What else is asked") : words.index("Every option examined")]
    assert "All in all: backfires (payoff −218 by its model, −109 knowing the game; security −165" in further
    proofs = {name: own for name, own in certificates(html).items() if "misperception" in name}
    assert [name.rpartition("-")[2] for name in proofs] == ["verdict.json", "payoff.json", "security.json"]
    for proof in proofs.values():
        assert verify(proof).verdict == "present"
    alone = page_of(gp.load("seed/militarisation"), "misperception", over=[])
    assert "What else is asked" not in alone
    assert "Misperception paradox at the baseline: present" in answer(alone)


@pytest.mark.slow
def test_a_change_is_told_in_words_of_its_own():
    family = gp.load("seed/trade-restriction")
    change = {"mover": "Pakistan", "parameter": "V", "low": 0, "high": 110}
    said = answer(page_of(family, "comparative-statics", over=[], **change))
    assert re.search(r"All in all: .*\(payoff \S+ after it, \S+ before the change; security ", said)
    assert "with it" not in said[said.index("All in all") :]


@pytest.mark.slow
def test_an_impossible_paradox_says_so():
    said = answer(page_of(trade_restriction(), mover="Taliban", action="host", over=[]))
    assert "Option paradox at the baseline: impossible" in said
    assert "it cannot be that having the option host leaves Taliban worse off: " in said


def test_an_undecided_paradox_is_not_dressed_as_absent():
    cells = tuple(
        (Fraction(a), Fraction(b), Fraction(c))
        for a, b, c in [(1, 0, 0), (0, 1, 1), (0, 1, 0), (1, 0, 1)] * 2
    )
    game = NormalForm(("A", "B", "C"), (("x", "y"), ("l", "r"), ("u", "v")), cells)
    html = page_of(game, budget=0)
    assert "Option paradox in this game: undecided" in answer(html)
    assert "is not decided:" in answer(html)
    assert "Nothing is claimed here that would need a certificate." in Page(html).words


def test_a_table_is_reported_as_a_matrix():
    game = NormalForm.from_tables(
        ["L", "F"], [["a", "b"], ["c", "d"]], [[2, 4], [1, 3]], [[1, 0], [0, 2]], title="Security"
    )
    html = page_of(game)
    assert "In this game, having the option a leaves L worse off: it gets 2 with it and 3 without." in answer(
        html
    )
    assert '<table class="matrix">' in html
    assert "<svg" not in html
    assert "parameters" not in Page(html).words


@pytest.mark.slow
def test_some_of_infinitely_many_equilibria_are_not_called_all():
    words = Page(page_of(unpaid_after(), mover="A", action="in", at="start")).words
    assert "There may be infinitely many equilibria, of which 5 are listed. Proved: a subgame has" in words
    assert "That these are all is proved" not in words


def test_names_that_look_like_markup_stay_names():
    bad = '<script>alert("1")</script>'
    cells = [[("x", 1), (4, 0)], [(1, 0), (3, 2)]]
    parameter = Parameter(
        "x", Fraction(0), Fraction(9), Fraction(2), unit=bad, meaning=f"{bad} & more", source=bad
    )
    family = family_from_table([bad, "$F$"], [["a&b", "b'"], [bad, "d"]], cells, {"x": parameter}, title=bad)
    html = page_of(family)
    assert "<script>alert" not in html
    assert "</script>&" not in html
    assert "&lt;script&gt;" in html
    harmless = family_from_table(["R", "F"], [["a", "b"], ["c", "d"]], cells, {"x": (0, 9, 2)})
    assert Page(html).tags.count("script") == Page(page_of(harmless)).tags.count("script")


def test_names_that_look_like_markup_stay_names_in_a_tree():
    bad = "--><script>&\"'$x_{1}^"
    tree = Move(bad, bad, {bad: ("x", 1), "b": Chance({bad: ("1/2", (0, 0)), "d": ("1/2", (1, 1))})})
    html = page_of(family_from_tree([bad, "B"], tree, {"x": (0, 9, 2)}))
    assert "--><script" not in html
    assert "<script>&" not in html
    Page(html)


def test_chance_and_mixing_are_told():
    game = NormalForm.from_tables(["R", "C"], [["a", "b"], ["c", "d"]], [[2, 0], [0, 1]], [[1, 0], [0, 2]])
    said = Page(page_of(game)).words
    assert "There are 3 equilibria." in said
    assert "a with probability 2/3 (≈ 0.6667) and b with probability 1/3 (≈ 0.3333)" in said


@pytest.mark.slow
def test_the_file_is_written_whole(tmp_path):
    path = report(trade_restriction(), tmp_path / "page.html", over=[], **MOVE)
    assert path.read_text(encoding="utf-8").endswith("</html>\n")
    assert [p.name for p in tmp_path.iterdir()] == ["page.html"]


def test_half_a_question_is_refused():
    with pytest.raises(InvalidGame, match="missing: action"):
        page_of(trade_restriction(), mover="Pakistan")


def test_more_parameters_than_a_picture_shows_are_refused_before_the_search(tmp_path):
    with pytest.raises(Unsupported, match="shows one or two parameters"):
        report(trade_restriction(), tmp_path / "page.html", over=["r_C", "c", "k"], **MOVE)
    assert list(tmp_path.iterdir()) == []


def test_unknown_names_are_refused(tmp_path):
    with pytest.raises(InvalidGame, match="'India' is not a player"):
        report(trade_restriction(), tmp_path / "page.html", mover="India", action="restrict")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_where_nothing_is_claimed_that_is_said():
    asked = {"mover": "Pakistan", "action": "harden", "quantifier": "best"}
    said = Page(page_of(gp.load("seed/collective-action/weakest-link"), **asked)).words
    assert "As far as formulas settle it, no values within the declared ranges make it so." in said
    assert "Nothing is claimed where H e + 3 H > 4 f and 4 f > H" in said.replace("\u202f", " ")
    assert "exactly where" not in said


def test_every_paradox_has_its_page():
    cells = [[("1 + x", "1 + x"), (3, 0)], [(0, 3), (2, 2)]]
    family = family_from_table(["Ann", "Bob"], [["a", "b"]] * 2, cells, {"x": (0, 2, 0), "y": (0, 1, 0)})
    trap = page_of(family, "dominance-trap", mover="Ann", action="a", coalition=["Ann", "Bob"])
    said = Page(trap).words
    assert "The dominance-trap paradox: each of a group has a dominant action" in said
    assert "Dominance-trap paradox at the baseline: present" in answer(trap)
    assert "Ann and Bob are caught in a dominance trap by a: 'a' is dominant for all" in answer(trap)
    assert "least gain 1" in answer(trap)
    assert "Ann and Bob are caught in a dominance trap by a, exactly where all of these hold: x < 1" in said
    assert "At the baseline, with the option" in said
    assert "At the baseline, without the option" in said
    assert verify(certificates(trap)["report-verdict.json"]).verdict == "present"

    change = page_of(family, "comparative-statics", mover="Ann", parameter="x", low=0, high=1)
    said = Page(change).words
    assert "it is not the case that changing x from 0 to 1 raises what Ann is paid" in answer(change)
    assert "At the baseline, before the change" in said
    assert "“Without the option” means" not in said
    assert "Every option examined" in said


def test_a_penalty_that_changes_nothing_has_its_page_though_its_map_is_too_large_to_draw():
    cells = [[("1 - p", "-2"), ("1", "-3")], [("0", "-1/2"), ("0", "0")]]
    family = family_from_table(["Ann", "Bob"], [["a", "b"]] * 2, cells, {"p": (0, 4, 2), "y": (0, 1, 0)})
    fine = {"mover": "Bob", "target": "Ann", "parameter": "p", "low": "1/2", "high": 3}
    html = page_of(family, "null-coercion", over=["y"], undecided="0.5", **fine)
    said = Page(html).words
    assert "it is not the case that the penalty p, from 1/2 to 3, is incurred, hurts Ann" in answer(html)
    assert "p > 1" in said
    assert "At the baseline it holds: 2 > 1" not in said  # the penalty has no value of its own
    assert (
        "Several assumptions varied together For which values of p, p' and y the paradox is present" in said
    )
    assert verify(certificates(html)["report-map.json"]).kind == "map"


def test_names_in_quotation_marks_are_emphasized_and_nothing_else():
    assert emphasized("“a<b>” at “c”, 'd' & e") == "<em>a&lt;b&gt;</em> at <em>c</em>, &#x27;d&#x27; &amp; e"
    assert emphasized("“never closed") == "“never closed"


@pytest.mark.slow
def test_of_a_tree_too_large_for_a_picture_the_path_of_play_is_drawn():
    """Seven choices of left or right: the first gets the sum of rights, the second of lefts."""

    def after(rights, depth):
        if depth == 7:
            return f"{rights}", f"{7 - rights}"
        way = {"left": after(rights, depth + 1), "right": after(rights + 1, depth + 1)}
        told = f"{depth} {rights} {next(number)}"
        return Move("AB"[depth % 2], told, way)

    number = itertools.count()
    family = family_from_tree(["A", "B"], after(0, 0), {})
    html = report_html(examine(family, sides=("equilibria",), mover="A", action="left", at="0 0 126"))
    said = Page(html).words
    assert "The tree has 128 ends, too many for one picture; of it the path of play is drawn below." in said
    folded = "a branch off the path of play ends with what would be paid there. This is the only equilibrium."
    assert said.count(f"The tree has 128 ends, too many for one picture: {folded}") == 1
    assert len(re.findall("<svg", html)) == 2
    assert said.count("85 choices") == 1  # of A, folded


def test_equilibria_that_are_known_in_boxes_are_told_in_digits(tmp_path):
    for game in (root_of_21(), tree_of(root_of_21())):
        report(game, tmp_path / "box.html", mover="Bob", action="b0", concept="nash")
        page = (tmp_path / "box.html").read_text(encoding="utf-8")
        assert "≈2.70871" in page
        assert "with probability ≈0." in page
