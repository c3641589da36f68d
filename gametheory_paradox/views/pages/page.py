"""A page that stands alone: its frame, its parts, and its style."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from pathlib import Path

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.table import Record
from gametheory_paradox.views.canvas import Figure, figure_svg, player_ink, player_light

# One self-contained HTML page: its frame, and the few kinds of things that stand on it
# ----------------------------------------------------------------------------

WIDE = 560.0  # a picture wider than so many points is scrolled on a narrow screen, not shrunk
NARROW = 400.0  # beside a picture narrower than so many points there is room for its caption


@dataclass(frozen=True, repr=False)
class Section(Record):
    """A heading, what stands below it as HTML, and its place; a section without content is left out."""

    title: str
    content: str
    place: str = ""


# Nothing is fetched, whatever a name in a model tries: the page is all there is.
NO_NETWORK = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
SCRIPTS = ("checker.js", "page.js")  # of a page that lives, before its own, in this order


def render_page(
    *,
    title: str,
    kicker: str,
    lead: str,
    answer: str,
    sections: Sequence[Section],
    footer: str,
    script: str = "",
    data: Mapping[str, object] | None = None,
) -> str:
    """The whole page.

    Parameters
    ----------
    title, kicker
        The heading and the words above it, as text.
    lead, answer, footer
        The paragraph below the heading, the panel at the top and the lines at the end, as HTML.
    sections
        The sections between.
    script, data
        For a page that lives: the file of its script, and what that starts from, if anything.
    """
    style = text_of("page.css") + player_colors()
    body = "\n".join(
        f"<section{_named(s.place)}>\n<h2>{escape(s.title)}</h2>\n{s.content}\n</section>"
        for s in sections
        if s.content
    )
    opening = f'<p class="lead">{lead}</p>\n' if lead else ""

    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{NO_NETWORK}">\n'
        f"<title>{escape(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n"
        f'<header>\n<p class="kicker">{escape(kicker)}</p>\n<h1>{escape(title)}</h1>\n{opening}</header>\n'
        f"{answer}\n{body}\n<footer>\n{footer}\n</footer>\n</main>\n"
        f"{_living(script, data) if script else ''}</body>\n</html>\n"
    )


def _living(script: str, data: Mapping[str, object] | None) -> str:
    """The scripts of a page as text, and what they start from."""
    start = "" if data is None else f"{embedded('live-data', json.dumps(data, ensure_ascii=False))}\n"
    return start + "".join(f"<script>\n{text_of(name)}</script>\n" for name in (*SCRIPTS, script))


def text_of(name: str) -> str:
    """A script or style sheet of this folder."""
    return files("gametheory_paradox.views.pages").joinpath(name).read_text(encoding="utf-8")


def embedded(name: str, text: str, kind: str = "", **more: str) -> str:
    r"""JSON that stands in the page and runs nowhere: no text in it can end its element.

    Examples
    --------
    >>> embedded("data", '{"player": "</script>"}')
    '<script type="application/json" id="data">{"player": "\\u003c/script>"}</script>'
    """
    held = f' class="{kind}"' if kind else ""
    extra = "".join(f' data-{key}="{escape(value)}"' for key, value in more.items())
    safe = text.replace("<", "\\u003c")
    return f'<script type="application/json" id="{escape(name)}"{held}{extra}>{safe}</script>'


def player_colors(most: int = 50) -> str:
    """The style rules that give text about a player its color, on white and on a dark screen."""
    on_white = "".join(f".p{who} {{ color: {player_ink(who)}; }}\n" for who in range(most))
    on_dark = "".join(f".p{who} {{ color: {player_light(who)}; }}\n" for who in range(most))
    return f"{on_white}@media screen and (prefers-color-scheme: dark) {{\n{on_dark}}}\n"


def answer_panel(
    answer: str, word: str, sentence: str, more: Sequence[str], facts: Sequence[tuple[str, str, str]]
) -> str:
    """The answer at the top of a page.

    Parameters
    ----------
    answer, word
        The answer, such as *present*, and the words for it.
    sentence, more
        The answer in a sentence, and what else must be said, as HTML.
    facts
        A few figures, each with what stands above and below it, as HTML.
    """
    paragraphs = "".join(f"<p>{line}</p>\n" for line in more)
    figures = "".join(
        f"<div><dt>{term}</dt><dd>{value}{f'<small>{below}</small>' if below else ''}</dd></div>"
        for term, value, below in facts
    )
    listed = f'<dl class="facts">{figures}</dl>\n' if facts else ""
    return (
        f'<div class="answer {answer}" data-verdict="{escape(answer)}">\n'
        f'<p class="verdict">{escape(word)}</p>\n'
        f'<p class="sentence">{sentence}</p>\n'
        f"{listed}{paragraphs}</div>"
    )


def badge(answer: str) -> str:
    """A verdict as a small label."""
    return f'<span class="badge {answer}">{escape(answer)}</span>'


def emphasized(text: str) -> str:
    """A sentence as HTML, with the names in it that stand in quotation marks emphasized instead."""
    return re.sub("“(.*?)”", r"<em>\1</em>", escape(text))


def picture(
    figure: Figure, label: str, caption: str, prefix: str, places: Mapping[str, object] | None = None
) -> str:
    """A figure with its caption.

    Parameters
    ----------
    figure, caption, prefix
        The figure, the words below it as HTML, and what begins every name inside.
    label
        What it shows, to readers who cannot see it.
    places
        Where things stand in it, in points, for a script to draw upon.
    """
    wide = figure.get_figwidth() * 72 > WIDE
    hint = '<p class="scroll-hint">Scroll sideways to see all of it.</p>' if wide else ""
    kind = "picture wide" if wide else "picture"
    beside = ' class="side"' if not wide and figure.get_figwidth() * 72 < NARROW else ""
    known = "".join(f' data-{key}="{escape(json.dumps(value))}"' for key, value in (places or {}).items())
    scrolled = ' tabindex="0"' if wide else ""
    return (
        f'<figure{beside}{known}>\n<div class="{kind}"{scrolled}>'
        f"{figure_svg(figure, label, prefix)}</div>\n{hint}"
        f"<figcaption>{caption}</figcaption>\n</figure>"
    )


def rows_table(columns: Sequence[str], rows: Sequence[Sequence[str]], kind: str = "") -> str:
    """A table of HTML cells that becomes a list of cards on a narrow screen; the first cell heads its row."""
    head = "".join(f'<th scope="col">{escape(column)}</th>' if column else "<td></td>" for column in columns)
    body = ""
    for first, *rest in rows:
        cells = "".join(
            f'<td data-label="{escape(c)}">{cell}</td>' for c, cell in zip(columns[1:], rest, strict=True)
        )
        heading = f'<th scope="row">{first}</th>' if first else "<td></td>"
        body += f"<tr>{heading}{cells}</tr>\n"
    table = f'<table class="stack {kind}">\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>'
    return f'<div class="table">{table}</div>'


def paragraphs(*texts: str) -> str:
    """Paragraphs of HTML; empty ones are left out."""
    return "\n".join(f"<p>{text}</p>" for text in texts if text)


def bullets(items: Sequence[str]) -> str:
    """A list of HTML items."""
    lines = "\n".join(f"<li>{item}</li>" for item in items)
    return f"<ul>\n{lines}\n</ul>" if items else ""


def folded(summary: str, content: str) -> str:
    """Folds what is read at a click; nothing where there is no content."""
    return f"<details>\n<summary>{escape(summary)}</summary>\n{content}\n</details>" if content else ""


def download(name: str, text: str, words: str, place: str, *, is_main: bool = False) -> str:
    """A link that saves ``text`` as a file, carried in the page itself, and room for what checking it says.

    Parameters
    ----------
    name, text, words
        The file, its content as JSON, and the words of the link.
    place
        The name of the element that carries it.
    is_main
        Whether it proves the answer on top of the page.
    """
    held = embedded(place, text, "certificate", **({"main": "yes"} if is_main else {}))
    link = saving(name, words, place, "download")
    return f'<p>{link} <span class="outcome" data-outcome="{place}"></span></p>\n{held}'


def saving(name: str, words: str, place: str, kind: str) -> str:
    """A link of some kind that saves what the element called ``place`` carries as the file ``name``."""
    return (
        f'<a class="{kind}" download="{escape(name)}" href="#{place}" data-from="{place}">{escape(words)}</a>'
    )


def _named(place: str) -> str:
    return f' id="{escape(place)}"' if place else ""


# A page shown in a notebook: the saved file, whole, in a frame of its own
# -------------------------------------------------------------------------

HEIGHT = 640  # pixels


@dataclass(frozen=True, repr=False)
class Frame(Record):
    """A page that a notebook shows below the cell, sliders and all.

    It stands in the notebook as text, so that it is there without its file and without a network.  What its
    scripts can reach ends at the frame.

    Parameters
    ----------
    page
        The file it was read from.
    html
        What it holds.
    height
        In pixels.
    """

    page: str
    html: str
    height: int = HEIGHT

    def __str__(self) -> str:
        return f"{self.page}, in a frame of its own: run the cell, or open the file in a browser"

    def _repr_html_(self) -> str:
        shape = f'width="100%" height="{self.height}" style="border:1px solid;box-sizing:border-box"'
        allowed = 'sandbox="allow-scripts allow-downloads"'
        return f'<iframe title="{escape(self.page)}" {shape} {allowed} srcdoc="{escape(self.html)}"></iframe>'


def framed(path: str | Path, *, height: int = HEIGHT) -> Frame:
    """Reads a page that ``report`` wrote, so that a notebook shows it below the cell.

    Parameters
    ----------
    path
        The file, as ``report`` returns it.
    height
        Of the frame, in pixels.

    Returns
    -------
    Frame

    Raises
    ------
    InvalidGame
        If the file cannot be read.

    Examples
    --------
    >>> framed("nothing.html")
    Traceback (most recent call last):
    ...
    gametheory_paradox.errors.InvalidGame: nothing.html: this page cannot be read; report(…) writes one
    """
    try:
        html = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise InvalidGame(f"{path}: this page cannot be read; report(…) writes one") from None
    return Frame(Path(path).name, html, height)
