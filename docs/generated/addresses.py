"""Addresses: which page of the site stands for which file of the project, and links that follow."""

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = "docs"
ELSEWHERE = {
    "README.md": "index.md",
    "CONTRIBUTING.md": "project/contributing.md",
    "CHANGELOG.md": "project/changes.md",
    "tests/README.md": "project/tests.md",
    "docs/decisions": "decisions/index.md",
    "docs/models": "models/index.md",
}
COPIES = "files"  # the site's folder of files that pages link to and that are no pages
_FENCE = re.compile(r"^\s*(```|~~~)")
_LINK = re.compile(r"`[^`\n]*`|(?P<text>!?\[(?P<words>[^\]]*)\])\((?P<target>[^)\s]+)\)")


def tutorials() -> dict[str, str]:
    """For each notebook the page that shows it."""
    books = sorted((ROOT / "examples").glob("*.ipynb"))
    return {f"examples/{book.name}": f"tutorials/{book.stem}.md" for book in books}


def source_of(file: str) -> str | None:
    """The page or picture of the site that stands for a file of the project; None where there is none."""
    if file in ELSEWHERE:
        return ELSEWHERE[file]
    folder, name = posixpath.split(file)
    if folder == "examples" and name.endswith(".png"):  # drawn by a notebook as its page is written
        return f"tutorials/{name}"
    return tutorials().get(file) or (file.removeprefix(f"{DOCS}/") if file.startswith(f"{DOCS}/") else None)


def links(text: str) -> Iterator[str]:
    """The targets of the links of a page, those within code left out."""
    for line in _prose(text):
        for match in _LINK.finditer(line):
            if match["target"]:
                yield match["target"]


def target_file(origin: str, target: str) -> tuple[str, str]:
    """The file of the project that a relative link means, and the place in it."""
    path, _, place = target.partition("#")
    return posixpath.normpath(posixpath.join(posixpath.dirname(origin), path)) if path else origin, place


def is_relative(target: str) -> bool:
    """True if a link leads to another file of the project."""
    return not re.match(r"[a-z]+:|#|/", target)


def copies(text: str, origin: str) -> set[str]:
    """The files that a page links to and that are no pages."""
    files = {target_file(origin, target)[0] for target in links(text) if is_relative(target)}
    return {file for file in files if source_of(file) is None and (ROOT / file).is_file()}


def relinked(text: str, origin: str, source: str) -> str:
    """The text of a file of the project with its links as they must be on a page of the site.

    A link to a folder that has no page becomes its words.
    """

    def new(match: re.Match[str]) -> str:
        target = match["target"]
        if not target or not is_relative(target):
            return match[0]
        file, place = target_file(origin, target)
        page = source_of(file)
        if page is None and not (ROOT / file).is_file():
            return match["words"]
        address = posixpath.relpath(page or f"{COPIES}/{file}", posixpath.dirname(source) or ".")
        return f"{match['text']}({address}{'#' if place else ''}{place})"

    prose = set(_prose(text))
    return "".join(_LINK.sub(new, line) if line in prose else line for line in text.splitlines(keepends=True))


def _prose(text: str) -> Iterator[str]:
    """The lines outside blocks of code."""
    fence = ""
    for line in text.splitlines(keepends=True):
        match = _FENCE.match(line)
        if match and not fence:
            fence = match[1]
        elif match and match[1] == fence:
            fence = ""
        elif not fence:
            yield line
