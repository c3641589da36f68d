"""A second checker of certificates, written from docs/certificate.md alone.

It shares no code with the package and takes other ways where the page leaves the choice: elimination on
fractions, polynomials as plain dictionaries over the charted axes, cells cut by binomial sums and into
simplices, and a statement that is simplified on the way down the tree of cells and settled by trying signs.

``python -m other_checker FILE…`` in the folder above prints ``accepted`` or the reason for the rejection;
``check(text)`` raises ``Rejected``.
"""

from __future__ import annotations

from .channels import CHANGE, CHANNELS, check_channels
from .comparisons import check_paradox_map
from .maps import check_map
from .paradoxes import PARADOX, check_paradox
from .propositions import PROPOSITION, check_proposition
from .reading import Rejected, a_text, fields, need, parse
from .selection import RULES
from .verdicts import VERDICT, check_verdict

__all__ = ["Rejected", "check", "main"]

COMMON = ("format", "kind", "paradox", "concept", "quantifier", "mover", "action", "scope", "game", "proof")
QUANTIFIERS = ("strong", "best", "worst", "possible")
SELECTING = ("option", "comparative-statics", "information")
CONCEPTS = ("nash", "subgame-perfect", "perfect-bayesian", "sequential")
ASKED = ("format", "kind", "paradox", "concept", "quantifier", "mover", "details", "least", "game", "proof")
MAP = ("over", "box", "at", "present", "absent", "undecided", "cells")
KINDS = {
    "verdict": ((*COMMON, *VERDICT), check_verdict),
    "paradox": (PARADOX, check_paradox),
    "channels": (CHANNELS, check_channels),
    "map": ((*COMMON, *MAP), check_map),
    "paradox-map": ((*ASKED, *MAP), check_paradox_map),
    "proposition": (PROPOSITION, check_proposition),
}


def check(text: str) -> None:
    """Raises `Rejected` unless the certificate proves what it claims."""
    data = parse(text)
    kind = data.get("kind")
    need(kind in KINDS if type(kind) is str else False, "there is no such kind")
    names, check_kind = KINDS[kind]
    names = CHANGE if kind == "channels" and "other" in data else names
    fields(data, *names, *(("least",) if kind == "map" and "least" in data else ()))
    need(type(data["format"]) is int and data["format"] == 1, "the format is 1")
    need(data["concept"] in CONCEPTS if type(data["concept"]) is str else False, "there are four concepts")
    if kind not in ("channels", "proposition"):
        selecting = kind not in ("map", "paradox-map") and data["paradox"] in SELECTING
        known = (*QUANTIFIERS, *RULES) if selecting else QUANTIFIERS
        need(
            data["quantifier"] in known if type(data["quantifier"]) is str else False,
            "the quantifier is none",
        )
    if kind in ("verdict", "map"):
        need(data["paradox"] == "option", "the paradox is the option paradox")
        a_text(data["action"])
    if kind != "proposition":
        a_text(data["mover"])
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
