"""Answers of ``prove``: proved, refuted by a point, or open."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import ClassVar, TypeAlias

from gametheory_paradox.certificates import Certificate
from gametheory_paradox.detectors import Depends, Verdict
from gametheory_paradox.solvers import Equilibria
from gametheory_paradox.table import Table, Tabular

Evidence: TypeAlias = Verdict | tuple[Equilibria, ...]


@dataclass(frozen=True, repr=False)
class Answer(Tabular):
    """An answer about a claim.

    Parameters
    ----------
    claim
        The claim in words.
    assuming
        What is assumed.
    scales
        Of a ranking: what each gap or level is that stands by name.
    """

    claim: str
    assuming: tuple[str, ...]
    scales: Mapping[str, str] = field(default_factory=dict, kw_only=True)

    name: ClassVar[str] = ""

    def rows(self) -> list[tuple[str, str]]:
        """The reasons for the answer."""
        return []

    def to_data(self) -> dict[str, object]:
        """As JSON, in the shape the command line prints."""
        said = {"answer": self.name, "claim": self.claim, "assuming": list(self.assuming)}
        return {**said, "scales": dict(self.scales)}

    def table(self) -> Table:
        """The answer and what it rests on."""
        rows = [("claim", self.claim), *(("assuming", text) for text in self.assuming), *self.rows()]
        return Table(("", self.name), (*rows, *self.scales.items()))


@dataclass(frozen=True, repr=False)
class Proof(Answer):
    """The claim holds in the whole region, off zero sets.

    Parameters
    ----------
    certificate
        The proof.
    """

    certificate: Certificate

    name: ClassVar[str] = "proved"

    def rows(self) -> list[tuple[str, str]]:
        """The size of the proof."""
        return [("proof", f"{self.certificate.data['cells']} cells")]

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        return {**super().to_data(), "cells": self.certificate.data["cells"]}


@dataclass(frozen=True, repr=False)
class Refutation(Answer):
    """The claim fails at a point of the region.

    Parameters
    ----------
    point
        The value of every parameter; of one that is looked at twice, also the other value.
    evidence
        What is true there: the verdict with its certificate, or all equilibria, at both values if there are
        two.
    order
        Where payoffs are ranked, the verdict for all of them in that order that are as assumed.
    """

    point: Mapping[str, Fraction]
    evidence: Evidence
    order: Verdict | None = None

    name: ClassVar[str] = "refuted"

    def rows(self) -> list[tuple[str, str]]:
        """The point, and what is true there."""
        names = self.scales if isinstance(self.order, Depends) else self.point
        where = ", ".join(f"{name} = {self.point[name]}" for name in names)
        if isinstance(self.evidence, Verdict):
            whole = [] if self.order is None else [(self.order.name, self.order.why)]
            there = f"{self.evidence.name}: {self.evidence.why}"
            return [*whole, ("at", where), ("there", there)]
        payoffs = [
            [f"({', '.join(map(str, own))})" for own in equilibria.payoffs] for equilibria in self.evidence
        ]
        return [("at", where), ("payoffs there", "; ".join(map(", ".join, payoffs)))]

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        evidence = (
            self.evidence.to_data()
            if isinstance(self.evidence, Verdict)
            else [equilibria.to_data() for equilibria in self.evidence]
        )
        point = {name: str(value) for name, value in self.point.items()}
        order = None if self.order is None else self.order.to_data()
        return {**super().to_data(), "point": point, "evidence": evidence, "order": order}


@dataclass(frozen=True, repr=False)
class OpenClaim(Answer):
    """Neither proved nor refuted.

    Parameters
    ----------
    why
        What is missing.
    """

    why: str

    name: ClassVar[str] = "open"

    def rows(self) -> list[tuple[str, str]]:
        """The reason why it is open."""
        return [("why", self.why)]

    def to_data(self) -> dict[str, object]:
        """As JSON."""
        return {**super().to_data(), "why": self.why}
