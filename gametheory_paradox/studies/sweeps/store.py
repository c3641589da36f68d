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
from typing import Any

import numpy as np

from gametheory_paradox.errors import InvalidGame
from gametheory_paradox.games import game_hash
from gametheory_paradox.regions.one_run import StoreFolder
from gametheory_paradox.studies.sweeps.dataset import counted, package
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

FORMAT = "gametheory-paradox sweep 1"
DIGEST = 32  # bytes


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
    lock = "progress/digests/lock"

    def __init__(self, path: str | Path, job: Job):
        super().__init__(path)
        self.job = job
        if not self.path.exists():
            self._create()
        self._group = self._open()
        try:
            self._digests = self._group["progress/digests"]
            self._arrays = {name: self._group[VARIABLES[name].name] for name in job.variables}
        except KeyError as problem:
            raise self._damaged(f"the array {problem} is missing") from problem
        for name, array in self._arrays.items():
            if array.shape[: len(job.grid.shape)] != job.grid.shape or array.dtype != VARIABLES[name].kind:
                raise self._damaged(f"the array {VARIABLES[name].name!r} has another shape")

    def missing(self) -> Iterator[int]:
        """The blocks that are not done; those that are done are compared with their digests."""
        for number in range(self.job.grid.blocks):
            known = self._digest(number)
            if known is None:
                yield number
            elif known != digest(self._read(number)):
                raise self._damaged(f"block {number} is not what was written")

    def write(self, number: int, answers: Arrays) -> None:
        """Write a block, and then that it is done."""
        block = self.job.grid.block(number)
        with self.writing():
            for name, array in self._arrays.items():
                array[block] = answers[name]
            self._digests[number] = np.frombuffer(digest(answers), np.uint8)

    def finish(self) -> None:
        """Note how many points were settled how."""
        total = dict.fromkeys(counted(np.zeros(0, np.int8)), 0)
        for number in range(self.job.grid.blocks):
            for name, count in counted(self._arrays["settled"][self.job.grid.block(number)]).items():
                total[name] += count
        if any(self._group.attrs.get(name) != count for name, count in total.items()):
            with self.writing():
                self._group.attrs.update(total)

    def _create(self) -> None:
        """Make the store beside its place and put it there in one step."""
        fresh = self.path.with_name(f"{self.path.name}.new")
        if fresh.exists():
            shutil.rmtree(fresh)
        self.check_place()
        job, names = self.job, dimensions(self.job)
        try:
            group = package("zarr").create_group(
                fresh, attributes={**about_sweep(job), IDENTITY: json.dumps(identity(job))}
            )
            for number, (name, axis) in enumerate(zip(names, job.grid.axes, strict=True)):
                _array(group, name, (len(axis),), (len(axis),), "float64", (name,), about_axis(job, number))[
                    :
                ] = np.array(axis.floats)
            for answer in job.variables:
                variable, own = VARIABLES[answer], (len(job.family.players),)
                last, along = (own, (PLAYER,)) if variable.by_player else ((), ())
                shape, parts = (*job.grid.shape, *last), (*job.grid.block_shape, *last)
                _array(
                    group,
                    variable.name,
                    shape,
                    parts,
                    variable.kind,
                    (*names, *along),
                    about_variable(variable),
                )
            if {"low", "high"} & set(job.variables):
                _array(group, PLAYER, own, own, str, (PLAYER,), {})[:] = np.array(job.family.players, object)
            progress = group.create_group("progress")
            sizes = (job.grid.blocks, DIGEST), (1, DIGEST)
            _array(progress, "digests", *sizes, "uint8", ("block", "byte"), {}, compressors=None)
            os.replace(fresh, self.path)
        except OSError as problem:
            raise self.unwritable(problem.strerror) from problem

    def _open(self) -> Any:
        try:
            group = package("zarr").open_group(self.path, mode="r+")
            known = json.loads(dict(group.attrs)[IDENTITY])
        except Exception as problem:  # whatever zarr says of files that are not its own
            raise InvalidGame(
                f"{str(self.path)!r} is not the store of a sweep, or is damaged; give another path"
            ) from problem
        if not isinstance(known, dict) or known.get("format") != FORMAT:
            raise InvalidGame(
                f"{str(self.path)!r} is the store of a sweep in another format; give another path"
            )
        self.check_same(known, identity(self.job))
        return group

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


def identity(job: Job) -> dict[str, str]:
    """The marks by which two sweeps are the same."""
    grid, alone = job.grid, job.alone
    axes = [[axis.name, axis.denominator, [str(n) for n in axis.numerators]] for axis in grid.axes]
    others = {name: str(value) for name, value in sorted(grid.others.items())}
    question = alone.inquiry and alone.inquiry.question.to_data()
    games = (
        job.family if alone.inquiry is None else alone.inquiry.family
    )  # with the measure that is asked about
    request = [list(job.variables), alone.solves, alone.concept, alone.budget, question, job.pointwise]
    return {
        "format": FORMAT,
        "family": game_hash(games.form),
        "grid": _hash([axes, others, list(grid.block_shape)]),
        "request": _hash(request),
    }


def digest(answers: Arrays) -> bytes:
    """A digest of a block's arrays."""
    found = hashlib.sha256()
    for name in sorted(answers):
        found.update(name.encode())
        found.update(np.ascontiguousarray(answers[name]).tobytes())
    return found.digest()


def _hash(data: object) -> str:
    return hashlib.sha256(json.dumps(data).encode()).hexdigest()


def _array(
    group: Any,
    name: str,
    shape: tuple[int, ...],
    parts: tuple[int, ...],
    kind: object,
    names: tuple[str, ...],
    told: dict[str, Any],
    **more: Any,
) -> Any:
    return group.create_array(
        name, shape=shape, chunks=parts, dtype=kind, dimension_names=names, attributes=told, **more
    )
