"""The probability of a paradox where the parameters are not known: influence, tornado, robustness."""

from typing import TYPE_CHECKING

from gametheory_paradox.first_use import at_first_use

if TYPE_CHECKING:
    from gametheory_paradox.studies.uncertainty.indices import Indices, Influence
    from gametheory_paradox.studies.uncertainty.robustness import Nudge, Robustness, Swing, Tornado
    from gametheory_paradox.studies.uncertainty.uncertainty import Uncertainty, uncertainty

_HOMES = {
    "indices": ("Indices", "Influence"),
    "robustness": ("Nudge", "Robustness", "Swing", "Tornado"),
    "uncertainty": ("Uncertainty", "uncertainty"),
}

__all__ = ["Indices", "Influence", "Nudge", "Robustness", "Swing", "Tornado", "Uncertainty", "uncertainty"]

at_first_use(__name__, _HOMES.items())
