"""The golden files: answers of the whole program as text, for a person to read."""

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from html.parser import HTMLParser
from itertools import combinations
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from literature.essay_by_hand import SYSTEMS, System
from witnesses.catalog_games import single_games

import gametheory_paradox as gp
from gametheory_paradox.detectors.memory import remembering
from gametheory_paradox.models import Parameter
from gametheory_paradox.paradoxes.question import QUANTIFIERS
from gametheory_paradox.studies.refusals import solution_concept

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
# Games whose conditions take long to write down: only those of the move they are about, or none.
ONE_MOVE = (
    "seed/engagement",
    "seed/inclusive-government",
    "seed/unable-or-unwilling",
    "seed/trade-restriction/audience",
    "seed/trade-restriction/degrees",
    "seed/trade-restriction/ttp",
)
NO_MOVE = ("seed/collective-action", "seed/corridor", "seed/deportation")
LEAVE_OUT = {"script", "style", "svg", "head"}


def moves(family: gp.GameFamily) -> Iterator[dict[str, str]]:
    """Every action of every player that can be taken away at one place."""
    for info in family.form.information_sets:
        for action in info.actions if len(info.actions) > 1 else ():
            yield {"mover": info.player, "action": action} | ({"at": info.name} if info.name else {})


def asked(family: gp.GameFamily) -> Iterator[dict[str, str]]:
    """All moves; in the essay's trees, but for the trade restriction, only the one the file asks about."""
    question = family.question
    if (
        question is None
        or not question.at
        or not question.action
        or family.origin.startswith(SEED)
        or not family.origin.startswith("seed/")
    ):
        yield from moves(family)
    else:
        yield from (
            {"mover": question.mover, "action": " and ".join(question.action), "at": place}
            for place in question.at
        )


def verdicts() -> str:
    """For every game of the catalog at its baseline and every move, the verdict under each quantifier."""
    return "\n".join(verdicts_of(name) for name in single_games())


def verdicts_of(name: str) -> str:
    """The verdicts about one game."""
    family, lines = gp.load(name), [name]
    with remembering():
        for move in listed(family):
            lines.append(f"  {', '.join(move.values())}")
            for quantifier in QUANTIFIERS:
                verdict = gp.detect(family, quantifier=quantifier, concept=solution_concept(family), **move)
                lines.append(f"    {quantifier}: {verdict.name}; {verdict.why}")
    return "\n".join(lines) + "\n"


def conditions() -> str:
    """For every game of the catalog and every move, where the strong paradox is present, as formulas."""
    lines = []
    for name in single_games():
        family = gp.load(name)
        if family.parameters and not name.endswith("/seen"):  # there the verdict is "impossible"
            lines += ["", name]
            for move in asked_as_formulas(family):
                try:
                    found = gp.thresholds(family, **move)
                except gp.Unsupported as problem:
                    lines.append(f"  {', '.join(move.values())}: not offered: {problem}")
                    continue
                lines.append(f"  {', '.join(move.values())}: {found.present}")
                if str(found.open) != "never":
                    lines.append(f"    nothing is claimed: {found.open}")
    return "\n".join(lines[1:]) + "\n"


def listed(family: gp.GameFamily) -> list[dict[str, str]]:
    """The moves whose verdicts are written down: of a large game, those of the player it is about."""
    whole = not family.origin.startswith(ONE_MOVE + NO_MOVE)
    return [move for move in asked(family) if whole or move["mover"] == family.question.mover]


def asked_as_formulas(family: gp.GameFamily) -> list[dict[str, str]]:
    """The moves whose conditions are written down."""
    if family.origin.startswith(NO_MOVE):
        return []
    if not family.origin.startswith(ONE_MOVE):
        return list(asked(family))
    about = family.question
    return [
        move
        for move in asked(family)
        if (move["mover"], move["action"]) == (about.mover, " and ".join(about.action))
    ]


def shares() -> str:
    """For the trade restriction and its control, the proved share of the box over every two parameters."""
    lines = []
    for name, values in ((SEED, {}), (SEED, {"r_C": 60, "k": 10}), (f"{SEED}/control", {"k": 10})):
        family = gp.load(name)
        lines += ["", f"{name}  {', '.join(f'{k} = {v}' for k, v in values.items()) or 'at its baseline'}"]
        free = [p.name for p in family.parameters if p.low < p.high]
        for pair in combinations(free, 2):
            found = gp.chart(family, over=pair, values=values, budget=None, undecided="1/200", **MOVE)
            lines.append(f"  {', '.join(pair)}: {' to '.join(map(str, found.share))}, {found.cells} cells")
    return "\n".join(lines[1:]) + "\n"


def essay_shares() -> str:
    """For the essay's systems, how much of the box the strong paradox fills: proved, and by a sample."""
    lines = [
        f"The proved bounds are those of a map of at most {CELLS} cells over all parameters that matter.",
        f"The sampled share is that of {SAMPLE} points of the same box, "
        "decided by the formulas derived by hand: no proof.",
    ]
    for system in SYSTEMS:
        lines += ["", system.title]
        for width in ("1/2", 1, 2):
            family = widened(gp.load(system.name), Fraction(width))
            over = [name for name in system.over if family.box[name][0] < family.box[name][1]]
            low, high = gp.chart(
                family, over=over, budget=None, cells=CELLS, undecided="1/200", **system.request
            ).share
            bounds = f"{math.floor(low * 10**4) / 10**4:.4f} to {math.ceil(high * 10**4) / 10**4:.4f}"
            lines.append(
                f"  ranges {width} times as wide: proved {bounds}; "
                f"sampled {sampled(system, family, over):.3f}"
            )
    return "\n".join(lines) + "\n"


