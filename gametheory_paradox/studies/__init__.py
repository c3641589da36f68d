"""Studies over assumptions: examination, survey, balance, nearest changes, falsification, uncertainty."""

from gametheory_paradox.studies.check import Check, check
from gametheory_paradox.studies.diagnose import Diagnosis, diagnose
from gametheory_paradox.studies.examine import examine
from gametheory_paradox.studies.falsify import Broken, Conjecture, Function, Unbroken, always, falsify, never
from gametheory_paradox.studies.findings import Finding, Findings
from gametheory_paradox.studies.oddities import Remark
from gametheory_paradox.studies.ordinal_2x2 import OrdinalGame, OrdinalGames, ordinal_2x2
from gametheory_paradox.studies.reach import Reach
from gametheory_paradox.studies.survey import Balance, Card, Survey, balance, survey
from gametheory_paradox.studies.uncertainty import Robustness, Tornado, Uncertainty, uncertainty

__all__ = [
    "Balance",
    "Broken",
    "Card",
    "Check",
    "Conjecture",
    "Diagnosis",
    "Finding",
    "Findings",
    "Function",
    "OrdinalGame",
    "OrdinalGames",
    "Reach",
    "Remark",
    "Robustness",
    "Survey",
    "Tornado",
    "Unbroken",
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
