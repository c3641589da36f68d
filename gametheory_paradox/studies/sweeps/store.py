"""Sweeps in a Zarr store that survive being killed: blocks are written one by one, and a run can go on.

A block is done once its digest stands in the store, which is written after the block's arrays.  Whatever a
killed run left half done has no digest and is written anew.  Answers do not depend on who computes them, so
the arrays end up the same.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from gametheory_paradox.errors import InvalidGame, Unsupported
from gametheory_paradox.forms import game_hash
from gametheory_paradox.maps.processes import StoreFolder
from gametheory_paradox.studies.sweeps.dataset import counted, package
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

FORMAT = "gametheory-paradox sweep 2"
DIGEST = 32  # bytes
PROGRESS = "progress"
DIGESTS = f"{PROGRESS}/digests"


class StoredArray(NamedTuple):
    """One array of a store.

    Parameters
    ----------
    name, shape, parts, kind
        What it is called, how long it is along each axis, in which parts it is written, and its type of
        numbers.
    names
        What its axes are called.
    told
        What is said about it.
    content
        What it holds from the beginning; None: answers, or their digests.
    """

    name: str
    shape: tuple[int, ...]
    parts: tuple[int, ...]
    kind: object
    names: tuple[str, ...]
    told: dict[str, Any]
    content: Array | None = None


class Store(StoreFolder):
    """The arrays of a sweep on disk.

    Parameters
    ----------
    path
        The folder; made if it does not exist.
    job
        The sweep.

    Raises
    ------
    InvalidGame
        If the folder holds something else or another sweep, or is damaged.
    """

    holds = "sweep"
    lock = f"{DIGESTS}/lock"

    def __init__(self, path: str | Path, job: Job):
        super().__init__(path)
        self.job, self._own = job, identity(job)
        self._layout = layout(job)
        if not self.is_there:
            self._create()
        self._group = self._open()
        self._member(PROGRESS)
        stored = {row.name: self._stored(row) for row in self._layout}
        self._digests = stored[DIGESTS]
        self._arrays = {name: stored[VARIABLES[name].name] for name in job.variables}

    def missing(self) -> Iterator[int]:
        """The blocks that are not done; those that are done are compared with their digests."""
        for number in range(self.job.grid.blocks):
            known = self._digest(number)
            if known is None:
                yield number
            elif known != self._signed(number, self._read(number)):
                raise self._damaged(f"block {number} is not what was written")

    def write(self, number: int, answers: Arrays) -> None:
        """Write a block, and then that it is done."""
        block = self.job.grid.block(number)
        with self.writing():
            for name, array in self._arrays.items():
                array[block] = answers[name]
            self._digests[number] = np.frombuffer(self._signed(number, answers), np.uint8)

    def _signed(self, number: int, answers: Arrays) -> bytes:
        """The digest of arrays as what they are: those of this sweep in the block of this number."""
        found = hashlib.sha256(json.dumps([self._own, number]).encode())
        for name in sorted(answers):
            found.update(name.encode())
            found.update(np.ascontiguousarray(answers[name]).tobytes())
        return found.digest()

    def finish(self) -> None:
        """Note how many points were settled how, and what is said about arrays, where that is not there."""
        total = dict.fromkeys(counted(np.zeros(0, np.int8)), 0)
        for number in range(self.job.grid.blocks):
            for name, count in counted(self._arrays["settled"][self.job.grid.block(number)]).items():
                total[name] += count

        about = {**self._about(), **total}
        told = [(self._group, about), *((self._group[row.name], row.told) for row in self._layout)]
        for place, own in told:
            if dict(place.attrs) != own:
                with self.writing():
                    place.attrs.put(own)

    def _about(self) -> dict[str, Any]:
        """The attributes of the whole, with the identity by which the store is known."""
        return {**about_sweep(self.job), IDENTITY: json.dumps(self._own)}

    def _create(self) -> None:
        """Make the store beside its place and put it there in one step."""
        self.check_place()
        fresh = self.path.with_name(f"{self.path.name}.new")
        self._clear(fresh)

        try:
            group = package("zarr").create_group(fresh, attributes=self._about())
            for row in self._layout:
                array = group.create_array(
                    row.name,
                    shape=row.shape,
                    chunks=row.parts,
                    dtype=row.kind,
                    dimension_names=row.names,
                    attributes=row.told,
                    **({"compressors": None} if row.name == DIGESTS else {}),
                )
                if row.content is not None:
                    array[:] = row.content

            os.replace(fresh, self.path)
        except OSError as problem:
            shutil.rmtree(fresh, ignore_errors=True)
            raise self.unwritable(problem.strerror) from problem

    def _clear(self, fresh: Path) -> None:
        """Remove what a run left that was killed while it made the store; InvalidGame for anything else."""
        if not fresh.exists():
            return
        own = {"zarr.json", *(row.name.split("/")[0] for row in self._layout)}
        if not fresh.is_dir() or not {place.name for place in fresh.iterdir()} <= own:
            raise self.unwritable(f"{str(fresh)!r} is in the way, and is no store that was begun")
        try:
            shutil.rmtree(fresh)
        except OSError as problem:
            raise self.unwritable(problem.strerror) from problem

    def _open(self) -> Any:
        try:
            group = package("zarr").open_group(self.path, mode="r+")
            known = json.loads(dict(group.attrs)[IDENTITY])
        except Unsupported:
            raise
        except Exception as problem:  # whatever zarr says of files that are not its own
            raise InvalidGame(
                f"{str(self.path)!r} is not the store of a sweep, or is damaged; give another path"
            ) from problem
        if not isinstance(known, dict) or known.get("format") != FORMAT:
            raise InvalidGame(
                f"{str(self.path)!r} is the store of a sweep in another format; give another path"
            )
        self.check_same(known, self._own)
        return group

    def _member(self, name: str) -> Any:
        try:
            return self._group[name]
        except KeyError as problem:
            raise self._damaged(f"{name!r} is missing") from problem
        except Exception as problem:  # whatever a broken file makes zarr say
            raise self._damaged(f"{name!r} cannot be read") from problem

    def _stored(self, row: StoredArray) -> Any:
        """One array of the store, if it is what was made."""
        array = self._member(row.name)
        try:
            laid_out = array.shape, array.chunks, array.metadata.dimension_names
            other_kind = row.kind is not str and array.dtype != row.kind
            same = row.content is None or np.array_equal(array[:], row.content)
        except Exception as problem:  # likewise
            raise self._damaged(f"{row.name!r} cannot be read") from problem
        if laid_out != (row.shape, row.parts, row.names) or other_kind:
            raise self._damaged(f"{row.name!r} has another shape")
        if not same:
            raise self._damaged(f"{row.name!r} is not what was written")
        return array

    def _digest(self, number: int) -> bytes | None:
        try:
            found: bytes = np.asarray(self._digests[number]).tobytes()
        except Exception:  # cut off while it was written: the block is done again
            return None
        return found if any(found) else None

    def _read(self, number: int) -> Arrays:
        block = self.job.grid.block(number)
        try:
            return {name: np.asarray(array[block]) for name, array in self._arrays.items()}
        except Exception as problem:  # whatever a broken file makes zarr say
            raise self._damaged(f"block {number} cannot be read") from problem

    def _damaged(self, why: str) -> InvalidGame:
        return InvalidGame(f"the store {str(self.path)!r} is damaged: {why}; remove it and begin anew")


def layout(job: Job) -> tuple[StoredArray, ...]:
    """The arrays of a sweep's store: the axes, the answers, the players, and the digests of blocks."""
    grid, names, players = job.grid, dimensions(job), (len(job.family.players),)
    rows = []
    for number, (name, axis) in enumerate(zip(names, grid.axes, strict=True)):
        length, told = (len(axis),), about_axis(job, number)
        rows.append(StoredArray(name, length, length, "float64", (name,), told, np.array(axis.floats)))

    for answer in job.variables:
        variable = VARIABLES[answer]
        last, along = (players, (PLAYER,)) if variable.by_player else ((), ())
        shape, parts = (*grid.shape, *last), (*grid.block_shape, *last)
        told = about_variable(variable)
        rows.append(StoredArray(variable.name, shape, parts, variable.kind, (*names, *along), told))

    if {"low", "high"} & set(job.variables):
        people = np.array(job.family.players, object)
        rows.append(StoredArray(PLAYER, players, players, str, (PLAYER,), {}, people))
    sizes = (grid.blocks, DIGEST), (1, DIGEST)
    return (*rows, StoredArray(DIGESTS, *sizes, "uint8", ("block", "byte"), {}))


def identity(job: Job) -> dict[str, str]:
    """The marks by which two sweeps are the same."""
    grid, alone = job.grid, job.alone
    axes = [[axis.name, axis.denominator, [str(n) for n in axis.numerators]] for axis in grid.axes]
    others = {name: str(value) for name, value in sorted(grid.others.items())}
    question = alone.inquiry and alone.inquiry.question.to_data()
    # The family comes with the measure that is asked about.
    games = job.family if alone.inquiry is None else alone.inquiry.family
    request = [list(job.variables), alone.solves, alone.concept, alone.budget, question, job.pointwise]
    return {
        "format": FORMAT,
        "family": game_hash(games.form),
        "grid": _hash([axes, others, list(grid.block_shape)]),
        "request": _hash(request),
    }


def _hash(data: object) -> str:
    return hashlib.sha256(json.dumps(data).encode()).hexdigest()
