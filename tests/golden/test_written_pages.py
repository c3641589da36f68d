"""Pages that are written from data say what the data say."""

import re
from fractions import Fraction

import pytest
from golden.findings_page import FINDINGS, findings_page, page_of
from golden.model_pages import (
    BY_HAND_PAGES,
    EVIDENCE,
    FOLDER,
    QUANTITIES,
    WRITTEN,
    evidence_page,
    figures_cited,
    model_page,
    model_pages,
    page_by_hand,
    quantities_page,
)
from golden.pictures import IMAGES, MAPS, PERIODIC_TABLE
from witnesses.catalog_games import is_ranked, single_games
from witnesses.sampling import slowly

import gametheory_paradox as gp
from gametheory_paradox.detectors.memory import remembering
from gametheory_paradox.essay.all_systems import questions_of
from gametheory_paradox.essay.systems import policies, system_of

PAGES = model_pages()
APART = {policy.game for policy in policies() if policy.apart}
SEED = [name for name in gp.catalog.names() if name.startswith("seed/") and name not in APART]
ALONE = [name for name in single_games() if name in SEED]
ROWS = {row.id: row for row in gp.catalog.figures()}
TEXT = EVIDENCE.read_text(encoding="utf-8")
CITED = re.compile(r"\(`([^`\s]+)`\)")
NUMBER = re.compile(r"[−-]?\d[\d,]*(?:\.\d+)?")
HEADING = re.compile(r"^## (.*)$", re.MULTILINE)


SHORT = ("guarded-posts.md", "third-party-expansion.md")  # the other games are larger


@pytest.mark.parametrize("file", [file if file in SHORT else slowly(file) for file in PAGES])
def test_a_model_page_is_what_the_model_files_say(file):
    page = (FOLDER / file).read_text(encoding="utf-8")
    assert page == model_page(PAGES[file], page)


@pytest.mark.parametrize("file", BY_HAND_PAGES)
def test_a_page_by_hand_ends_with_the_parameters_of_its_game(file):
    page = (FOLDER / file).read_text(encoding="utf-8")
    assert page == page_by_hand(file, page)
    assert "](../quantities.md)" in page.partition(WRITTEN)[2]


def test_what_is_written_by_hand_stays_above_what_is_written_from_the_files():
    names = ["seed/third-party-expansion"]
    told, written, below = model_page(names).partition(WRITTEN)
    story = f"# A title of its own\n\nA story.\n\n{WRITTEN}\n\nanything"
    assert told == f"# {gp.load(names[0]).title}\n\n"
    assert model_page(names, story) == f"# A title of its own\n\nA story.\n\n{written}{below}"


def test_a_map_stands_on_its_page_above_the_tables_and_is_about_a_game_told_there():
    assert {*MAPS} <= {file.removesuffix(".md") for file in PAGES}
    for name, own in MAPS.items():
        by_hand, _, _ = (FOLDER / f"{name}.md").read_text(encoding="utf-8").partition(WRITTEN)
        assert f"](../images/{name}.png)" in by_hand
        assert (IMAGES / f"{name}.png").exists()
        assert own.game in PAGES[f"{name}.md"]
        assert {*own.over} < {*gp.load(own.game).box}


def test_the_picture_of_all_ordinal_games_stands_on_the_page_about_rankings():
    page = (FOLDER.parent / "rankings.md").read_text(encoding="utf-8")
    assert f"](images/{PERIODIC_TABLE}.png)" in page
    assert (IMAGES / f"{PERIODIC_TABLE}.png").stat().st_size > 10_000


def test_every_system_has_a_page_and_no_page_is_left_over():
    assert {path.name for path in FOLDER.glob("*.md")} == {*PAGES, *BY_HAND_PAGES}
    told = [name for name in SEED if name != "seed/trade-restriction" and not name.startswith("seed/whole")]
    assert sorted(name for names in PAGES.values() for name in names) == sorted(told)


def test_a_model_page_tells_the_tree_the_parameters_and_the_figures():
    page = model_page(["seed/deportation", "seed/deportation/control"])
    assert "  deport at once → Taliban (deported at once)\n    suppress\n" in page
    assert (
        "| a\\_R | what receiving the deported costs the Taliban "
        "| 0 to 60; baseline 12 (million USD a month) | assumed |" in page
    )
    assert "`seed/deportation/control`" in page
    assert [row.id for row in figures_cited(gp.load("seed/third-party-expansion").parameters)] == []
    assert f"| {ROWS['deport_2025-12b'].id.replace('_', chr(92) + '_')} |" in page


