"""Notebooks as pages: what they are stored with, written as Markdown."""

import base64
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_COLOR = re.compile(r"\x1b\[[0-9;]*m")
_SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL | re.IGNORECASE)


def stored(book: Path) -> dict[str, Any]:
    """A notebook as it is stored, what it shows included."""
    read: dict[str, Any] = json.loads(book.read_text(encoding="utf-8"))
    return read


def page(book: dict[str, Any], name: str) -> tuple[str, dict[str, bytes]]:
    """A notebook as Markdown, and its pictures by their names beside it."""
    pictures: dict[str, bytes] = {}
    parts = [part for cell in book["cells"] for part in _cell(cell, name, pictures)]
    return "\n\n".join(parts) + "\n", pictures


def _cell(cell: dict[str, Any], name: str, pictures: dict[str, bytes]) -> Iterator[str]:
    source = "".join(cell["source"])
    if cell["cell_type"] == "markdown":
        yield source.replace("<details>", '<details markdown="1">')  # what is folded is Markdown too
    elif cell["cell_type"] == "code" and source.strip():
        yield f"~~~~python\n{source}\n~~~~"
        for output in cell["outputs"]:
            yield from _output(output, name, pictures)


def _output(output: dict[str, Any], name: str, pictures: dict[str, bytes]) -> Iterator[str]:
    """The display of a cell: the richest form that a page can hold."""
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
        width = output.get("metadata", {}).get("image/png", {}).get("width")
        yield f"![A picture that the code above draws]({picture}){f'{{width={width}}}' if width else ''}"
    elif "text/markdown" in data:
        yield data["text/markdown"]
    elif "text/plain" in data:
        yield f"~~~~text\n{_COLOR.sub('', data['text/plain'])}\n~~~~"
