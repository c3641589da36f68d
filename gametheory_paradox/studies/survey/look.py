"""Looks at one game of the catalog."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any

from gametheory_paradox.catalog import load
from gametheory_paradox.claims.parameters.cells import Cell
from gametheory_paradox.detectors import Channels, Present, channels, detect
from gametheory_paradox.detectors.memory import remembering
from gametheory_paradox.detectors.question import offered_concept
from gametheory_paradox.detectors.verdict import AnyVerdict
from gametheory_paradox.errors import Unsupported
from gametheory_paradox.families import GameFamily, Parameter
from gametheory_paradox.games import ExtensiveForm
from gametheory_paradox.paradoxes.question import QUANTIFIERS
from gametheory_paradox.regions.chart import chart
from gametheory_paradox.regions.region_map import RegionMap
from gametheory_paradox.regions.ways_out import Escape, escape
from gametheory_paradox.studies.diagnose import Diagnosis, diagnose
from gametheory_paradox.studies.survey.finding import Finding, Scenario
from gametheory_paradox.studies.uncertainty import Uncertainty, uncertainty
from gametheory_paradox.studies.uncertainty.asking import Asking, asking, is_large
from gametheory_paradox.studies.uncertainty.formulas import Formulas

# The most in a map over everything that varies: what one hundred do not decide, a thousand rarely do.
CELLS = 100
NEAR = 60  # and in a map over two parameters
GRID = 40  # witnesses are looked for at so many steps of each range
NARROW = Fraction(1, 100)  # bounds closer than this need no second map
EDGE = Fraction(1, 1000)
MOST_CHARTED = 10
# What suppressing costs, in which the parts of the large tree meet: formulas in more parameters are too many.
MEETING = ("k", "m")
LEAVING = 120.0  # seconds for the ways out of one paradox, far more than any takes on a machine that does nothing else
NO_WITNESS = "no point at which the strong paradox is present was met when a witness was looked for"
NO_WITNESS_SOUGHT = "the tree is large: no witness was looked for"
BRIEF = 12.0  # seconds for all draws of a table of three players or more, where a game is answered at once or hardly ever


@dataclass(frozen=True)
class Effort:
    """How much is done for each game.

    Parameters
    ----------
    draws, games
        How many draws where formulas answer them, and where each is a game that is solved.
    budget
        Seconds for each search; None for no limit.
    """

    draws: int
    games: int
    budget: float | None


def look_at(name: str, effort: Effort) -> Scenario:
    """What is found about the game of that name."""
    with remembering():
        return _look_at(name, effort)


def _look_at(name: str, effort: Effort) -> Scenario:
    started, family, notes = time.monotonic(), load(name), []
    concept = concept_of(family)
    diagnosis: Diagnosis | None = None
    try:
        diagnosis = diagnose(family, concept=concept, budget=effort.budget)
        if open_ := sum(row.verdict == "undecided" for row in diagnosis.rows):
            notes.append(f"{open_} of the {len(diagnosis.rows)} questions about single moves stay undecided")
    except Unsupported as problem:
        notes.append(f"not every move was asked about: {problem}")
    findings = [
        _found(family, move, concept, effort, control=name.endswith("control")) for move in moves_of(family)
    ]
    return Scenario(
        name=name,
        family=family,
        concept=offered_concept(family.at(), concept),
        diagnosis=diagnosis,
        findings=tuple(findings),
        seconds=round(time.monotonic() - started, 3),
        notes=tuple(notes),
    )


def concept_of(family: GameFamily) -> str | None:
    """Sequential equilibrium where something is hidden in a tree that is not large, else what ``detect`` takes by itself."""
    form = family.form
    hidden = isinstance(form, ExtensiveForm) and not form.has_perfect_information
    return "sequential" if hidden and not is_large(family) else None


def moves_of(family: GameFamily) -> list[dict[str, Any]]:
    """The move the game is about, and the same without it for everybody who has it, if others do."""
    about = family.question
    if about is None:
        return []
    own = {"mover": about.mover, "action": about.action, "at": about.at, "coalition": ()}
    having = {info.player for info in family.form.information_sets if about.action in info.actions}
    sharing = tuple(player for player in family.players if player in having)
    return [own, {**own, "at": (), "coalition": sharing}] if len(sharing) > 1 else [own]


def _found(
    family: GameFamily, move: Mapping[str, Any], concept: str | None, effort: Effort, *, control: bool
) -> Finding:
    asked = {**move, "concept": concept}
    game = family.at()
    verdicts: dict[str, AnyVerdict] = {
        q: detect(game, "option", quantifier=q, budget=effort.budget, **asked) for q in QUANTIFIERS
    }
    notes = [f"{q}: {found.why}" for q, found in verdicts.items() if found.name == "undecided"]
    strong = verdicts["strong"]
    doubt, of = _doubt(family, asked, strong.name, effort, notes)
    witness: Mapping[str, Fraction] | None = {} if isinstance(strong, Present) else None
    if witness is None and not control and doubt is not None and max(doubt.share or doubt.estimate) > 0:
        formulas = _asking(family, {**asked, "concept": of}).formulas()
        witness = (
            None if is_large(family) else _witness(family, asked, formulas, effort, exactly=of == concept)
        )
        if witness is None:
            notes.append(NO_WITNESS_SOUGHT if is_large(family) else NO_WITNESS)
    return Finding(
        mover=move["mover"],
        action=move["action"],
        at=tuple(move["at"]),
        coalition=tuple(move["coalition"]),
        verdicts=verdicts,
        doubt=doubt,
        near=_near(family, {**asked, "concept": of}, doubt, effort),
        witness=witness,
        channels=_carried(family, asked, witness or {}, effort, notes),
        ways_out=_ways_out(family, {**asked, "concept": of}, strong, effort, notes),
        wider=of != concept,
        notes=tuple(notes),
    )


def _doubt(
    family: GameFamily, asked: Mapping[str, Any], strong: str, effort: Effort, notes: list[str]
) -> tuple[Uncertainty | None, str | None]:
    """How probable the strong paradox is, and by which concept; ranges are drawn in a little where ends have no answer."""
    free = [p for p in family.parameters if p.low < p.high]
    if not free:
        notes.append("no parameter varies")
        return None, asked["concept"]
    formulas, asked = _formulas(family, asked, strong)
    said: dict[str, Any] = {**asked, "n": effort.draws, "cells": CELLS, "budget": effort.budget}
    if formulas is None:
        said["n"] = effort.games
        if not isinstance(family.form, ExtensiveForm) and effort.budget is not None:
            said["budget"] = min(BRIEF, effort.budget)
    elif len(free) > MOST_CHARTED:
        said["values"] = _idle(family, formulas)
    try:
        return uncertainty(family, **said), asked["concept"]
    except Unsupported as problem:
        first = str(problem)
    inner = {
        p.name: {"uniform": [p.low + EDGE * (p.high - p.low), p.high - EDGE * (p.high - p.low)]}
        for p in free
        if p.distribution is None
    }
    try:
        found = uncertainty(family, distributions=inner, **said)
    except Unsupported as problem:
        notes.append(f"nothing is said about other values of the parameters: {problem}")
        return None, asked["concept"]
    notes.append(f"ranges are drawn in by a thousandth at both ends, where there is no answer: {first}")
    return found, asked["concept"]


def _formulas(
    family: GameFamily, asked: Mapping[str, Any], strong: str
) -> tuple[Formulas | None, Mapping[str, Any]]:
    """The question as formulas, and as it is asked then.

    Where formulas are not offered for sequential equilibria they may be for subgame-perfect ones, of which
    the former are a part: where the strong paradox is present for these it is for those.  They stand in if
    the baseline's verdict is the same.
    """
    found = _asking(family, asked).formulas()
    if found is not None or asked["concept"] is None:
        return found, asked
    wider = {**asked, "concept": None}
    found = _asking(family, wider).formulas()
    if found is None or _plain(detect(family.at(), "option", **wider).name) != _plain(strong):
        return None, asked
    return found, wider


def _asking(family: GameFamily, asked: Mapping[str, Any], budget: float | None = None) -> Asking:
    return asking(family, "option", {**asked, "quantifier": "strong"}, budget)


def _plain(name: str) -> str:
    """Impossible is a reason for absence."""
    return "absent" if name == "impossible" else name


def _idle(family: GameFamily, formulas: Formulas) -> dict[str, Fraction]:
    """The baseline of parameters that occur in no condition whose sign changes within the box: they change no share."""
    live = Cell.whole(formulas.claim, formulas.exception, family.box).live
    used = {name for polynomial in live for name in polynomial.names}
    return {p.name: p.baseline for p in family.parameters if p.name not in used}


def _near(
    family: GameFamily, asked: Mapping[str, Any], doubt: Uncertainty | None, effort: Effort
) -> RegionMap | None:
    """A map over the two parameters that matter most, where the bounds over all of them say little."""
    if doubt is None or (doubt.share is not None and doubt.share[1] - doubt.share[0] <= NARROW):
        return None
    by_index = [row.name for row in doubt.indices.rows]
    by_swing = [row.name for row in doubt.tornado.rows]
    names = MEETING if is_large(family) else by_index or by_swing
    over = [name for name in names if name in doubt.distributions][:2]
    if len(over) < 2:
        return None
    try:
        return chart(family, over=over, cells=NEAR, gap="0.005", budget=effort.budget, **asked)
    except Unsupported:
        return None


def _ways_out(
    family: GameFamily, asked: Mapping[str, Any], strong: AnyVerdict, effort: Effort, notes: list[str]
) -> Escape | None:
    """The smallest changes that leave a paradox, as shares of the declared ranges; any parameter may change."""
    levers = [p.name for p in family.parameters if p.low < p.high]
    if not isinstance(strong, Present) or not levers or is_large(family):
        return None
    budget = None if effort.budget is None else min(LEAVING, effort.budget)
    try:
        found = escape(family, levers=levers, others=(), budget=budget, **asked)
    except Unsupported as problem:
        notes.append(f"ways out are not offered: {problem}")
        return None
    notes += [f"ways out: {note}" for note in found.notes]
    return found


def _witness(
    family: GameFamily, asked: Mapping[str, Any], formulas: Formulas | None, effort: Effort, *, exactly: bool
) -> dict[str, Fraction] | None:
    """Parameters moved so that the strong paradox is present, as few as one point of the box allows; None if none is met.

    Points at which the formulas say so are looked at first; those at which they say the opposite not at all
    if they are about ``exactly`` what is asked, else last.
    """
    random, free = Random(0), [p for p in family.parameters if p.low < p.high]

    def present(point: Mapping[str, Fraction]) -> bool:
        try:
            return _asking(family, asked, effort.budget).at(point).name == Present.name
        except Unsupported:
            return False

    points = [
        {
            p.name: _short(p.low + (p.high - p.low) * Fraction(random.randint(1, GRID - 1), GRID), p)
            for p in free
        }
        for _ in range(effort.games)
    ]
    later: dict[bool | None, list[dict[str, Fraction]]] = {None: [], False: []}
    for point in points:
        said = None if formulas is None else formulas.present_at(family.point(point))
        if said is not True and formulas is not None:
            later[said].append(point)
        elif present(point):
            return _fewest(family, point, present)
    left = next((point for point in later[None] + ([] if exactly else later[False]) if present(point)), None)
    return None if left is None else _fewest(family, left, present)


def _short(value: Fraction, parameter: Parameter) -> Fraction:
    """A value of two digits near by, for reading, within the range."""
    return min(max(Fraction(f"{float(value):.2g}"), parameter.low), parameter.high)


def _fewest(family: GameFamily, point: dict[str, Fraction], present: Any) -> dict[str, Fraction]:
    """The same with every parameter back at its baseline that can be, one after the other."""
    for name in list(point):
        rest = {other: value for other, value in point.items() if other != name}
        if present(rest):
            point = rest
    return point


def _carried(
    family: GameFamily,
    asked: Mapping[str, Any],
    witness: Mapping[str, Fraction],
    effort: Effort,
    notes: list[str],
) -> Channels | None:
    """Whose reaction carries the change, where one player loses the action."""
    said = {name: value for name, value in asked.items() if name != "coalition"}
    coalition: Sequence[str] = asked["coalition"]
    if coalition:
        return None
    try:
        found = channels(family.at(witness), budget=effort.budget, **said)
    except Unsupported as problem:
        notes.append(f"the change is not split into channels: {problem}")
        return None
    if found.why:
        notes.append(f"the change is not split into channels: {found.why}")
    return found
