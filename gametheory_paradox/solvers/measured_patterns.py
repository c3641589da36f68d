"""Bounds of a measure over the infinitely many equilibria of a pattern, put into a proof about payoffs."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from gametheory_paradox.claims.equilibria.assessment_systems import exact_ways, system_of
from gametheory_paradox.claims.equilibria.every_assessment import PatternWalk
from gametheory_paradox.claims.equilibria.proof_fields import Data
from gametheory_paradox.games import ExtensiveForm, without_measure
from gametheory_paradox.games.json_fields import list_in
from gametheory_paradox.solvers.assessment_search import bounds_step

KINDS: Mapping[object, bool] = {"patterns": False, "consistent-patterns": True}  # are beliefs consistent?


def with_measured_bounds(game: ExtensiveForm[Fraction], proof: Data) -> Data:
    """A proof by patterns, with bounds of the game's measure in the place of those of payoffs.

    The walk is the same: players maximize payoffs, whatever is compared.
    """
    walk = PatternWalk(exact_ways(without_measure(game), consistent=KINDS[proof["kind"]]))
    compared = replace(walk.ways, game=game)
    pending, steps = [walk.root], list[object]()
    for step in list_in(proof["steps"]):
        at = pending.pop()
        if step == ["b"]:
            pending.extend(reversed(walk.children(at)))
        bounds = isinstance(step, list) and step[0] == "s"
        steps.append(bounds_step(system_of(compared, at.pattern)) if bounds else step)
    return {**proof, "steps": steps}
