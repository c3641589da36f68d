"""The navigation: mkdocs.yml with its stars written out."""

from collections.abc import Collection, Iterator
from fnmatch import fnmatchcase
from typing import TypeAlias

Entry: TypeAlias = "str | dict[str, str | list[Entry]]"


def named(entries: list[Entry]) -> Iterator[str]:
    """The pages and patterns of a navigation, from top to bottom."""
    for entry in entries:
        for below in entry.values() if isinstance(entry, dict) else (entry,):
            if isinstance(below, str):
                yield below
            else:
                yield from named(below)


def written_out(entries: list[Entry], sources: Collection[str]) -> list[Entry]:
    """The navigation with a line for each page that a pattern stands for.

    A pattern stands for the pages it fits that are named nowhere else and that no pattern above it took.
    """
    taken = {name for name in named(entries) if "*" not in name}
    return _written_out(entries, sorted(sources), taken)


def outside(entries: list[Entry], sources: Collection[str]) -> list[str]:
    """The pages that no line of the navigation stands for."""
    return sorted(set(sources) - set(named(written_out(entries, sources))))


def _written_out(entries: list[Entry], sources: list[str], taken: set[str]) -> list[Entry]:
    lines: list[Entry] = []
    for entry in entries:
        if isinstance(entry, dict):
            ((title, below),) = entry.items()
            lines.append({title: below if isinstance(below, str) else _written_out(below, sources, taken)})
        elif "*" in entry:
            fitting = [page for page in sources if page not in taken and fnmatchcase(page, entry)]
            taken.update(fitting)
            lines += fitting
        else:
            lines.append(entry)
    return lines
