"""Studies over assumptions: examination, survey, balance, nearest changes, falsification, uncertainty."""

from gametheory_paradox.studies.diagnose import Diagnosis, diagnose
from gametheory_paradox.studies.examine import examine
from gametheory_paradox.studies.falsify import Broken, Conjecture, Unbroken, always, falsify, never
from gametheory_paradox.studies.findings import Finding, Findings
from gametheory_paradox.studies.survey import Balance, Card, Survey, balance, survey
from gametheory_paradox.studies.uncertainty import Robustness, Tornado, Uncertainty, uncertainty

__all__ = [
    "Balance",
    "Broken",
    "Card",
    "Conjecture",
    "Diagnosis",
    "Finding",
    "Findings",
    "Robustness",
    "Survey",
    "Tornado",
    "Unbroken",
    "Uncertainty",
    "always",
    "balance",
    "diagnose",
    "examine",
    "falsify",
    "never",
    "survey",
    "uncertainty",
]
