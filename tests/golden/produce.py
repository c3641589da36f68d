"""What the golden files hold: answers of the whole program as text, so that a person can read what a change does to them."""

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import gametheory_paradox as gp
from gametheory_paradox.paradoxes.option import QUANTIFIERS

HERE = Path(__file__).parent
SEED = "seed/trade-restriction"
MOVE = {"mover": "Pakistan", "action": "restrict", "at": "after suppress"}
BREAK_BEFORE = {
    "h1",
    "h2",
    "h3",
    "h4",
    "p",
    "tr",
    "li",
    "dt",
    "dd",
    "caption",
    "summary",
    "section",
    "figure",
    "figcaption",
    "div",
}
LEAVE_OUT = {"script", "style", "svg", "head"}


def moves(family: gp.GameFamily) -> Iterator[dict[str, str]]:
    """Every action of every player that can be taken away at one place."""
    for info in family.form.information_sets:
        for action in info.actions if len(info.actions) > 1 else ():
            yield {"mover": info.player, "action": action} | ({"at": info.name} if info.name else {})


def concept_of(family: gp.GameFamily) -> str | None:
    """Sequential equilibrium where something is hidden, else what ``detect`` takes by itself."""
    form = family.form
    return "sequential" if isinstance(form, gp.ExtensiveForm) and not form.has_perfect_information else None


def verdicts() -> str:
    """For every game of the catalog at its baseline and every move, the verdict under each quantifier."""
    lines = []
    for name in gp.catalog.names():
        family = gp.load(name)
        lines += ["", name]
        for move in moves(family):
            lines.append(f"  {', '.join(move.values())}")
            for quantifier in QUANTIFIERS:
                verdict = gp.detect(family, quantifier=quantifier, concept=concept_of(family), **move)
                lines.append(f"    {quantifier}: {verdict.name}; {verdict.why}")
    return "\n".join(lines[1:]) + "\n"


def conditions() -> str:
    """For every game of the catalog with parameters and every move, where the strong paradox is present, as formulas."""
    lines = []
    for name in gp.catalog.names():
        family = gp.load(name)
        if family.parameters:
            lines += ["", name]
            for move in moves(family):
                try:
                    found = gp.thresholds(family, **move)
                except gp.Unsupported as problem:
                    lines.append(f"  {', '.join(move.values())}: not offered: {problem}")
                    continue
                lines.append(f"  {', '.join(move.values())}: {found.present}")
                if str(found.open) != "never":
                    lines.append(f"    nothing is claimed: {found.open}")
    return "\n".join(lines[1:]) + "\n"


def shares() -> str:
    """For the trade restriction and its control, the proved share of the box over every two parameters."""
    lines = []
    for name, values in ((SEED, {}), (SEED, {"r_C": 60, "k": 10}), (f"{SEED}/control", {"k": 10})):
        family = gp.load(name)
        lines += ["", f"{name}  {', '.join(f'{k} = {v}' for k, v in values.items()) or 'at its baseline'}"]
        free = [p.name for p in family.parameters if p.low < p.high]
        for pair in combinations(free, 2):
            found = gp.chart(family, over=pair, values=values, budget=None, gap="1/200", **MOVE)
            lines.append(f"  {', '.join(pair)}: {' to '.join(map(str, found.share))}, {found.cells} cells")
    return "\n".join(lines[1:]) + "\n"


def page() -> str:
    """What a report about the trade restriction says."""
    with TemporaryDirectory() as folder:
        path = gp.report(gp.load(SEED), Path(folder) / "report.html", over=["r_C", "k"], budget=None, **MOVE)
        return said(path.read_text(encoding="utf-8"))


def said(html: str) -> str:
    """The words of a page, without pictures."""
    reader = _Words()
    reader.feed(html)
    lines = [re.sub(r"\s+([.,;:])", r"\1", " ".join(line.split())) for line in "".join(reader.words).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.hidden += tag in LEAVE_OUT
        if tag in BREAK_BEFORE:
            self.words.append("\n\n" if tag in ("h1", "h2", "h3") else "\n")
        elif tag in ("td", "th"):
            self.words.append(" | ")
        elif tag in ("br", "span", "small"):
            self.words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in LEAVE_OUT

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.words.append(data.replace("\n", " "))


GOLDEN: dict[str, Callable[[], str]] = {
    "verdicts.txt": verdicts,
    "conditions.txt": conditions,
    "shares.txt": shares,
    "report.txt": page,
}
