"""The figures that the catalog's parameters rest on: one row each, as published, with where it was read."""

import csv
from dataclasses import dataclass
from pathlib import Path

_TABLE = Path(__file__).with_name("figures.csv")


@dataclass(frozen=True)
class Figure:
    """A published figure that a model file cites by its id.

    Parameters
    ----------
    id
        What model files call it.
    quantity, value, unit, period
        What was counted, the figure as printed (a range or a date where the source gives one), in what, and
        for when.
    source_title, publisher, year, url
        Who counted, who published it, when, and where it was read; empty where unknown.
    """

    id: str
    quantity: str
    value: str
    unit: str
    period: str
    source_title: str
    publisher: str
    year: str
    url: str


def figures() -> tuple[Figure, ...]:
    """The figures that the catalog's games cite, by id.

    Returns
    -------
    One row for each, ascending. None was checked against a primary document: most are press reports of the
    named source.

    Examples
    --------
    >>> next(f.value for f in figures() if f.id == "amu_end")
    '2025-06-17'
    """
    text = _TABLE.read_text(encoding="utf-8")
    return tuple(Figure(**row) for row in csv.DictReader(text.splitlines()))
