"""The probability of a paradox where the parameters are not known: influence, tornado, robustness."""

from gametheory_paradox.studies.uncertainty.indices import Indices, Influence
from gametheory_paradox.studies.uncertainty.probability import Uncertainty
from gametheory_paradox.studies.uncertainty.robustness import Nudge, Robustness
from gametheory_paradox.studies.uncertainty.tornado import Swing, Tornado
from gametheory_paradox.studies.uncertainty.uncertainty import uncertainty

__all__ = ["Indices", "Influence", "Nudge", "Robustness", "Swing", "Tornado", "Uncertainty", "uncertainty"]
