"""Charts a paradox over chosen parameters, best cells first.

The question becomes one statement about signs of polynomials (see
:mod:`gametheory_paradox.forms.formulas.branches` and the paradox's own ``statement``).  The cell with the
largest undecided volume is halved, along the axis on which its polynomials vary most, until the undecided
share is small enough.  The order depends on the cells alone, so the map does not depend on the machine.  The
way of cutting is the proof.
"""

import json
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack
from fractions import Fraction
from pathlib import Path
from typing import Any, Unpack

from gametheory_paradox.certificates import FORMAT, Certificate, verify
from gametheory_paradox.certificates.regions import UNCLAIMED
from gametheory_paradox.clock import Clock, unhurried
from gametheory_paradox.conditions.proofs.cells import Cell
from gametheory_paradox.conditions.proofs.signs import Box
from gametheory_paradox.conditions.proofs.statements import Statement
from gametheory_paradox.detectors import Inquiry, inquiry_over_parameters
from gametheory_paradox.detectors.cutting import CuttingTree, charted_fields
from gametheory_paradox.detectors.proved import question_of
from gametheory_paradox.errors import CertificateRejected, InvalidGame, OutOfTime
from gametheory_paradox.exact.factors import Factoring
from gametheory_paradox.forms import game_hash
from gametheory_paradox.maps.processes import processes
from gametheory_paradox.maps.region_map import RegionMap
from gametheory_paradox.maps.spreading.spread import KeptParts, spread
from gametheory_paradox.maps.switches import (
    Ranges,
    check_cells,
    check_count,
    check_names,
    check_parameters,
    range_of,
    share_from,
)
from gametheory_paradox.models import GameFamily
from gametheory_paradox.paradoxes.question import Question, QuestionFields
from gametheory_paradox.rationals import exact
from gametheory_paradox.subjects import GameLike, as_family

NO_CLAIM = False, True  # of a map: where it claims nothing, everywhere


def chart(
    family: GameLike,
    question: Question | str | None = None,
    *,
    over: Sequence[str],
    least: object = 0,
    box: Mapping[str, tuple[object, object]] = {},
    values: Mapping[str, object] = {},
    undecided: object = "0.001",
    budget: float | None = 60.0,
    cells: int | None = None,
    workers: int = 1,
    executor: Executor | None = None,
    store: str | Path | None = None,
    **fields: Unpack[QuestionFields],
) -> RegionMap:
    """Finds where in a box of parameters a paradox is present, with a proof for every cell.

    Parameters
    ----------
    family
        The games: a family, or what ``as_game`` reads as one.
    question, fields
        What is asked, as for ``detect``.
    over
        The charted parameters; for null coercion those beside the penalty, whose two levels are charted too.
    least
        The bound that the gap must exceed: with 2, where the option costs its owner more than 2.
    box
        Their ranges; by default the declared ones, which they must not leave.
    values
        Values of other parameters; by default their baseline.
    undecided
        The share of the box that may stay undecided.
    budget
        Seconds after which the map is returned as it is; None for no limit.
    cells
        The most cells; None for no limit.
    workers
        Processes that work at the same time; 1 for none but this one.  The map does not depend on them.
    executor
        Who works instead: anything with ``submit`` like that of ``concurrent.futures``, such as
        ``get_executor()`` of a Dask client.
    store
        A folder for parts of the map.  A run that was stopped goes on where it stopped.

    Returns
    -------
    The map; its ``share`` gives proved bounds, and ``finished`` says whether little enough is undecided.

    Raises
    ------
    InvalidGame
        If a name is unknown, a range is empty or leaves the declared one, or the store belongs to another
        chart.
    Unsupported
        If equilibria as formulas are not offered for this form of game.
    StoreError
        If the disk takes no more parts; those it took are kept, and the same call goes on from there.
    """
    started = time.monotonic()
    _check_workers(workers, executor)
    check_names(over, "over")
    check_cells(cells)
    with Clock(budget) as clock, ExitStack() as stack:
        family = as_family(family)
        inquiry = inquiry_over_parameters(family, question, fields, least)
        ranges = _ranges(inquiry, over, box)
        others = {name: value for name, value in inquiry.others(values).items() if name not in ranges}
        wanted, factors = share_from(undecided, "undecided"), Factoring()
        statement, tree = _begun(inquiry, others, factors, ranges)

        # The box, cut until little enough is undecided: here, or by many hands.
        about = _about(inquiry, ranges, others, wanted)
        kept = None if store is None else stack.enter_context(KeptParts(store, about))
        if workers > 1:
            executor = stack.enter_context(processes(workers))
        if executor is None and kept is None:
            finished = tree.grow(wanted, cells)
        else:
            finished = spread(tree, wanted, clock, cells, executor, kept)

    with unhurried():
        charted = charted_fields(inquiry.family.form, ranges, others, factors, tree.shares(), tree.cutting())
        certificate = Certificate({"format": FORMAT, "kind": "map", **inquiry.to_data(), **charted})
        seconds = round(time.monotonic() - started, 3)
        return _map(family, inquiry, certificate, statement, seconds, finished)


