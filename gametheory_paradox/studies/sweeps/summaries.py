"""A sweep in a few numbers, and point by point as a table in a file."""

import csv
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from gametheory_paradox.batches import VerdictCode
from gametheory_paradox.models.files import whole_file
from gametheory_paradox.rationals import as_decimal
from gametheory_paradox.studies.sweeps.block_answers import UNCOUNTED, PointStatus
from gametheory_paradox.studies.sweeps.dataset import Dataset
from gametheory_paradox.studies.sweeps.layout import PLAYER
from gametheory_paradox.table import Table

Counts = dict[str, int]


def summary(found: Dataset) -> dict[str, Any]:
    """The numbers of points with each count of equilibria, each verdict and each way to settle them.

    Parameters
    ----------
    found
        What ``sweep`` returned.
    """
    counts: dict[str, Any] = {
        "kind": found.attrs["kind"],
        "points": int(found.settled.size),
        "dimensions": {name: int(found.sizes[name]) for name in found.settled.dims},
        "settled": _coded(found, "settled", PointStatus),
    }

    if "equilibria" in found:
        numbers, points = np.unique(found.equilibria.values, return_counts=True)
        called = ("not counted" if n == UNCOUNTED else str(int(n)) for n in numbers)
        counts["equilibria"] = dict(zip(called, map(int, points), strict=True))
        counts["infinitely many"] = int(found.infinite.values.sum())
    if "verdict" in found:
        counts["verdict"] = _coded(found, "verdict", VerdictCode)
    if "gap" in found:
        ends = [float(end) for end in (found.gap.min(), found.gap.max())]
        counts["gap"] = None if any(end != end for end in ends) else ends

    return counts


def summary_tables(found: Dataset) -> list[Table]:
    """The same as tables."""
    told = summary(found)
    shape = " × ".join(f"{length} {name}" for name, length in told["dimensions"].items())
    rows: list[tuple[str, ...]] = []
    for what in ("verdict", "equilibria", "settled"):
        rows += [(what, name, f"{points:,}") for name, points in told.get(what, {}).items()]
    if told.get("infinitely many"):
        rows.append(("equilibria", "infinitely many", f"{told['infinitely many']:,}"))
    if told.get("gap"):
        rows.append(("gap", "from … to …", " … ".join(as_decimal(end, digits=6) for end in told["gap"])))
    title = f"{found.attrs.get('title') or 'Sweep'}: {told['points']:,} points ({shape})"
    note = (
        "a sampled grid: nothing is claimed between its points; regions with a proof are what `chart` finds"
    )
    return [Table(("", "", "points"), tuple(rows), title=title, note=note, align="llr")]


def write_points(found: Dataset, path: Path) -> None:
    """Writes the points, whole or not at all.

    Parameters
    ----------
    found
        What ``sweep`` returned.
    path
        The file: one row per point, values separated by commas, or NetCDF where its name ends in .nc.

    Raises
    ------
    InvalidGame
        If it cannot be written.
    """
    with whole_file(path) as temporary:
        if path.suffix.lower() == ".nc":
            found.to_netcdf(temporary)
            return
        with temporary.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(_rows(found))


def _rows(found: Dataset) -> Iterator[list[object]]:
    axes = [str(name) for name in found.settled.dims]
    columns: list[str] = []
    values: list[list[object]] = []

    for name, array in found.data_vars.items():
        players = [str(player) for player in found[PLAYER].values] if PLAYER in array.dims else [""]
        flat = array.values.reshape(-1, len(players))
        codes = {"verdict": VerdictCode, "settled": PointStatus}.get(str(name))
        for number, player in enumerate(players):
            columns.append(f"{name} {player}".strip())
            own = flat[:, number].tolist()
            values.append([codes(code).name.lower() for code in own] if codes else own)

    yield [*axes, *columns]
    for point, row in zip(
        product(*(found[name].values.tolist() for name in axes)), zip(*values, strict=True), strict=True
    ):
        yield [*point, *row]


def _coded(found: Dataset, name: str, codes: type[VerdictCode] | type[PointStatus]) -> Counts:
    values = found[name].values
    return {code.name.lower(): int(np.count_nonzero(values == code)) for code in codes}
