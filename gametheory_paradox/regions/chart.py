"""Charts a paradox over chosen parameters, best cells first.

The question becomes one statement about signs of polynomials (see
:mod:`gametheory_paradox.claims.parameters.branches` and the paradox's own ``statement``).  The cell with the
largest undecided volume is halved, along the axis on which its polynomials vary most, until the undecided
share is small enough.  The order depends on the cells alone, so the map does not depend on the machine. The
way of cutting is the proof.
"""

import json
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack
from fractions import Fraction
from pathlib import Path
from typing import Any

from gametheory_paradox.certificates import Certificate, verify
from gametheory_paradox.claims.parameters.cells import Cell
from gametheory_paradox.claims.parameters.logic import Statement
from gametheory_paradox.claims.parameters.signs import Box
from gametheory_paradox.detectors.as_formulas import AsFormulas, as_formulas, asked_with, rebuilt
from gametheory_paradox.detectors.cutting import CuttingTree
from gametheory_paradox.errors import CertificateRejected, InvalidGame
from gametheory_paradox.exact.factoring import Factoring
from gametheory_paradox.families import GameFamily
from gametheory_paradox.games import game_hash
from gametheory_paradox.rationals import exact
from gametheory_paradox.regions.processes import processes
from gametheory_paradox.regions.region_map import RegionMap
from gametheory_paradox.regions.spreading import KeptParts, spread


def chart(
    family: GameFamily,
    paradox: str = "option",
    *,
    over: Sequence[str],
    mover: str,
    action: str | None = None,
    at: str | Sequence[str] = (),
    coalition: Sequence[str] = (),
    quantifier: str = "strong",
    concept: str | None = None,
    least: object = 0,
    box: Mapping[str, tuple[object, object]] = {},
    values: Mapping[str, object] = {},
    gap: object = "0.001",
    budget: float | None = 60.0,
    cells: int | None = None,
    workers: int = 1,
    executor: Executor | None = None,
    store: str | Path | None = None,
    **details: object,
) -> RegionMap:
    """Finds where in a box of parameters a paradox is present, with a proof for every cell.

    Parameters
    ----------
    family
        The games.
    paradox, mover, action, at, coalition, quantifier, concept, details
        What is asked, as for ``detect``; an ``index`` may be of formulas as text.
    over
        The charted parameters; for null coercion those beside the penalty, whose two levels are charted too.
    least
        What the gap must exceed: with 2, where the option costs its owner more than 2.
    box
        Their ranges; by default the declared ones, which they must not leave.
    values
        Values of other parameters; by default their baseline.
    gap
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
    The map; its ``share`` gives proved bounds, and ``finished`` says whether the gap was reached.

    Raises
    ------
    InvalidGame
        If a name is unknown, a range is empty or leaves the declared one, or the store belongs to another
        chart.
    Unsupported
        If equilibria as formulas are not offered for this form of game.
    """
    started = time.monotonic()
    _check_workers(workers, executor)
    said = asked_with(
        mover=mover,
        action=action,
        at=at,
        coalition=coalition,
        quantifier=quantifier,
        concept=concept,
        details=details,
    )
    asked = as_formulas(family, paradox, said, least)
    ranges = _ranges(family, over, box, asked)
    others = {
        name: value for name, value in family.point(values).items() if name not in (*ranges, *asked.sets)
    }
    if given := [name for name in values if name in asked.sets]:
        raise InvalidGame(f"values: {given[0]!r} is the parameter that changes, and has no value of its own")
    wanted = exact(gap, "the gap")
    if not 0 <= wanted <= 1:
        raise InvalidGame(f"the gap is a share of the box, from 0 to 1; got {wanted}")
    factors = Factoring()
    asked.check_defined(family.form, others, ranges)
    claim, exception = asked.statement(family.form, others, factors)
    tree = CuttingTree(Cell.whole(claim, exception, ranges), len(ranges))
    end = None if budget is None else started + budget
    with ExitStack() as stack:
        about = _about(family, asked, ranges, others, wanted)
        kept = None if store is None else stack.enter_context(KeptParts(store, about))
        if workers > 1:
            executor = stack.enter_context(processes(workers))
        alone = executor is None and kept is None
        finished = (
            tree.grow(wanted, end, cells) if alone else spread(tree, wanted, end, cells, executor, kept)
        )
    certificate = Certificate({**asked.to_data(), **tree.charted(family.form, ranges, others, factors)})
    return _map(
        family, asked, certificate, (claim, exception), round(time.monotonic() - started, 3), finished
    )


