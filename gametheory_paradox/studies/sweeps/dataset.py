"""Sweeps as labelled arrays of xarray."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from gametheory_paradox.errors import Unsupported
from gametheory_paradox.studies.sweeps.block_answers import PointStatus
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


def counted(settled: Array) -> Mapping[str, int]:
    """Counts of the ways in which points were settled."""
    return {f"points_{code.name.lower()}": int(np.count_nonzero(settled == code)) for code in PointStatus}
