"""Every notebook runs from top to bottom and ends in assertions; it is stored without results."""

import nbformat
import pytest
from examples.pages import ROOT
from nbclient import NotebookClient

NOTEBOOKS = sorted((ROOT / "examples").rglob("*.ipynb"))
notebooks = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)


def test_there_are_notebooks():
    assert "01_trade_restriction.ipynb" in {path.name for path in NOTEBOOKS}


@notebooks
def test_a_notebook_is_stored_without_results(path):
    book = nbformat.read(path, as_version=4)
    nbformat.validate(book)
    for cell in book.cells:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None


@notebooks
def test_a_notebook_ends_in_assertions(path):
    code = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    assert code[-1].count("assert ") >= 5


@notebooks
@pytest.mark.filterwarnings("default")  # what the notebook's own machinery warns of is not ours to mend
def test_a_notebook_runs_from_top_to_bottom(path, tmp_path):
    book = nbformat.read(path, as_version=4)
    NotebookClient(
        book, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    printed = [o for cell in book.cells if cell.cell_type == "code" for o in cell.outputs]
    assert not [o for o in printed if o.output_type == "stream" and o.name == "stderr"]
    assert not list(tmp_path.iterdir())
