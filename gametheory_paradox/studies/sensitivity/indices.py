"""Sobol's indices of each parameter, as a result."""

from dataclasses import dataclass

from gametheory_paradox.rationals import as_decimal
from gametheory_paradox.table import Record, Table


@dataclass(frozen=True, repr=False)
class Influence(Record):
    """Sobol's indices of one parameter, estimated.

    Parameters
    ----------
    name
        The parameter.
    first
        The share of the verdict's variance that goes if this parameter alone becomes known.
    total
        The share that stays if everything but this parameter becomes known.
    error
        The standard error of ``total``.
    first_of_gap, total_of_gap
        The same for the gap between the compared payoffs; None where there is no gap at some draws.
    """

    name: str
    first: float
    total: float
    error: float
    first_of_gap: float | None
    total_of_gap: float | None


@dataclass(frozen=True, repr=False)
class Indices(Record):
    """Sobol's indices of every parameter.

    Parameters
    ----------
    rows
        One per parameter, the most influential first; empty if they were not computed.
    note
        What a reader must know about them.
    """

    rows: tuple[Influence, ...]
    note: str = ""

    @property
    def most_influential(self) -> str | None:
        """The parameter with the greatest total index of the verdict, or of the gap if that never changes."""
        rows = [row for row in self.rows if row.total > 0]
        if not rows and (gaps := [(row.total_of_gap, row.name) for row in self.rows if row.total_of_gap]):
            return max(gaps)[1]
        return max(rows, key=lambda row: row.total).name if rows else None

    @property
    def notes(self) -> tuple[str, ...]:
        """The note, as it stands beside other notes."""
        return (f"indices: {self.note}",) if self.note else ()

    def table(self) -> Table:
        """One row per parameter."""
        rows = [
            (
                row.name,
                as_decimal(row.first, places=3),
                f"{as_decimal(row.total, places=3)} ± {as_decimal(row.error, places=3)}",
                *(
                    "" if value is None else as_decimal(value, places=3)
                    for value in (row.first_of_gap, row.total_of_gap)
                ),
            )
            for row in self.rows
        ]

        heads = ("parameter", "verdict: alone", "verdict: in all", "gap: alone", "gap: in all")
        return Table(
            heads, rows, title="Which parameter matters (Sobol's indices, estimated)", note=self.note
        )