SAMPLE = 5000
CELLS = 200


def sampled(system: System, family: gp.GameFamily, over: list[str]) -> float:
    """The share of points at which, by hand, every equilibrium without beats every one with."""
    random, hits = Random(1), 0
    for _ in range(SAMPLE):
        point = {p.name: float(p.baseline) for p in family.parameters}
        point |= {name: random.uniform(*map(float, family.box[name])) for name in over}
        (_, most), (least_without, _) = system.by_hand(point)
        hits += least_without > most + 1e-9
    return hits / SAMPLE


def widened(family: gp.GameFamily, factor: Fraction) -> gp.GameFamily:
    """The family with every range drawn out from its baseline, as far as signs and probabilities allow."""

    def stretch(p):
        low, high = p.baseline - factor * (p.baseline - p.low), p.baseline + factor * (p.high - p.baseline)
        low = max(low, p.low) if 0 <= p.low <= Fraction(1, 100) else low
        high = min(high, max(p.high, Fraction(99, 100))) if p.unit == "probability" else high
        return replace(p, low=low, high=high)

    return replace(family, parameters=tuple(map(stretch, family.parameters)))


PAIRED: tuple[tuple[str, tuple[str, str], dict[str, object]], ...] = (
    ("seed/power-vacuum", ("r_N", "h"), {}),
    ("seed/power-vacuum/control", ("r_N", "h"), {}),
    ("seed/power-vacuum/coercers", ("r_N", "h"), {"coalition": ["Pakistan", "West"]}),
    ("seed/power-vacuum/coercers-control", ("r_N", "h"), {"coalition": ["Pakistan", "West"]}),
    ("seed/karakoram", ("S", "H_p"), {}),
    ("seed/karakoram", ("S", "H_p"), {"action": "guard highway"}),
    ("seed/karakoram/control", ("S", "H_p"), {}),
    ("seed/karakoram/two-defenders", ("f_C", "f_P"), {}),
    ("seed/karakoram/two-defenders-control", ("f_C", "f_P"), {}),
    ("seed/private-security/unasked", ("a", "f"), {}),
    ("seed/private-security/measure", ("a", "f"), {}),
    ("seed/rivalry", ("k", "d"), {}),
    ("seed/rivalry/control", ("k", "d"), {}),
)


def scaled(family: gp.GameFamily, factor: Fraction) -> gp.GameFamily:
    """Each range drawn towards the baseline or away from it, not across zero nor, for shares, one."""

    def bounds(p: Parameter) -> Parameter:
        low, high = (p.baseline + factor * (end - p.baseline) for end in (p.low, p.high))
        low = max(low, min(p.low, Fraction(1, 100))) if p.low >= 0 else low
        high = min(high, Fraction(0)) if p.high <= 0 else high
        return replace(p, low=low, high=min(high, Fraction(1)) if "share" in (p.unit or "") else high)

    return replace(family, parameters=tuple(bounds(p) for p in family.parameters))


def systems() -> str:
    """The proved share of the box over two parameters, as declared and at half and double width."""
    lines = []
    for name, pair, more in PAIRED:
        family = gp.load(name)
        assert family.question
        move = {
            "mover": family.question.mover,
            "action": family.question.action,
            "at": family.question.at,
            **more,
        }
        lines.append(f"{name}: {' and '.join(move['action'])}, over {' and '.join(pair)}")
        for width, factor in (("declared", 1), ("half", Fraction(1, 2)), ("double", 2)):
            found = gp.chart(
                scaled(family, Fraction(factor)), over=pair, budget=None, undecided="1/1000", **move
            )
            lines.append(f"  {width}: {' to '.join(map(str, found.share))}, {found.cells} cells")
    return "\n".join(lines) + "\n"


def page() -> str:
    """What a report about the trade restriction says."""
    with TemporaryDirectory() as folder:
        path = gp.report(gp.load(SEED), Path(folder) / "report.html", over=["r_C", "k"], budget=None, **MOVE)
        return said(path.read_text(encoding="utf-8"))


def said(html: str) -> str:
    """The words of a page, without pictures."""
    reader = _Words()
    reader.feed(html)
    lines = [
        re.sub(r"\s+([.,;:])", r"\1", " ".join(line.split())) for line in "".join(reader.words).split("\n")
    ]
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


SLOW = {"report.txt", "verdicts.txt", "conditions.txt", "essay_shares.txt", "systems.txt"}
GOLDEN: dict[str, Callable[[], str]] = {
    "verdicts.txt": verdicts,
    "conditions.txt": conditions,
    "shares.txt": shares,
    "essay_shares.txt": essay_shares,
    "systems.txt": systems,
    "report.txt": page,
}
