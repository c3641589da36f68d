"""llms.txt: the site as one list of pages with a line each, for programs that read."""

from pathlib import Path
from typing import Any

HEAD = """# gametheory_paradox

> A Python package that turns a conflict into games, finds every equilibrium exactly, decides whether a
> coercive move cuts the payoff or the security of the one who makes it, says where in the space of
> assumptions it does, and hands over a certificate that anyone can check with Python's standard library.

Import as `import gametheory_paradox as gp`; the command line is `gametheory-paradox`. Answers are
*present*, *absent* (or impossible) or *undecided*, each with its reason.
"""


def text(nav: list[Any], titles: dict[str, str]) -> str:
    """The list, section by section as the navigation has them, each page with its title."""
    return HEAD + "".join(
        f"\n## {title}\n\n{''.join(_lines(below, titles))}" for entry in nav for title, below in entry.items()
    )


def _lines(entries: list[Any], titles: dict[str, str]) -> list[str]:
    lines = []
    for entry in entries:
        if isinstance(entry, str):
            lines.append(f"- [{titles[entry]}]({Path(entry).with_suffix('.html').as_posix()})\n")
        else:
            for below in entry.values():
                lines += _lines(below, titles)
    return lines
