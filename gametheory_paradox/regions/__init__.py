"""Regions of parameters where a claim holds, proved: equilibria as formulas, conditions, maps, ways out."""

from typing import TYPE_CHECKING

from gametheory_paradox.conditions.condition import Condition, Inequality
from gametheory_paradox.first_use import at_first_use
from gametheory_paradox.games import Automaton

if TYPE_CHECKING:
    from gametheory_paradox.regions.atlas import Atlas, atlas
    from gametheory_paradox.regions.bifurcation import Bifurcation, bifurcation
    from gametheory_paradox.regions.boundary import Curve, boundary
    from gametheory_paradox.regions.chart import chart
    from gametheory_paradox.regions.compare import Comparison, compare
    from gametheory_paradox.regions.graph_thresholds import StableRankings, stable_rankings
    from gametheory_paradox.regions.propositions import OpenClaim, Proof, Refutation
    from gametheory_paradox.regions.prove import prove
    from gametheory_paradox.regions.ranking_shares import RankingShares, Reversals, ranking_shares, reversals
    from gametheory_paradox.regions.region_map import MapCell, RegionMap
    from gametheory_paradox.regions.settling_comparisons import SettlingComparisons, settling_comparisons
    from gametheory_paradox.regions.sustained import SustainedPlay, sustained
    from gametheory_paradox.regions.thresholds import Thresholds, thresholds
    from gametheory_paradox.regions.ways_out import Escape, WayOut, escape

_HOMES = {
    "atlas": ("Atlas", "atlas"),
    "bifurcation": ("Bifurcation", "bifurcation"),
    "boundary": ("Curve", "boundary"),
    "chart": ("chart",),
    "compare": ("Comparison", "compare"),
    "graph_thresholds": ("StableRankings", "stable_rankings"),
    "propositions": ("OpenClaim", "Proof", "Refutation"),
    "prove": ("prove",),
    "ranking_shares": ("RankingShares", "Reversals", "ranking_shares", "reversals"),
    "region_map": ("MapCell", "RegionMap"),
    "settling_comparisons": ("SettlingComparisons", "settling_comparisons"),
    "sustained": ("SustainedPlay", "sustained"),
    "thresholds": ("Thresholds", "thresholds"),
    "ways_out": ("Escape", "WayOut", "escape"),
}

__all__ = [
    "Atlas",
    "Automaton",
    "Bifurcation",
    "Comparison",
    "Condition",
    "Curve",
    "Escape",
    "Inequality",
    "MapCell",
    "OpenClaim",
    "Proof",
    "RankingShares",
    "Refutation",
    "RegionMap",
    "Reversals",
    "SettlingComparisons",
    "StableRankings",
    "SustainedPlay",
    "Thresholds",
    "WayOut",
    "atlas",
    "bifurcation",
    "boundary",
    "chart",
    "compare",
    "escape",
    "prove",
    "ranking_shares",
    "reversals",
    "settling_comparisons",
    "stable_rankings",
    "sustained",
    "thresholds",
]

at_first_use(__name__, _HOMES.items())
