"""One search per paradox; each writes a certificate that the trusted part can check."""

from gametheory_paradox.detectors.comparison import ComparisonQuestion
from gametheory_paradox.detectors.detect import DETECTORS, Detector, check_as_formulas, detect, detector_named
from gametheory_paradox.detectors.option import OptionVerdict
from gametheory_paradox.detectors.question import Question
from gametheory_paradox.detectors.verdict import Absent, AnyVerdict, Impossible, Present, Undecided, Verdict

__all__ = [
    "DETECTORS",
    "Absent",
    "AnyVerdict",
    "ComparisonQuestion",
    "Detector",
    "Impossible",
    "OptionVerdict",
    "Present",
    "Question",
    "Undecided",
    "Verdict",
    "check_as_formulas",
    "detect",
    "detector_named",
]
