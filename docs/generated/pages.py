"""Every page that is written when the site is built: its address at once, its content on demand."""

from collections.abc import Iterator
from pathlib import Path

from generated import catalog_pages, live_reports, reference
from generated.addresses import DOCS, ELSEWHERE, ROOT, tutorials
from generated.tutorials import page, stored
from generated.written import Written

FROM_OUTSIDE = ("CONTRIBUTING.md", "CHANGELOG.md", "tests/README.md")
TUTORIALS = """# Tutorials

One course in twelve notebooks, from *what is an equilibrium* to a claim about a conflict of your own that
somebody else can check. Each opens with what you will be able to do, asks you to **predict first**, before
the answer is computed, and ends with exercises whose solutions are folded away. [The
syllabus](../syllabus.md) lays out twelve weeks for a teacher.

What a page here shows is what the notebook printed; a test runs every notebook, and every solution, and
compares. To work with one, [install](../start/install.md) with the extra `notebooks`, start Jupyter in the
folder `examples` of a checkout, and open it there; any editor that reads notebooks will do as well.

~~~~console
$ pip install '.[notebooks]'
$ cd examples
$ jupyter lab
~~~~

"""
MODELS = """# Models

A page for each system of the essay: what happens and why, then what is written from the model's file: the
game, its parameters with where each number comes from, and the verdicts at the baseline. Numbers that
several models share are [quantities](../quantities.md).

"""
DECISIONS = """# Decisions

What someone could have decided otherwise, a short page each: what was decided, why, and what it costs.

"""


def sources() -> list[str]:
    """The addresses of all pages that are written when the site is built."""
    return [
        *tutorials().values(),
        "tutorials/index.md",
        "models/index.md",
        "decisions/index.md",
        *(ELSEWHERE[file] for file in FROM_OUTSIDE),
        *reference.SOURCES,
        *catalog_pages.sources(),
    ]


def written() -> dict[str, Written]:
    """The pages, and the files beside them, by their address."""
    found = {ELSEWHERE[file]: Written(_read(ROOT / file), file) for file in FROM_OUTSIDE}
    found |= dict(_tutorials())
    found["models/index.md"] = Written(MODELS + _listed("models", pictures=True))
    found["decisions/index.md"] = Written(DECISIONS + _listed("decisions"))
    return found | reference.written() | catalog_pages.written() | live_reports.written()


def title(text: str) -> str:
    """The heading of a page."""
    return next(line.removeprefix("# ") for line in text.splitlines() if line.startswith("# "))


def _tutorials() -> Iterator[tuple[str, Written]]:
    rows = ""
    for file, source in tutorials().items():
        text, pictures = page(stored(ROOT / file), Path(source).stem)
        yield source, Written(text, file)
        for name, content in pictures.items():
            yield f"tutorials/{name}", Written(content)
        rows += f"* [{title(text)}]({Path(source).name}) ({Path(file).name})\n"
    yield "tutorials/index.md", Written(TUTORIALS + rows)


def _listed(folder: str, *, pictures: bool = False) -> str:
    """A list of a folder's pages by their titles, each with the picture of its name where there is one."""
    lines = []
    for file in sorted((ROOT / DOCS / folder).glob("*.md")):
        text = _read(file)
        line = f"* [{title(text)}]({file.name})"
        if pictures:
            image = ROOT / DOCS / "images" / f"{file.stem}.png"
            shown = f"\n\n    ![{title(text)}](../images/{image.name}){{width=320}}" if image.exists() else ""
            line = f"* **[{title(text)}]({file.name})**{shown}\n"
        lines.append(line)
    return "\n".join(lines) + "\n"


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8")
