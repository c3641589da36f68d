"""The notebooks of the course: their code, their exercises, and the solutions that are folded away."""

import re
from pathlib import Path

import nbformat

NOTEBOOKS = {path.name: path for path in sorted((Path(__file__).parents[2] / "examples").glob("*.ipynb"))}
EXERCISE = re.compile(r"^### Exercise (\d+\.\d+)", re.MULTILINE)
SOLUTION = re.compile(r"<details>\n<summary>Solution</summary>\n\n(.*?)\n\n</details>", re.DOTALL)
CODE = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def opened(name):
    return nbformat.read(NOTEBOOKS[name], as_version=4)


def prose_of(book):
    """Everything that is not code, as one text."""
    return "\n\n".join(cell.source for cell in book.cells if cell.cell_type == "markdown")


def solutions_of(text):
    """The code of each solution that a text folds away."""
    return ["\n".join(CODE.findall(solution)) for solution in SOLUTION.findall(text)]


def pieces_of(book):
    """The notebook's pieces of code from top to bottom, the solutions in their places among them."""
    pieces = []
    for cell in book.cells:
        pieces += [cell.source] if cell.cell_type == "code" else solutions_of(cell.source)
    return pieces
