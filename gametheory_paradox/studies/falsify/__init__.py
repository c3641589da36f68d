"""The search for the simplest game that breaks a claim."""

from gametheory_paradox.studies.falsify.claims import Conjecture, Function, always, never
from gametheory_paradox.studies.falsify.falsify import falsify
from gametheory_paradox.studies.falsify.outcome import Broken, Unbroken

__all__ = ["Broken", "Conjecture", "Function", "Unbroken", "always", "falsify", "never"]
