"""Sweeps as labelled arrays of xarray."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.studies.sweeps.block_answers import PointStatus, VerdictCode
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

if TYPE_CHECKING:
    import xarray

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
