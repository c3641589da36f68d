"""The layout of a sweep's answers: names, dimensions, kinds of numbers, and what is said about each."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import starmap
from math import prod
from typing import Any

from numpy import dtype

from gametheory_paradox.batches import VerdictCode
from gametheory_paradox.forms import game_hash
from gametheory_paradox.studies.sweeps.block_answers import PointStatus
from gametheory_paradox.studies.sweeps.job import Job
from gametheory_paradox.table import Record

Attributes = Mapping[str, Any]
PLAYER = "player"
IDENTITY = "sweep"  # the attribute by which a store knows what it belongs to
SAMPLE = (
    "A sampled grid: each value holds at its own grid point, and nothing is claimed between the points. "
    "Regions with a proof are what chart finds."
)


@dataclass(frozen=True, repr=False)
class Variable(Record):
    """One array of answers.

    Parameters
    ----------
    name
        What it is called in a dataset.
    kind
        Its type of numbers, as numpy writes it.
    by_player
        Whether its last dimension is the player.
    says
        What it holds.
    attributes
        What else is said about it.
    """

    name: str
    kind: str
    by_player: bool
    says: str
    attributes: Attributes


def _flags(codes: "type[VerdictCode] | type[PointStatus]") -> Attributes:
    return {
        "flag_values": [int(code) for code in codes],
        "flag_meanings": " ".join(code.name.lower() for code in codes),
    }


VARIABLES = {
    "number": Variable(
        "equilibria",
        "int32",
        False,
        "number of equilibria",
        {"comment": "of infinitely many, how many extreme ones; -1 where the list is not proved complete"},
    ),
    "infinite": Variable("infinite", "bool", False, "whether there are infinitely many equilibria", {}),
    "low": Variable("payoff_low", "float64", True, "least equilibrium payoff", {}),
    "high": Variable("payoff_high", "float64", True, "greatest equilibrium payoff", {}),
    "verdict": Variable("verdict", "int8", False, "verdict on the paradox", _flags(VerdictCode)),
    "gap": Variable("gap", "float64", False, "by how much the comparison comes out as the paradox says", {}),
    "settled": Variable("settled", "int8", False, "how the point was settled", _flags(PointStatus)),
}
TAKEN = {PLAYER, *(variable.name for variable in VARIABLES.values())}


def dimensions(job: Job) -> tuple[str, ...]:
    """The names of the grid's dimensions: those of the parameters, unless a variable has that name."""
    return tuple(axis.name + "_" if axis.name in TAKEN else axis.name for axis in job.grid.axes)


def bytes_needed(job: Job) -> int:
    """The memory that the answers take."""
    kinds = [VARIABLES[name] for name in job.variables]
    each = (dtype(v.kind).itemsize * (len(job.family.players) if v.by_player else 1) for v in kinds)
    return job.grid.size * sum(each)


def about_variable(variable: Variable) -> dict[str, Any]:
    """The attributes of a variable."""
    return {"long_name": variable.says, **variable.attributes}


def about_axis(job: Job, number: int) -> dict[str, Any]:
    """A parameter's unit, meaning, standing and source, and how to read exact values off the floats."""
    axis = job.grid.axes[number]
    parameter = next(p for p in job.family.parameters if p.name == axis.name)
    told = {
        "parameter": parameter.name,
        "units": parameter.unit,
        "long_name": parameter.meaning,
        "standing": parameter.standing,
        "source": parameter.source,
        "declared_range": f"{parameter.low} to {parameter.high}",
        "baseline": str(parameter.baseline),
        "exact_values": f"whole multiples of 1/{axis.denominator}",
    }
    return {name: text for name, text in told.items() if text}


def about_sweep(job: Job) -> dict[str, Any]:
    """The attributes of the whole."""
    family, inquiry = job.family, job.alone.inquiry
    told = {
        "title": family.title,
        "kind": "sampled grid",
        "comment": SAMPLE,
        "model": family.origin,
        "model_sources": ", ".join(family.sources),
        "game": game_hash(family.form),
        "players": ", ".join(family.players),
        "concept": job.alone.concept or "the default of this form of game",
        "fixed": ", ".join(starmap(family.value_said, job.grid.others.items())),
        "points": str(job.grid.size),
        "points_a_block": str(prod(job.grid.block_shape)),
    }

    if inquiry:
        told |= {"asked": str(inquiry.question), "question": json.dumps(inquiry.question.to_data())}
    return {name: text for name, text in told.items() if text}
