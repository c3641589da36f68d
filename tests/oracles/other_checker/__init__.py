"""A second checker of certificates, written from the two pages about them alone.

It shares no code with the package and takes other ways where the page leaves the choice: elimination on
fractions, polynomials as plain dictionaries over the charted axes, cells cut by binomial sums and into
simplices, and a statement that is simplified on the way down the tree of cells and settled by trying signs.

``python -m other_checker FILE…`` in the folder above prints ``accepted`` or the reason for the rejection;
``check(text)`` raises ``Rejected``; of maps and measures of games that go on, and of equilibria that are
known by a box alone, and of lists of pure ones, ``Unjudged``.
"""

from __future__ import annotations

from .channels import CHANNELS, check_channels
from .comparisons import MAP, check_map
from .periods import check_over_time
from .propositions import PROPOSITION, check_proposition
from .questions import CONCEPTS
from .reading import OtherShares, Rejected, Unjudged, fields, need, parse
from .solutions import LIST, POLYGONS, check_list, check_polygons
from .verdicts import VERDICT, check_verdict

__all__ = ["OtherShares", "Rejected", "Unjudged", "check", "main"]

KINDS = {
    "verdict": (VERDICT, check_verdict),
    "channels": (CHANNELS, check_channels),
    "map": (MAP, check_map),
    "proposition": (PROPOSITION, check_proposition),
    "equilibria": (LIST, check_list),
    "payoffs": (POLYGONS, check_polygons),
}


def check(text: str) -> None:
    """Raises `Rejected` unless the certificate proves what it claims."""
    data = parse(text)
    kind = data.get("kind")
    if kind == "graph":
        raise Unjudged("graphs of states are not looked at")
    need(kind in KINDS if type(kind) is str else False, "there is no such kind")
    names, check_kind = KINDS[kind]
    fields(data, *names, *(["plans"] if kind == "channels" and "plans" in data else []))
    need(type(data["format"]) is int and data["format"] == 2, "the format is 2")
    if kind in ("equilibria", "payoffs"):
        check_kind(data)
        return
    if data["concept"] == "markov-perfect":
        check_over_time(data)
        return
    need(data["concept"] in CONCEPTS if type(data["concept"]) is str else False, "there are four concepts")
    try:
        check_kind(data)
    except RecursionError:
        raise Rejected("too deep") from None


def main(paths: list[str]) -> None:
    """Says of each file whether it proves what it claims."""
    for path in paths:
        with open(path, encoding="utf-8-sig") as file:
            text = file.read()
        try:
            check(text)
            print(f"{path}: accepted")
        except Rejected as reason:
            print(f"{path}: {reason}")
