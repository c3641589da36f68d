"""Every notebook of the course runs, its solutions too, and shows what it is stored with."""

import re

import nbformat
import pytest
from architecture.source_tree import none_of
from examples.course import EXERCISE, NOTEBOOKS, opened, pieces_of, prose_of, solutions_of
from golden.notebooks import run, said
from witnesses.sampling import slowly

LONG = (
    "05_explore_with_hypothesis.ipynb",
    "07_uncertainty.ipynb",
    "08_the_whole_essay.ipynb",
    "09_only_the_order.ipynb",
    "10_time.ipynb",
)
PARADOXES = "04_ten_paradoxes.ipynb"
MOST_BYTES = 900_000  # of a notebook with what it shows
FOLDERS_AND_TIMES = re.compile(r"/(?:tmp|home|root|Users)/|[A-Z]:\\|0x[0-9a-f]{6,}|\d+\.\d+ s\b")
BOOKS = {name: opened(name) for name in NOTEBOOKS}


def shown_by(book):
    """What the notebook is stored with: for each output its kinds and their content."""
    for cell in book.cells:
        if cell.cell_type == "code":
            for output in cell.outputs:
                yield {"text/plain": output.text} if output.output_type == "stream" else output.data


def test_there_is_a_course():
    assert len(NOTEBOOKS) >= 12
    assert [name[:2] for name in NOTEBOOKS] == [f"{number:02}" for number in range(1, len(NOTEBOOKS) + 1)]
    assert {*LONG, PARADOXES} <= NOTEBOOKS.keys()
    for book in BOOKS.values():
        nbformat.validate(book)


def test_each_opens_with_what_one_will_be_able_to_do_and_leads_to_the_next():
    names = list(NOTEBOOKS)
    for name, following in zip(names, [*names[1:], ""], strict=True):
        text = prose_of(BOOKS[name])
        assert text.startswith(f"# {int(name[:2])}. "), name
        assert "**You will be able to**" in BOOKS[name].cells[0].source, name
        assert not following or f"]({following})" in BOOKS[name].cells[-1].source, name


def test_each_asks_before_it_answers():
    """The question stands in prose before the code that answers it."""
    for name, book in BOOKS.items():
        asked = [n for n, cell in enumerate(book.cells) if "**Predict first" in cell.source]
        assert len(asked) >= 2 or name == PARADOXES, name  # that one asks once, for all its pictures
        assert asked, name
        assert all(book.cells[n + 1].cell_type == "code" for n in asked), name


def test_each_has_exercises_with_a_place_to_try_and_a_solution_that_asserts():
    for name, book in BOOKS.items():
        exercises = EXERCISE.findall(prose_of(book))
        assert exercises == [f"{int(name[:2])}.{n}" for n in range(1, len(exercises) + 1)], name
        solutions = solutions_of(prose_of(book))
        # One exercise may be to write something of one's own.
        assert len(solutions) >= max(2, len(exercises) - 1), name
        none_of(f"{name}: a solution asserts nothing" for code in solutions if "assert " not in code)


def test_what_is_folded_away_is_whole():
    for name, book in BOOKS.items():
        text = prose_of(book)
        assert text.count("<details>") == text.count("</details>") == len(solutions_of(text)), name


def test_each_shows_pictures_and_ends_in_assertions():
    for name, book in BOOKS.items():
        pictures = sum("image/png" in shown for shown in shown_by(book))
        assert pictures >= 2, name
        last = [cell.source for cell in book.cells if cell.cell_type == "code"][-1]
        assert last.count("assert ") >= 5, name


def test_every_paradox_has_its_picture():
    pictures = sum("image/png" in shown for shown in shown_by(BOOKS[PARADOXES]))
    assert pictures >= len(re.findall(r"^## \d+\. ", prose_of(BOOKS[PARADOXES]), re.MULTILINE)) == 10


def test_what_is_stored_is_small_and_the_same_everywhere():
    for name, path in NOTEBOOKS.items():
        assert path.stat().st_size <= MOST_BYTES, name
        for cell in BOOKS[name].cells:
            assert cell.cell_type != "code" or cell.execution_count is None, name
        text = [
            str(shown[kind]) for shown in shown_by(BOOKS[name]) for kind in shown if kind.startswith("text")
        ]
        none_of(f"{name}: {found[0]}" for part in text for found in FOLDERS_AND_TIMES.finditer(part))


@pytest.mark.parametrize("name", [slowly(name) if name in LONG else name for name in NOTEBOOKS])
def test_the_code_of_a_notebook_runs_and_so_do_its_solutions(name, tmp_path, monkeypatch, capsys):
    """In this process, which saves starting another; what is displayed is written as a page shows it."""
    monkeypatch.chdir(tmp_path)
    shown = []
    names = {"__name__": "__main__", "display": lambda *things: shown.extend(map(as_shown, things))}
    for number, source in enumerate(pieces_of(BOOKS[name]), start=1):
        exec(compile(source, f"{name}, piece {number}", "exec"), names)
    assert capsys.readouterr().err == ""
    assert not list(tmp_path.iterdir())


def as_shown(thing):
    html = getattr(thing, "_repr_html_", None)
    return html() if html else repr(thing)


@pytest.mark.slow
@pytest.mark.parametrize("name", NOTEBOOKS)
@pytest.mark.filterwarnings("default")  # what the notebook's own machinery warns of is not ours to mend
def test_a_notebook_shows_what_it_is_stored_with(name, tmp_path):
    """Run anew: the same text, the same numbers, pictures in the same places."""
    again = run(NOTEBOOKS[name], tmp_path)
    for before, now in zip(said(BOOKS[name]), said(again), strict=True):
        assert now == before
    printed = [output for cell in again.cells if cell.cell_type == "code" for output in cell.outputs]
    assert not [output for output in printed if output.output_type == "stream" and output.name == "stderr"]
    assert not list(tmp_path.iterdir())
