"""Notebooks as pages: run where they are stored without results, and written as Markdown."""

import base64
import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from generated.addresses import ROOT

KEPT = ROOT / "build" / "notebooks"  # notebooks with their results, by what they were computed from
SECONDS = 300  # for one notebook
_COLOR = re.compile(r"\x1b\[[0-9;]*m")
_SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL | re.IGNORECASE)


def with_results(books: list[Path]) -> dict[Path, dict[str, Any]]:
    """Each notebook with its results: those it is stored with, those kept from before, or new ones."""
    with ThreadPoolExecutor(2) as both:
        return dict(zip(books, both.map(_with_results, books), strict=True))


def page(book: dict[str, Any], name: str) -> tuple[str, dict[str, bytes]]:
    """A notebook as Markdown, and its pictures by their names beside it."""
    pictures: dict[str, bytes] = {}
    parts = [part for cell in book["cells"] for part in _cell(cell, name, pictures)]
    return "\n\n".join(parts) + "\n", pictures


def _with_results(book: Path) -> dict[str, Any]:
    stored: dict[str, Any] = json.loads(book.read_text(encoding="utf-8"))
    if any(cell.get("outputs") for cell in stored["cells"]):
        return stored
    kept = KEPT / f"{book.stem}-{sha256(book.read_bytes() + _code()).hexdigest()[:16]}.ipynb"
    if not kept.exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        for old in KEPT.glob(f"{book.stem}-*.ipynb"):
            old.unlink()
        kept.write_text(json.dumps(_run(book)), encoding="utf-8")
    results: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8"))
    return results


@cache
def _code() -> bytes:
    """A fingerprint of the package, whose change makes results old."""
    files = sorted(
        p for p in (ROOT / "gametheory_paradox").rglob("*") if p.suffix in {".py", ".yaml", ".csv"}
    )
    return sha256(b"".join(file.read_bytes() for file in files)).digest()


def _run(book: Path) -> dict[str, Any]:
    """The notebook after it ran from top to bottom; an error of its own ends the build."""
    import nbformat
    from nbclient import NotebookClient

    opened = nbformat.read(book, as_version=4)
    with TemporaryDirectory() as folder:
        place = {"metadata": {"path": folder}}
        NotebookClient(opened, timeout=SECONDS, kernel_name="python3", resources=place).execute()
    written: dict[str, Any] = json.loads(nbformat.writes(opened))
    return written


def _cell(cell: dict[str, Any], name: str, pictures: dict[str, bytes]) -> Iterator[str]:
    source = "".join(cell["source"])
    if cell["cell_type"] == "markdown":
        yield source
    elif cell["cell_type"] == "code" and source.strip():
        yield f"~~~~python\n{source}\n~~~~"
        for output in cell["outputs"]:
            yield from _output(output, name, pictures)


def _output(output: dict[str, Any], name: str, pictures: dict[str, bytes]) -> Iterator[str]:
    """What a cell shows: the richest form that a page can hold."""
    data = {
        kind: "".join(value)
        for kind, value in output.get("data", {}).items()
        if isinstance(value, str | list)
    }
    if output["output_type"] == "stream":
        data = {"text/plain": "".join(output["text"])}
    if "text/html" in data:
        yield f'<div class="output">\n{_SCRIPT.sub("", data["text/html"])}\n</div>'
    elif "image/svg+xml" in data:
        yield f'<div class="output">\n{data["image/svg+xml"]}\n</div>'
    elif "image/png" in data:
        picture = f"{name}-{len(pictures) + 1}.png"
        pictures[picture] = base64.b64decode(data["image/png"])
        yield f"![A picture that the code above draws]({picture})"
    elif "text/markdown" in data:
        yield data["text/markdown"]
    elif "text/plain" in data:
        yield f"~~~~text\n{_COLOR.sub('', data['text/plain'])}\n~~~~"
