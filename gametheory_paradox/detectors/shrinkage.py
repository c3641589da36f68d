"""Certificates made smaller: the same statement, without what its proof can do without."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from gametheory_paradox.certificates import Certificate, verify
from gametheory_paradox.certificates.propositions import proposition_statement, region_of
from gametheory_paradox.certificates.regions import paradox_statement
from gametheory_paradox.conditions.proofs.cells import AXES, EXACT_SLABS, Cell, whole_under
from gametheory_paradox.forms.records import polynomial_from_data
from gametheory_paradox.polynomials import Polynomial
from gametheory_paradox.table import Table, Tabular

STATEMENTS = {"map": paradox_statement, "proposition": proposition_statement}
NO_FACES = 0  # no body is measured where one polynomial is left
Pair = tuple[Fraction, Fraction]


@dataclass(frozen=True, repr=False)
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

    In a map or a proposition, cells that together prove no more than the cell that they were cut from are
    merged, and factorizations and values of parameters that nothing uses go.  Other proofs have nothing to
    spare: of a list of vertices, for one, each is needed to see that the others are all.

    Parameters
    ----------
    certificate
        A certificate, which is checked first; so is the smaller one.

    Raises
    ------
    CertificateRejected
        If it proves nothing.

    Examples
    --------
    >>> from gametheory_paradox.detectors import detect
    >>> from gametheory_paradox.forms import NormalForm
    >>> first, second = [[2, 4], [1, 3]], [[1, 0], [0, 2]]
    >>> game = NormalForm.from_tables(["L", "F"], [["a", "b"], ["c", "d"]], first, second)
    >>> certificate = detect(game, mover="L", action="a").certificate
    >>> shrink_certificate(certificate).certificate == certificate
    True
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
    region, split = region_of(data), set[Polynomial]()

    def factors(polynomial: Polynomial) -> tuple[Polynomial, ...]:
        split.add(polynomial)
        return region.factors(polynomial)

    claim, exception, *_ = STATEMENTS[data["kind"]](data, replace(region, factors=factors))
    exactly = sum(mark in "/=" for mark in region.cutting) <= EXACT_SLABS
    whole = whole_under(claim, exception, region.box, region.never)
    cutting, _ = _merged(iter(region.cutting), whole, exactly)
    listed = {polynomial_from_data(whole): [whole, parts] for whole, parts in data["proof"]["factors"]}
    used = [
        entry
        for whole, entry in listed.items()
        if whole in split and sum(any(powers for _, powers in part) for part in entry[1]) > 1
    ]

    named = set(_words([data.get(field) for field in ("game", "details", "claim", "assuming")]))
    return {
        **data,
        "values": {name: value for name, value in data["values"].items() if name in named},
        "cells": len(cutting) // 2 + 1,
        "proof": {**data["proof"], "factors": used, "cutting": cutting},
    }


def _merged(marks: Iterator[str], cell: Cell, exactly: bool) -> tuple[str, Pair | None]:
    """The next part of a cutting, about this cell, in as few cells as prove the same, and what it proves.

    What is proved is the share of the cell where the claim holds, and where it fails; None where that takes
    measuring bodies.  Shares that are rounded before they are added up stay as they are, and do not become
    more.
    """
    mark = next(marks)
    if mark not in AXES:
        return mark, None if mark == "=" else cell.shares(mark, NO_FACES)[:2]
    (lower, below), (upper, above) = [_merged(marks, half, exactly) for half in cell.halves(AXES.index(mark))]
    apart = mark + lower + upper
    if below is None or above is None:
        return apart, None

    both = (below[0] + above[0]) / 2, (below[1] + above[1]) / 2
    whole = "?" if cell.mark == "=" else cell.mark
    stays = exactly and whole in apart if whole == "/" else exactly or "/" not in apart
    return whole if stays and cell.shares(whole, NO_FACES)[:2] == both else apart, both


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
