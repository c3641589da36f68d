"""Every system of the catalog looked at in the same way, and told in one table."""

from gametheory_paradox.studies.survey.finding import Finding, Scenario
from gametheory_paradox.studies.survey.survey import Card, Survey, survey

__all__ = ["Card", "Finding", "Scenario", "Survey", "survey"]
