"""Every system of the essay examined in the same way, and what its states' policies do to them."""

from gametheory_paradox.studies.survey.balance import Balance, Entry, balance
from gametheory_paradox.studies.survey.card import Card
from gametheory_paradox.studies.survey.survey import Survey, survey

__all__ = ["Balance", "Card", "Entry", "Survey", "balance", "survey"]