def _check_workers(workers: object, executor: object) -> None:
    if type(workers) is not int or workers < 1:
        raise InvalidGame(f"workers: expected a number of processes, 1 or more; got {workers!r:.60}")
    if executor is not None and workers > 1:
        raise InvalidGame("give either workers= or executor=, which says who works instead")
    if executor is not None and not callable(getattr(executor, "submit", None)):
        raise InvalidGame(
            f"executor= has a submit() like that of concurrent.futures.ProcessPoolExecutor; got {executor!r:.60}"
        )


def _about(
    family: GameFamily, asked: AsFormulas, ranges: Box, others: Mapping[str, Fraction], gap: Fraction
) -> dict[str, str]:
    """What makes two maps the same."""
    box = {name: [str(low), str(high)] for name, (low, high) in ranges.items()}
    values = {name: str(value) for name, value in others.items()}
    return {
        "family": game_hash(family.form),
        "question": json.dumps(asked.to_data(), sort_keys=True),
        "box": json.dumps(box),
        "values": json.dumps(values, sort_keys=True),
        "gap": str(gap),
    }


def map_from_certificate(
    family: GameFamily, certificate: Certificate, *, seconds: float, finished: bool
) -> RegionMap:
    """The map that a map certificate of a family describes, checked as it is rebuilt."""
    checked = verify(certificate)
    data: Mapping[str, Any] = certificate.data
    if checked.kind not in ("map", "paradox-map") or checked.game != game_hash(family.form):
        raise CertificateRejected("the certificate is not a map of this family")
    least = exact(data.get("least", 0))
    said = {"mover": data["mover"], "quantifier": data["quantifier"], "concept": data["concept"]}
    if checked.kind == "map":
        scope = data["scope"]
        places = scope["information_sets"] if scope["kind"] == "information_set" else ()
        coalition = scope["players"] if scope["kind"] == "coalition" else ()
        given = asked_with(**said, action=data["action"], at=places, coalition=coalition, details={})
        asked = as_formulas(family, data["paradox"], given, least)
    else:
        given = asked_with(**said, action=None, at=(), coalition=(), details={})
        asked = rebuilt(family.form, data["paradox"], given, data["details"], least, {})
    return _map(
        family, asked, certificate, asked.statement(family.form, checked.at, Factoring()), seconds, finished
    )


def _map(
    family: GameFamily,
    asked: AsFormulas,
    certificate: Certificate,
    claimed: tuple[Statement, Statement],
    seconds: float,
    finished: bool,
) -> RegionMap:
    """The map that a certificate holds the cutting of."""
    data: Mapping[str, Any] = certificate.data
    box = {name: (exact(data["box"][name][0]), exact(data["box"][name][1])) for name in data["over"]}
    return RegionMap(
        family=family,
        question=asked.question,
        least=asked.least,
        over=tuple(box),
        box=box,
        at={name: exact(value) for name, value in data["at"].items()},
        present=exact(data["present"][0]),
        absent=exact(data["absent"][0]),
        cells=data["cells"],
        certificate=certificate,
        statement=claimed,
        seconds=seconds,
        finished=finished,
    )


def _ranges(
    family: GameFamily, over: Sequence[str], box: Mapping[str, tuple[object, object]], asked: AsFormulas
) -> Box:
    if isinstance(over, str) or not (over or asked.axes):
        raise InvalidGame("a chart is over a list of at least one parameter")
    if own := [name for name in over if name in asked.sets]:
        raise InvalidGame(f"{own[0]!r} is the parameter that changes, and cannot be charted as well")
    declared = family.box
    for name in (*over, *box):
        if name not in declared:
            raise InvalidGame(
                f"{name!r} is not a parameter of this family; it has {', '.join(declared) or 'none'}"
            )
    for name in box:
        if name not in over:
            raise InvalidGame(f"a range is given for {name!r}, which is not charted")
    if len(set(over)) < len(over) or len(over) + len(asked.axes) > 10:
        raise InvalidGame("a chart is over at most ten different parameters")
    ranges: dict[str, tuple[Fraction, Fraction]] = dict(asked.axes)
    for name in over:
        low, high = declared[name]
        if name in box:
            ends = (
                exact(box[name][0], f"the lower end of {name!r}"),
                exact(box[name][1], f"the upper end of {name!r}"),
            )
            if ends[0] < low or ends[1] > high:
                raise InvalidGame(
                    f"the range {ends[0]} to {ends[1]} of {name!r} leaves the declared range {low} to {high}"
                )
            low, high = ends
        if low >= high:
            raise InvalidGame(f"the range of {name!r} is empty or reversed: {low} to {high}")
        ranges[name] = (low, high)
    return ranges
