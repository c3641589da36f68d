"""Studies over assumptions, sampled or gathered: examination, survey, falsification, sweeps, uncertainty."""

from gametheory_paradox.studies.diagnose import Diagnosis, diagnose
from gametheory_paradox.studies.examine import examine
from gametheory_paradox.studies.falsify import Broken, Conjecture, Unbroken, always, falsify, never
from gametheory_paradox.studies.findings import Finding, Findings
from gametheory_paradox.studies.survey import Card, Survey, survey
from gametheory_paradox.studies.uncertainty import Robustness, Tornado, Uncertainty, uncertainty

__all__ = [
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
    "diagnose",
    "examine",
    "falsify",
    "never",
    "survey",
    "uncertainty",
]
