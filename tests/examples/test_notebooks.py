"""Every notebook runs from top to bottom and ends in assertions; it is stored without results."""

import nbformat
import pytest
from examples.pages import ROOT
from nbclient import NotebookClient
from witnesses.sampling import slowly

NOTEBOOKS = {path.name: path for path in sorted((ROOT / "examples").rglob("*.ipynb"))}
LONG = (
    "05_explore_with_hypothesis.ipynb",
    "07_uncertainty.ipynb",
    "08_the_whole_essay.ipynb",
    "09_only_the_order.ipynb",
    "10_time.ipynb",
)
QUICK = "04_ten_paradoxes.ipynb"


def code_of(name):
    """The notebook's pieces of code."""
    book = nbformat.read(NOTEBOOKS[name], as_version=4)
    return [cell.source for cell in book.cells if cell.cell_type == "code"]


def test_there_are_notebooks():
    assert "01_trade_restriction.ipynb" in NOTEBOOKS
    assert {*LONG, QUICK} <= NOTEBOOKS.keys()


def test_notebooks_are_stored_without_results():
    for name, path in NOTEBOOKS.items():
        book = nbformat.read(path, as_version=4)
        nbformat.validate(book)
        for cell in book.cells:
            assert not cell.get("outputs"), name
            assert cell.get("execution_count") is None, name


def test_notebooks_end_in_assertions():
    for name in NOTEBOOKS:
        assert code_of(name)[-1].count("assert ") >= 5, name


@pytest.mark.parametrize("name", [slowly(name) if name in LONG else name for name in NOTEBOOKS])
def test_the_code_of_a_notebook_runs(name, tmp_path, monkeypatch, capsys):
    """In this process, which saves starting another; what is displayed is written as a page shows it."""
    monkeypatch.chdir(tmp_path)
    shown = []
    names = {"__name__": "__main__", "display": lambda *things: shown.extend(map(as_shown, things))}
    for number, source in enumerate(code_of(name), start=1):
        exec(compile(source, f"{name}, piece {number}", "exec"), names)
    assert capsys.readouterr().err == ""
    assert not list(tmp_path.iterdir())


def as_shown(thing):
    html = getattr(thing, "_repr_html_", None)
    return html() if html else repr(thing)


@pytest.mark.parametrize("name", [name if name == QUICK else slowly(name) for name in NOTEBOOKS])
@pytest.mark.filterwarnings("default")  # what the notebook's own machinery warns of is not ours to mend
def test_a_notebook_runs_from_top_to_bottom(name, tmp_path):
    book = nbformat.read(NOTEBOOKS[name], as_version=4)
    client = NotebookClient(
        book, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    )
    client.execute()
    printed = [o for cell in book.cells if cell.cell_type == "code" for o in cell.outputs]
    assert not [o for o in printed if o.output_type == "stream" and o.name == "stderr"]
    assert not list(tmp_path.iterdir())
