"""One search per paradox; each writes a certificate that the trusted part can check."""

from gametheory_paradox.detectors.detect import DETECTORS, Detector, detect, detector_named
from gametheory_paradox.detectors.question import Question
from gametheory_paradox.detectors.verdict import Absent, Impossible, Present, Undecided, Verdict

__all__ = [
    "DETECTORS",
    "Absent",
    "Detector",
    "Impossible",
    "Present",
    "Question",
    "Undecided",
    "Verdict",
    "detect",
    "detector_named",
]
