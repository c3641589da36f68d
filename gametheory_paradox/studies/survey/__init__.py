"""Every system of the essay examined in the same way, and what its states' policies do to them."""

from typing import TYPE_CHECKING

from gametheory_paradox.first_use import at_first_use

if TYPE_CHECKING:
    from gametheory_paradox.studies.survey.balance import Balance, Entry, balance
    from gametheory_paradox.studies.survey.summary import Card
    from gametheory_paradox.studies.survey.survey import Survey, survey

_HOMES = {
    "balance": ("Balance", "Entry", "balance"),
    "summary": ("Card",),
    "survey": ("Survey", "survey"),
}

__all__ = ["Balance", "Card", "Entry", "Survey", "balance", "survey"]

at_first_use(__name__, _HOMES.items())