def questions(names):
    """The questions about some games with their strong verdicts at the baseline: the page must hold them."""
    for name in names:
        family = gp.load(name)
        with remembering():
            answers = [
                (question, gp.detect(family, question, budget=20)) for question in questions_of(family)
            ]
        for question, verdict in answers:
            yield name, question, verdict.name


def line_of(page, name, question):
    """The row about a question."""
    others = [player for player in question.coalition if player != question.mover]
    where = f" at {', '.join(question.at)}" if question.at else ""
    about = " and ".join(question.action) or question.paradox
    asked = f"{question.mover}: {about}{where}" + (
        f", together with {' and '.join(others)}" if others else ""
    )
    asked += f", instead of {question.details['instead']}" if question.details.get("instead") else ""
    asked += "" if question.measure == "payoff" else f", in {question.measure}"
    (found,) = [
        line for line in page.splitlines() if line.startswith(f"| {name.removeprefix('seed/')} | {asked} |")
    ]
    return [cell.strip() for cell in found.strip("|").split("|")]


@pytest.mark.parametrize(
    ("names", "least"), [(ALONE[::3], 13), slowly(ALONE, 40), slowly(sorted({*SEED} - {*ALONE}), 3)]
)
def test_the_findings_have_the_verdict_on_every_question(names, least):
    page, asked = FINDINGS.read_text(encoding="utf-8"), list(questions(names))
    assert len(asked) > least
    for name, question, verdict in asked:
        assert re.split(r"[ ;]", line_of(page, name, question)[2])[0] == verdict, name


def test_the_findings_are_about_every_game():
    page = FINDINGS.read_text(encoding="utf-8")
    for name in SEED:
        assert f"](models/{page_of(name)})" in page or name.count("/") > 1
        assert f"`{name}`: " in page or is_ranked(name), "every game with numbers is diagnosed"
    titles = {
        f"{'' if system_of(name) is None else f'{system_of(name).id} '}{gp.load(name).title}"
        for name in SEED
        if name.count("/") == 1
    }
    assert set(HEADING.findall(page)) == titles


# Surveyed anew in seconds. The whole survey takes half an hour, and what it tells of other games hangs on
# the time that it has for each.
SOON_SURVEYED = ["seed/proactive-response", "seed/guarded-posts"]


@pytest.mark.slow
@pytest.mark.parametrize("name", SOON_SURVEYED)
def test_what_the_findings_tell_of_a_game_is_what_a_new_survey_tells(name):
    kept = set(FINDINGS.read_text(encoding="utf-8").splitlines())
    begins = (f"* `{name}`: ", f"| {name.removeprefix('seed/')} | ")
    told = [line for line in findings_page(gp.survey([name])).splitlines() if line.startswith(begins)]
    assert len(told) > 3
    assert [line for line in told if line not in kept] == []


def test_the_page_about_evidence_has_the_table_of_its_figures():
    assert evidence_page(TEXT) == TEXT
    assert evidence_page(TEXT[: TEXT.index("## The figures")] + "## The figures\n\nanything") == TEXT


def test_the_page_about_quantities_has_the_table_of_them():
    page = QUANTITIES.read_text(encoding="utf-8")
    assert quantities_page(page) == page
    assert all(f"| {name.replace('_', chr(92) + '_')} |" in page for name in gp.catalog.quantities())


def disagreements(text, rows):
    """Figures that are cited but not in the table, and numbers right before an id that are not its own."""
    found = []
    prose = text.partition("## The figures")[0]
    for match in CITED.finditer(prose):
        row = rows.get(match[1])
        before = prose[max(0, match.start() - 140) : match.start()].rpartition(")")[2]
        if row is None:
            found.append(f"{match[1]} is not in the table")
        elif (value := number(row.value)) is not None and value not in map(number, NUMBER.findall(before)):
            found.append(f"{match[1]} is {row.value}, not what stands before it: {before!r}")
    return found


def number(text):
    """A number as printed; None for a date, a range or words."""
    text = text.replace(",", "").replace("−", "-")
    return Fraction(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else None


def test_every_figure_on_the_page_about_evidence_is_in_the_table_with_the_same_value():
    assert len(CITED.findall(TEXT)) > 60
    assert disagreements(TEXT, ROWS) == []


def test_disagreements_are_found():
    rows = {"a_1": ROWS["isk_un_2021-08-19"], "b_2": ROWS["el_closure_crss_nov"]}
    assert disagreements("It was 152 (`a_1`), and −9 percent (`b_2`).", rows) == []
    assert disagreements("It was 153 (`a_1`).", rows) == [
        "a_1 is 152, not what stands before it: 'It was 153 '"
    ]
    assert disagreements("It was 152 (`a_3`).", rows) == ["a_3 is not in the table"]
    assert len(disagreements("It was −9 (`b_2`), and later (`a_1`).", rows)) == 1
