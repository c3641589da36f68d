"""Certificates made smaller: the same statement, without what its proof can do without."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from gametheory_paradox.certificates import Certificate, verify
from gametheory_paradox.certificates.maps import paradox_statement
from gametheory_paradox.certificates.propositions import proposition_statement
from gametheory_paradox.certificates.regions import Region
from gametheory_paradox.claims.parameters.cells import EXACT_SLABS, Cell, mark_of
from gametheory_paradox.claims.parameters.volumes import Volumes
from gametheory_paradox.games.written_formulas import polynomial_from_data
from gametheory_paradox.polynomials import Polynomial
from gametheory_paradox.table import Table, Tabular

STATEMENTS = {"map": paradox_statement, "proposition": proposition_statement}
UNMEASURED = Volumes(0)  # no body is measured where one polynomial is left


@dataclass(frozen=True)
class Shrinkage(Tabular):
    """A certificate made smaller, and its size before and after.

    Parameters
    ----------
    certificate
        The smaller certificate.
    before, after
        The bytes of each as JSON without spaces.
    """

    certificate: Certificate
    before: int
    after: int

    def table(self) -> Table:
        """The two sizes."""
        return Table(("certificate", "bytes"), (("before", self.before), ("after", self.after)))


def shrink_certificate(certificate: Certificate) -> Shrinkage:
    """Drops what the proof of a certificate can do without; the statement and its shares stay.

    In a map or a proposition, halvings whose two halves say the same go, if the whole cell can say it too,
    and so do factorizations and values of parameters that nothing uses.  Other proofs have nothing to spare:
    of a list of vertices, for one, each is needed to see that the others are all.

    Parameters
    ----------
    certificate
        A certificate, which is checked first; so is the smaller one.

    Raises
    ------
    CertificateRejected
        If it proves nothing.
    """
    verify(certificate)
    data: Mapping[str, Any] = certificate.data
    if data["kind"] in STATEMENTS:
        certificate = Certificate(_over_a_box(data))
        verify(certificate)
    return Shrinkage(certificate, _bytes(data), _bytes(certificate.data))


def _bytes(data: Mapping[str, object]) -> int:
    return len(json.dumps(data, separators=(",", ":"), ensure_ascii=False).encode())


def _over_a_box(data: Mapping[str, Any]) -> dict[str, object]:
    """The fields of a map or of a proposition, with as few cells, factorizations and values as will do."""
    region, split = Region.read(data), set[Polynomial]()

    def factors(polynomial: Polynomial) -> tuple[Polynomial, ...]:
        split.add(polynomial)
        return region.factors(polynomial)

    claim, exception, *_ = STATEMENTS[data["kind"]](data, replace(region, factors=factors))
    exactly = sum(mark in "/=" for mark in region.cutting) <= EXACT_SLABS
    cutting = _merged(iter(region.cutting), Cell.whole(claim, exception, region.box), exactly)
    used = [
        [whole, parts]
        for whole, parts in data["proof"]["factors"]
        if parts != [whole] and polynomial_from_data(whole) in split
    ]

    named = set(_words([data.get(field) for field in ("game", "details", "claim", "assuming")]))
    return {
        **data,
        "values": {name: value for name, value in data["values"].items() if name in named},
        "cells": len(cutting) // 2 + 1,
        "proof": {"factors": used, "cutting": cutting},
    }


def _merged(marks: Iterator[str], cell: Cell, exactly: bool) -> str:
    """The next part of a cutting, about this cell, in as few cells as prove the same.

    Shares of slabs add up to that of the slab in which they lie, unless they were rounded.
    """
    mark = next(marks)
    if not mark.isdecimal():
        return mark
    halves = cell.halves(int(mark))
    lower, upper = (_merged(marks, half, exactly) for half in halves)

    same = lower == upper and lower in ("?", mark_of(cell))
    if same and lower == "/":
        below, above = (half.shares("/", UNMEASURED) for half in halves)
        mean = tuple((x + y) / 2 for x, y in zip(below, above, strict=True))
        same = exactly and cell.shares("/", UNMEASURED) == mean
    return lower if same else mark + lower + upper


def _words(data: object) -> Iterator[str]:
    """All text in some data."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        yield from data
        yield from _words([*data.values()])
    elif isinstance(data, list):
        for part in data:
            yield from _words(part)
