"""The page that lists the games of the literature says what the files and the rows say."""

from literature.catalog_page import ASKED, PAGE, answers, page

from gametheory_paradox import catalog


def test_the_page_is_what_the_files_and_the_rows_say():
    assert PAGE.read_text(encoding="utf-8") == page(), (
        "python tests/literature/catalog_page.py writes it anew"
    )


def test_every_game_has_its_line_with_its_answers():
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| **")]
    games = [name for name in catalog.names() if name.startswith("literature/")]
    assert len(lines) == len(games) == len({row.game for row in ASKED})
    for line, name in zip(lines, games, strict=True):
        assert f"`{name}`" in line
        assert line.count(" | ") == 3
        assert all(answer in line for answer in answers(name))


def test_a_question_is_told_with_its_quantifiers():
    assert answers("literature/jervis-1978/stag-hunt") == ["A, `hare`: present (worst, possible)"]
    assert answers("literature/luce-1957/prisoners-dilemma") == [
        "A, `defect`: absent",
        "A, `defect` with B: present",
    ]
    assert "Entrant, `out` at entry (nash): present (worst, possible)" in answers(
        "literature/selten-1978/one-market"
    )
