"""What is known about a paradox when the parameters are not: probability, influence, tornado, robustness."""

from gametheory_paradox.studies.uncertainty.results import Indices, Influence, Uncertainty
from gametheory_paradox.studies.uncertainty.robustness import Nudge, Robustness
from gametheory_paradox.studies.uncertainty.tornado import Swing, Tornado
from gametheory_paradox.studies.uncertainty.uncertainty import uncertainty

__all__ = ["Indices", "Influence", "Nudge", "Robustness", "Swing", "Tornado", "Uncertainty", "uncertainty"]
