"""Sweeps as datasets, and in a few lines."""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from gametheory_paradox.batches import VerdictCode
from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.models.files import whole_file
from gametheory_paradox.rationals import as_decimal
from gametheory_paradox.studies.sweeps.block_answers import UNCOUNTED, PointStatus
from gametheory_paradox.studies.sweeps.grid import Array
from gametheory_paradox.studies.sweeps.job import Arrays, Job
from gametheory_paradox.studies.sweeps.layout import (
    IDENTITY,
    PLAYER,
    VARIABLES,
    about_axis,
    about_sweep,
    about_variable,
    dimensions,
)
from gametheory_paradox.table import Table

if TYPE_CHECKING:
    import xarray


# Sweeps as labelled arrays of xarray
# ------------------------------------

Dataset: TypeAlias = "xarray.Dataset"
Labelled: TypeAlias = tuple[Sequence[str], Array, Mapping[str, object]]

KINDS = {variable.name: variable.kind for variable in VARIABLES.values()}
CODES = {"verdict": VerdictCode, "settled": PointStatus}  # what numbers stand for
AXES = {PLAYER: "str"}  # all others are parameters
READ: Mapping[str, Callable[[str], Any]] = {
    "float64": float,
    "int32": int,
    "int8": int,
    "bool": lambda word: {"True": True, "False": False}[word],
}


def package(name: str) -> ModuleType:
    """A package that sweeps need beside the others, loaded at first use."""
    try:
        return import_module(name)
    except ImportError:
        raise Unsupported(
            f"sweeps need {name}; install it with: pip install gametheory-paradox[sweeps]"
        ) from None


def in_memory(job: Job, answers: Iterator[tuple[int, Arrays]]) -> Dataset:
    """The answers of all blocks together."""
    arrays: dict[str, Array] = {}
    for name in job.variables:
        variable = VARIABLES[name]
        players = (len(job.family.players),) if variable.by_player else ()
        arrays[name] = np.empty((*job.grid.shape, *players), variable.kind)
    for number, answer in answers:
        block = job.grid.block(number)
        for name, values in answer.items():
            arrays[name][block] = values

    names = dimensions(job)
    data = {
        VARIABLES[name].name: (
            names + ((PLAYER,) if VARIABLES[name].by_player else ()),
            values,
            about_variable(VARIABLES[name]),
        )
        for name, values in arrays.items()
    }

    coordinates = {
        name: (name, axis.floats, about_axis(job, n))
        for n, (name, axis) in enumerate(zip(names, job.grid.axes, strict=True))
    }
    people = {PLAYER: (PLAYER, list(job.family.players))} if {"low", "high"} & set(job.variables) else {}
    told = {**about_sweep(job), **counted(arrays["settled"])}
    answers_: Dataset = package("xarray").Dataset(data, {**coordinates, **people}, told)
    return answers_


def on_disk(path: Path, job: Job) -> Dataset:
    """The answers in a store, read as they are needed."""
    stored = package("xarray").open_zarr(path, consolidated=False)
    found: Dataset = stored[[VARIABLES[name].name for name in job.variables]]
    return found.drop_attrs(deep=False).assign_attrs({n: v for n, v in stored.attrs.items() if n != IDENTITY})


def sweep_to_data(found: Dataset) -> dict[str, object]:
    """A sweep as JSON: its axes and its answers, the numbers of each in a line of text.

    Raises
    ------
    InvalidGame
        If it is no longer what ``sweep`` returned, or a part of that.
    """
    for name, array in found.variables.items():
        answers, is_text = name in found.data_vars, array.dtype.kind not in "bif"
        kind = KINDS.get(str(name)) if answers else AXES.get(str(name), "float64")
        if kind != ("str" if is_text else str(array.dtype)):
            what = "answer" if answers else "axis"
            raise InvalidGame(f"{name!r} of type {array.dtype} is no {what} of a sweep and cannot be saved")
    return {
        "sizes": {str(name): int(size) for name, size in found.sizes.items()},
        "attributes": dict(found.attrs),
        "axes": {str(name): _array_to_data(found[name]) for name in found.coords},
        "answers": {str(name): _array_to_data(found[name]) for name in found.data_vars},
    }


def sweep_from_data(data: Mapping[str, Any]) -> Dataset:
    """The sweep that was written so."""
    sizes, xarray = data["sizes"], package("xarray")
    axes = {
        name: _array_from_data(own, sizes, AXES.get(name, "float64")) for name, own in data["axes"].items()
    }
    answers = {name: _array_from_data(own, sizes, KINDS[name]) for name, own in data["answers"].items()}
    for name in CODES.keys() & answers.keys():
        if not set(np.unique(answers[name][1]).tolist()) <= set(CODES[name]):
            raise InvalidGame(f"{name!r} holds a number that stands for nothing")
    found: Dataset = xarray.Dataset(answers, axes, data["attributes"])
    return found


def _array_to_data(array: "xarray.DataArray") -> dict[str, object]:
    values = array.values.ravel().tolist()
    return {
        "dimensions": list(array.dims),
        "attributes": dict(array.attrs),
        "values": values if array.name == PLAYER else " ".join(map(str, values)),
    }


def _array_from_data(own: Mapping[str, Any], sizes: Mapping[str, int], kind: str) -> Labelled:
    """An array with its dimensions and attributes; a number that its kind cannot hold is refused."""
    values = own["values"] if kind == "str" else list(map(READ[kind], own["values"].split()))
    shape = [sizes[name] for name in own["dimensions"]]
    return own["dimensions"], np.array(values, kind).reshape(shape), own["attributes"]


def counted(settled: Array) -> Mapping[str, int]:
    """Counts of the ways in which points were settled."""
    return {f"points_{code.name.lower()}": int(np.count_nonzero(settled == code)) for code in PointStatus}


# A sweep in a few numbers, and point by point as a table in a file
# ------------------------------------------------------------------

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
