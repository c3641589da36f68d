"""The search for the simplest game that breaks a claim."""

from typing import TYPE_CHECKING

from gametheory_paradox.first_use import at_first_use

if TYPE_CHECKING:
    from gametheory_paradox.studies.falsify.claims import Conjecture, Function, always, never
    from gametheory_paradox.studies.falsify.falsify import falsify
    from gametheory_paradox.studies.falsify.outcome import Counterexample, NoCounterexample

_HOMES = {
    "claims": ("Conjecture", "Function", "always", "never"),
    "falsify": ("falsify",),
    "outcome": ("Counterexample", "NoCounterexample"),
}

__all__ = ["Conjecture", "Counterexample", "Function", "NoCounterexample", "always", "falsify", "never"]

at_first_use(__name__, _HOMES.items())
