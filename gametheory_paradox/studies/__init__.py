"""Studies over assumptions: examination, survey, balance, nearest changes, falsification, uncertainty."""

from typing import TYPE_CHECKING

from gametheory_paradox.first_use import at_first_use

if TYPE_CHECKING:
    from gametheory_paradox.studies.check import Check, check
    from gametheory_paradox.studies.diagnosis import Diagnosis, diagnose
    from gametheory_paradox.studies.examine import examine
    from gametheory_paradox.studies.falsify import (
        Conjecture,
        Counterexample,
        Function,
        NoCounterexample,
        always,
        falsify,
        never,
    )
    from gametheory_paradox.studies.findings import Finding, Findings
    from gametheory_paradox.studies.oddities import Remark
    from gametheory_paradox.studies.ordinal_2x2 import OrdinalGame, OrdinalGames, ordinal_2x2
    from gametheory_paradox.studies.reach import Reach
    from gametheory_paradox.studies.survey import Balance, Card, Survey, balance, survey
    from gametheory_paradox.studies.uncertainty import Robustness, Tornado, Uncertainty, uncertainty

_HOMES = {
    "check": ("Check", "check"),
    "diagnosis": ("Diagnosis", "diagnose"),
    "examine": ("examine",),
    "falsify": ("Conjecture", "Counterexample", "Function", "NoCounterexample", "always", "falsify", "never"),
    "findings": ("Finding", "Findings"),
    "oddities": ("Remark",),
    "ordinal_2x2": ("OrdinalGame", "OrdinalGames", "ordinal_2x2"),
    "reach": ("Reach",),
    "survey": ("Balance", "Card", "Survey", "balance", "survey"),
    "uncertainty": ("Robustness", "Tornado", "Uncertainty", "uncertainty"),
}

__all__ = [
    "Balance",
    "Card",
    "Check",
    "Conjecture",
    "Counterexample",
    "Diagnosis",
    "Finding",
    "Findings",
    "Function",
    "NoCounterexample",
    "OrdinalGame",
    "OrdinalGames",
    "Reach",
    "Remark",
    "Robustness",
    "Survey",
    "Tornado",
    "Uncertainty",
    "always",
    "balance",
    "check",
    "diagnose",
    "examine",
    "falsify",
    "never",
    "ordinal_2x2",
    "survey",
    "uncertainty",
]

at_first_use(__name__, _HOMES.items())