def _begun(
    inquiry: Inquiry, others: Mapping[str, Fraction], factors: Factoring, ranges: Box
) -> tuple[tuple[Statement, Statement], CuttingTree]:
    """The question as a statement about the charted parameters, and the box; nothing is claimed too late."""
    try:
        claim, exception = inquiry.statement(others, factors, ranges)
        return (claim, exception), CuttingTree(Cell.whole(claim, exception, ranges))
    except OutOfTime:
        return NO_CLAIM, CuttingTree(Cell.whole(*NO_CLAIM, ranges))


def _check_workers(workers: object, executor: object) -> None:
    check_count(workers, "workers", "processes")
    if executor is not None and workers != 1:
        raise InvalidGame("give either workers= or executor=, which says who works instead")
    if executor is not None and not callable(getattr(executor, "submit", None)):
        raise InvalidGame(
            "executor= has a submit() like that of concurrent.futures.ProcessPoolExecutor; "
            f"got {executor!r:.60}"
        )


def _ranges(inquiry: Inquiry, over: Sequence[str], box: Ranges) -> Box:
    """The charted ranges: those of the question itself, then those of the parameters that are named."""
    if not (over or inquiry.axes):
        raise InvalidGame("a chart is over a list of at least one parameter")
    if own := [name for name in over if name in inquiry.sets]:
        raise InvalidGame(f"{own[0]!r} is the parameter that changes, and cannot be charted as well")
    check_parameters(inquiry.family, (*over, *box))
    if more := [name for name in box if name not in over]:
        raise InvalidGame(f"a range is given for {more[0]!r}, which is not charted")
    if len(set(over)) < len(over) or len(over) + len(inquiry.axes) > 10:
        raise InvalidGame("a chart is over at most ten different parameters")

    ranges = {**inquiry.axes, **{name: range_of(inquiry.family, name, box) for name in over}}
    for name, (low, high) in ranges.items():
        if low == high:
            raise InvalidGame(f"the range of {name!r} is empty: {low} to {high}")
    return ranges


def _about(
    inquiry: Inquiry, ranges: Box, others: Mapping[str, Fraction], undecided: Fraction
) -> dict[str, str]:
    """The identity of a map: two with the same fields are cut alike."""
    return {
        "family": game_hash(inquiry.family.form),
        "question": json.dumps(inquiry.to_data(), sort_keys=True),
        "box": json.dumps({name: [str(low), str(high)] for name, (low, high) in ranges.items()}),
        "values": json.dumps({name: str(value) for name, value in others.items()}, sort_keys=True),
        "undecided": str(undecided),
    }


def map_from_certificate(
    family: GameFamily, certificate: Certificate, *, seconds: float, finished: bool
) -> RegionMap:
    """The map that a map certificate of a family describes, checked as it is rebuilt."""
    checked = verify(certificate)
    data: Mapping[str, Any] = certificate.data
    if checked.kind != "map" or checked.game != game_hash(family.measured(data["measure"]).form):
        raise CertificateRejected("the certificate is not a map of this family")
    inquiry = inquiry_over_parameters(family, question_of(data), {}, data["least"])
    is_claim = data["proof"]["cutting"] != UNCLAIMED
    statement = inquiry.statement(checked.values, Factoring()) if is_claim else NO_CLAIM
    return _map(family, inquiry, certificate, statement, seconds, finished)


def _map(
    family: GameFamily,
    inquiry: Inquiry,
    certificate: Certificate,
    statement: tuple[Statement, Statement],
    seconds: float,
    finished: bool,
) -> RegionMap:
    """The map that a certificate holds the cutting of."""
    data: Mapping[str, Any] = certificate.data
    box = {name: (exact(data["box"][name][0]), exact(data["box"][name][1])) for name in data["over"]}

    return RegionMap(
        family=family,
        question=inquiry.question,
        over=tuple(box),
        box=box,
        values={name: exact(value) for name, value in data["values"].items()},
        present=exact(data["present"][0]),
        absent=exact(data["absent"][0]),
        cells=data["cells"],
        certificate=certificate,
        statement=statement,
        seconds=seconds,
        finished=finished,
        least=inquiry.least,
    )
