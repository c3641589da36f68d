"""What is sampled or gathered over the space of assumptions: diagnosis, falsification, survey, sweeps, uncertainty."""

from gametheory_paradox.studies.diagnose import Diagnosis, diagnose
from gametheory_paradox.studies.falsify import Broken, Statement, Unbroken, always, falsify, never
from gametheory_paradox.studies.survey import Card, Finding, Scenario, Survey, survey
from gametheory_paradox.studies.uncertainty import Robustness, Tornado, Uncertainty, uncertainty

__all__ = [
    "Broken",
    "Card",
    "Diagnosis",
    "Finding",
    "Robustness",
    "Scenario",
    "Statement",
    "Survey",
    "Tornado",
    "Unbroken",
    "Uncertainty",
    "always",
    "diagnose",
    "falsify",
    "never",
    "survey",
    "uncertainty",
]
