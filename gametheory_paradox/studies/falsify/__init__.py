"""The search for the simplest game that breaks a claim."""

from gametheory_paradox.studies.falsify.falsify import falsify
from gametheory_paradox.studies.falsify.outcome import Broken, Unbroken
from gametheory_paradox.studies.falsify.statements import Statement, always, never

__all__ = ["Broken", "Statement", "Unbroken", "always", "falsify", "never"]
