"""Every system of the catalog examined in the same way, and told in one table."""

from gametheory_paradox.studies.survey.survey import Card, Survey, survey

__all__ = ["Card", "Survey", "survey"]
