"""Runs the notebooks of the course and stores what they show.

`python tests/golden/notebooks.py` runs all anew, with names such as `04` those that begin so.  What is
stored is the same wherever it is made: no counts, no times, no bar of progress, pictures in few colors, and
of a page in a frame its words alone.
"""

import base64
import re
import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from nbclient import NotebookClient
from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[1]))

from examples.course import NOTEBOOKS

SECONDS = 600  # for one cell, on a machine that does other things besides
COLORS = 48  # of a picture
WIDEST = 1600  # pixels
STEPS = re.compile(r"\b[\d,]+ steps\b")  # of a search that ends when what it seeks is proved
KEPT = ("text/html", "image/png", "text/plain")  # the richest form first, and words for whoever lacks it


def run(path: Path, folder: Path) -> nbformat.NotebookNode:
    """The notebook with what it shows, after it ran from top to bottom in a folder."""
    book = nbformat.read(path, as_version=4)
    place = {"metadata": {"path": str(folder)}}
    client = NotebookClient(
        book, timeout=SECONDS, kernel_name="python3", resources=place, record_timing=False
    )
    client.execute()
    return tidy(book)


def tidy(book: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook without what changes from run to run, and small."""
    book.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for cell in book.cells:
        if cell.cell_type == "code":
            cell.execution_count, cell.metadata = None, {}
            cell.outputs = [output for output in map(_tidy_output, _joined(cell.outputs)) if output]
    return book


def _joined(outputs: list) -> list:
    """Printed lines that follow each other as one piece."""
    joined: list = []
    for output in outputs:
        if (
            joined
            and output.output_type == joined[-1].output_type == "stream"
            and output.name == joined[-1].name
        ):
            joined[-1].text += output.text
        else:
            joined.append(output)
    return joined


def _tidy_output(output: nbformat.NotebookNode) -> nbformat.NotebookNode | None:
    """An output as it is kept; None for a bar of progress that was wiped away."""
    if output.output_type not in ("display_data", "execute_result"):
        return output
    if not "".join(output.data.get("text/plain", "")).strip():
        return None
    data = {kind: output.data[kind] for kind in KEPT if kind in output.data}
    if "<iframe" in data.get("text/html", ""):
        del data["text/html"]
    if "image/png" in data:
        data["image/png"] = small(data["image/png"])
    width = output.metadata.get("image/png", {}).get("width")
    metadata = {"image/png": {"width": width}} if width else {}
    return nbformat.v4.new_output("display_data", data=data, metadata=metadata)


def small(picture: str) -> str:
    """A picture in few colors, no wider than a page shows it sharply."""
    image = Image.open(BytesIO(base64.b64decode(picture))).convert("RGB")
    if image.width > WIDEST:
        image = image.resize((WIDEST, round(image.height * WIDEST / image.width)), Image.LANCZOS)
    file = BytesIO()
    image.quantize(COLORS, dither=0).save(file, "png", optimize=True)
    return base64.b64encode(file.getvalue()).decode()


def said(book: nbformat.NotebookNode) -> list[list[dict[str, str]]]:
    """What each piece of code shows in text: of a picture that it is one, of a search not how many steps."""
    return [[_said(output) for output in cell.outputs] for cell in book.cells if cell.cell_type == "code"]


def _said(output: nbformat.NotebookNode) -> dict[str, str]:
    if output.output_type == "stream":
        return {"stream": STEPS.sub("steps", output.text)}
    if "image/png" in output.data:
        return {"image/png": ""}
    return {kind: STEPS.sub("steps", value) for kind, value in output.data.items()}


if __name__ == "__main__":
    for name, path in NOTEBOOKS.items():
        if not sys.argv[1:] or name.startswith(tuple(sys.argv[1:])):
            with TemporaryDirectory() as folder:
                book = run(path, Path(folder))
            path.write_text(nbformat.writes(book).rstrip("\n") + "\n", encoding="utf-8")
            print(f"{path.name}: {path.stat().st_size / 1024:.0f} kB")
