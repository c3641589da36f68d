"""A second checker of certificates, written from docs/certificate.md alone.

It shares no code with the package and takes other ways where the page leaves the choice: elimination on fractions, polynomials as
plain dictionaries over the charted axes, cells cut by binomial sums, and a statement that is simplified on the way down the
tree of cells and settled by trying signs.

``python -m other_checker FILE…`` in the folder above prints ``accepted`` or the reason for the rejection; ``check(text)``
raises ``Rejected``.
"""

from __future__ import annotations

from .maps import check_map
from .reading import Rejected, a_text, fields, need, parse
from .verdicts import VERDICT, check_verdict

__all__ = ["Rejected", "check", "main"]

COMMON = ("format", "kind", "paradox", "concept", "quantifier", "mover", "action", "scope", "game", "proof")
CONCEPTS = ("nash", "subgame-perfect", "perfect-bayesian", "sequential")
MAP = ("over", "box", "at", "present", "absent", "undecided", "cells")


def check(text: str) -> None:
    """Raises `Rejected` unless the certificate proves what it claims."""
    data = parse(text)
    kind = data.get("kind")
    need(kind in ("verdict", "map") if type(kind) is str else False, "the kind is verdict or map")
    fields(data, *COMMON, *(VERDICT if kind == "verdict" else MAP))
    need(type(data["format"]) is int and data["format"] == 1, "the format is 1")
    need(data["paradox"] == "option", "the paradox is the option paradox")
    need(data["concept"] in CONCEPTS, "there are four concepts")
    need(data["quantifier"] in ("strong", "best", "worst", "possible"), "there are four quantifiers")
    a_text(data["mover"]), a_text(data["action"])
    (check_verdict if kind == "verdict" else check_map)(data)


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
