"""Where in the space of assumptions a claim holds."""

from gametheory_paradox.regions.atlas import Atlas, atlas
from gametheory_paradox.regions.bifurcation import Bifurcation, bifurcation
from gametheory_paradox.regions.boundary import Curve, boundary
from gametheory_paradox.regions.chart import chart
from gametheory_paradox.regions.compare import Comparison, compare
from gametheory_paradox.regions.conditions import Condition, Inequality
from gametheory_paradox.regions.proof import Open, Proved, Refuted
from gametheory_paradox.regions.prove import prove
from gametheory_paradox.regions.region_map import MapCell, RegionMap
from gametheory_paradox.regions.survey import Card, Finding, Scenario, Survey, survey
from gametheory_paradox.regions.thresholds import Thresholds, thresholds
from gametheory_paradox.regions.uncertainty import Robustness, Tornado, Uncertainty, uncertainty
from gametheory_paradox.regions.ways_out import Escape, WayOut, escape

__all__ = [
    "Atlas",
    "Bifurcation",
    "Card",
    "Comparison",
    "Condition",
    "Curve",
    "Escape",
    "Finding",
    "Inequality",
    "MapCell",
    "Open",
    "Proved",
    "Refuted",
    "RegionMap",
    "Robustness",
    "Scenario",
    "Survey",
    "Thresholds",
    "Tornado",
    "Uncertainty",
    "WayOut",
    "atlas",
    "bifurcation",
    "boundary",
    "chart",
    "compare",
    "escape",
    "prove",
    "survey",
    "thresholds",
    "uncertainty",
]
