"""The project's pages, and the blocks of code in them."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
_NEEDS = re.compile(r"<!-- needs (\w+(?: [\d.]+)?) -->")
_FENCE = re.compile(r"^(?P<indent> {0,3}|(?: {2,8}))(?P<fence>`{3,}|~{3,})\s*(?P<info>[^`]*)$")


@dataclass(frozen=True)
class Block:
    """A fenced block: on which page and line it begins, in which language, and what it says.

    ``needs`` is a program that it needs and that may not be installed, as a comment before the block says,
    and perhaps the least version.
    """

    page: str
    line: int
    language: str
    text: str
    needs: str = ""

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def pages() -> list[Path]:
    """README and its neighbors, and everything under docs."""
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "tests").glob("*.md")])


def name_of(page: Path) -> str:
    """The page's path within the project."""
    return page.relative_to(ROOT).as_posix()


def blocks_of(text: str, page: str) -> list[Block]:
    """The fenced blocks of a page; a fence that is never closed is an error."""
    found: list[Block] = []
    needs = ""
    opened: tuple[int, str, str, str] | None = None  # line, indentation, fence, language
    body: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        match = _FENCE.match(line)
        if opened is None:
            if match:
                language = (match["info"].split() or [""])[0].lower()
                opened, body = (number, match["indent"], match["fence"], language), []
            else:
                needs = said[1] if (said := _NEEDS.fullmatch(line)) else ""
            continue
        start, indent, fence, language = opened
        if match and not match["info"] and match["fence"].startswith(fence):
            found.append(Block(page, start, language, "".join(f"{part}\n" for part in body), needs))
            opened, needs = None, ""
        else:
            body.append(line.removeprefix(indent))
    assert opened is None, f"{page}:{opened[0]}: this block is never closed"
    return found


def blocks(*languages: str) -> list[Block]:
    """The blocks of all pages in one of some languages."""
    found = [
        block for page in pages() for block in blocks_of(page.read_text(encoding="utf-8"), name_of(page))
    ]
    return [block for block in found if block.language in languages]
