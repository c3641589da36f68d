"""The catalog as pages: each game with its picture, what it says of itself, and files to take away."""

from collections.abc import Iterator
from pathlib import Path

from generated.addresses import DOCS, ROOT
from generated.written import Written

FOLDER = "gametheory_paradox/catalog"
MOST_NODES = 80  # of a tree whose picture is still read on a page
INDEX = """# The catalog

Every game that comes with the package. `gp.load` and the command line take the name under the picture;
the file behind it is one YAML file whose path is its name. What is known of the games of the literature,
with sources, stands in [one table](../catalog.md); the essay's systems have [pages of their
own](../models/index.md).

"""


def sources() -> list[str]:
    """The addresses of the pages, without reading a game."""
    folder = ROOT / FOLDER
    names = sorted(file.relative_to(folder).with_suffix("").as_posix() for file in folder.glob("*/**/*.yaml"))
    return ["catalog/index.md", *(f"catalog/{name}.md" for name in names)]


def written() -> dict[str, Written]:
    """The pages with their pictures and files, by their address."""
    found: dict[str, Written] = {}
    cards: dict[str, list[str]] = {}
    for source in sources()[1:]:
        name = source.removeprefix("catalog/").removesuffix(".md")
        found |= dict(_game(name))
        picture = f'<img src="{name}.svg" alt="" loading="lazy">' if f"catalog/{name}.svg" in found else ""
        cards.setdefault(name.split("/")[0], []).append(
            f'<li><a href="{name}.html">{picture}{_title(name)}</a><br><code>{name}</code></li>'
        )
    titles = {"literature": "Games of the literature", "seed": "Games of the essay"}
    body = ""
    for folder, rows in cards.items():
        items = "\n".join(rows)
        body += f'## {titles.get(folder, folder)}\n\n<ul class="games">\n{items}\n</ul>\n\n'
    return found | {"catalog/index.md": Written(INDEX + body)}


def _title(name: str) -> str:
    from html import escape

    import gametheory_paradox as gp

    return escape(gp.load(name).title)


def _game(name: str) -> Iterator[tuple[str, Written]]:
    """The page of a game, its picture, and the files it can be taken away as."""
    import gametheory_paradox as gp
    from gametheory_paradox.bibliography import bibliography
    from gametheory_paradox.table import Table

    family = gp.load(name)
    leaf = name.rpartition("/")[2]
    yield f"catalog/{name}.yaml", Written((ROOT / FOLDER / f"{name}.yaml").read_bytes())
    files = [(f"{leaf}.yaml", "the model file")]
    for suffix, content in _files(family):
        yield f"catalog/{name}{suffix}", Written(content)
        files.append((f"{leaf}{suffix}", f"{suffix} at the baseline"))

    picture = _picture(family)
    if picture:
        yield f"catalog/{name}.svg", Written(picture)

    parts = [f"# {family.title}", f"`{name}`", _plain(family.about)]
    if picture:
        parts.append(f"![The game of {leaf}]({leaf}.svg)")
    parts += [
        f"**{word}** {_plain(text)}"
        for word, text in (("Claim.", family.claim), ("Expected.", family.prediction))
        if text
    ]
    if family.parameters:
        columns = ("parameter", "meaning", "range", "baseline", "unit", "standing")
        rows = [
            (p.name, p.meaning, f"{p.low} to {p.high}", str(p.baseline), p.unit, p.standing)
            for p in family.parameters
        ]
        parts += ["## Parameters", Table(columns, rows).markdown()]
    if family.sources:
        up = "../" * (name.count("/") + 1)
        works = ", ".join(f"[{bibliography()[key].short}]({up}references.md#{key})" for key in family.sources)
        parts.append(f"Sources: {works}.")
    taken = ", ".join(f"[{file}]({file}) ({what})" for file, what in files)
    asked = f"\n$ gametheory-paradox detect {name}" if family.questions else ""
    parts += [
        "## Take it away",
        f"~~~~console\n$ gametheory-paradox solve {name}{asked}\n~~~~",
        f"Files: {taken}.",
    ]
    page = _page_of(name)
    if page:
        up = "../" * (name.count("/") + 1)
        parts.append(f"[What this model finds, and where its numbers come from]({up}models/{page}).")
    yield f"catalog/{name}.md", Written("\n\n".join(parts) + "\n")


def _files(family: object) -> Iterator[tuple[str, bytes]]:
    """The game at its baseline in the formats of others that can hold it."""
    from tempfile import TemporaryDirectory

    import gametheory_paradox as gp

    with TemporaryDirectory() as folder:
        for suffix in (".nfg", ".efg"):
            path = Path(folder) / f"game{suffix}"
            try:
                gp.save(family.at(), path)
            except gp.ParadoxError:
                continue
            yield suffix, path.read_bytes()


def _picture(family: object) -> str:
    """The game with its formulas as SVG; empty where a picture would be too large to be read."""
    import gametheory_paradox as gp
    from gametheory_paradox.views.svg import figure_svg

    if len(getattr(family.form, "nodes", ())) > MOST_NODES:
        return ""
    try:
        return figure_svg(gp.draw(family), family.title, "n")
    except gp.Unsupported:
        return ""


def _page_of(name: str) -> str:
    """The page of docs/models about a game of the essay."""
    folder, system, *rest = name.split("/")
    if folder != "seed":
        return ""
    own = (
        f"{system}-variants.md"
        if rest and (ROOT / DOCS / "models" / f"{system}-variants.md").exists()
        else f"{system}.md"
    )
    return own if (ROOT / DOCS / "models" / own).exists() else ""


def _plain(text: str) -> str:
    """Text of a model file with its stars kept from being read as emphasis."""
    return text.replace("*", r"\*").strip()
