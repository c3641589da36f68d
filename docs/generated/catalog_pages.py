"""The catalog as pages: each game with its picture, what it says of itself, and files to take away."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generated.addresses import DOCS, ROOT
from generated.written import Written

FOLDER = "gametheory_paradox/catalog"
TITLES = {
    "seed": "Games of the essay",
    "literature": "Games of the literature",
    "conflicts": "Graph models of conflict",
}
MOST_NODES = 80  # of a tree whose picture is still read on a page
INDEX = """# The catalog

Every game that comes with the package. `gp.load`, for graph models `gp.as_graph`, and the command line
take the name under the picture; the file behind it is one YAML file whose path is its name. What is known
of the games of the literature, with sources, stands in [one table](../catalog.md); the essay's systems
have [pages of their own](../models/index.md).

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
        found |= dict(_page(name))
        picture = f'<img src="{name}.svg" alt="" loading="lazy">' if f"catalog/{name}.svg" in found else ""
        cards.setdefault(name.split("/")[0], []).append(
            f'<li><a href="{name}.html">{picture}{_title(name)}</a><br><code>{name}</code></li>'
        )
    body = ""
    for folder, title in TITLES.items():
        items = "\n".join(cards[folder])
        body += f'## {title}\n\n<ul class="games">\n{items}\n</ul>\n\n'
    return found | {"catalog/index.md": Written(INDEX + body)}


def _title(name: str) -> str:
    from html import escape

    return escape(_read(name).title)


def _read(name: str) -> Any:
    """A game of the catalog, or a graph model."""
    import gametheory_paradox as gp
    from gametheory_paradox.catalog import graphs

    return gp.as_graph(name) if name in graphs() else gp.load(name)


def _page(name: str) -> Iterator[tuple[str, Written]]:
    """The page of a game or a graph model, its picture, and the files it can be taken away as."""
    from gametheory_paradox.models import GraphModel

    model = _read(name)
    leaf = name.rpartition("/")[2]
    yield f"catalog/{name}.yaml", Written((ROOT / FOLDER / f"{name}.yaml").read_bytes())
    files = [(f"{leaf}.yaml", "the model file")]
    if isinstance(model, GraphModel):
        shown, parts, asked = _moves(model), _conflict(model), ["stability"]
    else:
        asked = ["solve", "detect"] if model.questions else ["solve"]
        shown, parts = _picture(model), _parameters(model)
        for suffix, content in _files(model):
            yield f"catalog/{name}{suffix}", Written(content)
            files.append((f"{leaf}{suffix}", f"{suffix} at the baseline"))
    if shown:
        yield f"catalog/{name}.svg", Written(shown)

    # From the top: what it is, its picture, what is said of it, what it consists of, how to go on.
    up = "../" * (name.count("/") + 1)
    head = [f"# {model.title}", f"`{name}`", _plain(model.about)]
    if shown:
        head.append(f"![The picture of {leaf}]({leaf}.svg)")
    claims = (("Claim.", model.claim), ("Expected.", model.prediction))
    head += [f"**{word}** {_plain(text)}" for word, text in claims if text]
    foot = _onward(name, model.sources, asked, files, up)
    yield f"catalog/{name}.md", Written("\n\n".join([*head, *parts, *foot]) + "\n")


def _parameters(family: Any) -> list[str]:
    """The parameters of a game, where it has some."""
    from gametheory_paradox.table import Table

    if not family.parameters:
        return []
    columns = ("parameter", "meaning", "range", "baseline", "unit", "standing")
    rows = [
        (p.name, p.meaning, f"{p.low} to {p.high}", str(p.baseline), p.unit, p.standing)
        for p in family.parameters
    ]
    return ["## Parameters", Table(columns, rows).markdown()]


def _conflict(model: Any) -> list[str]:
    """The states and moves of a graph model, and how its players rank the states."""
    from gametheory_paradox.table import Table

    table = model.table()
    ranks = [f"* {own.player}: {_plain(model.order_said(own))}" for own in model.ranking.orders]
    start = [] if model.start is None else [f"The status quo is *{model.states[model.start]}*."]
    return [
        "## States and moves",
        Table(table.columns, table.rows).markdown(),
        *start,
        "## Preferences",
        "Best first, or the comparisons that are known:",
        "\n".join(ranks),
        "[What a graph model is, and what lasts in this one](../../../graph-model.md).",
    ]


def _onward(
    name: str, sources: tuple[str, ...], asked: list[str], files: list[tuple[str, str]], up: str
) -> list[str]:
    """The end of a page: works, commands, files, and the page of the model."""
    from gametheory_paradox.bibliography import bibliography

    parts = []
    if sources:
        works = ", ".join(f"[{bibliography()[key].short}]({up}references.md#{key})" for key in sources)
        parts.append(f"Sources: {works}.")
    taken = ", ".join(f"[{file}]({file}) ({what})" for file, what in files)
    commands = "\n".join(f"$ gametheory-paradox {command} {name}" for command in asked)
    parts += ["## Take it away", f"~~~~console\n{commands}\n~~~~", f"Files: {taken}."]
    page = _page_of(name)
    if page:
        parts.append(f"[What this model finds, and where its numbers come from]({up}models/{page}).")
    return parts


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
    from gametheory_paradox.views.canvas import figure_svg

    if len(getattr(family.form, "nodes", ())) > MOST_NODES:
        return ""
    try:
        return figure_svg(gp.draw(family), family.title, "n")
    except gp.Unsupported:
        return ""


def _moves(model: Any) -> str:
    """The moves of a graph model, step by step from its status quo, as SVG; empty where it names none."""
    import gametheory_paradox as gp
    from gametheory_paradox.views.canvas import figure_svg

    if model.start is None:
        return ""
    path = gp.concepts.evolution(model, improvements=False)
    return figure_svg(gp.draw(path), model.title, "n")


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
